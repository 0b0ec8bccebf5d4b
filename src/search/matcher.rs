//! A query made ready to run over texts.

use std::ops::Range;

use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};

use super::{Mode, SearchError, number};
use crate::text::fold::{Folded, fold};

/// Bytes that a compiled regular expression may take, and its cache again.
const REGEX_BYTES: usize = 4 << 20;

/// A query, ready.
pub struct Matcher {
    query: Query,
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
        let query = match mode {
            _ if query.is_empty() => Query::Nothing,
            Mode::Folded => {
                let folded = fold(query).text;
                match folded.trim_matches(' ') {
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
        Ok(Self { query })
    }

    /// The byte ranges of `text` that match, in order, not empty, not overlapping.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        match &self.query {
            Query::Folded { .. } => self.ranges(text, &fold(text)),
            _ => self.ranges(text, &Folded::default()),
        }
    }

    /// As [`Matcher::find`], with the folding of `plain` at hand.
    pub(super) fn ranges(&self, plain: &str, folded: &Folded) -> Vec<Range<usize>> {
        match &self.query {
            Query::Nothing => Vec::new(),
            Query::Exact(needle) => {
                let length = needle.needle().len();
                needle.find_iter(plain.as_bytes()).map(|at| at..at + length).collect()
            }
            Query::Regex(regex) => {
                regex.find_iter(plain).map(|hit| hit.range()).filter(|range| !range.is_empty()).collect()
            }
            Query::Folded { needle, space, numbers } => {
                let hits = |text: &str| -> Vec<Range<usize>> {
                    needle.find_iter(text.as_bytes()).map(|at| at..at + needle.needle().len()).collect()
                };
                let mut found = hits(&folded.text);
                if let Some((regex, ends)) = numbers {
                    let whole = regex.find_iter(&folded.text).map(|hit| hit.range());
                    found.extend(whole.filter(|range| number::stands_alone(&folded.text, range, *ends)));
                    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
                }
                folded_ranges(found, *space, folded)
            }
        }
    }
}

/// Where in the original the `hits` in the folded text stand, in order, not overlapping.
fn folded_ranges(hits: Vec<Range<usize>>, space: (bool, bool), folded: &Folded) -> Vec<Range<usize>> {
    let bytes = folded.text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    for Range { start: at, end } in hits {
        let (mut start, mut end) = (at, end);
        if space.0 {
            match at.checked_sub(1).filter(|&before| bytes.get(before) == Some(&b' ')) {
                Some(before) => start = before,
                None if folded.dropped_at(at) => {}
                None => continue,
            }
        }
        if space.1 {
            match bytes.get(end) {
                Some(b' ') => end += 1,
                _ if folded.dropped_at(end) => {}
                _ => continue,
            }
        }
        let range = folded.source(start..end);
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
