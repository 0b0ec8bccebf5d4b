//! The lists of annotations: of the work, of the whole library, of marks; what their keys do.

use super::{carry, change_scope, note, past, remove, scope_name, tag, undo};
use crate::app::{Action, App, Effect, Entry, Input, List, Overlay, Placed, Subject, glyph};
use crate::command::{copy, session};
use crate::config::keys::Named;
use crate::config::{Code, Key};
use crate::document::Position;
use crate::library::{Annotation, AnnotationKind, State, Target, Work};

/// Characters of a quotation or a note that a list shows at most.
const LONGEST: usize = 400;

const HINT: &str = "e edit  d remove  u undo  # tags  / filter  p put  s scope  r past  Tab all";
const LIBRARY_HINT: &str = "Enter open  d remove  u undo  # tags  / filter  s scope  r past  Tab this work";

/// Lists the annotations of the work.
pub(super) fn work(app: &mut App) {
    let (title, entries) = of_work(app);
    if entries.is_empty() {
        app.say("no annotations yet: a writes a note, h highlights, B sets a bookmark");
        return;
    }
    let here = app.panes.cursor();
    let version = app.panes.version();
    let mut list = List::new(title, entries, HINT);
    list.subject = Subject::Work;
    // The first one from here on is chosen.
    let row = |version: usize, at: Position| app.book.grid().row_of(version, at.block);
    let after = |entry: &Entry| match entry.action {
        Action::Annotation(_, Some((own, at))) => row(own, at) >= row(version, here),
        _ => false,
    };
    list.selected = list.position(after).unwrap_or(0);
    app.overlay = Some(Overlay::List(list));
}

/// Lists the annotations of every work of the library.
pub(in crate::command) fn library(app: &mut App) {
    match of_library(app) {
        Ok((_, entries)) if entries.is_empty() => app.say("there are no annotations in the library yet"),
        Ok((title, entries)) => {
            let mut list = List::new(title, entries, LIBRARY_HINT);
            list.subject = Subject::Library;
            list.selected = list.position(|entry| entry.action.annotation().is_some()).unwrap_or(0);
            app.overlay = Some(Overlay::List(list));
        }
        Err(error) => app.fail(format!("the library: {error}")),
    }
}

/// Lists the marks.
pub(super) fn marks(app: &mut App) {
    let (title, entries) = of_marks(app);
    if entries.is_empty() {
        app.say("no marks yet: m and a letter sets one");
        return;
    }
    let mut list =
        List::new(title, entries, "a letter or Enter goes there · Ctrl-d removes · Ctrl-u undoes · Esc back");
    list.by_letter = true;
    list.subject = Subject::Marks;
    app.overlay = Some(Overlay::List(list));
}

/// Lists the annotations whose place was not found.
pub(super) fn lost(app: &mut App) {
    if !app.notes.placed.iter().any(|placed| placed.state == State::Orphan) {
        app.say("every annotation has its place; p in the list (A) takes one up to put it elsewhere");
        return;
    }
    work(app);
    if let Some(Overlay::List(list)) = &mut app.overlay {
        list.filter = Some(Input::new(state_name(State::Orphan)));
        list.sift();
    }
}

/// Takes over what another window wrote, in the text and in the list that is open.
pub(in crate::command) fn refresh(app: &mut App) {
    if let Err(error) = app.refresh() {
        app.fail(format!("the library: {error}"));
    }
    renew(app);
}

/// Makes the list that is open anew after a change.
pub(in crate::command) fn renew(app: &mut App) {
    let Some(Overlay::List(list)) = &app.overlay else { return };
    let made = match list.subject {
        Subject::Other => return,
        Subject::Works => session::works(app),
        Subject::Marks => Ok(of_marks(app)),
        Subject::Work => Ok(of_work(app)),
        Subject::Library => of_library(app),
        Subject::Trash => past::of_trash(app),
    };
    match made {
        Ok((title, entries)) => {
            if let Some(Overlay::List(list)) = &mut app.overlay {
                list.renew(title, entries);
            }
        }
        Err(error) => app.fail(format!("the library: {error}")),
    }
}

/// Takes a key while annotations are listed; gives the list back when the key is none of theirs.
pub(in crate::command) fn list_key(app: &mut App, list: List, key: Key) -> Option<List> {
    if matches!(list.subject, Subject::Other | Subject::Works | Subject::Trash) {
        return Some(list);
    }
    let chosen = list.entry().and_then(|entry| entry.action.annotation()).map(str::to_owned);
    // In the list of marks letters go to marks.
    match (key.code, chosen) {
        (Code::Char('u'), _) if key.ctrl == list.by_letter => stay(app, list, undo),
        (Code::Char('d'), Some(id)) if key.ctrl == list.by_letter => {
            let back = if list.by_letter { "Ctrl-u" } else { "u" };
            stay(app, list, |app| remove(app, &id, Some(back)));
        }
        _ if list.by_letter || key.ctrl => return Some(list),
        (Code::Named(Named::Tab), _) if list.subject == Subject::Work => instead(app, list, library),
        (Code::Named(Named::Tab), _) => instead(app, list, work),
        (Code::Char('e'), Some(id)) => note::edit(app, &id, list),
        (Code::Char('s'), Some(id)) => stay(app, list, |app| change_scope(app, &id)),
        (Code::Char('y'), Some(id)) => stay(app, list, |app| copy::annotation(app, &id, false)),
        (Code::Char('Y'), Some(id)) => stay(app, list, |app| copy::annotation(app, &id, true)),
        (Code::Char('#'), Some(_)) => tag::open_from(app, list),
        (Code::Char('r'), Some(id)) => {
            past::history_of(app, &id);
            match &mut app.overlay {
                Some(Overlay::List(history)) => history.behind = Some(Box::new(list)),
                _ => app.overlay = Some(Overlay::List(list)),
            }
        }
        (Code::Char('p'), Some(_)) => carry::take_up(app, list),
        _ => return Some(list),
    }
    None
}

/// Does something with what is listed; the list stays.
fn stay(app: &mut App, list: List, act: impl FnOnce(&mut App)) {
    app.overlay = Some(Overlay::List(list));
    act(app);
    renew(app);
}

/// Opens another list; where there is nothing to list this one stays.
fn instead(app: &mut App, list: List, open: fn(&mut App)) {
    open(app);
    if app.overlay.is_none() {
        app.overlay = Some(Overlay::List(list));
    }
}

/// Goes to the annotation of that id in the work that was opened for it.
pub fn arrive(app: &mut App, id: &str) {
    let Some(placed) = app.notes.find(id).cloned() else {
        app.fail("the annotation was removed");
        return;
    };
    match app.where_seen(&placed) {
        Some((version, block, range)) => app.jump(version, Position { block, offset: range.start }),
        None => app.fail(why_not(&placed)),
    }
    app.lay_out();
}

/// Why an annotation cannot be gone to.
pub(in crate::command) fn why_not(placed: &Placed) -> &'static str {
    match placed.version {
        Some(_) => "the place of this annotation was not found: p puts it at another one",
        None => "the version of this annotation is not open",
    }
}

fn of_marks(app: &App) -> (String, Vec<Entry>) {
    let marks = app.notes.placed.iter().filter(|placed| placed.annotation.kind == AnnotationKind::Mark);
    let mut entries: Vec<Entry> = marks.map(|placed| entry(app, placed)).collect();
    entries.sort_by(|a, b| a.label.cmp(&b.label));
    ("Marks".to_owned(), entries)
}

fn of_work(app: &App) -> (String, Vec<Entry>) {
    let mut all: Vec<((usize, usize, usize), Entry)> =
        app.notes.placed.iter().map(|placed| (order(app, placed), entry(app, placed))).collect();
    all.sort_by_key(|(order, _)| *order);
    let entries: Vec<Entry> = all.into_iter().map(|(_, entry)| entry).collect();
    (format!("Annotations · {}", entries.len()), entries)
}

/// Where an annotation stands in reading order: row, block, byte. One that is not seen stands where its key does, and where
/// that is not there either, last.
fn order(app: &App, placed: &Placed) -> (usize, usize, usize) {
    let focused = app.panes.version();
    let of_key = || Some((focused, app.book.find(&placed.annotation.target.key, focused)?.block, 0));
    let seen = app.where_seen(placed).map(|(version, block, range)| (version, block, range.start));
    let lost = placed.state == State::Orphan;
    match seen.or_else(of_key).filter(|_| !lost) {
        Some((version, block, start)) => (app.book.grid().row_of(version, block).unwrap_or(block), block, start),
        None => (usize::MAX, 0, 0),
    }
}

fn of_library(app: &App) -> Result<(String, Vec<Entry>), String> {
    let Some(library) = &app.notes.library else {
        return Err(app.notes.trouble.clone().unwrap_or_else(|| "there is none".to_owned()));
    };
    let (mut entries, mut count) = (Vec::new(), 0);
    for (work, annotations) in library.annotations_all().map_err(|error| error.to_string())? {
        entries.push(Entry { text: heading(&work), ..Entry::default() });
        count += annotations.len();
        entries.extend(annotations.iter().map(|annotation| elsewhere(app, &work, annotation)));
    }
    Ok((format!("Annotations of the library · {count}"), entries))
}

/// A work as the heading of its annotations.
fn heading(work: &Work) -> String {
    let title = work.versions.iter().map(|version| version.title.as_str()).find(|title| !title.is_empty());
    match title {
        Some(title) if title != work.name => format!("{} · {title}", work.name),
        _ => work.name.clone(),
    }
}

/// An annotation in the list of the library: with its place where its work is the one that is read.
fn elsewhere(app: &App, work: &Work, annotation: &Annotation) -> Entry {
    let own = app.notes.work.as_ref().is_some_and(|own| own.id == work.id);
    let placed = if own { app.notes.find(&annotation.id) } else { None };
    let action = Action::Elsewhere(work.name.clone(), annotation.id.clone());
    let entry = placed.map_or_else(|| described(annotation, None, action), |placed| entry(app, placed));
    Entry { level: 1, ..entry }
}

fn entry(app: &App, placed: &Placed) -> Entry {
    let place =
        app.where_seen(placed).map(|(version, block, range)| (version, Position { block, offset: range.start }));
    let state = match placed.version {
        Some(_) => state_name(placed.state),
        None => "not open",
    };
    let action = Action::Annotation(placed.annotation.id.clone(), place);
    described(&placed.annotation, Some(state), action)
}

/// An annotation as it stands in a list; `state` says how its place was found, where that is known.
pub(super) fn described(annotation: &Annotation, state: Option<&str>, action: Action) -> Entry {
    let quote = quoted(&annotation.target);
    let body = if annotation.kind == AnnotationKind::Mark { "" } else { annotation.body.as_str() };
    let tags: String = annotation.tags.iter().map(|tag| format!("  #{tag}")).collect();
    let unsaid: String = annotation
        .tags
        .iter()
        .filter(|tag| !body.contains(&format!("#{tag}")))
        .map(|tag| format!("  #{tag}"))
        .collect();
    let (label, text) = match annotation.kind {
        AnnotationKind::Mark => (annotation.body.clone(), quote.clone()),
        _ => (annotation.target.key.to_string(), if body.is_empty() { quote.clone() } else { beginning(body) }),
    };
    let language = annotation.target.language.tag();
    let found = state.filter(|state| *state != state_name(State::Ok));
    let detail = [Some(sign_and_name(annotation)), Some(language.to_owned()), found.map(str::to_owned)];
    let small = [
        Some(annotation.kind.name().to_owned()),
        state.map(str::to_owned),
        Some(scope_name(annotation)),
        (!tags.is_empty()).then(|| tags.trim_start().to_owned()),
        annotation.created.get(..10).map(|day| format!("made {day}")),
    ];
    let join = |parts: &[Option<String>]| parts.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ");
    let mut below = vec![quote];
    if !body.is_empty() {
        below.push(beginning(body));
    }
    below.push(join(&small));
    Entry { label, text: format!("{text}{unsaid}"), detail: join(&detail), action, below, ..Entry::default() }
}

/// An annotation's sign in the gutter and its kind, for a highlight the kind of that: it says more.
pub(super) fn sign_and_name(annotation: &Annotation) -> String {
    let name = match annotation.kind {
        AnnotationKind::Highlight => annotation.highlight.unwrap_or_default().name(),
        kind => kind.name(),
    };
    format!("{} {name}", glyph(annotation))
}

fn state_name(state: State) -> &'static str {
    match state {
        State::Ok => "ok",
        State::Moved => "moved",
        State::Fuzzy => "fuzzy",
        State::Orphan => "orphan",
    }
}

/// What an annotation stands on, in the words that were kept with it.
fn quoted(target: &Target) -> String {
    if target.exact.is_empty() { target.quote() } else { beginning(&target.exact) }
}

/// The beginning of a text, on one line.
fn beginning(text: &str) -> String {
    let line = text.replace(['\n', '\t'], " ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("")),
        None => line,
    }
}

/// Goes where the entry leads.
pub(in crate::command) fn choose(app: &mut App, list: List) -> Option<List> {
    match list.entry().map(|entry| entry.action.clone()) {
        Some(Action::Annotation(_, Some((version, position)))) => app.jump(version, position),
        Some(Action::Annotation(id, None)) => {
            let why = app.notes.find(&id).map_or("it was removed", why_not);
            app.overlay = Some(Overlay::List(list));
            app.fail(why);
        }
        Some(Action::Elsewhere(work, id)) => app.effects.push(Effect::OpenAt(work, id)),
        Some(Action::Restore(id)) => past::restore(app, list, &id),
        Some(Action::Revert(form)) => past::revert(app, *form, list.behind),
        _ => return Some(list),
    }
    None
}
