//! One line of atoms to a row: levels of the line, joining, order, mirroring, columns (UAX #9 L1 to L4).

use std::ops::Range;

use super::atom::{self, Atom, Atoms, BACK, BLANK, FORWARD, MORE, SEPARATOR};
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
    /// Whether every atom takes the cells of its width, and L1 changes nothing.
    is_simple: bool,
    text: &'t str,
    options: &'t Options,
    base: Direction,
    width: u16,
    /// Per atom of the line its cells, where they are not its width.
    cells: Vec<u8>,
    /// The level runs of the line, their starts counted in atoms.
    runs: Vec<LevelRun>,
    /// The same in visual order, their ends with them.
    order: Vec<(Range<usize>, u8)>,
}

/// The row as far as it is made.
struct Growing {
    glyphs: String,
    clusters: Vec<Cluster>,
    column: usize,
}

impl<'t> Setter<'t> {
    /// For the rows of `text` at `width` cells.
    pub(super) fn new(atoms: &'t Atoms, text: &'t str, options: &'t Options, base: Direction, width: u16) -> Self {
        Self {
            atoms: &atoms.list,
            // A letter takes two cells at most.
            is_simple: atoms.are_simple && width > 1,
            text,
            options,
            base,
            width,
            cells: Vec::new(),
            runs: Vec::new(),
            order: Vec::new(),
        }
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
        if !self.base.is_rtl() && atoms[drawn.clone()].iter().all(|atom| self.is_copied(atom)) {
            self.copy(drawn, &mut row);
            return row;
        }
        let taken =
            if self.is_simple { self.widths(drawn.clone()) } else { self.measure(drawn.clone(), hyphen, line.end) };
        let edges = self.edges(drawn.clone());
        let mut growing = Growing {
            glyphs: String::with_capacity(row.source.len() + row.source.len() / 2),
            clusters: Vec::with_capacity(drawn.len()),
            column: if self.base.is_rtl() { usize::from(self.width).saturating_sub(taken) } else { 0 },
        };
        self.order.clear();
        for (index, run) in self.runs.iter().enumerate() {
            let end = self.runs.get(index + 1).map_or(drawn.end, |next| next.start as usize);
            self.order.push((run.start as usize..end, run.level));
        }
        bidi::reorder(&mut self.order, |run| run.1);
        let emit = |growing: &mut Growing, index: usize, level: u8| {
            let unjoined = if index == edges.0 { BACK } else { 0 } | if index == edges.1 { FORWARD } else { 0 };
            self.emit(growing, index, index - drawn.start, level, unjoined);
        };
        for (run, level) in &self.order {
            if level % 2 == 1 {
                run.clone().rev().for_each(|atom| emit(&mut growing, atom, *level));
            } else {
                run.clone().for_each(|atom| emit(&mut growing, atom, *level));
            }
        }
        row.glyphs = growing.glyphs;
        row.clusters = growing.clusters;
        row
    }

    /// Whether the cells of `atom` show its bytes as they are.
    fn is_copied(&self, atom: &Atom) -> bool {
        let shows = match atom.kind {
            Kind::Plain => true,
            Kind::Space => atom.glyph == ' ',
            _ => false,
        };
        shows && atom.level == 0 && u16::from(atom.width) <= self.width
    }

    /// The cells and the level runs of the atoms `drawn` of a simple paragraph.
    fn widths(&mut self, drawn: Range<usize>) -> usize {
        self.runs.clear();
        let mut level = None;
        let mut taken = 0;
        for (atom, start) in self.atoms[drawn.clone()].iter().zip(drawn.start as u32..) {
            taken += usize::from(atom.width);
            if level != Some(atom.level) {
                level = Some(atom.level);
                self.runs.push(LevelRun { start, level: atom.level });
            }
        }
        taken
    }

    /// The cells of the atoms `drawn`, each in [`Setter::cells`], and the level runs of their line, which ends with atom `end`.
    fn measure(&mut self, drawn: Range<usize>, hyphen: bool, end: usize) -> usize {
        let limit = usize::from(self.width);
        let mut column = 0;
        self.cells.clear();
        for index in drawn.clone() {
            let atom = &self.atoms[index];
            let cells = match atom.kind {
                Kind::Tab => tab_width(column, self.options).min(limit.saturating_sub(column)),
                Kind::SoftHyphen => usize::from(hyphen && index + 1 == drawn.end && column < limit),
                Kind::Allah => usize::from(atom.width).min(limit.saturating_sub(column)),
                _ if usize::from(atom.width) > limit => 1,
                _ => usize::from(atom.width),
            };
            self.cells.push(cells as u8);
            column += cells;
        }
        self.line_runs(drawn, end);
        column
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
                if is_drawn || !matches!(property::of(atom.glyph).bidi, Class::BN | Class::Embedding) {
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

    /// The cells of one atom, the one at `place` in the line.
    #[inline]
    fn emit(&self, growing: &mut Growing, index: usize, place: usize, level: u8, unjoined: u8) {
        let atom = &self.atoms[index];
        let cells = self.cells.get(place).copied().unwrap_or(atom.width);
        let end = self.atoms.get(index + 1).map_or(self.text.len() as u32, |next| next.start);
        let bytes = atom.start..end;
        let from = growing.glyphs.len();
        if matches!(atom.kind, Kind::Joining | Kind::Plain | Kind::Space)
            && !atom.has(MORE)
            && unjoined == 0
            && u16::from(atom.width) <= self.width
        {
            let blank = atom.kind == Kind::Space && atom.width == 1;
            growing.glyphs.push(if blank { ' ' } else { atom.glyph });
            return growing.finish(from, bytes, cells, level);
        }
        self.emit_other(growing, atom, bytes, cells, level, unjoined);
    }

    /// The cells of an atom that is not one character, as it is in any row.
    fn emit_other(&self, growing: &mut Growing, atom: &Atom, bytes: Range<u32>, cells: u8, level: u8, unjoined: u8) {
        let from = growing.glyphs.len();
        match atom.kind {
            Kind::Hidden => {}
            Kind::SoftHyphen if cells == 0 => {}
            Kind::Tab | Kind::Allah => self.emit_several(growing, atom.kind, &bytes, cells, level),
            _ => {
                let cluster = self.text.get(bytes.start as usize..bytes.end as usize).unwrap_or("");
                self.push_glyph(&mut growing.glyphs, atom, cluster, level, unjoined);
                clip(&mut growing.glyphs, from);
                growing.finish(from, bytes, cells, level);
            }
        }
    }

    /// The cells of an atom that takes one for each of its signs.
    fn emit_several(&self, growing: &mut Growing, kind: Kind, bytes: &Range<u32>, cells: u8, level: u8) {
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
                let cluster = self.text.get(bytes.start as usize..bytes.end as usize).unwrap_or("");
                push_marks(&mut growing.glyphs, cluster.trim_start_matches('\u{FDF2}'));
                clip(&mut growing.glyphs, from);
            }
            growing.finish(from, bytes.clone(), 1, level);
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
            Kind::Joining => {
                let mut chars = cluster.chars();
                match chars.next() {
                    Some(letter) if unjoined != 0 && self.options.shaping => glyphs.push(atom.form(letter, unjoined)),
                    _ => glyphs.push(atom.glyph),
                }
                push_marks(glyphs, chars.as_str());
            }
            Kind::LamAlef => {
                let back = atom.has(BACK & !unjoined);
                glyphs.extend(cluster.chars().find_map(|c| shape::lam_alef(c, back)));
                let marks = cluster.chars().skip(1).filter(|&c| shape::lam_alef(c, back).is_none());
                glyphs.extend(marks.filter(|&c| visible::shown(c) == Shown::Itself));
            }
            _ => push_text(glyphs, cluster, level),
        }
    }
}

impl Growing {
    /// What was put since byte `from` of the glyphs is one cluster, which shows the bytes `source`.
    #[inline]
    fn finish(&mut self, from: usize, source: Range<u32>, width: u8, level: u8) {
        let column = u16::try_from(self.column).unwrap_or(u16::MAX);
        self.column += usize::from(width);
        let glyph = from as u32..self.glyphs.len() as u32;
        self.clusters.push(Cluster { source, glyph, column, width, level });
    }
}

/// Whether `atom` is not drawn at the end of a row.
fn hangs(atom: &Atom) -> bool {
    matches!(atom.kind, Kind::Space | Kind::Tab | Kind::Hidden | Kind::SoftHyphen)
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
        before = kept && !visible::is_selector(c);
    }
}
