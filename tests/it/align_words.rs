//! Tests of: align/word, on words whose counterparts were found by reading, and on texts that nobody would write.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use hexapla::align::word::{Lexicon, counterpart, counterparts, word_at};

use crate::dice::{Dice, HOSTILE};
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
        assert_eq!(fields.len(), 5, "{row}");
        let (source, target, line, word, right) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
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
    }
    for (name, score) in &scores {
        let hits = score.hits as f32 / score.asked.max(1) as f32;
        let wrong = score.wrong as f32 / score.marks.max(1) as f32;
        println!("{name}: hit@1 {hits:.3} of {}, wrong {wrong:.3} of {} marks", score.asked, score.marks);
    }
    // The numbers of readings that were asked for, and what has been reached, less a little.
    for (name, asked, hits, wrong) in [("ar-en", 60, 0.86, 0.10), ("en-zh", 60, 0.92, 0.08), ("ar-zh", 30, 0.84, 0.10)]
    {
        let score = &scores[name];
        assert!(score.asked >= asked, "{name}");
        assert!(score.hits as f32 >= hits * score.asked as f32, "{name}: {} of {}", score.hits, score.asked);
        assert!(score.wrong as f32 <= wrong * score.marks as f32, "{name}: {} of {}", score.wrong, score.marks);
    }
}

#[test]
fn any_text_has_counterparts_inside_it_or_none() {
    let mut dice = Dice(4);
    for round in 0..300 {
        let (n, m) = (dice.roll(120), dice.roll(120));
        let (source, target) = (dice.text(&HOSTILE, n), dice.text(&HOSTILE, m));
        let texts = [(source.as_str(), target.as_str()), (target.as_str(), source.as_str())];
        let lexicon = (round % 2 == 0).then(|| Lexicon::of(texts));
        let start = dice.roll(source.len() + 9);
        let end = start + dice.roll(40);
        let mut last = 0;
        for found in counterparts(&source, start..end, &target, lexicon.as_ref()) {
            assert!(found.range.start >= last && target.get(found.range.clone()).is_some_and(|mark| !mark.is_empty()));
            assert!((0.0..=1.0).contains(&found.score));
            last = found.range.end;
        }
        if let Some(word) = word_at(&source, start) {
            assert!(word.end > start && source.get(word).is_some());
        }
    }
}
