//! Whether a file keeps the rules of XLIFF 2 (OASIS XLIFF 2.2, 4 and 5): what breaks them is said with its line, and read all the same.

mod code;
mod module;
mod name;
mod shape;
mod tree;
mod value;

use crate::document::Warning;
use tree::Tree;

/// Bytes of a file that is checked: what is larger is read without it.
pub(super) const LARGEST: usize = 8 << 20;

/// What one file may be told.
const SAID: usize = 60;

/// What breaks a rule, in the order of the lines.
pub(super) fn check(text: &str) -> Vec<Warning> {
    let Some(tree) = Tree::read(text) else { return Vec::new() };
    let mut said = Said::default();
    shape::check(&tree, &mut said);
    value::check(&tree, &mut said);
    name::check(&tree, &mut said);
    code::check(&tree, &mut said);
    module::check(&tree, &mut said);
    let mut warnings = said.warnings;
    warnings.sort_by_key(|warning| warning.line);
    let more = warnings.len().saturating_sub(SAID);
    warnings.truncate(SAID);
    if more > 0 {
        let message = format!("{more} more places break rules of XLIFF 2");
        warnings.push(Warning { line: None, byte: None, message });
    }
    warnings
}

/// What was found so far.
#[derive(Default)]
struct Said {
    warnings: Vec<Warning>,
}

impl Said {
    fn at(&mut self, line: usize, message: impl Into<String>) {
        // One file of a million faults is told of enough.
        if self.warnings.len() < 100 * SAID {
            self.warnings.push(Warning { line: Some(line), byte: None, message: message.into() });
        }
    }
}
