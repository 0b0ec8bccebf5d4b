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
    /// found before first. A space at an end of the text stands for a segment without text there, and a text without
    /// characters for such segments alone.
    pub(super) fn find(&mut self, text: &str) -> Option<Range<usize>> {
        let spaces = |chars: &mut dyn Iterator<Item = char>| chars.take_while(|c| *c == ' ').count();
        let wanted: String = plain(text).collect();
        let found = if wanted.is_empty() {
            self.next..self.grown(self.next, 1 + spaces(&mut text.chars()))
        } else {
            let start = self.place(&wanted)?;
            self.at = start + wanted.len();
            let starts = &self.haystack.starts;
            let first = starts.partition_point(|one| *one <= start).saturating_sub(1);
            let last = starts.partition_point(|one| *one < self.at);
            let mut begin = first;
            for _ in 0..spaces(&mut text.chars()) {
                begin = begin.checked_sub(1).filter(|before| self.is_free(*before)).unwrap_or(begin);
            }
            begin..self.grown(last, spaces(&mut text.chars().rev()))
        };
        self.used.get_mut(found.clone()).unwrap_or_default().fill(true);
        self.next = found.end;
        Some(found)
    }

    /// Where at most `count` segments without text end that begin with `segment`.
    fn grown(&self, segment: usize, count: usize) -> usize {
        (segment..segment + count).find(|at| !self.is_free(*at)).unwrap_or(segment + count)
    }

    /// Whether a segment has no text and was not found.
    fn is_free(&self, segment: usize) -> bool {
        let empty = matches!(self.haystack.starts.get(segment..segment + 2), Some([start, end]) if start == end);
        empty && self.used.get(segment) == Some(&false)
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
