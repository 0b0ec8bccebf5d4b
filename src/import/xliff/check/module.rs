//! Rules of the modules (XLIFF 2.2, 5): formatting, glossary, matches, metadata, resources, changes, sizes, validation.

use super::Said;
use super::name::is_token;
use super::tree::{Node, Space, Tree};
use super::value::is_prefixed;

/// Elements of each module.
const ELEMENTS: [(Space, &[&str]); 8] = [
    (Space::Gls, &["glossary", "glossEntry", "term", "translation", "definition"]),
    (Space::Mtc, &["matches", "match"]),
    (Space::Mda, &["metadata", "metaGroup", "meta"]),
    (Space::Res, &["resourceData", "resourceItem", "resourceItemRef", "source", "target", "reference"]),
    (Space::Ctr, &["changeTrack", "revisions", "revision", "item", "contentItem", "simpleItem"]),
    (Space::Slr, &["profiles", "normalization", "data"]),
    (Space::Val, &["validation", "rule"]),
    (Space::Fs, &[]),
];

/// Elements of HTML that a format style names (5.7.3.1).
const STYLES: &str = " a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 \
h6 head hr html i img label legend li ol p pre q s samp select small span strike strong style sub sup table tbody td tfoot th thead \
title tr tt u ul ";

/// Kinds of matches (5.1.5.9).
const MATCHES: [&str; 7] = ["am", "mt", "icm", "idm", "tb", "tm", "other"];

/// Attributes by which a rule says what it asks (5.8.4.3).
const RULES: [&str; 4] = ["isPresent", "isNotPresent", "startsWith", "endsWith"];

pub(super) fn check(tree: &Tree, said: &mut Said) {
    for (at, node) in tree.nodes.iter().enumerate() {
        if let Some((_, known)) = ELEMENTS.iter().find(|(space, _)| *space == node.space)
            && !known.contains(&node.name.as_str())
        {
            said.at(node.line, format!("the module has no element <{}>", node.name));
        }
        styled(node, said);
        sized(tree, at, node, said);
        match (node.space, node.name.as_str()) {
            (Space::Mda, _) => metadata(tree, at, node, said),
            (Space::Mtc, "match") => matched(tree, at, node, said),
            (Space::Val, "rule") => rule(node, said),
            (Space::Gls, "glossEntry") => {
                let has =
                    |name: &str| tree.children(at).any(|(_, child)| child.space == Space::Gls && child.name == name);
                if !has("translation") && !has("definition") {
                    said.at(node.line, "an entry of a glossary has neither a translation nor a definition");
                }
            }
            (Space::Ctr, "revisions") => changed(tree, at, node, said),
            (Space::Res, "source" | "target") => resource(tree, node, said),
            _ => {}
        }
        // A module of the standard stands in another only where that says so.
        if let Some(parent) = node.parent.and_then(|parent| tree.nodes.get(parent))
            && parent.space == Space::Gls
            && !matches!(node.space, Space::Gls | Space::Other)
        {
            said.at(node.line, format!("<{}> does not stand in <{}>", node.name, parent.name));
        }
    }
}

fn styled(node: &Node, said: &mut Said) {
    for (_, name, value) in node.attributes.iter().filter(|(space, ..)| *space == Space::Fs) {
        match name.as_str() {
            "fs" if !STYLES.contains(&format!(" {value} ")) => {
                said.at(node.line, format!("fs:fs=\"{value}\" is no element of HTML that the module has"));
            }
            "fs" => {}
            "subFs" if node.value(Space::Fs, "fs").is_none() => said.at(node.line, "fs:subFs without fs:fs"),
            "subFs" => {}
            _ => said.at(node.line, format!("the module has no attribute fs:{name}")),
        }
        if node.is("ec") && node.own("isolated") != Some("yes") {
            said.at(node.line, format!("fs:{name} stands on an end of a code that is not isolated"));
        }
    }
}

fn sized(tree: &Tree, at: usize, node: &Node, said: &mut Said) {
    for (_, name, value) in node.attributes.iter().filter(|(space, ..)| *space == Space::Slr) {
        let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match name.as_str() {
            "sizeInfo" | "equivStorage" if !number(value) => {
                said.at(node.line, format!("slr:{name}=\"{value}\" is no whole number"));
            }
            "sizeRestriction" | "storageRestriction" => {
                let fits = match value.split_once(',') {
                    Some((least, most)) => number(least) && (number(most) || most == "*"),
                    None => value == "*" || number(value),
                };
                if !fits {
                    said.at(node.line, format!("slr:{name}=\"{value}\" is not of the form *, 5, 5,9 or 5,*"));
                }
            }
            "sizeInfoRef" => {
                if node.value(Space::Slr, "sizeInfo").is_some() {
                    said.at(node.line, "an element has both slr:sizeInfo and slr:sizeInfoRef");
                }
                let scopes = std::iter::once(at)
                    .chain(tree.around(at).map(|(at, _)| at))
                    .filter_map(|at| tree.nodes.get(at)?.parent);
                let found = scopes.into_iter().any(|parent| {
                    let data =
                        tree.children(parent).filter(|(_, child)| child.space == Space::Slr && child.name == "data");
                    data.into_iter().any(|(at, _)| tree.inside(at).any(|(_, inner)| inner.own("id") == Some(value)))
                });
                if !found {
                    said.at(node.line, format!("slr:sizeInfoRef=\"{value}\" leads to no data of the module"));
                }
            }
            _ => {}
        }
        let alone = matches!(name.as_str(), "sizeInfo" | "sizeInfoRef" | "equivStorage");
        if alone && node.is("ec") && node.own("isolated") != Some("yes") {
            said.at(node.line, format!("slr:{name} stands on an end of a code that is not isolated"));
        }
    }
}

fn metadata(tree: &Tree, at: usize, node: &Node, said: &mut Said) {
    match node.name.as_str() {
        "metadata" => {
            let holds = tree.children(at).any(|(_, child)| child.space == Space::Mda && child.name == "metaGroup");
            if !holds || tree.children(at).any(|(_, child)| child.name == "meta") {
                said.at(node.line, "metadata stands in groups (metaGroup)");
            }
        }
        "metaGroup" => {
            if let Some(value) =
                node.own("appliesTo").filter(|value| !["source", "target", "ignorable"].contains(value))
            {
                said.at(node.line, format!("appliesTo=\"{value}\" is none of source, target, ignorable"));
            }
        }
        "meta" => {
            if node.own("type").is_none() {
                said.at(node.line, "<meta> has no type");
            }
            if node.own("appliesTo").is_some() {
                said.at(node.line, "<meta> has no attribute appliesTo");
            }
        }
        _ => {}
    }
}

fn matched(tree: &Tree, at: usize, node: &Node, said: &mut Said) {
    if node.value(Space::Xml, "lang").is_some() {
        said.at(node.line, "xml:lang stands on a match");
    }
    if let Some(kind) = node.own("type").filter(|kind| !MATCHES.contains(kind)) {
        said.at(node.line, format!("type=\"{kind}\" is none of {}", MATCHES.join(", ")));
    }
    if let Some(sub) = node.own("subType") {
        if node.own("type").is_none() {
            said.at(node.line, "a subType without a type");
        } else if !is_prefixed(sub) {
            said.at(node.line, format!("subType=\"{sub}\" is not of the form prefix:value"));
        }
    }
    let Some(unit) = tree.around(at).find(|(_, around)| around.is("unit")).map(|(at, _)| at) else { return };
    let Some(reference) = node.own("ref") else {
        said.at(node.line, "a match does not say to what it belongs (ref)");
        return;
    };
    let spans = ["segment", "ignorable", "source", "target", "mrk", "sm", "pc", "sc"];
    let leads = |id: &str| {
        tree.inside(unit).any(|(at, inner)| inner.is_any(&spans) && inner.own("id") == Some(id) && tree.is_plain(at))
    };
    let found = reference
        .strip_prefix('#')
        .is_some_and(|id| is_token(id.trim_start_matches("t=")) && leads(id.trim_start_matches("t=")));
    if !found {
        said.at(node.line, format!("ref=\"{reference}\" leads to no part of the unit"));
    }
}

fn rule(node: &Node, said: &mut Said) {
    let own = RULES.iter().filter(|name| node.own(name).is_some()).count();
    let custom = node.attributes.iter().filter(|(space, ..)| *space == Space::Other).count();
    if own + custom != 1 {
        said.at(node.line, format!("a rule says one of {} or one of its own", RULES.join(", ")));
    }
    if node.own("existsInSource").is_some() && (own != 1 || node.own("isNotPresent").is_some()) {
        said.at(node.line, "existsInSource needs one of isPresent, startsWith, endsWith");
    }
    let lists: [(&str, &[&str]); 4] = [
        ("caseSensitive", &["yes", "no"]),
        ("existsInSource", &["yes", "no"]),
        ("disabled", &["yes", "no"]),
        ("normalization", &["none", "nfc", "nfd"]),
    ];
    for (name, list) in lists {
        if let Some(value) = node.own(name).filter(|value| !list.contains(value)) {
            said.at(node.line, format!("{name}=\"{value}\" is none of {}", list.join(", ")));
        }
    }
    if let Some(value) = node.own("occurs").filter(|value| !value.parse::<u64>().is_ok_and(|value| value > 0)) {
        said.at(node.line, format!("occurs=\"{value}\" is no number from 1"));
    }
}

/// Changes are of an element beside them that their `ref` names, where there are several, and of its content or an attribute of it.
fn changed(tree: &Tree, at: usize, node: &Node, said: &mut Said) {
    let Some(scope) = tree.around(at).find(|(_, around)| around.is_any(&["file", "group", "unit"])).map(|(at, _)| at)
    else {
        return;
    };
    let kind = node.own("appliesTo").unwrap_or("");
    let own = |child: &Node| child.is(kind) && child.own("id").is_some();
    let reference = node.own("ref");
    let named = reference
        .and_then(|id| tree.inside(scope).find(|(_, inner)| inner.own("id") == Some(id)).map(|(_, inner)| inner));
    match (reference, named) {
        (Some(id), None) => said.at(node.line, format!("ref=\"{id}\" leads to nothing beside the changes")),
        (None, _) if tree.inside(scope).filter(|(_, inner)| own(inner)).count() > 1 => {
            said.at(node.line, format!("changes of a <{kind}> do not say of which (ref)"));
        }
        _ => {}
    }
    for (_, item) in tree.inside(at).filter(|(_, item)| item.space == Space::Ctr && item.name == "item") {
        let Some(property) = item.own("property") else { continue };
        let known = |target: &Node| target.attributes.iter().any(|(_, name, _)| name == property);
        if property != "content" && named.filter(|target| target.is(kind)).is_some_and(|target| !known(target)) {
            said.at(item.line, format!("property=\"{property}\" is neither content nor an attribute of the <{kind}>"));
        }
    }
    for (at, revision) in tree.inside(at).filter(|(_, inner)| inner.space == Space::Ctr && inner.name == "revision") {
        let mut seen: Vec<&str> = Vec::new();
        for property in tree.children(at).filter_map(|(_, item)| item.own("property")) {
            if seen.contains(&property) {
                said.at(revision.line, format!("a revision has two items for the property {property}"));
            }
            seen.push(property);
        }
    }
}

fn resource(tree: &Tree, node: &Node, said: &mut Said) {
    if node.own("href").is_some() && (node.text || !node.children.is_empty()) {
        said.at(node.line, format!("a resource's <{}> has a content and an href", node.name));
    }
    let name = if node.name == "source" { "srcLang" } else { "trgLang" };
    let expected = tree.nodes.first().and_then(|root| root.own(name));
    if let (Some(own), Some(expected)) = (node.value(Space::Xml, "lang"), expected)
        && name == "srcLang"
        && !own.eq_ignore_ascii_case(expected)
    {
        said.at(node.line, format!("the language of a resource's <source> is {own}, where <xliff> says {expected}"));
    }
}
