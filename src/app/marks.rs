//! What is marked in the text: the sentence under the cursor and what corresponds to it, matches, what is selected.

use std::ops::Range;

use super::{App, Sign, UNCERTAIN};
use crate::align::Counterpart;
use crate::library::Highlight;

/// A range of a version's text that is drawn differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The version.
    pub version: usize,
    /// The block.
    pub block: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
    /// Why it is marked.
    pub kind: MarkKind,
}

/// Why a range is marked; a later kind is drawn over an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// The sentence under the cursor and what corresponds to it.
    Sentence,
    /// What may correspond to it.
    Uncertain,
    /// What corresponds to the passage of an annotation that belongs to all versions.
    Echo,
    /// What a note or a tag was made on.
    Quotation,
    /// A highlight of that kind.
    Highlight(Highlight),
    /// A match of the search.
    Match,
    /// The match that the search stands on.
    CurrentMatch,
    /// The words that correspond to what is selected.
    Word,
    /// What is selected.
    Selection,
}

impl App {
    /// The signs in the gutter of a block, the first before the others where they meet: those of its annotations, `~` where it
    /// may not correspond to the sentence under the cursor, `=` where a person set what corresponds to it.
    pub fn signs(&self, version: usize, block: usize) -> impl Iterator<Item = Sign> {
        let doubtful =
            move |mark: &&Mark| mark.kind == MarkKind::Uncertain && mark.version == version && mark.block == block;
        let sign = |rank, glyph| Sign { rank, offset: 0, glyph };
        let doubt = self.panes.marks.iter().find(doubtful).map(|_| sign(u8::MAX - 1, '~'));
        let pinned = self.book.is_pinned(version, block).then(|| sign(u8::MAX, '='));
        let annotations = self.panes.signs.get(&(version, block)).map_or(&[][..], Vec::as_slice);
        annotations.iter().copied().chain(doubt).chain(pinned)
    }

    /// What stands in version `other` beside the selection, else beside the sentence under the cursor.
    pub(super) fn beside(&self, other: usize) -> Option<Counterpart> {
        match self.chosen() {
            (version, block, range) if self.selection.is_some() => {
                self.book.parallels.counterpart_of(&self.book.documents(), version, block, range, other)
            }
            (version, ..) => self.book.counterpart(version, self.panes.cursor(), other),
        }
    }

    /// Everything that is marked now, `annotated` among it.
    pub(super) fn marks(&self, annotated: Vec<Mark>) -> Vec<Mark> {
        let mut marks = annotated;
        let (version, cursor) = (self.panes.version(), self.panes.cursor());
        marks.push(Mark {
            version,
            block: cursor.block,
            range: self.book.sentence(version, cursor),
            kind: MarkKind::Sentence,
        });
        for &other in self.panes.order.iter().filter(|other| **other != version) {
            let Some(found) = self.beside(other) else { continue };
            // What was aligned for itself, while the whole is not, has no score to go by.
            let doubtful = found.score < UNCERTAIN && self.book.is_aligned(version) && self.book.is_aligned(other);
            let kind = if doubtful { MarkKind::Uncertain } else { MarkKind::Sentence };
            marks.extend(found.ranges.into_iter().map(|(block, range)| Mark { version: other, block, range, kind }));
        }
        if self.find.shown {
            // Only what may be on the screen: a common letter has very many matches.
            for (version, matches, current) in self.find.all() {
                let blocks = self.panes.views.iter().flat_map(|view| view.visible.iter());
                let blocks = blocks.flat_map(|(_, _, lines)| lines.items.iter());
                let mut blocks: Vec<usize> =
                    blocks.filter(|item| item.version == version).filter_map(|item| item.block).collect();
                blocks.sort_unstable();
                blocks.dedup();
                for block in blocks {
                    let first = matches.partition_point(|m| m.block < block);
                    for (index, found) in matches.iter().enumerate().skip(first).take_while(|(_, m)| m.block == block) {
                        let kind = if current == Some(index) { MarkKind::CurrentMatch } else { MarkKind::Match };
                        marks.push(Mark { version, block, range: found.range.clone(), kind });
                    }
                }
            }
        }
        marks.extend(self.word_marks());
        if self.selection.is_some() {
            let (version, block, range) = self.chosen();
            marks.push(Mark { version, block, range, kind: MarkKind::Selection });
        }
        marks.sort_by_key(|mark| mark.kind);
        marks
    }
}
