//! Rows of an alignment file as beads of the segments at hand.

use std::ops::Range;

use super::locate::{Finder, Haystack};
use super::{Part, Rows, limited};
use crate::align::{Alignment, Bead};
use crate::document::Warning;

/// A row in segment numbers.
struct Found {
    line: usize,
    /// By text: it may share a segment with its neighbour.
    loose: bool,
    bead: Bead,
}

pub(super) fn fit(rows: Rows, source: &[&str], target: &[&str]) -> (Alignment, Vec<Warning>) {
    let mut warnings = rows.warnings;
    let mut misfits = Vec::new();
    let is_text = |part: &Part| matches!(part, Part::Text(_));
    let haystack = |wanted: bool, segments| Haystack::new(if wanted { segments } else { &[] });
    let left = haystack(rows.rows.iter().any(|row| is_text(&row.source)), source);
    let right = haystack(rows.rows.iter().any(|row| is_text(&row.target)), target);
    let (mut left, mut right) = (left.finder(), right.finder());
    let mut found: Vec<Found> = Vec::with_capacity(rows.rows.len());
    for row in rows.rows {
        let mut warn = |message: String| {
            misfits.push(Warning { line: Some(row.line), byte: None, message });
        };
        let mut side = |part: &Part, finder: &mut Finder<'_>, count: usize, name: &str| match part {
            Part::Numbers(range) if range.end <= count => range.clone(),
            Part::Numbers(range) => {
                warn(format!("segment {} of the {name}, which has {count}; left out", range.end - 1));
                0..0
            }
            Part::Text(text) => finder.find(text).unwrap_or_else(|| {
                warn(format!("this text is not in the {name}; left out"));
                0..0
            }),
        };
        let loose = is_text(&row.source) || is_text(&row.target);
        let ours = side(&row.source, &mut left, source.len(), "source");
        let theirs = side(&row.target, &mut right, target.len(), "target");
        if !ours.is_empty() || !theirs.is_empty() {
            let bead = Bead { source: ours, target: theirs, score: row.score };
            found.push(Found { line: row.line, loose, bead });
        }
    }
    let (alignment, said) = covered(merged(found), source, target);
    misfits.extend(said);
    warnings.extend(limited(misfits));
    (alignment, warnings)
}

/// Neighbouring rows that were found by text and share a segment are one bead: the file cuts finer than we do.
fn merged(found: Vec<Found>) -> Vec<Found> {
    let mut merged: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        if let Some(last) = merged.last_mut().filter(|last| last.loose && next.loose) {
            let (a, b) = (&mut last.bead, &next.bead);
            if meet(&a.source, &b.source) || meet(&a.target, &b.target) {
                let near = |one: &Range<usize>, other: &Range<usize>| {
                    one.is_empty() || other.is_empty() || one.end == other.start || meet(one, other)
                };
                if near(&a.source, &b.source) && near(&a.target, &b.target) {
                    (a.source, a.target) = (hull(&a.source, &b.source), hull(&a.target, &b.target));
                    a.score = a.score.min(b.score);
                    continue;
                }
            }
        }
        merged.push(next);
    }
    merged
}

fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end && !one.is_empty() && !other.is_empty()
}

fn hull(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    match (one.is_empty(), other.is_empty()) {
        (true, _) => other.clone(),
        (_, true) => one.clone(),
        _ => one.start.min(other.start)..one.end.max(other.end),
    }
}

/// The beads in the order of the source, each segment in one of them; what the file leaves out stands alone.
fn covered(found: Vec<Found>, source: &[&str], target: &[&str]) -> (Alignment, Vec<Warning>) {
    let mut warnings = Vec::new();
    let (mut ours, mut theirs) = (vec![false; source.len()], vec![false; target.len()]);
    let mut beads: Vec<Bead> = Vec::with_capacity(found.len());
    let mut end = 0;
    for Found { line, mut bead, .. } in found {
        let free = |used: &[bool], range: &Range<usize>| !used.get(range.clone()).unwrap_or_default().contains(&true);
        if !free(&ours, &bead.source) || !free(&theirs, &bead.target) {
            let message = "its segments stand in an earlier line already; left out".to_owned();
            warnings.push(Warning { line: Some(line), byte: None, message });
            continue;
        }
        ours.get_mut(bead.source.clone()).unwrap_or_default().fill(true);
        theirs.get_mut(bead.target.clone()).unwrap_or_default().fill(true);
        if bead.source.is_empty() {
            bead.source = end..end;
        }
        end = bead.source.end;
        beads.push(bead);
    }
    // In the order of the source; what has none stays where it stood.
    beads.sort_by_key(|bead| (bead.source.start, bead.source.end));
    let (left, right) = (runs(&ours), runs(&theirs));
    for (runs, texts, name) in [(&left, source, "source"), (&right, target, "target")] {
        let is_text = |at: &usize| texts.get(*at).is_some_and(|text| !text.trim().is_empty());
        let mut missing = runs.iter().cloned().flatten().filter(is_text);
        if let Some(first) = missing.next() {
            let count = missing.count() + 1;
            let message =
                format!("{count} segments of the {name}, the first of them {first}, are in no bead of the file");
            warnings.push(Warning { line: None, byte: None, message });
        }
    }
    beads.extend(left.into_iter().flatten().map(|at| Bead { source: at..at + 1, target: 0..0, score: 0.0 }));
    beads.sort_by_key(|bead| (bead.source.start, bead.source.end));
    alone(&mut beads, right);
    let mut end = 0;
    for bead in &mut beads {
        if bead.target.is_empty() {
            bead.target = end..end;
        }
        end = bead.target.end;
    }
    (Alignment { beads }, warnings)
}

/// Puts target segments that are in no bead after the bead of the segment before them.
fn alone(beads: &mut Vec<Bead>, runs: Vec<Range<usize>>) {
    if runs.is_empty() {
        return;
    }
    let mut ends: Vec<(usize, usize)> =
        beads.iter().filter(|bead| !bead.target.is_empty()).map(|bead| (bead.target.end, bead.source.end)).collect();
    ends.sort_unstable();
    for at in runs.into_iter().flatten() {
        let before = ends.partition_point(|(target, _)| *target <= at);
        let source = before.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |(_, source)| *source);
        beads.push(Bead { source: source..source, target: at..at + 1, score: 0.0 });
    }
    beads.sort_by_key(|bead| (bead.source.start, bead.source.end));
}

/// The runs of what is not used.
fn runs(used: &[bool]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in used.iter().enumerate().filter(|(_, used)| !**used) {
        match runs.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = at + 1,
            None => runs.push(at..at + 1),
        }
    }
    runs
}
