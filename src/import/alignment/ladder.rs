//! hunalign's ladders: a rung a line, the segment numbers on both sides where a bead begins.

use super::{AlignmentFormat, Part, Row, Rows, Wanted, score};

/// `source TAB target TAB score`; a bead reaches to the next rung, whose line it does not need to have a score of its own.
pub(super) const FORMAT: AlignmentFormat = AlignmentFormat { name: "ladder", sniff: |line| rung(line).is_some(), read };

fn read(text: &str, _: &Wanted) -> Rows {
    let mut rows = Rows::default();
    let mut last: Option<(usize, usize, usize, f32)> = None;
    for (line, content) in (1..).zip(text.lines()) {
        if content.trim().is_empty() {
            continue;
        }
        let Some((source, target, score)) = rung(content) else {
            rows.warn(line, "not a rung like 12<tab>13<tab>0.5; left out");
            continue;
        };
        if let Some((begun, i, j, score)) = last {
            if source < i || target < j {
                rows.warn(line, "this rung is below the one before it; left out");
                continue;
            }
            let (source, target) = (Part::Numbers(i..source), Part::Numbers(j..target));
            rows.rows.push(Row { line: begun, source, target, score });
        }
        last = Some((line, source, target, score));
    }
    rows
}

fn rung(line: &str) -> Option<(usize, usize, f32)> {
    let mut columns = line.trim_end().split('\t');
    let (source, target) = (columns.next()?.trim().parse().ok()?, columns.next()?.trim().parse().ok()?);
    let score = columns.next().map_or(Some(1.0), score)?;
    columns.next().is_none().then_some((source, target, score))
}
