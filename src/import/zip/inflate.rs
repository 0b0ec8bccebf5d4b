//! The bytes of an entry, unpacked within a limit.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::Unpacked;
use super::directory::Entry;

/// Bytes unpacked at a time.
const CHUNK: usize = 64 << 10;

/// An entry that is not packed; none where it is larger than `limit`.
pub(super) fn stored(data: &[u8], entry: &Entry, limit: u64) -> Option<Unpacked> {
    (data.len() as u64 <= limit).then(|| checked(data.to_vec(), entry, None))
}

/// An entry packed by deflate (RFC 1951); none where it unpacks to more than `limit`.
pub(super) fn deflated(data: &[u8], entry: &Entry, limit: u64) -> Option<Unpacked> {
    if entry.size.is_some_and(|size| size > limit && size <= data.len() as u64 * 1_032) {
        return None;
    }
    let mut state = Decompress::new(false);
    // The length that the directory says is believed only as far as the data could be that long.
    let told = entry.size.unwrap_or(0).min(data.len() as u64 * 20).min(limit);
    let mut out: Vec<u8> = Vec::with_capacity(usize::try_from(told).unwrap_or(0).max(CHUNK));
    let mut damage = None;
    loop {
        let (read, wrote) = (state.total_in(), state.total_out());
        let rest = data.get(usize::try_from(read).unwrap_or(usize::MAX)..).unwrap_or(&[]);
        if out.capacity() - out.len() < CHUNK / 2 {
            out.reserve(CHUNK.max(out.len() / 2));
        }
        match state.decompress_vec(rest, &mut out, FlushDecompress::None) {
            Ok(Status::StreamEnd) => break,
            Ok(_) if state.total_in() == read && state.total_out() == wrote => {
                damage = Some("its data breaks off");
                break;
            }
            Ok(_) => {}
            Err(_) => {
                damage = Some("its packed data is not valid");
                break;
            }
        }
        if out.len() as u64 > limit {
            return None;
        }
    }
    (out.len() as u64 <= limit).then(|| checked(out, entry, damage))
}

/// The bytes with a word about them, where their sum or length is not as noted.
fn checked(bytes: Vec<u8>, entry: &Entry, damage: Option<&'static str>) -> Unpacked {
    let sum = || {
        let mut sum = Crc::new();
        sum.update(&bytes);
        sum.sum()
    };
    let damage = damage.or_else(|| match (entry.size, entry.crc) {
        (Some(size), _) if size != bytes.len() as u64 => Some("its length is not the one that the archive notes"),
        (_, Some(noted)) if noted != sum() => Some("its check sum is not the one that the archive notes"),
        _ => None,
    });
    Unpacked { bytes, damage }
}
