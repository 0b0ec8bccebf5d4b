//! Alignments that were computed, kept by what they were computed from: a cache, of which anything may be lost.

mod blob;
mod cache;
#[cfg(test)]
mod tests;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Library, Result};
use crate::align::Parallel;
use crate::document::Document;

/// How many bytes of alignments are kept; what was not asked for longest goes first.
const LIMIT: i64 = 64 << 20;

/// Under what alignments are kept: those of another program are made again.
pub const ALIGNER: &str = concat!("hexapla ", env!("CARGO_PKG_VERSION"), ".1");

/// What a row weighs beside its beads: its key and its place in the index.
const ROW: i64 = 400;

/// What an alignment was computed from: with the same key the engine would answer the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignmentKey<'k> {
    /// SHA-256 of the source's bytes.
    pub source: &'k str,
    /// SHA-256 of the target's bytes.
    pub target: &'k str,
    /// The engine's version, and whatever else of the program or of its data changes what it answers.
    pub engine: &'k str,
    /// What a person said, as [`super::corrections_digest`] names it.
    pub corrections: &'k str,
}

impl Library {
    /// The alignment that was kept under `key`, when it is whole and was made on the same sentences of the same blocks as these
    /// documents have; everything else is none. It is then the one that was used last.
    pub fn alignment(
        &mut self,
        key: &AlignmentKey<'_>,
        source: &Document,
        target: &Document,
    ) -> Result<Option<Parallel>> {
        let found: Option<(Vec<u8>, bool)> = self.cached(|connection| {
            connection
                .prepare_cached(
                    "SELECT beads, used = (SELECT max(used) FROM alignments) FROM alignments
                     WHERE source = ?1 AND target = ?2 AND engine = ?3 AND corrections = ?4",
                )
                .and_then(|mut statement| {
                    let key = params![key.source, key.target, key.engine, key.corrections];
                    statement.query_row(key, |row| Ok((row.get(0)?, row.get(1)?))).optional()
                })
        })?;
        let Some((bytes, last)) = found else { return Ok(None) };
        let parallel = blob::read(&bytes, source, target);
        if parallel.is_some() && !last {
            // Where that cannot be written it is only forgotten sooner.
            let _ = self.cached(|connection| {
                connection.execute(
                    "UPDATE alignments SET used = (SELECT max(used) FROM alignments) + 1
                     WHERE source = ?1 AND target = ?2 AND engine = ?3 AND corrections = ?4",
                    params![key.source, key.target, key.engine, key.corrections],
                )
            });
        }
        Ok(parallel)
    }

    /// Keeps an alignment of two documents, and lets those go that were not used for longest where all of them are more than
    /// 64 MB. Nobody needs to care when it fails.
    pub fn alignment_set(
        &mut self,
        key: &AlignmentKey<'_>,
        source: &Document,
        target: &Document,
        parallel: &Parallel,
    ) -> Result<()> {
        let bytes = blob::write(parallel, source, target);
        self.cached(|connection| put(connection, key, &bytes, LIMIT))
    }
}

fn put(connection: &Connection, key: &AlignmentKey<'_>, bytes: &[u8], limit: i64) -> rusqlite::Result<()> {
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX).saturating_add(ROW);
    if size > limit {
        return Ok(());
    }
    let connection = connection.unchecked_transaction()?;
    connection.execute(
        "INSERT OR REPLACE INTO alignments (source, target, engine, corrections, size, used, beads)
         VALUES (?1, ?2, ?3, ?4, ?5, (SELECT coalesce(max(used), 0) FROM alignments) + 1, ?6)",
        params![key.source, key.target, key.engine, key.corrections, size, bytes],
    )?;
    let mut all: i64 = connection.query_row("SELECT sum(size) FROM alignments", [], |row| row.get(0))?;
    while all > limit {
        let (oldest, size): (i64, i64) =
            connection.query_row("SELECT rowid, size FROM alignments ORDER BY used LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        connection.execute("DELETE FROM alignments WHERE rowid = ?1", [oldest])?;
        all -= size;
    }
    connection.commit()
}
