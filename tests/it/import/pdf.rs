//! PDF files of other people, where they are at hand.

use std::path::Path;

use hexapla::document::{Document, Kind};
use hexapla::import::{self, Hints};

use super::read_file;
use crate::harness::corpus;

fn formats(folder: &str) -> Option<std::path::PathBuf> {
    Some(corpus("PDF files of other people")?.join("data/formats").join(folder))
}

/// Numbers and texts of the numbered paragraphs, without white space and with one kind of hyphen.
fn numbered(document: &Document) -> Vec<(String, String)> {
    let plain = |text: &str| text.replace('\u{2011}', "-").split_whitespace().collect::<String>();
    let paragraphs = document.blocks.iter().filter(|block| block.kind == Kind::Paragraph);
    paragraphs.filter_map(|block| Some((block.number.clone()?, plain(&block.text)))).collect()
}

#[test]
fn a_document_has_the_numbered_paragraphs_of_its_docx() {
    let (Some(pdf), Some(docx)) = (formats("pdf/A_80_590.pdf"), formats("docx/A_80_590.docx")) else { return };
    let (pdf, docx) = (numbered(&read_file(&pdf)), numbered(&read_file(&docx)));
    let numbers = |list: &[(String, String)]| list.iter().map(|(number, _)| number.clone()).collect::<Vec<_>>();
    assert_eq!(numbers(&pdf), numbers(&docx));
    let same = pdf.iter().zip(&docx).filter(|(one, other)| one.1 == other.1).count();
    assert!(same * 100 >= docx.len() * 95, "{same} of {} paragraphs have the same text", docx.len());
}

/// What the rows of all tables say, without empty cells and signs.
fn rows(document: &Document) -> Vec<String> {
    let letters = |cell: &String| cell.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let say = |row: &Vec<String>| row.iter().map(letters).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("|");
    document.blocks.iter().flat_map(|block| &block.rows).map(say).filter(|row| !row.is_empty()).collect()
}

/// What is not found are heads that are set otherwise, and tables of one row.
#[test]
fn a_document_has_the_rows_of_its_docx() {
    let (Some(pdf), Some(docx)) = (formats("pdf/A_80_590.pdf"), formats("docx/A_80_590.docx")) else { return };
    let (pdf, docx) = (rows(&read_file(&pdf)), rows(&read_file(&docx)));
    assert!(docx.len() > 200, "{} rows in the DOCX", docx.len());
    let mut left = docx.clone();
    let found = pdf.iter().filter(|row| left.iter().position(|own| own == *row).map(|at| left.remove(at)).is_some());
    let found = found.count();
    println!("{found} of {} rows are those of the DOCX, of {} in the PDF", docx.len(), pdf.len());
    assert!(found * 100 >= docx.len() * 85, "{found} of {} rows; not found: {left:#?}", docx.len());
    assert!(found * 100 >= pdf.len() * 95, "{found} of {} rows that were read are those of the DOCX", pdf.len());
}

#[test]
fn arabic_is_in_the_order_of_reading() {
    let (Some(habibi), Some(words)) = (formats("pdf/habibi.pdf"), formats("pdf/pdfjs_issue5677.pdf")) else { return };
    let text =
        |path: &Path| read_file(path).blocks.iter().map(|block| block.text.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(text(&habibi), "habibi حَبيبي");
    assert_eq!(text(&words), "عذراً. إشترى ماذا؟ السّيّدة");
}

#[test]
fn broken_and_locked_files_say_so() {
    let Some(folder) = formats("pdf-hostile") else { return };
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a file");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        match import::read(&bytes, &Hints { name, ..Hints::default() }) {
            Ok(document) => assert!(!document.blocks.is_empty(), "{}: nothing, and no word about it", path.display()),
            Err(error) => assert!(error.to_string().len() > 20, "{}: {error}", path.display()),
        }
    }
}
