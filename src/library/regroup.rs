//! Versions that stand in the wrong work: taken out, or put into another, with what was written on them.

use rusqlite::{Connection, OptionalExtension, params};

use super::work::{merge, work_by_id};
use super::{Library, Result, Work, WorkId, builtin};

impl Library {
    /// Makes the version of this hash a work of its own, with the annotations and corrections that were made on it. The work it
    /// is in when it is alone there; none when no work has it, or when it is one of the guide's.
    pub fn separate(&mut self, hash: &str) -> Result<Option<Work>> {
        if builtin::holds(hash) || self.work_of(&[hash])?.is_none() {
            return Ok(None);
        }
        self.store.write(|connection| {
            let Some(from) = work_with(connection, hash)? else { return Ok(None) };
            let others: i64 = connection.query_row(
                "SELECT count(*) FROM versions WHERE work = ?1 AND hash <> ?2 AND path IS NOT NULL",
                params![from, hash],
                |row| row.get(0),
            )?;
            if others == 0 {
                return work_by_id(connection, from);
            }
            let name: String =
                connection.query_row("SELECT name FROM works WHERE id = ?1", [from], |row| row.get(0))?;
            let name = super::work::unique_name(connection, &name, None)?;
            connection.execute("INSERT INTO works (name, added) VALUES (?1, 1)", [name])?;
            let into = connection.last_insert_rowid();
            take(connection, hash, from, into)?;
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
