//! What may stand in what, how often and in which order (XLIFF 2.2, 4.2.1 and the constraints of each element).

use super::Said;
use super::tree::{Space, Tree};

/// Elements of the core, what they hold in its order (`…` stands for modules and extensions, `module` for the first), and what they must hold.
const CONTENT: [(&str, &[&str], &[&str]); 14] = [
    ("xliff", &["module", "notes", "file"], &["file"]),
    ("file", &["skeleton", "…", "notes", "unit|group"], &["unit|group"]),
    ("group", &["…", "notes", "unit|group"], &[]),
    ("unit", &["…", "notes", "originalData", "segment|ignorable"], &["segment"]),
    ("notes", &["note"], &["note"]),
    ("note", &[], &[]),
    ("originalData", &["data"], &["data"]),
    ("data", &["cp"], &[]),
    ("segment", &["source", "target"], &["source"]),
    ("ignorable", &["source", "target"], &["source"]),
    ("source", &["cp|ph|pc|sc|ec|mrk|sm|em"], &[]),
    ("target", &["cp|ph|pc|sc|ec|mrk|sm|em"], &[]),
    ("pc", &["cp|ph|pc|sc|ec|mrk|sm|em"], &[]),
    ("mrk", &["cp|ph|pc|sc|ec|mrk|sm|em"], &[]),
];

/// Elements that may stand once.
const ONCE: [&str; 5] = ["skeleton", "notes", "originalData", "source", "target"];

/// Attributes of the core and the elements that have them; those that stand on all are left out.
const OWN: [(&str, &[&str]); 14] = [
    ("xliff", &["version", "srcLang", "trgLang"]),
    ("file", &["id", "canResegment", "original", "translate", "srcDir", "trgDir"]),
    ("skeleton", &["href"]),
    ("group", &["id", "name", "canResegment", "translate", "srcDir", "trgDir", "type"]),
    ("unit", &["id", "name", "canResegment", "translate", "srcDir", "trgDir", "type"]),
    ("segment", &["id", "canResegment", "state", "subState"]),
    ("ignorable", &["id"]),
    ("note", &["id", "appliesTo", "category", "priority", "ref"]),
    ("data", &["id", "dir"]),
    ("source", &[]),
    ("target", &["order"]),
    ("cp", &["hex"]),
    ("mrk", &["id", "translate", "type", "ref", "value"]),
    ("em", &["startRef"]),
];

/// Elements that no attribute of an extension may stand on.
const CLOSED: [&str; 12] =
    ["segment", "ignorable", "source", "target", "pc", "ph", "sc", "ec", "em", "cp", "originalData", "notes"];

pub(super) fn check(tree: &Tree, said: &mut Said) {
    for (at, node) in tree.nodes.iter().enumerate().filter(|(at, _)| tree.is_plain(*at)) {
        if let Some((_, content, needed)) = CONTENT.iter().find(|(name, ..)| node.is(name)) {
            children(tree, at, content, said);
            for name in *needed {
                if !tree.children(at).any(|(_, child)| child.is_any(&name.split('|').collect::<Vec<_>>())) {
                    said.at(node.line, format!("<{}> has no <{}>", node.name, name.replace('|', "> or <")));
                }
            }
        }
        if let Some((_, own)) = OWN.iter().find(|(name, _)| node.is(name)) {
            for (_, name, _) in node.attributes.iter().filter(|(space, ..)| *space == Space::Own) {
                if !own.contains(&name.as_str()) {
                    said.at(node.line, format!("<{}> has no attribute {name}", node.name));
                }
            }
        }
        let foreign = node.attributes.iter().find(|(space, ..)| *space == Space::Other);
        if let Some((_, name, _)) = foreign.filter(|_| node.is_any(&CLOSED)) {
            said.at(node.line, format!("<{}> takes no attribute of an extension, {name}", node.name));
        }
        if node.is("skeleton") {
            let filled = node.text || !node.children.is_empty();
            match (filled, node.own("href").is_some()) {
                (true, true) => said.at(node.line, "<skeleton> has a content and an href"),
                (false, false) => said.at(node.line, "<skeleton> has neither a content nor an href"),
                _ => {}
            }
        }
    }
}

/// Looks at the children of one element.
fn children(tree: &Tree, at: usize, content: &[&str], said: &mut Said) {
    let Some(node) = tree.nodes.get(at) else { return };
    let mut place = 0;
    let mut seen: Vec<&str> = Vec::new();
    for (_, child) in tree.children(at) {
        let fits = |part: &&str| match *part {
            "…" => child.space != Space::Core,
            "module" => !matches!(child.space, Space::Core | Space::Other),
            names => child.is_any(&names.split('|').collect::<Vec<_>>()),
        };
        let Some(found) = content.iter().position(fits) else {
            said.at(child.line, format!("<{}> does not stand in <{}>", child.name, node.name));
            continue;
        };
        if found < place {
            said.at(child.line, format!("<{}> stands too late in <{}>", child.name, node.name));
        }
        place = place.max(found);
        if ONCE.contains(&child.name.as_str()) && child.space == Space::Core {
            if seen.contains(&child.name.as_str()) {
                said.at(child.line, format!("a second <{}> in one <{}>", child.name, node.name));
            }
            seen.push(&child.name);
        }
    }
}
