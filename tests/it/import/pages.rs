//! Web pages, books and Markdown as other programs made them: what becomes of every file, in a table to be read by eye.

use std::fmt::Write as _;
use std::path::Path;

use hexapla::document::{Document, Kind};
use hexapla::import::{self, Hints};

use crate::harness::corpus;

/// The folders of these kinds and what they hold.
const FOLDERS: [&str; 4] = ["html", "epub", "epub-hostile", "markdown"];

fn files(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() { files(&entry, into) } else { into.push(entry) }
    }
}

fn row(document: &Document) -> String {
    let count = |kind: Kind| document.blocks.iter().filter(|block| block.kind == kind).count();
    let numbered = document.blocks.iter().filter(|b| b.kind == Kind::Paragraph && b.number.is_some()).count();
    let (notes, tables) = (count(Kind::Note), count(Kind::Table));
    let first = document.warnings.first().map(|warning| format!("  {}", warning.message)).unwrap_or_default();
    format!(
        "{:9} {:3} {:6} {numbered:5} {notes:5} {tables:5} {:5}{first}",
        document.format,
        document.language.tag(),
        document.blocks.len(),
        document.warnings.len()
    )
}

#[test]
fn every_page_and_book_is_read_or_refused_with_a_reason() {
    let Some(corpus) = corpus("pages and books of other programs") else { return };
    let mut table = "format    lang blocks numb. notes tables warnings\n".to_owned();
    for folder in FOLDERS {
        let mut found = Vec::new();
        files(&corpus.join("data/formats").join(folder), &mut found);
        assert!(!found.is_empty(), "{folder}");
        for path in found {
            let bytes = std::fs::read(&path).expect("a file");
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let result = import::read(&bytes, &Hints { name, ..Hints::default() });
            let shown = path.strip_prefix(&corpus).unwrap_or(&path).display();
            let hostile = folder.ends_with("hostile");
            match result {
                Ok(document) => {
                    assert!(!document.blocks.is_empty() && (!hostile || !document.warnings.is_empty()), "{shown}");
                    let _ = writeln!(table, "{}  {shown}", row(&document));
                }
                Err(error) => {
                    assert!(hostile, "{shown}: {error}");
                    let _ = writeln!(table, "refused: {error}  {shown}");
                }
            }
        }
    }
    println!("{table}");
}
