//! Search in the documents that are named.

use super::Search;
use super::line::{Counted, Lines, With};
use crate::import::Hints;
use crate::library::{Library, Opened, Work, open_sources};
use crate::search::{Concordance, Filters, Index, Match};
use crate::text::Language;

pub(super) fn run(search: &mut Search<'_>) -> anyhow::Result<()> {
    let filters = &search.query.filters;
    if !filters.works.is_empty() || !filters.notes.is_empty() || filters.noted {
        anyhow::bail!("work: and note: are for the whole library: leave the SOURCE away");
    }
    let names = &search.args.sources;
    let plain = names.iter().all(|name| name == "-" || std::path::Path::new(name).exists());
    let mut library = if plain { None } else { Some(crate::cli::library()?) };
    let opened = open_sources(names, library.as_ref(), &Hints::default())?;
    let work = names.first().filter(|_| !plain && names.len() == 1).cloned();
    if plain && !search.args.with.is_empty() {
        // What is known of these texts already is of use: their alignment, and what a person said of it.
        library = crate::cli::library().ok();
    }
    let hashes: Vec<&str> = opened.iter().map(|one| one.source.hash.as_str()).collect();
    let known = library.as_ref().and_then(|library| library.work_of(&hashes).ok().flatten());
    let mut concordance = Concordance::new(&opened);
    for (version, own) in opened.iter().enumerate() {
        let document = &own.document;
        if !search.query.filters.speak(&document.language) {
            continue;
        }
        let index = Index::new(document);
        // What stands there exactly comes first.
        let (mut exact, mut others) = (Vec::new(), Vec::new());
        for (number, block) in document.blocks.iter().enumerate() {
            let kinds = &search.query.filters.kinds;
            if !kinds.is_empty() && !kinds.contains(&block.kind) {
                continue;
            }
            let Some(hits) = index.answers(number, search.query) else { continue };
            if hits.is_empty() {
                others.push(Match { block: number, range: 0..0 });
            }
            for hit in hits {
                if search.query.is_exact(&block.text, &hit.range) { exact.push(hit) } else { others.push(hit) }
            }
        }
        let first = exact.len();
        let mut counted = (usize::MAX, Counted::default());
        for (at, hit) in exact.iter().chain(&others).enumerate() {
            let Some(block) = document.blocks.get(hit.block) else { continue };
            if counted.0 != hit.block {
                counted = (hit.block, Counted::default());
            }
            let kept = library.as_mut().zip(known.as_ref());
            let with = beside(&search.args.with, &opened, &mut concordance, (version, hit), kept);
            let lines = Lines {
                work: work.as_deref(),
                name: &own.source.name,
                version: &own.source.name,
                language: block.language.tag(),
                key: block.key.as_str(),
                kind: block.kind,
                text: &block.text,
                harmless: false,
                note: None,
            };
            let mut text = String::new();
            lines.put(&mut text, &hit.range, at < first, &with, search.style, &mut counted.1);
            search.print(1, &with, &text)?;
        }
    }
    Ok(())
}

/// The aligned text of a match in every other version of the languages asked for, in the order they were asked for.
pub(super) fn beside(
    languages: &[String],
    opened: &[Opened],
    concordance: &mut Concordance<'_>,
    (version, hit): (usize, &Match),
    mut library: Option<(&mut Library, &Work)>,
) -> Vec<With> {
    let mut with = Vec::new();
    for wanted in languages {
        for (other, theirs) in opened.iter().enumerate().filter(|(other, _)| *other != version) {
            if !speaks(&theirs.document.language, wanted) {
                continue;
            }
            concordance.align(version, other, library.as_mut().map(|(library, work)| (&mut **library, *work)));
            let language = theirs.document.language.to_string();
            with.push(With { language, beside: concordance.beside(version, hit, other) });
        }
    }
    with
}

/// Whether `language` is what a person calls `wanted`: the whole tag or its primary subtag.
fn speaks(language: &Language, wanted: &str) -> bool {
    Filters { languages: vec![wanted.to_owned()], ..Filters::default() }.speak(language)
}
