//! Bytes of the terminal to events: keys, pastes, the mouse, and the terminal's answers, whatever comes in whatever pieces.
//!
//! One reader for all of them, from the first byte on: an answer that comes late, cut, twice or unasked is never taken for
//! keys, and a key that is typed ahead of an answer is not lost.

mod sequence;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::app::Event;
use crate::config::keys::Named;
use crate::config::{Code, Key};

/// What the terminal says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// DECRQM of mode 8 (bidi): 0 unknown, 1 implicit, 2 explicit; others are noise.
    Bidi(u16),
    /// XTVERSION: name and version, printable ASCII only.
    Name(String),
    /// OSC 11: red, green and blue of the background, each of 65535.
    Background([u16; 3]),
    /// DA1, which every terminal answers: what was asked before it is answered or will not be.
    Attributes,
    /// The row and column of the cursor, 1-based, row 2 and below (row 1 looks like a function key).
    Cursor(u16, u16),
}

/// One thing that came in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Input {
    /// Something for the reader.
    Event(Event),
    /// Something about the terminal.
    Answer(Answer),
}

/// Most bytes kept of a sequence; a longer one is thrown away as it comes.
const LONGEST: usize = 4096;
/// Most bytes of one paste; a longer one comes in pieces.
const LONGEST_PASTE: usize = 1 << 20;
/// How long the bytes after an escape may take before it was the Esc key.
const KEY_GAP: Duration = Duration::from_millis(50);
/// How long the rest of what no person types may take.
const SEQUENCE_GAP: Duration = Duration::from_secs(1);
/// Ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

const ESC: u8 = 0x1B;

/// Turns bytes into input, keeping what is not whole yet.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
    /// The text of a paste that has not ended.
    paste: Option<Vec<u8>>,
    /// What is pending was cut: the rest of the sequence is thrown away up to its end.
    cut: bool,
}

/// What the first bytes that are pending turned out to be.
enum Step {
    /// The first so many bytes, and what they mean.
    Done(usize, Option<Input>),
    /// A paste begins after so many bytes.
    Paste(usize),
    /// More bytes decide.
    More,
}

impl Decoder {
    /// Takes what was read.
    pub(super) fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        self.pending.extend_from_slice(bytes);
        let mut start = 0;
        loop {
            if self.paste.is_some() {
                start += self.pasted(start, out);
                if self.paste.is_some() {
                    break;
                }
            }
            let rest = self.pending.get(start..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            match step(rest) {
                Step::Done(length, input) => {
                    if !std::mem::take(&mut self.cut) {
                        out.extend(input);
                    }
                    start += length.max(1);
                }
                Step::Paste(length) => {
                    start += length;
                    self.cut = false;
                    self.paste = Some(Vec::new());
                }
                Step::More => break,
            }
        }
        self.pending.drain(..start.min(self.pending.len()));
        if self.paste.is_none() && self.pending.len() > LONGEST {
            // Its head tells what ends it, and its last byte may be the first half of that.
            let last = self.pending.last().copied();
            self.pending.truncate(2);
            self.pending.extend(last.filter(|last| *last == ESC));
            self.cut = true;
        }
    }

    /// How long to wait for the rest of what has begun; none when nothing has.
    pub(super) fn waits(&self) -> Option<Duration> {
        match self.pending.as_slice() {
            [] if self.paste.is_none() => None,
            [ESC] | [ESC, _] if self.paste.is_none() && !self.cut => Some(KEY_GAP),
            _ => Some(SEQUENCE_GAP),
        }
    }

    /// The rest did not come: an escape was the Esc key, an escape and a letter that letter with Alt; anything longer was no
    /// key and is thrown away. A paste without end is given as it is.
    pub(super) fn give_up(&mut self, out: &mut Vec<Input>) {
        let pending = std::mem::take(&mut self.pending);
        if let Some(mut text) = self.paste.take() {
            text.extend_from_slice(&pending);
            out.push(paste(&text));
            return;
        }
        match pending.as_slice() {
            _ if std::mem::take(&mut self.cut) => {}
            [ESC] => out.push(key(Code::Named(Named::Esc))),
            [ESC, byte] if byte.is_ascii_graphic() => {
                let code = Code::Char(char::from(*byte));
                out.push(Input::Event(Event::Key(Key { code, ctrl: false, alt: true })));
            }
            _ => {}
        }
    }

    /// Takes the text of a paste from `start` on; gives how many bytes were taken.
    fn pasted(&mut self, start: usize, out: &mut Vec<Input>) -> usize {
        let rest = self.pending.get(start..).unwrap_or_default();
        let Some(text) = &mut self.paste else { return 0 };
        if let Some(end) = memchr::memmem::find(rest, PASTE_END) {
            text.extend_from_slice(rest.get(..end).unwrap_or_default());
            out.push(paste(text));
            self.paste = None;
            return end + PASTE_END.len();
        }
        // The end may have begun.
        let begun = (1..PASTE_END.len()).rev().find(|length| rest.ends_with(&PASTE_END[..*length])).unwrap_or(0);
        let taken = rest.len() - begun;
        text.extend_from_slice(rest.get(..taken).unwrap_or_default());
        if text.len() > LONGEST_PASTE {
            // Whole characters only; what is left of the last one begins the next piece.
            let whole = std::str::from_utf8(text).map_or_else(|error| error.valid_up_to(), str::len);
            let whole = if text.len() - whole < 4 { whole } else { text.len() };
            let next = text.split_off(whole);
            out.push(paste(text));
            *text = next;
        }
        taken
    }
}

fn paste(text: &[u8]) -> Input {
    Input::Event(Event::Paste(String::from_utf8_lossy(text).into_owned()))
}

/// A key without modifiers.
fn key(code: Code) -> Input {
    Input::Event(Event::Key(Key { code, ctrl: false, alt: false }))
}

/// What `bytes`, of which there is at least one, begin with.
fn step(bytes: &[u8]) -> Step {
    match bytes {
        [ESC] => Step::More,
        [ESC, ESC, ..] => Step::Done(1, Some(key(Code::Named(Named::Esc)))),
        [ESC, b'[', rest @ ..] => sequence::control(rest),
        [ESC, b'O', rest @ ..] => sequence::single_shift(rest),
        // DCS, OSC, SOS, PM, APC: a text up to ST.
        [ESC, b'P' | b']' | b'X' | b'^' | b'_', rest @ ..] => sequence::text(bytes[1], rest),
        [ESC, rest @ ..] => match step(rest) {
            Step::Done(length, Some(Input::Event(Event::Key(key)))) => {
                Step::Done(length + 1, Some(Input::Event(Event::Key(Key { alt: true, ..key }))))
            }
            Step::Done(length, input) => Step::Done(length + 1, input),
            other => other,
        },
        [b'\r', ..] => Step::Done(1, Some(key(Code::Named(Named::Enter)))),
        [b'\t', ..] => Step::Done(1, Some(key(Code::Named(Named::Tab)))),
        [0x7F, ..] => Step::Done(1, Some(key(Code::Named(Named::Backspace)))),
        [0, ..] => Step::Done(1, Some(Input::Event(Event::Key(Key::ctrl(' '))))),
        [byte @ 0x01..=0x1A, ..] => Step::Done(1, Some(ctrl(byte - 1 + b'a'))),
        [byte @ 0x1C..=0x1F, ..] => Step::Done(1, Some(ctrl(byte - 0x1C + b'4'))),
        [byte @ 0x20..=0x7E, ..] => Step::Done(1, Some(key(Code::Char(char::from(*byte))))),
        _ => character(bytes),
    }
}

fn ctrl(letter: u8) -> Input {
    Input::Event(Event::Key(Key::ctrl(char::from(letter))))
}

/// A character of several bytes; what is none is left out.
fn character(bytes: &[u8]) -> Step {
    let length = match bytes.first() {
        Some(0xC2..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xF4) => 4,
        _ => return Step::Done(1, None),
    };
    let whole = bytes.get(..length.min(bytes.len())).unwrap_or_default();
    match std::str::from_utf8(whole) {
        Ok(text) => Step::Done(length, text.chars().next().filter(|c| !c.is_control()).map(|c| key(Code::Char(c)))),
        Err(error) if error.error_len().is_none() => Step::More,
        Err(error) => Step::Done(error.error_len().unwrap_or(1), None),
    }
}
