//! Search in the whole library.

use std::io::Write;
use std::ops::Range;

use super::Search;
use super::line::{Counted, Lines, Style, is_harmless};
use super::sources::beside;
use crate::library::{GUIDE_NAME, Library, open_work};
use crate::search::library::{Found, Portion, Shelf, Shelved};
use crate::search::{Concordance, Match};

pub(super) fn run(search: &mut Search<'_>) -> anyhow::Result<()> {
    let mut library = crate::cli::library()?;
    let shelf = Shelf::new(&library, search.query)?;
    if search.args.with.is_empty() { lines(search, &shelf) } else { concordance(search, &shelf, &mut library) }
}

/// The name of a version as lines begin with it.
fn name(shelf: &Shelf, version: &Shelved) -> String {
    let work = shelf.works.get(version.work).map_or("", |work| work.name.as_str());
    [work, "/", version.info.language.tag()].concat()
}

/// The name of a version as JSON has it.
fn file(shelf: &Shelf, version: &Shelved, style: Style) -> String {
    match &version.info.path {
        _ if !style.json => String::new(),
        Some(path) => path.display().to_string(),
        None => name(shelf, version),
    }
}

/// Every match with its context, made ready on the threads that find them.
fn lines(search: &mut Search<'_>, shelf: &Shelf) -> anyhow::Result<()> {
    let style = search.style;
    let query = search.query;
    let make = |version: &Shelved, found: &Found<'_>| {
        let (name, file) = (name(shelf, version), file(shelf, version, style));
        let lines = Lines {
            work: shelf.works.get(version.work).map(|work| work.name.as_str()),
            name: &name,
            version: &file,
            language: found.language.tag(),
            key: found.key,
            kind: found.kind,
            text: found.text,
            harmless: is_harmless(found.text),
            note: found.note,
        };
        let mut text = String::with_capacity(200 * found.hits.len().max(1));
        let mut counted = Counted::default();
        for hit in found.hits {
            let exact = found.exact && query.is_exact(found.text, hit);
            lines.put(&mut text, hit, exact, &[], style, &mut counted);
        }
        if found.hits.is_empty() {
            lines.put_whole(&mut text, &[], style);
        }
        let weight = text.capacity();
        ((found.hits.len().max(1), text), weight)
    };
    each(search, shelf, &make, |search, items| {
        for (_, (found, text)) in items {
            search.print(found, &[], &text)?;
        }
        search.out.flush()?;
        Ok(())
    })
}

/// Hands on what is found, portion by portion, until `print` fails; then that is the failure.
fn each<T: Send>(
    search: &mut Search<'_>,
    shelf: &Shelf,
    make: &(dyn Fn(&Shelved, &Found<'_>) -> (T, usize) + Sync),
    mut print: impl FnMut(&mut Search<'_>, Vec<(usize, T)>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut failed = Ok(());
    shelf.search(search.query, make, &mut |portion| {
        failed = match portion {
            Portion::Found(items) => print(search, items),
            Portion::Unread(_, error) => search.unread(&error).map_err(anyhow::Error::from),
        };
        failed.is_ok()
    });
    failed
}

/// A block with matches, kept until the versions beside it are open.
struct Kept {
    block: usize,
    hits: Vec<Range<usize>>,
    exact: Vec<bool>,
    key: String,
    kind: crate::document::Kind,
    language: String,
    text: String,
    note: Option<String>,
}

/// Every match with what stands beside it in other languages.
fn concordance(search: &mut Search<'_>, shelf: &Shelf, library: &mut Library) -> anyhow::Result<()> {
    let query = search.query;
    let make = |_: &Shelved, found: &Found<'_>| {
        let kept = Kept {
            block: found.block,
            hits: found.hits.to_vec(),
            exact: found.hits.iter().map(|hit| query.is_exact(found.text, hit)).collect(),
            key: found.key.to_owned(),
            kind: found.kind,
            language: found.language.tag().to_owned(),
            text: found.text.to_owned(),
            note: found.note.map(str::to_owned),
        };
        let weight = kept.text.len() + 20 * kept.hits.len() + 200;
        (kept, weight)
    };
    each(search, shelf, &make, |search, items| {
        // What is of one work stands together.
        let work = |version: usize| shelf.versions.get(version).map(|version| version.work);
        for items in items.chunk_by(|one, other| work(one.0) == work(other.0)) {
            of_work(search, shelf, library, items)?;
        }
        Ok(())
    })
}

/// What was found in one work.
fn of_work(
    search: &mut Search<'_>,
    shelf: &Shelf,
    library: &mut Library,
    items: &[(usize, Kept)],
) -> anyhow::Result<()> {
    let Some(work) = items.first().and_then(|(at, _)| shelf.works.get(shelf.versions.get(*at)?.work)) else {
        return Ok(());
    };
    let opened = open_work(work, Vec::new()).versions;
    let mut concordance = Concordance::new(&opened);
    for (at, kept) in items {
        let Some(version) = shelf.versions.get(*at) else { continue };
        let own = opened.iter().position(|one| {
            one.source.hash == version.info.hash || one.source.path.is_some() && one.source.path == version.info.path
        });
        let same = |own: &usize| {
            let block = opened.get(*own).and_then(|one| one.document.blocks.get(kept.block));
            block.is_some_and(|block| block.text == kept.text)
        };
        let own = own.filter(same);
        let (name, file) = (name(shelf, version), file(shelf, version, search.style));
        let lines = Lines {
            work: Some(&work.name),
            name: &name,
            version: &file,
            language: &kept.language,
            key: &kept.key,
            kind: kept.kind,
            text: &kept.text,
            harmless: false,
            note: kept.note.as_deref(),
        };
        let mut counted = Counted::default();
        let whole = 0..0;
        let hits = if kept.hits.is_empty() { std::slice::from_ref(&whole) } else { &kept.hits[..] };
        for (number, hit) in hits.iter().enumerate() {
            let place = Match { block: kept.block, range: hit.clone() };
            let known = (work.name != GUIDE_NAME).then_some((&mut *library, work));
            let with = own.map(|own| beside(&search.args.with, &opened, &mut concordance, (own, &place), known));
            let with = with.unwrap_or_default();
            let mut text = String::new();
            let exact = kept.exact.get(number).copied().unwrap_or(true);
            lines.put(&mut text, hit, exact, &with, search.style, &mut counted);
            search.print(1, &with, &text)?;
        }
    }
    search.out.flush()?;
    Ok(())
}
