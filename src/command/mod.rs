//! The verbs of the reader: one registry that keymap, help, prompt and manual read, and the way from a key to a verb.

mod annotate;
mod concordance;
mod copy;
mod correct;
mod family;
mod find;
mod motion;
mod navigate;
mod overlay;
mod pane;
mod pointer;
mod prompt;
mod rehearsal;
mod session;

pub use annotate::arrive;
pub use concordance::come_to;
pub use rehearsal::rehearse;
pub use session::library;

use crate::app::{App, Event, Moved, Overlay};
use crate::config::keys::Named;
use crate::config::{Code, Key, Lookup};

/// One verb.
pub struct Command {
    /// Its name, as the keymap and the `:` prompt spell it.
    pub name: &'static str,
    /// What it does, in one line.
    pub doc: &'static str,
    /// Does it; the number typed before the key is its argument.
    pub run: fn(&mut App, Option<usize>),
}

/// Every command, by topic.
pub const TOPICS: &[(&str, &[Command])] = &[
    ("Moving", motion::COMMANDS),
    ("Panes and layouts", pane::COMMANDS),
    ("Correcting what corresponds", correct::COMMANDS),
    ("Searching", find::COMMANDS),
    ("Going places", navigate::COMMANDS),
    ("Marking and noting", annotate::COMMANDS),
    ("Copying and exporting", copy::COMMANDS),
    ("The program", session::COMMANDS),
];

/// The command of that name.
pub fn named(name: &str) -> Option<&'static Command> {
    TOPICS.iter().flat_map(|(_, commands)| commands.iter()).find(|command| command.name == name)
}

/// The largest number that can be typed before a key.
const MOST: usize = 1_000_000;

/// Takes one event and brings the screen up to date.
pub fn handle(app: &mut App, event: Event) {
    match event {
        Event::Key(key) => {
            if app.overlay.is_some() {
                overlay::key(app, key);
            } else {
                reader_key(app, key);
            }
        }
        Event::Paste(text) => overlay::paste(app, &text),
        Event::Resize(width, height) => {
            app.panes.size = (width, height);
            app.reveal(Moved::Far);
        }
        Event::Mouse(mouse, x, y) => pointer::mouse(app, mouse, x, y),
        Event::Edited(text) => annotate::edited(app, text),
        Event::Progress(ticket, share) => app.progress(ticket, share),
        Event::Aligned(aligned) => app.aligned(*aligned),
        Event::Learned(learned) => app.book.learned(learned),
        Event::Stale => annotate::refresh(app),
        Event::Terminate => session::terminate(app),
    }
    if let Some(Overlay::List(list)) = &mut app.overlay {
        list.reveal(list.room(app.panes.size.1));
    }
    app.lay_out();
}

fn reader_key(app: &mut App, key: Key) {
    app.message = None;
    if std::mem::take(&mut app.keys.wants_mark) {
        match key.code {
            Code::Char(letter) if !key.ctrl && !key.alt && letter.is_alphanumeric() => annotate::mark(app, letter),
            _ => app.say("no mark set"),
        }
        return;
    }
    if key == Key::named(Named::Esc) && app.notes.carried.take().is_some() {
        app.say("it stays where it was");
        return;
    }
    if app.keys.pending.is_empty()
        && let Code::Char(digit @ '0'..='9') = key.code
        && !key.ctrl
        && !key.alt
        && (digit != '0' || app.keys.count.is_some())
    {
        let digit = digit as usize - '0' as usize;
        app.keys.count = Some((app.keys.count.unwrap_or(0) * 10 + digit).min(MOST));
        return;
    }
    app.keys.pending.push(key);
    match app.keys.keymap.lookup(&app.keys.pending) {
        Lookup::Prefix => {}
        Lookup::Command(name) => {
            let command = named(name);
            app.keys.pending.clear();
            let count = app.keys.count.take();
            if let Some(command) = command {
                (command.run)(app, count);
            }
        }
        Lookup::Unbound => {
            let typed = app.keys.pending.iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
            app.keys.pending.clear();
            app.keys.count = None;
            if key != Key::named(Named::Esc) {
                app.say(format!("{typed} does nothing; ? shows the keys"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Keymap;

    #[test]
    fn every_binding_names_a_command_and_every_command_has_a_name_of_its_own() {
        for name in Keymap::defaults().commands() {
            assert!(named(name).is_some(), "{name} is bound and does not exist");
        }
        let mut names: Vec<_> = TOPICS.iter().flat_map(|(_, commands)| commands.iter()).map(|c| c.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
