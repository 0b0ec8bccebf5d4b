//! The integration tests: one binary, one module a subject.

mod align;
mod cli;
mod guide;
mod harness;
mod hostile;
mod import;
mod layout;
mod library;
mod linebreak;
mod reader;
mod search;
mod terminal;
mod tidy;
