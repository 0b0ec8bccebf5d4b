//! Search in a document: a matcher over folded or plain text, an index that keeps the folding, and a match's counterpart.

mod concordance;
mod matcher;
mod number;

use std::ops::Range;

use crate::document::Document;
use crate::text::fold::{Folded, fold};

pub use concordance::counterpart;
pub use matcher::Matcher;

/// How a query is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Folded: what a person takes for the same is equal.
    #[default]
    Folded,
    /// Character by character.
    Exact,
    /// A regular expression over the text as it is.
    Regex,
}

/// Why a query cannot be searched.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The regular expression does not parse.
    #[error("not a regular expression: {0}")]
    Regex(String),
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Index of the block.
    pub block: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
}

/// A document's texts, folded once.
pub struct Index {
    texts: Vec<Entry>,
}

/// One block's text as it is and folded.
struct Entry {
    plain: String,
    folded: Folded,
}

impl Index {
    /// Folds every block of `document`.
    pub fn new(document: &Document) -> Self {
        let entry = |text: &String| Entry { plain: text.clone(), folded: fold(text) };
        Self { texts: document.blocks.iter().map(|block| entry(&block.text)).collect() }
    }

    /// Every match, in reading order, not overlapping.
    pub fn find(&self, matcher: &Matcher) -> Vec<Match> {
        (0..self.texts.len()).flat_map(|block| self.find_in(block, matcher)).collect()
    }

    /// The matches in one block, in order, not overlapping; none where there is no such block.
    pub fn find_in(&self, block: usize, matcher: &Matcher) -> Vec<Match> {
        let ranges = self.texts.get(block).map(|entry| matcher.ranges(&entry.plain, &entry.folded)).unwrap_or_default();
        ranges.into_iter().map(|range| Match { block, range }).collect()
    }
}
