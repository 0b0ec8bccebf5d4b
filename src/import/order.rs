//! Warnings about text that is shown in another order than it is written.

use super::share;
use crate::document::{Block, Document, Warning};
use crate::text::control;
use crate::text::visible::reorders;

/// How many blocks are named; the rest is counted.
const LIMIT: usize = 100;
/// Characters of the text that are told before and after the control.
const AROUND: (usize, usize) = (12, 32);

/// Adds a warning for every block in which a control makes letters stand in an order that a reader would not expect: the line,
/// and the text in the order in which it is written.
pub(super) fn warn(document: &mut Document) {
    let first_sign = |block: &Block| control::signs(&block.text, block.direction).first().map(|(at, _)| *at);
    let parts = share::of_items(&document.blocks, |_, part| {
        part.iter().filter_map(|block| first_sign(block).map(|at| (block, at))).collect::<Vec<_>>()
    });
    let found = parts.iter().map(Vec::len).sum::<usize>();
    for (block, at) in parts.into_iter().flatten().take(LIMIT) {
        let message = format!("reordered by controls; it is written: {}", written(&block.text, at));
        let warning = Warning { line: Some(block.line), byte: None, message };
        let later = |other: &Warning| other.line.is_some_and(|line| line > block.line);
        let place = document.warnings.iter().position(later).unwrap_or(document.warnings.len());
        document.warnings.insert(place, warning);
    }
    if found > LIMIT {
        let message = format!("{} more blocks whose order is changed by controls are not listed", found - LIMIT);
        document.warnings.push(Warning { line: None, byte: None, message });
    }
}

/// The text around byte `at` without its controls, which are named in brackets.
fn written(text: &str, at: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.char_indices().rev().nth(AROUND.0).map_or(0, |(start, _)| start);
    let end = after.char_indices().nth(AROUND.1).map_or(text.len(), |(end, _)| at + end);
    let mut written = String::from(if start > 0 { "… " } else { "" });
    for c in text.get(start..end).unwrap_or("").chars() {
        match control::name(c) {
            Some(name) if reorders(c) => written.extend(["[", name, "]"]),
            _ if c.is_control() => written.push(' '),
            _ => written.push(c),
        }
    }
    if end < text.len() {
        written.push_str(" …");
    }
    written
}
