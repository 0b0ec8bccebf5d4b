//! A logistic fit in three parameters: Newton's method with a backtracking line search. Without the search a step can diverge.

/// What is known of a bead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Example {
    /// The evidence against it.
    pub(super) cost: f32,
    /// Its words.
    pub(super) words: f32,
}

/// `P(match) = σ(α − β·cost + γ·words)` at even odds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// The intercept.
    pub(super) alpha: f32,
    /// The weight of a unit of cost, above 0.
    pub(super) beta: f32,
    /// The weight of a word.
    pub(super) gamma: f32,
}

/// How far each parameter is held to its start: β at .5, γ and α at 0.
const HELD: [f64; 3] = [0.001, 0.01, 0.000_01];
/// Steps at most.
const STEPS: usize = 60;

/// Features of an example, 1 for a match or 0, and the logarithm of the odds at which it was drawn.
struct Point {
    x: [f64; 3],
    match_: f64,
    offset: f64,
}

/// Fits to examples that match and examples that do not.
pub(super) fn fit(right: &[Example], wrong: &[Example]) -> Fit {
    let offset = (right.len().max(1) as f64 / wrong.len().max(1) as f64).ln();
    let point = |example: &Example, match_: f64| Point {
        x: [-f64::from(example.cost), f64::from(example.words), 1.0],
        match_,
        offset,
    };
    let mut points: Vec<Point> = right.iter().map(|example| point(example, 1.0)).collect();
    points.extend(wrong.iter().map(|example| point(example, 0.0)));
    let found = newton(&points);
    Fit { alpha: found[2] as f32, beta: (found[0] as f32).max(0.05), gamma: found[1] as f32 }
}

fn sigma(z: f64) -> f64 {
    1.0 / (1.0 + (-z.clamp(-40.0, 40.0)).exp())
}

fn product(x: &[f64; 3], w: &[f64; 3]) -> f64 {
    x.iter().zip(w).map(|(x, w)| x * w).sum()
}

const START: [f64; 3] = [0.5, 0.0, 0.0];

/// The mean loss, with what holds the parameters.
fn loss(points: &[Point], w: &[f64; 3]) -> f64 {
    let all = points.len().max(1) as f64;
    let sum: f64 = points
        .iter()
        .map(|point| {
            let z = product(&point.x, w) + point.offset;
            // log(1 + exp z), without overflow.
            let soft = if z > 30.0 { z } else { z.exp().ln_1p() };
            soft - point.match_ * z
        })
        .sum();
    sum / all + (0..3).map(|k| HELD[k] * (w[k] - START[k]).powi(2)).sum::<f64>()
}

fn newton(points: &[Point]) -> [f64; 3] {
    let all = points.len().max(1) as f64;
    let mut w = START;
    let mut now = loss(points, &w);
    for _ in 0..STEPS {
        let mut slope = [0.0; 3];
        let mut bend = [[0.0; 3]; 3];
        for point in points {
            let p = sigma(product(&point.x, &w) + point.offset);
            for (k, slope) in slope.iter_mut().enumerate() {
                *slope += (p - point.match_) * point.x[k] / all;
                for (bend, x) in bend[k].iter_mut().zip(&point.x) {
                    *bend += p * (1.0 - p) * point.x[k] * x / all;
                }
            }
        }
        for k in 0..3 {
            slope[k] += 2.0 * HELD[k] * (w[k] - START[k]);
            bend[k][k] += 2.0 * HELD[k] + 1e-8;
        }
        let step = solve(bend, slope);
        let mut part = 1.0;
        let next = loop {
            let mut next = w;
            (0..3).for_each(|k| next[k] -= part * step[k]);
            next[0] = next[0].max(0.001);
            let then = loss(points, &next);
            if then < now {
                break Some((next, then));
            }
            part /= 2.0;
            if part < 1e-4 {
                break None;
            }
        };
        let Some((next, then)) = next else { break };
        let done = now - then < 1e-7;
        (w, now) = (next, then);
        if done {
            break;
        }
    }
    w
}

/// Solves three equations by elimination with pivots; a zero pivot leaves its unknown at 0.
fn solve(mut a: [[f64; 3]; 3], mut b: [f64; 3]) -> [f64; 3] {
    for k in 0..3 {
        let pivot = (k..3).max_by(|&x, &y| a[x][k].abs().total_cmp(&a[y][k].abs())).unwrap_or(k);
        a.swap(k, pivot);
        b.swap(k, pivot);
        if a[k][k].abs() < 1e-300 {
            continue;
        }
        for row in k + 1..3 {
            let by = a[row][k] / a[k][k];
            let above = a[k];
            a[row].iter_mut().zip(above).for_each(|(x, above)| *x -= by * above);
            b[row] -= by * b[k];
        }
    }
    let mut x = [0.0; 3];
    for k in (0..3).rev() {
        let rest: f64 = (k + 1..3).map(|l| a[k][l] * x[l]).sum();
        x[k] = if a[k][k].abs() < 1e-300 { 0.0 } else { (b[k] - rest) / a[k][k] };
    }
    x
}
