//! The screen: entered, drawn, left; restored on every exit.

use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::Painter;
use super::profile;
use crate::config::Profile;

/// Whether the terminal is ours now; a panic and an exit look here before they restore it.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// The profile the terminal was told of, for the same.
static TOLD: Mutex<Option<Profile>> = Mutex::new(None);
static HOOK: Once = Once::new();

const ENTER: &str = "\x1b[?1049h\x1b[?2004h";
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const LEAVE: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?25h";
const MAIN_SCREEN: &str = "\x1b[?1049l";

/// The terminal as the reader's screen.
pub(super) struct Screen {
    painter: Painter,
    frame: Buffer,
    /// The painter after a frame that may come next, its bytes not sent.
    rehearsed: Option<Painter>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                // What is not drawn by this thread goes on being drawn.
                if std::thread::current().name() == Some(super::worker::NAME) {
                    return;
                }
                restore();
                before(panic);
            }));
        });
        take_over(mouse)?;
        Ok(Self { painter: Painter::default(), frame: Buffer::empty(Rect::ZERO), rehearsed: None, mouse })
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
        // VTE keeps the bidi mode per row and takes it over when a row is cleared.
        self.send(&format!("{undo}{}\x1b[2J", profile::set(profile)))?;
        self.redraw();
        Ok(true)
    }

    /// Draws one frame of `size` cells; `draw` gives the cell of the cursor.
    pub(super) fn draw(
        &mut self,
        size: (u16, u16),
        draw: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        self.rehearsed = None;
        self.fit(size);
        let cursor = draw(&mut self.frame);
        let sent = send(self.painter.paint(&self.frame, cursor));
        // For the next frame, while the terminal reads this one.
        self.frame.reset();
        sent
    }

    /// Paints a frame that may be the next one and keeps its bytes for [`Screen::show_rehearsed`].
    pub(super) fn rehearse(&mut self, size: (u16, u16), draw: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) {
        self.fit(size);
        let cursor = draw(&mut self.frame);
        let mut painter = self.painter.clone();
        painter.paint(&self.frame, cursor);
        self.frame.reset();
        self.rehearsed = Some(painter);
    }

    /// Shows the frame that was rehearsed; `false` when there is none that follows what is on the screen.
    pub(super) fn show_rehearsed(&mut self) -> io::Result<bool> {
        let Some(painter) = self.rehearsed.take() else { return Ok(false) };
        self.painter = painter;
        send(self.painter.output())?;
        Ok(true)
    }

    /// Whether a frame was rehearsed that follows what is on the screen.
    pub(super) fn is_rehearsed(&self) -> bool {
        self.rehearsed.is_some()
    }

    fn fit(&mut self, (width, height): (u16, u16)) {
        let area = Rect::new(0, 0, width, height);
        if self.frame.area != area {
            self.frame.resize(area);
            self.frame.reset();
        }
    }

    /// Sends a sequence that draws nothing.
    pub(super) fn send(&mut self, sequence: &str) -> io::Result<()> {
        send(sequence.as_bytes())
    }

    /// Gives the terminal back.
    pub(super) fn leave(&mut self) {
        restore();
    }

    /// Takes the terminal over again; it must be told of the profile anew, and everything drawn.
    pub(super) fn come_back(&mut self) -> io::Result<()> {
        take_over(self.mouse)?;
        self.redraw();
        Ok(())
    }

    /// Draws everything anew at the next frame.
    pub(super) fn redraw(&mut self) {
        self.rehearsed = None;
        self.painter.forget();
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

/// Writes `bytes` at once: a terminal shows what it has read, be it half a frame. Past the buffer of standard output, which
/// would write a frame line by line; whoever uses that flushes it.
fn send(mut bytes: &[u8]) -> io::Result<()> {
    let output = io::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(&output, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or(&[]),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
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
