//! Putting back together what a line break took apart.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher};

use super::line::is_wide;

/// What a document does between Han characters and digits or Latin letters, and which words it writes.
#[derive(Debug, Default)]
pub(in crate::import) struct Habits {
    spaced: usize,
    tight: usize,
    /// Hashes of them in lower case: a book has many, and each is asked for seldom.
    words: HashSet<u64>,
}

impl Habits {
    /// Learns the habits of `text`. Words are kept only when a line of it ends in a hyphen.
    pub fn learn(text: &str) -> Self {
        let mut habits = Self::default();
        let (mut before, mut last) = (None, None);
        // Characters of their width begin with 0xE2 or above: a text without them has no seams.
        let is_han =
            text.as_bytes().chunks(512).any(|block| block.iter().fold(false, |any, byte| any | (*byte > 0xE2)));
        for c in if is_han { text } else { "" }.chars() {
            match (before, last) {
                (Some(a), Some(' ')) if is_seam(a, c) => habits.spaced += 1,
                (_, Some(b)) if is_seam(b, c) => habits.tight += 1,
                _ => {}
            }
            (before, last) = (last, Some(c));
        }
        if text.contains("-\n") || text.contains("-\r") {
            let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 3 && w.len() < 40);
            habits.words = words.take(200_000).map(in_lower_case).collect();
        }
        habits
    }

    /// Appends `next` to `text` as if the line had not been broken between them. Gives what was out of the ordinary about it.
    pub fn join(&self, text: &mut String, next: &str) -> Option<&'static str> {
        let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next()) else {
            text.push_str(next);
            return None;
        };
        let mut said = None;
        if last == '-' && text.chars().nth_back(1).is_some_and(|c| c.is_ascii_digit()) && first.is_ascii_digit() {
            said = Some("a range broken at its hyphen was joined");
        } else if last == '\u{AD}' {
            text.pop();
            said = Some("a word broken at a soft hyphen was joined");
        } else if matches!(last, '-' | '\u{2010}')
            && text.chars().nth_back(1).is_some_and(char::is_alphabetic)
            && first.is_lowercase()
        {
            // The hyphen may belong to the word: it goes only where the document writes the word without it.
            if self.is_word_whole(text, next) {
                text.pop();
                said = Some("a word broken at a hyphen was joined");
            } else {
                said = Some("a line ended in a hyphen, which was kept");
            }
        } else if last == '-' && text.chars().nth_back(1).is_some_and(char::is_alphabetic) && first.is_uppercase() {
            said = Some("a line ended in a hyphen, which was kept");
        } else if needs_space(last, first, self.spaced > self.tight) {
            text.push(' ');
        }
        text.push_str(next);
        said
    }

    fn is_word_whole(&self, text: &str, next: &str) -> bool {
        let head: String = {
            let mut tail: Vec<char> = text.chars().rev().skip(1).take_while(|c| c.is_alphabetic()).take(40).collect();
            tail.reverse();
            tail.into_iter().collect()
        };
        let tail: String = next.chars().take_while(|c| c.is_alphabetic()).take(40).collect();
        self.words.contains(&in_lower_case(&format!("{head}{tail}")))
    }
}

/// What a word hashes to, whatever its case.
fn in_lower_case(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.chars().flat_map(char::to_lowercase).for_each(|c| hasher.write_u32(u32::from(c)));
    hasher.finish()
}

/// A place between a Han character and a digit or Latin letter.
fn is_seam(a: char, b: char) -> bool {
    (is_ideograph(a) && b.is_ascii_alphanumeric()) || (a.is_ascii_alphanumeric() && is_ideograph(b))
}

fn is_ideograph(c: char) -> bool {
    is_wide(c) && c.is_alphanumeric()
}

/// Whether a line break between these stood for a space.
fn needs_space(last: char, first: char, spaced: bool) -> bool {
    if last.is_whitespace()
        || first.is_whitespace()
        || matches!(last, '(' | '[' | '«' | '“')
        || matches!(first, ')' | ']' | '»')
    {
        return false;
    }
    match (is_wide(last), is_wide(first)) {
        (true, true) => false,
        // Chinese quotes, dashes and brackets of Latin width stand close as well.
        (true, false) | (false, true) => is_seam(last, first) && spaced,
        (false, false) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::Habits;

    fn check(learned: &str, a: &str, b: &str, expected: &str) {
        let mut text = a.to_owned();
        Habits::learn(learned).join(&mut text, b);
        assert_eq!(text, expected);
    }

    #[test]
    fn han_joins_without_a_space_and_letters_with_one() {
        check("", "采取这", "种措施", "采取这种措施");
        check("", "the old", "bridge", "the old bridge");
        check("", "الجسر", "القديم", "الجسر القديم");
        check("", "第 822(1993)、", "853(1993)", "第 822(1993)、853(1993)");
        check("", "称为“返回", "”的", "称为“返回”的");
    }

    #[test]
    fn digits_beside_han_follow_the_habit_of_the_document() {
        check("2025 年 5 月 3 日", "于 5 月", "21 日", "于 5 月 21 日");
        check("2025年5月3日", "于5月", "21日", "于5月21日");
    }

    #[test]
    fn hyphens_are_dropped_only_where_the_document_shows_the_word() {
        check("", "1987-", "1991 年", "1987-1991 年");
        check("cooperation is co-\noperation", "co-", "operation.", "cooperation.");
        check("x-\n", "well-", "known", "well-known");
    }
}
