//! The terminal itself: the main loop, and what the reader asks of the world.

mod clipboard;
mod editor;
mod input;
mod screen;
mod signals;

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use crate::app::{App, Effect, Event};
use crate::command;
use crate::ui;
use screen::Screen;
use signals::Signals;

/// Opens a work of the library by its name, for the library screen: the screen's size is given.
pub type Open<'a> = &'a dyn Fn(&str, (u16, u16)) -> anyhow::Result<App>;

/// How long the loop waits before it looks whether a signal came.
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
    screen.draw(|buffer| ui::draw(&app, buffer))?;
    loop {
        let mut dirty = false;
        if let Some(event) = signals.event() {
            command::handle(&mut app, event);
            dirty = true;
        }
        if signals.stopped_or_continued() {
            screen.suspend_if(signals.wants_stop())?;
            dirty = true;
        }
        if crossterm::event::poll(if dirty { Duration::ZERO } else { TICK })? {
            // Everything that is waiting is taken before one frame is drawn.
            loop {
                if let Some(event) = input::event(crossterm::event::read()?) {
                    command::handle(&mut app, event);
                    dirty = true;
                }
                if !app.effects.is_empty() || !crossterm::event::poll(Duration::ZERO)? {
                    break;
                }
            }
        }
        for effect in std::mem::take(&mut app.effects) {
            dirty = true;
            if !perform(effect, &mut app, &mut screen, open)? {
                screen.leave();
                return Ok(());
            }
        }
        if dirty {
            screen.draw(|buffer| ui::draw(&app, buffer))?;
        }
    }
}

/// Does what the reader asks; `false` ends the program.
fn perform(effect: Effect, app: &mut App, screen: &mut Screen, open: Open<'_>) -> anyhow::Result<bool> {
    match effect {
        Effect::Quit => return Ok(false),
        Effect::Copy(text) => match clipboard::sequence(&text, std::env::var_os("TMUX").is_some()) {
            Some(sequence) => screen.send(&sequence)?,
            None => app.fail("too long for a terminal's clipboard; x exports to a file"),
        },
        Effect::Edit(text) => {
            screen.leave();
            let edited = editor::edit(&text);
            screen.come_back()?;
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
        Effect::Suspend => screen.suspend_if(true)?,
        Effect::Redraw => screen.redraw()?,
        Effect::Write(path, text) => match write_new(&path, &text) {
            Ok(()) => app.say(format!("written: {}", path.display())),
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
