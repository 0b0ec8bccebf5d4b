//! What stands at the edges of pages and is no part of the text: running heads, page numbers, footers.

use std::collections::HashMap;

use super::column::Row;
use super::table::line_rtl;
use crate::import::txt::front;

/// How many lines at each edge of a page are looked at.
const LINES: usize = 4;
/// How many pages are few.
const FEW: usize = 5;
/// How many lines at an edge that come again are more than a running head.
const FORM: usize = 3;
/// How far from an edge, as a part of the height, they may stand.
const MARGIN: f64 = 0.16;

/// The lines of a page, with its lower and upper edge.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    pub rows: Vec<Row>,
    pub bottom: f64,
    pub top: f64,
    /// Whether its text runs in the direction of the page.
    pub is_upright: bool,
    /// The heights between which heads of tables stand, upper and lower end.
    pub heads: Vec<(f64, f64)>,
}

/// A text that is furniture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone {
    /// The index of its leaf.
    pub leaf: usize,
    /// Whether it stands in the upper half.
    pub is_top: bool,
    pub text: String,
}

/// Which edge, what is written there with all numbers alike, and how high, in steps of a few points.
type Place = (bool, String, i64);

/// Takes the furniture out of the pages and gives it, page by page from top to bottom. `rtl` says whether most of the document
/// runs to the left.
pub(super) fn remove(leaves: &mut [Leaf], rtl: bool) -> Vec<Gone> {
    let mut seen: HashMap<Place, Vec<usize>> = HashMap::new();
    let pages = leaves.iter().filter(|leaf| leaf.is_upright).count();
    for (number, leaf) in leaves.iter().enumerate() {
        for (_, _, place) in edges(leaf) {
            for near in -1..=1 {
                let pages = seen.entry((place.0, place.1.clone(), place.2 + near)).or_default();
                if pages.last() != Some(&number) {
                    pages.push(number);
                }
            }
        }
    }
    let counts = counts(leaves);
    let enough = |found: &Vec<usize>| match pages {
        0 | 1 => false,
        2..=FEW => found.len() >= 2,
        // Those of the left and of the right pages, those of a chapter.
        _ => found.len() >= 3,
    };
    let mut heads: Vec<(bool, String)> = Vec::new();
    for (place, _) in seen.iter().filter(|(_, pages)| enough(pages)) {
        heads.push((place.0, place.1.clone()));
    }
    let mut all_gone: Vec<Vec<(usize, usize)>> = Vec::new();
    for (number, leaf) in leaves.iter().enumerate() {
        let mut gone: Vec<(usize, usize)> = Vec::new();
        // The rows of each edge that come again on other pages.
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        for (row, chunk, place) in edges(leaf) {
            let is_artifact =
                leaf.rows.get(row).and_then(|row| row.get(chunk)).is_some_and(super::line::Chunk::is_artifact);
            // On the first page a footer may say more than on the others.
            let is_longer = number == 0
                && !place.0
                && heads.iter().any(|(top, head)| !top && head.len() >= 3 && place.1.starts_with(head.as_str()));
            let is_alone = leaf.rows.get(row).is_some_and(|row| row.len() == 1);
            let is_number = !place.0 && is_page_number(&place.1) && row + 1 == leaf.rows.len() && is_alone;
            // The symbol of a document stands in its first lines as well as over its pages.
            let text = || leaf.rows.get(row).and_then(|row| row.get(chunk)).map(|chunk| chunk.text(false).text);
            if number == 0 && place.0 && text().is_some_and(|text| front::symbol(&text).is_some()) {
                continue;
            }
            if seen.get(&place).is_some_and(enough)
                || is_longer
                || (is_artifact && !(number == 0 && place.0))
                || is_number
            {
                gone.push((row, chunk));
                if !is_artifact && !is_number {
                    if place.0 { &mut upper } else { &mut lower }.push(row);
                }
            }
        }
        // In a document of few pages so many alike lines are the text of a form, of which these are the copies.
        for rows in [&mut upper, &mut lower] {
            rows.dedup();
            if pages <= FEW && rows.len() >= FORM {
                gone.retain(|(row, _)| !rows.contains(row));
            }
        }
        gone.sort_unstable();
        gone.dedup();
        keep_cells(number, leaf, &mut gone, &counts);
        all_gone.push(gone);
    }
    // What would leave nothing is the text itself.
    let is_all = |(leaf, gone): (&Leaf, &Vec<_>)| leaf.rows.iter().map(Vec::len).sum::<usize>() == gone.len();
    if leaves.iter().zip(&all_gone).all(is_all) {
        return Vec::new();
    }
    let mut out: Vec<Gone> = Vec::new();
    for (at, (leaf, gone)) in leaves.iter_mut().zip(all_gone).enumerate() {
        let (middle, first) = (f64::midpoint(leaf.top, leaf.bottom), out.len());
        for (row, chunk) in gone.into_iter().rev() {
            if let Some(row) = leaf.rows.get_mut(row).filter(|row| chunk < row.len()) {
                let chunk = row.remove(chunk);
                let text = chunk.text(line_rtl(&chunk, rtl)).text;
                out.push(Gone { leaf: at, is_top: chunk.base > middle, text });
            }
        }
        out.get_mut(first..).unwrap_or_default().reverse();
        leaf.rows.retain(|row| !row.is_empty());
    }
    out
}

/// How far the numbers at each height are ahead of the count of the pages, for how many of them it is as much.
type Counts = HashMap<(i64, i64), usize>;

/// The number that a text is alone, less the count of its page. What says that it counts pages (`3/9`) is none.
fn ahead(text: &str, page: usize) -> Option<i64> {
    let number: u32 = text.split_whitespace().collect::<String>().parse().ok()?;
    Some(i64::from(number) - i64::try_from(page).ok()?)
}

fn counts(leaves: &[Leaf]) -> Counts {
    let mut counts = Counts::new();
    for (page, leaf) in leaves.iter().enumerate() {
        for (row, chunk, place) in edges(leaf) {
            let text = leaf.rows.get(row).and_then(|row| row.get(chunk)).map(|chunk| chunk.text(false).text);
            if let Some(ahead) = text.and_then(|text| ahead(&text, page)) {
                *counts.entry((place.2, ahead)).or_default() += 1;
            }
        }
    }
    counts
}

/// Keeps what stands beside text that stays, not at the very edge, over or under other pieces of lines, and does not count the
/// pages: cells of a table, which come again on its pages. `gone` is in order.
fn keep_cells(page: usize, leaf: &Leaf, gone: &mut Vec<(usize, usize)>, counts: &Counts) {
    let mut all: HashMap<usize, usize> = HashMap::new();
    gone.iter().for_each(|(row, _)| *all.entry(*row).or_default() += 1);
    gone.retain(|(row, chunk)| {
        let Some(chunks) = leaf.rows.get(*row).filter(|_| *row > 0 && row + 1 < leaf.rows.len()) else { return true };
        let Some(chunk) = chunks.get(*chunk).filter(|chunk| !chunk.is_artifact()) else { return true };
        if all.get(row).is_none_or(|count| *count >= chunks.len()) {
            return true;
        }
        let near = row.saturating_sub(LINES)..(row + LINES + 1).min(leaf.rows.len());
        let is_column = near.filter(|other| other != row).filter_map(|other| leaf.rows.get(other)).any(|other| {
            let at = other.partition_point(|own| own.left < chunk.right);
            let over = at.checked_sub(1).and_then(|at| other.get(at));
            other.len() > 1 && over.is_some_and(|own| own.right > chunk.left)
        });
        let text = chunk.text(false).text;
        let is_count = match ahead(&text, page) {
            Some(ahead) => counts.get(&(step(chunk.base), ahead)).is_some_and(|count| *count >= 3),
            None => is_page_number(&alike(&text)),
        };
        is_count || !is_column
    });
}

#[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
fn step(base: f64) -> i64 {
    (base / 4.0).round() as i64
}

/// The chunks near the edges of a page: row, place in it, and how they are counted.
fn edges(leaf: &Leaf) -> Vec<(usize, usize, Place)> {
    if !leaf.is_upright {
        return Vec::new();
    }
    let height = leaf.top - leaf.bottom;
    let count = leaf.rows.len();
    let mut out = Vec::new();
    for (at, row) in leaf.rows.iter().enumerate() {
        let Some(base) = row.first().map(|chunk| chunk.base) else { continue };
        let is_top = at < LINES && base > leaf.top - MARGIN * height;
        let is_bottom = at + LINES >= count && base < leaf.bottom + MARGIN * height;
        // The head of a table comes again on each of its pages; only a running head stands above everything.
        let is_head = at > 0 && leaf.heads.iter().any(|(upper, lower)| base < *upper && base > *lower);
        if (!is_top && !is_bottom) || is_head {
            continue;
        }
        // A line of running text is none, nor is the number before it.
        let texts: Vec<String> = row.iter().map(|chunk| chunk.text(false).text).collect();
        if texts.iter().any(|text| text.chars().count() > 70) {
            continue;
        }
        for (place, text) in texts.into_iter().enumerate() {
            out.push((at, place, (is_top, alike(&text), step(base))));
        }
    }
    out
}

/// The text with every number as one sign.
fn alike(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if c != '#' || !out.ends_with('#') {
            out.push(c);
        }
    }
    out
}

/// A number alone, perhaps between dashes.
fn is_page_number(alike: &str) -> bool {
    matches!(alike.trim_matches(['-', '–', '—', '|', '/']), "#" | "Page#" | "page#" | "#/#" | "Page#of#")
}
