//! What the aligner knows of a block: its class, its key and its length, and what a bead of blocks costs.

use std::ops::Range;

use super::length::LengthModel;
use crate::document::{Block, Kind};

/// Kinds that may stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Title,
    Heading,
    Text,
    Table,
    Note,
    Margin,
}

/// A block, measured.
pub(super) struct Segment<'d> {
    /// Characters that are not white space.
    pub(super) length: usize,
    class: Class,
    kind: Kind,
    level: u8,
    key: &'d str,
    strong: bool,
    /// Rows and columns of a table.
    shape: (usize, usize),
}

impl<'d> Segment<'d> {
    pub(super) fn new(block: &'d Block) -> Self {
        let class = match block.kind {
            Kind::Title => Class::Title,
            Kind::Heading => Class::Heading,
            Kind::Paragraph | Kind::Item | Kind::Quotation => Class::Text,
            Kind::Table => Class::Table,
            Kind::Note => Class::Note,
            Kind::Signature | Kind::Metadata => Class::Margin,
        };
        Self {
            length: length(&block.text),
            class,
            kind: block.kind,
            level: block.level,
            key: block.key.as_str(),
            strong: !block.key.is_weak() && !block.key.as_str().is_empty(),
            shape: (block.rows.len(), block.rows.iter().map(Vec::len).max().unwrap_or(0)),
        }
    }

    /// The key, where it names the same block in every version.
    pub(super) fn strong_key(&self) -> Option<&'d str> {
        self.strong.then_some(self.key)
    }

    /// Whether the length model holds for it: running text.
    pub(super) fn is_text(&self) -> bool {
        self.class == Class::Text
    }

    /// Whether two blocks of one key are the same block: a table is never a paragraph, a note nothing else.
    pub(super) fn may_be(&self, other: &Segment<'_>) -> bool {
        let alone = |class| matches!(class, Class::Table | Class::Note);
        self.class == other.class || !alone(self.class) && !alone(other.class)
    }

    /// How much an equal key of this block says: a heading orders more than a paragraph, a paragraph more than its items.
    pub(super) fn rank(&self) -> f32 {
        match self.class {
            Class::Heading => 2.0,
            Class::Note => 0.4,
            _ if self.key.contains('(') => 0.5,
            _ => 1.0,
        }
    }

    /// Whether it is a heading.
    pub(super) fn is_heading(&self) -> bool {
        self.class == Class::Heading
    }

    /// Whether it is no running text, or has a number of its own: what a version lacks or has by itself.
    pub(super) fn is_apart(&self) -> bool {
        !self.is_text() || self.is_major()
    }

    /// Whether its key stands for itself: a heading or a number, no item of one and no note.
    pub(super) fn is_major(&self) -> bool {
        self.strong && self.class != Class::Note && !self.key.contains('(')
    }

    /// Which unnumbered block it is after the number before: 2 of `48+2`.
    fn count(&self) -> f32 {
        self.key.rsplit_once('+').and_then(|(_, count)| count.parse::<f32>().ok()).unwrap_or(1.0).max(1.0)
    }

    /// The part a key stands in: `annex2` of `annex2:5`, empty where there is none.
    fn part(&self) -> &str {
        self.key.split_once(':').map_or("", |(part, _)| part)
    }
}

/// Characters that are not white space.
pub(super) fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Priors of a bead's size, `−log P` after Gale & Church (1993), table 5; 3-1 is this program's own.
pub(super) fn prior(source: usize, target: usize) -> f32 {
    match (source.min(target), source.max(target)) {
        (1, 1) => 0.1,
        (0, _) => 4.6,
        (1, 2) => 3.1,
        (2, 2) => 4.5,
        _ => 5.5,
    }
}

/// What is known of the blocks between two fixed points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Between {
    /// Both sides have as many blocks, so that equal weak keys (the second unnumbered block) mean something.
    pub(super) parallel: bool,
    /// The keys around them are shifted, so that unequal ones mean nothing.
    pub(super) shifted: bool,
    /// One side says so much more than the other that something must be missing.
    pub(super) torn: bool,
}

/// What a bead of these blocks costs, 0 or more; infinite for one that must not be.
pub(super) fn cost(source: &[Segment<'_>], target: &[Segment<'_>], lengths: &LengthModel, known: Between) -> f32 {
    let prior = prior(source.len(), target.len());
    let (Some(first), Some(second)) = (source.first(), target.first()) else {
        // A deleted block: its length counts up to a bound only, because whole paragraphs do get left out. A number
        // that one side lacks is the likeliest of all to be missing.
        let Some(alone) = source.first().or(target.first()) else { return 0.0 };
        let length = lengths.cost(total(source), total(target)).min(6.0);
        if known.torn {
            return 2.0 + length / 4.0;
        }
        return if alone.strong { 2.0 + length / 2.0 } else { prior + length };
    };
    if !may_merge(source) || !may_merge(target) {
        return f32::INFINITY;
    }
    let length = lengths.cost(total(source), total(target)).min(25.0);
    let matched = prior + kinds(first, second);
    let cost = match first.class {
        // The cells are numbers and names: the shape says more than the length.
        Class::Table => matched + shapes(first.shape, second.shape) + length / 4.0,
        Class::Heading | Class::Title | Class::Margin => matched + length / 2.0,
        _ => matched + length,
    };
    (cost + keys(first, second, known)).max(0.0)
}

fn total(segments: &[Segment<'_>]) -> usize {
    segments.iter().map(|segment| segment.length).fold(0, usize::saturating_add)
}

/// Blocks of one bead are of one class; only unnumbered ones follow another in it.
fn may_merge(segments: &[Segment<'_>]) -> bool {
    let [first, rest @ ..] = segments else { return true };
    rest.is_empty()
        || matches!(first.class, Class::Text | Class::Title | Class::Margin)
            && rest.iter().all(|next| next.class == first.class && !next.strong && next.part() == first.part())
}

/// What it costs that these kinds stand beside each other.
fn kinds(a: &Segment<'_>, b: &Segment<'_>) -> f32 {
    match (a.class, b.class) {
        (x, y) if x == y => match x {
            Class::Heading if a.level != b.level => 3.0,
            _ if a.kind != b.kind => 0.7,
            _ => 0.0,
        },
        (Class::Title, Class::Heading) | (Class::Heading, Class::Title) => 8.0,
        (Class::Margin, Class::Text) | (Class::Text, Class::Margin) => 6.0,
        _ => f32::INFINITY,
    }
}

/// What it costs that tables of these shapes stand beside each other.
fn shapes(a: (usize, usize), b: (usize, usize)) -> f32 {
    let far = |a: usize, b: usize| a.abs_diff(b) as f32 / a.max(b).max(1) as f32;
    8.0 * far(a.0, b.0) + 6.0 * far(a.1, b.1)
}

/// What the keys say: equal ones for, unequal strong ones and unequal parts against.
fn keys(a: &Segment<'_>, b: &Segment<'_>, known: Between) -> f32 {
    if known.shifted && a.strong && b.strong {
        return 0.0;
    }
    let parts = if a.part() == b.part() { 0.0 } else { 4.0 };
    let keys = match (a.strong, b.strong) {
        _ if a.key == b.key && (known.parallel || a.strong) => return -2.0,
        // The count starts at the number before: the first unnumbered blocks agree sooner than the sixth.
        _ if a.key == b.key => return -1.5 / a.count(),
        (true, true) => 6.0,
        (false, false) => 0.0,
        _ => 1.5,
    };
    parts + keys
}

/// How sure a bead of the programme is, 0 to 1.
pub(super) fn score(source: &[Segment<'_>], target: &[Segment<'_>], lengths: &LengthModel, support: Support) -> f32 {
    let (Some(first), Some(second)) = (source.first(), target.first()) else {
        let strong = source.iter().chain(target).all(|segment| segment.strong);
        return if strong || support == Support::OneSided { 0.85 } else { 0.5 };
    };
    let fit = if first.class == Class::Table { 1.0 } else { lengths.fit(total(source), total(target)) };
    match support {
        Support::Pin => 1.0,
        Support::Key => 0.75 + 0.25 * fit,
        Support::Words => 0.65 + 0.35 * fit,
        _ if source.len() == 1 && target.len() == 1 => {
            let kind = if first.kind == second.kind { 1.0 } else { 0.8 };
            if first.key == second.key { 0.25 + 0.65 * fit } else { 0.8 * fit * kind }
        }
        _ => 0.7 * fit,
    }
}

/// What stands behind a bead beside the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Support {
    /// A person set it.
    Pin,
    /// Equal strong keys.
    Key,
    /// Words that no other blocks have.
    Words,
    /// Nothing.
    Path,
    /// The other side has nothing between the fixed points.
    OneSided,
}

/// The blocks `range` of `segments`; none when the range is out of bounds.
pub(super) fn part<'s, 'd>(segments: &'s [Segment<'d>], range: &Range<usize>) -> &'s [Segment<'d>] {
    segments.get(range.clone()).unwrap_or(&[])
}
