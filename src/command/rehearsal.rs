//! A key before it is pressed: whoever turns a page mostly turns the next one with the same key.

use super::reader_key;
use crate::app::{App, Stage};
use crate::config::{Key, Lookup};

/// Commands that change the [`Stage`] and nothing else while [`App::is_quiet`].
const REHEARSED: &[&str] = &[
    "line_next",
    "line_previous",
    "block_next",
    "block_previous",
    "sentence_next",
    "sentence_previous",
    "half_page_next",
    "half_page_previous",
    "page_next",
    "page_previous",
];

/// Does what `key` does, shows the reader to `see`, and takes it all back; gives how the reader stands after that key. None,
/// and nothing done, where the key does something that cannot be taken back.
pub fn rehearse(app: &mut App, key: Key, see: impl FnOnce(&App)) -> Option<Stage> {
    let Lookup::Command(name) = app.keys.keymap.lookup(&[key]) else { return None };
    if !app.is_quiet() || !REHEARSED.contains(&name) {
        return None;
    }
    let mut stage = app.stage();
    reader_key(app, key);
    app.lay_out();
    see(app);
    app.exchange(&mut stage);
    Some(stage)
}
