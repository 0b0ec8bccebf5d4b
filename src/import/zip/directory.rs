//! Which entries an archive has: by its central directory, or by their own headers where that is gone.

use memchr::memmem;

use super::{ENTRIES, NAME};
use crate::document::Warning;

/// One entry of the directory.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub name: String,
    pub flags: u16,
    pub method: u16,
    /// The sum of its bytes; none where it is not known.
    pub crc: Option<u32>,
    pub packed: u64,
    /// Its length unpacked, where the directory says it.
    pub size: Option<u64>,
    /// Where its own header begins.
    header: u64,
}

impl Entry {
    /// Bit 0: encrypted; bit 6: strongly; bit 13: names hidden.
    pub fn is_encrypted(&self) -> bool {
        self.flags & (1 | 1 << 6 | 1 << 13) != 0 || self.method == 99
    }
}

const LOCAL: &[u8; 4] = b"PK\x03\x04";
const CENTRAL: &[u8; 4] = b"PK\x01\x02";
const END: &[u8; 4] = b"PK\x05\x06";
const END_64: &[u8; 4] = b"PK\x06\x06";
/// The end record and the longest comment after it.
const TAIL: usize = 22 + 0xFFFF;
/// What stands in a field of 4 bytes whose value is in the zip64 extra field.
const WIDE: u64 = 0xFFFF_FFFF;

/// The entries; none where these bytes are no archive.
pub(super) fn read(bytes: &[u8], warnings: &mut Vec<Warning>) -> Option<Vec<Entry>> {
    let mut warn = |message: String| warnings.push(Warning { line: None, byte: None, message });
    let (mut entries, is_whole) = central(bytes).unwrap_or_default();
    if entries.is_empty() {
        entries = scan(bytes);
        if entries.is_empty() {
            return None;
        }
        warn(format!("the archive's directory is missing or damaged; {} entries were found without it", entries.len()));
    } else if !is_whole {
        warn("the archive's directory breaks off".to_owned());
    }
    if entries.len() > ENTRIES {
        warn(format!("the archive has more than {ENTRIES} entries; the others are not looked at"));
        entries.truncate(ENTRIES);
    }
    Some(entries)
}

/// The entries of the central directory, and whether it has as many as it says.
fn central(bytes: &[u8]) -> Option<(Vec<Entry>, bool)> {
    let from = bytes.len().saturating_sub(TAIL);
    let end = from + memmem::rfind(bytes.get(from..)?, END)?;
    let mut count = u64::from(short(bytes, end + 10)?);
    let mut size = u64::from(long(bytes, end + 12)?);
    let mut start = u64::from(long(bytes, end + 16)?);
    if count == 0xFFFF || size == WIDE || start == WIDE {
        let wide = end.checked_sub(20).and_then(|at| usize::try_from(huge(bytes, at + 8)?).ok());
        if let Some(at) = wide.filter(|at| bytes.get(*at..).is_some_and(|record| record.starts_with(END_64))) {
            (count, size, start) = (huge(bytes, at + 32)?, huge(bytes, at + 40)?, huge(bytes, at + 48)?);
        }
    }
    // Something may stand before the archive: its directory ends where its end record begins.
    let said = usize::try_from(start).ok()?;
    let near = end.checked_sub(usize::try_from(size).ok()?);
    let is_central = |at: &usize| bytes.get(*at..).is_some_and(|record| record.starts_with(CENTRAL));
    let first = Some(said).filter(is_central).or(near.filter(is_central))?;
    let before = (first - said.min(first)) as u64;
    let (mut at, mut entries) = (first, Vec::new());
    while entries.len() <= ENTRIES && is_central(&at) {
        let Some((entry, next)) = record(bytes, at, before) else { break };
        entries.push(entry);
        at = next;
    }
    let is_whole = entries.len() as u64 >= count.min(ENTRIES as u64);
    Some((entries, is_whole))
}

/// One record of the central directory and where the next begins.
fn record(bytes: &[u8], at: usize, before: u64) -> Option<(Entry, usize)> {
    let flags = short(bytes, at + 8)?;
    let (name, extra, comment) = (short(bytes, at + 28)?, short(bytes, at + 30)?, short(bytes, at + 32)?);
    let raw = bytes.get(at + 46..at + 46 + usize::from(name))?;
    let fields = bytes.get(at + 46 + raw.len()..at + 46 + raw.len() + usize::from(extra)).unwrap_or(&[]);
    let mut sizes = [long(bytes, at + 24)?, long(bytes, at + 20)?, long(bytes, at + 42)?].map(u64::from);
    widen(fields, &mut sizes);
    let [size, packed, header] = sizes;
    let entry = Entry {
        name: text(raw),
        flags,
        method: short(bytes, at + 10)?,
        crc: long(bytes, at + 16),
        packed,
        size: Some(size),
        header: header.saturating_add(before),
    };
    Some((entry, at + 46 + raw.len() + usize::from(extra) + usize::from(comment)))
}

/// Puts the zip64 values (extra field 1) where the short ones are full.
fn widen(mut fields: &[u8], values: &mut [u64]) {
    while let (Some(id), Some(length)) = (short(fields, 0), short(fields, 2)) {
        let end = (4 + usize::from(length)).min(fields.len());
        if id == 1 {
            let mut at = 4;
            for value in values.iter_mut().filter(|value| **value == WIDE) {
                let Some(wide) = huge(fields.get(..end).unwrap_or(&[]), at) else { return };
                *value = wide;
                at += 8;
            }
            return;
        }
        fields = fields.get(end..).unwrap_or(&[]);
    }
}

/// The entries by their own headers, for an archive that breaks off. One that was packed while it was written does not say its
/// length: it ends before the next header.
fn scan(bytes: &[u8]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let finder = memmem::Finder::new(b"PK");
    let mut at = memmem::find(bytes, LOCAL).unwrap_or(bytes.len());
    while entries.len() <= ENTRIES && bytes.get(at..).is_some_and(|rest| rest.starts_with(LOCAL)) {
        let Some(mut entry) = header(bytes, at) else { break };
        let Some(start) = start(bytes, at) else { break };
        let is_open = entry.flags & 8 != 0 && entry.packed == 0;
        let told = usize::try_from(entry.packed).ok().and_then(|packed| start.checked_add(packed));
        let next = if is_open { None } else { told.filter(|end| *end <= bytes.len()) };
        at = next.unwrap_or_else(|| {
            let rest = bytes.get(start..).unwrap_or(&[]);
            let is_header = |found: &usize| {
                rest.get(*found..)
                    .is_some_and(|r| r.starts_with(LOCAL) || r.starts_with(CENTRAL) || r.starts_with(b"PK\x07\x08"))
            };
            start + finder.find_iter(rest).find(is_header).unwrap_or(rest.len())
        });
        if next.is_none() {
            entry.packed = at.saturating_sub(start) as u64;
            (entry.size, entry.crc) = (None, None);
            let rest = bytes.get(at..).unwrap_or(&[]);
            if rest.starts_with(b"PK\x07\x08") {
                at += memmem::find(rest.get(4..).unwrap_or(&[]), b"PK").map_or(rest.len(), |next| next + 4);
            }
        }
        entries.push(entry);
    }
    entries
}

/// An entry by its own header at `at`.
fn header(bytes: &[u8], at: usize) -> Option<Entry> {
    let flags = short(bytes, at + 6)?;
    let (name, extra) = (usize::from(short(bytes, at + 26)?), usize::from(short(bytes, at + 28)?));
    let raw = bytes.get(at + 30..at + 30 + name)?;
    let mut sizes = [long(bytes, at + 22)?, long(bytes, at + 18)?].map(u64::from);
    widen(bytes.get(at + 30 + name..at + 30 + name + extra).unwrap_or(&[]), &mut sizes);
    let [size, packed] = sizes;
    let (crc, size) = if flags & 8 == 0 { (long(bytes, at + 14), Some(size)) } else { (None, None) };
    Some(Entry { name: text(raw), flags, method: short(bytes, at + 8)?, crc, packed, size, header: at as u64 })
}

/// Where the data of the entry whose own header stands at `at` begins.
fn start(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.starts_with(LOCAL).then_some(())?;
    at.checked_add(30 + usize::from(short(bytes, at + 26)?) + usize::from(short(bytes, at + 28)?))
}

/// The packed bytes of an entry: as many as there are, where the archive breaks off.
pub(super) fn data<'a>(bytes: &'a [u8], entry: &Entry) -> Option<&'a [u8]> {
    let start = start(bytes, usize::try_from(entry.header).ok()?)?;
    let rest = bytes.get(start..)?;
    let packed = usize::try_from(entry.packed).unwrap_or(usize::MAX);
    rest.get(..packed.min(rest.len()))
}

/// A name: UTF-8 where it is that, whatever its flag says (bit 11); else code page 437's letters are of no use, and the bytes are kept
/// apart by their values.
fn text(raw: &[u8]) -> String {
    let raw = raw.get(..raw.len().min(NAME)).unwrap_or(raw);
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => raw.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn huge(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(u64::from_le_bytes)
}
