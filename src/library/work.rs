//! Works, their versions and reading places in the database.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};

use super::builtin::{self, GUIDE_ID};
use super::{Library, Result, VersionInfo, Work, WorkId, catalogue};
use crate::text::Language;

/// What is put after the name of a work that is removed, with its row, so that another may have its name.
const REMOVED: &str = " (removed ";

/// The work of a file, found by its path: most texts have the same symbol, which is none.
pub(super) const BY_PATH: &str = "SELECT work FROM versions WHERE path = ?1 AND language = ?2 AND +symbol IS ?3";

impl Library {
    /// Every work, those that were added first, then by name.
    pub fn works(&self) -> Result<Vec<Work>> {
        self.store.read(|connection| catalogue::all(connection, "added DESC, name"))
    }

    /// The work of that row.
    pub fn work(&self, id: WorkId) -> Result<Option<Work>> {
        self.store.read(|connection| work_by_id(connection, id))
    }

    /// The work that holds a version with one of these hashes; where several do, the one of the first hash.
    pub fn work_of(&self, hashes: &[&str]) -> Result<Option<Work>> {
        self.store.read(|connection| {
            for hash in hashes {
                if let Some(id) = by_hash(connection, hash)?
                    && let Some(work) = work_by_id(connection, id)?
                {
                    return Ok(Some(work));
                }
            }
            Ok(None)
        })
    }

    /// The work these versions belong to, as [`Library::record`] would find it, without writing: by content, else a file that
    /// changed in its place, else the same symbol in the same language.
    pub fn work_for(&self, versions: &[VersionInfo]) -> Result<Option<Work>> {
        self.store.read(|connection| match find(connection, versions)? {
            Some(id) => work_by_id(connection, id),
            None => Ok(None),
        })
    }

    /// The format in which a person asked for this file, known by its content or by its place.
    pub fn format_of(&self, hash: &str, path: Option<&Path>) -> Result<Option<String>> {
        self.store.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT format FROM versions WHERE format IS NOT NULL AND (hash = ?1 OR path = ?2)
                     ORDER BY hash <> ?1 LIMIT 1",
                )?
                .query_row(params![hash, path.map(path_bytes)], |row| row.get(0))
                .optional()
        })
    }

    /// The work of that name.
    pub fn work_named(&self, name: &str) -> Result<Option<Work>> {
        self.store.read(|connection| match by_name(connection, name)? {
            Some(id) => work_by_id(connection, id),
            None => Ok(None),
        })
    }

    /// Takes a work out of the library; the files stay, and the guide does. Its annotations go to the trash, and it comes back
    /// with the first of them that is restored or when one of its files is recorded again. Corrections of its alignments are
    /// deleted.
    pub fn remove(&mut self, work: WorkId) -> Result<()> {
        if work == GUIDE_ID {
            return Ok(());
        }
        self.store.write(|connection| {
            connection.execute(
                "UPDATE annotations SET removed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
                 WHERE work = ?1 AND removed IS NULL",
                [work],
            )?;
            connection.execute("DELETE FROM corrections WHERE work = ?1", [work])?;
            let hidden = connection.execute(
                "UPDATE works SET removed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), name = name || ?2
                 WHERE id = ?1 AND removed IS NULL AND EXISTS (SELECT 1 FROM annotations WHERE work = ?1)",
                params![work, format!("{REMOVED}{work})")],
            )?;
            if hidden == 0 {
                connection.execute("DELETE FROM works WHERE id = ?1 AND removed IS NULL", [work])?;
            }
            Ok(())
        })
    }
}

/// What a work was called before it was removed.
pub(super) fn name_before(name: &str) -> &str {
    name.rsplit_once(REMOVED).map_or(name, |(before, _)| before)
}

/// Brings a work that was removed back, under the name it had where that is free.
pub(super) fn revive(connection: &Connection, work: WorkId) -> rusqlite::Result<()> {
    let name: Option<String> = connection
        .query_row("SELECT name FROM works WHERE id = ?1 AND removed IS NOT NULL", [work], |row| row.get(0))
        .optional()?;
    let Some(name) = name else { return Ok(()) };
    let name = unique_name(connection, name_before(&name), Some(work))?;
    connection.execute("UPDATE works SET removed = NULL, name = ?2 WHERE id = ?1", params![work, name])?;
    Ok(())
}

pub(super) fn work_by_id(connection: &Connection, id: WorkId) -> rusqlite::Result<Option<Work>> {
    let found = connection
        .prepare_cached("SELECT name, added FROM works WHERE id = ?1 AND removed IS NULL")?
        .query_row([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)))
        .optional()?;
    let Some((name, added)) = found else { return Ok(None) };
    let versions = if id == GUIDE_ID { builtin::versions().to_vec() } else { versions_of(connection, id)? };
    Ok(Some(Work { id, name, added, versions }))
}

fn versions_of(connection: &Connection, work: WorkId) -> rusqlite::Result<Vec<VersionInfo>> {
    connection
        .prepare_cached(
            "SELECT hash, path, language, title, symbol, format, links, masthead FROM versions WHERE work = ?1 ORDER BY position, rowid",
        )?
        .query_map([work], |row| {
            version_at(row, 0)
        })?
        .collect()
}

/// The version whose columns begin at `first`: hash, path, language, title, symbol, format, links, masthead.
pub(super) fn version_at(row: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<VersionInfo> {
    let path = |at: usize| -> rusqlite::Result<Option<PathBuf>> {
        Ok(row.get::<_, Option<Vec<u8>>>(first + at)?.map(|bytes| path_from(&bytes)))
    };
    let masthead: Option<String> = row.get(first + 7)?;
    Ok(VersionInfo {
        hash: row.get(first)?,
        path: path(1)?,
        language: Language::new(row.get::<_, String>(first + 2)?),
        title: row.get(first + 3)?,
        symbol: row.get(first + 4)?,
        format: row.get(first + 5)?,
        links: path(6)?,
        // What a newer program may have written otherwise is found again in the file.
        masthead: masthead.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
    })
}

/// A path as the system spells it: on Unix any bytes, which need not be UTF-8.
#[cfg(unix)]
pub(super) fn path_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
pub(super) fn path_from(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
pub(super) fn path_bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
pub(super) fn path_from(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

pub(super) fn by_hash(connection: &Connection, hash: &str) -> rusqlite::Result<Option<WorkId>> {
    if builtin::versions().iter().any(|version| version.hash == hash) {
        return Ok(Some(GUIDE_ID));
    }
    connection
        .prepare_cached("SELECT work FROM versions WHERE hash = ?1")?
        .query_row([hash], |row| row.get(0))
        .optional()
}

pub(super) fn by_name(connection: &Connection, name: &str) -> rusqlite::Result<Option<WorkId>> {
    connection.prepare_cached("SELECT id FROM works WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()
}

/// The work of `versions`: by content; else a file that changed in its place (same path, language and symbol); else the same
/// symbol in the same language: a document that was moved and changed still finds its notes.
pub(super) fn find(connection: &Connection, versions: &[VersionInfo]) -> rusqlite::Result<Option<WorkId>> {
    for version in versions {
        if let Some(id) = by_hash(connection, &version.hash)? {
            return Ok(Some(id));
        }
    }
    for version in versions {
        if let Some(path) = &version.path {
            let found = connection
                .prepare_cached(BY_PATH)?
                .query_row(params![path_bytes(path), version.language.tag(), version.symbol], |row| row.get(0))
                .optional()?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    for version in versions.iter().filter(|version| version.symbol.is_some()) {
        let found = connection
            .prepare_cached("SELECT work FROM versions WHERE symbol = ?1 AND language = ?2 ORDER BY rowid LIMIT 1")?
            .query_row(params![version.symbol, version.language.tag()], |row| row.get(0))
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// `name`, or `name-2`, `name-3`, … where another work has it.
pub(super) fn unique_name(connection: &Connection, name: &str, owner: Option<WorkId>) -> rusqlite::Result<String> {
    let name = if name.trim().is_empty() { "work" } else { name.trim() };
    let free = |candidate: &str| -> rusqlite::Result<bool> {
        Ok(by_name(connection, candidate)?.is_none_or(|id| Some(id) == owner))
    };
    if free(name)? {
        return Ok(name.to_owned());
    }
    // Where many have the name, those that were numbered are not tried one after another.
    let numbered: i64 = connection.query_row(
        "SELECT count(*) FROM works WHERE name >= ?1 AND name < ?2",
        [format!("{name}-"), format!("{name}.")],
        |row| row.get(0),
    )?;
    let mut number = u64::try_from(numbered).unwrap_or(0) + 2;
    loop {
        let candidate = format!("{name}-{number}");
        if free(&candidate)? {
            return Ok(candidate);
        }
        number += 1;
    }
}
