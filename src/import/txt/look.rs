//! What a unit's text begins and ends with: asked by the thread that gives units their roles, or by the one that finds them
//! where that is ahead.

use super::label::{Label, Mark, label};
use super::unit::Unit;
use crate::document::ordinal;

/// What the text of a unit begins and ends with, whatever stands before it: so it can be looked at elsewhere.
pub(in crate::import) struct Look {
    has_leader: bool,
    label: Option<Found>,
}

/// A [`Label`] by its places in the text.
struct Found {
    mark: Mark,
    /// Where what is printed of it ends.
    end: usize,
    /// Where the rest begins.
    rest: usize,
    tabbed: bool,
}

impl Look {
    /// A look at this unit.
    pub fn of(unit: &Unit) -> Self {
        if !unit.rows.is_empty() {
            return Self { has_leader: has_leader(&unit.text), label: None };
        }
        let found = |Label { mark, printed, rest, tabbed }: Label<'_>| Found {
            mark,
            end: printed.len(),
            rest: unit.text.len() - rest.len(),
            tabbed,
        };
        Self { has_leader: has_leader(&unit.text), label: label(&unit.text).map(found) }
    }

    /// Whether dots lead to a number at its end.
    pub fn has_leader(&self) -> bool {
        self.has_leader
    }

    /// The label of the unit that it was a look at.
    pub fn label(self, unit: &Unit) -> Option<Label<'_>> {
        let Found { mark, end, rest, tabbed } = self.label?;
        Some(Label { mark, printed: unit.text.get(..end)?, rest: unit.text.get(rest..)?, tabbed })
    }
}

/// Whether dots lead to a number at the end of the text: a line of a table of contents, whose labels number nothing here.
fn has_leader(text: &str) -> bool {
    let number = |c: char| matches!(c, ' ' | '\t' | '-') || ordinal::digit(c).is_some() || "ivxlc".contains(c);
    // A page's number is at most a few characters, and may be on the next line.
    let end = text.len() - text.trim_end_matches(number).len();
    let dots = text.get(..text.len() - end).unwrap_or("");
    // The last bytes of those: most texts end with another.
    let is_dot = dots.as_bytes().last().is_some_and(|last| matches!(last, b'.' | 0xA6 | 0xB7));
    is_dot && end <= 40 && [". . .", ".....", "……", "····"].iter().any(|leader| dots.ends_with(leader))
}
