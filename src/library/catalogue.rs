//! Everything a search of the library has to know of it, in one look.

use anyhow::Context;
use rusqlite::Connection;

use super::builtin::{self, GUIDE_ID};
use super::guide::GUIDE;
use super::source::{self, Opened, Source};
use super::work::version_at;
use super::{Library, Result, VersionInfo, Work};
use crate::document::Key;
use crate::import::Hints;
use crate::text::Language;

impl Library {
    /// [`Library::works`] with one question to the database, for libraries of many works; those recorded last come first.
    pub fn catalogue(&self) -> Result<Vec<Work>> {
        self.store.read(|connection| all(connection, "works.id DESC"))
    }
}

/// Every work that is in the library, in this order.
pub(super) fn all(connection: &Connection, order: &str) -> rusqlite::Result<Vec<Work>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT works.id, name, added, hash, path, language, title, symbol, format, links, masthead
         FROM works LEFT JOIN versions ON versions.work = works.id
         WHERE works.removed IS NULL
         ORDER BY {order}, versions.position, versions.row"
    ))?;
    let mut rows = statement.query([])?;
    let mut works: Vec<Work> = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if works.last().is_none_or(|work| work.id != id) {
            let versions = if id == GUIDE_ID { builtin::versions().to_vec() } else { Vec::new() };
            works.push(Work { id, name: row.get(1)?, added: row.get(2)?, versions });
        }
        if let Some(work) = works.last_mut().filter(|_| !matches!(row.get_ref(3), Ok(rusqlite::types::ValueRef::Null)))
        {
            work.versions.push(version_at(row, 3)?);
        }
    }
    Ok(works)
}

/// A place in a work of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The work's name.
    pub work: String,
    /// The version's hash, and its language where a file was changed since.
    pub version: (String, Language),
    /// The block's key.
    pub key: Key,
    /// Byte offset in its text.
    pub offset: usize,
}

/// One version of the library as it is now where it was last seen; a version of the guide is built in. Fails where there is no
/// such file any more, or none is known.
pub fn open_version(version: &VersionInfo) -> anyhow::Result<Opened> {
    if let Some(path) = &version.path {
        // A search of many files does not go looking for each that is gone.
        if !path.exists() {
            anyhow::bail!("{}: no such file", path.display());
        }
        return source::open_version(version, path, &Hints::default());
    }
    let guide = GUIDE.iter().map(|(name, bytes)| Source::new(name, None, *bytes));
    match guide.into_iter().find(|source| source.hash == version.hash) {
        Some(source) => source::import_source(source, &Hints::default())?
            .into_iter()
            .next()
            .with_context(|| format!("{}: nothing in it", version.title)),
        None => anyhow::bail!("{}: the library knows no file of this text; add it again", version.title),
    }
}
