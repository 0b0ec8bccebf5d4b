//! The annotations of a work with what stands beside them in the versions at hand.

use super::{Annotated, Excerpt, excerpt, excerpt_of};
use crate::align::Parallels;
use crate::document::Document;
use crate::library::{Annotation, Located, Locators, Opened, VersionInfo, Work, version_info};

/// Every annotation as an excerpt, in reading order, those without a place last. `versions` are the versions at hand, in the
/// order in which their translations are wanted; none of them is needed.
pub fn collect(work: &Work, annotations: &[Annotation], versions: &[Opened]) -> Annotated {
    let documents: Vec<&Document> = versions.iter().map(|one| &one.document).collect();
    let infos: Vec<VersionInfo> = versions.iter().map(|one| version_info(&one.source, &one.document)).collect();
    let locators = Locators::new(&versions.iter().map(|one| (&one.source, &one.document)).collect::<Vec<_>>());
    let placed: Vec<_> = annotations.iter().map(|annotation| (annotation, locators.locate(annotation))).collect();
    gather(work, &placed, &infos, &documents, &Parallels::of(&documents))
}

/// [`collect`], for annotations whose places are known and versions that are aligned in `parallels`: `infos` and `documents` are of the
/// same versions. No place: the version of the annotation is not at hand.
pub fn gather(
    work: &Work,
    placed: &[(&Annotation, Option<Located>)],
    infos: &[VersionInfo],
    documents: &[&Document],
    parallels: &Parallels,
) -> Annotated {
    let mut excerpts: Vec<((usize, usize, usize), Excerpt)> = placed
        .iter()
        .map(|(annotation, found)| {
            let state = found.as_ref().map(|found| found.state);
            match found.as_ref().and_then(|found| Some((found.version, found.place.clone()?))) {
                Some((version, (block, range))) => {
                    let row = parallels.grid().row_of(version, block).unwrap_or(block);
                    let place = (row, block, range.start);
                    let excerpt = excerpt(documents, parallels, version, block, range);
                    (place, Excerpt { annotation: Some((*annotation).clone()), state, ..excerpt })
                }
                None => {
                    let known = known_version(work, annotation, infos);
                    ((usize::MAX, 0, 0), Excerpt { state, ..excerpt_of(annotation, known) })
                }
            }
        })
        .collect();
    excerpts.sort_by_key(|(place, _)| *place);
    let mut work = work.clone();
    // A file that was read but never recorded in this form: what it says of itself is the newest.
    for info in infos {
        if !work.versions.iter().any(|version| version.hash == info.hash) {
            work.versions.push(info.clone());
        }
    }
    Annotated { work, excerpts: excerpts.into_iter().map(|(_, excerpt)| excerpt).collect(), place: None }
}

/// What is known of the version an annotation was made in, for its citation.
fn known_version<'a>(work: &'a Work, annotation: &Annotation, infos: &'a [VersionInfo]) -> Option<&'a VersionInfo> {
    let target = &annotation.target;
    let recorded = work.versions.iter().find(|version| version.hash == target.hash);
    recorded.or_else(|| work.versions.iter().chain(infos).find(|version| version.language == target.language))
}
