//! The pages of a file in order (ISO 32000-2, 7.7.3).

use std::collections::HashSet;

use super::file::File;
use super::object::{Dict, Object};

/// How deep the tree of pages may be.
const DEPTH: usize = 60;
/// How many pages are read.
const PAGES: usize = 20_000;

/// A page: what it draws with and what is drawn.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub dict: Dict,
    pub resources: Object,
    /// Left, bottom, right, top, in points.
    pub bounds: [f64; 4],
}

/// The pages of the tree, each node once; whether there were nodes that lead back into it or pages beyond the limit.
pub(super) fn pages(file: &File<'_>) -> (Vec<Page>, bool) {
    let mut out = Vec::new();
    let mut is_damaged = false;
    let mut seen: HashSet<u32> = HashSet::new();
    let start = Node { object: file.pages(), resources: Object::Null, bounds: None, depth: 0 };
    let mut next = vec![start];
    while let Some(node) = next.pop() {
        let Some(dict) = node.object.dict() else {
            is_damaged = true;
            continue;
        };
        let own = file.value(dict, "Resources");
        let resources = if own.dict().is_some() { own } else { node.resources };
        // What is cropped to nothing is not cropped.
        let media = bounds(file, dict, "MediaBox");
        let crop = bounds(file, dict, "CropBox").filter(|crop| media.is_none_or(|media| touch(*crop, media)));
        let bounds = crop.or(media).or(node.bounds);
        let kids = file.value(dict, "Kids");
        let Some(kids) = kids.array().filter(|_| !dict.get("Type").is_name("Page")) else {
            if out.len() >= PAGES {
                return (out, true);
            }
            out.push(Page { dict: dict.clone(), resources, bounds: bounds.unwrap_or([0.0, 0.0, 612.0, 792.0]) });
            continue;
        };
        if node.depth >= DEPTH {
            is_damaged = true;
            continue;
        }
        for kid in kids.iter().rev() {
            if let Object::Ref(number) = kid
                && !seen.insert(*number)
            {
                is_damaged = true;
                continue;
            }
            next.push(Node { object: file.resolve(kid), resources: resources.clone(), bounds, depth: node.depth + 1 });
        }
    }
    (out, is_damaged)
}

struct Node {
    object: Object,
    resources: Object,
    bounds: Option<[f64; 4]>,
    depth: usize,
}

/// Whether two boxes have room in common.
fn touch(one: [f64; 4], other: [f64; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

fn bounds(file: &File<'_>, dict: &Dict, key: &str) -> Option<[f64; 4]> {
    let value = file.value(dict, key);
    let sides: Vec<f64> = value.array()?.iter().take(4).filter_map(|side| file.resolve(side).number()).collect();
    let [a, b, c, d] = sides.try_into().ok()?;
    let bounds = [f64::min(a, c), f64::min(b, d), f64::max(a, c), f64::max(b, d)];
    (bounds[2] - bounds[0] > 1.0 && bounds[3] - bounds[1] > 1.0).then_some(bounds)
}
