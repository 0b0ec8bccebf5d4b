//! Documents of word processors: the real ones where they are at hand, and damage of every kind.

use std::fmt::Write;
use std::io::Write as _;
use std::path::PathBuf;

use hexapla::document::{Document, Key, Kind};
use hexapla::import::{self, Hints, ImportError};

use crate::dice::Dice;
use crate::harness::corpus;

/// The files of these folders of the corpus, with the name of the folder.
fn files(folders: &[&str], what: &str) -> Vec<(String, PathBuf)> {
    let Some(corpus) = corpus(what) else { return Vec::new() };
    let mut found = Vec::new();
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(corpus.join("data/formats").join(folder)) else { continue };
        found.extend(entries.flatten().map(|entry| ((*folder).to_owned(), entry.path())));
    }
    found.sort();
    found
}

fn open(path: &std::path::Path) -> Result<Document, ImportError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    import::read(&std::fs::read(path).expect("a readable file"), &Hints { name, ..Hints::default() })
}

/// How often `kind` stands in a document, and how often with a number.
fn count(document: &Document, kind: Kind) -> (usize, usize) {
    let all = document.blocks.iter().filter(|block| block.kind == kind);
    (all.clone().count(), all.filter(|block| block.number.is_some()).count())
}

#[test]
fn every_document_of_a_word_processor_is_read_or_refused_in_words() {
    let mut table = String::new();
    for (folder, path) in files(&["docx", "docx-hostile", "odt", "rtf"], "documents of word processors") {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let short: String = name.chars().take(48).collect();
        let is_hostile = folder.ends_with("hostile");
        match open(&path) {
            Ok(read) => {
                let (paragraphs, notes, tables) =
                    (count(&read, Kind::Paragraph), count(&read, Kind::Note), count(&read, Kind::Table));
                let _ = writeln!(
                    table,
                    "{folder:14} {short:48} {:5} blocks {:4} headings {:4} numbered {:3} notes {:3} tables {:3} warnings",
                    read.blocks.len(),
                    count(&read, Kind::Heading).0,
                    paragraphs.1,
                    notes.0,
                    tables.0,
                    read.warnings.len()
                );
                assert!(!read.blocks.is_empty(), "{name}");
                assert!(!is_hostile || !read.warnings.is_empty(), "{name} is hostile and nothing is said");
            }
            Err(error) => {
                let _ = writeln!(table, "{folder:14} {short:48} {error}");
                assert!(is_hostile, "{name}: {error}");
                assert!(error.to_string().len() > 30, "{name}: {error}");
            }
        }
    }
    let _ = write!(std::io::stderr().lock(), "{table}");
}

#[test]
fn a_report_of_the_secretary_general_is_read_as_word_numbers_it() {
    for (_, path) in files(&["docx"], "a report as DOCX") {
        if !path.ends_with("A_80_590.docx") {
            continue;
        }
        let read = open(&path).expect("a document");
        assert_eq!(read.symbol.as_deref(), Some("A/80/590"));
        assert_eq!(read.language.tag(), "en");
        assert!(read.title.starts_with("Budget performance of the United Nations Multidimensional"), "{}", read.title);
        let numbers: Vec<u32> = read
            .blocks
            .iter()
            .filter(|block| block.kind == Kind::Paragraph)
            .filter_map(|block| block.number.as_deref()?.parse().ok())
            .collect();
        assert_eq!(numbers, (1..=u32::try_from(numbers.len()).expect("few")).collect::<Vec<_>>());
        assert!(numbers.len() >= 65, "{}", numbers.len());
        let parts: Vec<&str> = read
            .blocks
            .iter()
            .map(|block| block.key.as_str())
            .filter(|key| ["I", "II", "III", "IV", "V", "VI", "VII"].contains(key))
            .collect();
        assert_eq!(parts, ["I", "II", "III", "IV", "V", "VI", "VII"]);
        assert_eq!(count(&read, Kind::Note).0, 1);
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
        assert!(read.find(&Key::new("III.D.2")).is_some());
    }
}

#[test]
fn damaged_documents_never_panic_and_say_what_is_wrong() {
    let mut dice = Dice(0xD0C5);
    for (_, path) in files(&["docx", "odt", "rtf"], "documents of word processors, damaged") {
        let whole = std::fs::read(&path).expect("a readable file");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let hints = Hints { name, ..Hints::default() };
        let rounds = if whole.len() > 40_000 { 4 } else { 12 };
        for round in 0..rounds {
            let mut bytes = whole.clone();
            if round % 3 == 0 {
                bytes.truncate(dice.roll(whole.len()));
            } else {
                for _ in 0..=dice.roll(8) {
                    let at = dice.roll(bytes.len());
                    bytes[at] ^= 1 << dice.roll(8);
                }
            }
            let read = import::read(&bytes, &hints);
            if let Err(error) = &read {
                assert!(!error.to_string().is_empty());
            }
        }
    }
}
