//! References of a text to its own annexes (`见附件一`, `see annex II`) as links to their keys.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::document::{ANNEX_WORDS, Block, Document, Kind, Span, SpanKind, any_ordinal, ordinal};
use crate::import::share;

/// Letters of which every one of [`ANNEX_WORDS`], of either case, has some, with the bytes of which they have some: a text without
/// them is not searched further.
const PARTS: [(RangeInclusive<u8>, &[&str]); 5] = [
    (b'a'..=b'z', &["nex", "ppend", "nhang", "ndice"]),
    (0xE9..=0xE9, &["附"]),
    (0xD0..=0xD1, &["риложен", "ополнен"]),
    (0xD8..=0xDB, &["مرفق", "ملحق", "تذييل", "پیوست", "پيوست", "ضمیمه"]),
    (0xD7..=0xD7, &["נספח"]),
];

static FINDERS: LazyLock<[Vec<Finder<'static>>; PARTS.len()]> =
    LazyLock::new(|| PARTS.map(|(_, parts)| parts.iter().map(Finder::new).collect()));

/// The alphabets of [`PARTS`] in which a word for an annex can stand in the text, as bits.
fn may_refer(text: &str) -> u8 {
    let bytes = text.as_bytes();
    // Looking at all bytes for some is cheaper than looking for one of the words.
    let has = |own: &RangeInclusive<u8>| bytes.iter().fold(false, |any, byte| any | own.contains(byte));
    let of_two_bytes = 0xC2..=0xDF;
    let has_two = has(&of_two_bytes);
    let may = |(at, ((own, _), finders)): (usize, (&(RangeInclusive<u8>, _), &Vec<Finder<'_>>))| {
        let may = (has_two || !of_two_bytes.contains(own.start())) && has(own);
        u8::from(may && finders.iter().any(|finder| finder.find(bytes).is_some())) << at
    };
    PARTS.iter().zip(FINDERS.iter()).enumerate().map(may).sum()
}

/// Marks every reference to an annex that the document has. A document without annexes is not searched.
pub(in crate::import) fn mark(document: &mut Document) {
    let known: HashSet<String> = document
        .blocks
        .iter()
        .map(|b| b.key.as_str())
        .filter(|k| k.starts_with("annex") && !k.contains([':', '+']))
        .map(str::to_owned)
        .collect();
    if known.is_empty() {
        return;
    }
    share::for_each(&mut document.blocks, share::FEW, |block| {
        if matches!(block.kind, Kind::Heading | Kind::Title | Kind::Table) {
            return;
        }
        let alphabets = may_refer(&block.text);
        if alphabets > 0 {
            references(block, alphabets, &known);
            block.spans.sort_by_key(|s| s.start);
        }
    });
}

/// [`ANNEX_WORDS`], each as it stands there and with a capital, and its alphabet as a bit.
static SPELLINGS: LazyLock<Vec<(u8, Finder<'static>)>> = LazyLock::new(|| {
    let both = ANNEX_WORDS.iter().flat_map(|word| {
        let capital = word.chars().next().map(|c| c.to_uppercase().chain(word.chars().skip(1)).collect::<String>());
        [Some((*word).to_owned()), capital.filter(|c| c != word)]
    });
    both.flatten().map(|word| (may_refer(&word), Finder::new(&word).into_owned())).collect()
});

/// Marks the references that are written in these alphabets.
fn references(block: &mut Block, alphabets: u8, known: &HashSet<String>) {
    for (_, spelling) in SPELLINGS.iter().filter(|(own, _)| own & alphabets != 0) {
        let places: Vec<usize> = spelling.find_iter(block.text.as_bytes()).collect();
        for at in places {
            let after = at + spelling.needle().len();
            if block.text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() && c.is_ascii()) {
                continue;
            }
            let Some((n, end)) = number(&block.text, after) else { continue };
            let target = format!("annex{n}");
            let taken = block.spans.last().is_some_and(|s| s.start < end && at < s.end);
            if known.contains(&target) && !taken {
                block.spans.push(Span { start: at, end, kind: SpanKind::Link, target: Some(target), source: None });
            }
        }
    }
}

/// The number after an annex word, and where it ends: one word, or as many Chinese numerals as there are.
fn number(text: &str, after: usize) -> Option<(u32, usize)> {
    let tail = &text[after..];
    let rest = tail.trim_start_matches([' ', '\u{A0}']);
    let start = after + (tail.len() - rest.len());
    let han: String = rest.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).take(5).collect();
    if let Some(n) = ordinal::chinese(&han) {
        return Some((n, start + han.len()));
    }
    if start == after && !rest.starts_with(|c| ordinal::digit(c).is_some()) {
        return None;
    }
    let length: usize = rest.chars().take_while(|c| c.is_alphanumeric()).take(20).map(char::len_utf8).sum();
    let word = &rest[..length];
    // `Annex a` and `annex i` are not meant: a letter or Roman number of a reference is a capital, an Arabic one has its article.
    let is_name = word.chars().all(|c| !c.is_ascii_lowercase()) && (word.is_ascii() || word.starts_with("ال"));
    any_ordinal(&word.to_lowercase()).filter(|_| is_name).map(|n| (n, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_for_an_annex_has_letters_that_are_looked_for() {
        for word in ANNEX_WORDS {
            let capital: String =
                word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
            assert!(may_refer(word).is_power_of_two() && may_refer(&capital) == may_refer(word), "{word}");
        }
        assert_eq!((may_refer("the bridge"), may_refer("桥")), (0, 0));
    }
}
