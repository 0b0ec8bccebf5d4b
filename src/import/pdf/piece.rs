//! Paragraphs to pieces of a document: which are headings, titles, notes; the calls of notes.

use unicode_normalization::UnicodeNormalization;

use super::block::{Block, Usual};
use super::line::{Text, is_label};
use crate::document::{Span, SpanKind};
use crate::import::build::{Cell, Piece, Role};
use crate::import::txt::{front, label};

/// What stands on the pages, in reading order.
#[derive(Debug)]
pub(super) enum Part {
    Block(Block),
    /// Rows of cells, and the page.
    Table(Vec<Vec<Text>>, usize),
}

/// A heading's look: its size in half points, whether it is bold; larger first.
type Look = (i64, bool);

/// The pieces; the line of each is its page. `masthead` is the height of the lowest line drawn over the width of the upper half
/// of the first page.
pub(super) fn pieces(parts: Vec<Part>, usual: &Usual, masthead: Option<f64>) -> Vec<Piece> {
    let title = title(&parts, usual, masthead);
    let looks = looks(&parts, usual, title.as_ref());
    let mut out: Vec<Piece> = Vec::new();
    let mut notes: Vec<(usize, Piece)> = Vec::new();
    let mut marks: Vec<(usize, String)> = Vec::new();
    for part in &parts {
        if let Part::Block(block) = part
            && let Some((mark, _)) = note_mark(block)
        {
            marks.push((block.page, mark));
        }
    }
    // The number of the last numbered paragraph.
    let mut last = 0;
    let mut front_ends = title.as_ref().map_or(0, |title| title.start);
    for (at, part) in parts.into_iter().enumerate() {
        match part {
            Part::Table(rows, page) => {
                let rows = rows
                    .into_iter()
                    .map(|row| row.into_iter().map(|text| cell(text, page, &marks)).collect())
                    .collect();
                out.push(Piece { role: Role::Table, rows, line: page, ..Piece::default() });
            }
            Part::Block(block) => {
                if let Some((mark, end)) = note_mark(&block) {
                    let (text, spans) = with_calls(&block.text, block.page, &[]);
                    let skip = text.get(..end).map_or(0, |_| end);
                    let rest = text.get(skip..).unwrap_or("");
                    let lead = rest.len() - rest.trim_start().len();
                    let spans = moved(spans, skip + lead);
                    notes.push((
                        block.page,
                        Piece {
                            role: Role::Note(name(block.page, &mark)),
                            label: Some(mark),
                            text: rest.trim_start().to_owned(),
                            spans,
                            line: block.page,
                            ..Piece::default()
                        },
                    ));
                    continue;
                }
                let in_title = title.as_ref().is_some_and(|title| title.contains(&at));
                let role = if in_title {
                    Role::Title
                } else if at < front_ends {
                    Role::Metadata
                } else {
                    let found = number(&block);
                    let goes_on = found.is_some_and(|number| number == last + 1);
                    match heading(&block, usual) {
                        // A bold paragraph in the row of the numbered ones.
                        Some(_) if goes_on && last > 2 => {
                            last += 1;
                            Role::Paragraph
                        }
                        Some(look) => {
                            let level = looks.iter().filter(|own| **own > look).count() + 1;
                            Role::Heading(u8::try_from(level).unwrap_or(6).min(6))
                        }
                        None => {
                            last = found.unwrap_or(last);
                            Role::Paragraph
                        }
                    }
                };
                if in_title {
                    front_ends = front_ends.max(at);
                }
                let (text, spans) = with_calls(&block.text, block.page, &marks);
                out.push(Piece { role, text, spans, line: block.page, ..Piece::default() });
            }
        }
    }
    placed(out, notes)
}

/// The number of a numbered paragraph.
fn number(block: &Block) -> Option<u32> {
    label::label(&block.text.text).and_then(|found| match found.mark {
        label::Mark::Number(number) => Some(number),
        _ => None,
    })
}

/// Notes behind the pieces that call them, or at the end of their pages.
fn placed(pieces: Vec<Piece>, notes: Vec<(usize, Piece)>) -> Vec<Piece> {
    let mut after: Vec<Vec<Piece>> = vec![Vec::new(); pieces.len()];
    let mut lost = Vec::new();
    for (page, note) in notes {
        let Role::Note(name) = &note.role else { continue };
        let calls = |span: &Span| span.kind == SpanKind::Note && span.target.as_deref() == Some(name);
        let caller = pieces.iter().position(|piece| {
            piece.spans.iter().any(calls) || piece.rows.iter().flatten().any(|cell| cell.spans.iter().any(calls))
        });
        let place = caller.or_else(|| pieces.iter().rposition(|piece| piece.line <= page));
        match place.and_then(|place| after.get_mut(place)) {
            Some(list) => list.push(note),
            None => lost.push(note),
        }
    }
    let pairs = pieces.into_iter().zip(after);
    pairs.flat_map(|(piece, notes)| std::iter::once(piece).chain(notes)).chain(lost).collect()
}

fn name(page: usize, mark: &str) -> String {
    format!("{page}:{mark}")
}

fn moved(spans: Vec<Span>, by: usize) -> Vec<Span> {
    let moved = spans.into_iter().filter(|span| span.start >= by);
    moved.map(|span| Span { start: span.start - by, end: span.end - by, ..span }).collect()
}

/// Whether a line at the bottom of a page starts as a note does.
pub(super) fn may_be_note(text: &Text) -> bool {
    leading_mark(text).is_some()
}

/// The mark that a note at the bottom of a page starts with, and where it ends.
fn note_mark(block: &Block) -> Option<(String, usize)> {
    if !block.is_low {
        return None;
    }
    leading_mark(&block.text)
}

fn leading_mark(told: &Text) -> Option<(String, usize)> {
    let text = &told.text;
    let end = match told.raised.first() {
        Some((0, end)) => *end,
        _ => text.split(char::is_whitespace).next().filter(|word| is_mark(word) || is_label(word))?.len(),
    };
    let mark = text.get(..end)?.trim().trim_end_matches(['.', ')', ']']).trim_start_matches(['(', '[']);
    is_mark(mark).then(|| (mark.to_owned(), end))
}

/// `3`, `*`, `a`, `†`.
fn is_mark(text: &str) -> bool {
    let count = text.chars().count();
    let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '∗');
    (1..=3).contains(&count)
        && (text.chars().all(char::is_numeric)
            || text.chars().all(is_sign)
            || (count == 1 && text.chars().all(char::is_lowercase)))
}

/// The text with presentation forms folded back, calls of notes taken out of it as spans, and other raised digits as such.
fn with_calls(text: &Text, page: usize, marks: &[(usize, String)]) -> (String, Vec<Span>) {
    let mut out = String::with_capacity(text.text.len());
    let mut spans = Vec::new();
    let mut at = 0;
    let mut from = 0;
    while at < text.raised.len() {
        let Some((start, end)) = text.raised.get(at).copied() else { break };
        at += 1;
        let (Some(plain), Some(raised)) = (text.text.get(from..start), text.text.get(start..end)) else { continue };
        fold(plain, &mut out);
        from = end;
        let mark = raised.trim().trim_matches(['(', ')', '[', ']', ',']);
        if is_mark(mark) && marks.iter().any(|(own, told)| *own == page && told == mark) {
            let place = out.trim_end().len();
            out.truncate(place);
            spans.push(Span {
                start: place,
                end: place,
                kind: SpanKind::Note,
                target: Some(name(page, mark)),
                source: Some(mark.to_owned()),
            });
            continue;
        }
        let is_power =
            out.chars().next_back().is_some_and(char::is_alphanumeric) && mark.chars().all(|c| c.is_ascii_digit());
        match is_power && !mark.is_empty() {
            true => out.extend(raised.chars().map(superscript)),
            false => fold(raised, &mut out),
        }
    }
    fold(text.text.get(from..).unwrap_or(""), &mut out);
    (out, spans)
}

fn superscript(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32(0x2070 + u32::from(c) - u32::from('0')).unwrap_or(c),
        _ => c,
    }
}

/// Appends a text with ligatures and presentation forms as the letters that they show; marks lose the blank under them.
fn fold(text: &str, out: &mut String) {
    for c in text.chars() {
        match u32::from(c) {
            0xFB00..=0xFB06 | 0xFB13..=0xFB17 | 0xFB1D..=0xFDFB | 0xFE70..=0xFEFC => {
                out.extend(std::iter::once(c).nfkc().filter(|c| !c.is_whitespace() || matches!(u32::from(*c), 0xA0)));
            }
            // Signs of direction that the file has put in are made anew by whoever shows the text.
            0xAD | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFEFF => {}
            _ => out.push(c),
        }
    }
}

fn cell(text: Text, page: usize, marks: &[(usize, String)]) -> Cell {
    let (text, spans) = with_calls(&text, page, marks);
    Cell { text, spans }
}

#[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
fn half_points(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// What a block looks like, where it looks like a heading.
fn heading(block: &Block, usual: &Usual) -> Option<Look> {
    let text = block.text.text.trim();
    let count = text.chars().count();
    let is_bold = block.text.letters > 0 && block.text.bold * 10 >= block.text.letters * 9;
    let is_large = block.size > 1.12 * usual.size;
    let is_sentence = text.ends_with(['.', ';', ',', '。', '؛', '،']) && count > 60;
    let has_letters = text.chars().any(char::is_alphabetic);
    (has_letters && (is_bold || is_large) && block.lines <= 5 && count <= 250 && !is_sentence && !block.is_low)
        .then(|| (half_points(block.size.max(usual.size)), is_bold))
}

/// The looks that several headings have, the largest first.
fn looks(parts: &[Part], usual: &Usual, title: Option<&std::ops::Range<usize>>) -> Vec<Look> {
    let blocks = parts.iter().enumerate().filter_map(|(at, part)| match part {
        Part::Block(block) => Some((at, block)),
        Part::Table(..) => None,
    });
    let mut looks: Vec<Look> = blocks
        .filter(|(at, _)| title.is_none_or(|title| *at >= title.end))
        .filter_map(|(_, block)| heading(block, usual))
        .collect();
    looks.sort_unstable();
    // What only one heading looks like makes no level of its own.
    let mut often: Vec<Look> =
        looks.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).filter_map(|same| same.first().copied()).collect();
    often.reverse();
    often
}

/// Where the title stands: the largest lines of the first page, after the symbol where a document of the United Nations has
/// one.
fn title(parts: &[Part], usual: &Usual, masthead: Option<f64>) -> Option<std::ops::Range<usize>> {
    let first: Vec<(usize, &Block)> = parts
        .iter()
        .enumerate()
        .take(60)
        .map_while(|(at, part)| match part {
            Part::Block(block) if block.page == 1 => Some((at, block)),
            _ => None,
        })
        .collect();
    let symbol = first.iter().take(14).position(|(_, block)| front::symbol(&block.text.text).is_some());
    let is_bold = |block: &Block| block.text.bold * 10 >= block.text.letters * 9;
    let body =
        first.iter().position(|(_, block)| block.lines >= 3 && heading(block, usual).is_none()).unwrap_or(first.len());
    let candidates = first.iter().take(body).skip(symbol.map_or(0, |at| at + 1)).filter(|(_, block)| {
        let text = block.text.text.trim();
        let is_ordinal = label::label(text).is_some_and(|found| matches!(found.mark, label::Mark::Ordinal { .. }));
        let is_below = symbol.is_none() || masthead.is_none_or(|line| block.base < line);
        block.text.letters > 2 && !block.is_apart && !is_ordinal && is_below
    });
    let largest = candidates
        .clone()
        .filter(|(_, block)| block.size > 1.12 * usual.size && (symbol.is_none() || is_bold(block)))
        .max_by(|a, b| a.1.size.total_cmp(&b.1.size).then(b.0.cmp(&a.0)))?;
    let size = largest.1.size;
    let end = first
        .iter()
        .filter(|(at, block)| *at >= largest.0 && (block.size - size).abs() < 0.6)
        .take_while(|(at, _)| *at < largest.0 + 4);
    let end = end.fold(largest.0, |end, (at, _)| if *at <= end + 1 { *at } else { end });
    Some(largest.0..end + 1)
}
