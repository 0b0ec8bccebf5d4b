//! Beads as numbers: `[0,1]:[0]:0.93` (vecalign, bertalign, and their gold standards).

use super::{AlignmentFormat, Part, Row, Rows, Wanted, run, score};

/// Segment numbers from 0; the score may be missing.
pub(super) const FORMAT: AlignmentFormat =
    AlignmentFormat { name: "pairs", sniff: |line| line.trim_start().starts_with('[') && parsed(line).is_some(), read };

fn read(text: &str, _: &Wanted) -> Rows {
    let mut rows = Rows::default();
    for (line, content) in (1..).zip(text.lines()) {
        if content.trim().is_empty() {
            continue;
        }
        let Some((source, target, score)) = parsed(content) else {
            rows.warn(line, "not a bead like [0,1]:[0]:0.93; left out");
            continue;
        };
        match (run(source), run(target)) {
            (Some(source), Some(target)) => {
                let (source, target) = (Part::Numbers(source), Part::Numbers(target));
                rows.rows.push(Row { line, source, target, score });
            }
            _ => rows.warn(line, "segments of one side do not follow each other; left out"),
        }
    }
    rows
}

/// The two lists and the score of a line.
fn parsed(line: &str) -> Option<(Vec<usize>, Vec<usize>, f32)> {
    let rest = line.trim().strip_prefix('[')?;
    let (source, rest) = rest.split_once(']')?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('[')?;
    let (target, rest) = rest.split_once(']')?;
    let numbers = |list: &str| -> Option<Vec<usize>> {
        let list = list.trim();
        if list.is_empty() { Some(Vec::new()) } else { list.split(',').map(|one| one.trim().parse().ok()).collect() }
    };
    let rest = rest.trim();
    let score = if rest.is_empty() { 1.0 } else { score(rest.strip_prefix(':')?)? };
    Some((numbers(source)?, numbers(target)?, score))
}
