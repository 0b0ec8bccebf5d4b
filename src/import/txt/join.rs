//! Putting back together what a line break took apart.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher};

use super::line::{any_of_blocks, is_wide};

/// What a document does between Han characters and digits or Latin letters, and which words it writes.
#[derive(Debug, Default)]
pub(in crate::import) struct Habits {
    spaced: usize,
    tight: usize,
    /// Hashes of them in lower case: a book has many, and each is asked for seldom.
    words: HashSet<u64>,
    /// Words written with a hyphen inside of a line.
    hyphened: HashSet<String>,
    /// Whether the document breaks words at the ends of its lines.
    breaks_words: bool,
}

/// Bytes from which the habits of a document are learned.
const LEARNED: usize = 3 << 20;

/// The fewest broken words that show that a document breaks them: those that it writes whole elsewhere.
const BROKEN: usize = 3;

impl Habits {
    /// Learns the habits of `text`. Words are kept only when a line of it ends in a hyphen.
    pub fn learn(text: &str) -> Self {
        let mut habits = Self::default();
        // Characters of their width begin with 0xE2 or above: a text without them has no seams.
        let is_han =
            text.as_bytes().chunks(512).any(|block| block.iter().fold(false, |any, byte| any | (*byte > 0xE2)));
        if is_han {
            habits.learn_seams(text.get(..text.floor_char_boundary(LEARNED)).unwrap_or(text));
        }
        // `1987-` at the end of a line is no broken word.
        let is_broken = |end: &str| {
            let places = memchr::memmem::find_iter(text.as_bytes(), end.as_bytes());
            places.filter_map(|at| text.get(..at)?.chars().next_back()).any(char::is_alphabetic)
        };
        if may_break(text) && ["-\n", "-\r", "\u{2010}\n"].into_iter().any(is_broken) {
            let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 3 && w.len() < 40);
            habits.words = words.take(200_000).map(in_lower_case).collect();
        }
        habits
    }

    /// Counts the seams of a text. One side of each is in ASCII, which in such a text is seldom: the rest is passed over.
    fn learn_seams(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (mut at, mut end) = (0, 0);
        while at < bytes.len() {
            // A run of ASCII, and the characters beside it.
            at = end + bytes.get(end..).unwrap_or_default().iter().take_while(|byte| !byte.is_ascii()).count();
            let run = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii()).count();
            let before = text.get(end..at).unwrap_or("").chars().next_back();
            (at, end) = (at + run, at + run);
            let run = text.get(end - run..end).unwrap_or("");
            let after = text.get(end..).and_then(|rest| rest.chars().next());
            let ascii = |c: Option<char>| c.unwrap_or(' ');
            let (mut first, mut last) = (run.chars(), run.chars().rev());
            let (first, second) = (ascii(first.next()), ascii(first.next()));
            let (last, last_but_one) = (ascii(last.next()), ascii(last.next()));
            if let Some(before) = before {
                self.spaced += usize::from(first == ' ' && is_seam(before, second));
                self.tight += usize::from(is_seam(before, first));
            }
            if let Some(after) = after {
                // One space between two characters of their width is no seam.
                self.spaced += usize::from(last == ' ' && is_seam(last_but_one, after));
                self.tight += usize::from(is_seam(last, after));
            }
        }
    }

    /// Learns from the lines of the text, which end and begin so, whether the document breaks words.
    pub fn learn_breaks<'a>(mut self, breaks: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        if self.words.is_empty() {
            return self;
        }
        let (mut broken, mut kept) = (0usize, 0usize);
        for (above, below) in breaks {
            if memchr::memchr2(b'-', 0xE2, above.as_bytes()).is_none() {
                continue;
            }
            self.hyphened.extend(hyphened(above));
            if is_broken(above, below) {
                match self.is_word_whole(above, below) {
                    true => broken += 1,
                    false => kept += 1,
                }
            }
        }
        self.breaks_words = broken >= BROKEN && broken * 8 >= kept;
        self
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
            // The hyphen may belong to the word: it goes only where the document writes the word without it, or breaks words
            // and never writes this one with a hyphen.
            if is_suspended(next) {
                text.push(' ');
                said = Some("a line ended in a hyphen, which was kept");
            } else if self.is_word_whole(text, next) || self.is_broken_here(text, next) {
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
        let (head, tail) = halves(text, next);
        self.words.contains(&in_lower_case(&format!("{head}{tail}")))
    }

    /// Whether a word is broken at this hyphen that the document writes nowhere else: no word that has a hyphen of its own, and
    /// none of two words.
    fn is_broken_here(&self, text: &str, next: &str) -> bool {
        // What is set before or after words with a hyphen in English, French and Russian.
        const PARTS: [&str; 26] = [
            "non",
            "self",
            "ex",
            "quasi",
            "well",
            "all",
            "half",
            "cross",
            "anti",
            "post",
            "semi",
            "по",
            "кое",
            "во",
            "то",
            "либо",
            "нибудь",
            "таки",
            "за",
            "ка",
            "je",
            "tu",
            "il",
            "elle",
            "nous",
            "vous",
        ];
        if !self.breaks_words {
            return false;
        }
        let (head, tail) = halves(text, next);
        let is_known = |word: &str| self.words.contains(&in_lower_case(word));
        let has_own = PARTS.contains(&head.as_str()) || PARTS.contains(&tail.as_str());
        let is_written = self.hyphened.contains(&format!("{head}-{tail}")) || is_known(&head) && is_known(&tail);
        !has_own && !is_written
    }
}

/// Whether a line of this text may end in a hyphen: by the last byte of either and that of a line end.
fn may_break(text: &str) -> bool {
    any_of_blocks(text.as_bytes(), 1, |block| {
        let hyphen = |byte: &u8| u8::from(*byte == b'-') | u8::from(*byte == 0x90);
        let end = |byte: &u8| u8::from(*byte == b'\n') | u8::from(*byte == b'\r');
        let two = block.iter().zip(block.get(1..).unwrap_or_default());
        two.fold(0, |found, (a, b)| found | hyphen(a) & end(b)) != 0
    })
}

/// The letters before the hyphen at the end of `text` and those that `next` begins with, in small letters.
fn halves(text: &str, next: &str) -> (String, String) {
    let head: Vec<char> = text.chars().rev().skip(1).take_while(|c| c.is_alphabetic()).take(40).collect();
    let tail = next.chars().take_while(|c| c.is_alphabetic()).take(40);
    (head.iter().rev().flat_map(|c| c.to_lowercase()).collect(), tail.flat_map(char::to_lowercase).collect())
}

/// Whether a word may be broken between these lines.
fn is_broken(above: &str, below: &str) -> bool {
    above.ends_with(['-', '\u{2010}'])
        && above.chars().nth_back(1).is_some_and(char::is_alphabetic)
        && below.chars().next().is_some_and(char::is_lowercase)
}

/// `Haupt- und Nebensatz`: the hyphen stands for the rest of a word that comes after "and" or "or".
fn is_suspended(next: &str) -> bool {
    const WORDS: [&str; 11] = ["und", "oder", "bzw", "and", "or", "to", "et", "ou", "y", "o", "и"];
    let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    WORDS.contains(&word) && next.len() > word.len()
}

/// The words of a line that hold a hyphen, in small letters.
fn hyphened(line: &str) -> impl Iterator<Item = String> + '_ {
    let words = line.split(|c: char| !c.is_alphabetic() && !matches!(c, '-' | '\u{2010}'));
    let has_one = |word: &&str| word.trim_matches(['-', '\u{2010}']).contains(['-', '\u{2010}']) && word.len() < 80;
    words.filter(has_one).map(|word| word.replace('\u{2010}', "-").to_lowercase())
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
    // Most of them, told without asking Unicode's tables.
    matches!(c, '\u{4E00}'..='\u{9FFF}') || is_wide(c) && c.is_alphanumeric()
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
    fn a_document_that_breaks_words_breaks_others_too() {
        let text = "popu-\nlar maga-\nzines and conti-\nnents: popular magazines on continents, well and known; the co-author\n";
        let breaks =
            [("the popu-", "lar one"), ("maga-", "zines"), ("conti-", "nents, a co-author"), ("to co-author", "it")];
        let habits = Habits::learn(text).learn_breaks(breaks.into_iter());
        for (a, b, expected) in [
            ("a repub-", "lican", "a republican"),
            ("well-", "known", "well-known"),
            ("the co-", "author", "the co-author"),
            ("non-", "members", "non-members"),
            ("Haupt-", "und Nebensatz", "Haupt- und Nebensatz"),
            ("кто-", "нибудь", "кто-нибудь"),
            ("респуб-", "лика", "республика"),
            ("nord-", "Süd", "nord-Süd"),
            ("soft\u{AD}", "ened", "softened"),
        ] {
            let mut text = a.to_owned();
            habits.join(&mut text, b);
            assert_eq!(text, expected);
        }
        // One that breaks none keeps them.
        check("x-\n", "a repub-", "lican", "a repub-lican");
    }

    #[test]
    fn hyphens_are_dropped_only_where_the_document_shows_the_word() {
        check("", "1987-", "1991 年", "1987-1991 年");
        check("cooperation is co-\noperation", "co-", "operation.", "cooperation.");
        check("x-\n", "well-", "known", "well-known");
    }
}
