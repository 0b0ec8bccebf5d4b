//! A document as what stays the same when it is set anew: its letters and digits, folded, without spaces and punctuation.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::document::Document;
use crate::text::fold::fold;

/// How many letters make a seed.
const SEED: usize = 6;

/// A seed that stands more often than this says nothing about a place.
const OFTEN: usize = 160;

/// How many occurrences of a quotation are looked at.
pub(super) const MOST: usize = 4096;

/// The letters and digits of a text as the search folds them (case, marks, forms of one letter, width, traditional Han, digits
/// of any script), without everything else.
pub(super) fn letters(text: &str) -> Vec<char> {
    fold(text).text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How much letters say: a Han character as much as two others.
pub(super) fn weight(letters: &[char]) -> usize {
    letters.iter().map(|c| if ('\u{2E80}'..'\u{FE00}').contains(c) { 2 } else { 1 }).sum()
}

/// The letters of all blocks of a document in one row, with the way back.
pub(super) struct Skeleton {
    /// The letters.
    pub(super) letters: Vec<char>,
    /// For each letter its bytes in the text of its block.
    places: Vec<(u32, u32)>,
    /// The first letter of each block, and the number of letters.
    blocks: Vec<usize>,
    /// The letters as UTF-8, and where in it each begins.
    text: String,
    starts: Vec<u32>,
    /// The seeds, each its hash and where it stands, sorted; made when they are asked for first.
    seeds: OnceCell<Vec<(u32, u32)>>,
}

impl Skeleton {
    /// Of a document; what lies beyond 4 GiB of letters is left out.
    pub(super) fn new(document: &Document) -> Self {
        let mut skeleton = Self {
            letters: Vec::new(),
            places: Vec::new(),
            blocks: Vec::with_capacity(document.blocks.len() + 1),
            text: String::new(),
            starts: Vec::new(),
            seeds: OnceCell::new(),
        };
        for block in &document.blocks {
            skeleton.blocks.push(skeleton.letters.len());
            skeleton.extend(&block.text);
        }
        skeleton.blocks.push(skeleton.letters.len());
        skeleton
    }

    fn extend(&mut self, text: &str) {
        let folded = fold(text);
        for (at, c) in folded.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let source = folded.source(at..at + c.len_utf8());
            let (Ok(start), Ok(end), Ok(here)) =
                (u32::try_from(source.start), u32::try_from(source.end), u32::try_from(self.text.len()))
            else {
                return;
            };
            self.letters.push(c);
            self.places.push((start, end));
            self.starts.push(here);
            self.text.push(c);
        }
    }

    /// Where a seed stands; nothing when that is too often to say anything.
    fn sown(&self, seed: &[char]) -> &[(u32, u32)] {
        let seeds = self.seeds.get_or_init(|| {
            let mut seeds: Vec<(u32, u32)> =
                (0_u32..).zip(self.letters.windows(SEED)).map(|(at, seed)| (hash(seed), at)).collect();
            seeds.sort_unstable();
            seeds
        });
        let wanted = hash(seed);
        let first = seeds.partition_point(|(hash, _)| *hash < wanted);
        let same = seeds.get(first..).unwrap_or_default();
        let end = same.iter().take(OFTEN + 1).take_while(|(hash, _)| *hash == wanted).count();
        same.get(..end).filter(|_| end <= OFTEN).unwrap_or_default()
    }

    /// The letters of a block.
    pub(super) fn of_block(&self, block: usize) -> Range<usize> {
        let end = self.letters.len();
        let start = self.blocks.get(block).copied().unwrap_or(end);
        start..self.blocks.get(block + 1).copied().unwrap_or(end)
    }

    /// The block of a letter.
    pub(super) fn block_of(&self, letter: usize) -> usize {
        self.blocks.partition_point(|first| *first <= letter).saturating_sub(1)
    }

    /// The bytes of a run of letters in the text of their block; none for no letters.
    pub(super) fn bytes(&self, run: &Range<usize>) -> Option<Range<usize>> {
        let first = self.places.get(run.start)?;
        let last = self.places.get(run.end.checked_sub(1)?)?;
        let (start, end) = (first.0 as usize, last.1 as usize);
        (start <= end).then_some(start..end)
    }

    /// The letters in front of `letter`, the nearest first; and those from `letter` on.
    pub(super) fn before(&self, letter: usize, most: usize) -> impl Iterator<Item = char> + Clone + '_ {
        self.letters.get(letter.saturating_sub(most)..letter).unwrap_or_default().iter().rev().copied()
    }

    /// See [`Skeleton::before`].
    pub(super) fn after(&self, letter: usize, most: usize) -> impl Iterator<Item = char> + Clone + '_ {
        let end = letter.saturating_add(most).min(self.letters.len());
        self.letters.get(letter..end).unwrap_or_default().iter().copied()
    }

    /// Where letters stand, overlapping places too (the second `a b` of `a b a b a`), the first [`MOST`] of them.
    pub(super) fn occurrences(&self, wanted: &[char]) -> Vec<usize> {
        let text: String = wanted.iter().collect();
        let Some(step) = text.chars().next().map(char::len_utf8) else { return Vec::new() };
        let finder = memchr::memmem::Finder::new(text.as_bytes());
        let (mut from, mut found) = (0, Vec::new());
        while let Some(at) = self.text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let byte = from + at;
            found.push(self.starts.partition_point(|start| (*start as usize) < byte));
            from = byte + step;
            if found.len() == MOST {
                break;
            }
        }
        found
    }

    /// Where a text of these letters could begin, the likeliest first: the diagonals on which the most seeds lie, a seed that
    /// stands seldom for more.
    pub(super) fn likely(&self, wanted: &[char], most: usize) -> Vec<usize> {
        const WIDTH: i64 = 16;
        let mut votes: HashMap<i64, Vote> = HashMap::new();
        for (at, seed) in wanted.windows(SEED).enumerate() {
            let places = self.sown(seed);
            for (_, place) in places {
                let start = i64::from(*place) - i64::try_from(at).unwrap_or(0);
                let vote = votes.entry(start.div_euclid(WIDTH)).or_default();
                vote.share += 1.0 / places.len() as f32;
                vote.seeds += 1;
                vote.start = usize::try_from(start).unwrap_or(0);
            }
        }
        // One or two seeds of many are there by chance.
        let least = (wanted.len() / 12).clamp(1, 3);
        let none = Vote::default();
        let mut ranked: Vec<(f32, usize)> = votes
            .iter()
            .map(|(bucket, own)| (own, votes.get(&(bucket + 1)).unwrap_or(&none)))
            .filter(|(own, next)| own.seeds + next.seeds >= least)
            .map(|(own, next)| (own.share + next.share, own.start))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(most);
        ranked.into_iter().map(|(_, start)| start).collect()
    }
}

/// What speaks for a diagonal.
#[derive(Default)]
struct Vote {
    /// Of each seed on it the part that one of its places is of all.
    share: f32,
    seeds: usize,
    /// Where the text would begin.
    start: usize,
}

/// FNV-1a over the letters.
fn hash(letters: &[char]) -> u32 {
    letters.iter().fold(0x811C_9DC5, |hash, c| (hash ^ u32::from(*c)).wrapping_mul(0x0100_0193))
}
