//! The versions of a work at hand, and its annotations placed in them.

use std::ops::Range;
use std::path::PathBuf;

use super::builtin::GUIDE_ID;
use super::guide::GUIDE;
use super::source::{self, Opened, Source};
use super::{Annotation, Locators, State, Work};
use crate::document::Document;
use crate::import::Hints;

/// A work's versions as far as they are at hand.
#[derive(Clone, Debug, Default)]
pub struct Shelved {
    /// The versions that could be opened, those given first.
    pub versions: Vec<Opened>,
    /// The files that could not.
    pub missing: Vec<PathBuf>,
}

/// The versions of `work`: those that are open already (`given`), then the others from where they were last seen.
pub fn open_work(work: &Work, given: Vec<Opened>) -> Shelved {
    let mut shelved = Shelved { versions: given, missing: Vec::new() };
    let hints = Hints::default();
    if work.id == GUIDE_ID {
        for (name, bytes) in GUIDE {
            let guide = Source::new(name, None, *bytes);
            if !shelved.versions.iter().any(|one| one.source.hash == guide.hash)
                && let Ok(mut opened) = source::import_source(guide, &hints)
            {
                shelved.versions.append(&mut opened);
            }
        }
        return shelved;
    }
    for version in &work.versions {
        let Some(path) = &version.path else { continue };
        // Of a file that holds several versions each stands for itself.
        let alone = work.versions.iter().filter(|one| one.path.as_ref() == Some(path)).count() == 1;
        let there = shelved.versions.iter().any(|one| {
            let same = one.source.path.as_ref() == Some(path) && (alone || one.document.language == version.language);
            one.source.hash == version.hash || same
        });
        if there {
            continue;
        }
        match source::open_version(version, path, &hints) {
            Ok(opened) => shelved.versions.push(opened),
            Err(_) => shelved.missing.push(path.clone()),
        }
    }
    shelved
}

/// Where an annotation stands in the versions at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// The version it was made in or, where that is not at hand, one in its language.
    pub version: usize,
    /// The block and the bytes in its text; none for an orphan.
    pub place: Option<(usize, Range<usize>)>,
    /// How surely.
    pub state: State,
}

/// Where an annotation stands in the versions at hand: the version, its block, the bytes in it, and how surely. The version it
/// was made in is asked first, then the others in its language (the file may have been changed). None when no such version
/// is at hand; an orphan has no block.
pub fn located(annotation: &Annotation, versions: &[Opened]) -> Option<Located> {
    let versions: Vec<_> = versions.iter().map(|one| (&one.source, &one.document)).collect();
    located_among(annotation, &versions)
}

/// [`located`], for versions that are held apart from their sources.
pub fn located_among(annotation: &Annotation, versions: &[(&Source, &Document)]) -> Option<Located> {
    Locators::new(versions).locate(annotation)
}
