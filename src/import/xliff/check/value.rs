//! Values of attributes: lists, languages, numbers (XLIFF 2.2, 4.3).

use super::Said;
use super::tree::{Node, Space, Tree};
use crate::import::bitext::speech;

/// Attributes with a list of values.
const LISTS: [(&str, &[&str]); 11] = [
    ("state", &["initial", "translated", "reviewed", "final"]),
    ("canResegment", &["yes", "no"]),
    ("canCopy", &["yes", "no"]),
    ("canDelete", &["yes", "no"]),
    ("canOverlap", &["yes", "no"]),
    ("canReorder", &["yes", "firstNo", "no"]),
    ("isolated", &["yes", "no"]),
    ("translate", &["yes", "no"]),
    ("srcDir", &["ltr", "rtl", "auto"]),
    ("trgDir", &["ltr", "rtl", "auto"]),
    ("dir", &["ltr", "rtl", "auto"]),
];

/// Attributes that an element must have.
const NEEDED: [(&str, &str); 13] = [
    ("xliff", "version"),
    ("xliff", "srcLang"),
    ("file", "id"),
    ("group", "id"),
    ("unit", "id"),
    ("data", "id"),
    ("ph", "id"),
    ("pc", "id"),
    ("sc", "id"),
    ("mrk", "id"),
    ("sm", "id"),
    ("em", "startRef"),
    ("cp", "hex"),
];

/// Types of inline codes, and the subtypes of the standard with the type that they need.
const TYPES: [&str; 6] = ["fmt", "ui", "quote", "link", "image", "other"];
const SUBTYPES: [(&str, &str); 6] =
    [("xlf:lb", "fmt"), ("xlf:pb", "fmt"), ("xlf:b", "fmt"), ("xlf:i", "fmt"), ("xlf:u", "fmt"), ("xlf:var", "ui")];

pub(super) fn check(tree: &Tree, said: &mut Said) {
    let root = tree.nodes.first();
    let language = |name: &str| root.and_then(|root| root.own(name)).unwrap_or("");
    let (source, target) = (language("srcLang"), language("trgLang"));
    let mut targets = false;
    for (at, node) in tree.nodes.iter().enumerate().filter(|(at, _)| tree.is_plain(*at)) {
        for (name, list) in LISTS {
            if let Some(value) = node.own(name).filter(|value| !list.contains(value)) {
                said.at(node.line, format!("{name}=\"{value}\" is none of {}", list.join(", ")));
            }
        }
        for (element, name) in NEEDED {
            if node.is(element) && node.own(name).is_none() {
                said.at(node.line, format!("<{element}> has no {name}"));
            }
        }
        for tag in [node.own("srcLang"), node.own("trgLang"), node.value(Space::Xml, "lang")].into_iter().flatten() {
            if !tag.is_empty() && (speech::tag(tag).is_none() || tag.contains('_')) {
                said.at(node.line, format!("\"{tag}\" is no language tag (BCP 47)"));
            }
        }
        if let Some(space) = node.value(Space::Xml, "space").filter(|space| !["default", "preserve"].contains(space)) {
            said.at(node.line, format!("xml:space=\"{space}\" is none of default, preserve"));
        }
        targets |= node.is("target");
        match node.name.as_str() {
            "segment" | "ignorable" => segment(tree, at, node, said),
            "source" => spoken(tree, at, "source", source, said),
            "target" => {
                spoken(tree, at, "target", target, said);
                if node.own("order").is_some_and(|order| !order.parse::<u64>().is_ok_and(|order| order > 0)) {
                    said.at(node.line, "order is no number from 1");
                }
            }
            "note" => note(node, said),
            "cp" => point(node, said),
            "ph" | "pc" | "sc" | "ec" | "group" | "unit" => kinds(node, said),
            _ => {}
        }
    }
    if targets && target.is_empty() {
        said.at(root.map_or(1, |root| root.line), "a <target> stands in the file, and <xliff> has no trgLang");
    }
}

/// The language of a source or target, its own or of the elements around it, is that of the file.
fn spoken(tree: &Tree, at: usize, what: &str, expected: &str, said: &mut Said) {
    let own = tree.nodes.get(at).into_iter().chain(tree.around(at).map(|(_, node)| node));
    let language =
        own.filter(|node| !node.is("xliff") || what == "target").find_map(|node| node.value(Space::Xml, "lang"));
    let around = tree.around(at).last().and_then(|(_, root)| root.value(Space::Xml, "lang"));
    let language = language.or(around);
    if let (Some(language), Some(node)) = (language, tree.nodes.get(at))
        && !expected.is_empty()
        && !language.eq_ignore_ascii_case(expected)
    {
        said.at(node.line, format!("the language of this <{what}> is {language}, where <xliff> says {expected}"));
    }
}

fn segment(tree: &Tree, at: usize, node: &Node, said: &mut Said) {
    if let Some(sub) = node.own("subState") {
        if node.own("state").is_none() {
            said.at(node.line, "a subState without a state");
        }
        if !is_prefixed(sub) {
            said.at(node.line, format!("subState=\"{sub}\" is not of the form prefix:value"));
        }
    }
    let space = |name: &str| {
        let part = tree.children(at).find(|(_, child)| child.is(name))?;
        let around = std::iter::once(part.1).chain(tree.around(part.0).map(|(_, node)| node));
        Some(around.into_iter().find_map(|node| node.value(Space::Xml, "space")).unwrap_or("default"))
    };
    if let (Some(source), Some(target)) = (space("source"), space("target"))
        && source != target
    {
        said.at(node.line, "the source and the target of this segment differ in xml:space");
    }
}

fn note(node: &Node, said: &mut Said) {
    if let Some(value) = node.own("appliesTo").filter(|value| !["source", "target"].contains(value)) {
        said.at(node.line, format!("appliesTo=\"{value}\" is none of source, target"));
    }
    if let Some(value) = node.own("priority").filter(|value| !value.parse::<u8>().is_ok_and(|n| (1..=10).contains(&n)))
    {
        said.at(node.line, format!("priority=\"{value}\" is no number from 1 to 10"));
    }
}

/// A `cp` stands for a character that XML cannot have (XML 1.0, 2.2), in hexadecimal digits.
fn point(node: &Node, said: &mut Said) {
    let Some(hex) = node.own("hex") else { return };
    let digits = (4..=6).contains(&hex.len()) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let value = u32::from_str_radix(hex, 16).ok().filter(|_| digits);
    match value {
        None => said.at(node.line, format!("hex=\"{hex}\" is no code point")),
        Some(0x9 | 0xA | 0xD | 0x20..=0xD7FF | 0xE000..=0xFFFD | 0x1_0000..=0x10_FFFF) => {
            said.at(node.line, format!("U+{hex} may stand in XML itself, and not in <cp>"));
        }
        Some(_) => {}
    }
}

fn kinds(node: &Node, said: &mut Said) {
    let (kind, sub) = (node.own("type"), node.own("subType"));
    let inline = node.is_any(&["ph", "pc", "sc", "ec"]);
    if let Some(kind) = kind {
        if inline && !TYPES.contains(&kind) {
            said.at(node.line, format!("type=\"{kind}\" is none of {}", TYPES.join(", ")));
        } else if !inline && !is_prefixed(kind) {
            said.at(node.line, format!("type=\"{kind}\" is not of the form prefix:value"));
        }
    }
    let Some(sub) = sub else { return };
    match (kind, SUBTYPES.iter().find(|(own, _)| *own == sub)) {
        (None, _) => said.at(node.line, "a subType without a type"),
        (Some(kind), Some((_, needed))) if kind != *needed => {
            said.at(node.line, format!("subType=\"{sub}\" is one of type=\"{needed}\", not of {kind}"));
        }
        (Some(_), None) if sub.starts_with("xlf:") || !is_prefixed(sub) => {
            said.at(node.line, format!("subType=\"{sub}\" is not known and not of the form prefix:value"));
        }
        _ => {}
    }
}

/// Whether a value is one of somebody's own: `prefix:value`.
pub(super) fn is_prefixed(value: &str) -> bool {
    value.split_once(':').is_some_and(|(prefix, value)| !prefix.is_empty() && !value.is_empty())
}
