//! Anchors: words of one side that a word of the other side looks like. They need no training and no dictionary.
//!
//! Equal numbers, equal names in the same letters, equal marks, and cognates: words of alphabets that can be written in Latin
//! letters, that begin alike and differ in few letters.

use std::collections::HashMap;

use super::token::{Kind, Tokens, Word};

/// A source word, a target word, and how sure it is that they correspond, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Anchor {
    /// The source word.
    pub(super) source: u32,
    /// The target word.
    pub(super) target: u32,
    /// How sure.
    pub(super) weight: f32,
}

/// The letters that cognates share at the beginning.
const HEAD: usize = 3;
/// Words with the same beginning that are compared with a word.
const CANDIDATES: usize = 48;
/// The least similarity of cognates.
const ALIKE: f32 = 0.66;
/// Letters of a word that are compared.
const LETTERS: usize = 20;

/// The anchors between two sides, by source word and target word. None when `proceed` said to stop.
pub(super) fn anchors(source: &Tokens, target: &Tokens, proceed: &mut dyn FnMut() -> bool) -> Option<Vec<Anchor>> {
    let by_text: HashMap<&str, u32> =
        target.table.iter().enumerate().map(|(at, word)| (word.text.as_str(), at as u32)).collect();
    let mut found = Vec::new();
    let heads = heads(&target.table);
    for (at, word) in source.table.iter().enumerate() {
        if at % 64 == 0 && !proceed() {
            return None;
        }
        let equal = by_text.get(word.text.as_str()).copied();
        if let Some(other) = equal {
            let weight = match word.kind {
                Kind::Number => 0.9,
                Kind::Letters => 0.8,
                Kind::Piece => 0.7,
                Kind::Mark => 0.5,
            };
            found.push(Anchor { source: at as u32, target: other, weight });
        }
        let Some(letters) = letters(word) else { continue };
        let Some(bucket) = head(&letters).and_then(|head| heads.get(&head)) else { continue };
        for (other, theirs) in bucket.iter().take(CANDIDATES).filter(|(other, _)| Some(*other) != equal) {
            let alike = similarity(&letters, theirs);
            if alike >= ALIKE {
                found.push(Anchor { source: at as u32, target: *other, weight: (alike - 0.4) * 0.9 });
            }
        }
    }
    found.sort_by_key(|anchor| (anchor.source, anchor.target));
    Some(found)
}

/// Target words by their first letters.
fn heads(table: &[Word]) -> HashMap<[u8; HEAD], Vec<(u32, Vec<u8>)>> {
    let mut heads: HashMap<[u8; HEAD], Vec<(u32, Vec<u8>)>> = HashMap::new();
    for (at, word) in table.iter().enumerate() {
        if let Some(letters) = letters(word)
            && let Some(head) = head(&letters)
        {
            heads.entry(head).or_default().push((at as u32, letters));
        }
    }
    heads
}

fn head(letters: &[u8]) -> Option<[u8; HEAD]> {
    letters.get(..HEAD)?.try_into().ok()
}

/// The word in Latin letters; none where it is too short or in another script.
fn letters(word: &Word) -> Option<Vec<u8>> {
    if word.kind != Kind::Letters {
        return None;
    }
    let mut out = Vec::with_capacity(word.text.len());
    for c in word.text.chars().take(LETTERS) {
        if c.is_ascii_lowercase() {
            out.push(c as u8);
        } else {
            out.extend_from_slice(latin(c)?.as_bytes());
        }
    }
    // What most languages spell alike: c, k and q, z and s, y and i, ph and f.
    let mut plain = Vec::with_capacity(out.len());
    for (at, &byte) in out.iter().enumerate() {
        plain.push(match byte {
            b'c' | b'q' => b'k',
            b'z' => b's',
            b'y' | b'j' => b'i',
            b'w' => b'v',
            b'p' if out.get(at + 1) == Some(&b'h') => b'f',
            b'h' if at > 0 => continue,
            other => other,
        });
    }
    (plain.len() >= 4).then_some(plain)
}

/// A Cyrillic or Greek letter, or one that Unicode does not take apart, in Latin letters.
fn latin(c: char) -> Option<&'static str> {
    const CYRILLIC: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "s", "s", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h",
        "ts", "s", "s", "s", "", "i", "", "e", "iu", "ia",
    ];
    match c {
        'а'..='я' => CYRILLIC.get(c as usize - 'а' as usize).copied(),
        'ё' => Some("e"),
        'і' | 'ї' => Some("i"),
        'ґ' => Some("g"),
        'є' => Some("e"),
        'ß' => Some("ss"),
        'æ' => Some("ae"),
        'ø' => Some("o"),
        'œ' => Some("oe"),
        'đ' | 'ð' => Some("d"),
        'ł' => Some("l"),
        'ı' => Some("i"),
        'þ' => Some("t"),
        _ => None,
    }
}

/// 1 for equal words, 0 for words that have nothing in common: one less the share of letters that must be edited.
fn similarity(a: &[u8], b: &[u8]) -> f32 {
    let longer = a.len().max(b.len());
    if longer - a.len().min(b.len()) > longer / 2 {
        return 0.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let edited = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = edited.min(diagonal + 1).min(row[j] + 1);
        }
    }
    1.0 - row[b.len()] as f32 / longer.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::engine::token::Collector;

    fn pairs(source: &str, target: &str) -> Vec<(String, String)> {
        let side = |text: &str| {
            let mut collector = Collector::default();
            collector.add(text);
            collector.finish()
        };
        let (a, b) = (side(source), side(target));
        let word = |side: &Tokens, at: u32| side.table[at as usize].text.clone();
        anchors(&a, &b, &mut || true)
            .expect("nobody stops it")
            .iter()
            .map(|anchor| (word(&a, anchor.source), word(&b, anchor.target)))
            .collect()
    }

    #[test]
    fn names_numbers_and_cognates_meet_across_scripts() {
        let found =
            pairs("Резолюция 86 600 UNESCO комиссии парламента", "resolution 86,600 of UNESCO, commission, parliament");
        let has = |a: &str, b: &str| found.contains(&(a.to_owned(), b.to_owned()));
        assert!(has("резолюция", "resolution") && has("600 86", "600 86") && has("unesco", "unesco"), "{found:?}");
        assert!(has("комиссии", "commission") && has("парламента", "parliament"));
        assert!(!has("комиссии", "parliament"));
    }

    #[test]
    fn ten_thousand_words_that_begin_alike_are_not_compared_all_with_all() {
        let many = (0..10_000).map(|k| format!("inter{} ", "abcdefghij".repeat(k % 3 + 1))).collect::<String>();
        assert!(pairs(&many, &many).len() < 100);
    }
}
