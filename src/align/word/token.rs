//! A sentence as the words that can correspond: UAX #29 words, Chinese in words of several characters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::han::{Joins, words};
use super::number::{self, Value};
use super::stem::stem;
use crate::text::fold::fold;
use crate::text::script::is_han;

/// Bytes of a word that are read at most.
const LONGEST: usize = 256;

/// A word of a text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// The folded word.
    pub(super) folded: String,
    /// The value of a number or a month.
    pub(super) value: Option<Value>,
}

impl Token {
    /// The key under which the forms of the word meet.
    pub(super) fn key(&self) -> &str {
        stem(&self.folded)
    }
}

/// The words of `text` in order, at most `limit`; `joins` are what the document joins.
pub(super) fn tokens(text: &str, joins: Option<&Joins>, limit: usize) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let flush = |run: &mut Option<Range<usize>>, found: &mut Vec<Token>| {
        if let Some(range) = run.take() {
            han(text, range, joins, found);
        }
    };
    for (at, word) in text.unicode_word_indices() {
        if found.len() >= limit {
            break;
        }
        let range = at..at + word.len();
        if word.starts_with(is_han) {
            match &mut run {
                // A run is cut where the limit bounds what is kept of it.
                Some(open) if open.end == at && open.len() < 4 * limit => open.end = range.end,
                _ => {
                    flush(&mut run, &mut found);
                    run = Some(range);
                }
            }
            continue;
        }
        flush(&mut run, &mut found);
        let folded = fold(start(word)).text;
        let value = number::value(&folded);
        // `تموز/يوليه`: the two names of a month that the United Nations write in Arabic are one word.
        let gap =
            found.last().filter(|last| last.value == value).and_then(|last| text.get(last.range.end..range.start));
        let again = matches!(value, Some(Value::Month(_))) && gap.is_some_and(|gap| gap.trim() == "/");
        match found.last_mut().filter(|_| again) {
            Some(last) => last.range.end = range.end,
            None => found.push(Token { range, folded, value }),
        }
    }
    flush(&mut run, &mut found);
    found.truncate(limit);
    found
}

/// What of a word is read: no word of a language is longer.
fn start(word: &str) -> &str {
    let end = (0..=word.len().min(LONGEST)).rev().find(|&at| word.is_char_boundary(at)).unwrap_or(0);
    word.get(..end).unwrap_or(word)
}

/// The words of a run of Han characters: numbers, and the longest words that the vocabulary of the vectors knows.
fn han(text: &str, run: Range<usize>, joins: Option<&Joins>, found: &mut Vec<Token>) {
    let mut at = run.start;
    let known = words(text, &run, joins);
    let mut known = known.iter().peekable();
    while let Some(rest) = text.get(at..run.end).filter(|rest| !rest.is_empty()) {
        // `2月` is a month.
        if rest.starts_with('月')
            && let Some(before) = found.last_mut().filter(|before| before.range.end == at)
            && let Some(Value::Number(digits)) = &before.value
            && let Some(month) = digits.parse::<u8>().ok().filter(|month| (1..=12).contains(month))
        {
            before.value = Some(Value::Month(month));
            before.range.end += '月'.len_utf8();
            before.folded.push('月');
            at += '月'.len_utf8();
            continue;
        }
        let ordinal = found.last().is_some_and(|before| before.range.end == at && before.folded == "第");
        let digits = count(rest);
        let number =
            rest.get(..digits).filter(|number| ordinal || number.chars().nth(1).is_some()).and_then(number::han);
        let opens = rest.strip_prefix('第').is_some_and(|rest| count(rest) > '十'.len_utf8());
        let first = rest.chars().next().map_or(1, char::len_utf8);
        while known.next_if(|word| word.end <= at).is_some() {}
        // A word that begins inside a number goes on after it.
        let end = match known.peek() {
            _ if number.is_some() => at + digits,
            Some(word) if !opens && word.start <= at => word.end,
            _ => at + first,
        };
        let range = at..end;
        let folded = fold(text.get(range.clone()).unwrap_or("")).text;
        at = range.end;
        found.push(Token { range, folded, value: number });
    }
}

/// The bytes of Han digits at the start of `text`.
fn count(text: &str) -> usize {
    text.find(|c| !number::is_han_digit(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_places() {
        let text = "（四）第三十七条，3月5日 والبيت the 21st day";
        let words = tokens(text, None, 99);
        for token in &words {
            assert_eq!(fold(&text[token.range.clone()]).text, token.folded);
        }
        let values: Vec<_> = words.iter().filter_map(|token| token.value.clone()).collect();
        let number = |digits: &str| Value::Number(digits.to_owned());
        assert_eq!(values, [number("37"), Value::Month(3), number("5"), number("21")]);
        assert_eq!(tokens("5 تموز/ يوليه", None, 99).len(), 2);
    }

    #[test]
    fn a_limit_is_kept() {
        assert_eq!(tokens(&"水".repeat(1000), None, 50).len(), 50);
        assert_eq!(tokens(&"a ".repeat(1000), None, 50).len(), 50);
        assert!(tokens("", None, 50).is_empty());
    }
}
