//! The folded copy of a version: what a search of the library reads instead of the document.
//!
//! A file of its own for each version, which may be thrown away at any time. It holds the blocks in pieces of about 256 KiB:
//! first the folded texts of a piece, one after the other with a line end between, which is all that a search reads where
//! nothing is found; then the keys, the kinds, the texts as they are, and the ways back to them. At its end stands what was
//! copied, and a sum of every piece: a copy that is damaged, of another program or of another text is made again.

mod read;
mod write;

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

pub(super) use read::{Copy, Part};
pub(super) use write::write;

/// Bytes of folded text from which on a piece is full.
const PIECE: usize = 256 << 10;

/// What every copy ends with: this form of it.
const MAGIC: &[u8; 8] = b"hexfold1";

/// Bytes at the end of a copy that are always there.
const FOOT: usize = 96;

/// What a copy was made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Bytes of the file.
    pub(super) size: u64,
    /// When it was changed, in nanoseconds since 1970; 0 where that says nothing.
    pub(super) changed: u64,
}

impl Stamp {
    /// That of a file as it is now; none where there is no file.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        let since = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Some(Self { size: data.len(), changed: since.map_or(0, nanos) })
    }

    /// The stamp to keep: a file that was changed a moment ago may change again without a sign of it.
    pub(super) fn settled(self) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, nanos);
        let fresh = self.changed.saturating_add(2_000_000_000) > now;
        Self { changed: if fresh { 0 } else { self.changed }, ..self }
    }

    /// Whether a file with this stamp is surely as it was when `kept` was taken.
    pub(super) fn same(self, kept: Self) -> bool {
        self == kept && kept.changed != 0
    }
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// The program that copies: another version of it may read or fold a text in another way.
fn program() -> u64 {
    let digest = Sha256::digest(concat!("hexapla ", env!("CARGO_PKG_VERSION"), " fold 1"));
    digest.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// A sum by which damage is seen.
fn sum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut all = words.iter().fold(bytes.len() as u64, |all, word| all.wrapping_add(u64::from_le_bytes(*word)));
    for &byte in rest {
        all = all.rotate_left(8).wrapping_add(u64::from(byte));
    }
    all
}

#[cfg(test)]
mod tests;
