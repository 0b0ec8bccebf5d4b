//! Tests of: import. Fixtures in the forms of real documents, the real ones where they are at hand, and hostile input.

use std::collections::HashSet;
use std::path::Path;

use hexapla::document::{Block, Document, Key, Kind, SpanKind};
use hexapla::import::{self, Hints, ImportError};

use crate::harness::Program;

mod generated;
mod handbook;
mod left_out;
mod office;
mod pages;
mod pdf;
mod printed;
mod seeds;
mod table;
mod un;

fn read(bytes: &[u8]) -> Document {
    import::read(bytes, &Hints::default()).expect("it is text")
}

fn read_file(path: &Path) -> Document {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let bytes = std::fs::read(path).expect("the file is there");
    import::read(&bytes, &Hints { name, ..Hints::default() }).expect("it is text")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn of_kind(document: &Document, kind: Kind) -> Vec<&Block> {
    document.blocks.iter().filter(|b| b.kind == kind).collect()
}

fn keys(blocks: &[&Block]) -> Vec<String> {
    blocks.iter().map(|b| b.key.to_string()).collect()
}

fn block<'a>(document: &'a Document, key: &str) -> &'a Block {
    let index = document.find(&Key::new(key)).expect(key);
    &document.blocks[index]
}

/// What holds for every document: nothing dropped, keys unique, no line break in a text, spans in order on boundaries.
fn check_sound(document: &Document, source: &str, what: &str) {
    let (found, expected) = (letters(&document.transcript()), letters(source));
    let at = found.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
    let near = |t: &str| t.chars().skip(at.saturating_sub(10)).take(40).collect::<String>();
    assert!(found == expected, "{what}: at letter {at}: {:?} instead of {:?}", near(&found), near(&expected));
    let mut seen = HashSet::new();
    for block in &document.blocks {
        assert!(!block.key.as_str().is_empty() && seen.insert(&block.key), "{what}: {} twice", block.key);
        if block.kind != Kind::Table {
            assert!(
                !block.text.contains(['\n', '\r', '\u{2028}', '\u{2029}']),
                "{what}: a line break in {}",
                block.key
            );
            let lines: Vec<&str> = block.rows.iter().flatten().map(String::as_str).collect();
            assert!(lines.is_empty() || block.kind == Kind::Signature, "{what}: {} has rows", block.key);
            assert!(lines.is_empty() || block.text == lines.join(" "), "{what}: {}", block.key);
        } else {
            assert_eq!(block.text, Block::table_text(&block.rows));
        }
        assert!(!block.text.is_empty() || block.kind == Kind::Table, "{what}: {} is empty", block.key);
        assert!(block.line > 0);
        let mut before = 0;
        for span in &block.spans {
            assert!(span.start >= before && block.text.get(span.start..span.end).is_some(), "{what}: {span:?}");
            before = span.start;
            if span.kind == SpanKind::Note {
                let target = span.target.as_deref().unwrap_or("");
                assert!(document.find(&Key::new(target)).is_some(), "{what}: no note {target:?}");
            }
        }
    }
}

/// The outline that the fixtures' `.expected` files hold.
fn outline(document: &Document) -> String {
    let symbol = document.symbol.as_deref().unwrap_or("-");
    let mut out = format!("{} | {symbol} | {} | {:?}\n", document.title, document.language, document.direction);
    for block in &document.blocks {
        let kind = format!("{:?}", block.kind).to_lowercase();
        let number = block.number.as_deref().unwrap_or("-");
        let text = if block.rows.is_empty() { block.text.clone() } else { format!("{:?}", block.rows) };
        let (key, label, level, language) = (&block.key, &block.label, block.level, &block.language);
        out += &format!("{key} | {kind} | {number} | {label} | {level} | {language} | {text}\n");
        for span in &block.spans {
            let (kind, text) = (format!("{:?}", span.kind).to_lowercase(), &block.text[span.start..span.end]);
            out += &format!("    {kind} {:?} -> {}\n", text, span.target.as_deref().unwrap_or("-"));
        }
    }
    for warning in &document.warnings {
        let place = warning.line.map_or(String::new(), |l| format!("line {l}: "));
        out += &format!("! {place}{}\n", warning.message);
    }
    out
}

#[test]
fn fixtures_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/txt");
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).expect("the fixtures") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let document = read_file(&path);
        check_sound(&document, &std::fs::read_to_string(&path).expect("text"), &path.to_string_lossy());
        let found = outline(&document);
        let expected = path.with_extension("expected");
        if std::env::var_os("HEXAPLA_WRITE_EXPECTED").is_some() {
            std::fs::write(&expected, &found).expect("the fixtures can be written");
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, expected, "{}", path.display());
        count += 1;
    }
    assert!(count >= 6, "only {count} fixtures");
}

#[test]
fn the_same_guide_has_the_same_keys_in_six_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/txt");
    let mut first: Option<Vec<(String, Kind, u8)>> = None;
    for tag in ["en", "ar", "zh", "fr", "es", "ru"] {
        let document = read_file(&folder.join(format!("guide.{tag}.txt")));
        assert_eq!(document.language.tag(), tag);
        assert!(document.warnings.is_empty(), "{tag}: {:?}", document.warnings);
        let shape: Vec<_> = document.blocks.iter().map(|b| (b.key.to_string(), b.kind, b.level)).collect();
        assert_eq!(first.get_or_insert_with(|| shape.clone()), &shape, "{tag}");
    }
}

#[test]
fn bytes_that_are_no_text_are_read_with_a_warning() {
    let document = read(b"\xEF\xBB\xBFone\n\ntwo \xFF three.\n");
    assert_eq!(document.blocks[0].text, "one");
    assert_eq!(document.blocks[1].text, "two \u{FFFD} three.");
    assert_eq!(document.warnings[0].byte, Some(12));
    let all: Vec<u8> = (0..=0x1F).collect();
    let document = read(&[b"x", all.as_slice(), b"y"].concat());
    assert!(document.blocks.iter().any(|b| b.text.contains('\u{1b}')) && !document.warnings.is_empty());
    for empty in [b"".as_slice(), b"\xEF\xBB\xBF", b" \n\t\n\r\n"] {
        assert!(matches!(import::read(empty, &Hints::default()), Err(ImportError::Empty)));
    }
    let hints = Hints { format: Some("wordstar".into()), ..Hints::default() };
    let error = import::read(b"x", &hints).expect_err("not built in").to_string();
    assert!(error.contains("wordstar") && error.contains("txt"), "{error}");
}

#[test]
fn parse_prints_an_outline_and_json() {
    let program = Program::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("river.txt");
    std::fs::write(&path, "The river\n\nI.\tWater\n\n1.\tCold \u{1b}[31mwater.\n\n(a)\tDeep.\n").expect("written");
    let name = path.to_string_lossy();
    let text = program.text(&["parse", &name]);
    assert!(!text.contains('\u{1b}'), "{text:?}");
    assert!(
        text.contains("I\theading\tI. Water\n1\tparagraph\t1. Cold \u{241b}[31mwater.\n1(a)\titem\t(a) Deep.\n"),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&program.text(&["parse", &name, "--json"])).expect("JSON");
    assert_eq!(json["format"], "txt");
    assert_eq!(json["language"], "en");
    assert_eq!(json["blocks"][2]["key"], "1");
    assert_eq!(json["blocks"][2]["kind"], "paragraph");
    assert_eq!(json["blocks"][2]["text"], "Cold \u{1b}[31mwater.");
    let warned = program.run(&["parse", &name], b"");
    assert!(String::from_utf8_lossy(&warned.stderr).contains("control character"));
}

#[test]
fn parse_says_in_one_line_what_it_could_not_read() {
    let program = Program::new();
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().join("empty.txt");
    std::fs::write(&empty, "").expect("written");
    let missing = folder.path().join("nofile.txt");
    for (path, word) in [(&empty, "empty"), (&missing, "nofile.txt")] {
        let output = program.run(&["parse", &path.to_string_lossy()], b"");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with("hexapla: ") && said.contains(word) && said.trim_end().lines().count() == 1, "{said}");
    }
    let output = program.run(&["parse", &missing.to_string_lossy(), "--as", "docx"], b"");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn hints_name_the_language_and_the_format() {
    let read = |text: &[u8], name: &str| {
        let hints = Hints { name: Some(name.into()), ..Hints::default() };
        import::read(text, &hints).expect("it is text").language.tag().to_owned()
    };
    assert_eq!(read(b"Tabula rasa", "guide.fr.txt"), "fr");
    assert_eq!(read("园林".as_bytes(), "guide.zh-Hant.txt"), "zh-Hant");
    // A name that the text contradicts is not believed.
    assert_eq!(read("الحديقة على النهر".as_bytes(), "guide.fr.txt"), "ar");
    let told = Hints { language: Some(hexapla::text::Language::new("az")), ..Hints::default() };
    assert_eq!(import::read(b"Salam", &told).expect("text").language.tag(), "az");
    assert_eq!(import::read(b"\xFF\xFEa\0\n\0", &Hints::default()).expect("UTF-16").blocks[0].text, "a");
}
