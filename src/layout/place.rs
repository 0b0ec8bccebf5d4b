//! One line of atoms to a row: levels of the line, joining, order, mirroring, columns (UAX #9 L1 to L4).

use std::ops::Range;

use super::atom::{self, Atom, DOTTED_CIRCLE, Kind};
use super::fill::{Line, tab_width};
use super::row::{Cluster, Row};
use super::wrap::Options;
use crate::text::Direction;
use crate::text::bidi::{self, Tail};
use crate::text::shape::{self, Joiner, Joining};
use crate::text::visible::{self, Shown};

/// Stands for a cluster that is wider than its row.
const TOO_WIDE: &str = ">";

/// Characters that one cell receives at most; longer clusters are heaps of marks, not writing.
const CELL_CHARS: usize = 24;

/// A cluster before it has a column.
struct Piece {
    source: Range<u32>,
    glyph: Range<u32>,
    width: u8,
    level: u8,
}

/// The row of `line`.
pub(super) fn row(atoms: &[Atom], line: Line, text: &str, options: &Options, base: Direction, width: u16) -> Row {
    let source = atom::source(atoms, line.start, text.len()).start..atom::source(atoms, line.end, text.len()).start;
    let mut setter = Setter {
        text,
        options,
        limit: usize::from(width),
        glyphs: String::with_capacity(source.len() + source.len() / 4),
        pieces: Vec::with_capacity(line.end - line.start),
        column: 0,
    };
    let inked = &atoms[line.start..line.end];
    let hanging = inked.iter().rev().take_while(|atom| hangs(atom)).count();
    let tail = &inked[inked.len() - hanging..];
    let hyphen = line.end < atoms.len()
        && tail.last().is_some_and(|atom| atom.kind == Kind::SoftHyphen)
        && !tail.iter().any(|atom| matches!(atom.kind, Kind::Space | Kind::Tab));
    let drawn = if hyphen { inked.len() } else { inked.len() - hanging };
    let levels = line_levels(atoms, line, drawn, text, base);
    let joints = joints(atoms, line, &levels, text, options);
    for offset in 0..drawn {
        let index = line.start + offset;
        let bytes = atom::source(atoms, index, text.len());
        let level = levels.get(offset).copied().unwrap_or(0);
        let visible_hyphen = hyphen && offset + 1 == drawn;
        setter.set(&atoms[index], bytes, level, joints.get(offset).copied().unwrap_or_default(), visible_hyphen);
    }
    finish(setter, source, base, width)
}

/// Whether `atom` is not drawn at the end of a row.
fn hangs(atom: &Atom) -> bool {
    matches!(atom.kind, Kind::Space | Kind::Tab | Kind::Hidden | Kind::SoftHyphen)
}

/// The levels of the first `drawn` atoms of `line` after UAX #9 L1; empty where all are zero.
fn line_levels(atoms: &[Atom], line: Line, drawn: usize, text: &str, base: Direction) -> Vec<u8> {
    let atoms_of_line = &atoms[line.start..line.start + drawn];
    if !base.is_rtl() && atoms_of_line.iter().all(|atom| atom.level == 0) {
        return Vec::new();
    }
    let mut levels: Vec<u8> = atoms_of_line.iter().map(|atom| atom.level).collect();
    let base = u8::from(base.is_rtl());
    let mut blanks = 0;
    for offset in 0..drawn {
        let atom = &atoms_of_line[offset];
        let tail = match atom.kind {
            Kind::Joining | Kind::LamAlef | Kind::Allah | Kind::Marks => Tail::Ink,
            Kind::Space => Tail::Blank,
            Kind::Tab => Tail::Separator,
            _ => text.get(atom.start as usize..).and_then(|rest| rest.chars().next()).map_or(Tail::Ink, bidi::tail),
        };
        match tail {
            Tail::Blank => blanks += 1,
            Tail::Separator => {
                levels[offset - blanks..=offset].fill(base);
                blanks = 0;
            }
            Tail::Ink => blanks = 0,
        }
    }
    let trailing = drawn - blanks;
    levels[trailing..].fill(base);
    levels
}

/// Per atom of a line whether its letter joins to what is before and after it; empty where nothing joins.
fn joints(atoms: &[Atom], line: Line, levels: &[u8], text: &str, options: &Options) -> Vec<(bool, bool)> {
    let drawn = &atoms[line.start..line.end];
    if !options.shaping || !drawn.iter().any(|atom| matches!(atom.kind, Kind::Joining | Kind::LamAlef)) {
        return Vec::new();
    }
    let mut joints = vec![(false, false); drawn.len()];
    let mut joiner = Joiner::default();
    // The atom whose letter is the last character that is not looked through.
    let mut letter: Option<usize> = None;
    let mut run = None;
    for (offset, atom) in drawn.iter().enumerate() {
        let level = levels.get(offset);
        if level != run {
            run = level;
            joiner.part();
        }
        match atom.kind {
            Kind::Joining | Kind::Hidden | Kind::Marks => {
                let cluster = text.get(atom::source(atoms, line.start + offset, text.len())).unwrap_or("");
                for (index, c) in cluster.chars().enumerate() {
                    let kind = shape::joining(c);
                    if kind == Joining::Transparent {
                        continue;
                    }
                    let joined = joiner.join(kind);
                    if let Some(before) = letter.filter(|_| joined) {
                        joints[before].1 = true;
                    }
                    joints[offset].0 |= joined && index == 0;
                    letter = (index == 0).then_some(offset);
                }
            }
            // The ligature reaches for what is before its lam; its alef reaches for nothing.
            Kind::LamAlef => {
                let joined = joiner.join(Joining::Right);
                if let Some(before) = letter.filter(|_| joined) {
                    joints[before].1 = true;
                }
                joints[offset].0 = joined;
                letter = None;
            }
            _ => joiner.part(),
        }
    }
    joints
}

/// Turns atoms into pieces in logical order.
struct Setter<'t> {
    text: &'t str,
    options: &'t Options,
    limit: usize,
    glyphs: String,
    pieces: Vec<Piece>,
    column: usize,
}

impl Setter<'_> {
    fn set(&mut self, atom: &Atom, bytes: Range<usize>, level: u8, joint: (bool, bool), hyphen: bool) {
        let cluster = self.text.get(bytes.clone()).unwrap_or("");
        let from = self.glyphs.len();
        let mut width = atom.width;
        match atom.kind {
            Kind::Hidden => return,
            Kind::SoftHyphen if hyphen && self.column < self.limit => {
                self.glyphs.push('-');
                width = 1;
            }
            Kind::SoftHyphen => return,
            Kind::Tab => {
                for _ in 0..tab_width(self.column, self.options) {
                    self.put(" ", &bytes, level);
                }
                return;
            }
            Kind::Allah => {
                let letters = if self.options.shaping {
                    ["\u{FE8D}", "\u{FEDF}", "\u{FEE0}", "\u{FEEA}"]
                } else {
                    ["ا", "ل", "ل", "ه"]
                };
                for letter in letters {
                    self.put(letter, &bytes, level);
                }
                return;
            }
            Kind::Space => self.glyphs.push_str(if atom.width == 2 { "\u{3000}" } else { " " }),
            Kind::Marks => {
                self.glyphs.push(DOTTED_CIRCLE);
                self.push_marks(cluster);
            }
            Kind::Substitute => {
                let sign = cluster.chars().next().map(visible::shown);
                self.glyphs.push(if let Some(Shown::Instead(sign)) = sign { sign } else { visible::SUBSTITUTE });
            }
            Kind::LamAlef => self.push_lam_alef(cluster, joint.0),
            Kind::Joining => {
                let mut chars = cluster.chars();
                if let Some(letter) = chars.next() {
                    let form = if self.options.shaping { shape::form(letter, joint.0, joint.1) } else { letter };
                    self.glyphs.push(form);
                }
                self.push_marks(chars.as_str());
            }
            Kind::Text => self.push_text(cluster, level),
        }
        self.clip(from);
        let mut glyph = from as u32..self.glyphs.len() as u32;
        if usize::from(width) > self.limit {
            self.glyphs.truncate(from);
            self.glyphs.push_str(TOO_WIDE);
            glyph.end = self.glyphs.len() as u32;
            width = 1;
        }
        self.column += usize::from(width);
        self.pieces.push(Piece { source: bytes.start as u32..bytes.end as u32, glyph, width, level });
    }

    /// Keeps a cell that begins at byte `from` of the glyphs to what a terminal can be asked to draw.
    fn clip(&mut self, from: usize) {
        if self.glyphs.len() - from > CELL_CHARS
            && let Some((end, _)) = self.glyphs.get(from..).and_then(|glyph| glyph.char_indices().nth(CELL_CHARS))
        {
            self.glyphs.truncate(from + end);
            if self.glyphs.ends_with('\u{200D}') {
                self.glyphs.pop();
            }
        }
    }

    /// One cell that shows `glyph`, unless it is beyond the row.
    fn put(&mut self, glyph: &str, bytes: &Range<usize>, level: u8) {
        if self.column >= self.limit {
            return;
        }
        let from = self.glyphs.len() as u32;
        self.glyphs.push_str(glyph);
        let glyph = from..self.glyphs.len() as u32;
        self.column += 1;
        self.pieces.push(Piece { source: bytes.start as u32..bytes.end as u32, glyph, width: 1, level });
    }

    /// The characters of `cluster` that may follow a base.
    fn push_marks(&mut self, cluster: &str) {
        self.glyphs.extend(cluster.chars().filter(|&c| visible::shown(c) == Shown::Itself));
    }

    fn push_lam_alef(&mut self, cluster: &str, back: bool) {
        let ligature = cluster.chars().find_map(|c| shape::lam_alef(c, back));
        self.glyphs.extend(ligature);
        let marks = cluster.chars().skip(1).filter(|&c| shape::lam_alef(c, back).is_none());
        self.glyphs.extend(marks.filter(|&c| visible::shown(c) == Shown::Itself));
    }

    fn push_text(&mut self, cluster: &str, level: u8) {
        let mut chars = cluster.chars().peekable();
        let mut first = true;
        while let Some(c) = chars.next() {
            let kept = match visible::shown(c) {
                Shown::Itself => true,
                // Inside an emoji sequence the joiner makes one picture of several.
                Shown::Dropped if c == '\u{200D}' => chars.peek().is_some_and(|&next| next >= '\u{2190}'),
                Shown::Dropped => !first && visible::is_selector(c),
                _ => false,
            };
            if kept {
                self.glyphs.push(if first && level % 2 == 1 { bidi::mirrored(c) } else { c });
            }
            first = false;
        }
    }
}

/// Puts the pieces in visual order and gives them columns.
fn finish(setter: Setter<'_>, source: Range<usize>, base: Direction, width: u16) -> Row {
    let Setter { glyphs, pieces, column, .. } = setter;
    let mut next = if base.is_rtl() { usize::from(width).saturating_sub(column) } else { 0 };
    let mut row = Row { source, direction: base, width, ..Row::default() };
    let place = |piece: &Piece, glyph: Range<u32>, next: &mut usize| {
        let column = u16::try_from(*next).unwrap_or(u16::MAX);
        *next += usize::from(piece.width);
        Cluster { source: piece.source.clone(), glyph, column, width: piece.width, level: piece.level }
    };
    row.clusters.reserve(pieces.len());
    if pieces.iter().all(|piece| piece.level == 0) {
        row.clusters.extend(pieces.iter().map(|piece| place(piece, piece.glyph.clone(), &mut next)));
        row.glyphs = glyphs;
        return row;
    }
    let levels: Vec<u8> = pieces.iter().map(|piece| piece.level).collect();
    row.glyphs.reserve(glyphs.len());
    for index in bidi::visual_order(&levels) {
        let piece = &pieces[index];
        let from = row.glyphs.len() as u32;
        row.glyphs.push_str(glyphs.get(piece.glyph.start as usize..piece.glyph.end as usize).unwrap_or(""));
        let glyph = from..row.glyphs.len() as u32;
        row.clusters.push(place(piece, glyph, &mut next));
    }
    row
}
