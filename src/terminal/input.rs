//! The terminal's events as the reader's, read on a thread of their own.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use crate::app::{Event, Mouse};
use crate::config::keys::Named;
use crate::config::{Code, Key};

/// How long the thread holds the terminal before it looks whether somebody else wants it.
const HOLD: Duration = Duration::from_millis(200);

/// The thread that reads keys. The main loop never waits in a read: when a terminal hangs up, a read may not come back.
pub(super) struct Keyboard {
    /// What happened.
    pub events: Receiver<Event>,
    terminal: Arc<Mutex<()>>,
    wanted: Arc<AtomicBool>,
}

impl Keyboard {
    /// Starts reading.
    pub(super) fn start() -> Self {
        let (sender, events) = channel();
        let terminal = Arc::new(Mutex::new(()));
        let wanted = Arc::new(AtomicBool::new(false));
        let (held, asked) = (Arc::clone(&terminal), Arc::clone(&wanted));
        std::thread::spawn(move || {
            loop {
                // A mutex is not fair: without the flag this thread would take it again before a waiting one wakes up.
                while asked.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(5));
                }
                match next(&held) {
                    Ok(Some(event)) => match sender.send(event) {
                        Ok(()) => {}
                        Err(_) => return,
                    },
                    Ok(None) => {}
                    Err(_) => return,
                }
            }
        });
        Self { events, terminal, wanted }
    }

    /// Runs `act` while nobody reads from the terminal: another program has it.
    pub(super) fn paused<T>(&self, act: impl FnOnce() -> T) -> T {
        self.wanted.store(true, Ordering::SeqCst);
        let done = {
            let _own = self.terminal.lock().unwrap_or_else(PoisonError::into_inner);
            act()
        };
        self.wanted.store(false, Ordering::SeqCst);
        done
    }
}

/// The next event, when one comes while the terminal is held.
fn next(terminal: &Mutex<()>) -> std::io::Result<Option<Event>> {
    let _own = terminal.lock().unwrap_or_else(PoisonError::into_inner);
    match event::poll(HOLD) {
        Ok(true) => event::read().map(self::event),
        Ok(false) => Ok(None),
        Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Ok(None),
        Err(error) => Err(error),
    }
}

/// What `event` means for the reader; none for what it does not care about.
pub(super) fn event(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => self::key(key).map(Event::Key),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(width, height) => Some(Event::Resize(width, height)),
        event::Event::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Mouse::Press,
                MouseEventKind::Drag(MouseButton::Left) => Mouse::Drag,
                MouseEventKind::ScrollUp => Mouse::WheelUp,
                MouseEventKind::ScrollDown => Mouse::WheelDown,
                _ => return None,
            };
            Some(Event::Mouse(what, mouse.column, mouse.row))
        }
        _ => None,
    }
}

fn key(key: event::KeyEvent) -> Option<Key> {
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(n) => Code::F(n),
        KeyCode::Enter => Code::Named(Named::Enter),
        KeyCode::Esc => Code::Named(Named::Esc),
        KeyCode::Tab => Code::Named(Named::Tab),
        KeyCode::BackTab => Code::Named(Named::BackTab),
        KeyCode::Backspace => Code::Named(Named::Backspace),
        KeyCode::Delete => Code::Named(Named::Delete),
        KeyCode::Up => Code::Named(Named::Up),
        KeyCode::Down => Code::Named(Named::Down),
        KeyCode::Left => Code::Named(Named::Left),
        KeyCode::Right => Code::Named(Named::Right),
        KeyCode::Home => Code::Named(Named::Home),
        KeyCode::End => Code::Named(Named::End),
        KeyCode::PageUp => Code::Named(Named::PageUp),
        KeyCode::PageDown => Code::Named(Named::PageDown),
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
    })
}
