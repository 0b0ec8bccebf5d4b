//! The tree of a story: paragraphs and tables as they stand in the file, before anything is counted.

use std::collections::HashMap;

use crate::document::{Span, SpanKind};
use crate::import::build::Numeral;
use crate::text::{Language, language};

/// How many characters of a paragraph are looked at for its language.
const SAMPLE: usize = 400;

/// A paragraph or a table.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Paragraph(Box<Paragraph>),
    Table(Table),
    /// A document of its own that stands here, by the name of its part.
    Chunk(String),
}

/// A paragraph with its own properties; those of its style are not filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// The identifier of its style.
    pub style: Option<String>,
    /// Its list (0 is none) and its level in it, 0 for the outermost.
    pub list: Option<u32>,
    pub level: Option<u8>,
    /// The outline level, 0 for the outermost, 9 for body text.
    pub outline: Option<u8>,
    pub bidi: Option<bool>,
    pub text: String,
    /// Links and emphasis, and the calls of notes with `call:` and their place in `calls` as their targets.
    pub spans: Vec<Span>,
    pub calls: Vec<Call>,
    /// The names of its bookmarks.
    pub names: Vec<String>,
    /// What stands in its text boxes.
    pub boxes: Vec<Item>,
    /// Whether its end was deleted: the next paragraph goes on in it.
    pub joins: bool,
    /// Whether it is hidden as a whole.
    pub is_hidden: bool,
    /// Whether a picture stands in it.
    pub has_picture: bool,
    /// The section that ends with it, by its place among the sections.
    pub section: Option<usize>,
    /// How many letters runs say are of a language, by its tag.
    pub spoken: Vec<(String, usize)>,
}

/// A call of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub is_endnote: bool,
    pub id: String,
    /// The mark that stands in the text in place of a number.
    pub mark: Option<String>,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Columns of the grid that are left empty before its first cell.
    pub before: usize,
    pub cells: Vec<Cell>,
    pub is_deleted: bool,
}

/// A cell of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Columns of the grid that it covers; 0 means 1.
    pub columns: usize,
    /// Whether it goes on with the cell above or before it.
    pub is_continued: bool,
    pub items: Vec<Item>,
}

/// A part that holds text, read to the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    pub items: Vec<Item>,
    /// The bodies of notes by their identifiers.
    pub notes: HashMap<String, Vec<Item>>,
    /// The relations of the headers of its sections: type (`first`, `default`, `even`) and identifier.
    pub headers: Vec<(String, String)>,
    /// Whether the first section has a first page of its own.
    pub has_first: bool,
    /// How each section counts its footnotes and endnotes, where it says so.
    pub sections: Vec<[Counting; 2]>,
}

/// How notes are counted (17.11.11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counting {
    pub numeral: Option<Numeral>,
    /// The number of the first of them.
    pub start: Option<u32>,
    /// Whether each section begins again.
    pub restarts: Option<bool>,
}

impl Counting {
    /// Takes a property of how notes are counted.
    pub fn read(&mut self, name: &str, value: Option<&str>) {
        match name {
            "numFmt" => self.numeral = value.map(Numeral::named).or(self.numeral),
            "numStart" => self.start = value.and_then(|n| n.trim().parse().ok()).or(self.start),
            "numRestart" => self.restarts = value.map(|value| value == "eachSect").or(self.restarts),
            _ => {}
        }
    }

    /// With what is not said taken from `other`.
    pub fn or(self, other: Self) -> Self {
        Self {
            numeral: self.numeral.or(other.numeral),
            start: self.start.or(other.start),
            restarts: self.restarts.or(other.restarts),
        }
    }
}

impl Paragraph {
    /// Whether nothing can come of it: no text, and nothing that counts.
    pub(super) fn is_nothing(&self) -> bool {
        let is_bare = self.style.is_none() && self.list.is_none() && !self.joins && self.section.is_none();
        let is_empty = self.text.is_empty() && self.calls.is_empty() && self.boxes.is_empty() && self.names.is_empty();
        is_bare && is_empty
    }

    /// The language that its runs say it is in, where its words say the same: what programs write there is often left over from
    /// the template.
    pub(super) fn language(&self) -> Option<Language> {
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        let (told, _) = self.spoken.iter().find(|(_, count)| *count * 2 > letters)?;
        let end = self.text.char_indices().nth(SAMPLE).map_or(self.text.len(), |(at, _)| at);
        let guessed = language::guess(self.text.get(..end)?)?;
        let told = Language::new(told.clone());
        (told.primary().eq_ignore_ascii_case(guessed.primary())).then_some(guessed)
    }

    /// Lets `next` go on where this one, whose end was deleted, stops. The properties are those of the last of them.
    pub(super) fn join(&mut self, next: Paragraph) {
        let mut text = std::mem::take(&mut self.text);
        let mut spans = std::mem::take(&mut self.spans);
        let mut calls = std::mem::take(&mut self.calls);
        let (at, called) = (text.len(), calls.len());
        text.push_str(&next.text);
        calls.extend(next.calls.iter().cloned());
        for mut span in next.spans.iter().cloned() {
            (span.start, span.end) = (span.start + at, span.end + at);
            let place =
                span.target.as_deref().and_then(|t| t.strip_prefix("call:")).and_then(|n| n.parse::<usize>().ok());
            if let (SpanKind::Note, Some(place)) = (span.kind, place) {
                span.target = Some(format!("call:{}", place + called));
            }
            spans.push(span);
        }
        let mut spoken = std::mem::take(&mut self.spoken);
        spoken.extend(next.spoken.iter().cloned());
        let mut names = std::mem::take(&mut self.names);
        let mut boxes = std::mem::take(&mut self.boxes);
        names.extend(next.names.iter().cloned());
        boxes.extend(next.boxes.iter().cloned());
        *self = Paragraph { text, spans, calls, names, boxes, spoken, ..next };
    }
}
