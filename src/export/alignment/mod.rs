//! Alignments in formats that other programs read: one exporter a file, one table of them.

mod column;
mod html;
mod jsonl;
pub(super) mod markup;
mod pairs;
mod tmx;
mod tsv;

#[cfg(test)]
mod tests;

use std::io;

use serde::Serialize;

use crate::align::Bead;

pub use column::{Column, Segment};

/// Of what beads are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Headings, paragraphs, tables as a whole.
    Block,
    /// Sentences; the cells of tables.
    Sentence,
    /// The lines of a file as they are.
    Line,
}

/// Two texts and the beads between their segments.
#[derive(Clone, Debug)]
pub struct Bitext<'a> {
    /// Of what the beads are made.
    pub level: Level,
    /// The segments that [`Bead::source`] counts.
    pub source: Column<'a>,
    /// The segments that [`Bead::target`] counts.
    pub target: Column<'a>,
    /// The beads in the order in which they are written.
    pub beads: &'a [Bead],
}

/// Takes one piece of text after the other; no piece ends inside a line.
pub type Out<'o> = dyn FnMut(&str) -> io::Result<()> + 'o;

/// One format that an alignment can be written in.
pub struct AlignmentExporter {
    /// Its name, as `--to` takes it.
    pub name: &'static str,
    /// What it is, in a few words for the help.
    pub about: &'static str,
    /// Writes it piece by piece; the only errors are those of `out`.
    pub write: fn(&Bitext<'_>, out: &mut Out<'_>) -> io::Result<()>,
}

/// Every format; the first is what is written when none is named.
pub const ALIGNMENT_EXPORTERS: &[AlignmentExporter] =
    &[tsv::EXPORTER, jsonl::EXPORTER, tmx::EXPORTER, html::EXPORTER, pairs::EXPORTER];

impl Bitext<'_> {
    /// Where a bead stands: the keys of its source; where those of the target are others, `48=47`; where one side is empty,
    /// the other one's.
    fn key(&self, bead: &Bead) -> String {
        let (source, target) = (self.source.keys(&bead.source).join(" "), self.target.keys(&bead.target).join(" "));
        match () {
            () if source == target || target.is_empty() => source,
            () if source.is_empty() => target,
            () => format!("{source}={target}"),
        }
    }
}

/// A score from 0 to 1 with two decimals.
fn score(bead: &Bead) -> String {
    format!("{:.2}", if bead.score.is_finite() { bead.score.clamp(0.0, 1.0) } else { 0.0 })
}
