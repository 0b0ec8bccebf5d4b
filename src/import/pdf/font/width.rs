//! How wide the glyphs of a font are (ISO 32000-2, 9.2.4 and 9.7.4.3).

use std::collections::HashMap;

use super::encoding::standard_width;
use crate::import::pdf::file::File;
use crate::import::pdf::object::{Dict, Object};

/// How many widths a font may tell of.
const GLYPHS: usize = 200_000;

/// Widths in the font's unit.
#[derive(Debug, Default)]
pub(super) struct Widths {
    single: HashMap<u32, f64>,
    ranges: Vec<(u32, u32, f64)>,
    default: f64,
}

impl Widths {
    /// Those of a simple font: `FirstChar` and `Widths`, or those of the fonts that every reader has.
    pub fn simple(file: &File<'_>, dict: &Dict, descriptor: &Dict, name: &str) -> Self {
        let mut out =
            Self { default: file.value(descriptor, "MissingWidth").number().unwrap_or(0.0), ..Self::default() };
        let widths = file.value(dict, "Widths");
        if let Some(widths) = widths.array() {
            let first = file.value(dict, "FirstChar").int().and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
            let numbers = widths.iter().take(256).map(|width| file.resolve(width).number().unwrap_or(0.0));
            out.single = (first.min(255)..).zip(numbers).collect();
            return out;
        }
        let is_serif = ["times", "serif", "roman", "georgia", "garamond"].iter().any(|part| name.contains(part));
        let is_fixed = name.contains("courier") || name.contains("mono");
        for code in 0..=255u8 {
            let width = if is_fixed { 600.0 } else { standard_width(is_serif && !name.contains("sans"), code) };
            out.single.insert(u32::from(code), width);
        }
        out
    }

    /// Those of a composite font: `DW` and `W`.
    pub fn composite(file: &File<'_>, dict: &Dict) -> Self {
        let default = file.value(dict, "DW").number().unwrap_or(1_000.0);
        let mut out = Self { default, ..Self::default() };
        let widths = file.value(dict, "W");
        let mut items = widths.array().unwrap_or(&[]).iter().map(|item| file.resolve(item));
        while let (Some(first), Some(second)) = (items.next(), items.next()) {
            let Some(first) = first.int().and_then(|first| u32::try_from(first).ok()) else { break };
            match second {
                Object::Array(list) => {
                    for (cid, width) in (first..).zip(list.iter()) {
                        if out.single.len() < GLYPHS {
                            out.single.insert(cid, file.resolve(width).number().unwrap_or(default));
                        }
                    }
                }
                last => {
                    let (Some(last), Some(width)) = (last.int(), items.next().as_ref().and_then(Object::number)) else {
                        break;
                    };
                    out.ranges.push((first, u32::try_from(last).unwrap_or(first), width));
                }
            }
        }
        out.ranges.sort_by_key(|range| range.0);
        out
    }

    /// The glyphs or codes whose widths are told one by one.
    pub fn told(&self) -> impl Iterator<Item = (u32, f64)> {
        self.single.iter().map(|(code, width)| (*code, *width))
    }

    /// The width of a glyph or code.
    pub fn of(&self, code: u32) -> f64 {
        let in_range = || {
            let at = self.ranges.partition_point(|range| range.0 <= code).checked_sub(1)?;
            self.ranges.get(at).filter(|range| code <= range.1).map(|range| range.2)
        };
        let width = self.single.get(&code).copied().or_else(in_range).unwrap_or(self.default);
        if width.abs() > 20_000.0 { self.default } else { width }
    }
}
