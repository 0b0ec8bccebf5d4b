//! Words that two documents have in common, whatever their languages: numbers and names, and every word where the languages
//! are one.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

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
    let mut word = String::new();
    let mut before = None;
    for c in block.text.chars().take(READ) {
        if is_han(c) {
            end(&mut word, &mut found);
            if let Some(before) = before.replace(c) {
                found.push(hash(&(before, c)));
            }
            continue;
        }
        before = None;
        if c.is_alphanumeric() {
            match ordinal::digit(c).and_then(|digit| char::from_digit(digit, 10)) {
                Some(digit) => word.push(digit),
                None => word.extend(c.to_lowercase()),
            }
        } else if !is_combining_mark(c) && c != '\u{640}' {
            end(&mut word, &mut found);
        }
    }
    end(&mut word, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn end(word: &mut String, found: &mut Vec<u64>) {
    // One letter or digit is an enumerator sooner than a word.
    if word.chars().nth(1).is_some() {
        found.push(hash(word));
    }
    word.clear();
}

fn hash(word: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}
