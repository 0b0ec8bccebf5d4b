//! The program: help, the library, the prompt, suspending, leaving.

use super::{Command, TOPICS, annotate, family, prompt};
use crate::app::{Action, Answer, App, Effect, Entry, List, Overlay, Question, Subject};
use crate::library::nested;

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "command_open", doc: "type a key, a percentage or a command", run: |app, _| prompt::open(app) },
    Command { name: "help_open", doc: "the keys", run: |app, _| help(app) },
    Command {
        name: "information_open",
        doc: "what the document says of itself, and the works that belong to it",
        run: |app, _| family::information(app),
    },
    Command { name: "library_open", doc: "the library", run: |app, _| library(app) },
    Command { name: "warning_list", doc: "what was repaired in the text, and where", run: |app, _| warnings(app) },
    Command {
        name: "profile_next",
        doc: "send right-to-left text to the terminal in another way",
        run: |app, _| profile(app),
    },
    Command { name: "redraw", doc: "draw the screen anew", run: |app, _| app.effects.push(Effect::Redraw) },
    Command { name: "suspend", doc: "stop, to come back with fg", run: |app, _| app.effects.push(Effect::Suspend) },
    Command { name: "quit", doc: "leave; the place is kept", run: |app, _| quit(app) },
];

/// Goes on to the next profile; what it does is seen at once.
fn profile(app: &mut App) {
    let profile = app.profile.next();
    app.send_as(profile);
    app.say(format!("right-to-left text: {} ({})", profile.name(), profile.does()));
}

fn help(app: &mut App) {
    let mut entries = Vec::new();
    for (topic, commands) in TOPICS {
        if !entries.is_empty() {
            entries.push(Entry::default());
        }
        entries.push(Entry { text: (*topic).to_owned(), ..Entry::default() });
        for command in *commands {
            let keys = app.keys.keymap.keys_of(command.name).join("  ");
            let (text, detail) = (command.doc.to_owned(), command.name.to_owned());
            // On a narrow screen the line is cut.
            let below = vec![text.clone(), format!("{detail} · {keys}")];
            entries.push(Entry { label: keys, text, detail, level: 1, below, ..Entry::default() });
        }
    }
    app.overlay = Some(Overlay::List(List::new("Help", entries, "j k Space scroll · / filters · Esc back")));
}

fn warnings(app: &mut App) {
    let said = app.notes.library.as_ref().map_or(&[][..], |library| library.warnings());
    let library = |text: &String| {
        let below = vec![text.clone(), String::new()];
        Entry { label: "the library".to_owned(), text: text.clone(), below, ..Entry::default() }
    };
    let mut entries: Vec<Entry> = said.iter().map(library).collect();
    for document in app.book.documents() {
        let language = document.language.tag();
        entries.extend(document.warnings.iter().map(|warning| {
            let label = warning.line.map(|line| format!("line {line}")).unwrap_or_default();
            let below = vec![warning.message.clone(), language.to_owned()];
            Entry { label, text: warning.message.clone(), detail: language.to_owned(), below, ..Entry::default() }
        }));
    }
    entries.extend(app.lost_corrections().into_iter().map(|(version, text)| {
        let detail = app.book.document(version).map_or("", |document| document.language.tag()).to_owned();
        Entry { label: "not found again".to_owned(), text, detail, ..Entry::default() }
    }));
    if entries.is_empty() {
        app.say("nothing was repaired in the text");
        return;
    }
    app.overlay = Some(Overlay::List(List::new("Repairs", entries, "Esc back")));
}

/// Shows the works of the library, or says why it cannot.
pub fn library(app: &mut App) {
    match works(app) {
        Ok((title, entries)) => {
            let hint = "Enter opens · A annotations · / filters · Esc back · hexapla add FILE… puts a work in";
            let mut list = List::new(title, entries, hint);
            list.subject = Subject::Works;
            app.overlay = Some(Overlay::List(list));
        }
        Err(error) => app.fail(error),
    }
}

/// What the list of works shows.
pub(super) fn works(app: &App) -> Result<(String, Vec<Entry>), String> {
    let none = || app.notes.trouble.clone().unwrap_or_else(|| "there is none".to_owned());
    let library = app.notes.library.as_ref().ok_or_else(|| format!("the library: {}", none()))?;
    let works = library.works().map_err(|error| error.to_string())?;
    let entries = nested(&works).into_iter().filter_map(|one| {
        let work = works.get(one.work)?;
        let languages: Vec<&str> = work.versions.iter().map(|version| version.language.tag()).collect();
        let title = work.versions.iter().map(|version| version.title.as_str()).find(|title| !title.is_empty());
        // What it is to the one above it comes before its title, which often says the same as that one's.
        let said = one.relation.map(|relation| relation.to_string()).unwrap_or_default();
        let title = title.unwrap_or("");
        let joint = if said.is_empty() || title.is_empty() { "" } else { " · " };
        Some(Entry {
            label: work.name.clone(),
            text: format!("{said}{joint}{title}"),
            level: one.level,
            detail: languages.join(" "),
            action: Action::Open(work.name.clone()),
            ..Entry::default()
        })
    });
    Ok(("Library".to_owned(), entries.collect()))
}

/// A list was left: that from which it was opened is there again. Where nothing is open behind it, the library is, and behind
/// that the program ends.
pub(super) fn left_list(app: &mut App, list: List) {
    if let Some(behind) = list.behind {
        app.overlay = Some(Overlay::List(*behind));
        annotate::renew(app);
        return;
    }
    if !app.book.versions.is_empty() {
        return;
    }
    match list.subject {
        Subject::Library | Subject::Trash => library(app),
        _ => app.effects.push(Effect::Quit),
    }
}

fn quit(app: &mut App) {
    if !app.book.versions.is_empty() {
        app.keep_place();
    }
    app.effects.push(Effect::Quit);
}

/// The program is asked to end: a note that is being written is saved as it is.
pub(super) fn terminate(app: &mut App) {
    if let Some(Overlay::Question(Question { yes: Answer::Discard, no: Some(editor), .. })) = app.overlay.clone() {
        app.overlay = Some(*editor);
    }
    if matches!(app.overlay, Some(Overlay::Note(_)))
        && !annotate::save(app)
        && let Some(Overlay::Note(editor)) = &app.overlay
    {
        app.effects.push(Effect::PutAside(editor.input.text().to_owned()));
    }
    quit(app);
}
