//! Hexapla reads a text beside its translations in a terminal.
//!
//! # Code map
//! The layers, from the bottom up; a module imports only from layers above it in this list:
//!
//! 1. `text`: Unicode over `&str`: clusters, width, bidi, joining, break opportunities, folding, language.
//! 2. `document`: what was read: [`document::Document`], blocks, spans, keys, positions.
//! 3. `align`: two documents to an [`align::Alignment`], several to an [`align::Grid`].
//! 4. `layout`: a document at a width to rows of cells.
//! 5. `config`: settings, keymap, theme, paths.
//! 6. `import`: bytes to documents.
//! 7. `library`: the SQLite store; the only SQL.
//! 8. `search`: in a document, across versions, in the library.
//! 9. `export`: annotations and excerpts to other programs' formats.
//! 10. `app`: the reader's state: `App`, `Pane`, `Overlay`, `Event`, `Effect`.
//! 11. `command`: the verbs: one registry, read by keymap, palette, help and manual.
//! 12. `ui`: `&App` to cells; changes nothing.
//! 13. `terminal`: raw mode, what comes in, what the terminal is, profiles, frames to bytes, clipboard, restore on every exit.
//! 14. `cli`: one file a subcommand.
//!
//! # Invariants
//! - `text`, `document`, `align` and `layout` know no disk, clock, environment or terminal, and never panic:
//!   any bytes in, a value out, damage as a warning with a place.
//! - A place in a text is a [`document::Position`]; rows and columns are derived from it.
//! - `ui` takes `&App`; nothing is laid out while drawing.
//! - No text of a document reaches the terminal as a control sequence: rows hold visible clusters only.
//! - SQL stands only in `library`, clap only in `cli`, ratatui widgets nowhere for text of documents or people.

pub mod text;

pub mod document;

pub mod align;

pub mod layout;

pub mod config;

pub mod import;

pub mod library;

pub mod search;

pub mod export;

pub mod app;

pub mod command;

pub mod ui;

pub mod terminal;

pub mod cli;
