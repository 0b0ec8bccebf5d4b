//! Break opportunities (UAX #14) with the tailorings of Chinese typesetting and of UN documents.
//!
//! The rules of the standard come from `icu_segmenter` (strict, 15.1). On top of them: no row starts with a closing mark or
//! ends with an opening one, not even after spaces; East Asian text breaks before an opening and after a closing quotation
//! mark; UN symbols, digit groups and dual month names stay whole while they fit; addresses break at `/ - ? &` only.

mod span;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};

use super::script::{is_han, is_kana};
use super::visible::ends_row;
use span::{Kind, Span};

/// How good it is to end a row at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Only where nothing else is left, and not even then if another cluster boundary will do.
    Never,
    /// Between clusters of a token longer than a row.
    #[default]
    Emergency,
    /// Inside something that stays whole while it fits in a row.
    Weak,
    /// A break opportunity.
    Allowed,
    /// The row ends here.
    Mandatory,
}

/// A place between two characters of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opportunity {
    /// Bytes of the text before the place.
    pub offset: u32,
    /// How good it is to end a row there.
    pub kind: Break,
}

/// The places of `text` that are anything but [`Break::Emergency`], in order; neither its start nor its end is one.
pub fn opportunities(text: &str) -> Vec<Opportunity> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    let segmenter = LineSegmenter::new_dictionary(options);
    let mut standard = segmenter.segment_str(text).peekable();
    let spans = span::find(text);
    let mut spans = spans.iter().peekable();
    let mut found = Vec::with_capacity(text.len() / 8);
    let mut context = Context::default();
    for (at, next) in text.char_indices() {
        while standard.next_if(|&place| place < at).is_some() {}
        let standard = standard.next_if_eq(&at).is_some();
        while spans.next_if(|span| span.end <= at).is_some() {}
        if at > 0 {
            let inside = spans.peek().copied().filter(|span| span.start < at);
            let kind = context.judge(text, at, next, standard, inside);
            if kind != Break::Emergency {
                found.push(Opportunity { offset: at as u32, kind });
            }
        }
        context.advance(next);
    }
    found
}

/// What stands before a place.
#[derive(Default)]
struct Context {
    /// The character before it.
    previous: char,
    /// The last character before it that is no space.
    ink: char,
}

impl Context {
    fn advance(&mut self, c: char) {
        self.previous = c;
        if !is_space(c) {
            self.ink = c;
        }
    }

    /// How good it is to break between `previous` and `next`, which stands at byte `at`.
    fn judge(&self, text: &str, at: usize, next: char, standard: bool, inside: Option<&Span>) -> Break {
        let previous = self.previous;
        if previous.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() {
            return Break::Emergency;
        }
        if ends_row(previous) && !(previous == '\r' && next == '\n') {
            return Break::Mandatory;
        }
        if self.is_kept_together(next) {
            return Break::Never;
        }
        match inside.map(|span| span.kind) {
            Some(Kind::Address { body }) => {
                let separates = |c| matches!(c, '/' | '-' | '?' | '&');
                return if at > body && separates(previous) && !separates(next) {
                    Break::Allowed
                } else {
                    Break::Emergency
                };
            }
            Some(Kind::Symbol) => return if standard || previous == '/' { Break::Weak } else { Break::Emergency },
            Some(Kind::Month) => return if standard { Break::Weak } else { Break::Emergency },
            None => {}
        }
        if standard {
            let weak = (is_group_space(previous) && next.is_numeric() && joins_digit_groups(text, at, previous))
                || (matches!(previous, '\u{2012}' | '\u{2013}') && next.is_ascii_digit() && follows_digit(text, at));
            return if weak { Break::Weak } else { Break::Allowed };
        }
        let quoted = (matches!(next, '“' | '‘') && is_east_asian(previous))
            || (matches!(previous, '”' | '’') && is_east_asian(next));
        if quoted { Break::Allowed } else { Break::Emergency }
    }

    /// Whether Chinese typesetting forbids a row to end before `next`.
    fn is_kept_together(&self, next: char) -> bool {
        if is_space(next) || next == '\u{AD}' {
            return true;
        }
        if self.ink == '\0' {
            return false;
        }
        let adjacent = !is_space(self.previous);
        starts_no_row(next)
            || (ends_no_row(self.ink) && (adjacent || is_east_asian(next) || !is_quote(self.ink)))
            || (adjacent && next == self.previous && matches!(next, '—' | '…' | '⸺'))
    }
}

/// White space that hangs at the end of a row.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}')
}

/// Closing punctuation that no row starts with.
pub fn starts_no_row(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '」'
            | '』'
            | '】'
            | '〉'
            | '〕'
            | '〗'
            | '〙'
            | '〛'
            | '］'
            | '｝'
            | '｡'
            | '､'
            | '｣'
            | '．'
            | '％'
            | '…'
            | '‥'
            | '’'
            | '”'
            | '»'
            | '›'
            | ')'
            | ']'
            | '}'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | '،'
            | '؛'
            | '؟'
            | '۔'
            | '٪'
            | '·'
            | '・'
            | '〟'
            | '″'
    )
}

/// Opening punctuation that no row ends with.
pub fn ends_no_row(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '「'
            | '『'
            | '【'
            | '〈'
            | '〔'
            | '〖'
            | '〘'
            | '〚'
            | '［'
            | '｛'
            | '｢'
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '('
            | '['
            | '{'
            | '〝'
    )
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '‹')
}

fn is_east_asian(c: char) -> bool {
    is_han(c) || is_kana(c) || matches!(c, '\u{3001}'..='\u{3020}' | '\u{FF01}'..='\u{FF60}')
}

fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2006}' | '\u{2008}' | '\u{2009}' | '\u{200A}' | '\u{202F}')
}

/// Whether the space before `at` parts the digit groups of one number: three digits on one side and one to three on the
/// other (`86 600`; `600 86` in logical order is the same number read from right to left).
fn joins_digit_groups(text: &str, at: usize, space: char) -> bool {
    let count = |chars: &mut dyn Iterator<Item = char>| chars.take(4).take_while(|c| c.is_numeric()).count();
    let after = text.get(at..).map_or(0, |rest| count(&mut rest.chars()));
    let before = text.get(..at - space.len_utf8()).map_or(0, |head| count(&mut head.chars().rev()));
    matches!((before, after), (1..=3, 3) | (3, 1..=3))
}

fn follows_digit(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|head| head.chars().rev().nth(1)).is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests;
