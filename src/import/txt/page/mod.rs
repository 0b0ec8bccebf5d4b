//! The pages of a text that was printed: where they end, what stands at their edges and is no part of the text, and which
//! paragraphs run over from one to the next.

mod edge;
mod gone;
mod series;

use std::ops::Range;

use super::column::{self, Found};
use super::label::{Mark, label};
use super::line::{Line, ends_stopped, line};
use super::warn::Warnings;
use gone::Leaving;

pub(super) use gone::{Gone, keep};

/// How many texts a warning names.
const NAMED: usize = 6;

/// Leaves running heads, running feet and page numbers out, reads columns one after the other, and marks the lines that go on
/// with a paragraph of the page or column before. Gives the lines of the text and those that were left out. Warnings say what was
/// left out and how many pages have columns. `is_rtl` says whether the text is written from right to left.
pub(super) fn unfold<'a>(
    lines: Vec<Line<'a>>,
    is_rtl: bool,
    found: &mut Found,
    warnings: &mut Warnings,
) -> (Vec<Line<'a>>, Vec<Gone<'a>>) {
    let mut pages = fed(&lines);
    if pages.len() < 2 {
        pages = series::pages(&lines);
    }
    if pages.len() < 2 {
        return (column::unfold_all(lines, is_rtl, found, warnings), Vec::new());
    }
    let gone = edge::furniture(&lines, &pages);
    let is_printed = |at: &usize| lines.get(*at).is_some_and(|line| !line.is_blank());
    let rest = lines.iter().enumerate().filter(|(at, line)| !line.is_blank() && gone.binary_search(at).is_err());
    if rest.take(1).count() == 0 {
        return (column::unfold_all(lines, is_rtl, found, warnings), Vec::new());
    }
    said(&lines, &gone, warnings);
    let mut out: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut leaving = Leaving::new(&lines, &gone);
    for page in pages {
        let kept = page.clone().filter(|at| gone.binary_search(at).is_err());
        let from = kept.clone().find(is_printed).unwrap_or(page.end);
        let kept: Vec<usize> = kept.skip_while(|at| *at < from).collect();
        let own = kept.iter().filter_map(|at| lines.get(*at)).copied().collect();
        let mut read = column::unfold(own, is_rtl, found);
        flush(&mut read);
        append(&mut out, &read);
        leaving.page(&page, &kept, &read, out.len());
    }
    column::said(found, warnings);
    (out, leaving.finish())
}

/// Takes the margin of the page away: the indent that its lines of text have in common.
pub(super) fn flush(lines: &mut [Line<'_>]) {
    let mut indents: Vec<usize> =
        lines.iter().filter(|line| !line.is_blank() && line.width() >= 24).map(|line| line.indent()).collect();
    indents.sort_unstable();
    let margin = indents.get(indents.len() / 10).copied().unwrap_or(0);
    for line in lines {
        line.indent = line.indent.saturating_sub(u32::try_from(margin).unwrap_or(u32::MAX));
    }
}

/// Adds what stands on the next page or in the next column: without blank lines between where its first line goes on with the
/// paragraph of the last one, else after a blank line.
pub(super) fn append<'a>(out: &mut Vec<Line<'a>>, next: &[Line<'a>]) {
    let Some((first, rest)) = next.split_first() else { return };
    let end = out.iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1);
    let full = full(out.get(end.saturating_sub(WINDOW)..end).unwrap_or_default());
    let goes_on = end.checked_sub(1).and_then(|last| out.get(last)).is_some_and(|above| continues(above, first, full));
    if goes_on {
        out.truncate(end);
    } else if end == out.len() && end > 0 {
        out.push(line("", first.number));
    }
    out.push(Line { goes_on, ..*first });
    out.extend_from_slice(rest);
}

/// How many lines before a break show how wide a full line is.
const WINDOW: usize = 40;

/// The width of a full line among these.
pub(super) fn full(lines: &[Line<'_>]) -> usize {
    let mut widths: Vec<usize> = lines.iter().filter(|line| !line.is_blank()).map(|line| line.width()).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 8 / 10).copied().unwrap_or(0).min(100)
}

/// Whether `below`, first on its page, goes on with the paragraph that `above` left open. `full` is the width of a full line.
pub(super) fn continues(above: &Line<'_>, below: &Line<'_>, full: usize) -> bool {
    let is_labelled = label(below.text).is_some_and(|label| match label.mark {
        // A year that ends a sentence is no number of a paragraph.
        Mark::Number(n) | Mark::Bare(n) => n < 1_000,
        _ => true,
    });
    let is_table = above.table().is_some() || below.table().is_some();
    if is_table
        || ends_stopped(above.text)
        || is_labelled
        || [above, below].iter().any(|line| line.text.contains("   "))
    {
        return false;
    }
    let first = below.text.chars().next();
    if first.is_some_and(char::is_lowercase) {
        return true;
    }
    let is_full = |parts: usize| above.width() * 20 >= full * parts && above.width() >= 16;
    let is_set_off = below.indent() > above.indent() + 3 || below.tabs() > above.tabs();
    !is_set_off && is_full(if first.is_some_and(char::is_uppercase) { 17 } else { 14 })
}

/// The pages that form feeds part.
fn fed(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let starts = lines.iter().enumerate().filter(|(_, line)| line.opens_page).map(|(at, _)| at);
    parted(starts, lines.len())
}

/// The ranges that begin at 0 and at these places.
fn parted(starts: impl Iterator<Item = usize>, end: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for start in starts.chain([end]) {
        if start > from {
            out.push(from..start);
            from = start;
        }
    }
    out
}

/// Warns about the lines that are left out: how many, and of which texts.
fn said(lines: &[Line<'_>], gone: &[usize], warnings: &mut Warnings) {
    let Some(first) = gone.first().and_then(|at| lines.get(*at)) else { return };
    let mut texts: Vec<String> = Vec::new();
    let mut more = false;
    for line in gone.iter().filter_map(|at| lines.get(*at)) {
        let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Those that differ in their numbers alone are one text.
        let alike = edge::alike(&text);
        if texts.iter().any(|told| edge::alike(told) == alike) {
            continue;
        }
        more |= texts.len() == NAMED;
        if texts.len() < NAMED {
            texts.push(text);
        }
    }
    let named: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
    let message = format!(
        "{} lines at the edges of pages were left out of the text: {}{}",
        gone.len(),
        named.join(", "),
        if more { ", and others" } else { "" }
    );
    warnings.push(Some(first.number), message);
}
