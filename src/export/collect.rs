//! The annotations of a work with what stands beside them in the versions at hand.

use super::{Annotated, Excerpt, excerpt, excerpt_of};
use crate::align::{self, Alignment, Grid};
use crate::document::Document;
use crate::library::{Annotation, Opened, VersionInfo, Work, located, version_info};

/// Every annotation as an excerpt, in reading order, those without a place last. `versions` are the versions at hand, in the
/// order in which their translations are wanted; none of them is needed.
pub fn collect(work: &Work, annotations: &[Annotation], versions: &[Opened]) -> Annotated {
    let documents: Vec<&Document> = versions.iter().map(|one| &one.document).collect();
    let grid = grid_of(&documents);
    let mut placed: Vec<((usize, usize, usize), Excerpt)> = annotations
        .iter()
        .map(|annotation| {
            let found = located(annotation, versions);
            let state = found.as_ref().map(|found| found.state);
            match found.and_then(|found| Some((found.version, found.place?))) {
                Some((version, (block, range))) => {
                    let row = grid.row_of(version, block).unwrap_or(block);
                    let place = (row, block, range.start);
                    let excerpt = excerpt(&documents, &grid, version, block, range);
                    (place, Excerpt { annotation: Some(annotation.clone()), state, ..excerpt })
                }
                None => {
                    let known = known_version(work, annotation, versions);
                    ((usize::MAX, 0, 0), Excerpt { state, ..excerpt_of(annotation, known.as_ref()) })
                }
            }
        })
        .collect();
    placed.sort_by_key(|(place, _)| *place);
    let mut work = work.clone();
    // A file that was read but never recorded in this form: what it says of itself is the newest.
    for one in versions {
        if !work.versions.iter().any(|version| version.hash == one.source.hash) {
            work.versions.push(version_info(&one.source, &one.document));
        }
    }
    Annotated { work, excerpts: placed.into_iter().map(|(_, excerpt)| excerpt).collect() }
}

/// The versions side by side; an empty grid where there is one only.
fn grid_of(documents: &[&Document]) -> Grid {
    let Some((pivot, others)) = documents.split_first().filter(|(_, others)| !others.is_empty()) else {
        return Grid::default();
    };
    let mut alignments = vec![Alignment::default()];
    alignments.extend(others.iter().map(|other| align::align_blocks(pivot, other, &[])));
    Grid::compose(documents, 0, &alignments)
}

/// What is known of the version an annotation was made in, for its citation.
fn known_version(work: &Work, annotation: &Annotation, versions: &[Opened]) -> Option<VersionInfo> {
    let target = &annotation.target;
    let recorded = work.versions.iter().find(|version| version.hash == target.hash);
    let language = |version: &&VersionInfo| version.language == target.language;
    let same = || work.versions.iter().find(language).cloned();
    let open = || versions.iter().map(|one| version_info(&one.source, &one.document)).find(|one| language(&one));
    recorded.cloned().or_else(same).or_else(open)
}
