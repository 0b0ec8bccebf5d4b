//! Segments to words: what the lexicon counts.
//!
//! Words are cut from folded text. Letters with spaces between them make words, Han characters are cut by longest match over
//! the pieces of the bundled vocabulary, scripts without spaces that it does not know are taken by the character. Arabic words
//! lose `و`, a preposition and the article, which other languages write as words of their own. Numbers of every writing become
//! one canonical number ([`super::number`]), some marks stay as words because translations keep them.

use std::collections::HashMap;
use std::ops::Range;

use super::number::{self, Reading};
use crate::align::vector;
use crate::text::fold::fold;
use crate::text::script::{is_arabic, is_han, is_kana};

/// Words of one segment that are looked at. What follows says nothing new about where the segment belongs, and a line of
/// ten megabytes must not cost more than a page.
const MOST: usize = 400;
/// Letters of a word that are kept, for the same reason.
const LONGEST: usize = 40;
/// Bytes in which a word of Han characters ends.
const HAN: usize = 64;

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Latin letters, or other letters with spaces between the words.
    Letters,
    /// Han, kana and other letters without spaces.
    Piece,
    /// A canonical number.
    Number,
    /// A mark of punctuation.
    Mark,
}

/// A word of one side, each once.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// The folded word.
    pub(super) text: String,
    /// What it is made of.
    pub(super) kind: Kind,
    /// In how many places it stands.
    pub(super) count: u32,
}

/// The words of one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    /// The first token of every segment, and the number of tokens.
    pub(super) first: Vec<u32>,
    /// For every token its word.
    pub(super) word: Vec<u32>,
    /// The words.
    pub(super) table: Vec<Word>,
}

impl Tokens {
    /// The tokens of segment `index`.
    pub(super) fn of(&self, index: usize) -> &[u32] {
        self.words(index, index + 1)
    }

    /// The tokens of the segments `start..end`.
    pub(super) fn words(&self, start: usize, end: usize) -> &[u32] {
        let bounds = (self.first.get(start), self.first.get(end));
        let (Some(&first), Some(&last)) = bounds else { return &[] };
        self.word.get(first as usize..last as usize).unwrap_or(&[])
    }

    /// How many tokens the segments `start..end` have.
    pub(super) fn count(&self, start: usize, end: usize) -> usize {
        self.words(start, end).len()
    }
}

/// Collects the words of one side.
#[derive(Default)]
pub(super) struct Collector {
    tokens: Tokens,
    known: HashMap<String, u32>,
}

impl Collector {
    /// Adds a segment.
    pub(super) fn add(&mut self, text: &str) {
        self.tokens.first.push(self.tokens.word.len() as u32);
        words(&folded(text), |word, kind, _| {
            let id = match self.known.get(word) {
                Some(&id) => id,
                None => {
                    let id = self.tokens.table.len() as u32;
                    self.known.insert(word.to_owned(), id);
                    self.tokens.table.push(Word { text: word.to_owned(), kind, count: 0 });
                    id
                }
            };
            self.tokens.table[id as usize].count += 1;
            self.tokens.word.push(id);
        });
    }

    /// The words of all segments.
    pub(super) fn finish(mut self) -> Tokens {
        self.tokens.first.push(self.tokens.word.len() as u32);
        self.tokens
    }
}

/// The folded beginning of `text`, as much as is looked at.
fn folded(text: &str) -> String {
    fold(head(text, MOST * LONGEST)).text
}

/// The first `bytes` bytes of `text`, or a few less: whole characters.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}

/// Hands the words of the folded `text` to `found` with the bytes they stand in, at most [`MOST`].
pub(super) fn words(text: &str, mut found: impl FnMut(&str, Kind, Range<usize>)) {
    let mut at = 0;
    let mut number_before = false;
    let mut left = MOST;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if left == 0 {
            return;
        }
        let rest = text.get(at..).unwrap_or("");
        let mut put = |word: &str, kind: Kind, range: Range<usize>| {
            left = left.saturating_sub(1);
            found(word, kind, range.start + at..range.end + at);
        };
        if let Some(Reading { number, bytes }) = number::read(rest) {
            put(&number, Kind::Number, 0..bytes);
            number_before = true;
            at += bytes.max(c.len_utf8());
            continue;
        }
        let bytes = if is_han(c) {
            let end = rest.find(|c: char| !is_han(c)).unwrap_or(rest.len());
            // Numbers inside a run of Han characters are read as numbers.
            let word = vector::han_words(head(rest, end.min(HAN))).into_iter().next();
            let range = word.filter(|range| range.start == 0).unwrap_or(0..c.len_utf8());
            put(&rest[range.clone()], Kind::Piece, range.clone());
            range.end
        } else if !c.is_alphabetic() {
            if let Some(mark) = mark(c) {
                put(mark, Kind::Mark, 0..c.len_utf8());
            }
            number_before &= matches!(c, ' ' | '.' | '-' | '/');
            at += c.len_utf8();
            continue;
        } else if is_alone(c) {
            put(&rest[..c.len_utf8()], Kind::Piece, 0..c.len_utf8());
            c.len_utf8()
        } else {
            let bytes = rest.find(|c: char| !c.is_alphanumeric() || is_han(c) || is_alone(c)).unwrap_or(rest.len());
            let word = head(rest, bytes.min(4 * LONGEST));
            let beside = number_before || number::starts(rest.get(bytes..).unwrap_or(""));
            match number::month(word).filter(|_| beside) {
                Some(month) => put(month, Kind::Number, 0..bytes),
                None if is_arabic(c) => put(arabic_stem(word), Kind::Letters, 0..bytes),
                None => put(word, Kind::Letters, 0..bytes),
            }
            bytes
        };
        number_before = false;
        at += bytes.max(c.len_utf8());
    }
}

/// A letter of a script that is written without spaces, other than Han.
fn is_alone(c: char) -> bool {
    is_kana(c) || matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// The marks that translations keep, in one writing.
fn mark(c: char) -> Option<&'static str> {
    Some(match c {
        '?' | '؟' => "?",
        '!' => "!",
        '(' | '（' => "(",
        ':' | '：' => ":",
        ';' | '؛' | '；' => ";",
        '"' | '«' | '»' | '“' | '”' | '「' | '」' | '『' | '』' | '《' | '》' => "\"",
        '%' | '٪' => "%",
        '$' => "$",
        '*' => "*",
        _ => return None,
    })
}

/// An Arabic word without `و` or `ف`, a one-letter preposition and the article before it, as long as three letters stay.
fn arabic_stem(word: &str) -> &str {
    let strip = |word: &'_ str, prefixes: &[&str], least: usize| -> Option<usize> {
        let prefix = prefixes.iter().find(|prefix| word.starts_with(**prefix))?;
        (word[prefix.len()..].chars().count() >= least).then_some(prefix.len())
    };
    let mut word = word;
    if let Some(bytes) = strip(word, &["وال", "فال", "بال", "كال", "ولل"], 3) {
        return &word[bytes..];
    }
    if let Some(bytes) = strip(word, &["و"], 4) {
        word = &word[bytes..];
    }
    if let Some(bytes) = strip(word, &["بال", "كال", "ال", "لل"], 3) {
        word = &word[bytes..];
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        words(&folded(text), |word, _, _| out.push(word.to_owned()));
        out
    }

    #[test]
    fn words_of_several_scripts() {
        assert_eq!(cut("The Committee's 3 reports."), ["the", "committee", "s", "3", "reports"]);
        assert_eq!(cut("واللجنة في المدينة؟"), ["لجنه", "في", "مدينه", "?"]);
        assert_eq!(cut("on 10 October 2023"), ["on", "10", "10", "2023"]);
        assert_eq!(cut("you may go"), ["you", "may", "go"]);
    }

    #[test]
    fn a_huge_segment_costs_no_more_than_a_page() {
        assert_eq!(cut(&"word ".repeat(1_000_000)).len(), MOST);
        assert_eq!(cut(&"x".repeat(10_000_000)).len(), 1);
        assert!(cut(&"人".repeat(1_000_000)).len() <= MOST);
    }
}
