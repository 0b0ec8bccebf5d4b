//! Pages without form feeds: found by page numbers that go up by one, or by a symbol that comes again, at a regular distance.

use std::collections::HashMap;
use std::ops::Range;

use super::edge::{alike, is_page_word, numbers};
use super::parted;
use crate::document::ordinal;
use crate::import::share;
use crate::import::txt::front;
use crate::import::txt::line::{Line, ends_stopped, is_url};

/// The printed lines that a page has.
const PAGE: std::ops::RangeInclusive<usize> = 12..=120;
/// The longest line that is looked at, in bytes.
const LONGEST: usize = 60;

/// One line that may count pages: its index, its place among the printed lines, its number.
type Found = (usize, usize, u32);

/// What may count pages in a part of the lines.
struct Part<'a> {
    /// How many lines of it are printed.
    printed: usize,
    /// Those with a number, by what they are without it.
    counted: Vec<(String, Found)>,
    /// Those that are a symbol.
    repeated: Vec<(&'a str, Found)>,
}

/// The pages; fewer than two where nothing shows any.
pub(super) fn pages(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut counted: HashMap<String, Vec<Found>> = HashMap::new();
    let mut repeated: HashMap<&str, Vec<Found>> = HashMap::new();
    let mut before = 0;
    for part in share::of_items(lines, part) {
        let placed = |(at, printed, n): Found| (at, printed + before, n);
        for (alike, found) in part.counted {
            counted.entry(alike).or_default().push(placed(found));
        }
        for (text, found) in part.repeated {
            repeated.entry(text).or_default().push(placed(found));
        }
        before += part.printed;
    }
    let best = counted.values().map(|found| run(found, 1)).chain(repeated.values().map(|found| run(found, 0)));
    let best = best.filter(|run| is_believed(lines, run)).max_by_key(Vec::len);
    // A page ends with the line: whatever stands around it is at an edge of one page or the other.
    best.map_or_else(Vec::new, |run| parted(run.into_iter().map(|(at, ..)| at + 1), lines.len()))
}

/// Looks at the lines of a part, the first of which has this index.
fn part<'a>(from: usize, lines: &[Line<'a>]) -> Part<'a> {
    let mut part = Part { printed: 0, counted: Vec::new(), repeated: Vec::new() };
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
        part.printed += 1;
        if line.text.len() > LONGEST {
            continue;
        }
        let (at, printed) = (from + at, part.printed);
        let has_number = || line.text.chars().any(|c| c.is_numeric()) || line.text.len() <= 7;
        if may_count(line.text) && has_number() {
            let alike = alike(line.text);
            let is_number = matches!(alike.trim_matches(['-', '–', '—', '|', '[', ']']), "#" | "#/#" | "#|#");
            if is_number || is_page_word(&alike) {
                let n = numbers(line.text).first().copied().unwrap_or(0);
                part.counted.push((alike, (at, printed, n)));
            }
        }
        if line.text.contains('/')
            && !is_url(line.text)
            && front::symbol(line.text).is_some_and(|symbol| symbol.len() == line.text.len())
        {
            part.repeated.push((line.text, (at, printed, 0)));
        }
    }
    part
}

/// Whether a line may be a number alone or one with a word for a page: cheap, and true wherever it is.
fn may_count(text: &str) -> bool {
    let begins = |c: char| ordinal::digit(c).is_some() || "-–—|[]#ivxlc".contains(c);
    text.trim_start().starts_with(begins) || {
        let bytes = text.as_bytes();
        // The letters that the words begin with, p, s, с, ص, ע, 页, 頁, of the longer ones the first bytes.
        let begins = |byte: &u8| matches!(byte, b'p' | b'P' | b's' | b'S' | 0xD0 | 0xD1 | 0xD7 | 0xD8);
        let is_han = |first: &u8, next: &u8| (*first == 0xE9) & ((*next == 0xA0) | (*next == 0xA1));
        let two = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        // Without a way out in the middle: so many bytes are looked at at once.
        bytes.iter().fold(false, |any, byte| any | begins(byte))
            || two.fold(false, |any, (first, next)| any | is_han(first, next))
    }
}

/// The longest stretch of them whose numbers go up by `step` at the distance of pages.
fn run(found: &[Found], step: u32) -> Vec<Found> {
    let mut best: &[Found] = &[];
    let mut start = 0;
    for end in 1..=found.len() {
        let goes_on = match (found.get(end - 1), found.get(end)) {
            (Some(one), Some(next)) => next.2 == one.2.saturating_add(step) && PAGE.contains(&(next.1 - one.1)),
            _ => false,
        };
        if !goes_on {
            let own = found.get(start..end).unwrap_or_default();
            if own.len() > best.len() {
                best = own;
            }
            start = end;
        }
    }
    best.to_vec()
}

/// Whether these lines part pages: there are enough of them, most at about the same distance, and some of them break a sentence.
fn is_believed(lines: &[Line<'_>], run: &[Found]) -> bool {
    if run.len() < 3 {
        return false;
    }
    let mut gaps: Vec<usize> = run.windows(2).map(|two| two[1].1 - two[0].1).collect();
    gaps.sort_unstable();
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
    let regular = gaps.iter().filter(|gap| **gap * 10 >= median * 5 && **gap * 10 <= median * 16).count();
    let broken = run.iter().filter(|(at, ..)| breaks_sentence(lines, *at)).count();
    regular * 10 >= gaps.len() * 7 && broken >= 2 && broken * 5 >= run.len()
}

/// Whether the text before this line goes on after it: the nearest lines around it that are long enough to be text.
fn breaks_sentence(lines: &[Line<'_>], at: usize) -> bool {
    let is_text = |line: &&Line<'_>| line.width() >= 24;
    let above = lines.get(..at).unwrap_or_default().iter().rev().take(10).find(is_text);
    let below = lines.get(at + 1..).unwrap_or_default().iter().take(10).find(is_text);
    let (Some(above), Some(below)) = (above, below) else { return false };
    let starts = below.text.chars().next();
    !ends_stopped(above.text)
        && starts.is_some_and(|c| c.is_lowercase() || c.is_alphabetic() && !c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_counts_pages_is_looked_at() {
        for text in [
            "12",
            "\u{A0}12",
            "# 3",
            "- 4 -",
            "iv",
            "Page 3 of 25",
            "СТР. 5",
            "第 3 页",
            "第 3 頁",
            "صفحة ٣",
            "עמוד 3",
            "Seite 9",
        ] {
            assert!(may_count(text), "{text}");
            assert_eq!(part(0, &crate::import::txt::line::lines(text)).counted.len(), 1, "{text}");
        }
        assert!(!may_count("在第三天") && !may_count("the bridge of 3 or 4"));
    }
}
