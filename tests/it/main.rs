//! The integration tests: one binary, one module a subject.

mod align;
mod align_documents;
mod align_formats;
mod align_gold;
mod align_words;
mod cells;
mod cli;
mod conformance;
mod dice;
mod guide;
mod harness;
mod hostile;
mod import;
mod invariant;
mod joining;
mod layout;
mod library;
mod linebreak;
mod oracle;
mod property;
mod reader;
mod search;
mod terminal;
mod tidy;
mod unicode;
mod vectors;
