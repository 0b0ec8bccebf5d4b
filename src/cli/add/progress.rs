//! How far `hexapla add` has come, on standard error where that is a terminal.

use std::io::{IsTerminal, Write};
use std::path::Path;

use crate::export::clean;

/// How many cells the bar has.
const CELLS: usize = 24;

/// A bar, the count and the file.
pub(super) struct Progress {
    files: usize,
    done: usize,
    shown: bool,
}

impl Progress {
    /// Nothing done yet of `files`; nothing is shown for a handful, nor where nobody looks.
    pub(super) fn new(files: usize, wanted: bool) -> Self {
        Self { files, done: 0, shown: wanted && files > 8 && std::io::stderr().is_terminal() }
    }

    /// Says where it is.
    pub(super) fn show(&self, file: Option<&Path>) {
        if !self.shown {
            return;
        }
        let full = self.done * CELLS / self.files.max(1);
        let name = file.and_then(Path::file_name).map(|name| clean::line(&name.to_string_lossy())).unwrap_or_default();
        let name: String = name.chars().take(30).collect();
        let bar = format!("{}{}", "#".repeat(full), ".".repeat(CELLS - full.min(CELLS)));
        let _ = write!(std::io::stderr(), "\r\x1b[K[{bar}] {} of {}  {name}", self.done, self.files);
        let _ = std::io::stderr().flush();
    }

    /// So many more are done.
    pub(super) fn done(&mut self, files: usize) {
        self.done += files;
    }

    /// Takes the line away, for others to write there.
    pub(super) fn clear(&self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
