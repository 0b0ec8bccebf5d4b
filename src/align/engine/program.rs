//! The dynamic programme over beads, in a band.

use std::ops::Range;

use super::feature::{Costs, Machine, Row, SIZES};
use super::scene::Scene;

/// A gap between what is fixed: source segments, target segments.
pub(super) type Gap = (Range<usize>, Range<usize>);
/// The beads of a path.
pub(super) type Path = Vec<(Range<usize>, Range<usize>)>;

/// For every number of source segments of a gap, first to last, the numbers of target segments that are looked at.
pub(super) type Band = Vec<Range<usize>>;

/// The cells of a gap, and what the beads that end in them cost.
pub(super) struct Program {
    pub(super) gap: Gap,
    pub(super) band: Band,
    /// The first cell of every row.
    pub(super) first: Vec<usize>,
    /// The least cost of a path from the start to every cell.
    pub(super) best: Vec<f64>,
    /// The size of the last bead of that path.
    pub(super) last: Vec<u8>,
    /// The costs of all beads that end in a cell; empty unless they were asked for.
    pub(super) costs: Vec<Costs>,
}

impl Program {
    /// Finds the cheapest path through `gap` in `band`; `keep` keeps the costs for [`Program::shares`]. None when `proceed` said to stop.
    pub(super) fn run(
        scene: &Scene,
        gap: Gap,
        band: Band,
        keep: bool,
        machine: &mut Machine,
        proceed: &mut dyn FnMut() -> bool,
    ) -> Option<Self> {
        let mut first = Vec::with_capacity(band.len() + 1);
        let mut cells = 0;
        for row in &band {
            first.push(cells);
            cells += row.len();
        }
        first.push(cells);
        let mut program = Self {
            best: vec![f64::INFINITY; cells],
            last: vec![u8::MAX; cells],
            costs: Vec::with_capacity(if keep { cells } else { 0 }),
            gap,
            band,
            first,
        };
        let mut costs: Vec<Costs> = Vec::new();
        for at in 0..program.band.len() {
            if at % 8 == 7 && !proceed() {
                return None;
            }
            let row = program.row(at);
            costs.clear();
            costs.resize(row.columns.len(), [0.0; SIZES.len()]);
            for (weight, rows) in machine.iter_mut() {
                rows.add(scene, &row, *weight, &mut costs);
            }
            program.extend(at, &row, &costs);
            if keep {
                program.costs.extend_from_slice(&costs);
            }
        }
        Some(program)
    }

    fn row(&self, at: usize) -> Row {
        let (start, end) = ((self.gap.0.start, self.gap.1.start), self.gap.1.end);
        let columns = self.band[at].clone();
        let ahead = self.band[(at + 3).min(self.band.len() - 1)].end;
        let reach = columns.start.saturating_sub(4).max(start.1)..(ahead.max(columns.end) - 1).min(end);
        Row { i: start.0 + at, columns, start, reach }
    }

    /// The cell of row `at` and column `j`.
    pub(super) fn cell(&self, at: usize, j: usize) -> Option<usize> {
        let row = self.band.get(at)?;
        row.contains(&j).then(|| self.first[at] + j - row.start)
    }

    /// Finds the best bead for every cell of row `at`.
    fn extend(&mut self, at: usize, row: &Row, costs: &[Costs]) {
        for (j, costs) in row.columns.clone().zip(costs) {
            let here = self.first[at] + j - row.columns.start;
            if at == 0 && j == row.start.1 {
                self.best[here] = 0.0;
                continue;
            }
            for (size, (&(a, b), cost)) in SIZES.iter().zip(costs).enumerate() {
                let (Some(from), Some(column)) = (at.checked_sub(a), j.checked_sub(b)) else { continue };
                let Some(there) = self.cell(from, column) else { continue };
                let total = self.best[there] + f64::from(*cost);
                if total < self.best[here] {
                    self.best[here] = total;
                    self.last[here] = size as u8;
                }
            }
        }
    }

    /// The cheapest path.
    pub(super) fn path(&self) -> Path {
        self.trace(None).0
    }
}
