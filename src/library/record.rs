//! Putting versions into works: which work they belong to, and what becomes of those that held them.

use rusqlite::{Connection, OptionalExtension, params};

use super::builtin::{self, GUIDE_ID};
use super::guide::GUIDE_NAME;
use super::stamp::{self, Stamp};
use super::work::{by_hash, by_name, find, path_bytes, revive, unique_name, work_by_id};
use super::{Library, Result, VersionInfo, Work, WorkId, name, regroup};

/// The language of a text that does not say it; a person may have said it when the text was added, and that stays.
const UNKNOWN: &str = "und";

/// Versions that are one work, and how their files look.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The versions.
    pub versions: Vec<VersionInfo>,
    /// The stamps of files that were read, by the hash of the version.
    pub stamps: Vec<(String, Stamp)>,
}

impl Library {
    /// Finds the work that holds one of `versions`, or creates it; attaches the versions it lacks and renews their paths.
    /// `name` renames it (a work that has that name already takes the versions in), `added` marks it as a person's choice
    /// (never unmarks). Versions that stood in other works come over with their annotations, unless such a work was added
    /// by a person and this call is not. Writes nothing when nothing changed. The guide is never changed.
    pub fn record(&mut self, versions: &[VersionInfo], name: Option<&str>, added: bool) -> Result<Work> {
        self.record_as(versions, name, None, added)
    }

    /// [`Library::record`], with the name that a new work would like to have.
    pub fn record_as(
        &mut self,
        versions: &[VersionInfo],
        name: Option<&str>,
        wish: Option<&str>,
        added: bool,
    ) -> Result<Work> {
        let unchanged = self.store.read(|connection| recorded(connection, versions, name, added))?;
        if let Some(work) = unchanged {
            return Ok(work);
        }
        self.store.write(|connection| {
            let id = attach(connection, versions, name, wish, added)?;
            work_by_id(connection, id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)
        })
    }

    /// Records several works in one transaction, as a person's choice; the works as they were before and as they are now. Writes
    /// nothing when nothing changed.
    pub fn record_all(&mut self, groups: &[Group], name: Option<&str>) -> Result<Vec<(Option<Work>, Work)>> {
        let before = self.store.read(|connection| {
            let one = |group: &Group| match find(connection, &group.versions)? {
                Some(id) => work_by_id(connection, id),
                None => Ok(None),
            };
            groups.iter().map(one).collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let unchanged = self.store.read(|connection| {
            let one = |group: &Group| recorded(connection, &group.versions, name, true);
            groups.iter().map(one).collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let stamped = groups.iter().all(|group| group.stamps.is_empty());
        let now = if stamped && unchanged.iter().all(Option::is_some) {
            unchanged.into_iter().flatten().collect()
        } else {
            self.store.write(|connection| {
                let one = |group: &Group| {
                    let id = match recorded(connection, &group.versions, name, true)? {
                        Some(work) => work.id,
                        None => attach(connection, &group.versions, name, None, true)?,
                    };
                    for (hash, stamp) in &group.stamps {
                        stamp::put(connection, hash, *stamp)?;
                    }
                    work_by_id(connection, id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)
                };
                groups.iter().map(one).collect::<rusqlite::Result<Vec<Work>>>()
            })?
        };
        Ok(before.into_iter().zip(now).collect())
    }
}

/// The work, when recording `versions` would change nothing.
fn recorded(
    connection: &Connection,
    versions: &[VersionInfo],
    name: Option<&str>,
    added: bool,
) -> rusqlite::Result<Option<Work>> {
    let Some(id) = find(connection, versions)? else { return Ok(None) };
    let Some(work) = work_by_id(connection, id)? else { return Ok(None) };
    let same = id == GUIDE_ID
        || (name.is_none_or(|name| name == work.name)
            && (work.added || !added)
            && versions.iter().filter(|version| !builtin::holds(&version.hash)).all(|version| {
                work.versions.iter().any(|known| {
                    known.hash == version.hash
                        && (version.path.is_none() || known.path == version.path)
                        && (known.language == version.language || version.language.tag() == UNKNOWN)
                        && known.title == version.title
                        && known.symbol == version.symbol
                        && (version.format.is_none() || known.format == version.format)
                        && (version.links.is_none() || known.links == version.links)
                        && (version.masthead.is_empty() || known.masthead == version.masthead)
                })
            }));
    Ok(same.then_some(work))
}

fn attach(
    connection: &Connection,
    versions: &[VersionInfo],
    name: Option<&str>,
    wish: Option<&str>,
    added: bool,
) -> rusqlite::Result<WorkId> {
    let named = match name {
        Some(name) if name != GUIDE_NAME => by_name(connection, name)?,
        _ => None,
    };
    let mut target = match named {
        Some(id) => Some(id),
        None => find(connection, versions)?,
    };
    if target.is_none() && added {
        // A person adds another language of a document that is there.
        for version in versions.iter().filter(|version| version.symbol.is_some()) {
            target = connection
                .prepare_cached(
                    "SELECT work FROM versions AS own WHERE symbol = ?1 AND NOT EXISTS
                         (SELECT 1 FROM versions WHERE work = own.work AND language = ?2 AND symbol <> ?1)
                     ORDER BY rowid LIMIT 1",
                )?
                .query_row(params![version.symbol, version.language.tag()], |row| row.get(0))
                .optional()?;
        }
    }
    if target == Some(GUIDE_ID) {
        return Ok(GUIDE_ID);
    }
    let id = match target {
        Some(id) => id,
        None => {
            let wished = name.or(wish).map_or_else(|| name::work_name(versions), str::to_owned);
            let unique = unique_name(connection, &wished, None)?;
            connection.execute("INSERT INTO works (name, added) VALUES (?1, ?2)", params![unique, added])?;
            connection.last_insert_rowid()
        }
    };
    revive(connection, id)?;
    if added {
        connection.execute("UPDATE works SET added = 1 WHERE id = ?1 AND added = 0", [id])?;
    }
    if let Some(name) = name.filter(|_| named.is_none()) {
        let unique = unique_name(connection, name, Some(id))?;
        connection.execute("UPDATE works SET name = ?2 WHERE id = ?1", params![id, unique])?;
    }
    for version in versions.iter().filter(|version| !builtin::holds(&version.hash)) {
        if let Some(other) = by_hash(connection, &version.hash)?.filter(|other| *other != id) {
            let chosen: bool =
                connection.query_row("SELECT added FROM works WHERE id = ?1", [other], |row| row.get(0))?;
            if chosen && !added {
                continue;
            }
            if named.is_some() || name.is_some() {
                // A person says where this version belongs, and nothing of the others it stood with.
                regroup::take(connection, &version.hash, other, id)?;
            } else {
                merge(connection, other, id)?;
            }
        }
        put_version(connection, id, version, versions)?;
    }
    Ok(id)
}

/// Writes one version; a version whose file now holds other content keeps its annotations and gives its path and its place
/// among the versions to the newer one: of several that the file held, the one in the same language. Those that come `together`
/// with it are no older ones.
fn put_version(
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
    let said = Some(&version.masthead).filter(|masthead| !masthead.is_empty());
    let masthead = said.and_then(|masthead| serde_json::to_string(masthead).ok());
    connection.execute(
        "INSERT INTO versions (hash, work, position, path, language, title, symbol, format, links, masthead)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?9, ?10, ?11)
         ON CONFLICT (hash) DO UPDATE SET path = coalesce(excluded.path, path),
             language = CASE excluded.language WHEN ?8 THEN language ELSE excluded.language END,
             title = excluded.title, symbol = excluded.symbol, format = coalesce(excluded.format, format),
             links = coalesce(excluded.links, links), masthead = coalesce(excluded.masthead, masthead)",
        params![
            version.hash,
            work,
            position,
            path,
            version.language.tag(),
            version.title,
            version.symbol,
            UNKNOWN,
            version.format,
            version.links.as_deref().map(path_bytes),
            masthead
        ],
    )?;
    Ok(())
}

/// Moves everything of `from` to `into`; what `into` has already (its name, its reading place) stays.
pub(super) fn merge(connection: &Connection, from: WorkId, into: WorkId) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE versions SET work = ?2,
             position = position + (SELECT coalesce(max(position), 0) FROM versions WHERE work = ?2)
         WHERE work = ?1",
        [from, into],
    )?;
    connection.execute("UPDATE annotations SET work = ?2 WHERE work = ?1", [from, into])?;
    connection.execute("UPDATE corrections SET work = ?2 WHERE work = ?1", [from, into])?;
    connection.execute("UPDATE OR IGNORE places SET work = ?2 WHERE work = ?1", [from, into])?;
    connection.execute("DELETE FROM works WHERE id = ?1", [from])?;
    Ok(())
}
