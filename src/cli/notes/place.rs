//! `hexapla notes move`: an annotation put on a place by hand.

use anyhow::bail;

use super::Outcome;
use crate::cli::{library, print};
use crate::document::Key;
use crate::export::clean;
use crate::import::Hints;
use crate::library::{Opened, Target, open_sources, open_work, quoted, version_info};
use crate::text::Language;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla notes list --state orphan\n  hexapla notes move 0b1f6c5e2a7d9c34 --at 49\n  \
hexapla notes move 0b1f6c5e2a7d9c34 --at \"17(c)\" --quote \"86,600 km²\" --lang en\n\n\
Without --quote it stands on the words it was on, where the block has them, else on the whole block. The note, the tags\n\
and the id stay; `hexapla notes history` has the earlier place."
)]
pub(super) struct Args {
    /// The id that `notes list` prints
    #[arg(value_name = "ID")]
    id: String,
    /// The key of the block
    #[arg(long, value_name = "KEY")]
    at: String,
    /// The words in the block
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// The version, where the work has several (default: the one it was made in, else one in its language)
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// A file of the work, where the library does not know where it is
    #[arg(long, value_name = "SOURCE")]
    of: Option<String>,
    /// Print the annotation as JSON instead of its id
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut library = library()?;
    let Some((work, annotation)) = library.annotation(&args.id)? else {
        eprintln!("hexapla: {}: no annotation has this id", clean::line(&args.id));
        return Ok(Outcome::Nothing);
    };
    let given = match &args.of {
        None => Vec::new(),
        Some(source) => open_sources(std::slice::from_ref(source), Some(&library), &Hints::default())?,
    };
    let infos: Vec<_> = given.iter().map(|one| version_info(&one.source, &one.document)).collect();
    let versions = match library.work(work)? {
        Some(work) => open_work(&work, given).versions,
        None => given,
    };
    let Some(version) = chosen(&versions, &annotation.target, args.lang.as_deref()) else {
        bail!("{}: no file of its work is at hand; name one with --of", args.id);
    };
    let Some(key) = Key::parse(&args.at) else { bail!("--at {}: not a key", args.at) };
    let Some(block) = version.document.find(&key) else {
        bail!("{}: has no block {key}", version.source.name);
    };
    let text = version.document.blocks.get(block).map_or("", |block| block.text.as_str());
    let range = match &args.quote {
        None => None,
        Some(quote) => match quoted(text, quote) {
            Some(range) => Some(range),
            None => bail!("{}: block {key} does not contain \"{quote}\"", version.source.name),
        },
    };
    let placed = annotation.put(&version.document, &version.source.hash, block, range);
    if !infos.is_empty() {
        library.record(&infos, None, false)?;
    }
    let saved = library.annotation_save(work, &placed)?;
    if args.json {
        print(&(clean::json(&saved)? + "\n"))?;
    } else {
        print(&format!("{}\n", clean::line(&saved.id)))?;
    }
    Ok(Outcome::Done)
}

/// The version in the language that is asked for; else the one that the annotation was made in, else one in its language.
fn chosen<'a>(versions: &'a [Opened], target: &Target, lang: Option<&str>) -> Option<&'a Opened> {
    let of = |wanted: &Language| {
        let exact = versions.iter().find(|one| one.document.language == *wanted);
        exact.or_else(|| versions.iter().find(|one| one.document.language.primary() == wanted.primary()))
    };
    match lang {
        Some(lang) => of(&Language::new(lang)),
        None => {
            let own = versions.iter().find(|one| one.source.hash == target.hash);
            own.or_else(|| of(&target.language)).or(versions.first())
        }
    }
}
