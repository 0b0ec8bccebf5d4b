//! Our own JSON, one object a line.

use serde::Deserialize;

use super::{AlignmentFormat, Part, Row, Rows, Wanted, run};

/// What `hexapla align --to jsonl` writes; a side without segment numbers is found by its text.
pub(super) const FORMAT: AlignmentFormat =
    AlignmentFormat { name: "jsonl", sniff: |line| line.trim_start().starts_with('{'), read };

#[derive(Deserialize)]
struct Line {
    source: Side,
    target: Side,
    score: Option<f32>,
}

#[derive(Default, Deserialize)]
struct Side {
    segments: Option<Vec<Segment>>,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
struct Segment {
    number: usize,
}

impl Side {
    fn part(self) -> Option<Part> {
        match self.segments {
            Some(segments) => run(segments.iter().map(|segment| segment.number).collect()).map(Part::Numbers),
            None if self.text.trim().is_empty() => Some(Part::NONE),
            None => Some(Part::Text(self.text)),
        }
    }
}

fn read(text: &str, _: &Wanted) -> Rows {
    let mut rows = Rows::default();
    for (line, content) in (1..).zip(text.lines()) {
        if content.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Line>(content) {
            Ok(Line { source, target, score }) => match (source.part(), target.part()) {
                (Some(source), Some(target)) => {
                    let score = score.filter(|score| score.is_finite()).unwrap_or(1.0).clamp(0.0, 1.0);
                    rows.rows.push(Row { line, source, target, score });
                }
                _ => rows.warn(line, "segments of one side do not follow each other; left out"),
            },
            Err(error) => rows.warn(line, format!("not a bead as JSON ({error}); left out")),
        }
    }
    rows
}
