//! Pieces to drafts: which labels are believed, given what the source says about each piece.

use std::collections::HashSet;

use super::{Piece, Role};
use crate::document::{Block, Span, ordinal};
use crate::import::txt::draft::{self, Draft};
use crate::import::txt::form::{Form, Shape};
use crate::import::txt::label::{Label, Mark, item, label, trailing_annex};
use crate::import::txt::line::{cells, ends_stopped};
use crate::import::txt::structure::State;
use crate::import::txt::unit::Unit;
use crate::import::txt::warn::Warnings;

/// How many paragraphs with a number make a document one of numbered paragraphs.
const NUMBERED: usize = 3;

/// How many headings make a document one whose source says what its headings are.
const HEADED: usize = 2;

/// Gives every piece its draft; texts and spans are taken out of the pieces.
pub(super) fn drafts(pieces: &mut [Piece], warnings: &mut Warnings) -> Vec<Draft> {
    let is_numbered = |piece: &Piece| {
        let found = |text: &str| label(text).is_some_and(|found| matches!(found.mark, Mark::Number(_)));
        matches!(piece.role, Role::Paragraph | Role::Text)
            && piece.label.as_ref().map_or_else(|| found(&piece.text), |label| found(&format!("{label}\t")))
    };
    let has_numbers = pieces.iter().filter(|piece| is_numbered(piece)).take(NUMBERED).count() == NUMBERED;
    let depth = |piece: &Piece| match piece.role {
        Role::Heading(level) => Some(level).filter(|_| decimal(&composed(piece).0).is_some()),
        _ => None,
    };
    let top = pieces.iter().filter_map(depth).min().unwrap_or(1);
    let has_headings =
        pieces.iter().filter(|piece| matches!(piece.role, Role::Heading(_))).take(HEADED).count() == HEADED;
    let state = State::new(Shape { form: Form::Lines, width: 0 });
    let set_off = pieces.iter().filter_map(|piece| han_article(&piece.text).filter(|(_, rest)| !goes_on(rest)));
    let articles = set_off.map(|(n, _)| n).collect();
    let mut reading = Reading { state, has_numbers, has_headings, articles, top };
    let mut out = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.iter_mut().enumerate() {
        for draft in reading.drafts(index, piece, warnings) {
            reading.state.saw(&draft);
            out.push(draft);
        }
    }
    out
}

/// The text of a piece with its label before it, set off by a tab, and where the text proper begins.
fn composed(piece: &Piece) -> (String, usize) {
    match &piece.label {
        Some(label) if piece.text.is_empty() => (label.clone(), label.len() + 1),
        Some(label) => (format!("{label}\t{}", piece.text), label.len() + 1),
        None => (piece.text.clone(), 0),
    }
}

struct Reading {
    state: State,
    /// Whether paragraphs outside of lists are numbered: then the numbers of lists are those of items.
    has_numbers: bool,
    /// Whether the source says what its headings are: then `B. Reed` is a name and no heading.
    has_headings: bool,
    /// The articles (`第一条`) whose number is set off from a text in Han characters.
    articles: HashSet<u32>,
    /// The level of the outermost headings with decimal numbers.
    top: u8,
}

impl Reading {
    fn drafts(&mut self, index: usize, piece: &mut Piece, warnings: &mut Warnings) -> Vec<Draft> {
        let (text, start) = composed(piece);
        let mut unit = Unit {
            line: piece.line,
            width: text.chars().take(400).map(cells).sum(),
            text,
            spans: std::mem::take(&mut piece.spans),
            blank_before: true,
            lines: 1,
            piece: Some(index),
            depth: match piece.role {
                Role::Item(level) if piece.label.is_some() => level.max(1),
                _ => 0,
            },
            ..Unit::default()
        };
        // A label with nothing after it but the call of a note has no gap that the call could stand behind.
        let end = unit.text.len();
        for span in &mut unit.spans {
            (span.start, span.end) = ((span.start + start).min(end), (span.end + start).min(end));
        }
        let whole = |role: draft::Role, unit: Unit| vec![Draft::new(role, unit, start.saturating_sub(1), start)];
        match piece.role {
            Role::Title => whole(draft::Role::Title, unit),
            Role::Quotation => whole(draft::Role::Quotation, unit),
            Role::Note(_) => whole(draft::Role::Note, unit),
            Role::Metadata => whole(draft::Role::Metadata, unit),
            Role::Signature => whole(draft::Role::Signature, unit),
            Role::Table | Role::Verbatim => {
                let (rows, spans) = table(piece);
                let draft = Draft::plain(draft::Role::Table, Unit { rows, text: String::new(), ..unit });
                vec![Draft { spans, ..draft }]
            }
            Role::Heading(level) => vec![self.heading(unit, start, level, warnings)],
            Role::Item(level) => self.item(unit, start, level, warnings),
            Role::Paragraph => self.paragraph(unit, start, warnings),
            Role::Text => {
                let ordinals = (self.state.first, self.state.second);
                let plain = unit.clone();
                let found = self.paragraph(unit, start, warnings);
                if found.iter().all(|draft| !matches!(draft.role, draft::Role::Heading(_) | draft::Role::Title)) {
                    return found;
                }
                (self.state.first, self.state.second) = ordinals;
                whole(draft::Role::Paragraph(None), plain)
            }
        }
    }

    fn paragraph(&mut self, unit: Unit, start: usize, warnings: &mut Warnings) -> Vec<Draft> {
        let is_ordinal = |text: &str| label(text).is_some_and(|found| matches!(found.mark, Mark::Ordinal { .. }));
        if start == 0 && self.has_headings && (is_ordinal(&unit.text) || self.is_mention(&unit.text)) {
            return vec![Draft::plain(draft::Role::Paragraph(None), unit)];
        }
        if start == 0 {
            return self.state.draft(unit, false, warnings);
        }
        let text = unit.text.clone();
        let found = label(&text).and_then(|mut found| {
            // What a program numbers is a number without a stop, too.
            if let Mark::Bare(n) = found.mark {
                found.mark = Mark::Number(n);
            }
            self.state.labelled(&unit, &found, warnings)
        });
        found.unwrap_or_else(|| vec![Draft::new(draft::Role::Paragraph(None), unit, start - 1, start)])
    }

    /// Whether a paragraph speaks of a first or second article, or rule, or line (`第一条 permit 指令允许…`): such a space stands
    /// between Han characters and others. An article has others beside it.
    fn is_mention(&self, text: &str) -> bool {
        let is_one = |n: Option<u32>| n.is_some_and(|n| self.articles.contains(&n));
        let is_alone = |n: u32| !is_one(n.checked_add(1)) && !is_one(n.checked_sub(1));
        let is_sentence = |rest: &str| ends_stopped(rest) || rest.contains(['，', '。']);
        han_article(text).is_some_and(|(n, rest)| {
            is_alone(n)
                && rest.strip_prefix(' ').is_some_and(|rest| !rest.starts_with([' ', '\u{3000}']) && is_sentence(rest))
        })
    }

    fn heading(&mut self, unit: Unit, start: usize, level: u8, warnings: &mut Warnings) -> Draft {
        let text = unit.text.clone();
        let line = Some(unit.line);
        if let Some((parts, n, end)) = decimal(&text) {
            let rest = text.get(end..).unwrap_or("").trim_start_matches([' ', '\t', '\u{3000}']);
            // Under ordinals of the United Nations' kind (`I.`, `A.`) a number is one of the third level.
            let level = match parts {
                1 if self.state.first > 0 || self.state.second > 0 => 3,
                1 => level.saturating_sub(self.top).saturating_add(1),
                parts => parts,
            };
            let role = draft::Role::Heading(Some((level, n)));
            return Draft::new(role, unit, end, text.len() - rest.len());
        }
        let found = label(&text).filter(|found| !matches!(found.mark, Mark::Bullet | Mark::Star | Mark::Bare(_)));
        let role = match found.as_ref().map(|found| (found, &found.mark)) {
            Some((_, Mark::Ordinal { first, second })) => {
                self.state.ordinal(*first, *second, true, true, line, warnings)
            }
            Some((_, mark @ Mark::Item { .. })) => Some(draft::Role::Item(Some(mark.clone()))),
            Some((found, Mark::Annex(n))) => {
                (self.state.number, self.state.first, self.state.second) = (0, 0, 0);
                if n.is_none() && !found.rest.is_empty() {
                    return Draft::new(draft::Role::Annex(None), unit, start.saturating_sub(1), start);
                }
                Some(draft::Role::Annex(*n))
            }
            Some((_, Mark::Article(n))) => {
                (self.state.number, self.state.second) = (0, 0);
                Some(draft::Role::Article(*n))
            }
            _ => None,
        };
        match (role, found) {
            (Some(role), Some(found)) => {
                let mut draft = Draft::new(role, unit, found.printed.len(), text.len() - found.rest.len());
                draft.tabbed = found.tabbed;
                draft
            }
            _ => {
                let role = match trailing_annex(&text) {
                    Some(n) => {
                        (self.state.number, self.state.first, self.state.second) = (0, 0, 0);
                        draft::Role::Annex(n)
                    }
                    None => draft::Role::Heading(None),
                };
                Draft::new(role, unit, start.saturating_sub(1), start)
            }
        }
    }

    fn item(&mut self, unit: Unit, start: usize, level: u8, warnings: &mut Warnings) -> Vec<Draft> {
        let text = unit.text.clone();
        let found = label(&text).or_else(|| bare(&text, start));
        // A star or bullet of an automatic list is all of its label: `**.`
        let found = found.map(|found| match (&found.mark, start.checked_sub(1).and_then(|end| text.get(..end))) {
            (Mark::Star | Mark::Bullet, Some(printed)) if printed.len() > found.printed.len() => {
                Label { printed, rest: text.get(start..).unwrap_or(""), tabbed: true, ..found }
            }
            _ => found,
        });
        let Some(found) = found else {
            return vec![Draft::new(draft::Role::Item(None), unit, start.saturating_sub(1), start)];
        };
        let mark = match found.mark {
            Mark::Article(_) | Mark::Annex(_) if start > 0 => {
                let drafts = self.state.labelled(&unit, &found, warnings);
                return drafts.unwrap_or_else(|| vec![Draft::plain(draft::Role::Item(None), unit)]);
            }
            Mark::Number(n) if self.is_paragraph(n, level) => {
                self.state.number = n;
                let mut draft = draft_of(draft::Role::Paragraph(Some(n)), unit, &text, &found);
                draft.tabbed = true;
                return vec![draft];
            }
            Mark::Number(n) | Mark::Bare(n) if n < 1_000 => {
                Mark::Item { letter: None, roman: None, digit: Some(n), han: false }
            }
            Mark::Ordinal { first, second } => {
                Mark::Item { letter: second.or(first), roman: first, digit: None, han: false }
            }
            mark @ (Mark::Item { .. } | Mark::Bullet | Mark::Star) => mark,
            _ => return vec![Draft::new(draft::Role::Item(None), unit, start.saturating_sub(1), start)],
        };
        let found = Label { mark: mark.clone(), ..found };
        vec![draft_of(draft::Role::Item(Some(mark)), unit, &text, &found)]
    }

    /// Whether a decimal number of a list is the number of a paragraph: the list goes on with those before it.
    fn is_paragraph(&self, n: u32, level: u8) -> bool {
        let opens = self.state.number == 0 && n > 0;
        let goes_on = n > self.state.number && n <= self.state.number.saturating_add(30);
        !self.has_numbers && level <= 1 && (opens || goes_on)
    }
}

fn draft_of(role: draft::Role, unit: Unit, text: &str, found: &Label<'_>) -> Draft {
    let mut draft = Draft::new(role, unit, found.printed.len(), text.len() - found.rest.len());
    draft.tabbed = found.tabbed;
    draft
}

/// A label of an automatic list that plain text would not be taken to have: `a.`, `iv.`, `2`, `a`.
fn bare(text: &str, start: usize) -> Option<Label<'_>> {
    let printed = text.get(..start.checked_sub(1)?)?;
    let is_stop = |c: char| matches!(c, '.' | '．' | '、' | ')' | '）' | '(' | '（' | '-' | '–' | '—' | ':' | '：');
    let inner = printed.trim_matches(|c: char| is_stop(c) || c.is_whitespace());
    let mark = item(inner).filter(|_| inner.chars().count() <= 8)?;
    Some(Label { mark, printed, rest: text.get(start..)?, tabbed: true })
}

/// The number of the article that a text begins with in Chinese, and what follows it with the space before it.
fn han_article(text: &str) -> Option<(u32, &str)> {
    let found = label(text.strip_prefix('第').map(|_| text)?)?;
    match found.mark {
        Mark::Article(n) => Some((n, text.get(found.printed.len()..)?)),
        _ => None,
    }
}

/// Whether the text after a number goes on in other characters than those of Han, behind one space.
fn goes_on(rest: &str) -> bool {
    let next = rest.strip_prefix(' ').and_then(|rest| rest.chars().next());
    next.is_some_and(|c| !matches!(c, ' ' | '\t') && c < '\u{2E80}')
}

/// A decimal number at the start of a heading (`2`, `2.`, `2.3`, `2.3.1.`): how many parts it has, its last one, its end.
fn decimal(text: &str) -> Option<(u8, u32, usize)> {
    let (mut parts, mut last, mut at) = (0u8, 0, 0);
    while let Some((n, end)) = text.get(at..).and_then(ordinal::number).filter(|(n, _)| *n < 1_000) {
        (parts, last, at) = (parts.saturating_add(1), n, at + end);
        match text.get(at..).and_then(|rest| rest.strip_prefix('.')) {
            Some(rest) => at = text.len() - rest.len(),
            None => break,
        }
    }
    let rest = text.get(at..)?;
    let head = text.get(..at)?;
    // A lone number without a stop is part of the title: `1948 and after`.
    let is_set_off =
        rest.starts_with(['\t', '\u{3000}']) || (rest.starts_with(' ') && (parts > 1 || head.ends_with('.')));
    let is_whole = rest.trim().is_empty() && parts > 0;
    (parts > 0 && last > 0 && is_set_off && !is_whole).then_some((parts, last, at))
}

/// The rows of a table with the spans of its cells at their places in its text.
fn table(piece: &mut Piece) -> (Vec<Vec<String>>, Vec<Span>) {
    let (mut at, mut spans) = (0, Vec::new());
    let mut rows = Vec::with_capacity(piece.rows.len());
    for row in std::mem::take(&mut piece.rows) {
        let mut texts = Vec::with_capacity(row.len());
        for cell in row {
            for mut span in cell.spans {
                (span.start, span.end) = (span.start + at, span.end + at);
                spans.push(span);
            }
            at += cell.text.len() + 1;
            texts.push(cell.text);
        }
        rows.push(texts);
    }
    debug_assert!(spans.iter().all(|span| span.end <= Block::table_text(&rows).len()));
    (rows, spans)
}
