//! Tests of the engine as a whole, with hostile texts among them.

use std::ops::Range;

use super::feature::{Costs, FEATURES, Row, SIZES};
use super::scene::Scene;
use super::{Side, align, explain, features};
use crate::align::{Alignment, By, Fixed};

fn side<'a>(texts: &[&'a str]) -> Side<'a> {
    Side { texts: texts.to_vec(), ..Side::default() }
}

#[track_caller]
fn covers(alignment: &Alignment, source: usize, target: usize) {
    let (mut i, mut j) = (0, 0);
    for bead in &alignment.beads {
        assert_eq!((bead.source.start, bead.target.start), (i, j));
        assert!(!bead.source.is_empty() || !bead.target.is_empty());
        assert!((0.0..=1.0).contains(&bead.score), "{bead:?}");
        (i, j) = (bead.source.end, bead.target.end);
    }
    assert_eq!((i, j), (source, target));
}

#[track_caller]
fn check(source: &[&str], target: &[&str]) -> Alignment {
    let found = align(&side(source), &side(target), &[], &mut |_| true).expect("nobody stops it");
    covers(&found, source.len(), target.len());
    found
}

/// A text that tells a story of `count` sentences, in one of two made-up languages.
fn story(count: usize, other: bool) -> Vec<String> {
    let mut seed = 5_u64;
    let mut next = |n: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % n
    };
    let word = |k: u64| -> String {
        let syllables: [&str; 10] = if other {
            ["цо", "ню", "ба", "ге", "ти", "ку", "ша", "жи", "фо", "ры"]
        } else {
            ["ka", "lo", "mi", "ne", "pu", "ra", "so", "ti", "ve", "xa"]
        };
        [k % 10, k / 10 % 10, k / 100 % 10].iter().map(|&s| syllables[s as usize]).collect()
    };
    (0..count)
        .map(|_| {
            let words: Vec<String> = (0..4 + next(9)).map(|_| word(next(7) * next(12) * next(12))).collect();
            format!("{}.", words.join(" "))
        })
        .collect()
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[test]
fn hostile_texts_are_covered() {
    check(&[], &[]);
    check(&["one"], &[]);
    check(&[], &["", "  ", "\u{200F}"]);
    check(&[""; 50], &[""; 7]);
    check(&["same words here"; 300], &["same words here"; 211]);
    let (long, digits, marks) = ("word ".repeat(100_000), "9".repeat(200_000), "\u{301}".repeat(100_000));
    check(&[&long, "a", &digits, &marks], &["b", &digits, "c", &long, &long]);
    check(&["中"; 400], &["the"; 3]);
    check(&["\u{0}", "\u{FFFD}\u{202E}", "a\u{0300}"], &["١٢٣", "第", "十", "100 100 100 1"]);
}

#[test]
fn very_many_segments_take_linear_room() {
    // A table of all places would take gigabytes.
    check(&vec![""; 1_500], &vec![""; 1_500]);
    check(&["a b c"; 3], &vec!["x"; 3_000]);
    let texts = story(600, false);
    check(&borrowed(&texts), &["one segment"]);
}

#[test]
fn a_text_is_found_in_another_language_by_its_own_words() {
    let (source, target) = (story(400, false), story(400, true));
    // The target lacks every ninth sentence and joins every seventh with the next.
    let mut lines: Vec<String> = Vec::new();
    let mut beads: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let end = if at % 7 == 3 && at + 1 < source.len() { at + 2 } else { at + 1 };
        if at % 9 == 0 {
            beads.push((at..end, lines.len()..lines.len()));
        } else {
            lines.push(target[at..end].join(" "));
            beads.push((at..end, lines.len() - 1..lines.len()));
        }
        at = end;
    }
    let found = check(&borrowed(&source), &borrowed(&lines));
    let full: Vec<_> = beads.iter().filter(|bead| !bead.1.is_empty()).collect();
    let has = |bead: &&&(Range<usize>, Range<usize>)| {
        found.beads.iter().any(|found| found.source == bead.0 && found.target == bead.1)
    };
    let right = full.iter().filter(has).count();
    assert!(right * 10 >= full.len() * 9, "{right} of {}", full.len());
}

#[test]
fn what_is_fixed_stands() {
    let (source, target) = (story(60, false), story(60, true));
    let fixed = [
        Fixed { source: 10..12, target: 9..10, by: By::Person },
        Fixed { source: 20..20, target: 22..22, by: By::Structure },
        Fixed { source: 30..31, target: 40..40, by: By::Person },
        // Turns back: not heard.
        Fixed { source: 5..6, target: 50..51, by: By::Person },
        Fixed { source: 40..900, target: 50..51, by: By::Person },
    ];
    let found = align(&side(&borrowed(&source)), &side(&borrowed(&target)), &fixed, &mut |_| true).expect("runs");
    covers(&found, 60, 60);
    let has = |s: Range<usize>, t: Range<usize>| {
        found.beads.iter().any(|bead| bead.source == s && bead.target == t && bead.score >= 1.0)
    };
    assert!(has(10..12, 9..10) && has(30..31, 40..40));
    assert!(found.beads.iter().all(|bead| (bead.source.end <= 20) == (bead.target.end <= 22)));
}

#[test]
fn three_thousand_fixed_points_leave_three_thousand_gaps() {
    let texts = vec!["some words"; 3_000];
    let fixed: Vec<Fixed> = (1..3_000).map(|at| Fixed { source: at..at, target: at..at, by: By::Structure }).collect();
    let found = align(&side(&texts), &side(&texts), &fixed, &mut |_| true).expect("runs");
    covers(&found, 3_000, 3_000);
    assert!(found.beads.iter().all(|bead| bead.source == bead.target));
}

#[test]
fn it_stops_when_told_wherever_it_is() {
    let (source, target) = (story(120, false), story(120, true));
    let (source, target) = (borrowed(&source), borrowed(&target));
    let mut calls = 0_i32;
    let mut last = 0.0;
    align(&side(&source), &side(&target), &[], &mut |done| {
        calls += 1;
        assert!((last..=1.0).contains(&done));
        last = done;
        true
    });
    assert!(calls > 50);
    for stop in (0..calls).step_by(calls as usize / 23) {
        let mut left: i32 = stop;
        let found = align(&side(&source), &side(&target), &[], &mut |_| {
            left -= 1;
            left >= 0
        });
        assert!(found.is_none(), "stopped at {stop} of {calls}");
    }
}

#[test]
fn the_same_texts_give_the_same_beads() {
    let (source, target) = (story(90, false), story(80, true));
    assert_eq!(check(&borrowed(&source), &borrowed(&target)), check(&borrowed(&source), &borrowed(&target)));
}

#[test]
fn every_bead_is_explained() {
    let (source, target) = (story(60, false), story(60, true));
    let found = explain(&side(&borrowed(&source)), &side(&borrowed(&target)), &[], &mut |_| true).expect("runs");
    covers(&found.alignment, 60, 60);
    assert_eq!(found.costs.len(), found.alignment.beads.len());
    assert!(
        found.costs.iter().all(|costs| costs.len() == features().len() && costs.iter().all(|cost| cost.is_finite()))
    );
}

#[test]
fn what_a_feature_adds_to_a_row_is_what_it_says_of_each_bead() {
    let (source, target) = (story(40, false), story(40, true));
    let (source, target) = (borrowed(&source), borrowed(&target));
    let begins = |step: usize| (0..40).map(|at| at % step == 0).collect();
    let left = Side { begins: begins(3), ..side(&source) };
    let right = Side { begins: begins(4), ..side(&target) };
    let mut scene = Scene::of(&left, &right, &mut || true).expect("nobody stops it");
    let path: Vec<_> = (0..40).map(|at| (at..at + 1, at..at + 1)).collect();
    super::rounds::learn(&mut scene, &path, true, &mut || true).expect("nobody stops it");
    for feature in &FEATURES {
        let mut rows = (feature.rows)();
        // The gap begins in the middle of the texts, the band moves on.
        let start = (5, 7);
        for i in 5..30 {
            let first: usize = i + 2;
            let columns = first.max(start.1)..(first + 6).min(41);
            let reach = columns.start.saturating_sub(4).max(start.1)..(columns.end + 2).min(40);
            let row = Row { i, columns: columns.clone(), start, reach };
            let mut costs: Vec<Costs> = vec![[0.0; SIZES.len()]; columns.len()];
            rows.add(&scene, &row, 1.0, &mut costs);
            for (j, costs) in columns.zip(&costs) {
                for (&(a, b), cost) in SIZES.iter().zip(costs) {
                    if row.holds(j, (a, b)) {
                        let alone = (feature.bead)(&scene, &(i - a..i), &(j - b..j));
                        let near = (alone - cost).abs() <= 0.01 + alone.abs() * 0.001;
                        assert!(near, "{} {a}-{b} at {i} {j}: {alone} {cost}", feature.name);
                    }
                }
            }
        }
    }
}
