//! A walk over pages that makes a piece of every block.

mod emit;

use std::collections::HashSet;

use super::guard::{EMPHASIS, STRONG};
use super::isolate::Isolate;
use super::line::Line;
use super::list::List;
use super::note::Notes;
use super::page::{Pages, Place};
use super::tree::{NodeId, Step, Tree};
use super::{element, region, speech, table, verbatim};
use crate::document::SpanKind;
use crate::import::build::Piece;
use crate::text::{Direction, Language};

/// What blocks of text stand in.
#[derive(Clone, Debug)]
enum Holder {
    /// An item of a list of this depth; its label waits for its first text.
    Item(u8, Option<String>),
    Quotation,
}

/// What is undone when an element is left.
#[derive(Debug, Default)]
struct Frame {
    node: NodeId,
    block: bool,
    list: bool,
    holder: bool,
    flat: bool,
    verbatim: bool,
    span: bool,
    isolate: bool,
    heading: bool,
    note: bool,
    /// What is written at the end.
    closing: Option<&'static str>,
    language: Option<Option<Language>>,
    direction: Option<Option<Direction>>,
}

/// What the walk found.
#[derive(Debug, Default)]
pub(in crate::import) struct Walked {
    /// The pieces in reading order.
    pub(in crate::import) pieces: Vec<Piece>,
    /// Lines of tables whose spans were not followed.
    pub(in crate::import) unspanned: Vec<usize>,
}

/// Walks what is shown of the pages.
pub(in crate::import) fn walk(pages: &Pages, notes: &Notes) -> Walked {
    let mut walked = Walked::default();
    for (page, one) in pages.list.iter().enumerate() {
        let mut walker = Walker::new(pages, notes, page, &one.tree);
        walker.walked = walked;
        walker.page();
        walked = walker.walked;
    }
    walked
}

struct Walker<'a> {
    pages: &'a Pages,
    notes: &'a Notes,
    page: usize,
    tree: &'a Tree,
    /// Pages of a book: ids are named with their page, and nothing is left out as furniture.
    is_book: bool,
    walked: Walked,
    line: Line,
    lists: Vec<List>,
    holders: Vec<Holder>,
    frames: Vec<Frame>,
    blocks: Vec<NodeId>,
    /// Elements in which blocks do not part: headings, cells, notes.
    flat: usize,
    verbatim: usize,
    heading: Option<u8>,
    /// The element of the heading that is read, or of the last one.
    headed: NodeId,
    /// The name and label of the note that is read.
    note: Option<(String, Option<String>)>,
    language: Option<Language>,
    direction: Option<Direction>,
    /// Names since the last piece, and the elements that have them.
    names: Vec<(String, NodeId)>,
    /// How many of them stood before the text, and the block in which it began.
    leading: usize,
    begun: NodeId,
    /// The line of the source on which the text began, and the one that a format beneath says.
    at: usize,
    told: Option<usize>,
    /// Whether the next piece is the first of its page.
    opens: bool,
}

impl<'a> Walker<'a> {
    fn new(pages: &'a Pages, notes: &'a Notes, page: usize, tree: &'a Tree) -> Self {
        Self {
            pages,
            notes,
            page,
            tree,
            is_book: pages.is_book,
            walked: Walked::default(),
            line: Line::default(),
            lists: Vec::new(),
            holders: Vec::new(),
            frames: Vec::new(),
            blocks: Vec::new(),
            flat: 0,
            verbatim: 0,
            heading: None,
            headed: 0,
            note: None,
            language: None,
            direction: None,
            names: Vec::new(),
            leading: 0,
            begun: 0,
            at: 0,
            told: None,
            opens: true,
        }
    }

    fn page(&mut self) {
        let region = match self.is_book {
            true => region::whole(self.tree),
            false => region::main(self.tree),
        };
        (self.language, self.direction) = speech::above(self.tree, region.tops.first().copied());
        for top in &region.tops {
            self.walk(*top, &region.left_out);
            self.flush();
        }
    }

    fn walk(&mut self, top: NodeId, left_out: &HashSet<NodeId>) {
        let mut next = Some(Step::Enter(top));
        while let Some(step) = next {
            let inside = match step {
                Step::Enter(node) => !left_out.contains(&node) && self.enter(node, left_out),
                Step::Leave(node) => {
                    self.leave(node);
                    false
                }
            };
            next = self.tree.step(top, step, inside);
        }
    }

    /// Begins an element or adds a text; whether its children are walked.
    fn enter(&mut self, node: NodeId, left_out: &HashSet<NodeId>) -> bool {
        if let Some(text) = self.tree.text(node) {
            self.text(node, text);
            return false;
        }
        let place = Place { page: self.page, node };
        let name = self.tree.name(node);
        if name.is_empty() {
            self.told = self.tree.comment(node).and_then(verbatim::line_mark).or(self.told);
            return false;
        }
        if let Some((note, mark)) = self.notes.call(place) {
            self.line.note(note, mark.to_owned());
            self.named_inside(node);
            return false;
        }
        if self.notes.is_back(place) || element::is_hidden(self.tree, node) {
            return false;
        }
        if name == "table"
            && self.flat == 0
            && !self.notes.stand_in(self.page, self.tree, node)
            && let Some(rows) = table::rows(self.tree, node)
        {
            self.table(node, &rows, left_out);
            return false;
        }
        let mut frame = Frame { node, ..Frame::default() };
        self.speech(node, &mut frame);
        // Where blocks do not part, they are parts of a line.
        let is_inline = self.flat > 0 || !element::is_block(name);
        if element::is_block(name) {
            self.part();
            self.blocks.push(node);
            frame.block = true;
            self.block(node, name, &mut frame);
        }
        self.named(node);
        if let Some(isolate) = Isolate::of(self.tree, node).filter(|_| is_inline) {
            self.line.isolate(isolate);
            frame.isolate = true;
        }
        let inside = self.inline(node, name, &mut frame);
        if inside {
            self.frames.push(frame);
        } else {
            if frame.isolate {
                self.line.end_isolate();
            }
            if frame.block {
                self.blocks.pop();
            }
        }
        inside
    }

    /// What a block changes for the text in it.
    fn block(&mut self, node: NodeId, name: &str, frame: &mut Frame) {
        if let Some(list) = List::new(self.tree, node) {
            self.lists.push(list);
            frame.list = true;
        }
        let depth = u8::try_from(self.lists.len().max(1)).unwrap_or(u8::MAX);
        let label = match name {
            "li" => self.lists.last_mut().map(|list| list.label(self.tree, node)).filter(|label| !label.is_empty()),
            _ => None,
        };
        let note = self.notes.body(Place { page: self.page, node }).filter(|_| self.note.is_none() && self.flat == 0);
        if let Some((note, mark)) = note {
            let own = label.map(|label| label.trim_end_matches(['.', '、']).to_owned()).filter(|l| l != "•");
            let label = Some(mark.to_owned()).filter(|mark| !mark.is_empty()).or(own.filter(|_| !self.notes.counted));
            self.note = Some((note, label));
            self.flat += 1;
            (frame.note, frame.flat) = (true, true);
            return;
        }
        if self.flat > 0 {
            if let Some(label) = label {
                self.line.push(&label);
                self.line.space();
            }
            return;
        }
        match name {
            "li" => {
                self.holders.push(Holder::Item(depth, label));
                frame.holder = true;
            }
            "dd" => {
                self.holders.push(Holder::Item(depth, None));
                frame.holder = true;
            }
            "blockquote" => {
                self.holders.push(Holder::Quotation);
                frame.holder = true;
            }
            "pre" | "listing" | "xmp" | "plaintext" => {
                self.verbatim += 1;
                frame.verbatim = true;
            }
            _ => {}
        }
        if let Some(level) = element::heading(self.tree, node) {
            (self.heading, self.headed) = (Some(level), node);
            self.flat += 1;
            (frame.heading, frame.flat) = (true, true);
        }
    }

    /// What an element that may stand in a line does to the text; whether its children are walked.
    fn inline(&mut self, node: NodeId, name: &str, frame: &mut Frame) -> bool {
        match name {
            "br" => {
                if self.verbatim > 0 && self.flat == 0 {
                    self.line.push_verbatim("\n");
                } else if self.line.line_break() >= 2 && self.flat == 0 {
                    self.flush();
                }
                return false;
            }
            "hr" => return false,
            "img" | "image" => {
                let alt = self.tree.attribute(node, "alt").unwrap_or("").trim();
                if !alt.is_empty() {
                    self.text(node, &format!("[{alt}]"));
                }
                return false;
            }
            // A line of a drawing.
            "text" => self.line.space(),
            "annotation" | "annotation-xml" => return false,
            "a" => {
                if let Some(target) = self.tree.attribute(node, "href").and_then(|href| self.link(href)) {
                    self.line.open(SpanKind::Link, Some(target));
                    frame.span = true;
                }
            }
            STRONG | EMPHASIS if self.heading.is_none() => {
                self.line.open(SpanKind::Emphasis, None);
                frame.span = true;
            }
            "sup" | "sub" if self.tree.inside(node).skip(1).all(|inner| self.tree.name(inner).is_empty()) => {
                let text = self.tree.text_in(node, 16);
                if let Some(raised) = verbatim::script(text.trim(), name == "sup") {
                    self.text(node, &raised);
                    self.named_inside(node);
                    return false;
                }
            }
            "q" => {
                self.text(node, "“");
                frame.closing = Some("”");
            }
            // The reading stays behind its characters; what brackets it in older browsers is written where it is missing.
            "rt" if !self.is_bracketed(node) && !self.tree.text_in(node, 16).trim().is_empty() => {
                self.line.push_verbatim("（");
                frame.closing = Some("）");
            }
            _ => {}
        }
        true
    }

    /// Whether a reading has its brackets on the page.
    fn is_bracketed(&self, rt: NodeId) -> bool {
        let ruby = self.tree.ancestors(rt).find(|up| self.tree.name(*up) == "ruby");
        ruby.is_some_and(|ruby| self.tree.inside(ruby).take(64).any(|node| self.tree.name(node) == "rp"))
    }

    fn leave(&mut self, node: NodeId) {
        let Some(frame) = self.frames.pop_if(|frame| frame.node == node) else { return };
        if let Some(closing) = frame.closing {
            self.line.push_verbatim(closing);
        }
        if frame.span {
            self.line.close();
        }
        if frame.isolate {
            self.line.end_isolate();
        }
        if self.tree.name(node) == "text" {
            self.line.space();
        }
        if frame.heading || frame.note {
            self.flush();
        } else if frame.block {
            self.part();
        }
        if frame.block {
            self.blocks.pop();
        }
        if frame.flat {
            self.flat -= 1;
        }
        if frame.heading {
            self.heading = None;
        }
        if frame.note {
            self.note = None;
        }
        if frame.verbatim {
            self.verbatim -= 1;
        }
        if frame.holder {
            self.holders.pop();
        }
        if frame.list {
            self.lists.pop();
        }
        if let Some(language) = frame.language {
            self.language = language;
        }
        if let Some(direction) = frame.direction {
            self.direction = direction;
        }
    }

    fn speech(&mut self, node: NodeId, frame: &mut Frame) {
        if let Some(language) = speech::language(self.tree, node) {
            frame.language = Some(std::mem::replace(&mut self.language, language));
        }
        if let Some(direction) = speech::direction(self.tree, node) {
            frame.direction = Some(std::mem::replace(&mut self.direction, direction));
        }
    }

    /// Ends the block that was open, or parts the words where blocks do not part.
    fn part(&mut self) {
        match self.flat > 0 {
            true => self.line.space(),
            false => self.flush(),
        }
    }
}
