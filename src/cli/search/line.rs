//! A match as it is printed: a line of text, or an object of JSON.

use std::fmt::Write;
use std::ops::Range;

use serde::Serialize;

use crate::export::clean::{self, visible};
use crate::search::{Beside, KINDS};

/// Characters of context on each side of a match.
const CONTEXT: usize = 40;

/// How matches are printed.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) json: bool,
    /// Whether colours may be used.
    pub(super) bright: bool,
}

/// A block with matches.
pub(super) struct Lines<'a> {
    pub(super) work: Option<&'a str>,
    /// What the line begins with.
    pub(super) name: &'a str,
    /// The file's name.
    pub(super) version: &'a str,
    pub(super) language: &'a str,
    pub(super) key: &'a str,
    pub(super) kind: crate::document::Kind,
    pub(super) text: &'a str,
    /// Whether the text may be printed as it is.
    pub(super) harmless: bool,
    pub(super) note: Option<&'a str>,
}

/// The aligned text of one other version.
pub(super) struct With {
    pub(super) language: String,
    pub(super) beside: Beside,
}

/// One match, as `--json` prints it; places are counted in Unicode scalar values.
#[derive(Serialize)]
struct Hit<'a> {
    work: Option<&'a str>,
    version: &'a str,
    language: &'a str,
    key: &'a str,
    kind: &'a str,
    start: usize,
    end: usize,
    exact: bool,
    text: &'a str,
    before: &'a str,
    after: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    with: Vec<Aligned<'a>>,
}

/// The aligned text of one other version, with what of it translates the match.
#[derive(Serialize)]
struct Aligned<'a> {
    language: &'a str,
    text: &'a str,
    words: String,
    marks: Vec<[usize; 2]>,
}

impl Lines<'_> {
    /// Appends one match, at bytes `range` of the text; `counted` goes along from match to match of a block.
    pub(super) fn put(
        &self,
        into: &mut String,
        range: &Range<usize>,
        exact: bool,
        with: &[With],
        style: Style,
        counted: &mut Counted,
    ) {
        if style.json {
            self.json(into, range, exact, with, counted);
        } else {
            self.plain(into, range, with, style.bright);
        }
    }

    /// Appends a block that answers without a place in it.
    pub(super) fn put_whole(&self, into: &mut String, with: &[With], style: Style) {
        self.put(into, &(0..0), true, with, style, &mut Counted::default());
    }

    fn json(&self, into: &mut String, range: &Range<usize>, exact: bool, with: &[With], counted: &mut Counted) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let (before, after) = context(self.text, range);
        let start = counted.scalars(self.text, range.start);
        let aligned = with.iter().map(|with| {
            let text = with.beside.text.as_str();
            let scalars = |at: usize| text.get(..at).map_or(0, |before| before.chars().count());
            Aligned {
                language: &with.language,
                text,
                words: with.beside.words(),
                marks: with.beside.marks.iter().map(|mark| [scalars(mark.start), scalars(mark.end)]).collect(),
            }
        });
        let hit = Hit {
            work: self.work,
            version: self.version,
            language: self.language,
            key: self.key,
            kind: KINDS.iter().find(|(_, kind)| *kind == self.kind).map_or("", |(name, _)| name),
            start,
            end: start + text.chars().count(),
            exact,
            text,
            before,
            after,
            note: self.note,
            with: aligned.collect(),
        };
        // Strings and numbers only: this cannot fail.
        into.push_str(&clean::json(&hit).unwrap_or_default());
        into.push('\n');
    }

    fn plain(&self, into: &mut String, range: &Range<usize>, with: &[With], bright: bool) {
        let (before, after) = context(self.text, range);
        let put_text = if self.harmless { String::push_str } else { put };
        put(into, self.name);
        into.push(':');
        put(into, self.key);
        into.push_str(": ");
        if before.len() < range.start {
            into.push('…');
        }
        put_text(into, before);
        let (on, off) = if bright && !range.is_empty() { ("\u{1B}[1;31m", "\u{1B}[0m") } else { ("", "") };
        into.push_str(on);
        put_text(into, self.text.get(range.clone()).unwrap_or_default());
        into.push_str(off);
        put_text(into, after);
        if range.end + after.len() < self.text.len() {
            into.push('…');
        }
        into.push('\n');
        for With { language, beside } in with {
            into.push_str("    ");
            put(into, language);
            into.push_str(": ");
            if beside.text.is_empty() {
                into.push_str("— not in this version —");
            }
            let (on, off) = if bright { ("\u{1B}[1;4m", "\u{1B}[0m") } else { ("[", "]") };
            let mut at = 0;
            for mark in &beside.marks {
                put(into, beside.text.get(at..mark.start).unwrap_or_default());
                into.push_str(on);
                put(into, beside.text.get(mark.clone()).unwrap_or_default());
                into.push_str(off);
                at = mark.end;
            }
            put(into, beside.text.get(at..).unwrap_or_default());
            into.push('\n');
        }
        if let Some(note) = self.note {
            let _ = writeln!(into, "    note: {}", clean::line(note));
        }
    }
}

/// Appends a text with nothing in it that a terminal would obey.
pub(super) fn put(into: &mut String, text: &str) {
    if is_harmless(text) { into.push_str(text) } else { into.push_str(&visible(text)) }
}

/// Whether a text may be printed as it is, seen by its bytes: nearly every one may.
pub(super) fn is_harmless(text: &str) -> bool {
    // Bytes with which a character begins that may not: controls, U+0080–9F, U+2028–2069, U+3164, U+FF00–FFFF, planes 1 and up.
    let suspect = |byte: u8| byte < 0x20 || matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xE3 | 0xEF | 0xF0..);
    let harmless = |c: char| {
        !matches!(c, '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{3164}'
            | '\u{FFA0}' | '\u{FFF0}'..)
    };
    let mut from = 0;
    while let Some(at) = text.as_bytes().get(from..).and_then(|rest| rest.iter().position(|&byte| suspect(byte))) {
        let Some(c) = text.get(from + at..).and_then(|rest| rest.chars().next()) else { return false };
        if !harmless(c) {
            return false;
        }
        from += at + c.len_utf8();
    }
    true
}

/// Up to [`CONTEXT`] characters on each side of `range`.
fn context<'t>(text: &'t str, range: &Range<usize>) -> (&'t str, &'t str) {
    let (before, after) = (text.get(..range.start).unwrap_or(""), text.get(range.end..).unwrap_or(""));
    let room = if range.is_empty() { 4 * CONTEXT } else { CONTEXT };
    let begins = |byte: &u8| byte & 0xC0 != 0x80;
    let start = before.bytes().enumerate().rev().filter(|(_, byte)| begins(byte)).nth(room - 1).map_or(0, |(at, _)| at);
    let end = after.bytes().enumerate().filter(|(_, byte)| begins(byte)).nth(room).map_or(after.len(), |(at, _)| at);
    (before.get(start..).unwrap_or(before), after.get(..end).unwrap_or(after))
}

/// Counts characters of a block from the last place asked for, so that many matches in one block stay linear.
#[derive(Default)]
pub(super) struct Counted {
    byte: usize,
    scalars: usize,
}

impl Counted {
    fn scalars(&mut self, text: &str, byte: usize) -> usize {
        if byte < self.byte {
            *self = Self::default();
        }
        self.scalars += text.get(self.byte..byte).map_or(0, |part| part.chars().count());
        self.byte = byte;
        self.scalars
    }
}
