//! What stands in another version where a match stands in this one.

use super::Match;
use crate::align::{Grid, align_sentences};
use crate::document::{Document, Kind};
use crate::text::sentence::sentences;

/// The text of version `other` that corresponds to the match `hit` in version `version`: the sentences beside the match's
/// sentences, the same row of a table of the same shape, else the whole of the row's blocks. Empty where nothing corresponds.
pub fn counterpart(documents: &[&Document], grid: &Grid, version: usize, hit: &Match, other: usize) -> String {
    let found = || {
        let row = grid.rows.get(grid.row_of(version, hit.block)?)?;
        let own = documents.get(version)?.blocks.get(row.blocks.get(version)?.clone())?;
        let theirs = documents.get(other)?.blocks.get(row.blocks.get(other)?.clone())?;
        let (mine, first) = (own.get(hit.block.checked_sub(row.blocks[version].start)?)?, theirs.first()?);

        if mine.kind == Kind::Table || first.kind == Kind::Table {
            let same = mine.rows.len() == first.rows.len();
            let line = mine.text.get(..hit.range.start)?.matches('\n').count();
            return match first.rows.get(line).filter(|_| same) {
                Some(cells) => Some(cells.join(" | ")),
                None => Some(first.text.clone()),
            };
        }
        // A newline ends a sentence, so that blocks may be joined by one and sentences never cross them.
        let joined = |blocks: &[crate::document::Block]| {
            blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
        };
        let before: usize =
            own.iter().take(hit.block - row.blocks[version].start).map(|block| block.text.len() + 1).sum();
        let (from, to) = (before + hit.range.start, before + hit.range.end);
        let (source, target) = (joined(own), joined(theirs));
        let alignment = align_sentences(&source, &mine.language, &target, &first.language);
        let touched = |range: &std::ops::Range<usize>| range.start < to && range.end > from;
        let hits: Vec<usize> = sentences(&source, &mine.language)
            .iter()
            .enumerate()
            .filter(|(_, range)| touched(range))
            .map(|(index, _)| index)
            .collect();
        let beads: Vec<_> = hits.iter().filter_map(|&index| alignment.bead_of_source(index)).collect();
        let wanted = beads.first()?.target.start..beads.last()?.target.end;
        let cut = sentences(&target, &first.language);
        let text = cut
            .get(wanted)
            .filter(|cut| !cut.is_empty())
            .and_then(|cut| target.get(cut.first()?.start..cut.last()?.end));
        Some(text.unwrap_or(&target).replace('\n', " "))
    };
    found().map(|text| text.trim().to_owned()).unwrap_or_default()
}
