//! One version: which of its blocks answer the query.

use std::ops::Range;

use super::obtain::{Obtained, obtain, renew};
use super::{Found, Shelf, Shelved};
use crate::document::Document;
use crate::search::copy::{Copy, Part};
use crate::search::{Matcher, Query};
use crate::text::Language;
use crate::text::fold::{Folded, fold};

/// What one thread reads into, again and again.
#[derive(Default)]
pub(super) struct Desk {
    folded: Vec<u8>,
    rest: Vec<u8>,
}

/// What a scan tells: a block that answers, or that so many bytes of folded text were looked at; `false` ends the scan.
pub(super) enum Event<'a> {
    Found(Found<'a>),
    Read(usize),
}

/// Scans a version; what it gives says whether a copy was made for it.
pub(super) fn scan(
    shelf: &Shelf,
    version: &Shelved,
    query: &Query,
    desk: &mut Desk,
    tell: &mut dyn FnMut(Event<'_>) -> bool,
) -> anyhow::Result<bool> {
    let mut obtained = obtain(&shelf.folder, &version.info)?;
    let mut made = false;
    let mut from = 0;
    loop {
        let copy = match obtained {
            Obtained::Kept(copy) => copy,
            Obtained::Made(copy) => {
                made = true;
                copy
            }
            Obtained::Unkept(opened) => {
                // Everything before a piece that was damaged has been told.
                scan_document(shelf, version, query, &opened.document, from, tell);
                return Ok(made);
            }
        };
        if version.info.language.tag() == "und" && !query.filters.speak(&copy.language) {
            return Ok(made);
        }
        match scan_copy(shelf, version, query, &copy, desk, &mut from, tell) {
            Some(()) => return Ok(made),
            None if made => anyhow::bail!("{}: its folded copy cannot be read", version.info.title),
            None => obtained = renew(&shelf.folder, version)?,
        }
    }
}

/// Scans the pieces of a copy from block `from` on, which goes along; none where a piece is damaged.
fn scan_copy(
    shelf: &Shelf,
    version: &Shelved,
    query: &Query,
    copy: &Copy,
    desk: &mut Desk,
    from: &mut usize,
    tell: &mut dyn FnMut(Event<'_>) -> bool,
) -> Option<()> {
    let rarest = query.rarest().filter(|_| query.is_folded());
    let mut blocks = Vec::new();
    for piece in 0..copy.pieces() {
        let folded = copy.folded(piece, &mut desk.folded)?;
        let hints = |text: &[u8]| {
            rarest.as_ref().is_none_or(|words| words.iter().any(|word| word.hints(text).next(0).is_some()))
        };
        if hints(folded) {
            let part = copy.part(piece, folded, &mut desk.rest, &mut blocks)?;
            if part.first + part.blocks.len() > *from
                && !scan_part(shelf, version, query, copy, &part, (*from, folded, rarest.as_deref()), tell)?
            {
                return Some(());
            }
            *from = (*from).max(part.first + part.blocks.len());
        }
        if !tell(Event::Read(folded.len())) {
            return Some(());
        }
    }
    Some(())
}

/// Scans the blocks of a piece; whether to go on.
fn scan_part(
    shelf: &Shelf,
    version: &Shelved,
    query: &Query,
    copy: &Copy,
    part: &Part<'_>,
    (from, folded, rarest): (usize, &[u8], Option<&[&Matcher]>),
    tell: &mut dyn FnMut(Event<'_>) -> bool,
) -> Option<bool> {
    let mut hints: Option<Vec<_>> = rarest.map(|words| words.iter().map(|word| word.hints(folded)).collect());
    let mut at = 0;
    while at < part.blocks.len() {
        if let Some(hints) = &mut hints {
            // On to the next block in which a word may stand.
            let start = part.blocks.get(at)?.folded.start;
            let Some(next) = hints.iter_mut().filter_map(|hints| hints.next(start)).min() else { return Some(true) };
            at = part.blocks.partition_point(|block| block.folded.end <= next);
        }
        let Some(entry) = part.blocks.get(at) else { return Some(true) };
        let number = part.first + at;
        at += 1;
        let kinds = &query.filters.kinds;
        if number < from || !kinds.is_empty() && !kinds.contains(&entry.kind) {
            continue;
        }
        let key = part.key(entry)?;
        let Some(note) = shelf.note(version, key) else { continue };
        let text = part.plain(entry)?;
        let folding = if query.is_folded() { part.folding(entry)? } else { Folded::default() };
        let Some(hits) = query.hits(text, &folding) else { continue };
        let place = Place { block: number, key, kind: entry.kind, language: copy.language_of(entry.language), note };
        if !tell(Event::Found(place.found(text, &hits, query))) {
            return Some(false);
        }
    }
    Some(true)
}

/// Scans a document whose copy cannot be kept.
fn scan_document(
    shelf: &Shelf,
    version: &Shelved,
    query: &Query,
    document: &Document,
    from: usize,
    tell: &mut dyn FnMut(Event<'_>) -> bool,
) {
    if !query.filters.speak(&document.language) {
        return;
    }
    for (number, block) in document.blocks.iter().enumerate().skip(from) {
        let kinds = &query.filters.kinds;
        if kinds.is_empty() || kinds.contains(&block.kind) {
            let key = block.key.as_str();
            let hits =
                || query.hits(&block.text, &if query.is_folded() { fold(&block.text) } else { Folded::default() });
            if let Some((note, hits)) = shelf.note(version, key).and_then(|note| Some((note, hits()?))) {
                let place = Place { block: number, key, kind: block.kind, language: &block.language, note };
                if !tell(Event::Found(place.found(&block.text, &hits, query))) {
                    return;
                }
            }
        }
        if !tell(Event::Read(block.text.len())) {
            return;
        }
    }
}

/// What is known of a block before its text is looked at.
struct Place<'a> {
    block: usize,
    key: &'a str,
    kind: crate::document::Kind,
    language: &'a Language,
    note: &'a str,
}

impl<'a> Place<'a> {
    fn found(self, text: &'a str, hits: &'a [Range<usize>], query: &Query) -> Found<'a> {
        let Self { block, key, kind, language, note } = self;
        let exact = hits.iter().any(|hit| query.is_exact(text, hit));
        let note = Some(note).filter(|note| !note.is_empty());
        Found { block, key, kind, language, text, hits, exact, note }
    }
}
