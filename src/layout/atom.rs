//! The smallest pieces of a paragraph that a row is made of: clusters with their width, level, joints and break.

use std::ops::Range;

use super::place::{self, CELL_CHARS};
use super::wrap::Options;
use crate::text::bidi::{self, Class, LevelRun, Tail};
use crate::text::cell::{self, Kind};
use crate::text::grapheme::{self, Role};
use crate::text::linebreak::{Break, Breaker};
use crate::text::property::{self, Property};
use crate::text::shape::{self, Joiner, Joining};
use crate::text::{Direction, visible, width};

/// The letter of the atom joins to what is before it.
pub(super) const BACK: u8 = 1;
/// The letter of the atom joins to what is after it.
pub(super) const FORWARD: u8 = 2;
/// [`Tail::Blank`].
pub(super) const BLANK: u8 = 4;
/// [`Tail::Separator`].
pub(super) const SEPARATOR: u8 = 8;
/// More characters follow the first one in the cluster.
pub(super) const MORE: u8 = 16;

/// One cluster of a paragraph, in logical order; it ends where the next one starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// First byte in the paragraph.
    pub(super) start: u32,
    /// The first character of the cluster, joined and mirrored as in a row that holds the whole word.
    pub(super) glyph: char,
    /// Cells after joining; 0 for what is not drawn and for tabs, whose width the row decides.
    pub(super) width: u8,
    /// Embedding level before L1.
    pub(super) level: u8,
    /// What it shows.
    pub(super) kind: Kind,
    /// How good it is to end a row before it, and above that the flags.
    place: u8,
}

/// The bits of [`Atom::place`] under the flags.
const BREAK_BITS: u32 = 3;

impl Atom {
    /// Whether any of `flags` is set.
    #[inline]
    pub(super) fn has(&self, flags: u8) -> bool {
        self.place & flags << BREAK_BITS != 0
    }

    /// How good it is to end a row before it.
    #[inline]
    pub(super) fn before(&self) -> Break {
        match self.place & ((1 << BREAK_BITS) - 1) {
            0 => Break::Never,
            1 => Break::Emergency,
            2 => Break::Weak,
            3 => Break::Allowed,
            _ => Break::Mandatory,
        }
    }

    #[inline]
    fn set(&mut self, flags: u8) {
        self.place |= flags << BREAK_BITS;
    }

    /// The form of the letter `c` in this place, without the joints `unjoined`.
    #[inline]
    pub(super) fn form(&self, c: char, unjoined: u8) -> char {
        shape::form(c, self.has(BACK & !unjoined), self.has(FORWARD & !unjoined))
    }
}

/// The bytes of atom `index`.
pub(super) fn source(atoms: &[Atom], index: usize, end: usize) -> Range<usize> {
    let start = atoms.get(index).map_or(end, |atom| atom.start as usize);
    start..atoms.get(index + 1).map_or(end, |atom| atom.start as usize)
}

/// The atoms of one paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Atoms {
    /// In logical order.
    pub(super) list: Vec<Atom>,
    /// Whether each takes the cells of its width wherever it stands, and none is white space for L1 but spaces that hang.
    pub(super) are_simple: bool,
}

impl Atoms {
    /// Those of `text`, whose base direction is `direction`.
    pub(super) fn new(text: &str, options: &Options, direction: Direction) -> Self {
        let mut builder = Builder {
            text,
            options,
            runs: bidi::level_runs(text, direction),
            run: 0,
            level: 0,
            level_end: 0,
            atoms: Vec::with_capacity(text.chars().count()),
            joiner: Joiner::default(),
            letter: None,
            lam: false,
            inner: Vec::new(),
            kinds: 0,
            are_ink: true,
        };
        builder.build();
        let Builder { atoms: mut list, runs, kinds, are_ink, .. } = builder;
        let holds = |kind: Kind| kinds & 1 << kind as u16 != 0;
        if options.shaping && holds(Kind::Joining) {
            for atom in list.iter_mut().filter(|atom| atom.kind == Kind::Joining) {
                atom.glyph = atom.form(atom.glyph, 0);
            }
        }
        if !runs.is_empty() {
            for atom in list.iter_mut().filter(|atom| atom.level % 2 == 1 && atom.kind == Kind::Plain) {
                atom.glyph = bidi::mirrored(atom.glyph);
            }
        }
        let are_simple = are_ink && ![Kind::Tab, Kind::Allah, Kind::Hidden, Kind::SoftHyphen].into_iter().any(holds);
        Self { list, are_simple }
    }
}

/// What is known of the clusters since the last certain boundary.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stretch {
    /// One character.
    Single,
    /// A plain character and its marks.
    Marked,
    /// Anything.
    Mixed,
}

struct Builder<'t> {
    text: &'t str,
    options: &'t Options,
    runs: Vec<LevelRun>,
    /// The next level run.
    run: usize,
    /// The level as far as byte `level_end`.
    level: u8,
    level_end: usize,
    atoms: Vec<Atom>,
    joiner: Joiner,
    /// The atom whose letter is the last character that is not looked through.
    letter: Option<usize>,
    /// Whether the last atom is a lam with nothing but marks, which an alef would join in one cell.
    lam: bool,
    /// The breaks inside a stretch.
    inner: Vec<(usize, Break)>,
    /// The kinds that occurred, a bit each.
    kinds: u16,
    /// Whether L1 does nothing with any atom, but with spaces that hang.
    are_ink: bool,
}

impl<'t> Builder<'t> {
    fn build(&mut self) {
        let text = self.text;
        let mut breaker = Breaker::new(text);
        let mut chars = text.char_indices();
        let Some((_, c)) = chars.next() else { return };
        let mut first = (c, property::of(c));
        let mut before = breaker.before(0, c, first.1.line);
        let mut start = 0;
        let mut role = first.1.cluster;
        let mut stretch = Stretch::Single;
        for (at, c) in chars {
            let property = property::of(c);
            let found = breaker.before(at, c, property.line);
            if property.cluster == Role::Plain && role != Role::Prepend {
                self.stretch(start..at, stretch, first, before);
                (start, first, before, stretch) = (at, (c, property), found, Stretch::Single);
            } else {
                let marked =
                    property.cluster == Role::Mark && stretch != Stretch::Mixed && first.1.cluster == Role::Plain;
                stretch = if marked { Stretch::Marked } else { Stretch::Mixed };
                self.inner.push((at, found));
            }
            role = property.cluster;
        }
        self.stretch(start..text.len(), stretch, first, before);
    }

    /// The clusters of one stretch, which starts with the character `first`.
    #[inline]
    fn stretch(&mut self, range: Range<usize>, stretch: Stretch, first: (char, &Property), before: Break) {
        if stretch != Stretch::Single {
            return self.clusters(range, stretch, before);
        }
        let (c, property) = first;
        self.part_runs(range.start);
        if self.lam && shape::lam_alef(c, false).is_some() && self.ligate(c) {
            return;
        }
        let index = self.atoms.len();
        let width = property.width(self.options.ambiguous_wide);
        self.push(range.start, c, property, property.kind, width, before, 0);
        match property.kind {
            Kind::Joining => {
                self.join(index, 0, property.joining);
                self.lam = c == '\u{0644}' && self.options.shaping;
            }
            Kind::Hidden => {
                self.join(index, 0, property.joining);
                self.lam = false;
            }
            _ => self.not_a_letter(property, property.kind),
        }
    }

    /// The clusters of a stretch of more than one character.
    #[inline(never)]
    fn clusters(&mut self, range: Range<usize>, stretch: Stretch, before: Break) {
        let text = self.text;
        if stretch == Stretch::Mixed {
            let inner = std::mem::take(&mut self.inner);
            let mut known = inner.iter().copied().peekable();
            grapheme::stretch(text, range.clone(), false, &mut |start, cluster| {
                while known.next_if(|(at, _)| *at < start).is_some() {}
                let before = if start == range.start {
                    before
                } else {
                    known.peek().filter(|(at, _)| *at == start).map_or(Break::Emergency, |(_, kind)| *kind)
                };
                self.cluster(start, cluster, before);
            });
            self.inner = inner;
        } else if let Some(cluster) = text.get(range.clone()) {
            self.cluster(range.start, cluster, before);
        }
        self.inner.clear();
    }

    /// The run of another level begins at `start`, or does not.
    #[inline]
    fn part_runs(&mut self, start: usize) {
        if start < self.level_end || self.runs.is_empty() {
            return;
        }
        while let Some(run) = self.runs.get(self.run).filter(|run| run.start as usize <= start) {
            self.level = run.level;
            self.run += 1;
        }
        self.level_end = self.runs.get(self.run).map_or(usize::MAX, |run| run.start as usize);
        self.joiner.part();
    }

    fn cluster(&mut self, start: usize, cluster: &str, before: Break) {
        let Some(base) = cluster.chars().next() else { return };
        let property = property::of(base);
        // What X9 removes has no level; that of the cluster is the level of its first character that has one.
        let is_removed = |c| matches!(property::of(c).bidi, Class::BN | Class::Embedding);
        let removed = if is_removed(base) { cluster.find(|c| !is_removed(c)).unwrap_or(0) } else { 0 };
        self.part_runs(start + removed);
        let marks = has_only_marks(cluster);
        let takes_no_cell = |c| width::char(c, false) == 0;
        if self.lam
            && shape::lam_alef(base, false).is_some()
            && cluster.chars().skip(1).all(takes_no_cell)
            && self.ligate(base)
        {
            // A joiner behind the alef reaches on.
            for c in cluster.chars().skip(1) {
                self.joiner.join(property::of(c).joining);
            }
            return;
        }
        let alone = cluster.len() == base.len_utf8();
        let kind = if alone { property.kind } else { cell::of(base, cluster) };
        let width = match kind {
            _ if alone => property.width(self.options.ambiguous_wide),
            Kind::Joining if marks => property.width(self.options.ambiguous_wide),
            Kind::Text | Kind::Joining if cluster.len() > CELL_CHARS || cluster.contains(visible::is_dropped) => {
                place::drawn_cells(kind, cluster, self.options.ambiguous_wide)
            }
            _ => cell::cells(kind, cluster, self.options.ambiguous_wide),
        };
        let index = self.atoms.len();
        // A space with a mark is no white space for L1.
        let inked = !alone && cluster.chars().any(|c| property::of(c).bidi.tail() == Tail::Ink);
        let mut seen = *property;
        if inked {
            seen.bidi = Class::ON;
        }
        self.push(start, base, &seen, kind, width, before, if alone { 0 } else { MORE });
        match kind {
            Kind::Joining | Kind::Marks | Kind::Hidden => {
                for (place, c) in cluster.chars().enumerate() {
                    self.join(index, place, property::of(c).joining);
                }
            }
            // A joiner joins what follows to anything.
            Kind::Text | Kind::Space if cluster.contains('\u{200D}') => {
                for (place, c) in cluster.chars().enumerate() {
                    self.join(index, place, property::of(c).joining);
                }
            }
            _ => self.not_a_letter(property, kind),
        }
        self.lam = base == '\u{0644}' && self.options.shaping && marks;
    }

    /// Makes the lam before `alef` and the alef one cell; whether they are of one run.
    fn ligate(&mut self, alef: char) -> bool {
        let level = self.level;
        let Some(lam) = self.atoms.last_mut().filter(|lam| lam.level == level) else { return false };
        // The ligature reaches for what is before its lam; its alef reaches for nothing.
        lam.kind = Kind::LamAlef;
        lam.glyph = alef;
        lam.set(MORE);
        self.lam = false;
        self.joiner.join(Joining::Right);
        self.letter = None;
        true
    }

    /// Joins the character at `place` of atom `index`, which joins as `kind` says, to what is before it.
    #[inline]
    fn join(&mut self, index: usize, place: usize, kind: Joining) {
        if kind == Joining::Transparent {
            return;
        }
        if self.joiner.join(kind) {
            if let Some(before) = self.letter.and_then(|before| self.atoms.get_mut(before)) {
                before.set(FORWARD);
            }
            if place == 0
                && let Some(atom) = self.atoms.get_mut(index)
            {
                atom.set(BACK);
            }
        }
        self.letter = (place == 0).then_some(index);
    }

    /// What joins to nothing, or is looked through, comes between two letters.
    #[inline]
    fn not_a_letter(&mut self, property: &Property, kind: Kind) {
        self.lam = false;
        if property.joining != Joining::Transparent || kind == Kind::Substitute {
            self.joiner.part();
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of an atom")]
    #[inline]
    fn push(&mut self, start: usize, c: char, base: &Property, kind: Kind, width: u8, before: Break, flags: u8) {
        // White space hangs: a row before it would start with it.
        let hangs = matches!(kind, Kind::Space | Kind::Tab) && before != Break::Mandatory;
        let before = if hangs { Break::Never } else { before };
        let tail = match base.bidi.tail() {
            Tail::Ink => 0,
            _ if matches!(kind, Kind::Joining | Kind::LamAlef | Kind::Allah | Kind::Marks) => 0,
            Tail::Blank => BLANK,
            Tail::Separator => SEPARATOR,
        };
        self.kinds |= 1 << kind as u16;
        self.are_ink &= tail == 0 || (tail == BLANK && kind == Kind::Space);
        let place = before as u8 | (flags | tail) << BREAK_BITS;
        self.atoms.push(Atom { start: start as u32, glyph: c, width, level: self.level, kind, place });
    }
}

/// Whether nothing but marks follows the letter in its cluster: no joiner, nothing with a cell of its own.
fn has_only_marks(cluster: &str) -> bool {
    cluster.chars().skip(1).all(|c| !visible::is_dropped(c) && width::char(c, false) == 0)
}
