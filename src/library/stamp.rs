//! What a file looked like when it was read: one that looks the same need not be read again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::params;

use super::work::path_from;
use super::{Library, Result};

/// Size and time of change of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub size: i64,
    /// Nanoseconds since 1970, UTC.
    pub changed: i64,
}

/// A file that changed this short a time ago may change again within the same tick of its file system's clock.
const TICK: Duration = Duration::from_secs(2);

impl Stamp {
    /// How a file looks now; none when it is not there, or changed only just now.
    pub fn of(path: &Path) -> Option<Self> {
        let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        let changed = data.modified().ok()?;
        if SystemTime::now().duration_since(changed).is_ok_and(|age| age < TICK) {
            return None;
        }
        let changed = changed.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        Some(Self { size: i64::try_from(data.len()).ok()?, changed: i64::try_from(changed).ok()? })
    }
}

impl Library {
    /// The hash and the stamp of every file that has one.
    pub fn stamps(&self) -> Result<HashMap<PathBuf, (String, Stamp)>> {
        self.store.read(|connection| {
            connection
                .prepare(
                    "SELECT path, hash, size, changed FROM versions
                     WHERE path IS NOT NULL AND size IS NOT NULL AND changed IS NOT NULL",
                )?
                .query_map([], |row| {
                    let path = path_from(&row.get::<_, Vec<u8>>(0)?);
                    Ok((path, (row.get(1)?, Stamp { size: row.get(2)?, changed: row.get(3)? })))
                })?
                .collect()
        })
    }
}

/// Keeps how the file of a version looks.
pub(super) fn put(connection: &rusqlite::Connection, hash: &str, stamp: Stamp) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE versions SET size = ?2, changed = ?3
             WHERE hash = ?1 AND (size IS NOT ?2 OR changed IS NOT ?3)",
        )?
        .execute(params![hash, stamp.size, stamp.changed])?;
    Ok(())
}
