//! The database file: opening, migrating, writing beside the journal, and falling back to reading when it cannot be written.

mod check;
mod failure;
mod format;
mod recovery;
mod row;
mod write;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};

use super::{LibraryError, Result, journal};

pub(super) use failure::failure;
pub(super) use row::{Cell, Image};

/// The database's file name in the library's folder.
const FILE: &str = "library.db";

/// How long a second instance is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether there is a database in `directory`, or a backup of one.
pub(super) fn exists(directory: &Path) -> bool {
    directory.join(FILE).exists() || journal::files(directory).is_ok_and(|files| !files.is_empty())
}

/// The newest `user_version` that is known here.
pub(super) fn known() -> i64 {
    i64::try_from(format::MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// An open database, and why it can only be read when it can only be read.
pub(super) struct Store {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
    /// What a person should know of the opening: damage, and what was done about it.
    pub(super) warnings: Vec<String>,
    directory: PathBuf,
    read_only: Option<String>,
    touched: Touched,
}

/// The rows that the transaction that is under way changed: number in [`row::TABLES`], and key.
type Touched = Arc<Mutex<Vec<(usize, i64)>>>;

impl Store {
    /// Opens, creates or migrates the database in `directory`. One that is damaged or gone is set aside and made again from the
    /// backup, which `warnings` then say; without a backup it is left as it is. A database that exists and cannot be written
    /// is opened for reading; the first write then says why.
    pub(super) fn open(directory: &Path) -> Result<Self> {
        if !directory.is_dir() {
            std::fs::create_dir_all(directory)
                .map_err(|error| if directory.exists() { ErrorKind::NotADirectory.into() } else { error })
                .map_err(|error| LibraryError::Io { path: directory.to_owned(), error })?;
        }
        match Self::open_whole(directory) {
            Err(LibraryError::Damaged { path, message }) => recovery::recover(directory, path, message),
            other => other,
        }
    }

    /// Opens the database when nothing of it is damaged.
    fn open_whole(directory: &Path) -> Result<Self> {
        let path = directory.join(FILE);
        let exists = check::header(&path)?;
        if !exists && journal::files(directory).is_ok_and(|files| !files.is_empty()) {
            return Err(LibraryError::Damaged { path, message: "it is gone".to_owned() });
        }
        match Self::open_writable(directory) {
            Err(LibraryError::Database { message, .. }) if exists => Self::open_immutable(directory, message),
            Err(error @ LibraryError::Io { .. }) if exists => Self::open_immutable(directory, error.to_string()),
            other => other,
        }
    }

    fn open_writable(directory: &Path) -> Result<Self> {
        let path = directory.join(FILE);
        let fail = |error: rusqlite::Error| failure(&path, &error);
        let mut connection = Connection::open(&path).map_err(fail)?;
        connection.busy_timeout(PATIENCE).map_err(fail)?;
        let found = match check::version(&path, &connection) {
            Ok(found) => found,
            Err(error) => {
                // A write-ahead log that a newer program left must not be folded into the file by our closing it.
                let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
                return Err(error);
            }
        };
        let read_only = connection.is_readonly("main").map_err(fail)?.then(|| "the file is read-only".to_owned());
        settle(&connection).map_err(fail)?;
        check::format(&path, &connection, found)?;
        if read_only.is_none() {
            write_ahead(&connection).map_err(fail)?;
            if found < known() {
                migrate(&mut connection).map_err(fail)?;
            }
        } else if found < known() {
            connection = migrated(&connection).map_err(fail)?;
        }
        check::whole(&path, &connection)?;
        let touched = watch(&mut connection).map_err(fail)?;
        let directory = directory.to_owned();
        let mut store = Self { path, connection, warnings: Vec::new(), directory, read_only, touched };
        match store.read_only {
            None => store.catch_up()?,
            Some(_) => store.overlay()?,
        }
        Ok(store)
    }

    /// Reads the file as it lies there (a folder that is read-only, a disk that is full), and what the journal has beyond it.
    fn open_immutable(directory: &Path, reason: String) -> Result<Self> {
        let path = directory.join(FILE);
        let fail = |error: rusqlite::Error| failure(&path, &error);
        let mut connection = check::immutable(&path).map_err(fail)?;
        let found = check::version(&path, &connection)?;
        if found < 1 {
            return Err(LibraryError::Database { path, message: reason });
        }
        check::format(&path, &connection, found)?;
        if found < known() {
            connection = migrated(&connection).map_err(fail)?;
        }
        check::whole(&path, &connection)?;
        let touched = Touched::default();
        let directory = directory.to_owned();
        let mut store = Self { path, connection, warnings: Vec::new(), directory, read_only: Some(reason), touched };
        store.overlay()?;
        Ok(store)
    }

    /// A library that could be made again only in memory.
    fn in_memory(directory: &Path, path: PathBuf, connection: Connection, warning: String) -> Self {
        let (read_only, touched) = (Some(warning.clone()), Touched::default());
        Self { path, connection, warnings: vec![warning], directory: directory.to_owned(), read_only, touched }
    }

    /// Sees that the connection can be written. Where only reading was possible before, writing is tried again: space may have
    /// been made.
    fn writable(&mut self) -> Result<()> {
        let Some(reason) = &self.read_only else { return Ok(()) };
        // What was made in memory of a backup has no folder of its own.
        let tried = (!self.directory.as_os_str().is_empty()).then(|| Self::open_writable(&self.directory));
        match tried {
            Some(Ok(store)) if store.read_only.is_none() => *self = store,
            _ => {
                let message = format!("the library cannot be written: {reason}");
                return Err(LibraryError::Database { path: self.path.clone(), message });
            }
        }
        Ok(())
    }

    /// Runs `work` for reading.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.connection).map_err(|error| failure(&self.path, &error))
    }
}

/// How every connection works.
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    // More statements than are kept by default come back again and again.
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
    )
}

/// Notes every row that is written from now on.
fn watch(connection: &mut Connection) -> rusqlite::Result<Touched> {
    let touched = Touched::default();
    let noted = Arc::clone(&touched);
    connection.update_hook(Some(move |_, database: &str, table: &str, key| {
        if database == "main"
            && let Some(table) = row::TABLES.iter().position(|(name, _)| *name == table)
            && let Ok(mut rows) = noted.lock()
        {
            rows.push((table, key));
        }
    }))?;
    Ok(touched)
}

fn user_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
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
    if user_version(&transaction)? < known() {
        steps(&transaction, known())?;
        sealed(&transaction)?;
    }
    transaction.commit()
}

/// Takes a database to format `to`, in the transaction that is under way.
fn steps(connection: &Connection, to: i64) -> rusqlite::Result<()> {
    let done = usize::try_from(user_version(connection)?).unwrap_or(0);
    let to = usize::try_from(to).unwrap_or(0);
    for (step, sql) in format::MIGRATIONS.iter().enumerate().take(to).skip(done) {
        connection.execute_batch(sql)?;
        connection.execute_batch(&format!("PRAGMA user_version = {}", step + 1))?;
    }
    Ok(())
}

/// Seals everything after a change of format; the next write begins a new file of the journal. Where none was begun before, the
/// file is none.
fn sealed(connection: &Connection) -> rusqlite::Result<()> {
    row::seal_all(connection)?;
    connection.execute(
        "INSERT INTO journal (row, format, schema, file, length, lines) VALUES (1, ?1, ?2, '', 0, 0)
         ON CONFLICT (row) DO UPDATE SET format = excluded.format, schema = excluded.schema, length = ?3",
        [known(), row::schema(connection)?, i64::MAX],
    )?;
    row::seal(connection, "journal", "row", 1)
}

/// A copy in memory of a database that cannot be written, in the format of today.
fn migrated(old: &Connection) -> rusqlite::Result<Connection> {
    let mut copy = in_memory(old)?;
    if user_version(&copy)? < known() {
        migrate(&mut copy)?;
    }
    Ok(copy)
}

fn in_memory(old: &Connection) -> rusqlite::Result<Connection> {
    let mut copy = Connection::open_in_memory()?;
    rusqlite::backup::Backup::new(old, &mut copy)?.run_to_completion(1000, Duration::ZERO, None)?;
    Ok(copy)
}

fn busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked))
}
