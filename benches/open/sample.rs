//! The files that are read.

use std::path::{Path, PathBuf};

use hexapla::import::{FORMATS, Hints, format_name, read_all};

use crate::made;

/// A file.
pub struct Sample {
    /// Its name without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Bytes of a text that is made of a shorter one.
const LARGE: usize = 16 << 20;

fn corpus() -> Option<PathBuf> {
    std::env::var_os("HEXAPLA_CORPUS").map(PathBuf::from).filter(|folder| folder.join("seeds").is_dir())
}

/// The files under `folder`, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> Option<Sample> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    Some(Sample { bytes: std::fs::read(path).ok()?, name })
}

/// Long plain texts: each seed again and again, each version of the parallel corpus, the built-in guide where there is no corpus.
pub fn texts() -> Vec<(String, Vec<u8>)> {
    let long =
        |bytes: &[u8]| bytes.iter().copied().cycle().take(LARGE - LARGE % bytes.len().max(1)).collect::<Vec<u8>>();
    let Some(corpus) = corpus() else {
        return vec![("guide".to_owned(), long(include_bytes!("../../assets/guide/guide.en.txt")))];
    };
    let mut found = Vec::new();
    for path in files(&corpus.join("seeds")) {
        let Some(mut sample) = read(&path) else { continue };
        sample.bytes.push(b'\n');
        let short: String = sample.name.chars().take(3).collect();
        found.push((format!("seed {short}"), long(&sample.bytes)));
    }
    for language in ["ar", "en", "es", "fr", "ru", "zh"] {
        let Some(sample) = read(&corpus.join(format!("data/unpc/unpc.{language}"))) else { continue };
        found.push((sample.name, long(&sample.bytes)));
    }
    found
}

/// The files of a format that are read without an error: real ones, else made ones.
pub fn of(format: &'static str) -> Vec<Sample> {
    let hints = |name: &str| Hints { name: Some(name.to_owned()), ..Hints::default() };
    let is = |sample: &Sample| {
        format_name(&sample.bytes, &hints(&sample.name)) == Some(format)
            && read_all(&sample.bytes, &hints(&sample.name)).is_ok()
    };
    let real = corpus().map(|corpus| files(&corpus.join("data/formats"))).unwrap_or_default();
    let real = real
        .iter()
        .filter(|path| !path.components().any(|part| part.as_os_str().to_string_lossy().ends_with("-hostile")));
    let mut samples: Vec<Sample> = real.filter_map(|path| read(path)).filter(is).collect();
    samples.extend(made::file(format));
    if format == "txt" {
        samples.extend(long());
    }
    samples
}

/// [`texts`] as files.
fn long() -> impl Iterator<Item = Sample> {
    texts().into_iter().map(|(name, bytes)| Sample { name: format!("{}.txt", name.replace(' ', "-")), bytes })
}

/// The largest file of each format, and long ones that are made.
pub fn largest() -> Vec<Sample> {
    let mut found: Vec<Sample> = FORMATS
        .iter()
        .filter(|format| format.name != "txt")
        .filter_map(|format| of(format.name).into_iter().max_by_key(|sample| sample.bytes.len()))
        .collect();
    found.extend(long());
    found
}
