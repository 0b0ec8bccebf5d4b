//! Which elements part blocks, and which are not shown.

use super::tree::{NodeId, Tree};

/// Elements that stand in blocks of their own (HTML Standard, 15.3), in the order of the alphabet.
const BLOCKS: [&str; 55] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "x-meta",
    "xmp",
];

/// Elements whose contents are no text of the page: programs, forms, what drawings say about themselves. What stands in films,
/// sounds and objects is for those who cannot show them, and so it is shown here; and so is the text of drawings.
const SILENT: [&str; 26] = [
    "applet", "base", "button", "datalist", "defs", "desc", "embed", "head", "iframe", "input", "link", "map", "meta",
    "metadata", "meter", "noembed", "noframes", "noscript", "progress", "script", "select", "style", "symbol",
    "template", "textarea", "title",
];

/// Whether an element parts what stands before it from what is in it.
pub(in crate::import) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// The level of a heading by its name or role.
pub(in crate::import) fn heading(tree: &Tree, node: NodeId) -> Option<u8> {
    let by_name = match tree.name(node) {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    };
    let by_role = tree.has_word(node, "role", "heading").then_some(2);
    let told = tree.attribute(node, "aria-level").and_then(|level| level.trim().parse::<u8>().ok()).filter(|n| *n > 0);
    by_name.or(by_role).map(|level| told.unwrap_or(level).min(9))
}

/// Whether a page does not show an element: programs, forms, and what attributes or its own style hide.
pub(in crate::import) fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    let name = tree.name(node);
    if name.is_empty() {
        return false;
    }
    let hidden = tree.attribute(node, "hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    let aria = tree.attribute(node, "aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"));
    let styled = || {
        tree.attribute(node, "style")
            .is_some_and(|style| has(style, "display", "none") || has(style, "visibility", "hidden"))
    };
    // What an encyclopedia puts beside a heading to edit it, and the signs by which headings link to themselves.
    let furniture = || {
        tree.has_word(node, "class", "mw-editsection")
            || tree.has_word(node, "class", "footnote-definition-label")
            || name == "a" && matches!(tree.text_in(node, 16).trim(), "¶" | "🔗" | "#" | "§")
    };
    SILENT.binary_search(&name).is_ok() || hidden || aria || styled() || furniture()
}

/// Whether an element's own style sets a property to a value.
pub(in crate::import) fn has(style: &str, property: &str, value: &str) -> bool {
    property_of(style, property).is_some_and(|own| own.eq_ignore_ascii_case(value))
}

/// The value of a property in an element's own style.
pub(in crate::import) fn property_of<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    style.split(';').filter_map(|one| one.split_once(':')).find_map(|(name, value)| {
        let value = value.trim().trim_end_matches("!important").trim();
        name.trim().eq_ignore_ascii_case(property).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::{BLOCKS, SILENT};

    #[test]
    fn the_lists_are_sorted_for_their_search() {
        assert!(BLOCKS.is_sorted() && SILENT.is_sorted());
    }
}
