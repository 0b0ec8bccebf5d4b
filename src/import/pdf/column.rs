//! The chunks of a page as regions in reading order: columns beside each other are read one after the other.

use super::glyph::Rule;
use super::line::{self, Chunk};
use crate::import::txt::line::cells;

/// The chunks that stand on one line.
pub(super) type Row = Vec<Chunk>;

/// Rows that are read one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    pub rows: Vec<Row>,
    pub left: f64,
    pub right: f64,
    /// Whether lines drawn over and under its head make it a table.
    pub is_table: bool,
}

/// How many lines have to stand on each side of a gap for it to part columns.
const LINES: usize = 4;
/// How many columns of a table may go on overleaf.
const COLUMNS: usize = 60;
/// How many lines above a title say what steps are usual.
const NEAR: usize = 40;
/// How many lines the title of a table has at most.
const TITLE: usize = 5;
/// How many gaps of a page are tried.
const TRIED: usize = 60;
/// How many columns may stand beside each other.
const DEPTH: usize = 5;

impl Region {
    pub fn of(rows: Vec<Row>) -> Self {
        let chunks = || rows.iter().flatten();
        let left = chunks().map(|chunk| chunk.left).fold(f64::INFINITY, f64::min);
        let right = chunks().map(|chunk| chunk.right).fold(f64::NEG_INFINITY, f64::max);
        Self { rows, left, right, is_table: false }
    }
}

/// Chunks that stand on one line, top down, each line from left to right.
pub(super) fn rows(chunks: Vec<Chunk>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for chunk in chunks {
        match rows.last_mut() {
            Some(row)
                if row.iter().any(|other| (other.base - chunk.base).abs() < 0.25 * other.size.max(chunk.size)) =>
            {
                row.push(chunk)
            }
            _ => rows.push(vec![chunk]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows
}

/// The regions of a page. In a document that runs to the left the right column comes first. `before` are the [`Columns`] of the
/// table that the page before ended in.
pub(super) fn regions(rows: Vec<Row>, rules: &[Rule], before: Option<&Columns>, rtl: bool) -> Vec<Region> {
    let mut out = Vec::new();
    let (mut open, mut at) = (Vec::new(), 0);
    let heads = heads(rules);
    while at < rows.len() {
        let part = rows.get(at..).unwrap_or(&[]);
        let goes_on = || before.filter(|_| at == 0).and_then(|before| before.overleaf(part, rtl));
        match zone(part, &heads, rules).or_else(goes_on) {
            Some(length) => {
                split(std::mem::take(&mut open), rules, rtl, 0, &mut out);
                out.push(Region { is_table: true, ..Region::of(part.get(..length).unwrap_or(part).to_vec()) });
                at += length;
            }
            None => {
                open.extend(rows.get(at).cloned());
                at += 1;
            }
        }
    }
    split(open, rules, rtl, 0, &mut out);
    out
}

/// Pairs of lines drawn closely one under the other, alike: the head of a table may stand between them.
pub(super) fn heads(rules: &[Rule]) -> Vec<(Rule, f64)> {
    let level: Vec<&Rule> =
        rules.iter().filter(|rule| rule.is_level() && rule.right - rule.left > 150.0).take(400).collect();
    let mut out = Vec::new();
    for upper in &level {
        let below = level.iter().filter(|lower| {
            are_alike(upper, lower) && lower.top < upper.bottom - 6.0 && lower.top > upper.bottom - 60.0
        });
        if let Some(lower) = below.max_by(|a, b| a.top.total_cmp(&b.top)) {
            out.push((**upper, lower.bottom));
        }
    }
    out
}

fn are_alike(one: &Rule, other: &Rule) -> bool {
    (one.left - other.left).abs() < 3.0 && (one.right - other.right).abs() < 3.0
}

/// How many rows from the first one on are a table whose head stands between two drawn lines.
fn zone(rows: &[Row], heads: &[(Rule, f64)], rules: &[Rule]) -> Option<usize> {
    let first = rows.first()?.first()?;
    let (rule, floor) = heads.iter().find(|(rule, floor)| first.base < rule.bottom && first.base > *floor)?;
    let has_cells = |row: &&Row| row.len() > 1 && row.first().is_some_and(|chunk| chunk.base > *floor);
    rows.iter().take(8).find(has_cells)?;
    // The next table of the same shape is not of this one, nor what stands closely over it: its title.
    let below = heads.iter().filter(|(other, _)| are_alike(rule, other) && other.bottom < floor - 6.0);
    let next = below.filter_map(|(other, _)| title(rows, other.top)).fold(f64::NEG_INFINITY, f64::max);
    let lowest = rules
        .iter()
        .filter(|other| are_alike(rule, other) && other.bottom > next)
        .map(|rule| rule.bottom)
        .fold(f64::INFINITY, f64::min);
    let is_closed = lowest < floor - 6.0;
    let body =
        rows.iter().flatten().filter(|chunk| chunk.base < *floor).map(|chunk| chunk.size).next().unwrap_or(first.size);
    let mut last = first.base;
    let end = rows.iter().position(|row| {
        let Some(chunk) = row.first() else { return true };
        let above = std::mem::replace(&mut last, chunk.base);
        let (left, right) = (chunk.left, row.last().map_or(chunk.right, |chunk| chunk.right));
        let letters: usize = row.iter().flat_map(|chunk| &chunk.glyphs).map(|glyph| glyph.text.chars().count()).sum();
        let is_running = row.len() == 1 && right - left > 0.75 * (rule.right - rule.left) && letters > 60;
        let is_outside = left < rule.left - 4.0 || right > rule.right + 4.0;
        let is_past = if is_closed {
            chunk.base < lowest
        } else {
            above - chunk.base > 6.0 * body || chunk.size > 1.08 * body.max(first.size)
        };
        chunk.base < *floor && (is_running || is_past || is_outside || chunk.base < next)
    });
    let length = end.unwrap_or(rows.len());
    (length >= 2).then_some(length)
}

/// The height above which the title ends that stands over this height: some lines below a gap that is wider than others.
fn title(rows: &[Row], height: f64) -> Option<f64> {
    let end = rows.partition_point(|row| row.first().is_some_and(|chunk| chunk.base >= height));
    let above = rows.get(end.saturating_sub(NEAR)..end)?;
    let end = above.len();
    let step = |at: usize| Some(above.get(at.checked_sub(1)?)?.first()?.base - above.get(at)?.first()?.base);
    let mut steps: Vec<f64> = (1..end).filter_map(step).filter(|step| *step > 1.0).collect();
    steps.sort_by(f64::total_cmp);
    let usual = steps.get(steps.len() / 2)?;
    let lines = (1..end).rev().take(TITLE).take_while(|at| above.get(*at).is_some_and(|row| row.len() == 1));
    let wide = |at: &usize| {
        let size = above.get(*at).and_then(|row| row.first()).map_or(0.0, |chunk| chunk.size);
        step(*at).is_some_and(|step| step > 2.5 * size && step > 1.5 * usual)
    };
    let at = lines.into_iter().find(wide)?;
    Some(f64::midpoint(above.get(at - 1)?.first()?.base, above.get(at)?.first()?.base))
}

/// Where the columns of a table stand.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Where they begin, from left to right.
    lefts: Vec<f64>,
    /// Where the last one ends.
    right: f64,
}

impl Columns {
    /// Those of a table: what many of its pieces have in common. `before` are those of the page before, where it is the same.
    pub fn of(table: &Region, before: Option<&Self>) -> Option<Self> {
        let mut all: Vec<f64> = table.rows.iter().flatten().map(|chunk| chunk.left).collect();
        all.sort_by(f64::total_cmp);
        let alike = all.chunk_by(|one, other| other - one < 1.5).filter(|alike| alike.len() >= LINES);
        let lefts: Vec<f64> = alike.filter_map(|alike| alike.first().copied()).collect();
        let right = before.map_or(table.right, |before| before.right.max(table.right));
        (2..=COLUMNS).contains(&lefts.len()).then_some(Self { lefts, right })
    }

    /// How many rows from the first one on stand in these columns, as those of a table do that goes on here.
    fn overleaf(&self, rows: &[Row], rtl: bool) -> Option<usize> {
        let is_cell = |chunk: &Chunk| {
            let column = self.lefts.iter().position(|left| (left - chunk.left).abs() < 3.0);
            let end = |at: usize| self.lefts.get(at + 1).copied().unwrap_or(1.1 * self.right);
            column.is_some_and(|at| chunk.right < end(at))
        };
        let length = rows.iter().take_while(|row| row.iter().all(is_cell)).count();
        let part = rows.get(..length)?;
        let several = || part.iter().filter(|row| row.len() > 1);
        // Numbered paragraphs, and columns of running text, may stand at the same places.
        let is_label = |row: &Row| match row.as_slice() {
            [label, _] => line::is_label(label.text(rtl).text.trim()),
            _ => false,
        };
        let column = |left: &f64| -> Vec<Vec<&Chunk>> {
            let own = part.iter().flatten().filter(|chunk| (left - chunk.left).abs() < 3.0);
            own.map(|chunk| vec![chunk]).collect()
        };
        let is_text = self.lefts.iter().map(column).all(|lines| is_running(&lines));
        (several().count() >= 3 && !several().all(is_label) && !is_text).then_some(length)
    }
}

fn split(rows: Vec<Row>, rules: &[Rule], rtl: bool, depth: usize, out: &mut Vec<Region>) {
    if rows.is_empty() {
        return;
    }
    let Some((gap, start, end)) = best_gap(&rows, rules).filter(|_| depth < DEPTH) else {
        out.push(Region::of(rows));
        return;
    };
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (at, row) in rows.into_iter().enumerate() {
        if at < start {
            above.push(row);
        } else if at >= end {
            below.push(row);
        } else {
            let (one, other): (Row, Row) = row.into_iter().partition(|chunk| chunk.right <= gap);
            left.extend((!one.is_empty()).then_some(one));
            right.extend((!other.is_empty()).then_some(other));
        }
    }
    split(above, rules, rtl, depth + 1, out);
    let (first, second) = if rtl { (right, left) } else { (left, right) };
    split(first, rules, rtl, depth + 1, out);
    split(second, rules, rtl, depth + 1, out);
    split(below, rules, rtl, depth + 1, out);
}

/// The place of the gap between columns that reaches over most lines, and the lines that it parts.
fn best_gap(rows: &[Row], rules: &[Rule]) -> Option<(f64, usize, usize)> {
    let mut places: Vec<f64> = Vec::new();
    for row in rows {
        for two in row.windows(2) {
            let [one, other] = two else { continue };
            let middle = f64::midpoint(one.right, other.left);
            if places.len() < TRIED && !places.iter().any(|place| (place - middle).abs() < 3.0) {
                places.push(middle);
            }
        }
    }
    let mut best: Option<(f64, usize, usize)> = None;
    for place in places {
        let mut at = 0;
        while at < rows.len() {
            let length = rows
                .iter()
                .skip(at)
                .take_while(|row| row.iter().all(|chunk| chunk.right < place || chunk.left > place))
                .count();
            let (start, end) = (at, at + length);
            at = end + 1;
            let Some((start, end)) =
                rows.get(start..end).and_then(|part| trimmed(part, place)).map(|(a, b)| (start + a, start + b))
            else {
                continue;
            };
            let is_better = best.is_none_or(|(_, from, to)| end - start > to - from);
            if is_better && rows.get(start..end).is_some_and(|part| are_columns(part, place, rules)) {
                best = Some((place, start, end));
            }
        }
    }
    best
}

/// From the first to the last line that has something on the right of the gap; what stands alone on the left above and below
/// it may go over the whole width.
fn trimmed(rows: &[Row], gap: f64) -> Option<(usize, usize)> {
    let sides = |row: &Row| (row.iter().any(|chunk| chunk.right < gap), row.iter().any(|chunk| chunk.left > gap));
    let start = rows.iter().position(|row| sides(row).1)?;
    // Lines of the left column that stand between those of the right one, and those that go on below it.
    let start = start.min(rows.iter().position(|row| sides(row).0)?.max(start.saturating_sub(1)));
    Some((start, rows.len()))
}

/// Whether running text stands on both sides of the gap, not the cells of a table.
fn are_columns(rows: &[Row], gap: f64, rules: &[Rule]) -> bool {
    let side = |is_left: bool| -> Vec<Vec<&Chunk>> {
        let part = |row: &'_ Row| -> Vec<usize> {
            (0..row.len()).filter(|at| row.get(*at).is_some_and(|chunk| (chunk.right < gap) == is_left)).collect()
        };
        rows.iter()
            .map(|row| part(row).into_iter().filter_map(|at| row.get(at)).collect::<Vec<_>>())
            .filter(|row| !row.is_empty())
            .collect()
    };
    let (left, right) = (side(true), side(false));
    if left.len() < LINES || right.len() < LINES {
        return false;
    }
    let (Some(top), Some(bottom)) = (rows.first().and_then(|row| row.first()), rows.last().and_then(|row| row.first()))
    else {
        return false;
    };
    // A line drawn across the gap makes a table, and so do two at its head.
    let size = top.size;
    let across = |rule: &&Rule| rule.is_level() && rule.left < gap - 12.0 && rule.right > gap + 12.0;
    let heights: Vec<f64> = rules.iter().filter(across).map(|rule| rule.bottom).collect();
    let is_inside = heights.iter().any(|height| *height < top.base - 0.5 * size && *height > bottom.base);
    let head: Vec<f64> = heights.iter().copied().filter(|height| (height - top.base).abs() < 5.0 * size).collect();
    let is_headed = head.iter().any(|one| head.iter().any(|other| one - other > 0.8 * size));
    if is_inside || is_headed {
        return false;
    }
    is_running(&left) && is_running(&right) && !start_together(&left, &right)
}

/// Whether most lines reach the full width of their column, in one piece.
fn is_running(lines: &[Vec<&Chunk>]) -> bool {
    let edge = |line: &Vec<&Chunk>, is_left: bool| match is_left {
        true => line.iter().map(|chunk| chunk.left).fold(f64::INFINITY, f64::min),
        false => line.iter().map(|chunk| chunk.right).fold(f64::NEG_INFINITY, f64::max),
    };
    let mut widths: Vec<f64> = lines.iter().map(|line| edge(line, false) - edge(line, true)).collect();
    widths.sort_by(f64::total_cmp);
    let full = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0.0);
    let long = widths.iter().filter(|width| **width > 0.6 * full).count();
    let whole = lines.iter().filter(|line| line.len() <= 2).count();
    let letters: usize =
        lines.iter().flatten().flat_map(|chunk| &chunk.glyphs).flat_map(|glyph| glyph.text.chars()).map(cells).sum();
    long * 2 >= lines.len() && whole * 10 >= lines.len() * 7 && letters >= 14 * lines.len()
}

/// Whether the paragraphs of both sides start on the same lines, as the rows of a table do.
fn start_together(left: &[Vec<&Chunk>], right: &[Vec<&Chunk>]) -> bool {
    let starts = |lines: &[Vec<&Chunk>]| -> Vec<f64> {
        let bases: Vec<(f64, f64)> =
            lines.iter().filter_map(|line| line.first()).map(|chunk| (chunk.base, chunk.size)).collect();
        bases
            .windows(2)
            .filter_map(|two| match two {
                [(above, size), (base, _)] if above - base > 1.5 * size => Some(*base),
                _ => None,
            })
            .collect()
    };
    let (one, other) = (starts(left), starts(right));
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let shared = few.iter().filter(|base| many.iter().any(|own| (own - *base).abs() < 1.5)).count();
    few.len() >= 2 && shared * 10 >= few.len() * 8 && few.len() * 9 >= left.len().min(right.len())
}
