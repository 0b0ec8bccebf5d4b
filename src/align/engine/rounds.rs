//! The rounds: a first path along the seed, then a lexicon from the path, costs from the path, a better path.

use super::band::{self, Point};
use super::calibrate::{Calibration, calibrate, deleted_share};
use super::lexicon::Table;
use super::program::{Band, Gap, Path, Program};
use super::scene::Scene;
use super::seed::seed;

/// How the rounds go; the measured choice is [`Plan::default`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// Rounds after the first.
    pub(super) rounds: usize,
    /// Rounds in which the pairs of the path are labelled anew.
    pub(super) labels: usize,
    /// Whether the last path is the surest rather than the cheapest.
    pub(super) surest: bool,
    /// Whether the share of deletions is learned.
    pub(super) shares: bool,
    /// Segments beside the first path that are looked at, and beside later ones.
    pub(super) margins: (usize, usize),
}

impl Default for Plan {
    fn default() -> Self {
        Self { rounds: 2, labels: 3, shares: true, surest: false, margins: (24, 16) }
    }
}

/// What is taken from every expected count of the lexicon: more than one, so that no bead is held together by words that met
/// nowhere else.
const DISCOUNT: f32 = 1.2;

/// What the rounds found.
pub(super) struct Found {
    pub(super) scene: Scene,
    pub(super) path: Path,
    /// How sure every bead of the path is, 0 to 1.
    pub(super) sure: Vec<f32>,
}

/// Aligns what lies in `gaps`. None when `proceed` said to stop.
pub(super) fn run(mut scene: Scene, gaps: &[Gap], plan: &Plan, proceed: &mut dyn FnMut() -> bool) -> Option<Found> {
    let (rows, columns) = (scene.source.len(), scene.target.len());
    let chain = seed(&scene, proceed)?;
    let chain: Vec<Point> = chain.into_iter().filter(|point| holds(gaps, point)).collect();
    let pairs: Path = chain.iter().map(|point| (point.i..point.i + 1, point.j..point.j + 1)).collect();
    let sure = band::supported(&chain);
    scene.calibration = if sure.len() * 4 > rows.min(columns) {
        calibrate(&scene, &pairs, plan.labels, scene.calibration.deleted, proceed)?
    } else {
        Calibration::by_length(&scene)
    };
    let band = band::around(&sure, rows, columns, plan.margins.0);
    let mut path = search(&scene, gaps, &band, proceed)?;
    let mut sure = Vec::new();
    for round in 1..=plan.rounds {
        scene.variance = variance(&scene, &path);
        let deleted = if plan.shares { deleted_share(&path) } else { scene.calibration.deleted };
        // The costs are learned on blocks of the path that the lexicon was not trained on.
        let block = (path.len() / 10).max(4);
        let (mut train, mut test) = (Path::new(), Path::new());
        for (at, bead) in path.iter().enumerate() {
            if (at / block) % 2 == 0 { train.push(bead.clone()) } else { test.push(bead.clone()) }
        }
        let learn = |beads: &Path, proceed: &mut dyn FnMut() -> bool| {
            Table::train(beads, &scene.anchors, &scene.source.tokens, &scene.target.tokens, DISCOUNT, proceed)
        };
        let all = learn(&path, proceed)?;
        if test.len() > 60 {
            scene.lexicon = learn(&train, proceed)?;
            scene.calibration = calibrate(&scene, &test, plan.labels, deleted, proceed)?;
            scene.lexicon = all;
        } else {
            scene.lexicon = all;
            scene.calibration = calibrate(&scene, &path, plan.labels, deleted, proceed)?;
        }
        let band = band::of_path(&path, rows, columns, plan.margins.1);
        if round < plan.rounds {
            path = search(&scene, gaps, &band, proceed)?;
        } else {
            (path, sure) = settle(&scene, gaps, &band, plan, proceed)?;
        }
    }
    Some(Found { scene, path, sure })
}

/// Whether a gap holds the point.
fn holds(gaps: &[Gap], point: &Point) -> bool {
    let at = gaps.partition_point(|gap| gap.0.end <= point.i);
    gaps.get(at).is_some_and(|gap| gap.0.contains(&point.i) && gap.1.contains(&point.j))
}

/// The cheapest path through all gaps.
fn search(scene: &Scene, gaps: &[Gap], band: &Band, proceed: &mut dyn FnMut() -> bool) -> Option<Path> {
    let mut path = Path::new();
    for gap in gaps {
        let inside = band::inside(band, &gap.0, &gap.1);
        path.extend(Program::run(scene, gap.clone(), inside, false, proceed)?.path());
    }
    Some(path)
}

/// The last path through all gaps, and how sure its beads are.
fn settle(
    scene: &Scene,
    gaps: &[Gap],
    band: &Band,
    plan: &Plan,
    proceed: &mut dyn FnMut() -> bool,
) -> Option<(Path, Vec<f32>)> {
    let (mut path, mut sure) = (Path::new(), Vec::new());
    for gap in gaps {
        let inside = band::inside(band, &gap.0, &gap.1);
        let program = Program::run(scene, gap.clone(), inside, true, proceed)?;
        let shares = program.shares(scene.calibration.scale, proceed)?;
        let (beads, own) =
            if plan.surest { program.surest(&shares) } else { program.trace(&program.last, Some(&shares)) };
        path.extend(beads);
        sure.extend(own);
    }
    Some((path, sure))
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
    if all.len() < 20 { 6.8 } else { (all.iter().sum::<f32>() / all.len() as f32 * 1.2).clamp(2.0, 40.0) }
}
