//! Making an excerpt: the quotation, what corresponds to it in the other versions, its citation.

use std::ops::Range;

use super::citation::{citation, cite};
use super::{Excerpt, Translation, clean};
use crate::align::{self, Grid};
use crate::document::{Block, Document, Kind};
use crate::library::{Annotation, VersionInfo};
use crate::text::Language;
use crate::text::sentence::sentences;

/// The excerpt for bytes `range` of block `block` of `documents[version]`, with what stands beside it in `grid`: the sentences
/// that correspond where one block stands beside one block, else the whole blocks of the row. An empty range is the whole
/// block; a range is moved to character boundaries.
pub fn excerpt(documents: &[&Document], grid: &Grid, version: usize, block: usize, range: Range<usize>) -> Excerpt {
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
        translations: translations(documents, grid, version, block, &range),
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
    grid: &Grid,
    version: usize,
    block: usize,
    range: &Range<usize>,
) -> Vec<Translation> {
    let Some(row) = grid.row_of(version, block).and_then(|row| grid.rows.get(row)) else { return Vec::new() };
    let alone = row.blocks.get(version).is_some_and(|blocks| blocks.len() == 1);
    let mut translations = Vec::new();
    for (other, document) in documents.iter().enumerate().filter(|(other, _)| *other != version) {
        let blocks = row.blocks.get(other).and_then(|blocks| document.blocks.get(blocks.clone())).unwrap_or(&[]);
        let (language, text) = match blocks {
            [] => continue,
            [one] => {
                let language = language_of(document, one);
                let narrowed = documents
                    .get(version)
                    .and_then(|document| document.blocks.get(block).map(|source| (*document, source)))
                    .filter(|_| alone)
                    .and_then(|(document, source)| {
                        corresponding(&source.text, &language_of(document, source), range, &one.text, &language)
                    });
                let text = narrowed.and_then(|range| one.text.get(range)).unwrap_or(&one.text).trim().to_owned();
                (language, text)
            }
            several => {
                let texts: Vec<&str> = several.iter().map(|block| block.text.as_str()).collect();
                (document.language.clone(), texts.join("\n"))
            }
        };
        if !text.is_empty() {
            translations.push(Translation { language, text });
        }
    }
    translations
}

/// The bytes of `target` whose sentences correspond to those that `range` of `source` touches; none where that is not known.
fn corresponding(
    source: &str,
    source_language: &Language,
    range: &Range<usize>,
    target: &str,
    target_language: &Language,
) -> Option<Range<usize>> {
    let left = sentences(source, source_language);
    let touched = |sentence: &Range<usize>| sentence.start < range.end && range.start < sentence.end;
    // A range that only touches the white space after a sentence does not mean that sentence.
    let meant = |sentence: &Range<usize>| {
        let overlap = sentence.start.max(range.start)..sentence.end.min(range.end);
        touched(sentence) && source.get(overlap).is_some_and(|text| !text.trim().is_empty())
    };
    let first = left.iter().position(meant)?;
    let last = left.iter().rposition(meant)?;
    if left.len() < 2 || (first == 0 && last + 1 == left.len()) {
        return None;
    }
    let right = sentences(target, target_language);
    let alignment = align::align_sentences(source, source_language, target, target_language);
    let (mut start, mut end) = (usize::MAX, 0);
    for bead in alignment.beads.iter().filter(|bead| bead.source.start <= last && first < bead.source.end) {
        if !bead.target.is_empty() {
            start = start.min(bead.target.start);
            end = end.max(bead.target.end);
        }
    }
    let start = right.get(start)?.start;
    let end = right.get(end.checked_sub(1)?)?.end;
    (start < end).then_some(start..end)
}
