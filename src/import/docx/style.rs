//! Styles with what they inherit: which are headings, titles, quotations; which carry lists.

use std::collections::HashMap;

use super::SPACES;
use super::package::Package;
use crate::import::xml::{Node, Tag, Xml};

/// How many styles one may inherit from: longer chains, and circles, end here.
const CHAIN: usize = 32;

/// What a style makes of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Kind {
    Heading(u8),
    Title,
    Quotation,
    Metadata,
    Signature,
    Contents,
    Body,
}

/// One style as it is written.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<u32>,
    level: Option<u8>,
    bidi: Option<bool>,
    hidden: Option<bool>,
    italic: Option<bool>,
    bold: Option<bool>,
}

/// The styles by identifier.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of a paragraph that names none.
    default: Option<String>,
}

/// Reads the styles part; without one nothing is styled.
pub(super) fn read(package: &mut Package<'_>) -> Styles {
    let mut styles = Styles::default();
    let Some((text, name)) = package.related("styles", "word/styles.xml") else { return styles };
    let mut xml = Xml::new(&text, &name, SPACES);
    let mut id = String::new();
    loop {
        match xml.next() {
            Node::Open(tag) if tag.space == "w" => {
                if tag.name() == "style" {
                    id = tag.value("styleId").unwrap_or_default();
                    let is_paragraph = tag.value("type").is_none_or(|kind| kind == "paragraph");
                    if is_paragraph && is_on(tag.value("default").as_deref().or(Some("0"))) {
                        styles.default = Some(id.clone());
                    }
                    styles.styles.insert(id.clone(), Style::default());
                } else if let Some(style) = styles.styles.get_mut(&id) {
                    style.read(&tag);
                }
            }
            Node::Close(close) if close.name() == "style" => id.clear(),
            Node::End => break,
            _ => {}
        }
    }
    package.warn_all(xml.warnings);
    styles
}

/// The value of an on-off property (17.17.4): an element without a value is on.
pub(super) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}

impl Style {
    fn read(&mut self, tag: &Tag<'_>) {
        let value = || tag.value("val");
        match tag.name() {
            "name" => self.name = value().unwrap_or_default(),
            "basedOn" => self.based_on = value(),
            "outlineLvl" => self.outline = value().and_then(|n| n.parse().ok()),
            "numId" => self.list = value().and_then(|n| n.parse().ok()),
            "ilvl" => self.level = value().and_then(|n| n.parse().ok()),
            "bidi" => self.bidi = Some(is_on(value().as_deref())),
            "vanish" => self.hidden = Some(is_on(value().as_deref())),
            "i" => self.italic = Some(is_on(value().as_deref())),
            "b" => self.bold = Some(is_on(value().as_deref())),
            _ => {}
        }
    }
}

impl Styles {
    /// A style and those it is based on, the nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = id.filter(|id| self.styles.contains_key(*id)).or(self.default.as_deref());
        let style = |id: &'a str| self.styles.get(id).map(|style| (id, style));
        std::iter::successors(first.and_then(style), move |(_, style)| {
            style.based_on.as_deref().and_then(style_of(self))
        })
        .take(CHAIN)
    }

    /// What a style makes of a paragraph that has this outline level of its own.
    pub fn kind(&self, id: Option<&str>, outline: Option<u8>) -> Kind {
        let mut kind = None;
        for (_, style) in self.chain(id) {
            let level = |n: u8| if n < 9 { Kind::Heading(n + 1) } else { Kind::Body };
            kind = kind_of(&style.name).or(style.outline.map(level));
            if kind.is_some() {
                break;
            }
        }
        match (kind, outline) {
            // A title may stand in the outline and is a title all the same.
            (Some(kind @ (Kind::Title | Kind::Contents)), _) => kind,
            (_, Some(n)) if n < 9 => Kind::Heading(n + 1),
            (Some(Kind::Heading(_)), Some(_)) => Kind::Body,
            (kind, _) => kind.unwrap_or(Kind::Body),
        }
    }

    /// The list of a style, its level where the style says it, and the identifier of the style that has it.
    pub fn list<'a>(&'a self, id: Option<&'a str>) -> Option<(u32, Option<u8>, &'a str)> {
        let mut level = None;
        for (id, style) in self.chain(id) {
            level = level.or(style.level);
            if let Some(list) = style.list {
                return Some((list, level, id));
            }
        }
        None
    }

    /// The level in a list that a style names, of whatever list.
    pub fn list_level(&self, id: Option<&str>) -> Option<u8> {
        self.chain(id).find_map(|(_, style)| style.level)
    }

    /// Whether a paragraph of this style runs from right to left.
    pub fn is_bidi(&self, id: Option<&str>) -> Option<bool> {
        self.chain(id).find_map(|(_, style)| style.bidi)
    }

    /// Whether text of this style is hidden.
    pub fn is_hidden(&self, id: &str) -> bool {
        self.styles.contains_key(id) && self.chain(Some(id)).find_map(|(_, style)| style.hidden) == Some(true)
    }

    /// Whether text of this character style is set off.
    pub fn is_emphasis(&self, id: &str) -> bool {
        self.styles.contains_key(id)
            && self.chain(Some(id)).any(|(_, style)| style.italic == Some(true) || style.bold == Some(true))
    }
}

fn style_of<'a>(styles: &'a Styles) -> impl Fn(&'a str) -> Option<(&'a str, &'a Style)> {
    |id| styles.styles.get(id).map(|style| (id, style))
}

/// What a style of this name is for, among those that every program has and those of United Nations templates.
pub(in crate::import) fn kind_of(name: &str) -> Option<Kind> {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let level = |n: u8| Some(Kind::Heading(n));
    if let Some(n) = name.strip_prefix("heading").and_then(|n| n.parse().ok()).filter(|n| (1..=9).contains(n)) {
        return level(n);
    }
    if name.strip_prefix("toc").is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()) && !n.is_empty()) {
        return Some(Kind::Contents);
    }
    match name.as_str() {
        "title" | "subtitle" | "titlehch" | "titleh1" | "titleh2" | "hm" | "hmg" => Some(Kind::Title),
        // The headings of United Nations templates, of New York and of Geneva.
        "hch" | "hchg" => level(1),
        "h1" | "h1g" => level(2),
        "h23" | "h23g" => level(3),
        "h4" | "h4g" => level(4),
        "h56" | "h56g" => level(5),
        "quote" | "intensequote" | "blocktext" | "quotation" | "quotations" => Some(Kind::Quotation),
        "session" | "agendaitemnormal" | "agendatitleh2" | "distribution" | "publicationdate" | "original" | "date" => {
            Some(Kind::Metadata)
        }
        "signature" | "closing" => Some(Kind::Signature),
        "tableoffigures" | "tableofauthorities" => Some(Kind::Contents),
        _ => None,
    }
}
