//! Pages that link to each other: a page alone, or those of a book.

use std::collections::HashMap;

use super::tree::{NodeId, ROOT, Tree};

/// A page with its name among the pages of its book.
#[derive(Debug)]
pub(in crate::import) struct Page {
    /// Its path in the book; the file's name, or nothing, for a page alone.
    pub(in crate::import) path: String,
    /// What stands on it.
    pub(in crate::import) tree: Tree,
    /// The nodes that links may lead to.
    names: HashMap<String, NodeId>,
}

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::import) struct Place {
    /// Index of the page.
    pub(in crate::import) page: usize,
    /// The node on it.
    pub(in crate::import) node: NodeId,
}

/// The pages in reading order.
#[derive(Debug, Default)]
pub(in crate::import) struct Pages {
    pub(in crate::import) list: Vec<Page>,
    /// Whether they are those of a book: names count with their page, and nothing is left out as furniture.
    pub(in crate::import) is_book: bool,
    paths: HashMap<String, usize>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Target {
    /// To a place on these pages.
    Here(Place),
    /// To a page of these, or a place on it that is not there.
    Page(usize),
    /// Elsewhere.
    Away(String),
    /// Nowhere: a script, an empty link.
    Nowhere,
}

impl Page {
    pub(in crate::import) fn new(path: String, tree: Tree) -> Self {
        let mut names = HashMap::new();
        for node in tree.inside(ROOT) {
            // An `id` is meant before a `name`, and the first of its kind.
            let id = tree.attribute(node, "id").map(str::trim).filter(|id| !id.is_empty());
            let name = || tree.attribute(node, "name").filter(|_| tree.name(node) == "a");
            if let Some(name) = id.or_else(name) {
                names.entry(name.to_owned()).or_insert(node);
            }
        }
        Self { path, tree, names }
    }
}

impl Pages {
    /// The pages of a book, of which there are none yet.
    pub(in crate::import) fn of_book() -> Self {
        Self { is_book: true, ..Self::default() }
    }

    /// Adds a page at the end.
    pub(in crate::import) fn add(&mut self, page: Page) {
        self.paths.entry(page.path.clone()).or_insert(self.list.len());
        self.list.push(page);
    }

    /// The page at an index.
    pub(in crate::import) fn tree(&self, page: usize) -> Option<&Tree> {
        self.list.get(page).map(|page| &page.tree)
    }

    /// Where `href` on a page leads.
    pub(in crate::import) fn target(&self, page: usize, href: &str) -> Target {
        self.list.get(page).map_or(Target::Nowhere, |own| self.lead(Some(page), &own.path, href))
    }

    /// Where `href` leads in a file of the book that is no page.
    pub(in crate::import) fn target_from(&self, path: &str, href: &str) -> Target {
        self.lead(self.paths.get(path).copied(), path, href)
    }

    fn lead(&self, page: Option<usize>, from: &str, href: &str) -> Target {
        let href = href.trim();
        if href.is_empty() || href == "#" {
            return Target::Nowhere;
        }
        let (path, fragment) = href.split_once('#').map_or((href, None), |(path, fragment)| (path, Some(fragment)));
        if let Some((scheme, _)) = path.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
            let is_code = ["javascript", "data", "vbscript", "about"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
            return if is_code { Target::Nowhere } else { Target::Away(href.to_owned()) };
        }
        let there = match path.is_empty() {
            true => page,
            false => self.paths.get(&join(from, &decoded(path))).copied(),
        };
        let Some(there) = there else { return Target::Away(href.to_owned()) };
        let node = fragment.and_then(|name| {
            let names = &self.list.get(there)?.names;
            names.get(name).or_else(|| names.get(decoded(name).as_str())).copied()
        });
        match node {
            Some(node) => Target::Here(Place { page: there, node }),
            None if path.is_empty() => Target::Nowhere,
            None => Target::Page(there),
        }
    }
}

/// Whether this is what stands before the colon of a URL, not a drive or a part of a name.
fn is_scheme(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// `path` as seen from the file `from`: `../notes.xhtml` from `text/one.xhtml` is `notes.xhtml`. What climbs above the root
/// stays at the root.
pub(in crate::import) fn join(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// `%20` and the like as what they stand for; as it is where that is no text.
pub(in crate::import) fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let byte = || u8::from_str_radix(std::str::from_utf8(after.get(..2)?).ok()?, 16).ok();
        match byte().filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{decoded, join};

    #[test]
    fn paths_are_joined_within_the_book() {
        for (from, path, joined) in [
            ("text/one.xhtml", "two.xhtml", "text/two.xhtml"),
            ("text/one.xhtml", "../notes.xhtml", "notes.xhtml"),
            ("one.xhtml", "./a/../b.xhtml", "b.xhtml"),
            ("a/one.xhtml", "/b.xhtml", "b.xhtml"),
            ("a/one.xhtml", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(join(from, path), joined, "{from} {path}");
        }
    }

    #[test]
    fn escapes_are_what_they_stand_for() {
        assert_eq!(decoded("a%20b%D9%86"), "a bن");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%FF"), "%FF");
    }
}
