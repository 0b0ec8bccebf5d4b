//! XML as a stream of open and close tags and text: names by namespace, entities never fetched or expanded, depth bounded.
//!
//! Only the five predefined entities and character references are resolved (XML 1.0, 4.6); a document type is passed over, so
//! that its entities stay their names. What is not well-formed ends the stream, with a warning: what stands before was read.

mod tag;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::document::Warning;
pub(in crate::import) use tag::{Close, Tag};

/// How deep elements may nest: what lies deeper is passed over. Word nests a table in a table with 3 elements.
pub(in crate::import) const DEPTH: usize = 512;

/// What comes next.
#[derive(Debug)]
pub(in crate::import) enum Node<'a> {
    /// An element begins; an empty one ends with the next node.
    Open(Tag<'a>),
    /// An element ends.
    Close(Close<'a>),
    /// Text between tags, without mark-up: a run of it may come in several nodes.
    Text(Cow<'a, str>),
    /// The end, once and for all.
    End,
}

/// The names that a format gives to the namespaces that it knows: URI and prefix. Elements of other namespaces have the
/// namespace `""`.
pub(in crate::import) type Spaces = &'static [(&'static str, &'static str)];

/// A stream over the text of an XML document.
pub(in crate::import) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    known: Spaces,
    /// Prefixes with the depth at which they were declared and their namespaces, the innermost last.
    declared: Vec<(usize, String, &'static str)>,
    depth: usize,
    ended: bool,
    /// What the document is called in warnings.
    name: String,
    /// What is wrong with it; each kind of thing once.
    pub warnings: Vec<Warning>,
    is_deep: bool,
    has_entity: bool,
}

impl<'a> Xml<'a> {
    /// A stream over `text`, which warnings call `name`.
    pub fn new(text: &'a str, name: &str, known: Spaces) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        config.check_end_names = true;
        Self {
            reader,
            known,
            declared: Vec::new(),
            depth: 0,
            ended: false,
            name: name.to_owned(),
            warnings: Vec::new(),
            is_deep: false,
            has_entity: false,
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The next node that has a meaning.
    pub fn next(&mut self) -> Node<'a> {
        while !self.ended {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        if !self.is_deep {
                            self.warn(format!("elements nest deeper than {DEPTH}; what lies deeper is left out"));
                            self.is_deep = true;
                        }
                        continue;
                    }
                    self.declare(&start);
                    let space = self.space(start.name().prefix().map(|prefix| prefix.into_inner()));
                    return Node::Open(Tag::new(space, start));
                }
                Ok(Event::End(end)) => {
                    let is_shown = self.depth <= DEPTH;
                    let space = self.space(end.name().prefix().map(|prefix| prefix.into_inner()));
                    while self.declared.last().is_some_and(|(depth, ..)| *depth >= self.depth) {
                        self.declared.pop();
                    }
                    self.depth = self.depth.saturating_sub(1);
                    if is_shown {
                        return Node::Close(Close::new(space, end));
                    }
                }
                Ok(event) if self.depth > DEPTH && !matches!(event, Event::Eof) => {}
                Ok(Event::Text(text)) => return Node::Text(text.into_inner()),
                Ok(Event::CData(text)) => return Node::Text(text.into_inner()),
                Ok(Event::GeneralRef(reference)) => return Node::Text(self.entity(&reference)),
                Ok(Event::DocType(kind)) if kind.contains("<!ENTITY") => {
                    self.warn("it declares entities of its own; they are never expanded or fetched".to_owned());
                }
                Ok(Event::Eof) => {
                    self.ended = true;
                    if self.depth > 0 {
                        self.warn("it breaks off inside an element; what stands before was read".to_owned());
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    self.ended = true;
                    self.warn(format!("{error}; what stands before was read"));
                }
            }
        }
        Node::End
    }

    /// Passes over the rest of the element that was opened last.
    pub fn skip(&mut self) {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next(), Node::End) {
                break;
            }
        }
    }

    /// All the text of the element that was opened last, its elements passed through.
    pub fn text(&mut self) -> String {
        let outside = self.depth.saturating_sub(1);
        let mut out = String::new();
        while self.depth > outside {
            match self.next() {
                Node::Text(text) => out.push_str(&text),
                Node::End => break,
                _ => {}
            }
        }
        out
    }

    fn entity(&mut self, reference: &quick_xml::events::BytesRef<'a>) -> Cow<'a, str> {
        if reference.is_char_ref() {
            return match reference.resolve_char_ref() {
                Ok(Some(c)) => Cow::Owned(c.to_string()),
                _ => Cow::Borrowed("\u{FFFD}"),
            };
        }
        if let Some(known) = quick_xml::escape::resolve_xml_entity(reference) {
            return Cow::Borrowed(known);
        }
        if !self.has_entity {
            self.has_entity = true;
            self.warn("entities of its own stay their names".to_owned());
        }
        Cow::Owned(format!("&{};", &**reference))
    }

    fn warn(&mut self, message: String) {
        let at = self.reader.buffer_position();
        let message = format!("{}, byte {at}: {message}", self.name);
        self.warnings.push(Warning { line: None, byte: None, message });
    }

    /// Takes note of the namespaces that an element declares.
    fn declare(&mut self, start: &quick_xml::events::BytesStart<'_>) {
        if !start.attributes_raw().contains("xmlns") {
            return;
        }
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            let Some(prefix) = key.strip_prefix("xmlns") else { continue };
            let prefix = prefix.strip_prefix(':').unwrap_or(prefix);
            let uri: &str = &attribute.value;
            let space = self.known.iter().find(|(known, _)| *known == uri).map_or("", |(_, space)| *space);
            self.declared.push((self.depth, prefix.to_owned(), space));
        }
    }

    /// The namespace of a prefix. One that is nowhere declared has its usual meaning: broken files have such.
    fn space(&self, prefix: Option<&str>) -> &'static str {
        let prefix = prefix.unwrap_or("");
        let told = self.declared.iter().rev().find(|(_, declared, _)| declared == prefix);
        let usual = || {
            self.known.iter().find(|(_, usual)| *usual == prefix && !prefix.is_empty()).map_or("", |(_, space)| *space)
        };
        told.map_or_else(usual, |(.., space)| *space)
    }
}
