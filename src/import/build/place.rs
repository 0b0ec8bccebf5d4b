//! What the source says about blocks and only their keys can answer: levels, names, targets of links and notes, languages.

use std::collections::HashMap;

use super::{Piece, Role};
use crate::document::{Document, Kind, SpanKind};
use crate::import::txt::draft::{self, Draft};
use crate::import::txt::warn::Warnings;
use crate::text::{Direction, language};

/// Makes the calls of notes target the drafts of their bodies, as the numbering expects it (`*` and the index of the draft).
/// Calls of notes that are not there get a target that nothing has.
pub(super) fn notes(drafts: &mut [Draft], pieces: &[Piece]) {
    let mut named: HashMap<&str, usize> = HashMap::new();
    for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.role == draft::Role::Note) {
        if let Some(Role::Note(name)) = draft.unit.piece.and_then(|piece| pieces.get(piece)).map(|piece| &piece.role) {
            named.entry(name.as_str()).or_insert(index);
        }
    }
    for span in drafts.iter_mut().flat_map(|draft| &mut draft.spans).filter(|span| span.kind == SpanKind::Note) {
        let target = span.target.take().unwrap_or_default();
        // Calls by stars were paired before and are told apart by their source.
        let is_paired = target.strip_prefix('*').is_some_and(|index| index.parse::<usize>().is_ok())
            && span.source.as_deref().is_some_and(|source| source.starts_with('*'))
            && !named.contains_key(target.as_str());
        span.target = Some(match named.get(target.as_str()) {
            Some(index) => format!("*{index}"),
            None if is_paired => target,
            None => format!("?{target}"),
        });
    }
}

/// Gives blocks the levels that their pieces have, and the names.
pub(super) fn levels_and_names(document: &mut Document, pieces: &[Piece], sources: &[Option<usize>]) {
    let mut last = None;
    for (block, source) in document.blocks.iter_mut().zip(sources) {
        let Some(piece) = source.and_then(|source| pieces.get(source)) else { continue };
        match piece.role {
            Role::Heading(level) => {
                block.kind = Kind::Heading;
                block.level = level.max(1);
            }
            Role::Item(level) if block.kind == Kind::Item => block.level = level.max(1),
            Role::Verbatim => {
                block.kind = Kind::Paragraph;
                // Its lines are no cells: the text is on one line, as all texts are.
                block.text = block.text.replace('\n', " ");
            }
            _ => {}
        }
        // Of several blocks of one piece the first has its name.
        if last != *source {
            block.id.clone_from(&piece.id);
        }
        last = *source;
    }
}

/// Turns links to names of this document into links to keys. Links that lead nowhere and calls of notes that are not there are
/// taken out; the latter with a warning.
pub(super) fn targets(document: &mut Document, pieces: &[Piece], sources: &[Option<usize>], warnings: &mut Warnings) {
    let mut keys: HashMap<&str, String> = HashMap::new();
    for (block, source) in document.blocks.iter().zip(sources) {
        let Some(piece) = source.and_then(|source| pieces.get(source)) else { continue };
        for name in piece.id.iter().chain(&piece.anchors) {
            keys.entry(name).or_insert_with(|| block.key.to_string());
        }
    }
    for block in &mut document.blocks {
        let line = block.line;
        block.spans.retain_mut(|span| match span.kind {
            SpanKind::Link => match span.target.as_deref().map(|target| target.strip_prefix('#')) {
                Some(Some(name)) => {
                    span.target = keys.get(name).cloned();
                    span.target.is_some()
                }
                Some(None) => true,
                None => false,
            },
            SpanKind::Note => {
                let missing = span.target.as_deref().and_then(|target| target.strip_prefix('?'));
                if let Some(name) = missing {
                    warnings.push(Some(line), format!("the note {name} is called here, but it is not in the file"));
                }
                missing.is_none()
            }
            SpanKind::Emphasis => true,
        });
        block.spans.sort_by_key(|span| span.start);
    }
}

/// Sets the languages and directions that the source names, where the letters of a block do not speak against them.
pub(super) fn languages(document: &mut Document, pieces: &[Piece], sources: &[Option<usize>]) {
    for (block, source) in document.blocks.iter_mut().zip(sources) {
        let Some(piece) = source.and_then(|source| pieces.get(source)) else { continue };
        if let Some(told) = &piece.language {
            let head = block.text.char_indices().nth(200).map_or(block.text.as_str(), |(at, _)| &block.text[..at]);
            if language::guess(head).is_none_or(|own| own.same_script(told)) {
                block.language = told.clone();
                block.direction = told.direction();
            }
        }
        let has = |direction: Direction| {
            block.text.chars().take(1_000).any(|c| c.is_alphabetic() && is_rtl(c) == (direction == Direction::Rtl))
        };
        match piece.direction {
            Some(Direction::Rtl) if has(Direction::Rtl) || !has(Direction::Ltr) => block.direction = Direction::Rtl,
            Some(Direction::Ltr) if has(Direction::Ltr) || !has(Direction::Rtl) => block.direction = Direction::Ltr,
            _ => {}
        }
    }
}

/// Whether a letter is of a script that is written from right to left.
pub(in crate::import) fn is_rtl(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}
