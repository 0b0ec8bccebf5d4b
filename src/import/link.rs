//! Files that say which parts of other files correspond: hunalign's ladders, and links between sentences.

use std::collections::HashMap;

use super::{Format, Hints, ImportError, Imported, Read, encoding};
use crate::document::{Correspondence, Document, Warning};

/// hunalign's ladder: beside the two files of lines that it was made of.
pub const LADDER: Format = Format { name: "ladder", extensions: &["ladder", "lad"], sniff, read: Read::Bitext(read) };

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// The block that its source calls so.
    Id(String),
    /// The line with this number, from 0.
    Line(usize),
}

/// What a file says of two others: which of their parts correspond.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// The files as it calls them, where it does.
    pub files: [Option<String>; 2],
    /// The 1-based line of a link, and the parts of both files.
    pub pairs: Vec<(usize, Vec<Place>, Vec<Place>)>,
    /// What of it could not be read.
    pub warnings: Vec<Warning>,
}

/// The two numbers of a rung, `source TAB target`, a quality behind them left aside.
fn rung(line: &str) -> Option<(usize, usize)> {
    let mut columns = line.trim_end().split('\t');
    let (source, target) = (columns.next()?.trim().parse().ok()?, columns.next()?.trim().parse().ok()?);
    let last = columns.next();
    (last.is_none_or(|last| last.trim().parse::<f32>().is_ok()) && columns.next().is_none()).then_some((source, target))
}

fn sniff(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).into_owned();
    let mut lines = head.lines();
    let whole = if bytes.len() > 1024 { lines.clone().count().saturating_sub(1) } else { usize::MAX };
    let seen: Vec<Option<(usize, usize)>> = lines.by_ref().take(whole).take(10).map(rung).collect();
    seen.len() > 1 && seen.first() == Some(&Some((0, 0))) && seen.iter().all(Option::is_some)
}

fn read(bytes: &[u8], _: &Hints) -> Result<Imported, ImportError> {
    let decoded = encoding::decode(bytes);
    let mut links = Links { warnings: decoded.warnings, ..Links::default() };
    let mut last: Option<(usize, usize, usize)> = None;
    for (line, content) in (1..).zip(decoded.text.lines()) {
        if content.trim().is_empty() {
            continue;
        }
        let warn = |message: &str| Warning { line: Some(line), byte: None, message: message.to_owned() };
        let Some((source, target)) = rung(content) else {
            links.warnings.push(warn("not a rung like 12<tab>13<tab>0.5; left out"));
            continue;
        };
        if let Some((begun, i, j)) = last {
            if source < i || target < j || source - i > LONGEST || target - j > LONGEST {
                links.warnings.push(warn("this rung is below the one before it, or far above; left out"));
                continue;
            }
            let places = |range: std::ops::Range<usize>| range.map(Place::Line).collect::<Vec<_>>();
            links.pairs.push((begun, places(i..source), places(j..target)));
        }
        last = Some((line, source, target));
    }
    if links.pairs.is_empty() {
        return Err(ImportError::NotThisFormat(LADDER.name, "no two rungs stand in it".to_owned()));
    }
    Ok(Imported { links: Some(links), ..Imported::default() })
}

/// Lines that one bead has at most on a side.
const LONGEST: usize = 10_000;

/// Lets `links` say which blocks of `documents` correspond: a triple names the two documents that a file of links is about.
/// Blocks that links hold together, over however many files, are one unit. The answer is what could not be found.
pub fn link(documents: &mut [&mut Document], links: &[(usize, usize, &Links)]) -> Vec<Warning> {
    let mut starts = Vec::with_capacity(documents.len());
    let mut all = 0;
    for document in documents.iter() {
        starts.push(all);
        all += document.blocks.len();
    }
    let named: Vec<HashMap<String, usize>> = documents.iter().map(|document| names(document)).collect();
    let mut sets = Sets { parents: (0..all).collect(), met: vec![false; all] };
    let mut warnings = Vec::new();
    let mut lost = 0_usize;
    for (from, to, links) in links {
        for (line, ours, theirs) in &links.pairs {
            let mut members = Vec::new();
            for (document, places) in [(*from, ours), (*to, theirs)] {
                for place in places {
                    let name = match place {
                        Place::Id(id) => format!("#{id}"),
                        Place::Line(line) => format!("{}", line + 1),
                    };
                    match (named.get(document).and_then(|names| names.get(&name)), starts.get(document)) {
                        (Some(block), Some(start)) => members.push(start + block),
                        // A line without text is no block, and nothing is lost with it.
                        _ if matches!(place, Place::Line(_)) => {}
                        _ => {
                            lost += 1;
                            if lost <= 20 {
                                let message = format!(
                                    "the link leads to {}, which the text does not have",
                                    name.trim_start_matches('#')
                                );
                                warnings.push(Warning { line: Some(*line), byte: None, message });
                            }
                        }
                    }
                }
            }
            for two in members.windows(2) {
                if let [one, other] = two {
                    sets.join(*one, *other);
                }
            }
            members.iter().for_each(|member| sets.met[*member] = true);
        }
    }
    if lost > 20 {
        let message = format!("{} more links lead to what the texts do not have", lost - 20);
        warnings.push(Warning { line: None, byte: None, message });
    }
    let mut units: HashMap<usize, u32> = HashMap::new();
    let mut all_units = Vec::with_capacity(documents.len());
    for (document, start) in documents.iter().zip(starts) {
        let mut own = Vec::with_capacity(document.blocks.len());
        for at in start..start + document.blocks.len() {
            let next = u32::try_from(units.len()).unwrap_or(u32::MAX);
            let root = sets.root(at);
            own.push(sets.met[at].then(|| *units.entry(root).or_insert(next)));
        }
        all_units.push(own);
    }
    let count = u32::try_from(units.len()).unwrap_or(u32::MAX);
    for (document, units) in documents.iter_mut().zip(all_units) {
        let bitext = "linked".to_owned();
        document.correspondence = Some(Correspondence::Units { bitext, units, count, doubtful: Vec::new() });
    }
    warnings
}

/// The blocks by their ids (with `#`) and by their keys.
fn names(document: &Document) -> HashMap<String, usize> {
    let mut names = HashMap::with_capacity(document.blocks.len() * 2);
    for (at, block) in document.blocks.iter().enumerate() {
        names.entry(block.key.as_str().to_owned()).or_insert(at);
        if let Some(id) = &block.id {
            names.entry(format!("#{id}")).or_insert(at);
        }
    }
    names
}

/// Sets that are joined (Tarjan 1975).
struct Sets {
    parents: Vec<usize>,
    /// Which members any link holds.
    met: Vec<bool>,
}

impl Sets {
    fn root(&mut self, mut at: usize) -> usize {
        while let Some(&parent) = self.parents.get(at).filter(|parent| **parent != at) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            self.parents[at] = above;
            at = above;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (a, b) = (self.root(one), self.root(other));
        // The smaller number stays, so that units are named in the order of the first text.
        let (low, high) = (a.min(b), a.max(b));
        if let Some(parent) = self.parents.get_mut(high) {
            *parent = low;
        }
    }
}
