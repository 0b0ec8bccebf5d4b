//! Lines to units: what will be one block each, before anyone says which kind.

use super::column::Rows;
use super::form::{Form, Shape};
use super::join::Habits;
use super::label::{Mark, label};
use super::line::{Line, cells, ends_sentence, ends_stopped, is_url};
use super::structure::is_preamble;
use super::table;
use super::warn::Warnings;
use crate::document::{Span, SpanKind, ordinal};

/// One paragraph, heading, cell grid, … with the edges of its first line.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Unit {
    /// The 1-based line it starts on.
    pub line: usize,
    /// Leading spaces of that line.
    pub indent: usize,
    /// Leading tabs of that line.
    pub tabs: usize,
    /// Its lines, joined.
    pub text: String,
    /// Zero-width spans of link targets that stood between its lines.
    pub spans: Vec<Span>,
    /// The rows of a table.
    pub rows: Vec<Vec<String>>,
    /// Whether a blank line stands before it.
    pub blank_before: bool,
    /// How many lines it was printed on.
    pub lines: usize,
    /// The width of its widest line, in cells.
    pub width: usize,
    /// The index of the piece it came from, where the source has a structure of its own: its text is then taken as it is.
    pub piece: Option<usize>,
    /// How deep the source says that the list of this item is nested, 1 for the outermost; 0 where it says nothing.
    pub depth: u8,
}

/// Units that are given away together.
const BATCH: usize = 1_024;

/// Groups the lines of a text into units, as its form asks for, and gives them to `take`, some at a time and in order.
pub(in crate::import) fn units(
    lines: &[Line<'_>],
    tables: &[Rows],
    (shape, habits): (Shape, &Habits),
    warnings: &mut Warnings,
    take: &mut dyn FnMut(Vec<Unit>),
) {
    let mut grouping = Grouping { shape, habits, tables, units: Vec::new(), take, joined: 0, dumped: false, number: 0 };
    match shape.form {
        Form::Broken => grouping.broken(lines, warnings),
        Form::Lines | Form::Wrapped => grouping.runs(lines, warnings),
    }
    if grouping.joined > 0 && shape.form == Form::Broken {
        let message = format!("every line is followed by a blank one: {} broken lines were joined", grouping.joined);
        warnings.push(Some(1), message);
    }
    (grouping.take)(grouping.units);
}

/// Whether a mark counts something.
fn is_counting(mark: &Mark) -> bool {
    matches!(mark, Mark::Number(_) | Mark::Item { .. } | Mark::Ordinal { .. })
}

struct Grouping<'a> {
    shape: Shape,
    habits: &'a Habits,
    tables: &'a [Rows],
    /// Those that were not given away yet: the last one, which a line may go on with, is among them.
    units: Vec<Unit>,
    take: &'a mut dyn FnMut(Vec<Unit>),
    joined: usize,
    dumped: bool,
    /// The highest number that a unit began with.
    number: u32,
}

impl Grouping<'_> {
    /// PDF lines. Blank lines say nothing; trailing spaces end a unit and an indent starts one.
    fn broken(&mut self, lines: &[Line<'_>], warnings: &mut Warnings) {
        let printed = lines.iter().filter(|l| !l.is_blank());
        let (all, marked) = printed.fold((0, 0), |(all, marked), l| (all + 1, marked + usize::from(l.trailing)));
        let has_marks = marked * 20 >= all;
        let (mut last, mut blank): (Option<&Line<'_>>, bool) = (None, true);
        for line in lines {
            if line.is_blank() {
                blank = true;
                continue;
            }
            if self.given_table(line, blank) {
                (last, blank, self.dumped) = (None, false, false);
                continue;
            }
            if is_url(line.text) && self.dump(line, warnings) {
                continue;
            }
            let closed = last.is_none_or(|l| match has_marks {
                true => l.trailing,
                false => {
                    l.width() * 10 < self.shape.width * 7
                        || (ends_sentence(l.text) && l.width() * 20 < self.shape.width * 19)
                }
            });
            let marked = line.indent() > 0 || line.tabs() > 0;
            // After link targets at a page break the rest of a cut line may carry an indent.
            if !line.goes_on && (closed || (marked && !self.dumped)) {
                self.start(line, blank);
            } else {
                self.go_on(line, warnings);
            }
            (last, blank, self.dumped) = (Some(line), false, false);
        }
    }

    /// Takes a line that is only a link target out of the text and keeps where it stood.
    fn dump(&mut self, line: &Line<'_>, warnings: &mut Warnings) -> bool {
        let Some(unit) = self.units.last_mut() else { return false };
        let at = unit.text.len();
        let source = Some(line.text.to_owned());
        unit.spans.push(Span { start: at, end: at, kind: SpanKind::Link, target: None, source });
        warnings.push(Some(line.number), "a link target printed between the lines was taken out of the text");
        self.dumped = true;
        true
    }

    /// Runs of lines between blank ones: each line a unit, or wrapped lines joined.
    fn runs(&mut self, lines: &[Line<'_>], warnings: &mut Warnings) {
        let (mut i, mut no_table, mut blank) = (0, 0, true);
        while let Some(line) = lines.get(i) {
            if line.is_blank() {
                blank = true;
                i += 1;
                continue;
            }
            if self.given_table(line, blank) {
                (i, blank) = (i + 1, false);
                continue;
            }
            if i >= no_table && !line.goes_on {
                match table::find(lines, i) {
                    Ok(found) => {
                        self.table(line, blank, &found, warnings);
                        i = found.next;
                        blank = false;
                        continue;
                    }
                    Err(until) => no_table = until,
                }
            }
            let is_over = line.goes_on && self.units.last().is_some_and(|unit| unit.rows.is_empty());
            let is_wrapped = || {
                !blank
                    && self.shape.form == Form::Wrapped
                    && i > 0
                    && self.is_wrapped(&lines[i - 1], line, lines.get(i + 1))
            };
            if is_over || is_wrapped() {
                self.go_on(line, warnings);
            } else if !blank && self.has_open_note() {
                warnings.push(Some(line.number), "a note's body went on on this line");
                self.go_on(line, warnings);
            } else {
                self.start(line, blank);
            }
            blank = false;
            i += 1;
        }
    }

    /// Whether `line` goes on with the sentence of `above`; `next` stands below it.
    fn is_wrapped(&self, above: &Line<'_>, line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
        let labelled = label(line.text).filter(|l| l.mark != Mark::Star);
        // A label alone on its line is that of the next one.
        let is_bare =
            |l: &Line<'_>| l.width() <= 12 && label(l.text).is_some_and(|l| l.rest.is_empty() && is_counting(&l.mark));
        if labelled.is_none() && is_bare(above) {
            return true;
        }
        // Wide gaps set the columns of a masthead, but for the one after a label.
        let has_gap =
            |l: &Line<'_>| l.text.contains("    ") && label(l.text).map_or(l.text, |label| label.rest).contains("    ");
        if has_gap(above) || has_gap(line) || line.indent() * 2 > self.shape.width {
            return false;
        }
        // A short line without a stop after the end of a sentence, and nothing of its own below: a heading, or a line drawn.
        let is_drawn = line.text.chars().all(|c| matches!(c, '_' | '-' | '—' | '=' | '*'));
        let is_last = next.is_none_or(|next| next.is_blank() || label(next.text).is_some());
        let is_capital = line.text.chars().next().is_some_and(char::is_uppercase);
        let is_heading = is_capital && is_last && !ends_stopped(line.text) && line.width() * 10 < self.shape.width * 6;
        if is_drawn || is_preamble(line.text) || is_heading && ends_sentence(above.text) {
            return false;
        }
        // The number that comes next is none of a sentence.
        if labelled.as_ref().is_some_and(|l| l.mark == Mark::Number(self.number + 1) && !l.rest.is_empty()) {
            return false;
        }
        let starts_low = line.text.chars().next().is_some_and(char::is_lowercase);
        if starts_low && !ends_stopped(above.text) && self.units.last().is_some_and(|u| u.rows.is_empty()) {
            return true;
        }
        // The next word had room on the line above, after a comma or a stop: the paragraph ended there.
        let word: usize = line.text.chars().take_while(|c| !c.is_whitespace()).take(40).map(cells).sum();
        let had_room = is_capital && ends_stopped(above.text) && (above.width() + 1 + word) * 10 < self.shape.width * 9;
        let is_short = above.width() * 10 < self.shape.width * 6 || had_room;
        let is_ended = ends_sentence(above.text) || above.text.ends_with([';', ':', '；', '：', '؛']);
        // A hanging indent under a label is no indent of a new paragraph.
        let hangs = self.units.last().is_some_and(|u| u.lines == 1 && label(&u.text).is_some());
        let indented = line.indent() > above.indent() && !hangs;
        !(is_short
            || self.units.last().is_some_and(|u| line.tabs() > u.tabs)
            || (labelled.is_some() && is_ended)
            || (indented && ends_sentence(above.text))
            || self.units.last().is_none_or(|u| !u.rows.is_empty()))
    }

    /// Whether the last unit opens a note body (`[footnoteRef:1] [1: …`) that its lines so far do not close.
    fn has_open_note(&self) -> bool {
        self.units.last().is_some_and(|unit| {
            unit.lines < 20
                && unit.text.len() < 20_000
                && memchr::memrchr(b'[', unit.text.as_bytes()).is_some()
                && unit.text.rfind("[footnoteRef:").is_some_and(|at| {
                    let tail = &unit.text[at..];
                    tail.matches('[').count() > tail.matches(']').count()
                })
        })
    }

    /// Adds the table that was found in the layout and begins with this line.
    fn given_table(&mut self, line: &Line<'_>, blank: bool) -> bool {
        let Some(rows) = line.table().and_then(|table| self.tables.get(table)) else { return false };
        let unit = Unit { line: line.number, blank_before: blank, rows: rows.clone(), lines: 1, ..Unit::default() };
        self.push(unit);
        true
    }

    fn table(&mut self, line: &Line<'_>, blank: bool, found: &table::Found, warnings: &mut Warnings) {
        if found.continued > 0 {
            let message = format!("{} cells of this table went on on a second line and were joined", found.continued);
            warnings.push(Some(line.number), message);
        }
        if found.ragged {
            warnings.push(Some(line.number), "the rows of this table have different numbers of cells");
        }
        let unit =
            Unit { line: line.number, blank_before: blank, rows: found.rows.clone(), lines: 1, ..Unit::default() };
        self.push(unit);
    }

    fn push(&mut self, unit: Unit) {
        if self.units.len() >= BATCH {
            let full = std::mem::replace(&mut self.units, Vec::with_capacity(BATCH));
            (self.take)(full);
        }
        self.units.push(unit);
    }

    fn start(&mut self, line: &Line<'_>, blank: bool) {
        let is_number = line.text.chars().next().is_some_and(|c| ordinal::digit(c).is_some());
        let found = if is_number { label(line.text) } else { None };
        if let Some(Mark::Number(n)) = found.map(|l| l.mark)
            && n <= self.number.saturating_add(30)
        {
            self.number = self.number.max(n);
        }
        self.push(Unit {
            line: line.number,
            indent: line.indent(),
            tabs: line.tabs(),
            text: line.text.to_owned(),
            blank_before: blank,
            lines: 1,
            width: line.width(),
            ..Unit::default()
        });
    }

    fn go_on(&mut self, line: &Line<'_>, warnings: &mut Warnings) {
        if let Some(unit) = self.units.last_mut() {
            if let Some(message) = self.habits.join(&mut unit.text, line.text) {
                warnings.push(Some(line.number), message);
            }
            unit.lines += 1;
            unit.width = unit.width.max(line.width());
            self.joined += 1;
        }
    }
}
