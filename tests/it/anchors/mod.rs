//! Tests of: annotations followed through changes of their documents: found at the right place, or an orphan.

mod change;
mod docx;
mod draft;
mod sample;

use std::fmt::Write as _;
use std::io::Write as _;

use hexapla::document::Document;
use hexapla::library::{Locator, State, Target};

use crate::dice::Dice;
use crate::harness::corpus;
use change::CHANGES;
use draft::{Draft, Traced};
use sample::{Sample, documents, samples, texts_of};

/// What became of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Where its text is.
    Right,
    /// An orphan, and its text is there.
    Missed,
    /// An orphan, and its text is gone.
    Gone,
    /// Where its text is not.
    Wrong,
}

/// The fates of one kind of change.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    right: usize,
    missed: usize,
    gone: usize,
    wrong: usize,
    /// Those whose letters the test could not follow.
    unknown: usize,
}

/// Whether the letters of the annotation are still there, most of them together in one block.
fn is_there(sample: &Sample, traced: &Traced) -> bool {
    let mut blocks = std::collections::HashMap::new();
    for id in &sample.letters {
        if let Some((block, nth)) = traced.place(*id) {
            let (count, first, last) = blocks.entry(block).or_insert((0_usize, nth, nth));
            (*count, *first, *last) = (*count + 1, nth.min(*first), nth.max(*last));
        }
    }
    let Some((count, first, last)) = blocks.values().max_by_key(|(count, _, _)| *count) else { return false };
    // Together: what lies between them is not more than spaces, signs and a few words.
    *count * 10 >= sample.letters.len() * 8 && last - first < sample.letters.len() * 2 + 8
}

fn fate(sample: &Sample, traced: &Traced, found: Option<&(usize, std::ops::Range<usize>, State)>) -> Fate {
    let there = is_there(sample, traced);
    let Some((block, range, _)) = found else { return if there { Fate::Missed } else { Fate::Gone } };
    let right = if let Some(point) = sample.point {
        // Beside one of the two letters that are left of those on its sides, or one letter off where letters were changed.
        let (before, after) = sample.letters.split_at(point);
        let left = |id: &&u32| traced.place(**id).is_some();
        let beside = [before.iter().rev().find(left).copied(), after.iter().find(left).copied()];
        let around = traced.around(*block, range.start);
        range.is_empty() && around.iter().flatten().any(|now| beside.contains(&Some(*now)))
    } else {
        let named = traced.named(*block, range);
        let own = named.iter().filter(|id| id.is_some_and(|id| sample.letters.binary_search(&id).is_ok())).count();
        let left = sample.letters.iter().filter(|id| traced.place(**id).is_some()).count();
        let (all, least) = if there { (left, 0.8) } else { (left, 0.3) };
        // Nearly nothing else in it, and nearly all that is left of it.
        let least = |count: usize| (count as f32 * least) as usize;
        own >= (named.len() as f32 * 0.8) as usize && own >= least(all) && own > 0
    };
    if right { Fate::Right } else { Fate::Wrong }
}

/// Follows `count` annotations on these documents through every kind of change.
fn follow(documents: &[(String, Document)], count: usize, seed: u64) -> (Vec<Tally>, String) {
    let mut tallies = vec![Tally::default(); CHANGES.len()];
    let mut report = String::new();
    for (name, samples) in samples(documents, count, seed) {
        let (_, document) = documents.iter().find(|(own, _)| *own == name).expect("the document");
        let draft = Draft::of(document);
        let locator = Locator::new(document);
        let targets: Vec<Target> =
            samples.iter().map(|one| Target::within(&locator, "h", one.block, one.range.clone())).collect();
        for (at, change) in CHANGES.iter().enumerate() {
            let traced = (change.make)(&draft, &mut Dice(seed + at as u64));
            let locator = Locator::new(&traced.document);
            for (sample, target) in samples.iter().zip(&targets) {
                if sample.letters.iter().any(|id| traced.lost.contains(id)) {
                    tallies[at].unknown += 1;
                    continue;
                }
                let found = locator.locate(target);
                let fate = fate(sample, &traced, found.as_ref());
                let tally = &mut tallies[at];
                match fate {
                    Fate::Right => tally.right += 1,
                    Fate::Missed => tally.missed += 1,
                    Fate::Gone => tally.gone += 1,
                    Fate::Wrong => tally.wrong += 1,
                }
                if matches!(fate, Fate::Wrong | Fate::Missed) {
                    let now = found.map(|(block, range, state)| {
                        let own = &traced.document.blocks[block];
                        (
                            own.key.to_string(),
                            state,
                            own.text[range].to_owned(),
                            own.text.chars().take(200).collect::<String>(),
                        )
                    });
                    let _ = writeln!(
                        report,
                        "{fate:?} {name} {}: {} [{}|{}|{}] -> {now:?}",
                        change.name, target.key, target.prefix, target.exact, target.suffix
                    );
                }
            }
        }
    }
    (tallies, report)
}

/// The table as text, and whether nothing is wrong and enough is found.
fn table(tallies: &[Tally]) -> String {
    let mut table = String::from("change         right  orphan-though-there  orphan-and-gone  wrong  not followed\n");
    for (change, tally) in CHANGES.iter().zip(tallies) {
        let Tally { right, missed, gone, wrong, unknown } = tally;
        let _ = writeln!(table, "{:<12} {right:>7} {missed:>20} {gone:>16} {wrong:>6} {unknown:>13}", change.name);
    }
    table
}

/// `HEXAPLA_REPORT=20` prints what became of other annotations, twenty times as many.
fn check(documents: &[(String, Document)], count: usize, seed: u64) {
    let rounds = std::env::var("HEXAPLA_REPORT").ok().and_then(|rounds| rounds.parse::<u64>().ok());
    let all: Vec<_> = (0..rounds.unwrap_or(1)).map(|round| follow(documents, count, seed + 100 * round)).collect();
    for (tallies, report) in &all {
        let table = table(tallies);
        if rounds.is_some() {
            let _ = writeln!(std::io::stderr().lock(), "{report}{table}");
        }
    }
    for (tallies, report) in all {
        judge(&tallies, &report, count);
    }
}

fn judge(tallies: &[Tally], report: &str, count: usize) {
    let table = table(tallies);
    let sum = |of: fn(&Tally) -> usize| tallies.iter().map(of).sum::<usize>();
    let (right, missed, unknown) = (sum(|t| t.right), sum(|t| t.missed), sum(|t| t.unknown));
    assert_eq!(sum(|t| t.wrong), 0, "{report}{table}");
    assert!(missed * 20 <= right, "{report}{table}");
    assert!(unknown * 20 <= count * CHANGES.len(), "the test must follow nearly all of them\n{table}");
    for (change, tally) in CHANGES.iter().zip(tallies) {
        assert!(tally.missed * 7 <= tally.right, "{}\n{report}{table}", change.name);
    }
}

#[test]
fn three_hundred_annotations_on_our_own_texts_are_followed_through_ten_kinds_of_change() {
    check(&documents(), 300, 5);
}

#[test]
fn three_hundred_annotations_on_real_documents_are_followed_through_ten_kinds_of_change() {
    let Some(corpus) = corpus("annotations on real documents followed through changes") else { return };
    check(&texts_of(&corpus), 300, 7);
}
