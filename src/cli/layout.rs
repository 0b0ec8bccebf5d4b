//! `hexapla layout`.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};

use clap::ValueEnum;
use serde::Serialize;

use super::Outcome;
use crate::export::clean;
use crate::layout::{Analysis, Options, Row};
use crate::library::limited;
use crate::text::Direction;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Cells of a row
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    width: u16,
    /// The base direction; auto: of the first strong character of each paragraph
    #[arg(long, value_enum, default_value_t, value_name = "DIRECTION")]
    base: Base,
    /// Whether Arabic letters are joined
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    shaping: Shaping,
    /// Cells from one tab stop to the next
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..))]
    tabs: u8,
    /// One JSON object a row, with the cells and the bytes they show
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Base {
    /// Of the first strong character (UAX #9 P2, P3)
    #[default]
    Auto,
    /// Left to right
    Ltr,
    /// Right to left
    Rtl,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Shaping {
    /// Presentation forms, for terminals that draw each letter alone
    #[default]
    On,
    /// Base letters, for terminals that join by themselves
    Off,
}

/// A row as printed by `--json`.
#[derive(Serialize)]
struct RowOut<'r> {
    row: usize,
    paragraph: usize,
    direction: Direction,
    source: [usize; 2],
    width: u16,
    text: String,
    cells: Vec<CellOut<'r>>,
}

#[derive(Serialize)]
struct CellOut<'r> {
    column: u16,
    width: u8,
    text: &'r str,
    source: [u32; 2],
    level: u8,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let bytes = limited(std::io::stdin().lock(), "standard input")?;
    let text = decode(&bytes);
    let base = match args.base {
        Base::Auto => None,
        Base::Ltr => Some(Direction::Ltr),
        Base::Rtl => Some(Direction::Rtl),
    };
    let options = Options { base, shaping: args.shaping == Shaping::On, tabs: args.tabs, ..Options::default() };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (paragraph, line) in text.lines().enumerate() {
        let analysis = Analysis::new(line, &options);
        for (index, row) in analysis.each_row(line, &options, args.width).enumerate() {
            if args.json {
                writeln!(out, "{}", clean::json(&described(&row, index, paragraph))?)?;
            } else {
                writeln!(out, "{}", row.visual())?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn described<'r>(row: &'r Row, index: usize, paragraph: usize) -> RowOut<'r> {
    let cells = row.clusters.iter().map(|cluster| CellOut {
        column: cluster.column,
        width: cluster.width,
        text: row.glyph(cluster),
        source: [cluster.source.start, cluster.source.end],
        level: cluster.level,
    });
    RowOut {
        row: index,
        paragraph,
        direction: row.direction,
        source: [row.source.start, row.source.end],
        width: row.width,
        text: row.visual(),
        cells: cells.collect(),
    }
}

/// The text of `bytes`; what is not UTF-8 is replaced and told on standard error.
fn decode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let (mut offset, mut damaged, mut first) = (0, 0usize, None);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push('\u{FFFD}');
            damaged += 1;
            first.get_or_insert(offset + chunk.valid().len());
        }
        offset += chunk.valid().len() + chunk.invalid().len();
    }
    if let Some(first) = first {
        let mut message = format!("hexapla: standard input is not UTF-8 at byte {first}");
        if damaged > 1 {
            let _ = write!(message, " and {} more places", damaged - 1);
        }
        let _ = writeln!(std::io::stderr(), "{message}; U+FFFD stands there");
    }
    text
}
