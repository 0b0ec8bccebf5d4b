//! Footnotes and endnotes: their bodies by identifier, and how they are counted.

use std::collections::HashMap;

use super::SPACES;
use super::package::Package;
use super::style::Styles;
use super::tree::{Item, Paragraph};
use crate::import::build::Numeral;
use crate::import::xml::{Node, Xml};

/// The notes of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    footnotes: HashMap<String, Vec<Item>>,
    endnotes: HashMap<String, Vec<Item>>,
    /// How endnotes are counted; footnotes are in digits.
    pub endnote_numeral: Numeral,
    pub footnote_numeral: Numeral,
}

impl Notes {
    /// The body of a note.
    pub fn body(&self, is_endnote: bool, id: &str) -> Option<&[Item]> {
        let notes = if is_endnote { &self.endnotes } else { &self.footnotes };
        notes.get(id).map(Vec::as_slice)
    }
}

/// Reads both parts, where they are, and what the settings say about numerals.
pub(super) fn read(package: &mut Package<'_>, styles: &Styles) -> Notes {
    let mut notes = Notes {
        footnotes: bodies(package, styles, "footnotes"),
        endnotes: bodies(package, styles, "endnotes"),
        endnote_numeral: Numeral::LowerRoman,
        footnote_numeral: Numeral::Decimal,
    };
    let Some((text, name)) = package.related("settings", "word/settings.xml") else { return notes };
    let mut xml = Xml::new(&text, &name, SPACES);
    let mut inside: Option<bool> = None;
    loop {
        match xml.next() {
            Node::Open(tag) => match tag.name() {
                "endnotePr" => inside = Some(true),
                "footnotePr" => inside = Some(false),
                "numFmt" => {
                    let numeral = tag.value("val").map(|name| Numeral::named(&name));
                    match (inside, numeral) {
                        (Some(true), Some(numeral)) => notes.endnote_numeral = numeral,
                        (Some(false), Some(numeral)) => notes.footnote_numeral = numeral,
                        _ => {}
                    }
                }
                _ => {}
            },
            Node::Close(close) if matches!(close.name(), "endnotePr" | "footnotePr") => inside = None,
            Node::End => break,
            _ => {}
        }
    }
    notes
}

/// The bodies of one part.
fn bodies(package: &mut Package<'_>, styles: &Styles, kind: &str) -> HashMap<String, Vec<Item>> {
    match package.related(kind, &format!("word/{kind}.xml")) {
        Some((text, name)) => package.story(&name, &text, styles).notes,
        None => HashMap::new(),
    }
}

/// Whether a paragraph has text.
pub(super) fn has_text(paragraph: &Paragraph) -> bool {
    paragraph.text.chars().any(|c| !c.is_whitespace())
}
