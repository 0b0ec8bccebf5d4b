//! Annotations that were removed: kept until a person empties the trash.

use rusqlite::{Connection, params};

use super::note::{COLUMNS, by_id, put, stored};
use super::{Annotation, Library, Result, WorkId, work};

/// An annotation in the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trashed {
    /// The annotation as it was.
    pub annotation: Annotation,
    /// Its work, which may have been removed with it and then comes back with it.
    pub work: WorkId,
    /// What that work is or was called.
    pub work_name: String,
    /// When it was removed, RFC 3339 in UTC.
    pub removed: String,
}

impl Library {
    /// Puts an annotation into the trash; `false` when there was none of that id outside it.
    pub fn annotation_remove(&mut self, id: &str) -> Result<bool> {
        if self.annotation(id)?.is_none() {
            return Ok(false);
        }
        let removed = self.store.write(|connection| {
            connection.execute(
                "UPDATE annotations SET removed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
                 WHERE id = ?1 AND removed IS NULL",
                [id],
            )
        })?;
        Ok(removed > 0)
    }

    /// Takes an annotation out of the trash, as it was, and its work with it when that was removed too. None when it is not in
    /// the trash.
    pub fn annotation_restore(&mut self, id: &str) -> Result<Option<Annotation>> {
        if self.store.read(|connection| by_id(connection, id))?.is_none_or(|found| found.removed.is_none()) {
            return Ok(None);
        }
        self.store.write(|connection| match by_id(connection, id)? {
            Some(found) if found.removed.is_some() => {
                work::revive(connection, found.work)?;
                put(connection, found.work, &found.annotation)?;
                Ok(Some(found.annotation))
            }
            _ => Ok(None),
        })
    }

    /// What is in the trash, the last removed first.
    pub fn trash(&self) -> Result<Vec<Trashed>> {
        self.store.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS}, (SELECT name FROM works WHERE id = work) AS work_name FROM annotations
                     WHERE removed IS NOT NULL ORDER BY removed DESC, row DESC"
                ))?
                .query_map([], |row| {
                    let found = stored(row)?;
                    let name: String = row.get("work_name")?;
                    Ok(Trashed {
                        annotation: found.annotation,
                        work: found.work,
                        work_name: work::name_before(&name).to_owned(),
                        removed: found.removed.unwrap_or_default(),
                    })
                })?
                .collect()
        })
    }

    /// Deletes one annotation of the trash for good, with its history; `false` when it is not there.
    pub fn trash_delete(&mut self, id: &str) -> Result<bool> {
        if self.store.read(|connection| by_id(connection, id))?.is_none_or(|found| found.removed.is_none()) {
            return Ok(false);
        }
        self.store.write(|connection| match by_id(connection, id)? {
            Some(found) if found.removed.is_some() => delete(connection, id, found.work).map(|()| true),
            _ => Ok(false),
        })
    }

    /// Deletes everything that is in the trash for good; how many annotations that were.
    pub fn trash_empty(&mut self) -> Result<usize> {
        let trash = self.trash()?;
        if trash.is_empty() {
            return Ok(0);
        }
        self.store.write(|connection| {
            let mut deleted = 0;
            for one in &trash {
                // What came back in the meantime stays.
                if by_id(connection, &one.annotation.id)?.is_some_and(|found| found.removed.is_some()) {
                    delete(connection, &one.annotation.id, one.work)?;
                    deleted += 1;
                }
            }
            Ok(deleted)
        })
    }
}

fn delete(connection: &Connection, id: &str, work: WorkId) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM history WHERE annotation = ?1", [id])?;
    connection.execute("DELETE FROM annotations WHERE id = ?1", [id])?;
    // A work that was removed was hidden only for their sake.
    connection.execute(
        "DELETE FROM works WHERE id = ?1 AND removed IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM annotations WHERE work = ?1)",
        params![work],
    )?;
    Ok(())
}
