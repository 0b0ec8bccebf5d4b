//! Making an excerpt: the quotation, what corresponds to it in the other versions, its citation.

use std::ops::Range;

use super::citation::{citation, cite};
use super::{Excerpt, Translation, clean};
use crate::align::Parallels;
use crate::document::{Block, Document, Kind};
use crate::library::{Annotation, VersionInfo};
use crate::text::Language;

/// The excerpt for bytes `range` of block `block` of `documents[version]`, with what stands beside it in `parallels`, where
/// these documents are aligned: beside a part of a block the sentences that correspond, where that is known, else the whole
/// blocks of the row. An empty range is the whole block; a range is moved to character boundaries.
pub fn excerpt(
    documents: &[&Document],
    parallels: &Parallels,
    version: usize,
    block: usize,
    range: Range<usize>,
) -> Excerpt {
    let Some((document, source)) =
        documents.get(version).and_then(|document| document.blocks.get(block).map(|source| (*document, source)))
    else {
        return Excerpt {
            annotation: None,
            quotation: String::new(),
            language: documents.get(version).map(|document| document.language.clone()).unwrap_or_default(),
            translations: Vec::new(),
            citation: String::new(),
            key: crate::document::Key::default(),
            state: None,
        };
    };
    let range = widened(&source.text, range);
    Excerpt {
        annotation: None,
        quotation: source.text.get(range.clone()).unwrap_or("").to_owned(),
        language: language_of(document, source),
        translations: translations(documents, parallels, version, block, &range),
        citation: citation(document, &source.key),
        key: source.key.clone(),
        state: None,
    }
}

/// The excerpt of an annotation whose place is not found or whose text is not at hand: what was kept with it.
pub fn excerpt_of(annotation: &Annotation, version: Option<&VersionInfo>) -> Excerpt {
    let target = &annotation.target;
    let (symbol, title) = version.map_or((None, ""), |version| (version.symbol.as_deref(), version.title.as_str()));
    Excerpt {
        annotation: Some(annotation.clone()),
        quotation: target.exact.clone(),
        language: target.language.clone(),
        translations: Vec::new(),
        citation: cite(symbol, title, &target.language, Kind::Paragraph, &target.key),
        key: target.key.clone(),
        state: None,
    }
}

/// One excerpt as plain text for the clipboard: quotation, translations, note, citation, each on lines of its own.
pub fn plain(excerpt: &Excerpt) -> String {
    let note = excerpt.annotation.as_ref().map_or("", |annotation| annotation.body.as_str());
    let texts = excerpt.translations.iter().map(|translation| translation.text.as_str());
    std::iter::once(excerpt.quotation.as_str())
        .chain(texts)
        .chain([note, &excerpt.citation])
        .map(|text| clean::lines(text).trim_end().to_owned())
        .filter(|text| !text.is_empty())
        .map(|text| text + "\n")
        .collect()
}

/// The range on character boundaries; the whole text where it is empty.
fn widened(text: &str, range: Range<usize>) -> Range<usize> {
    let boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=range.start.min(text.len())).rev().find(boundary).unwrap_or(0);
    let end = (range.end.clamp(start, text.len())..=text.len()).find(boundary).unwrap_or(text.len());
    if start == end { 0..text.len() } else { start..end }
}

fn language_of(document: &Document, block: &Block) -> Language {
    if block.language.tag() == "und" { document.language.clone() } else { block.language.clone() }
}

fn translations(
    documents: &[&Document],
    parallels: &Parallels,
    version: usize,
    block: usize,
    range: &Range<usize>,
) -> Vec<Translation> {
    let grid = parallels.grid();
    let Some(row) = grid.row_of(version, block).and_then(|row| grid.rows.get(row)) else { return Vec::new() };
    let source = documents.get(version).and_then(|document| document.blocks.get(block));
    // What is left out of it is white space and full stops at most.
    let left_out = |bytes: Range<usize>| {
        source.and_then(|source| source.text.get(bytes)).is_some_and(|text| text.contains(char::is_alphanumeric))
    };
    let end = source.map_or(0, |source| source.text.len());
    let whole = !left_out(0..range.start) && !left_out(range.end..end);
    let mut translations = Vec::new();
    for (other, document) in documents.iter().enumerate().filter(|(other, _)| *other != version) {
        let found = parallels.counterpart_of(documents, version, block, range.clone(), other).filter(|_| !whole);
        let beside = || row.blocks.get(other).cloned().unwrap_or(0..0);
        let full = |block: usize| Some((block, 0..document.blocks.get(block)?.text.len()));
        let ranges = found.map_or_else(|| beside().filter_map(full).collect(), |found| found.ranges);
        let text = |(block, range): &(usize, Range<usize>)| document.blocks.get(*block)?.text.get(range.clone());
        let texts: Vec<&str> = ranges.iter().filter_map(text).map(str::trim).collect();
        let language = match ranges.as_slice() {
            [(block, _)] => document.blocks.get(*block).map(|block| language_of(document, block)),
            _ => None,
        };
        let text = texts.join("\n");
        if !text.is_empty() {
            translations.push(Translation { language: language.unwrap_or_else(|| document.language.clone()), text });
        }
    }
    translations
}
