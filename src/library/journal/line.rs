//! A line of a backup: JSON that holds the sum of its own text.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::super::store::Image;

/// What one line says: where a file begins, or what one write left behind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::library) struct Entry {
    /// The number of the line in its file, from 0: a line that is missing is missed.
    pub(in crate::library) n: u64,
    /// In the first line: the format of the database whose rows follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::library) format: Option<i64>,
    /// The rows as they were after the write.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::library) rows: Vec<Image>,
}

const BEFORE: &str = "{\"hexapla\":\"backup\",\"sum\":\"";
const BETWEEN: &str = "\",\"entry\":";

/// The line, with its end.
pub(super) fn line(entry: &Entry) -> std::io::Result<String> {
    let text = serde_json::to_string(entry)?;
    Ok(format!("{BEFORE}{}{BETWEEN}{text}}}\n", sum(text.as_bytes())))
}

/// What a line (without its end) says; none when a byte of it is not as it was written.
pub(super) fn entry(line: &[u8]) -> Option<Entry> {
    let (told, rest) = line.strip_prefix(BEFORE.as_bytes())?.split_at_checked(16)?;
    let text = rest.strip_prefix(BETWEEN.as_bytes())?.strip_suffix(b"}")?;
    if sum(text).as_bytes() != told {
        return None;
    }
    serde_json::from_slice(text).ok()
}

/// The first eight bytes of the SHA-256, in hexadecimal.
fn sum(text: &[u8]) -> String {
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
