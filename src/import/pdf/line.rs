//! Glyphs to lines: what stands on one baseline, cut where the gaps are wide.

use super::corridor::{self, NARROW};
use super::glyph::Glyph;
use super::order;
use crate::import::txt::line::is_wide;
use crate::text::bidi;

/// A stretch of glyphs of one line without a wide gap, in the order in which they stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    pub glyphs: Vec<Glyph>,
    pub left: f64,
    pub right: f64,
    pub base: f64,
    /// The size of most of its letters.
    pub size: f64,
    /// Whether brackets among letters that run to the left are told by their looks, not by what they do.
    pub is_mirrored: bool,
}

/// Text in reading order, and what of it was raised: byte ranges.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text {
    pub text: String,
    pub raised: Vec<(usize, usize)>,
    /// How many of its letters are bold, italic, and how many there are.
    pub bold: usize,
    pub italic: usize,
    pub letters: usize,
}

/// A gap this wide, in sizes of the letters, parts chunks.
const WIDE: f64 = 1.0;

/// The glyphs of one turn as chunks, line after line from the top, those of a line from left to right.
pub(super) fn chunks(mut glyphs: Vec<Glyph>) -> Vec<Chunk> {
    // Marks over and under letters stand where the letters want them, not on the line.
    let marks: Vec<Glyph> = glyphs.extract_if(.., |glyph| order::is_mark(&glyph.text)).collect();
    glyphs.sort_by(|a, b| b.base.total_cmp(&a.base));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    let mut current: Option<(f64, f64)> = None;
    for glyph in glyphs {
        // Blanks have no say in where a line is.
        match current {
            Some((base, size)) if (base - glyph.base).abs() <= 0.22 * size.min(glyph.size) => {
                if let Some(row) = rows.last_mut() {
                    row.push(glyph);
                }
            }
            _ => {
                current = Some((glyph.base, glyph.size));
                rows.push(vec![glyph]);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| (a.left + a.right).total_cmp(&(b.left + b.right)).then(a.order.cmp(&b.order)));
    }
    settle(&mut rows, marks);
    raise(&mut rows);
    rows.retain(|row| row.iter().any(|glyph| !is_blank(glyph)));
    let corridors = corridor::corridors(&rows);
    rows.into_iter().flat_map(|row| cut(row, &corridors)).collect()
}

/// Puts marks on the lines whose letters they stand on; those without a letter make lines of their own.
fn settle(rows: &mut Vec<Vec<Glyph>>, mut marks: Vec<Glyph>) {
    marks.sort_by(|a, b| b.base.total_cmp(&a.base));
    let heads: Vec<f64> = rows.iter().map(|row| row.first().map_or(0.0, |glyph| glyph.base)).collect();
    let mut lost: Vec<Glyph> = Vec::new();
    let mut changed = Vec::new();
    for mark in marks {
        let middle = f64::midpoint(mark.left, mark.right);
        let from = heads.partition_point(|base| *base > mark.base + 1.0 * mark.size);
        let near = |at: usize| {
            let (row, base) = (rows.get(at)?, heads.get(at)?);
            let start = row.partition_point(|glyph| glyph.right < middle - 0.6 * mark.size);
            let touches =
                row.iter().skip(start).take(4).any(|glyph| !is_blank(glyph) && glyph.left < middle + 0.6 * mark.size);
            touches.then_some(((base - mark.base).abs(), at))
        };
        let candidates =
            (from..heads.len()).take_while(|at| heads.get(*at).is_some_and(|base| *base > mark.base - 1.0 * mark.size));
        let best = candidates.take(12).filter_map(near).min_by(|a, b| a.0.total_cmp(&b.0));
        match best.and_then(|(_, at)| rows.get_mut(at).map(|row| (row, at))) {
            Some((row, at)) => {
                row.push(mark);
                changed.push(at);
            }
            None => lost.push(mark),
        }
    }
    changed.sort_unstable();
    changed.dedup();
    for at in changed {
        let Some(row) = rows.get_mut(at) else { continue };
        row.sort_by(|a, b| (a.left + a.right).total_cmp(&(b.left + b.right)).then(a.order.cmp(&b.order)));
    }
    rows.extend(lost.into_iter().map(|mark| vec![mark]));
    rows.sort_by(|a, b| {
        b.first().map_or(0.0, |glyph| glyph.base).total_cmp(&a.first().map_or(0.0, |glyph| glyph.base))
    });
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.chars().all(char::is_whitespace)
}

/// The size that most letters have.
fn main_size(glyphs: &[Glyph]) -> f64 {
    let mut sizes: Vec<f64> = glyphs.iter().filter(|glyph| !is_blank(glyph)).map(|glyph| glyph.size).collect();
    if sizes.is_empty() {
        sizes = glyphs.iter().map(|glyph| glyph.size).collect();
    }
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(1.0)
}

/// Moves small glyphs that stand a little higher or lower beside the letters of another line into that line.
fn raise(rows: &mut [Vec<Glyph>]) {
    let heads: Vec<(f64, f64)> = rows.iter().map(|row| (row.first().map_or(0.0, |g| g.base), main_size(row))).collect();
    for at in 0..rows.len() {
        let Some((base, size)) = heads.get(at).copied() else { continue };
        let near = |other: usize| {
            let (to_base, to_size) = heads.get(other).copied()?;
            let up = (base - to_base) / to_size;
            (size < 0.86 * to_size && ((0.08..0.75).contains(&up) || (-0.4..-0.05).contains(&up)))
                .then_some((other, to_base, to_size))
        };
        let lines = (at.saturating_sub(3)..at).rev().chain(at + 1..(at + 4).min(rows.len()));
        for (other, to_base, to_size) in lines.filter_map(near).collect::<Vec<_>>() {
            let mut moved = Vec::new();
            let Some(own) = rows.get_mut(at).map(std::mem::take) else { continue };
            let Some(target) = rows.get(other) else { continue };
            let (mut kept, mut group): (Vec<Glyph>, Vec<Glyph>) = (Vec::new(), Vec::new());
            let mut settle = |group: &mut Vec<Glyph>, kept: &mut Vec<Glyph>| {
                let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
                let from =
                    target.partition_point(|glyph| glyph.left + glyph.right < 2.0 * (first.left - 2.0 * to_size));
                let touches =
                    target.iter().skip(from).take_while(|glyph| glyph.left < last.right + to_size).any(|glyph| {
                        !is_blank(glyph)
                            && ((first.left - glyph.right).abs() < 0.4 * to_size
                                || (glyph.left - last.right).abs() < 0.4 * to_size)
                    });
                // A mark may stand in front of its line like a label.
                let leads = target.iter().find(|glyph| !is_blank(glyph)).is_some_and(|head| {
                    last.right < head.left
                        && head.left - last.right < 2.5 * to_size
                        && last.right - first.left < 1.5 * to_size
                });
                if touches || leads { moved.append(group) } else { kept.append(group) }
            };
            for glyph in own {
                if group.last().is_some_and(|last: &Glyph| glyph.left - last.right > 0.7 * size) {
                    settle(&mut group, &mut kept);
                }
                group.push(glyph);
            }
            settle(&mut group, &mut kept);
            if let Some(row) = rows.get_mut(at) {
                *row = kept;
            }
            if let Some(row) = rows.get_mut(other).filter(|_| !moved.is_empty()) {
                row.extend(moved.into_iter().map(|glyph| Glyph {
                    is_raised: glyph.base > to_base,
                    base: to_base,
                    ..glyph
                }));
                row.sort_by(|a, b| (a.left + a.right).total_cmp(&(b.left + b.right)).then(a.order.cmp(&b.order)));
            }
        }
    }
}

/// A line cut at its wide gaps, and at those that go down the page. Blanks at the edges go.
fn cut(row: Vec<Glyph>, corridors: &[f64]) -> Vec<Chunk> {
    let row = once(row);
    let mut out: Vec<Vec<Glyph>> = Vec::new();
    let mut right = f64::NEG_INFINITY;
    let mut blanks: Vec<Glyph> = Vec::new();
    for glyph in row {
        if is_blank(&glyph) {
            blanks.push(glyph);
            continue;
        }
        let size = out.last().and_then(|chunk| chunk.last()).map_or(glyph.size, |last| last.size.max(glyph.size));
        let gap = glyph.left - right;
        let is_cut = gap >= WIDE * size
            || (gap >= NARROW * size && corridors.iter().any(|place| right < *place && *place < glyph.left));
        right = right.max(glyph.right);
        match out.last_mut() {
            Some(chunk) if !is_cut => {
                chunk.append(&mut blanks);
                chunk.push(glyph);
            }
            _ => {
                blanks.clear();
                out.push(vec![glyph]);
            }
        }
    }
    out.into_iter().map(Chunk::of).collect()
}

/// The glyphs without those that are drawn twice to look bold.
fn once(row: Vec<Glyph>) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(row.len());
    for glyph in row {
        let same = |other: &&mut Glyph| {
            other.text == glyph.text
                && (other.left - glyph.left).abs() < 0.12 * glyph.size
                && (other.right - glyph.right).abs() < 0.12 * glyph.size
        };
        let start = out.len().saturating_sub(3);
        let twin = out.get_mut(start..).unwrap_or_default().iter_mut().find(same);
        match twin.filter(|_| !is_blank(&glyph) && !order::is_mark(&glyph.text) && glyph.right > glyph.left) {
            Some(twin) => twin.is_bold = true,
            None => out.push(glyph),
        }
    }
    out
}

impl Chunk {
    pub fn of(mut glyphs: Vec<Glyph>) -> Self {
        let size = main_size(&glyphs);
        order::attach_marks(&mut glyphs);
        let lowest =
            glyphs.iter().filter(|glyph| !glyph.is_raised && glyph.size > 0.8 * size).map(|glyph| glyph.base).next();
        Self {
            left: glyphs.iter().map(|glyph| glyph.left).fold(f64::INFINITY, f64::min),
            right: glyphs.iter().map(|glyph| glyph.right).fold(f64::NEG_INFINITY, f64::max),
            base: lowest.or_else(|| glyphs.first().map(|glyph| glyph.base)).unwrap_or(0.0),
            size,
            glyphs,
            is_mirrored: false,
        }
    }

    /// How many letters run from right to left, and how many from left to right.
    pub fn directions(&self) -> (usize, usize) {
        let chars = self.glyphs.iter().flat_map(|glyph| glyph.text.chars());
        chars.fold((0, 0), |(rtl, ltr), c| match (order::is_rtl(c), c.is_alphabetic()) {
            (true, _) => (rtl + 1, ltr),
            (false, true) => (rtl, ltr + 1),
            _ => (rtl, ltr),
        })
    }

    /// Whether it is marked as no part of the text.
    pub fn is_artifact(&self) -> bool {
        self.glyphs.iter().all(|glyph| glyph.is_artifact)
    }

    /// Its text in the order of reading, in a line of this direction.
    pub fn text(&self, rtl: bool) -> Text {
        let space = self.space();
        let mut texts: Vec<&str> = Vec::new();
        let mut from: Vec<Option<&Glyph>> = Vec::new();
        let mut gaps: Vec<f64> = Vec::new();
        let mut blanks: Vec<&Glyph> = Vec::new();
        let mut last: Option<&Glyph> = None;
        for glyph in &self.glyphs {
            if is_blank(glyph) {
                blanks.push(glyph);
                continue;
            }
            if let Some(before) = last {
                let gap = (glyph.left - before.right) / self.size;
                let is_han = |glyph: &Glyph| glyph.text.chars().any(is_wide);
                let is_han = is_han(before) && is_han(glyph);
                let (needed, least) = if is_han { (space.max(0.6), 0.1) } else { (space, -0.12) };
                // Blanks that lie on a letter belong to something else: a cell filled up with them, a line drawn twice.
                let is_between = |blank: &&Glyph| {
                    let (first, last) = (before.order.min(glyph.order), before.order.max(glyph.order));
                    let covered = (before.right - blank.left).max(0.0) + (blank.right - glyph.left).max(0.0);
                    (first..last).contains(&blank.order) || covered <= 0.5 * (blank.right - blank.left)
                };
                if (gap > least && blanks.iter().any(is_between)) || gap > needed {
                    texts.push(" ");
                    from.push(None);
                    gaps.push(gap);
                }
            }
            texts.push(&glyph.text);
            from.push(Some(glyph));
            gaps.push(0.0);
            last = Some(glyph);
            blanks.clear();
        }
        // The first space is a tab where it is wide and a label stands before it.
        let mut spaces: Vec<f64> = gaps.iter().copied().filter(|gap| *gap > 0.0).collect();
        spaces.sort_by(f64::total_cmp);
        let usual = spaces.get(spaces.len() / 2).copied().unwrap_or(0.25);
        let wide = if spaces.len() < 3 { 0.6 } else { (usual * 1.6).max(0.45) };
        let mut is_first = true;
        let mut out = Text::default();
        for (at, runs_left) in order::logical(&texts, rtl) {
            let (Some(mut text), Some(glyph)) = (texts.get(at).copied(), from.get(at)) else { continue };
            if glyph.is_none()
                && std::mem::take(&mut is_first)
                && gaps.get(at).is_some_and(|gap| *gap >= wide)
                && is_label(&out.text)
            {
                text = "\t";
            }
            let start = out.text.len();
            match self.is_mirrored && runs_left {
                true => out.text.extend(text.chars().map(bidi::mirrored)),
                false => out.text.push_str(text),
            }
            let Some(glyph) = glyph else { continue };
            let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
            out.letters += letters;
            out.bold += if glyph.is_bold { letters } else { 0 };
            out.italic += if glyph.is_italic { letters } else { 0 };
            if glyph.is_raised {
                match out.raised.last_mut() {
                    Some((_, end)) if *end == start => *end = out.text.len(),
                    _ => out.raised.push((start, out.text.len())),
                }
            }
        }
        out
    }

    /// How wide a gap is a space, in sizes: less than usual spaces are, more than the gaps of letters set apart.
    fn space(&self) -> f64 {
        const USUAL: f64 = 0.17;
        let letters: Vec<&Glyph> = self.glyphs.iter().filter(|glyph| !is_blank(glyph)).collect();
        let has_blanks = letters.len() < self.glyphs.len();
        let mut gaps: Vec<f64> = letters
            .windows(2)
            .filter_map(|two| match two {
                [one, other] => Some((other.left - one.right) / self.size),
                _ => None,
            })
            .collect();
        gaps.sort_by(f64::total_cmp);
        let Some(middle) = gaps.get(gaps.len() / 2).copied().filter(|_| gaps.len() >= 4) else {
            return USUAL;
        };
        match () {
            // Most letters stand apart: the whole line is set so, and wider gaps are its spaces.
            () if middle > 0.13 => middle * 1.7 + 0.05,
            () if has_blanks => USUAL * 1.5 + middle.max(0.0),
            () => USUAL + middle.max(0.0),
        }
    }
}

/// Marks all chunks as mirrored where more of their brackets close before they open than the other way.
pub(super) fn mirror(chunks: &mut [&mut Chunk]) {
    let (mut right, mut wrong) = (0, 0);
    for chunk in chunks.iter().filter(|chunk| chunk.directions().0 > 0) {
        let (mut opened, mut closed) = (false, false);
        for c in chunk.text(true).text.chars() {
            match c {
                '(' | '[' | '«' => {
                    wrong += usize::from(std::mem::take(&mut closed));
                    opened = true;
                }
                ')' | ']' | '»' => {
                    let is_pair = std::mem::take(&mut opened);
                    right += usize::from(is_pair);
                    closed = !is_pair;
                }
                _ => {}
            }
        }
    }
    if wrong > right {
        chunks.iter_mut().for_each(|chunk| chunk.is_mirrored = true);
    }
}

/// Whether a text is the number or mark in front of a paragraph: `12.`, `(a)`, `IV.`, `•`, `一、`, `أولا -`.
pub(super) fn is_label(text: &str) -> bool {
    let count = text.chars().count();
    let Some(last) = text.chars().next_back() else { return false };
    let is_digits = count <= 4 && text.chars().all(char::is_numeric);
    let is_bullet = count == 1
        && matches!(last, '•' | '·' | '▪' | '●' | '○' | '◦' | '–' | '—' | '-' | '*' | '■' | '\u{25A1}' | '➢');
    let is_closed = matches!(last, '.' | ')' | '-' | '–' | ']' | '、' | '）' | '．' | '\u{200F}');
    is_digits || is_bullet || (is_closed && (2..=9).contains(&count) && text.chars().any(char::is_alphanumeric))
}
