//! A database that is damaged or gone: set aside and made again from its backup, and said to be.

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::super::journal::{self, Backup};
use super::super::{LibraryError, Result};
use super::write::{anew, io, stand};
use super::{FILE, Store, failure, known, row, sealed, settle, steps};

/// Makes the library in `directory` again, whose database is found damaged as `message` says. Where that cannot be written, it
/// is made in memory and can be read.
pub(super) fn recover(directory: &Path, path: PathBuf, message: String) -> Result<Store> {
    let folder = journal::folder(directory);
    let read = || journal::latest(directory).map_err(|error| io(&folder, error));
    if read()?.is_none() {
        let message = format!("{message}; there is no backup of it, and it was left as it is");
        return Err(LibraryError::Damaged { path, message });
    }
    // One instance does it; the others wait and find it done.
    let held = File::create(folder.join("lock")).and_then(|file| file.lock().map(|()| file));
    if let Ok(_held) = &held {
        match Store::open_whole(directory) {
            Err(LibraryError::Damaged { .. }) => {}
            other => return other,
        }
    }
    let Some(backup) = read()? else { return Err(LibraryError::Damaged { path, message }) };
    if let Some(format) = backup.format.filter(|format| *format > known()) {
        return Err(LibraryError::Newer { path: folder.join(&backup.end.file), found: format, known: known() });
    }
    let from = format!("backup/{}", backup.end.file);
    let missing = match backup.damaged {
        0 => String::new(),
        1 => "; 1 line of that is damaged too and was left out".to_owned(),
        count => format!("; {count} lines of that are damaged too and were left out"),
    };
    let made = held.map_err(|error| io(&folder, error)).and_then(|_held| make(directory, &path, &backup));
    match made {
        Ok(aside) => {
            let mut store = Store::open_whole(directory)?;
            let kept = aside.map_or_else(String::new, |aside| format!(", set aside as {aside}"));
            let said =
                format!("the library's database was damaged ({message}){kept}, and made again from {from}{missing}");
            store.warnings.insert(0, said);
            Ok(store)
        }
        Err(error) => {
            let said = format!(
                "the library's database is damaged ({message}) and is read from {from}{missing}; it could not be made again: {error}"
            );
            let mut connection = Connection::open_in_memory().map_err(|error| failure(&path, &error))?;
            fill(&mut connection, &backup).map_err(|error| failure(&path, &error))?;
            Ok(Store::in_memory(directory, path, connection, said))
        }
    }
}

impl Store {
    /// A library in memory with what a backup holds.
    pub(in crate::library) fn of_backup(backup: &Backup) -> Result<Self> {
        let path = PathBuf::from(&backup.end.file);
        if let Some(format) = backup.format.filter(|format| *format > known()) {
            return Err(LibraryError::Newer { path, found: format, known: known() });
        }
        let mut connection = Connection::open_in_memory().map_err(|error| failure(&path, &error))?;
        fill(&mut connection, backup).map_err(|error| failure(&path, &error))?;
        Ok(Self::in_memory(Path::new(""), path, connection, "it is a backup".to_owned()))
    }
}

/// Makes the database anew beside the damaged one and puts it in its place; what the damaged one is called now.
fn make(directory: &Path, path: &Path, backup: &Backup) -> Result<Option<String>> {
    let fail = |error: rusqlite::Error| failure(path, &error);
    let new = directory.join("library.db.new");
    let gone = |path: &Path| match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io(path, error)),
        _ => Ok(()),
    };
    gone(&new)?;
    let mut connection = Connection::open(&new).map_err(fail)?;
    let filled = settle(&connection).and_then(|()| fill(&mut connection, backup)).map_err(fail);
    let filled = filled.and_then(|()| connection.close().map_err(|(_, error)| fail(error)));
    if let Err(error) = filled {
        let _ = std::fs::remove_file(&new);
        return Err(error);
    }
    let said = |error: std::io::Error| io(path, error);
    File::open(&new).and_then(|file| file.sync_all()).map_err(said)?;
    let aside = set_aside(directory)?;
    std::fs::rename(&new, path).map_err(said)?;
    journal::sync_folder(directory).map_err(said)?;
    Ok(aside)
}

/// Gives the damaged files another name, the log first: without it the database is damaged still, while the log beside
/// another database would damage that.
fn set_aside(directory: &Path) -> Result<Option<String>> {
    let path = directory.join(FILE);
    let now: String = Connection::open_in_memory()
        .and_then(|clock| clock.query_row("SELECT strftime('%Y%m%dT%H%M%S', 'now')", [], |row| row.get(0)))
        .map_err(|error| failure(&path, &error))?;
    let free = |number: &u32| !directory.join(format!("library-damaged-{now}-{number}.db")).exists();
    let number = (1..).find(free).unwrap_or(0);
    let aside = format!("library-damaged-{now}-{number}.db");
    let mut moved = false;
    for end in ["-wal", "-shm", ""] {
        let from = directory.join(format!("{FILE}{end}"));
        match std::fs::rename(&from, directory.join(format!("{aside}{end}"))) {
            Ok(()) => moved = moved || end.is_empty(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(io(&from, error)),
        }
    }
    Ok(moved.then_some(aside))
}

/// Fills an empty database with the rows of a backup.
fn fill(connection: &mut Connection, backup: &Backup) -> rusqlite::Result<()> {
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.transaction()?;
    let format = backup.format.unwrap_or_else(known);
    steps(&transaction, format)?;
    for (table, _) in row::TABLES {
        for (key, row) in backup.rows.get(*table).into_iter().flatten() {
            let image = row::Image { table: (*table).to_owned(), key: *key, row: Some(row.clone()) };
            row::put(&transaction, &image)?;
        }
    }
    steps(&transaction, known())?;
    // What is left where the line of its work is damaged has a work all the same.
    for table in ["versions", "annotations", "corrections"] {
        transaction.execute(
            &format!(
                "INSERT INTO works (id, name, added) SELECT DISTINCT work, 'recovered ' || work, 1 FROM {table}
                 WHERE work NOT IN (SELECT id FROM works)"
            ),
            [],
        )?;
    }
    transaction.execute("DELETE FROM places WHERE work NOT IN (SELECT id FROM works)", [])?;
    transaction.execute("DELETE FROM correction_anchors WHERE correction NOT IN (SELECT row FROM corrections)", [])?;
    sealed(&transaction)?;
    // The journal goes on where it is whole; where it is not, a new file is begun.
    let whole = backup.damaged == 0 && format == known();
    stand(&transaction, &if whole { backup.end.clone() } else { anew(&backup.end.file) })?;
    transaction.commit()?;
    connection.pragma_update(None, "foreign_keys", true)
}
