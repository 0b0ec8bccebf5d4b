//! What is looked at before a database is believed.

use std::io::{ErrorKind, Read};
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};

use super::super::{LibraryError, Result, log};
use super::{failure, known, row, user_version};

/// Looks at the first hundred bytes without SQLite, so that a file that is not ours to write is not touched at all; says
/// whether there is a database. (SQLite file format, section 1.3: magic at 0, `user_version` at 60.)
pub(super) fn header(path: &Path) -> Result<bool> {
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
        return Err(damaged(path, "it does not begin as a database does"));
    }
    let found = head.get(60..64).and_then(|bytes| bytes.try_into().ok()).map_or(0, i32::from_be_bytes);
    let logged = log::user_version(path);
    let found = logged.unwrap_or(i64::from(found));
    if found > known() {
        // A newer program would have said so in the table too.
        if logged.is_none() && told_format(path).is_some_and(|told| told <= known()) {
            return Err(damaged(path, "its format is not the one that was written"));
        }
        return Err(LibraryError::Newer { path: path.to_owned(), found, known: known() });
    }
    Ok(true)
}

pub(super) fn damaged(path: &Path, message: &str) -> LibraryError {
    LibraryError::Damaged { path: path.to_owned(), message: message.to_owned() }
}

/// The format that the table tells, read without touching the file.
fn told_format(path: &Path) -> Option<i64> {
    let connection = immutable(path).ok()?;
    connection.query_row("SELECT format FROM journal", [], |row| row.get(0)).ok()
}

/// The file as it lies there: no lock, no log beside it.
pub(super) fn immutable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(immutable_uri(path), flags)
}

/// Sees that the version in the header is that of the table, where there is one; before anything is changed.
pub(super) fn format(path: &Path, connection: &Connection, found: i64) -> Result<()> {
    let table: Option<i64> = connection
        .query_row("SELECT 1 FROM sqlite_schema WHERE name = 'journal'", [], |row| row.get(0))
        .optional()
        .map_err(|error| failure(path, &error))?;
    let told: Option<i64> = match table {
        Some(_) => {
            connection.query_row("SELECT format FROM journal", [], |row| row.get(0)).map_err(|e| failed(path, &e))?
        }
        None => None,
    };
    match told {
        Some(told) if told != found => Err(damaged(path, "its format is not the one that was written")),
        _ => Ok(()),
    }
}

/// Reads everything: that the pages hold together, that every row is as it was written, that no table was made otherwise.
pub(super) fn whole(path: &Path, connection: &Connection) -> Result<()> {
    let look = || -> rusqlite::Result<Option<String>> {
        let said: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if said != "ok" {
            return Ok(Some(said));
        }
        let told: i64 = connection.query_row("SELECT schema FROM journal", [], |row| row.get(0))?;
        if told != row::schema(connection)? {
            return Ok(Some("a table is not as it was made".to_owned()));
        }
        row::broken(connection)
    };
    match look() {
        Ok(None) => Ok(()),
        Ok(Some(said)) => Err(damaged(path, &said.split_whitespace().collect::<Vec<_>>().join(" "))),
        Err(error) => Err(failed(path, &error)),
    }
}

/// What reading a database that was whole never says is damage; that the disk or another program is in the way is not.
fn failed(path: &Path, error: &rusqlite::Error) -> LibraryError {
    match error.sqlite_error_code() {
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::OutOfMemory
            | ErrorCode::SystemIoFailure,
        ) => failure(path, error),
        _ => match failure(path, error) {
            LibraryError::Database { path, message } => LibraryError::Damaged { path, message },
            other => other,
        },
    }
}

/// `user_version`, and that it is one that is known here.
pub(super) fn version(path: &Path, connection: &Connection) -> Result<i64> {
    let found = user_version(connection).map_err(|error| failure(path, &error))?;
    if found > known() {
        return Err(LibraryError::Newer { path: path.to_owned(), found, known: known() });
    }
    Ok(found)
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
