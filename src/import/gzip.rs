//! Files that were packed by gzip (RFC 1952), within the limits of an archive's entry.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::ImportError;
use super::zip::{ENTRY, FREE, RATIO};
use crate::document::Warning;

/// What was packed, and what is wrong with it.
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    pub(super) warning: Option<Warning>,
}

/// Whether these bytes begin as a packed file does.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B, 8])
}

/// Unpacks `bytes`: what can be had of a damaged file comes with a warning.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Unpacked, ImportError> {
    let limit = ENTRY.min(FREE.max((bytes.len() as u64).saturating_mul(RATIO)));
    let mut out = Vec::new();
    let result = MultiGzDecoder::new(bytes).take(limit + 1).read_to_end(&mut out);
    if out.len() as u64 > limit {
        let said =
            format!("it would unpack to more than {limit} bytes from {}: that is a bomb and not read", bytes.len());
        return Err(ImportError::NotThisFormat("gzip", said));
    }
    let warning = match result {
        Ok(_) => None,
        Err(error) if out.is_empty() => return Err(ImportError::NotThisFormat("gzip", error.to_string())),
        Err(_) => {
            let message = format!("the packed file is damaged; {} bytes of it could be unpacked", out.len());
            Some(Warning { line: None, byte: None, message })
        }
    };
    if is_one(&out) {
        return Err(ImportError::NotThisFormat("gzip", "what is packed is packed again; unpack it once".to_owned()));
    }
    Ok(Unpacked { bytes: out, warning })
}
