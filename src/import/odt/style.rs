//! Styles by name, with what they inherit, and the levels of list styles.

use std::collections::HashMap;

use super::SPACES;
use super::list::{Level, Levels};
use crate::import::build::symbol;
use crate::import::xml::{Node, Tag, Xml};

/// How many styles one may inherit from: longer chains, and circles, end here.
const CHAIN: usize = 32;

/// What a style makes of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Quotation,
    Signature,
    Contents,
    Body,
}

#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    is_hidden: Option<bool>,
    is_emphasis: Option<bool>,
    is_rtl: Option<bool>,
}

/// All styles of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    /// By family and name.
    styles: HashMap<(String, String), Style>,
    lists: HashMap<String, Levels>,
    /// The numbers of headings outside of lists.
    pub outline: Levels,
}

impl Styles {
    /// Reads the styles of a part; those of a later part stand before those of an earlier one.
    pub fn read(&mut self, part: &str) {
        let mut xml = Xml::new(part, "styles", SPACES);
        let mut style: Option<(String, String)> = None;
        let mut list: Option<Option<String>> = None;
        loop {
            match xml.next() {
                Node::Open(tag) => match (tag.space, tag.name()) {
                    ("office", "text") => break,
                    ("style", "style") => {
                        let key = (tag.value("family").unwrap_or_default(), tag.value("name").unwrap_or_default());
                        let parent = tag.value("parent-style-name");
                        self.styles.insert(key.clone(), Style { parent, ..Style::default() });
                        style = Some(key);
                    }
                    ("style", "text-properties" | "paragraph-properties") => {
                        if let Some(style) = style.as_ref().and_then(|key| self.styles.get_mut(key)) {
                            style.properties(&tag);
                        }
                    }
                    ("text", "list-style") => list = Some(tag.other("name").or_else(|| tag.value("name"))),
                    ("text", "outline-style") => list = Some(None),
                    ("text", "list-level-style-number" | "outline-level-style") => {
                        self.levels(list.as_ref()).set(level_of(&tag), Level::number(&tag));
                    }
                    ("text", "list-level-style-bullet") => {
                        let bullet = tag.value("bullet-char").and_then(|text| text.chars().next()).unwrap_or('•');
                        self.levels(list.as_ref()).set(level_of(&tag), Level::Bullet(symbol(bullet, "")));
                    }
                    ("text", "list-level-style-image") => {
                        self.levels(list.as_ref()).set(level_of(&tag), Level::Bullet('•'));
                    }
                    _ => {}
                },
                Node::Close(close) => match (close.space, close.name()) {
                    ("style", "style") => style = None,
                    ("text", "list-style" | "outline-style") => list = None,
                    _ => {}
                },
                Node::Text(_) => {}
                Node::End => break,
            }
        }
    }

    fn levels(&mut self, list: Option<&Option<String>>) -> &mut Levels {
        match list {
            Some(Some(name)) => self.lists.entry(name.clone()).or_default(),
            _ => &mut self.outline,
        }
    }

    /// The levels of a list style.
    pub fn list(&self, name: &str) -> Option<&Levels> {
        self.lists.get(name)
    }

    fn chain<'a>(&'a self, family: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let style =
            move |name: &'a str| self.styles.get(&(family.to_owned(), name.to_owned())).map(|style| (name, style));
        std::iter::successors(style(name), move |(_, found)| found.parent.as_deref().and_then(style)).take(CHAIN)
    }

    /// What a paragraph style makes of a paragraph. Built-in styles have the names that they have in English.
    pub fn kind(&self, name: &str) -> Kind {
        let own = std::iter::once(name).chain(self.chain("paragraph", name).filter_map(|(_, s)| s.parent.as_deref()));
        for name in own.take(CHAIN) {
            match name {
                "Title" | "Subtitle" => return Kind::Title,
                "Quotations" | "Block_20_Quotation" => return Kind::Quotation,
                "Signature" => return Kind::Signature,
                _ if name.starts_with("Contents_20_") => return Kind::Contents,
                _ => {}
            }
        }
        Kind::Body
    }

    /// Whether text of this style is hidden.
    pub fn is_hidden(&self, family: &str, name: &str) -> bool {
        self.chain(family, name).find_map(|(_, style)| style.is_hidden).unwrap_or(false)
    }

    /// Whether text of this character style is set off.
    pub fn is_emphasis(&self, name: &str) -> bool {
        let named = |name: &str| matches!(name, "Emphasis" | "Strong_20_Emphasis");
        named(name) || self.chain("text", name).find_map(|(_, style)| style.is_emphasis).unwrap_or(false)
    }

    /// Whether a paragraph of this style runs from right to left, where the style says it.
    pub fn is_rtl(&self, name: &str) -> Option<bool> {
        self.chain("paragraph", name).find_map(|(_, style)| style.is_rtl)
    }
}

impl Style {
    fn properties(&mut self, tag: &Tag<'_>) {
        if let Some(display) = tag.other("display") {
            self.is_hidden = Some(display == "none");
        }
        let is = |name: &str, plain: &str| tag.other(name).map(|value| value != plain);
        if let Some(is_set_off) = is("font-style", "normal").or_else(|| is("font-weight", "normal")) {
            self.is_emphasis = Some(is_set_off);
        }
        match tag.value("writing-mode").as_deref() {
            Some("rl-tb" | "rl") => self.is_rtl = Some(true),
            Some("lr-tb" | "lr") => self.is_rtl = Some(false),
            _ => {}
        }
    }
}

/// The level that a level style is for, 0 for the outermost.
fn level_of(tag: &Tag<'_>) -> usize {
    tag.value("level").and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).saturating_sub(1)
}
