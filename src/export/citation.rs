//! The UN citation form in the language of the quotation: `A/68/154, para. 17 (c)`.

use crate::document::{Document, Key};

/// The citation of the block `key` of `document`: symbol, else title, then the paragraph in the words of the document's language.
pub fn citation(document: &Document, key: &Key) -> String {
    format!("{}, {key}", document.symbol.as_deref().unwrap_or(&document.title))
}
