//! Search folding with a map back to the original.

use std::ops::Range;

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::han::simplified;

/// A text folded for search, with the way back.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Runs of units in order of both sides; what lies between two runs of the source was dropped.
    runs: Vec<Run>,
    /// Bytes of the original.
    len: u32,
}

/// Units of one size: unit `k` is folded bytes `folded + k * out ..` and source bytes `source + k * step ..`.
#[derive(Clone, Copy, Debug)]
struct Run {
    folded: u32,
    source: u32,
    /// Source bytes of a unit.
    step: u32,
    /// Folded bytes of a unit, never 0.
    out: u32,
}

impl Folded {
    /// The byte range of the original that the folded byte range `range` came from: whole characters, with the marks
    /// and ignorable characters that follow them. An empty range gives an empty one, a range past the end the end.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.unit(range.start).start;
        if range.end <= range.start {
            return start..start;
        }
        start..self.unit(range.end - 1).end.max(start)
    }

    /// Whether white space of the original was dropped at folded byte `at` (a space beside a Han character).
    pub fn dropped_at(&self, at: usize) -> bool {
        at > 0 && at < self.text.len() && self.unit(at - 1).end < self.unit(at).start
    }

    fn unit(&self, at: usize) -> Range<usize> {
        let end = self.len as usize;
        let Some(before) = self.runs.partition_point(|run| run.folded as usize <= at).checked_sub(1) else {
            return end..end;
        };
        let run = self.runs[before];
        if at >= self.text.len() {
            return end..end;
        }
        let start = run.source as usize + (at - run.folded as usize) / run.out as usize * run.step as usize;
        start..start + run.step as usize
    }
}

/// Folds `text` so that what a person takes for the same is equal: NFKD without marks, lower case; tatweel, bidi controls and
/// other default-ignorable characters dropped; hamza carriers, alef, yeh, kaf and teh marbuta variants made one; traditional Han characters simplified; digits of any
/// script and typographic quotes, dashes and stops in ASCII; white space of any kind one space, and none beside a Han
/// character. Marks that are letters to their readers stay: `й`, vowel signs of Indic scripts, kana voicing.
/// Linear; of a text over 4 GiB the rest is left out.
pub fn fold(text: &str) -> Folded {
    let mut folder = Folder {
        out: Folded { text: String::with_capacity(text.len()), ..Folded::default() },
        han: false,
        space: None,
    };
    let bytes = text.as_bytes();
    let limit = u32::MAX as usize - 64;
    let room = |folder: &Folder, at: usize| at < limit && folder.out.text.len() < limit;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at).filter(|_| room(&folder, at)) {
        if byte.is_ascii() {
            // The short cut: an ASCII byte is itself, in lower case.
            if byte.is_ascii_whitespace() || byte == 0x0B {
                folder.space(at, at + 1);
            } else {
                folder.unit(at, at + 1, char::from(byte.to_ascii_lowercase()), false);
            }
            at += 1;
        } else if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            folder.fold(at, c);
            at += c.len_utf8();
        } else {
            break;
        }
    }
    folder.out.len = at as u32;
    folder.out
}

/// What folding holds between two characters.
struct Folder {
    out: Folded,
    /// Whether the last unit came from a Han, kana or full-width character.
    han: bool,
    /// The runs and bytes to return to when the space that was written last has to go.
    space: Option<(usize, usize)>,
}

impl Folder {
    fn fold(&mut self, at: usize, c: char) {
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            return self.space(at, end);
        }
        if matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{0621}' | '\u{0627}'..='\u{0628}' | '\u{062A}'..='\u{063A}' | '\u{0641}'..='\u{0648}' | '\u{064A}')
        {
            let han = c >= '\u{4E00}';
            return self.unit(at, end, if han { simplified(c) } else { c }, han);
        }
        let short = c == '\u{306}' && self.out.text.ends_with('и');
        if is_dropped(c) && !short {
            return self.extend(end);
        }
        if let Some(plain) = plain(c) {
            return self.unit(at, end, plain, is_han(c));
        }
        let start = self.out.text.len();
        let mut first = true;
        decompose_compatible(c, |part| {
            if part == '\u{306}' && self.out.text.ends_with('и') {
                self.out.text.pop();
                self.out.text.push('й');
            } else if !(is_dropped(part) || first && part == ' ') {
                push_folded(&mut self.out.text, part);
            }
            first = false;
        });
        if self.out.text.len() == start {
            return self.extend(end);
        }
        // Written by the decomposition first, so that its length is known; a space that must go is taken out before it.
        let written = self.out.text.split_off(start);
        self.write(at, end, &written, is_han(c));
    }

    /// One unit of one character.
    fn unit(&mut self, at: usize, end: usize, c: char, han: bool) {
        let mut buffer = [0; 4];
        let text = c.encode_utf8(&mut buffer);
        self.write(at, end, text, han);
    }

    fn write(&mut self, at: usize, end: usize, text: &str, han: bool) {
        if let Some((runs, bytes)) = self.space.take().filter(|_| han) {
            self.out.text.truncate(bytes);
            self.out.runs.truncate(runs);
        }
        let (step, out) = ((end - at) as u32, text.len() as u32);
        let folded = self.out.text.len() as u32;
        let continues = self.out.runs.last().is_some_and(|run| {
            run.step == step && run.out == out && run.source + (folded - run.folded) / out * step == at as u32
        });
        if !continues {
            self.out.runs.push(Run { folded, source: at as u32, step, out });
        }
        self.out.text.push_str(text);
        self.han = han;
    }

    fn space(&mut self, at: usize, end: usize) {
        if self.han {
            return;
        }
        if self.space.is_some() {
            return self.extend(end);
        }
        let bytes = self.out.text.len();
        // A run of its own: taking it out again leaves the runs before it as they were.
        self.space = Some((self.out.runs.len(), bytes));
        self.out.runs.push(Run { folded: bytes as u32, source: at as u32, step: (end - at) as u32, out: 1 });
        self.out.text.push(' ');
    }

    /// Counts what was dropped before source byte `end` to the unit before it.
    fn extend(&mut self, end: usize) {
        let folded = self.out.text.len() as u32;
        let Some(run) = self.out.runs.last_mut() else { return };
        let units = (folded - run.folded) / run.out;
        let last = run.source + units.saturating_sub(1) * run.step;
        let wide = Run { folded: folded - run.out, source: last, step: end as u32 - last, out: run.out };
        if units <= 1 {
            *run = wide;
        } else {
            self.out.runs.push(wide);
        }
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
