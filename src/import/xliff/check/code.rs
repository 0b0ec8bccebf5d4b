//! Inline codes: pairs that begin and end, what may be moved or left out (XLIFF 2.2, 4.7.2 and 4.7.3).

use std::collections::{HashMap, HashSet};

use super::Said;
use super::tree::{Node, Tree};

pub(super) fn check(tree: &Tree, said: &mut Said) {
    for (at, _) in tree.all("unit").filter(|(at, _)| tree.is_plain(*at)) {
        for side in ["source", "target"] {
            let codes: Vec<&Node> = codes(tree, at, side);
            pairs(&codes, said);
            hints(&codes, said);
        }
        order(tree, at, said);
        kept(tree, at, said);
        moved(tree, at, said);
    }
}

/// The inline elements of all sources, or all targets, of a unit.
fn codes<'t>(tree: &'t Tree, unit: usize, side: &'t str) -> Vec<&'t Node> {
    let inside =
        move |(at, _): &(usize, &Node)| tree.is_plain(*at) && tree.around(*at).any(|(_, around)| around.is(side));
    tree.inside(unit).filter(inside).map(|(_, node)| node).collect()
}

/// What begins ends in the unit, or says that it stands alone.
fn pairs(codes: &[&Node], said: &mut Said) {
    let ends: HashMap<&str, &Node> =
        codes.iter().filter(|node| node.is("ec")).filter_map(|node| Some((node.own("startRef")?, *node))).collect();
    let marks: HashSet<&str> =
        codes.iter().filter(|node| node.is("em")).filter_map(|node| node.own("startRef")).collect();
    for node in codes {
        let alone = node.own("isolated") == Some("yes");
        match node.name.as_str() {
            "sc" => {
                let end = node.own("id").and_then(|id| ends.get(id));
                match (end, alone) {
                    (None, false) => {
                        said.at(node.line, "a code begins that does not end in its unit, and is not isolated")
                    }
                    (Some(_), true) => said.at(node.line, "a code that ends in its unit is said to be isolated"),
                    _ => {}
                }
                if let Some(end) = end {
                    alike(node, end, said);
                }
            }
            "ec" => match (alone, node.own("startRef").is_some(), node.own("id").is_some()) {
                (true, true, _) => said.at(node.line, "an isolated end of a code has a startRef"),
                (true, _, false) => said.at(node.line, "an isolated end of a code has no id"),
                (false, false, _) => said.at(node.line, "an end of a code is not isolated and has no startRef"),
                (false, true, true) => said.at(node.line, "an end of a code that is not isolated has an id"),
                _ => {}
            },
            "sm" if node.own("id").is_none_or(|id| !marks.contains(id)) => {
                said.at(node.line, "a mark begins (sm) that does not end in its unit");
            }
            _ => {}
        }
    }
}

/// Both ends of a code say the same of it.
fn alike(start: &Node, end: &Node, said: &mut Said) {
    for (name, default) in [("canCopy", "yes"), ("canDelete", "yes"), ("canOverlap", "yes")] {
        if start.own(name).unwrap_or(default) != end.own(name).unwrap_or(default) {
            said.at(end.line, format!("the two ends of a code differ in {name}"));
        }
    }
    let (first, last) = (start.own("canReorder").unwrap_or("yes"), end.own("canReorder").unwrap_or("yes"));
    let fits = match first {
        "yes" => last == "yes",
        _ => last == "no",
    };
    if !fits {
        said.at(end.line, format!("a code begins with canReorder=\"{first}\" and ends with \"{last}\""));
    }
}

/// What may not be moved may not be copied or deleted either, and a run of such codes has a first one.
fn hints(codes: &[&Node], said: &mut Said) {
    let mut begun = false;
    for node in codes {
        let Some(reorder) = node.own("canReorder").filter(|value| *value != "yes") else { continue };
        if node.own("canCopy") != Some("no") || node.own("canDelete") != Some("no") {
            said.at(node.line, format!("a code with canReorder=\"{reorder}\" may be copied or deleted"));
        }
        match reorder {
            "firstNo" => begun = true,
            _ if !begun => said.at(node.line, "a code with canReorder=\"no\" follows none with \"firstNo\""),
            _ => {}
        }
    }
}

/// Targets of a unit stand in an order in which each has a place of its own.
fn order(tree: &Tree, unit: usize, said: &mut Said) {
    let mut taken: HashMap<u64, usize> = HashMap::new();
    let parts = tree.children(unit).filter(|(_, node)| node.is_any(&["segment", "ignorable"]));
    for (place, (at, segment)) in (1..).zip(parts) {
        let target = tree.children(at).find(|(_, child)| child.is("target")).map(|(_, child)| child);
        let told = target.and_then(|target| target.own("order")?.parse().ok());
        let line = target.map_or(segment.line, |target| target.line);
        if let Some(first) = taken.insert(told.unwrap_or(place), line) {
            said.at(line, format!("the order of this target is that of line {first}"));
        }
    }
}

/// Codes that may not be deleted stand in some target, where their segment has one.
fn kept(tree: &Tree, unit: usize, said: &mut Said) {
    let targets: HashSet<&str> = codes(tree, unit, "target").into_iter().filter_map(|node| node.own("id")).collect();
    for (at, _) in tree.children(unit).filter(|(_, node)| node.is_any(&["segment", "ignorable"])) {
        let Some(target) = tree.children(at).find(|(_, child)| child.is("target")).map(|(_, child)| child) else {
            continue;
        };
        for (_, node) in tree.inside(at).filter(|(place, _)| tree.around(*place).any(|(_, around)| around.is("source")))
        {
            if node.own("canDelete") == Some("no") && node.own("id").is_some_and(|id| !targets.contains(id)) {
                let id = node.own("id").unwrap_or("");
                said.at(target.line, format!("the code {id}, which may not be deleted, stands in no target"));
            }
        }
    }
}

/// Runs of codes that may not be moved are the same in source and target, with nothing else between them.
fn moved(tree: &Tree, unit: usize, said: &mut Said) {
    let source = runs(&codes(tree, unit, "source"), tree, unit);
    let target = runs(&codes(tree, unit, "target"), tree, unit);
    for (run, _) in &source {
        let shares = |other: &[Fixed<'_>]| other.iter().any(|one| run.iter().any(|own| own.0 == one.0));
        let mut found = target.iter().filter(|(other, _)| shares(other));
        let differs = found.next().filter(|(other, _)| other != run || found.next().is_some());
        if let Some((_, line)) = differs {
            said.at(*line, "codes that may not be moved stand otherwise here than in the source");
        }
    }
}

/// A code that may not be moved, and how many codes it lies in.
type Fixed<'t> = (&'t str, usize);

/// The runs of codes that may not be moved: those that begin with `firstNo`, broken by any code that may be.
fn runs<'t>(codes: &[&'t Node], tree: &Tree, unit: usize) -> Vec<(Vec<Fixed<'t>>, usize)> {
    let mut runs: Vec<(Vec<Fixed<'t>>, usize)> = Vec::new();
    let mut open = false;
    let depth = |node: &Node| -> usize {
        let around = node
            .parent
            .into_iter()
            .flat_map(|parent| std::iter::once(parent).chain(tree.around(parent).map(|(at, _)| at)));
        around.take_while(|at| *at > unit).filter(|at| tree.nodes.get(*at).is_some_and(|node| node.is("pc"))).count()
    };
    for node in codes {
        let Some(id) = node.own("id").or_else(|| node.own("startRef")) else { continue };
        match node.own("canReorder").unwrap_or("yes") {
            "firstNo" => {
                runs.push((vec![(id, depth(node))], node.line));
                open = true;
            }
            "no" if open => {
                if let Some((run, _)) = runs.last_mut() {
                    run.push((id, depth(node)));
                }
            }
            _ if node.is_any(&["ph", "pc", "sc", "ec"]) => open = false,
            _ => {}
        }
    }
    runs
}
