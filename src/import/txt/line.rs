//! The lines of a text and what their edges say: indents, tabs, trailing spaces, blank lines, page breaks.

use std::num::NonZeroU32;

use super::width::width;
use crate::import::share;

/// One line of the source.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::import) struct Line<'a> {
    /// Its 1-based number.
    pub number: usize,
    /// All of it, without its end.
    pub raw: &'a str,
    /// Without its indent and what trails it; inner spaces and tabs are untouched.
    pub text: &'a str,
    /// Leading spaces, an ideographic space counting two.
    pub indent: u32,
    /// Leading tabs.
    pub tabs: u32,
    /// The width of `text` in cells, roughly: wide characters count two, marks none.
    pub width: u32,
    /// The table that begins with it, as one more than its index among those that were found in the layout.
    pub table: Option<NonZeroU32>,
    /// Whether spaces trail the text.
    pub trailing: bool,
    /// Whether a tab trails the text.
    pub tail_tab: bool,
    /// Whether a page starts with it.
    pub opens_page: bool,
    /// Whether it goes on with the paragraph of the line before it, whatever stands between them on the pages.
    pub goes_on: bool,
}

impl Line<'_> {
    /// Nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Leading spaces.
    pub fn indent(&self) -> usize {
        wide(self.indent)
    }

    /// Leading tabs.
    pub fn tabs(&self) -> usize {
        wide(self.tabs)
    }

    /// The width of its text in cells, of a long one that of its beginning.
    pub fn width(&self) -> usize {
        wide(self.width)
    }

    /// The index of the table that begins with it.
    pub fn table(&self) -> Option<usize> {
        self.table.map(|table| wide(table.get()) - 1)
    }

    /// The line as the beginning of the table with this index.
    pub fn with_table(self, index: usize) -> Self {
        Self { table: NonZeroU32::new(narrow(index.saturating_add(1))), ..self }
    }
}

/// Lines are many, and what is known of each of them is kept small.
fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn wide(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// Splits at every kind of line end, a form feed between pages among them.
pub(in crate::import) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut parts = share::of_parts(text, split).into_iter();
    let (mut out, mut counted) = parts.next().unwrap_or_default();
    out.reserve(parts.as_slice().iter().map(|(part, _)| part.len()).sum());
    for (part, own) in parts {
        out.extend(part.into_iter().map(|line| Line { number: line.number + counted, ..line }));
        counted += own;
    }
    out
}

/// The lines of a text, and the number of line ends that editors count.
fn split(text: &str) -> (Vec<Line<'_>>, usize) {
    let bytes = text.as_bytes();
    let is_plain = !any_of_blocks(bytes, 2, |block| {
        let at = |from: usize| block.get(from..).unwrap_or_default();
        let is_tab = |byte: &u8| u8::from(*byte == 0xB);
        // U+0085, U+2028 and U+2029.
        let is_end = |first: &u8, second: &u8, third: &u8| {
            let of_two = u8::from(*first == 0xC2) & u8::from(*second == 0x85);
            let last = u8::from(*third == 0xA8) | u8::from(*third == 0xA9);
            of_two | u8::from(*first == 0xE2) & u8::from(*second == 0x80) & last
        };
        let three = block.iter().zip(at(1)).zip(at(2));
        block.iter().fold(0, |found, byte| found | is_tab(byte)) != 0
            || three.fold(0, |found, ((a, b), c)| found | is_end(a, b, c)) != 0
            || block.ends_with("\u{85}".as_bytes())
    });
    let mut out = Vec::with_capacity(memchr::memchr_iter(b'\n', bytes).count() + 1);
    let (mut start, mut number, mut opens_page) = (0, 1, false);
    let mut split = |at: usize, c: char| {
        // The line feed of a pair ends nothing more.
        if at < start {
            return;
        }
        out.push(Line { opens_page, ..line(text.get(start..at).unwrap_or(""), number) });
        start = at + c.len_utf8() + usize::from(c == '\r' && bytes.get(at + 1) == Some(&b'\n'));
        // Editors count neither form feeds nor vertical tabs as lines.
        number += usize::from(!matches!(c, '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}'));
        opens_page = c == '\u{C}';
    };
    if is_plain {
        memchr::memchr3_iter(b'\n', b'\r', 0xC, bytes).for_each(|at| split(at, char::from(bytes[at])));
    } else {
        let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        text.char_indices().filter(|(_, c)| is_end(*c)).for_each(|(at, c)| split(at, c));
    }
    if start < text.len() {
        out.push(Line { opens_page, ..line(text.get(start..).unwrap_or(""), number) });
    }
    (out, number - 1)
}

/// Bytes that [`any_of_blocks`] looks at together.
const BLOCK: usize = 1 << 12;

/// Whether `is` finds something in the bytes, which it is given block after block, each with the first `more` bytes of the
/// next. In a block it looks at all of them, without a way out: that is done many bytes at once.
#[inline]
pub(super) fn any_of_blocks(bytes: &[u8], more: usize, is: impl Fn(&[u8]) -> bool) -> bool {
    let block = |from: usize| bytes.get(from..bytes.len().min(from + BLOCK + more)).unwrap_or_default();
    (0..bytes.len()).step_by(BLOCK).any(|from| is(block(from)))
}

/// 1 for a space.
#[inline]
pub(super) fn space(byte: &u8) -> u8 {
    u8::from(*byte == b' ')
}

/// Whether three spaces stand one after the other.
#[inline]
pub(super) fn has_gap(text: &str) -> bool {
    any_of_blocks(text.as_bytes(), 2, |block| {
        let at = |from: usize| block.get(from..).unwrap_or_default();
        let three = block.iter().zip(at(1)).zip(at(2));
        three.fold(0, |found, ((a, b), c)| found | space(a) & space(b) & space(c)) != 0
    })
}

/// Whether four spaces stand one after the other.
#[inline]
pub(super) fn has_wide_gap(text: &str) -> bool {
    any_of_blocks(text.as_bytes(), 3, |block| {
        let at = |from: usize| block.get(from..).unwrap_or_default();
        let four = block.iter().zip(at(1)).zip(at(2)).zip(at(3));
        four.fold(0, |found, (((a, b), c), d)| found | space(a) & space(b) & space(c) & space(d)) != 0
    })
}

/// A line with this number; `raw` holds no line end.
pub(in crate::import) fn line(raw: &str, number: usize) -> Line<'_> {
    if raw.is_empty() {
        return Line { number, ..Line::default() };
    }
    let is_edge = |c: char| matches!(c, ' ' | '\t' | '\u{3000}');
    // The bytes that these begin and end with: most lines have none at their edges.
    let bytes = raw.as_bytes();
    let is_indented = matches!(bytes.first(), Some(b' ' | b'\t' | 0xE3));
    let is_trailed = matches!(bytes.last(), Some(b' ' | b'\t' | 0x80));
    let body = if is_indented { raw.trim_start_matches(is_edge) } else { raw };
    let (mut indent, mut tabs) = (0_u32, 0_u32);
    for c in raw[..raw.len() - body.len()].chars() {
        match c {
            '\t' => tabs = tabs.saturating_add(1),
            '\u{3000}' => indent = indent.saturating_add(2),
            _ => indent = indent.saturating_add(1),
        }
    }
    let text = if is_trailed { body.trim_end_matches(is_edge) } else { body };
    let tail = &body[text.len()..];
    let text = if text.chars().all(char::is_whitespace) { "" } else { text };
    Line {
        number,
        raw,
        text,
        indent,
        tabs,
        width: narrow(width(text)),
        table: None,
        trailing: tail.contains([' ', '\u{3000}']),
        tail_tab: tail.contains('\t'),
        opens_page: false,
        goes_on: false,
    }
}

/// How many cells a character takes, roughly: enough to compare the lengths of lines.
pub(in crate::import) fn cells(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x200B..=0x200F => 0,
        // Nothing that is wide comes before.
        0..=0x2E7F => 1,
        _ if is_wide(c) => 2,
        _ => 1,
    }
}

/// Whether a character is written without spaces around it: ideographs, kana, and the punctuation of their width.
pub(in crate::import) fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x303E | 0x3041..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFF)
}

/// Whether a text ends a sentence, ignoring quotes and brackets that close after its stop.
pub(in crate::import) fn ends_sentence(text: &str) -> bool {
    last_weighty(text).is_some_and(|c| matches!(c, '.' | '。' | '．' | '!' | '！' | '?' | '？' | '؟' | '۔' | '…'))
}

/// Whether a text ends in any stop or comma: what headings and titles do not do.
pub(in crate::import) fn ends_stopped(text: &str) -> bool {
    ends_sentence(text)
        || last_weighty(text).is_some_and(|c| matches!(c, ',' | '，' | '،' | '、' | ';' | '；' | '؛' | ':' | '：'))
}

fn last_weighty(text: &str) -> Option<char> {
    // The text of a heading ends before the body of its note.
    let text =
        if text.as_bytes().last() == Some(&b']') { text.split("[footnoteRef:").next().unwrap_or(text) } else { text };
    let closing = ['"', '\'', '”', '’', '»', '」', '』', ')', '）', ']', '》', '*', ' ', '\t', '\u{A0}'];
    text.trim_end_matches(closing).chars().next_back()
}

/// Whether the whole text is one link target.
pub(in crate::import) fn is_url(text: &str) -> bool {
    ["http://", "https://", "ftp://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
        && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_read_and_inner_spaces_stay() {
        let all = lines(" \t\tTitle  here\t \r\n\u{3000}\u{3000}段落\n\n\u{C}next\rlast");
        let seen: Vec<_> = all.iter().map(|l| (l.number, l.text, l.indent, l.tabs, l.trailing)).collect();
        assert_eq!(seen[0], (1, "Title  here", 1, 2, true));
        assert_eq!(seen[1], (2, "段落", 4, 0, false));
        assert!(all[2].is_blank() && all[3].is_blank());
        assert_eq!((all[4].number, all[4].text), (4, "next"));
        assert_eq!((all[5].number, all[5].text), (5, "last"));
        assert_eq!(all[1].width, 4);
    }

    #[test]
    fn a_long_text_has_the_lines_of_a_short_one() {
        let piece = "first\r\nsecond\rthird\u{C}\n\n第五行\n";
        // Editors do not count the end of a page.
        let wanted = [(1, "first"), (2, "second"), (3, "third"), (3, ""), (4, ""), (5, "第五行")];
        let times = (3 << 20) / piece.len();
        let text = piece.repeat(times);
        let all = lines(&text);
        assert_eq!(all.len(), wanted.len() * times);
        for (round, own) in all.chunks(wanted.len()).enumerate() {
            let seen: Vec<_> = own.iter().map(|l| (l.number - 5 * round, l.text)).collect();
            assert_eq!(seen, wanted);
            assert_eq!(own.iter().position(|line| line.opens_page), Some(3));
        }
    }

    #[test]
    fn gaps_are_found_wherever_they_stand() {
        let long = |gap: &str| format!("{}{gap}{}", "a b  ".repeat(819), "c d  ".repeat(900));
        for gap in ["", " ", "  ", "x   y", "x    y", "   ", "    "] {
            for text in [gap.to_owned(), format!("a{gap}"), format!("{gap}b"), long(gap), long(&format!("x{gap}x"))] {
                assert_eq!(has_gap(&text), text.contains("   "), "{gap:?}");
                assert_eq!(has_wide_gap(&text), text.contains("    "), "{gap:?}");
            }
        }
    }

    #[test]
    fn a_no_break_space_at_the_edge_stays() {
        assert_eq!(lines("\tمنظمة\u{A0}")[0].text, "منظمة\u{A0}");
        assert!(lines("\u{A0}")[0].is_blank());
    }
}
