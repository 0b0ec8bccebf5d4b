//! Annotations after the W3C model: a body, a target with key, position and quotation, a motivation.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Locator;
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
    /// The 32 characters before it, over the ends of blocks (a line feed stands between two); more where the document has other
    /// places like this one, fewer at its start.
    pub prefix: String,
    /// The same after it.
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

impl Annotation {
    /// This annotation put by hand on bytes `range` of a block: an orphan that a person found again. Without a range it is on
    /// its words where the block has them, else on the whole block, and a bookmark at its start. It is not saved by this.
    pub fn put(&self, document: &Document, hash: &str, block: usize, range: Option<Range<usize>>) -> Self {
        let text = document.blocks.get(block).map_or("", |block| block.text.as_str());
        let exact = self.target.exact.as_str();
        let whole = if exact.is_empty() { 0..0 } else { 0..text.len() };
        let range = range.or_else(|| super::quoted(text, exact)).unwrap_or(whole);
        Self { target: Target::new(document, hash, block, range), ..self.clone() }
    }
}

/// How many characters before and after a range are kept with it.
pub(super) const CONTEXT: usize = 32;

/// How many are kept at most, where fewer do not tell a range from others in its document.
const LONGEST: usize = 256;

impl Target {
    /// The target for bytes `range` of block `block`; the range is moved to character boundaries and into the text.
    pub fn new(document: &Document, hash: &str, block: usize, range: Range<usize>) -> Self {
        Self::within(&Locator::new(document), hash, block, range)
    }

    /// [`Target::new`] for many targets in one document.
    pub fn within(locator: &Locator<'_>, hash: &str, block: usize, range: Range<usize>) -> Self {
        let document = locator.document();
        let Some(text) = document.blocks.get(block).map(|block| block.text.as_str()) else {
            return Self { hash: hash.to_owned(), language: document.language.clone(), ..Self::default() };
        };
        let boundary = |at: &usize| text.is_char_boundary(*at);
        let start = (0..=range.start.min(text.len())).rev().find(boundary).unwrap_or(0);
        let end = (range.end.clamp(start, text.len())..=text.len()).find(boundary).unwrap_or(text.len());
        let range = start..end;
        let usual = Self::with_context(document, hash, block, &range, (CONTEXT, CONTEXT));
        // Were its place taken out of the document, nothing else there should be taken for it.
        if !locator.has_rival(&usual, block, &range) {
            return usual;
        }
        let longer =
            std::iter::successors(Some(2 * CONTEXT), |length| Some(2 * length)).take_while(|it| *it <= LONGEST);
        let longer: Vec<usize> = longer.collect();
        // More of its own block on one side tells it apart for good; neighbours come and go, and are asked on both sides.
        let (before, after) =
            (extent(text.get(..range.start).unwrap_or("")), extent(text.get(range.end..).unwrap_or("")));
        let within = |length: &usize| {
            [(*length, CONTEXT), (CONTEXT, *length)].into_iter().filter(move |(left, right)| {
                (*left > CONTEXT && *left <= before) || (*right > CONTEXT && *right <= after)
            })
        };
        let tries = longer.iter().flat_map(within).chain([(LONGEST / 2, LONGEST / 2)]);
        let mut targets = tries.map(|context| Self::with_context(document, hash, block, &range, context));
        let told_apart = targets.find(|target| !locator.has_rival(target, block, &range));
        told_apart.unwrap_or_else(|| Self::with_context(document, hash, block, &range, (LONGEST, LONGEST)))
    }

    /// What names the place to a person: the quotation, for a place between two characters what stands around it in its block.
    pub fn quote(&self) -> String {
        if !self.exact.is_empty() {
            return self.exact.clone();
        }
        let own = |text: &str| text.chars().count().min(self.start);
        let before: Vec<char> = self.prefix.chars().rev().take(own(&self.prefix)).collect();
        let after = self.suffix.split('\n').next().unwrap_or("");
        before.into_iter().rev().collect::<String>() + after
    }

    /// The context goes on over the block's ends, with a line feed between blocks.
    fn with_context(document: &Document, hash: &str, at: usize, range: &Range<usize>, context: (usize, usize)) -> Self {
        let Some(block) = document.blocks.get(at) else { return Self::default() };
        let (before, rest) = block.text.split_at_checked(range.start).unwrap_or((&block.text, ""));
        let (exact, after) = rest.split_at_checked(range.len()).unwrap_or((rest, ""));
        let earlier = document.blocks.get(..at).unwrap_or_default().iter().rev();
        let earlier = earlier.flat_map(|block| std::iter::once('\n').chain(block.text.chars().rev()));
        let later = document.blocks.get(at + 1..).unwrap_or_default().iter();
        let later = later.flat_map(|block| std::iter::once('\n').chain(block.text.chars()));
        let prefix: String = of_extent(before.chars().rev().chain(earlier), context.0).chars().rev().collect();
        let start = before.chars().count();
        Self {
            hash: hash.to_owned(),
            language: document.language.clone(),
            key: block.key.clone(),
            start,
            end: start + exact.chars().count(),
            exact: exact.to_owned(),
            prefix,
            suffix: of_extent(after.chars().chain(later), context.1),
        }
    }

    /// Finds the place again in `document`: block index, byte range in its text, and how surely. None is an orphan: a place
    /// that is not sure enough is none, since a wrong highlight is worse than a missing one.
    ///
    /// In this order (the practice of Hypothesis over the W3C selectors): the quotation at its position in the block of the
    /// same key; its letters anywhere, told apart by the context and the key, alone when it is long enough and stands there
    /// once; by likeness (0.8 and more) with its context. Of two places that are equally good none is taken.
    /// Differences of Unicode normalisation and white space do not count; those of marks and punctuation make it fuzzy.
    pub fn locate(&self, document: &Document) -> Option<(usize, Range<usize>, State)> {
        Locator::new(document).locate(self)
    }
}

/// How long a context is: in characters, white space as one.
pub(super) fn extent(text: &str) -> usize {
    let mut last = false;
    text.chars().filter(|c| !(std::mem::replace(&mut last, c.is_whitespace()) && c.is_whitespace())).count()
}

/// The start of some text that is `length` long ([`extent`]).
fn of_extent(text: impl Iterator<Item = char>, length: usize) -> String {
    let (mut last, mut count) = (false, 0);
    text.take_while(|c| {
        count += usize::from(!(std::mem::replace(&mut last, c.is_whitespace()) && c.is_whitespace()));
        count <= length
    })
    .take(4 * LONGEST)
    .collect()
}
