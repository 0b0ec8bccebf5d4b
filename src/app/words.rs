//! Which words of the other panes correspond to what is selected, or to the word under the cursor.

use std::ops::Range;
use std::sync::Arc;

use super::job::Learn;
use super::{App, Book, Job, Learned, Mark, MarkKind, Task, Ticket};
use crate::align::word;
use crate::document::Document;

impl App {
    /// What word marks are asked for: bytes of a block of the focused version. A selection of more than one sentence has none:
    /// its sentences are marked.
    fn asked(&self) -> Option<(usize, Range<usize>)> {
        let version = self.panes.version();
        if self.selection.is_some() {
            let (_, block, range) = self.chosen();
            let first = self.book.sentence(version, crate::document::Position { block, offset: range.start });
            return (range.end <= first.end).then_some((block, range));
        }
        let cursor = self.panes.cursor();
        let text = self.panes.words.then(|| self.book.block(version, cursor.block)).flatten()?.text.as_str();
        let sentence = self.book.sentence(version, cursor);
        let word = word::word_at(text.get(sentence.clone())?, cursor.offset.checked_sub(sentence.start)?)?;
        Some((cursor.block, sentence.start + word.start..sentence.start + word.end))
    }

    /// The words that correspond, and the word itself.
    pub(super) fn word_marks(&self) -> Vec<Mark> {
        let Some((block, range)) = self.asked().filter(|_| self.panes.order.len() > 1) else { return Vec::new() };
        let version = self.panes.version();
        let mut marks = Vec::new();
        if self.selection.is_none() {
            marks.push(Mark { version, block, range: range.clone(), kind: MarkKind::Word });
        }
        for &other in self.panes.order.iter().filter(|other| **other != version) {
            let found = self.words_beside(version, (block, &range), other).unwrap_or_default();
            let mark = |(block, range)| Mark { version: other, block, range, kind: MarkKind::Word };
            marks.extend(found.into_iter().map(mark));
        }
        marks
    }

    fn words_beside(
        &self,
        version: usize,
        (block, range): (usize, &Range<usize>),
        other: usize,
    ) -> Option<Vec<(usize, Range<usize>)>> {
        let theirs = self.beside(other)?.ranges;
        // The whole of the bead: what stands beside what stands beside.
        let documents = self.book.documents();
        let back = theirs.iter().filter_map(|(block, range)| {
            self.book.parallels.counterpart_of(&documents, other, *block, range.clone(), version)
        });
        let mut ours: Vec<(usize, Range<usize>)> = back.flat_map(|found| found.ranges).collect();
        ours.sort_by_key(|(block, range)| (*block, range.start));
        ours.dedup();
        let holds = |(own, place): &(usize, Range<usize>)| {
            *own == block && place.start <= range.start && range.end <= place.end
        };
        if !ours.iter().any(holds) {
            let sentence = self.book.sentence(version, crate::document::Position { block, offset: range.start });
            ours = vec![(block, sentence)];
        }
        let (source, target) = (Joined::of(documents.get(version)?, ours), Joined::of(documents.get(other)?, theirs));
        let wanted = source.place(block, range)?;
        let lexicon = self.book.lexicons.get(&(version, other)).and_then(|found| found.as_deref());
        let found = word::counterparts(&source.text, wanted, &target.text, lexicon);
        Some(found.into_iter().flat_map(|found| target.ranges(&found.range)).collect())
    }

    /// The first pair of versions whose words are asked for and not learned.
    pub(super) fn unlearned(&self) -> Option<Ticket> {
        let from = self.panes.version();
        if !self.panes.words && self.selection.is_none() {
            return None;
        }
        let new = |other: &&usize| {
            **other != from && self.book.is_aligned(**other) && !self.book.lexicons.contains_key(&(from, **other))
        };
        let version = *self.panes.order.iter().filter(|_| self.book.is_aligned(from)).find(new)?;
        Some(Ticket { task: Task::Learn { from }, version, generation: 0 })
    }

    pub(super) fn learn(&self) -> Option<Job> {
        let ticket = self.unlearned()?;
        let from = self.panes.version();
        let document = |version: usize| self.book.versions.get(version).map(|found| Arc::clone(&found.document));
        Some(Job::Learn(Learn {
            ticket,
            source: document(from)?,
            target: document(ticket.version)?,
            parallel: self.book.parallels.between(from, ticket.version)?,
        }))
    }
}

impl Book {
    /// Takes over which words go together.
    pub fn learned(&mut self, learned: Learned) {
        if let Task::Learn { from } = learned.ticket.task {
            self.lexicons.insert((from, learned.ticket.version), learned.lexicon);
        }
    }
}

/// Pieces of a document as one text.
struct Joined {
    text: String,
    /// Where each begins in it, its block and its bytes there.
    pieces: Vec<(usize, usize, Range<usize>)>,
}

impl Joined {
    fn of(document: &Document, ranges: Vec<(usize, Range<usize>)>) -> Self {
        let mut joined = Self { text: String::new(), pieces: Vec::new() };
        for (block, range) in ranges {
            let Some(text) = document.blocks.get(block).and_then(|found| found.text.get(range.clone())) else {
                continue;
            };
            if !joined.text.is_empty() {
                joined.text.push(' ');
            }
            joined.pieces.push((joined.text.len(), block, range));
            joined.text.push_str(text);
        }
        joined
    }

    /// Where bytes of a block stand in the text.
    fn place(&self, block: usize, range: &Range<usize>) -> Option<Range<usize>> {
        let holds = |(_, own, place): &&(usize, usize, Range<usize>)| {
            *own == block && place.start <= range.start && range.start < place.end
        };
        let (at, _, place) = self.pieces.iter().find(holds)?;
        Some(at + range.start - place.start..at + range.end.min(place.end) - place.start)
    }

    /// Bytes of the text as bytes of blocks.
    fn ranges(&self, range: &Range<usize>) -> Vec<(usize, Range<usize>)> {
        let piece = |(at, block, place): &(usize, usize, Range<usize>)| {
            let (start, end) = (range.start.max(*at), range.end.min(at + place.len()));
            (start < end).then(|| (*block, place.start + start - at..place.start + end - at))
        };
        self.pieces.iter().filter_map(piece).collect()
    }
}
