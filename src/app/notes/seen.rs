//! Where annotations are seen: signs in the gutters, marks in the text, notes under their blocks, in every pane.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::{Notes, Placed};
use crate::app::{App, Book, Mark, MarkKind};
use crate::document::Position;
use crate::library::{Annotation, AnnotationKind, Scope};

/// Sentences of one annotation that are followed into another version at most.
const SENTENCES: usize = 32;

/// The signs of blocks in the gutter.
pub type Signs = HashMap<(usize, usize), Vec<Sign>>;

/// A sign in the gutter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// Which of several on one line is shown: the lowest.
    pub rank: u8,
    /// The byte of the block's text on whose line it stands.
    pub offset: usize,
    /// The sign: `"` for a note, `+` for a bookmark, a mark's letter, that of its kind for a highlight.
    pub glyph: char,
}

impl Sign {
    fn of(placed: &Placed, offset: usize) -> Self {
        let annotation = &placed.annotation;
        let letter = || annotation.body.chars().next().filter(char::is_ascii_graphic);
        let rank = match annotation.kind {
            AnnotationKind::Note => 0,
            AnnotationKind::Bookmark => 1,
            AnnotationKind::Mark => 2,
            AnnotationKind::Highlight => 3,
            AnnotationKind::Tag => 4,
        };
        let mark = letter().filter(|_| annotation.kind == AnnotationKind::Mark);
        Self { rank, offset, glyph: mark.unwrap_or(glyph(annotation)) }
    }
}

/// The sign of an annotation, one cell of ASCII; no two kinds share one.
pub fn glyph(annotation: &Annotation) -> char {
    match annotation.kind {
        AnnotationKind::Note => '"',
        AnnotationKind::Bookmark => '+',
        AnnotationKind::Mark => '\'',
        AnnotationKind::Highlight => annotation.highlight.unwrap_or_default().sign(),
        AnnotationKind::Tag => '#',
    }
}

/// What of the annotations is seen on the screen.
#[derive(Default)]
pub(in crate::app) struct Seen {
    pub(in crate::app) marks: Vec<Mark>,
    pub(in crate::app) signs: Signs,
}

impl Seen {
    fn sign(&mut self, placed: &Placed, version: usize, block: usize, offset: usize) {
        let signs = self.signs.entry((version, block)).or_default();
        let sign = Sign::of(placed, offset);
        if let Err(at) = signs.binary_search(&sign) {
            signs.insert(at, sign);
        }
    }
}

/// How the passage of an annotation is marked where it was made; none for what is a place only.
fn mark_of(placed: &Placed) -> Option<MarkKind> {
    match placed.annotation.kind {
        AnnotationKind::Highlight => Some(MarkKind::Highlight(placed.annotation.highlight.unwrap_or_default())),
        AnnotationKind::Note | AnnotationKind::Tag => Some(MarkKind::Quotation),
        AnnotationKind::Bookmark | AnnotationKind::Mark => None,
    }
}

impl App {
    /// What of the annotations may be on the screen: those of the rows that are seen, and what corresponds to those that belong
    /// to all versions.
    pub(in crate::app) fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        if self.notes.placed.is_empty() {
            return seen;
        }
        let grid = self.book.grid();
        let mut rows = BTreeSet::new();
        let mut blocks = BTreeSet::new();
        let items = self.panes.views.iter().flat_map(|view| &view.visible).flat_map(|(_, _, lines)| &lines.items);
        for item in items {
            let Some(block) = item.block else { continue };
            blocks.insert((item.version, block));
            // What corresponds may stand a row further on.
            let row = grid.row_of(item.version, block).unwrap_or(block);
            rows.extend(row.saturating_sub(1)..=row + 1);
        }
        for row in rows.into_iter().filter_map(|row| grid.rows.get(row)) {
            for (version, own) in row.blocks.iter().enumerate() {
                for placed in own.clone().flat_map(|block| self.notes.at(version, block)) {
                    self.see(placed, &mut seen);
                }
            }
        }
        for (version, block) in blocks {
            for placed in self.notes.beside(version, block) {
                seen.sign(placed, version, block, 0);
            }
        }
        seen
    }

    fn see(&self, placed: &Placed, seen: &mut Seen) {
        let (Some(version), Some((block, range))) = (placed.version, &placed.place) else { return };
        let block_only = placed.annotation.kind == AnnotationKind::Bookmark;
        seen.sign(placed, version, *block, if block_only { 0 } else { range.start });
        let mark = mark_of(placed);
        if let Some(kind) = mark {
            seen.marks.push(Mark { version, block: *block, range: range.clone(), kind });
        }
        if placed.annotation.scope != Scope::Work {
            return;
        }
        for &other in self.panes.order.iter().filter(|other| **other != version) {
            let found = self.book.beside(version, *block, range, other);
            match found.first() {
                Some((block, range)) => seen.sign(placed, other, *block, if block_only { 0 } else { range.start }),
                None => {
                    // Nothing corresponds to the sentence: the sign stands on what corresponds to its block.
                    let row = self.book.grid().row_of(version, *block).and_then(|row| self.book.grid().rows.get(row));
                    if let Some(first) = row.and_then(|row| row.blocks.get(other)?.clone().next()) {
                        seen.sign(placed, other, first, 0);
                    }
                }
            }
            if mark.is_some() {
                let echo = |(block, range)| Mark { version: other, block, range, kind: MarkKind::Echo };
                seen.marks.extend(found.into_iter().map(echo));
            }
        }
    }
}

impl App {
    /// The annotation of one of these kinds that belongs to all versions, was made in another one, and is seen at `position` of
    /// `version`.
    pub fn echo_at(&self, version: usize, position: Position, kinds: &[AnnotationKind]) -> Option<&Placed> {
        let grid = self.book.grid();
        let row = grid.row_of(version, position.block)?;
        let wanted =
            |placed: &&Placed| placed.annotation.scope == Scope::Work && kinds.contains(&placed.annotation.kind);
        let rows = grid.rows.get(row.saturating_sub(1)..(row + 2).min(grid.rows.len()))?;
        let others = rows.iter().flat_map(|row| row.blocks.iter().enumerate()).filter(|(other, _)| *other != version);
        let made = others.flat_map(|(other, own)| own.clone().flat_map(move |block| self.notes.at(other, block)));
        let here = |placed: &&Placed| {
            let (Some(own), Some((block, range))) = (placed.version, &placed.place) else { return false };
            let whole = placed.annotation.kind == AnnotationKind::Bookmark;
            let beside = self.book.beside(own, *block, range, version);
            beside.iter().any(|(block, range)| *block == position.block && (whole || range.contains(&position.offset)))
        };
        made.filter(wanted).find(here).or_else(|| self.notes.beside(version, position.block).find(wanted))
    }

    /// Where an annotation is to be looked at: where it was made, else what corresponds in the focused version, else the block
    /// of the same key. Version, block, bytes.
    pub fn where_seen(&self, placed: &Placed) -> Option<(usize, usize, Range<usize>)> {
        let focused = self.panes.version();
        let Some(version) = placed.version else {
            let key = &placed.annotation.target.key;
            let versions = std::iter::once(focused).chain(self.panes.order.iter().copied());
            let block = |version: usize| Some((version, self.book.document(version)?.find(key)?, 0..0));
            return (placed.annotation.scope == Scope::Work).then(|| versions.into_iter().find_map(block)).flatten();
        };
        let (block, range) = placed.place.clone()?;
        if self.panes.order.contains(&version) || placed.annotation.scope == Scope::Version {
            return Some((version, block, range));
        }
        let beside = self.book.beside(version, block, &range, focused).into_iter().next();
        let (block, range) = beside.unwrap_or_else(|| {
            let at = self.book.follow(version, Position { block, offset: range.start }, focused);
            (at.block, at.offset..at.offset)
        });
        Some((focused, block, range))
    }
}

impl Book {
    /// What corresponds in `other` to the sentences of bytes `range` of block `block` of `version`.
    fn beside(&self, version: usize, block: usize, range: &Range<usize>, other: usize) -> Vec<(usize, Range<usize>)> {
        let first = self.sentence(version, Position { block, offset: range.start }).start;
        let starts = self.sentence_starts(version, block);
        let starts = starts.into_iter().filter(|start| *start == first || range.contains(start)).take(SENTENCES);
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        for offset in starts {
            let beside = self.counterpart(version, Position { block, offset }, other);
            for own in beside.into_iter().flat_map(|beside| beside.ranges) {
                if !found.contains(&own) {
                    found.push(own);
                }
            }
        }
        found
    }
}

impl Notes {
    /// The notes shown under a block in a row in which the versions `shown` are seen: its own, and where it is the first of
    /// them those of versions that are not seen, so that every note is read once.
    pub fn under(&self, book: &Book, shown: &[usize], version: usize, block: usize) -> Vec<String> {
        let mut texts: Vec<String> = self.at(version, block).filter_map(|placed| text(placed, false)).collect();
        if self.placed.len() == texts.len() {
            return texts;
        }
        let row = book.grid().row_of(version, block).and_then(|row| book.grid().rows.get(row));
        if let Some(row) = row {
            let has = |version: &usize| row.blocks.get(*version).is_some_and(|own| !own.is_empty());
            let own = row.blocks.get(version).cloned().unwrap_or(0..0);
            let hidden = (0..row.blocks.len()).filter(|other| !shown.contains(other));
            for other in hidden.filter(|_| shown.iter().copied().find(has) == Some(version)) {
                let theirs = row.blocks.get(other).cloned().unwrap_or(0..0);
                // Block against block in order, the last one for those that are left over.
                let last = own.end.saturating_sub(1);
                let here = theirs.clone().filter(|their| (own.start + (their - theirs.start)).min(last) == block);
                let placed = here.flat_map(|their| self.at(other, their));
                let placed = placed.filter(|placed| placed.annotation.scope == Scope::Work);
                texts.extend(placed.filter_map(|placed| text(placed, true)));
            }
        }
        for placed in self.beside(version, block) {
            let has = |version: &&usize| {
                book.document(**version).is_some_and(|document| document.find(&placed.annotation.target.key).is_some())
            };
            if shown.iter().find(has) == Some(&version) {
                texts.extend(text(placed, true));
            }
        }
        texts
    }
}

/// What an annotation says under its block, in which language it was made where that is not this one; none when it says
/// nothing.
fn text(placed: &Placed, elsewhere: bool) -> Option<String> {
    let annotation = &placed.annotation;
    let body = if annotation.kind == AnnotationKind::Mark { "" } else { annotation.body.as_str() };
    // Tags typed in the note are seen there already.
    let tags = annotation.tags.iter().map(|tag| format!(" #{tag}"));
    let tags: String = tags.filter(|tag| !format!(" {body}").contains(tag.as_str())).collect();
    if body.is_empty() && tags.is_empty() && annotation.kind != AnnotationKind::Note {
        return None;
    }
    let language = if elsewhere { format!("({}) ", annotation.target.language) } else { String::new() };
    Some(format!("✎ {language}{}", format!("{body}{tags}").trim_start()))
}
