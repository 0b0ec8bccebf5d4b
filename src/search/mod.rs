//! Search in a document: a matcher over folded or plain text, an index that keeps the folding, and a match's counterpart.

mod concordance;
mod copy;
mod edge;
pub mod library;
mod matcher;
mod number;
mod query;

use std::ops::Range;

use crate::document::Document;
use crate::text::fold::{Folded, fold};

pub use concordance::{Beside, Concordance, counterpart};
pub use matcher::Matcher;
pub use query::{Filters, KINDS, Query};

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

/// How a query is read, and what a hit has to be beside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How the query is read.
    pub mode: Mode,
    /// Only whole words; scripts without spaces between words have a boundary at every letter.
    pub word: bool,
    /// Only letters in the case that was typed; with [`Mode::Exact`] and [`Mode::Regex`] that is so anyway.
    pub case: bool,
    /// Only whole words, and Arabic ones with the article and the particles of one letter before them too.
    pub particles: bool,
}

/// Why a query cannot be searched.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The regular expression does not parse.
    #[error("not a regular expression: {0}")]
    Regex(String),
    /// The query asks for blocks of a kind that there is not.
    #[error("kind:{0}: the kinds are title, heading, paragraph, item, table, quotation, note, signature and metadata")]
    Kind(String),
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

    /// Where the words of `query` stand in one block; none where it does not answer the query. What a query says of languages,
    /// works, kinds and notes is not looked at.
    pub fn answers(&self, block: usize, query: &Query) -> Option<Vec<Match>> {
        let entry = self.texts.get(block)?;
        let ranges = query.hits(&entry.plain, &entry.folded)?;
        Some(ranges.into_iter().map(|range| Match { block, range }).collect())
    }
}
