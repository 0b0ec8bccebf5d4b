//! Which elements are notes, and which links call them: said by roles (`doc-noteref`, `epub:type`), or shown by links that lead
//! to each other (`<sup><a href="#n1">1</a></sup>` and `<li id="n1">… <a href="#r1">↩</a>`).

use std::collections::{HashMap, HashSet};

use super::element;
use super::page::{Pages, Place, Target};
use super::tree::{NodeId, ROOT, Tree};

/// Characters of the longest mark that calls a note: `[12]`, `***`.
const MARK: usize = 6;
/// Elements that a link is looked for in, between its note and the one that calls it.
const NEAR: usize = 4;

/// The notes of some pages.
#[derive(Debug, Default)]
pub(in crate::import) struct Notes {
    /// The elements that are bodies of notes, with the mark that is printed at their calls.
    bodies: HashMap<Place, String>,
    /// The elements that call them: the body, and the mark as printed.
    calls: HashMap<Place, (Place, String)>,
    /// Links back from notes to their calls.
    back: HashSet<Place>,
    /// Whether numbers start again somewhere, so that notes are to be counted.
    pub(in crate::import) counted: bool,
}

impl Notes {
    /// Finds them.
    pub(in crate::import) fn find(pages: &Pages) -> Self {
        let mut notes = Self::default();
        for (page, one) in pages.list.iter().enumerate() {
            for node in one.tree.inside(ROOT) {
                if is_body(&one.tree, node) {
                    notes.bodies.entry(Place { page, node }).or_default();
                }
            }
        }
        for (page, one) in pages.list.iter().enumerate() {
            for node in one.tree.inside(ROOT).filter(|node| one.tree.name(*node) == "a") {
                notes.link(pages, Place { page, node });
            }
        }
        notes.find_back(pages);
        notes.number();
        notes
    }

    /// The name of the note whose body this is, and its printed mark.
    pub(in crate::import) fn body(&self, place: Place) -> Option<(String, &str)> {
        self.bodies.get(&place).map(|mark| (name(place), mark.as_str()))
    }

    /// The name of the note that is called here, and the mark as printed.
    pub(in crate::import) fn call(&self, place: Place) -> Option<(String, &str)> {
        self.calls.get(&place).map(|(body, mark)| (name(*body), mark.as_str()))
    }

    /// Whether this link leads from a note back to its call.
    pub(in crate::import) fn is_back(&self, place: Place) -> bool {
        self.back.contains(&place)
    }

    /// Whether a note stands in `node`.
    pub(in crate::import) fn stand_in(&self, page: usize, tree: &Tree, node: NodeId) -> bool {
        !self.bodies.is_empty() && tree.inside(node).any(|node| self.bodies.contains_key(&Place { page, node }))
    }

    /// Takes a link for a call, if it is one.
    fn link(&mut self, pages: &Pages, link: Place) {
        let Some(tree) = pages.tree(link.page) else { return };
        let Some(Target::Here(target)) = tree.attribute(link.node, "href").map(|href| pages.target(link.page, href))
        else {
            return;
        };
        let text = tree.text_in(link.node, 4 * MARK);
        let mark = text.trim();
        // The whole of `<sup>[<a>1</a>]</sup>` is the call.
        let sup = tree.ancestors(link.node).take(2).find(|up| tree.name(*up) == "sup");
        let whole = sup.filter(|sup| tree.text_in(*sup, 4 * MARK).trim().chars().count() <= MARK);
        let is_said = is_call(tree, link.node);
        let raised = sup.is_some() || tree.inside(link.node).any(|node| tree.name(node) == "sup");
        let is_like = raised && is_mark(mark) && link < target;
        if !is_said && !is_like {
            return;
        }
        let Some(there) = pages.tree(target.page) else { return };
        let Some(body) = self.container(there, target, is_said) else { return };
        let is_inside = body.page == link.page && tree.ancestors(link.node).any(|up| up == body.node);
        if is_inside || (!is_said && !self.bodies.contains_key(&body) && !leads_back(pages, body, link)) {
            return;
        }
        let printed = whole.map_or(mark.to_owned(), |sup| tree.text_in(sup, 4 * MARK).trim().to_owned());
        let number = printed.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ' ')).to_owned();
        let own = self.bodies.entry(body).or_default();
        if own.is_empty() {
            *own = number;
        }
        self.calls.insert(Place { node: whole.unwrap_or(link.node), ..link }, (body, printed));
    }

    /// The element that holds the note whose beginning `target` is.
    fn container(&self, tree: &Tree, target: Place, is_said: bool) -> Option<Place> {
        let at = |node| Place { page: target.page, node };
        let own: Vec<NodeId> = std::iter::once(target.node).chain(tree.ancestors(target.node)).take(NEAR).collect();
        if let Some(known) = own.iter().copied().map(at).find(|place| self.bodies.contains_key(place)) {
            return Some(known);
        }
        let holds = |node: &NodeId| {
            matches!(tree.name(*node), "li" | "p" | "div" | "dd" | "dt" | "aside" | "section" | "tr" | "blockquote")
        };
        let mut body = own.into_iter().find(holds)?;
        if tree.name(body) == "dt" {
            body = tree.node(body)?.after;
            while body != ROOT && tree.name(body).is_empty() {
                body = tree.node(body)?.after;
            }
        }
        // `<div id="n1"><p>…</p></div>`: what holds nothing but this is the note.
        while matches!(tree.name(body), "p" | "div") {
            let above = tree.parent(body);
            let alone = tree.children(above).all(|child| {
                child == body
                    || tree.name(child).is_empty() && tree.text(child).is_none_or(|text| text.trim().is_empty())
            });
            if !alone || !matches!(tree.name(above), "li" | "div" | "aside" | "dd") {
                break;
            }
            body = above;
        }
        // A section is a note only where a role says so; what holds others is none.
        let is_large = matches!(tree.name(body), "section") && !is_said;
        (body != ROOT && !is_large && !tree.name(body).is_empty()).then(|| at(body))
    }

    /// Finds the links from notes to where they are called.
    fn find_back(&mut self, pages: &Pages) {
        let mut called: HashMap<Place, Vec<Place>> = HashMap::new();
        for (call, (body, _)) in &self.calls {
            called.entry(*body).or_default().push(*call);
        }
        for body in self.bodies.keys() {
            let Some(tree) = pages.tree(body.page) else { continue };
            for node in tree.inside(body.node).filter(|node| tree.name(*node) == "a") {
                let link = Place { page: body.page, node };
                let said = is_backlink(tree, node);
                let Some(href) = tree.attribute(node, "href") else { continue };
                let Target::Here(target) = pages.target(body.page, href) else { continue };
                let is_call = || {
                    let calls = called.get(body).map_or(&[][..], Vec::as_slice);
                    calls.iter().take(64).any(|call| call.page == target.page && is_beside(pages, *call, target))
                };
                if said || tree.text_in(node, 80).trim().chars().count() <= 20 && is_call() {
                    self.back.insert(link);
                }
            }
        }
    }

    /// Where chapters start their numbers again, the printed numbers name nothing: they are left to be counted.
    fn number(&mut self) {
        let mut seen = HashSet::new();
        let again = self.bodies.values().any(|mark| mark.parse::<u32>().is_ok() && !seen.insert(mark.as_str()));
        self.counted = again;
        if again {
            self.bodies.values_mut().filter(|mark| mark.parse::<u32>().is_ok()).for_each(String::clear);
        }
    }
}

/// The name by which calls know a note.
fn name(body: Place) -> String {
    format!("{}:{}", body.page, body.node)
}

/// Whether a role says that this element is a note.
fn is_body(tree: &Tree, node: NodeId) -> bool {
    let types = ["footnote", "endnote", "rearnote"];
    let is_one = types.iter().any(|kind| tree.has_word(node, "epub:type", kind))
        || ["doc-footnote", "doc-endnote"].iter().any(|role| tree.has_word(node, "role", role))
        || tree.has_word(node, "class", "footnote-definition");
    is_one && element::is_block(tree.name(node))
}

/// Whether a role, or a class that programs write, says that this link calls a note.
fn is_call(tree: &Tree, node: NodeId) -> bool {
    tree.has_word(node, "epub:type", "noteref")
        || tree.has_word(node, "role", "doc-noteref")
        || ["footnote-ref", "footnote-reference", "noteref", "fnref"]
            .iter()
            .any(|class| tree.has_word(node, "class", class) || tree.has_word(tree.parent(node), "class", class))
}

fn is_backlink(tree: &Tree, node: NodeId) -> bool {
    tree.has_word(node, "role", "doc-backlink")
        || tree.has_word(node, "epub:type", "backlink")
        || ["footnote-back", "footnote-backref", "fn-backref"].iter().any(|class| tree.has_word(node, "class", class))
}

/// Whether a text is what calls notes: a number, a letter, a star or a dagger, perhaps in brackets.
pub(super) fn is_mark(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '（' | '）' | '〔' | '〕' | '.' | ' '));
    let count = inner.chars().count();
    let digits = || inner.chars().all(|c| c.is_numeric());
    let signs = || inner.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '※' | '#' | '⁎' | '∗'));
    let letters = || inner.chars().all(char::is_alphabetic) && count <= 3;
    (1..=MARK).contains(&count) && (digits() || signs() || letters())
}

/// Whether a link in `body` leads to the call.
fn leads_back(pages: &Pages, body: Place, call: Place) -> bool {
    let Some(tree) = pages.tree(body.page) else { return false };
    let links = tree.inside(body.node).filter(|node| tree.name(*node) == "a").take(8 * NEAR);
    links.filter_map(|node| tree.attribute(node, "href")).any(|href| {
        let Target::Here(target) = pages.target(body.page, href) else { return false };
        target.page == call.page && is_beside(pages, call, target)
    })
}

/// Whether `target` is a call of a note, in it, around it or in the same block.
fn is_beside(pages: &Pages, call: Place, target: Place) -> bool {
    let Some(tree) = pages.tree(call.page) else { return false };
    let block = |node: NodeId| {
        let mut up = std::iter::once(node).chain(tree.ancestors(node));
        up.find(|node| element::is_block(tree.name(*node))).unwrap_or(ROOT)
    };
    block(call.node) == block(target.node)
}
