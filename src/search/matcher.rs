//! A query made ready to run over texts.

use std::ops::Range;

use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};

use super::edge::{self, Edges};
use super::{Mode, Options, SearchError, number};
use crate::text::fold::{Folded, fold};

/// Bytes that a compiled regular expression may take, and its cache again.
const REGEX_BYTES: usize = 4 << 20;

/// A query, ready.
pub struct Matcher {
    query: Query,
    /// What was asked for, without the spaces around it.
    plain: String,
    edges: Edges,
}

enum Query {
    /// Matches nothing: an empty query, or one of ignorable characters only.
    Nothing,
    Folded {
        needle: Finder<'static>,
        /// The query starts, or ends, with a space: a space has to stand there, seen or folded away.
        space: (bool, bool),
        /// The query with its numbers in any of their written forms, where it has any.
        numbers: Option<(Box<Regex>, number::Ends)>,
    },
    Exact(Finder<'static>),
    Regex(Box<Regex>),
}

impl Matcher {
    /// A matcher for `query`; an empty query matches nothing, nor does a folded one of white space and ignorable characters.
    /// Fails when a regular expression does not parse or would take too much memory.
    pub fn new(query: &str, mode: Mode) -> Result<Self, SearchError> {
        Self::with(query, Options { mode, ..Options::default() })
    }

    /// [`Matcher::new`], with whole words, letters of the same case, and Arabic particles as `options` say.
    pub fn with(query: &str, options: Options) -> Result<Self, SearchError> {
        let plain = query.trim().to_owned();
        let edges = Edges::new(&plain, options);
        let query = match options.mode {
            _ if query.is_empty() => Query::Nothing,
            Mode::Folded => {
                let folded = fold(query).text;
                let needle = folded.trim_matches(' ');
                let needle = if options.particles { edge::without_article(needle) } else { needle };
                match needle {
                    "" => Query::Nothing,
                    needle => Query::Folded {
                        needle: Finder::new(needle).into_owned(),
                        space: (folded.starts_with(' '), folded.ends_with(' ')),
                        numbers: number::pattern(needle).and_then(|(pattern, ends)| {
                            let regex = RegexBuilder::new(&pattern).size_limit(REGEX_BYTES).build().ok()?;
                            Some((Box::new(regex), ends))
                        }),
                    },
                }
            }
            Mode::Exact => Query::Exact(Finder::new(query).into_owned()),
            Mode::Regex => RegexBuilder::new(query)
                .size_limit(REGEX_BYTES)
                .dfa_size_limit(REGEX_BYTES)
                .nest_limit(100)
                .build()
                .map(|regex| Query::Regex(Box::new(regex)))
                .map_err(|error| SearchError::Regex(one_line(&error)))?,
        };
        Ok(Self { query, plain, edges })
    }

    /// The byte ranges of `text` that match, in order, not empty, not overlapping.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_folded() { self.ranges(text, &fold(text)) } else { self.ranges(text, &Folded::default()) }
    }

    /// Whether what is found at `range` of `text` is what was asked for, character by character.
    pub fn is_exact(&self, text: &str, range: &Range<usize>) -> bool {
        match &self.query {
            Query::Folded { .. } => text.get(range.clone()).is_some_and(|found| found.trim() == self.plain),
            _ => true,
        }
    }

    /// Whether it runs over folded text.
    pub(super) fn is_folded(&self) -> bool {
        matches!(self.query, Query::Folded { .. })
    }

    /// How many bytes have to stand together at least for a match: of several matchers the one to look for first.
    pub(super) fn length(&self) -> usize {
        match &self.query {
            Query::Folded { needle, .. } | Query::Exact(needle) => needle.needle().len(),
            Query::Regex(_) => 1,
            Query::Nothing => usize::MAX,
        }
    }

    /// Where in texts that follow each other a match may begin, for [`Hints::next`].
    pub(super) fn hints<'m, 't>(&'m self, text: &'t [u8]) -> Hints<'m, 't> {
        let numbers = matches!(&self.query, Query::Folded { numbers: Some(_), .. });
        let letters = if numbers { std::str::from_utf8(text).ok() } else { None };
        Hints { matcher: self, text, letters, needle: Some(0), number: letters.map(|_| 0) }
    }

    /// As [`Matcher::find`], with the folding of `plain` at hand.
    pub(super) fn ranges(&self, plain: &str, folded: &Folded) -> Vec<Range<usize>> {
        match &self.query {
            Query::Nothing => Vec::new(),
            Query::Exact(needle) => {
                let fits = |range: &Range<usize>| self.edges.fit(plain, range);
                every(needle, plain, !self.edges.is_open(), fits)
            }
            Query::Regex(regex) => {
                let found = regex.find_iter(plain).map(|hit| hit.range());
                found.filter(|range| !range.is_empty() && self.edges.fit(plain, range)).collect()
            }
            Query::Folded { needle, space, numbers } => {
                let picky = !self.edges.is_open() || space.0 || space.1;
                let fits = |range: &Range<usize>| {
                    !picky
                        || spaced(range.clone(), *space, folded).is_some_and(|range| self.fits(plain, folded, &range))
                };
                let mut found = every(needle, &folded.text, picky, fits);
                if let Some((regex, ends)) = numbers {
                    let whole = regex.find_iter(&folded.text).map(|hit| hit.range());
                    let alone = |range: &Range<usize>| number::stands_alone(&folded.text, range, *ends);
                    found.extend(whole.filter(|range| alone(range) && fits(range)));
                    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
                }
                folded_ranges(found, *space, folded)
            }
        }
    }

    fn fits(&self, plain: &str, folded: &Folded, range: &Range<usize>) -> bool {
        self.edges.fit_folded(plain, folded, range)
    }
}

/// Every place of `needle` in `text` that `fits`, in order, not overlapping. `picky`: some may not fit, and what begins inside
/// of one that does not is looked at too.
fn every(needle: &Finder<'_>, text: &str, picky: bool, fits: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let length = needle.needle().len();
    if !picky {
        return needle.find_iter(text.as_bytes()).map(|at| at..at + length).collect();
    }
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = text.as_bytes().get(from..).and_then(|rest| needle.find(rest)) {
        let range = from + at..from + at + length;
        if fits(&range) {
            from = range.end;
            found.push(range);
        } else {
            from = range.start + 1;
        }
    }
    found
}

/// The places at which a match may begin: all of them, and some more.
pub(super) struct Hints<'m, 't> {
    matcher: &'m Matcher,
    text: &'t [u8],
    /// The same, where numbers are looked for.
    letters: Option<&'t str>,
    /// The next place of each kind, none when there is no more.
    needle: Option<usize>,
    number: Option<usize>,
}

impl Hints<'_, '_> {
    /// The first of them at `from` or after it, a boundary of characters; `from` never goes back.
    pub(super) fn next(&mut self, from: usize) -> Option<usize> {
        let (needle, numbers) = match &self.matcher.query {
            Query::Folded { needle, numbers, .. } => (needle, numbers),
            Query::Nothing => return None,
            Query::Exact(_) | Query::Regex(_) => return (from < self.text.len()).then_some(from),
        };
        if self.needle.is_some_and(|at| at <= from) {
            self.needle = needle.find(self.text.get(from..)?).map(|at| from + at);
        }
        if self.number.is_some_and(|at| at <= from) {
            let rest = self.letters.and_then(|letters| letters.get(from..));
            let found = rest.and_then(|rest| numbers.as_ref()?.0.find(rest));
            self.number = found.map(|found| from + found.start());
        }
        match (self.needle, self.number) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }
}

/// The hit with the spaces that have to stand around it; none where one does not.
fn spaced(hit: Range<usize>, space: (bool, bool), folded: &Folded) -> Option<Range<usize>> {
    let bytes = folded.text.as_bytes();
    let Range { mut start, mut end } = hit;
    if space.0 {
        match start.checked_sub(1).filter(|&before| bytes.get(before) == Some(&b' ')) {
            Some(before) => start = before,
            None if folded.dropped_at(start) => {}
            None => return None,
        }
    }
    if space.1 {
        match bytes.get(end) {
            Some(b' ') => end += 1,
            _ if folded.dropped_at(end) => {}
            _ => return None,
        }
    }
    Some(start..end)
}

/// Where in the original the `hits` in the folded text stand, in order, not overlapping.
fn folded_ranges(hits: Vec<Range<usize>>, space: (bool, bool), folded: &Folded) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for hit in hits {
        let Some(hit) = spaced(hit, space, folded) else { continue };
        let range = folded.source(hit);
        // Two hits inside one character of the original (a ligature) are one; so are two that share a space.
        if !range.is_empty() && found.last().is_none_or(|last| last.end <= range.start) {
            found.push(range);
        }
    }
    found
}

/// What is wrong with a regular expression, without the drawing of it.
fn one_line(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "it would take too much memory".to_owned(),
        other => {
            let message = other.to_string();
            let last = message.lines().last().unwrap_or_default();
            last.trim().trim_start_matches("error: ").to_owned()
        }
    }
}
