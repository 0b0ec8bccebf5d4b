//! The search that stands: query, matches, which one is current.

use crate::document::Position;
use crate::search::{Match, Matcher, Mode};

use super::Book;

/// A search and its matches.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// What is searched; empty when nothing is.
    pub query: String,
    /// The version in which it was found.
    pub version: usize,
    /// The matches in that version, in reading order.
    pub matches: Vec<Match>,
    /// The match the search stands on.
    pub current: Option<usize>,
    /// Whether matches are drawn.
    pub shown: bool,
}

impl Find {
    /// Searches `query` in `version`, and where it has none in the others, in order.
    pub fn run(&mut self, book: &Book, query: &str, version: usize) {
        *self = Self { query: query.to_owned(), version, shown: true, ..Self::default() };
        let Ok(matcher) = Matcher::new(query, Mode::Folded) else { return };
        let others = (0..book.versions.len()).filter(|other| *other != version);
        for candidate in std::iter::once(version).chain(others) {
            let Some(found) = book.versions.get(candidate) else { continue };
            let matches = found.index().find(&matcher);
            if !matches.is_empty() {
                self.version = candidate;
                self.matches = matches;
                return;
            }
        }
    }

    /// The index of the first match at or after `from`, else the first of all (and then `true`: it went round).
    pub fn first_from(&self, from: Position) -> Option<(usize, bool)> {
        let at = self.matches.partition_point(|m| Position { block: m.block, offset: m.range.end } <= from);
        if at < self.matches.len() { Some((at, false)) } else { (!self.matches.is_empty()).then_some((0, true)) }
    }

    /// The index of the last match before `from`, else the last of all (and then `true`).
    pub fn last_before(&self, from: Position) -> Option<(usize, bool)> {
        let at = self.matches.partition_point(|m| Position { block: m.block, offset: m.range.start } < from);
        if at > 0 { Some((at - 1, false)) } else { self.matches.len().checked_sub(1).map(|last| (last, true)) }
    }
}
