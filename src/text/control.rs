//! Controls that change the order of what is read (UAX #9, 2.1 to 2.5), and which of them a reader must see.
//!
//! Embeddings and isolates that are closed around text of their direction do what they are for. An override makes letters stand in
//! an order that nobody wrote; what is left open reaches to the end of the paragraph; what sets a direction around text that
//! has nothing of it only moves words about (Trojan Source, CVE-2021-42574).

use unicode_bidi::BidiClass as B;

use super::visible::{ends_row, reorders};
use super::{Direction, bidi};

/// Stands before text that is made to run right to left.
pub const LEFTWARDS: char = '\u{21C7}';
/// Stands before text that is made to run left to right.
pub const RIGHTWARDS: char = '\u{21C9}';
/// Stands before text whose direction is left to its first letter and never given back.
pub const EITHER: char = '\u{21C4}';
/// Stands after text whose order was changed.
pub const END: char = '\u{21E5}';

/// Controls that are looked at in one paragraph; the standard follows no more than 125 within each other (UAX #9 BD2).
const DEPTH: usize = 125;

/// A control that is open.
struct Open {
    at: usize,
    class: B,
    /// The direction of its text, and of the text around it.
    own: Direction,
    around: Direction,
    /// Whether text of this direction stands in it.
    left_to_right: bool,
    right_to_left: bool,
    digits: bool,
}

impl Open {
    /// Whether it does something to its text that a reader must see, when it is closed.
    fn misleads(&self) -> bool {
        match self.class {
            B::LRO | B::RLO => true,
            _ if self.own == self.around => false,
            B::RLE | B::RLI => self.left_to_right && !self.right_to_left,
            B::LRE | B::LRI => self.right_to_left && !self.left_to_right && !self.digits,
            _ => false,
        }
    }

    fn sign(&self) -> char {
        match self.class {
            B::RLO | B::RLE | B::RLI => LEFTWARDS,
            B::LRO | B::LRE | B::LRI => RIGHTWARDS,
            _ => EITHER,
        }
    }
}

/// The signs that `text`, a paragraph of direction `base`, needs, by the byte before which each stands: one at the control, one where what it did ends.
pub fn signs(text: &str, base: Direction) -> Vec<(usize, char)> {
    // All of these controls are of three bytes that begin so.
    let may = |at: usize| matches!(text.as_bytes().get(at + 1), Some(0x80 | 0x81));
    if !memchr::memchr_iter(0xE2, text.as_bytes()).any(may) || !text.chars().any(reorders) {
        return Vec::new();
    }
    let mut signs = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (at, c) in text.char_indices() {
        let class = bidi::standard(c);
        match class {
            B::LRO | B::RLO | B::LRE | B::RLE | B::LRI | B::RLI | B::FSI if open.len() < DEPTH => {
                let around = open.last().map_or(base, |outer| outer.own);
                let own = match class {
                    B::RLO | B::RLE | B::RLI => Direction::Rtl,
                    B::FSI => around,
                    _ => Direction::Ltr,
                };
                open.push(Open { at, class, own, around, left_to_right: false, right_to_left: false, digits: false });
            }
            B::PDF if open.last().is_some_and(|top| !is_isolate(top.class)) => {
                close(&mut open, at + c.len_utf8(), &mut signs);
            }
            // What was opened in an isolate ends with it (X6a).
            B::PDI if open.iter().any(|own| is_isolate(own.class)) => {
                while close(&mut open, at + c.len_utf8(), &mut signs).is_some_and(|class| !is_isolate(class)) {}
            }
            _ if ends_row(c) => leave(&mut open, at, &mut signs),
            _ => {
                if let Some(top) = open.last_mut() {
                    top.left_to_right |= class == B::L;
                    top.right_to_left |= matches!(class, B::R | B::AL);
                    top.digits |= matches!(class, B::EN | B::AN);
                }
            }
        }
    }
    leave(&mut open, text.len(), &mut signs);
    signs.sort_by_key(|(at, _)| *at);
    signs
}

fn is_isolate(class: B) -> bool {
    matches!(class, B::LRI | B::RLI | B::FSI)
}

/// Closes the innermost control at byte `end`.
fn close(open: &mut Vec<Open>, end: usize, signs: &mut Vec<(usize, char)>) -> Option<B> {
    let own = open.pop()?;
    if own.misleads() {
        signs.push((own.at, own.sign()));
        signs.push((end, END));
    }
    if let Some(outer) = open.last_mut() {
        outer.left_to_right |= own.left_to_right;
        outer.right_to_left |= own.right_to_left;
        outer.digits |= own.digits;
    }
    Some(own.class)
}

/// The paragraph ends at byte `end` with controls left open.
fn leave(open: &mut Vec<Open>, end: usize, signs: &mut Vec<(usize, char)>) {
    for own in open.drain(..) {
        if own.at + '\u{202E}'.len_utf8() < end {
            signs.push((own.at, own.sign()));
        }
    }
}

/// `text` as it may be put into a sentence of another language: its direction moves nothing around it, nor does what is around
/// it move its parts (FSI and PDI, UAX #9 2.4.3). Its own controls are left out.
pub fn isolated(text: &str) -> String {
    let mut isolated = String::with_capacity(text.len() + 6);
    isolated.push('\u{2068}');
    isolated.extend(text.chars().filter(|c| !reorders(*c) && !ends_row(*c)));
    isolated.push('\u{2069}');
    isolated
}

/// Whether `c` is one of the signs.
pub fn is_sign(c: char) -> bool {
    matches!(c, LEFTWARDS | RIGHTWARDS | EITHER | END)
}

/// The usual name of a control that changes the order; none for other characters.
pub fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, char)]) {
        assert_eq!(signs(text, Direction::Ltr), expected, "{}", text.escape_unicode());
    }

    #[test]
    fn an_override_is_seen_from_end_to_end() {
        check("user\u{202E}txt.exe", &[(4, LEFTWARDS)]);
        check("a\u{202E}bc\u{202C}d", &[(1, LEFTWARDS), (9, END)]);
        check("\u{202D}سلام\u{202C}", &[(0, RIGHTWARDS), (14, END)]);
        check("\u{2066}a\u{202E}bc\u{2069}d", &[(4, LEFTWARDS), (12, END)]);
    }

    #[test]
    fn what_does_its_work_is_not_seen() {
        for text in [
            "by \u{2068}سلام\u{2069}: 5 stars",
            "الهاتف \u{2066}+1-212-963\u{2069} هنا",
            "\u{202B}النص abc\u{202C} وبعده",
            "word \u{2067}سلام (abc)\u{2069} word",
            "\u{202C}a\u{2069}b",
            "\u{200E}a\u{200F}b\u{61C}",
            "plain — “text”",
            "",
        ] {
            check(text, &[]);
        }
        assert_eq!(signs("نص \u{2067}a b\u{2069} نص", Direction::Rtl), []);
    }

    #[test]
    fn what_is_left_open_or_out_of_place_is_seen() {
        check("a \u{2067}b c", &[(2, LEFTWARDS)]);
        check("a \u{202A}b", &[(2, RIGHTWARDS)]);
        check("a \u{2068}b", &[(2, EITHER)]);
        check("a\u{2067}", &[]);
        check("pay \u{2067}100 to A\u{2069} now", &[(4, LEFTWARDS), (18, END)]);
        check("\u{2067}ab\n\u{2069}cd", &[(0, LEFTWARDS)]);
    }

    #[test]
    fn any_number_of_controls_is_looked_at_once() {
        let text = "\u{2067}a\u{202E}".repeat(100_000);
        assert!(signs(&text, Direction::Ltr).len() <= DEPTH);
    }
}
