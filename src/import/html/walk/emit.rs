//! From the text of a walk to pieces: their roles, names and labels.

use std::collections::HashSet;

use super::{Frame, Holder, Walker};
use crate::document::{Span, SpanKind};
use crate::import::build::{Cell, Piece, Role};
use crate::import::html::page::Target;
use crate::import::html::table;
use crate::import::html::tree::NodeId;
use crate::import::html::verbatim::{self, METADATA};

impl Walker<'_> {
    pub(super) fn text(&mut self, node: NodeId, text: &str) {
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
    pub(super) fn link(&self, href: &str) -> Option<String> {
        match self.pages.target(self.page, href) {
            Target::Here(place) => Some(format!("#{}:{}", place.page, place.node)),
            Target::Page(page) => Some(format!("#{page}")),
            Target::Away(url) => Some(if url.contains(['/', ':', '.']) { url } else { format!("./{url}") }),
            Target::Nowhere => None,
        }
    }

    /// Keeps the names by which links know an element.
    pub(super) fn named(&mut self, node: NodeId) {
        let id = self
            .tree
            .attribute(node, "id")
            .or_else(|| self.tree.attribute(node, "name").filter(|_| self.tree.name(node) == "a"));
        if let Some(id) = id.map(str::trim).filter(|id| !id.is_empty()) {
            self.names.push((id.to_owned(), node));
        }
    }

    pub(super) fn named_inside(&mut self, node: NodeId) {
        let tree = self.tree;
        tree.inside(node).for_each(|inner| self.named(inner));
    }

    /// Makes a piece of the text so far.
    pub(super) fn flush(&mut self) {
        if self.line.is_empty() {
            return;
        }
        let (text, spans) = self.line.take(self.direction);
        if text.trim().is_empty() {
            // Calls of notes in a block of their own belong to the text above.
            if let Some(above) = self.walked.pieces.last_mut().filter(|piece| piece.rows.is_empty()) {
                let end = above.text.len();
                let calls = spans.into_iter().filter(|span| span.kind == SpanKind::Note);
                above.spans.extend(calls.map(|span| Span { start: end, end, ..span }));
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
        // What a heading has in it are names of its own, and what stands before it may be of something else.
        let is_page = |node| {
            self.tree.has_word(node, "epub:type", "pagebreak") || self.tree.has_word(node, "role", "doc-pagebreak")
        };
        let is_in_heading =
            |(_, node): &&(String, NodeId)| !is_page(*node) && self.tree.ancestors(*node).any(|up| up == self.headed);
        let own = match piece.role {
            Role::Heading(_) => {
                names.iter().find(|(_, node)| *node == self.headed).or_else(|| names.iter().find(is_in_heading))
            }
            _ => names.iter().take(self.leading).rev().find(|(_, node)| *node == self.begun),
        };
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
    pub(super) fn table(&mut self, node: NodeId, rows: &[Vec<table::Spanned>], left_out: &HashSet<NodeId>) {
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
        let (text, spans) = self.line.take(self.direction);
        self.line = outer;
        Cell { text, spans }
    }
}
