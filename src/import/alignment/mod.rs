//! Alignments that exist already: one format a file, one table of them, and their fit to the segments of two texts.

mod fit;
mod jsonl;
mod ladder;
mod locate;
mod moses;
mod pairs;
#[cfg(test)]
mod tests;
mod tmx;
mod tsv;

use std::ops::Range;

use super::{ImportError, encoding};
use crate::align::Alignment;
use crate::document::Warning;
use crate::text::Language;

/// How many warnings of one kind of trouble are given one by one; the rest is counted.
const NAMED: usize = 20;

/// Which two languages are wanted of a file that has several.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The language of the source.
    pub source: Language,
    /// The language of the target.
    pub target: Language,
}

/// One format that an alignment can be read from.
pub struct AlignmentFormat {
    /// Its name.
    pub name: &'static str,
    /// Whether a text looks like it.
    sniff: fn(&str) -> bool,
    /// Reads it; what is damaged is left out with a warning.
    read: fn(&str, &Wanted) -> Rows,
}

/// Every format, the most specific first.
pub const ALIGNMENT_FORMATS: &[AlignmentFormat] =
    &[tmx::FORMAT, jsonl::FORMAT, pairs::FORMAT, ladder::FORMAT, tsv::FORMAT];

/// What an alignment file says, before it is held against texts.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    warnings: Vec<Warning>,
}

/// One bead of a file.
#[derive(Clone, Debug)]
struct Row {
    /// The 1-based line of the file.
    line: usize,
    source: Part,
    target: Part,
    /// From 0 to 1; 1 where the file has none, since somebody meant it.
    score: f32,
}

/// One side of a row.
#[derive(Clone, Debug)]
enum Part {
    /// Segment numbers.
    Numbers(Range<usize>),
    /// The text of the segments.
    Text(String),
}

impl Part {
    const NONE: Self = Self::Numbers(0..0);
}

/// Reads an alignment in whatever format its first line shows; fails when it is none of them.
pub fn read(bytes: &[u8], wanted: &Wanted) -> Result<Rows, ImportError> {
    let decoded = encoding::decode(bytes);
    let first = decoded.text.lines().find(|line| !line.trim().is_empty()).ok_or(ImportError::Empty)?;
    let Some(format) = ALIGNMENT_FORMATS.iter().find(|format| (format.sniff)(first)) else {
        let known: Vec<&str> = ALIGNMENT_FORMATS.iter().map(|format| format.name).collect();
        return Err(ImportError::NoAlignment(known.join(", ")));
    };
    let mut rows = (format.read)(&decoded.text, wanted);
    if rows.rows.is_empty() {
        let message = rows.warnings.first().map_or_else(|| "no bead stands in it".to_owned(), placed);
        return Err(ImportError::NotThisFormat(format.name, message));
    }
    rows.warnings.splice(0..0, decoded.warnings);
    Ok(rows)
}

/// Reads two files of which line n of the one is line n of the other (Moses).
pub fn read_lines(source: &[u8], target: &[u8]) -> Rows {
    moses::read(source, target)
}

impl Rows {
    /// The alignment of these segments that the file asserts, and what of the file could not be used. Segments of which it says
    /// nothing stand alone with score 0.
    pub fn fit(self, source: &[&str], target: &[&str]) -> (Alignment, Vec<Warning>) {
        fit::fit(self, source, target)
    }

    fn warn(&mut self, line: usize, message: impl Into<String>) {
        self.warnings.push(Warning { line: Some(line), byte: None, message: message.into() });
    }
}

/// A warning in one line with its place.
fn placed(warning: &Warning) -> String {
    match warning.line {
        Some(line) => format!("line {line}: {}", warning.message),
        None => warning.message.clone(),
    }
}

/// A score as files write it, into 0 to 1 (hunalign's know no bounds).
fn score(text: &str) -> Option<f32> {
    text.trim().parse::<f32>().ok().filter(|score| !score.is_nan()).map(|score| score.clamp(0.0, 1.0))
}

/// Segment numbers as one run; none where they do not follow each other.
fn run(mut numbers: Vec<usize>) -> Option<Range<usize>> {
    numbers.sort_unstable();
    let (Some(&first), Some(&last)) = (numbers.first(), numbers.last()) else { return Some(0..0) };
    let follow = numbers.windows(2).all(|two| two[0].checked_add(1) == Some(two[1]));
    Some(first..last.checked_add(1)?).filter(|_| follow)
}

/// Keeps the first warnings and counts the others.
fn limited(mut warnings: Vec<Warning>) -> Vec<Warning> {
    if warnings.len() > NAMED {
        let rest = warnings.len() - NAMED;
        warnings.truncate(NAMED);
        warnings.push(Warning { line: None, byte: None, message: format!("{rest} more places like these") });
    }
    warnings
}
