//! Annotated excerpts in formats that other programs read: one exporter a file, one table of them.

pub mod alignment;
mod bibliography;
mod bibtex;
mod citation;
pub mod clean;
mod collect;
mod csl;
mod csv;
mod direction;
mod excerpt;
mod html;
mod json;
mod jsonld;
mod markdown;
mod org;
mod select;
mod template;
mod tmx;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::document::Key;
use crate::library::{Annotation, Place, State, Work};
use crate::text::Language;

pub use citation::{citation, citation_range};
pub use collect::{collect, gather};
pub use excerpt::{excerpt, excerpt_of, plain};
pub use json::{Native, read};
pub use select::Select;
pub use template::render;

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
    /// Where reading stopped; only the native format keeps it.
    pub place: Option<Place>,
}

/// How right-to-left text is written where the format is plain text that people edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rtl {
    /// A line that would be shown from the left begins with a right-to-left mark (U+200F).
    #[default]
    Mark,
    /// Wrapped in `<div dir="rtl">`, in Org with the attributes of one.
    Div,
    /// As it is.
    Plain,
}

/// What a person may choose of how a format is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// For Markdown and Org.
    pub rtl: Rtl,
    /// For CSV: the byte order mark without which Excel takes UTF-8 for something else.
    pub bom: bool,
}

/// One format that can be written.
pub struct Exporter {
    /// Its name, as `--to` takes it.
    pub name: &'static str,
    /// What it is, in a few words for the help.
    pub about: &'static str,
    /// The extension of its files, without the dot.
    pub extension: &'static str,
    /// Whether a work in which nothing is annotated is written too.
    pub whole: bool,
    /// The whole export of one work or several as text.
    pub write: fn(works: &[Annotated], options: &Options) -> String,
}

/// Every format.
pub const EXPORTERS: &[Exporter] = &[
    markdown::EXPORTER,
    org::EXPORTER,
    json::EXPORTER,
    jsonld::EXPORTER,
    csv::EXPORTER,
    tmx::EXPORTER,
    html::EXPORTER,
    bibtex::EXPORTER,
    csl::EXPORTER,
];

impl Annotated {
    /// The title of the version that is quoted first, else of the first version that has one, else the work's name.
    pub fn title(&self) -> &str {
        let quoted = self.excerpts.iter().find_map(|excerpt| excerpt.annotation.as_ref()).map(|one| &one.target.hash);
        let first = self.work.versions.iter().filter(|version| Some(&version.hash) == quoted);
        let title = first.chain(&self.work.versions).map(|version| version.title.as_str());
        title.into_iter().find(|title| !title.trim().is_empty()).unwrap_or(&self.work.name)
    }

    /// The annotations of the excerpts.
    pub fn annotations(&self) -> impl Iterator<Item = &Annotation> {
        self.excerpts.iter().filter_map(|excerpt| excerpt.annotation.as_ref())
    }

    /// The symbol of the first version that has one.
    pub fn symbol(&self) -> Option<&str> {
        self.work.versions.iter().find_map(|version| version.symbol.as_deref())
    }
}

/// A state's name, as in JSON and on the command line.
fn state_name(state: State) -> &'static str {
    match state {
        State::Ok => "ok",
        State::Moved => "moved",
        State::Fuzzy => "fuzzy",
        State::Orphan => "orphan",
    }
}
