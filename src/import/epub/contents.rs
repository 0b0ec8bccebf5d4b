//! The table of contents of a book, for books whose chapters have no headings of their own.

use crate::import::build::{Piece, Role};
use crate::import::html::page::{Pages, Place, Target};
use crate::import::html::{ROOT, Tree, parse};
use crate::import::xml::{Node, Xml};

/// One line of a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it says.
    pub(super) title: String,
    /// Where it leads, as written.
    pub(super) href: String,
    /// 1 for the outermost.
    pub(super) level: u8,
}

/// Entries that are read.
const ENTRIES: usize = 10_000;

/// The entries of an NCX.
pub(super) fn ncx(text: &str, path: &str) -> Vec<Entry> {
    let mut xml = Xml::new(text, path, &[]);
    let mut found: Vec<Entry> = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    while found.len() < ENTRIES {
        match xml.next() {
            Node::Open(tag) => match tag.name() {
                "navPoint" => titles.push(String::new()),
                "text" => {
                    let text = line(&xml.text());
                    if let Some(title) = titles.last_mut().filter(|title| title.is_empty()) {
                        *title = text;
                    }
                }
                "content" => {
                    let level = u8::try_from(titles.len()).unwrap_or(u8::MAX);
                    if let (Some(title), Some(href)) = (titles.last(), tag.value("src")) {
                        found.push(Entry { title: title.clone(), href, level });
                    }
                }
                _ => {}
            },
            Node::Close(tag) if tag.name() == "navPoint" => {
                titles.pop();
            }
            Node::End => break,
            _ => {}
        }
    }
    found
}

/// The entries of a navigation document: the links of its `nav` of type `toc`, else of its first one.
pub(super) fn nav(text: &str) -> Vec<Entry> {
    let tree = parse(text, true, ENTRIES * 16);
    let mut navs = tree.inside(ROOT).filter(|node| tree.name(*node) == "nav");
    let first = navs.next();
    let is_toc = |node: u32| tree.has_word(node, "epub:type", "toc") || tree.has_word(node, "role", "doc-toc");
    let top = first.filter(|node| is_toc(*node)).or_else(|| navs.find(|node| is_toc(*node))).or(first);
    let Some(top) = top else { return Vec::new() };
    let links = tree.inside(top).filter(|node| tree.name(*node) == "a").take(ENTRIES);
    links
        .filter_map(|node| {
            let title = line(&tree.text_in(node, 500));
            let href = tree.attribute(node, "href")?.to_owned();
            Some(Entry { title, href, level: depth(&tree, node, top) })
        })
        .filter(|entry| !entry.title.is_empty())
        .collect()
}

/// How many lists of `top` a link stands in.
fn depth(tree: &Tree, node: u32, top: u32) -> u8 {
    let lists =
        tree.ancestors(node).take_while(|up| *up != top).filter(|up| matches!(tree.name(*up), "ol" | "ul")).count();
    u8::try_from(lists.max(1)).unwrap_or(u8::MAX)
}

/// Makes headings of what the table of contents names: of the text itself where it says the same, else of the entry, put before
/// it. `from` is the path of the table.
pub(super) fn headings(pieces: &mut Vec<Piece>, pages: &Pages, entries: &[Entry], from: &str) {
    let mut wanted: Vec<(usize, &Entry)> = Vec::new();
    for entry in entries {
        let name = match pages.target_from(from, &entry.href) {
            Target::Here(Place { page, node }) => format!("{page}:{node}"),
            Target::Page(page) => page.to_string(),
            _ => continue,
        };
        let at = pieces.iter().position(|piece| piece.anchors.contains(&name));
        wanted.extend(at.map(|at| (at, entry)));
    }
    wanted.sort_by_key(|(at, entry)| (*at, entry.level));
    for (at, entry) in wanted.into_iter().rev() {
        let said = |piece: &Piece| line(&piece.text).eq_ignore_ascii_case(&entry.title);
        let near = pieces.iter().skip(at).take(3).position(said).map(|more| at + more);
        if let Some(piece) = near.and_then(|at| pieces.get_mut(at)) {
            piece.role = Role::Heading(entry.level);
            continue;
        }
        let Some(next) = pieces.get_mut(at) else { continue };
        let anchors = std::mem::take(&mut next.anchors);
        let heading = Piece {
            role: Role::Heading(entry.level),
            text: entry.title.clone(),
            anchors,
            language: next.language.clone(),
            line: next.line,
            ..Piece::default()
        };
        pieces.insert(at, heading);
    }
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
