//! Texts marked sentence by sentence (TEI, XCES, OPUS): `<s id="…">` in paragraphs, and the files that link them.

use std::collections::HashMap;

use super::bitext::xml::{Element, Part, Xml};
use super::bitext::{speak, speech, text::one_line};
use super::link::{Links, Place};
use super::{Format, Hints, ImportError, Imported, Read, encoding};
use crate::document::{Block, Document, Key, Kind, Warning};
use crate::text::language;

/// A text, or a file of links between two.
pub const FORMAT: Format =
    Format { name: "tei", extensions: &["tei", "xces", "ces", "xml"], sniff, read: Read::Bitext(read) };

/// Bytes in which the root must begin.
const HEAD: usize = 4096;

/// Elements that a file of links or a text has, one of them among the first.
const ROOTS: [&str; 12] = [
    "TEI",
    "TEI.2",
    "teiCorpus",
    "text",
    "document",
    "cesDoc",
    "cesAna",
    "cesAlign",
    "linkGrp",
    "body",
    "letsmt",
    "corpus",
];

fn sniff(bytes: &[u8]) -> bool {
    let head = encoding::decode(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default()).text;
    let mut xml = Xml::new(&head);
    while let Some(part) = xml.part() {
        if let Part::Open(tag) = part {
            return ROOTS.contains(&tag.name().as_str());
        }
    }
    false
}

/// A text while it is read.
#[derive(Default)]
struct State {
    document: Document,
    language: String,
    in_header: usize,
    /// Whether text belongs to the title of the header.
    in_title: bool,
    title: String,
    block: Option<Block>,
    /// Whether the open block is a sentence, which holds no further block.
    sentence: bool,
    paragraphs: usize,
    keys: HashMap<String, usize>,
    number: usize,
    words: bool,
    skipped: usize,
    links: Links,
    linked: bool,
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Imported, ImportError> {
    let decoded = encoding::decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut state = State::default();
    state.document.warnings = decoded.warnings;
    let mut xml = Xml::new(&decoded.text);
    let mut root = false;
    while let Some(part) = xml.part() {
        let (line, depth) = (xml.line(), xml.depth());
        match part {
            Part::Open(tag) => {
                if depth == 1 {
                    root = true;
                    if !ROOTS.contains(&tag.name().as_str()) {
                        let said = format!(
                            "line {line}: the root element is <{}>; no text or links are known in it",
                            tag.name()
                        );
                        return Err(ImportError::NotThisFormat(FORMAT.name, said));
                    }
                }
                state.open(&tag, line);
            }
            Part::Close(name) => state.close(&name),
            Part::Text(text) => state.text(&text),
        }
    }
    state.end();
    let mut warnings = xml.warnings();
    if !root {
        let said = warnings.first().map_or_else(|| "no element stands in it".to_owned(), |one| one.message.clone());
        return Err(ImportError::NotThisFormat(FORMAT.name, said));
    }
    if state.linked {
        state.links.warnings.append(&mut warnings);
        if state.links.pairs.is_empty() {
            return Err(ImportError::NoText(FORMAT.name, ": a file of links without a link".to_owned()));
        }
        return Ok(Imported { links: Some(state.links), ..Imported::default() });
    }
    state.document.warnings.append(&mut warnings);
    let document = state.finish(hints)?;
    Ok(Imported { documents: vec![document], ..Imported::default() })
}

impl State {
    fn open(&mut self, tag: &Element<'_>, line: usize) {
        let name = tag.name();
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        if let Some(language) = tag.attribute("xml:lang").or_else(|| tag.attribute("lang"))
            && self.language.is_empty()
            && self.in_header == 0
        {
            self.language = language;
        }
        match name.as_str() {
            "teiHeader" | "cesHeader" | "header" | "head" if name != "head" || self.in_header > 0 => {
                self.in_header += 1
            }
            "title" if self.in_header > 0 => self.in_title = self.title.is_empty(),
            "language" if self.in_header > 0 && self.language.is_empty() => {
                self.language = tag.attribute("ident").or_else(|| tag.attribute("id")).unwrap_or_default();
            }
            _ if self.in_header > 0 => {}
            "cesAlign" | "linkGrp" => {
                self.linked = true;
                for (place, names) in [(0, ["fromDoc", "from"]), (1, ["toDoc", "to"])] {
                    if let Some(file) = names.iter().find_map(|name| tag.attribute(name)) {
                        self.links.files[place].get_or_insert(file);
                    }
                }
            }
            "link" => self.link(tag, line),
            "s" | "seg" | "u" => {
                self.end();
                self.begin(Kind::Paragraph, tag, line);
                self.sentence = true;
            }
            "head" if !self.sentence => {
                self.end();
                self.begin(Kind::Heading, tag, line);
            }
            "p" | "ab" | "l" | "item" | "quote" if !self.sentence => {
                self.end();
                self.paragraphs += 1;
                self.begin(Kind::Paragraph, tag, line);
            }
            // Words in elements of their own have spaces between them.
            "w" | "tok" | "c" | "pc" => self.words = true,
            "note" | "time" | "fw" => self.skipped = 1,
            _ => {}
        }
    }

    fn begin(&mut self, kind: Kind, tag: &Element<'_>, line: usize) {
        let id = tag.attribute("xml:id").or_else(|| tag.attribute("id")).or_else(|| tag.attribute("n"));
        let level = u8::from(kind == Kind::Heading);
        self.block = Some(Block { kind, level, id, line, ..Block::default() });
    }

    /// Ends the open block; one without text is none.
    fn end(&mut self) {
        self.sentence = false;
        let Some(mut block) = self.block.take() else { return };
        block.text = one_line(&block.text);
        if block.text.is_empty() {
            return;
        }
        let key = if block.kind == Kind::Heading {
            let turn = self.keys.entry(format!("{}+", self.number)).or_default();
            *turn += 1;
            format!("{}+{turn}", self.number)
        } else {
            self.number += 1;
            block.number = Some(self.number.to_string());
            self.number.to_string()
        };
        block.key = Key::new(key);
        self.document.blocks.push(block);
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "teiHeader" | "cesHeader" | "header" => self.in_header = self.in_header.saturating_sub(1),
            "title" => self.in_title = false,
            "s" | "seg" | "u" | "p" | "ab" | "l" | "item" | "quote" | "head" if self.in_header == 0 => self.end(),
            "w" | "tok" | "pc" => {
                if let Some(block) = &mut self.block {
                    block.text.push(' ');
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        if self.in_title {
            self.title.push_str(text);
        } else if self.in_header == 0
            && let Some(block) = &mut self.block
            && !(self.words && text.trim().is_empty())
        {
            block.text.push_str(text);
        }
    }

    /// A link: `xtargets="s1 s2;s1"` (XCES), `target="#a #b"` with one of each text (TEI).
    fn link(&mut self, tag: &Element<'_>, line: usize) {
        let side = |text: &str| -> Vec<Place> {
            text.split_whitespace()
                .map(|id| Place::Id(id.rsplit_once('#').map_or(id, |(_, id)| id).to_owned()))
                .collect()
        };
        let told = tag.attribute("xtargets");
        let pair = match &told {
            Some(targets) => targets.split_once(';').map(|(from, to)| (side(from), side(to))),
            None => tag.attribute("target").or_else(|| tag.attribute("targets")).and_then(|targets| {
                match side(&targets).as_slice() {
                    [from, to] => Some((vec![from.clone()], vec![to.clone()])),
                    _ => None,
                }
            }),
        };
        match pair {
            Some((from, to)) => self.links.pairs.push((line, from, to)),
            None => {
                let message = "a link without two sides (xtargets=\"a b;c\"); left out".to_owned();
                self.links.warnings.push(Warning { line: Some(line), byte: None, message });
            }
        }
    }

    fn finish(self, hints: &Hints) -> Result<Document, ImportError> {
        let mut document = self.document;
        if document.blocks.is_empty() {
            return Err(ImportError::NoText(FORMAT.name, ": no <s>, <p> or <head> with text".to_owned()));
        }
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut again = Vec::new();
        for block in &document.blocks {
            if let Some(id) = block.id.as_deref()
                && seen.insert(id, block.line).is_some()
            {
                again.push(Warning {
                    line: Some(block.line),
                    byte: None,
                    message: format!("the id {id} stands in the file again"),
                });
            }
        }
        again.truncate(20);
        document.warnings.append(&mut again);
        FORMAT.name.clone_into(&mut document.format);
        document.title = one_line(&self.title);
        let sample: String = document.blocks.iter().take(300).map(|block| format!("{}\n", block.text)).collect();
        let told = hints.language.as_ref().map(|language| language.tag().to_owned());
        let written = speech::tag(&self.language).or_else(|| speech::word(&self.language));
        let named = || hints.name.as_deref().and_then(speech::of_file);
        let guessed = || language::guess(&sample).map(|language| language.tag().to_owned());
        let tag = told.or(written).or_else(named).or_else(guessed).unwrap_or_else(|| "und".to_owned());
        speak(&mut document, &tag);
        Ok(document)
    }
}
