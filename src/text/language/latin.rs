//! Languages that are written in Latin letters, told apart by their small words.

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

/// The small words with their languages as bits in the order of [`SMALL_WORDS`], in a table by what their letters hash to.
struct SmallWords {
    /// Words as [`packed`], 0 where there is none, each at the place that it hashes to or the next one that was free.
    places: Vec<(u128, u8)>,
    /// Of the bytes that words begin with, the lengths of those that do, as bits.
    lengths: [u16; 256],
}

/// Places of the table, as bits: several times as many as there are words.
const PLACES: u32 = 9;

static SPEAK_FOR: LazyLock<SmallWords> = LazyLock::new(|| {
    let mut words = SmallWords { places: vec![(0, 0); 1 << PLACES], lengths: [0; 256] };
    for (bit, (_, own)) in SMALL_WORDS.iter().enumerate() {
        for word in *own {
            let at = words.place(packed(word.as_bytes()));
            if let Some(place) = words.places.get_mut(at) {
                *place = (packed(word.as_bytes()), place.1 | 1 << bit);
            }
            if let Some(lengths) = word.bytes().next().and_then(|first| words.lengths.get_mut(usize::from(first))) {
                *lengths |= 1 << word.len();
            }
        }
    }
    words
});

/// Bytes of the longest small word.
const SMALL: usize = 9;

/// A word of at most [`SMALL`] bytes as a number.
fn packed(word: &[u8]) -> u128 {
    word.iter().fold(0, |packed, byte| packed << 8 | u128::from(*byte))
}

impl SmallWords {
    /// Where a word is, or where it would be.
    fn place(&self, word: u128) -> usize {
        let folded = (word as u64) ^ (word >> 64) as u64;
        let start = (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - PLACES)) as usize;
        let free = |at: &usize| self.places.get(*at).is_none_or(|(own, _)| *own == word || *own == 0);
        (start..self.places.len()).chain(0..start).find(free).unwrap_or(start)
    }

    /// The languages that a word in small letters speaks for, as bits.
    fn speak_for(&self, word: &[u8]) -> u8 {
        let lengths = word.first().and_then(|first| self.lengths.get(usize::from(*first))).copied().unwrap_or(0);
        if word.len() > SMALL || lengths >> word.len() & 1 == 0 {
            return 0;
        }
        self.places.get(self.place(packed(word))).map_or(0, |(_, bits)| *bits)
    }
}

/// The word of letters at or after this place, and where it ends. Most letters are in ASCII, and are looked at as bytes.
fn next_word(text: &str, from: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    let other =
        |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).map(|c| (c.is_alphabetic(), c.len_utf8()));
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
    let mut end = start;
    while let Some(byte) = bytes.get(end) {
        if byte.is_ascii_alphabetic() {
            end += 1;
        } else if let Some((true, length)) = if byte.is_ascii() { None } else { other(end) } {
            end += length;
        } else {
            break;
        }
    }
    text.get(start..end).map(|word| (word, end))
}

/// The language of a text in Latin letters, by its small words; none where nothing speaks for one of them.
pub(super) fn latin(text: &str) -> Option<&'static str> {
    let small = &*SPEAK_FOR;
    let mut scores = [0usize; SMALL_WORDS.len()];
    let mut from = 0;
    for _ in 0..3_000 {
        let Some((word, end)) = next_word(text, from) else { break };
        from = end;
        // A letter takes as many bytes in lower case as in upper case, or fewer, but for some that no small word has.
        if word.len() > SMALL {
            continue;
        }
        let bits = match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true => small.speak_for(word.as_bytes()),
            false => small.speak_for(word.to_lowercase().as_bytes()),
        };
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
        for (bit, (_, words)) in SMALL_WORDS.iter().enumerate() {
            for word in *words {
                assert!(word.len() <= SMALL);
                assert!(SPEAK_FOR.speak_for(word.as_bytes()) >> bit & 1 == 1, "{word}");
            }
        }
        for word in ["", "bridge", "thx", "thee", "xx", "ü", "zzzzzzzzzzzz"] {
            assert_eq!(SPEAK_FOR.speak_for(word.as_bytes()), 0, "{word}");
        }
    }

    #[test]
    fn words_are_letters_of_any_script() {
        let text = "1,Été—зима ab'c";
        let mut found = Vec::new();
        let mut from = 0;
        while let Some((word, end)) = next_word(text, from) {
            found.push(word);
            from = end;
        }
        assert_eq!(found, ["Été", "зима", "ab", "c"]);
    }
}
