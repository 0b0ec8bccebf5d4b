//! What an annotation was before it was edited.

use rusqlite::Connection;

use super::note::not_ours;
use super::{Annotation, Library, Result};

impl Library {
    /// The earlier forms of the annotation of that id, the oldest first; `modified` says from when each is. Saving one of them
    /// brings it back, and what it takes the place of is then the youngest of them.
    pub fn annotation_history(&self, id: &str) -> Result<Vec<Annotation>> {
        self.store.read(|connection| {
            connection
                .prepare_cached("SELECT form FROM history WHERE annotation = ?1 ORDER BY row")?
                .query_map([id], |row| row.get::<_, String>(0))?
                .map(|form| serde_json::from_str(&form?).map_err(not_ours))
                .collect()
        })
    }
}

/// Keeps `before`, when `after` says something else.
pub(super) fn keep(connection: &Connection, before: &Annotation, after: &Annotation) -> rusqlite::Result<()> {
    let dated = Annotation { created: before.created.clone(), modified: before.modified.clone(), ..after.clone() };
    if dated == *before {
        return Ok(());
    }
    let form = serde_json::to_string(before).map_err(not_ours)?;
    connection
        .prepare_cached("INSERT INTO history (annotation, form) VALUES (?1, ?2)")?
        .execute([&before.id, &form])
        .map(|_| ())
}
