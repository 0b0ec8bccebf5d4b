//! Tests of the library: what is kept, what a work is, where an annotation is found again.

mod place;
mod trash;

use std::path::PathBuf;

use super::*;
use crate::document::{Block, Key};
use crate::import::Hints;

fn version(hash: &str, path: &str, language: &str, symbol: Option<&str>) -> VersionInfo {
    VersionInfo {
        hash: hash.to_owned(),
        path: (!path.is_empty()).then(|| PathBuf::from(path)),
        language: Language::new(language),
        title: format!("Title {hash}"),
        symbol: symbol.map(str::to_owned),
        ..VersionInfo::default()
    }
}

fn note(document: &Document, hash: &str, block: usize, quote: &str, body: &str) -> Annotation {
    let start = document.blocks[block].text.find(quote).expect("the quotation is in the block");
    Annotation {
        kind: AnnotationKind::Note,
        scope: Scope::Work,
        target: Target::new(document, hash, block, start..start + quote.len()),
        body: body.to_owned(),
        tags: vec!["water".to_owned(), "مياه".to_owned()],
        ..Annotation::default()
    }
}

fn document(blocks: &[(&str, &str)]) -> Document {
    Document {
        language: Language::new("en"),
        blocks: blocks
            .iter()
            .map(|(key, text)| Block { key: Key::new(*key), text: (*text).to_owned(), ..Block::default() })
            .collect(),
        ..Document::default()
    }
}

const RIVER: &[(&str, &str)] = &[
    ("1", "The river rises in the northern hills and crosses three provinces."),
    ("2", "In the dry season the river is low, and in the wet season the river is high."),
    ("3", "Ferries run every day."),
];

#[test]
fn the_guide_is_there_from_the_first_run_and_keeps_its_notes() {
    let home = tempfile::tempdir().expect("it works");
    let mut library = Library::open(home.path()).expect("it works");
    let works = library.works().expect("it works");
    assert_eq!(works.iter().map(|work| (work.name.as_str(), work.added)).collect::<Vec<_>>(), [("guide", true)]);
    let text = document(RIVER);
    library.annotation_save(works[0].id, &note(&text, "h", 0, "river", "in the guide")).expect("it works");
    library.remove(works[0].id).expect("it works");
    drop(library);
    let library = Library::open(home.path()).expect("it works");
    assert_eq!(
        library.annotations(library.works().expect("it works")[0].id).expect("it works")[0].body,
        "in the guide"
    );
}

#[test]
fn a_version_is_its_content_and_a_work_finds_its_versions() {
    let home = tempfile::tempdir().expect("it works");
    let mut library = Library::open(home.path()).expect("it works");
    let read = library.record(&[version("a", "/t/river.en.txt", "en", None)], None, false).expect("it works");
    assert_eq!((read.name.as_str(), read.added), ("river", false));
    let both = [version("a", "/moved/river.en.txt", "en", None), version("b", "/t/river.ar.txt", "ar", None)];
    let work = library.record(&both, None, true).expect("it works");
    assert_eq!((work.id, work.added, work.versions.len()), (read.id, true, 2));
    assert_eq!(work.versions[0].path, Some(PathBuf::from("/moved/river.en.txt")));
    assert_eq!(library.work_of(&["nowhere", "b"]).expect("it works").expect("it works").id, read.id);
    let other = library.record(&[version("c", "/u/river.fr.txt", "fr", None)], None, false).expect("it works");
    assert_eq!(other.name, "river-2");
    // Brought in without a path (a file of notes), it keeps the one it has.
    library.record(&[version("c", "", "fr", None)], None, false).expect("it works");
    assert_eq!(
        library.work(other.id).expect("it works").expect("it works").versions[0].path,
        Some(PathBuf::from("/u/river.fr.txt"))
    );
}

#[test]
fn a_file_that_changed_keeps_its_work_and_its_annotations() {
    let home = tempfile::tempdir().expect("it works");
    let mut library = Library::open(home.path()).expect("it works");
    let old = library.record(&[version("old", "/t/a.txt", "en", None)], None, false).expect("it works");
    library.annotation_save(old.id, &note(&document(RIVER), "old", 1, "dry season", "x")).expect("it works");
    let new = library.record(&[version("new", "/t/a.txt", "en", None)], None, false).expect("it works");
    assert_eq!(new.id, old.id);
    let paths: Vec<_> = new.versions.iter().map(|one| (one.hash.as_str(), one.path.is_some())).collect();
    assert_eq!(paths, [("old", false), ("new", true)]);
    assert_eq!(library.annotations(new.id).expect("it works").len(), 1);
    // Another language in the same place is another work.
    let other = library.record(&[version("z", "/t/a.txt", "zh", None)], None, false).expect("it works");
    assert_ne!(other.id, old.id);
}

#[test]
fn two_works_read_together_become_one_with_the_notes_of_both() {
    let home = tempfile::tempdir().expect("it works");
    let mut library = Library::open(home.path()).expect("it works");
    let (a, b) = (version("a", "/t/one.txt", "en", None), version("b", "/t/two.txt", "ar", None));
    let first = library.record(std::slice::from_ref(&a), None, false).expect("it works");
    let second = library.record(std::slice::from_ref(&b), None, false).expect("it works");
    library.annotation_save(first.id, &note(&document(RIVER), "a", 0, "river", "of a")).expect("it works");
    library.annotation_save(second.id, &note(&document(RIVER), "b", 0, "river", "of b")).expect("it works");
    let work = library.record(&[a, b], None, false).expect("it works");
    let bodies: Vec<_> = library.annotations(work.id).expect("it works").into_iter().map(|note| note.body).collect();
    assert_eq!(bodies, ["of a", "of b"]);
    assert_eq!(library.works().expect("it works").len(), 2, "the guide and the one work");
}

#[test]
fn an_annotation_comes_back_as_it_was_written() {
    let home = tempfile::tempdir().expect("it works");
    let mut library = Library::open(home.path()).expect("it works");
    let work = library.record(&[version("a", "/t/a.txt", "en", None)], None, false).expect("it works");
    let saved =
        library.annotation_save(work.id, &note(&document(RIVER), "a", 1, "dry season", "جفاف\n二")).expect("it works");
    assert!(!saved.id.is_empty() && saved.created.ends_with('Z') && saved.modified == saved.created);
    let place = Place {
        hash: "a".into(),
        key: "2".into(),
        offset: 7,
        layout: "stacked".into(),
        panes: vec!["en".into(), "ar".into()],
    };
    library.place_set(work.id, &place).expect("it works");
    drop(library);
    let mut library = Library::open(home.path()).expect("it works");
    assert_eq!(library.annotations(work.id).expect("it works"), std::slice::from_ref(&saved));
    assert_eq!(library.place(work.id).expect("it works"), Some(place));
    let changed =
        library.annotation_save(work.id, &Annotation { body: "new".into(), ..saved.clone() }).expect("it works");
    assert_eq!((changed.id.as_str(), changed.created.as_str()), (saved.id.as_str(), saved.created.as_str()));
    assert_eq!(library.annotations(work.id).expect("it works").len(), 1);
    assert!(library.annotation_remove(&saved.id).expect("it works"));
    assert!(!library.annotation_remove(&saved.id).expect("it works"));
    assert!(library.annotations(work.id).expect("it works").is_empty());
}

#[test]
fn a_mark_takes_the_place_of_the_mark_of_its_letter() {
    let home = tempfile::tempdir().expect("it works");
    let mut library = Library::open(home.path()).expect("it works");
    let work = library.record(&[version("a", "/t/a.txt", "en", None)], None, false).expect("it works");
    for (block, letter) in [(0, "a"), (1, "b"), (2, "a")] {
        let text = document(RIVER);
        let target = Target::new(&text, "a", block, 0..0);
        let mark = Annotation { kind: AnnotationKind::Mark, target, ..note(&text, "a", 0, "river", letter) };
        library.annotation_save(work.id, &mark).expect("it works");
    }
    let marks: Vec<_> = library.annotations(work.id).expect("it works");
    let mut marks: Vec<_> = marks.iter().map(|mark| (mark.body.as_str(), mark.target.key.as_str())).collect();
    marks.sort_unstable();
    assert_eq!(marks, [("a", "3"), ("b", "2")]);
}

#[test]
fn opening_writes_nothing_when_nothing_changed() {
    let home = tempfile::tempdir().expect("it works");
    let mut library = Library::open(home.path()).expect("it works");
    let versions = [version("a", "/t/a.txt", "en", None)];
    library.record(&versions, None, true).expect("it works");
    drop(library);
    let file = home.path().join("library.db");
    let (before, when) = (
        std::fs::read(&file).expect("it works"),
        std::fs::metadata(&file).expect("it works").modified().expect("it works"),
    );
    let mut library = Library::open(home.path()).expect("it works");
    library.record(&versions, None, true).expect("it works");
    drop(library);
    assert_eq!(std::fs::read(&file).expect("it works"), before);
    assert_eq!(std::fs::metadata(&file).expect("it works").modified().expect("it works"), when);
}

#[test]
fn two_instances_write_at_the_same_time() {
    let home = tempfile::tempdir().expect("it works");
    let folder = home.path();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                let mut library = Library::open(folder).expect("it works");
                let work = library.record(&[version("a", "/t/a.txt", "en", None)], None, false).expect("it works");
                for n in 0..10 {
                    let body = format!("{thread}-{n}");
                    library
                        .annotation_save(work.id, &note(&document(RIVER), "a", 0, "river", &body))
                        .expect("it works");
                }
            });
        }
    });
    let library = Library::open(folder).expect("it works");
    let work = library.work_of(&["a"]).expect("it works").expect("it works");
    assert_eq!(library.annotations(work.id).expect("it works").len(), 40);
}

#[test]
fn sources_are_named_in_errors_and_found_as_works() {
    let home = tempfile::tempdir().expect("it works");
    let folder = home.path().join("texts");
    std::fs::create_dir(&folder).expect("it works");
    let hints = Hints::default();
    let open = |names: &[&str], library: Option<&Library>| {
        open_sources(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), library, &hints)
            .map(|opened| opened.iter().map(|one| one.source.name.clone()).collect::<Vec<_>>())
            .map_err(|error| format!("{error:#}"))
    };
    assert_eq!(open(&["nowhere.txt"], None), Err("nowhere.txt: no such file".to_owned()));
    let shown = folder.display().to_string();
    assert_eq!(open(&[&shown], None), Err(format!("{shown}: no text files in this folder")));
    for (name, text) in [("b.en.txt", "Two."), ("a.en.txt", "One."), ("c.png", "\0"), (".hidden.txt", "No.")] {
        std::fs::write(folder.join(name), text).expect("it works");
    }
    assert_eq!(open(&[&shown], None), Ok(vec![format!("{shown}/a.en.txt"), format!("{shown}/b.en.txt")]));
    let mut library = Library::open(home.path()).expect("it works");
    let path = folder.join("a.en.txt");
    let read = read_file(&path).expect("it works");
    assert_eq!(read.hash, "70277bfc409b502132d7a48b2a3b386294264b31f7bf024a5fb0cafabb8ac122", "sha256sum of the bytes");
    let recorded = VersionInfo { hash: read.hash, path: read.path, ..version("", "", "en", None) };
    library.record(&[recorded], Some("one"), true).expect("it works");
    assert_eq!(open(&["one"], Some(&library)).map(|names| names.len()), Ok(1));
    std::fs::remove_file(&path).expect("it works");
    let gone = open(&["one"], Some(&library)).expect_err("the file is gone");
    assert!(gone.starts_with("one: ") && gone.ends_with("a.en.txt: no such file"), "{gone}");
}

#[test]
fn file_names_are_taken_apart() {
    for (name, stem, language, letter) in [
        ("report.ar.txt", "report", Some("ar"), false),
        ("report-en.txt", "report", Some("en"), false),
        ("report_ZH.txt", "report", Some("zh"), false),
        ("x.zh-Hant.txt", "x", Some("zh-Hant"), false),
        ("x_zh_TW.txt", "x", Some("zh-Hant"), false),
        ("en.txt", "", Some("en"), false),
        ("1713515E.txt", "1713515", Some("en"), true),
        ("A_71_1007_A.txt", "A_71_1007", Some("ar"), true),
        ("report.txt", "report", None, false),
        ("part-2.txt", "part-2", None, false),
        ("to-do.txt", "to-do", None, false),
    ] {
        let expected = Sibling { stem: stem.to_owned(), language: language.map(str::to_owned), letter };
        assert_eq!(sibling(std::path::Path::new(name)), expected, "{name}");
    }
}

#[test]
fn a_file_is_looked_for_by_its_path_however_many_have_no_symbol() {
    let home = tempfile::tempdir().expect("it works");
    let library = Library::open(home.path()).expect("it works");
    let plan: String = library
        .store
        .read(|connection| {
            let explained = format!("EXPLAIN QUERY PLAN {}", work::BY_PATH);
            connection.query_row(&explained, [Some("a"), Some("en"), None], |row| row.get("detail"))
        })
        .expect("a plan");
    assert!(plan.contains("versions_path"), "{plan}");
}
