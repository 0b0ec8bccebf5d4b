//! Languages that are written in Latin letters, told apart by their small words.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Small words that tell languages in Latin letters apart.
const SMALL_WORDS: [(&str, &[&str]); 8] = [
    ("en", &["the", "of", "and", "to", "is", "in", "that", "for", "with", "by", "shall", "has", "was", "are", "this"]),
    (
        "fr",
        &["le", "la", "les", "des", "et", "du", "une", "dans", "est", "à", "qui", "que", "pour", "aux", "toute", "au"],
    ),
    ("es", &["el", "la", "los", "las", "y", "del", "una", "en", "que", "es", "por", "para", "con", "toda", "su", "al"]),
    ("de", &["der", "die", "das", "und", "den", "von", "zu", "ist", "mit", "ein", "eine", "nicht", "auf", "für", "im"]),
    ("pt", &["o", "os", "as", "e", "do", "da", "dos", "das", "uma", "em", "que", "não", "para", "com", "ao", "no"]),
    ("it", &["il", "gli", "di", "e", "della", "che", "un", "per", "non", "con", "del", "alla", "sono", "nel", "è"]),
    ("az", &["və", "bu", "ilə", "üçün", "bir", "olan", "edir", "haqqında", "də", "da"]),
    ("tr", &["ve", "bu", "ile", "için", "bir", "olan", "da", "de", "her", "olarak"]),
];

/// The small words with their languages as bits in the order of [`SMALL_WORDS`].
struct SmallWords {
    /// Those in ASCII, [`packed`], each at the place that it hashes to or the next one that was free; 0 where none is.
    places: [(u64, u8); PLACES],
    /// The others.
    others: HashMap<&'static str, u8>,
    /// Of the letters that words in ASCII begin with, the lengths of those that do, as bits.
    lengths: [u16; 256],
}

/// Places of the table: several times as many as there are words.
const PLACES: usize = 1 << 9;

/// Bytes of the longest small word, and of the longest in ASCII.
const SMALL: usize = 9;
const SHORT: usize = 8;

static SPEAK_FOR: LazyLock<SmallWords> = LazyLock::new(|| {
    let mut small = SmallWords { places: [(0, 0); PLACES], others: HashMap::new(), lengths: [0; 256] };
    for (bit, (_, own)) in SMALL_WORDS.iter().enumerate() {
        for word in *own {
            if !word.is_ascii() {
                *small.others.entry(word).or_default() |= 1 << bit;
                continue;
            }
            let word = word.as_bytes();
            let place = &mut small.places[small.place(packed(word))];
            *place = (packed(word), place.1 | 1 << bit);
            small.lengths[usize::from(word[0])] |= 1 << word.len();
        }
    }
    small
});

/// A word of at most [`SHORT`] letters in ASCII as a number, whatever its case; of a longer one the end.
fn packed(word: &[u8]) -> u64 {
    word.iter().fold(0, |packed, byte| packed << 8 | u64::from(byte.to_ascii_lowercase()))
}

impl SmallWords {
    /// Where a word is, or where it would be.
    fn place(&self, word: u64) -> usize {
        let mut at = usize::try_from(word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55).unwrap_or(0);
        while !matches!(self.places[at % PLACES].0, own if own == word || own == 0) {
            at += 1;
        }
        at % PLACES
    }

    /// The languages that a word speaks for, as bits.
    fn speak_for(&self, word: &Word<'_>) -> u8 {
        let text = word.text;
        if !word.is_ascii {
            // A letter takes as many bytes in lower case as in upper case, or fewer, but for some that no small word has. None
            // begins with a letter behind U+03FF.
            let is_none = text.len() > SMALL || text.as_bytes().first() > Some(&0xCF);
            return if is_none { 0 } else { self.others.get(text.to_lowercase().as_str()).copied().unwrap_or(0) };
        }
        let first = text.bytes().next().map_or(0, |first| usize::from(first.to_ascii_lowercase()));
        if text.len() > SHORT || self.lengths[first] >> text.len() & 1 == 0 {
            return 0;
        }
        self.places[self.place(word.packed)].1
    }
}

/// A word of a text.
struct Word<'a> {
    text: &'a str,
    /// What [`packed`] makes of it, if it is in ASCII.
    packed: u64,
    is_ascii: bool,
    /// Where it ends.
    end: usize,
}

/// The word of letters at or after this place. Most letters are in ASCII, and are looked at as bytes.
fn next_word(text: &str, from: usize) -> Option<Word<'_>> {
    let bytes = text.as_bytes();
    let other = |at: usize| match bytes.get(at..at + 2) {
        // U+00C0 to U+00FF, all letters but × and ÷.
        Some([0xC3, next]) => Some((!matches!(next, 0x97 | 0xB7), 2)),
        // U+2000 to U+203F: dashes and quotation marks.
        Some([0xE2, 0x80]) => Some((false, 3)),
        // U+5000 to U+9FFF.
        Some([0xE5..=0xE9, _]) => Some((true, 3)),
        _ => text.get(at..).and_then(|rest| rest.chars().next()).map(|c| (c.is_alphabetic(), c.len_utf8())),
    };
    let mut start = from;
    loop {
        match bytes.get(start)? {
            byte if byte.is_ascii_alphabetic() => break,
            byte if byte.is_ascii() => start += 1,
            _ => match other(start)? {
                (true, _) => break,
                (false, length) => start += length,
            },
        }
    }
    let (mut end, mut packed, mut is_ascii) = (start, 0, true);
    while let Some(byte) = bytes.get(end) {
        if byte.is_ascii_alphabetic() {
            packed = packed << 8 | u64::from(byte.to_ascii_lowercase());
            end += 1;
        } else if byte.is_ascii() {
            break;
        } else {
            match other(end) {
                Some((true, length)) => end += length,
                _ => break,
            }
            is_ascii = false;
        }
    }
    text.get(start..end).map(|text| Word { text, packed, is_ascii, end })
}

/// The language of a text in Latin letters, by its small words; none where nothing speaks for one of them.
pub(super) fn latin(text: &str) -> Option<&'static str> {
    let small = &*SPEAK_FOR;
    let mut scores = [0usize; SMALL_WORDS.len()];
    let mut from = 0;
    for _ in 0..3_000 {
        let Some(word) = next_word(text, from) else { break };
        from = word.end;
        let bits = small.speak_for(&word);
        if bits == 0 {
            continue;
        }
        for (bit, score) in scores.iter_mut().enumerate() {
            *score += usize::from(bits >> bit & 1);
        }
    }
    let best = scores.iter().enumerate().max_by_key(|(i, n)| (**n, usize::MAX - i))?;
    let ties = scores.iter().filter(|n| *n == best.1).count();
    (*best.1 > 0 && ties == 1).then_some(SMALL_WORDS[best.0].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_small_word_is_found_and_no_other() {
        let speak_for = |word: &str| next_word(word, 0).map_or(0, |word| SPEAK_FOR.speak_for(&word));
        for (bit, (_, words)) in SMALL_WORDS.iter().enumerate() {
            for word in *words {
                assert!(word.len() <= if word.is_ascii() { SHORT } else { SMALL });
                let speaks = |word: &str| speak_for(word) >> bit & 1 == 1;
                assert!(speaks(word) && (!word.is_ascii() || speaks(&word.to_ascii_uppercase())), "{word}");
            }
        }
        for word in ["", "bridge", "thx", "thee", "xx", "ü", "zzzzzzzzzzzz", "stheretheofthe"] {
            assert_eq!(speak_for(word), 0, "{word}");
        }
    }

    #[test]
    fn words_are_letters_of_any_script() {
        let text = "1,Été—зима ab'c×‘ﬁn’";
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(word) = next_word(text, from) {
            assert!(!word.is_ascii || word.packed == packed(word.text.as_bytes()));
            found.push(word.text);
            from = word.end;
        }
        assert_eq!(found, ["Été", "зима", "ab", "c", "ﬁn"]);
        for c in ('\u{C0}'..='\u{FF}').chain('\u{2000}'..='\u{203F}').chain('\u{5000}'..='\u{9FFF}') {
            assert_eq!(next_word(&c.to_string(), 0).is_some(), c.is_alphabetic(), "{c:?}");
        }
    }
}
