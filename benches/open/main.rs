//! How fast every format is read, and how soon the first screen of a file stands: `cargo bench --bench open`.
//!
//! The files: those of the folder of real documents (`HEXAPLA_CORPUS`) and, for the formats of which it has none and for size,
//! some that are made here. A format's files are read again and again for a second, one after the other; the table gives
//! megabytes (10^6) a second of the files as they lie on the disk and of the text that was read of them.
//!
//! A first screen is measured as a whole process in a terminal that this program plays: from its start to the frame that has
//! the status line, the median of several. `less` on the same file is the measure where it is text.

mod made;
mod sample;
mod terminal;

use std::time::{Duration, Instant};

use anyhow::Result;
use hexapla::import::{FORMATS, Hints, read_all};
use rustix::time::{ClockId, clock_gettime};

use sample::Sample;

/// How long a format is read.
const LONG: Duration = Duration::from_secs(1);

/// Reads `samples` once, as `format`: bytes of text that came of them.
fn round(samples: &[Sample], format: &str) -> usize {
    let mut text = 0;
    for sample in samples {
        let hints = Hints { name: Some(sample.name.clone()), format: Some(format.to_owned()), ..Hints::default() };
        let Ok(imported) = read_all(&sample.bytes, &hints) else { continue };
        text += imported.documents.iter().flat_map(|one| &one.blocks).map(|block| block.text.len()).sum::<usize>();
    }
    text
}

/// A line of the table of one set of files.
fn measure(label: &str, format: &str, samples: &[Sample]) {
    let bytes: usize = samples.iter().map(|sample| sample.bytes.len()).sum();
    let text = round(samples, format);
    let (start, before) = (Instant::now(), processor());
    let mut rounds = 0_u32;
    while rounds == 0 || start.elapsed() < LONG {
        round(samples, format);
        rounds += 1;
    }
    let rate = |bytes: usize, seconds: f64| bytes as f64 / 1e6 / (seconds / f64::from(rounds));
    let (seconds, processor) = (start.elapsed().as_secs_f64(), processor() - before);
    let (files, read) = (samples.len(), bytes as f64 / 1e6);
    let (all, of_text, own) = (rate(bytes, seconds), rate(text, seconds), rate(bytes, processor));
    println!("{label:<22} {files:>5} {read:>8.2} {all:>9.1} {of_text:>9.1} {own:>13.1}");
}

/// Seconds that all threads of this process were at work so far: what counts where other programs run too.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|one| name.starts_with(one.as_str()));
    println!(
        "{:<22} {:>5} {:>8} {:>9} {:>9} {:>13}",
        "format", "files", "MB", "file MB/s", "text MB/s", "MB/s of a CPU"
    );
    for (name, bytes) in sample::texts() {
        let label = format!("txt, {name}");
        if is_wanted(&label) {
            measure(&label, "txt", &[Sample { name: format!("{name}.txt"), bytes }]);
        }
    }
    for format in FORMATS.iter().filter(|format| is_wanted(format.name)) {
        let samples = sample::of(format.name);
        if !samples.is_empty() {
            measure(format.name, format.name, &samples);
        }
    }
    if is_wanted("screen") {
        println!("\n{:<44} {:>8} {:>14} {:>8}", "first screen of", "MB", "ms to a frame", "less");
        for sample in sample::largest() {
            terminal::measure(&sample)?;
        }
    }
    Ok(())
}
