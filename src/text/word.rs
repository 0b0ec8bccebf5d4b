//! Words of a text: what double click, `*` and the next-word motions mean by one.
//!
//! A word is a UAX #29 word that has a letter or a digit in it. Chinese and Japanese have no spaces, and UAX #29 takes each
//! Han character as a word: so does this module, because a wrong guess at a longer word would be worse to select.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The byte range of the word at or after `offset`; none where no word follows.
pub fn word_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let start = resume(text, offset);
    let rest = text.get(start..)?;
    rest.unicode_word_indices().map(|(at, word)| start + at..start + at + word.len()).find(|word| word.end > offset)
}

/// The byte range of the first word that starts after `offset`; none where no word follows.
pub fn next_word(text: &str, offset: usize) -> Option<Range<usize>> {
    let start = resume(text, offset);
    let rest = text.get(start..)?;
    rest.unicode_word_indices().map(|(at, word)| start + at..start + at + word.len()).find(|word| word.start > offset)
}

/// The byte range of the last word that starts before `offset`; none where no word precedes.
pub fn previous_word(text: &str, offset: usize) -> Option<Range<usize>> {
    let mut end = offset.min(text.len());
    while end > 0 {
        let start = resume(text, end - 1);
        let found = text
            .get(start..)?
            .unicode_word_indices()
            .map(|(at, word)| start + at..start + at + word.len())
            .take_while(|word| word.start < end)
            .last();
        if found.is_some() || start == 0 {
            return found;
        }
        end = start;
    }
    None
}

/// A word boundary at or before `offset`: at the last white space or between two ideographs (UAX #29 breaks there), or
/// the text's start.
fn resume(text: &str, offset: usize) -> usize {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let mut later = text[end..].chars().next().filter(|c| !c.is_whitespace());
    for (at, c) in before.char_indices().rev() {
        if c.is_whitespace() && later.is_none_or(|later| !later.is_whitespace()) {
            return at;
        }
        if is_ideograph(c) && later.is_some_and(is_ideograph) {
            return at + c.len_utf8();
        }
        later = Some(c);
    }
    0
}

/// A unified ideograph: always a word of its own, as 々 (which `script::is_han` has) is not. A long Chinese text has no white
/// space to resume at.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, offset: usize, expected: Option<&str>) {
        assert_eq!(word_at(text, offset).map(|word| &text[word]), expected, "{text:?} at {offset}");
    }

    #[test]
    fn the_word_at_a_place_is_whole() {
        check("a well-kept road", 3, Some("well"));
        check("a well-kept road", 6, Some("kept"));
        check("don’t stop", 4, Some("don’t"));
        check("don’t stop", 8, Some("stop"));
        check("3.14 is pi", 2, Some("3.14"));
        check("word  ", 4, None);
        check("", 0, None);
        check("word", 99, None);
    }

    #[test]
    fn arabic_words_keep_their_marks_and_han_characters_stand_alone() {
        let text = "في دَرْبَند، قال";
        check(text, "في ".len() + 4, Some("دَرْبَند"));
        check("联合国 Charter", 3, Some("合"));
        check("联合国 Charter", 9, Some("Charter"));
    }

    #[test]
    fn starting_in_the_middle_finds_the_words_of_the_whole() {
        let text =
            "第48段，联\u{301}合国 U.N. 和 人\u{200d}民\t 在  线 don’t；面积3.14公里 \u{301}以上カタカナ字人々々之";
        let words: Vec<Range<usize>> = text.unicode_word_indices().map(|(at, word)| at..at + word.len()).collect();
        for offset in 0..=text.len() {
            // Inside a character its own start counts.
            let from = (0..=offset).rev().find(|at| text.is_char_boundary(*at)).expect("0 is one");
            let at = words.iter().find(|word| word.end > from);
            let next = words.iter().find(|word| word.start > offset);
            let previous = words.iter().rev().find(|word| word.start < offset);
            assert_eq!(word_at(text, offset).as_ref(), at, "at {offset}");
            assert_eq!(next_word(text, offset).as_ref(), next, "after {offset}");
            assert_eq!(previous_word(text, offset).as_ref(), previous, "before {offset}");
        }
    }

    #[test]
    fn an_offset_inside_a_character_is_the_character() {
        check("é à", 1, Some("é"));
    }

    #[test]
    fn motions_go_from_word_to_word_and_stop_at_the_ends() {
        let text = "  one, two -- (three)  ";
        let mut at = 0;
        let mut forward = Vec::new();
        while let Some(word) = next_word(text, at) {
            at = word.start;
            forward.push(&text[word]);
        }
        assert_eq!(forward, ["one", "two", "three"]);
        let mut at = text.len();
        let mut back = Vec::new();
        while let Some(word) = previous_word(text, at) {
            at = word.start;
            back.push(&text[word]);
        }
        assert_eq!(back, ["three", "two", "one"]);
    }
}
