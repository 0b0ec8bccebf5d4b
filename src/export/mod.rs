//! Annotated excerpts in formats that other programs read: one exporter a file, one table of them.

pub mod alignment;
mod citation;
pub mod clean;
mod collect;
mod excerpt;
mod json;
mod markdown;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::document::Key;
use crate::library::{Annotation, State, Work};
use crate::text::Language;

pub use citation::citation;
pub use collect::{collect, gather};
pub use excerpt::{excerpt, excerpt_of, plain};
pub use json::{Native, read};

/// A quotation with its translations, note and citation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The annotation it comes from; none for a selection that is only copied.
    pub annotation: Option<Annotation>,
    /// The quoted text in logical order.
    pub quotation: String,
    /// Its language.
    pub language: Language,
    /// The aligned text in other languages, in the order of the panes.
    pub translations: Vec<Translation>,
    /// Where it stands, in the language of the quotation (`A/68/154, para. 17 (c)`).
    pub citation: String,
    /// The block it stands in, which need not be the one it was made in.
    #[serde(default)]
    pub key: Key,
    /// How surely the place was found; none where the text is not at hand.
    #[serde(default)]
    pub state: Option<State>,
}

/// The text that corresponds to a quotation in another version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Translation {
    /// Its language.
    pub language: Language,
    /// The aligned text: the sentences that correspond, or the whole block.
    pub text: String,
}

/// One work with its excerpts.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotated {
    /// The work.
    pub work: Work,
    /// What was annotated, in reading order.
    pub excerpts: Vec<Excerpt>,
}

/// One format that can be written.
pub struct Exporter {
    /// Its name, as `--to` takes it.
    pub name: &'static str,
    /// The extension of its files, without the dot.
    pub extension: &'static str,
    /// The whole export of one work or several as text.
    pub write: fn(works: &[Annotated]) -> String,
}

/// Every format.
pub const EXPORTERS: &[Exporter] = &[markdown::EXPORTER, json::EXPORTER];

impl Annotated {
    /// The title of the version that is quoted first, else of the first version that has one, else the work's name.
    pub fn title(&self) -> &str {
        let quoted = self.excerpts.iter().find_map(|excerpt| excerpt.annotation.as_ref()).map(|one| &one.target.hash);
        let first = self.work.versions.iter().filter(|version| Some(&version.hash) == quoted);
        let title = first.chain(&self.work.versions).map(|version| version.title.as_str());
        title.into_iter().find(|title| !title.trim().is_empty()).unwrap_or(&self.work.name)
    }

    /// The symbol of the first version that has one.
    pub fn symbol(&self) -> Option<&str> {
        self.work.versions.iter().find_map(|version| version.symbol.as_deref())
    }
}
