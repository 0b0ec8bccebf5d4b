//! `hexapla notes add`.

use super::Outcome;
use crate::cli::{library, print};
use crate::document::Key;
use crate::export::clean;
use crate::import::Hints;
use crate::library::{Annotation, AnnotationKind, Opened, Scope, Target, limited, open_sources, quoted, version_info};
use crate::text::Language;
use anyhow::{Context, bail};

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  hexapla notes add river.en.txt --at 48 --text \"check the figure\"\n  \
hexapla notes add river --lang ar --at \"17(c)\" --quote \"النهر\" --text \"masculine\" --tag grammar\n  \
fmt draft.txt | hexapla notes add river --at annex2:5 --text -\n\n\
Keys stand in the gutter: 48, 48(a), 48+2, I.A, annex2:5, art13:2, fn3.")]
pub(super) struct Args {
    /// A file, a folder, - for standard input, or the name of a work
    #[arg(value_name = "SOURCE")]
    source: String,
    /// The key of the block
    #[arg(long, value_name = "KEY")]
    at: String,
    /// The note; - reads it from standard input
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// The words in the block that the note is on; without it, the whole block
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// Tags; several between commas, or the option again
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',')]
    tags: Vec<String>,
    /// The version to write on, where SOURCE has several
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// Print the annotation as JSON instead of its id
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: Args) -> anyhow::Result<Outcome> {
    if args.source == "-" && args.text == "-" {
        bail!("-: standard input cannot be both the document and the note");
    }
    let mut library = library()?;
    let opened = open_sources(std::slice::from_ref(&args.source), Some(&library), &Hints::default())?;
    let Some(version) = chosen(&opened, args.lang.as_deref()) else {
        let lang = args.lang.unwrap_or_default();
        bail!("{}: has no version in \"{lang}\"", args.source);
    };
    let Some(key) = Key::parse(&args.at) else { bail!("--at {}: not a key", args.at) };
    let Some(block) = version.document.find(&key) else {
        bail!("{}: has no block {key}", version.source.name);
    };
    let text = version.document.blocks.get(block).map_or("", |block| block.text.as_str());
    let range = match &args.quote {
        None => 0..text.len(),
        Some(quote) => match quoted(text, quote) {
            Some(range) => range,
            None => bail!("{}: block {key} does not contain \"{quote}\"", version.source.name),
        },
    };
    let mut body = args.text;
    if body == "-" {
        body = String::from_utf8(limited(std::io::stdin().lock(), "-")?).context("--text -")?;
        body.truncate(body.trim_end().len());
    }
    if body.trim().is_empty() {
        bail!("--text: a note needs a text");
    }
    let tags = args.tags.iter().map(|tag| tag.trim().trim_start_matches('#').to_owned());
    let annotation = Annotation {
        kind: AnnotationKind::Note,
        scope: Scope::Work,
        target: Target::new(&version.document, &version.source.hash, block, range),
        body,
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        ..Annotation::default()
    };
    let infos: Vec<_> = opened.iter().map(|one| version_info(&one.source, &one.document)).collect();
    let work = library.record(&infos, None, false)?;
    let saved = library.annotation_save(work.id, &annotation)?;
    if args.json {
        print(&(clean::json(&saved)? + "\n"))?;
    } else {
        print(&format!("{}\n", saved.id))?;
    }
    Ok(Outcome::Done)
}

/// The version in `lang` (the tag, else its primary part), else the first.
fn chosen<'a>(opened: &'a [Opened], lang: Option<&str>) -> Option<&'a Opened> {
    let Some(lang) = lang else { return opened.first() };
    let wanted = Language::new(lang);
    let exact = opened.iter().find(|one| one.document.language == wanted);
    exact.or_else(|| opened.iter().find(|one| one.document.language.primary() == wanted.primary()))
}
