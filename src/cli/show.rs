//! `hexapla show`: what the panes would show, on standard output.

use std::io::Write;

use anyhow::{Context, bail};
use clap::ValueEnum;

use super::{Color, Outcome};
use crate::app::Book;
use crate::document::{Document, Key};
use crate::export::clean;
use crate::import::Hints;
use crate::layout::block::gutter_width;
use crate::layout::print::{self, Order};
use crate::layout::{Geometry, Mode, Options, Typeset};
use crate::library::open_sources;

/// How versions stand to each other.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Layout {
    /// Side by side, rows aligned
    Columns,
    /// Each paragraph with its translations under it
    Stacked,
    /// The first version alone
    Single,
}

/// The order of letters in what is printed.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Letters {
    /// As on a screen that reorders nothing
    #[default]
    Visual,
    /// As read: for programs, and terminals that reorder by themselves
    Logical,
}

/// What to show, and how.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla show guide --at 1..3\n  hexapla show report.ar.txt report.en.txt --at 48 --width 100\n  hexapla show charter.zh.txt --layout single | less"
)]
pub(crate) struct Args {
    /// The versions of one work: files, a folder, - or the name of a work
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<String>,
    /// Only the block of this key, with what belongs to it, or everything from one key to another
    #[arg(long, value_name = "KEY[..KEY]")]
    at: Option<String>,
    /// Read the files as this format, whatever their names and bytes say
    #[arg(long = "as", value_name = "FORMAT")]
    format: Option<String>,
    /// Only these languages, in this order
    #[arg(long, value_name = "L,L…", value_delimiter = ',')]
    lang: Vec<String>,
    /// How versions stand to each other; without it, what fits the width
    #[arg(long, value_enum)]
    layout: Option<Layout>,
    /// Cells of a line; without it, the terminal's, or 80
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=2000))]
    width: Option<u16>,
    /// The order of letters
    #[arg(long, value_enum, default_value_t)]
    order: Letters,
    /// One JSON object a row
    #[arg(long)]
    json: bool,
}

/// What `hexapla SOURCE… | cat` prints.
pub(super) fn plain(sources: Vec<String>, format: Option<String>) -> anyhow::Result<Outcome> {
    let args = Args {
        sources,
        at: None,
        format,
        lang: Vec::new(),
        layout: None,
        width: None,
        order: Letters::Visual,
        json: false,
    };
    run(args, Color::Never)
}

pub(crate) fn run(args: Args, _color: Color) -> anyhow::Result<Outcome> {
    let library = super::library().ok();
    let hints = Hints { format: args.format.clone(), ..Hints::default() };
    let opened = open_sources(&args.sources, library.as_ref(), &hints)?;
    let book = Book::new(opened);
    let order = super::spoken(&book.documents(), &args.lang)?;
    let rows = rows(&book, args.at.as_deref())?;
    let width = args.width.unwrap_or_else(|| if args.json { 80 } else { super::width() });
    let mode = match args.layout {
        Some(Layout::Columns) => Mode::Columns,
        Some(Layout::Stacked) => Mode::Stacked,
        Some(Layout::Single) => Mode::Single,
        None => Mode::fitting(order.len(), width),
    };
    let order = if mode == Mode::Single { order.into_iter().take(1).collect() } else { order };
    let options = Options::default();
    let panes: Vec<_> = order
        .iter()
        .filter_map(|version| book.document(*version))
        .map(|document| (gutter_width(document, &options), document.direction))
        .collect();
    // What is asked for as a width is used: the measure is for a screen.
    let geometry = Geometry::new(mode, width, &panes, if args.width.is_some() { u16::MAX / 8 } else { 72 });
    let mut typeset = Typeset::new(options);
    let documents = book.documents();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let printed = match args.order {
        Letters::Visual => Order::Visual,
        Letters::Logical => Order::Logical,
    };
    let mut first = true;
    for row in rows {
        let Some(grid_row) = book.grid().rows.get(row) else { continue };
        if order.iter().all(|version| grid_row.blocks.get(*version).is_none_or(std::ops::Range::is_empty)) {
            continue;
        }
        let lines = typeset.row(&documents, grid_row, &order, &geometry, &|_| true, &|_, _| Vec::new());
        let text = |version: usize, block: usize| book.block(version, block).map_or("", |b| b.text.as_str());
        let lines = print::lines(&lines, &geometry, printed, &text);
        if args.json {
            writeln!(out, "{}", clean::json(&json(&book, &order, row, &lines))?)?;
            continue;
        }
        if !first {
            writeln!(out, "{}", print::blank(&geometry))?;
        }
        first = false;
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn json(book: &Book, order: &[usize], row: usize, lines: &[String]) -> serde_json::Value {
    let cell = |version: &usize| {
        let blocks = book.grid().rows.get(row).and_then(|row| row.blocks.get(*version)).cloned().unwrap_or(0..0);
        let document = book.document(*version);
        let blocks: Vec<_> = blocks
            .filter_map(|block| document?.blocks.get(block))
            .map(|block| serde_json::json!({ "key": block.key, "kind": block.kind, "text": block.text }))
            .collect();
        serde_json::json!({ "language": document.map(|d| d.language.clone()), "blocks": blocks })
    };
    let score = book.grid().rows.get(row).map(|row| row.score);
    serde_json::json!({ "row": row, "score": score, "cells": order.iter().map(cell).collect::<Vec<_>>(), "lines": lines })
}

/// The rows of the grid that `at` names: a block and what belongs to it, a range, or all.
fn rows(book: &Book, at: Option<&str>) -> anyhow::Result<std::ops::Range<usize>> {
    let Some(at) = at else { return Ok(0..book.grid().rows.len()) };
    let (from, to) = at.split_once("..").unwrap_or((at, at));
    let first = place(book, from)?;
    let last = place(book, to)?;
    let mut start = usize::MAX;
    let mut end = 0;
    for (version, document) in book.documents().into_iter().enumerate() {
        let (Some(own_first), Some(own_last)) = (document.find(&first), document.find(&last)) else { continue };
        let belongs = belonging(document, own_last);
        if let (Some(a), Some(b)) = (book.grid().row_of(version, own_first), book.grid().row_of(version, belongs)) {
            start = start.min(a);
            end = end.max(b + 1);
        }
    }
    if start >= end {
        bail!("{at}: the second key stands before the first");
    }
    Ok(start..end)
}

fn place(book: &Book, typed: &str) -> anyhow::Result<Key> {
    let key = Key::parse(typed)
        .with_context(|| format!("{typed} is not a key; keys look like 48, 48(a), I.A, annex2:5, art13:2"))?;
    let found = book.documents().iter().any(|document| document.find(&key).is_some());
    if !found {
        bail!("no paragraph is called {typed}; `hexapla parse` lists the keys");
    }
    Ok(key)
}

/// The last block that belongs to block `block`: for `art13` its paragraphs, for `48` its items and what stands under it.
fn belonging(document: &Document, block: usize) -> usize {
    let Some(key) = document.blocks.get(block).map(|block| block.key.as_str().to_owned()) else { return block };
    let own =
        |other: &Key| other.as_str().strip_prefix(&key).is_some_and(|rest| rest.starts_with(['(', '+', ':', '.']));
    let mut last = block;
    for (index, other) in document.blocks.iter().enumerate().skip(block + 1) {
        if !own(&other.key) {
            break;
        }
        last = index;
    }
    last
}
