//! How fast text becomes rows, in MB/s: ours with joined letters, the plain pipeline of crates, FriBidi: `cargo bench --bench layout`.
//!
//! All of them lay out the same paragraphs in turn, round after round; printed are the medians, and of every round's ratios the
//! median. With `HEXAPLA_CORPUS` set, the paragraphs are those of real documents.

mod peer;
mod plain;
mod sample;

use std::hint::black_box;
use std::time::Instant;

use hexapla::layout::{Analysis, Options};
use hexapla::text::{Direction, bidi, grapheme, linebreak};
use peer::Peer;
use sample::Sample;

const COLUMNS: u16 = 72;
const ROUNDS: usize = 5;

/// What one round measured of one language, in seconds.
#[derive(Default)]
struct Round {
    breaks: f64,
    clusters: f64,
    levels: f64,
    analysis: f64,
    rows: f64,
    ours: f64,
    plain: f64,
    peer: Option<f64>,
}

/// The seconds that `work` takes on all paragraphs.
fn pass(sample: &Sample, mut work: impl FnMut(&str)) -> f64 {
    let start = Instant::now();
    sample.paragraphs.iter().for_each(|paragraph| work(paragraph));
    start.elapsed().as_secs_f64()
}

fn round(sample: &Sample, options: &Options, peer: Option<&Peer>) -> Round {
    let direction = sample.direction;
    let mut round = Round {
        ours: pass(sample, |text| drop(black_box(Analysis::new(text, options).rows(text, options, COLUMNS)))),
        plain: pass(sample, |text| drop(black_box(plain::rows(text, direction, COLUMNS)))),
        peer: peer.and_then(|peer| peer.run(direction, COLUMNS).ok()),
        breaks: pass(sample, |text| drop(black_box(linebreak::opportunities(text)))),
        clusters: pass(sample, |text| {
            grapheme::each(text, |start, cluster| {
                let _ = black_box((start, cluster));
            })
        }),
        levels: pass(sample, |text| drop(black_box(bidi::levels(text, direction)))),
        ..Round::default()
    };
    for text in &sample.paragraphs {
        let start = Instant::now();
        let analysis = black_box(Analysis::new(text, options));
        let middle = Instant::now();
        let rows = black_box(analysis.rows(text, options, COLUMNS));
        round.rows += middle.elapsed().as_secs_f64();
        round.analysis += (middle - start).as_secs_f64();
        drop((analysis, rows));
    }
    round
}

/// The plain pipeline does the same work: every byte in one cell of one row, no cell beyond the last column.
fn check(sample: &Sample) {
    for text in &sample.paragraphs {
        let rows = plain::rows(text, sample.direction, COLUMNS);
        let bytes: usize = rows.iter().flatten().map(|cell| cell.source.len()).sum();
        assert_eq!(bytes, text.len(), "{text}");
        let wide = rows.iter().flatten().find(|cell| {
            let ink = !text[cell.source.clone()].trim().is_empty();
            ink && sample.direction == Direction::Ltr && cell.column + u16::from(cell.width) > COLUMNS
        });
        assert!(wide.is_none(), "{text}");
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn main() {
    let megabytes = if std::env::var_os("HEXAPLA_CORPUS").is_some() { 20 } else { 4 };
    let (samples, from) = sample::samples(megabytes * 1_000_000);
    println!("{from}; {megabytes} MB each, {COLUMNS} columns, {ROUNDS} rounds, medians");
    samples.iter().for_each(check);
    let peer = Peer::new();
    let peer = match peer.as_ref().map_err(Clone::clone).and_then(|peer| prepare(peer, &samples)) {
        Ok(peer) => {
            println!(
                "FriBidi {}, Arabic: levels, joining and shaping, order of rows; without rules for breaks",
                peer.version
            );
            Some(peer)
        }
        Err(why) => {
            println!("not run: the comparison with FriBidi: {why}");
            None
        }
    };
    let mut rounds: Vec<Vec<Round>> = samples.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for (sample, rounds) in samples.iter().zip(&mut rounds) {
            let peer = peer.filter(|_| sample.direction.is_rtl());
            rounds.push(round(sample, &sample::options(sample), peer));
        }
    }
    println!(
        "\n{:<9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>10}{:>10}",
        "MB/s", "breaks", "clusters", "levels", "analysis", "rows", "ours", "plain", "FriBidi", "/plain", "/FriBidi"
    );
    for (sample, rounds) in samples.iter().zip(&rounds) {
        let speed = |of: fn(&Round) -> f64| sample.bytes as f64 / 1e6 / median(rounds.iter().map(of).collect());
        print!("{:<9}", sample.name);
        let stages: [fn(&Round) -> f64; 7] =
            [|r| r.breaks, |r| r.clusters, |r| r.levels, |r| r.analysis, |r| r.rows, |r| r.ours, |r| r.plain];
        for stage in stages {
            print!("{:>9.1}", speed(stage));
        }
        let plain = median(rounds.iter().map(|round| round.plain / round.ours).collect());
        let peer: Vec<f64> = rounds.iter().filter_map(|round| round.peer).collect();
        if peer.is_empty() {
            println!("{:>9}{plain:>10.2}{:>10}", "-", "-");
        } else {
            let ratio = median(rounds.iter().filter_map(|round| Some(round.peer? / round.ours)).collect());
            println!("{:>9.1}{plain:>10.2}{ratio:>10.2}", sample.bytes as f64 / 1e6 / median(peer));
        }
    }
}

/// Writes the Arabic text where the peer finds it.
fn prepare<'p>(peer: &'p Peer, samples: &[Sample]) -> Result<&'p Peer, String> {
    let arabic = samples.iter().find(|sample| sample.direction == Direction::Rtl).ok_or("no Arabic text")?;
    peer.prepare(&arabic.paragraphs).map(|()| peer)
}
