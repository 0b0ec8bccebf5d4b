//! What comes into the reader and what it asks of the world.

use std::path::PathBuf;

use super::{Aligned, Learned, Ticket};
use crate::config::Key;

/// Everything that can happen to the reader.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The screen has this many columns and rows now.
    Resize(u16, u16),
    /// The mouse did something at this column and row.
    Mouse(Mouse, u16, u16),
    /// The editor came back with this text; none when it failed, with the reason.
    Edited(Result<String, String>),
    /// Slow work has come this far, from 0 to 1.
    Progress(Ticket, f32),
    /// The sentences of two versions are aligned.
    Aligned(Box<Aligned>),
    /// Which words of two versions go together is learned.
    Learned(Learned),
    /// Another program wrote to the library.
    Stale,
    /// The program is asked to end.
    Terminate,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Press,
    /// It moved with the left button down.
    Drag,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}

/// What the reader asks of the terminal that runs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Put this text on the clipboard, as it is.
    Copy(String),
    /// Edit this text in `$VISUAL` or `$EDITOR`, then send [`Event::Edited`].
    Edit(String),
    /// Open this work of the library.
    Open(String),
    /// Open this work of the library at the annotation of this id.
    OpenAt(String, String),
    /// Open a work of the library at this place of it.
    OpenThere(crate::library::Spot),
    /// Go back to the work from which this one was opened, to this place.
    Return(crate::library::Spot),
    /// Stop the process as Ctrl-Z does in a shell.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Keep this note, which could not be saved, in a file of its own, and say where when the terminal is given back.
    PutAside(String),
    /// Write this text into this file, which must not exist, then say so.
    Write(PathBuf, String),
}
