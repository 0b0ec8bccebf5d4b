//! What a cell shows in one word, so that frames are compared by comparing numbers.

use std::collections::HashMap;

use ratatui::buffer::{Cell, CellDiffOption};

use super::look::Look;

/// What a cell shows: two are equal when they cannot be told apart on the screen.
///
/// The lower five bytes are the glyph in UTF-8, filled with zeros, or its number in the table of [`Ink`]; above them stand a
/// flag for the latter, one for two cells, and the number of its look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Packed(u64);

const GLYPH_BYTES: usize = 5;
const GLYPH: u64 = (1 << (8 * GLYPH_BYTES)) - 1;
const IN_TABLE: u64 = GLYPH + 1;
const WIDTH_AT: usize = 8 * GLYPH_BYTES + 1;
const LOOK_AT: usize = WIDTH_AT + 1;

/// Glyphs and looks that are kept at most; with more, all is forgotten and drawn anew.
const KEPT: usize = 1 << 15;

impl Packed {
    /// An erased cell, and every blank that looks like one.
    pub(super) const BLANK: Self = Self(0);

    /// Two cells with the same number look the same, their glyphs aside, unless one is blank.
    pub(super) fn look(self) -> usize {
        (self.0 >> LOOK_AT) as usize
    }

    /// The cells it takes: 1 or 2.
    pub(super) fn width(self) -> usize {
        (self.0 >> WIDTH_AT & 1) as usize + 1
    }
}

/// The glyphs and looks that packed cells name.
#[derive(Clone, Default)]
pub(super) struct Ink {
    looks: Vec<Look>,
    glyphs: Vec<Box<str>>,
    numbers: HashMap<Box<str>, usize>,
    last: usize,
}

impl Ink {
    /// Whether so much is kept that it must be forgotten, and every packed cell with it.
    pub(super) fn is_full(&self) -> bool {
        self.looks.len().max(self.glyphs.len()) >= KEPT
    }

    pub(super) fn pack(&mut self, cell: &Cell) -> Packed {
        let (symbol, look) = (cell.symbol().as_bytes(), Look::of(cell));
        let width = width(cell);
        if matches!(symbol, b" " | b"") && width == 1 && look.leaves_blank() {
            return Packed::BLANK;
        }
        let glyph = match symbol {
            b"" => u64::from(b' '),
            // Most letters of most pages.
            &[a] => u64::from(a),
            &[a, b, c] => u64::from(a) | u64::from(b) << 8 | u64::from(c) << 16,
            _ if symbol.len() <= GLYPH_BYTES => {
                symbol.iter().rev().fold(0, |glyph, &byte| glyph << 8 | u64::from(byte))
            }
            _ => IN_TABLE | self.number(cell.symbol()) as u64,
        };
        Packed(glyph | u64::from(width > 1) << WIDTH_AT | (self.worn(look) as u64) << LOOK_AT)
    }

    fn worn(&mut self, look: Look) -> usize {
        // The looks of neighbours are the same, and those of a frame are few.
        if self.looks.get(self.last) != Some(&look) {
            let known = self.looks.iter().position(|known| *known == look);
            self.last = known.unwrap_or_else(|| {
                self.looks.push(look);
                self.looks.len() - 1
            });
        }
        self.last
    }

    fn number(&mut self, symbol: &str) -> usize {
        if let Some(number) = self.numbers.get(symbol) {
            return *number;
        }
        let number = self.glyphs.len();
        self.glyphs.push(symbol.into());
        self.numbers.insert(symbol.into(), number);
        number
    }

    pub(super) fn look(&self, packed: Packed) -> Look {
        if packed == Packed::BLANK {
            return Look::default();
        }
        self.looks.get(packed.look()).copied().unwrap_or_default()
    }

    /// Whether every terminal moves its cursor behind the glyph as far as we think.
    pub(super) fn is_certain(&self, packed: Packed) -> bool {
        if packed.0 & IN_TABLE != 0 {
            return self.glyphs.get((packed.0 & GLYPH) as usize).is_some_and(|glyph| is_certain(glyph.as_bytes()));
        }
        is_certain(&(packed.0 & GLYPH).to_le_bytes()[..self.length(packed)])
    }

    /// Writes the glyph; gives whether every terminal moves its cursor behind it as far as we think.
    pub(super) fn write(&self, packed: Packed, output: &mut Vec<u8>) -> bool {
        if packed == Packed::BLANK {
            output.push(b' ');
            return true;
        }
        if packed.0 & IN_TABLE != 0 {
            let glyph = self.glyphs.get((packed.0 & GLYPH) as usize).map_or(" ", |glyph| glyph);
            output.extend_from_slice(glyph.as_bytes());
            return is_certain(glyph.as_bytes());
        }
        let bytes = (packed.0 & GLYPH).to_le_bytes();
        let length = self.length(packed);
        // Eight bytes at once and some of them taken back: quicker than as many as there are.
        output.extend_from_slice(&bytes);
        output.truncate(output.len() - (bytes.len() - length));
        length == 1 || length == 3 && bytes[0] >= 0xE0 || is_certain(&bytes[..length])
    }

    /// The glyph.
    pub(super) fn glyph(&self, packed: Packed) -> String {
        let mut bytes = Vec::new();
        self.write(packed, &mut bytes);
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// The bytes of the glyph.
    pub(super) fn length(&self, packed: Packed) -> usize {
        if packed == Packed::BLANK {
            return 1;
        }
        if packed.0 & IN_TABLE != 0 {
            return self.glyphs.get((packed.0 & GLYPH) as usize).map_or(1, |glyph| glyph.len());
        }
        8 - (packed.0 & GLYPH).leading_zeros() as usize / 8
    }
}

/// The cells that `cell` takes.
pub(super) fn width(cell: &Cell) -> usize {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(width) => usize::from(width.get()),
        _ => 1,
    }
}

/// Whether every terminal moves its cursor behind `cluster` as far as we think.
#[inline]
fn is_certain(cluster: &[u8]) -> bool {
    match cluster {
        // Latin, the Arabic of U+0640..067F, rules and bars, most Han, presentation forms: what nearly all cells hold.
        [_] | [0xC2..=0xCB | 0xD9, _] | [0xE2, 0x94..=0x96, _] | [0xE5..=0xE8, _, _] | [0xEF, 0xBA, _] => true,
        [0xEF, 0xBB, last] => *last != 0xBF,
        _ => std::str::from_utf8(cluster).is_ok_and(crate::text::width::certain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quick answers are those of the table.
    #[test]
    fn quick_answers_are_certain() {
        for c in (0..=0x10FFFFu32).filter_map(char::from_u32) {
            let text = c.to_string();
            assert_eq!(is_certain(text.as_bytes()), crate::text::width::certain(&text), "U+{:04X}", c as u32);
        }
    }
}
