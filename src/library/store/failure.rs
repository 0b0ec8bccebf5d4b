//! What SQLite says, said to a person.

use std::path::Path;

use super::super::LibraryError;

/// What SQLite said, in one line that a person can act on.
pub(in crate::library) fn failure(path: &Path, error: &rusqlite::Error) -> LibraryError {
    use rusqlite::ErrorCode;
    let said = match error {
        rusqlite::Error::SqliteFailure(code, Some(message)) => format!("{message} (SQLite {})", code.extended_code),
        other => other.to_string(),
    };
    let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => format!("the disk is full: {said}"),
        Some(ErrorCode::ReadOnly) => format!("the file or its folder is read-only: {said}"),
        Some(ErrorCode::CannotOpen) => format!("the file or its folder cannot be opened for writing: {said}"),
        Some(ErrorCode::PermissionDenied) => format!("permission denied: {said}"),
        Some(ErrorCode::SystemIoFailure) => format!("the disk refused (full, or damaged): {said}"),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            let message = format!("{said}; opened again, it is made again from its backup");
            return LibraryError::Damaged { path: path.to_owned(), message };
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            format!("another hexapla is writing to it and does not let go: {said}")
        }
        _ => said,
    };
    LibraryError::Database { path: path.to_owned(), message }
}
