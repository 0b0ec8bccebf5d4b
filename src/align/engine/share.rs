//! How sure a bead is: its share of all paths, each weighed by what it costs (forward–backward).

use super::feature::{Costs, SIZES};
use super::program::{Path, Program};

/// For every cell of a program, and every size, the share of the bead that ends there.
pub(super) struct Shares(Vec<Costs>);

impl Program {
    /// The shares of all beads; `scale` is what a unit of cost is worth in nats. None when `proceed` said to stop.
    pub(super) fn shares(&self, scale: f32, proceed: &mut dyn FnMut() -> bool) -> Option<Shares> {
        let scale = f64::from(scale);
        let cells = self.best.len();
        let rows = self.band.len();
        // What all paths to a cell weigh together, beside the cheapest alone: a logarithm.
        let mut before = vec![0.0_f64; cells];
        let mut rest = vec![f64::INFINITY; cells];
        let mut after = vec![0.0_f64; cells];
        for at in 0..rows {
            if at % 64 == 0 && !proceed() {
                return None;
            }
            for j in self.band[at].clone() {
                let Some(here) = self.cell(at, j) else { continue };
                let mut sum = 0.0;
                self.each_before(at, j, |_, there, cost| {
                    let more = self.best[there] + cost - self.best[here];
                    sum += (before[there] - scale * more).exp();
                });
                if sum > 0.0 {
                    before[here] = sum.ln();
                }
            }
        }
        let Some(end) = cells.checked_sub(1) else { return Some(Shares(Vec::new())) };
        rest[end] = 0.0;
        let mut shares: Vec<Costs> = vec![[0.0; SIZES.len()]; cells];
        // What the paths from a cell weigh is known when all beads that begin there were seen: from the last cell back.
        let mut sums = vec![0.0_f64; cells];
        sums[end] = 1.0;
        let total = before[end];
        for at in (0..rows).rev() {
            if at % 64 == 0 && !proceed() {
                return None;
            }
            for j in self.band[at].clone().rev() {
                let Some(here) = self.cell(at, j) else { continue };
                if !rest[here].is_finite() {
                    continue;
                }
                after[here] = sums[here].max(f64::MIN_POSITIVE).ln();
                self.each_before(at, j, |size, there, cost| {
                    let through = rest[here] + cost;
                    if through < rest[there] {
                        // The sum is kept beside the cheapest: a cheaper one makes what was there worth less.
                        sums[there] *=
                            if rest[there].is_finite() { (scale * (through - rest[there])).exp() } else { 0.0 };
                        rest[there] = through;
                    }
                    sums[there] += (after[here] - scale * (through - rest[there])).exp();
                    let more = self.best[there] + through - self.best[end];
                    shares[here][size] = (before[there] + after[here] - total - scale * more).exp() as f32;
                });
            }
        }
        Some(Shares(shares))
    }

    /// Hands the beads that end in a cell to `found`: the size, the cell where the bead begins, the cost.
    fn each_before(&self, at: usize, j: usize, mut found: impl FnMut(usize, usize, f64)) {
        let Some(here) = self.cell(at, j) else { return };
        let Some(costs) = self.costs.get(here) else { return };
        for (size, (&(a, b), cost)) in SIZES.iter().zip(costs).enumerate() {
            let (Some(from), Some(column)) = (at.checked_sub(a), j.checked_sub(b)) else { continue };
            let Some(there) = self.cell(from, column) else { continue };
            if self.best[there].is_finite() {
                found(size, there, f64::from(*cost));
            }
        }
    }

    /// The cheapest path, with the shares of its beads.
    pub(super) fn trace(&self, shares: Option<&Shares>) -> (Path, Vec<f32>) {
        let start = (self.gap.0.start, self.gap.1.start);
        let (mut i, mut j) = (self.gap.0.end, self.gap.1.end);
        let (mut path, mut sure) = (Path::new(), Vec::new());
        while i > start.0 || j > start.1 {
            let here = self.cell(i - start.0, j);
            let size = here.and_then(|here| self.last.get(here)).map(|&size| size as usize);
            // Every cell is reached by 1-0 and 0-1 beads; were one not, the rest would be left without counterparts.
            let &(a, b) = size.and_then(|size| SIZES.get(size)).unwrap_or(if i > start.0 { &(1, 0) } else { &(0, 1) });
            let share = here.zip(size).zip(shares).and_then(|((here, size), shares)| shares.0.get(here)?.get(size));
            sure.push(share.copied().unwrap_or(0.0).clamp(0.0, 1.0));
            path.push((i - a..i, j - b..j));
            i -= a;
            j -= b;
        }
        path.reverse();
        sure.reverse();
        (path, sure)
    }
}
