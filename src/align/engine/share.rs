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
        let Some(end) = cells.checked_sub(1) else { return Some(Shares(Vec::new())) };
        // What all paths to a cell, and all paths from it, weigh beside the cheapest alone: logarithms.
        let mut before = vec![0.0_f64; cells];
        let mut after = vec![0.0_f64; cells];
        let mut rest = vec![f64::INFINITY; cells];
        rest[end] = 0.0;
        for (at, row) in self.band.iter().enumerate() {
            if at % 64 == 0 && !proceed() {
                return None;
            }
            for j in row.clone() {
                let Some(here) = self.cell(at, j) else { continue };
                let mut terms = Terms::default();
                self.each_before(at, j, |_, there, cost| {
                    terms.put(before[there] - scale * (self.best[there] + cost - self.best[here]));
                });
                before[here] = terms.sum().unwrap_or(0.0);
            }
        }
        for at in (0..self.band.len()).rev() {
            if at % 64 == 0 && !proceed() {
                return None;
            }
            for j in self.band[at].clone().rev() {
                let Some(here) = self.cell(at, j).filter(|&here| here != end) else { continue };
                let mut least = f64::INFINITY;
                self.each_after(at, j, |there, cost| least = least.min(rest[there] + cost));
                rest[here] = least;
                let mut terms = Terms::default();
                self.each_after(at, j, |there, cost| {
                    if rest[there].is_finite() {
                        terms.put(after[there] - scale * (rest[there] + cost - least));
                    }
                });
                after[here] = terms.sum().unwrap_or(0.0);
            }
        }
        let total = before[end];
        let mut shares: Vec<Costs> = vec![[0.0; SIZES.len()]; cells];
        for (at, row) in self.band.iter().enumerate() {
            for j in row.clone() {
                let Some(here) = self.cell(at, j) else { continue };
                let own = &mut shares[here];
                self.each_before(at, j, |size, there, cost| {
                    let more = self.best[there] + cost + rest[here] - self.best[end];
                    own[size] = (before[there] + after[here] - total - scale * more).exp() as f32;
                });
            }
        }
        Some(Shares(shares))
    }

    /// Hands the beads that end in a cell to `found`: the size, the cell where the bead begins, the cost.
    fn each_before(&self, at: usize, j: usize, mut found: impl FnMut(usize, usize, f64)) {
        let Some(costs) = self.cell(at, j).and_then(|here| self.costs.get(here)) else { return };
        for (size, (&(a, b), cost)) in SIZES.iter().zip(costs).enumerate() {
            let (Some(from), Some(column)) = (at.checked_sub(a), j.checked_sub(b)) else { continue };
            let Some(there) = self.cell(from, column) else { continue };
            if self.best[there].is_finite() {
                found(size, there, f64::from(*cost));
            }
        }
    }

    /// Hands the beads that begin in a cell to `found`: the cell where the bead ends, the cost.
    fn each_after(&self, at: usize, j: usize, mut found: impl FnMut(usize, f64)) {
        for (size, &(a, b)) in SIZES.iter().enumerate() {
            if let Some(there) = self.cell(at + a, j + b)
                && let Some(costs) = self.costs.get(there)
            {
                found(there, f64::from(costs[size]));
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
            sure.push(share.copied().filter(|share| share.is_finite()).unwrap_or(0.0).clamp(0.0, 1.0));
            path.push((i - a..i, j - b..j));
            i -= a;
            j -= b;
        }
        path.reverse();
        sure.reverse();
        (path, sure)
    }
}

/// Logarithms of what is to be summed up.
#[derive(Default)]
struct Terms {
    all: [f64; SIZES.len()],
    count: usize,
}

impl Terms {
    fn put(&mut self, term: f64) {
        if let Some(free) = self.all.get_mut(self.count) {
            *free = term;
            self.count += 1;
        }
    }

    /// The logarithm of the sum; none of nothing.
    fn sum(&self) -> Option<f64> {
        let all = self.all.get(..self.count)?;
        let most = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        most.is_finite().then(|| most + all.iter().map(|term| (term - most).exp()).sum::<f64>().ln())
    }
}
