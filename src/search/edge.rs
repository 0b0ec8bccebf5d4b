//! What a hit has to be beside its letters: a whole word, in the case that was typed, with Arabic particles before it or none.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::{Mode, Options};
use crate::text::fold::{Folded, fold};

/// What may stand before an Arabic word and is written together with it, once a conjunction is taken away: the article and the
/// prepositions of one letter.
const PARTICLES: [&str; 8] = ["", "ال", "ب", "ك", "ل", "بال", "كال", "لل"];

/// Articles that are taken off the query itself, with what stands before them.
const ARTICLES: [&str; 9] = ["وبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال"];

/// What is asked of a hit.
pub(super) struct Edges {
    word: bool,
    particles: bool,
    /// Which of the letters that have case are capital ones; none where it does not matter.
    case: Option<Vec<bool>>,
}

impl Edges {
    pub(super) fn new(query: &str, options: Options) -> Self {
        let case = (options.case && options.mode == Mode::Folded).then(|| capitals(query));
        Self { word: options.word || options.particles, particles: options.particles, case }
    }

    /// Whether nothing is asked.
    pub(super) fn is_open(&self) -> bool {
        !self.word && self.case.is_none()
    }

    /// Whether bytes `range` of `text` are as they have to be.
    pub(super) fn fit(&self, text: &str, range: &Range<usize>) -> bool {
        let found = text.get(range.clone()).unwrap_or("");
        let cased = self.case.as_ref().is_none_or(|case| *case == capitals(found));
        cased && (!self.word || begins_word(text, range.start) && ends_word(text, range.end))
    }

    /// Whether what came to bytes `hit` of the folded text is as it has to be.
    pub(super) fn fit_folded(&self, text: &str, folded: &Folded, hit: &Range<usize>) -> bool {
        let range = folded.source(hit.clone());
        let found = text.get(range.clone()).unwrap_or("");
        if self.case.as_ref().is_some_and(|case| *case != capitals(found)) {
            return false;
        }
        if !self.word {
            return true;
        }
        let begins = begins_word(text, range.start) || self.particles && after_particles(&folded.text, hit.start);
        begins && ends_word(text, range.end)
    }
}

/// Of the letters that have case, which are capital ones; accents and widths do not matter.
fn capitals(text: &str) -> Vec<bool> {
    let letters = text.nfkd().filter(|c| c.is_uppercase() || c.is_lowercase());
    letters.map(char::is_uppercase).collect()
}

/// Whether no word goes on over byte `at`, seen from what stands after it.
fn begins_word(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    apart(before, after)
}

fn ends_word(text: &str, at: usize) -> bool {
    begins_word(text, at)
}

/// Whether two texts that stand together do not share a word: scripts that set no spaces between words have a boundary
/// everywhere.
fn apart(before: &str, after: &str) -> bool {
    let (Some(one), Some(other)) = (before.chars().next_back(), after.chars().next()) else { return true };
    !is_word(one) || !is_word(other) || is_unspaced(one) || is_unspaced(other)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c)
}

/// Letters of scripts that are written without spaces: Han, kana, Thai, Lao, Khmer, Burmese, Tibetan.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{312F}'
        | '\u{31F0}'..='\u{4DBF}' | '\u{4E00}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether in the folded `text` nothing but particles stands between the beginning of the word and byte `at`.
fn after_particles(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let start = before.char_indices().rev().take_while(|(_, c)| is_word(*c)).take(5).last().map_or(at, |(at, _)| at);
    let prefix = before.get(start..).unwrap_or("");
    let whole = before.get(..start).is_some_and(|rest| !rest.ends_with(is_word));
    let rest = prefix.strip_prefix(['و', 'ف']).unwrap_or(prefix);
    whole && (PARTICLES.contains(&rest) || PARTICLES.contains(&prefix))
}

/// Words as they are put together with others: folded, without Arabic particles and the English ’s.
pub(super) fn gist(words: &str) -> String {
    let folded = fold(words).text;
    let bare = |word: &str| -> String {
        let word = word.strip_suffix("'s").unwrap_or(word);
        let starts = PARTICLES
            .iter()
            .flat_map(|particle| [format!("و{particle}"), format!("ف{particle}"), (*particle).to_owned()]);
        let stays = |rest: &&str| rest.chars().count() >= 4;
        // A letter that may be a part of the word is taken off only with the article, or where much stays.
        let rests = starts.filter_map(|start| word.strip_prefix(start.as_str())).filter(stays);
        rests.min_by_key(|rest| rest.len()).unwrap_or(word).to_owned()
    };
    folded.split(' ').map(bare).collect::<Vec<_>>().join(" ")
}

/// The folded query without the article at its beginning, where three letters of the first word stay.
pub(super) fn without_article(query: &str) -> &str {
    let stays = |rest: &&str| rest.chars().take_while(|c| is_word(*c)).count() >= 3;
    ARTICLES.iter().find_map(|article| query.strip_prefix(article).filter(stays)).unwrap_or(query)
}

#[cfg(test)]
mod tests {
    use crate::search::{Matcher, Mode, Options};

    #[track_caller]
    fn check(query: &str, options: Options, text: &str, expected: &[&str]) {
        let matcher = Matcher::with(query, options).expect("a query");
        let found: Vec<&str> = matcher.find(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{query:?} in {text:?}");
    }

    const WORD: Options = Options { mode: Mode::Folded, word: true, case: false, particles: false };
    const CASE: Options = Options { mode: Mode::Folded, word: false, case: true, particles: false };
    const PARTICLES: Options = Options { mode: Mode::Folded, word: false, case: false, particles: true };

    #[test]
    fn whole_words() {
        check("cat", WORD, "Cat, concat, catalogue, the cat’s café-cat", &["Cat", "cat", "cat"]);
        check("cafe", WORD, "cafés café\u{301} CAFÉ", &["café\u{301}", "CAFÉ"]);
        check("a a", WORD, "xa a a", &["a a"]);
        check("12", WORD, "12 112 12% 1912", &["12", "12"]);
        // Chinese has no spaces: every place is one between words.
        check("国际", WORD, "各國際會議", &["國際"]);
        check("كتاب", WORD, "كِتابٌ والكتاب كتابه كتـاب", &["كِتابٌ", "كتـاب"]);
        check("cat", Options { mode: Mode::Exact, ..WORD }, "Cat cat cats", &["cat"]);
        check("c.t", Options { mode: Mode::Regex, ..WORD }, "cut cutter cot", &["cut", "cot"]);
    }

    #[test]
    fn letters_in_the_case_that_was_typed() {
        check("Élan", CASE, "elan Elan Élan ÉLAN", &["Elan", "Élan"]);
        check("US", CASE, "us US Us bus BUS", &["US", "US"]);
        check("دربند", CASE, "دَرْبَند", &["دَرْبَند"]);
    }

    #[test]
    fn particles_before_an_arabic_word() {
        let text = "كتاب الكتاب بالكتاب وبالكتاب للكتاب فكتاب كالكتاب مكتاب كتابان لكتاب";
        let all = ["كتاب"; 8];
        check("كتاب", PARTICLES, text, &all);
        check("الكتاب", PARTICLES, text, &all);
        check("كتاب", WORD, text, &["كتاب"]);
        // Too little would stay of these.
        check("الله", PARTICLES, "الله بالله له", &["الله", "الله"]);
        check("cat", PARTICLES, "cat cats", &["cat"]);
    }
}
