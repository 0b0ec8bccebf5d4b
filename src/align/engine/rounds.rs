//! The rounds: a first path along the seed, then a lexicon from the path, costs from the path, a better path.
//!
//! A long text is cut into sections at places of the seed that leave no doubt; each section has rounds of its own, so that
//! memory does not grow with the rounds and every section learns its own words.

use std::cell::Cell;
use std::ops::Range;

use super::band::{self, Point};
use super::calibrate::{Calibration, calibrate, deleted_share};
use super::feature::{FEATURES, Feature, machine};
use super::lexicon::{self, Table};
use super::program::{Band, Gap, Path, Program};
use super::scene::Scene;
use super::seed::seed;

/// Rounds after the first.
const ROUNDS: usize = 2;
/// Segments beside the first path that are looked at, and beside later ones.
const MARGINS: (usize, usize) = (24, 8);
/// Source segments of a section, at least.
const SECTION: usize = 6000;
/// Places of a gap that are judged at most; beads of a larger one, which is lost anyway, have no confidence.
const JUDGED: usize = 4_000_000;
/// What is taken from every expected count of the lexicon: more than one, so that no bead is held together by words that met
/// nowhere else.
const DISCOUNT: f32 = 1.2;

/// What the rounds found.
#[derive(Default)]
pub(super) struct Found {
    /// The beads.
    pub(super) path: Path,
    /// How sure every bead of the path is, 0 to 1.
    pub(super) sure: Vec<f32>,
    /// What each feature adds to the cost of every bead, where that was asked for.
    pub(super) costs: Vec<Vec<f32>>,
}

/// Aligns what lies in `gaps`; `explain` asks for the costs. None when `proceed` said to stop; `done` is told how far the
/// work is.
pub(super) fn run(
    mut scene: Scene,
    gaps: Vec<Gap>,
    explain: bool,
    done: &Cell<f32>,
    proceed: &mut dyn FnMut() -> bool,
) -> Option<Found> {
    let rows = scene.source.len();
    let chain = seed(&scene, proceed)?;
    let chain: Vec<Point> = chain.into_iter().filter(|point| holds(&gaps, point)).collect();
    let sure = band::supported(&chain);
    let mut found = Found::default();
    let start = done.get();
    let anchors = Table::of_anchors(&scene.anchors, &scene.source.tokens, &scene.target.tokens);
    for section in sections(gaps, &sure) {
        let Some((first, last)) = section.first().zip(section.last()) else { continue };
        let (source, target) = (first.0.start..last.0.end, first.1.start..last.1.end);
        let own = |points: &[Point]| -> Vec<Point> {
            let inside = |point: &&Point| source.contains(&point.i) && target.contains(&point.j);
            points.iter().filter(inside).copied().collect()
        };
        scene.lexicon = anchors.clone();
        let section = Section { gaps: section, chain: own(&chain), sure: own(&sure) };
        section.align(&mut scene, explain, &mut found, proceed)?;
        done.set(start + (1.0 - start) * source.end as f32 / rows.max(1) as f32);
    }
    Some(found)
}

/// A part of both texts.
struct Section {
    gaps: Vec<Gap>,
    /// The seed.
    chain: Vec<Point>,
    /// What of it is sure.
    sure: Vec<Point>,
}

impl Section {
    fn align(
        &self,
        scene: &mut Scene,
        explain: bool,
        found: &mut Found,
        proceed: &mut dyn FnMut() -> bool,
    ) -> Option<()> {
        let (rows, columns) = (scene.source.len(), scene.target.len());
        let size = |side: fn(&Gap) -> &Range<usize>| self.gaps.iter().map(|gap| side(gap).len()).sum::<usize>();
        let least = size(|gap| &gap.0).min(size(|gap| &gap.1));
        let pairs: Path = self.chain.iter().map(|point| (point.i..point.i + 1, point.j..point.j + 1)).collect();
        let sure: Path = self.sure.iter().map(|point| (point.i..point.i + 1, point.j..point.j + 1)).collect();
        scale(scene, &sure);
        scene.variance = super::scene::VARIANCE;
        scene.calibration = Calibration::by_length(scene);
        if self.sure.len() * 4 > least {
            scene.calibration = calibrate(scene, &pairs, scene.calibration.deleted, proceed)?;
        }
        let band = band::around(&self.sure, rows, columns, MARGINS.0);
        let mut path = self.search(scene, &band, proceed)?;
        for round in 1..=ROUNDS {
            scale(scene, &path);
            scene.variance = variance(scene, &path);
            learn(scene, &path, round == ROUNDS, proceed)?;
            let band = band::of_path(&path, rows, columns, MARGINS.1);
            if round < ROUNDS {
                path = self.search(scene, &band, proceed)?;
            } else {
                self.settle(scene, &band, explain, found, proceed)?;
            }
        }
        Some(())
    }

    /// The cheapest path through all gaps.
    fn search(&self, scene: &Scene, band: &Band, proceed: &mut dyn FnMut() -> bool) -> Option<Path> {
        let mut path = Path::new();
        let mut machine = machine();
        for gap in &self.gaps {
            let inside = band::inside(band, &gap.0, &gap.1);
            path.extend(Program::run(scene, gap.clone(), inside, false, &mut machine, proceed)?.path());
        }
        Some(path)
    }

    /// The last path through all gaps, and how sure its beads are.
    fn settle(
        &self,
        scene: &Scene,
        band: &Band,
        explain: bool,
        found: &mut Found,
        proceed: &mut dyn FnMut() -> bool,
    ) -> Option<()> {
        let mut machine = machine();
        for gap in &self.gaps {
            let inside = band::inside(band, &gap.0, &gap.1);
            let judged = inside.iter().map(|row| row.len()).sum::<usize>() <= JUDGED;
            let program = Program::run(scene, gap.clone(), inside, judged, &mut machine, proceed)?;
            let shares = if judged { Some(program.shares(scene.calibration.scale, proceed)?) } else { None };
            let (path, sure) = program.trace(shares.as_ref());
            if explain {
                let of = |feature: &Feature, bead: &(Range<usize>, Range<usize>)| {
                    feature.weight * (feature.bead)(scene, &bead.0, &bead.1)
                };
                found.costs.extend(path.iter().map(|bead| FEATURES.iter().map(|feature| of(feature, bead)).collect()));
            }
            found.path.extend(path);
            found.sure.extend(sure);
        }
        Some(())
    }
}

/// Learns words and costs from a path. The costs are learned on blocks of it that the lexicon was not trained on: else words
/// that met only there would speak for it. `last` says whether a path is decided by it.
pub(super) fn learn(scene: &mut Scene, path: &Path, last: bool, proceed: &mut dyn FnMut() -> bool) -> Option<()> {
    let deleted = deleted_share(scene, path);
    let block = (path.len() / 10).max(4);
    let (mut train, mut test) = (Path::new(), Path::new());
    for (at, bead) in path.iter().enumerate() {
        if (at / block).is_multiple_of(2) { train.push(bead.clone()) } else { test.push(bead.clone()) }
    }
    let words = |scene: &Scene, beads: &Path, rounds: usize, proceed: &mut dyn FnMut() -> bool| {
        let (source, target) = (&scene.source.tokens, &scene.target.tokens);
        Table::train(beads, &scene.anchors, source, target, (rounds, DISCOUNT), proceed)
    };
    let all = words(scene, path, if last { lexicon::ROUNDS.0 } else { lexicon::ROUNDS.1 }, proceed)?;
    if test.len() > 60 {
        scene.lexicon = words(scene, &train, lexicon::ROUNDS.1, proceed)?;
        scene.calibration = calibrate(scene, &test, deleted, proceed)?;
        scene.lexicon = all;
    } else {
        scene.lexicon = all;
        scene.calibration = calibrate(scene, path, deleted, proceed)?;
    }
    Some(())
}

/// Cuts the gaps into sections at points that many others agree with.
fn sections(gaps: Vec<Gap>, sure: &[Point]) -> Vec<Vec<Gap>> {
    let end = gaps.last().map_or(0, |gap| gap.0.end);
    let mut cuts = Vec::new();
    let mut last = gaps.first().map_or(0, |gap| gap.0.start);
    for (at, point) in sure.iter().enumerate() {
        let far = sure.get(at + CLEAR);
        let clear = far.is_some_and(|far| far.i - point.i == CLEAR && far.j.wrapping_sub(point.j) == CLEAR);
        if clear && point.i - last >= SECTION && end - point.i >= SECTION / 2 {
            // In the middle of the row of points that agree.
            cuts.push((point.i + CLEAR / 2, point.j + CLEAR / 2));
            last = point.i;
        }
    }
    let mut sections = vec![Vec::new()];
    let mut cuts = cuts.into_iter().peekable();
    for mut gap in gaps {
        while let Some(&(i, j)) = cuts.peek().filter(|(i, _)| *i < gap.0.end) {
            cuts.next();
            if i < gap.0.start {
                sections.push(Vec::new());
            } else if gap.1.contains(&j) {
                let rest = (i..gap.0.end, j..gap.1.end);
                push(&mut sections, (gap.0.start..i, gap.1.start..j));
                sections.push(Vec::new());
                gap = rest;
            }
        }
        push(&mut sections, gap);
    }
    sections
}

/// Points in one row, step by step on both sides, that leave no doubt.
const CLEAR: usize = 6;

fn push(sections: &mut [Vec<Gap>], gap: Gap) {
    if let Some(section) = sections.last_mut() {
        section.push(gap);
    }
}

/// Whether a gap holds the point.
fn holds(gaps: &[Gap], point: &Point) -> bool {
    let at = gaps.partition_point(|gap| gap.0.end <= point.i);
    gaps.get(at).is_some_and(|gap| gap.0.contains(&point.i) && gap.1.contains(&point.j))
}

/// Brings both sides to the same characters, those of the wordier one, by the beads of a path that have both sides: where one side lacks a part of
/// the text, the lengths of the whole texts say nothing.
fn scale(scene: &mut Scene, path: &Path) {
    let full = path.iter().filter(|(source, target)| !source.is_empty() && !target.is_empty());
    let (mut left, mut right, mut count) = (1.0_f64, 1.0_f64, 0);
    for (source, target) in full {
        left += f64::from(scene.source.chars(source.start, source.end));
        right += f64::from(scene.target.chars(target.start, target.end));
        count += 1;
    }
    if count >= 20 {
        let (less, by) =
            if left < right { (&mut scene.source, right / left) } else { (&mut scene.target, left / right) };
        less.before.iter_mut().for_each(|chars| *chars *= by.min(20.0));
    }
}

/// The variance that a character brings, from the 1-1 beads of a path: the mean of what is left without the worst twentieth.
fn variance(scene: &Scene, path: &Path) -> f32 {
    let ones = path.iter().filter(|(source, target)| source.len() == 1 && target.len() == 1);
    let mut all: Vec<f32> = ones
        .map(|(source, target)| {
            let (a, b) = (scene.source.chars(source.start, source.end), scene.target.chars(target.start, target.end));
            (a - b).powi(2) / ((a + b) / 2.0).max(1.0)
        })
        .collect();
    all.sort_unstable_by(f32::total_cmp);
    all.truncate(all.len() - all.len() / 20);
    if all.len() < 20 {
        return super::scene::VARIANCE;
    }
    (all.iter().sum::<f32>() / all.len() as f32 * 1.2).clamp(2.0, 40.0)
}
