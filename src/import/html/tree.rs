//! A page as a tree: nodes in one list, so that no depth of nesting costs stack, neither on a walk nor when it is dropped.

use html5ever::LocalName;

/// The place of a node in its [`Tree`].
pub(in crate::import) type NodeId = u32;

/// The document itself, above all elements.
pub(in crate::import) const ROOT: NodeId = 0;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, and the contents of a template.
    Root,
    /// An element with its attributes, those that mean something here.
    Element(LocalName, Box<[(LocalName, Box<str>)]>),
    /// Text with its entities resolved.
    Text(String),
    /// A comment.
    Comment(Box<str>),
}

/// A node and its neighbours; 0 stands for none.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: NodeId,
    pub(super) first: NodeId,
    pub(super) last: NodeId,
    pub(super) before: NodeId,
    pub(super) after: NodeId,
    /// Elements above it, when it was put there.
    pub(super) depth: u32,
    /// The 1-based line of the source on which its tag ends.
    pub(super) line: u32,
    pub(super) data: Data,
}

/// A page.
#[derive(Debug)]
pub(in crate::import) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// Elements that were nested too deep and stand beside what they were in.
    pub(in crate::import) flattened: usize,
}

/// One step of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Step {
    /// Into a node, before its children.
    Enter(NodeId),
    /// Out of it, after them.
    Leave(NodeId),
}

impl Tree {
    pub(super) fn new() -> Self {
        let mut tree = Self { nodes: Vec::new(), flattened: 0 };
        tree.add(Data::Root, 1);
        tree
    }

    /// How many nodes it has.
    pub(in crate::import) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node that stands nowhere yet.
    pub(super) fn add(&mut self, data: Data, line: u32) -> NodeId {
        // Sources are of at most 2^30 bytes, and a node is of one byte at least.
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node { parent: 0, first: 0, last: 0, before: 0, after: 0, depth: 0, line, data });
        id
    }

    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id as usize)
    }

    /// The element's name in lower case; empty for what is no element.
    pub(in crate::import) fn name(&self, id: NodeId) -> &str {
        match self.node(id).map(|node| &node.data) {
            Some(Data::Element(name, _)) => name,
            _ => "",
        }
    }

    /// The value of an attribute.
    pub(in crate::import) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        match self.node(id).map(|node| &node.data) {
            Some(Data::Element(_, attributes)) => {
                attributes.iter().find(|(own, _)| &**own == name).map(|(_, value)| &**value)
            }
            _ => None,
        }
    }

    /// Whether one of the words of an attribute is `word`, in any case.
    pub(in crate::import) fn has_word(&self, id: NodeId, attribute: &str, word: &str) -> bool {
        self.attribute(id, attribute)
            .is_some_and(|value| value.split_whitespace().any(|w| w.eq_ignore_ascii_case(word)))
    }

    /// The text of a text node.
    pub(in crate::import) fn text(&self, id: NodeId) -> Option<&str> {
        match self.node(id).map(|node| &node.data) {
            Some(Data::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The text of a comment.
    pub(in crate::import) fn comment(&self, id: NodeId) -> Option<&str> {
        match self.node(id).map(|node| &node.data) {
            Some(Data::Comment(text)) => Some(text),
            _ => None,
        }
    }

    /// The 1-based line of the source.
    pub(in crate::import) fn line(&self, id: NodeId) -> usize {
        self.node(id).map_or(0, |node| node.line as usize)
    }

    /// What it stands in; the root stands in itself.
    pub(in crate::import) fn parent(&self, id: NodeId) -> NodeId {
        self.node(id).map_or(ROOT, |node| node.parent)
    }

    /// What it stands in, the nearest first, without the root.
    pub(in crate::import) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(self.parent(id)), |at| Some(self.parent(*at))).take_while(|at| *at != ROOT)
    }

    /// Its children in order.
    pub(in crate::import) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let first = self.node(id).map(|node| node.first);
        let after = |at: &NodeId| self.node(*at).map(|node| node.after);
        std::iter::successors(first, after).take_while(|at| *at != ROOT)
    }

    /// The step after `step` on a walk over `top` and what is in it; none at its end. `inside` says whether the children of an
    /// entered node are walked.
    pub(in crate::import) fn step(&self, top: NodeId, step: Step, inside: bool) -> Option<Step> {
        match step {
            Step::Enter(id) => match self.node(id).map(|node| node.first).filter(|first| inside && *first != ROOT) {
                Some(first) => Some(Step::Enter(first)),
                None => Some(Step::Leave(id)),
            },
            Step::Leave(id) if id == top => None,
            Step::Leave(id) => {
                let node = self.node(id)?;
                Some(if node.after == ROOT { Step::Leave(node.parent) } else { Step::Enter(node.after) })
            }
        }
    }

    /// Every node in `top`, itself first, in the order of the source.
    pub(in crate::import) fn inside(&self, top: NodeId) -> impl Iterator<Item = NodeId> {
        let mut next = Some(Step::Enter(top));
        std::iter::from_fn(move || {
            loop {
                let step = next?;
                next = self.step(top, step, true);
                if let Step::Enter(id) = step {
                    return Some(id);
                }
            }
        })
    }

    /// The text in `top`, white space as it stands; at most about `limit` bytes.
    pub(in crate::import) fn text_in(&self, top: NodeId, limit: usize) -> String {
        let mut out = String::new();
        for text in self.inside(top).filter_map(|id| self.text(id)) {
            out.push_str(text);
            if out.len() > limit {
                break;
            }
        }
        out
    }
}
