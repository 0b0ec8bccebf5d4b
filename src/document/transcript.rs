//! Everything that stood in the source, in its order: what proves that nothing was dropped.

use std::collections::{HashMap, HashSet};

use super::{Block, Document, Kind, Span, SpanKind};

impl Document {
    /// Labels, texts, removed marks and note bodies in the order of the source, one block a line. Its letters and digits are
    /// those of the source, in the same order; spaces and punctuation may differ where lines were joined.
    ///
    /// A note whose body stood inside the text that calls it (its span's `source` leaves a bracket open) is written there, and
    /// a link target that stood elsewhere is written at its place in [`Document::moved`].
    pub fn transcript(&self) -> String {
        let notes: HashMap<&str, &Block> =
            self.blocks.iter().filter(|b| b.kind == Kind::Note).map(|b| (b.key.as_str(), b)).collect();
        let inline: HashSet<&str> = self
            .blocks
            .iter()
            .flat_map(|b| &b.spans)
            .filter(|s| has_body(s))
            .filter_map(|s| s.target.as_deref())
            .collect();
        let mut moved: HashMap<&str, usize> = HashMap::new();
        for m in &self.moved {
            *moved.entry(m.text.as_str()).or_default() += 1;
        }
        let mut out = String::new();
        let mut places = self.moved.iter().peekable();
        for (index, block) in self.blocks.iter().enumerate() {
            if block.kind == Kind::Note && inline.contains(block.key.as_str()) {
                continue;
            }
            out.push_str(&block.label);
            out.push('\t');
            // What stood between the characters of this block, by place.
            let mut inserts: Vec<(usize, &str, Option<&Block>)> = Vec::new();
            for span in &block.spans {
                let Some(source) = span.source.as_deref() else { continue };
                if span.kind == SpanKind::Link
                    && let Some(left) = moved.get_mut(source).filter(|left| **left > 0)
                {
                    *left -= 1;
                    continue;
                }
                let body = if has_body(span) { span.target.as_deref().and_then(|t| notes.get(t)) } else { None };
                inserts.push((span.start, source, body.copied()));
            }
            while let Some(place) = places.next_if(|m| m.block <= index) {
                inserts.push((place.offset, &place.text, None));
            }
            inserts.sort_by_key(|(at, ..)| *at);
            let mut from = 0;
            for (at, source, body) in inserts {
                out.push_str(block.text.get(from..at).unwrap_or(""));
                out.push_str(source);
                if let Some(note) = body {
                    out.push_str(&note.text);
                    out.push(']');
                }
                from = at.max(from);
            }
            out.push_str(block.text.get(from..).unwrap_or(""));
            out.push('\n');
        }
        out
    }
}

/// Whether the note's body followed its mark in the source: `[footnoteRef:1]* [1: *` leaves a bracket open.
fn has_body(span: &Span) -> bool {
    span.kind == SpanKind::Note
        && span.source.as_deref().is_some_and(|s| s.matches('[').count() > s.matches(']').count())
}
