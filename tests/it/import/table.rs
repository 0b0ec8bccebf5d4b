//! The table of every real file: what is read of each, what it costs, what is said of those that cannot be read.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use hexapla::document::Kind;
use hexapla::import::{self, Hints};

use crate::harness::corpus;

/// Names the file to a process of its own, in which nothing else is read.
const FILE: &str = "HEXAPLA_TEST_FILE";
/// MB that reading any of them may take.
const MOST: f64 = 512.0;

/// The files under `folder`, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    found
}

/// The most memory that this process had, in MB; 0 where the system does not tell.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kb| kb / 1024.0)
}

/// What is said of one file: its line of the table, after a mark by which it is found.
fn row(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let bytes = std::fs::read(path).expect("a readable file");
    let start = Instant::now();
    let read = import::read_all(&bytes, &Hints { name, ..Hints::default() });
    let taken = start.elapsed().as_secs_f64() * 1e3;
    let said = match &read {
        Err(error) => format!("{:9}{:>22} error: {error}", "-", ""),
        Ok(imported) => {
            let blocks = || imported.documents.iter().flat_map(|one| &one.blocks);
            let count = |kind| blocks().filter(|block| block.kind == kind).count();
            let numbered = blocks().filter(|b| b.kind == Kind::Paragraph && b.number.is_some()).count();
            let warnings: Vec<&str> =
                imported.documents.iter().flat_map(|one| &one.warnings).map(|w| w.message.as_str()).collect();
            let first: String = warnings.first().copied().unwrap_or("").chars().take(70).collect();
            let format = imported.documents.first().map_or("links", |one| one.format.as_str());
            let (all, notes, tables) = (blocks().count(), count(Kind::Note), count(Kind::Table));
            format!("{format:9} {all:6} {numbered:5} {notes:4} {tables:4} {:4} {first}", warnings.len())
        }
    };
    format!("row {} {taken:6.0} {:5.0}  {said}", if read.is_ok() { "read" } else { "none" }, peak())
}

/// Prints the table. No file makes the program fail or takes more memory than is said; what is hostile ends in an error that
/// says something, or in a warning. The milliseconds are for people: nothing is judged by them.
#[test]
fn the_table_of_every_file() {
    if let Some(path) = std::env::var_os(FILE) {
        println!("{}", row(Path::new(&path)));
        return;
    }
    let Some(corpus) = corpus("the table of every file") else { return };
    let folder = corpus.join("data/formats");
    let mut table = format!("{:58}     ms    MB  format    blocks numb. note tabl warn\n", "file");
    for path in files(&folder) {
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--exact", "import::table::the_table_of_every_file", "--nocapture"]).env(FILE, &path);
        let output = command.output().expect("it runs");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = printed.lines().find_map(|line| line.split_once("row ")).map(|(_, line)| line).expect("a row");
        let (read, line) = line.split_once(' ').expect("whether it was read");
        let peak: f64 = line.split_whitespace().nth(1).and_then(|peak| peak.parse().ok()).expect("a peak");
        assert!(peak < MOST, "{name}: {line}");
        let is_hostile = name.contains("-hostile/");
        // Some of what a hostile folder holds is right, and is there to be read.
        let is_said = read == "none" || line.split_whitespace().nth(7).is_some_and(|warnings| warnings != "0");
        assert!(!is_hostile || is_said || name.contains("valid"), "nothing is said of {name}: {line}");
        let short: String = name.chars().rev().take(58).collect::<Vec<char>>().into_iter().rev().collect();
        table += &format!("{short:58} {line}\n");
    }
    // Past the test harness's capture, so that a passing run prints it.
    let _ = write!(std::io::stderr().lock(), "{table}");
}
