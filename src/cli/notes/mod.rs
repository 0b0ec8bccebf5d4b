//! `hexapla notes`.

mod add;
mod foreign;
mod import;
mod list;
mod place;
mod trash;

use std::path::Path;

use super::Outcome;
use crate::export::clean;
use crate::import::Hints;
use crate::library::{Library, Opened, Work, open_sources, open_work, version_info};

/// Annotations: list them, write one, remove one, bring in an exported file.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla notes list river\n  hexapla notes add river.en.txt --at 48 --text \"check the figure\" --quote \"86,600 km²\" --tag figures\n  \
hexapla notes remove 0b1f6c5e2a7d9c34\n  hexapla notes import river.json\n  \
hexapla notes list --state orphan\n  hexapla notes move 0b1f6c5e2a7d9c34 --at 49 --quote \"86,600\""
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// List annotations and how surely their places were found
    List(list::Args),
    /// Write a note on a block, or on a quotation in it
    Add(add::Args),
    /// Remove annotations by their ids (`notes trash --restore` brings them back)
    Remove(Remove),
    /// Put an annotation on another place, an orphan back on its own
    Move(place::Args),
    /// Bring in the annotations of an export, of a backup, or of another program
    Import(import::Args),
    /// List what was removed; bring it back, or delete it for good
    Trash(trash::Args),
    /// List the earlier forms of an annotation; bring one back
    History(trash::History),
}

#[derive(clap::Args)]
struct Remove {
    /// The ids that `notes list` and `notes add` print
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.command {
        Command::List(args) => list::run(&args),
        Command::Add(args) => add::run(args),
        Command::Remove(args) => remove(&args),
        Command::Move(args) => place::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Trash(args) => trash::run(&args),
        Command::History(args) => trash::history(&args),
    }
}

fn remove(args: &Remove) -> anyhow::Result<Outcome> {
    let mut library = super::library()?;
    let mut missing = false;
    for id in &args.ids {
        let removed = library.annotation_remove(id)?;
        if args.json {
            super::print(&(clean::json(&serde_json::json!({ "id": id, "removed": removed }))? + "\n"))?;
        } else if removed {
            super::print(&format!("{}\n", clean::line(id)))?;
        }
        if !removed {
            missing = true;
            eprintln!("hexapla: {}: no annotation has this id", clean::line(id));
        }
    }
    Ok(if missing { Outcome::Nothing } else { Outcome::Done })
}

/// The work that `sources` name, and its versions at hand, those named first. A work of the library needs no file to be at
/// hand. No work: these files were never read here.
pub(crate) fn resolve(library: &Library, sources: &[String]) -> anyhow::Result<(Option<Work>, Vec<Opened>)> {
    if let [name] = sources
        && !Path::new(name).exists()
        && let Some(work) = library.work_named(name)?
    {
        let shelved = open_work(&work, Vec::new());
        return Ok((Some(work), shelved.versions));
    }
    let opened = open_sources(sources, Some(library), &Hints::default())?;
    let infos: Vec<_> = opened.iter().map(|one| version_info(&one.source, &one.document)).collect();
    let work = library.work_for(&infos)?;
    let versions = match &work {
        Some(work) => open_work(work, opened).versions,
        None => opened,
    };
    Ok((work, versions))
}

/// Every work that has annotations, or the one that `sources` name.
pub(crate) fn chosen(library: &Library, sources: &[String]) -> anyhow::Result<Vec<(Work, Vec<Opened>)>> {
    if !sources.is_empty() {
        let (work, versions) = resolve(library, sources)?;
        return Ok(work.map(|work| (work, versions)).into_iter().collect());
    }
    let mut chosen = Vec::new();
    for work in library.works()? {
        if library.annotation_count(work.id)? > 0 {
            let versions = open_work(&work, Vec::new()).versions;
            chosen.push((work, versions));
        }
    }
    Ok(chosen)
}
