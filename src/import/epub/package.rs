//! What a book says about itself: its package (OPF 2 and 3), found through its container (OCF 3.3).

use std::collections::{HashMap, HashSet};

use crate::document::Warning;
use crate::import::html::page::{decoded, join};
use crate::import::xml::{Node, Tag, Xml};

/// The namespaces of books; elements are known by their local names, so that old and careless files are read too.
const SPACES: &[(&str, &str)] = &[
    ("http://www.idpf.org/2007/opf", "opf"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
];

/// Fonts may be scrambled by these: their text is not.
const OF_FONTS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// A file of the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// Its path in the archive.
    pub(super) path: String,
    /// Its media type.
    pub(super) kind: String,
    /// `nav` and the like.
    pub(super) properties: String,
    /// The item to read where this one cannot be.
    fallback: Option<String>,
}

/// A package document.
#[derive(Clone, Debug, Default)]
pub(super) struct Package {
    pub(super) titles: Vec<String>,
    pub(super) creators: Vec<String>,
    pub(super) languages: Vec<String>,
    /// Publisher and date.
    pub(super) imprint: Vec<String>,
    /// The files by their ids.
    pub(super) items: HashMap<String, Item>,
    /// The reading order: ids, and whether each is part of the main line.
    pub(super) spine: Vec<(String, bool)>,
    /// The id of the NCX.
    pub(super) toc: Option<String>,
    /// What is wrong with it.
    pub(super) warnings: Vec<Warning>,
    /// Links to files that begin at the root, as none may (OCF 3.3, 4.2.5).
    absolute: usize,
}

/// The packages that a container names, in its order.
pub(super) fn roots(container: &str) -> Vec<String> {
    let mut xml = Xml::new(container, "META-INF/container.xml", SPACES);
    let mut found = Vec::new();
    loop {
        match xml.next() {
            Node::Open(tag) if tag.name() == "rootfile" => {
                let kind = tag.value("media-type").unwrap_or_default();
                let path = tag.value("full-path").filter(|path| !path.trim().is_empty());
                if kind.is_empty() || kind.trim() == "application/oebps-package+xml" {
                    found.extend(path.map(|path| path.trim().to_owned()));
                }
            }
            Node::End => return found,
            _ => {}
        }
    }
}

/// The files that are encrypted otherwise than fonts may be.
pub(super) fn encrypted(text: &str) -> HashSet<String> {
    let mut xml = Xml::new(text, "META-INF/encryption.xml", SPACES);
    let (mut found, mut of_font) = (HashSet::new(), false);
    loop {
        match xml.next() {
            Node::Open(tag) if tag.name() == "EncryptedData" => of_font = false,
            Node::Open(tag) if tag.name() == "EncryptionMethod" => {
                of_font = tag.value("Algorithm").is_some_and(|algorithm| OF_FONTS.contains(&algorithm.trim()));
            }
            Node::Open(tag) if tag.name() == "CipherReference" && !of_font => {
                found.extend(tag.value("URI").map(|uri| decoded(uri.trim().trim_start_matches('/'))));
            }
            Node::End => return found,
            _ => {}
        }
    }
}

impl Package {
    /// Reads the package document at `path`.
    pub(super) fn new(text: &str, path: &str) -> Self {
        let mut xml = Xml::new(text, path, SPACES);
        let mut package = Self::default();
        loop {
            match xml.next() {
                Node::Open(tag) => match tag.name() {
                    "title" => package.titles.push(line(&xml.text())),
                    "creator" => package.creators.push(line(&xml.text())),
                    "language" => package.languages.push(line(&xml.text())),
                    "publisher" => package.imprint.push(line(&xml.text())),
                    // Books of version 2 have a date for each thing that happened to them.
                    "date" if tag.other("event").or(tag.value("event")).is_none_or(|event| event == "publication") => {
                        let date = line(&xml.text());
                        package.imprint.extend(date.get(..4).map(str::to_owned));
                    }
                    "item" => package.item(&tag, path),
                    "spine" => package.toc = tag.value("toc"),
                    "itemref" => {
                        let linear = tag.value("linear").is_none_or(|linear| linear.trim() != "no");
                        package.spine.extend(tag.value("idref").map(|id| (id.trim().to_owned(), linear)));
                    }
                    // Of several renditions of a work in one package, the first; collections are no part of the line.
                    "collection" | "bindings" | "guide" => xml.skip(),
                    _ => {}
                },
                Node::End => break,
                _ => {}
            }
        }
        for list in [&mut package.titles, &mut package.creators, &mut package.languages, &mut package.imprint] {
            list.retain(|text| !text.is_empty());
        }
        package.warnings = xml.warnings;
        if package.absolute > 0 {
            let message = format!(
                "{path}: {} links to files begin with a slash; they were taken from the archive's root",
                package.absolute
            );
            package.warnings.push(Warning { line: None, byte: None, message });
        }
        package
    }

    fn item(&mut self, tag: &Tag<'_>, from: &str) {
        let (Some(id), Some(href)) = (tag.value("id"), tag.value("href")) else { return };
        self.absolute += usize::from(href.trim_start().starts_with('/'));
        let item = Item {
            path: join(from, &decoded(href.trim())),
            kind: tag.value("media-type").unwrap_or_default().trim().to_ascii_lowercase(),
            properties: tag.value("properties").unwrap_or_default(),
            fallback: tag.value("fallback"),
        };
        self.items.entry(id.trim().to_owned()).or_insert(item);
    }

    /// The page of an id: the item itself, or the first of its fallbacks that is one; a drawing where there is none.
    pub(super) fn page(&self, id: &str) -> Option<&Item> {
        let mut item = self.items.get(id)?;
        let drawing = Some(item).filter(|item| item.kind == "image/svg+xml");
        // A chain of fallbacks may lead round in a circle.
        for _ in 0..8 {
            if item.is_page() {
                return Some(item);
            }
            match item.fallback.as_ref().and_then(|next| self.items.get(next)) {
                Some(next) => item = next,
                None => break,
            }
        }
        drawing
    }

    /// The table of contents: the navigation document, else the NCX.
    pub(super) fn contents(&self) -> Option<&Item> {
        let nav = self.items.values().find(|item| item.properties.split_whitespace().any(|word| word == "nav"));
        let ncx = || self.items.values().find(|item| item.kind == "application/x-dtbncx+xml");
        nav.or_else(|| self.toc.as_ref().and_then(|id| self.items.get(id))).or_else(ncx)
    }
}

impl Item {
    fn is_page(&self) -> bool {
        let by_name =
            || [".xhtml", ".html", ".htm", ".xml"].iter().any(|end| self.path.to_ascii_lowercase().ends_with(end));
        match self.kind.as_str() {
            "application/xhtml+xml" | "text/html" | "application/x-dtbook+xml" | "text/x-oeb1-document" => true,
            "" | "application/xml" | "text/xml" => by_name(),
            _ => false,
        }
    }
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
