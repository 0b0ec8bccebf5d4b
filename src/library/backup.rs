//! A backup file read as a library of its own, from which annotations can be brought into another.

use super::correction::{self, Kept};
use super::store::Store;
use super::{Library, Result, WorkId, journal};

/// What stands in a backup file.
pub struct Restored {
    /// The library as it was when the last line of the file was written; it is in memory, and is only read.
    pub library: Library,
    /// How many lines of the file are damaged or missing.
    pub damaged: u64,
}

impl Library {
    /// Reads a file of the folder `backup` beside a library. None when it is not such a file.
    pub fn from_backup(bytes: &[u8]) -> Result<Option<Restored>> {
        let backup = journal::backup_of(bytes);
        if backup.format.is_none() && backup.rows.is_empty() {
            return Ok(None);
        }
        let library =
            Self { directory: std::path::PathBuf::new(), store: Store::of_backup(&backup)?, alignments: None };
        Ok(Some(Restored { library, damaged: backup.damaged }))
    }

    /// The corrections of a work as they are kept, the oldest first.
    pub fn corrections_kept(&self, work: WorkId) -> Result<Vec<Kept>> {
        self.store.read(|connection| correction::all(connection, work))
    }
}
