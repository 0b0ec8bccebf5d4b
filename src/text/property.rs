//! Everything that layout asks about a character, found together and looked up once.
//!
//! The properties come from the modules that define them; a page of 128 characters is filled when a text first needs it, so
//! that a start costs nothing and no table can differ from its sources.

use std::sync::OnceLock;

use super::bidi;
use super::cell::{self, Kind};
use super::grapheme::{self, Role};
use super::linebreak;
use super::shape::{self, Joining};

/// What layout asks about one character.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its class for line breaking (UAX #14).
    pub line: linebreak::Class,
    /// Its Bidi_Class (UAX #9).
    pub bidi: bidi::Class,
    /// How it joins (Joining_Type).
    pub joining: Joining,
    /// What it does at the boundaries of clusters (UAX #29).
    pub cluster: Role,
    /// What it shows where it is a cluster alone.
    pub kind: Kind,
    /// The cells it takes where it is a cluster alone: in the low half byte, in the high one where ambiguous ones are wide.
    widths: u8,
}

impl Property {
    /// The cells of the character where it is a cluster alone (UAX #11): 0, 1, 2 or, for U+FDF2, 4.
    #[inline]
    pub fn width(&self, ambiguous_wide: bool) -> u8 {
        if ambiguous_wide { self.widths >> 4 } else { self.widths & 15 }
    }

    fn new(c: char) -> Self {
        let kind = cell::alone(c);
        let cells = |ambiguous_wide| cell::cells(kind, c.encode_utf8(&mut [0; 4]), ambiguous_wide);
        Self {
            line: linebreak::class::of(c),
            bidi: bidi::looked_up(c),
            joining: shape::looked_up(c),
            cluster: grapheme::looked_up(c),
            kind,
            widths: cells(false) | cells(true) << 4,
        }
    }
}

/// Characters of a page.
const PAGE: usize = 128;

static PAGES: [OnceLock<Box<[Property; PAGE]>>; 0x11_0000 / PAGE] = [const { OnceLock::new() }; 0x11_0000 / PAGE];

/// The properties of `c`.
#[inline]
pub fn of(c: char) -> &'static Property {
    let code = c as usize;
    let page = &PAGES[code / PAGE];
    match page.get() {
        Some(page) => &page[code % PAGE],
        None => &fill(page, code)[code % PAGE],
    }
}

#[cold]
fn fill(page: &'static OnceLock<Box<[Property; PAGE]>>, code: usize) -> &'static [Property; PAGE] {
    page.get_or_init(|| {
        let first = code - code % PAGE;
        let property = |offset| char::from_u32((first + offset) as u32).unwrap_or(char::REPLACEMENT_CHARACTER);
        Box::new(std::array::from_fn(|offset| Property::new(property(offset))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width;

    /// Every page is filled with what its sources say, at its own place.
    #[test]
    fn a_property_is_that_of_its_character() {
        for c in (0..=0x10FFFF).step_by(37).filter_map(char::from_u32) {
            let property = of(c);
            assert_eq!(property.joining, shape::looked_up(c), "U+{:04X}", c as u32);
            assert_eq!(property.bidi, bidi::looked_up(c), "U+{:04X}", c as u32);
            if property.kind == Kind::Plain {
                assert_eq!(property.width(false), width::char(c, false).max(1), "U+{:04X}", c as u32);
                assert_eq!(property.width(true), width::char(c, true).max(1), "U+{:04X}", c as u32);
            }
        }
    }
}
