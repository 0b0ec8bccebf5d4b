//! One JSON object a line and bead, with everything that is known of its segments.

use std::io;
use std::ops::Range;

use serde::Serialize;

use super::{AlignmentExporter, Bitext, Column, Level, Out};
use crate::export::clean;

/// For programs: texts, keys, segment numbers, bytes.
pub(super) const EXPORTER: AlignmentExporter =
    AlignmentExporter { name: "jsonl", about: "one JSON object a bead: texts, keys, numbers, bytes, score", write };

#[derive(Serialize)]
struct Line<'a> {
    source: Side<'a>,
    target: Side<'a>,
    score: f32,
    level: Level,
}

#[derive(Serialize)]
struct Side<'a> {
    language: &'a str,
    keys: Vec<&'a str>,
    text: String,
    segments: Vec<One<'a>>,
}

/// A segment: its number among all (from 0, as `pairs` counts), its block's key, its number among the sentences of the block
/// (from 0), its first byte in the block's text and the one after its last, its text.
#[derive(Serialize)]
struct One<'a> {
    number: usize,
    key: &'a str,
    sentence: usize,
    bytes: [usize; 2],
    text: &'a str,
}

fn write(bitext: &Bitext<'_>, out: &mut Out<'_>) -> io::Result<()> {
    for bead in bitext.beads {
        let line = Line {
            source: side(bitext, &bitext.source, &bead.source),
            target: side(bitext, &bitext.target, &bead.target),
            score: if bead.score.is_finite() { bead.score } else { 0.0 },
            level: bitext.level,
        };
        out(&(clean::json(&line).map_err(io::Error::other)? + "\n"))?;
    }
    Ok(())
}

fn side<'a>(bitext: &Bitext<'_>, column: &'a Column<'_>, range: &Range<usize>) -> Side<'a> {
    let segments = column.of(range).iter().zip(range.clone()).map(|(segment, number)| One {
        number,
        key: &segment.key,
        sentence: segment.sentence,
        bytes: [segment.bytes.start, segment.bytes.end],
        text: segment.text(),
    });
    Side {
        language: column.language.tag(),
        keys: column.keys(range),
        text: column.text(range, bitext.level == Level::Line).into_owned(),
        segments: segments.collect(),
    }
}
