//! What the tree builder of html5ever builds with.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName};

use super::tree::{Data, NodeId, ROOT, Tree};

/// Elements that may stand in each other. Browsers stop at 512, pages stay below 60; what is deeper is put beside.
const DEPTH: u32 = 256;

/// Attributes that are read here; others are not kept.
const READ: [&str; 33] = [
    "alt",
    "alttext",
    "aria-hidden",
    "aria-label",
    "aria-level",
    "charset",
    "class",
    "colspan",
    "content",
    "dir",
    "display",
    "epub:type",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "property",
    "rel",
    "reversed",
    "role",
    "rowspan",
    "scope",
    "src",
    "start",
    "style",
    "title",
    "toc",
    "type",
    "value",
    "xlink:href",
    "xml:lang",
];

/// A node and the name that the builder asks for again and again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Handle {
    id: NodeId,
    namespace: Namespace,
    name: LocalName,
}

/// Takes what the builder builds.
pub(super) struct Sink {
    pub(super) tree: RefCell<Tree>,
    /// The line of the token that is built.
    pub(super) line: Cell<u32>,
    /// Whether an element was just put deeper than [`DEPTH`].
    pub(super) deep: Cell<bool>,
}

impl Sink {
    pub(super) fn new() -> Self {
        Self { tree: RefCell::new(Tree::new()), line: Cell::new(1), deep: Cell::new(false) }
    }

    fn add(&self, data: Data) -> NodeId {
        self.tree.borrow_mut().add(data, self.line.get())
    }

    fn nameless(id: NodeId) -> Handle {
        Handle { id, namespace: Namespace::default(), name: LocalName::default() }
    }

    /// Puts `child` into `parent`, before `sibling` where one is given; text joins the text before it.
    fn insert(&self, parent: NodeId, sibling: Option<NodeId>, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        let before = match sibling {
            Some(sibling) => tree.node(sibling).map_or(ROOT, |node| node.before),
            None => tree.node(parent).map_or(ROOT, |node| node.last),
        };
        let id = match child {
            NodeOrText::AppendNode(handle) => {
                tree.detach(handle.id);
                handle.id
            }
            NodeOrText::AppendText(text) => {
                if before != ROOT
                    && let Some(Data::Text(there)) = tree.node_mut(before).map(|node| &mut node.data)
                {
                    there.push_str(&text);
                    return;
                }
                tree.add(Data::Text(text.to_string()), self.line.get())
            }
        };
        // What was taken out of its place may have been the neighbour.
        let before = match sibling {
            Some(sibling) => tree.node(sibling).map_or(ROOT, |node| node.before),
            None => tree.node(parent).map_or(ROOT, |node| node.last),
        };
        if tree.attach(id, parent, before, sibling.unwrap_or(ROOT)) > DEPTH {
            self.deep.set(true);
        }
    }
}

impl Tree {
    /// Links a node that stands nowhere into its place; its depth.
    fn attach(&mut self, id: NodeId, parent: NodeId, before: NodeId, after: NodeId) -> u32 {
        let depth = self.node(parent).map_or(0, |node| node.depth) + 1;
        if let Some(node) = self.node_mut(id) {
            (node.parent, node.before, node.after, node.depth) = (parent, before, after, depth);
        }
        if before == ROOT {
            if let Some(node) = self.node_mut(parent) {
                node.first = id;
            }
        } else if let Some(node) = self.node_mut(before) {
            node.after = id;
        }
        if after == ROOT {
            if let Some(node) = self.node_mut(parent) {
                node.last = id;
            }
        } else if let Some(node) = self.node_mut(after) {
            node.before = id;
        }
        depth
    }

    /// Takes a node out of its place, if it has one.
    fn detach(&mut self, id: NodeId) {
        let Some(node) = self.node(id) else { return };
        let (parent, before, after) = (node.parent, node.before, node.after);
        let stands = self.node(parent).is_some_and(|above| above.first == id || before != ROOT);
        if !stands {
            return;
        }
        if before == ROOT {
            if let Some(node) = self.node_mut(parent) {
                node.first = after;
            }
        } else if let Some(node) = self.node_mut(before) {
            node.after = after;
        }
        if after == ROOT {
            if let Some(node) = self.node_mut(parent) {
                node.last = before;
            }
        } else if let Some(node) = self.node_mut(after) {
            node.before = before;
        }
        if let Some(node) = self.node_mut(id) {
            (node.parent, node.before, node.after) = (ROOT, ROOT, ROOT);
        }
    }
}

/// The attributes of [`READ`].
fn kept(attributes: Vec<Attribute>) -> Box<[(LocalName, Box<str>)]> {
    let read = |one: &Attribute| READ.binary_search(&&*one.name.local).is_ok();
    attributes.into_iter().filter(read).map(|one| (one.name.local, one.value.to_string().into_boxed_str())).collect()
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Self::nameless(ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        ExpandedName { ns: &target.namespace, local: &target.name }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let id = self.add(Data::Element(name.local.clone(), kept(attributes)));
        Handle { id, namespace: name.ns, name: name.local }
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        Self::nameless(self.add(Data::Comment(text.to_string().into_boxed_str())))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Self::nameless(self.add(Data::Comment("".into())))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.tree.borrow().parent(element.id);
        if parent == ROOT {
            self.insert(previous.id, None, child);
        } else {
            self.insert(parent, Some(element.id), child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The contents stay in the element: nothing in a template is shown, and nothing is walked.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        let parent = self.tree.borrow().parent(sibling.id);
        self.insert(parent, Some(sibling.id), node);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let Some(Data::Element(_, own)) = tree.node_mut(target.id).map(|node| &mut node.data) {
            let mut all = std::mem::take(own).into_vec();
            for (name, value) in kept(attributes) {
                if !all.iter().any(|(there, _)| *there == name) {
                    all.push((name, value));
                }
            }
            *own = all.into_boxed_slice();
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let children: Vec<NodeId> = self.tree.borrow().children(node.id).collect();
        for child in children {
            self.insert(new_parent.id, None, NodeOrText::AppendNode(Self::nameless(child)));
        }
    }
}
