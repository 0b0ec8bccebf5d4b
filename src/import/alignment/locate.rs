//! Finding texts in a sequence of segments, whatever white space stands between.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// How many characters of a text are looked up.
const HEAD: usize = 16;

/// How many places with the same beginning are tried, on either side of where the last text ended.
const TRIES: usize = 64;

/// The segments of a side as one text without white space.
pub(super) struct Haystack {
    text: String,
    /// Where each segment starts in it, and its end.
    starts: Vec<usize>,
}

impl Haystack {
    pub(super) fn new(segments: &[&str]) -> Self {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(segments.len() + 1);
        for segment in segments {
            starts.push(text.len());
            text.extend(plain(segment));
        }
        starts.push(text.len());
        Self { text, starts }
    }

    /// Where every segment begins, by the characters that stand there: [`HEAD`] of them, and each run of segments that is
    /// shorter.
    pub(super) fn finder(&self) -> Finder<'_> {
        let mut heads: HashMap<&str, Vec<usize>> = HashMap::new();
        for (segment, &start) in self.starts.iter().enumerate() {
            let rest = self.text.get(start..).unwrap_or("");
            let head = rest.char_indices().nth(HEAD).map_or(rest.len(), |(at, _)| at);
            let ends = self.starts.iter().skip(segment + 1).take_while(|end| **end - start < head);
            let mut last = start;
            for &end in ends.chain(std::iter::once(&(start + head))) {
                if end > last {
                    heads.entry(self.text.get(start..end).unwrap_or("")).or_default().push(start);
                }
                last = end;
            }
        }
        Finder { haystack: self, heads, used: vec![false; self.starts.len()], at: 0, next: 0 }
    }
}

/// Goes through the segments of a side as the texts of a file do.
pub(super) struct Finder<'h> {
    haystack: &'h Haystack,
    heads: HashMap<&'h str, Vec<usize>>,
    /// The segments that were found.
    used: Vec<bool>,
    /// Where the last text ended, and the segment after it.
    at: usize,
    next: usize,
}

impl Finder<'_> {
    /// The segments that hold `text`: those that follow the last ones, else the next that do, else any, those that were not
    /// found before first. A text without
    /// characters is the next segment if that has none either, else no segment.
    pub(super) fn find(&mut self, text: &str) -> Option<Range<usize>> {
        let text: String = plain(text).collect();
        let starts = &self.haystack.starts;
        if text.is_empty() {
            let empty = matches!(starts.get(self.next..self.next + 2), Some([start, end]) if start == end);
            let found = self.next..self.next + usize::from(empty);
            self.next = found.end;
            return Some(found);
        }
        let start = self.place(&text)?;
        let end = start + text.len();
        let first = starts.partition_point(|one| *one <= start).saturating_sub(1);
        let last = starts.partition_point(|one| *one < end);
        self.used.get_mut(first..last).unwrap_or_default().fill(true);
        (self.at, self.next) = (end, last);
        Some(first..last)
    }

    fn place(&self, text: &str) -> Option<usize> {
        let there = |start: usize| self.haystack.text.get(start..).is_some_and(|rest| rest.starts_with(text));
        if there(self.at) {
            return Some(self.at);
        }
        let head = text.char_indices().nth(HEAD).map_or(text.len(), |(at, _)| at);
        let places = self.heads.get(text.get(..head)?)?;
        let after = places.partition_point(|start| *start < self.at);
        let (before, after) = places.split_at(after);
        let mut found =
            after.iter().take(TRIES).chain(before.iter().take(TRIES)).copied().filter(|start| there(*start));
        let is_new = |start: &usize| {
            let segment = self.haystack.starts.partition_point(|one| *one <= *start).saturating_sub(1);
            self.used.get(segment) == Some(&false)
        };
        let first = found.next()?;
        Some(if is_new(&first) { first } else { found.find(is_new).unwrap_or(first) })
    }
}

/// What of a text counts: no white space and no controls (a file may have changed them), nothing that no XML file may hold, in
/// NFC; hunalign's sign between sentences is left out.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    let skipped = |c: &char| c.is_whitespace() || c.is_control() || matches!(c, '\u{FFFD}'..='\u{FFFF}');
    text.split(" ~~~ ").flat_map(|part| part.chars()).filter(move |c| !skipped(c)).nfc()
}
