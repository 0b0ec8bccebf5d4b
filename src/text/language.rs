//! Languages as BCP 47 tags, their direction, and a guess of the language of a text.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Direction;

/// A BCP 47 language tag (`ar`, `zh`, `zh-Hant`, `en`), `und` where nothing is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(String);

impl Language {
    /// A language from its tag, taken as it is.
    pub fn new(tag: impl Into<String>) -> Self {
        Self(tag.into())
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `zh` for `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("und")
    }

    /// The direction of the script this language is written in.
    pub fn direction(&self) -> Direction {
        match self.primary() {
            "ar" | "he" | "fa" | "ur" | "ps" | "ug" | "yi" | "sd" | "ckb" | "dv" | "syr" => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }
}

impl Default for Language {
    fn default() -> Self {
        Self("und".to_owned())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
