//! The write-ahead log beside a database, looked at without SQLite, which would rebuild its index by opening it.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// The `user_version` that the committed part of the log of database `path` sets; none where it sets none or there is no log.
/// (SQLite file format, section 4: a header of 32 bytes, then frames of 24 bytes and a page; `user_version` at 60 of page 1.)
pub(super) fn user_version(path: &Path) -> Option<i64> {
    let mut name = OsString::from(path);
    name.push("-wal");
    let mut log = BufReader::new(File::open(name).ok()?);
    let mut header = [0; 32];
    log.read_exact(&mut header).ok()?;
    if word(&header, 0) & !1 != 0x377F_0682 {
        return None;
    }
    let page = i64::from(word(&header, 8));
    let mut written = None;
    let mut committed = None;
    let mut frame = [0; 24];
    while log.read_exact(&mut frame).is_ok() {
        // What is left from before the last checkpoint has other salts.
        if frame.get(8..16) != header.get(16..24) {
            break;
        }
        let mut read = 0;
        if word(&frame, 0) == 1 {
            let mut start = [0; 64];
            if log.read_exact(&mut start).is_err() {
                break;
            }
            read = 64;
            written = Some(i64::from(word(&start, 60).cast_signed()));
        }
        if log.seek_relative(page - read).is_err() {
            break;
        }
        if word(&frame, 4) != 0 {
            committed = written.or(committed);
        }
    }
    committed
}

/// The big-endian number at `at`.
fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::super::{Library, LibraryError};

    #[test]
    fn a_newer_version_that_stands_only_in_the_log_is_refused_and_nothing_is_touched() {
        let (live, copy) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        drop(Library::open(live.path()).expect("a library"));
        let newer = rusqlite::Connection::open(live.path().join("library.db")).expect("a database");
        newer.execute_batch("PRAGMA user_version = 99; CREATE TABLE later (a);").expect("written");
        let files = ["library.db", "library.db-wal", "library.db-shm"];
        for name in files {
            std::fs::copy(live.path().join(name), copy.path().join(name)).expect(name);
        }
        let read = |name: &str| std::fs::read(copy.path().join(name)).expect(name);
        let before = files.map(read);
        let known = u8::try_from(super::super::store::known()).expect("a small number");
        assert_eq!(before[0].get(60..64), Some(&[0, 0, 0, known][..]), "the file itself does not say it");
        assert!(matches!(Library::open(copy.path()), Err(LibraryError::Newer { found: 99, .. })));
        assert!(files.map(read) == before, "every byte is as it was");
        newer.execute_batch(&format!("PRAGMA user_version = {known}")).expect("written");
        std::fs::copy(live.path().join("library.db-wal"), copy.path().join("library.db-wal")).expect("the log");
        assert!(Library::open(copy.path()).is_ok(), "the last commit counts");
    }
}
