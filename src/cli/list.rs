//! `hexapla list`.

use serde::Serialize;

use super::Outcome;
use crate::document::Masthead;
use crate::document::symbol::{is_same, relation};
use crate::export::clean;
use crate::library::{VersionInfo, Work, nested};

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
    #[serde(flatten)]
    masthead: &'a Masthead,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<RelationRow>,
    annotations: usize,
    versions: Vec<VersionRow<'a>>,
}

/// What a symbol says that a work is to another one.
#[derive(Serialize)]
struct RelationRow {
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    number: String,
    symbol: String,
    /// The name of the other work, where the library has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<String>,
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
    let nested = nested(&works);
    let mut rows = Vec::with_capacity(works.len());
    for one in &nested {
        let Some(work) = works.get(one.work) else { continue };
        let mut row = row(work, library.annotation_count(work.id)?);
        if let Some(relation) = &mut row.relation {
            let above = works.iter().find(|work| work.symbol().is_some_and(|own| is_same(own, &relation.symbol)));
            relation.work = above.filter(|above| above.id != work.id).map(|above| above.name.clone());
        }
        rows.push(row);
    }
    if args.json {
        super::print(&(clean::json(&rows)? + "\n"))?;
        return Ok(Outcome::Done);
    }
    let indent = |at: usize| nested.get(at).map_or(0, |one| 2 * usize::from(one.level.min(6)));
    let widths = rows.iter().enumerate().map(|(at, row)| indent(at) + row.name.chars().count());
    let width = widths.max().unwrap_or(0).min(32);
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        let name = format!("{}{}", " ".repeat(indent(at)), clean::line(row.name));
        let mut line = format!("{name:<width$}  {}", languages(row.versions.iter().map(|version| version.language)));
        if let Some(relation) = nested.get(at).and_then(|one| one.relation.as_ref()) {
            line.push_str(&format!("  {}", clean::line(&relation.to_string())));
        }
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

/// What the mastheads of its versions say: that of the first which says something.
fn masthead(work: &Work) -> &Masthead {
    static NOTHING: std::sync::LazyLock<Masthead> = std::sync::LazyLock::new(Masthead::default);
    work.versions.iter().map(|one| &one.masthead).find(|masthead| !masthead.is_empty()).unwrap_or(&NOTHING)
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
        symbol: work.symbol(),
        masthead: masthead(work),
        relation: work.symbol().and_then(relation).map(|own| RelationRow {
            kind: own.descent.to_string(),
            number: own.number,
            symbol: own.parent,
            work: None,
        }),
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
