//! One version of a work as a row.

use rusqlite::{Connection, params};

use super::work::{UNKNOWN, path_bytes};
use super::{VersionInfo, WorkId};

/// Writes one version; a version whose file now holds other content keeps its annotations and gives its path and its place
/// among the versions to the newer one: of several that the file held, the one in the same language. Those that come `together`
/// with it are no older ones.
pub(super) fn put(
    connection: &Connection,
    work: WorkId,
    version: &VersionInfo,
    together: &[VersionInfo],
) -> rusqlite::Result<()> {
    let path = version.path.as_deref().map(path_bytes);
    let mut position: i64 =
        connection.query_row("SELECT coalesce(max(position), 0) + 1 FROM versions WHERE work = ?1", [work], |row| {
            row.get(0)
        })?;
    if let Some(path) = &path {
        let mut statement = connection.prepare_cached(
            "SELECT hash, position FROM versions WHERE work = ?1 AND path = ?2 AND hash <> ?3
             ORDER BY language <> ?4, position",
        )?;
        let olds = statement
            .query_map(params![work, path, version.hash, version.language.tag()], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if let Some((hash, place)) = olds.into_iter().find(|(hash, _)| together.iter().all(|one| one.hash != *hash)) {
            position = place;
            connection.execute("UPDATE versions SET path = NULL WHERE hash = ?1", [hash])?;
        }
    }
    connection.execute(
        "INSERT INTO versions (hash, work, position, path, language, title, symbol) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (hash) DO UPDATE SET path = coalesce(excluded.path, path),
             language = CASE excluded.language WHEN ?8 THEN language ELSE excluded.language END,
             title = excluded.title, symbol = excluded.symbol",
        params![version.hash, work, position, path, version.language.tag(), version.title, version.symbol, UNKNOWN],
    )?;
    Ok(())
}
