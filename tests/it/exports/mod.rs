//! Tests of: annotations in other programs' formats, out of the library and in again.

mod linked;
mod written;

use std::path::Path;

use hexapla::import::{self, Hints};
use hexapla::library::{
    Annotation, AnnotationKind, Highlight, Library, Scope, Source, Target, read_file, version_info,
};

use crate::harness::Program;

const FILES: [&str; 3] = ["ferry.ar.txt", "ferry.en.txt", "ferry.zh.txt"];

/// A program whose library holds the ferry in three languages.
fn desk() -> Program {
    let program = Program::new();
    let files = FILES.map(file);
    program.text(&["add", &files[0], &files[1], &files[2]]);
    program
}

fn file(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reader").join(name).display().to_string()
}

fn opened(name: &str) -> (Source, hexapla::document::Document) {
    let source = read_file(Path::new(&file(name))).expect("the fixture");
    let hints = Hints { name: Some(name.to_owned()), ..Hints::default() };
    let document = import::read(&source.bytes, &hints).expect("it is text");
    (source, document)
}

/// An annotation on these words.
fn annotation(name: &str, quote: &str, kind: AnnotationKind, body: &str, tags: &[&str]) -> Annotation {
    let (source, document) = opened(name);
    let found = document.blocks.iter().enumerate().find_map(|(at, block)| Some((at, block.text.find(quote)?)));
    let (block, start) = found.expect("a block with these words");
    let target = Target::new(&document, &source.hash, block, start..start + quote.len());
    let highlight = (kind == AnnotationKind::Highlight).then_some(Highlight::Question);
    let scope = if kind == AnnotationKind::Highlight { Scope::Version } else { Scope::Work };
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Annotation { kind, highlight, scope, target, body: body.to_owned(), tags, ..Annotation::default() }
}

/// One of every kind, in three languages, with text that every format has to escape; and one whose words are not there.
fn annotate(program: &Program) -> Vec<Annotation> {
    let mut library = Library::open(program.home.path()).expect("the library");
    let infos: Vec<_> = FILES.map(opened).iter().map(|(source, document)| version_info(source, document)).collect();
    let work = library.record(&infos, None, false).expect("recorded");
    let lost = annotation(FILES[1], "The dog is old now.", AnnotationKind::Note, "gone", &[]);
    let lost = Annotation {
        target: Target {
            exact: "The cat was never there at all, and nobody missed it".into(),
            prefix: "no such ".into(),
            suffix: " words.".into(),
            ..lost.target
        },
        ..lost
    };
    [
        annotation(
            FILES[0],
            "ولم يحصِ أحد الأغنام قط.",
            AnnotationKind::Note,
            "لماذا لم يحصها أحد؟\n2 \"<b>&\" *x* =1+1",
            &["أغنام", "to check"],
        ),
        annotation(FILES[1], "He watches them from the window.", AnnotationKind::Highlight, "", &["water"]),
        annotation(FILES[2], "一个9岁的男孩", AnnotationKind::Note, "=nine, \u{202e}or ten\u{7}", &[]),
        annotation(FILES[1], "One spring", AnnotationKind::Bookmark, "spring", &[]),
        annotation(FILES[1], "The ferry crosses", AnnotationKind::Mark, "a", &[]),
        annotation(FILES[1], "a bride", AnnotationKind::Tag, "", &["people"]),
        lost,
    ]
    .iter()
    .map(|one| library.annotation_save(work.id, one).expect("saved"))
    .collect()
}

/// Every annotation of a library, by id.
fn kept(program: &Program) -> Vec<Annotation> {
    let library = Library::open(program.home.path()).expect("the library");
    let all = library.annotations_all().expect("read");
    let mut kept: Vec<Annotation> = all.into_iter().flat_map(|(_, annotations)| annotations).collect();
    kept.sort_by(|a, b| a.id.cmp(&b.id));
    kept
}

#[test]
fn a_library_becomes_json_and_the_same_library_again() {
    let here = desk();
    annotate(&here);
    let first = here.text(&["export", "--to", "json"]);
    let there = Program::new();
    let path = there.home.path().join("all.json");
    std::fs::write(&path, &first).expect("written");
    let path = path.display().to_string();
    for _ in 0..2 {
        there.text(&["notes", "import", &path]);
        assert_eq!(there.text(&["export", "--to", "json"]), first);
    }
    assert_eq!(kept(&there), kept(&here));
}

#[test]
fn a_library_becomes_json_ld_with_every_target_and_body() {
    let here = desk();
    annotate(&here);
    let there = Program::new();
    let path = there.home.path().join("all.jsonld");
    std::fs::write(&path, here.text(&["export", "--to", "jsonld"])).expect("written");
    let path = path.display().to_string();
    for said in ["new", "known"] {
        let text = there.text(&["notes", "import", &path]);
        assert!(text.lines().count() == 7 && text.lines().all(|line| line.ends_with(said)), "{text}");
    }
    assert_eq!(kept(&there), kept(&here));
    let languages = |program: &Program| {
        let library = Library::open(program.home.path()).expect("the library");
        let work = library.work_named("ferry").expect("read").expect("the work has its name");
        let mut languages: Vec<_> = work.versions.iter().map(|version| version.language.clone()).collect();
        languages.sort_by(|a, b| a.tag().cmp(b.tag()));
        languages
    };
    assert_eq!(languages(&there), languages(&here));
}

#[test]
fn only_what_is_asked_for_is_exported() {
    let desk = desk();
    annotate(&desk);
    let count = |arguments: &[&str]| {
        let mut all = vec!["export", "--to", "json"];
        all.extend(arguments);
        let output = desk.run(&all, b"");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let values = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        values.map(|work| work["annotations"].as_array().map_or(0, Vec::len)).sum::<usize>()
    };
    for (arguments, expected) in [
        (&[][..], 7),
        (&["--quoted", "en"], 5),
        (&["--quoted", "ar,zh"], 2),
        (&["--tag", "#Water"], 1),
        (&["--tag", "water,people"], 2),
        (&["--kind", "note"], 3),
        (&["--kind", "bookmark,mark,tag,highlight"], 4),
        (&["--state", "orphan"], 1),
        (&["--state", "ok"], 6),
        (&["--since", "2000"], 7),
        (&["--until", "2000-01-01"], 0),
        (&["--work", "ferry"], 7),
        (&["--kind", "note", "--quoted", "zh"], 1),
    ] {
        assert_eq!(count(arguments), expected, "{arguments:?}");
    }
    for wrong in [&["--since", "yesterday"][..], &["--work", "nowhere"], &["--kind", "poem"], &["--state", "lost"]] {
        let mut all = vec!["export", "--to", "md"];
        all.extend(wrong);
        assert_eq!(desk.run(&all, b"").status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn a_template_of_ones_own_is_filled() {
    let desk = desk();
    annotate(&desk);
    let write = |name: &str, text: &str| {
        let path = desk.home.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    };
    let plain = write(
        "cards.txt",
        "{% for work in works %}\n# {{ work.title }}\n{% for one in work.excerpts %}\n{% if one.kind == \"highlight\" %}\n\
         {{ one.quotation }}|{{ one.highlight }}|{{ one.citation }}|{% for t in one.translations %}{{ t.language }}:{{ t.dir }} \
         {% endfor %}\n\n{% endif %}\n{% endfor %}\n{% endfor %}\n",
    );
    let text = desk.text(&["export", "ferry", "--template", &plain]);
    let expected =
        "He watches them from the window.|question|The Ferry at Two Banks, unnumbered para. 3|ar:rtl zh:ltr ";
    assert!(text.lines().any(|line| line == expected), "{text}");
    let html = write("cards.html", "{% for one in works[0].excerpts %}<p>{{ one.note }}</p>{% endfor %}");
    assert!(desk.text(&["export", "ferry", "--template", &html]).contains("&lt;b&gt;&amp;"), "values are escaped");
    for (name, text) in [("open.txt", "{% for x in works %}"), ("no.txt", "one\n{{ works[0].nothing }}")] {
        let output = desk.run(&["export", "--template", &write(name, text)], b"");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.lines().count()), (Some(2), 1), "{said}");
        assert!(said.contains(name), "{said}");
    }
    let endless = write(
        "endless.txt",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
    );
    assert_eq!(desk.run(&["export", "--template", &endless], b"").status.code(), Some(2), "it ends");
}

#[test]
fn the_quotations_of_koreader_are_placed_and_what_is_not_found_is_put_back_by_hand() {
    let desk = desk();
    let book = r#"{"title":"The Ferry","author":"","file":"/books/ferry.epub","entries":[
        {"text":"Nobody has ever counted  the sheep","note":"not even he","chapter":"1","page":1,"time":1700000000},
        {"text":"وهو يراقبهم من النافذه","note":"","chapter":"1","page":1,"time":1700000001},
        {"text":"Words that are in no version of it, whatever one does","note":"lost","page":2,"time":1700000002}]}"#;
    let path = desk.home.path().join("koreader.json");
    std::fs::write(&path, book).expect("written");
    let path = path.display().to_string();
    assert_eq!(desk.run(&["notes", "import", &path], b"").status.code(), Some(2), "it must be told where");
    for said in ["new", "known"] {
        let text = desk.text(&["notes", "import", &path, "--into", "ferry"]);
        assert!(text.lines().count() == 3 && text.lines().all(|line| line.ends_with(said)), "{text}");
    }
    let list = |arguments: &[&str]| -> serde_json::Value {
        let mut all = vec!["notes", "list", "ferry", "--json"];
        all.extend(arguments);
        serde_json::from_slice(&desk.run(&all, b"").stdout).expect("JSON")
    };
    let all = list(&[]);
    let quotations: Vec<_> =
        all.as_array().expect("an array").iter().map(|one| (&one["quotation"], &one["state"])).collect();
    let expected = [
        ("Nobody has ever counted the sheep", "ok"),
        ("وهو يراقبهم من النافذة", "ok"),
        ("Words that are in no version of it, whatever one does", "orphan"),
    ]
    .map(|(text, state)| (serde_json::Value::from(text), serde_json::Value::from(state)));
    assert_eq!(quotations, expected.iter().map(|(text, state)| (text, state)).collect::<Vec<_>>());
    assert_eq!(all[0]["created"], "2023-11-14T22:13:20.000Z");
    let id = list(&["--state", "orphan"])[0]["id"].as_str().expect("an id").to_owned();
    for wrong in [&["--at", "77"][..], &["--at", "0+5", "--quote", "cat"], &["--at", "?"]] {
        let mut arguments = vec!["notes", "move", id.as_str()];
        arguments.extend(wrong);
        assert_eq!(desk.run(&arguments, b"").status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(desk.run(&["notes", "move", "nowhere", "--at", "1"], b"").status.code(), Some(1));
    let moved = desk.text(&["notes", "move", &id, "--at", "0+5", "--quote", "The dog is old now.", "--lang", "en"]);
    assert_eq!(moved.trim(), id);
    let found = list(&["--state", "ok"]);
    let found =
        found.as_array().expect("an array").iter().find(|one| one["id"] == id.as_str()).expect("it is no orphan");
    assert_eq!((&found["quotation"], &found["body"]), (&"The dog is old now.".into(), &"lost".into()));
    // Imported again, what a person put back stays where it is.
    desk.text(&["notes", "import", &path, "--into", "ferry"]);
    assert_eq!(list(&["--state", "orphan"]).as_array().map(Vec::len), Some(0));
}
