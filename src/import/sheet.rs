//! Spreadsheets (XLSX; ISO/IEC 29500): every column in a language is a version, every row a unit.
//!
//! Read with this program's own archive and XML: their limits hold here too, and no second version of a crate comes with it.

use std::collections::HashMap;

use super::bitext::Bitext;
use super::bitext::xml::{Part, Xml};
use super::table::{self, Row};
use super::zip::Archive;
use super::{Format, Hints, ImportError, Imported, Read, encoding};
use crate::document::Warning;

/// Workbooks.
pub const FORMAT: Format = Format { name: "xlsx", extensions: &["xlsx", "xlsm"], sniff, read: Read::Bitext(read) };

/// Cells that a workbook has at most.
const CELLS: usize = 4_000_000;
/// The last column that is read.
const COLUMNS: usize = 256;
/// Bytes that the texts of the cells have at most: many cells may name one long text.
const TEXT: usize = 256 << 20;

fn sniff(bytes: &[u8]) -> bool {
    Archive::is_one(bytes) && Archive::open(bytes).is_ok_and(|archive| archive.has("xl/workbook.xml"))
}

/// A workbook while it is read.
struct Book<'a> {
    archive: Archive<'a>,
    strings: Vec<String>,
    warnings: Vec<Warning>,
    cells: usize,
    spent: usize,
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Imported, ImportError> {
    const OLD: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
    if bytes.starts_with(&OLD) {
        let said =
            "an encrypted workbook or one of Excel before 2007; take the password off or save it as xlsx".to_owned();
        return Err(ImportError::NotThisFormat(FORMAT.name, said));
    }
    let refuse = |said: String| ImportError::NotThisFormat(FORMAT.name, said);
    let mut archive = Archive::open(bytes).map_err(|error| refuse(error.to_string()))?;
    let warnings = std::mem::take(&mut archive.warnings);
    let mut book = Book { archive, strings: Vec::new(), warnings, cells: 0, spent: 0 };
    let workbook = book.text("xl/workbook.xml").map_err(refuse)?;
    book.shared();
    let mut sheets: Vec<(String, Vec<Row>)> = Vec::new();
    for (name, path) in book.sheets(&workbook) {
        match book.rows(&path) {
            Ok(rows) if rows.is_empty() => {}
            Ok(rows) => sheets.push((name, rows)),
            Err(said) => book.warn(format!("the sheet {name} cannot be read: {said}")),
        }
    }
    let mut bitext = Bitext::new(FORMAT.name, bytes);
    bitext.warned(book.warnings);
    table::sheets(FORMAT.name, bitext, &sheets, hints)
}

impl Book<'_> {
    fn warn(&mut self, message: String) {
        self.warnings.push(Warning { line: None, byte: None, message });
    }

    /// A part of the archive as text.
    fn text(&mut self, path: &str) -> Result<String, String> {
        let unpacked = self.archive.read(path).map_err(|error| error.to_string())?;
        if let Some(damage) = unpacked.damage {
            self.warn(format!("{path}: {damage}"));
        }
        Ok(encoding::decode(&unpacked.bytes).text.into_owned())
    }

    /// The texts that cells name by their numbers.
    fn shared(&mut self) {
        if !self.archive.has("xl/sharedStrings.xml") {
            return;
        }
        match self.text("xl/sharedStrings.xml") {
            Err(said) => self.warn(format!("the texts of the cells cannot be read: {said}")),
            Ok(text) => {
                let mut xml = Xml::new(&text);
                let (mut open, mut phonetic) = (false, 0_usize);
                while let Some(part) = xml.part() {
                    match part {
                        Part::Open(tag) => match tag.name().as_str() {
                            "si" => self.strings.push(String::new()),
                            // How a Japanese word is read stands beside it.
                            "rPh" => phonetic += 1,
                            "t" => open = phonetic == 0,
                            _ => {}
                        },
                        Part::Close(name) => match name.as_str() {
                            "rPh" => phonetic = phonetic.saturating_sub(1),
                            "t" => open = false,
                            _ => {}
                        },
                        Part::Text(text) => {
                            if open && let Some(last) = self.strings.last_mut() {
                                last.push_str(&text);
                            }
                        }
                    }
                }
                self.warnings.extend(xml.warnings());
            }
        }
    }

    /// The sheets of the workbook in its order: name and part.
    fn sheets(&mut self, workbook: &str) -> Vec<(String, String)> {
        let mut parts: HashMap<String, String> = HashMap::new();
        if let Ok(text) = self.text("xl/_rels/workbook.xml.rels") {
            let mut xml = Xml::new(&text);
            while let Some(part) = xml.part() {
                if let Part::Open(tag) = part
                    && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
                {
                    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                    parts.insert(id, path);
                }
            }
        }
        let mut sheets = Vec::new();
        let mut xml = Xml::new(workbook);
        while let Some(part) = xml.part() {
            let Part::Open(tag) = part else { continue };
            if tag.name() != "sheet" {
                continue;
            }
            let attributes = tag.attributes();
            let id = attributes.iter().find(|(name, _)| name.ends_with(":id")).map(|(_, id)| id);
            let path = id.and_then(|id| parts.get(id)).cloned();
            let path = path.unwrap_or_else(|| format!("xl/worksheets/sheet{}.xml", sheets.len() + 1));
            sheets.push((tag.attribute("name").unwrap_or_default(), path));
        }
        sheets
    }

    /// The rows of a sheet; their lines are their numbers in it.
    fn rows(&mut self, path: &str) -> Result<Vec<Row>, String> {
        let text = self.text(path)?;
        let mut xml = Xml::new(&text);
        let mut rows: Vec<Row> = Vec::new();
        let (mut column, mut kind, mut open, mut value) = (0_usize, String::new(), false, String::new());
        let mut next = 0_usize;
        let mut full = false;
        while let Some(part) = xml.part() {
            match part {
                Part::Open(tag) => match tag.name().as_str() {
                    "row" => {
                        let number = tag.attribute("r").and_then(|number| number.parse().ok());
                        let line = number.unwrap_or_else(|| rows.last().map_or(1, |row| row.line + 1));
                        rows.push(Row { line, cells: Vec::new() });
                        next = 0;
                    }
                    "c" => {
                        column = tag.attribute("r").and_then(|place| column_of(&place)).unwrap_or(next);
                        next = column.saturating_add(1);
                        kind = tag.attribute("t").unwrap_or_default();
                        value.clear();
                    }
                    "v" | "t" => open = true,
                    "f" | "rPh" => open = false,
                    _ => {}
                },
                Part::Text(text) => {
                    if open {
                        value.push_str(&text);
                    }
                }
                Part::Close(name) => match name.as_str() {
                    "v" | "t" => open = false,
                    "c" => {
                        let text = match kind.as_str() {
                            "s" => value
                                .trim()
                                .parse::<usize>()
                                .ok()
                                .and_then(|at| self.strings.get(at))
                                .map_or("", String::as_str),
                            _ => value.as_str(),
                        };
                        self.cells += 1;
                        self.spent += text.len();
                        full |= self.cells > CELLS || self.spent > TEXT;
                        if let Some(row) = rows.last_mut().filter(|_| column < COLUMNS && !text.is_empty() && !full) {
                            if row.cells.len() <= column {
                                row.cells.resize(column + 1, String::new());
                            }
                            row.cells[column] = text.to_owned();
                        }
                    }
                    _ => {}
                },
            }
            if full {
                break;
            }
        }
        let mut warnings = xml.warnings();
        self.warnings.append(&mut warnings);
        if full {
            self.warn(format!("more than {CELLS} cells or {} MiB of text; the rest is left out", TEXT >> 20));
        }
        rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
        Ok(rows)
    }
}

/// The column of a place like `AB12`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(4).fold(0_usize, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::column_of;

    #[test]
    fn places_name_their_columns() {
        for (place, column) in
            [("A1", Some(0)), ("Z9", Some(25)), ("AA1", Some(26)), ("XFD1", Some(16_383)), ("1", None)]
        {
            assert_eq!(column_of(place), column, "{place}");
        }
    }
}
