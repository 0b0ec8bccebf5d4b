//! Versions that stand in the wrong work: taken out, or put into another, with what was written on them.

use rusqlite::{Connection, OptionalExtension, params};

use super::record::merge;
use super::work::work_by_id;
use super::{Library, Result, Work, WorkId, builtin};

impl Library {
    /// Makes these versions, which are in one work, a work of their own, with the annotations and corrections that were made on
    /// them. The work they are in when nothing else is there; none when no work has them, or when they are the guide's.
    pub fn separate(&mut self, hashes: &[&str]) -> Result<Option<Work>> {
        let Some(work) = self.work_of(hashes)? else { return Ok(None) };
        if work.id == builtin::GUIDE_ID {
            return Ok(None);
        }
        self.store.write(|connection| {
            let mut own = Vec::new();
            for hash in hashes {
                own.extend(work_with(connection, hash)?.filter(|id| *id == work.id).map(|_| *hash));
            }
            let others = work_by_id(connection, work.id)?.is_some_and(|work| {
                work.versions.iter().any(|one| one.path.is_some() && !own.contains(&one.hash.as_str()))
            });
            if own.is_empty() || !others {
                return work_by_id(connection, work.id);
            }
            let name = super::work::unique_name(connection, &work.name, None)?;
            connection.execute("INSERT INTO works (name, added) VALUES (?1, 1)", [name])?;
            let into = connection.last_insert_rowid();
            own.into_iter().try_for_each(|hash| take(connection, hash, work.id, into))?;
            work_by_id(connection, into)
        })
    }
}

fn work_with(connection: &Connection, hash: &str) -> rusqlite::Result<Option<WorkId>> {
    connection.query_row("SELECT work FROM versions WHERE hash = ?1", [hash], |row| row.get(0)).optional()
}

/// Moves one version from a work to another: its older states go with it, what was written on any of them, and its corrections.
/// A work that is left without a file goes with it whole.
pub(super) fn take(connection: &Connection, hash: &str, from: WorkId, into: WorkId) -> rusqlite::Result<()> {
    let language: String =
        connection.query_row("SELECT language FROM versions WHERE hash = ?1", [hash], |row| row.get(0))?;
    let left: i64 = connection.query_row(
        "SELECT count(*) FROM versions WHERE work = ?1 AND hash <> ?2 AND path IS NOT NULL",
        params![from, hash],
        |row| row.get(0),
    )?;
    if left == 0 {
        return merge(connection, from, into);
    }
    // A state without a file belongs to the only version in its language.
    let alone: i64 = connection.query_row(
        "SELECT count(*) FROM versions WHERE work = ?1 AND hash <> ?2 AND path IS NOT NULL AND language = ?3",
        params![from, hash, language],
        |row| row.get(0),
    )?;
    let mut hashes = vec![hash.to_owned()];
    if alone == 0 {
        let mut older =
            connection.prepare("SELECT hash FROM versions WHERE work = ?1 AND path IS NULL AND language = ?2")?;
        for older in older.query_map(params![from, language], |row| row.get(0))? {
            hashes.push(older?);
        }
    }
    hashes.dedup();
    for hash in &hashes {
        connection.execute(
            "UPDATE versions SET work = ?2,
                 position = (SELECT coalesce(max(position), 0) + 1 FROM versions WHERE work = ?2)
             WHERE hash = ?1",
            params![hash, into],
        )?;
        connection
            .execute("UPDATE annotations SET work = ?3 WHERE work = ?2 AND hash = ?1", params![hash, from, into])?;
        // A correction says something of two versions, and is of use where both are.
        connection.execute(
            "UPDATE corrections SET work = ?2 WHERE work = ?1
                 AND EXISTS (SELECT 1 FROM versions WHERE hash = source_hash AND work = ?2)
                 AND EXISTS (SELECT 1 FROM versions WHERE hash = target_hash AND work = ?2)",
            params![from, into],
        )?;
    }
    connection
        .execute("UPDATE OR IGNORE places SET work = ?3 WHERE work = ?2 AND hash = ?1", params![hash, from, into])?;
    Ok(())
}
