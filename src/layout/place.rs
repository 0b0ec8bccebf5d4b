//! One line of atoms to a row: levels of the line, joining, order, mirroring, columns (UAX #9 L1 to L4).

use std::ops::Range;

use super::atom::{self, Atom, BACK, BLANK, FORWARD, SEPARATOR};
use super::fill::{Line, tab_width};
use super::row::{Cluster, Row};
use super::wrap::Options;
use crate::text::bidi::{self, Class, LevelRun};
use crate::text::cell::{DOTTED_CIRCLE, Kind};
use crate::text::property;
use crate::text::shape::{self, Joiner, Joining};
use crate::text::visible::{self, Shown};
use crate::text::{Direction, width};

/// Stands for a cluster that is wider than its row.
const TOO_WIDE: char = '>';

/// Characters that one cell receives at most; longer clusters are heaps of marks, not writing.
pub(super) const CELL_CHARS: usize = 24;

/// Makes the rows of one paragraph; what it needs on the way is kept from row to row.
pub(super) struct Setter<'t> {
    atoms: &'t [Atom],
    text: &'t str,
    options: &'t Options,
    base: Direction,
    width: u16,
    /// Per atom of the line its cells.
    cells: Vec<u8>,
    /// The level runs of the line, their starts counted in atoms.
    runs: Vec<LevelRun>,
}

/// The row as far as it is made.
struct Growing {
    glyphs: String,
    clusters: Vec<Cluster>,
    column: usize,
}

impl<'t> Setter<'t> {
    /// For the rows of `text` at `width` cells.
    pub(super) fn new(atoms: &'t [Atom], text: &'t str, options: &'t Options, base: Direction, width: u16) -> Self {
        Self { atoms, text, options, base, width, cells: Vec::new(), runs: Vec::new() }
    }

    /// The row of `line`.
    pub(super) fn row(&mut self, line: Line) -> Row {
        let (atoms, text) = (self.atoms, self.text);
        let source = atom::source(atoms, line.start, text.len()).start..atom::source(atoms, line.end, text.len()).start;
        let inked = &atoms[line.start..line.end];
        let hanging = inked.iter().rev().take_while(|atom| hangs(atom)).count();
        let tail = &inked[inked.len() - hanging..];
        let hyphen = line.end < atoms.len()
            && tail.last().is_some_and(|atom| atom.kind == Kind::SoftHyphen)
            && !tail.iter().any(|atom| matches!(atom.kind, Kind::Space | Kind::Tab));
        let drawn = line.start..if hyphen { line.end } else { line.end - hanging };
        let mut row = Row { source, direction: self.base, width: self.width, ..Row::default() };
        let Some(taken) = self.measure(drawn.clone(), hyphen) else {
            self.copy(drawn, &mut row);
            return row;
        };
        self.line_runs(drawn.clone(), line.end);
        let edges = self.edges(drawn.clone());
        let mut growing = Growing {
            glyphs: String::with_capacity(row.source.len() + row.source.len() / 2),
            clusters: Vec::with_capacity(drawn.len()),
            column: if self.base.is_rtl() { usize::from(self.width).saturating_sub(taken) } else { 0 },
        };
        let end = |index: usize| self.runs.get(index + 1).map_or(drawn.end, |next| next.start as usize);
        let emit = |growing: &mut Growing, index: usize, level: u8| {
            let unjoined = if index == edges.0 { BACK } else { 0 } | if index == edges.1 { FORWARD } else { 0 };
            self.emit(growing, index, self.cells[index - drawn.start], level, unjoined);
        };
        let levels: Vec<u8> = self.runs.iter().map(|run| run.level).collect();
        for index in bidi::visual_order(&levels) {
            let run = self.runs[index];
            if run.level % 2 == 1 {
                (run.start as usize..end(index)).rev().for_each(|atom| emit(&mut growing, atom, run.level));
            } else {
                (run.start as usize..end(index)).for_each(|atom| emit(&mut growing, atom, run.level));
            }
        }
        row.glyphs = growing.glyphs;
        row.clusters = growing.clusters;
        row
    }

    /// The cells of the atoms `drawn`, each in [`Setter::cells`]; none where the row is its source, character for character.
    fn measure(&mut self, drawn: Range<usize>, hyphen: bool) -> Option<usize> {
        let atoms = &self.atoms[drawn.clone()];
        let is_copied = |atom: &Atom| {
            atom.level == 0
                && usize::from(atom.width) <= usize::from(self.width)
                && match atom.kind {
                    Kind::Plain => true,
                    Kind::Space => self.text.as_bytes().get(atom.start as usize) == Some(&b' '),
                    _ => false,
                }
        };
        if !self.base.is_rtl() && atoms.iter().all(is_copied) {
            return None;
        }
        let limit = usize::from(self.width);
        let mut column = 0;
        self.cells.clear();
        for (offset, atom) in atoms.iter().enumerate() {
            let cells = match atom.kind {
                Kind::Tab => tab_width(column, self.options).min(limit.saturating_sub(column)),
                Kind::SoftHyphen => usize::from(hyphen && offset + 1 == atoms.len() && column < limit),
                Kind::Allah => usize::from(atom.width).min(limit.saturating_sub(column)),
                _ if usize::from(atom.width) > limit => 1,
                _ => usize::from(atom.width),
            };
            self.cells.push(cells as u8);
            column += cells;
        }
        Some(column)
    }

    /// The row whose cells show its source character for character.
    fn copy(&self, drawn: Range<usize>, row: &mut Row) {
        let end = atom::source(self.atoms, drawn.end, self.text.len()).start.min(row.source.end);
        row.glyphs.push_str(self.text.get(row.source.start..end).unwrap_or(""));
        let origin = row.source.start as u32;
        row.clusters.reserve_exact(drawn.len());
        let mut column = 0;
        for index in drawn {
            let atom = &self.atoms[index];
            let end = self.atoms.get(index + 1).map_or(self.text.len() as u32, |next| next.start);
            let glyph = atom.start - origin..end - origin;
            row.clusters.push(Cluster { source: atom.start..end, glyph, column, width: atom.width, level: 0 });
            column += u16::from(atom.width);
        }
    }

    /// The level runs of the atoms `drawn`, of a line that goes on as far as atom `end`, after UAX #9 L1.
    fn line_runs(&mut self, drawn: Range<usize>, end: usize) {
        let base = u8::from(self.base.is_rtl());
        self.runs.clear();
        let mut push = |start: usize, level: u8| {
            // From `start` on: what was said of it before is taken back.
            while self.runs.last().is_some_and(|last| last.start as usize >= start) {
                self.runs.pop();
            }
            if self.runs.last().is_none_or(|last| last.level != level) {
                self.runs.push(LevelRun { start: start as u32, level });
            }
        };
        let mut blanks = drawn.start;
        for index in drawn.clone() {
            let atom = &self.atoms[index];
            if atom.has(SEPARATOR) {
                push(blanks, base);
                blanks = index + 1;
            } else {
                // What X9 removes parts no runs; isolates and marks of direction do, though they are not drawn.
                let is_drawn = self.cells.get(index - drawn.start).is_some_and(|&cells| cells > 0);
                if is_drawn || !is_removed(self.text, atom) {
                    push(index, atom.level);
                }
                blanks = if atom.has(BLANK) { blanks } else { index + 1 };
            }
        }
        // A mark of direction that is not drawn is no white space.
        let is_end =
            || self.atoms[drawn.end..end].iter().find(|atom| !atom.has(BLANK)).is_none_or(|atom| atom.has(SEPARATOR));
        if blanks < drawn.end && is_end() {
            push(blanks, base);
        }
    }

    /// The first and the last letter of the atoms `drawn` where they join to what is on another row: they do not here.
    fn edges(&self, drawn: Range<usize>) -> (usize, usize) {
        let none = usize::MAX;
        let is_looked_through = |index: &usize| {
            let cluster = self.text.get(atom::source(self.atoms, *index, self.text.len())).unwrap_or("");
            !matches!(self.atoms[*index].kind, Kind::Joining | Kind::LamAlef)
                && cluster.chars().all(|c| property::of(c).joining == Joining::Transparent)
        };
        let letter = |index: Option<usize>, flag: u8| index.filter(|&index| self.atoms[index].has(flag));
        let first = letter(drawn.clone().find(|index| !is_looked_through(index)), BACK);
        let last = letter(drawn.rev().find(|index| !is_looked_through(index)), FORWARD);
        (first.unwrap_or(none), last.filter(|&last| !self.holds_its_joint(last)).unwrap_or(none))
    }

    /// Whether the letter of atom `index` joins to a character of its own cluster (ZWJ).
    fn holds_its_joint(&self, index: usize) -> bool {
        let cluster = self.text.get(atom::source(self.atoms, index, self.text.len())).unwrap_or("");
        let mut joiner = Joiner::default();
        cluster.chars().any(|c| joiner.join(property::of(c).joining))
    }

    /// The cells of one atom.
    #[inline]
    fn emit(&self, growing: &mut Growing, index: usize, cells: u8, level: u8, unjoined: u8) {
        let atom = &self.atoms[index];
        let bytes = atom::source(self.atoms, index, self.text.len());
        let from = growing.glyphs.len();
        if atom.kind == Kind::Joining || atom.kind == Kind::Plain {
            let cluster = self.text.get(bytes.clone()).unwrap_or("");
            let mut chars = cluster.chars();
            let Some(c) = chars.next() else { return };
            let wide = usize::from(atom.width) > usize::from(self.width);
            growing.glyphs.push(match atom.kind {
                _ if wide => TOO_WIDE,
                Kind::Joining if self.options.shaping => {
                    let flags = atom.flags & !unjoined;
                    shape::form(c, flags & BACK != 0, flags & FORWARD != 0)
                }
                Kind::Plain if level % 2 == 1 => bidi::mirrored(c),
                _ => c,
            });
            if !wide && !chars.as_str().is_empty() {
                push_marks(&mut growing.glyphs, chars.as_str());
                clip(&mut growing.glyphs, from);
            }
            return growing.finish(from, &bytes, cells, level);
        }
        match atom.kind {
            Kind::Space if cells == 1 => {
                growing.glyphs.push(' ');
                growing.finish(from, &bytes, cells, level);
            }
            Kind::Hidden => {}
            Kind::SoftHyphen if cells == 0 => {}
            Kind::Tab | Kind::Allah => self.emit_several(growing, atom.kind, &bytes, cells, level),
            _ => {
                let cluster = self.text.get(bytes.clone()).unwrap_or("");
                self.push_glyph(&mut growing.glyphs, atom, cluster, level, unjoined);
                clip(&mut growing.glyphs, from);
                growing.finish(from, &bytes, cells, level);
            }
        }
    }

    /// The cells of an atom that takes one for each of its signs.
    fn emit_several(&self, growing: &mut Growing, kind: Kind, bytes: &Range<usize>, cells: u8, level: u8) {
        let letters = if self.options.shaping {
            ['\u{FE8D}', '\u{FEDF}', '\u{FEE0}', '\u{FEEA}']
        } else {
            ['ا', 'ل', 'ل', 'ه']
        };
        for place in 0..cells {
            let place = if level % 2 == 1 { cells - 1 - place } else { place };
            let from = growing.glyphs.len();
            growing.glyphs.push(if kind == Kind::Tab { ' ' } else { letters[usize::from(place) % 4] });
            if kind == Kind::Allah && place == cells - 1 {
                // Marks of the word are those of its last letter.
                let cluster = self.text.get(bytes.clone()).unwrap_or("");
                push_marks(&mut growing.glyphs, cluster.trim_start_matches('\u{FDF2}'));
                clip(&mut growing.glyphs, from);
            }
            growing.finish(from, bytes, 1, level);
        }
    }

    fn push_glyph(&self, glyphs: &mut String, atom: &Atom, cluster: &str, level: u8, unjoined: u8) {
        match atom.kind {
            _ if usize::from(atom.width) > usize::from(self.width) => glyphs.push(TOO_WIDE),
            Kind::SoftHyphen => glyphs.push('-'),
            Kind::Space => glyphs.push(if atom.width == 2 { '\u{3000}' } else { ' ' }),
            Kind::Marks => {
                glyphs.push(DOTTED_CIRCLE);
                push_marks(glyphs, cluster);
            }
            Kind::Substitute => {
                let sign = cluster.chars().next().map(visible::shown);
                glyphs.push(if let Some(Shown::Instead(sign)) = sign { sign } else { visible::SUBSTITUTE });
            }
            Kind::LamAlef => {
                let back = atom.flags & !unjoined & BACK != 0;
                glyphs.extend(cluster.chars().find_map(|c| shape::lam_alef(c, back)));
                let marks = cluster.chars().skip(1).filter(|&c| shape::lam_alef(c, back).is_none());
                glyphs.extend(marks.filter(|&c| visible::shown(c) == Shown::Itself));
            }
            _ => push_text(glyphs, cluster, level),
        }
    }
}

impl Growing {
    /// What was put since byte `from` of the glyphs is one cluster.
    #[inline]
    fn finish(&mut self, from: usize, bytes: &Range<usize>, width: u8, level: u8) {
        let column = u16::try_from(self.column).unwrap_or(u16::MAX);
        self.column += usize::from(width);
        let glyph = from as u32..self.glyphs.len() as u32;
        self.clusters.push(Cluster { source: bytes.start as u32..bytes.end as u32, glyph, column, width, level });
    }
}

/// Whether `atom` is not drawn at the end of a row.
fn hangs(atom: &Atom) -> bool {
    matches!(atom.kind, Kind::Space | Kind::Tab | Kind::Hidden | Kind::SoftHyphen)
}

/// Whether UAX #9 X9 removes the character of `atom`, so that it has no level.
fn is_removed(text: &str, atom: &Atom) -> bool {
    let first = text.get(atom.start as usize..).and_then(|rest| rest.chars().next());
    first.is_some_and(|c| matches!(property::of(c).bidi, Class::BN | Class::Embedding))
}

/// The cells of `cluster`, which is text of several characters, by what they receive, which is less where characters are left
/// out.
pub(super) fn drawn_cells(kind: Kind, cluster: &str, ambiguous_wide: bool) -> u8 {
    let mut glyph = String::new();
    if kind == Kind::Joining {
        push_marks(&mut glyph, cluster)
    } else {
        push_text(&mut glyph, cluster, 0)
    }
    clip(&mut glyph, 0);
    width::cluster(&glyph, ambiguous_wide)
}

/// Keeps a cell that begins at byte `from` of the glyphs to what a terminal can be asked to draw.
fn clip(glyphs: &mut String, from: usize) {
    if glyphs.len() - from > CELL_CHARS
        && let Some((end, _)) = glyphs.get(from..).and_then(|glyph| glyph.char_indices().nth(CELL_CHARS))
    {
        glyphs.truncate(from + end);
        if glyphs.ends_with('\u{200D}') {
            glyphs.pop();
        }
    }
}

/// The characters of `cluster` that may follow a base.
fn push_marks(glyphs: &mut String, cluster: &str) {
    glyphs.extend(cluster.chars().filter(|&c| visible::shown(c) == Shown::Itself));
}

/// The characters of `cluster` less those that stand in no cell, the first mirrored where `level` is odd.
fn push_text(glyphs: &mut String, cluster: &str, level: u8) {
    let mut chars = cluster.chars().peekable();
    let mut first = true;
    // Whether the cell holds the character before this one: what selects a picture selects that and no other.
    let mut before = false;
    while let Some(c) = chars.next() {
        let kept = match visible::shown(c) {
            Shown::Itself => true,
            // Inside an emoji sequence the joiner makes one picture of several.
            Shown::Dropped if c == '\u{200D}' => chars.peek().is_some_and(|&next| next >= '\u{2190}'),
            Shown::Dropped => before && visible::is_selector(c),
            _ => false,
        };
        if kept {
            glyphs.push(if first && level % 2 == 1 { bidi::mirrored(c) } else { c });
        }
        first = false;
        before = kept;
    }
}
