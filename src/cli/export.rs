//! `hexapla export`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::builder::PossibleValuesParser;

use super::Outcome;
use crate::export::{Annotated, EXPORTERS, collect};
use crate::text::Language;

/// Write annotated excerpts: the quotation, its translations, the note, the tags, the citation.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla export river --to md\n  hexapla export river.en.txt --to md --lang ar,zh --output river.md\n  \
hexapla export --to json --output all.json\n\n\
What is exported as json comes in again with `hexapla notes import`, and lands in the same places."
)]
pub(crate) struct Args {
    /// Files, folders, - for standard input, or the name of a work; nothing exports every annotated work
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(EXPORTERS.iter().map(|one| one.name)))]
    to: String,
    /// The languages of the translations, in this order (default: every version)
    #[arg(long, value_name = "L,L", value_delimiter = ',')]
    lang: Vec<String>,
    /// Write to this file, which is replaced only when everything is written
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let library = super::library()?;
    let exporter = EXPORTERS
        .iter()
        .find(|exporter| exporter.name == args.to)
        .with_context(|| format!("no format is called {}", args.to))?;
    let mut works = Vec::new();
    for (work, versions) in super::notes::chosen(&library, &args.sources)? {
        let annotations = library.annotations(work.id)?;
        if annotations.is_empty() {
            continue;
        }
        let mut annotated = collect(&work, &annotations, &versions);
        if !args.lang.is_empty() {
            choose(&mut annotated, &args.lang);
        }
        works.push(annotated);
    }
    if works.is_empty() {
        eprintln!("hexapla: no annotations to export");
        return Ok(Outcome::Nothing);
    }
    let text = (exporter.write)(&works);
    match &args.output {
        None => super::print(&text)?,
        Some(path) => replace(path, text.as_bytes()).with_context(|| path.display().to_string())?,
    }
    Ok(Outcome::Done)
}

/// Keeps the translations into these languages, in this order.
fn choose(annotated: &mut Annotated, languages: &[String]) {
    let wanted: Vec<Language> = languages.iter().map(|tag| Language::new(tag.trim())).collect();
    let there: Vec<Language> = annotated.work.versions.iter().map(|version| version.language.clone()).collect();
    // `zh` is the version that says `zh`; where there is none, those that say `zh-Hant` and the like.
    let rank = |language: &Language| {
        let close = |one: &Language| one.tag() == language.primary() && !there.contains(one);
        wanted.iter().position(|one| one == language || close(one))
    };
    for excerpt in &mut annotated.excerpts {
        excerpt.translations.retain(|one| rank(&one.language).is_some());
        excerpt.translations.sort_by_key(|one| rank(&one.language));
    }
}

/// Writes a file so that it is the old one or the new one, never a half: a file beside it takes its name when it is on disk.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // Through a link to the file it names; a device or a pipe is written as it is.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = std::fs::metadata(&path).ok();
    if existing.as_ref().is_some_and(|data| !data.is_file()) {
        return std::fs::OpenOptions::new().write(true).open(&path)?.write_all(bytes);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = write_new(&beside, bytes, existing).and_then(|()| std::fs::rename(&beside, &path));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8], existing: Option<std::fs::Metadata>) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    if let Some(existing) = existing {
        file.set_permissions(existing.permissions())?;
    }
    file.sync_all()
}
