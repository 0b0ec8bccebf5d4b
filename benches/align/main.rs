//! How fast, in how much memory and how well long texts are aligned: `cargo bench --bench align`.
//!
//! The texts: the 6,236 verses of npm's quran-json, the catalogues of Debian's libreoffice-l10n in one pair of languages, and
//! three pairs of them one after the other. Every text is measured in a process of its own, so that its peak memory is its own.
//! Not measured where a registry cannot be reached.

mod data;

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, ensure};
use data::Pair;
use hexapla::align::engine::{Side, align};

const TEXTS: [&str; 3] = ["verses", "interface", "three interfaces"];

fn text(name: &str) -> Result<Pair> {
    match name {
        "verses" => data::verses(),
        "interface" => data::interface("ar", None),
        _ => {
            let mut all = data::interface("ar", None)?;
            for (source, target) in [("zh-cn", "fr"), ("ru", "es")] {
                let more = data::interface(source, Some(target))?;
                all.source.extend(more.source);
                all.target.extend(more.target);
            }
            Ok(all)
        }
    }
}

/// Aligns one text and prints a line of the table.
fn measure(name: &str) -> Result<()> {
    let pair = text(name)?;
    let before = memory("VmRSS:");
    let start = Instant::now();
    let source = Side { texts: pair.source.iter().map(String::as_str).collect(), ..Side::default() };
    let target = Side { texts: pair.target.iter().map(String::as_str).collect(), ..Side::default() };
    let found = align(&source, &target, &[], &mut |_| true).unwrap_or_default();
    let seconds = start.elapsed().as_secs_f64();
    let right = found.beads.iter().filter(|bead| bead.source.len() == 1 && bead.source == bead.target).count();
    let (peak, count) = (memory("VmHWM:"), pair.source.len());
    let share = right as f64 / count.max(1) as f64;
    println!("{name:<18} {count:>7} {seconds:>8.2} {peak:>8.0} {:>8.0} {share:>8.4}", peak - before);
    Ok(())
}

/// A size of this process in MB; 0 where the system does not tell.
fn memory(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kb| kb / 1024.0)
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [name] = &arguments[..] {
        return measure(name);
    }
    println!("{:<18} {:>7} {:>8} {:>8} {:>8} {:>8}", "text", "pairs", "seconds", "peak MB", "own MB", "right");
    for name in TEXTS {
        let status = Command::new(std::env::current_exe()?).arg(name).status()?;
        ensure!(status.success(), "{name} was not measured");
    }
    Ok(())
}
