//! Writing: every row that a transaction changes goes to the journal, on the disk, before the database says that it is done.
//! What stands in the journal and not in the database (a kill in between, a write-ahead log that was lost) is made up for.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::super::journal::{self, Entry, Position};
use super::super::{LibraryError, Result};
use super::{Store, failure, in_memory, known, row};

/// How often another instance that dies in the middle of its write is cleaned up after before we give up.
const ATTEMPTS: usize = 20;

/// The position of a database that has everything up to the end of `file`, and begins a new one with the next write: no file is
/// as long as that.
pub(super) fn anew(file: &str) -> Position {
    Position { file: file.to_owned(), length: i64::MAX as u64, lines: 0 }
}

/// How the database and its journal stand to each other.
enum Standing {
    /// The database has everything; the next line goes there.
    Level(Position),
    /// The journal has more.
    Behind,
    /// A new file is to be begun: a new day, or a file that is not as the database left it.
    Over,
}

impl Store {
    /// Runs `work` in one transaction that holds the right to write from its start; a failure leaves nothing of it. On return
    /// the rows that it changed are on disk, in the database and in the journal.
    pub(in crate::library) fn write<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.writable()?;
        for _ in 0..ATTEMPTS {
            let (path, directory) = (self.path.clone(), self.directory.clone());
            let fail = |error: rusqlite::Error| failure(&path, &error);
            let transaction =
                self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
            match standing(&transaction, &directory)? {
                Standing::Behind => {
                    drop(transaction);
                    self.catch_up()?;
                }
                Standing::Over => {
                    begin_file(&transaction, &directory, &path)?;
                    transaction.commit().map_err(fail)?;
                    // What is too old takes room and nothing else.
                    let _ = journal::prune(&directory);
                }
                Standing::Level(before) => {
                    let note = || std::mem::take(&mut *self.touched.lock().unwrap_or_else(|held| held.into_inner()));
                    note();
                    let value = work(&transaction).map_err(fail)?;
                    let images = sealed(&transaction, note()).map_err(fail)?;
                    if images.is_empty() {
                        transaction.commit().map_err(fail)?;
                        return Ok(value);
                    }
                    let after = journal::append(&directory, &before, images)
                        .map_err(|error| unkept(&journal::folder(&directory).join(&before.file), &error))?;
                    let committed = stand(&transaction, &after).and_then(|()| transaction.commit());
                    return match committed {
                        Ok(()) => Ok(value),
                        Err(error) => {
                            self.withdraw(&before, &after);
                            Err(fail(error))
                        }
                    };
                }
            }
        }
        let message = "another hexapla is writing to it and does not come to an end".to_owned();
        Err(LibraryError::Database { path: self.path.clone(), message })
    }

    /// Takes back what was written to the journal for a transaction that then could not be finished.
    fn withdraw(&mut self, before: &Position, after: &Position) {
        let directory = self.directory.clone();
        let Ok(transaction) = self.connection.transaction_with_behavior(TransactionBehavior::Immediate) else { return };
        let unchanged = position(&transaction).is_ok_and(|now| now == *before);
        if unchanged && journal::length(&directory, &after.file) == Some(after.length) {
            let _ = journal::cut(&directory, before);
        }
    }

    /// Puts into the database what only the journal has.
    pub(super) fn catch_up(&mut self) -> Result<()> {
        let (path, directory) = (self.path.clone(), self.directory.clone());
        let fail = |error: rusqlite::Error| failure(&path, &error);
        if !matches!(standing(&self.connection, &directory)?, Standing::Behind) {
            return Ok(());
        }
        // The lines name every row that changed: what goes with a row that is deleted is among them.
        self.connection.pragma_update(None, "foreign_keys", false).map_err(fail)?;
        let done = (|| {
            let transaction =
                self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
            // Another instance was only in the middle of its write.
            if matches!(standing(&transaction, &directory)?, Standing::Behind) {
                let (end, damaged) = redo(&transaction, &directory, &path)?;
                if damaged > 0 {
                    stand(&transaction, &anew(&end.file)).map_err(fail)?;
                } else {
                    journal::cut(&directory, &end).map_err(|error| io(&journal::folder(&directory), error))?;
                    stand(&transaction, &end).map_err(fail)?;
                }
                transaction.commit().map_err(fail)?;
                return Ok(damaged);
            }
            Ok(0)
        })();
        self.connection.pragma_update(None, "foreign_keys", true).map_err(fail)?;
        let damaged: u64 = done?;
        if damaged > 0 {
            let folder = journal::folder(&directory);
            self.warnings.push(format!("{damaged} lines of the newest backup are damaged: {}", folder.display()));
        }
        Ok(())
    }

    /// What only the journal has, where the database cannot be written: in a copy in memory.
    pub(super) fn overlay(&mut self) -> Result<()> {
        let (path, directory) = (self.path.clone(), self.directory.clone());
        let fail = |error: rusqlite::Error| failure(&path, &error);
        if matches!(standing(&self.connection, &directory)?, Standing::Behind) {
            let copy = in_memory(&self.connection).map_err(fail)?;
            copy.pragma_update(None, "foreign_keys", false).map_err(fail)?;
            redo(&copy, &directory, &path)?;
            self.connection = copy;
        }
        Ok(())
    }
}

/// Applies what the journal has beyond the position of the database; where it ends, and how many lines are damaged.
fn redo(connection: &Connection, directory: &Path, path: &Path) -> Result<(Position, u64)> {
    let fail = |error: rusqlite::Error| failure(path, &error);
    let mut end = position(connection).map_err(fail)?;
    let first = end.file.clone();
    let mut damaged = 0;
    let mut files = journal::files(directory).map_err(|error| io(&journal::folder(directory), error))?;
    files.retain(|file| *file == first || journal::is_after(file, &first));
    for file in files {
        let from = if file == first { end.clone() } else { Position { file, ..Position::default() } };
        let told = journal::read(directory, &from).map_err(|error| io(&journal::folder(directory), error))?;
        damaged += told.damaged;
        for entry in &told.entries {
            // First what is gone: another row may have its name now.
            let (gone, there): (Vec<_>, Vec<_>) = entry.rows.iter().partition(|image| image.row.is_none());
            for image in gone.into_iter().chain(there) {
                row::put(connection, image).map_err(fail)?;
                row::seal_image(connection, image).map_err(fail)?;
            }
        }
        end = told.end;
    }
    Ok((end, damaged))
}

fn standing(connection: &Connection, directory: &Path) -> Result<Standing> {
    let fail = |error: rusqlite::Error| failure(Path::new(super::FILE), &error);
    let position = position(connection).map_err(fail)?;
    let files = journal::files(directory).map_err(|error| io(&journal::folder(directory), error))?;
    // A database that never had a file, beside files: it was thrown back to its beginning.
    let newer = files.iter().any(|file| journal::is_after(file, &position.file));
    let length = journal::length(directory, &position.file).filter(|_| !position.file.is_empty());
    if newer || length.is_some_and(|length| length > position.length) {
        return Ok(Standing::Behind);
    }
    let Some(length) = length else { return Ok(Standing::Over) };
    let today = today(connection).map_err(fail)?;
    Ok(if length < position.length || journal::day(&position.file) < today.as_str() {
        Standing::Over
    } else {
        Standing::Level(position)
    })
}

fn today(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT date('now')", [], |row| row.get(0))
}

/// Begins a new file of the journal with everything that is in the database.
fn begin_file(connection: &Connection, directory: &Path, path: &Path) -> Result<()> {
    let fail = |error: rusqlite::Error| failure(path, &error);
    let today = today(connection).map_err(fail)?;
    let mut refused = None;
    let position = journal::begin(directory, &today, |put| {
        put(Entry { format: Some(known()), ..Entry::default() })?;
        let each = |image| put(Entry { rows: vec![image], ..Entry::default() });
        row::every(connection, each).unwrap_or_else(|error| {
            refused = Some(error);
            Err(std::io::Error::other("the database could not be read"))
        })
    });
    if let Some(error) = refused {
        return Err(fail(error));
    }
    let position = position.map_err(|error| unkept(&journal::folder(directory), &error))?;
    stand(connection, &position).map_err(fail)
}

/// Seals the rows that were changed, and shows them.
fn sealed(connection: &Connection, mut touched: Vec<(usize, i64)>) -> rusqlite::Result<Vec<row::Image>> {
    touched.sort_unstable();
    touched.dedup();
    let mut images = Vec::with_capacity(touched.len());
    for (table, key) in touched {
        images.extend(row::image(connection, table, key)?);
    }
    images.iter().try_for_each(|image| row::seal_image(connection, image))?;
    Ok(images)
}

/// Where the database stands in the journal.
pub(super) fn position(connection: &Connection) -> rusqlite::Result<Position> {
    connection.prepare_cached("SELECT file, length, lines FROM journal")?.query_row([], |row| {
        let number = |at: usize| -> rusqlite::Result<u64> { Ok(u64::try_from(row.get::<_, i64>(at)?).unwrap_or(0)) };
        Ok(Position { file: row.get(0)?, length: number(1)?, lines: number(2)? })
    })
}

/// Keeps where the database stands in the journal.
pub(super) fn stand(connection: &Connection, position: &Position) -> rusqlite::Result<()> {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    connection.prepare_cached("UPDATE journal SET file = ?1, length = ?2, lines = ?3")?.execute(rusqlite::params![
        position.file,
        number(position.length),
        number(position.lines)
    ])?;
    row::seal(connection, "journal", "row", 1)
}

/// The error for a write that has no line in the journal, and is therefore none.
fn unkept(path: &Path, error: &std::io::Error) -> LibraryError {
    let message = format!("the backup of the library cannot be written, so nothing was: {error}");
    LibraryError::Database { path: path.to_owned(), message }
}

/// The error for a file of the journal.
pub(super) fn io(path: &Path, error: std::io::Error) -> LibraryError {
    LibraryError::Io { path: path.to_owned(), error }
}
