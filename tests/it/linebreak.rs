//! Break opportunities against the files of Unicode, and what the tailorings change.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use hexapla::text::linebreak::{self, Break, Breaker, Class, class};

/// An official test file of line breaking: below `HEXAPLA_UNICODE`, else where the package icu_segmenter keeps its tests.
fn official(name: &str) -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("HEXAPLA_UNICODE") {
        let path = PathBuf::from(folder).join(name);
        if path.is_file() {
            return Some(path);
        }
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let output = Command::new(cargo)
        .args(["metadata", "--offline", "--format-version", "1", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .output()
        .ok()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    let package = metadata["packages"].as_array()?.iter().find(|package| package["name"] == "icu_segmenter")?;
    let manifest = Path::new(package["manifest_path"].as_str()?);
    let path = manifest.with_file_name("tests").join("testdata").join(name);
    path.is_file().then_some(path)
}

/// Prints past the capture of the test harness.
fn say(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}

/// The texts of a test file, each with the bytes before its breaks.
fn cases(name: &str) -> Option<Vec<(String, Vec<usize>)>> {
    let Some(path) = official(name) else {
        say(&format!("{name}: not run: the file was found neither in HEXAPLA_UNICODE nor in the package icu_segmenter"));
        return None;
    };
    let file = std::fs::read_to_string(path).unwrap();
    let mut cases = Vec::new();
    for line in file.lines() {
        let line = line.split('#').next().unwrap_or("");
        let mut text = String::new();
        let mut breaks = Vec::new();
        for token in line.split_whitespace() {
            match token {
                "×" => {}
                "÷" => breaks.push(text.len()),
                hex => text.push(char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap()),
            }
        }
        if !text.is_empty() {
            breaks.retain(|&at| at > 0 && at < text.len());
            cases.push((text, breaks));
        }
    }
    Some(cases)
}

/// The breaks of the standard, with `of` for the classes.
fn breaks(text: &str, of: impl Fn(char) -> Class) -> Vec<usize> {
    let mut breaker = Breaker::standard(text);
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if breaker.before(at, c, of(c)) >= Break::Allowed && at > 0 {
            found.push(at);
        }
    }
    found
}

#[track_caller]
fn run(name: &str, label: &str) -> Vec<String> {
    let Some(cases) = cases(name) else { return Vec::new() };
    let mut different = Vec::new();
    for (text, expected) in &cases {
        let found = breaks(text, class::of);
        if &found != expected {
            let codes: Vec<String> = text.chars().map(|c| format!("{:04X}", c as u32)).collect();
            different.push(format!("{}: {found:?}, expected {expected:?}", codes.join(" ")));
        }
    }
    say(&format!("{label}: {} of {}", cases.len() - different.len(), cases.len()));
    different
}

#[test]
fn the_test_file_of_the_standard_passes() {
    let different = run("LineBreakTest.txt", "LineBreakTest 18.0");
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn seventeen() {
    let different = run("LineBreakTest_17.txt", "LineBreakTest 17.0");
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn random() {
    let different = run("LineBreakRandomTest_17.txt", "LineBreakRandomTest 17.0");
    assert!(different.is_empty(), "{}", different.len());
}
