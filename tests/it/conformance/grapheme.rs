//! GraphemeBreakTest.txt of UAX #29 against the clusters that cells are made of.
//!
//! Ours are those of the standard with further cuts, so that each takes at most two cells. Every one of them must be of a
//! rule that `grapheme::each` documents, and is counted by it.

use std::collections::BTreeMap;

use hexapla::text::{grapheme, width};
use icu_properties::CodePointMapData;
use icu_properties::props::GraphemeClusterBreak;

use super::Count;
use crate::unicode::{characters, published, tell, version};

/// Why a cluster of the standard is cut before the byte `at`; none where no rule says so.
fn rule(cluster: &str, at: usize) -> Option<&'static str> {
    let (before, after) = cluster.split_at(at);
    let (before, after) = (before.chars().next_back()?, after.chars().next()?);
    let is_tag = |c: char| matches!(c, '\u{E0020}'..='\u{E007F}');
    let has_cell = |c| width::char(c, false) > 0;
    let first = cluster.chars().next()?;
    let prepended = CodePointMapData::<GraphemeClusterBreak>::new().get(first) == GraphemeClusterBreak::Prepend;
    if is_tag(before) || is_tag(after) {
        Some("beside a tag")
    } else if !has_cell(after) {
        None
    } else if cluster.contains(is_tag) {
        Some("in a cluster with a tag")
    } else if prepended {
        Some("after a prepended sign")
    } else if width::natural(cluster, false) > 2 {
        Some("in a cluster wider than two cells")
    } else if !has_cell(first) {
        Some("after a mark without a base")
    } else {
        None
    }
}

/// The clusters of a line of the file: `÷ 0020 × 0308 ÷ 0041 ÷`.
fn clusters(line: &str) -> Vec<String> {
    let line = line.split('#').next().unwrap_or_default();
    line.split('÷').map(|codes| characters(&codes.replace('×', " "))).filter(|cluster| !cluster.is_empty()).collect()
}

/// The cases of `file`; further cuts are counted by rule.
fn run(file: &str, name: &str) {
    let count = Count::default();
    let mut further: BTreeMap<&str, usize> = BTreeMap::new();
    for line in file.lines().filter(|line| !clusters(line).is_empty()) {
        let theirs = clusters(line);
        let text = theirs.concat();
        let mut ours = Vec::new();
        grapheme::each(&text, |at, cluster| {
            assert_eq!(at, ours.last().map_or(0, |(at, before): &(usize, &str)| at + before.len()), "{line}");
            ours.push((at, cluster));
        });
        let mut starts: Vec<usize> = ours.iter().map(|&(at, _)| at).collect();
        let mut result = Ok(());
        let mut start = 0;
        for cluster in &theirs {
            if !starts.contains(&start) {
                result = Err(format!("no cluster begins at {cluster:?}"));
            }
            starts.retain(|&at| at != start);
            for &at in starts.iter().filter(|&&at| at > start && at < start + cluster.len()) {
                match rule(cluster, at - start) {
                    Some(rule) => *further.entry(rule).or_default() += 1,
                    None => result = Err(format!("{:?} is cut at byte {} by no rule", cluster, at - start)),
                }
            }
            start += cluster.len();
        }
        if ours.iter().map(|&(_, cluster)| cluster).collect::<String>() != text {
            result = Err(format!("not the text: {text:?}"));
        }
        count.add(result);
    }
    count.tell(name);
    for (rule, cuts) in further {
        tell(&format!("  cut further for cells: {cuts} x {rule}"));
    }
}

#[test]
fn grapheme_break_test() {
    let what = "the conformance test of UAX #29";
    let Some(file) = published("icu_segmenter", "tests/testdata/GraphemeBreakTest_17.txt", what) else { return };
    assert_eq!(version(&file), "17.0.0");
    run(&file, "GraphemeBreakTest 17.0.0");
}

/// The same over long random sequences, which the authors of the standard made for ICU.
#[test]
fn grapheme_break_random_test() {
    let what = "the random test of UAX #29";
    let Some(file) = published("icu_segmenter", "tests/testdata/GraphemeBreakRandomTest_17.txt", what) else { return };
    run(&file, "GraphemeBreakRandomTest 17");
}
