//! Text in cells as a person meets it: a screen of mixed scripts, pressed and dragged over, copied, and drawn frame after frame.

mod frames;
mod mixed;
mod pointing;

use hexapla::app::{App, Effect, Event, Mouse};
use hexapla::document::Block;

use crate::reader::desk::Desk;

/// What was copied last.
fn copied(desk: &mut Desk) -> Option<String> {
    match desk.effects().pop() {
        Some(Effect::Copy(text)) => Some(text),
        _ => None,
    }
}

/// Presses the button at one cell, drags to another and copies.
fn drag(desk: Desk, from: (u16, u16), to: (u16, u16)) -> (Desk, Option<String>) {
    let desk = desk.keys("Esc").event(Event::Mouse(Mouse::Press, from.0, from.1));
    let mut desk = desk.event(Event::Mouse(Mouse::Drag, to.0, to.1)).keys("y");
    let text = copied(&mut desk);
    (desk, text)
}

/// The blocks of version `version`.
fn blocks(app: &App, version: usize) -> &[Block] {
    &app.book.versions[version].document.blocks
}

/// The cell at which `shown` begins, read from left to right, where it first is on the screen; blanks do not count.
#[track_caller]
fn cell_of(desk: &Desk, shown: &str) -> (u16, u16) {
    let (buffer, _) = desk.draw();
    let (width, height) = (buffer.area.width, buffer.area.height);
    let inked = |text: String| text.chars().filter(|c| *c != ' ').collect::<String>();
    let wanted = inked(shown.to_owned());
    let begins = |x: u16, y: u16| {
        let rest = inked((x..width).map(|x| buffer[(x, y)].symbol()).collect());
        buffer[(x, y)].symbol() != " " && rest.starts_with(&wanted)
    };
    let found = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).find(|(x, y)| begins(*x, *y));
    found.unwrap_or_else(|| unreachable!("{shown} is not on the screen:\n{}", desk.screen()))
}
