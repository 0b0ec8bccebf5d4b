//! Which part of a page is its text: what stands around the main part is left out where the page says which part that is.

use std::collections::HashSet;

use super::tree::{NodeId, ROOT, Tree};

/// What of a page is walked.
#[derive(Debug, Default)]
pub(super) struct Region {
    /// The elements that are walked, in order.
    pub(super) tops: Vec<NodeId>,
    /// Elements in them that are not.
    pub(super) left_out: HashSet<NodeId>,
}

/// All of it: the body.
pub(super) fn whole(tree: &Tree) -> Region {
    let body = tree.inside(ROOT).find(|node| matches!(tree.name(*node), "body" | "frameset"));
    Region { tops: vec![body.unwrap_or(ROOT)], left_out: HashSet::new() }
}

/// The `main` of a page, else its articles where they are most of it, else all of it. Of a page that says what its main part
/// is, the lists of links in that part are left out too.
pub(super) fn main(tree: &Tree) -> Region {
    let whole = whole(tree);
    let Some(&body) = whole.tops.first() else { return whole };
    let is_main = |node: &NodeId| tree.name(*node) == "main" || tree.has_word(*node, "role", "main");
    let mut tops = outermost(tree, body, is_main);
    if tops.iter().all(|top| letters(tree, *top) == 0) {
        tops = outermost(tree, body, |node| tree.name(*node) == "article" || tree.has_word(*node, "role", "article"));
        let inside: usize = tops.iter().map(|top| letters(tree, *top)).sum();
        if inside * 2 < letters(tree, body) {
            return whole;
        }
    }
    if tops.is_empty() {
        return whole;
    }
    let is_links = |node: &NodeId| tree.name(*node) == "nav" || tree.has_word(*node, "role", "navigation");
    let left_out = tops.iter().flat_map(|top| outermost(tree, *top, is_links)).collect();
    Region { tops, left_out }
}

/// The elements in `top` that are such, but none within another.
fn outermost(tree: &Tree, top: NodeId, is_such: impl Fn(&NodeId) -> bool) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = Vec::new();
    let mut next = Some(super::tree::Step::Enter(top));
    while let Some(step) = next {
        let mut inside = true;
        if let super::tree::Step::Enter(node) = step
            && is_such(&node)
        {
            found.push(node);
            inside = false;
        }
        next = tree.step(top, step, inside);
    }
    found
}

/// Bytes of text that are no white space.
fn letters(tree: &Tree, top: NodeId) -> usize {
    let mut sum = 0;
    let mut next = Some(super::tree::Step::Enter(top));
    while let Some(step) = next {
        let mut inside = true;
        if let super::tree::Step::Enter(node) = step {
            sum += tree.text(node).map_or(0, |text| text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count());
            inside = !super::element::is_hidden(tree, node);
        }
        next = tree.step(top, step, inside);
    }
    sum
}
