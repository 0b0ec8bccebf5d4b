//! A part with text to its tree, in one pass over its XML.

use std::collections::HashMap;

use super::SPACES;
use super::field::{Counts, Fields};
use super::run::link;
use super::style::Styles;
use super::tree::{Cell, Item, Paragraph, Row, Story, Table};
use crate::document::Warning;
use crate::import::xml::{Node, Tag, Xml};

/// The relations of a part.
#[derive(Clone, Debug, Default)]
pub(super) struct Rels {
    pub by_id: HashMap<String, Rel>,
}

/// A relation: the last word of its type, its target, whether that lies outside of the package.
#[derive(Clone, Debug)]
pub(super) struct Rel {
    pub kind: String,
    pub target: String,
    pub is_far: bool,
}

impl Rels {
    /// The targets inside the package of relations of this kind.
    pub fn by_type<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.by_id.values().filter(move |rel| rel.kind == kind && !rel.is_far).map(|rel| rel.target.as_str())
    }
}

/// Reads a part. What is wrong with its XML is said; what stands before is read.
pub(super) fn read(text: &str, name: &str, rels: &Rels, styles: &Styles) -> (Story, Vec<Warning>) {
    let xml = Xml::new(text, name, SPACES);
    let mut reading = Reading {
        xml,
        rels,
        styles,
        frames: vec![(0, Frame::Body(Vec::new()))],
        runs: Vec::new(),
        run: Run::default(),
        fields: Fields::default(),
        counts: Counts::default(),
        choices: Vec::new(),
        takes: None,
        held: String::new(),
        is_trimmed: false,
        keeps_blanks: false,
        story: Story::default(),
    };
    reading.all();
    let warnings = std::mem::take(&mut reading.xml.warnings);
    let mut story = reading.story;
    if let Some((_, Frame::Body(items))) = reading.frames.pop() {
        story.items = items;
    }
    (story, warnings)
}

/// What is open, with the depth at which it was opened.
pub(super) enum Frame {
    /// The part itself, or a text box.
    Body(Vec<Item>),
    /// The body of a note, by its identifier.
    Note(String, Vec<Item>),
    Table(Table),
    Row(Row),
    Cell(Cell),
    Paragraph(Box<Open>),
}

/// A paragraph that is open.
#[derive(Default)]
pub(super) struct Open {
    pub paragraph: Paragraph,
    /// Links that are open: depth, start, target.
    links: Vec<(usize, usize, Option<String>)>,
    /// Fields that stood open when it began.
    fields: usize,
}

/// The run that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub is_hidden: bool,
    pub is_emphasis: bool,
    /// The languages of its letters: those of Chinese, Japanese and Korean are in the second, those from right to left in the third.
    pub languages: Option<Box<[Option<String>; 3]>>,
    /// The call whose mark this run holds.
    pub marks: bool,
}

/// Which text is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Text,
    Instruction,
}

pub(super) struct Reading<'a, 'b> {
    pub xml: Xml<'a>,
    pub rels: &'b Rels,
    pub styles: &'b Styles,
    pub frames: Vec<(usize, Frame)>,
    /// The runs around text boxes.
    runs: Vec<Run>,
    pub run: Run,
    pub fields: Fields,
    /// How far fields that number text have counted.
    pub counts: Counts,
    /// For each open `mc:AlternateContent`, whether a choice was taken.
    choices: Vec<bool>,
    pub takes: Option<Takes>,
    /// The text of the element that is open, and whether blanks at its edges are none (XML 1.0, 2.10).
    pub held: String,
    pub is_trimmed: bool,
    /// Whether the part says for all of its texts that they are not.
    keeps_blanks: bool,
    pub story: Story,
}

impl Reading<'_, '_> {
    fn all(&mut self) {
        loop {
            match self.xml.next() {
                Node::Open(tag) => self.open(&tag),
                Node::Close(close) => {
                    match (close.space, close.name()) {
                        ("w", "t" | "instrText") | ("m", "t") => self.end_text(),
                        ("w", "r") => self.run = Run::default(),
                        ("w", "fldSimple") => self.end_field(),
                        ("mc", "AlternateContent") => drop(self.choices.pop()),
                        ("w", "txbxContent") => self.run = self.runs.pop().unwrap_or_default(),
                        _ => {}
                    }
                    self.close(self.xml.depth() + 1);
                }
                Node::Text(text) => match self.takes {
                    Some(Takes::Text) => self.held.push_str(&text),
                    Some(Takes::Instruction) => self.fields.instruct(&text),
                    None => {}
                },
                Node::End => break,
            }
        }
        // What breaks off is kept as far as it goes.
        self.end_text();
        while let Some(depth) = self.frames.last().map(|(depth, _)| *depth).filter(|_| self.frames.len() > 1) {
            self.close(depth);
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let depth = self.xml.depth();
        if depth == 1 {
            self.keeps_blanks = tag.other("space").as_deref() == Some("preserve");
        }
        match (tag.space, tag.name()) {
            ("w", "p") => {
                let open = Open { fields: self.fields.depth(), ..Open::default() };
                self.frames.push((depth, Frame::Paragraph(Box::new(open))));
            }
            ("w", "pPr") => self.paragraph_properties(),
            ("w", "r") => self.run = Run::default(),
            ("w", "rPr") => self.run_properties(),
            ("w", "t") | ("m", "t") => {
                self.takes = Some(Takes::Text);
                let is_kept = tag.other("space").map_or(self.keeps_blanks, |space| space == "preserve");
                self.is_trimmed = tag.space == "w" && !is_kept;
            }
            ("w", "instrText") => self.takes = Some(Takes::Instruction),
            ("w", "tab" | "ptab") => self.text("\t"),
            ("w", "br" | "cr") => self.text("\n"),
            ("w", "noBreakHyphen") => self.text("\u{2011}"),
            ("w", "softHyphen") => self.text("\u{AD}"),
            ("w", "sym") => {
                let c = tag.value("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).and_then(char::from_u32);
                let c = c.map(|c| crate::import::build::symbol(c, tag.value("font").as_deref().unwrap_or("")));
                self.text(c.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
            }
            ("w", "footnoteReference" | "endnoteReference") => self.call(tag),
            ("w", "hyperlink") => {
                let target = self.target(tag.other("id").as_deref(), tag.value("anchor").as_deref());
                if let Some(open) = self.paragraph() {
                    let at = open.paragraph.text.len();
                    open.links.push((depth, at, target));
                }
            }
            ("w", "bookmarkStart") => {
                if let (Some(name), Some(open)) = (tag.value("name"), self.paragraph()) {
                    open.paragraph.names.push(name);
                }
            }
            ("w", "fldChar") => match tag.value("fldCharType").as_deref() {
                Some("begin") => self.fields.begin(),
                Some("separate") => {
                    let at = self.place();
                    self.fields.separate(at);
                }
                Some("end") => self.end_field(),
                _ => {}
            },
            ("w", "fldSimple") => {
                self.fields.begin();
                self.fields.instruct(&tag.value("instr").unwrap_or_default());
                let at = self.place();
                self.fields.separate(at);
            }
            ("w", "tbl") => self.frames.push((depth, Frame::Table(Table::default()))),
            ("w", "tr") if matches!(self.frames.last(), Some((_, Frame::Table(_)))) => {
                self.frames.push((depth, Frame::Row(Row::default())));
            }
            ("w", "tc") if matches!(self.frames.last(), Some((_, Frame::Row(_)))) => {
                self.frames.push((depth, Frame::Cell(Cell::default())));
            }
            ("w", "footnote" | "endnote") => match tag.value("type").as_deref() {
                None | Some("normal") => {
                    let id = tag.value("id").unwrap_or_default();
                    self.frames.push((depth, Frame::Note(id, Vec::new())));
                }
                // The lines between text and notes.
                Some(_) => self.xml.skip(),
            },
            ("w", "drawing" | "pict" | "object") => {
                if let Some(open) = self.paragraph() {
                    open.paragraph.has_picture = true;
                }
            }
            ("w", "trPr") => self.row_properties(),
            ("w", "tcPr") => self.cell_properties(),
            ("w", "txbxContent") => {
                self.runs.push(std::mem::take(&mut self.run));
                self.frames.push((depth, Frame::Body(Vec::new())));
            }
            ("w", "sectPr") => self.section(),
            ("w", "altChunk") => {
                let id = tag.other("id");
                let chunk = id.and_then(|id| self.rels.by_id.get(&id)).filter(|rel| !rel.is_far);
                if let Some(name) = chunk.map(|rel| rel.target.clone()) {
                    self.deliver(Item::Chunk(name));
                }
            }
            ("mc", "AlternateContent") => self.choices.push(false),
            ("mc", name @ ("Choice" | "Fallback")) => {
                let is_known = name == "Fallback" || is_known(tag.value("Requires").as_deref());
                match self.choices.last_mut() {
                    Some(taken) if !*taken && is_known => *taken = true,
                    _ => self.xml.skip(),
                }
            }
            // What was deleted or moved away, what was before a change, the reading of a ruby text, and properties.
            (
                "w",
                "del" | "moveFrom" | "rPrChange" | "pPrChange" | "tblPrChange" | "tblGridChange" | "sectPrChange"
                | "rt" | "sdtPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr" | "tblPr" | "tblGrid" | "tblPrEx"
                | "rubyPr" | "ffData",
            ) => self.xml.skip(),
            _ => {}
        }
    }

    /// Ends the frame that was opened at `depth`, and the link.
    fn close(&mut self, depth: usize) {
        if let Some(open) = self.paragraph()
            && open.links.last().is_some_and(|(opened, ..)| *opened == depth)
            && let Some((_, start, target)) = open.links.pop()
        {
            link(&mut open.paragraph, start, target);
        }
        if self.frames.len() < 2 || self.frames.last().is_none_or(|(opened, _)| *opened != depth) {
            return;
        }
        match self.frames.pop().map(|(_, frame)| frame) {
            Some(Frame::Paragraph(open)) => {
                let Open { mut paragraph, links, fields } = *open;
                for (_, start, target) in links {
                    link(&mut paragraph, start, target);
                }
                // A field whose instruction does not end in its paragraph hides nothing that follows.
                self.fields.end_instructions(fields);
                self.deliver(Item::Paragraph(Box::new(paragraph)));
            }
            Some(Frame::Table(table)) => self.deliver(Item::Table(table)),
            Some(Frame::Row(row)) => {
                if let Some((_, Frame::Table(table))) = self.frames.last_mut()
                    && !row.is_deleted
                {
                    table.rows.push(row);
                }
            }
            Some(Frame::Cell(cell)) => {
                if let Some((_, Frame::Row(row))) = self.frames.last_mut() {
                    row.cells.push(cell);
                }
            }
            Some(Frame::Note(id, items)) => drop(self.story.notes.insert(id, items)),
            Some(Frame::Body(items)) => match self.paragraph() {
                Some(open) => open.paragraph.boxes.extend(items),
                None => items.into_iter().for_each(|item| self.deliver(item)),
            },
            None => {}
        }
    }

    /// Puts a finished paragraph or table where it belongs.
    fn deliver(&mut self, item: Item) {
        for (_, frame) in self.frames.iter_mut().rev() {
            let items = match frame {
                Frame::Body(items) | Frame::Note(_, items) => items,
                Frame::Cell(cell) => &mut cell.items,
                Frame::Paragraph(open) => &mut open.paragraph.boxes,
                Frame::Table(_) | Frame::Row(_) => continue,
            };
            match item {
                Item::Paragraph(next) => match items.last_mut() {
                    Some(Item::Paragraph(before)) if before.joins => before.join(*next),
                    // Empty lines are not kept: a file may have a million of them.
                    _ if next.is_nothing() => {}
                    _ => items.push(Item::Paragraph(next)),
                },
                other => items.push(other),
            }
            return;
        }
    }

    pub fn paragraph(&mut self) -> Option<&mut Open> {
        match self.frames.last_mut() {
            Some((_, Frame::Paragraph(open))) => Some(open),
            _ => None,
        }
    }

    /// The depth of the frame and the place in the paragraph.
    pub fn place(&mut self) -> (usize, usize) {
        let frames = self.frames.len();
        (frames, self.paragraph().map_or(0, |open| open.paragraph.text.len()))
    }
}

/// Whether what a choice requires is read here: drawings with text in them, and what Word added to its own namespace.
pub(super) fn is_known(required: Option<&str>) -> bool {
    let known = ["wps", "wpg", "wpc", "wp14", "w14", "w15", "a14"];
    required.is_none_or(|names| names.split_whitespace().all(|name| known.contains(&name)))
}
