//! Joining of Arabic letters against HarfBuzz (crate `harfrust`), word by word.
//!
//! Two oracles, because no font has every presentation form: a font that a distribution ships, whose glyphs of joined letters
//! are those of its presentation forms; and a font of no tables, for which HarfBuzz makes the forms out of its own copy of
//! Unicode's, with the code point for the glyph.

mod oracle;
mod words;

use std::collections::{BTreeMap, HashMap};

use hexapla::layout::{Analysis, Options};
use hexapla::text::shape::{self, Joining};
use hexapla::text::{Direction, visible};
use unicode_bidi::{BidiClass, bidi_class};

use crate::unicode::{official, tell, version};
use oracle::{Fontless, Oracle, Ship};
use words::{LANGUAGES, Letters, around, random};

/// The letters of ArabicShaping.txt with their joining types.
fn letters(what: &str) -> Option<(String, Vec<(char, String)>)> {
    let file = official("ArabicShaping.txt", what)?;
    let mut letters = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(';').map(str::trim).collect();
        if let [code, _, kind, ..] = fields[..]
            && let Some(c) = u32::from_str_radix(code, 16).ok().and_then(char::from_u32)
        {
            letters.push((c, kind.to_owned()));
        }
    }
    assert!(letters.len() > 800, "ArabicShaping.txt was read");
    Some((version(&file).to_owned(), letters))
}

#[test]
fn joining_types_are_those_of_the_standard() {
    let Some((version, letters)) = letters("the joining types of ArabicShaping.txt") else { return };
    for (c, kind) in &letters {
        let ours = match shape::joining(*c) {
            Joining::None => "U",
            Joining::Right => "R",
            Joining::Left => "L",
            Joining::Dual => "D",
            Joining::Causing => "C",
            Joining::Transparent => "T",
        };
        assert_eq!(ours, kind, "U+{:04X}", *c as u32);
    }
    tell(&format!("ArabicShaping {version}: {} of {0} joining types", letters.len()));
}

/// The first characters of the cells of `word`, by the byte at which their letter stands in it.
fn joined(word: &str) -> HashMap<usize, char> {
    // Where a letter runs from left to right, an override makes one run of all: it is looked through.
    let one_way = word.chars().all(|c| !matches!(bidi_class(c), BidiClass::L | BidiClass::EN | BidiClass::AN));
    let text = if one_way { word.to_owned() } else { format!("\u{202E}{word}") };
    let shift = text.len() - word.len();
    let options = Options { base: Some(Direction::Rtl), ..Options::default() };
    let mut found = HashMap::new();
    for row in Analysis::new(&text, &options).rows(&text, &options, 200) {
        for cluster in &row.clusters {
            if let (Some(at), Some(c)) =
                ((cluster.source.start as usize).checked_sub(shift), row.glyph(cluster).chars().next())
            {
                found.insert(at, c);
            }
        }
    }
    found
}

/// What became of the words that an oracle saw.
#[derive(Default)]
struct Seen {
    words: usize,
    compared: usize,
    joined: usize,
    differences: usize,
    /// One word for each kind of difference.
    shown: BTreeMap<(char, Option<char>, Option<u32>), String>,
}

impl Seen {
    /// Compares the letters of `word`.
    fn compare(&mut self, oracle: &dyn Oracle, word: &str) {
        let theirs = oracle.glyphs(word);
        let ours = joined(word);
        if !oracle.knows(word) {
            return;
        }
        self.words += 1;
        for (at, c) in word.char_indices() {
            let kind = shape::joining(c);
            if visible::is_dropped(c) || kind == Joining::Transparent {
                continue;
            }
            let (our, their) = (ours.get(&at).copied(), theirs.get(&at).copied());
            // An alef in the cell of its lam has no glyph of its own either.
            if our.is_none() && their.is_none() {
                continue;
            }
            // A sign that stands above a number alone is a mark without a base.
            if our == Some('\u{25CC}') {
                continue;
            }
            let Some(glyphs) = oracle.glyph(c, our) else { continue };
            self.compared += 1;
            self.joined += usize::from(our != Some(c));
            if !their.is_some_and(|their| glyphs.contains(&their)) {
                self.differences += 1;
                let word = word.escape_unicode();
                let told = format!("{c:?} at {at} of {word}: {their:04X?} for {our:?} ({glyphs:04X?})");
                self.shown.entry((c, our, their)).or_insert(told);
            }
        }
    }

    fn tell(&self, name: &str) {
        tell(&format!(
            "joining against {name}: {} words, {} letters compared, {} of them joined or in a form, {} differences",
            self.words, self.compared, self.joined, self.differences
        ));
        let shown: Vec<&str> = self.shown.values().take(40).map(String::as_str).collect();
        assert!(self.differences == 0, "{} kinds of differences:\n{}", self.shown.len(), shown.join("\n"));
    }
}

/// Every letter between every kind of neighbour, random words, and words of five languages.
fn each_word(letters: &Letters, random_words: usize, mut visit: impl FnMut(&str)) {
    for &c in &letters.all {
        around(c, &mut visit);
    }
    random(letters, random_words, &mut visit);
    for (_, words) in LANGUAGES {
        words.split_whitespace().for_each(&mut visit);
    }
}

#[test]
fn letters_join_as_in_harfbuzz() {
    let Some((_, letters)) = letters("joining against HarfBuzz") else { return };
    let oracle = Fontless::new();
    let letters = Letters::new(letters.iter().map(|(c, _)| *c));
    let mut seen = Seen::default();
    each_word(&letters, 60_000, |word| seen.compare(&oracle, word));
    assert!(seen.words >= 100_000 && seen.joined >= 100_000, "{} words, {} joined", seen.words, seen.joined);
    seen.tell("HarfBuzz's forms");
}

#[test]
fn letters_join_as_in_a_font() {
    let Some((_, letters)) = letters("joining against a font") else { return };
    let Some(oracle) = Ship::new("joining against a font") else { return };
    let known = letters.iter().map(|(c, _)| *c).filter(|c| oracle.knows(&c.to_string()));
    let letters = Letters::new(known);
    let mut seen = Seen::default();
    each_word(&letters, 80_000, |word| seen.compare(&oracle, word));
    assert!(seen.words >= 100_000 && seen.joined >= 100_000, "{} words, {} joined", seen.words, seen.joined);
    seen.tell("HarfBuzz and DejaVu Sans");
}
