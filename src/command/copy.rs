//! Copying in logical order, alone or with translation and citation, and exporting.

use std::path::PathBuf;

use super::Command;
use crate::app::{App, Effect, Input, Overlay, Placed, Prompt, PromptKind};
use crate::export::{self, EXPORTERS, Excerpt};
use crate::library::{Located, VersionInfo, version_info};

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "copy", doc: "copy the selection or the sentence", run: |app, _| copy(app) },
    Command { name: "copy_cited", doc: "copy with translation and citation", run: |app, _| copy_cited(app) },
    Command { name: "export_open", doc: "export the annotations to a file", run: |app, _| open(app) },
];

fn copy(app: &mut App) {
    let (version, block, range) = app.chosen();
    let text = app.book.block(version, block).and_then(|block| block.text.get(range)).unwrap_or("").to_owned();
    done(app, text);
}

fn copy_cited(app: &mut App) {
    let (version, block, range) = app.chosen();
    let excerpt = excerpt(app, version, block, range);
    done(app, export::plain(&excerpt));
}

/// Copies the quotation of the annotation of that id, or with `cited` all of it: with what stands beside it, its note and its
/// citation.
pub(super) fn annotation(app: &mut App, id: &str, cited: bool) {
    let kept = app.notes.library.as_ref().and_then(|library| library.annotation(id).ok().flatten());
    let Some((work, annotation)) = kept else {
        app.fail("it was removed elsewhere");
        return;
    };
    let place = app.notes.find(id).and_then(|placed| placed.version.zip(placed.place.clone()));
    let found = match place {
        Some((version, (block, range))) => excerpt(app, version, block, range),
        None => {
            let work = app.notes.library.as_ref().and_then(|library| library.work(work).ok().flatten());
            let versions = work.map(|work| work.versions).unwrap_or_default();
            let same = |version: &&VersionInfo| version.hash == annotation.target.hash;
            export::excerpt_of(&annotation, versions.iter().find(same))
        }
    };
    let text = if cited { export::plain(&Excerpt { annotation: Some(annotation), ..found }) } else { found.quotation };
    done(app, text);
}

fn done(app: &mut App, text: String) {
    if text.is_empty() {
        app.say("there is nothing to copy here");
        return;
    }
    app.say(format!("copied {} characters", text.chars().count()));
    app.effects.push(Effect::Copy(text));
    app.selection = None;
}

/// The excerpt for bytes of a block with its translations, in the order of the panes.
fn excerpt(app: &App, version: usize, block: usize, range: std::ops::Range<usize>) -> Excerpt {
    let mut excerpt = export::excerpt(&app.book.documents(), &app.book.parallels, version, block, range);
    as_shown(app, &mut excerpt);
    excerpt
}

/// Brings the translations into the order of the panes, those that are not shown last.
fn as_shown(app: &App, excerpt: &mut Excerpt) {
    let rank = |language: &crate::text::Language| {
        let shown = |v: &usize| app.book.document(*v).is_some_and(|document| document.language == *language);
        app.panes.order.iter().position(shown).unwrap_or(usize::MAX)
    };
    excerpt.translations.sort_by_key(|translation| rank(&translation.language));
}

const NOTHING: &str = "there is nothing to export yet: a writes a note, h highlights";

fn open(app: &mut App) {
    if app.notes.placed.is_empty() {
        app.say(NOTHING);
        return;
    }
    let name = app.notes.work.as_ref().map_or("excerpts", |work| work.name.as_str());
    let name: String = name.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
    let input = Input::new(format!("{name}.md"));
    app.overlay = Some(Overlay::Prompt(Prompt { kind: PromptKind::Export, input }));
}

/// Asks for the annotations to be written to the file `name`, in the format of its extension.
pub(super) fn export_to(app: &mut App, name: &str) {
    let path = PathBuf::from(name.trim());
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    let Some(exporter) = EXPORTERS.iter().find(|exporter| exporter.extension == extension) else {
        let known = EXPORTERS.iter().map(|exporter| format!(".{}", exporter.extension)).collect::<Vec<_>>().join(", ");
        app.fail(format!("a file to export to ends in {known}"));
        return;
    };
    let Some(work) = app.notes.work.as_ref().filter(|_| !app.notes.placed.is_empty()) else {
        app.say(NOTHING);
        return;
    };
    let located = |placed: &Placed| {
        let (place, state) = (placed.place.clone(), placed.state);
        placed.version.map(|version| Located { version, place, state })
    };
    let placed: Vec<_> = app.notes.placed.iter().map(|placed| (&placed.annotation, located(placed))).collect();
    let infos: Vec<_> = app.book.versions.iter().map(|one| version_info(&one.source, &one.document)).collect();
    let mut annotated = export::gather(work, &placed, &infos, &app.book.documents(), &app.book.parallels);
    for excerpt in &mut annotated.excerpts {
        as_shown(app, excerpt);
    }
    app.effects.push(Effect::Write(path, (exporter.write)(&[annotated], &export::Options::default())));
}
