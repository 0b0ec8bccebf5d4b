//! Annotated excerpts in formats that other programs read: one exporter a file, one table of them.

mod citation;

use serde::{Deserialize, Serialize};

use crate::align::Grid;
use crate::document::Document;
use crate::library::Annotation;
use crate::text::Language;

pub use citation::citation;

/// A quotation with its translations, note and citation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The annotation it comes from; none for a selection that is only copied.
    pub annotation: Option<Annotation>,
    /// The quoted text in logical order.
    pub quotation: String,
    /// Its language.
    pub language: Language,
    /// The aligned text in other languages, in the order of the panes.
    pub translations: Vec<Translation>,
    /// Where it stands, in the language of the quotation (`A/68/154, para. 17 (c)`).
    pub citation: String,
}

/// The text that corresponds to a quotation in another version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Translation {
    /// Its language.
    pub language: Language,
    /// The aligned text: the sentences that correspond, or the whole block.
    pub text: String,
}

/// One format that can be written.
pub struct Exporter {
    /// Its name, as `--to` takes it.
    pub name: &'static str,
    /// The extension of its files, without the dot.
    pub extension: &'static str,
    /// The whole export of one work as text.
    pub write: fn(title: &str, excerpts: &[Excerpt]) -> String,
}

/// Every format.
pub const EXPORTERS: &[Exporter] = &[];

/// The excerpt for bytes `range` of block `block` of `documents[version]`, with what stands beside it in `grid`.
pub fn excerpt(
    documents: &[&Document],
    grid: &Grid,
    version: usize,
    block: usize,
    range: std::ops::Range<usize>,
) -> Excerpt {
    let _ = grid;
    let document = documents.get(version);
    let text =
        document.and_then(|document| document.blocks.get(block)).and_then(|block| block.text.get(range)).unwrap_or("");
    Excerpt {
        annotation: None,
        quotation: text.to_owned(),
        language: document.map(|document| document.language.clone()).unwrap_or_default(),
        translations: Vec::new(),
        citation: String::new(),
    }
}

/// One excerpt as plain text for the clipboard: quotation, translations, citation, each on lines of its own.
pub fn plain(excerpt: &Excerpt) -> String {
    format!("{}\n{}\n", excerpt.quotation, excerpt.citation)
}
