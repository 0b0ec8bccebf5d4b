//! OpenDocument text (OASIS ODF 1.3), in an archive or flat.
//!
//! archive → styles (`style`) and list levels (`list`) → one pass over the text (`story`) → pieces → the builder. Changes are
//! read as if accepted, which is how the format stores them. A generated table of contents is left out: the outline is one.

mod list;
mod listing;
mod story;
mod style;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::build::{self, About};
use super::xml::{Node, Spaces, Xml};
use super::zip::{Archive, ZipError};
use super::{Format, Hints, ImportError, Read, encoding, html, start_of};
use crate::document::{Document, Warning};
use crate::text::Language;

/// OpenDocument text and its templates.
pub const FORMAT: Format =
    Format { name: "odt", extensions: &["odt", "ott", "fodt"], sniff, read: Read::Document(read) };

/// The namespaces of OpenDocument.
const SPACES: Spaces = &[
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://www.w3.org/1998/Math/MathML", "math"),
];

/// How many embedded objects are looked at for formulas, and how many of their bytes tell what they are.
const OBJECTS: usize = 1_000;
const HEAD: usize = 1_024;
/// How many bytes embedded objects may have together, in which formulas are looked for.
const FORMULAS: usize = 8 << 20;

/// What stands at the beginning of an archive: its kind, in an entry of its own.
const KIND: &[u8] = b"application/vnd.oasis.opendocument.text";

fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(2_048)).unwrap_or(bytes);
    let is_flat = || head.trim_ascii_start().starts_with(b"<?xml") && memchr::memmem::find(head, KIND).is_some();
    (Archive::is_one(bytes) && memchr::memmem::find(head, KIND).is_some()) || is_flat()
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let mut warnings: Vec<Warning> = Vec::new();
    let parts = if Archive::is_one(bytes) { archive(bytes, &mut warnings)? } else { flat(bytes, &mut warnings)? };
    let start = start_of(parts.content.as_bytes(), b"</text:p>", hints).len();
    let content = parts.content.get(..start).unwrap_or(&parts.content);
    let mut styles = style::Styles::default();
    for part in [parts.styles.as_str(), content] {
        styles.read(part);
    }
    let pieces = story::read(content, &styles, &parts.formulas, &mut warnings);
    if !pieces.iter().any(build::Piece::has_text) {
        let why = warnings.first().map_or("there is no text in it", |warning| &warning.message);
        return Err(ImportError::Unreadable("odt", why.to_owned()));
    }
    let (title, language) = about(&parts.meta);
    let about = About { title, language: language.map(Language::new), symbol: None };
    Ok(build::document(FORMAT.name, pieces, about, hints, warnings))
}

/// The text of the parts that are read.
#[derive(Default)]
struct Parts {
    content: String,
    styles: String,
    meta: String,
    /// The texts of embedded formulas, by the names of their objects.
    formulas: HashMap<String, String>,
}

fn archive(bytes: &[u8], warnings: &mut Vec<Warning>) -> Result<Parts, ImportError> {
    let mut archive = Archive::open(bytes).map_err(|error| ImportError::NotThisFormat("odt", error.to_string()))?;
    warnings.append(&mut archive.warnings);
    let is_locked = |manifest: Vec<u8>| memchr::memmem::find(&manifest, b"encryption-data").is_some();
    if archive.read("META-INF/manifest.xml").is_ok_and(|manifest| is_locked(manifest.bytes)) {
        let why = "it is encrypted; open it in a word processor and save it without a password";
        return Err(ImportError::Unreadable("odt", why.into()));
    }
    let mut text = |name: &str| match archive.read(name) {
        Ok(unpacked) => {
            let mut warn = |message: String| warnings.push(Warning { line: None, byte: None, message });
            if let Some(damage) = unpacked.damage {
                warn(format!("{name}: {damage}"));
            }
            let decoded = encoding::decode(&unpacked.bytes);
            decoded.warnings.into_iter().for_each(|told| warn(format!("{name}: {}", told.message)));
            Ok(decoded.text.into_owned())
        }
        Err(error) => Err(error),
    };
    let content = match text("content.xml") {
        Ok(content) => content,
        Err(ZipError::Missing(_)) => {
            return Err(ImportError::NotThisFormat("odt", "the archive holds no OpenDocument text".into()));
        }
        Err(error) => return Err(ImportError::Unreadable("odt", error.to_string())),
    };
    let (styles, meta) = (text("styles.xml").unwrap_or_default(), text("meta.xml").unwrap_or_default());
    Ok(Parts { content, styles, meta, formulas: formulas(&archive) })
}

/// The formulas that are embedded, on one line each.
fn formulas(archive: &Archive<'_>) -> HashMap<String, String> {
    let objects: Vec<&str> =
        archive.names().filter_map(|name| name.strip_suffix("/content.xml")).take(OBJECTS).collect();
    let formula = |name: &str, left: &mut usize| {
        let content = archive.read(&format!("{name}/content.xml")).ok()?.bytes;
        let head = content.get(..content.len().min(HEAD)).unwrap_or(&content);
        *left = left.checked_sub(content.len())?;
        memchr::memmem::find(head, b"<math").or_else(|| memchr::memmem::find(head, b":math"))?;
        let pieces = html::pieces(&content);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.trim()).filter(|text| !text.is_empty()).collect();
        Some(format!("{} ", texts.join(" "))).filter(|text| !text.trim().is_empty())
    };
    let mut left = FORMULAS;
    let mut out = HashMap::new();
    for name in objects {
        let Some(text) = formula(name, &mut left) else { continue };
        out.insert(name.to_owned(), text);
    }
    out
}

/// A document that is one XML file.
fn flat(bytes: &[u8], warnings: &mut Vec<Warning>) -> Result<Parts, ImportError> {
    let decoded = encoding::decode(bytes);
    let mut xml = Xml::new(&decoded.text, "the file", SPACES);
    let is_one = loop {
        match xml.next() {
            Node::Open(tag) => break tag.space == "office" && tag.name() == "document",
            Node::Text(text) if text.trim().is_empty() => {}
            _ => break false,
        }
    };
    if !is_one {
        return Err(ImportError::NotThisFormat("odt", "it is neither an archive nor a flat OpenDocument text".into()));
    }
    warnings.extend(decoded.warnings);
    let content = decoded.text.into_owned();
    Ok(Parts { meta: content.clone(), content, styles: String::new(), formulas: HashMap::new() })
}

/// The title and language that the properties name.
fn about(meta: &str) -> (Option<String>, Option<String>) {
    let (mut title, mut language) = (None, None);
    let mut xml = Xml::new(meta, "meta.xml", SPACES);
    loop {
        match xml.next() {
            Node::Open(tag) if tag.space == "office" && tag.name() == "body" => break,
            Node::Open(tag) if tag.space == "dc" && tag.name() == "title" => title = Some(xml.text()),
            Node::Open(tag) if tag.space == "dc" && tag.name() == "language" => language = Some(xml.text()),
            Node::End => break,
            _ => {}
        }
    }
    let is_said = |text: &String| !text.trim().is_empty();
    (title.filter(is_said), language.filter(is_said))
}
