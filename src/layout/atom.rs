//! The smallest pieces of a paragraph that a row is made of: clusters with their width, level and break.

use std::ops::Range;

use super::wrap::Options;
use crate::text::linebreak::{self, Break, Opportunity};
use crate::text::shape::{self, Joining};
use crate::text::visible::{self, Shown};
use crate::text::{Direction, bidi, grapheme, script, width};

/// What a mark without a base stands on.
pub(super) const DOTTED_CIRCLE: char = '\u{25CC}';

/// What an atom shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Characters without joining: as they are, or mirrored.
    Text,
    /// White space, which hangs at the end of a row.
    Space,
    /// Spaces as far as the next stop.
    Tab,
    /// Letters and signs that may join to their neighbours.
    Joining,
    /// Lam, alef and their marks in one cell.
    LamAlef,
    /// U+FDF2, drawn too wide by fonts: the four letters it stands for.
    Allah,
    /// Marks without a base: on a dotted circle.
    Marks,
    /// A substitute for a character that must not reach the terminal.
    Substitute,
    /// Nothing.
    Hidden,
    /// A soft hyphen: nothing, or a hyphen at the end of a row.
    SoftHyphen,
}

/// One cluster of a paragraph, in logical order; it ends where the next one starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// First byte in the paragraph.
    pub(super) start: u32,
    /// Cells after joining; 0 for what is not drawn and for tabs, whose width the row decides.
    pub(super) width: u8,
    /// Embedding level before L1.
    pub(super) level: u8,
    /// What it shows.
    pub(super) kind: Kind,
    /// How good it is to end a row before it.
    pub(super) before: Break,
}

/// The bytes of atom `index`.
pub(super) fn source(atoms: &[Atom], index: usize, end: usize) -> Range<usize> {
    let start = atoms.get(index).map_or(end, |atom| atom.start as usize);
    start..atoms.get(index + 1).map_or(end, |atom| atom.start as usize)
}

/// The atoms of one paragraph.
pub(super) fn atoms(text: &str, options: &Options, direction: Direction) -> Vec<Atom> {
    let mut builder = Builder {
        options,
        levels: bidi::levels(text, direction),
        opportunities: linebreak::opportunities(text),
        next: 0,
        atoms: Vec::with_capacity(text.len() / 2 + 1),
        lam: false,
    };
    grapheme::each(text, |start, cluster| builder.push(start, cluster));
    builder.atoms
}

struct Builder<'o> {
    options: &'o Options,
    levels: Option<Vec<u8>>,
    opportunities: Vec<Opportunity>,
    /// The first opportunity that is not behind.
    next: usize,
    atoms: Vec<Atom>,
    /// Whether the last atom is a lam with nothing but marks, which an alef would join in one cell.
    lam: bool,
}

impl Builder<'_> {
    fn push(&mut self, start: usize, cluster: &str) {
        let Some(base) = cluster.chars().next() else { return };
        let level = self.levels.as_ref().and_then(|levels| levels.get(start)).copied().unwrap_or(0);
        if self.lam
            && shape::lam_alef(base, false).is_some()
            && has_only_marks(cluster)
            && let Some(lam) = self.atoms.last_mut().filter(|lam| lam.level == level)
        {
            lam.kind = Kind::LamAlef;
            self.lam = false;
            return;
        }
        let kind = kind(base, cluster);
        let width = match kind {
            Kind::Tab | Kind::Hidden | Kind::SoftHyphen => 0,
            Kind::Marks => width::char(DOTTED_CIRCLE, self.options.ambiguous_wide),
            Kind::Substitute => 1,
            Kind::Allah => 4,
            Kind::Joining if cluster.len() == base.len_utf8() => 1,
            _ => width::cluster(cluster, self.options.ambiguous_wide),
        };
        let before = match self.before(start) {
            Break::Mandatory => Break::Mandatory,
            // White space hangs: a row before it would start with it.
            _ if matches!(kind, Kind::Space | Kind::Tab) => Break::Never,
            other => other,
        };
        self.lam = self.options.shaping && base == '\u{0644}' && has_only_marks(cluster);
        self.atoms.push(Atom { start: start as u32, width, level, kind, before });
    }

    fn before(&mut self, start: usize) -> Break {
        let start = start as u32;
        while self.opportunities.get(self.next).is_some_and(|place| place.offset < start) {
            self.next += 1;
        }
        match self.opportunities.get(self.next) {
            Some(place) if place.offset == start => place.kind,
            _ => Break::Emergency,
        }
    }
}

fn kind(base: char, cluster: &str) -> Kind {
    let alone = cluster.len() == base.len_utf8();
    match visible::shown(base) {
        Shown::Itself if alone && base.is_ascii() => {
            if base == ' ' {
                Kind::Space
            } else {
                Kind::Text
            }
        }
        Shown::Itself if base == '\u{FDF2}' => Kind::Allah,
        Shown::Itself if alone && linebreak::is_space(base) => Kind::Space,
        // A base that takes no cell of its own is a mark that nothing stands before.
        Shown::Itself if width::char(base, false) == 0 => Kind::Marks,
        Shown::Itself if joins(base, cluster) => Kind::Joining,
        Shown::Itself => Kind::Text,
        Shown::Tab => Kind::Tab,
        Shown::Newline => Kind::Hidden,
        Shown::Instead(_) => Kind::Substitute,
        Shown::Dropped if base == '\u{AD}' => Kind::SoftHyphen,
        Shown::Dropped if cluster.chars().all(|c| visible::shown(c) == Shown::Dropped) => Kind::Hidden,
        Shown::Dropped => Kind::Marks,
    }
}

/// Whether nothing but marks follows the letter in its cluster: no joiner, nothing with a cell of its own.
fn has_only_marks(cluster: &str) -> bool {
    cluster.chars().skip(1).all(|c| !visible::is_dropped(c) && width::char(c, false) == 0)
}

/// Whether the letter or what follows it in its cluster takes part in joining.
fn joins(base: char, cluster: &str) -> bool {
    shape::joining(base) != Joining::None || (cluster.contains('\u{200D}') && script::is_arabic(base))
}
