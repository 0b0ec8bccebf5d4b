//! Elements and texts of an XML file with their lines. Document types are skipped: their entities are never resolved, and nothing
//! is fetched.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::document::Warning;

/// How deep elements may lie in each other.
const DEPTH: usize = 1_000;

/// What comes next in a file.
pub(in crate::import) enum Part<'t> {
    /// An element begins.
    Open(Element<'t>),
    /// An element with this local name ends.
    Close(String),
    /// Text, with its references resolved.
    Text(Cow<'t, str>),
}

/// The start tag of an element.
pub(in crate::import) struct Element<'t>(BytesStart<'t>);

impl Element<'_> {
    /// The name without a prefix.
    pub(in crate::import) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// The prefix of the name, empty where there is none.
    pub(in crate::import) fn prefix(&self) -> String {
        self.0.name().as_ref().split_once(':').map_or("", |(prefix, _)| prefix).to_owned()
    }

    /// The value of the attribute with this name, prefix and all.
    pub(in crate::import) fn attribute(&self, name: &str) -> Option<String> {
        let found = self.0.attributes().with_checks(false).flatten().find(|one| one.key.as_ref() == name)?;
        let raw: &str = &found.value;
        Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), Cow::into_owned))
    }

    /// Every attribute: its name, prefix and all, and its value.
    pub(in crate::import) fn attributes(&self) -> Vec<(String, String)> {
        let one = |one: quick_xml::events::attributes::Attribute<'_>| {
            let raw: &str = &one.value;
            let value = quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), Cow::into_owned);
            (one.key.as_ref().to_owned(), value)
        };
        self.0.attributes().with_checks(false).flatten().map(one).collect()
    }
}

/// A file that is read from its beginning to its end or to what is damaged.
pub(in crate::import) struct Xml<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    counted: usize,
    line: usize,
    depth: usize,
    over: bool,
    entities: usize,
    warnings: Vec<Warning>,
}

impl<'t> Xml<'t> {
    /// Reads `text`.
    pub(in crate::import) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = true;
        Self { text, reader, counted: 0, line: 1, depth: 0, over: false, entities: 0, warnings: Vec::new() }
    }

    /// The 1-based line on which what was read last ends.
    pub(in crate::import) fn line(&self) -> usize {
        self.line
    }

    /// How many elements are open.
    pub(in crate::import) fn depth(&self) -> usize {
        self.depth
    }

    /// What could not be read, and where.
    pub(in crate::import) fn warnings(self) -> Vec<Warning> {
        self.warnings
    }

    fn warn(&mut self, message: impl Into<String>) {
        self.warnings.push(Warning { line: Some(self.line), byte: None, message: message.into() });
    }

    fn stop(&mut self, message: impl Into<String>) -> Option<Part<'t>> {
        self.over = true;
        self.warn(message);
        None
    }

    /// What comes next; none at the end, or where the rest cannot be read.
    pub(in crate::import) fn part(&mut self) -> Option<Part<'t>> {
        while !self.over {
            let event = self.reader.read_event();
            let at = usize::try_from(self.reader.buffer_position()).unwrap_or(self.text.len()).min(self.text.len());
            let passed = self.text.as_bytes().get(self.counted..at).unwrap_or_default();
            self.line += memchr::memchr_iter(b'\n', passed).count();
            self.counted = at.max(self.counted);
            match event {
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return self
                            .stop(format!("more than {DEPTH} elements lie in each other; the rest was not read"));
                    }
                    return Some(Part::Open(Element(tag)));
                }
                Ok(Event::End(tag)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Part::Close(tag.local_name().as_ref().to_owned()));
                }
                Ok(Event::Text(text)) => return Some(Part::Text(text.into_inner())),
                Ok(Event::CData(text)) => return Some(Part::Text(text.into_inner())),
                Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                    Ok(Some(c)) => return Some(Part::Text(Cow::Owned(c.to_string()))),
                    _ => {
                        let name: &str = &reference;
                        if let Some(known) = quick_xml::escape::resolve_xml_entity(name) {
                            return Some(Part::Text(Cow::Borrowed(known)));
                        }
                        self.entities += 1;
                        if self.entities == 1 {
                            self.warn("an entity of the file's own is kept as its name; none is ever resolved");
                        }
                        return Some(Part::Text(Cow::Owned(format!("&{name};"))));
                    }
                },
                Ok(Event::Eof) => {
                    if self.depth > 0 {
                        let open = self.depth;
                        return self
                            .stop(format!("the file ends inside {open} open elements; what is complete was read"));
                    }
                    self.over = true;
                }
                Ok(_) => {}
                Err(error) => return self.stop(format!("{error}; what stands before was read")),
            }
        }
        None
    }
}
