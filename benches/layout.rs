//! How fast text becomes rows, in MB/s of Arabic, Chinese and English: `cargo bench --bench layout`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use hexapla::layout::{Analysis, Options};
use hexapla::text::{Direction, bidi, grapheme, linebreak};

/// Paragraphs of about a kilobyte, two megabytes of them.
fn paragraphs(sentence: &str) -> Vec<String> {
    let paragraph = sentence.repeat(1000 / sentence.len() + 1);
    (0..2_000_000 / paragraph.len()).map(|number| format!("{number}. {paragraph}")).collect()
}

/// The best of five runs over all paragraphs, in MB/s.
fn speed(paragraphs: &[String], mut work: impl FnMut(&str)) -> f64 {
    let bytes: usize = paragraphs.iter().map(String::len).sum();
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        for paragraph in paragraphs {
            work(paragraph);
        }
        best = best.min(start.elapsed());
    }
    bytes as f64 / 1e6 / best.as_secs_f64()
}

fn main() {
    let options = Options::default();
    println!(
        "{:<10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}",
        "MB/s", "breaks", "clusters", "levels", "analysis", "rows", "both"
    );
    for (name, sentence) in [
        ("Arabic", "تقع البلاد في الجزء الجنوبي من المنطقة، وتبلغ مساحتها الإجمالية 600 86 كيلومتر مربّع. "),
        ("Chinese", "该国位于该区域的南部，总面积为 86 600 平方公里；人口“约一千万”。"),
        ("English", "The country lies in the south of the region; its area is 86,600 square kilometres. "),
    ] {
        let text = paragraphs(sentence);
        let direction = Analysis::new(sentence, &options).direction();
        let breaks = speed(&text, |text| drop(black_box(linebreak::opportunities(text))));
        let clusters = speed(&text, |text| {
            let mut count = 0;
            grapheme::each(text, |_, _| count += 1);
            black_box(count);
        });
        let levels = speed(&text, |text| drop(black_box(bidi::levels(text, direction))));
        let analysis = speed(&text, |text| drop(black_box(Analysis::new(text, &options))));
        let both = speed(&text, |text| drop(black_box(Analysis::new(text, &options).rows(text, &options, 72))));
        let analyses: Vec<Analysis> = text.iter().map(|text| Analysis::new(text, &options)).collect();
        let mut next = analyses.iter().cycle();
        let rows = speed(&text, |text| {
            if let Some(analysis) = next.next() {
                black_box(analysis.rows(text, &options, 72));
            }
        });
        println!("{name:<10}{breaks:>10.1}{clusters:>10.1}{levels:>10.1}{analysis:>10.1}{rows:>10.1}{both:>10.1}");
        let start = Instant::now();
        for _ in 0..10_000 {
            black_box(Analysis::new(&sentence[..sentence.find(' ').unwrap_or(sentence.len())], &options));
        }
        println!("{:<10}{:>10} ns a word alone", "", start.elapsed().as_nanos() / 10_000);
        assert_eq!(direction == Direction::Rtl, name == "Arabic");
    }
}
