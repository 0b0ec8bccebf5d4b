//! The elements of a file with their places: what the rules are asked of.

use crate::import::bitext::xml::{Part, Xml};

/// Elements that are looked at.
const ELEMENTS: usize = 400_000;

/// To what part of the standard a name belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Space {
    Core,
    Fs,
    Gls,
    Mtc,
    Mda,
    Res,
    Ctr,
    Slr,
    Val,
    Xml,
    /// A name without a prefix on an attribute.
    Own,
    Other,
}

/// The words of the namespaces' names.
const SPACES: [(&str, Space); 9] = [
    ("xliff:document:2", Space::Core),
    ("xliff:fs:", Space::Fs),
    ("xliff:glossary:", Space::Gls),
    ("xliff:matches:", Space::Mtc),
    ("xliff:metadata:", Space::Mda),
    ("xliff:resourcedata:", Space::Res),
    ("xliff:changetracking:", Space::Ctr),
    ("xliff:sizerestriction:", Space::Slr),
    ("xliff:validation:", Space::Val),
];

/// An element.
pub(super) struct Node {
    pub(super) space: Space,
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
    pub(super) attributes: Vec<(Space, String, String)>,
    /// Whether it holds text that is more than white space.
    pub(super) text: bool,
}

impl Node {
    /// An attribute of the element's own vocabulary.
    pub(super) fn own(&self, name: &str) -> Option<&str> {
        self.value(Space::Own, name)
    }

    pub(super) fn value(&self, space: Space, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, other, _)| *own == space && other == name);
        found.map(|(_, _, value)| value.as_str())
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.space == Space::Core && self.name == name
    }

    pub(super) fn is_any(&self, names: &[&str]) -> bool {
        self.space == Space::Core && names.contains(&self.name.as_str())
    }
}

/// A file in the order of its elements; a child stands behind its parent.
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

impl Tree {
    /// Reads `text`; none where it has too many elements, or no root.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut xml = Xml::new(text);
        let mut nodes: Vec<Node> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        // The prefixes that are declared, each with the number of elements around it.
        let mut spaces: Vec<(usize, String, Space)> = Vec::new();
        while let Some(part) = xml.part() {
            match part {
                Part::Open(tag) => {
                    if nodes.len() >= ELEMENTS {
                        return None;
                    }
                    let written = tag.attributes();
                    for (name, uri) in &written {
                        let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
                        if let Some(prefix) = prefix {
                            let lower = uri.to_ascii_lowercase();
                            let space = SPACES.iter().find(|(word, _)| lower.contains(word));
                            let space = space.map_or(Space::Other, |(_, space)| *space);
                            spaces.push((open.len() + 1, prefix.to_owned(), space));
                        }
                    }
                    let of = |prefix: &str| {
                        spaces.iter().rev().find(|(_, own, _)| own == prefix).map_or(Space::Other, |(.., space)| *space)
                    };
                    let attributes = written
                        .iter()
                        .filter(|(name, _)| name != "xmlns" && !name.starts_with("xmlns:"))
                        .map(|(name, value)| match name.split_once(':') {
                            Some(("xml", name)) => (Space::Xml, name.to_owned(), value.clone()),
                            Some((prefix, name)) => (of(prefix), name.to_owned(), value.clone()),
                            None => (Space::Own, name.clone(), value.clone()),
                        })
                        .collect();
                    let parent = open.last().copied();
                    let at = nodes.len();
                    if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
                        parent.children.push(at);
                    }
                    let (space, name, line) = (of(&tag.prefix()), tag.name(), xml.line());
                    nodes.push(Node { space, name, line, parent, children: Vec::new(), attributes, text: false });
                    open.push(at);
                }
                Part::Close(_) => {
                    let depth = open.len();
                    while spaces.pop_if(|(own, ..)| *own >= depth).is_some() {}
                    open.pop();
                }
                Part::Text(text) => {
                    if !text.trim().is_empty()
                        && let Some(node) = open.last().and_then(|at| nodes.get_mut(*at))
                    {
                        node.text = true;
                    }
                }
            }
        }
        (!nodes.is_empty()).then_some(Self { nodes })
    }

    /// The elements of this name of the core.
    pub(super) fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = (usize, &'t Node)> {
        self.nodes.iter().enumerate().filter(move |(_, node)| node.is(name))
    }

    /// The children of an element.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = (usize, &Node)> {
        let children = self.nodes.get(at).map_or(&[][..], |node| &node.children);
        children.iter().filter_map(|&child| Some((child, self.nodes.get(child)?)))
    }

    /// Everything in an element, in order: what stands behind it up to the next one that is not in it.
    pub(super) fn inside(&self, at: usize) -> impl Iterator<Item = (usize, &Node)> {
        let end = self.end(at);
        self.nodes.iter().enumerate().take(end).skip(at + 1)
    }

    /// The place behind the last element in `at`.
    fn end(&self, at: usize) -> usize {
        let mut last = at;
        while let Some(child) = self.nodes.get(last).and_then(|node| node.children.last()) {
            last = *child;
        }
        last + 1
    }

    /// The elements around one, the nearest first.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = (usize, &Node)> {
        let next = |at: usize| self.nodes.get(at)?.parent;
        std::iter::successors(next(at), move |at| next(*at)).filter_map(|at| Some((at, self.nodes.get(at)?)))
    }

    /// Whether it is an element of the core around which there is nothing of a module, an extension or a skeleton.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        self.nodes.get(at).is_some_and(|node| node.space == Space::Core)
            && self.around(at).all(|(_, node)| node.space == Space::Core && node.name != "skeleton")
    }
}
