//! What a person asks of a library: phrases, words that have to stand together in a block or must not, and where to look.
//!
//! Words that follow each other are a phrase, as in a document. Quotation marks, `AND`, `OR`, `NOT` and `-word` make more of
//! them; `lang:`, `work:`, `kind:` and `note:` say where. A query without any of these is taken as it stands, to the last
//! space.

use std::ops::Range;

use super::{Matcher, Mode, Options, SearchError};
use crate::document::Kind;
use crate::text::Language;
use crate::text::fold::{Folded, fold};

/// The kinds of blocks by name, as `kind:` takes them.
pub const KINDS: [(&str, Kind); 9] = [
    ("title", Kind::Title),
    ("heading", Kind::Heading),
    ("paragraph", Kind::Paragraph),
    ("item", Kind::Item),
    ("table", Kind::Table),
    ("quotation", Kind::Quotation),
    ("note", Kind::Note),
    ("signature", Kind::Signature),
    ("metadata", Kind::Metadata),
];

/// A query, ready.
pub struct Query {
    /// A block has to answer one of these.
    alternatives: Vec<Alternative>,
    /// Where to look.
    pub filters: Filters,
}

/// Where to look; what is empty asks nothing.
#[derive(Default)]
pub struct Filters {
    /// Tags of languages, or their primary subtags: one of them.
    pub languages: Vec<String>,
    /// Folded pieces of a work's name, title or symbol: all of them.
    pub works: Vec<String>,
    /// Kinds of blocks: one of them.
    pub kinds: Vec<Kind>,
    /// What has to stand in a note or a tag on the block: all of them, each in one or another.
    pub notes: Vec<Matcher>,
    /// Whether the block has to have an annotation (`note:*`).
    pub noted: bool,
}

/// What has to stand in one block, and what must not.
#[derive(Default)]
struct Alternative {
    all: Vec<Matcher>,
    none: Vec<Matcher>,
}

impl Filters {
    /// Whether `language` is asked for.
    pub fn speak(&self, language: &Language) -> bool {
        let own = |wanted: &String| {
            language.tag().eq_ignore_ascii_case(wanted) || language.primary().eq_ignore_ascii_case(wanted)
        };
        self.languages.is_empty() || self.languages.iter().any(own)
    }

    fn is_empty(&self) -> bool {
        let Self { languages, works, kinds, notes, noted } = self;
        languages.is_empty() && works.is_empty() && kinds.is_empty() && notes.is_empty() && !noted
    }
}

impl Query {
    /// Reads `text`. Regular expressions and exact texts have no words with a meaning. Fails where one of its words cannot be
    /// searched or a kind is none.
    pub fn new(text: &str, options: Options) -> Result<Self, SearchError> {
        let words = if options.mode == Mode::Folded { words(text) } else { Vec::new() };
        let special = |word: &Word<'_>| !matches!(word, Word::Bare(_));
        let asks = |word: &Word<'_>| matches!(word, Word::Bare(_) | Word::Phrase(_) | Word::Field(..));
        if words.iter().any(special)
            && words.iter().any(asks)
            && let Some(query) = Self::composed(text, &words, options)?
        {
            return Ok(query);
        }
        Self::phrase(text, options)
    }

    /// What looks for `text` as it stands, whatever signs are in it.
    pub fn phrase(text: &str, options: Options) -> Result<Self, SearchError> {
        let whole = Alternative { all: vec![Matcher::with(text, options)?], none: Vec::new() };
        Ok(Self { alternatives: vec![whole], filters: Filters::default() })
    }

    /// None where the signs make no query: `OR` alone, a `-word` alone.
    fn composed(text: &str, words: &[Word<'_>], options: Options) -> Result<Option<Self>, SearchError> {
        let mut filters = Filters::default();
        let mut alternatives = vec![Alternative::default()];
        let mut negated = false;
        let mut at = 0;
        while let Some(word) = words.get(at) {
            at += 1;
            let phrase = match word {
                Word::And => continue,
                Word::Or => {
                    alternatives.push(Alternative::default());
                    continue;
                }
                Word::Not => {
                    negated = true;
                    continue;
                }
                Word::Field(name, value) => {
                    filters.set(name, value, options)?;
                    continue;
                }
                Word::Phrase(phrase) => phrase,
                Word::Bare(first) => {
                    // What must not stand there is one word; else the words up to the next sign are one phrase.
                    let more = words.get(at..).unwrap_or_default();
                    let more = more.iter().take_while(|word| !negated && matches!(word, Word::Bare(_))).count();
                    let last = match words.get(at + more - usize::from(more > 0)) {
                        Some(Word::Bare(last)) if more > 0 => last,
                        _ => first,
                    };
                    at += more;
                    text.get(first.start..last.end).unwrap_or("")
                }
            };
            let matcher = Matcher::with(phrase, options)?;
            let Some(own) = alternatives.last_mut() else { continue };
            if std::mem::take(&mut negated) { own.none.push(matcher) } else { own.all.push(matcher) }
        }
        alternatives.retain(|own| !own.all.is_empty() || !own.none.is_empty());
        let asks = alternatives.iter().any(|own| !own.all.is_empty());
        if alternatives.is_empty() && !filters.is_empty() {
            alternatives.push(Alternative::default());
        }
        Ok((asks || !filters.is_empty()).then_some(Self { alternatives, filters }))
    }

    /// Where the words of the query stand in a text, in order, not overlapping; none where the text does not answer it. A query
    /// without words is answered by every text, at no place of it.
    pub fn hits(&self, plain: &str, folded: &Folded) -> Option<Vec<Range<usize>>> {
        let mut found: Option<Vec<Range<usize>>> = None;
        for own in &self.alternatives {
            let parts: Vec<_> = own.all.iter().map(|matcher| matcher.ranges(plain, folded)).collect();
            let unwanted = || own.none.iter().any(|matcher| !matcher.ranges(plain, folded).is_empty());
            if parts.iter().all(|ranges| !ranges.is_empty()) && !unwanted() {
                found.get_or_insert_default().extend(parts.into_iter().flatten());
            }
        }
        if let Some(found) = found.as_mut().filter(|_| self.alternatives.len() > 1 || self.words().nth(1).is_some()) {
            found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
            let mut end = 0;
            found.retain(|range| {
                range.start >= end && {
                    end = range.end;
                    true
                }
            });
        }
        found
    }

    /// Whether what stands at `range` of `text` is what was asked for, character by character.
    pub fn is_exact(&self, text: &str, range: &Range<usize>) -> bool {
        self.words().any(|matcher| matcher.is_exact(text, range))
    }

    /// What has to stand somewhere.
    pub(super) fn words(&self) -> impl Iterator<Item = &Matcher> {
        self.alternatives.iter().flat_map(|own| &own.all)
    }

    /// Whether the words of the query run over folded text, so that a look at that is enough to leave a text aside.
    pub(super) fn is_folded(&self) -> bool {
        self.words().all(Matcher::is_folded)
    }

    /// Of every alternative the word that is rarest by its length: a text that has none of these does not answer the query.
    /// None where a text without any may answer it.
    pub(super) fn rarest(&self) -> Option<Vec<&Matcher>> {
        self.alternatives.iter().map(|own| own.all.iter().max_by_key(|matcher| matcher.length())).collect()
    }
}

impl Filters {
    fn set(&mut self, name: &str, value: &str, options: Options) -> Result<(), SearchError> {
        let parts = || value.split(',').map(str::trim).filter(|part| !part.is_empty());
        match name {
            "lang" => self.languages.extend(parts().map(str::to_owned)),
            "work" => self.works.push(fold(value).text.trim().to_owned()),
            "kind" => {
                for part in parts() {
                    let kind = KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(part));
                    self.kinds.push(kind.ok_or_else(|| SearchError::Kind(part.to_owned()))?.1);
                }
            }
            _ if value == "*" => self.noted = true,
            _ => self.notes.push(Matcher::with(value, options)?),
        }
        Ok(())
    }
}

/// A word of a query.
#[derive(Debug, PartialEq)]
enum Word<'t> {
    /// Bytes of the query.
    Bare(Range<usize>),
    Phrase(&'t str),
    Field(&'t str, &'t str),
    And,
    Or,
    Not,
}

/// The words of a query in order. Signs that are out of place are letters.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(blank) = text.get(at..).map(|rest| rest.len() - rest.trim_start().len()) {
        at += blank;
        let rest = text.get(at..).unwrap_or("");
        if rest.is_empty() {
            break;
        }
        let (word, length) = word(rest);
        let last = rest.len() == length;
        match word {
            // Between two others only; at an end they are words.
            Some(Word::And | Word::Or) if words.is_empty() || last => words.push(Word::Bare(at..at + length)),
            Some(Word::Not) if last => words.push(Word::Bare(at..at + length)),
            Some(word) => words.push(word),
            None => words.push(Word::Bare(at..at + length)),
        }
        at += length;
    }
    words
}

/// The word at the beginning of `rest`, and its bytes; none for a plain one.
fn word(rest: &str) -> (Option<Word<'_>>, usize) {
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let plain = rest.get(..length).unwrap_or(rest);
    match plain {
        "AND" => return (Some(Word::And), length),
        "OR" => return (Some(Word::Or), length),
        "NOT" => return (Some(Word::Not), length),
        _ => {}
    }
    if let Some((phrase, length)) = quoted(rest) {
        return (Some(Word::Phrase(phrase)), length);
    }
    if let Some(after) = plain.strip_prefix('-')
        && after.starts_with(|c: char| c.is_alphabetic() || c == '"')
    {
        return (Some(Word::Not), 1);
    }
    for name in ["lang", "work", "kind", "note"] {
        let Some(value) = rest.strip_prefix(name).and_then(|rest| rest.strip_prefix(':')) else { continue };
        let before = name.len() + 1;
        if let Some((value, length)) = quoted(value) {
            return (Some(Word::Field(name, value)), before + length);
        }
        if let Some(value) = plain.get(before..).filter(|value| !value.is_empty()) {
            return (Some(Word::Field(name, value)), length);
        }
    }
    (None, length)
}

/// What stands between the quotation mark at the beginning of `rest` and the next one at the end of a word; the bytes of all.
fn quoted(rest: &str) -> Option<(&str, usize)> {
    let inside = rest.strip_prefix('"')?;
    let end = inside.match_indices('"').map(|(at, _)| at).find(|at| {
        inside.get(at + 1..).is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace))
    })?;
    let phrase = inside.get(..end).filter(|phrase| !phrase.trim().is_empty())?;
    Some((phrase, end + 2))
}

#[cfg(test)]
mod tests;
