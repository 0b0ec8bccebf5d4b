//! Plain text, as people have it: pulled out of PDFs and word processors.

use super::{Format, Hints, ImportError};
use crate::document::{Block, Document, Key};

/// Plain text.
pub const FORMAT: Format = Format { name: "txt", extensions: &["txt", "text"], sniff: |_| true, read };

fn read(bytes: &[u8], _hints: &Hints) -> Result<Document, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let text = String::from_utf8_lossy(bytes);
    let blocks = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .enumerate()
        .map(|(i, line)| Block {
            key: Key::new(format!("0+{}", i + 1)),
            text: line.trim().to_owned(),
            ..Block::default()
        })
        .collect();
    Ok(Document { format: "txt".into(), blocks, ..Document::default() })
}
