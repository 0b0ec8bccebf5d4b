//! Search folding with a map back to the original.

mod back;

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::han::simplified;
use back::Writer;

pub use back::Folded;

/// Folds `text` so that what a person takes for the same is equal: NFKD without marks, lower case; tatweel, bidi controls and
/// other default-ignorable characters dropped; hamza carriers, alef, yeh, kaf and teh marbuta variants made one; traditional Han characters simplified; digits of any
/// script and typographic quotes, dashes and stops in ASCII; white space of any kind one space, and none beside a Han
/// character. Marks that are letters to their readers stay: `й`, vowel signs of Indic scripts, kana voicing.
/// Linear; of a text over 4 GiB the rest is left out.
pub fn fold(text: &str) -> Folded {
    let mut folder = Folder { out: Writer::new(text.len()), han: false, space: false };
    let bytes = text.as_bytes();
    let limit = u32::MAX as usize - 64;
    let room = |folder: &Folder, at: usize| at < limit && folder.out.out.text.len() < limit;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at).filter(|_| room(&folder, at)) {
        if byte.is_ascii() {
            // The short cut: ASCII is itself, in lower case.
            if is_blank(byte) {
                folder.space(at, at + 1);
                at += 1;
                continue;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let run = rest.iter().position(|&byte| !byte.is_ascii() || is_blank(byte)).unwrap_or(rest.len());
            let run = run.min(limit - at);
            folder.ascii(at, text.get(at..at + run).unwrap_or(" "));
            at += run;
        } else if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            folder.fold(at, c);
            at += c.len_utf8();
        } else {
            break;
        }
    }
    folder.out.done(at)
}

/// White space of ASCII.
fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0B
}

/// What folding holds between two characters.
struct Folder {
    out: Writer,
    /// Whether the last unit came from a Han, kana or full-width character.
    han: bool,
    /// Whether the last unit is a space, which has to go where a Han character follows.
    space: bool,
}

impl Folder {
    fn fold(&mut self, at: usize, c: char) {
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            return self.space(at, end);
        }
        // Letters that are themselves, the Arabic, the Chinese and the small Cyrillic ones.
        if matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{0621}' | '\u{0627}'..='\u{0628}' | '\u{062A}'..='\u{063A}' | '\u{0641}'..='\u{0648}' | '\u{064A}' | '\u{0430}'..='\u{0438}' | '\u{043A}'..='\u{044F}')
        {
            if c < '\u{4E00}' {
                return self.even(at, c, false);
            }
            let mut buffer = [0; 4];
            return self.unit(at, end, simplified(c).encode_utf8(&mut buffer), true);
        }
        let short = c == '\u{306}' && self.ends_with('и');
        if is_dropped(c) && !short {
            return self.out.extend(end);
        }
        let mut buffer = [0; 4];
        if let Some(plain) = plain(c) {
            return self.unit(at, end, plain.encode_utf8(&mut buffer), is_han(c));
        }
        // A breve makes и to й; both have two bytes.
        if short {
            self.out.out.text.pop();
            self.out.out.text.push('й');
            return self.out.extend(end);
        }
        let mut written = String::new();
        let mut first = true;
        decompose_compatible(c, |part| {
            if part == '\u{306}' && written.ends_with('и') {
                written.pop();
                written.push('й');
            } else if !(is_dropped(part) || first && part == ' ') {
                push_folded(&mut written, part);
            }
            first = false;
        });
        if written.is_empty() {
            return self.out.extend(end);
        }
        self.unit(at, end, &written, is_han(c));
    }

    fn ends_with(&self, c: char) -> bool {
        self.out.out.text.ends_with(c)
    }

    fn ascii(&mut self, at: usize, run: &str) {
        self.out.ascii(at, run);
        (self.han, self.space) = (false, false);
    }

    /// One character for one of as many bytes.
    fn even(&mut self, at: usize, c: char, han: bool) {
        self.begin(han);
        self.out.even(at, c);
    }

    fn unit(&mut self, at: usize, end: usize, text: &str, han: bool) {
        self.begin(han);
        self.out.unit(at, end, text);
    }

    /// A unit that is no space follows: what stands between it and a Han character is none.
    fn begin(&mut self, han: bool) {
        if han && self.space {
            self.out.take_back();
        }
        (self.han, self.space) = (han, false);
    }

    fn space(&mut self, at: usize, end: usize) {
        if self.han {
            return;
        }
        if self.space {
            return self.out.extend(end);
        }
        self.out.space(at, end);
        self.space = true;
    }
}

/// A character that folds to one other, without decomposition.
fn plain(c: char) -> Option<char> {
    Some(match c {
        'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ى' | 'ی' | 'ے' | 'ێ' | 'ې' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => 'ه',
        '،' | '、' | '٬' => ',',
        '؛' => ';',
        '؟' => '?',
        '。' | '۔' | '٫' | '｡' => '.',
        '٪' => '%',
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '´' | '׳' | '‹' | '›' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '״' | '「' | '」' | '『' | '』' | '〝' | '〞' => {
            '"'
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '־' | '﹘' | '﹣' | '－' | '⁃' => '-',
        _ => return digit(c),
    })
}

/// One part of a decomposition, in lower case, with the letters that Unicode does not take apart.
fn push_folded(text: &mut String, c: char) {
    match c {
        'ß' | 'ẞ' => text.push_str("ss"),
        'œ' | 'Œ' => text.push_str("oe"),
        'æ' | 'Æ' => text.push_str("ae"),
        'ø' | 'Ø' => text.push('o'),
        'đ' | 'Đ' => text.push('d'),
        'ł' | 'Ł' => text.push('l'),
        'ı' => text.push('i'),
        'ς' => text.push('σ'),
        '\u{4E00}'..='\u{9FFF}' => text.push(simplified(c)),
        _ => match plain(c) {
            Some(other) => text.push(other),
            None => text.extend(c.to_lowercase()),
        },
    }
}

/// A character of which nothing stays: marks, tatweel, controls of direction, default-ignorable ones.
fn is_dropped(c: char) -> bool {
    if is_combining_mark(c) {
        // Marks above and below letters go; vowel signs and viramas of the scripts of India and South-East Asia and the
        // voicing marks of kana are letters.
        return !matches!(c, '\u{900}'..='\u{1AAF}' | '\u{1B00}'..='\u{1CCF}' | '\u{3099}' | '\u{309A}' | '\u{A800}'..='\u{ABFF}' | '\u{11000}'..='\u{1FFFF}');
    }
    c == '\u{640}' || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Han, kana, and the punctuation set with them: no white space counts beside these.
fn is_han(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF5F}'..='\u{FF64}' | '\u{20000}'..='\u{323AF}')
}

/// The ASCII digit of a decimal digit of any script.
fn digit(c: char) -> Option<char> {
    let zero = ZEROS[ZEROS.partition_point(|&zero| zero <= c as u32).checked_sub(1)?];
    char::from_digit(c as u32 - zero, 10)
}

/// The code point of the digit zero of every script (general category Nd, Unicode 16), those with a compatibility decomposition left out.
const ZEROS: [u32; 70] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
    0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620,
    0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136,
    0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0,
    0x11C50, 0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1E140, 0x1E2F0,
    0x1E4F0, 0x1E5F1, 0x1E950,
];

#[cfg(test)]
mod tests;
