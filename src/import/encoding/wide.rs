//! UTF-16 and UTF-32, marked or not.

use super::{Decoded, NAMED, replaced};

/// Which byte of a unit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The low one.
    Little,
    /// The high one.
    Big,
}

/// Bytes that are looked at to see whether they are UTF-16.
const SEEN: usize = 1 << 16;

/// The byte order in which `bytes` without a mark are UTF-16 text; none where they are not. In text of any script some
/// characters are ASCII (line ends, spaces, digits), and no unit is a control or a surrogate without its other half. `least` is the least share of ASCII
/// characters, in percent.
pub(super) fn order(bytes: &[u8], least: usize) -> Option<Order> {
    let seen = bytes.get(..bytes.len().min(SEEN) & !1)?;
    let reads = |unit: fn([u8; 2]) -> u16| {
        let (mut ascii, mut odd, mut all) = (0usize, 0usize, 0usize);
        for c in char::decode_utf16(seen.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]))) {
            all += 1;
            match c {
                Ok('\n' | '\r' | '\t' | ' '..='~') => ascii += 1,
                Ok(c)
                    if c.is_control()
                        || ('\u{E000}'..='\u{F8FF}').contains(&c)
                        || ('\u{FFF0}'..='\u{FFFF}').contains(&c) =>
                {
                    odd += 1;
                }
                Ok(_) => {}
                Err(_) => odd += 1,
            }
        }
        (ascii, odd, all)
    };
    let fits = |(ascii, odd, all): (usize, usize, usize)| ascii > 0 && odd * 100 <= all && ascii * 100 >= all * least;
    let (little, big) = (reads(u16::from_le_bytes), reads(u16::from_be_bytes));
    match (fits(little), fits(big)) {
        (true, false) => Some(Order::Little),
        (false, true) => Some(Order::Big),
        (true, true) => Some(if little.0 >= big.0 { Order::Little } else { Order::Big }),
        (false, false) => None,
    }
}

/// Decodes UTF-16, `skipped` bytes of the file standing before `bytes`.
pub(super) fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, skipped: usize) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len());
    let mut bad = Bad::default();
    let mut at = skipped;
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    for result in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        let c = result.unwrap_or_else(|_| bad.at(at));
        text.push(c);
        at += if c == char::REPLACEMENT_CHARACTER { 2 } else { 2 * c.len_utf16() };
    }
    if odd {
        text.push(bad.at(at));
    }
    Decoded {
        text: text.into(),
        warnings: replaced(&bad.places, bad.count, "these bytes are not UTF-16 and were replaced"),
    }
}

/// Whether `bytes` are characters of four bytes each, as far as they are looked at.
pub(super) fn is_utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> bool {
    let seen = bytes.chunks_exact(4).take(SEEN / 4);
    seen.map(|four| unit([four[0], four[1], four[2], four[3]])).all(|c| char::from_u32(c).is_some())
}

/// The byte order in which `bytes` without a mark are UTF-32; none where they are not. No other text is made of numbers below
/// 0x110000 in four bytes each: every fourth byte is zero.
pub(super) fn order32(bytes: &[u8]) -> Option<Order> {
    if bytes.len() < 8 || !bytes.len().is_multiple_of(4) {
        return None;
    }
    let holds_text = |unit: fn([u8; 4]) -> u32| {
        let seen = bytes.chunks_exact(4).take(SEEN / 4).map(|four| unit([four[0], four[1], four[2], four[3]]));
        let odd = seen.clone().filter(|c| *c < 0x20 && !matches!(c, 9..=13)).count();
        odd * 100 <= seen.len() && is_utf32(bytes, unit)
    };
    match (holds_text(u32::from_le_bytes), holds_text(u32::from_be_bytes)) {
        (true, false) => Some(Order::Little),
        (false, true) => Some(Order::Big),
        _ => None,
    }
}

/// Decodes UTF-32, `skipped` bytes of the file standing before `bytes`.
pub(super) fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32, skipped: usize) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut bad = Bad::default();
    for (index, four) in bytes.chunks(4).enumerate() {
        let c = <[u8; 4]>::try_from(four).ok().and_then(|four| char::from_u32(unit(four)));
        text.push(c.unwrap_or_else(|| bad.at(skipped + 4 * index)));
    }
    Decoded {
        text: text.into(),
        warnings: replaced(&bad.places, bad.count, "these bytes are not UTF-32 and were replaced"),
    }
}

/// Places that were no characters.
#[derive(Default)]
struct Bad {
    places: Vec<usize>,
    count: usize,
}

impl Bad {
    /// Keeps the place and gives what stands there instead.
    fn at(&mut self, byte: usize) -> char {
        self.count += 1;
        if self.places.len() < NAMED {
            self.places.push(byte);
        }
        char::REPLACEMENT_CHARACTER
    }
}
