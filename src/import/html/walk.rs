//! A walk over pages that makes a piece of every block.

use std::collections::HashSet;

use super::guard::{EMPHASIS, STRONG};
use super::line::Line;
use super::list::List;
use super::note::Notes;
use super::page::{Pages, Place, Target};
use super::tree::{NodeId, Step, Tree};
use super::verbatim::{self, METADATA};
use super::{element, region, speech, table};
use crate::document::SpanKind;
use crate::import::build::{Cell, Piece, Role};
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
        if element::is_block(name) {
            self.part();
            self.blocks.push(node);
            frame.block = true;
            self.block(node, name, &mut frame);
        }
        self.named(node);
        let inside = self.inline(node, name, &mut frame);
        if inside {
            self.frames.push(frame);
        } else if frame.block {
            self.blocks.pop();
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
            self.heading = Some(level);
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
            "sup" | "sub" => {
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

    fn text(&mut self, node: NodeId, text: &str) {
        if self.line.is_blank() {
            if text.chars().all(|c| c.is_ascii_whitespace()) && self.verbatim == 0 {
                return;
            }
            self.at = self.told.unwrap_or_else(|| self.tree.line(node));
            self.leading = self.names.len();
            self.begun = self.blocks.last().copied().unwrap_or(0);
        }
        match self.verbatim > 0 && self.flat == 0 {
            true => self.line.push_verbatim(text),
            false => self.line.push(text),
        }
    }

    /// The target of a link as the pieces name it; none where it leads nowhere.
    fn link(&self, href: &str) -> Option<String> {
        match self.pages.target(self.page, href) {
            Target::Here(place) => Some(format!("#{}:{}", place.page, place.node)),
            Target::Page(page) => Some(format!("#{page}")),
            Target::Away(url) => Some(if url.contains(['/', ':', '.']) { url } else { format!("./{url}") }),
            Target::Nowhere => None,
        }
    }

    /// Keeps the names by which links know an element.
    fn named(&mut self, node: NodeId) {
        let id = self
            .tree
            .attribute(node, "id")
            .or_else(|| self.tree.attribute(node, "name").filter(|_| self.tree.name(node) == "a"));
        if let Some(id) = id.map(str::trim).filter(|id| !id.is_empty()) {
            self.names.push((id.to_owned(), node));
        }
    }

    fn named_inside(&mut self, node: NodeId) {
        let tree = self.tree;
        tree.inside(node).for_each(|inner| self.named(inner));
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

    /// Makes a piece of the text so far.
    fn flush(&mut self) {
        if self.line.is_empty() {
            return;
        }
        let (text, spans) = self.line.take();
        if text.trim().is_empty() {
            // Calls of notes in a block of their own belong to the text above.
            if let Some(above) = self.walked.pieces.last_mut().filter(|piece| piece.rows.is_empty()) {
                let end = above.text.len();
                let calls = spans.into_iter().filter(|span| span.kind == SpanKind::Note);
                above.spans.extend(calls.map(|span| crate::document::Span { start: end, end, ..span }));
            }
            return;
        }
        let mut piece = Piece { text, spans, line: self.at, ..Piece::default() };
        let label = self.holders.iter_mut().rev().find_map(|holder| match holder {
            Holder::Item(level, label) if label.is_some() => label.take().map(|label| (*level, label)),
            _ => None,
        });
        piece.role = match (&self.note, self.heading, label, self.holders.last()) {
            (Some((name, mark)), ..) => {
                piece.label.clone_from(mark);
                verbatim::bare_note(&mut piece);
                Role::Note(name.clone())
            }
            (None, Some(level), label, _) => {
                piece.label = label.map(|(_, label)| label).filter(|label| label != "•");
                Role::Heading(level)
            }
            (None, None, Some((level, label)), _) => {
                piece.label = Some(label);
                Role::Item(level)
            }
            (None, None, None, _) if self.blocks.last().is_some_and(|block| self.tree.name(*block) == METADATA) => {
                Role::Metadata
            }
            (None, None, None, Some(Holder::Item(level, _))) => Role::Item(*level),
            (None, None, None, Some(Holder::Quotation)) => Role::Quotation,
            (None, None, None, None) => Role::Paragraph,
        };
        if self.verbatim > 0 && self.flat == 0 {
            verbatim::lines(&mut piece);
        }
        self.push(piece);
    }

    /// Adds a piece with the names that lead to it.
    fn push(&mut self, mut piece: Piece) {
        let names = std::mem::take(&mut self.names);
        let own = names.iter().take(self.leading).rev().find(|(_, node)| *node == self.begun);
        let id = own.or_else(|| names.first()).map(|(id, _)| id.as_str());
        piece.id = id.map(|id| match self.is_book {
            true => format!("{}#{id}", self.pages.list.get(self.page).map_or("", |page| page.path.as_str())),
            false => id.to_owned(),
        });
        piece.anchors = names.iter().map(|(_, node)| format!("{}:{node}", self.page)).collect();
        if std::mem::take(&mut self.opens) {
            piece.anchors.push(self.page.to_string());
        }
        piece.language.clone_from(&self.language);
        piece.direction = self.direction;
        self.leading = 0;
        self.walked.pieces.push(piece);
    }

    /// Adds a table, its caption before it.
    fn table(&mut self, node: NodeId, rows: &[Vec<table::Spanned>], left_out: &HashSet<NodeId>) {
        self.flush();
        let line = self.told.unwrap_or_else(|| self.tree.line(node));
        let mut outside = Frame::default();
        self.speech(node, &mut outside);
        self.named(node);
        (self.leading, self.begun) = (self.names.len(), node);
        let caption = self.tree.children(node).find(|child| self.tree.name(*child) == "caption");
        if let Some(Cell { text, spans }) = caption.map(|caption| self.cell(caption, left_out))
            && !text.is_empty()
        {
            let names = std::mem::take(&mut self.names);
            self.push(Piece { text, spans, line, ..Piece::default() });
            self.names = names;
        }
        let (cells, is_plain) = table::grid(rows, |cell| self.cell(cell, left_out));
        if is_plain {
            self.walked.unspanned.push(line);
        }
        if cells.iter().flatten().any(|cell| !cell.text.is_empty()) {
            (self.leading, self.begun) = (self.names.len(), node);
            self.push(Piece { role: Role::Table, rows: cells, line, ..Piece::default() });
        }
        self.language = outside.language.unwrap_or(self.language.take());
        self.direction = outside.direction.unwrap_or(self.direction);
    }

    /// The text of a cell.
    fn cell(&mut self, node: NodeId, left_out: &HashSet<NodeId>) -> Cell {
        let outer = std::mem::take(&mut self.line);
        self.flat += 1;
        self.walk(node, left_out);
        self.flat -= 1;
        let (text, spans) = self.line.take();
        self.line = outer;
        Cell { text, spans }
    }
}
