//! What stands in another version where a match stands in this one, and which words of it translate the match.

use std::collections::HashMap;
use std::ops::Range;

use super::{Match, edge};
use crate::align::word::{self, Lexicon};
use crate::align::{Fixed, Parallel, Parallels, Segmentation, align_documents};
use crate::document::{Document, Kind};
use crate::library::{ALIGNER, AlignmentKey, Library, Opened, Work, corrections_digest, pins};

/// The versions of one work and, as far as it was asked for, their sentences side by side.
pub struct Concordance<'a> {
    opened: &'a [Opened],
    documents: Vec<&'a Document>,
    parallels: Parallels,
    /// By source and target.
    lexicons: HashMap<(usize, usize), Option<Lexicon>>,
}

/// What stands beside a match.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Its text on one line; empty where nothing corresponds.
    pub text: String,
    /// Bytes of the text that translate the match, in order, disjoint; empty where that is not sure.
    pub marks: Vec<Range<usize>>,
}

impl Beside {
    /// The words that translate the match, with a space between.
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.marks.iter().filter_map(|mark| self.text.get(mark.clone())).collect();
        words.join(" ")
    }

    /// What the words have in common with other forms of themselves: folded, without Arabic particles before them.
    pub fn gist(&self) -> String {
        edge::gist(&self.words())
    }
}

impl<'a> Concordance<'a> {
    /// Lays the blocks of these versions side by side.
    pub fn new(opened: &'a [Opened]) -> Self {
        let documents: Vec<&Document> = opened.iter().map(|one| &one.document).collect();
        let parallels = Parallels::of(&documents);
        Self { opened, documents, parallels, lexicons: HashMap::new() }
    }

    /// Aligns the sentences of two versions, through the one by which the reader does it: as the library keeps them, and with
    /// what a person said of them there. What is made is kept for the next time.
    pub fn align(&mut self, version: usize, other: usize, library: Option<(&mut Library, &Work)>) {
        self.align_as(version, other, library, true);
    }

    /// [`Concordance::align`] as far as the library keeps the alignment: nothing is made, so that nobody has to wait.
    pub fn align_kept(&mut self, version: usize, other: usize, library: &mut Library, work: &Work) {
        self.align_as(version, other, Some((library, work)), false);
    }

    fn align_as(&mut self, version: usize, other: usize, mut library: Option<(&mut Library, &Work)>, make: bool) {
        let pivot = self.parallels.pivot();
        for one in [version, other] {
            if one != pivot && self.parallels.parallel(one).is_none() && one < self.opened.len() {
                let kept = library.as_mut().map(|(library, work)| (&mut **library, *work));
                if let Some(parallel) = aligned(&self.opened[pivot], &self.opened[one], kept, make) {
                    self.parallels.set(&self.documents, one, parallel);
                }
            }
        }
    }

    /// What corresponds in version `other` to the match `hit` in `version`, its translation marked where the sentences of the
    /// two are aligned.
    pub fn beside(&mut self, version: usize, hit: &Match, other: usize) -> Beside {
        let text = counterpart(&self.documents, &self.parallels, version, hit, other);
        self.learn(version, other);
        let lexicon = self.lexicons.get(&(version, other)).and_then(Option::as_ref);
        let marks = self.marked(version, hit, other, &text, lexicon);
        Beside { text, marks }
    }

    /// [`Concordance::beside`] without the words.
    pub fn text(&self, version: usize, hit: &Match, other: usize) -> String {
        counterpart(&self.documents, &self.parallels, version, hit, other)
    }

    /// Learns which words of two versions go together, once.
    fn learn(&mut self, version: usize, other: usize) {
        if self.lexicons.contains_key(&(version, other)) {
            return;
        }
        let learned = self.parallels.between(version, other).map(|parallel| {
            let Parallel { source, target, sentences, .. } = &parallel;
            let full = sentences.beads.iter().filter(|bead| !bead.source.is_empty() && !bead.target.is_empty());
            let side = |cut: &Segmentation, at: usize, range: &Range<usize>| -> String {
                range.clone().map(|sentence| cut.text(self.documents[at], sentence)).collect::<Vec<_>>().join(" ")
            };
            let texts: Vec<(String, String)> =
                full.map(|bead| (side(source, version, &bead.source), side(target, other, &bead.target))).collect();
            Lexicon::of(texts.iter().map(|(source, target)| (source.as_str(), target.as_str())))
        });
        self.lexicons.insert((version, other), learned);
    }

    /// The bytes of `beside` that translate the match.
    fn marked(
        &self,
        version: usize,
        hit: &Match,
        other: usize,
        beside: &str,
        lexicon: Option<&Lexicon>,
    ) -> Vec<Range<usize>> {
        let marked = || {
            let text = &self.documents.get(version)?.blocks.get(hit.block)?.text;
            let theirs =
                self.parallels.counterpart_of(&self.documents, version, hit.block, hit.range.clone(), other)?;
            // The whole of the bead: what stands beside what stands beside.
            let back = theirs.ranges.iter().filter_map(|(block, range)| {
                self.parallels.counterpart_of(&self.documents, other, *block, range.clone(), version)
            });
            let mut ours: Vec<(usize, Range<usize>)> = back.flat_map(|found| found.ranges).collect();
            ours.sort_by_key(|(block, range)| (*block, range.start));
            ours.dedup();
            let (mut source, mut wanted) = (String::new(), None);
            for (block, range) in ours {
                let part = self.documents.get(version)?.blocks.get(block)?.text.get(range.clone())?;
                if !source.is_empty() {
                    source.push(' ');
                }
                if block == hit.block && range.start <= hit.range.start && hit.range.start < range.end {
                    let start = source.len() + hit.range.start - range.start;
                    wanted = Some(start..start + hit.range.end.min(range.end) - hit.range.start);
                }
                source.push_str(part);
            }
            let (source, wanted) = match wanted {
                Some(wanted) => (source, wanted),
                None => (text.clone(), hit.range.clone()),
            };
            Some(word::counterparts(&source, wanted, beside, lexicon))
        };
        let found = marked().unwrap_or_default();
        found.into_iter().map(|found| found.range).collect()
    }
}

/// Two versions, sentence against sentence, as they are kept or made now.
fn aligned(
    source: &Opened,
    target: &Opened,
    library: Option<(&mut Library, &Work)>,
    is_made: bool,
) -> Option<Parallel> {
    let make = |fixed: &[Fixed]| align_documents(&source.document, &target.document, fixed, &mut |_| true);
    let Some((library, work)) = library else { return make(&[]) };
    let (ours, theirs) =
        ((source.source.hash.as_str(), &source.document), (target.source.hash.as_str(), &target.document));
    let corrections = library.corrections(work.id, ours, theirs).unwrap_or_default();
    let digest = corrections_digest(&corrections);
    let key = AlignmentKey { source: ours.0, target: theirs.0, engine: ALIGNER, corrections: &digest };
    if let Some(kept) = library.alignment(&key, ours.1, theirs.1).ok().flatten() {
        return Some(kept);
    }
    if !is_made {
        return None;
    }
    let fixed = if corrections.is_empty() {
        Vec::new()
    } else {
        let (left, right) = (Segmentation::of(ours.1), Segmentation::of(theirs.1));
        pins(&corrections, &left, &right).fixed
    };
    let parallel = make(&fixed)?;
    let _ = library.alignment_set(&key, ours.1, theirs.1, &parallel);
    Some(parallel)
}

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
        let text = |(block, range): &(usize, Range<usize>)| {
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
