//! A document cut into sentences: what the beads of two versions count.

use std::ops::Range;

use crate::align::engine::Side;
use crate::document::{Block, Document, Kind, Position};
use crate::text::sentence::sentences;

/// A sentence of a document: some bytes of the text of one block; a cell, where the block is a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The block's index in its document.
    pub block: usize,
    /// Bytes of the block's text, white space around it left out.
    pub range: Range<usize>,
}

/// The sentences of a document in order: what the beads of [`crate::align::Parallel::sentences`] count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// The sentences. A block without text has none.
    pub sentences: Vec<Sentence>,
    /// The first block that was cut.
    pub(super) start: usize,
    /// The first sentence of every block from `start` on, and the number of sentences at the end.
    pub(super) first: Vec<usize>,
}

impl Segmentation {
    /// Cuts `document` into sentences, tables into cells.
    pub fn of(document: &Document) -> Self {
        Self::of_blocks(document, &(0..document.blocks.len()))
    }

    /// Cuts some blocks of `document`; the others have no sentences.
    pub fn of_blocks(document: &Document, blocks: &Range<usize>) -> Self {
        let mut cut = Self { start: blocks.start, ..Self::default() };
        for (block, found) in blocks.clone().zip(document.blocks.get(blocks.clone()).unwrap_or_default()) {
            cut.first.push(cut.sentences.len());
            let ranges: Vec<Range<usize>> =
                if found.kind == Kind::Table { cells(found) } else { sentences(&found.text, &found.language) };
            for range in ranges {
                let text = found.text.get(range.clone()).unwrap_or("");
                let start = range.start + (text.len() - text.trim_start().len());
                let range = start..start + text.trim().len();
                if !range.is_empty() {
                    cut.sentences.push(Sentence { block, range });
                }
            }
        }
        cut.first.push(cut.sentences.len());
        cut
    }

    /// The sentences of block `block`; past the last block an empty range at the end.
    pub fn of_block(&self, block: usize) -> Range<usize> {
        let at = block.wrapping_sub(self.start);
        match (self.first.get(at), at.checked_add(1).and_then(|next| self.first.get(next))) {
            (Some(&start), Some(&end)) => start..end,
            _ => self.sentences.len()..self.sentences.len(),
        }
    }

    /// The sentences of several blocks that follow each other; an empty range where the first of them would start.
    pub(super) fn of_blocks_range(&self, blocks: &Range<usize>) -> Range<usize> {
        let start = self.of_block(blocks.start).start;
        if blocks.is_empty() { start..start } else { start..self.of_block(blocks.end - 1).end }
    }

    /// The blocks that `sentences` are, whole and one after the other; none where they are not, or nothing.
    pub(super) fn whole_blocks(&self, sentences: &Range<usize>) -> Option<Range<usize>> {
        let block = |at: usize| self.sentences.get(at).map(|sentence| sentence.block);
        let starts = |at: usize| at == 0 || block(at - 1) != block(at);
        let whole = !sentences.is_empty() && starts(sentences.start) && starts(sentences.end);
        let (first, last) = (block(sentences.start)?, block(sentences.end.checked_sub(1)?)?);
        (whole && first <= last).then_some(first..last + 1)
    }

    /// The sentences of block `block` that bytes `range` of its text touch with more than white space; the one at its start
    /// where the range is empty.
    pub fn touched(&self, block: usize, range: &Range<usize>) -> Range<usize> {
        let own = self.of_block(block);
        let sentences = self.sentences.get(own.clone()).unwrap_or_default();
        let start = sentences.partition_point(|sentence| sentence.range.end <= range.start);
        let end = sentences.partition_point(|sentence| sentence.range.start < range.end);
        if start < end {
            return own.start + start..own.start + end;
        }
        let at = self.at(Position { block, offset: range.start });
        at.map_or(own.end..own.end, |at| at..at + 1)
    }

    /// Blocks and bytes of `sentences` (sorted): those that follow each other in one block are one range.
    pub fn ranges(&self, sentences: &[usize]) -> Vec<(usize, Range<usize>)> {
        let mut ranges: Vec<(usize, Range<usize>)> = Vec::new();
        let mut last = None;
        for &at in sentences {
            let Some(sentence) = self.sentences.get(at) else { continue };
            match ranges.last_mut().filter(|(block, _)| *block == sentence.block && last == at.checked_sub(1)) {
                Some((_, range)) => range.end = sentence.range.end,
                None => ranges.push((sentence.block, sentence.range.clone())),
            }
            last = Some(at);
        }
        ranges
    }

    /// The sentence that holds `position`, or the last one before it in the same block.
    pub fn at(&self, position: Position) -> Option<usize> {
        let own = self.of_block(position.block);
        let sentences = self.sentences.get(own.clone())?;
        let after = sentences.partition_point(|sentence| sentence.range.start <= position.offset);
        (!own.is_empty()).then(|| own.start + after.saturating_sub(1))
    }

    /// The text of sentence `index` of `document`, from which this was cut.
    pub fn text<'d>(&self, document: &'d Document, index: usize) -> &'d str {
        let found =
            self.sentences.get(index).and_then(|one| document.blocks.get(one.block)?.text.get(one.range.clone()));
        found.unwrap_or("")
    }

    /// The segmentation as a side for the engine.
    pub fn side<'d>(&self, document: &'d Document) -> Side<'d> {
        Side {
            texts: (0..self.sentences.len()).map(|index| self.text(document, index)).collect(),
            begins: (0..self.sentences.len())
                .map(|index| index == 0 || self.sentences[index - 1].block != self.sentences[index].block)
                .collect(),
            language: document.language.clone(),
        }
    }
}

/// The cells of a table as bytes of its text, row by row.
fn cells(table: &Block) -> Vec<Range<usize>> {
    let mut start = 0;
    let cells = table.rows.iter().flatten().map(|cell| {
        let range = start..start + cell.len();
        start = range.end + 1;
        range
    });
    cells.collect()
}
