//! Warnings with a place, bounded in number.

use crate::document::Warning;

/// How many warnings are written out; the rest is counted.
const LIMIT: usize = 1_000;

/// Warnings as they come up.
#[derive(Debug, Default)]
pub(in crate::import) struct Warnings {
    list: Vec<Warning>,
    more: usize,
}

impl Warnings {
    /// Adds one about a 1-based line of the source.
    pub fn push(&mut self, line: Option<usize>, message: impl Into<String>) {
        if self.list.len() < LIMIT {
            self.list.push(Warning { line, byte: None, message: message.into() });
        } else {
            self.more += 1;
        }
    }

    /// [`Self::push`] of a message that is written only where it is kept.
    pub fn push_with(&mut self, line: Option<usize>, message: impl FnOnce() -> String) {
        if self.list.len() < LIMIT {
            self.push(line, message());
        } else {
            self.more += 1;
        }
    }

    /// Adds those of work that came next.
    pub fn append(&mut self, next: Self) {
        for warning in next.list {
            self.push(warning.line, warning.message);
        }
        self.more += next.more;
    }

    /// All of them in the order of the source, those about the whole of it first.
    pub fn finish(mut self) -> Vec<Warning> {
        self.list.sort_by_key(|w| w.line.unwrap_or(0));
        if self.more > 0 {
            let message = format!("{} more warnings are not listed", self.more);
            let line = self.list.last().and_then(|last| last.line);
            self.list.push(Warning { line, byte: None, message });
        }
        self.list
    }
}
