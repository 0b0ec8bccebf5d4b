//! `hexapla notes import`.

use anyhow::Context;

use super::Outcome;
use crate::cli::{library, print};
use crate::export::{self, clean};
use crate::library::{Imported, limited, read_file};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla notes import river.json\n  ssh elsewhere hexapla export --to json | hexapla notes import -\n\n\
Importing again is harmless: an annotation is known by its id, and the newer form of it stays."
)]
pub(super) struct Args {
    /// The exported file; - for standard input
    #[arg(value_name = "FILE")]
    file: String,
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
    let text = String::from_utf8(bytes).with_context(|| args.file.clone())?;
    let works = export::read(&text).with_context(|| args.file.clone())?;
    let mut library = library()?;
    let mut any = false;
    for native in &works {
        let versions = native.versions();
        if versions.is_empty() {
            continue;
        }
        let wish = Some(native.name()).filter(|name| !name.trim().is_empty());
        let work = library.record_as(&versions, None, wish, false)?;
        for annotation in native.annotations() {
            any = true;
            let (saved, result) = library.annotation_import(work.id, annotation)?;
            let result = match result {
                Imported::New => "new",
                Imported::Updated => "updated",
                Imported::Known => "known",
            };
            // Said only now that it is on disk: whoever reads this line may rely on it.
            if args.json {
                print(&(clean::json(&serde_json::json!({ "id": saved.id, "result": result }))? + "\n"))?;
            } else {
                print(&format!("{} {result}\n", clean::line(&saved.id)))?;
            }
        }
    }
    Ok(if any { Outcome::Done } else { Outcome::Nothing })
}
