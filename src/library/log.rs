//! The write-ahead log beside a database, looked at without SQLite, which would rebuild its index by opening it.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// The `user_version` that the committed part of the log of database `path` sets; none where it sets none or there is no log.
/// What SQLite would not believe is not believed here. (SQLite file format, section 4: a header of 32 bytes, then frames of 24
/// bytes and a page, with sums that go on from one to the next; `user_version` at 60 of page 1.)
pub(super) fn user_version(path: &Path) -> Option<i64> {
    let mut name = OsString::from(path);
    name.push("-wal");
    let mut log = BufReader::new(File::open(name).ok()?);
    let mut header = [0; 32];
    log.read_exact(&mut header).ok()?;
    let magic = word(&header, 0);
    let size = usize::try_from(word(&header, 8)).ok()?;
    if magic & !1 != 0x377F_0682 || !(512..=65536).contains(&size) || !size.is_power_of_two() {
        return None;
    }
    let mut sum = Sum { big: magic & 1 == 1, ..Sum::default() };
    sum.add(header.get(..24)?);
    if !sum.is(header.get(24..)?) {
        return None;
    }
    let mut written = None;
    let mut committed = None;
    let (mut frame, mut page) = ([0; 24], vec![0; size]);
    while log.read_exact(&mut frame).is_ok() && log.read_exact(&mut page).is_ok() {
        // What is left from before the last checkpoint has other salts.
        sum.add(frame.get(..8)?);
        sum.add(&page);
        if frame.get(8..16) != header.get(16..24) || !sum.is(frame.get(16..)?) {
            break;
        }
        if word(&frame, 0) == 1 {
            written = Some(i64::from(word(&page, 60).cast_signed()));
        }
        if word(&frame, 4) != 0 {
            committed = written.or(committed);
        }
    }
    committed
}

/// The sum of the log (section 4.2): two numbers over pairs of words.
#[derive(Default)]
struct Sum {
    big: bool,
    first: u32,
    second: u32,
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        let (pairs, _) = bytes.as_chunks::<8>();
        for [a, b, c, d, e, f, g, h] in pairs {
            let word = |bytes| if self.big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
            let (one, other) = (word([*a, *b, *c, *d]), word([*e, *f, *g, *h]));
            self.first = self.first.wrapping_add(one).wrapping_add(self.second);
            self.second = self.second.wrapping_add(other).wrapping_add(self.first);
        }
    }

    fn is(&self, told: &[u8]) -> bool {
        (word(told, 0), word(told, 4)) == (self.first, self.second)
    }
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
        let later = "PRAGMA user_version = 99; CREATE TABLE later (a); UPDATE journal SET format = 99;";
        newer.execute_batch(later).expect("written");
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
        // A log in which a byte was changed is not believed, and then nothing newer was written.
        let mut log = read("library.db-wal");
        log[40] ^= 1;
        std::fs::write(copy.path().join("library.db-wal"), &log).expect("written");
        assert_eq!(super::user_version(&copy.path().join("library.db")), None);
        assert!(Library::open(copy.path()).is_ok(), "as it was before");
    }
}
