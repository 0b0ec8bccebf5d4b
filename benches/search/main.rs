//! How fast a library of 100 MB is searched, beside ripgrep and SQLite's trigrams: `cargo bench --bench search`.
//!
//! The library is generated: 1,000 files of 100 KB in six languages, of the blocks of real documents (`HEXAPLA_CORPUS`; of the
//! built-in guide where that is not set), their numbers and the order of their blocks varied. Everything is measured as a
//! whole process, from its start to its end, its output read: `hexapla search`, `rg -F` on the same files, and a process that
//! asks a database of the same blocks. Rounds are interleaved; medians are printed, and what counts are the ratios. ripgrep
//! is taken from the path and left out where there is none.

mod library;
mod peer;

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

/// Bytes of the library.
const SIZE: usize = 100_000_000;
/// Bytes of one file.
const FILE: usize = 100_000;
/// How often each is measured.
const ROUNDS: usize = 15;

/// What is looked for: often, seldom, once, never, in short words and in long ones. Those that ripgrep and SQLite take in the
/// same sense: what they miss by folding is not counted for or against anybody.
const QUERIES: [&str; 10] = [
    "Azerbaijan",
    "human rights",
    "阿塞拜疆",
    "国际",
    "حقوق الإنسان",
    "المملكة",
    "Генеральная Ассамблея",
    "xylophone quartet",
    "droits de l’homme",
    "the",
];

/// One process: milliseconds to the first byte of its output and to its end, and how many lines it printed.
struct Run {
    first: f64,
    all: f64,
    lines: usize,
}

fn run(command: &mut Command) -> Result<Run> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut out = child.stdout.take().context("a pipe")?;
    let mut buffer = vec![0; 1 << 18];
    let (mut first, mut lines) = (None, 0);
    loop {
        let count = out.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        first = first.or_else(|| Some(start.elapsed()));
        lines += buffer[..count].iter().filter(|byte| **byte == b'\n').count();
    }
    child.wait()?;
    let all = start.elapsed();
    let ms = |time: std::time::Duration| time.as_secs_f64() * 1000.0;
    Ok(Run { first: ms(first.unwrap_or(all)), all: ms(all), lines })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The memory of a whole search in MB: this program does what the command line does, and says what it took at most.
fn memory(home: &Path, query: &str) -> Result<f64> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["search", query]).env("HEXAPLA_HOME", home).env("HEXAPLA_BENCH", "command");
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    said.trim().parse().with_context(|| format!("no memory in {said:?}"))
}

/// What this process took at most, in MB; 0 where the system does not tell.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kb| kb / 1024.0)
}

fn main() -> Result<()> {
    match std::env::var("HEXAPLA_BENCH").as_deref() {
        Ok("command") => {
            hexapla::cli::main();
            eprintln!("{:.1}", peak());
            return Ok(());
        }
        Ok(database) => return peer::ask(Path::new(database), &std::env::args().nth(1).unwrap_or_default()),
        Err(_) => {}
    }
    let folder = tempfile::tempdir()?;
    let (home, files) = (folder.path().join("home"), folder.path().join("files"));
    let text = library::generate(&files, SIZE, FILE)?;
    println!("{:.1} MB of text in {} files, from {}", text.bytes as f64 / 1e6, text.files, text.from);
    let hexapla = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hexapla"));
        command.args(arguments).env("HEXAPLA_HOME", &home).env("NO_COLOR", "1");
        command
    };
    let added = run(&mut hexapla(&["add", &files.to_string_lossy()]))?;
    println!("added in {:.1} s ({} works)", added.all / 1000.0, added.lines);
    let copied = run(&mut hexapla(&["search", "xylophone quartet"]))?;
    // A file that was changed a moment ago is looked at once more.
    std::thread::sleep(std::time::Duration::from_millis(2500));
    run(&mut hexapla(&["search", "xylophone quartet"]))?;
    println!(
        "folded copies, where there were none: {:.1} s, {:.0} MB",
        copied.all / 1000.0,
        peer::size(&home.join("folded"))
    );
    let database = folder.path().join("trigrams.db");
    let start = Instant::now();
    peer::build(&database, &files)?;
    println!("SQLite trigrams: {:.1} s, {:.0} MB", start.elapsed().as_secs_f64(), peer::size(&database));
    let ripgrep = Command::new("rg").arg("--version").output().is_ok();
    ensure!(text.bytes > 0, "no text");

    println!(
        "\n{:<24} {:>7} {:>8} {:>8} {:>7}   {:>8} {:>8} {:>6}   {:>8} {:>8} {:>6}",
        "query", "lines", "first ms", "all ms", "MB", "rg lines", "rg ms", "ratio", "fts", "fts ms", "ratio"
    );
    for query in QUERIES {
        let (mut own, mut rg, mut fts) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let a = run(&mut hexapla(&["search", query]))?;
            let b = if ripgrep {
                run(Command::new("rg").args(["-F", "--no-config", query]).arg(&files))?
            } else {
                Run { first: 0.0, all: f64::NAN, lines: 0 }
            };
            let mut ask = Command::new(std::env::current_exe()?);
            let c = run(ask.arg(query).env("HEXAPLA_BENCH", &database))?;
            if round > 0 {
                own.push(a);
                rg.push(b);
                fts.push(c);
            }
        }
        let all = |runs: &[Run]| median(runs.iter().map(|run| run.all).collect());
        let first = median(own.iter().map(|run| run.first).collect());
        let lines = |runs: &[Run]| runs.first().map_or(0, |run| run.lines);
        let (a, b, c) = (all(&own), all(&rg), all(&fts));
        println!(
            "{query:<24} {:>7} {first:>8.1} {a:>8.1} {:>7.1}   {:>8} {b:>8.1} {:>6.2}   {:>8} {c:>8.1} {:>6.2}",
            lines(&own),
            memory(&home, query)?,
            lines(&rg),
            a / b,
            lines(&fts),
            a / c,
        );
    }
    Ok(())
}
