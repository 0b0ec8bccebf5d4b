//! `hexapla align`: two texts, segment against segment.

use std::fmt::Write as _;
use std::ops::Range;

use clap::ValueEnum;

use super::{Outcome, print};
use crate::align::engine::{self, Side};
use crate::align::{Alignment, align_documents};
use crate::import::Hints;
use crate::library::{limited, open_sources};
use crate::text::{Language, language};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The source and the target
    #[arg(value_name = "SOURCE", required = true, num_args = 2)]
    sources: Vec<String>,
    /// Of what the beads are made
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    level: Level,
    /// lines: each input line is one segment, nothing is split or merged before aligning
    #[arg(long, value_enum, value_name = "HOW")]
    segments: Option<Segments>,
    /// The format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    to: To,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Level {
    /// Paragraphs, headings, tables
    Block,
    /// Sentences
    #[default]
    Sentence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Segments {
    /// Each line
    Lines,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum To {
    /// One bead a line: `[0,1]:[0]:0.93`
    #[default]
    Pairs,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let To::Pairs = args.to;
    let alignment = match args.segments {
        Some(Segments::Lines) => {
            let read = |name: &String| {
                let file = std::fs::File::open(name).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
                Ok(String::from_utf8_lossy(&limited(file, name)?).into_owned())
            };
            let texts: Vec<String> = args.sources.iter().map(read).collect::<anyhow::Result<_>>()?;
            let side = |text: &'_ str| -> Language { language::guess(text).unwrap_or_default() };
            let (a, b) = (&texts[0], &texts[1]);
            let source = Side { texts: a.lines().collect(), begins: Vec::new(), language: side(a) };
            let target = Side { texts: b.lines().collect(), begins: Vec::new(), language: side(b) };
            engine::align(&source, &target, &[], &mut |_| true).unwrap_or_default()
        }
        None => {
            let opened = open_sources(&args.sources, super::library().ok().as_ref(), &Hints::default())?;
            let [source, target] = &opened[..] else {
                anyhow::bail!("two versions are aligned, these are {}", opened.len())
            };
            let found = align_documents(&source.document, &target.document, &[], &mut |_| true).unwrap_or_default();
            if args.level == Level::Block { found.blocks } else { found.sentences }
        }
    };
    print(&pairs(&alignment))?;
    Ok(Outcome::Done)
}

fn pairs(alignment: &Alignment) -> String {
    let mut out = String::new();
    let side = |range: &Range<usize>| range.clone().map(|at| at.to_string()).collect::<Vec<_>>().join(",");
    for bead in &alignment.beads {
        let _ = writeln!(out, "[{}]:[{}]:{:.2}", side(&bead.source), side(&bead.target), bead.score);
    }
    out
}
