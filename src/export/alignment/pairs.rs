//! Beads as numbers: `[0,1]:[0]:0.93`, as aligners and their gold standards write them (vecalign, bertalign).

use std::io;
use std::ops::Range;

use super::{AlignmentExporter, Bitext, Out, score};

/// One bead a line: segment numbers from 0, then the score.
pub(super) const EXPORTER: AlignmentExporter =
    AlignmentExporter { name: "pairs", about: "segment numbers from 0, as [0,1]:[0]:0.93", write };

fn write(bitext: &Bitext<'_>, out: &mut Out<'_>) -> io::Result<()> {
    let side = |range: &Range<usize>| range.clone().map(|at| at.to_string()).collect::<Vec<_>>().join(",");
    for bead in bitext.beads {
        out(&format!("[{}]:[{}]:{}\n", side(&bead.source), side(&bead.target), score(bead)))?;
    }
    Ok(())
}
