//! Two documents, sentence against sentence, and from it block against block.

use std::ops::Range;
use std::sync::Arc;

use super::engine::{self, Side};
use super::structure::align_blocks;
use super::{Alignment, By, Fixed};
use crate::document::{Document, Kind, Position};
use crate::text::sentence::sentences;

/// How far the work is, from 0 to 1; the answer says whether it shall go on.
pub type Progress<'a> = dyn FnMut(f32) -> bool + 'a;

/// A sentence of a document: some bytes of the text of one block; a cell, where the block is a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The block's index in its document.
    pub block: usize,
    /// Bytes of the block's text, white space around it left out.
    pub range: Range<usize>,
}

/// The sentences of a document in order: what the beads of [`Parallel::sentences`] count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// The sentences. A block without text has none.
    pub sentences: Vec<Sentence>,
    /// The first sentence of every block, and the number of sentences at the end.
    first: Vec<usize>,
}

impl Segmentation {
    /// Cuts `document` into sentences, tables into cells.
    pub fn of(document: &Document) -> Self {
        let mut cut = Self::default();
        for (block, found) in document.blocks.iter().enumerate() {
            cut.first.push(cut.sentences.len());
            let ranges: Vec<Range<usize>> = if found.kind == Kind::Table {
                let cells = found.rows.iter().enumerate().flat_map(|(r, row)| (0..row.len()).map(move |c| (r, c)));
                cells.filter_map(|(r, c)| found.cell_range(r, c)).collect()
            } else {
                sentences(&found.text, &found.language)
            };
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
        match (self.first.get(block), self.first.get(block + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => self.sentences.len()..self.sentences.len(),
        }
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

/// Two versions of one work, aligned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parallel {
    /// The sentences of the source.
    pub source: Arc<Segmentation>,
    /// The sentences of the target.
    pub target: Arc<Segmentation>,
    /// Sentence against sentence.
    pub sentences: Alignment,
    /// Block against block.
    pub blocks: Alignment,
}

/// Aligns two versions of one work: structure first, then the engine inside it. `fixed` is what a person said, in sentences
/// of [`Segmentation::of`], in order. None when `progress` said to stop.
pub fn align_documents(
    source: &Document,
    target: &Document,
    fixed: &[Fixed],
    progress: &mut Progress<'_>,
) -> Option<Parallel> {
    let (left, right) = (Segmentation::of(source), Segmentation::of(target));
    let blocks = align_blocks(source, target, &[]);
    let mut points: Vec<Fixed> = fixed.to_vec();
    if points.is_empty() {
        // The boundaries of the beads of blocks.
        points = blocks
            .beads
            .iter()
            .filter_map(|bead| {
                let (i, j) = (left.of_block(bead.source.end), right.of_block(bead.target.end));
                (i.start + j.start > 0).then_some(Fixed {
                    source: i.start..i.start,
                    target: j.start..j.start,
                    by: By::Structure,
                })
            })
            .collect();
    }
    let sentences = engine::align(&left.side(source), &right.side(target), &points, progress)?;
    Some(Parallel { source: Arc::new(left), target: Arc::new(right), sentences, blocks })
}
