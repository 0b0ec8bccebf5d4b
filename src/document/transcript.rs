//! Everything that stood in the source, in its order: what proves that nothing was dropped.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::{Document, Kind, LeftOut, Span, SpanKind};

/// A place in a transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Index of the block.
    pub block: usize,
    /// Byte offset in its text.
    pub offset: usize,
    /// Bytes of what stands there beside the text that come before it.
    pub past: usize,
}

impl Place {
    /// The place so many bytes further on, in the text or in what stands beside it.
    pub fn further(self, bytes: usize, is_text: bool) -> Self {
        match (bytes, is_text) {
            (0, _) => self,
            (_, true) => Self { offset: self.offset + bytes, past: 0, ..self },
            (_, false) => Self { past: self.past + bytes, ..self },
        }
    }
}

/// What a transcript is made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// A stretch of a block's text, or of what the source has beside the text.
    Stretch { from: Place, text: &'a str, is_text: bool },
    /// A sign that only parts the others.
    Sign(char),
    /// The end of a block, by its index.
    End(usize),
}

impl Document {
    /// Labels, texts, removed marks and note bodies in the order of the source, one block a line. Its letters and digits are
    /// those of the source, in the same order; spaces and punctuation may differ where lines were joined.
    ///
    /// A note whose body stood inside the text that calls it (its span's `source` leaves a bracket open) is written there, and
    /// what stood elsewhere or is no part of the text is written at its place in [`Document::moved`] and
    /// [`Document::left_out`].
    pub fn transcript(&self) -> String {
        let mut waiting = Waiting::new(&self.left_out);
        let mut out = String::new();
        self.pieces(|piece| match piece {
            Piece::Stretch { from, text, is_text } => {
                let mut done = 0;
                while let Some((place, line)) = waiting.before(from.further(text.len(), is_text)) {
                    let at = if is_text && place.offset > from.offset {
                        place.offset - from.offset
                    } else if is_text || place.offset < from.offset {
                        0
                    } else {
                        place.past.saturating_sub(from.past)
                    };
                    let at = text.floor_char_boundary(at).max(done);
                    out.push_str(text.get(done..at).unwrap_or(""));
                    part(&mut out, line);
                    done = at;
                }
                out.push_str(text.get(done..).unwrap_or(""));
            }
            Piece::Sign(sign) => out.push(sign),
            Piece::End(block) => waiting.rest(block).for_each(|line| part(&mut out, line)),
        });
        waiting.all().for_each(|line| part(&mut out, line));
        out
    }

    /// Gives the pieces of the transcript, in order. The places of a block never go back.
    pub(super) fn pieces<'a>(&'a self, mut give: impl FnMut(Piece<'a>)) {
        let notes: HashMap<&str, usize> = self
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, b)| b.kind == Kind::Note)
            .map(|(index, b)| (b.key.as_str(), index))
            .collect();
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
        let mut places = self.moved.iter().peekable();
        for (index, block) in self.blocks.iter().enumerate() {
            if block.kind == Kind::Note && inline.contains(block.key.as_str()) {
                continue;
            }
            let mut from = Place { block: index, ..Place::default() };
            give(Piece::Stretch { from, text: &block.label, is_text: false });
            give(Piece::Sign('\t'));
            from.past = block.label.len();
            // What stood between the characters of this block, by place.
            let mut inserts: Vec<(usize, &'a str, Option<usize>)> = Vec::new();
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
            for (at, source, body) in inserts {
                if at > from.offset {
                    give(Piece::Stretch { from, text: block.text.get(from.offset..at).unwrap_or(""), is_text: true });
                    (from.offset, from.past) = (at, 0);
                }
                give(Piece::Stretch { from, text: source, is_text: false });
                from.past += source.len();
                if let Some((note, body)) = body.and_then(|note| Some((note, self.blocks.get(note)?))) {
                    let from = Place { block: note, ..Place::default() };
                    give(Piece::Stretch { from, text: &body.text, is_text: true });
                    give(Piece::End(note));
                    give(Piece::Sign(']'));
                }
            }
            give(Piece::Stretch { from, text: block.text.get(from.offset..).unwrap_or(""), is_text: true });
            give(Piece::End(index));
            give(Piece::Sign('\n'));
        }
    }
}

/// Writes a line that is no part of the text, set off by spaces.
fn part(out: &mut String, line: &str) {
    if out.chars().next_back().is_some_and(|c| !c.is_whitespace()) {
        out.push(' ');
    }
    out.push_str(line);
    out.push(' ');
}

/// The lines that are no part of the text and are not written yet, those of each block in order.
struct Waiting<'a>(BTreeMap<usize, VecDeque<&'a LeftOut>>);

impl<'a> Waiting<'a> {
    fn new(lines: &'a [LeftOut]) -> Self {
        let mut all: BTreeMap<usize, VecDeque<&LeftOut>> = BTreeMap::new();
        for line in lines {
            all.entry(line.block).or_default().push_back(line);
        }
        for own in all.values_mut() {
            own.make_contiguous().sort_by_key(|line| (line.offset, line.past));
        }
        Self(all)
    }

    /// The next line of the block before `end`.
    fn before(&mut self, end: Place) -> Option<(Place, &'a str)> {
        let own = self.0.get_mut(&end.block)?;
        let line = own.front().filter(|line| (line.offset, line.past) < (end.offset, end.past))?;
        let place = Place { block: line.block, offset: line.offset, past: line.past };
        let text = line.text.as_str();
        own.pop_front();
        Some((place, text))
    }

    /// The lines that a block still has.
    fn rest(&mut self, block: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.remove(&block).unwrap_or_default().into_iter().map(|line| line.text.as_str())
    }

    /// The lines of all blocks.
    fn all(self) -> impl Iterator<Item = &'a str> {
        self.0.into_values().flatten().map(|line| line.text.as_str())
    }
}

/// Whether the note's body followed its mark in the source: `[footnoteRef:1]* [1: *` leaves a bracket open.
fn has_body(span: &Span) -> bool {
    span.kind == SpanKind::Note
        && span.source.as_deref().is_some_and(|s| s.matches('[').count() > s.matches(']').count())
}
