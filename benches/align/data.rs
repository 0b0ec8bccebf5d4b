//! The texts of the bench, out of registries by their own clients, into a folder for temporary files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Lines that correspond.
pub struct Pair {
    pub source: Vec<String>,
    pub target: Vec<String>,
}

/// Where the texts lie between runs.
fn folder() -> Result<PathBuf> {
    let folder = std::env::temp_dir().join("hexapla-bench-align");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    let output = Command::new(program).args(arguments).current_dir(folder).output().context(program.to_owned())?;
    ensure!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// The verses of npm's quran-json 3.1.2 (MIT): Arabic and English.
pub fn verses() -> Result<Pair> {
    let folder = folder()?;
    if !folder.join("package").is_dir() {
        run(&folder, "npm", &["pack", "quran-json@3.1.2"])?;
        run(&folder, "tar", &["xzf", "quran-json-3.1.2.tgz"])?;
    }
    let read = |name: &str, field: &str| -> Result<Vec<String>> {
        let text = std::fs::read_to_string(folder.join("package/dist").join(name))?;
        let parts: serde_json::Value = serde_json::from_str(&text)?;
        let verses = parts.as_array().into_iter().flatten().filter_map(|part| part["verses"].as_array()).flatten();
        Ok(verses.filter_map(|verse| verse[field].as_str()).map(line).collect())
    };
    Ok(Pair { source: read("quran.json", "text")?, target: read("quran_en.json", "translation")? })
}

/// The messages of one language of Debian's libreoffice-l10n (MPL-2.0), by catalogue and original.
fn catalogue(language: &str) -> Result<BTreeMap<(String, String), String>> {
    let folder = folder()?;
    let name = format!("libreoffice-l10n-{language}");
    let unpacked = folder.join(&name);
    if !unpacked.is_dir() {
        run(&folder, "apt-get", &["download", &name])?;
        let files = std::fs::read_dir(&folder)?.filter_map(|file| Some(file.ok()?.path()));
        let own = |file: &PathBuf| {
            let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            file.starts_with(&format!("{name}_")) && file.ends_with(".deb")
        };
        let package = files.into_iter().find(own).context("no package came")?;
        run(&folder, "dpkg-deb", &["-x", &package.to_string_lossy(), &name])?;
    }
    let mut found = BTreeMap::new();
    let mut open = vec![unpacked];
    while let Some(at) = open.pop() {
        for file in std::fs::read_dir(&at)?.filter_map(|file| Some(file.ok()?.path())) {
            if file.is_dir() {
                open.push(file);
            } else if file.extension().is_some_and(|end| end == "mo") {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                for (key, text) in messages(&std::fs::read(&file)?) {
                    found.insert((name.clone(), key), text);
                }
            }
        }
    }
    Ok(found)
}

/// The messages of a GNU catalogue: what stands for what.
fn messages(bytes: &[u8]) -> Vec<(String, String)> {
    let word =
        |at: usize| -> Option<usize> { Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize) };
    let text = |at: usize| -> Option<String> {
        let (length, start) = (word(at)?, word(at + 4)?);
        Some(String::from_utf8_lossy(bytes.get(start..start + length)?).into_owned())
    };
    let (count, from, to) = (word(8).unwrap_or(0), word(12).unwrap_or(0), word(16).unwrap_or(0));
    (0..count).filter_map(|k| Some((text(from + 8 * k)?, text(to + 8 * k)?))).collect()
}

/// Messages of two languages; without a second one their English originals.
pub fn interface(source: &str, target: Option<&str>) -> Result<Pair> {
    let left = catalogue(source)?;
    let right = target.map(catalogue).transpose()?;
    let mut pair = Pair { source: Vec::new(), target: Vec::new() };
    for (key, text) in &left {
        let original = key.1.rsplit('\u{4}').next().unwrap_or("");
        let other = match &right {
            Some(right) => right.get(key).map(String::as_str),
            None => Some(original),
        };
        if let Some(other) = other.filter(|other| !other.trim().is_empty() && !text.trim().is_empty()) {
            pair.source.push(line(text));
            pair.target.push(line(other));
        }
    }
    Ok(pair)
}

fn line(text: &str) -> String {
    text.replace(['\n', '\0'], " ")
}
