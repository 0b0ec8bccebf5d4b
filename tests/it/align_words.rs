//! Tests of: align/word, on words whose counterparts were found by reading.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use hexapla::align::word::{Lexicon, counterpart};

use crate::harness::corpus;

/// A word and what is right for it.
struct Entry {
    source: String,
    target: String,
    /// From 0.
    line: usize,
    word: Range<usize>,
    /// The counterpart itself, and what a mark may cover.
    right: Vec<(Range<usize>, Range<usize>)>,
}

fn range(text: &str) -> Range<usize> {
    let (start, end) = text.split_once("..").expect("a range");
    start.parse().expect("a number")..end.parse().expect("a number")
}

fn entries() -> Vec<Entry> {
    let table = include_str!("../data/align/words.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let fields: Vec<&str> = row.split('\t').collect();
        let [source, target, line, word, right] = fields[..] else { panic!("five fields: {row}") };
        let right = right.split('|').filter(|one| *one != "-").map(|one| {
            let (core, allowed) = one.split_once(',').unwrap_or((one, one));
            (range(core), range(allowed))
        });
        Entry {
            source: source.to_owned(),
            target: target.to_owned(),
            line: line.parse::<usize>().expect("a line") - 1,
            word: range(word),
            right: right.collect(),
        }
    })
    .collect()
}

fn lines(folder: &Path, language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join(format!("unpc.{language}"))).expect("the corpus");
    text.lines().map(str::to_owned).collect()
}

#[derive(Default)]
struct Score {
    asked: usize,
    hits: usize,
    marks: usize,
    wrong: usize,
}

#[test]
fn words_find_their_counterparts() {
    let Some(corpus) = corpus("words against words") else { return };
    let folder = corpus.join("data/unpc");
    let texts: BTreeMap<&str, Vec<String>> =
        ["ar", "en", "zh"].map(|language| (language, lines(&folder, language))).into();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut lexicons: BTreeMap<(String, String), Lexicon> = BTreeMap::new();
    for entry in entries() {
        let (source, target) = (&texts[&*entry.source], &texts[&*entry.target]);
        // As in the reader: the lexicon is taught by the document that holds the sentence.
        let lexicon = lexicons
            .entry((entry.source.clone(), entry.target.clone()))
            .or_insert_with(|| Lexicon::of(source.iter().map(String::as_str).zip(target.iter().map(String::as_str))));
        let (left, right) = (&source[entry.line], &target[entry.line]);
        let found = counterpart(left, entry.word.clone(), right, Some(lexicon));
        let mut pair = [entry.source.as_str(), entry.target.as_str()];
        pair.sort();
        let verdict = found.as_ref().map(|found| {
            entry.right.iter().any(|(core, allowed)| {
                found.range.start < core.end
                    && core.start < found.range.end
                    && allowed.start <= found.range.start
                    && found.range.end <= allowed.end
            })
        });
        for name in [pair.join("-"), format!("{}>{}", entry.source, entry.target)] {
            let score = scores.entry(name).or_default();
            score.asked += usize::from(!entry.right.is_empty());
            score.marks += usize::from(found.is_some());
            score.hits += usize::from(verdict == Some(true));
            score.wrong += usize::from(verdict == Some(false));
        }
        if std::env::var_os("SHOW_WORDS").is_some()
            && (verdict == Some(false) || verdict.is_none() && !entry.right.is_empty())
        {
            let expected: Vec<&str> = entry.right.iter().map(|(core, _)| &right[core.clone()]).collect();
            println!(
                "{}>{} {} {} => {:?}, right {expected:?}",
                entry.source,
                entry.target,
                entry.line + 1,
                &left[entry.word.clone()],
                found.map(|f| (right[f.range].to_owned(), f.score))
            );
        }
    }
    for (name, score) in &scores {
        let rate = |a: usize, b: usize| a as f32 / b.max(1) as f32;
        println!(
            "{name}: {} asked, hit@1 {:.3}, {} marks, wrong {:.3}",
            score.asked,
            rate(score.hits, score.asked),
            score.marks,
            rate(score.wrong, score.marks)
        );
    }
}
