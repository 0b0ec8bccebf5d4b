//! `hexapla align --explain`: what each feature adds to the cost of every bead.

use std::io::{IsTerminal, Write};

use serde_json::{Map, Value, json};

use super::super::Outcome;
use crate::align::{Bead, engine};
use crate::export::alignment::{Bitext, Column, Segment};
use crate::export::clean;

/// How many characters of a text are shown.
const FIRST_WORDS: usize = 40;

/// Prints one line a bead: its segments, its score, the features' costs in the order of [`engine::features`] and their sum
/// (less is better), and how the two texts begin. With `json` one object a line.
pub(super) fn print(bitext: &Bitext<'_>, costs: &[Option<Vec<f32>>], json: bool) -> anyhow::Result<Outcome> {
    let features = engine::features();
    let stdout = std::io::stdout();
    let terminal = stdout.is_terminal();
    let mut out = std::io::BufWriter::new(stdout.lock());
    let mut line = |text: String| match terminal {
        true => writeln!(out, "{}", clean::terminal(&text)),
        false => writeln!(out, "{text}"),
    };
    if !json {
        line(format!("source\ttarget\tscore\t{}\tcost\ttexts", features.join("\t")))?;
    }
    for (bead, costs) in bitext.beads.iter().zip(costs) {
        let line_of = if json {
            object(bead, costs.as_deref(), &features)?
        } else {
            row(bitext, bead, costs.as_deref(), features.len())
        };
        line(line_of)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn row(bitext: &Bitext<'_>, bead: &Bead, costs: Option<&[f32]>, features: usize) -> String {
    let numbers = |range: &std::ops::Range<usize>| range.clone().map(|at| at.to_string()).collect::<Vec<_>>().join(",");
    let costs = match costs {
        Some(costs) => {
            let sum: f32 = costs.iter().sum();
            costs.iter().chain([&sum]).map(|cost| format!("{cost:.2}")).collect::<Vec<_>>().join("\t")
        }
        // A person's, or what is left where a person cut a bead.
        None => ["–"].repeat(features + 1).join("\t"),
    };
    let texts =
        [(&bitext.source, &bead.source), (&bitext.target, &bead.target)].map(|(column, range)| begin(column, range));
    format!(
        "{}\t{}\t{:.2}\t{costs}\t{} | {}",
        numbers(&bead.source),
        numbers(&bead.target),
        bead.score,
        texts[0],
        texts[1]
    )
}

fn object(bead: &Bead, costs: Option<&[f32]>, features: &[&str]) -> serde_json::Result<String> {
    let costs: Option<Map<String, Value>> =
        costs.map(|costs| features.iter().zip(costs).map(|(name, cost)| ((*name).to_owned(), json!(cost))).collect());
    let numbers = |range: &std::ops::Range<usize>| range.clone().collect::<Vec<usize>>();
    clean::json(&json!({
        "source": numbers(&bead.source), "target": numbers(&bead.target), "score": bead.score, "costs": costs
    }))
}

/// How the text of some segments begins.
fn begin(column: &Column<'_>, range: &std::ops::Range<usize>) -> String {
    let Some(segments) = column.segments.get(range.clone()) else { return String::new() };
    let text = segments.iter().map(Segment::text).collect::<Vec<_>>().join(" ");
    let mut chars = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let mut head: String = chars.by_ref().take(FIRST_WORDS).collect();
    if chars.next().is_some() {
        head.push('…');
    }
    head
}
