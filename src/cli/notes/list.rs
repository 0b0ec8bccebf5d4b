//! `hexapla notes list`.

use clap::ValueEnum;
use serde::Serialize;

use super::Outcome;
use crate::cli::{library, print};
use crate::export::clean;
use crate::library::{Annotation, Locators, State};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla notes list\n  hexapla notes list river.ar.txt --json\n  hexapla notes list --state orphan\n\n\
States: ok (where it was), moved (the same text elsewhere), fuzzy (found by likeness), orphan (not found);\n\
unknown when the file is not at hand."
)]
pub(super) struct Args {
    /// Files, folders, - for standard input, or the name of a work; nothing lists the whole library
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// Only those whose place was found like this
    #[arg(long, value_enum, value_name = "STATE")]
    state: Option<Wanted>,
    /// Print one JSON array
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// Where it was
    Ok,
    /// The same text elsewhere
    Moved,
    /// Found by likeness
    Fuzzy,
    /// Not found
    Orphan,
    /// The file is not at hand
    Unknown,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    annotation: &'a Annotation,
    work: &'a str,
    /// The block it stands in now.
    key: &'a str,
    quotation: &'a str,
    state: Option<State>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let library = library()?;
    let mut lines = String::new();
    let mut values = Vec::new();
    for (work, versions) in super::chosen(&library, &args.sources)? {
        let locators = Locators::new(&versions.iter().map(|one| (&one.source, &one.document)).collect::<Vec<_>>());
        for annotation in &library.annotations(work.id)? {
            let found = locators.locate(annotation);
            let state = found.as_ref().map(|found| found.state);
            if args.state.is_some_and(|wanted| wanted != Wanted::of(state)) {
                continue;
            }
            let place = found.and_then(|found| {
                let (block, range) = found.place?;
                let block = versions.get(found.version)?.document.blocks.get(block)?;
                Some((block.key.as_str(), block.text.get(range)?))
            });
            let (key, quotation) = place.unwrap_or((annotation.target.key.as_str(), &annotation.target.exact));
            let row = Row { annotation, work: &work.name, key, quotation, state };
            if args.json {
                values.push(clean::json(&row)?);
            } else {
                lines.push_str(&line(&row));
            }
        }
    }
    let nothing = lines.is_empty() && values.is_empty();
    if args.json {
        print(&format!("[{}]\n", values.join(",\n")))?;
    } else {
        print(&lines)?;
    }
    Ok(if nothing { Outcome::Nothing } else { Outcome::Done })
}

impl Wanted {
    fn of(state: Option<State>) -> Self {
        match state {
            Some(State::Ok) => Self::Ok,
            Some(State::Moved) => Self::Moved,
            Some(State::Fuzzy) => Self::Fuzzy,
            Some(State::Orphan) => Self::Orphan,
            None => Self::Unknown,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Moved => "moved",
            Self::Fuzzy => "fuzzy",
            Self::Orphan => "orphan",
            Self::Unknown => "unknown",
        }
    }
}

/// One line a person can read and `cut` can take apart: id, state, work, key, kind, quotation, note, tags, by tabs.
fn line(row: &Row<'_>) -> String {
    let kind = match row.annotation.highlight {
        Some(highlight) => format!("{} ({})", row.annotation.kind.name(), highlight.name()),
        None => row.annotation.kind.name().to_owned(),
    };
    let tags: Vec<String> = row.annotation.tags.iter().map(|tag| format!("#{tag}")).collect();
    let columns = [
        &row.annotation.id,
        Wanted::of(row.state).name(),
        row.work,
        &format!("¶ {}", row.key),
        &kind,
        &shortened(row.quotation),
        &row.annotation.body,
        &tags.join(" "),
    ];
    let columns: Vec<String> = columns.into_iter().map(clean::line).collect();
    columns.join("\t").trim_end().to_owned() + "\n"
}

/// The first words of a long quotation.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
