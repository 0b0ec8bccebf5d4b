//! Annotations of other programs brought into the library: placed by their quotations, kept as orphans where they are not found.

use std::collections::BTreeMap;

use anyhow::bail;

use super::import::say;
use super::{Outcome, resolve};
use crate::cli::library;
use crate::document::Key;
use crate::export::clean;
use crate::import::annotation::{ForeignNote, ForeignNotes, NoteKind};
use crate::library::{
    Annotation, AnnotationKind, Highlight, Imported, Library, Locator, Opened, Scope, Target, VersionInfo, WorkId,
    version_info,
};
use crate::text::Language;
use crate::text::language::guess;

/// Brings in what was read. Notes whose version is named by its hash go there; the others into the work that `into` names.
pub(super) fn run(found: &ForeignNotes, into: Option<&str>, json: bool) -> anyhow::Result<Outcome> {
    let mut library = library()?;
    for warning in &found.warnings {
        eprintln!("hexapla: {}", clean::line(warning));
    }
    let (known, strange): (Vec<_>, Vec<_>) = found.notes.iter().partition(|note| note.hash.is_some() && into.is_none());
    let mut works: BTreeMap<&str, Vec<&ForeignNote>> = BTreeMap::new();
    for note in known {
        let name = note.work.as_deref().or(note.hash.as_deref()).unwrap_or("");
        works.entry(name).or_default().push(note);
    }
    for notes in works.values() {
        let work = record(&mut library, notes)?;
        for note in notes {
            save(&mut library, work, &annotation(note, target_as_said(note)), json)?;
        }
    }
    let mut orphans = 0;
    let mut books: BTreeMap<&str, Vec<&ForeignNote>> = BTreeMap::new();
    for note in &strange {
        books.entry(into.unwrap_or(note.title.as_str())).or_default().push(note);
    }
    for (name, notes) in books {
        if into.is_none() && (name.is_empty() || library.work_named(name)?.is_none()) {
            bail!("say with --into in which work or files the quotations of \"{}\" stand", clean::line(name));
        }
        orphans += place(&mut library, name, &notes, json)?;
    }
    if orphans > 0 {
        eprintln!(
            "hexapla: {orphans} of {} were not found in the text; they are kept, and `hexapla notes list --state orphan` lists them",
            strange.len()
        );
    }
    Ok(if found.notes.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// The work of notes that name their versions by hash.
fn record(library: &mut Library, notes: &[&ForeignNote]) -> anyhow::Result<WorkId> {
    let mut versions: Vec<VersionInfo> = Vec::new();
    for note in notes {
        let hash = note.hash.clone().unwrap_or_default();
        if !versions.iter().any(|version| version.hash == hash) {
            let known = library.work_of(&[&hash])?;
            let known = known.and_then(|work| work.versions.into_iter().find(|version| version.hash == hash));
            let language = Language::new(note.language.as_deref().unwrap_or("und"));
            let said = VersionInfo { hash, path: None, language, title: note.title.clone(), ..VersionInfo::default() };
            versions.push(known.unwrap_or(said));
        }
    }
    let wish = notes.iter().find_map(|note| note.work.as_deref()).filter(|name| !name.trim().is_empty());
    Ok(library.record_as(&versions, None, wish, false)?.id)
}

/// Places notes by their quotations in the work or files of that name; how many were not found.
fn place(library: &mut Library, name: &str, notes: &[&ForeignNote], json: bool) -> anyhow::Result<usize> {
    let (_, versions) = resolve(library, &[name.to_owned()])?;
    let infos: Vec<VersionInfo> = versions.iter().map(|one| version_info(&one.source, &one.document)).collect();
    if infos.is_empty() {
        bail!("{}: no file of this work is at hand", clean::line(name));
    }
    let work = library.record(&infos, None, false)?;
    let locators: Vec<Locator<'_>> = versions.iter().map(|one| Locator::new(&one.document)).collect();
    let mut orphans = 0;
    for note in notes {
        let target = located(note, &versions, &locators);
        orphans += usize::from(target.is_none());
        let target = target.unwrap_or_else(|| orphan(note, &versions));
        save(library, work.id, &annotation(note, target), json)?;
    }
    Ok(orphans)
}

/// The one place that has the words, in the version of their language first.
fn located(note: &ForeignNote, versions: &[Opened], locators: &[Locator<'_>]) -> Option<Target> {
    let language = note.language.as_deref().map(Language::new).or_else(|| guess(&note.exact));
    let mut order: Vec<usize> = (0..versions.len()).collect();
    order.sort_by_key(|at| {
        let own = versions.get(*at).map(|one| one.document.language.primary());
        language.as_ref().map(|language| Some(language.primary()) != own)
    });
    order.into_iter().find_map(|at| {
        let (version, locator) = (versions.get(at)?, locators.get(at)?);
        let (block, range, _) = locator.quotation(&note.exact, &note.prefix, &note.suffix)?;
        Some(Target::within(locator, &version.source.hash, block, range))
    })
}

/// What is kept of a place that was not found: its words, in the version that is most likely theirs.
fn orphan(note: &ForeignNote, versions: &[Opened]) -> Target {
    let language = note.language.as_deref().map(Language::new).or_else(|| guess(&note.exact));
    let fits =
        |one: &&Opened| language.as_ref().is_some_and(|wanted| wanted.primary() == one.document.language.primary());
    let version = versions.iter().find(fits).or(versions.first());
    let mut target = target_as_said(note);
    if let Some(version) = version {
        target.hash.clone_from(&version.source.hash);
        target.language.clone_from(&version.document.language);
    }
    target
}

/// The target in the note's own words.
fn target_as_said(note: &ForeignNote) -> Target {
    let (start, end) = note.position.unwrap_or((0, note.exact.chars().count()));
    Target {
        hash: note.hash.clone().unwrap_or_default(),
        language: Language::new(note.language.as_deref().unwrap_or("und")),
        key: Key::new(note.key.clone()),
        start,
        end,
        exact: note.exact.clone(),
        prefix: note.prefix.clone(),
        suffix: note.suffix.clone(),
    }
}

fn annotation(note: &ForeignNote, target: Target) -> Annotation {
    let kind = match note.kind {
        NoteKind::Bookmark => AnnotationKind::Bookmark,
        NoteKind::Mark => AnnotationKind::Mark,
        NoteKind::Highlight => AnnotationKind::Highlight,
        NoteKind::Note => AnnotationKind::Note,
        NoteKind::Tag => AnnotationKind::Tag,
    };
    Annotation {
        id: note.id.clone(),
        kind,
        highlight: note.highlight.as_deref().and_then(Highlight::named),
        scope: if note.of_version { Scope::Version } else { Scope::Work },
        target,
        body: note.body.clone(),
        tags: note.tags.clone(),
        created: note.created.clone(),
        modified: note.modified.clone(),
    }
}

/// Writes one; without times of its own it is of now, and stays as it is when the file is read again.
fn save(library: &mut Library, work: WorkId, annotation: &Annotation, json: bool) -> anyhow::Result<()> {
    let (id, result) = match annotation.created.is_empty() {
        false => {
            let (saved, result) = library.annotation_import(work, annotation)?;
            (saved.id, result)
        }
        true if library.annotation(&annotation.id)?.is_some() => (annotation.id.clone(), Imported::Known),
        true => (library.annotation_save(work, annotation)?.id, Imported::New),
    };
    say(&id, result, json)
}
