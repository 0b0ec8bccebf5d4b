//! Settings, keymap and the folders they live in.

pub mod keymap;
pub mod keys;
pub mod paths;
pub mod profile;
pub mod settings;
pub mod terminals;

pub use keymap::{Keymap, Lookup};
pub use keys::{Code, Key};
pub use paths::Paths;
pub use profile::{Bidi, Profile};
pub use settings::{Settings, Theme};
pub use terminals::Terminals;

/// Why a configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{file}: {message}")]
    Read {
        /// The file.
        file: String,
        /// What the system said.
        message: String,
    },
    /// The file is not what it should be.
    #[error("{file}, line {line}: {message}")]
    Parse {
        /// The file.
        file: String,
        /// The 1-based line.
        line: usize,
        /// What is wrong, and what would be right.
        message: String,
    },
}

/// The text of a configuration file, none when there is no such file.
fn read(path: &std::path::Path) -> Result<Option<String>, ConfigError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(ConfigError::Read { file: path.display().to_string(), message: error.to_string() }),
    }
}

/// The error for what TOML said of `text`.
fn parse_error(file: &str, text: &str, error: &toml::de::Error) -> ConfigError {
    let line = error.span().map_or(1, |span| 1 + text.get(..span.start).unwrap_or("").matches('\n').count());
    ConfigError::Parse { file: file.to_owned(), line, message: error.message().replace('\n', " ") }
}
