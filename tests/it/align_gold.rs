//! Alignments against what people aligned, and against lines that are known to correspond: strict F1 as vecalign scores it.
//!
//! Without optimization the long texts are shortened or left out; all of them: `cargo test --release --test it align_gold`.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use hexapla::align::engine::{Side, align};

use crate::dice::Dice;
use crate::harness::corpus;

/// Whether the tests run on whole texts.
const WHOLE: bool = !cfg!(debug_assertions);

/// Source segments and target segments that correspond.
type Bead = (Vec<usize>, Vec<usize>);

/// Two texts and how they correspond.
struct Gold {
    source: Vec<String>,
    target: Vec<String>,
    beads: Vec<Bead>,
}

/// Hits and all of one direction, strict and lax.
#[derive(Default)]
struct Count {
    strict: usize,
    lax: usize,
    all: usize,
}

impl Count {
    /// How many of `found` are in `gold`: the bead itself, or one that shares a source and a target segment.
    fn add(&mut self, gold: &[Bead], found: &[Bead]) {
        let known: HashSet<&Bead> = gold.iter().collect();
        let mut to: HashMap<usize, HashSet<usize>> = HashMap::new();
        for (source, target) in gold {
            source.iter().for_each(|s| to.entry(*s).or_default().extend(target));
        }
        for bead in found {
            let near = |s: &usize| to.get(s).is_some_and(|targets| bead.1.iter().any(|t| targets.contains(t)));
            let strict = known.contains(bead);
            self.strict += usize::from(strict);
            self.lax += usize::from(strict || bead.0.iter().any(near));
            self.all += 1;
        }
    }

    fn share(&self, hits: usize) -> f64 {
        hits as f64 / self.all.max(1) as f64
    }
}

/// Strict and lax F1 of the engine over `texts`.
fn score(texts: &[Gold]) -> (f64, f64) {
    let (mut precision, mut recall) = (Count::default(), Count::default());
    for gold in texts {
        let left = Side { texts: gold.source.iter().map(String::as_str).collect(), ..Side::default() };
        let right = Side { texts: gold.target.iter().map(String::as_str).collect(), ..Side::default() };
        let found = align(&left, &right, &[], &mut |_| true).expect("nobody stops it");
        let found: Vec<Bead> =
            found.beads.iter().map(|bead| (bead.source.clone().collect(), bead.target.clone().collect())).collect();
        let full = |beads: &[Bead]| -> Vec<Bead> {
            beads.iter().filter(|(source, target)| !source.is_empty() && !target.is_empty()).cloned().collect()
        };
        precision.add(&gold.beads, &found);
        recall.add(&full(&found), &full(&gold.beads));
    }
    let f = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    (
        f(precision.share(precision.strict), recall.share(recall.strict)),
        f(precision.share(precision.lax), recall.share(recall.lax)),
    )
}

fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a text");
    text.strip_suffix('\n').unwrap_or(&text).split('\n').map(str::to_owned).collect()
}

/// The documents of a set: `DOC.src`, `DOC.tgt` and `DOC.gold` with beads as `[0,1]:[0]`.
fn set(folder: &Path) -> Vec<Gold> {
    let numbers = |text: &str| -> Vec<usize> {
        text.trim_matches(['[', ']', ' ']).split(',').filter_map(|number| number.trim().parse().ok()).collect()
    };
    let files = std::fs::read_dir(folder).expect("a set").filter_map(|file| Some(file.ok()?.path()));
    let mut golds: Vec<_> = files.filter(|file| file.extension().is_some_and(|end| end == "gold")).collect();
    golds.sort();
    let read = |gold: &std::path::PathBuf| Gold {
        source: lines(&gold.with_extension("src")),
        target: lines(&gold.with_extension("tgt")),
        beads: lines(gold)
            .iter()
            .filter_map(|line| line.split_once(':'))
            .map(|(s, t)| (numbers(s), numbers(t)))
            .collect(),
    };
    golds.iter().map(read).collect()
}

#[track_caller]
fn check(name: &str, least: f64) {
    let Some(folder) = corpus(name) else { return };
    let (strict, lax) = score(&set(&folder.join("data/gold").join(name)));
    assert!(strict >= least && lax >= 0.97, "{name}: strict {strict:.4}, lax {lax:.4}, asked are {least} and .97");
}

#[test]
fn a_yearbook_german_french() {
    check("textberg-dev-defr", 0.86);
}

#[test]
fn minutes_and_a_magazine_chinese_english() {
    check("champollion-other-zhen", 0.925);
}

#[test]
fn news_with_deletions_arabic_english() {
    if !WHOLE {
        return;
    }
    check("ntrexdrop-aren", 0.985);
}

#[test]
fn news_with_deletions_arabic_chinese() {
    if !WHOLE {
        return;
    }
    check("ntrexdrop-arzh", 0.955);
}

/// Lines that correspond, from which `source` and `target` percent are taken out.
fn damaged(left: &[String], right: &[String], source: usize, target: usize, seed: u64) -> Gold {
    let mut dice = Dice(seed);
    let mut gold = Gold { source: Vec::new(), target: Vec::new(), beads: Vec::new() };
    for (a, b) in left.iter().zip(right) {
        let mut bead: Bead = (Vec::new(), Vec::new());
        if dice.roll(100) >= source {
            bead.0.push(gold.source.len());
            gold.source.push(a.clone());
        }
        if dice.roll(100) >= target {
            bead.1.push(gold.target.len());
            gold.target.push(b.clone());
        }
        if !bead.0.is_empty() || !bead.1.is_empty() {
            gold.beads.push(bead);
        }
    }
    gold
}

/// The lines of the six languages; without optimization only the first ones, which would take minutes.
fn six(folder: &Path) -> Vec<(&'static str, Vec<String>)> {
    let most = if WHOLE { 2000 } else { 200 };
    let read = |language: &'static str| {
        let mut all = lines(&folder.join("data/unpc").join(format!("unpc.{language}")));
        all.truncate(most);
        (language, all)
    };
    ["ar", "en", "es", "fr", "ru", "zh"].map(read).into()
}

#[test]
fn every_pair_of_the_six_languages_with_a_twentieth_missing_on_either_side() {
    let Some(folder) = corpus("the six languages") else { return };
    let six = six(&folder);
    let mut worst = (1.0, String::new());
    for (at, (first, left)) in six.iter().enumerate() {
        for (second, right) in &six[at + 1..] {
            let (strict, _) = score(&[damaged(left, right, 5, 5, at as u64 + 40)]);
            if strict < worst.0 {
                worst = (strict, format!("{first}-{second}"));
            }
        }
    }
    assert!(worst.0 >= if WHOLE { 0.98 } else { 0.95 }, "{}: {:.4}", worst.1, worst.0);
}

#[test]
fn a_third_of_one_side_missing() {
    let Some(folder) = corpus("a third missing") else { return };
    let six = six(&folder);
    for (left, right) in [(5, 1), (0, 1), (1, 4)] {
        let (strict, _) = score(&[damaged(&six[left].1, &six[right].1, 0, 33, 7)]);
        assert!(strict >= if WHOLE { 0.96 } else { 0.9 }, "{}-{}: {strict:.4}", six[left].0, six[right].0);
    }
}
