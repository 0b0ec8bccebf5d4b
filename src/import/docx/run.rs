//! What runs hold: text, calls of notes, the ends of fields and links.

use super::field::Field;
use super::story::Reading;
use super::style::is_on;
use super::tree::{Call, Paragraph};
use crate::document::{Span, SpanKind};
use crate::import::xml::Tag;

/// Languages of one paragraph that are counted.
const LANGUAGES: usize = 8;

/// The language that a run says its letters are of, and how many they are: the script chooses among its three.
fn spoken(text: &str, languages: &[Option<String>; 3]) -> Option<(String, usize)> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let first = text.chars().find(|c| c.is_alphabetic())?;
    let at = match u32::from(first) {
        0x1100..=0x11FF | 0x2E80..=0xD7FF | 0xF900..=0xFAFF | 0xFF66..=0xFFDC | 0x20000..=0x3FFFF => 1,
        0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF => 2,
        _ => 0,
    };
    Some((languages.get(at)?.clone()?, letters))
}

impl Reading<'_, '_> {
    pub fn text(&mut self, text: &str) {
        if self.run.is_hidden || self.fields.is_hidden() {
            return;
        }
        let (marks, is_emphasis) = (self.run.marks, self.run.is_emphasis);
        let spoken = self.run.languages.as_deref().and_then(|languages| spoken(text, languages));
        let Some(open) = self.paragraph() else { return };
        let paragraph = &mut open.paragraph;
        if let Some((tag, letters)) = spoken.filter(|_| !marks) {
            match paragraph.spoken.iter().position(|(told, _)| *told == tag) {
                Some(at) => paragraph.spoken[at].1 += letters,
                None if paragraph.spoken.len() < LANGUAGES => paragraph.spoken.push((tag, letters)),
                None => {}
            }
        }
        if marks {
            if let Some(call) = paragraph.calls.last_mut() {
                call.mark.get_or_insert_default().push_str(text);
            }
            return;
        }
        let start = paragraph.text.len();
        paragraph.text.push_str(text);
        let end = paragraph.text.len();
        if is_emphasis {
            match paragraph.spans.iter_mut().rev().find(|span| span.kind == SpanKind::Emphasis) {
                Some(span) if span.end == start => span.end = end,
                _ => paragraph.spans.push(Span { start, end, kind: SpanKind::Emphasis, target: None, source: None }),
            }
        }
    }

    /// Ends the text of an element.
    pub fn end_text(&mut self) {
        let held = std::mem::take(&mut self.held);
        self.takes = None;
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let text = if self.is_trimmed { held.trim_matches(is_blank) } else { held.as_str() };
        if !text.is_empty() {
            self.text(text);
        }
    }

    pub fn call(&mut self, tag: &Tag<'_>) {
        if self.run.is_hidden || self.fields.is_hidden() {
            return;
        }
        let marks = tag.value("customMarkFollows").is_some_and(|value| is_on(Some(&value)));
        let Some(id) = tag.value("id") else { return };
        let is_endnote = tag.name() == "endnoteReference";
        if let Some(open) = self.paragraph() {
            let (at, place) = (open.paragraph.text.len(), open.paragraph.calls.len());
            open.paragraph.calls.push(Call { is_endnote, id, mark: marks.then(String::new) });
            let target = Some(format!("call:{place}"));
            open.paragraph.spans.push(Span { start: at, end: at, kind: SpanKind::Note, target, source: None });
        }
        self.run.marks = marks;
    }

    pub fn end_field(&mut self) {
        let (frames, at) = self.place();
        let Some(field) = self.fields.end() else { return };
        let here = field.from.filter(|(depth, _)| *depth == frames).map(|(_, start)| start);
        if let Some(shown) = field.shown(here == Some(at), &mut self.counts) {
            self.text(&shown);
        }
        if let (Field { target: Some(target), .. }, Some(start)) = (field, here)
            && start < at
            && let Some(open) = self.paragraph()
        {
            link(&mut open.paragraph, start, Some(target));
        }
    }

    /// What a link leads to.
    pub fn target(&self, id: Option<&str>, anchor: Option<&str>) -> Option<String> {
        match (id.and_then(|id| self.rels.by_id.get(id)).filter(|rel| rel.is_far), anchor) {
            (Some(rel), Some(anchor)) => Some(format!("{}#{anchor}", rel.target)),
            (Some(rel), None) => Some(rel.target.clone()),
            (None, Some(anchor)) => Some(format!("#{anchor}")),
            (None, None) => None,
        }
    }
}

/// Adds a link from `start` to the end of the text.
pub(super) fn link(paragraph: &mut Paragraph, start: usize, target: Option<String>) {
    let end = paragraph.text.len();
    if start < end && target.is_some() {
        paragraph.spans.push(Span { start, end, kind: SpanKind::Link, target, source: None });
    }
}
