//! `hexapla remove`.

use std::path::Path;

use super::Outcome;
use crate::export::clean;
use crate::library::{GUIDE_NAME, Library, Work, read_file};

/// Take a work out of the library. The files stay where they are.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  hexapla remove river\n  hexapla remove A/68/154 --force\n\n\
A work with annotations is removed only with --force, since they go with it;\n\
keep them first: hexapla export river --to json --output river.json")]
pub(crate) struct Args {
    /// The name of the work, as `hexapla list` prints it, or one of its files
    #[arg(value_name = "WORK")]
    work: String,
    /// Remove its annotations too
    #[arg(long)]
    force: bool,
    /// Print what was removed as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let mut library = super::library()?;
    let Some(work) = find(&library, &args.work)? else {
        eprintln!("hexapla: {}: no work of that name in the library", clean::line(&args.work));
        return Ok(Outcome::Nothing);
    };
    let name = clean::line(&work.name);
    if work.name == GUIDE_NAME {
        anyhow::bail!("{name}: the guide is built in and cannot be removed");
    }
    let annotations = library.annotation_count(work.id)?;
    let corrections = library.correction_count(work.id)?;
    if annotations > 0 && !args.force {
        let noun = if annotations == 1 { "1 annotation".to_owned() } else { format!("{annotations} annotations") };
        anyhow::bail!("{name}: has {noun}, which would be lost; export them first, or remove them too with --force");
    }
    if corrections > 0 && !args.force {
        let noun = if corrections == 1 { "1 correction".to_owned() } else { format!("{corrections} corrections") };
        anyhow::bail!("{name}: has {noun} of its alignment, which would be lost; remove them too with --force");
    }
    library.remove(work.id)?;
    if args.json {
        super::print(&(clean::json(&super::list::row(&work, annotations))? + "\n"))?;
    } else {
        super::print(&format!("removed {name}\n"))?;
    }
    Ok(Outcome::Done)
}

fn find(library: &Library, name: &str) -> anyhow::Result<Option<Work>> {
    if let Some(work) = library.work_named(name)? {
        return Ok(Some(work));
    }
    if !Path::new(name).is_file() {
        return Ok(None);
    }
    let source = read_file(Path::new(name))?;
    Ok(library.work_of(&[&source.hash])?)
}
