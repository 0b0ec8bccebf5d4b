//! The lines of a text and what their edges say: indents, tabs, trailing spaces, blank lines, page breaks.

/// Characters that are measured.
const WIDEST: usize = 400;

/// One line of the source.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct Line<'a> {
    /// Its 1-based number.
    pub number: usize,
    /// All of it, without its end.
    pub raw: &'a str,
    /// Without its indent and what trails it; inner spaces and tabs are untouched.
    pub text: &'a str,
    /// Leading spaces, an ideographic space counting two.
    pub indent: usize,
    /// Leading tabs.
    pub tabs: usize,
    /// Trailing spaces.
    pub trailing: usize,
    /// Whether a tab trails the text.
    pub tail_tab: bool,
    /// The width of `text` in cells, roughly: wide characters count two, marks none.
    pub width: usize,
    /// Whether a page starts with it.
    pub opens_page: bool,
    /// Whether it goes on with the paragraph of the line before it, whatever stands between them on the pages.
    pub goes_on: bool,
    /// The table that begins with it, as an index of those that were found in the layout.
    pub table: Option<usize>,
}

impl Line<'_> {
    /// Nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// Splits at every kind of line end, a form feed between pages among them.
pub(in crate::import) fn lines(text: &str) -> Vec<Line<'_>> {
    let bytes = text.as_bytes();
    let has = |end: &str| memchr::memmem::find(bytes, end.as_bytes()).is_some();
    let is_plain = memchr::memchr(0xB, bytes).is_none() && !["\u{85}", "\u{2028}", "\u{2029}"].into_iter().any(has);
    let mut out = Vec::new();
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
    out
}

/// A line with this number; `raw` holds no line end.
pub(in crate::import) fn line(raw: &str, number: usize) -> Line<'_> {
    let is_edge = |c: char| matches!(c, ' ' | '\t' | '\u{3000}');
    let body = raw.trim_start_matches(is_edge);
    let (mut indent, mut tabs) = (0, 0);
    for c in raw[..raw.len() - body.len()].chars() {
        match c {
            '\t' => tabs += 1,
            '\u{3000}' => indent += 2,
            _ => indent += 1,
        }
    }
    let text = body.trim_end_matches(is_edge);
    let tail = &body[text.len()..];
    let text = if text.chars().all(char::is_whitespace) { "" } else { text };
    let trailing = tail.chars().filter(|c| *c != '\t').count();
    let (width, tail_tab) = (width(text), tail.contains('\t'));
    Line { number, raw, text, indent, tabs, trailing, tail_tab, width, opens_page: false, goes_on: false, table: None }
}

/// The width of a text in cells. Beyond the widest page the exact width says nothing.
fn width(text: &str) -> usize {
    let head = text.as_bytes().get(..text.len().min(WIDEST)).unwrap_or_default();
    if head.is_ascii() { head.len() } else { text.chars().take(WIDEST).map(cells).sum() }
}

/// How many cells a character takes, roughly: enough to compare the lengths of lines.
pub(in crate::import) fn cells(c: char) -> usize {
    match u32::from(c) {
        0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x200B..=0x200F => 0,
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
    let text = if text.ends_with(']') { text.split("[footnoteRef:").next().unwrap_or(text) } else { text };
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
        assert_eq!(seen[0], (1, "Title  here", 1, 2, 1));
        assert_eq!(seen[1], (2, "段落", 4, 0, 0));
        assert!(all[2].is_blank() && all[3].is_blank());
        assert_eq!((all[4].number, all[4].text), (4, "next"));
        assert_eq!((all[5].number, all[5].text), (5, "last"));
        assert_eq!(all[1].width, 4);
    }

    #[test]
    fn a_no_break_space_at_the_edge_stays() {
        assert_eq!(lines("\tمنظمة\u{A0}")[0].text, "منظمة\u{A0}");
        assert!(lines("\u{A0}")[0].is_blank());
    }
}
