//! The file of the alignments: beside the library and not in it, since all of it may be lost at any time.

use std::time::Duration;

use rusqlite::Connection;

use super::super::store::failure;
use super::super::{Library, LibraryError, Result};

/// The file's name in the library's folder.
const FILE: &str = "alignments.db";

/// How long another instance is waited for: it is quicker to align again than to wait for long.
const PATIENCE: Duration = Duration::from_secs(1);

const TABLE: &str = "PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS alignments (
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        engine TEXT NOT NULL,
        corrections TEXT NOT NULL,
        size INTEGER NOT NULL,
        used INTEGER NOT NULL,
        beads BLOB NOT NULL,
        PRIMARY KEY (source, target, engine, corrections)
    );
    CREATE INDEX IF NOT EXISTS alignments_used ON alignments(used, size);";

impl Library {
    /// Runs `work` on the file of the alignments; one that is damaged is begun anew.
    pub(super) fn cached<T>(&mut self, work: impl Fn(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let path = self.directory.join(FILE);
        let mut again = true;
        loop {
            let tried = match &self.alignments {
                Some(connection) => work(connection),
                None => open(&path).and_then(|connection| work(self.alignments.insert(connection))),
            };
            match tried.map_err(|error| failure(&path, &error)) {
                Err(LibraryError::Damaged { .. }) if again => {
                    again = false;
                    self.alignments = None;
                    for end in ["-wal", "-shm", ""] {
                        let _ = std::fs::remove_file(self.directory.join(format!("{FILE}{end}")));
                    }
                }
                done => return done,
            }
        }
    }
}

fn open(path: &std::path::Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch(TABLE)?;
    Ok(connection)
}
