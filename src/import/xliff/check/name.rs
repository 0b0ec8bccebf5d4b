//! Identifiers and what refers to them (XLIFF 2.2, 4.3.1.20 and 4.4: fragment identification).

use std::collections::{HashMap, HashSet};

use super::Said;
use super::tree::{Node, Space, Tree};

/// Elements of the core whose id stands among those of a unit.
const PARTS: [&str; 8] = ["segment", "ignorable", "mrk", "sm", "pc", "sc", "ec", "ph"];

/// Prefixes of references into modules (the registry of the standard).
const PREFIXES: [&str; 11] = ["gls", "mtc", "res", "ctr", "mda", "slr", "val", "fs", "its", "pgs", "tbx"];

pub(super) fn check(tree: &Tree, said: &mut Said) {
    let mut ids: HashMap<(usize, &str, &str), usize> = HashMap::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        let Some(id) = node.own("id").or_else(|| node.value(Space::Xml, "id")) else { continue };
        let known = node.space != Space::Other || !tree.is_plain(at);
        if known && !is_token(id) {
            said.at(node.line, format!("id=\"{id}\" is no name (NMTOKEN)"));
        }
        let Some((scope, kind)) = scope(tree, at, node) else { continue };
        // A target's codes have the ids of the source's.
        let side = if tree.around(at).any(|(_, around)| around.is("target")) { "target" } else { kind };
        if let Some(line) = ids.insert((scope, side, id), node.line) {
            said.at(node.line, format!("id=\"{id}\" stands in line {line} already"));
        }
    }
    for (at, node) in tree.nodes.iter().enumerate().filter(|(at, _)| tree.is_plain(*at)) {
        if node.is("unit") {
            unit(tree, at, said);
        } else if node.is("file") {
            flows(tree, at, said);
        }
    }
}

/// The element in which the id of an element is the only one of its kind.
fn scope<'t>(tree: &'t Tree, at: usize, node: &'t Node) -> Option<(usize, &'t str)> {
    let nearest = |names: &[&str]| tree.around(at).find(|(_, around)| around.is_any(names)).map(|(at, _)| at);
    if tree.is_plain(at) {
        return match node.name.as_str() {
            "file" => Some((0, "file")),
            "group" => Some((nearest(&["file"])?, "group")),
            "unit" => Some((nearest(&["file"])?, "unit")),
            "note" => Some((node.parent?, "note")),
            "data" => Some((node.parent?, "data")),
            name if PARTS.contains(&name) => Some((nearest(&["unit"])?, "part")),
            _ => None,
        };
    }
    let module = |space: Space, names: &[&str]| {
        tree.around(at)
            .find(|(_, around)| around.space == space && names.contains(&around.name.as_str()))
            .map(|(at, _)| at)
    };
    match (node.space, node.name.as_str()) {
        (Space::Gls, "glossEntry" | "translation") => Some((module(Space::Gls, &["glossary"])?, "gls")),
        (Space::Mtc, "match") => Some((module(Space::Mtc, &["matches"])?, "mtc")),
        (Space::Mda, _) => Some((nearest(&["file", "group", "unit"])?, "mda")),
        (Space::Res, "resourceItem" | "resourceItemRef") => Some((nearest(&["file", "group", "unit"])?, "res")),
        (Space::Other, _) if !tree.around(at).any(|(_, around)| around.is("skeleton")) => {
            Some((nearest(&["file", "group", "unit"])?, "extension"))
        }
        _ => None,
    }
}

/// Looks at the references in a unit.
fn unit(tree: &Tree, at: usize, said: &mut Said) {
    let mut data: HashSet<&str> = HashSet::new();
    let mut notes: HashSet<&str> = HashSet::new();
    let mut codes: HashMap<&str, &Node> = HashMap::new();
    let mut begun: HashMap<(&str, &str), bool> = HashMap::new();
    for (_, node) in tree.inside(at).filter(|(place, _)| tree.is_plain(*place)) {
        let Some(id) = node.own("id") else { continue };
        match node.name.as_str() {
            "data" => drop(data.insert(id)),
            "note" => drop(notes.insert(id)),
            "ph" | "pc" | "sc" | "ec" => {
                codes.entry(id).or_insert(node);
            }
            _ => {}
        }
    }
    for (place, node) in tree.inside(at).filter(|(place, _)| tree.is_plain(*place)) {
        let side = if tree.around(place).any(|(_, around)| around.is("target")) { "target" } else { "source" };
        for name in ["dataRef", "dataRefStart", "dataRefEnd"] {
            if let Some(id) = node.own(name).filter(|id| !data.contains(id)) {
                said.at(node.line, format!("{name}=\"{id}\" leads to no <data> of the unit"));
            }
        }
        if let Some(id) = node.own("copyOf") {
            if node.own("dataRef").or(node.own("dataRefStart")).is_some() {
                said.at(node.line, "a code has both copyOf and a reference to data");
            }
            match codes.get(id) {
                None => said.at(node.line, format!("copyOf=\"{id}\" leads to no code of the unit")),
                Some(base) if base.own("canCopy") == Some("no") => {
                    said.at(node.line, format!("copyOf=\"{id}\" leads to a code that may not be copied"));
                }
                Some(_) => {}
            }
        }
        let reference = node.own("ref").filter(|_| node.is_any(&["mrk", "sm", "note"]));
        if let Some(reference) = reference.and_then(|reference| reference.strip_prefix('#'))
            && let Some(wrong) = fragment(reference)
        {
            said.at(node.line, format!("ref=\"#{reference}\": {wrong}"));
        }
        if node.is_any(&["mrk", "sm"]) {
            let own = |name: &str| {
                tree.around(place).find(|(_, around)| around.is(name)).and_then(|(_, around)| around.own("id"))
            };
            marker(node, &notes, (own("file"), own("unit")), said);
        }
        if node.is_any(&["sc", "sm"])
            && let Some(id) = node.own("id")
        {
            begun.insert((side, id), node.is("sm"));
        }
        if node.is_any(&["ec", "em"])
            && let Some(start) = node.own("startRef")
            && begun.get(&(side, start)) != Some(&node.is("em"))
        {
            let begins = if node.is("em") { "sm" } else { "sc" };
            said.at(node.line, format!("startRef=\"{start}\" leads to no <{begins}> before it"));
        }
    }
}

/// A comment has its text or the note that it stands for; a term and others refer to anything.
fn marker(node: &Node, notes: &HashSet<&str>, (file, unit): (Option<&str>, Option<&str>), said: &mut Said) {
    let kind = node.own("type").unwrap_or("generic");
    if !["generic", "comment", "term"].contains(&kind) && !super::value::is_prefixed(kind) {
        said.at(
            node.line,
            format!("type=\"{kind}\" is none of generic, comment, term, and not of the form prefix:value"),
        );
    }
    if kind != "comment" {
        return;
    }
    match (node.own("value"), node.own("ref")) {
        (Some(_), Some(_)) => said.at(node.line, "a comment has both a value and a ref"),
        (None, None) => said.at(node.line, "a comment has neither a value nor a ref"),
        (None, Some(reference)) => {
            // A note of the unit, from inside it or by the names of what is around it.
            let mut parts: Vec<&str> =
                reference.strip_prefix('#').unwrap_or("").trim_start_matches('/').split('/').collect();
            let note = parts.pop().and_then(|last| last.strip_prefix("n=")).filter(|id| notes.contains(id));
            let around = |prefix: &str| parts.iter().find_map(|part| part.strip_prefix(prefix));
            let here = around("f=").is_none_or(|id| Some(id) == file) && around("u=").is_none_or(|id| Some(id) == unit);
            let whole = parts.is_empty() || around("u=").is_some();
            if note.is_none() || !here || !whole {
                said.at(node.line, format!("ref=\"{reference}\" of a comment leads to no note of the unit (#n=id)"));
            }
        }
        (Some(_), None) => {}
    }
}

/// What is wrong with a fragment: `/f=a/g=b/u=c/x=d`, selectors in this order, one id at the end.
fn fragment(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.strip_prefix('/').unwrap_or(text).split('/').collect();
    let mut rank = 0;
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        let Some((prefix, id)) = part.split_once('=') else {
            if !last || parts.len() > 1 && parts.get(at.wrapping_sub(1)).is_none_or(|before| !before.starts_with("u="))
            {
                return Some(format!("{part} has no prefix"));
            }
            continue;
        };
        if !is_token(id) {
            return Some(format!("{id} is no name (NMTOKEN)"));
        }
        let own = match prefix {
            "f" => 1,
            "g" => 2,
            "u" => 3,
            "n" | "d" | "t" => 4,
            _ if prefix.chars().count() < 2 => return Some(format!("{prefix} is too short for a prefix")),
            _ if !is_token(prefix) => return Some(format!("{prefix} is no prefix (NMTOKEN)")),
            _ if !PREFIXES.contains(&prefix) => return Some(format!("{prefix} is no prefix that is registered")),
            _ => 4,
        };
        if own <= rank {
            return Some(format!("{prefix}= stands in the wrong place"));
        }
        if own == 4 && !last {
            return Some(format!("{prefix}= is not at the end"));
        }
        rank = own;
    }
    None
}

/// `subFlows` lead to units of the file.
fn flows(tree: &Tree, at: usize, said: &mut Said) {
    let units: HashSet<&str> =
        tree.inside(at).filter(|(_, node)| node.is("unit")).filter_map(|(_, node)| node.own("id")).collect();
    for (_, node) in tree.inside(at) {
        for name in ["subFlows", "subFlowsStart", "subFlowsEnd"] {
            let Some(flows) = node.own(name) else { continue };
            for id in flows.split(' ') {
                if !is_token(id) || !units.contains(id) {
                    said.at(node.line, format!("{name}=\"{flows}\": {id} is no unit of the file"));
                }
            }
        }
    }
}

/// Whether it is an NMTOKEN (XML 1.0, 2.3).
pub(super) fn is_token(text: &str) -> bool {
    let fits = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '-' | '.' | '_' | ':' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}')
    };
    !text.is_empty() && text.chars().all(fits)
}
