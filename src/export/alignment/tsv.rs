//! A line a bead, with tabs between key, source, target and score.

use std::io;

use super::{AlignmentExporter, Bitext, Level, Out, score};

/// Four columns, no heading: `cut -f2,3` gives the two texts.
pub(super) const EXPORTER: AlignmentExporter =
    AlignmentExporter { name: "tsv", about: "key, source, target and score between tabs", write };

fn write(bitext: &Bitext<'_>, out: &mut Out<'_>) -> io::Result<()> {
    let lines = bitext.level == Level::Line;
    for bead in bitext.beads {
        let (source, target) = (bitext.source.text(&bead.source, lines), bitext.target.text(&bead.target, lines));
        let columns = [cell(&bitext.key(bead)), cell(&source), cell(&target), score(bead)];
        out(&(columns.join("\t") + "\n"))?;
    }
    Ok(())
}

/// The text on one line and in one column: what would end either becomes a space (every line end of UAX #14 BK and NL).
fn cell(text: &str) -> String {
    let ends = |c| matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if ends(c) { ' ' } else { c }).collect()
}
