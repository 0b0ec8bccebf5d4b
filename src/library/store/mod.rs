//! The database file: opening, migrating, and falling back to reading when it cannot be written.

mod failure;
mod format;

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{LibraryError, Result, log};
use failure::failure;
use format::MIGRATIONS;

/// The database's file name in the library's folder.
const FILE: &str = "library.db";

/// How long a second instance is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether there is a database in `directory`.
pub(super) fn exists(directory: &Path) -> bool {
    directory.join(FILE).exists()
}

/// The newest `user_version` that is known here.
pub(super) fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// An open database, and why it can only be read when it can only be read.
pub(super) struct Store {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
    read_only: Option<String>,
}

impl Store {
    /// Opens, creates or migrates the database in `directory`. A database that exists and cannot be written is opened for
    /// reading; the first write then says why.
    pub(super) fn open(directory: &Path) -> Result<Self> {
        let path = directory.join(FILE);
        if !directory.is_dir() {
            std::fs::create_dir_all(directory)
                .map_err(|error| if directory.exists() { ErrorKind::NotADirectory.into() } else { error })
                .map_err(|error| LibraryError::Io { path: directory.to_owned(), error })?;
        }
        let exists = check_header(&path)?;
        match Self::open_writable(&path) {
            Ok(store) => Ok(store),
            Err(newer @ LibraryError::Newer { .. }) => Err(newer),
            Err(error) if !exists => Err(error),
            Err(error) => {
                let reason = match &error {
                    LibraryError::Database { message, .. } => message.clone(),
                    other => other.to_string(),
                };
                // What the file says when it is only read is the better message for a damaged one.
                Self::open_immutable(&path, reason)
            }
        }
    }

    fn open_writable(path: &Path) -> Result<Self> {
        let fail = |error: rusqlite::Error| failure(path, &error);
        let mut connection = Connection::open(path).map_err(fail)?;
        connection.busy_timeout(PATIENCE).map_err(fail)?;
        let found = user_version(&connection).map_err(fail)?;
        if found > known() {
            // A write-ahead log that the newer program left must not be folded into the file by our closing it.
            let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
            return Err(LibraryError::Newer { path: path.to_owned(), found, known: known() });
        }
        let read_only = connection.is_readonly("main").map_err(fail)?.then(|| "the file is read-only".to_owned());
        connection
            .execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;")
            .map_err(fail)?;
        if read_only.is_none() {
            write_ahead(&connection).map_err(fail)?;
            if found < known() {
                migrate(&mut connection).map_err(fail)?;
            }
        }
        check_tables(&connection).map_err(fail)?;
        Ok(Self { path: path.to_owned(), connection, read_only })
    }

    /// Reads the file as it lies there: no lock, no log beside it (a folder that is read-only, a disk that is full).
    fn open_immutable(path: &Path, reason: String) -> Result<Self> {
        let fail = |error: rusqlite::Error| failure(path, &error);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(immutable_uri(path), flags).map_err(fail)?;
        let found = user_version(&connection).map_err(fail)?;
        if found > known() {
            return Err(LibraryError::Newer { path: path.to_owned(), found, known: known() });
        }
        if found < 1 {
            return Err(LibraryError::Database { path: path.to_owned(), message: reason });
        }
        let connection = if found < known() { migrated(&connection).map_err(fail)? } else { connection };
        check_tables(&connection).map_err(fail)?;
        Ok(Self { path: path.to_owned(), connection, read_only: Some(reason) })
    }

    /// The connection for writing. Where only reading was possible before, writing is tried again: space may have been made.
    pub(super) fn writer(&mut self) -> Result<&mut Connection> {
        if let Some(reason) = &self.read_only {
            match Self::open_writable(&self.path) {
                Ok(store) if store.read_only.is_none() => *self = store,
                _ => {
                    let message = format!("the library cannot be written: {reason}");
                    return Err(LibraryError::Database { path: self.path.clone(), message });
                }
            }
        }
        Ok(&mut self.connection)
    }

    /// Runs `work` in one transaction that holds the right to write from its start; a failure leaves nothing of it.
    pub(super) fn write<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let path = self.path.clone();
        let fail = |error: rusqlite::Error| failure(&path, &error);
        let connection = self.writer()?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let value = work(&transaction).map_err(fail)?;
        transaction.commit().map_err(fail)?;
        Ok(value)
    }

    /// Runs `work` for reading.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.connection).map_err(|error| failure(&self.path, &error))
    }
}

/// Looks at the first hundred bytes without SQLite, so that a file that is not ours to write is not touched at all; says
/// whether there is a database. (SQLite file format, section 1.3: magic at 0, `user_version` at 60.)
fn check_header(path: &Path) -> Result<bool> {
    let mut head = Vec::with_capacity(100);
    match std::fs::File::open(path) {
        Ok(file) => {
            file.take(100).read_to_end(&mut head).map_err(|error| LibraryError::Io { path: path.to_owned(), error })?;
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(LibraryError::Io { path: path.to_owned(), error }),
    }
    if head.is_empty() {
        return Ok(false);
    }
    if head.len() < 100 || !head.starts_with(b"SQLite format 3\0") {
        let message = "the library's database is damaged or is no database; it was left as it is".to_owned();
        return Err(LibraryError::Database { path: path.to_owned(), message });
    }
    let found = head.get(60..64).and_then(|bytes| bytes.try_into().ok()).map_or(0, i32::from_be_bytes);
    let found = log::user_version(path).unwrap_or(i64::from(found));
    if found > known() {
        return Err(LibraryError::Newer { path: path.to_owned(), found, known: known() });
    }
    Ok(true)
}

fn user_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Sees that the tables can be read, so that a damaged file is said to be one when it is opened.
fn check_tables(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM works WHERE id = 1", [], |_| Ok(()))?;
    connection.query_row("SELECT count(*) FROM annotations WHERE row = 0", [], |_| Ok(()))
}

/// Turns the write-ahead log on where it is off. Two first runs at once: the one that is late waits, since SQLite's own
/// waiting does not cover this switch.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if mode.eq_ignore_ascii_case("wal") {
        return Ok(());
    }
    for attempt in 0..200 {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            Err(error) if busy(&error) && attempt < 199 => std::thread::sleep(Duration::from_millis(20)),
            other => return other.map(|_| ()),
        }
    }
    Ok(())
}

fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another instance may have been faster.
    let found = user_version(&transaction)?;
    let done = usize::try_from(found).unwrap_or(0);
    for (step, sql) in MIGRATIONS.iter().enumerate().skip(done) {
        transaction.execute_batch(sql)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", step + 1))?;
    }
    transaction.commit()
}

/// A copy in memory of a database of an older format that cannot be written, in the format of today.
fn migrated(old: &Connection) -> rusqlite::Result<Connection> {
    let mut copy = Connection::open_in_memory()?;
    rusqlite::backup::Backup::new(old, &mut copy)?.run_to_completion(1000, Duration::ZERO, None)?;
    migrate(&mut copy)?;
    copy.pragma_update(None, "query_only", true)?;
    Ok(copy)
}

fn busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked))
}

/// `file:` and the path, percent-encoded (RFC 3986), read as a file that nobody changes.
fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(*byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}
