//! The command line: one file a subcommand, one table of them.

mod add;
mod align;
mod doctor;
mod export;
mod keys;
mod layout;
mod list;
mod notes;
mod open;
mod parse;
mod remove;
mod search;
mod show;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};

use crate::config::paths::Paths;
use crate::document::Document;
use crate::export::clean;
use crate::library::Library;
use crate::text::Language;

/// How a command that did not fail ended.
pub(crate) enum Outcome {
    /// Done: exit code 0.
    Done,
    /// Nothing was found: exit code 1.
    Nothing,
}

/// When to colour what is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// When standard output is a terminal and `NO_COLOR` is not set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

const EXAMPLES: &str = "\
Examples:
  hexapla guide                                 the built-in guide, in six languages
  hexapla report.ar.txt report.en.txt           two versions of one work, side by side
  hexapla add reports/                          put a folder into the library
  hexapla show guide --at 14..15 --width 100    print what the panes would show
  hexapla search water report.en.txt --with ar  every match with the Arabic beside it

In the reader ? shows the keys and q leaves. Exit codes: 0 done, 1 nothing found, 2 could not.";

#[derive(Parser)]
#[command(name = "hexapla", version, about, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    open: open::Args,
    /// When to colour what is printed (NO_COLOR turns auto off)
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
}

#[derive(Subcommand)]
enum Command {
    /// Print what the panes would show, row-aligned
    Show(show::Args),
    /// Print the document as read: an outline, or everything with --json
    Parse(parse::Args),
    /// Align two versions, sentence against sentence
    Align(align::Args),
    /// Find a text in documents or in the library
    Search(search::Args),
    /// Put documents into the library
    Add(add::Args),
    /// List the works of the library
    List(list::Args),
    /// Take a work out of the library (the files stay)
    Remove(remove::Args),
    /// List, add, remove or import annotations
    Notes(notes::Args),
    /// Write annotated excerpts in another program's format
    Export(export::Args),
    /// Lay out standard input, one paragraph a line, as the panes do
    Layout(layout::Args),
    /// What this terminal can do, what was decided, and a page to choose by
    Doctor(doctor::Args),
    /// Print the key table
    Keys(keys::Args),
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misused(&error),
    };
    let color = cli.color;
    let outcome = match cli.command {
        None => open::run(cli.open, color),
        Some(Command::Show(args)) => show::run(args, color),
        Some(Command::Parse(args)) => parse::run(args),
        Some(Command::Align(args)) => align::run(args),
        Some(Command::Search(args)) => search::run(args, color),
        Some(Command::Add(args)) => add::run(args),
        Some(Command::List(args)) => list::run(args),
        Some(Command::Remove(args)) => remove::run(args),
        Some(Command::Notes(args)) => notes::run(args),
        Some(Command::Export(args)) => export::run(args),
        Some(Command::Layout(args)) => layout::run(args),
        Some(Command::Doctor(args)) => doctor::run(args),
        Some(Command::Keys(args)) => keys::run(args),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // A message may quote a file name or a document: nothing of it may reach the terminal as a control.
            let line = clean::visible(&format!("{error:#}"));
            let _ = writeln!(std::io::stderr(), "hexapla: {line}");
            ExitCode::from(2)
        }
    }
}

/// Prints the help, the version or what is wrong with the arguments, which the message quotes.
fn misused(error: &clap::Error) -> ExitCode {
    let plain = error.render().to_string();
    let shown = plain.split('\n').map(clean::visible).collect::<Vec<_>>().join("\n");
    if shown == plain {
        let _ = error.print();
    } else {
        let _ = std::io::stderr().write_all(shown.as_bytes());
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// The reader of `head` went away: not a failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = Some(std::io::ErrorKind::BrokenPipe);
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|e| Some(e.kind()) == broken)
            || cause.downcast_ref::<serde_json::Error>().is_some_and(|e| e.io_error_kind() == broken)
    })
}

/// The cells of a line of standard output: the terminal's, else what `COLUMNS` says, else 80.
pub(crate) fn width() -> u16 {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
    if std::io::IsTerminal::is_terminal(&std::io::stdout()) { crate::terminal::size().0 } else { columns.unwrap_or(80) }
}

/// Prints `text` to standard output.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// The places of the documents in the languages that are asked for, in that order: the whole tag, else its primary part. All of
/// them where nothing is asked for.
pub(crate) fn spoken(documents: &[&Document], languages: &[String]) -> anyhow::Result<Vec<usize>> {
    if languages.is_empty() {
        return Ok((0..documents.len()).collect());
    }
    let find = |wanted: &String| {
        let wanted = Language::new(wanted.as_str());
        let exact = documents.iter().position(|document| document.language == wanted);
        let found = exact.or_else(|| documents.iter().position(|document| document.language.primary() == wanted.tag()));
        found.with_context(|| {
            let known: Vec<&str> = documents.iter().map(|document| document.language.tag()).collect();
            format!("no version in {wanted}; there is {}", known.join(", "))
        })
    };
    languages.iter().map(find).collect()
}

/// The library of this person, and on standard error what is to be known of its opening; an error says why it cannot be opened.
pub(crate) fn library() -> anyhow::Result<Library> {
    let paths = Paths::from_environment()
        .ok_or_else(|| anyhow::anyhow!("no home folder is known; set HEXAPLA_HOME to a folder that hexapla may use"))?;
    let library = Library::open(&paths.data)?;
    for warning in library.warnings() {
        eprintln!("hexapla: {}", clean::line(warning));
    }
    Ok(library)
}
