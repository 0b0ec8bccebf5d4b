//! The terminal itself: the main loop, and what the reader asks of the world.

mod clipboard;
mod editor;
mod input;
mod paint;
mod screen;
mod signals;

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use crate::app::{App, Effect, Event};
use crate::command;
use crate::ui;
use input::Keyboard;
use screen::Screen;
use signals::Signals;

/// Opens a work of the library by its name, for the library screen: the screen's size is given.
pub type Open<'a> = &'a dyn Fn(&str, (u16, u16)) -> anyhow::Result<App>;

/// How long the loop waits before it looks whether a signal came or the terminal went.
const TICK: Duration = Duration::from_millis(200);

/// The size of the terminal in columns and rows; 80 by 24 when it does not say.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().ok().filter(|(width, height)| *width > 0 && *height > 0).unwrap_or((80, 24))
}

/// Runs the reader until it is left. The terminal is restored however this ends.
pub fn run(mut app: App, open: Open<'_>) -> anyhow::Result<()> {
    let signals = Signals::register()?;
    let mut screen = Screen::enter(app.settings.mouse)?;
    app.panes.size = screen.size();
    app.lay_out();
    screen.draw(app.panes.size, |buffer| ui::draw(&app, buffer))?;
    let keyboard = Keyboard::start();
    loop {
        let mut dirty = false;
        if let Some(event) = signals.event() {
            command::handle(&mut app, event);
            dirty = true;
        }
        if signals.stopped_or_continued() {
            keyboard.paused(|| screen.suspend_if(signals.wants_stop()))?;
            fit(&mut app, &screen);
            dirty = true;
        }
        let waited = keyboard.events.recv_timeout(if dirty { Duration::ZERO } else { TICK });
        match waited {
            Ok(event) => {
                command::handle(&mut app, event);
                dirty = true;
            }
            // A terminal that went away sends no signal to a process that ignores it (nohup): look for oneself.
            Err(RecvTimeoutError::Timeout) if screen.is_gone() => command::handle(&mut app, Event::Terminate),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => command::handle(&mut app, Event::Terminate),
        }
        // Everything that is waiting is taken before one frame is drawn.
        while app.effects.is_empty()
            && let Ok(event) = keyboard.events.try_recv()
        {
            command::handle(&mut app, event);
            // It may be the first: it came after the wait above had ended.
            dirty = true;
        }
        for effect in std::mem::take(&mut app.effects) {
            dirty = true;
            if !perform(effect, &mut app, &mut screen, &keyboard, open)? {
                screen.leave();
                return Ok(());
            }
        }
        if dirty {
            screen.draw(app.panes.size, |buffer| ui::draw(&app, buffer))?;
        }
    }
}

/// Takes over the size of a terminal that was in other hands: nobody told us of a change meanwhile.
fn fit(app: &mut App, screen: &Screen) {
    let (width, height) = screen.size();
    if app.panes.size != (width, height) {
        command::handle(app, Event::Resize(width, height));
    }
}

/// Does what the reader asks; `false` ends the program.
fn perform(
    effect: Effect,
    app: &mut App,
    screen: &mut Screen,
    keyboard: &Keyboard,
    open: Open<'_>,
) -> anyhow::Result<bool> {
    match effect {
        Effect::Quit => return Ok(false),
        Effect::Copy(text) => match clipboard::sequence(&text, std::env::var_os("TMUX").is_some()) {
            Some(sequence) => screen.send(&sequence)?,
            None => app.fail("too long for a terminal's clipboard; x exports to a file"),
        },
        Effect::Edit(text) => {
            let edited = keyboard.paused(|| {
                screen.leave();
                let edited = editor::edit(&text);
                screen.come_back().map(|()| edited)
            })?;
            fit(app, screen);
            command::handle(app, Event::Edited(edited));
        }
        Effect::Open(name) => {
            if !app.book.versions.is_empty() {
                app.keep_place();
            }
            match open(&name, screen.size()) {
                Ok(opened) => {
                    *app = opened;
                    app.lay_out();
                }
                Err(error) => app.fail(format!("{error:#}")),
            }
        }
        Effect::PutAside(note) => {
            screen.leave();
            match editor::put_aside(&note) {
                Ok(path) => eprintln!("hexapla: a note could not be saved; its text is in {}", path.display()),
                Err(error) => eprintln!("hexapla: a note could not be saved: {error}"),
            }
        }
        Effect::Suspend => {
            keyboard.paused(|| screen.suspend_if(true))?;
            fit(app, screen);
        }
        Effect::Redraw => screen.redraw(),
        Effect::Write(path, text) => match write_new(&path, &text) {
            Ok(()) => app.say(format!("written: {}", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                app.fail(format!("{}: there is such a file already; it was left as it is", path.display()));
            }
            Err(error) => app.fail(format!("{}: {error}", path.display())),
        },
    }
    Ok(true)
}

/// Writes a file that must not exist yet.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
