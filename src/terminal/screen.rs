//! The screen: entered, drawn, left; restored on every exit.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;

use super::profile;
use crate::config::Profile;

/// Whether the terminal is ours now; a panic and an exit look here before they restore it.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// The profile the terminal was told of, for the same.
static TOLD: Mutex<Option<Profile>> = Mutex::new(None);
static HOOK: Once = Once::new();

const ENTER: &str = "\x1b[?1049h\x1b[?2004h";
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// VTE keeps the bidi mode per row and takes it over when a row is cleared: after the mode, before anything is drawn.
const CLEAR: &str = "\x1b[2J\x1b[H";
const LEAVE: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?25h";
const MAIN_SCREEN: &str = "\x1b[?1049l";

type Output = BufWriter<Stdout>;

/// The terminal as the reader's screen.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Output>>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                restore();
                before(panic);
            }));
        });
        take_over(mouse)?;
        let output = BufWriter::with_capacity(1 << 16, io::stdout());
        let terminal = Terminal::new(CrosstermBackend::new(output))?;
        Ok(Self { terminal, mouse })
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> (u16, u16) {
        super::size()
    }

    /// Whether the terminal went away under us.
    pub(super) fn is_gone(&self) -> bool {
        !io::IsTerminal::is_terminal(&io::stdout())
    }

    /// Tells the terminal how right-to-left text will come, when that is news; gives whether it was.
    pub(super) fn tell(&mut self, profile: Profile) -> io::Result<bool> {
        let before = told(Some(profile));
        if before == Some(profile) {
            return Ok(false);
        }
        let undo = before.map(profile::undo).unwrap_or_default();
        self.send(&format!("{undo}{}", profile::set(profile)))?;
        self.redraw()?;
        Ok(true)
    }

    /// Draws one frame; `draw` gives the cell of the cursor.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> io::Result<()> {
        self.terminal.draw(|frame| {
            if let Some(cursor) = draw(frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        Ok(())
    }

    /// Sends a sequence that draws nothing.
    pub(super) fn send(&mut self, sequence: &str) -> io::Result<()> {
        let output = self.terminal.backend_mut();
        output.write_all(sequence.as_bytes())?;
        Write::flush(output)
    }

    /// Gives the terminal back.
    pub(super) fn leave(&mut self) {
        let _ = Write::flush(self.terminal.backend_mut());
        restore();
    }

    /// Takes the terminal over again; it must be told of the profile anew, and everything drawn.
    pub(super) fn come_back(&mut self) -> io::Result<()> {
        take_over(self.mouse)
    }

    /// Draws everything anew at the next frame.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask for the cursor and read the answer itself, past the thread that reads the terminal.
        self.send(CLEAR)?;
        self.terminal.swap_buffers();
        Ok(())
    }

    /// Gives the terminal back, stops the process when `stop`, and takes the terminal over again.
    pub(super) fn suspend_if(&mut self, stop: bool) -> io::Result<()> {
        self.leave();
        if stop {
            super::signals::stop();
        }
        self.come_back()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn take_over(mouse: bool) -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let mut output = io::stdout().lock();
    output.write_all(ENTER.as_bytes())?;
    if mouse {
        output.write_all(MOUSE.as_bytes())?;
    }
    output.flush()
}

/// Keeps which profile the terminal was told of; gives the one before.
fn told(profile: Option<Profile>) -> Option<Profile> {
    std::mem::replace(&mut *TOLD.lock().unwrap_or_else(PoisonError::into_inner), profile)
}

/// Gives the terminal back if it is ours; what cannot be written any more is let go.
fn restore() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut output = io::stdout().lock();
        let undo = told(None).map(profile::undo).unwrap_or_default();
        let _ = output.write_all(format!("{LEAVE}{undo}{MAIN_SCREEN}").as_bytes());
        let _ = output.flush();
        let _ = crossterm::terminal::disable_raw_mode();
    }
}
