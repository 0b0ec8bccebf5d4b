//! Paths: only thin straight lines are kept, as they part the rows of tables and notes from text.

use super::glyph::{Matrix, Rule};
use super::object::Object;

/// How many lines of a page are kept, and of a path.
const RULES: usize = 4_000;
/// Up to this, in points, a rectangle is a line.
const THIN: f64 = 2.5;

/// A path under construction.
#[derive(Debug, Default)]
pub(super) struct Path {
    at: Option<(f64, f64)>,
    lines: Vec<Rule>,
    boxes: Vec<Rule>,
}

impl Path {
    /// An operator of construction.
    pub fn add(&mut self, word: &[u8], operands: &[Object], to_page: Matrix) {
        let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
        match (word, numbers.as_slice()) {
            (b"m", [x, y]) => self.at = Some(to_page.apply(*x, *y)),
            (b"l", [x, y]) => {
                let to = to_page.apply(*x, *y);
                if let Some(from) = self.at.replace(to)
                    && self.lines.len() < RULES
                {
                    self.lines.push(spanned(from, to));
                }
            }
            (b"re", [x, y, width, height]) if self.boxes.len() < RULES => {
                self.boxes.push(spanned(to_page.apply(*x, *y), to_page.apply(x + width, y + height)));
            }
            (b"h", _) => {}
            _ => self.at = None,
        }
    }

    /// An operator of painting: what it draws is kept as far as it is thin.
    pub fn paint(&mut self, word: &[u8], rules: &mut Vec<Rule>) {
        let is_stroked = matches!(word, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
        let mut keep = |rule: Rule| {
            let (width, height) = (rule.right - rule.left, rule.top - rule.bottom);
            let is_thin = (width > 6.0 && height < THIN) || (height > 6.0 && width < THIN);
            if is_thin && rules.len() < RULES && width.is_finite() && height.is_finite() {
                rules.push(rule);
            }
        };
        if word != b"n" {
            if is_stroked {
                self.lines.drain(..).for_each(&mut keep);
            }
            for rule in self.boxes.drain(..) {
                keep(rule);
                if is_stroked {
                    keep(Rule { top: rule.bottom, ..rule });
                    keep(Rule { bottom: rule.top, ..rule });
                }
            }
        }
        *self = Self::default();
    }
}

fn spanned(from: (f64, f64), to: (f64, f64)) -> Rule {
    Rule { left: from.0.min(to.0), right: from.0.max(to.0), bottom: from.1.min(to.1), top: from.1.max(to.1) }
}

/// The rules with those that touch end to end as one: the borders of cells are drawn cell by cell.
pub(super) fn merged(mut rules: Vec<Rule>) -> Vec<Rule> {
    #[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
    let height = |rule: &Rule| (rule.bottom * 2.0).round() as i64;
    rules.sort_by(|a, b| height(a).cmp(&height(b)).then(a.left.total_cmp(&b.left)));
    let mut out: Vec<Rule> = Vec::with_capacity(rules.len());
    for rule in rules {
        match out.last_mut() {
            Some(last)
                if last.is_level()
                    && rule.top - rule.bottom < THIN
                    && (last.bottom - rule.bottom).abs() < 1.0
                    && rule.left <= last.right + 2.0 =>
            {
                last.right = last.right.max(rule.right);
            }
            _ => out.push(rule),
        }
    }
    out
}
