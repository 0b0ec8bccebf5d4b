//! Line pairs (Moses, OPUS): line n of a file is a unit with line n of the other files; an empty line is an empty unit.

use super::bitext::{Bitext, speech};
use super::{Format, Hints, ImportError, Imported, Read, encoding};

/// Files of lines. Nothing in one such file shows that it is one: it is named, or its pairs stand beside it ([`are_pairs`]).
pub const FORMAT: Format = Format { name: "lines", extensions: &[], sniff: |_| false, read: Read::Bitext(read) };

/// Files of which each line is a unit have at least as many lines as this.
const FEWEST: usize = 2;

fn read(bytes: &[u8], hints: &Hints) -> Result<Imported, ImportError> {
    let decoded = encoding::decode(bytes);
    let count = decoded.text.lines().count();
    let mut bitext = Bitext::new(FORMAT.name, bytes).named(format!("{} {count}", FORMAT.name));
    bitext.warned(decoded.warnings);
    let suffix = hints.name.as_deref().and_then(suffix);
    let told = hints.language.as_ref().map(|language| language.tag().to_owned());
    let in_name = || hints.name.as_deref().and_then(speech::of_file);
    let language = told.or(suffix).or_else(in_name).unwrap_or_else(|| "und".to_owned());
    for (line, text) in (1..).zip(decoded.text.lines()) {
        bitext.unit(None);
        bitext.put(&language, text, line);
    }
    bitext.finish("")
}

/// The language that a file name has for its extension: `x.en`, `x.zh_TW`.
pub(super) fn suffix(name: &str) -> Option<String> {
    name.rsplit_once('.').and_then(|(stem, extension)| if stem.is_empty() { None } else { speech::label(extension) })
}

/// Whether these files, each with its name, are lines that correspond: `x.en` and `x.ar`, equally many lines in all of them, and
/// no empty lines at the same places that make paragraphs of them.
pub fn are_pairs(files: &[(&str, &[u8])]) -> bool {
    let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    let mut first: Option<(Option<String>, Vec<bool>)> = None;
    let mut both_empty: Vec<bool> = Vec::new();
    let mut languages: Vec<String> = Vec::new();
    for (name, bytes) in files {
        let Some(language) = suffix(name).filter(|own| !languages.contains(own)) else { return false };
        languages.push(language);
        let text = encoding::decode(bytes).text;
        let empty: Vec<bool> = text.lines().map(|line| line.trim().is_empty()).collect();
        match &first {
            None => {
                both_empty.clone_from(&empty);
                first = Some((stem(name), empty));
            }
            Some((own, lines)) => {
                if *own != stem(name) || lines.len() != empty.len() {
                    return false;
                }
                both_empty.iter_mut().zip(empty).for_each(|(both, empty)| *both &= empty);
            }
        }
    }
    let blank = both_empty.iter().filter(|both| **both).count();
    files.len() > 1 && both_empty.len() >= FEWEST && blank * 5 <= both_empty.len()
}
