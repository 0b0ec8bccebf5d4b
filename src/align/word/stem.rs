//! Words without what is only grammar: Arabic particles that are written together with a word, and endings.
//!
//! Light stemming in the way of Larkey, Ballesteros and Connell (2002) for Arabic, a few endings for Latin and Cyrillic. What
//! is left is a key under which the forms of one word meet, no root and no lemma.

use crate::text::script::is_arabic;

/// The particles before a folded Arabic word, the longest first.
const BEFORE: [&str; 19] = [
    "وبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "وبا", "لل", "ال", "وب", "ول", "وس", "و", "ف", "ب", "ل",
    "ك",
];
/// The endings of a folded Arabic word, the longest first.
const AFTER: [&str; 16] =
    ["تها", "تهم", "هما", "ات", "ان", "ين", "ون", "ها", "هم", "نا", "كم", "يه", "يا", "ه", "ي", "ا"];
/// Endings of Latin words (English, French, Spanish), the longest first.
const LATIN: [&str; 27] = [
    "ations", "ation", "ments", "ement", "aciones", "ment", "ings", "ing", "ions", "ion", "ies", "ed", "es", "ly", "s",
    "e", "y", "a", "o", "as", "os", "er", "ant", "ent", "'s", "é", "d",
];
/// Endings of Cyrillic words, the longest first.
const CYRILLIC: [&str; 37] = [
    "иями", "ами", "ями", "ией", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ция", "ции", "ых", "их", "ые", "ие",
    "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ов", "ев", "ам", "ям", "ах", "ях", "ом", "ем", "у", "ю", "а", "я", "и",
];

/// The folded word `word` without particles and endings; never empty unless `word` is.
pub(super) fn stem(word: &str) -> &str {
    match word.chars().next() {
        Some(c) if is_arabic(c) => trim(bare(word), &AFTER, 3),
        Some('а'..='я' | 'ё') => trim(word, &CYRILLIC, 4),
        Some(c) if c.is_ascii_alphabetic() => trim(word, &LATIN, 4),
        _ => word,
    }
}

/// The folded Arabic word `word` without the particles before it: at least three letters stay, two after the article.
pub(super) fn bare(word: &str) -> &str {
    let strip = |prefix: &&str| {
        // The article is sure sooner than a single letter that may belong to the word.
        let least = if prefix.ends_with("ال") { 2 } else { 3 };
        word.strip_prefix(*prefix).filter(|rest| rest.chars().nth(least - 1).is_some())
    };
    BEFORE.iter().find_map(strip).unwrap_or(word)
}

/// `word` without the first of `endings` that leaves at least `least` characters.
fn trim<'w>(word: &'w str, endings: &[&str], least: usize) -> &'w str {
    let enough = |rest: &&str| rest.chars().nth(least - 1).is_some();
    endings.iter().find_map(|ending| word.strip_suffix(ending).filter(enough)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_word_meet() {
        for forms in [
            &["المدينه", "مدينه", "والمدينه", "بالمدينه", "للمدينه"][..],
            &["garden", "gardens", "gardening"],
            &["город", "города", "городами", "городов"],
            &["jardin", "jardins"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn short_words_stay() {
        for word in ["", "ولد", "باب", "is", "the", "河", "37", "да"] {
            assert_eq!(stem(word), word);
        }
    }
}
