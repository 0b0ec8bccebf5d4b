//! The bundled vectors on real documents: sentences of the United Nations find their translations.

use hexapla::align::vector::{DIMENSIONS, add, pieces, weight};

use crate::harness::corpus;

/// Lines that are looked up among each other.
const LINES: usize = 200;

/// A line's weighted rows, less the mean of its language, as a unit vector.
fn vectors(lines: &[&str]) -> Vec<[f32; DIMENSIONS]> {
    let mut rows = vec![[0.0; DIMENSIONS]; lines.len()];
    let mut weights = vec![0.0; lines.len()];
    for (n, line) in lines.iter().enumerate() {
        for piece in pieces(line) {
            add(piece, weight(piece), &mut rows[n]);
            weights[n] += weight(piece);
        }
    }
    let all: f32 = weights.iter().sum();
    let mut mean = [0.0; DIMENSIONS];
    for row in &rows {
        row.iter().zip(&mut mean).for_each(|(x, mean)| *mean += x / all);
    }
    for (row, weight) in rows.iter_mut().zip(&weights) {
        row.iter_mut().zip(&mean).for_each(|(x, mean)| *x -= mean * weight);
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        row.iter_mut().for_each(|x| *x /= length);
    }
    rows
}

fn dot(a: &[f32; DIMENSIONS], b: &[f32; DIMENSIONS]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn the_nearest_of_200_sentences_is_mostly_the_translation_in_all_15_pairs() {
    let Some(folder) = corpus("retrieval by the bundled vectors") else { return };
    let texts = ["ar", "en", "es", "fr", "ru", "zh"].map(|language| {
        let path = folder.join("data/unpc").join(format!("unpc.{language}"));
        (language, std::fs::read_to_string(path).expect("a text of the corpus"))
    });
    let lines = texts.each_ref().map(|(_, text)| text.lines().collect::<Vec<_>>());
    let count = lines.iter().map(Vec::len).min().unwrap_or(0);
    let keep: Vec<usize> = (0..count).filter(|&n| lines.iter().all(|side| side[n].len() > 40)).take(LINES).collect();
    let sides = lines.each_ref().map(|side| vectors(&keep.iter().map(|&n| side[n]).collect::<Vec<_>>()));
    let (mut all, mut pairs) = (0.0, 0);
    for (a, left) in sides.iter().enumerate() {
        for (b, right) in sides.iter().enumerate().skip(a + 1) {
            let scores: Vec<Vec<f32>> =
                left.iter().map(|row| right.iter().map(|other| dot(row, other)).collect()).collect();
            let found =
                (0..left.len()).filter(|&n| (0..right.len()).all(|m| m == n || scores[n][m] < scores[n][n])).count();
            let share = found as f32 / left.len() as f32;
            assert!(share >= 0.6, "{} to {}: {share}", texts[a].0, texts[b].0);
            (all, pairs) = (all + share, pairs + 1);
        }
    }
    assert_eq!(pairs, 15);
    assert!(all / 15.0 >= 0.8, "{}", all / 15.0);
    eprintln!("retrieval among {LINES}: {:.3}", all / 15.0);
}
