//! What a page shows, before it is text: glyphs and thin lines in their places.

use std::rc::Rc;

use super::font::Trust;

/// A matrix of a transformation: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This one first, then `next`.
    pub fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, next.0);
        Self([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    pub fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Moved by this much, before the transformation.
    pub fn moved(self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    pub fn is_finite(self) -> bool {
        self.0.iter().all(|value| value.is_finite() && value.abs() < 1e9)
    }
}

/// Where the lines of a text run: to the right as usual, or turned by quarters against the clock. Columns of vertical writing
/// run as lines that are turned by three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    #[default]
    Right,
    Up,
    Left,
    Down,
}

impl Turn {
    /// The direction of a vector; none where it leans.
    pub fn of(x: f64, y: f64) -> Option<Self> {
        match () {
            () if x.abs() > 4.0 * y.abs() => Some(if x >= 0.0 { Turn::Right } else { Turn::Left }),
            () if y.abs() > 4.0 * x.abs() => Some(if y >= 0.0 { Turn::Up } else { Turn::Down }),
            () => None,
        }
    }

    /// A point as it is seen when the page is turned so that the lines run to the right.
    pub fn seen(self, (x, y): (f64, f64)) -> (f64, f64) {
        match self {
            Turn::Right => (x, y),
            Turn::Up => (y, -x),
            Turn::Left => (-x, -y),
            Turn::Down => (-y, x),
        }
    }
}

/// A glyph in its place, on a page turned so that its line runs to the right.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: Rc<str>,
    /// Its left and right edge, in points.
    pub left: f64,
    pub right: f64,
    /// Its baseline, upwards.
    pub base: f64,
    pub size: f64,
    pub turn: Turn,
    /// The place of its font among those of the document.
    pub font: usize,
    pub is_bold: bool,
    pub is_italic: bool,
    /// Whether the file says that it is no part of the text: a running head, a page number.
    pub is_artifact: bool,
    pub trust: Trust,
    /// Which came first in the page's description.
    pub order: usize,
    /// Whether it was written higher or lower than its line, and smaller.
    pub is_raised: bool,
}

/// A thin line: left, bottom, right, top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

impl Rule {
    /// The line as it is seen when the page is turned so that lines of text of this turn run to the right.
    pub fn seen(&self, turn: Turn) -> Self {
        let (one, other) = (turn.seen((self.left, self.bottom)), turn.seen((self.right, self.top)));
        Self {
            left: one.0.min(other.0),
            bottom: one.1.min(other.1),
            right: one.0.max(other.0),
            top: one.1.max(other.1),
        }
    }

    /// Whether it runs along the lines.
    pub fn is_level(&self) -> bool {
        self.right - self.left > self.top - self.bottom
    }
}
