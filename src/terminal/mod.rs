//! The terminal itself: the main loop, and what the reader asks of the world.

mod clipboard;
mod decode;
mod editor;
mod input;
mod page;
mod paint;
mod probe;
mod profile;
mod rest;
mod screen;
mod signals;
mod visit;
mod worker;

use std::collections::VecDeque;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::app::{App, Effect, Event, Stage};
use crate::command;
use crate::config::{Key, Profile, Theme};
use crate::library::Opened;
use crate::ui;
use decode::Input;
use input::{Keyboard, Silence};
use probe::Probe;
use screen::Screen;
use signals::Signals;
use worker::Worker;

pub use probe::{Decision, Environment, Origin, Wish};
pub use rest::{Make, Rest};
pub use visit::{Examination, Visit, Width};

/// Opens a work of the library by its name, for the library screen: the screen's size is given.
pub type Open<'a> = &'a dyn Fn(&str, (u16, u16)) -> anyhow::Result<App>;

/// How long the loop waits before it looks whether a signal came or the terminal went.
const TICK: Duration = Duration::from_millis(200);

/// How long nothing comes in before time is spent on what may come next.
const SETTLED: Duration = Duration::from_millis(5);

/// The size of the terminal in columns and rows; 80 by 24 when it does not say.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().ok().filter(|(width, height)| *width > 0 && *height > 0).unwrap_or((80, 24))
}

/// The reader's terminal: what is drawn on, what is read from, what is known of it.
struct Desk {
    screen: Screen,
    keyboard: Keyboard,
    worker: Worker,
    probe: Probe,
    /// What came in before the first frame.
    early: VecDeque<Option<Input>>,
    /// The profile that was decided; another one in force is a person's choice.
    decided: Profile,
    /// The key that was pressed last, and how the reader stands when it is pressed again.
    last: Option<Key>,
    rehearsal: Option<(Key, Stage)>,
}

/// Runs the reader until it is left; with `rest`, on the beginning of what is still being read, which makes another reader. The
/// terminal is restored however this ends.
pub fn run(mut app: App, wish: Wish, open: Open<'_>, mut rest: Option<(Rest, Make<'_>)>) -> anyhow::Result<()> {
    let signals = Signals::register()?;
    let mut probe = Probe::new(wish, Environment::of_process());
    let mut screen = Screen::enter(app.settings.mouse)?;
    screen.send(probe.questions(app.settings.theme))?;
    let deadline = Instant::now() + probe::deadline();
    let keyboard = Keyboard::open(signals.woken()?)?;
    let worker = Worker::new(signals.wakes()?);
    if let Some((rest, _)) = &rest {
        rest.wake(signals.wakes()?);
    }
    app.panes.size = screen.size();
    // While the terminal answers, the text is laid out: only `logical` asks for other lines.
    app.lay_out();
    let (early, decided) = (VecDeque::new(), app.profile);
    let mut desk = Desk { screen, keyboard, worker, probe, early, decided, last: None, rehearsal: None };
    // What was aligned before can be fetched in this time, which is nobody's.
    desk.worker.tend(&app);
    desk.hear(deadline);
    desk.probe.wait_for_tmux(deadline);
    desk.decide(&mut app);
    // Sentences that were aligned before are at hand by now.
    while let Some(event) = desk.worker.event() {
        command::handle(&mut app, event);
    }
    app.lay_out();
    desk.draw(&app)?;
    loop {
        let mut dirty = false;
        desk.worker.tend(&app);
        if let Some(event) = signals.event() {
            command::handle(&mut app, event);
            dirty = true;
        }
        if let Some((came, make)) = &rest
            && app.is_idle()
            && let Some(opened) = came.take()
        {
            complete(opened, &mut app, &mut desk, *make);
            rest = None;
            dirty = true;
        }
        if signals.stopped_or_continued() {
            desk.suspend_if(signals.wants_stop())?;
            desk.fit(&mut app);
            dirty = true;
        }
        match if dirty { desk.next(Duration::ZERO) } else { desk.listen(&mut app) } {
            Ok(Some(Input::Event(Event::Key(key)))) if !dirty && desk.is_expected(key) => {
                desk.repeat(&mut app)?;
            }
            Ok(input) => dirty |= desk.take(input, &mut app),
            // A terminal that went away sends no signal to a process that ignores it (nohup): look for oneself.
            Err(Silence::Timeout) if desk.screen.is_gone() => command::handle(&mut app, Event::Terminate),
            Err(Silence::Timeout) => {}
            Err(Silence::Gone) => command::handle(&mut app, Event::Terminate),
        }
        // Everything that is waiting is taken before one frame is drawn.
        while app.effects.is_empty()
            && let Ok(input) = desk.next(Duration::ZERO)
        {
            dirty |= desk.take(input, &mut app);
        }
        for effect in std::mem::take(&mut app.effects) {
            dirty = true;
            if !perform(effect, &mut app, &mut desk, open)? {
                desk.worker.stop();
                desk.settle();
                desk.screen.leave();
                return Ok(());
            }
        }
        if dirty {
            desk.draw(&app)?;
        }
    }
}

impl Desk {
    /// What came in next; `None` for a signal.
    fn next(&mut self, wait: Duration) -> Result<Option<Input>, Silence> {
        self.early.pop_front().map_or_else(|| self.keyboard.next(wait), Ok)
    }

    /// As [`Desk::next`] for a tick; while nothing comes in, what the next key may need is made ready.
    fn listen(&mut self, app: &mut App) -> Result<Option<Input>, Silence> {
        // Not at once: the frame that was just written is still on its way, and whoever brings and reads it needs a processor.
        let mut wait = SETTLED;
        loop {
            match self.next(wait) {
                Err(Silence::Timeout) => {}
                came => return came,
            }
            // Nothing is typed: what was done meanwhile is taken over, which may lay out the screen anew.
            if let Some(event) = self.worker.event() {
                return Ok(Some(Input::Event(event)));
            }
            if app.notes.is_stale() {
                return Ok(Some(Input::Event(Event::Stale)));
            }
            if !app.look_ahead() {
                self.rehearse(app);
                return self.next(TICK);
            }
            wait = Duration::ZERO;
        }
    }

    /// Draws what the screen shows after the last key when it is pressed once more.
    fn rehearse(&mut self, app: &mut App) {
        if self.screen.is_rehearsed() || profile::moves_cells(app.profile) {
            return;
        }
        let Some(key) = self.last else { return };
        let (size, profile) = (app.panes.size, app.profile);
        let stage = command::rehearse(app, key, |app| {
            self.screen.rehearse(size, |buffer| {
                let cursor = ui::draw(app, buffer);
                profile::send(profile, buffer);
                cursor
            });
        });
        self.rehearsal = stage.map(|stage| (key, stage));
    }

    /// Whether `key` is the one whose frame is ready.
    fn is_expected(&self, key: Key) -> bool {
        self.screen.is_rehearsed() && self.rehearsal.as_ref().is_some_and(|(own, _)| *own == key)
    }

    /// Does the expected key.
    fn repeat(&mut self, app: &mut App) -> anyhow::Result<()> {
        if let Some((_, mut stage)) = self.rehearsal.take() {
            app.exchange(&mut stage);
            self.screen.show_rehearsed()?;
        }
        Ok(())
    }

    /// Takes the answers that are still to come, until `deadline`; what else comes in is kept.
    fn hear(&mut self, deadline: Instant) {
        while self.probe.waits() {
            match self.keyboard.next(deadline.saturating_duration_since(Instant::now())) {
                Ok(Some(Input::Answer(answer))) => self.probe.take(answer),
                Ok(input) => self.early.push_back(input),
                Err(_) => break,
            }
        }
    }

    /// Before another program has the terminal: an answer that is on its way would be typed into it.
    fn settle(&mut self) {
        self.hear(Instant::now() + probe::deadline());
    }

    /// Does what the answers say, unless a person said otherwise; gives whether anything changed.
    fn decide(&mut self, app: &mut App) -> bool {
        let before = (app.profile, app.settings.theme);
        let profile = self.probe.decision().profile;
        if app.profile == self.decided {
            app.send_as(profile);
        }
        self.decided = profile;
        if app.settings.theme == Theme::Auto
            && let Some(light) = self.probe.is_light()
        {
            app.settings.theme = if light { Theme::Light } else { Theme::Dark };
        }
        before != (app.profile, app.settings.theme)
    }

    /// Hands what came in to the reader; gives whether there is something to draw.
    fn take(&mut self, input: Option<Input>, app: &mut App) -> bool {
        match input {
            Some(Input::Event(event)) => {
                self.last = match event {
                    Event::Key(key) => Some(key),
                    Event::Progress(..) | Event::Aligned(_) | Event::Learned(_) | Event::Stale => self.last,
                    _ => None,
                };
                command::handle(app, event);
            }
            Some(Input::Answer(answer)) => {
                self.probe.take(answer);
                if !self.decide(app) {
                    return false;
                }
                app.lay_out();
            }
            None => return self.fit(app),
        }
        true
    }

    fn draw(&mut self, app: &App) -> anyhow::Result<()> {
        if self.screen.tell(app.profile)? && app.profile == Profile::Explicit && self.probe.knows_mode() {
            self.probe.expect();
            self.screen.send(profile::EXPLICIT_QUERY)?;
        }
        if profile::moves_cells(app.profile) {
            self.screen.redraw();
        }
        self.screen.draw(app.panes.size, |buffer| {
            let cursor = ui::draw(app, buffer);
            profile::send(app.profile, buffer);
            cursor
        })?;
        Ok(())
    }

    fn suspend_if(&mut self, stop: bool) -> anyhow::Result<()> {
        self.settle();
        self.screen.suspend_if(stop)?;
        Ok(())
    }

    /// Takes over the size of a terminal that was in other hands; gives whether it is another one.
    fn fit(&self, app: &mut App) -> bool {
        let (width, height) = self.screen.size();
        let changed = app.panes.size != (width, height);
        if changed {
            command::handle(app, Event::Resize(width, height));
        }
        changed
    }
}

/// Goes over to the work of that name; `false` when it cannot be opened, and said. From there one comes back to this place,
/// unless it `is_return` itself.
fn go_over(name: &str, app: &mut App, desk: &mut Desk, open: Open<'_>, is_return: bool) -> bool {
    if !app.book.versions.is_empty() {
        app.keep_place();
    }
    let here = app.spot().filter(|_| !is_return);
    match open(name, desk.screen.size()) {
        Ok(mut opened) => {
            desk.worker.stop();
            opened.settings.theme = app.settings.theme;
            opened.send_as(app.profile);
            opened.jumps.origins = app.jumps.origins.iter().cloned().chain(here).collect();
            *app = opened;
            app.lay_out();
            true
        }
        Err(error) => {
            app.fail(format!("{error:#}"));
            false
        }
    }
}

/// Goes on with the whole of what was only begun.
fn complete(opened: anyhow::Result<Vec<Opened>>, app: &mut App, desk: &mut Desk, make: Make<'_>) {
    match opened {
        Ok(opened) => {
            let mut whole = make(opened, desk.screen.size());
            desk.worker.stop();
            whole.settings.theme = app.settings.theme;
            whole.send_as(app.profile);
            whole.go_on(app);
            *app = whole;
            app.lay_out();
        }
        Err(error) => app.fail(format!("only the beginning could be read: {error:#}")),
    }
}

/// Does what the reader asks; `false` ends the program.
fn perform(effect: Effect, app: &mut App, desk: &mut Desk, open: Open<'_>) -> anyhow::Result<bool> {
    match effect {
        Effect::Quit => return Ok(false),
        Effect::Copy(text) => match clipboard::sequence(&text, std::env::var_os("TMUX").is_some()) {
            Some(sequence) => desk.screen.send(&sequence)?,
            None => app.fail("too long for a terminal's clipboard; x exports to a file"),
        },
        Effect::Edit(text) => {
            desk.settle();
            let screen = &mut desk.screen;
            screen.leave();
            let edited = editor::edit(&text);
            screen.come_back()?;
            desk.fit(app);
            command::handle(app, Event::Edited(edited));
        }
        Effect::Open(name) => {
            go_over(&name, app, desk, open, false);
        }
        Effect::OpenAt(name, annotation) => {
            if go_over(&name, app, desk, open, false) {
                command::arrive(app, &annotation);
            }
        }
        Effect::OpenThere(spot) => {
            if go_over(&spot.work, app, desk, open, false) {
                command::come_to(app, &spot);
            }
        }
        Effect::Return(spot) => {
            if go_over(&spot.work, app, desk, open, true) {
                command::come_to(app, &spot);
            }
        }
        Effect::PutAside(note) => {
            desk.screen.leave();
            match editor::put_aside(&note) {
                Ok(path) => eprintln!("hexapla: a note could not be saved; its text is in {}", path.display()),
                Err(error) => eprintln!("hexapla: a note could not be saved: {error}"),
            }
        }
        Effect::Suspend => {
            desk.suspend_if(true)?;
            desk.fit(app);
        }
        Effect::Redraw => desk.screen.redraw(),
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
