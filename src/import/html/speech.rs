//! The language and direction that elements say their text has.

use super::tree::{NodeId, Tree};
use crate::text::{Direction, Language};

/// The language of a tag as people write it (`ar-MA`, `zh_TW`, `eng`) under the name that versions are known by: regions say
/// nothing about the text, but those that write Chinese in its traditional form. None for what is no tag.
pub(in crate::import) fn declared(tag: &str) -> Option<Language> {
    const LONG: [(&str, &str); 17] = [
        ("ara", "ar"),
        ("chi", "zh"),
        ("deu", "de"),
        ("eng", "en"),
        ("fas", "fa"),
        ("fra", "fr"),
        ("fre", "fr"),
        ("ger", "de"),
        ("heb", "he"),
        ("ita", "it"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("per", "fa"),
        ("por", "pt"),
        ("rus", "ru"),
        ("spa", "es"),
        ("zho", "zh"),
    ];
    let lower = tag.trim().to_ascii_lowercase().replace('_', "-");
    let mut parts = lower.split('-');
    let primary = parts.next()?;
    let is_tag =
        (2..=3).contains(&primary.len()) && primary.chars().all(|c| c.is_ascii_lowercase()) && primary != "und";
    let primary = LONG.iter().find(|(long, _)| *long == primary).map_or(primary, |(_, short)| short);
    let traditional = primary == "zh" && parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
    is_tag.then(|| Language::new(if traditional { "zh-Hant" } else { primary }))
}

/// What an element says about the language of its text: a language, that it has none, or nothing.
pub(super) fn language(tree: &Tree, node: NodeId) -> Option<Option<Language>> {
    let tag = tree.attribute(node, "lang").or_else(|| tree.attribute(node, "xml:lang"))?;
    Some(declared(tag))
}

/// What an element says about the direction of its text: a direction, that the text decides, or nothing.
pub(super) fn direction(tree: &Tree, node: NodeId) -> Option<Option<Direction>> {
    match tree.attribute(node, "dir")?.trim().to_ascii_lowercase().as_str() {
        "rtl" => Some(Some(Direction::Rtl)),
        "ltr" => Some(Some(Direction::Ltr)),
        "auto" => Some(None),
        _ => None,
    }
}

/// The language and direction of what stands above `node`.
pub(super) fn above(tree: &Tree, node: Option<NodeId>) -> (Option<Language>, Option<Direction>) {
    let Some(node) = node else { return (None, None) };
    let up = || tree.ancestors(node);
    (up().find_map(|up| language(tree, up)).flatten(), up().find_map(|up| direction(tree, up)).flatten())
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn tags_are_read_as_people_write_them() {
        for (tag, language) in [
            ("ar-MA", Some("ar")),
            ("zh_TW", Some("zh-Hant")),
            ("zh-Hant-HK", Some("zh-Hant")),
            ("zh-CN", Some("zh")),
            ("eng", Some("en")),
            (" FR ", Some("fr")),
            ("az", Some("az")),
            ("x-default", None),
            ("", None),
            ("und", None),
            ("english", None),
        ] {
            assert_eq!(declared(tag).as_ref().map(|l| l.tag()), language, "{tag}");
        }
    }
}
