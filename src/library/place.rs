//! Reading places in the database.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Library, Place, Result, WorkId};

impl Library {
    /// Where reading stopped.
    pub fn place(&self, work: WorkId) -> Result<Option<Place>> {
        self.store.read(|connection| place_of(connection, work))
    }

    /// Keeps where reading stopped. Writes nothing when that is where it was.
    pub fn place_set(&mut self, work: WorkId, place: &Place) -> Result<()> {
        if self.place(work)?.as_ref() == Some(place) {
            return Ok(());
        }
        let panes = serde_json::to_string(&place.panes).unwrap_or_else(|_| "[]".to_owned());
        let offset = i64::try_from(place.offset).unwrap_or(0);
        self.store
            .write(|connection| {
                connection.execute(
                    "INSERT OR REPLACE INTO places (work, hash, key, offset, layout, panes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![work, place.hash, place.key, offset, place.layout, panes],
                )
            })
            .map(|_| ())
    }
}

fn place_of(connection: &Connection, work: WorkId) -> rusqlite::Result<Option<Place>> {
    connection
        .prepare_cached("SELECT hash, key, offset, layout, panes FROM places WHERE work = ?1")?
        .query_row([work], |row| {
            let offset: i64 = row.get(2)?;
            let panes: String = row.get(4)?;
            Ok(Place {
                hash: row.get(0)?,
                key: row.get(1)?,
                offset: usize::try_from(offset).unwrap_or(0),
                layout: row.get(3)?,
                panes: serde_json::from_str(&panes).unwrap_or_default(),
            })
        })
        .optional()
}
