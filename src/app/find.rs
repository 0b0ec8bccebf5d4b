//! The search that stands: query, matches, which one is current, what was searched before.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Book;
use crate::align::word;
use crate::document::Position;
use crate::search::{Beside, Match, Matcher, Mode, Options};

/// How many queries are remembered.
const REMEMBERED: usize = 200;
/// Where, in the library's folder.
const FILE: &str = "searches";

/// A search and its matches.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// What is searched; empty when nothing is.
    pub query: String,
    /// How; it stays so for the next search.
    pub options: Options,
    /// The version in which it was found.
    pub version: usize,
    /// The matches in that version, in reading order.
    pub matches: Vec<Match>,
    /// The matches in the other versions, by version.
    pub elsewhere: Vec<(usize, Vec<Match>)>,
    /// The match the search stands on.
    pub current: Option<usize>,
    /// Whether matches are drawn.
    pub shown: bool,
    /// Why the query cannot be searched.
    pub trouble: Option<String>,
    /// What was searched before.
    pub past: Past,
}

/// The queries of before, the last one last.
#[derive(Clone, Debug, Default)]
pub struct Past {
    queries: Vec<String>,
    file: Option<PathBuf>,
    /// The query that is shown again, and what was typed before.
    at: Option<usize>,
    typed: String,
}

impl Find {
    /// Searches `query` in every version. The search stands in `version` or, where that has no match, in the first that has.
    pub fn run(&mut self, book: &Book, query: &str, version: usize) {
        self.forget();
        self.query = query.to_owned();
        (self.version, self.shown) = (version, true);
        let matcher = match Matcher::with(query, self.options) {
            Ok(matcher) => matcher,
            Err(error) => {
                self.trouble = Some(error.to_string());
                return;
            }
        };
        let others = (0..book.versions.len()).filter(|other| *other != version);
        for candidate in std::iter::once(version).chain(others) {
            let Some(found) = book.versions.get(candidate) else { continue };
            let matches = found.index().find(&matcher);
            if matches.is_empty() {
                continue;
            }
            if self.matches.is_empty() {
                (self.version, self.matches) = (candidate, matches);
            } else {
                self.elsewhere.push((candidate, matches));
            }
        }
    }

    /// Searches nothing any more.
    pub fn forget(&mut self) {
        let Self { options, past, .. } = std::mem::take(self);
        *self = Self { options, past, ..Self::default() };
    }

    /// The matches of every version, those first in which the search stands, with the current one there.
    pub fn all(&self) -> impl Iterator<Item = (usize, &[Match], Option<usize>)> {
        let own = (self.version, self.matches.as_slice(), self.current);
        std::iter::once(own).chain(self.elsewhere.iter().map(|(version, found)| (*version, found.as_slice(), None)))
    }

    /// What stands before the query: `/`, and how it is searched where that was chosen.
    pub fn sign(&self) -> String {
        let Options { mode, word, case, particles } = self.options;
        let chosen = [
            (mode == Mode::Regex, "regex "),
            (case && mode == Mode::Folded, "case "),
            (word && !particles, "word "),
            (particles, "particles "),
        ];
        let chosen: String = chosen.into_iter().filter(|(chosen, _)| *chosen).map(|(_, name)| name).collect();
        chosen + "/"
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

impl Past {
    /// Reads what was searched before, once, from the library's folder.
    pub fn read(&mut self, folder: Option<&Path>) {
        (self.at, self.typed) = (None, String::new());
        if let (None, Some(folder)) = (&self.file, folder) {
            let file = folder.join(FILE);
            let mut before = lines(&file);
            before.append(&mut self.queries);
            (self.queries, self.file) = (before, Some(file));
        }
    }

    /// Remembers a query, in the file too; another window may have written to it.
    pub fn keep(&mut self, query: &str) {
        if query.trim().is_empty() || query.contains('\n') {
            return;
        }
        let mut all = self.file.as_deref().map(lines).filter(|lines| !lines.is_empty());
        let queries = all.as_mut().unwrap_or(&mut self.queries);
        queries.retain(|known| known != query);
        queries.push(query.to_owned());
        queries.drain(..queries.len().saturating_sub(REMEMBERED));
        if let Some(all) = all {
            self.queries = all;
        }
        if let Some(file) = &self.file {
            // A search is not worth a word when this fails.
            let beside = file.with_extension(format!("{}.part", std::process::id()));
            let written = std::fs::write(&beside, self.queries.join("\n") + "\n");
            let _ = written.and_then(|()| std::fs::rename(&beside, file)).or_else(|_| std::fs::remove_file(&beside));
        }
    }

    /// The query before the one that is shown (`back`), or after it; `typed` is what stands there now. None where there is none.
    pub fn step(&mut self, back: bool, typed: &str) -> Option<String> {
        let at = match self.at {
            None => self.queries.len(),
            Some(at) => at,
        };
        if at == self.queries.len() {
            typed.clone_into(&mut self.typed);
        }
        let next = if back { at.checked_sub(1)? } else { at + 1 };
        if next > self.queries.len() {
            return None;
        }
        self.at = Some(next);
        Some(self.queries.get(next).unwrap_or(&self.typed).clone())
    }
}

fn lines(file: &Path) -> Vec<String> {
    let text = std::fs::read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().filter(|line| !line.is_empty()).rev().take(REMEMBERED);
    let mut lines: Vec<String> = lines.map(str::to_owned).collect();
    lines.reverse();
    lines
}

impl Book {
    /// What stands in version `other` beside a match of `version`, on one line, and the words of it that translate the match.
    pub fn translation(&self, version: usize, found: &Match, other: usize) -> Option<Beside> {
        let position = Position { block: found.block, offset: found.range.start };
        let theirs = self.counterpart(version, position, other)?;
        let text = |(block, range): (usize, Range<usize>)| self.block(other, block)?.text.get(range);
        let text = theirs.ranges.into_iter().filter_map(text).collect::<Vec<_>>().join(" ");
        let sentence = self.sentence(version, position);
        let own = self.block(version, found.block)?.text.get(sentence.clone())?;
        let start = found.range.start.saturating_sub(sentence.start);
        let wanted = start..found.range.end.saturating_sub(sentence.start).min(own.len()).max(start);
        let lexicon = self.lexicons.get(&(version, other)).and_then(|lexicon| lexicon.as_deref());
        let marks = word::counterparts(own, wanted, &text, lexicon).into_iter().map(|found| found.range).collect();
        Some(Beside { text, marks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_come_back_the_last_one_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut past = Past::default();
        past.keep("before there was a folder");
        past.read(Some(folder.path()));
        for query in ["one", "two", "one", " ", "الأمم"] {
            past.keep(query);
        }
        let mut other = Past::default();
        other.read(Some(folder.path()));
        other.keep("of another window");
        past.keep("three");
        past.read(Some(folder.path()));
        let mut back = Vec::new();
        while let Some(query) = past.step(true, "typed") {
            back.push(query);
        }
        assert_eq!(back, ["three", "of another window", "الأمم", "one", "two", "before there was a folder"]);
        let mut forward = Vec::new();
        while let Some(query) = past.step(false, "") {
            forward.push(query);
        }
        assert_eq!(forward.last().map(String::as_str), Some("typed"));
        for number in 0..2 * REMEMBERED {
            past.keep(&number.to_string());
        }
        assert_eq!(lines(&folder.path().join(FILE)).len(), REMEMBERED);
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left beside it");
    }
}
