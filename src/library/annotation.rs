//! Annotations after the W3C model: a body, a target with key, position and quotation, a motivation.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::document::{Document, Key};
use crate::text::Language;

/// What a person made (W3C motivation: bookmarking, highlighting, commenting, tagging; a mark is a lettered bookmark).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnnotationKind {
    /// A place to come back to.
    Bookmark,
    /// A place with a letter.
    Mark,
    /// A range that stands out.
    Highlight,
    /// A range or block with a text of one's own.
    #[default]
    Note,
    /// A range or block with tags and nothing else.
    Tag,
}

impl AnnotationKind {
    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bookmark => "bookmark",
            Self::Mark => "mark",
            Self::Highlight => "highlight",
            Self::Note => "note",
            Self::Tag => "tag",
        }
    }
}

/// Why a range stands out. Each has a sign, so that it is never told by its colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Highlight {
    /// What matters; also what a highlight without a kind is.
    #[default]
    Important,
    /// What is not clear, or to be checked.
    Question,
    /// A term and how it was translated.
    Term,
    /// Words worth quoting.
    Quote,
    /// What one does not agree with, or an error.
    Objection,
}

impl Highlight {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Important, Self::Question, Self::Term, Self::Quote, Self::Objection];

    /// Its name, as in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Important => "important",
            Self::Question => "question",
            Self::Term => "term",
            Self::Quote => "quote",
            Self::Objection => "objection",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The sign that is shown beside it, one cell of ASCII.
    pub fn sign(self) -> char {
        match self {
            Self::Important => '!',
            Self::Question => '?',
            Self::Term => ':',
            Self::Quote => '>',
            Self::Objection => '-',
        }
    }
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Unique for ever; empty until it is saved.
    pub id: String,
    /// What it is.
    pub kind: AnnotationKind,
    /// Why its range stands out; none for what has no range of its own, and for highlights of before there were kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highlight: Option<Highlight>,
    /// Where it is seen.
    pub scope: Scope,
    /// Its place.
    pub target: Target,
    /// The note's text, the mark's letter, a bookmark's title; may be empty.
    pub body: String,
    /// Tags, without `#`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// When it was made, RFC 3339 in UTC; filled in by the library when empty.
    pub created: String,
    /// When it was last changed.
    pub modified: String,
}

/// How many characters before and after a range are kept with it.
const CONTEXT: usize = 32;

impl Target {
    /// The target for bytes `range` of block `block`; the range is moved to character boundaries and into the text.
    pub fn new(document: &Document, hash: &str, block: usize, range: Range<usize>) -> Self {
        let Some(block) = document.blocks.get(block) else {
            return Self { hash: hash.to_owned(), language: document.language.clone(), ..Self::default() };
        };
        let text = block.text.as_str();
        let boundary = |at: &usize| text.is_char_boundary(*at);
        let start = (0..=range.start.min(text.len())).rev().find(boundary).unwrap_or(0);
        let end = (range.end.clamp(start, text.len())..=text.len()).find(boundary).unwrap_or(text.len());
        let (before, rest) = text.split_at(start);
        let (exact, after) = rest.split_at(end - start);
        let first = before.chars().count();
        let prefix_at = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
        let suffix_end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        Self {
            hash: hash.to_owned(),
            language: document.language.clone(),
            key: block.key.clone(),
            start: first,
            end: first + exact.chars().count(),
            exact: exact.to_owned(),
            prefix: before.get(prefix_at..).unwrap_or("").to_owned(),
            suffix: after.get(..suffix_end).unwrap_or("").to_owned(),
        }
    }

    /// Finds the place again in `document`: block index, byte range in its text, and how surely. None is an orphan: a place
    /// that is not sure enough is none, since a wrong highlight is worse than a missing one.
    ///
    /// In this order (the practice of Hypothesis over the W3C selectors): the quotation at its position in the block of the
    /// same key; elsewhere in that block; with its context in another block; alone in the document when it is long enough and
    /// stands there once; by likeness (0.8 and more) in that block and its neighbours. Spelling differences that are only
    /// Unicode normalisation do not count.
    pub fn locate(&self, document: &Document) -> Option<(usize, Range<usize>, State)> {
        super::anchor::locate(self, document)
    }
}
