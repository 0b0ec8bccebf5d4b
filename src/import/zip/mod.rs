//! Zip archives in memory: what a document needs of them, within limits that no input moves.
//!
//! PKWARE's APPNOTE 6.3.10; stored and deflated entries, zip64, data descriptors. Nothing is ever written, so that a name is
//! only a name: `../x` and `/x` are refused as strange, links are not followed, archives inside archives are not opened.

mod directory;
mod inflate;
#[cfg(test)]
pub(in crate::import) mod tests;

use std::cell::Cell;
use std::collections::HashMap;

use crate::document::Warning;
use directory::Entry;

/// Entries that are looked at; more of them are named in a warning. EPUBs with an image for every page have a few thousand.
pub(in crate::import) const ENTRIES: usize = 20_000;
/// Bytes that a name may have.
pub(in crate::import) const NAME: usize = 1_024;
/// Bytes that one entry may unpack to.
pub(in crate::import) const ENTRY: u64 = 128 << 20;
/// Bytes that all that is read of one archive may unpack to.
pub(in crate::import) const TOTAL: u64 = 256 << 20;
/// How many times its packed size an entry may have, once it is larger than [`FREE`]. The mark-up of word processors packs to
/// a tenth, their longest tables to a sixtieth.
pub(in crate::import) const RATIO: u64 = 150;
/// Bytes that an entry may unpack to whatever its ratio.
pub(in crate::import) const FREE: u64 = 4 << 20;

/// An archive in memory.
#[derive(Debug)]
pub(in crate::import) struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
    /// The index of each name; the last of several entries with one name counts, as it does in other programs.
    names: HashMap<String, usize>,
    /// What is odd about the archive.
    pub warnings: Vec<Warning>,
    /// Bytes unpacked so far.
    spent: Cell<u64>,
}

/// Why an entry could not be read, in words that go after its name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::import) enum ZipError {
    /// These bytes are no archive.
    #[error("this is no zip archive: it has no directory of entries")]
    NoArchive,
    /// There is no entry of this name.
    #[error("the archive has no entry {0}")]
    Missing(String),
    /// The entry asks for a password.
    #[error("{0} is encrypted; take the password off and try again")]
    Encrypted(String),
    /// It is packed in a way that documents are not.
    #[error("{0} is packed by method {1}, which is not read here; pack it again with deflate")]
    Method(String, u16),
    /// A limit would be passed.
    #[error("{0} would unpack to more than {1} bytes from {2}: that is a zip bomb and not read")]
    Bomb(String, u64, u64),
    /// Its bytes are not where the directory says, or mean nothing.
    #[error("{0} is damaged: {1}")]
    Damaged(String, &'static str),
}

/// An entry as it was unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Unpacked {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What is wrong with them: they break off, or their sum is not the one that was noted.
    pub damage: Option<&'static str>,
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive; where it is cut off or damaged, the entries are found by their own headers.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ZipError> {
        let mut warnings = Vec::new();
        let entries = directory::read(bytes, &mut warnings).ok_or(ZipError::NoArchive)?;
        let mut names: HashMap<String, usize> = HashMap::with_capacity(entries.len());
        let mut warn = |message: String| warnings.push(Warning { line: None, byte: None, message });
        let (mut strange, mut twice) = (Vec::new(), Vec::new());
        for (index, entry) in entries.iter().enumerate() {
            if is_strange(&entry.name) {
                strange.push(entry.name.as_str());
            }
            if names.insert(entry.name.clone(), index).is_some() {
                twice.push(entry.name.as_str());
            }
        }
        for (list, what) in
            [(strange, "lead out of the archive and are not read"), (twice, "are there twice; the last one counts")]
        {
            if let Some(first) = list.first() {
                warn(format!("names in the archive {what}: {}, the first is {}", list.len(), shown(first)));
            }
        }
        names.retain(|name, _| !is_strange(name));
        Ok(Self { bytes, entries, names, warnings, spent: Cell::new(0) })
    }

    /// Whether these bytes begin as an archive does.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
    }

    /// The names of the entries that can be read, in the order of the directory, folders left out.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let is_last = |(index, entry): &(usize, &Entry)| self.names.get(&entry.name) == Some(index);
        self.entries
            .iter()
            .enumerate()
            .filter(is_last)
            .map(|(_, entry)| entry.name.as_str())
            .filter(|n| !n.ends_with('/'))
    }

    /// Whether there is an entry of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Whether an entry is there and neither encrypted nor packed in a way that is not read here.
    pub fn can_read(&self, name: &str) -> Result<(), ZipError> {
        let found = self.names.get(name).and_then(|index| self.entries.get(*index));
        let entry = found.ok_or_else(|| ZipError::Missing(shown(name)))?;
        match entry.method {
            _ if entry.is_encrypted() => Err(ZipError::Encrypted(shown(name))),
            0 | 8 => Ok(()),
            method => Err(ZipError::Method(shown(name), method)),
        }
    }

    /// What is wrong with an entry of at most `limit` packed bytes; none of longer ones.
    pub fn damage(&self, name: &str, limit: u64) -> Option<String> {
        let entry = self.names.get(name).and_then(|index| self.entries.get(*index))?;
        if entry.packed > limit {
            return None;
        }
        match self.read(name) {
            Ok(unpacked) => unpacked.damage.map(str::to_owned),
            Err(error) => Some(error.to_string()),
        }
    }

    /// The bytes of an entry. What can be had of a damaged one comes with a word about its damage; an error where nothing can.
    pub fn read(&self, name: &str) -> Result<Unpacked, ZipError> {
        self.can_read(name)?;
        let found = self.names.get(name).and_then(|index| self.entries.get(*index));
        let entry = found.ok_or_else(|| ZipError::Missing(shown(name)))?;
        let shown = shown(name);
        let packed =
            directory::data(self.bytes, entry).ok_or(ZipError::Damaged(shown.clone(), "its data is missing"))?;
        let length = packed.len() as u64;
        let left = TOTAL.saturating_sub(self.spent.get());
        let limit = ENTRY.min(left).min(FREE.max(length.saturating_mul(RATIO)));
        let unpacked = match entry.method {
            0 => inflate::stored(packed, entry, limit),
            _ => inflate::deflated(packed, entry, limit),
        };
        let unpacked = unpacked.ok_or(ZipError::Bomb(shown.clone(), limit, length))?;
        self.spent.set(self.spent.get() + unpacked.bytes.len() as u64);
        if unpacked.bytes.is_empty() && unpacked.damage.is_some() {
            return Err(ZipError::Damaged(shown, unpacked.damage.unwrap_or("its data cannot be unpacked")));
        }
        Ok(unpacked)
    }
}

/// A name that no document has: absolute, with `..` in it, with a drive letter or backslashes.
fn is_strange(name: &str) -> bool {
    name.starts_with('/')
        || name.contains(['\\', '\0'])
        || name.split('/').any(|part| part == "..")
        || name.as_bytes().get(1) == Some(&b':')
}

/// A name as messages show it: without controls, not longer than a line.
fn shown(name: &str) -> String {
    name.chars().take(80).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
