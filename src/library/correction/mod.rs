//! What a person says of an alignment: kept with anchors in both versions, so that it outlives the files it was made on.

mod pin;
mod place;

use std::ops::Range;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Library, Result, Target, WorkId, builtin};
use crate::document::{Document, Key};
use crate::text::Language;

pub use pin::{Pins, corrections_digest, pins};

/// A bead that a person asserted, placed in two documents at hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// Unique for ever.
    pub id: String,
    /// The sentences of the source: for each its block and the bytes in that block's text, in order. Where the target
    /// corresponds to nothing: no range, or one empty range, the gap. Empty where the correction is not `placed`.
    pub source: Vec<(usize, Range<usize>)>,
    /// The sentences of the target, likewise.
    pub target: Vec<(usize, Range<usize>)>,
    /// Whether both sides were found. What is not found is listed, never used.
    pub placed: bool,
    /// The words of the source when the correction was made.
    pub source_quote: String,
    /// The words of the target.
    pub target_quote: String,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
}

/// A correction as the library keeps it: what brings it back after it was removed or replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Unique for ever.
    pub id: String,
    /// When it was made.
    pub created: String,
    source: Side,
    target: Side,
}

/// What became of a correction that was added.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The correction in the documents it was made on.
    pub correction: Correction,
    /// Older ones that said something else of the same sentences, for [`Library::correction_exchange`].
    pub replaced: Vec<Kept>,
}

/// One version, as far as a correction knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    hash: String,
    language: Language,
    anchors: Vec<Target>,
}

impl Side {
    /// The non-empty ranges; where there is none, the first empty one: the gap in which the other side stands alone.
    fn new((hash, document): (&str, &Document), ranges: &[(usize, Range<usize>)]) -> Self {
        let anchor = |(block, range): &(usize, Range<usize>)| Target::new(document, hash, *block, range.clone());
        let mut anchors: Vec<Target> = ranges.iter().map(anchor).collect();
        if anchors.iter().any(|anchor| !anchor.exact.is_empty()) {
            anchors.retain(|anchor| !anchor.exact.is_empty());
        }
        let gap = anchors.first().is_some_and(|anchor| anchor.exact.is_empty());
        anchors.truncate(if gap { 1 } else { usize::MAX });
        Self { hash: hash.to_owned(), language: document.language.clone(), anchors }
    }

    fn is_empty(&self) -> bool {
        self.anchors.iter().all(|anchor| anchor.exact.is_empty())
    }

    fn quote(&self) -> String {
        self.anchors.iter().map(|anchor| anchor.exact.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl Library {
    /// Keeps that these sentences of the source and these of the target are one bead; either side may be empty, best as one
    /// empty range, the gap where the other side would stand. Older corrections of the same two versions that hold one of
    /// these sentences make way, in the same transaction. None when both sides are empty, which says nothing. On return it is
    /// on disk.
    pub fn correction_add(
        &mut self,
        work: WorkId,
        source: (&str, &Document),
        target: (&str, &Document),
        source_ranges: &[(usize, Range<usize>)],
        target_ranges: &[(usize, Range<usize>)],
    ) -> Result<Option<Added>> {
        let (left, right) = (Side::new(source, source_ranges), Side::new(target, target_ranges));
        if left.is_empty() && right.is_empty() {
            return Ok(None);
        }
        self.store
            .write(|connection| {
                let (id, created) = connection.query_row(
                    "SELECT lower(hex(randomblob(8))), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
                    [],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )?;
                let kept = Kept { id, created, source: left, target: right };
                let correction = place::place(&kept, source, target, false);
                let mut replaced = Vec::new();
                for old in all(connection, work)? {
                    let placed = placed(connection, work, &old, source, target)?;
                    if placed.is_some_and(|old| place::overlap(&old, &correction)) {
                        delete(connection, &old.id)?;
                        replaced.push(old);
                    }
                }
                put(connection, work, &kept)?;
                Ok(Added { correction, replaced })
            })
            .map(Some)
    }

    /// Removes the corrections of these ids and writes those that were kept, in one transaction; gives what was removed. Undo
    /// is `correction_exchange(work, &[new id], &replaced)`, and its answer is what redoes it.
    pub fn correction_exchange(&mut self, work: WorkId, remove: &[&str], restore: &[Kept]) -> Result<Vec<Kept>> {
        if remove.is_empty() && restore.is_empty() {
            return Ok(Vec::new());
        }
        self.store.write(|connection| {
            let mut removed = all(connection, work)?;
            removed.retain(|kept| remove.contains(&kept.id.as_str()));
            removed.iter().try_for_each(|kept| delete(connection, &kept.id))?;
            restore.iter().try_for_each(|kept| put(connection, work, kept))?;
            Ok(removed)
        })
    }

    /// Removes a correction; `false` when there was none of that id.
    pub fn correction_remove(&mut self, id: &str) -> Result<bool> {
        let there = self.store.read(|connection| {
            connection
                .query_row("SELECT 1 FROM corrections WHERE id = ?1", [id], |_| Ok(()))
                .optional()
                .or_else(before_corrections)
        })?;
        if there.is_none() {
            return Ok(false);
        }
        let removed =
            self.store.write(|connection| connection.execute("DELETE FROM corrections WHERE id = ?1", [id]))?;
        Ok(removed > 0)
    }

    /// The corrections of these two versions in the order in which they were made, whichever of the two was the source then.
    /// A side belongs to the version of its hash or, where that file is not at hand any more, to one in its language.
    pub fn corrections(
        &self,
        work: WorkId,
        source: (&str, &Document),
        target: (&str, &Document),
    ) -> Result<Vec<Correction>> {
        self.store.read(|connection| {
            let mut found = Vec::new();
            for kept in all(connection, work).or_else(before_corrections)? {
                found.extend(placed(connection, work, &kept, source, target)?);
            }
            Ok(found)
        })
    }

    /// How many corrections a work has.
    pub fn correction_count(&self, work: WorkId) -> Result<usize> {
        let count: i64 = self.store.read(|connection| {
            connection
                .query_row("SELECT count(*) FROM corrections WHERE work = ?1", [work], |row| row.get(0))
                .or_else(before_corrections)
        })?;
        Ok(usize::try_from(count).unwrap_or(0))
    }
}

/// Nothing, where the database is of the format before corrections and can only be read.
pub(super) fn before_corrections<T: Default>(error: rusqlite::Error) -> rusqlite::Result<T> {
    if error.to_string().contains("no such table") { Ok(T::default()) } else { Err(error) }
}

/// The correction in these two documents, when it is one of these two versions.
fn placed(
    connection: &Connection,
    work: WorkId,
    kept: &Kept,
    source: (&str, &Document),
    target: (&str, &Document),
) -> rusqlite::Result<Option<Correction>> {
    let fit = |side: &Side, (hash, document): (&str, &Document)| -> rusqlite::Result<u8> {
        if side.hash == hash {
            return Ok(4);
        }
        let language = match () {
            () if side.language == document.language => 2,
            () if side.language.primary() == document.language.primary() => 1,
            () => return Ok(0),
        };
        Ok(if is_at_hand(connection, work, &side.hash)? { 0 } else { language })
    };
    let both = |left: u8, right: u8| if left > 0 && right > 0 { left + right } else { 0 };
    let along = both(fit(&kept.source, source)?, fit(&kept.target, target)?);
    let against = both(fit(&kept.source, target)?, fit(&kept.target, source)?);
    if along == 0 && against == 0 {
        return Ok(None);
    }
    let first = place::place(kept, source, target, against > along);
    if !first.placed && along == against {
        // Two newer versions in one language: the text says which is which.
        let second = place::place(kept, source, target, true);
        return Ok(Some(if second.placed { second } else { first }));
    }
    Ok(Some(first))
}

/// Whether that version is another one of the work, with a file of its own: not an older state of the one at hand.
fn is_at_hand(connection: &Connection, work: WorkId, hash: &str) -> rusqlite::Result<bool> {
    let found: Option<bool> = connection
        .prepare_cached("SELECT path IS NOT NULL FROM versions WHERE hash = ?1 AND work = ?2")?
        .query_row(params![hash, work], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(false) || builtin::holds(hash))
}

fn delete(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM corrections WHERE id = ?1", [id]).map(|_| ())
}

fn put(connection: &Connection, work: WorkId, kept: &Kept) -> rusqlite::Result<()> {
    let new = connection.execute(
        "INSERT INTO corrections (id, work, source_hash, source_language, target_hash, target_language, created)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING",
        params![
            kept.id,
            work,
            kept.source.hash,
            kept.source.language.tag(),
            kept.target.hash,
            kept.target.language.tag(),
            kept.created
        ],
    )?;
    if new == 0 {
        return Ok(());
    }
    let row = connection.last_insert_rowid();
    for (side, anchors) in [(0, &kept.source.anchors), (1, &kept.target.anchors)] {
        for (position, anchor) in (0_i64..).zip(anchors) {
            connection
                .prepare_cached(
                    "INSERT INTO correction_anchors (correction, side, position, key, start, end, exact, prefix, suffix)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                )?
                .execute(params![
                    row,
                    side,
                    position,
                    anchor.key.as_str(),
                    i64::try_from(anchor.start).unwrap_or(i64::MAX),
                    i64::try_from(anchor.end).unwrap_or(i64::MAX),
                    anchor.exact,
                    anchor.prefix,
                    anchor.suffix,
                ])?;
        }
    }
    Ok(())
}

/// Every correction of a work, the oldest first.
pub(super) fn all(connection: &Connection, work: WorkId) -> rusqlite::Result<Vec<Kept>> {
    let side = |row: &Row<'_>, hash: usize| -> rusqlite::Result<Side> {
        let language = Language::new(row.get::<_, String>(hash + 1)?);
        Ok(Side { hash: row.get(hash)?, language, anchors: Vec::new() })
    };
    let found = connection
        .prepare_cached(
            "SELECT row, id, created, source_hash, source_language, target_hash, target_language FROM corrections
             WHERE work = ?1 ORDER BY created, row",
        )?
        .query_map([work], |row| {
            let kept = Kept { id: row.get(1)?, created: row.get(2)?, source: side(row, 3)?, target: side(row, 5)? };
            Ok((row.get::<_, i64>(0)?, kept))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement = connection.prepare_cached(
        "SELECT key, start, end, exact, prefix, suffix FROM correction_anchors
         WHERE correction = ?1 AND side = ?2 ORDER BY position",
    )?;
    let mut anchors = |row: i64, number: i64, side: &Side| -> rusqlite::Result<Vec<Target>> {
        let offset = |row: &Row<'_>, column: usize| -> rusqlite::Result<usize> {
            Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
        };
        let one = |row: &Row<'_>| {
            Ok(Target {
                hash: side.hash.clone(),
                language: side.language.clone(),
                key: Key::new(row.get::<_, String>(0)?),
                start: offset(row, 1)?,
                end: offset(row, 2)?,
                exact: row.get(3)?,
                prefix: row.get(4)?,
                suffix: row.get(5)?,
            })
        };
        statement.query_map([row, number], one)?.collect()
    };
    let mut corrections = Vec::with_capacity(found.len());
    for (row, mut kept) in found {
        kept.source.anchors = anchors(row, 0, &kept.source)?;
        kept.target.anchors = anchors(row, 1, &kept.target)?;
        corrections.push(kept);
    }
    Ok(corrections)
}
