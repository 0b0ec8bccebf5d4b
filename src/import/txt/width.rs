//! How wide lines are, as far as comparing them needs it.

use super::line::cells;

/// Characters that are measured.
pub(super) const WIDEST: usize = 400;

/// The width of a text in cells. Beyond the widest page the exact width says nothing.
pub(super) fn width(text: &str) -> usize {
    let bytes = text.as_bytes();
    let head = bytes.get(..bytes.len().min(WIDEST)).unwrap_or_default();
    let Some(letter) = head.iter().find(|byte| !byte.is_ascii()) else { return head.len() };
    // The bytes of an alphabet are looked at one like the other; where most characters are wide, that takes longer.
    let head = head.get(..text.floor_char_boundary(WIDEST)).filter(|_| *letter < 0xE3);
    let told = head.and_then(|head| width_of_letters(head).map(|(chars, width)| (head.len(), chars, width)));
    let (mut at, chars, mut width) = told.unwrap_or((0, 0, 0));
    // A character is told by its first byte where that is enough.
    for _ in chars..WIDEST {
        let Some(first) = bytes.get(at) else { break };
        let next = |after: usize| bytes.get(at + after).copied().unwrap_or(0);
        (at, width) = match first {
            0x00..=0x7F => (at + 1, width + 1),
            // U+5000 to U+9FFF, and the punctuation of their width.
            0xE5..=0xE9 => (at + 3, width + 2),
            0xE3 => (at + 3, width + 2 - usize::from(matches!((next(1), next(2)), (0x80, 0xBF) | (0x81, 0x80)))),
            0xEF if matches!(next(1), 0xBC) => (at + 3, width + 1 + usize::from(next(2) > 0x80)),
            _ => {
                let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
                (at + c.len_utf8(), width + cells(c))
            }
        };
    }
    width
}

/// Bits of [`LEADS`] beside the cells: one for every character, one where its next bytes must be looked at, one where only the
/// character tells.
const CHARACTER: u32 = 1 << 10;
const CLOSER: u32 = 1 << 20;
const UNTOLD: u32 = 1 << 30;

/// What the first bytes of characters tell of their cells; 0 for all other bytes.
static LEADS: [u32; 256] = {
    let mut leads = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        leads[byte] = match byte {
            0x80..=0xBF => 0,
            // ASCII, U+0080 to U+02FF, U+0380 to U+057F and U+0680 to U+07FF: Latin, Greek, Cyrillic, Persian with their signs.
            0x00..=0x7F | 0xC2..=0xCB | 0xCE..=0xD5 | 0xDA..=0xDF => CHARACTER + 1,
            // The letters of Arabic, but for their marks; U+2000 to U+2E7F, but for what has no width.
            0xD8 | 0xD9 | 0xE2 => (CHARACTER + 1) | CLOSER,
            // U+5000 to U+9FFF.
            0xE5..=0xE9 => CHARACTER + 2,
            _ => UNTOLD,
        };
        byte += 1;
    }
    leads
};

/// How many characters there are in a text of at most [`WIDEST`] bytes, and its width; none where bytes do not tell.
fn width_of_letters(text: &[u8]) -> Option<(usize, usize)> {
    let (mut sum, mut told) = (0_u32, 0_u32);
    for byte in text {
        let lead = LEADS[usize::from(*byte)];
        // Fewer than so many characters: the sums do not meet.
        sum += lead & (CLOSER - 1);
        told |= lead;
    }
    if told & UNTOLD != 0 {
        return None;
    }
    let (chars, mut cells) = (sum / CHARACTER, sum % CHARACTER);
    if told & CLOSER != 0 {
        let at = |from: usize| text.get(from..).unwrap_or_default();
        let (mut none, mut odd) = (0_u8, 0_u8);
        for (a, b) in text.iter().zip(at(1)) {
            // U+0610 to U+061A, U+064B to U+065F, U+0670.
            let is_mark = (*a == 0xD8) & (*b >= 0x90) & (*b <= 0x9A)
                | (*a == 0xD9) & ((*b >= 0x8B) & (*b <= 0x9F) | (*b == 0xB0));
            none += u8::from(is_mark);
            // U+2E80 and what follows.
            odd |= u8::from((*a == 0xE2) & (*b >= 0xBA));
        }
        for ((a, b), c) in text.iter().zip(at(1)).zip(at(2)) {
            // U+200B to U+200F.
            none += u8::from((*a == 0xE2) & (*b == 0x80) & (*c >= 0x8B) & (*c <= 0x8F));
        }
        if odd != 0 {
            return None;
        }
        cells -= u32::from(none);
    }
    Some((usize::try_from(chars).ok()?, usize::try_from(cells).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_wide_as_its_characters() {
        for c in ('\0'..=char::MAX).filter(|c| !c.is_whitespace()) {
            assert_eq!(width(&format!("é{c}")), 1 + cells(c), "{c:?}");
        }
        for piece in [
            "河上的桥，（第三）。",
            "أُصلح الجسر",
            "Мост – “één”\u{200B}",
            "« №\u{A0}5 — پلِ کهنه » Ὀδός",
            "\u{303F}か㊀",
            "𠀀é",
        ] {
            let line = piece.repeat(200);
            for end in 0..line.len() {
                let text = line.get(..line.floor_char_boundary(end)).expect("a boundary");
                assert_eq!(width(text), text.chars().take(WIDEST).map(cells).sum::<usize>(), "{piece} {end}");
            }
        }
    }
}
