//! Break opportunities (UAX #14) with the tailorings of Chinese typesetting and of UN documents.
//!
//! The rules of the standard come from `icu_segmenter` (strict, 15.1). On top of them: no row starts with a closing mark or
//! ends with an opening one, not even after spaces; East Asian text breaks before an opening and after a closing quotation
//! mark; UN symbols, digit groups and dual month names stay whole while they fit; addresses break at `/ - ? &` only.

mod span;

use std::cmp::Ordering;

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
///
/// Places before white space are left out: white space hangs, so that no row needs to end there.
pub fn opportunities(text: &str) -> Vec<Opportunity> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    let segmenter = LineSegmenter::new_dictionary(options);
    let mut standard = segmenter.segment_str(text).skip_while(|&place| place == 0);
    let mut place = standard.next().unwrap_or(text.len());
    let spans = span::find(text);
    let mut spans = spans.iter().peekable();
    let mut found = Vec::with_capacity(text.len() / 8);
    let mut context = Context::default();
    for (at, next) in text.char_indices() {
        let allowed = place == at && at > 0;
        if place <= at {
            place = standard.next().unwrap_or(text.len());
        }
        let letter = is_letter(next);
        if letter && context.letter {
            // Nothing is tailored between two letters, and no stretch has a standard break there.
            if allowed {
                found.push(Opportunity { offset: at as u32, kind: Break::Allowed });
            }
        } else if at > 0 {
            while spans.next_if(|span| span.end <= at).is_some() {}
            let inside = spans.peek().copied().filter(|span| span.start < at);
            let kind = context.judge(text, at, next, allowed, inside);
            if kind != Break::Emergency {
                found.push(Opportunity { offset: at as u32, kind });
            }
        }
        context.advance(next, letter);
    }
    found
}

/// Letters and digits of the great scripts: nothing that the tailorings speak of.
fn is_letter(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{C0}'..='\u{24F}' | '\u{400}'..='\u{481}' | '\u{5D0}'..='\u{5EA}'
        | '\u{620}'..='\u{65F}' | '\u{3041}'..='\u{3096}' | '\u{4E00}'..='\u{9FFF}')
}

/// What stands before a place.
#[derive(Default)]
struct Context {
    /// The character before it.
    previous: char,
    /// The last character before it that is no space.
    ink: char,
    /// Whether `previous` is a letter.
    letter: bool,
}

impl Context {
    fn advance(&mut self, c: char, letter: bool) {
        self.previous = c;
        self.letter = letter;
        if letter || !is_space(c) {
            self.ink = c;
        }
    }

    /// How good it is to break between `previous` and `next`, which stands at byte `at`.
    fn judge(&self, text: &str, at: usize, next: char, standard: bool, inside: Option<&Span>) -> Break {
        let previous = self.previous;
        if ends_row(previous) && !(previous == '\r' && next == '\n') {
            return Break::Mandatory;
        }
        if is_space(next) {
            return Break::Emergency;
        }
        if self.is_kept_together(next) {
            return Break::Never;
        }
        match inside.map(|span| span.kind) {
            Some(Kind::Address { body }) => {
                let separates = |c| matches!(c, '/' | '-' | '?' | '&');
                return match at.cmp(&body) {
                    Ordering::Equal => Break::Weak,
                    Ordering::Greater if separates(previous) && !separates(next) => Break::Allowed,
                    _ => Break::Emergency,
                };
            }
            Some(Kind::Symbol) => return if standard || previous == '/' { Break::Weak } else { Break::Emergency },
            Some(Kind::Month) => return if standard { Break::Weak } else { Break::Emergency },
            None => {}
        }
        if standard {
            let weak = (is_group_space(previous) && is_digit(next) && joins_digit_groups(text, at, previous))
                || (matches!(previous, '\u{2012}' | '\u{2013}') && is_digit(next) && follows_digit(text, at));
            return if weak { Break::Weak } else { Break::Allowed };
        }
        let quoted = (matches!(next, '“' | '‘') && is_east_asian(previous))
            || (matches!(previous, '”' | '’') && is_east_asian(next));
        if quoted { Break::Allowed } else { Break::Emergency }
    }

    /// Whether Chinese typesetting forbids a row to end before `next`.
    fn is_kept_together(&self, next: char) -> bool {
        if next == '\u{AD}' {
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

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{FF10}'..='\u{FF19}')
}

fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2006}' | '\u{2008}' | '\u{2009}' | '\u{200A}' | '\u{202F}')
}

/// Whether the space before `at` parts the digit groups of one number: three digits on one side and one to three on the
/// other (`86 600`; `600 86` in logical order is the same number read from right to left).
fn joins_digit_groups(text: &str, at: usize, space: char) -> bool {
    let count = |chars: &mut dyn Iterator<Item = char>| chars.take(4).take_while(|&c| is_digit(c)).count();
    let after = text.get(at..).map_or(0, |rest| count(&mut rest.chars()));
    let before = text.get(..at - space.len_utf8()).map_or(0, |head| count(&mut head.chars().rev()));
    matches!((before, after), (1..=3, 3) | (3, 1..=3))
}

fn follows_digit(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|head| head.chars().rev().nth(1)).is_some_and(is_digit)
}

#[cfg(test)]
mod tests;
