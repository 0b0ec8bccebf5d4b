//! Search in the library: every version's folded copy, scanned on all cores, what is found ranked in portions.
//!
//! Results come as they are found. The order of works is known before: those whose name or title answers the query, then those
//! recorded last. So that a rank by what was found does not have to wait for everything, it is made in portions: of the first
//! 8 MB of text, of the next 16, and so on. A library of less than that is ranked as a whole; of a larger one the first
//! portion is there after some milliseconds. The order is the same in every run.

mod obtain;
mod order;
mod scan;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::PathBuf;

use super::{Query, SearchError};
use crate::document::Kind;
use crate::library::{Library, LibraryError, VersionInfo, Work};
use crate::text::Language;
use crate::text::fold::fold;

pub use obtain::{keep, sweep};
pub use order::Portion;

/// The folder of the folded copies, in the library's.
const FOLDER: &str = "folded";

/// What is searched: the versions of the library that a query asks for, in the order of their works.
pub struct Shelf {
    folder: PathBuf,
    /// The works.
    pub works: Vec<Work>,
    /// The versions, those of a work one after the other.
    pub versions: Vec<Shelved>,
    /// The names of all copies of this library: any other may go.
    known: HashSet<String>,
    /// Of every work the blocks that have an annotation the query asks for; empty where it asks for none.
    noted: HashMap<usize, Vec<Noted>>,
}

/// A version of a work.
pub struct Shelved {
    /// The index of the work.
    pub work: usize,
    /// What the library knows of it.
    pub info: VersionInfo,
    /// Whether the name or the title of the work answers the query.
    titled: bool,
}

/// A block with an annotation.
struct Noted {
    /// The version; none for all of them.
    hash: Option<String>,
    key: String,
    text: String,
}

/// A block that answers a query.
pub struct Found<'a> {
    /// The number of the block in the document.
    pub block: usize,
    /// Its key.
    pub key: &'a str,
    /// What it is.
    pub kind: Kind,
    /// Its language.
    pub language: &'a Language,
    /// Its text.
    pub text: &'a str,
    /// Where in it the words of the query stand; nowhere, where the query has no words.
    pub hits: &'a [Range<usize>],
    /// Whether one of them stands there character by character.
    pub exact: bool,
    /// The note on it that was asked for.
    pub note: Option<&'a str>,
}

impl Shelf {
    /// What `query` asks for in `library`.
    pub fn new(library: &Library, query: &Query) -> Result<Self, LibraryError> {
        let mut works = library.catalogue()?;
        let known = works.iter().flat_map(|work| &work.versions).map(|version| version.hash.clone()).collect();
        works
            .retain(|work| query.filters.works.iter().all(|wanted| named(work, |name| name.contains(wanted.as_str()))));
        let titled = |work: &Work| query.words().any(|word| named(work, |name| !word.find(name).is_empty()));
        let mut titles: Vec<bool> = works.iter().map(titled).collect();
        let mut order: Vec<usize> = (0..works.len()).collect();
        order.sort_by_key(|&at| !titles[at]);
        titles.sort_by_key(|titled| !titled);
        let mut taken: Vec<Option<Work>> = works.into_iter().map(Some).collect();
        let works: Vec<Work> = order.into_iter().filter_map(|at| taken.get_mut(at)?.take()).collect();
        let mut noted = HashMap::new();
        if query.filters.noted || !query.filters.notes.is_empty() {
            for (at, work) in works.iter().enumerate() {
                noted.insert(at, notes(library, work, query)?);
            }
        }
        let mut versions = Vec::new();
        for (work, (own, titled)) in works.iter().zip(titles).enumerate() {
            let speaks = |info: &&VersionInfo| info.language.tag() == "und" || query.filters.speak(&info.language);
            let wanted = own.versions.iter().filter(speaks).filter(|_| noted.get(&work).is_none_or(|n| !n.is_empty()));
            versions.extend(wanted.map(|info| Shelved { work, info: info.clone(), titled }));
        }
        Ok(Self { folder: library.directory().join(FOLDER), works, versions, known, noted })
    }

    /// The notes of a version's block that the query asks for: the text of the first; none where there is none, and `Some("")`
    /// where the query asks for no notes.
    fn note(&self, version: &Shelved, key: &str) -> Option<&str> {
        let Some(noted) = self.noted.get(&version.work) else { return Some("") };
        let own = |note: &&Noted| note.key == key && note.hash.as_ref().is_none_or(|hash| *hash == version.info.hash);
        noted.iter().find(own).map(|note| note.text.as_str())
    }
}

/// Whether the name, a title or the symbol of a work is as asked, each folded.
fn named(work: &Work, asked: impl Fn(&str) -> bool) -> bool {
    let versions = work.versions.iter();
    let texts = versions.flat_map(|version| [Some(version.title.as_str()), version.symbol.as_deref()]).flatten();
    texts.chain([work.name.as_str()]).any(|text| asked(&fold(text).text))
}

/// The annotations of a work that the query asks for.
fn notes(library: &Library, work: &Work, query: &Query) -> Result<Vec<Noted>, LibraryError> {
    let annotations = library.annotations(work.id)?;
    let wanted = annotations.into_iter().filter(|annotation| {
        let says = |text: &String, word: &super::Matcher| !word.find(text).is_empty();
        let tagged = |word: &super::Matcher| annotation.tags.iter().any(|tag| says(tag, word));
        query.filters.notes.iter().all(|word| says(&annotation.body, word) || tagged(word))
    });
    let noted = |annotation: crate::library::Annotation| Noted {
        hash: (annotation.scope == crate::library::Scope::Version).then_some(annotation.target.hash),
        key: annotation.target.key.to_string(),
        text: annotation.body,
    };
    Ok(wanted.map(noted).collect())
}

/// What a search of the library can fail by.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The query.
    #[error(transparent)]
    Query(#[from] SearchError),
    /// The library.
    #[error(transparent)]
    Library(#[from] LibraryError),
}
