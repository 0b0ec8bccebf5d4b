//! Columns of texts: ours (key, source, target, score), hunalign's `-text` (source, target, quality), or just two.

use super::{AlignmentFormat, Part, Row, Rows, Wanted, score};

/// Texts, which are looked for in the two versions.
pub(super) const FORMAT: AlignmentFormat = AlignmentFormat { name: "tsv", sniff: |line| line.contains('\t'), read };

fn read(text: &str, _: &Wanted) -> Rows {
    let mut rows = Rows::default();
    for (line, content) in (1..).zip(text.lines()) {
        if content.trim().is_empty() {
            continue;
        }
        let columns: Vec<&str> = content.split('\t').collect();
        let (source, target, score) = match columns[..] {
            [source, target] => (source, target, 1.0),
            [a, b, c] => match score(c) {
                Some(score) => (a, b, score),
                None => (b, c, 1.0),
            },
            [_, source, target, last] => (source, target, score(last).unwrap_or(1.0)),
            _ => {
                rows.warn(line, format!("{} columns; two to four are read; left out", columns.len()));
                continue;
            }
        };
        // An empty cell is a side without segments; where both are empty they are segments without text.
        let blank = source.is_empty() && target.is_empty();
        let part = |text: &str| if text.is_empty() && !blank { Part::NONE } else { Part::Text(text.to_owned()) };
        rows.rows.push(Row { line, source: part(source), target: part(target), score });
    }
    rows
}
