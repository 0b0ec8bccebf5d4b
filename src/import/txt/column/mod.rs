//! Columns that stand side by side on the lines of a text that keeps the layout of its pages.

mod cells;

use super::line::{self, Line, cells, ends_stopped, is_wide, line};
use super::page::{append, continues, flush, full};
use super::warn::Warnings;

/// The fewest lines that both columns have.
const LINES: usize = 5;
/// How many places of a gap are tried on a page.
const TRIED: usize = 12;
/// How many columns may stand in a column.
const DEPTH: usize = 2;
/// Lines that are looked at together where nothing says where pages end.
const PAGE: usize = 160;
/// The longest line that a page has, in bytes.
const LONGEST: usize = 1_000;

/// The rows of a table.
pub(in crate::import) type Rows = Vec<Vec<String>>;

/// What was found side by side.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The first lines of the columns.
    columns: Vec<usize>,
    /// Tables of texts, which [`Line::table`] names by their index.
    pub tables: Vec<Rows>,
    /// Whether spaces set anything apart in the text at all.
    gaps: bool,
}

impl Found {
    /// Nothing yet, of this text.
    pub fn of(text: &str) -> Self {
        Self { gaps: line::has_gap(text), ..Self::default() }
    }
}

/// Two texts side by side.
enum Pair {
    /// Columns that are read one after the other.
    Columns,
    /// A table whose rows begin on these lines.
    Table(Vec<usize>),
}

/// Where a pair of texts stands.
struct Place {
    gap: usize,
    start: usize,
    end: usize,
    pair: Pair,
}

/// Reads the columns of a text without pages.
pub(super) fn unfold_all<'a>(
    lines: Vec<Line<'a>>,
    is_rtl: bool,
    found: &mut Found,
    warnings: &mut Warnings,
) -> Vec<Line<'a>> {
    if !found.gaps || lines.iter().filter(|line| has_gap(line.text)).take(LINES).count() < LINES {
        return lines;
    }
    let mut out: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        // A page ends between paragraphs where it can.
        let blank = rest.iter().take(PAGE).rposition(Line::is_blank).filter(|at| rest.len() > PAGE && *at > PAGE / 2);
        let (page, after) = rest.split_at(blank.map_or(PAGE, |at| at + 1).min(rest.len()));
        out.append(&mut unfold(page.to_vec(), is_rtl, found));
        rest = after;
    }
    said(found, warnings);
    out
}

/// Warns of the places at which columns were found.
pub(super) fn said(found: &Found, warnings: &mut Warnings) {
    if let Some(first) = found.columns.first() {
        let places = found.columns.len();
        let message = format!("columns stand side by side in {places} places; they were read one after the other");
        warnings.push(Some(*first), message);
    }
}

/// Reads the columns of a page one after the other, and texts in two columns as tables where they are such.
pub(super) fn unfold<'a>(lines: Vec<Line<'a>>, is_rtl: bool, found: &mut Found) -> Vec<Line<'a>> {
    let mut out: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut rest = lines.as_slice();
    while let Some(Place { gap, start, end, pair }) = find(rest, 0) {
        let region = rest.get(start..end).unwrap_or_default();
        out.extend_from_slice(rest.get(..start).unwrap_or_default());
        match pair {
            Pair::Columns => {
                found.columns.extend(region.first().map(|line| line.number));
                columns(region, gap, is_rtl, 0, &mut out);
            }
            Pair::Table(starts) => {
                let first = region.iter().find(|line| !line.is_blank()).copied();
                out.extend(first.map(|first| first.with_table(found.tables.len())));
                found.tables.push(cells::rows(region, gap, &starts, is_rtl));
            }
        }
        // What follows is no part of the last column.
        out.extend(rest.get(end).filter(|line| !line.is_blank()).map(|next| line("", next.number)));
        rest = rest.get(end..).unwrap_or_default();
    }
    if out.is_empty() {
        return lines;
    }
    out.extend_from_slice(rest);
    out
}

/// Adds the columns on both sides of a gap, and those inside of them.
fn columns<'a>(region: &[Line<'a>], gap: usize, is_rtl: bool, depth: usize, out: &mut Vec<Line<'a>>) {
    for is_left in if is_rtl { [false, true] } else { [true, false] } {
        let mut side = side(region, gap, is_left);
        flush(&mut side);
        match find(&side, depth + 1) {
            Some(Place { gap, start, end, pair: Pair::Columns }) if depth < DEPTH => {
                append(out, side.get(..start).unwrap_or_default());
                columns(side.get(start..end).unwrap_or_default(), gap, is_rtl, depth + 1, out);
                append(out, side.get(end..).unwrap_or_default());
            }
            _ => append(out, &side),
        }
    }
}

/// The longest stretch of lines on which two texts stand side by side.
fn find(lines: &[Line<'_>], depth: usize) -> Option<Place> {
    if depth > DEPTH || lines.iter().filter(|line| has_gap(line.text)).take(LINES).count() < LINES {
        return None;
    }
    let rows: Vec<Row> = lines.iter().map(|line| Row::new(line)).collect();
    let mut best: Option<Place> = None;
    for gap in places(&rows) {
        let mut at = 0;
        while at < rows.len() {
            let length = rows.iter().skip(at).take_while(|row| row.passes(gap)).count();
            let (start, end) = (at, at + length);
            at = end + 1;
            let Some((start, end)) = trimmed(&rows, gap, start, end) else { continue };
            let is_better = best.as_ref().is_none_or(|best| end - start > best.end - best.start);
            if let Some(pair) = lines.get(start..end).filter(|_| is_better).and_then(|region| pair(region, gap, depth))
            {
                best = Some(Place { gap, start, end, pair });
            }
        }
    }
    best
}

/// Whether a gap as wide as that between columns mostly is stands inside of a text.
fn has_gap(text: &str) -> bool {
    text.len() <= LONGEST && line::has_gap(text)
}

/// Where the printed parts of a line stand, in characters.
struct Row {
    start: usize,
    end: usize,
    /// Two spaces and more between them.
    gaps: Vec<(usize, usize)>,
    /// Whether its places are known: a tab has no width.
    is_sure: bool,
}

impl Row {
    fn new(line: &Line<'_>) -> Self {
        let (mut gaps, mut start, mut end, mut at) = (Vec::new(), None, 0, 0);
        for c in line.raw.chars().take(LONGEST) {
            if !matches!(c, ' ' | '\u{3000}') {
                if start.is_some() && at >= end + 2 {
                    gaps.push((end, at));
                }
                start.get_or_insert(at);
                end = at + usize::from(cells(c) > 0);
            }
            at += usize::from(cells(c) > 0);
        }
        let is_sure = !line.text.contains('\t') && line.raw.len() <= LONGEST;
        Self { start: start.unwrap_or(0), end, gaps, is_sure }
    }

    fn is_blank(&self) -> bool {
        self.end == 0
    }

    /// Whether nothing is printed at this place.
    fn passes(&self, at: usize) -> bool {
        self.is_blank()
            || self.is_sure
                && (self.end <= at || self.start > at || self.gaps.iter().any(|(from, to)| *from <= at && at < *to))
    }

    fn has_right(&self, at: usize) -> bool {
        self.end > at
    }
}

/// Places at which a gap ends or begins on many lines, the most frequent first.
fn places(rows: &[Row]) -> Vec<usize> {
    let mut ends: Vec<usize> = rows.iter().flat_map(|row| &row.gaps).flat_map(|(from, to)| [to - 1, *from]).collect();
    ends.sort_unstable();
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for place in ends {
        match counts.last_mut() {
            Some((_, last)) if *last == place => counts.last_mut().into_iter().for_each(|(count, _)| *count += 1),
            _ => counts.push((1, place)),
        }
    }
    counts.retain(|(count, _)| *count >= 3);
    counts.sort_unstable_by(|a, b| b.cmp(a));
    counts.into_iter().take(TRIED).map(|(_, place)| place).collect()
}

/// A region without the lines above and below blank ones that have nothing on the right: they may go over the whole width.
fn trimmed(rows: &[Row], gap: usize, start: usize, end: usize) -> Option<(usize, usize)> {
    let region = rows.get(start..end)?;
    let first = region.iter().position(|row| row.has_right(gap))?;
    let last = region.iter().rposition(|row| row.has_right(gap))?;
    let above = region.get(..first)?.iter().rev().take_while(|row| !row.is_blank()).count();
    let below = region.get(last + 1..)?.iter().take_while(|row| !row.is_blank()).count();
    Some((start + first - above, start + last + 1 + below))
}

/// The part of each line that stands on one side.
fn side_lines<'a>(region: &[Line<'a>], gap: usize, is_left: bool) -> Vec<Line<'a>> {
    let cut = |line: &Line<'a>| {
        let mut at = 0;
        let place = line.raw.char_indices().find(|(_, c)| {
            let is_right = at > gap && cells(*c) > 0;
            at += usize::from(cells(*c) > 0);
            is_right
        });
        let (left, right) = line.raw.split_at(place.map_or(line.raw.len(), |(at, _)| at));
        // The spaces of the gap are none that somebody typed.
        self::line(if is_left { left.trim_end_matches(' ') } else { right }, line.number)
    };
    region.iter().map(cut).collect()
}

/// The lines of one side, blank ones where it has nothing. Where the lines of both sides are not level, a row that only the other
/// side has is none of this one, if the text goes on after it.
fn side<'a>(region: &[Line<'a>], gap: usize, is_left: bool) -> Vec<Line<'a>> {
    let all = side_lines(region, gap, is_left);
    let printed: Vec<usize> = all.iter().enumerate().filter(|(_, line)| !line.is_blank()).map(|(at, _)| at).collect();
    let mut steps: Vec<usize> = printed.windows(2).map(|two| two[1] - two[0]).collect();
    steps.sort_unstable();
    let step = steps.get(steps.len() / 2).copied().unwrap_or(1);
    let full = full(&all);
    let mut out = Vec::with_capacity(printed.len());
    let mut last: Option<usize> = None;
    for at in printed {
        if let Some(own) = all.get(at) {
            let goes_on = |last: usize| {
                let is_other =
                    region.get(last + 1..at).is_some_and(|between| between.iter().all(|line| !line.is_blank()));
                is_other && at - last <= 2 && all.get(last).is_some_and(|above| continues(above, own, full))
            };
            if last.is_some_and(|last| at - last > step && !goes_on(last)) {
                out.push(line("", own.number));
            }
            out.push(*own);
        }
        last = Some(at);
    }
    out
}

/// What stands on both sides of the gap, where it is running text and not the numbers of a table or the parts of a masthead.
fn pair(region: &[Line<'_>], gap: usize, depth: usize) -> Option<Pair> {
    let (left, right) = (side(region, gap, true), side(region, gap, false));
    let printed = |lines: &[Line<'_>]| lines.iter().filter(|line| !line.is_blank()).count();
    if printed(&left) < LINES || printed(&right) < LINES {
        return None;
    }
    if is_running(&left)
        && is_running(&right)
        && let Some(starts) = cells::starts(region, gap)
    {
        return Some(Pair::Table(starts));
    }
    let is_text = |lines: &[Line<'_>]| is_running(lines) || holds_columns(lines, depth);
    (is_text(&left) && is_text(&right) && !start_together(region, gap)).then_some(Pair::Columns)
}

/// Whether most of these lines are columns themselves.
fn holds_columns(lines: &[Line<'_>], depth: usize) -> bool {
    find(lines, depth + 1).is_some_and(|place| (place.end - place.start) * 10 >= lines.len() * 7)
}

/// Whether most lines reach the full width of their column in one piece, and go on from one to the next.
fn is_running(lines: &[Line<'_>]) -> bool {
    let lines: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_blank()).collect();
    let mut widths: Vec<usize> = lines.iter().map(|line| line.width()).collect();
    widths.sort_unstable();
    let full = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
    let long = widths.iter().filter(|width| **width * 10 > full * 6).count();
    let whole = lines.iter().filter(|line| !line.text.contains("   ")).count();
    let (mut letters, mut digits) = (0, 0);
    for c in lines.iter().flat_map(|line| line.text.chars()) {
        letters += if c.is_alphabetic() { cells(c) } else { 0 };
        digits += usize::from(c.is_numeric());
    }
    let goes_on = |two: &&[&Line<'_>]| {
        let first = two[1].text.chars().next();
        !ends_stopped(two[0].text) && first.is_some_and(|c| c.is_lowercase() || c.is_alphabetic() && !c.is_uppercase())
    };
    let flowing = lines.windows(2).filter(goes_on).count();
    let is_one_word = lines.iter().filter(|line| !line.text.contains(' ') && !line.text.chars().any(is_wide)).count();
    long * 2 >= lines.len()
        && whole * 10 >= lines.len() * 8
        && letters >= 13 * lines.len()
        && digits * 4 <= letters
        && flowing * 10 >= lines.len() * 3
        && is_one_word * 4 <= lines.len()
}

/// Whether the paragraphs of both sides begin on the same lines, as the rows of a table do.
fn start_together(region: &[Line<'_>], gap: usize) -> bool {
    let rows: Vec<Row> = region.iter().map(|line| Row::new(line)).collect();
    let has_left = |row: &Row| !row.is_blank() && row.start <= gap;
    let (mut left, mut right, mut both) = (0usize, 0usize, 0usize);
    for two in rows.windows(2) {
        let [above, row] = two else { continue };
        let (own, other) = (has_left(row) && !has_left(above), row.has_right(gap) && !above.has_right(gap));
        left += usize::from(own);
        right += usize::from(other);
        both += usize::from(own && other);
    }
    let few = left.min(right);
    few >= 2 && both * 10 >= few * 8 && few * 9 >= rows.len()
}
