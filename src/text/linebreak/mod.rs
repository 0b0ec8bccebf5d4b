//! Break opportunities (UAX #14) with the tailorings of Chinese typesetting and of UN documents.
//!
//! The rules of the standard (Unicode 18.0) are tables of our own ([`Breaker::standard`]). On top of them: no row starts with
//! a closing mark or ends with an opening one, not even after spaces; East Asian text breaks before an opening and after a
//! closing quotation mark; UN symbols, digit groups and dual month names stay whole while they fit; addresses break at
//! `/ - ? &` only.

mod breaker;
pub mod class;
mod rules;
mod span;
mod table;
mod taste;
mod words;

pub use breaker::Breaker;
pub use class::Class;

use super::property;
use super::script::{is_han, is_kana};

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
    let mut breaker = Breaker::new(text);
    collect(text, &mut breaker)
}

/// The places where UAX #14 (Unicode 18.0), without any tailoring, allows or mandates that a line ends; neither the start of
/// `text` nor its end is one.
pub fn standard(text: &str) -> Vec<Opportunity> {
    let mut breaker = Breaker::standard(text);
    collect(text, &mut breaker)
}

fn collect(text: &str, breaker: &mut Breaker<'_>) -> Vec<Opportunity> {
    let mut found = Vec::with_capacity(text.len() / 8);
    for (at, c) in text.char_indices() {
        let kind = breaker.before(at, c, property::of(c).line);
        if at > 0 && kind != Break::Emergency {
            found.push(Opportunity { offset: at as u32, kind });
        }
    }
    found
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

fn is_east_asian(c: char) -> bool {
    is_han(c) || is_kana(c) || matches!(c, '\u{3001}'..='\u{3020}' | '\u{FF01}'..='\u{FF60}')
}

#[cfg(test)]
mod tests;
