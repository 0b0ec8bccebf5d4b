//! Arabic, Persian and Hebrew written in the order in which they are seen, from left to right, as old programs and many PDFs
//! have them: found by evidence over the whole text, and put into the order in which they are read.

use unicode_normalization::UnicodeNormalization;

use super::line::{Line, any_of_blocks};
use super::warn::Warnings;
use crate::import::pdf::order::{is_mark, is_rtl, logical};
use crate::text::bidi::mirrored;

/// Characters that are looked at.
const SEEN: usize = 400_000;
/// Signs of the right order that leave no doubt.
const PLENTY: usize = 400;
/// The fewest signs of the wrong order.
const SIGNS: usize = 4;
/// The longest line that a page has, in bytes; a longer one is no line as it was seen.
const LONGEST: usize = 600;

/// How a text was turned around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// Whether the text as a whole runs from right to left.
    is_rtl: bool,
    /// Whether a mark stands before the letter that it belongs to.
    marks_first: bool,
    /// Whether brackets were mirrored, as they look on a page.
    mirrored: bool,
    /// The column in which the lines end on the right, where they are flush there.
    edge: Option<usize>,
}

/// Whether most letters of a text are written from right to left.
pub(super) fn is_rtl_text(text: &str) -> bool {
    // Bytes are cheaper to look at than characters: theirs begin with 0xD6 to 0xDF, or as presentation forms with 0xEF; other
    // letters are of ASCII or begin with what is left.
    let head = text.as_bytes().get(..text.len().min(SEEN)).unwrap_or_default();
    let is_left = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, 0xC3..=0xD5 | 0xE0..=0xEE);
    let (mut right, mut left) = (0usize, 0usize);
    for byte in head {
        right += usize::from(matches!(byte, 0xD6..=0xDF | 0xEF));
        left += usize::from(is_left(*byte));
    }
    right > left
}

/// How these lines of a text were turned around; none where they were not.
pub(super) fn order(text: &str, lines: &[Line<'_>], is_rtl: bool) -> Option<Order> {
    // Without letters that run from right to left there is nothing to look for: theirs begin with these bytes.
    let may_begin = |byte: &u8| matches!(byte, 0xD6..=0xDF | 0xEF);
    if !any_of_blocks(text.as_bytes(), 0, |block| block.iter().fold(false, |any, byte| any | may_begin(byte))) {
        return None;
    }
    let mut votes = Votes::default();
    let (mut seen, mut all) = (0, 0);
    for line in lines {
        all += line.text.len();
        let bytes = line.text.as_bytes();
        let is_form = |at: usize| matches!(bytes.get(at + 1), Some(0xAC..=0xB7 | 0xB9..=0xBB));
        if bytes.iter().any(|byte| matches!(byte, 0xD6..=0xDF)) || memchr::memchr_iter(0xEF, bytes).any(is_form) {
            votes.count(line.text);
            seen += line.text.len();
        }
        // Most texts are in the order of reading, and a few pages of them show it.
        if seen > SEEN || all > 8 * SEEN || (votes.logical >= PLENTY && votes.logical > 4 * votes.against) {
            break;
        }
    }
    // Real text has none of the signs against it but misprints.
    let against = votes.against + votes.weak;
    (votes.against >= 2 && against >= SIGNS && against >= 4 * votes.logical).then(|| {
        let plain =
            Order { is_rtl, marks_first: votes.marks_first > votes.marks_last, mirrored: false, edge: edge(lines) };
        let turned = Order { mirrored: true, ..plain };
        let wrong = |order: Order| -> usize { lines.iter().take(4_000).map(|line| unpaired(&order.read(line))).sum() };
        if wrong(plain) < wrong(turned) { plain } else { turned }
    })
}

impl Order {
    /// The line in the order in which it is read, with the indent that it has on the side where it begins.
    pub fn read(self, line: &Line<'_>) -> String {
        // A number alone stands in a text that runs to the left as well.
        let is_turned = |c: char| is_rtl(c) || self.is_rtl && !c.is_alphabetic();
        if line.text.len() > LONGEST
            || line.is_blank()
            || !line.text.chars().any(is_rtl) && !line.text.chars().all(is_turned)
        {
            return line.raw.to_owned();
        }
        let letters: Vec<&str> = self.letters(line.text);
        let (mut right, mut left) = (0usize, 0usize);
        for c in line.text.chars().filter(|c| c.is_alphabetic()) {
            if is_rtl(c) { right += 1 } else { left += 1 }
        }
        let is_rtl_line = self.is_rtl || right >= left;
        let indent = match self.edge {
            Some(edge) if is_rtl_line => edge.saturating_sub(line.indent() + line.width()).min(40),
            _ => line.indent(),
        };
        let mut out = " ".repeat(indent);
        for (at, among) in logical(&letters, is_rtl_line) {
            let Some(text) = letters.get(at) else { continue };
            match text.chars().next() {
                // The letter comes before its marks again.
                Some(c) if self.marks_first && is_mark(text.get(..c.len_utf8()).unwrap_or("")) => {
                    out.extend(text.chars().rev());
                }
                Some(c) if among && self.mirrored => {
                    out.push(mirrored(c));
                    out.extend(text.chars().skip(1));
                }
                _ => out.push_str(text),
            }
        }
        out
    }

    /// The letters of a text, each with its marks.
    fn letters(self, text: &str) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::with_capacity(text.len());
        let mut start = 0;
        let is_mark_at = |at: usize, c: char| is_mark(text.get(at..at + c.len_utf8()).unwrap_or(""));
        let mut after_mark = false;
        for (at, c) in text.char_indices() {
            let is_mark = is_mark_at(at, c);
            let joins = if self.marks_first { after_mark } else { is_mark };
            if at > start && !joins {
                out.extend(text.get(start..at));
                start = at;
            }
            after_mark = is_mark;
        }
        out.extend(text.get(start..).filter(|rest| !rest.is_empty()));
        out
    }
}

/// What the words of a text say of its order.
#[derive(Debug, Default)]
struct Votes {
    logical: usize,
    against: usize,
    /// Signs against it that real words have too.
    weak: usize,
    marks_first: usize,
    marks_last: usize,
}

impl Votes {
    fn count(&mut self, text: &str) {
        for word in text.split(|c: char| !is_rtl(c) && !is_mark(c.encode_utf8(&mut [0; 4]))) {
            if word.is_empty() {
                continue;
            }
            let is_mark_char = |c: char| is_mark(c.encode_utf8(&mut [0; 4]));
            self.marks_first += usize::from(word.starts_with(is_mark_char));
            self.marks_last += usize::from(word.ends_with(is_mark_char));
            // Joined forms are the letters that they show.
            let plain = |c: char| match c {
                '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => std::iter::once(c).nfkc().next().unwrap_or(c),
                _ => c,
            };
            let letters: Vec<char> = word.chars().filter(|c| !is_mark_char(*c)).map(plain).take(40).collect();
            self.word(&letters);
        }
    }

    fn word(&mut self, letters: &[char]) {
        let [first, .., last] = letters else { return };
        // Letters that end words only: they begin none.
        let is_last = |c: char| matches!(c, 'ة' | 'ى' | 'ם' | 'ן' | 'ץ' | 'ף' | 'ך');
        self.logical += usize::from(is_last(*last));
        self.against += usize::from(is_last(*first));
        // Letters that begin words only.
        let is_first = |c: char| matches!(c, 'إ' | 'آ');
        self.logical += usize::from(is_first(*first));
        self.against += usize::from(is_first(*last) && letters.len() > 2);
        if letters.len() >= 4 {
            self.logical += usize::from(letters.starts_with(&['ا', 'ل']));
            self.weak += usize::from(letters.ends_with(&['ل', 'ا']));
        }
        // The most frequent short words, and what they are when turned.
        const WORDS: [&str; 20] = [
            "من", "في", "على", "إلى", "عن", "هذا", "التي", "که", "از", "را", "این", "است", "برای", "של", "את", "כל",
            "הוא", "היא", "אשר", "لكل",
        ];
        if letters.len() <= 5 {
            self.logical += usize::from(WORDS.iter().any(|word| word.chars().eq(letters.iter().copied())));
            self.against += usize::from(WORDS.iter().any(|word| word.chars().eq(letters.iter().rev().copied())));
        }
    }
}

/// The column in which lines that begin with spaces end on the right, where most end in the same one.
fn edge(lines: &[Line<'_>]) -> Option<usize> {
    let lines: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_blank()).take(4_000).collect();
    let mut ends: Vec<usize> = lines.iter().map(|line| line.indent() + line.width()).collect();
    ends.sort_unstable();
    let edge = ends.get(ends.len() * 8 / 10).copied().unwrap_or(0);
    let indented = lines.iter().filter(|line| line.indent() > 0).count();
    let flush = ends.iter().filter(|end| edge.abs_diff(**end) <= 4).count();
    (indented * 10 >= lines.len() * 3 && flush * 10 >= ends.len() * 6).then_some(edge)
}

/// How many brackets of a line close nothing or are closed by nothing.
fn unpaired(text: &str) -> usize {
    let (mut open, mut wrong) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            '(' | '[' | '«' | '{' => open += 1,
            ')' | ']' | '»' | '}' if open > 0 => open -= 1,
            ')' | ']' | '»' | '}' => wrong += 1,
            _ => {}
        }
    }
    wrong + open
}

/// Says that the text was turned.
pub(super) fn say(lines: usize, warnings: &mut Warnings) {
    let message = format!(
        "the letters that run from right to left stand in the order in which they are seen; {lines} lines were put into the order of reading"
    );
    warnings.push(None, message);
}
