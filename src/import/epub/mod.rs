//! EPUB 2 and 3: an archive of pages in an order that its package says (EPUB 3.3; OPS and OPF 2.0.1).
//!
//! Archive (`zip`) → container and package (`package`) → pages (`html`), their notes and links over all of them → pieces →
//! the document (`build`). Nothing is written to disk, nothing is fetched, nothing is run.

mod contents;
mod package;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::build::{self, About, Piece, Role};
use super::html::page::{Page, Pages};
use super::html::{self, Notes};
use super::zip::{Archive, ZipError};
use super::{BEGINNING, Format, Hints, ImportError, Read, encoding};
use crate::document::{Document, Warning};
use package::Package;

/// Books.
pub const FORMAT: Format = Format { name: "epub", extensions: &["epub"], sniff, read: Read::Document(read) };

/// Elements that a book may have whatever its size, and for every byte of its archive beyond: mark-up packs to a fifth or less,
/// and there are twenty bytes to an element.
const ELEMENTS: (usize, usize) = (250_000, 1);

/// Bytes of pages that stand in the reading order again.
const REPEATS: usize = 1 << 20;

fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(256)).unwrap_or(bytes);
    Archive::is_one(bytes)
        && (memchr::memmem::find(head, b"application/epub+zip").is_some()
            || memchr::memmem::find(bytes, b"META-INF/container.xml").is_some())
}

/// An error that this is no book, in words.
fn no_book(said: impl Into<String>) -> ImportError {
    ImportError::NotThisFormat("readable EPUB", said.into())
}

/// What goes wrong on the way, as it comes up.
#[derive(Default)]
struct Said(Vec<Warning>);

impl Said {
    fn warn(&mut self, message: impl Into<String>) {
        self.0.push(Warning { line: None, byte: None, message: message.into() });
    }
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let mut archive = Archive::open(bytes).map_err(|error| no_book(error.to_string()))?;
    let mut said = Said(std::mem::take(&mut archive.warnings));
    media_type(&archive, &mut said);
    names(&archive, &mut said);
    let path = root(&archive, &mut said)?;
    let text = text(&archive, &path, &mut said).map_err(|error| no_book(error.to_string()))?;
    let mut package = Package::new(&text, &path);
    said.0.append(&mut package.warnings);
    let budget = ELEMENTS.0 + bytes.len().saturating_mul(ELEMENTS.1);
    let pages = pages(&archive, &package, budget, hints.beginning, &mut said)?;
    let notes = Notes::find(&pages);
    let mut walked = html::walk(&pages, &notes);
    said.0.extend(walked.unspanned.iter().map(|line| html::unspanned(*line)));
    if walked.pieces.is_empty() {
        let why = said
            .0
            .iter()
            .rev()
            .map(|warning| warning.message.as_str())
            .next()
            .unwrap_or("its pages are empty or pictures");
        return Err(no_book(format!("there is no text in it: {why}")));
    }
    if !walked.pieces.iter().any(|piece| matches!(piece.role, Role::Heading(_))) {
        add_headings(&mut walked.pieces, &archive, &package, &pages);
    }
    html::mark_text(&mut walked.pieces);
    let mut pieces = masthead(&package);
    pieces.append(&mut walked.pieces);
    let language = package.languages.iter().find_map(|tag| html::declared(tag));
    let about = About { title: package.titles.first().cloned(), language, symbol: None };
    let hints = html::spoken(&pieces, &about, hints);
    Ok(build::document(FORMAT.name, pieces, about, &hints, said.0))
}

/// Warns where the file that names the format is missing or names another.
fn media_type(archive: &Archive<'_>, said: &mut Said) {
    match archive.read("mimetype").map(|entry| entry.bytes) {
        Ok(bytes) if bytes.trim_ascii() == b"application/epub+zip" => {}
        Ok(_) => said.warn("its mimetype file does not say that it is an EPUB"),
        Err(_) => said.warn("it has no mimetype file; it was read as an EPUB all the same"),
    }
}

/// Warns of names that other programs, and other systems of files, do not take (OCF 3.3, 4.2.4 and 4.2.5).
fn names(archive: &Archive<'_>, said: &mut Said) {
    let mut known: HashMap<String, &str> = HashMap::new();
    let is_odd = |c: char| matches!(c, '"' | '*' | ':' | '<' | '>' | '?' | '|') || c.is_control();
    let odd: Vec<&str> = archive.names().filter(|name| name.contains(is_odd) || name.ends_with('.')).collect();
    if let Some(first) = odd.first() {
        let first: String = first.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
        said.warn(format!(
            "{} of its names have characters that no EPUB may have, or are not UTF-8; the first is {first}",
            odd.len()
        ));
    }
    let mut twice = 0;
    for name in archive.names() {
        // Upper case of both tells ß and ss no more apart than they are when case is folded in full.
        if let Some(other) = known.insert(name.to_lowercase().to_uppercase(), name) {
            twice += 1;
            if twice == 1 {
                said.warn(format!(
                    "{other} and {name} differ only in their case; some programs take one for the other"
                ));
            }
        }
    }
}

/// The path of the package document.
fn root(archive: &Archive<'_>, said: &mut Said) -> Result<String, ImportError> {
    const CONTAINER: &str = "META-INF/container.xml";
    let named = match text(archive, CONTAINER, said) {
        Ok(container) => package::roots(&container),
        Err(error) => {
            said.warn(format!("{error}; the package was looked for by its name"));
            Vec::new()
        }
    };
    if named.is_empty() && archive.has(CONTAINER) {
        said.warn(format!("{CONTAINER} names no package; it was looked for by its name"));
    }
    if named.len() > 1 {
        said.warn(format!("it holds {} renditions of the book; the first is read", named.len()));
    }
    if let Some(first) = named.first() {
        let path = first.trim_start_matches('/');
        if path != first {
            said.warn(format!("{CONTAINER} names its package by an absolute path ({first})"));
        }
        if let Some(found) = entry(archive, &html::page::decoded(path)) {
            return Ok(found);
        }
        said.warn(format!("{CONTAINER} names {path}, which is not in the archive"));
    }
    let found = archive.names().find(|name| name.to_ascii_lowercase().ends_with(".opf")).map(str::to_owned);
    found.ok_or_else(|| no_book("it has no package document (.opf) that says what its pages are"))
}

/// The name of an entry as the archive has it, its case apart.
fn entry(archive: &Archive<'_>, path: &str) -> Option<String> {
    if archive.has(path) {
        return Some(path.to_owned());
    }
    // A name that was written in another encoding is known by its other letters, where there is one such.
    let ascii = |name: &str| name.chars().filter(char::is_ascii).collect::<String>();
    let by_case = archive.names().find(|name| name.eq_ignore_ascii_case(path));
    let by_rest = || {
        let wanted = ascii(path);
        let mut found = archive.names().filter(|name| !path.is_ascii() && !name.is_ascii() && ascii(name) == wanted);
        found.next().filter(|_| found.next().is_none())
    };
    by_case.or_else(by_rest).map(str::to_owned)
}

/// The text of an entry.
fn text(archive: &Archive<'_>, path: &str, said: &mut Said) -> Result<String, ZipError> {
    let unpacked = archive.read(path)?;
    if let Some(damage) = unpacked.damage {
        said.warn(format!("{path} is damaged: {damage}"));
    }
    let decoded = encoding::decode(&unpacked.bytes);
    said.0.extend(
        decoded
            .warnings
            .into_iter()
            .map(|warning| Warning { message: format!("{path}: {}", warning.message), ..warning }),
    );
    Ok(decoded.text.into_owned())
}

/// The pages in reading order, those beside the main line last.
fn pages(
    archive: &Archive<'_>,
    package: &Package,
    budget: usize,
    beginning: bool,
    said: &mut Said,
) -> Result<Pages, ImportError> {
    let hidden = match archive.has("META-INF/encryption.xml") {
        true => {
            text(archive, "META-INF/encryption.xml", said).map(|text| package::encrypted(&text)).unwrap_or_default()
        }
        false => HashSet::new(),
    };
    let (main, aside): (Vec<_>, Vec<_>) = package.spine.iter().partition(|(_, linear)| *linear);
    let mut order: Vec<&str> = main.into_iter().chain(aside).map(|(id, _)| id.as_str()).collect();
    if order.is_empty() {
        said.warn("its package names no reading order; its pages were read by their names");
        order = package.items.keys().map(String::as_str).filter(|id| package.page(id).is_some()).collect();
        order.sort_unstable_by_key(|id| package.items.get(*id).map(|item| item.path.as_str()));
    }
    let mut pages = Pages::of_book();
    let (mut left, mut locked, mut seen) = (budget, 0, HashSet::new());
    let mut length = 0;
    let mut repeats = REPEATS;
    for id in order {
        let Some(item) = package.page(id) else {
            let what = package.items.get(id).map_or_else(|| id.to_owned(), |item| item.path.clone());
            said.warn(format!("{what} is in the reading order but is no page; it was left out"));
            continue;
        };
        let is_repeated = !seen.insert(item.path.as_str());
        if is_repeated && repeats == 0 {
            continue;
        }
        let Some(path) = entry(archive, &item.path) else {
            said.warn(format!("{} is in the reading order but not in the archive", item.path));
            continue;
        };
        let text = match text(archive, &path, said) {
            Ok(text) => text,
            Err(error) => {
                said.warn(format!("{error}; the page was left out"));
                continue;
            }
        };
        // Some books say of pages that they are encrypted which are not.
        if hidden.contains(&item.path) && !text.trim_start().starts_with('<') {
            locked += 1;
            continue;
        }
        length += text.len();
        if beginning && length > BEGINNING && !pages.list.is_empty() {
            break;
        }
        if is_repeated {
            // A page may come again, as a refrain does, but a short list makes no endless book.
            repeats = repeats.saturating_sub(text.len());
        }
        let plain = html::without_entities(&text);
        let tree = html::parse(plain.as_deref().unwrap_or(&text), true, left);
        left = left.saturating_sub(tree.len());
        said.0.extend(
            html::flattened(&tree)
                .map(|warning| Warning { message: format!("{path}: {}", warning.message), ..warning }),
        );
        pages.add(Page::new(item.path.clone(), tree));
        if left == 0 {
            said.warn(format!(
                "it has more elements than a book of its size can have; it is read up to a place in {path}"
            ));
            break;
        }
    }
    match (pages.list.is_empty(), locked) {
        (_, 0) => {}
        (true, _) => {
            return Err(no_book(
                "its text is encrypted (digital rights management); only the program it was made for can read it",
            ));
        }
        (false, locked) => said.warn(format!("{locked} of its pages are encrypted and were left out")),
    }
    Ok(pages)
}

/// Who wrote and published the book.
fn masthead(package: &Package) -> Vec<Piece> {
    let said: Vec<&str> = package.creators.iter().chain(&package.imprint).map(String::as_str).collect();
    let line = Piece { role: Role::Metadata, text: said.join(" · "), ..Piece::default() };
    if said.is_empty() { Vec::new() } else { vec![line] }
}

/// Headings from the table of contents, for a book that has none.
fn add_headings(pieces: &mut Vec<Piece>, archive: &Archive<'_>, package: &Package, pages: &Pages) {
    let Some(item) = package.contents() else { return };
    let Some(text) = entry(archive, &item.path).and_then(|path| text(archive, &path, &mut Said::default()).ok()) else {
        return;
    };
    let entries = match item.kind.as_str() {
        "application/x-dtbncx+xml" => contents::ncx(&text, &item.path),
        _ => contents::nav(&text),
    };
    // One or two lines lead to the beginning, and are no titles.
    if entries.len() > 2 {
        contents::headings(pieces, pages, &entries, &item.path);
    }
}
