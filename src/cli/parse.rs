//! `hexapla parse`: the document as it was read, for people and for programs.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::document::{Document, Kind};
use crate::export::clean::{self, visible};
use crate::import::Hints;
use crate::library::open_sources;

use super::Outcome;

/// How many characters of a block's text the outline shows.
const FIRST_WORDS: usize = 60;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files, folders, - for standard input, or the names of works
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<String>,
    /// Read it as this format, whatever its name says
    #[arg(long = "as", value_name = "FORMAT")]
    format: Option<String>,
    /// Only these languages, in this order, where there are several versions
    #[arg(long, value_name = "L,L…", value_delimiter = ',')]
    lang: Vec<String>,
    /// Print the whole document as one JSON value (one a line for several sources)
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let hints = Hints { format: args.format.clone(), ..Hints::default() };
    let is_path = |name: &String| name == "-" || std::fs::symlink_metadata(name).is_ok();
    // The library is asked only for names that are no files.
    let library = if args.sources.iter().all(is_path) { None } else { super::library().ok() };
    let opened = open_sources(&args.sources, library.as_ref(), &hints).map_err(plain)?;
    let documents: Vec<&Document> = opened.iter().map(|one| &one.document).collect();
    let order = super::spoken(&documents, &args.lang)?;
    let mut out = std::io::stdout().lock();
    for one in order.into_iter().filter_map(|at| opened.get(at)) {
        if args.json {
            writeln!(out, "{}", clean::json(&one.document)?)?;
            continue;
        }
        out.write_all(outline(&one.document).as_bytes())?;
        let mut said = std::io::stderr().lock();
        for warning in &one.document.warnings {
            let place = match (warning.line, warning.byte) {
                (Some(line), _) => format!("line {line}: "),
                _ => String::new(),
            };
            writeln!(said, "hexapla: {}: {place}{}", visible(&one.source.name), visible(&warning.message))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// "no such file" as a person says it, for the one failure that everybody meets.
fn plain(error: anyhow::Error) -> anyhow::Error {
    let not_found = |e: &std::io::Error| e.kind() == std::io::ErrorKind::NotFound;
    match error.root_cause().downcast_ref::<std::io::Error>() {
        Some(cause) if not_found(cause) && error.chain().count() > 1 => anyhow::anyhow!("{error}: no such file"),
        _ => error,
    }
}

/// One line about the document, then one a block: key, kind and first words between tabs, indented by level.
fn outline(document: &Document) -> String {
    let mut out = String::new();
    let symbol = document.symbol.as_deref().map(|s| format!(" · {}", visible(s))).unwrap_or_default();
    let direction = if document.direction.is_rtl() { "rtl" } else { "ltr" };
    let blocks = document.blocks.len();
    let units = document.units().map(|units| format!(" · {units} units")).unwrap_or_default();
    let _ = writeln!(
        out,
        "# {}{symbol} · {} · {direction} · {} · {blocks} blocks{units}",
        visible(&document.title),
        document.language,
        document.format
    );
    let masthead = document.masthead.said();
    if !masthead.is_empty() {
        let said: Vec<String> = masthead.iter().map(|(name, value)| format!("{name} {}", visible(value))).collect();
        let _ = writeln!(out, "# {}", said.join(" · "));
    }
    for block in &document.blocks {
        let indent = "  ".repeat(usize::from(block.level.saturating_sub(1)));
        let label = if block.label.is_empty() { String::new() } else { format!("{} ", visible(&block.label)) };
        let text = if block.rows.is_empty() {
            visible(&first_words(&block.text))
        } else {
            let columns = block.rows.iter().map(Vec::len).max().unwrap_or(0);
            let head: Vec<String> =
                block.rows.first().into_iter().flatten().map(|c| visible(&first_words(c))).collect();
            format!("[{}×{columns}] {}", block.rows.len(), head.join(" | "))
        };
        let _ = writeln!(out, "{indent}{}\t{}\t{label}{text}", block.key, kind(block.kind));
    }
    out
}

fn first_words(text: &str) -> String {
    let mut chars = text.chars();
    let mut head: String = chars.by_ref().take(FIRST_WORDS).collect();
    if chars.next().is_some() {
        head.push('…');
    }
    head
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Title => "title",
        Kind::Heading => "heading",
        Kind::Paragraph => "paragraph",
        Kind::Item => "item",
        Kind::Table => "table",
        Kind::Quotation => "quotation",
        Kind::Note => "note",
        Kind::Signature => "signature",
        Kind::Metadata => "metadata",
    }
}
