//! Words that two documents have in common, whatever their languages: numbers and names, and every word where the languages
//! are one.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::char::is_combining_mark;

use crate::document::ordinal;
use crate::document::{Block, Document, Kind};
use crate::text::script::is_han;

/// Characters of a block that are read: enough to know it again, and linear on a line as long as a book.
const READ: usize = 20_000;

/// A word: its number among those that both documents have.
pub(super) type Word = u32;

/// The words of both documents that stand in both.
pub(super) struct Common {
    /// For every block of the source its words, sorted, each once.
    pub(super) source: Vec<Vec<Word>>,
    /// For every block of the target its words, sorted, each once.
    pub(super) target: Vec<Vec<Word>>,
    /// What a word says: much, where few blocks have it.
    pub(super) weight: Vec<f32>,
    /// The one block of each side that has the word; none where several do.
    pub(super) only: Vec<Option<(usize, usize)>>,
}

impl Common {
    /// Reads both documents. Linear.
    pub(super) fn of(source: &Document, target: &Document) -> Self {
        let side = |document: &Document| document.blocks.iter().map(words).collect::<Vec<Vec<u64>>>();
        let (left, right) = (side(source), side(target));
        let mut found: HashMap<u64, Found> = HashMap::new();
        for (block, words) in left.iter().enumerate() {
            for &word in words {
                let found = found.entry(word).or_default();
                found.source += 1;
                found.first.0 = block;
            }
        }
        for (block, words) in right.iter().enumerate() {
            for word in words {
                if let Some(found) = found.get_mut(word) {
                    found.target += 1;
                    found.first.1 = block;
                }
            }
        }
        let blocks = (left.len() + right.len()) as f32;
        let (mut weight, mut only) = (Vec::new(), Vec::new());
        // In the order of the source, so that every run counts alike.
        for word in left.iter().flatten() {
            let Some(found) = found.get_mut(word).filter(|found| found.target > 0 && found.number == Word::MAX) else {
                continue;
            };
            let share = (found.source + found.target) as f32 / blocks;
            if share > 0.25 && blocks > 40.0 {
                continue;
            }
            found.number = Word::try_from(weight.len()).unwrap_or(Word::MAX);
            weight.push((1.0 / share).ln().max(0.1));
            only.push((found.source == 1 && found.target == 1).then_some(found.first));
        }
        let numbers = |side: Vec<Vec<u64>>| -> Vec<Vec<Word>> {
            let numbered = side.into_iter().map(|words| {
                let known = words.iter().filter_map(|word| found.get(word)).map(|found| found.number);
                let mut words: Vec<Word> = known.filter(|&number| number != Word::MAX).collect();
                words.sort_unstable();
                words
            });
            numbered.collect()
        };
        Self { source: numbers(left), target: numbers(right), weight, only }
    }

    /// What the words of two stretches of text say together: the weight of the words of each, and of those that both have.
    pub(super) fn shared(&self, source: &[Vec<Word>], target: &[Vec<Word>]) -> (f32, f32, f32) {
        let (left, right) = (merged(source), merged(target));
        let sum = |words: &[Word]| words.iter().map(|&word| self.weight[word as usize]).sum::<f32>();
        let mut both = 0.0;
        let mut others = right.iter().peekable();
        for word in left.iter() {
            while others.next_if(|other| *other < word).is_some() {}
            if others.next_if_eq(&word).is_some() {
                both += self.weight[*word as usize];
            }
        }
        (sum(&left), sum(&right), both)
    }
}

struct Found {
    source: u32,
    target: u32,
    first: (usize, usize),
    number: Word,
}

impl Default for Found {
    fn default() -> Self {
        Self { source: 0, target: 0, first: (0, 0), number: Word::MAX }
    }
}

fn merged(blocks: &[Vec<Word>]) -> std::borrow::Cow<'_, [Word]> {
    if let [one] = blocks {
        return std::borrow::Cow::Borrowed(one);
    }
    let mut all: Vec<Word> = blocks.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    std::borrow::Cow::Owned(all)
}

/// The words of a block, each once: runs of letters and digits in lower case without marks, pairs of Han characters.
fn words(block: &Block) -> Vec<u64> {
    let mut found = Vec::new();
    // A heading that is little more than its number says nothing that its key does not.
    if block.kind == Kind::Heading && !block.key.is_weak() && block.text.chars().take(24).count() < 16 {
        return found;
    }
    let mut word = Hashed::default();
    let mut before = None;
    for c in block.text.chars().take(READ) {
        let folded = part(c);
        if folded == HAN {
            word.end(&mut found);
            if let Some(before) = before.replace(c) {
                let mut pair = Hashed::default();
                pair.push(u32::from(before));
                pair.push(u32::from(c));
                pair.end(&mut found);
            }
            continue;
        }
        before = None;
        match folded {
            SKIPPED => {}
            BETWEEN => word.end(&mut found),
            folded if folded & MANY != 0 => c.to_lowercase().for_each(|c| word.push(u32::from(c))),
            folded => word.push(folded),
        }
    }
    word.end(&mut found);
    found.sort_unstable();
    found.dedup();
    found
}

/// A word as it is read: its hash (FNV-1a over characters) and how many characters it has.
struct Hashed(u64, usize);

impl Default for Hashed {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325, 0)
    }
}

impl Hashed {
    #[inline]
    fn push(&mut self, c: u32) {
        self.0 = (self.0 ^ u64::from(c)).wrapping_mul(0x0100_0000_01B3);
        self.1 += 1;
    }

    /// Ends the word, if one was begun.
    fn end(&mut self, found: &mut Vec<u64>) {
        // One letter or digit is an enumerator sooner than a word.
        if self.1 > 1 {
            // The low bits of FNV alone would meet in a table.
            found.push(self.0 ^ (self.0 >> 32));
        }
        *self = Self::default();
    }
}

/// What a character is in a word, where it is none of them: the letter in lower case or the digit as ASCII.
const BETWEEN: u32 = u32::MAX;
/// A mark or tatweel: not there.
const SKIPPED: u32 = u32::MAX - 1;
/// Words of its script are pairs of characters.
const HAN: u32 = u32::MAX - 2;
/// The bit of a letter whose lower case is several characters.
const MANY: u32 = 1 << 31;

/// Characters of a page.
const PAGE: usize = 128;
static PAGES: [OnceLock<Box<[u32; PAGE]>>; 0x11_0000 / PAGE] = [const { OnceLock::new() }; 0x11_0000 / PAGE];

/// What `c` is in a word. Pages are filled when a text first needs them: three searches in tables for each character of a
/// document would be most of what comes before the first frame.
fn part(c: char) -> u32 {
    let code = c as usize;
    let fill = || {
        let first = code - code % PAGE;
        let one = |offset| char::from_u32((first + offset) as u32).map_or(BETWEEN, looked_up);
        Box::new(std::array::from_fn(one))
    };
    PAGES[code / PAGE].get_or_init(fill)[code % PAGE]
}

fn looked_up(c: char) -> u32 {
    if is_han(c) {
        return HAN;
    }
    if !c.is_alphanumeric() {
        return if is_combining_mark(c) || c == '\u{640}' { SKIPPED } else { BETWEEN };
    }
    if let Some(digit) = ordinal::digit(c).and_then(|digit| char::from_digit(digit, 10)) {
        return u32::from(digit);
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => u32::from(one),
        _ => u32::from(c) | MANY,
    }
}
