//! The breaker: one call for every character of a text, in order.

use super::class::Class;
use super::rules::{Rule, State};
use super::span::{self, Kind, Span};
use super::table::{self, STANDARD, TAILORED, Table};
use super::words::Words;
use super::{Break, ends_no_row, is_east_asian, is_space, starts_no_row, taste};
use crate::text::property;

/// How good it is to end a row before each character of a text.
///
/// The whole text is looked at a bounded number of times, however it is made.
#[derive(Debug)]
pub struct Breaker<'t> {
    text: &'t str,
    table: &'static Table,
    state: State,
    /// The state before a joiner, if `state` is [`State::JOINER`].
    joined: State,
    /// Places beyond this byte must be asked for: a span has begun.
    watch: usize,
    tailored: bool,
    spans: std::vec::IntoIter<Span>,
    span: Option<Span>,
    words: Words,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Table")
    }
}

impl<'t> Breaker<'t> {
    /// For rows as readers want them: UAX #14 with the tailorings of this module.
    pub fn new(text: &'t str) -> Self {
        let mut spans = span::find(text).into_iter();
        let span = spans.next();
        Self {
            text,
            table: &TAILORED,
            state: State::START,
            joined: State::START,
            watch: span.map_or(usize::MAX, |span| span.start),
            tailored: true,
            spans,
            span,
            words: Words::default(),
        }
    }

    /// For UAX #14 to the letter, SA resolved to AL and CM (LB1).
    pub fn standard(text: &'t str) -> Self {
        Self {
            text,
            table: &STANDARD,
            state: State::START,
            joined: State::START,
            watch: usize::MAX,
            tailored: false,
            spans: Vec::new().into_iter(),
            span: None,
            words: Words::default(),
        }
    }

    /// How good it is to end a row before `c`, which stands at byte `at` of the text and is of `class`
    /// ([`class::of`](super::class::of)).
    ///
    /// To be called once for each character of the text, in order. The answer for the first one, and for white space, which
    /// hangs at the end of a row, says nothing.
    #[inline]
    pub fn before(&mut self, at: usize, c: char, class: Class) -> Break {
        let left = self.state;
        let cell = self.table.cell(left, class);
        // Mostly the class is the state. A branch that is foreseen does not wait for the cell, as the next look-up would.
        self.state = State::of(class);
        if cell.next != self.state {
            self.turn(cell.next);
        }
        match cell.kind {
            Some(kind) if at <= self.watch => kind,
            _ => self.ask(left, at, c, class),
        }
    }

    #[cold]
    #[inline(never)]
    fn turn(&mut self, next: State) {
        self.state = next;
    }

    #[cold]
    #[inline(never)]
    fn ask(&mut self, left: State, at: usize, c: char, class: Class) -> Break {
        let joined = left == State::JOINER;
        let left = if joined { self.joined } else { left };
        if joined {
            self.state = left.then(class);
        }
        if class == Class::Zwj {
            self.joined = left.then(Class::Cm);
            self.state = State::JOINER;
        }
        if !self.tailored {
            return if joined { Break::Emergency } else { self.standard_kind(left, at, c, class) };
        }
        let kind = if joined {
            if table::is_closing(class) { Break::Never } else { Break::Emergency }
        } else {
            match TAILORED.cell(left, class).kind {
                Some(kind) => kind,
                None => self.tailor(left, at, c, class),
            }
        };
        while let Some(span) = self.span.filter(|span| span.end <= at) {
            self.span = self.spans.next();
            self.watch = self.span.map_or(usize::MAX, |span| span.start);
            debug_assert!(span.end <= self.watch);
        }
        match self.span {
            Some(span) if span.start < at => self.within(span, at, c, kind),
            _ => kind,
        }
    }

    /// What the standard says.
    fn standard_kind(&self, left: State, at: usize, c: char, class: Class) -> Break {
        match left.rule(class) {
            Rule::No => Break::Emergency,
            Rule::Yes => Break::Allowed,
            Rule::Must => Break::Mandatory,
            Rule::Ask if self.allows(at, c, class) => Break::Allowed,
            Rule::Ask => Break::Emergency,
        }
    }

    /// Whether the rules that look at what comes later let a row end here.
    fn allows(&self, at: usize, c: char, class: Class) -> bool {
        let mut later = self.later(at, c);
        match class {
            // LB15b.
            Class::QuFinal => !matches!(
                later.next(),
                None | Some(
                    Class::Sp
                        | Class::Gl
                        | Class::GlEast
                        | Class::Wj
                        | Class::Cl
                        | Class::ClEast
                        | Class::Qu
                        | Class::QuInitial
                        | Class::QuFinal
                        | Class::Cp
                        | Class::Ex
                        | Class::ExEast
                        | Class::Is
                        | Class::Sy
                        | Class::Bk
                        | Class::Cr
                        | Class::Lf
                        | Class::Nl
                        | Class::Zw
                )
            ),
            // LB15c.
            Class::Is => later.next() == Some(Class::Nu),
            // LB19a.
            Class::QuInitial => later.next().is_some_and(Class::is_east),
            // LB25.
            Class::Op | Class::OpEast => match later.next() {
                Some(Class::Nu) => false,
                Some(Class::Is) => later.next() != Some(Class::Nu),
                _ => true,
            },
            // LB28a.
            _ => later.next() != Some(Class::Vf),
        }
    }

    /// The classes after `c` at `at`, marks of LB9 left out.
    fn later(&self, at: usize, c: char) -> impl Iterator<Item = Class> {
        let rest = self.text.get(at + c.len_utf8()..).unwrap_or("");
        rest.chars().map(|c| property::of(c).line).filter(|class| !class.is_mark())
    }

    /// The places that tailorings may speak of.
    fn tailor(&mut self, left: State, at: usize, c: char, class: Class) -> Break {
        let word = self.words.before(self.text, at, c, class);
        let standard = self.standard_kind(left, at, c, class);
        if class == Class::Zwj {
            return standard;
        }
        if let Some(starts) = word {
            return if starts { Break::Allowed } else { Break::Emergency };
        }
        if is_space(c) {
            return Break::Emergency;
        }
        if c == '\u{AD}' {
            return Break::Never;
        }
        let head = self.text.get(..at).unwrap_or("");
        let previous = head.chars().next_back().unwrap_or('\0');
        let before = left.class();
        match class {
            Class::QuFinal if before == Class::Sp => {
                let ink = head.trim_end_matches(is_space).chars().next_back();
                let east = matches!(c, '”' | '’') && ink.is_some_and(is_east_asian);
                if east || standard == Break::Emergency { Break::Never } else { Break::Allowed }
            }
            Class::Is if standard == Break::Emergency => Break::Never,
            Class::Po | Class::PoEast if starts_no_row(c) => Break::Never,
            Class::B2 | Class::Ba | Class::Hy if matches!(c, '—' | '–' | '-') && self.is_parted(at, c) => {
                Break::Weak
            }
            _ if matches!(previous, '—' | '–' | '…') && !is_east_asian(c) && opens_aside(head) => Break::Weak,
            _ if left == State::SP_QUOTE => {
                let mut ink = head.trim_end_matches(is_space).chars().rev();
                let opens = ink.next().is_some_and(ends_no_row) && ink.next().is_some_and(is_east_asian);
                if opens || is_east_asian(c) { Break::Never } else { standard }
            }
            Class::QuInitial if matches!(c, '“' | '‘') && is_east_asian(previous) => Break::Allowed,
            _ if matches!(previous, '”' | '’') && is_east_asian(c) => match State::QU_FINAL_EAST.rule(class) {
                Rule::No => Break::Emergency,
                _ => Break::Allowed,
            },
            _ if standard == Break::Allowed && taste::is_held(head, self.text.get(at..).unwrap_or("")) => Break::Weak,
            // Marks of quotation part the words of a token that is wider than a row; an apostrophe does not.
            Class::QuInitial if standard == Break::Emergency && self.opens(at, c) => Break::Weak,
            _ if standard == Break::Emergency && before == Class::QuFinal && closes(head) => Break::Weak,
            _ => standard,
        }
    }

    /// Whether a word, or a mark that opens, follows the quotation mark `c` at `at`.
    fn opens(&self, at: usize, c: char) -> bool {
        let next = self.text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_alphanumeric() || ends_no_row(next))
    }

    /// Whether a space follows `c` at `at`.
    fn is_parted(&self, at: usize, c: char) -> bool {
        self.text.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(is_space))
    }

    /// The same within a span, which has breaks of its own.
    fn within(&self, span: Span, at: usize, c: char, kind: Break) -> Break {
        if matches!(kind, Break::Never | Break::Mandatory) || is_space(c) {
            return kind;
        }
        let previous = self.text.as_bytes().get(at.wrapping_sub(1)).copied().unwrap_or(0);
        let separates = |byte| matches!(byte, b'/' | b'-' | b'?' | b'&');
        let good = match span.kind {
            Kind::Address { body } if at > body => {
                let next = u8::try_from(c).unwrap_or(0);
                return if separates(previous) && !separates(next) { Break::Allowed } else { Break::Emergency };
            }
            Kind::Address { body } => at == body,
            Kind::Symbol | Kind::Month => kind == Break::Allowed || previous == b'/',
        };
        if good { Break::Weak } else { Break::Emergency }
    }
}

/// Whether `head` ends with a quotation mark, no apostrophe, that a word or a mark stands before.
fn closes(head: &str) -> bool {
    let mut last = head.chars().rev();
    last.next() != Some('’') && last.next().is_some_and(|c| !is_space(c) && !ends_no_row(c))
}

/// Whether the dashes or dots that `head` ends with stand after a space: what they set apart follows.
fn opens_aside(head: &str) -> bool {
    head.trim_end_matches(['—', '–', '…']).ends_with(is_space)
}
