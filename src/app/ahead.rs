//! What the next key may need, made while nothing else is to be done.

use super::view::Visible;
use super::{App, Mark, Signs};
use crate::document::Position;

impl App {
    /// Does a little of what the next key may need, while nothing else is to be done; `false` when there is nothing left.
    pub fn look_ahead(&mut self) -> bool {
        if self.panes.look_ahead(&self.book, &self.notes) {
            return true;
        }
        // The sentences that will be marked are cut and aligned now, and kept by the book.
        if self.panes.order.len() > 1 {
            let version = self.panes.version();
            for position in self.panes.landings(&self.book, &self.notes).into_iter().flatten() {
                for other in self.panes.order.iter().filter(|other| **other != version) {
                    let _ = self.book.counterpart(version, position, *other);
                }
            }
        }
        false
    }
}

/// What moving about changes of the reader: where its views stand and what is marked in them.
pub struct Stage {
    views: Vec<((usize, u32), Position, Visible)>,
    marks: Vec<Mark>,
    signs: Signs,
}

impl App {
    /// How the reader stands.
    pub fn stage(&self) -> Stage {
        Stage {
            views: self.panes.views.iter().map(|view| (view.top, view.cursor, view.visible.clone())).collect(),
            marks: self.panes.marks.clone(),
            signs: self.panes.signs.clone(),
        }
    }

    /// Takes over `stage`, which was made of the same views, and leaves there how the reader stood.
    pub fn exchange(&mut self, stage: &mut Stage) {
        for (view, (top, cursor, visible)) in self.panes.views.iter_mut().zip(&mut stage.views) {
            std::mem::swap(&mut view.top, top);
            std::mem::swap(&mut view.cursor, cursor);
            std::mem::swap(&mut view.visible, visible);
        }
        std::mem::swap(&mut self.panes.marks, &mut stage.marks);
        std::mem::swap(&mut self.panes.signs, &mut stage.signs);
    }

    /// Whether nothing is going on but reading: a key that moves then changes the [`Stage`] and nothing else.
    pub fn is_quiet(&self) -> bool {
        let reads = self.overlay.is_none() && self.selection.is_none() && self.message.is_none();
        let waits = self.keys.pending.is_empty() && self.keys.count.is_none() && !self.keys.wants_mark;
        reads && waits && self.effects.is_empty() && !self.panes.revealed
    }
}
