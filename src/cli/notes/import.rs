//! `hexapla notes import`.

use std::path::PathBuf;

use anyhow::Context;

use super::Outcome;
use crate::cli::{library, print};
use crate::export::{self, clean};
use crate::import::annotation;
use crate::library::{Imported, Library, Restored, limited, read_file};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla notes import river.json\n  ssh elsewhere hexapla export --to json | hexapla notes import -\n  \
hexapla notes import koreader.json --into river\n\n\
Read are: what `hexapla export --to json` and `--to jsonld` wrote; W3C Web Annotations in JSON-LD and the JSON of\n\
KOReader, whose quotations are looked for in the work that --into names (what is not found is kept as an orphan).\n\
Importing again is harmless: an annotation is known by its id, and the newer form of it stays.\n\n\
The folder backup beside the library has a file for each of the last seven days on which something was written:\n\
any of them can be imported too. It brings the works, their annotations and the corrections of their alignments."
)]
pub(super) struct Args {
    /// The exported file; - for standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// The work, or the files, in which quotations of another program are looked for
    #[arg(long, value_name = "SOURCE")]
    into: Option<String>,
    /// Print one JSON object a line as each annotation is on disk
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let bytes = if args.file == "-" {
        limited(std::io::stdin().lock(), "-")?
    } else {
        read_file(std::path::Path::new(&args.file))?.bytes.into_owned()
    };
    if let Some(restored) = Library::from_backup(&bytes).with_context(|| args.file.clone())? {
        return restore(&restored, args);
    }
    let text = String::from_utf8(bytes).with_context(|| args.file.clone())?;
    if let Some(found) = annotation::read(&text) {
        return super::foreign::run(&found, args.into.as_deref(), args.json).with_context(|| args.file.clone());
    }
    let works = export::read(&text).with_context(|| args.file.clone())?;
    let mut library = library()?;
    let mut any = false;
    for native in &works {
        let mut versions = native.versions();
        if versions.is_empty() {
            continue;
        }
        for version in &mut versions {
            // The file of that content, where it was on this machine; a path of another machine says nothing here.
            let is_there = |path: &PathBuf| read_file(path).is_ok_and(|source| source.hash == version.hash);
            version.path = version.path.take().filter(is_there);
        }
        let wish = Some(native.name()).filter(|name| !name.trim().is_empty());
        let work = library.record_as(&versions, None, wish, native.added())?;
        if let Some(place) = native.place().filter(|_| matches!(library.place(work.id), Ok(None))) {
            library.place_set(work.id, &place)?;
        }
        any = any || native.added();
        for annotation in native.annotations() {
            any = true;
            let (saved, result) = library.annotation_import(work.id, annotation)?;
            say(&saved.id, result, args.json)?;
        }
    }
    Ok(if any { Outcome::Done } else { Outcome::Nothing })
}

/// Says that an annotation is on disk: whoever reads the line may rely on it.
pub(super) fn say(id: &str, result: Imported, json: bool) -> anyhow::Result<()> {
    let result = match result {
        Imported::New => "new",
        Imported::Updated => "updated",
        Imported::Known => "known",
    };
    if json {
        return print(&(clean::json(&serde_json::json!({ "id": id, "result": result }))? + "\n"));
    }
    print(&format!("{} {result}\n", clean::line(id)))
}

/// Brings in what a backup holds: works that were added, and those with annotations or corrections.
fn restore(restored: &Restored, args: &Args) -> anyhow::Result<Outcome> {
    let mut library = library()?;
    let from = &restored.library;
    let mut any = false;
    for work in from.works()? {
        let annotations = from.annotations(work.id)?;
        let corrections = from.corrections_kept(work.id)?;
        if !work.added && annotations.is_empty() && corrections.is_empty() {
            continue;
        }
        any = true;
        let id = library.record_as(&work.versions, None, Some(&work.name), work.added)?.id;
        for annotation in &annotations {
            let (saved, result) = library.annotation_import(id, annotation)?;
            say(&saved.id, result, args.json)?;
        }
        library.correction_exchange(id, &[], &corrections)?;
    }
    match restored.damaged {
        0 => {}
        1 => eprintln!("hexapla: {}: 1 line is damaged and was left out", clean::line(&args.file)),
        count => eprintln!("hexapla: {}: {count} lines are damaged and were left out", clean::line(&args.file)),
    }
    Ok(if any { Outcome::Done } else { Outcome::Nothing })
}
