//! Lines to paragraphs.

use std::collections::HashMap;

use super::line::{Chunk, Text, is_label};
use super::table::line_rtl;
use crate::import::txt::join::Habits;

/// A line of running text.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub text: Text,
    pub left: f64,
    pub right: f64,
    pub base: f64,
    pub size: f64,
    pub rtl: bool,
    /// The page, from 1.
    pub page: usize,
    /// The region, counted through the document.
    pub region: usize,
    /// Whether something else stood on the same line, far off.
    pub is_apart: bool,
    /// Whether it may be a note: it stands at the bottom of its page, in smaller letters.
    pub is_low: bool,
}

/// Lines that belong together.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub text: Text,
    pub size: f64,
    /// The baseline of its first line.
    pub base: f64,
    pub page: usize,
    pub lines: usize,
    pub is_apart: bool,
    pub is_low: bool,
}

impl Line {
    /// The lines that a row is: one, or one for each piece where they stand far apart.
    pub fn of(row: &[Chunk], rtl: bool, page: usize, region: usize) -> Vec<Self> {
        let mut out: Vec<Self> = Vec::new();
        let mut order: Vec<&Chunk> = row.iter().collect();
        if rtl {
            order.reverse();
        }
        let mut last: Option<&Chunk> = None;
        for chunk in order {
            let own = line_rtl(chunk, rtl);
            let text = chunk.text(own);
            let gap = last.map_or(0.0, |last| (chunk.left - last.right).max(last.left - chunk.right) / chunk.size);
            let joined = out.last_mut().filter(|line| {
                let labels = is_label(line.text.text.trim()) && gap < 6.0;
                labels || gap < 2.5
            });
            match joined {
                Some(line) => {
                    let is_tab = is_label(line.text.text.trim());
                    line.text.push(if is_tab { "\t" } else { " " }, &text);
                    (line.left, line.right) = (line.left.min(chunk.left), line.right.max(chunk.right));
                    line.size = if is_tab { chunk.size } else { line.size };
                }
                None => out.push(Self {
                    text,
                    left: chunk.left,
                    right: chunk.right,
                    base: chunk.base,
                    size: chunk.size,
                    rtl: own,
                    page,
                    region,
                    is_apart: false,
                    is_low: false,
                }),
            }
            last = Some(chunk);
        }
        if out.len() > 1 {
            out.iter_mut().for_each(|line| line.is_apart = true);
        }
        out
    }

    pub fn is_bold(&self) -> bool {
        self.text.letters > 0 && self.text.bold * 10 >= self.text.letters * 9
    }

    /// The edge at which it starts, growing in the direction of reading.
    fn start(&self) -> f64 {
        if self.rtl { -self.right } else { self.left }
    }

    fn end(&self) -> f64 {
        if self.rtl { -self.left } else { self.right }
    }
}

impl Text {
    /// Appends another text after a separator.
    pub fn push(&mut self, separator: &str, next: &Text) {
        self.text.push_str(separator);
        self.text.push_str(&next.text);
        self.count(next);
    }

    /// Appends the text of the next line.
    pub fn join(&mut self, next: &Text, habits: &Habits) {
        habits.join(&mut self.text, &next.text);
        self.count(next);
    }

    fn count(&mut self, next: &Text) {
        let start = self.text.len() - next.text.len();
        self.raised.extend(next.raised.iter().map(|(from, to)| (from + start, to + start)));
        self.bold += next.bold;
        self.italic += next.italic;
        self.letters += next.letters;
    }
}

/// What is usual in a document.
#[derive(Debug, Default)]
pub(super) struct Usual {
    /// From line to line, in sizes of the letters.
    leading: f64,
    /// The size of most letters.
    pub size: f64,
    /// The column of lines of a region and size, in half points: start and end.
    columns: HashMap<(usize, i64), (f64, f64, usize)>,
    /// Whether paragraphs start with a label or an indent.
    is_marked: bool,
    /// The column of lines of a size in the whole document.
    sizes: HashMap<i64, (f64, f64, usize)>,
}

#[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
fn step(value: f64, steps: f64) -> i64 {
    (value * steps).round() as i64
}

impl Usual {
    pub fn learn(lines: &[Line]) -> Self {
        let mut leadings: HashMap<i64, usize> = HashMap::new();
        let mut letters: HashMap<i64, usize> = HashMap::new();
        for two in lines.windows(2) {
            let [one, other] = two else { continue };
            let gap = (one.base - other.base) / other.size;
            if one.region == other.region && (one.size - other.size).abs() < 0.5 && (0.8..3.0).contains(&gap) {
                *leadings.entry(step(gap, 20.0)).or_default() += 1;
            }
        }
        let mut of_region: HashMap<(usize, i64), Vec<(f64, f64)>> = HashMap::new();
        let mut of_size: HashMap<i64, Vec<(f64, f64)>> = HashMap::new();
        for line in lines {
            let size = step(line.size, 2.0);
            *letters.entry(size).or_default() += line.text.text.len();
            of_region.entry((line.region, size)).or_default().push((line.start(), line.end()));
            of_size.entry(size).or_default().push((line.start(), line.end()));
        }
        let most = |counts: &HashMap<i64, usize>| {
            counts.iter().max_by_key(|(key, count)| (**count, -**key)).map(|(key, _)| *key)
        };
        #[allow(clippy::cast_precision_loss, reason = "steps are small")]
        let value = |key: Option<i64>, steps: f64, default: f64| key.map_or(default, |key| key as f64 / steps);
        let leading = value(most(&leadings), 20.0, 1.2);
        let size = value(most(&letters), 2.0, 10.0);
        let (mut marked, mut bare) = (0, 0);
        for three in lines.windows(3) {
            let [before, line, next] = three else { continue };
            let gap = (before.base - line.base) / line.size;
            let is_body = (line.size - size).abs() < 0.6 && next.region == line.region && before.region == line.region;
            if is_body
                && !line.is_bold()
                && gap > leading * 1.28 + 0.05
                && (line.base - next.base) / line.size < leading * 1.2
            {
                let is_indented = line.start() - next.start() > 0.7 * line.size || line.text.text.contains('\t');
                *(if is_indented { &mut marked } else { &mut bare }) += 1;
            }
        }
        Self {
            is_marked: marked >= 3 && marked >= 3 * bare,
            leading,
            size,
            columns: of_region.into_iter().map(|(key, edges)| (key, column(edges))).collect(),
            sizes: of_size.into_iter().map(|(key, edges)| (key, column(edges))).collect(),
        }
    }

    /// Start and end of the column that a line stands in.
    fn column(&self, line: &Line) -> (f64, f64) {
        let size = step(line.size, 2.0);
        let own = self.columns.get(&(line.region, size)).copied().unwrap_or((line.start(), line.end(), 1));
        let whole = self.sizes.get(&size).copied().unwrap_or(own);
        // A region of few lines says little; the document says more, where the line can stand in its columns.
        let fits = whole.0 <= line.start() + 1.0 && whole.1 >= line.end() - 1.0 && whole.2 >= 8;
        if own.2 < 5 && fits { (whole.0, whole.1) } else { (own.0, own.1) }
    }
}

/// The most usual start and a far end.
fn column(edges: Vec<(f64, f64)>) -> (f64, f64, usize) {
    let mut starts: HashMap<i64, usize> = HashMap::new();
    for (start, _) in &edges {
        *starts.entry(step(*start, 0.5)).or_default() += 1;
    }
    let most = starts.iter().max_by_key(|(key, count)| (**count, -**key)).map_or(0, |(key, _)| *key);
    let near = edges.iter().map(|(start, _)| *start).filter(|start| step(*start, 0.5) == most);
    let start = near.fold(f64::INFINITY, f64::min);
    let mut ends: Vec<f64> = edges.iter().map(|(_, end)| *end).collect();
    ends.sort_by(f64::total_cmp);
    let end = ends.get(ends.len().saturating_sub(1) * 95 / 100).copied().unwrap_or(0.0);
    (start, end, edges.len())
}

/// The paragraphs of lines in reading order.
pub(super) fn blocks(lines: &[Line], usual: &Usual, habits: &Habits) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut before: Option<&Line> = None;
    for (at, line) in lines.iter().enumerate() {
        let goes_on = before.is_some_and(|before| {
            let head = out.last().map_or("", |block| block.text.text.as_str());
            goes_on(before, line, lines.get(at + 1), usual, head)
        });
        match out.last_mut().filter(|_| goes_on) {
            Some(block) => {
                block.text.join(&line.text, habits);
                block.lines += 1;
            }
            None => out.push(Block {
                text: line.text.clone(),
                size: line.size,
                base: line.base,
                page: line.page,
                lines: 1,
                is_apart: line.is_apart,
                is_low: line.is_low,
            }),
        }
        before = Some(line);
    }
    out
}

fn is_terminal(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '»', ')', '」', '』', '）', ']']);
    text.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；', '؟', '؛', '…'])
}

/// Whether a line goes on with the paragraph of the one before.
fn goes_on(before: &Line, line: &Line, next: Option<&Line>, usual: &Usual, head: &str) -> bool {
    let is_same_place = before.region == line.region && before.base > line.base;
    let like = (before.size - line.size).abs() <= 0.07 * before.size && before.is_low == line.is_low;
    if before.is_apart
        || line.is_apart
        || !like
        || before.rtl != line.rtl && before.text.letters > 8 && line.text.letters > 8
    {
        return false;
    }
    let is_heading = |line: &Line| line.is_bold() || line.size > 1.12 * usual.size;
    // A label alone is a paragraph whose text did not come; a text that starts with one is a new one.
    let label = line.text.text.split_once('\t').map(|(label, _)| label);
    if label.is_some_and(is_label) || starts_with_bullet(&line.text.text) {
        return false;
    }
    if before.is_bold() != line.is_bold() && before.text.letters > 3 && line.text.letters > 3 {
        return false;
    }
    let (start, end) = usual.column(before);
    let em = line.size;
    let (column_start, _) = usual.column(line);
    // A note starts with its raised mark.
    let is_marked = line.is_low && line.text.raised.first().is_some_and(|(from, _)| *from == 0);
    if is_marked {
        return false;
    }
    // The first word of this line would have had room on the line before.
    let word = line.text.text.split_whitespace().next().unwrap_or("").chars().count();
    let letters = line.text.text.chars().count().max(1);
    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    let needed = (line.right - line.left) * (word.min(letters) as f64) / letters as f64;
    let opens = line.text.text.chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit());
    let is_open = !is_terminal(before.text.text.trim_end());
    let has_room = end - before.end() > needed.min(14.0 * em) + 1.2 * em;
    let is_short = has_room && !is_heading(before) && (opens || !is_open);
    let indent = line.start() - before.start();
    if !is_same_place {
        // Over the end of a column or page.
        let is_indented =
            line.start() - column_start > 0.9 * em && next.is_none_or(|next| line.start() - next.start() > 0.9 * em);
        return !is_short && !is_indented && !is_heading(before) && (is_open || (usual.is_marked && !is_heading(line)));
    }
    let gap = (before.base - line.base) / em;
    if gap > usual.leading * 1.28 + 0.05 && gap > 1.3 {
        return false;
    }
    if is_heading(before) {
        return !is_ordinal_line(&before.text.text) || gap < 1.6;
    }
    // Indented against the line before and the one after: the first line of a paragraph. What hangs under a label goes on.
    let hangs = head.contains('\t') || is_bulleted(head);
    let returns =
        next.is_none_or(|next| next.region != line.region || line.start() - next.start() > 0.7 * em || is_short);
    if indent > 0.7 * em && returns && !hangs {
        return false;
    }
    // Centred lines belong together, whatever room there was.
    let is_centred =
        |line: &Line| line.start() - start > 2.0 * em && ((line.start() - start) - (end - line.end())).abs() < 1.5 * em;
    if is_centred(before) && is_centred(line) {
        return true;
    }
    !is_short
}

fn starts_with_bullet(text: &str) -> bool {
    text.starts_with(['•', '▪', '●', '○', '◦', '■', '➢', '\u{F0B7}'])
}

fn is_bulleted(text: &str) -> bool {
    starts_with_bullet(text)
}

/// Whether a heading is nothing but its ordinal so far.
fn is_ordinal_line(text: &str) -> bool {
    is_label(text.trim())
}
