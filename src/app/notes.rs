//! The annotations of the work that is read, where they stand, and the library that keeps them.

use std::ops::Range;

use crate::library::{
    Annotation, AnnotationKind, Library, LibraryError, Scope, State, Target, VersionInfo, Work, WorkId, located_among,
};

use super::Book;

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
    versions: Vec<VersionInfo>,
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

    fn load(&mut self, book: &Book) -> Result<(), LibraryError> {
        let Some(library) = &self.library else { return Ok(()) };
        self.work = library.work_for(&self.versions)?;
        self.placed = match &self.work {
            Some(work) => {
                library.annotations(work.id)?.into_iter().map(|annotation| placed(book, annotation)).collect()
            }
            None => Vec::new(),
        };
        Ok(())
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

    /// Writes `annotation`; when this returns it is on disk, or the error says why not.
    pub fn save(&mut self, book: &Book, annotation: &Annotation) -> Result<(), String> {
        let before = self.work.clone();
        let work = self.work()?;
        if self.work != before {
            // A version that stood in another work came over with what was annotated there.
            self.load(book).map_err(|error| error.to_string())?;
        }
        let Some(library) = &mut self.library else { return Err("there is no library".to_owned()) };
        let saved = library.annotation_save(work, annotation).map_err(|error| error.to_string())?;
        if saved.kind == AnnotationKind::Mark {
            self.placed
                .retain(|other| other.annotation.kind != AnnotationKind::Mark || other.annotation.body != saved.body);
        }
        let placed = placed(book, saved);
        match self.placed.iter_mut().find(|other| other.annotation.id == placed.annotation.id) {
            Some(other) => *other = placed,
            None => self.placed.push(placed),
        }
        Ok(())
    }

    /// Removes the annotation of that id.
    pub fn remove(&mut self, id: &str) -> Result<(), String> {
        let Some(library) = &mut self.library else { return Err("there is no library".to_owned()) };
        library.annotation_remove(id).map_err(|error| error.to_string())?;
        self.placed.retain(|placed| placed.annotation.id != id);
        Ok(())
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

    /// The notes shown under a block.
    pub fn under(&self, version: usize, block: usize) -> Vec<String> {
        self.at(version, block)
            .filter(|placed| placed.annotation.kind == AnnotationKind::Note)
            .map(|placed| {
                let body = &placed.annotation.body;
                // Tags typed in the note are seen there already.
                let tags = placed.annotation.tags.iter().map(|tag| format!(" #{tag}"));
                let tags: String = tags.filter(|tag| !format!(" {body}").contains(tag.as_str())).collect();
                format!("✎ {body}{tags}")
            })
            .collect()
    }

    /// The annotations that stand on a block.
    pub fn at(&self, version: usize, block: usize) -> impl Iterator<Item = &Placed> {
        self.placed
            .iter()
            .filter(move |p| p.version == Some(version) && p.place.as_ref().is_some_and(|(own, _)| *own == block))
    }

    /// The sign in the gutter of a block: `"` for a note, `+` for a bookmark, a mark's letter, `~` for a highlight. What is
    /// seen in every version has its sign also on the first block that stands beside its own.
    pub fn sign(&self, book: &Book, version: usize, block: usize) -> Option<char> {
        let rank = |placed: &&Placed| match placed.annotation.kind {
            AnnotationKind::Note => 0,
            AnnotationKind::Bookmark => 1,
            AnnotationKind::Mark => 2,
            AnnotationKind::Highlight => 3,
            AnnotationKind::Tag => 4,
        };
        let row = book.grid().row_of(version, block).and_then(|row| book.grid().rows.get(row));
        let row = row.filter(|row| row.blocks.get(version).is_some_and(|blocks| blocks.start == block));
        let beside = |placed: &&Placed| {
            let blocks = row.zip(placed.version).and_then(|(row, own)| row.blocks.get(own));
            placed.annotation.scope == Scope::Work
                && placed.version != Some(version)
                && blocks.zip(placed.place.as_ref()).is_some_and(|(blocks, (own, _))| blocks.contains(own))
        };
        let first = self.at(version, block).chain(self.placed.iter().filter(beside)).min_by_key(rank)?;
        Some(match first.annotation.kind {
            AnnotationKind::Note => '"',
            AnnotationKind::Bookmark => '+',
            AnnotationKind::Mark => first.annotation.body.chars().next().filter(char::is_ascii_graphic).unwrap_or('\''),
            AnnotationKind::Highlight => first.annotation.highlight.map_or('~', crate::library::Highlight::sign),
            AnnotationKind::Tag => '#',
        })
    }
}

/// `annotation` where it stands in `book`.
fn placed(book: &Book, annotation: Annotation) -> Placed {
    let versions: Vec<_> = book.versions.iter().map(|version| (&version.source, &*version.document)).collect();
    match located_among(&annotation, &versions) {
        Some(found) => Placed { annotation, version: Some(found.version), place: found.place, state: found.state },
        // Its version is not open: nothing is known to be lost.
        None => Placed { annotation, version: None, place: None, state: State::Ok },
    }
}
