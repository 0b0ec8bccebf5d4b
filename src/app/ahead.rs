//! What the next key may need, made while nothing else is to be done.

use super::App;

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
