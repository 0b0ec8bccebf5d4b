//! Rows with several pieces each, one under the other: tables, and tables of contents.

use super::cells;
use super::column::{Region, Row};
use super::glyph::Rule;
use super::line::{Chunk, Text, is_label};
use crate::import::txt::join::Habits;

/// What a stretch of rows of a region is.
#[derive(Debug)]
pub(super) enum Stretch {
    Lines(Vec<Row>),
    /// A table: its rows, each with its cells from left to right.
    Table(Vec<Vec<Vec<Chunk>>>),
    /// Entries of a table of contents: what leads to a page number.
    Contents(Vec<Row>),
}

/// How many rows with several pieces make a table.
const ROWS: usize = 3;
/// How many columns a table may have.
const COLUMNS: usize = 60;

/// The rows of a region, tables taken out of the running text.
pub(super) fn stretches(region: Region, rules: &[Rule], rtl: bool) -> Vec<Stretch> {
    let width = region.right - region.left;
    let mut rows = region.rows;
    if region.is_table {
        match table(rows, rules, rtl) {
            Ok(table) => return vec![Stretch::Table(table)],
            Err(back) => rows = back,
        }
    }
    let leads: Vec<bool> = rows.iter().map(has_leader).collect();
    let kinds: Vec<bool> = rows.iter().map(|row| is_tabular(row, rtl)).collect();
    let mut out: Vec<Stretch> = Vec::new();
    let mut plain: Vec<Row> = Vec::new();
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let mut at = 0;
    while at < rows.len() {
        let take = |rows: &mut Vec<Option<Row>>, from: usize, to: usize| -> Vec<Row> {
            rows.get_mut(from..to).unwrap_or_default().iter_mut().filter_map(Option::take).collect()
        };
        let end = contents_end(&leads, &kinds, at);
        if end > at {
            out.push(Stretch::Lines(std::mem::take(&mut plain)));
            out.push(Stretch::Contents(take(&mut rows, at, end)));
            at = end;
            continue;
        }
        if let Some(end) = table_end(&rows, &kinds, at, width) {
            let part = take(&mut rows, at, end);
            match table(part, rules, rtl) {
                Ok(table) => {
                    out.push(Stretch::Lines(std::mem::take(&mut plain)));
                    out.push(Stretch::Table(table));
                }
                Err(part) => plain.extend(part),
            }
            at = end;
            continue;
        }
        plain.extend(take(&mut rows, at, at + 1));
        at += 1;
    }
    out.push(Stretch::Lines(plain));
    out.retain(|stretch| !matches!(stretch, Stretch::Lines(rows) if rows.is_empty()));
    out
}

/// Whether dots lead to the page number of an entry.
fn has_leader(row: &Row) -> bool {
    let mut run = 0;
    for c in row.iter().flat_map(|chunk| &chunk.glyphs).flat_map(|glyph| glyph.text.chars()) {
        match c {
            '.' | '…' | '‥' | '·' | '\u{FF0E}' => run += if c == '.' || c == '·' { 1 } else { 3 },
            _ if c.is_whitespace() => {}
            _ => run = 0,
        }
        if run >= 6 {
            return true;
        }
    }
    false
}

/// The end of a table of contents that starts here; here itself where none does.
fn contents_end(leads: &[bool], tabular: &[bool], start: usize) -> usize {
    let next = |from: usize| (from..(from + 5).min(leads.len())).find(|at| leads.get(*at) == Some(&true));
    let of = |list: &[bool], at: usize| list.get(at).copied().unwrap_or(false);
    // The first entry may be broken over lines, the leader standing in the last of them.
    let opens = of(leads, start) || (of(tabular, start) && next(start).is_some());
    let mut end = start;
    if opens && next(start).is_some() {
        while let Some(at) = next(end) {
            end = at + 1;
        }
    }
    let count = leads.get(start..end).unwrap_or(&[]).iter().filter(|lead| **lead).count();
    if count >= 2 || (count == 1 && end == start + 1) { end } else { start }
}

/// Whether a row has several pieces that are no label and its text.
fn is_tabular(row: &Row, rtl: bool) -> bool {
    match row.as_slice() {
        [] | [_] => false,
        [one, other] => {
            let (label, gap) = if rtl { (other, other.left - one.right) } else { (one, other.left - one.right) };
            !(is_label(label.text(rtl).text.trim()) && gap < 5.0 * label.size) && gap > 1.3 * label.size
        }
        [one, two, ..] => two.left - one.right > 0.0,
    }
}

/// The end of a table that starts with this row.
fn table_end(rows: &[Option<Row>], kinds: &[bool], start: usize, width: f64) -> Option<usize> {
    if !*kinds.get(start)? {
        return None;
    }
    let base = |at: usize| {
        rows.get(at).and_then(Option::as_ref).and_then(|row| row.first()).map(|chunk| (chunk.base, chunk.size))
    };
    // The gaps between the columns so far: a row that leaves one of them free belongs to the table.
    let mut gaps: Vec<(f64, f64)> = gaps(rows.get(start)?.as_ref()?);
    let (mut last, mut count) = (start, 1);
    for at in start + 1..rows.len() {
        let row = rows.get(at).and_then(Option::as_ref)?;
        let ((above, size), (own, _)) = (base(at - 1)?, base(at)?);
        let letters: usize = row.iter().flat_map(|chunk| &chunk.glyphs).map(|glyph| glyph.text.chars().count()).sum();
        let right = row.iter().map(|chunk| chunk.right).fold(f64::NEG_INFINITY, f64::max);
        let left = row.iter().map(|chunk| chunk.left).fold(f64::INFINITY, f64::min);
        let is_running = right - left > 0.75 * width && letters > 60;
        if above - own > 4.5 * size || above < own {
            break;
        }
        let shared = || {
            let own = self::gaps(row);
            own.iter().any(|(from, to)| gaps.iter().any(|(left, right)| to.min(*right) - from.max(*left) > 0.4 * size))
        };
        if kinds.get(at) == Some(&true) || shared() {
            (last, count) = (at, count + 1);
            if gaps.len() < 200 {
                gaps.extend(self::gaps(row));
            }
            continue;
        }
        if at - last > 4 || is_running {
            break;
        }
    }
    (count >= ROWS).then_some(last + 1)
}

fn gaps(row: &Row) -> Vec<(f64, f64)> {
    row.windows(2)
        .filter_map(|two| match two {
            [one, other] => Some((one.right, other.left)),
            _ => None,
        })
        .collect()
}

/// The cells of rows; the rows themselves where no columns come out.
fn table(rows: Vec<Row>, rules: &[Rule], rtl: bool) -> Result<Vec<Vec<Vec<Chunk>>>, Vec<Row>> {
    // The rows with most pieces show the columns.
    let most = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for want in [most, most.saturating_sub(1).max(2)] {
        for chunk in rows.iter().filter(|row| row.len() >= want).flatten() {
            widen(&mut columns, chunk, want == most);
        }
    }
    for chunk in rows.iter().filter(|row| row.len() > 1).flatten() {
        widen(&mut columns, chunk, false);
    }
    if columns.len() < 2 || columns.len() > COLUMNS {
        return Err(rows);
    }
    let (first, last) = (rows.first().and_then(|row| row.first()), rows.last().and_then(|row| row.first()));
    let inside = |rule: &&Rule| {
        first.is_some_and(|chunk| rule.top < chunk.base)
            && last.is_some_and(|chunk| rule.bottom > chunk.base)
            && rule.is_level()
    };
    let mut lines: Vec<f64> = rules.iter().filter(inside).map(|rule| rule.top).collect();
    lines.sort_by(f64::total_cmp);
    lines.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    unite(&mut columns, &rows, rtl);
    let mut out = cells::rows(rows, &columns, &lines, rtl);
    if rtl {
        out.iter_mut().for_each(|row| row.reverse());
    }
    Ok(out)
}

/// Makes one of the first two columns where more lines go over both than have a piece in each, and what stands in the first
/// are labels of what stands in the second.
fn unite(columns: &mut Vec<(f64, f64)>, rows: &[Row], rtl: bool) {
    let Some(last) = columns.len().checked_sub(2).filter(|last| *last > 0) else { return };
    let at = if rtl { last } else { 0 };
    let (Some((left, first)), Some((second, right))) = (columns.get(at).copied(), columns.get(at + 1).copied()) else {
        return;
    };
    let reaches = |chunk: &Chunk, from: f64, to: f64| chunk.left < to - 0.5 && chunk.right > from + 0.5;
    let over = |chunk: &&Chunk| reaches(chunk, left, first) && reaches(chunk, second, right);
    let (label, text) = if rtl { ((second, right), (left, first)) } else { ((left, first), (second, right)) };
    let mut labels = 0;
    for row in rows {
        let own = |(from, to): (f64, f64)| row.iter().find(|chunk| reaches(chunk, from, to) && !over(chunk));
        let (Some(label), Some(_)) = (own(label), own(text)) else { continue };
        let label = label.text(rtl).text;
        let is_number = label.chars().all(|c| c.is_numeric() || c == '.') && label.contains('.');
        if !is_number && !is_label(label.trim()) {
            return;
        }
        labels += 1;
    }
    if labels > 0 && rows.iter().flatten().filter(over).count() > labels {
        columns.remove(at + 1);
        if let Some(column) = columns.get_mut(at) {
            column.1 = right.max(first);
        }
    }
}

/// Widens the column that a piece stands in; makes a new one where it stands in none. A piece over several columns changes
/// nothing.
fn widen(columns: &mut Vec<(f64, f64)>, chunk: &Chunk, is_first: bool) {
    let met: Vec<usize> = (0..columns.len())
        .filter(|at| columns.get(*at).is_some_and(|(left, right)| chunk.left < right - 0.5 && chunk.right > left + 0.5))
        .collect();
    match met.as_slice() {
        [] if columns.len() <= COLUMNS => {
            let at = columns.partition_point(|(left, _)| *left < chunk.left);
            columns.insert(at, (chunk.left, chunk.right));
        }
        [at] => {
            let bounds = (
                at.checked_sub(1).and_then(|at| columns.get(at)).map_or(f64::NEG_INFINITY, |column| column.1),
                columns.get(at + 1).map_or(f64::INFINITY, |column| column.0),
            );
            // Widened by rows with fewer pieces only as long as the columns stay apart.
            if let Some(column) = columns.get_mut(*at)
                && (is_first || (chunk.left > bounds.0 && chunk.right < bounds.1))
            {
                *column = (column.0.min(chunk.left), column.1.max(chunk.right));
            }
        }
        _ => {}
    }
}

pub(super) fn column_of(columns: &[(f64, f64)], chunk: &Chunk) -> usize {
    let shared = |(left, right): &(f64, f64)| chunk.right.min(*right) - chunk.left.max(*left);
    let best =
        columns.iter().enumerate().max_by(|(a, one), (b, other)| shared(one).total_cmp(&shared(other)).then(b.cmp(a)));
    // Over several columns: it stands in the first of them.
    let first = columns.iter().position(|column| shared(column) > 1.0);
    first.or(best.map(|(at, _)| at)).unwrap_or(0)
}

/// The text of a cell whose lines stand one under the other.
pub(super) fn cell(chunks: &[Chunk], rtl: bool, habits: &Habits) -> Text {
    let mut out = Text::default();
    let mut base = None;
    for chunk in chunks {
        let own = chunk.text(line_rtl(chunk, rtl));
        if base == Some(chunk.base) {
            out.text.push(' ');
            out.text.push_str(&own.text);
        } else {
            habits.join(&mut out.text, &own.text);
        }
        let start = out.text.len() - own.text.len();
        out.raised.extend(own.raised.iter().map(|(from, to)| (from + start, to + start)));
        out.bold += own.bold;
        out.italic += own.italic;
        out.letters += own.letters;
        base = Some(chunk.base);
    }
    out
}

/// Whether a piece runs to the left, in a document that does or does not.
pub(super) fn line_rtl(chunk: &Chunk, document: bool) -> bool {
    let (rtl, ltr) = chunk.directions();
    match document {
        true => rtl * 8 > ltr || ltr == 0,
        false => rtl > ltr,
    }
}

/// The rows of a table of contents: what each entry says, without the dots, and its page.
pub(super) fn contents(rows: Vec<Row>, rtl: bool) -> Vec<Vec<Vec<Chunk>>> {
    let is_dots = |chunk: &Chunk| {
        chunk
            .glyphs
            .iter()
            .all(|glyph| glyph.text.chars().all(|c| matches!(c, '.' | '…' | '‥' | '·') || c.is_whitespace()))
    };
    let mut out: Vec<Vec<Vec<Chunk>>> = Vec::new();
    let mut is_open = false;
    for row in rows {
        let leads = has_leader(&row);
        let mut cells: Vec<Chunk> = Vec::new();
        for chunk in row {
            let dots: Vec<bool> = leader_marks(&chunk);
            let (mut parts, mut current): (Vec<Chunk>, Vec<super::glyph::Glyph>) = (Vec::new(), Vec::new());
            for (glyph, is_dot) in chunk.glyphs.into_iter().zip(dots) {
                if !is_dot {
                    current.push(glyph);
                } else if !current.is_empty() {
                    parts.push(Chunk { is_mirrored: chunk.is_mirrored, ..Chunk::of(std::mem::take(&mut current)) });
                }
            }
            if !current.is_empty() {
                parts.push(Chunk { is_mirrored: chunk.is_mirrored, ..Chunk::of(current) });
            }
            cells.extend(parts.into_iter().filter(|part| !is_dots(part) && !part.text(rtl).text.trim().is_empty()));
        }
        if rtl {
            cells.reverse();
        }
        let is_number = |chunk: &Chunk| {
            let text = chunk.text(rtl).text;
            text.chars().count() <= 6
                && text.chars().all(|c| c.is_alphanumeric() || c == '-')
                && text.chars().any(char::is_numeric)
        };
        let page = cells.pop_if(|last| is_number(last));
        let page: Vec<Chunk> = page.into_iter().collect();
        match out.last_mut().filter(|_| is_open) {
            Some(entry) => {
                if let [title, number] = entry.as_mut_slice() {
                    title.extend(cells);
                    number.extend(page);
                }
            }
            None => out.push(vec![cells, page]),
        }
        // An entry is complete with its dots; its number may stand in the line before them.
        is_open = !leads;
    }
    out
}

/// Which glyphs are dots that lead to a number.
fn leader_marks(chunk: &Chunk) -> Vec<bool> {
    let is_dot = |text: &str| text.chars().all(|c| matches!(c, '.' | '…' | '‥' | '·') || c.is_whitespace());
    let mut out = vec![false; chunk.glyphs.len()];
    let mut start = 0;
    while start < out.len() {
        let run = chunk.glyphs.iter().skip(start).take_while(|glyph| is_dot(&glyph.text)).count();
        if run >= 3 {
            out.iter_mut().skip(start).take(run).for_each(|mark| *mark = true);
        }
        start += run.max(1);
    }
    out
}
