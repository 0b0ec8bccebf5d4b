//! `hexapla align`: two texts, segment against segment.

mod explain;
mod input;

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::Outcome;
use crate::align::engine::{self, Side};
use crate::align::{Alignment, Segmentation, align_documents, explain_documents};
use crate::export::alignment::{ALIGNMENT_EXPORTERS, AlignmentExporter, Bitext, Column, Level, Segment};
use crate::export::clean::{self, visible};
use crate::import::alignment::{self, Wanted};
use crate::library::Opened;

use input::{Lines, Texts};

/// Align two versions, sentence against sentence.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  hexapla align report.ar.txt report.en.txt                   key, source, target and score between tabs
  hexapla align report.zh.txt report.en.txt --to tmx > m.tmx  a translation memory
  hexapla align river --lang ar,en --to html > river.html     two versions of a work of the library, a page to print
  hexapla align a.en a.fr --segments lines --to pairs         every line is a segment; the segments' numbers
  hexapla align a.en.txt a.fr.txt --level block --json        paragraph against paragraph, for programs
  hexapla align a.en.txt a.fr.txt --explain | less -S         why each bead is what it is
  hexapla align a.en.txt a.fr.txt --from old.tmx --to jsonl   an alignment that exists already, in another format

A bead stands on a line (or in a row, or a unit) of its own. Its score says from 0 to 1 how sure it is; what
corresponds to nothing has an empty side. What a person corrected in the reader holds here too.
--from reads TMX, pairs, hunalign's ladders and its texts, and what --to tsv and --to jsonl wrote; given twice, it
reads two files of which line n of the one is line n of the other.")]
pub(crate) struct Args {
    /// The original and its translation: files, -, or names of works; one work that holds both is enough
    #[arg(value_name = "SOURCE", required = true, num_args = 1..=2)]
    sources: Vec<String>,
    /// Of what the beads are made
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    level: Wish,
    /// lines: each input line is one segment, nothing is split or merged before aligning
    #[arg(long, value_enum, value_name = "HOW")]
    segments: Option<Segments>,
    /// The languages of the two, in order: which versions of a work are meant, or what lines are written in
    #[arg(long, value_name = "L,L", value_delimiter = ',')]
    lang: Vec<String>,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = formats(), default_value = ALIGNMENT_EXPORTERS[0].name)]
    to: String,
    /// The same as --to jsonl
    #[arg(long, conflicts_with = "to")]
    json: bool,
    /// Take the alignment from FILE instead of computing it
    #[arg(long, value_name = "FILE", action = clap::ArgAction::Append)]
    from: Vec<String>,
    /// Say of every bead what each feature adds to its cost (less is better)
    #[arg(long, conflicts_with_all = ["to", "from"])]
    explain: bool,
    /// As if nobody had corrected anything
    #[arg(long)]
    uncorrected: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Wish {
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

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(
        ALIGNMENT_EXPORTERS.iter().map(|exporter| PossibleValue::new(exporter.name).help(exporter.about)),
    )
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let name = if args.json { "jsonl" } else { args.to.as_str() };
    let exporter = ALIGNMENT_EXPORTERS.iter().find(|exporter| exporter.name == name).context("no such format")?;
    anyhow::ensure!(args.lang.len() <= 2, "--lang: two languages are aligned, these are {}", args.lang.len());
    if args.segments == Some(Segments::Lines) { lines(&args, exporter) } else { documents(&args, exporter) }
}

/// Aligns the lines of two files.
fn lines(args: &Args, exporter: &AlignmentExporter) -> anyhow::Result<Outcome> {
    let files = Lines::read(&args.sources, &args.lang)?;
    let (source, target) = (files.column(0), files.column(1));
    if args.explain {
        let mut watch = Watch::new();
        let found = engine::explain(&side(&source), &side(&target), &[], &mut |done| watch.show(done));
        let found = found.unwrap_or_default();
        drop(watch);
        let bitext = Bitext { level: Level::Line, source, target, beads: &found.alignment.beads };
        return explain::print(&bitext, &found.costs.into_iter().map(Some).collect::<Vec<_>>(), args.json);
    }
    let alignment = match existing(&args.from, &source, &target)? {
        Some(alignment) => alignment,
        None => {
            let mut watch = Watch::new();
            engine::align(&side(&source), &side(&target), &[], &mut |done| watch.show(done)).unwrap_or_default()
        }
    };
    write(exporter, &Bitext { level: Level::Line, source, target, beads: &alignment.beads })
}

/// The lines as the engine takes them: where blocks begin is not known.
fn side<'a>(column: &Column<'a>) -> Side<'a> {
    let texts = column.segments.iter().map(Segment::text).collect();
    Side { texts, begins: Vec::new(), language: column.language.clone() }
}

/// Aligns two documents, block against block or sentence against sentence.
fn documents(args: &Args, exporter: &AlignmentExporter) -> anyhow::Result<Outcome> {
    let texts = Texts::open(&args.sources, &args.lang)?;
    let (source, target) = (&texts.source, &texts.target);
    let cut = (Segmentation::of(&source.document), Segmentation::of(&target.document));
    let (left, right) = (column(args.level, source, &cut.0), column(args.level, target, &cut.1));
    let fixed = if args.uncorrected || !args.from.is_empty() { Vec::new() } else { texts.corrected(&cut.0, &cut.1) };
    if args.explain {
        anyhow::ensure!(args.level == Wish::Sentence, "--explain: sentences are explained, blocks are made of them");
        let mut watch = Watch::new();
        let found = explain_documents(&source.document, &target.document, &fixed, &mut |done| watch.show(done));
        let (parallel, costs) = found.unwrap_or_default();
        drop(watch);
        let beads = &parallel.sentences.beads;
        return explain::print(
            &Bitext { level: Level::Sentence, source: left, target: right, beads },
            &costs,
            args.json,
        );
    }
    let alignment = match existing(&args.from, &left, &right)? {
        Some(alignment) => alignment,
        None => {
            let mut watch = Watch::new();
            let found = align_documents(&source.document, &target.document, &fixed, &mut |done| watch.show(done));
            let found = found.unwrap_or_default();
            if args.level == Wish::Block { found.blocks } else { found.sentences }
        }
    };
    let level = if args.level == Wish::Block { Level::Block } else { Level::Sentence };
    write(exporter, &Bitext { level, source: left, target: right, beads: &alignment.beads })
}

fn column<'a>(level: Wish, one: &'a Opened, cut: &Segmentation) -> Column<'a> {
    match level {
        Wish::Block => Column::of_blocks(&one.source.name, &one.document),
        Wish::Sentence => Column::of_sentences(&one.source.name, &one.document, cut),
    }
}

/// The alignment that the files of `--from` assert of these segments; none where there is no such file.
fn existing(files: &[String], source: &Column<'_>, target: &Column<'_>) -> anyhow::Result<Option<Alignment>> {
    let rows = match files {
        [] => return Ok(None),
        [one] => {
            let wanted = Wanted { source: source.language.clone(), target: target.language.clone() };
            alignment::read(&input::bytes(one)?.bytes, &wanted).with_context(|| one.clone())?
        }
        [one, other] => alignment::read_lines(&input::bytes(one)?.bytes, &input::bytes(other)?.bytes),
        _ => anyhow::bail!("--from: one file, or two of lines that correspond; these are {}", files.len()),
    };
    let left: Vec<&str> = source.segments.iter().map(Segment::text).collect();
    let right: Vec<&str> = target.segments.iter().map(Segment::text).collect();
    let (alignment, warnings) = rows.fit(&left, &right);
    let mut said = std::io::stderr().lock();
    for warning in warnings {
        let place = warning.line.map_or_else(String::new, |line| format!("line {line}: "));
        let _ = writeln!(said, "hexapla: {}: {place}{}", visible(&files.join(", ")), visible(&warning.message));
    }
    Ok(Some(alignment))
}

/// Prints it; what a terminal would obey is shown instead there, a pipe or file gets it as it is.
fn write(exporter: &AlignmentExporter, bitext: &Bitext<'_>) -> anyhow::Result<Outcome> {
    let stdout = std::io::stdout();
    let terminal = stdout.is_terminal();
    let mut out = std::io::BufWriter::new(stdout.lock());
    (exporter.write)(bitext, &mut |text| match terminal {
        true => out.write_all(clean::terminal(text).as_bytes()),
        false => out.write_all(text.as_bytes()),
    })?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Says on a terminal how far the work is, once it takes long enough to be wondered at.
struct Watch {
    begun: Instant,
    shown: Option<u32>,
}

impl Watch {
    const PATIENCE: Duration = Duration::from_millis(500);

    fn new() -> Self {
        Self { begun: Instant::now(), shown: None }
    }

    /// Shows the share that is done; the work goes on in any case.
    fn show(&mut self, done: f32) -> bool {
        let percent = (done.clamp(0.0, 1.0) * 100.0) as u32;
        if self.shown != Some(percent) && self.begun.elapsed() > Self::PATIENCE && std::io::stderr().is_terminal() {
            self.shown = Some(percent);
            eprint!("\raligning: {percent} %");
        }
        true
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if self.shown.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}
