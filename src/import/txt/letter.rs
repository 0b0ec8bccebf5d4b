//! Letters as a page shows them, put back as people type them: ligatures, joined forms of Arabic, letters set apart by spaces.

use unicode_normalization::UnicodeNormalization;

use super::line::{Line, any_of_blocks, is_wide, space};
use super::warn::Warnings;
use crate::import::share;

/// The fewest letters that stand apart where a text is letter-spaced.
const APART: usize = 5;

/// What was mended, for the warnings.
#[derive(Debug, Default)]
pub(super) struct Mended {
    ligatures: usize,
    forms: usize,
    apart: usize,
}

impl Mended {
    /// Says what was done, once for each kind.
    pub fn say(&self, warnings: &mut Warnings) {
        let mut told = |count: usize, what: &str| {
            if count > 0 {
                warnings.push(None, format!("{count} {what}"));
            }
        };
        told(self.ligatures, "ligatures (such as \u{FB01}) were written as their letters");
        told(self.forms, "joined forms of Arabic letters were written as the letters that they show");
        told(self.apart, "runs of letters that were set apart by spaces were closed");
    }
}

/// What of these a text has: looked for once, so that the others cost nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs {
    forms: bool,
    apart: bool,
}

impl Signs {
    /// Looks at the whole text.
    pub fn of(text: &str, lines: &[Line<'_>]) -> Self {
        let bytes = text.as_bytes();
        // U+FB00 to U+FDFF are EF AC 80 to EF B7 BF, U+FE70 to U+FEFF are EF B9 B0 to EF BB BF.
        let is_form = |at: usize| match bytes.get(at + 1) {
            Some(0xBB) => bytes.get(at + 2).is_some_and(|last| *last < 0xBF),
            next => matches!(next, Some(0xAC..=0xB7 | 0xB9 | 0xBA)),
        };
        let forms = memchr::memchr_iter(0xEF, bytes).any(is_form);
        let may = || share::of_parts(text, |part| may_be_apart(part.as_bytes())).contains(&true);
        let is = || share::of_items(lines, |_, part| part.iter().any(|line| is_apart(line.text))).contains(&true);
        Self { forms, apart: may() && is() }
    }

    /// Whether there is anything to do.
    pub fn any(self) -> bool {
        self.forms || self.apart
    }
}

/// Whether three characters of a line stand alone between spaces anywhere, one after the other. The lines of a text can be
/// looked at apart: none begins in a character of another.
fn may_be_apart(bytes: &[u8]) -> bool {
    /// What the last byte of a block needs of the next one.
    const MORE: usize = 16;
    any_of_blocks(bytes, MORE, |block| match block.is_ascii() {
        true => {
            let at = |from: usize| block.get(from..).unwrap_or_default();
            let spaces = block.iter().zip(at(2)).zip(at(4)).zip(at(6));
            let between = at(1).iter().zip(at(3)).zip(at(5));
            spaces.zip(between).fold(0, |found, ((((a, b), c), d), ((x, y), z))| {
                found | space(a) & space(b) & space(c) & space(d) & !(gap(x) | gap(y) | gap(z))
            }) != 0
        }
        false => stand_alone(block, 3),
    })
}

/// 1 for what is no character that could stand apart.
fn gap(byte: &u8) -> u8 {
    space(byte) | u8::from(*byte == b'\n')
}

/// Whether three spaces of a text in ASCII stand so that what is between them are two characters.
fn has_two(bytes: &[u8]) -> bool {
    let at = |from: usize| bytes.get(from..).unwrap_or_default();
    let three = bytes.iter().zip(at(2)).zip(at(4));
    three.fold(0, |found, ((a, b), c)| found | space(a) & space(b) & space(c)) != 0
}

/// Whether so many characters stand between single spaces, one after the other.
fn stand_alone(bytes: &[u8], characters: usize) -> bool {
    let (mut last, mut alone) = (usize::MAX - 8, 0);
    for at in memchr::memchr_iter(b' ', bytes) {
        let length = match bytes.get(last + 1) {
            Some(b'\n') => 0,
            Some(0..=0x7F) => 1,
            Some(0x80..=0xDF) => 2,
            Some(0xE0..=0xEF) => 3,
            _ => 4,
        };
        alone = if at == last + 1 + length { alone + 1 } else { 0 };
        if alone == characters {
            return true;
        }
        last = at;
    }
    false
}

/// The line as people type it.
pub(super) fn mend(text: &str, signs: Signs, mended: &mut Mended) -> String {
    let mut out = text.to_owned();
    if signs.forms {
        out = folded(&out, mended);
    }
    if signs.apart {
        out = closed(&out, mended);
    }
    out
}

/// Writes ligatures and joined forms as letters. Words and signs that are one character (`ﷲ`, `ﷺ`, `﷼`) stay.
fn folded(text: &str, mended: &mut Mended) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FB00}'..='\u{FB06}' => {
                mended.ligatures += 1;
                // `ﬅ` is a long s before a t.
                out.extend(std::iter::once(c).nfkc());
            }
            '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDC7}' | '\u{FE70}'..='\u{FEFC}' => {
                mended.forms += 1;
                // Those of marks alone are given a space to stand on.
                out.extend(std::iter::once(c).nfkc().filter(|c| *c != ' '));
            }
            // What fills the cell that a ligature of two letters left.
            '\u{FEFF}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// A run of characters with one space between each two of them: where it starts and ends, in bytes, and how many they are.
struct Run {
    start: usize,
    end: usize,
    count: usize,
    /// Pairs that are never parted in a text that is not letter-spaced: two Han characters, two digits.
    odd: usize,
    /// Of them, pairs of digits that do not count up.
    digits: usize,
    letters: usize,
}

/// Whether letters of this line may stand apart: cheap, and right wherever they do.
fn is_apart(text: &str) -> bool {
    let bytes = text.as_bytes();
    // At the edges of a line there are no spaces around them.
    let may = if bytes.is_ascii() { has_two(bytes) } else { stand_alone(bytes, 2) };
    may && runs(text).iter().any(|run| is_spaced(run, text))
}

/// The runs of a text that are long enough to be looked at.
fn runs(text: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    // Most texts have no two characters that stand alone one after the other.
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut open: Option<Run> = None;
    let mut before: Option<char> = None;
    while from <= bytes.len() {
        let end = memchr::memchr(b' ', bytes.get(from..).unwrap_or_default()).map_or(bytes.len(), |at| from + at);
        // One character is at most four bytes.
        let word = if end - from <= 4 { text.get(from..end).unwrap_or("") } else { "" };
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => {
                let run = open.get_or_insert(Run { start: from, end, count: 0, odd: 0, digits: 0, letters: 0 });
                let is_han = |c: char| is_wide(c) && c.is_alphanumeric();
                let is_next = before.is_some_and(|b| u32::from(c) == u32::from(b) + 1);
                let digits = before.is_some_and(|b| b.is_ascii_digit()) && c.is_ascii_digit();
                (run.end, run.count) = (end, run.count + 1);
                run.odd += usize::from(digits || before.is_some_and(is_han) && is_han(c));
                run.digits += usize::from(digits && !is_next);
                run.letters += usize::from(c.is_uppercase());
                before = Some(c);
            }
            _ => {
                if let Some(run) = open.take()
                    && run.count >= APART - 1
                {
                    out.push(run);
                }
                before = None;
            }
        }
        from = end + 1;
    }
    out.extend(open.take().filter(|run| run.count >= APART - 1));
    out
}

/// Whether a run is one of letters set apart: Chinese and dates in figures where some characters could not be apart otherwise,
/// headings in capitals where the whole line is.
fn is_spaced(run: &Run, text: &str) -> bool {
    let is_han = run.odd > run.digits && has_han(run, text) && (run.count >= APART && run.odd >= 3)
        || run.digits >= 1 && run.odd >= 2 && has_han(run, text);
    let is_whole = || text.split("  ").all(|part| part.trim().is_empty() || is_title(part.trim()));
    is_han || run.letters == run.count && is_whole()
}

fn has_han(run: &Run, text: &str) -> bool {
    text.get(run.start..run.end).is_some_and(|run| run.chars().any(|c| is_wide(c) && c.is_alphanumeric()))
}

/// Capitals one space apart that are no alphabet and hold a vowel.
fn is_title(part: &str) -> bool {
    const VOWELS: &str = "AEIOUYÀÁÂÄÉÈÊËÍÎÏÓÔÖÚÛÜАЕЁИОУЫЭЮЯІЄЇ";
    let letters: Vec<char> = part.chars().step_by(2).collect();
    let spaced = part.chars().skip(1).step_by(2).all(|c| c == ' ');
    let in_order = letters.windows(2).filter(|two| u32::from(two[1]) == u32::from(two[0]) + 1).count();
    spaced
        && letters.len() >= 2
        && letters.iter().all(|c| c.is_uppercase())
        && letters.iter().any(|c| VOWELS.contains(*c))
        && in_order * 2 < letters.len()
}

/// Closes the runs of letters that stand apart.
fn closed(text: &str, mended: &mut Mended) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let found = runs(text);
    let is_title = found.iter().any(|run| run.letters == run.count && is_spaced(run, text));
    if is_title {
        mended.apart += 1;
        let words = text.split("  ").map(|word| word.chars().filter(|c| *c != ' ').collect::<String>());
        let indent = text.len() - text.trim_start_matches(' ').len();
        out.push_str(text.get(..indent).unwrap_or(""));
        out.push_str(&words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
        return out;
    }
    for run in found.iter().filter(|run| is_spaced(run, text)) {
        mended.apart += 1;
        out.push_str(text.get(from..run.start).unwrap_or(""));
        out.extend(text.get(run.start..run.end).unwrap_or("").chars().filter(|c| *c != ' '));
        from = run.end;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    #[test]
    fn spaces_set_letters_apart_only_where_letters_stand_between_them() {
        for (text, expected) in [
            ("a       b", false),
            ("for N O T E one", true),
            ("Report\n\n       by the chair\n\nN O T E\n", false),
            ("и з а л о", true),
            ("зима       x", false),
            // A line ends what is apart.
            ("a b \n c d", false),
            ("и з \n а л", false),
        ] {
            assert_eq!(may_be_apart(text.as_bytes()), expected, "{text:?}");
        }
    }

    fn mended(text: &str) -> String {
        let lines = lines(text);
        let signs = Signs::of(text, &lines);
        let mut done = Mended::default();
        lines.iter().map(|line| mend(line.raw, signs, &mut done)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn ligatures_and_joined_forms_are_letters_and_signs_stay() {
        assert_eq!(mended("the ﬁrst oﬃce aﬄicted ﬂew ﬀ ﬆ"), "the first office afflicted flew ff st");
        // Lam-alef, an initial, medial, final and isolated form, a ligature of three, a doubled vowel.
        let shown = "\u{FEF7}\u{FEE3}\u{FEE2} \u{FEFB} \u{FE8D}\u{FEDF}\u{FEA4}\u{FEE7}\u{FC60}\u{FE93} \u{FD88}";
        assert_eq!(mended(shown), "لأمم لا الحن\u{64E}\u{651}ة لمح");
        assert_eq!(mended("ﷺ ﷲ ﷼ ﴾1﴿ ﬩"), "ﷺ ﷲ ﷼ ﴾1﴿ ﬩");
    }

    #[test]
    fn letters_that_stand_apart_are_closed_and_others_are_not() {
        for (apart, text) in [
            ("2 0 1 4 年 3 月 2 7 日", "2014年3月27日"),
            ("大 会 第 六 十 八 届 会 议", "大会第六十八届会议"),
            ("于 是 2 0 1 4 年 ， 通 过", "于是2014年，通过"),
            ("R E P O R T", "REPORT"),
            ("  R E P O R T   O F   T H E   C H A I R", "  REPORT OF THE CHAIR"),
            ("Д О К Л А Д", "ДОКЛАД"),
        ] {
            assert_eq!(mended(apart), text);
        }
        for text in [
            "第 822(1993)、 2014 年 3 月 27 日",
            "年 3 月 2 日 和",
            "大  会  安全理事会",
            "附 件 一",
            "A B C D E F",
            "Section A B is C",
            "1 2 3 4 5 6",
            "x y z x y",
            "代表团致 联合国",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
