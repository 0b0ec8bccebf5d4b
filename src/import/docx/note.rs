//! Footnotes and endnotes: their bodies by identifier, and how they are counted.

use std::collections::HashMap;

use super::SPACES;
use super::package::Package;
use super::style::Styles;
use super::tree::{Counting, Item, Paragraph};
use crate::import::build::Numeral;
use crate::import::xml::{Node, Xml};

/// The notes of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    footnotes: HashMap<String, Vec<Item>>,
    endnotes: HashMap<String, Vec<Item>>,
    /// How footnotes and endnotes are counted, where a section does not say otherwise.
    pub counting: [Counting; 2],
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
        counting: [Numeral::Decimal, Numeral::LowerRoman].map(|numeral| Counting {
            numeral: Some(numeral),
            start: Some(1),
            restarts: Some(false),
        }),
    };
    let Some((text, name)) = package.related("settings", "word/settings.xml") else { return notes };
    let mut xml = Xml::new(&text, &name, SPACES);
    let mut inside: Option<usize> = None;
    loop {
        match xml.next() {
            Node::Open(tag) => match tag.name() {
                "footnotePr" => inside = Some(0),
                "endnotePr" => inside = Some(1),
                name => {
                    if let Some(counting) = inside.and_then(|at| notes.counting.get_mut(at)) {
                        counting.read(name, tag.value("val").as_deref());
                    }
                }
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
