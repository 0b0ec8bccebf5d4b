//! Searching: as you type, from match to match, the word under the cursor.

use super::{Command, concordance};
use crate::app::{App, Input, Overlay, Prompt, PromptKind};
use crate::config::keys::Named;
use crate::config::{Code, Key};
use crate::document::Position;
use crate::search::Mode;
use crate::text::control::isolated;
use crate::text::word;

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "search_open", doc: "search as you type", run: |app, _| open(app) },
    Command { name: "match_next", doc: "to the next match", run: |app, n| step(app, n, true) },
    Command { name: "match_previous", doc: "to the match before", run: |app, n| step(app, n, false) },
    Command { name: "word_search", doc: "search the word under the cursor", run: |app, _| word_search(app) },
    Command {
        name: "match_list",
        doc: "all matches of the search, with what stands beside them",
        run: |app, _| concordance::matches(app),
    },
    Command {
        name: "concordance_open",
        doc: "the selection or word here and in the library, by how it is translated",
        run: |app, _| concordance::open(app),
    },
    Command { name: "clear", doc: "leave the selection, then the search", run: |app, _| clear(app) },
];

fn open(app: &mut App) {
    app.find.past.read(app.notes.library.as_ref().map(crate::library::Library::directory));
    let kind = PromptKind::Search { version: app.panes.version(), from: app.panes.cursor() };
    app.selection = None;
    app.overlay = Some(Overlay::Prompt(Prompt { kind, input: Input::default() }));
}

/// Takes a key that means something in the search prompt only: Alt-c, Alt-w, Alt-r and Alt-p choose how is searched, the
/// arrows up and down bring back what was searched before.
pub(super) fn prompt_key(app: &mut App, key: Key) -> bool {
    let Some(Overlay::Prompt(Prompt { kind: PromptKind::Search { version, from }, input })) = &mut app.overlay else {
        return false;
    };
    let (version, from) = (*version, *from);
    let options = &mut app.find.options;
    match (key.code, key.ctrl, key.alt) {
        (Code::Char('c'), false, true) => options.case = !options.case,
        (Code::Char('w'), false, true) => options.word = !options.word,
        (Code::Char('p'), false, true) => options.particles = !options.particles,
        (Code::Char('r'), false, true) => {
            options.mode = if options.mode == Mode::Regex { Mode::Folded } else { Mode::Regex };
        }
        (Code::Named(named @ (Named::Up | Named::Down)), ..) => {
            let Some(query) = app.find.past.step(named == Named::Up, input.text()) else { return true };
            *input = Input::new(query);
        }
        _ => return false,
    }
    let query = input.text().to_owned();
    typed(app, &query, version, from);
    true
}

/// Searches what is typed so far and shows the first match from where the prompt was opened.
pub(super) fn typed(app: &mut App, query: &str, version: usize, from: Position) {
    app.find.run(&app.book, query, version);
    let start = if app.find.version == version { from } else { app.book.follow(version, from, app.find.version) };
    app.find.current = app.find.first_from(start).map(|(index, _)| index);
    match current(app) {
        Some((found, position)) => app.go(found, position),
        None => app.go(version, from),
    }
}

/// Ends the search prompt: keeps the match, or says that there is none.
pub(super) fn accept(app: &mut App, query: &str, version: usize, from: Position) {
    if query.is_empty() {
        // An empty prompt repeats the search that was, as in less.
        app.find.shown = !app.find.query.is_empty();
        app.go(version, from);
        if app.find.shown {
            step(app, None, true);
        }
        return;
    }
    typed(app, query, version, from);
    app.find.past.keep(query);
    if let Some(trouble) = app.find.trouble.clone() {
        app.fail(trouble);
        return;
    }
    if app.find.matches.is_empty() {
        app.fail(format!("not found: {}", isolated(query)));
        return;
    }
    app.jumps.keep((version, from));
    if app.find.version != version {
        app.say(format!("found in {}", language(app, app.find.version)));
    }
}

/// Leaves the search prompt: back to where it was opened.
pub(super) fn cancel(app: &mut App, version: usize, from: Position) {
    app.find.forget();
    app.go(version, from);
}

pub(super) fn language(app: &App, version: usize) -> String {
    app.book.document(version).map(|document| document.language.tag().to_owned()).unwrap_or_default()
}

fn current(app: &App) -> Option<(usize, Position)> {
    let found = app.find.matches.get(app.find.current?)?;
    Some((app.find.version, Position { block: found.block, offset: found.range.start }))
}

fn step(app: &mut App, count: Option<usize>, forward: bool) {
    if app.find.query.is_empty() {
        app.say("nothing is searched: / begins");
        return;
    }
    if app.find.matches.is_empty() {
        app.fail(format!("not found: {}", isolated(&app.find.query)));
        return;
    }
    app.find.shown = true;
    for _ in 0..count.unwrap_or(1).min(app.find.matches.len()) {
        let (version, cursor) = (app.panes.version(), app.panes.cursor());
        let cursor = app.book.follow(version, cursor, app.find.version);
        let on_match = current(app).is_some_and(|(own, at)| own == version && at == cursor);
        let last = app.find.matches.len() - 1;
        let (index, wrapped) = match (app.find.current, on_match, forward) {
            (Some(at), true, true) => {
                if at == last {
                    (0, true)
                } else {
                    (at + 1, false)
                }
            }
            (Some(at), true, false) => {
                if at == 0 {
                    (last, true)
                } else {
                    (at - 1, false)
                }
            }
            (_, _, true) => app.find.first_from(cursor).unwrap_or((0, false)),
            (_, _, false) => app.find.last_before(cursor).unwrap_or((0, false)),
        };
        app.find.current = Some(index);
        if wrapped {
            let count = format!("{} of {}", index + 1, app.find.matches.len());
            let end = if forward { "beginning" } else { "end" };
            app.say(format!("{count} · the search went on at the {end}"));
        }
        if let Some((version, position)) = current(app) {
            app.go(version, position);
        }
    }
}

/// The selection, else the word under the cursor.
pub(super) fn word_or_selection(app: &App) -> Option<String> {
    let (version, block, range) = app.chosen();
    let text = &app.book.block(version, block)?.text;
    let range = if app.selection.is_some() { range } else { word::word_at(text, app.panes.cursor().offset)? };
    text.get(range).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// Searches a piece of the text: it is no regular expression.
pub(super) fn run_plain(app: &mut App, query: &str, version: usize) {
    if app.find.options.mode == Mode::Regex {
        app.find.options.mode = Mode::Folded;
    }
    app.find.run(&app.book, query, version);
}

fn word_search(app: &mut App) {
    let Some(word) = word_or_selection(app) else {
        app.say("there is no word under the cursor");
        return;
    };
    let version = app.panes.version();
    app.selection = None;
    app.jumps.keep((version, app.panes.cursor()));
    run_plain(app, &word, version);
    let at = app.panes.cursor();
    app.find.current = app.find.matches.iter().position(|m| m.block == at.block && m.range.contains(&at.offset));
    step(app, None, true);
}

fn clear(app: &mut App) {
    if app.selection.take().is_none() {
        app.find.shown = false;
        app.find.current = None;
    }
}
