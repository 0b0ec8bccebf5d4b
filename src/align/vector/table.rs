//! The table as it stands in the binary: little-endian, in sections that the header counts; `assets/aligner/pack.py` writes it.
//!
//! | section | size | what |
//! |---|---|---|
//! | header | 40 bytes | `HXVEC01\n`, then dimensions, pieces, slots, pages, unit of scales (f32), cost of an unknown character, longest piece, 0 |
//! | page numbers | 256 | by the high byte of a code point: the page of its code, 0 for none |
//! | pages | 512 each | u16 by the low byte: the code of the character, 0 for none |
//! | ranks | 12 for 64 slots | u64, a bit for each slot where a piece ends, and u32, the pieces before |
//! | slots | 6 each | a double array over codes: u16 the code that leads here, u24 base, u8 cost of the piece that ends here |
//! | rows | 3 + dimensions / 2 each | u16 scale in units, u8 weight of 255, then 4 bits a number, less 8: byte k holds k and k + dimensions / 2 |

use super::DIMENSIONS;

/// Read at its place: a static, so that it stands in the binary once.
static BYTES: &[u8] = include_bytes!("../../../assets/vectors.bin");

/// How many pieces there are.
pub const PIECES: usize = word(12);
const SLOTS: usize = word(16);
const PAGES: usize = word(20);
const UNIT: f32 = f32::from_bits(word(24) as u32);
/// The cost of a character that no piece covers, in the units of the pieces' costs.
pub const UNKNOWN: u32 = word(28) as u32;
/// Characters of the longest piece.
pub const LONGEST: usize = word(32);

const HEADER: usize = 40;
const PAGES_AT: usize = HEADER + 256;
const RANKS_AT: usize = PAGES_AT + PAGES * 512;
const SLOTS_AT: usize = RANKS_AT + SLOTS.div_ceil(64) * 12;
const ROWS_AT: usize = SLOTS_AT + SLOTS * 6;
const ROW: usize = 3 + DIMENSIONS / 2;

// A table of another shape than this code does not compile.
const _: () = {
    let magic = *b"HXVEC01\n";
    let mut at = 0;
    while at < 8 {
        assert!(BYTES[at] == magic[at], "not a table of vectors");
        at += 1;
    }
    assert!(word(8) == DIMENSIONS, "the table has other dimensions");
    assert!(BYTES.len() == ROWS_AT + PIECES * ROW, "the table has another length than its header says");
};

const fn word(at: usize) -> usize {
    u32::from_le_bytes([BYTES[at], BYTES[at + 1], BYTES[at + 2], BYTES[at + 3]]) as usize
}

fn array<const N: usize>(at: usize) -> [u8; N] {
    BYTES.get(at..at + N).and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; N])
}

/// The code of a character in the vocabulary's alphabet; 0 for a character of no piece.
pub fn code(c: char) -> u16 {
    let c = c as usize;
    if c > 0xFFFF {
        return 0;
    }
    match BYTES.get(HEADER + (c >> 8)) {
        None | Some(0) => 0,
        Some(&page) => u16::from_le_bytes(array(PAGES_AT + (usize::from(page) - 1) * 512 + (c & 0xFF) * 2)),
    }
}

/// A node of the trie of pieces.
#[derive(Clone, Copy)]
pub struct Node {
    slot: u32,
    base: u32,
    cost: u8,
}

impl Node {
    /// Where every piece begins.
    pub fn root() -> Self {
        Self::at(0).1
    }

    fn at(slot: usize) -> (u16, Self) {
        let [a, b, c, d, e, cost] = array(SLOTS_AT + slot * 6);
        (u16::from_le_bytes([a, b]), Self { slot: slot as u32, base: u32::from_le_bytes([c, d, e, 0]), cost })
    }

    /// The node that `code` leads to. A base belongs to one node only, so the code alone tells whose child a slot is.
    pub fn next(self, code: u16) -> Option<Self> {
        let slot = self.base as usize + usize::from(code);
        if self.base == 0 || code == 0 || slot >= SLOTS {
            return None;
        }
        let (label, node) = Self::at(slot);
        (label == code).then_some(node)
    }

    /// The cost of the piece that ends here, where one does.
    pub fn cost(self) -> Option<u32> {
        (self.cost > 0).then_some(u32::from(self.cost))
    }

    /// The number of the piece that ends here: how many end in the slots before.
    pub fn piece(self) -> u32 {
        let [bits @ .., a, b, c, d] = array::<12>(RANKS_AT + self.slot as usize / 64 * 12);
        let below = u64::from_le_bytes(bits) & ((1 << (self.slot % 64)) - 1);
        u32::from_le_bytes([a, b, c, d]) + below.count_ones()
    }
}

/// The weight of a piece, from 0 to 1.
pub fn weight(piece: u32) -> f32 {
    let [byte] = array(ROWS_AT + piece as usize * ROW + 2);
    f32::from(byte) / 255.0
}

/// Adds `factor` times the row of a piece to `sum`.
pub fn add(piece: u32, factor: f32, sum: &mut [f32; DIMENSIONS]) {
    let row: [u8; ROW] = array(ROWS_AT + piece as usize * ROW);
    let [a, b, _, numbers @ ..] = row;
    let factor = f32::from(u16::from_le_bytes([a, b])) * UNIT * factor;
    let (low, high) = sum.split_at_mut(DIMENSIONS / 2);
    for ((low, high), byte) in low.iter_mut().zip(high).zip(numbers) {
        *low += (f32::from(byte & 15) - 8.0) * factor;
        *high += (f32::from(byte >> 4) - 8.0) * factor;
    }
}
