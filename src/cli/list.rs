//! `hexapla list`.

use serde::Serialize;

use super::Outcome;
use crate::export::clean;
use crate::library::{VersionInfo, Work};

/// The works of the library: name, languages, number of annotations, and what is missing.
#[derive(clap::Args, Default)]
#[command(
    after_help = "Examples:\n  hexapla list\n  hexapla list --json\n\nA work is opened by its name: hexapla guide"
)]
pub(crate) struct Args {
    /// Print one JSON array
    #[arg(long)]
    json: bool,
}

/// A work as `--json` prints it.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    name: &'a str,
    added: bool,
    title: &'a str,
    symbol: Option<&'a str>,
    annotations: usize,
    versions: Vec<VersionRow<'a>>,
}

#[derive(Serialize)]
struct VersionRow<'a> {
    language: &'a str,
    title: &'a str,
    symbol: Option<&'a str>,
    hash: &'a str,
    path: Option<String>,
    state: &'static str,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let library = super::library()?;
    let works = library.works()?;
    let mut rows = Vec::with_capacity(works.len());
    for work in &works {
        rows.push(row(work, library.annotation_count(work.id)?));
    }
    if args.json {
        super::print(&(clean::json(&rows)? + "\n"))?;
        return Ok(Outcome::Done);
    }
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0).min(32);
    let mut text = String::new();
    for row in &rows {
        let name = clean::line(row.name);
        let mut line = format!("{name:<width$}  {}", languages(row.versions.iter().map(|version| version.language)));
        match row.annotations {
            0 => {}
            1 => line.push_str("  1 annotation"),
            count => line.push_str(&format!("  {count} annotations")),
        }
        if !row.added {
            line.push_str("  (read, not added)");
        }
        for version in row.versions.iter().filter(|version| version.state == "missing") {
            line.push_str(&format!("  (gone: {})", clean::line(version.path.as_deref().unwrap_or(""))));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    super::print(&text)?;
    Ok(if rows.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// A work with the state of its files: `ok`, `missing`, `unknown` where no path is known, `built-in` for the guide.
pub(super) fn row(work: &Work, annotations: usize) -> Row<'_> {
    let built_in = work.name == crate::library::GUIDE_NAME;
    let version = |version: &'_ VersionInfo| match &version.path {
        _ if built_in => "built-in",
        Some(path) if path.is_file() => "ok",
        Some(_) => "missing",
        None => "unknown",
    };
    Row {
        name: &work.name,
        added: work.added,
        title: work.versions.iter().map(|one| one.title.as_str()).find(|title| !title.is_empty()).unwrap_or(""),
        symbol: work.versions.iter().find_map(|one| one.symbol.as_deref()),
        annotations,
        versions: work
            .versions
            .iter()
            .map(|one| VersionRow {
                language: one.language.tag(),
                title: &one.title,
                symbol: one.symbol.as_deref(),
                hash: &one.hash,
                path: one.path.as_ref().map(|path| path.display().to_string()),
                state: version(one),
            })
            .collect(),
    }
}

/// `ar, en, zh`, each once.
pub(super) fn languages<'a>(tags: impl Iterator<Item = &'a str>) -> String {
    let mut seen: Vec<String> = Vec::new();
    for tag in tags.map(clean::line) {
        if !seen.contains(&tag) {
            seen.push(tag);
        }
    }
    seen.join(", ")
}
