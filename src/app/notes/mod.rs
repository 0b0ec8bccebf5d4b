//! The annotations of the work that is read, where they stand, and the library that keeps them.

mod seen;
mod step;

use std::collections::HashMap;
use std::ops::Range;

use crate::document::Key;
use crate::library::{
    Annotation, AnnotationKind, Highlight, Library, LibraryError, Locators, Scope, State, Target, VersionInfo, Work,
    WorkId,
};

use super::Book;
use step::Step;

pub use seen::{Sign, Signs, glyph};
pub use step::Undone;

/// The annotations and their store.
#[derive(Default)]
pub struct Notes {
    /// The library; none when it could not be opened.
    pub library: Option<Library>,
    /// Why there is no library.
    pub trouble: Option<String>,
    /// The work in the library, once it is there.
    pub work: Option<Work>,
    /// The annotations with their places.
    pub placed: Vec<Placed>,
    /// The kind of the highlights to come: the one used last.
    pub pen: Highlight,
    /// The id of the annotation that was taken up to be put at another place.
    pub carried: Option<String>,
    versions: Vec<VersionInfo>,
    /// The annotations that stand on a block, by version and block.
    at: HashMap<(usize, usize), Vec<usize>>,
    /// Those of a version that is not open, on the blocks that have the same key.
    beside: HashMap<(usize, usize), Vec<usize>>,
    steps: Vec<Step>,
    /// The state of the library that was read last, see [`Library::data_version`].
    read: Option<i64>,
}

/// An annotation and where it stands now.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The annotation.
    pub annotation: Annotation,
    /// The version it was made in; none when that version is not open.
    pub version: Option<usize>,
    /// Block and bytes of its text; none when it was not found there.
    pub place: Option<(usize, Range<usize>)>,
    /// How surely.
    pub state: State,
}

impl Notes {
    /// Reads the annotations of `book` from the library.
    pub fn open(library: Result<Library, String>, book: &Book) -> Self {
        let (library, trouble) = match library {
            Ok(library) => (Some(library), None),
            Err(trouble) => (None, Some(trouble)),
        };
        let versions = book
            .versions
            .iter()
            .map(|version| crate::library::version_info(&version.source, &version.document))
            .collect();
        let mut notes = Self { library, trouble, versions, ..Self::default() };
        if let Err(error) = notes.load(book) {
            notes.trouble = Some(error.to_string());
        }
        notes
    }

    /// Reads the annotations anew; those that are as they were keep their places. Gives whether anything is other than it was.
    fn load(&mut self, book: &Book) -> Result<bool, LibraryError> {
        let Some(library) = &self.library else { return Ok(false) };
        // Asked before anything is read: what is written in between is read once more.
        self.read = library.data_version().ok();
        let work = library.work_for(&self.versions)?;
        let kept = match &work {
            Some(work) => library.annotations(work.id)?,
            None => Vec::new(),
        };
        let same = kept.iter().eq(self.placed.iter().map(|placed| &placed.annotation));
        self.work = work;
        if same {
            return Ok(false);
        }
        let mut known: HashMap<String, Placed> =
            self.placed.drain(..).map(|placed| (placed.annotation.id.clone(), placed)).collect();
        let sources = book.sources();
        // One for all: what is prepared to find one place is used for the others.
        let locators = Locators::new(&sources);
        self.placed = kept
            .into_iter()
            .map(|annotation| match known.remove(&annotation.id) {
                Some(placed) if placed.annotation.target == annotation.target => Placed { annotation, ..placed },
                _ => placed(&locators, annotation),
            })
            .collect();
        self.index(book);
        Ok(true)
    }

    /// Whether another program wrote to the library since it was read; asked for nothing but that, this is quick.
    pub fn is_stale(&self) -> bool {
        let now = self.library.as_ref().and_then(|library| library.data_version().ok());
        now.is_some() && now != self.read
    }

    /// Takes over what another program wrote; gives whether anything of this work is other than it was.
    pub(super) fn refresh(&mut self, book: &Book) -> Result<bool, String> {
        let changed = self.load(book).map_err(|error| error.to_string())?;
        if self.carried.as_ref().is_some_and(|id| self.find(id).is_none()) {
            self.carried = None;
        }
        Ok(changed)
    }

    /// Brings up to date which annotations stand on which blocks.
    fn index(&mut self, book: &Book) {
        self.at.clear();
        self.beside.clear();
        // The blocks of every version by key, where they are asked for at all.
        let mut keys: Option<Vec<HashMap<&Key, usize>>> = None;
        for (index, placed) in self.placed.iter().enumerate() {
            match (placed.version, &placed.place) {
                (Some(version), Some((block, _))) => self.at.entry((version, *block)).or_default().push(index),
                (None, _) if placed.annotation.scope == Scope::Work => {
                    let keys = keys.get_or_insert_with(|| keys_of(book));
                    for (version, keys) in keys.iter().enumerate() {
                        if let Some(block) = keys.get(&placed.annotation.target.key) {
                            self.beside.entry((version, *block)).or_default().push(index);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The work of the library with every open version in it, created when this is the first thing kept of it.
    pub(super) fn work(&mut self) -> Result<WorkId, String> {
        let holds =
            |work: &Work| self.versions.iter().all(|own| work.versions.iter().any(|kept| kept.hash == own.hash));
        if let Some(work) = self.work.as_ref().filter(|work| holds(work)) {
            return Ok(work.id);
        }
        let Some(library) = &mut self.library else {
            return Err(self.trouble.clone().unwrap_or_else(|| "there is no library".to_owned()));
        };
        let work = library.record(&self.versions, None, false).map_err(|error| error.to_string())?;
        let id = work.id;
        self.work = Some(work);
        Ok(id)
    }

    /// The annotation of that id in the work that is read.
    pub fn find(&self, id: &str) -> Option<&Placed> {
        self.placed.iter().find(|placed| placed.annotation.id == id)
    }

    /// Takes over an annotation as it is kept now, in the place of the one that was.
    fn take(&mut self, book: &Book, saved: Annotation) {
        if saved.kind == AnnotationKind::Mark {
            self.placed.retain(|other| {
                let other = &other.annotation;
                other.kind != AnnotationKind::Mark || other.body != saved.body || other.id == saved.id
            });
        }
        let placed = placed(&Locators::new(&book.sources()), saved);
        match self.placed.iter_mut().find(|other| other.annotation.id == placed.annotation.id) {
            Some(other) => *other = placed,
            None => self.placed.push(placed),
        }
        self.index(book);
    }

    /// Where reading stopped the last time.
    pub fn place(&self) -> Option<crate::library::Place> {
        self.library.as_ref()?.place(self.work.as_ref()?.id).ok().flatten()
    }

    /// Keeps where reading stopped.
    pub fn place_set(&mut self, place: &crate::library::Place) -> Result<(), String> {
        let work = self.work()?;
        let Some(library) = &mut self.library else { return Ok(()) };
        library.place_set(work, place).map_err(|error| error.to_string())
    }

    /// A new annotation on bytes `range` of block `block` of `version`, not yet saved.
    pub fn draft(
        &self,
        book: &Book,
        kind: AnnotationKind,
        version: usize,
        block: usize,
        range: Range<usize>,
    ) -> Option<Annotation> {
        let found = book.versions.get(version)?;
        let scope = if kind == AnnotationKind::Highlight { Scope::Version } else { Scope::Work };
        Some(Annotation {
            kind,
            scope,
            target: Target::new(&found.document, &found.source.hash, block, range),
            ..Annotation::default()
        })
    }

    /// The tags of the library, those that are used most before others.
    pub fn tags(&self) -> Vec<String> {
        let tags = self.library.as_ref().and_then(|library| library.tags_all().ok()).unwrap_or_default();
        tags.into_iter().map(|(tag, _)| tag).collect()
    }

    /// The annotations that stand on a block.
    pub fn at(&self, version: usize, block: usize) -> impl Iterator<Item = &Placed> {
        Self::of(&self.at, &self.placed, (version, block))
    }

    /// The annotations of versions that are not open and that belong to all: those made on a block of the same key.
    fn beside(&self, version: usize, block: usize) -> impl Iterator<Item = &Placed> {
        Self::of(&self.beside, &self.placed, (version, block))
    }

    fn of<'a>(
        index: &'a HashMap<(usize, usize), Vec<usize>>,
        placed: &'a [Placed],
        at: (usize, usize),
    ) -> impl Iterator<Item = &'a Placed> {
        let found = index.get(&at).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|index| placed.get(*index))
    }
}

/// The blocks of every version by their keys.
fn keys_of(book: &Book) -> Vec<HashMap<&Key, usize>> {
    let blocks = book.versions.iter().map(|version| version.document.blocks.iter().enumerate());
    // Of two blocks with one key the first: what is collected later stands over what was there.
    blocks.map(|blocks| blocks.rev().map(|(at, block)| (&block.key, at)).collect()).collect()
}

/// `annotation` where it stands in the versions that are open.
fn placed(versions: &Locators<'_>, annotation: Annotation) -> Placed {
    match versions.locate(&annotation) {
        Some(found) => Placed { annotation, version: Some(found.version), place: found.place, state: found.state },
        // Its version is not open: nothing is known to be lost.
        None => Placed { annotation, version: None, place: None, state: State::Ok },
    }
}
