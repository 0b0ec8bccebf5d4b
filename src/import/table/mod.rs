//! Columns of texts (TSV, CSV): every column in a language is a version, every row a unit.

mod cell;
mod column;

use super::bitext::{Bitext, text::one_line};
use super::{Format, Hints, ImportError, Imported, Read, encoding};
use crate::document::{Block, Document, Key, Kind};
use crate::text::language;
use column::{Role, Roles, roles};

pub(super) use cell::Row;

/// Columns between tabs.
pub const TSV: Format = Format { name: "tsv", extensions: &["tsv", "tab"], sniff: |_| false, read: Read::Bitext(tabs) };

/// Columns between commas or semicolons (RFC 4180).
pub const CSV: Format = Format { name: "csv", extensions: &["csv"], sniff: |_| false, read: Read::Bitext(commas) };

/// Rows of a table that is no bitext which stand in one block.
const ROWS: usize = 200;

fn tabs(bytes: &[u8], hints: &Hints) -> Result<Imported, ImportError> {
    read(TSV.name, bytes, hints, |_| '\t')
}

fn commas(bytes: &[u8], hints: &Hints) -> Result<Imported, ImportError> {
    read(CSV.name, bytes, hints, cell::separator)
}

fn read(
    format: &'static str,
    bytes: &[u8],
    hints: &Hints,
    separator: fn(&str) -> char,
) -> Result<Imported, ImportError> {
    let decoded = encoding::decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut bitext = Bitext::new(format, bytes);
    bitext.warned(decoded.warnings);
    let rows = cell::rows(&decoded.text, separator(&decoded.text), &mut |line, message| bitext.warn(line, message));
    sheets(format, bitext, &[(String::new(), rows)], hints)
}

/// The versions that the columns of the sheets are, each sheet with a heading where there are several; where none has two
/// columns of texts, a document with tables.
pub(super) fn sheets(
    format: &'static str,
    mut bitext: Bitext,
    sheets: &[(String, Vec<Row>)],
    hints: &Hints,
) -> Result<Imported, ImportError> {
    let found: Vec<Roles> = sheets.iter().map(|(_, rows)| roles(rows)).collect();
    let is_bitext = |found: &Roles| found.roles.iter().filter(|role| matches!(role, Role::Text(_))).count() > 1;
    let several = found.iter().filter(|found| is_bitext(found)).count() > 1;
    if !found.iter().any(is_bitext) {
        return table(format, bitext, sheets, hints);
    }
    for ((name, rows), found) in sheets.iter().zip(&found) {
        if !is_bitext(found) {
            bitext.warn(1, format!("the sheet {name} has no two columns of texts; left out"));
            continue;
        }
        if several {
            bitext.heading(name, 1);
        }
        units(&mut bitext, rows, found);
    }
    bitext.finish("")
}

/// Puts every row into the versions of its columns.
fn units(bitext: &mut Bitext, rows: &[Row], found: &Roles) {
    let id = found.roles.iter().position(|role| *role == Role::Id);
    for row in rows.iter().skip(usize::from(found.header)) {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        bitext.unit(id.and_then(|at| row.cells.get(at)).cloned());
        for (role, cell) in found.roles.iter().zip(&row.cells) {
            if let Role::Text(language) = role {
                bitext.put(language, cell, row.line);
            }
        }
    }
}

/// A document of tables: what the rows are where they are no bitext.
fn table(
    format: &'static str,
    bitext: Bitext,
    sheets: &[(String, Vec<Row>)],
    hints: &Hints,
) -> Result<Imported, ImportError> {
    let mut document = Document { format: format.to_owned(), ..Document::default() };
    let mut sample = String::new();
    for part in sheets.iter().flat_map(|(_, rows)| rows.chunks(ROWS)) {
        let cells: Vec<Vec<String>> =
            part.iter().map(|row| row.cells.iter().map(|cell| one_line(cell)).collect()).collect();
        let text = Block::table_text(&cells);
        if sample.len() < 20_000 {
            sample.extend(text.chars().take(20_000));
        }
        let line = part.first().map_or(1, |row| row.line);
        let key = Key::new(format!("0+{}", document.blocks.len() + 1));
        document.blocks.push(Block { key, kind: Kind::Table, text, rows: cells, line, ..Block::default() });
    }
    if document.blocks.is_empty() {
        return Err(ImportError::NoText(format, String::new()));
    }
    let told = hints.language.as_ref().map(|language| language.tag().to_owned());
    let guessed = || language::guess(&sample).map(|language| language.tag().to_owned());
    let tag = told.or_else(guessed).unwrap_or_else(|| "und".to_owned());
    super::bitext::speak(&mut document, &tag);
    document.warnings = bitext.said();
    Ok(Imported { documents: vec![document], ..Imported::default() })
}
