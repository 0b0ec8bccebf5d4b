//! What stands in another version where a match stands in this one.

use super::Match;
use crate::align::Parallels;
use crate::document::{Document, Kind};

/// The text of version `other` that corresponds to the match `hit` in version `version`: the same row of a table of the same
/// shape, the sentences beside the match's sentences, else the whole of the row's blocks. Empty where nothing corresponds.
/// `documents` are those that were aligned.
pub fn counterpart(
    documents: &[&Document],
    parallels: &Parallels,
    version: usize,
    hit: &Match,
    other: usize,
) -> String {
    let found = || {
        let grid = parallels.grid();
        let row = grid.rows.get(grid.row_of(version, hit.block)?)?;
        let theirs = documents.get(other)?;
        let beside = theirs.blocks.get(row.blocks.get(other)?.clone())?;
        let mine = documents.get(version)?.blocks.get(hit.block)?;
        if let Some(table) = beside.first().filter(|first| mine.kind == Kind::Table || first.kind == Kind::Table) {
            let same = mine.rows.len() == table.rows.len();
            let line = mine.text.get(..hit.range.start)?.matches('\n').count();
            return match table.rows.get(line).filter(|_| same) {
                Some(cells) => Some(cells.join(" | ")),
                None => Some(table.text.clone()),
            };
        }
        let text = |(block, range): &(usize, std::ops::Range<usize>)| {
            theirs.blocks.get(*block).and_then(|block| block.text.get(range.clone()))
        };
        let texts: Vec<&str> = match parallels.counterpart_of(documents, version, hit.block, hit.range.clone(), other) {
            Some(found) => found.ranges.iter().filter_map(text).collect(),
            None => beside.iter().map(|block| block.text.as_str()).collect(),
        };
        Some(texts.join(" "))
    };
    found().map(|text| text.trim().to_owned()).unwrap_or_default()
}
