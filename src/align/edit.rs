//! What a person changes in an alignment: beads merged and split, sentences moved from one to the next.

use std::ops::Range;

use super::{Alignment, Bead};

/// A change of an alignment: the beads numbered `at` make way for `beads`, which hold the same segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Numbers of the beads that make way.
    pub at: Range<usize>,
    /// Those that stand there then; their score is 1, what a person says.
    pub beads: Vec<Bead>,
}

/// A side of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideOf {
    /// The source.
    Source,
    /// The target.
    Target,
}

impl SideOf {
    /// The segments of `bead` on this side.
    pub fn of(self, bead: &Bead) -> &Range<usize> {
        match self {
            Self::Source => &bead.source,
            Self::Target => &bead.target,
        }
    }

    /// The segments of `bead` on the other side.
    pub fn beside(self, bead: &Bead) -> &Range<usize> {
        match self {
            Self::Source => &bead.target,
            Self::Target => &bead.source,
        }
    }

    /// The bead with `own` on this side and `other` on the other.
    fn bead(self, own: Range<usize>, other: Range<usize>) -> Bead {
        let (source, target) = if self == Self::Source { (own, other) } else { (other, own) };
        Bead { source, target, score: 1.0 }
    }
}

impl Alignment {
    /// The alignment after `edit`.
    pub fn edited(&self, edit: &Edit) -> Self {
        let before = self.beads.iter().take(edit.at.start).cloned();
        let after = self.beads.iter().skip(edit.at.end).cloned();
        Self { beads: before.chain(edit.beads.iter().cloned()).chain(after).collect() }
    }

    /// Bead `at` as a person leaves it.
    pub fn pin(&self, at: usize) -> Option<Edit> {
        let bead = self.beads.get(at)?;
        Some(Edit { at: at..at + 1, beads: vec![Bead { score: 1.0, ..bead.clone() }] })
    }

    /// Bead `at` and the one after it as one; none where there is no next, or it stands elsewhere on a side.
    pub fn merge(&self, at: usize) -> Option<Edit> {
        let (first, second) = (self.beads.get(at)?, self.beads.get(at.checked_add(1)?)?);
        let source = joined(&first.source, &second.source)?;
        let target = joined(&first.target, &second.target)?;
        Some(Edit { at: at..at + 2, beads: vec![Bead { source, target, score: 1.0 }] })
    }

    /// Bead `at` as two: the second begins with `segment`, or after it where it is the bead's first. The other side is cut
    /// where it has as much of its text, `length` giving that of a segment of it, and of this side; a single segment there
    /// stays with the longer part. A bead of one and one is taken apart. None where there is but one segment in it.
    pub fn split(
        &self,
        at: usize,
        side: SideOf,
        segment: usize,
        length: &dyn Fn(SideOf, usize) -> usize,
    ) -> Option<Edit> {
        let bead = self.beads.get(at)?;
        let (own, other) = (side.of(bead).clone(), side.beside(bead).clone());
        if own.len() + other.len() < 2 || !own.contains(&segment) {
            return None;
        }
        let far = if side == SideOf::Source { SideOf::Target } else { SideOf::Source };
        let sum = |side: SideOf, range: Range<usize>| range.map(|at| length(side, at)).fold(0, usize::saturating_add);
        let cut = if segment > own.start { segment } else { segment + 1 };
        let across = match other.len() {
            _ if own.len() == 1 => (other.start + 1).min(if other.len() == 1 { other.start } else { other.end }),
            0 => other.start,
            1 if sum(side, own.start..cut) >= sum(side, cut..own.end) => other.end,
            1 => other.start,
            _ => {
                let share = sum(side, own.start..cut) as f32 / sum(side, own.clone()).max(1) as f32;
                let wanted = share * sum(far, other.clone()) as f32;
                let mut so_far = 0.0;
                let mut best = (f32::INFINITY, other.start + 1);
                for at in other.start..other.end - 1 {
                    so_far += length(far, at) as f32;
                    let off = (so_far - wanted).abs();
                    if off < best.0 {
                        best = (off, at + 1);
                    }
                }
                best.1
            }
        };
        let beads = vec![side.bead(own.start..cut, other.start..across), side.bead(cut..own.end, across..other.end)];
        Some(Edit { at: at..at + 1, beads })
    }

    /// `segment` of bead `at` and what follows it in the bead go to the next one; or with `forward` false, it and what stands
    /// before it in the bead to the one before. None where there is no neighbour, or it stands elsewhere on that side.
    pub fn shift(&self, at: usize, side: SideOf, segment: usize, forward: bool) -> Option<Edit> {
        let bead = self.beads.get(at)?;
        let own = side.of(bead).clone();
        if !own.contains(&segment) {
            return None;
        }
        let neighbour = if forward { at.checked_add(1)? } else { at.checked_sub(1)? };
        let next = self.beads.get(neighbour)?;
        let (stays, goes) = if forward {
            (own.start..segment, segment..own.end)
        } else {
            (segment + 1..own.end, own.start..segment + 1)
        };
        let theirs = side.of(next);
        let grown = if forward { joined(&goes, theirs)? } else { joined(theirs, &goes)? };
        let stays = side.bead(stays, side.beside(bead).clone());
        let grown = side.bead(grown, side.beside(next).clone());
        let (at, mut beads) =
            if forward { (at..at + 2, vec![stays, grown]) } else { (neighbour..at + 1, vec![grown, stays]) };
        beads.retain(|bead| !bead.source.is_empty() || !bead.target.is_empty());
        Some(Edit { at, beads })
    }
}

/// Two ranges that follow each other as one; an empty one follows any.
fn joined(first: &Range<usize>, second: &Range<usize>) -> Option<Range<usize>> {
    match (first.is_empty(), second.is_empty()) {
        (_, true) => Some(first.clone()),
        (true, false) => Some(second.clone()),
        (false, false) => (first.end == second.start).then_some(first.start..second.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An alignment of beads written `2-1 0-1 1-1`.
    fn beads(text: &str) -> Alignment {
        let (mut i, mut j) = (0, 0);
        let bead = |shape: &str| {
            let (m, n) = shape.split_once('-').expect("m-n");
            let (m, n): (usize, usize) = (m.parse().expect("a number"), n.parse().expect("a number"));
            let bead = Bead { source: i..i + m, target: j..j + n, score: 0.5 };
            (i, j) = (i + m, j + n);
            bead
        };
        Alignment { beads: text.split_whitespace().map(bead).collect() }
    }

    #[track_caller]
    fn check(before: &str, edit: Option<Edit>, after: &str) {
        let alignment = beads(before);
        let Some(edit) = edit else {
            assert_eq!(after, "-", "{before}");
            return;
        };
        let shapes: Vec<String> = alignment
            .edited(&edit)
            .beads
            .iter()
            .map(|bead| format!("{}-{}", bead.source.len(), bead.target.len()))
            .collect();
        assert_eq!(shapes.join(" "), after, "{before}");
        assert!(edit.beads.iter().all(|bead| bead.score == 1.0));
        let covered = alignment.edited(&edit);
        let (mut i, mut j) = (0, 0);
        for bead in &covered.beads {
            assert_eq!((bead.source.start, bead.target.start), (i, j), "{before}");
            (i, j) = (bead.source.end, bead.target.end);
        }
    }

    #[test]
    fn beads_are_merged_with_the_next() {
        check("1-1 1-1 1-1", beads("1-1 1-1 1-1").merge(1), "1-1 2-2");
        check("1-0 0-2", beads("1-0 0-2").merge(0), "1-2");
        check("1-1", beads("1-1").merge(0), "-");
        let mut apart = beads("1-1 1-1");
        apart.beads[1].target = 7..8;
        assert_eq!(apart.merge(0), None, "what stands elsewhere is not merged");
    }

    #[test]
    fn a_bead_is_split_where_the_sentence_begins() {
        let even = |_: SideOf, _: usize| 10;
        check("3-3", beads("3-3").split(0, SideOf::Source, 1, &even), "1-1 2-2");
        check("3-3", beads("3-3").split(0, SideOf::Target, 2, &even), "2-2 1-1");
        check("2-2", beads("2-2").split(0, SideOf::Source, 0, &even), "1-1 1-1");
        check("1-2", beads("1-2").split(0, SideOf::Source, 0, &even), "1-1 0-1");
        check("1-1", beads("1-1").split(0, SideOf::Source, 0, &even), "1-0 0-1");
        check("2-0", beads("2-0").split(0, SideOf::Source, 1, &even), "1-0 1-0");
        check("1-0", beads("1-0").split(0, SideOf::Source, 0, &even), "-");
        let growing = |_: SideOf, at: usize| 10 * (at + 1);
        check("3-1", beads("3-1").split(0, SideOf::Source, 2, &growing), "2-1 1-0");
        check("3-1", beads("3-1").split(0, SideOf::Source, 1, &growing), "1-0 2-1");
        let late = |side: SideOf, at: usize| if side == SideOf::Target && at == 2 { 100 } else { 10 };
        check("2-3", beads("2-3").split(0, SideOf::Source, 1, &late), "1-2 1-1");
    }

    #[test]
    fn sentences_go_to_the_bead_beside() {
        check("2-1 1-1", beads("2-1 1-1").shift(0, SideOf::Source, 1, true), "1-1 2-1");
        check("1-1 2-1", beads("1-1 2-1").shift(1, SideOf::Source, 1, false), "2-1 1-1");
        check("1-1 0-1", beads("1-1 0-1").shift(0, SideOf::Source, 0, true), "0-1 1-1");
        check("1-0 1-1", beads("1-0 1-1").shift(0, SideOf::Source, 0, true), "2-1");
        check("1-1 1-2", beads("1-1 1-2").shift(1, SideOf::Target, 1, false), "1-2 1-1");
        check("1-1", beads("1-1").shift(0, SideOf::Source, 0, true), "-");
        check("1-1", beads("1-1").shift(0, SideOf::Source, 0, false), "-");
    }
}
