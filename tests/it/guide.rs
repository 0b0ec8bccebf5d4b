//! Tests of: the built-in guide. Its six versions are one document, read without a doubt, and promise nothing that is not there.

use std::collections::BTreeSet;

use hexapla::align::{Alignment, align_blocks, align_sentences};
use hexapla::config::{Key as Press, Keymap, Lookup};
use hexapla::document::{Document, Key, Kind, SpanKind};
use hexapla::import::{self, Hints};
use hexapla::library::GUIDE;
use hexapla::text::Direction;
use regex::Regex;

use super::harness::Program;

/// The guide as a person who opens it gets it: file name and document.
fn guide() -> Vec<(&'static str, Document)> {
    let read = |&(name, bytes): &(&'static str, &[u8])| {
        let hints = Hints { name: Some(name.to_owned()), ..Hints::default() };
        (name, import::read(bytes, &hints).expect("the guide can be read"))
    };
    GUIDE.iter().map(read).collect()
}

fn sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    GUIDE.iter().map(|(name, bytes)| (*name, std::str::from_utf8(bytes).expect("UTF-8")))
}

fn keys(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|block| format!("{} {:?}", block.key, block.kind)).collect()
}

#[test]
fn it_is_in_six_languages_each_in_its_direction() {
    let found: Vec<_> =
        guide().iter().map(|(_, document)| (document.language.tag().to_owned(), document.direction)).collect();
    let expected = [
        ("ar", Direction::Rtl),
        ("zh", Direction::Ltr),
        ("en", Direction::Ltr),
        ("fr", Direction::Ltr),
        ("ru", Direction::Ltr),
        ("es", Direction::Ltr),
    ];
    assert_eq!(found, expected.map(|(tag, direction)| (tag.to_owned(), direction)));
}

#[test]
fn it_is_read_without_a_doubt() {
    for (name, document) in guide() {
        assert_eq!(document.warnings, [], "{name}");
        assert!(!document.title.is_empty(), "{name} has a title");
    }
}

#[test]
fn its_versions_have_the_same_blocks_under_the_same_keys() {
    let guide = guide();
    let (_, english) = guide.iter().find(|(name, _)| *name == "guide.en.txt").expect("the original");
    for (name, document) in &guide {
        assert_eq!(keys(document), keys(english), "{name}");
    }
}

#[test]
fn its_paragraphs_are_numbered_from_1_to_48_and_again_in_the_annex() {
    for (name, document) in guide() {
        let numbered = |prefix: &str| -> Vec<String> {
            let paragraphs = document.blocks.iter().filter(|block| block.kind == Kind::Paragraph);
            let keys = paragraphs.filter_map(|block| block.key.as_str().strip_prefix(prefix));
            keys.filter(|key| key.chars().all(|c| c.is_ascii_digit())).map(str::to_owned).collect()
        };
        assert_eq!(numbered(""), (1..=48).map(|n| n.to_string()).collect::<Vec<_>>(), "{name}");
        assert_eq!(numbered("annex1:"), (1..=4).map(|n| n.to_string()).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn it_shows_a_table_a_list_headings_and_notes() {
    for (name, document) in guide() {
        let has =
            |key: &str, kind: Kind| document.blocks.iter().any(|block| block.key.as_str() == key && block.kind == kind);
        for key in ["I", "I.A", "II.B", "III.C", "VI.B", "annex1"] {
            assert!(has(key, Kind::Heading), "{name}: heading {key}");
        }
        for item in ["38(a)", "38(b)", "38(c)", "38(d)", "38(e)", "38(f)"] {
            assert!(has(item, Kind::Item), "{name}: item {item}");
        }
        let tables: Vec<_> = document.blocks.iter().filter(|block| block.kind == Kind::Table).collect();
        assert_eq!(tables.len(), 1, "{name}");
        assert_eq!(tables[0].key.as_str(), "7+1", "{name}");
        assert_eq!(tables[0].rows.iter().map(Vec::len).collect::<Vec<_>>(), [3; 12], "{name}");
        let calls: Vec<_> = document
            .blocks
            .iter()
            .flat_map(|block| block.spans.iter().map(move |span| (block.key.as_str(), span)))
            .filter(|(_, span)| span.kind == SpanKind::Note)
            .map(|(key, span)| (key, span.target.as_deref().unwrap_or("nowhere")))
            .collect();
        assert_eq!(calls, [("1", "fn1"), ("18", "fn2"), ("42", "fn3"), ("annex1:4", "fn4")], "{name}");
        for note in ["fn1", "fn2", "fn3", "fn4"] {
            assert!(has(note, Kind::Note), "{name}: note {note}");
        }
    }
}

/// The shape of an alignment: `1:1 1:2`.
fn shape(alignment: &Alignment) -> String {
    let beads = alignment.beads.iter().map(|bead| format!("{}:{}", bead.source.len(), bead.target.len()));
    beads.collect::<Vec<_>>().join(" ")
}

#[test]
fn each_of_its_blocks_stands_beside_its_translation() {
    let guide = guide();
    let (_, english) = guide.iter().find(|(name, _)| *name == "guide.en.txt").expect("the original");
    for (name, document) in &guide {
        let beads = align_blocks(english, document, &[]).beads;
        assert_eq!(beads.len(), english.blocks.len(), "{name}");
        assert!(beads.iter().all(|bead| bead.source.len() == 1 && bead.source == bead.target), "{name}");
    }
}

#[test]
fn a_sentence_that_was_split_or_joined_in_translation_is_found() {
    // Told by reading: where the translators made two sentences of one, or one of two.
    let gold = [
        ("guide.ar.txt", "8", "1:1 1:2"),
        ("guide.ar.txt", "14", "1:1 2:1"),
        ("guide.ar.txt", "45", "1:1 1:2"),
        ("guide.zh.txt", "3", "1:1 1:1 1:1"),
        ("guide.zh.txt", "29", "1:1 1:2"),
        ("guide.fr.txt", "24", "1:1 1:2"),
        ("guide.fr.txt", "28", "2:1"),
        ("guide.ru.txt", "4", "1:1 1:2"),
        ("guide.ru.txt", "45", "1:1 1:2"),
        ("guide.es.txt", "18", "2:1 1:1"),
        ("guide.es.txt", "41", "1:2 1:1 1:1"),
    ];
    let guide = guide();
    let paragraph = |name: &str, key: &str| {
        let (_, document) = guide.iter().find(|(file, _)| *file == name).expect("a version");
        let block = document.find(&Key::new(key)).expect("a paragraph");
        (document.blocks[block].text.as_str(), &document.language)
    };
    for (name, key, beads) in gold {
        let ((source, english), (target, language)) = (paragraph("guide.en.txt", key), paragraph(name, key));
        assert_eq!(shape(&align_sentences(source, english, target, language)), beads, "{name}, paragraph {key}");
    }
}

#[test]
fn its_versions_name_the_same_keys_commands_and_references() {
    let named = |text: &str| -> Vec<String> {
        // U+200E keeps a key in its order inside an Arabic line; it is not part of the key.
        let text = text.replace('\u{200E}', "");
        let row = text.lines().filter(|line| line.split('\t').count() == 3 && !line.starts_with('\t')).skip(1);
        let mut found: Vec<String> = row.filter_map(|line| line.split('\t').nth(1)).map(str::to_owned).collect();
        let exact = r"[“”«]\u{A0}?(hexapla [a-z][a-z. -]+[a-z])|A/RES/\d+/\d+|\$?[A-Z]+_[A-Z_]+(?:/hexapla)?|annex1:\d|art1[23](?::2)?|Ctrl-\w|--\w+|\.(?:md|json)\b|keymap\.toml";
        let exact = Regex::new(exact).expect("a pattern");
        let mut names: Vec<String> = exact
            .captures_iter(&text)
            .filter_map(|hit| hit.get(1).or_else(|| hit.get(0)))
            .map(|hit| hit.as_str().to_owned())
            .collect();
        names.sort();
        found.extend(names);
        found
    };
    let (_, english) = sources().find(|(name, _)| *name == "guide.en.txt").expect("the original");
    assert!(named(english).len() >= 40, "{:?}", named(english));
    for (name, text) in sources() {
        assert_eq!(named(text), named(english), "{name}");
    }
}

#[test]
fn every_command_it_names_exists() {
    let call = Regex::new(r"[“”«]\u{A0}?hexapla ([a-z]+)\b(?: [a-z]+)*(?: (--[a-z]+))?").expect("a pattern");
    let mut named = BTreeSet::new();
    for (_, text) in sources() {
        let calls = call.captures_iter(text).filter(|found| &found[1] != "charter");
        named.extend(calls.map(|found| (found[1].to_owned(), found.get(2).map(|option| option.as_str().to_owned()))));
    }
    assert!(named.len() >= 8, "{named:?}");
    let program = Program::new();
    for (command, option) in named {
        let help = program.text(&[&command, "--help"]);
        if let Some(option) = option {
            assert!(help.contains(&option), "hexapla {command} has no {option}");
        }
    }
}

#[test]
fn every_key_it_names_is_bound() {
    let (_, chinese) = sources().find(|(name, _)| *name == "guide.zh.txt").expect("a version");
    let rows = chinese.lines().map(|line| line.split('\t').collect::<Vec<_>>()).filter(|row| row.len() == 3);
    let cells = rows.map(|row| row[1]).filter(|cell| !cell.is_empty()).skip(1);
    let mut named: BTreeSet<&str> = cells.flat_map(|cell| cell.split(", ")).collect();
    // In the running text, what follows "press".
    let pressed = Regex::new(r"按 ([!-~]+)").expect("a pattern");
    named.extend(pressed.captures_iter(chinese).filter_map(|found| found.get(1)).map(|key| key.as_str()));
    assert!(named.len() > 40, "{named:?}");
    let keymap = Keymap::defaults();
    // Ctrl-s belongs to the note's field, and what begins with a colon is typed after the key `:`.
    named.retain(|key| *key != "Ctrl-s" && (*key == ":" || !key.starts_with(':')));
    for key in named {
        let spelling = match key {
            "↓" => "Down",
            "↑" => "Up",
            key => key.trim_start_matches(|c: char| c.is_ascii_digit()),
        };
        let sequence = Press::parse_sequence(spelling).unwrap_or_default();
        assert!(!sequence.is_empty(), "{key} is no key");
        assert!(keymap.lookup(&sequence) != Lookup::Unbound, "{key} does nothing");
    }
}

#[test]
fn each_version_is_set_as_its_language_is() {
    // (file, what must not be there, why)
    let wrong = [
        (
            "guide.fr.txt",
            r"[^\u{A0}\u{202F}/\d(] ?[;!?»](?:\s|$)| :(?:\s|$)|«[^\u{A0}]",
            "French sets a fixed space before ; ! ? » and after «",
        ),
        ("guide.zh.txt", r"\p{Han}[,;:?!.]|[,;?!]\p{Han}", "Chinese takes full-width punctuation"),
        ("guide.ar.txt", r"[\p{Arabic}--\p{Common}][,;?]", "Arabic has its own comma, semicolon and question mark"),
    ];
    for (name, pattern, why) in wrong {
        let (_, text) = sources().find(|(file, _)| *file == name).expect("a version");
        let found: Vec<_> = Regex::new(pattern).expect("a pattern").find_iter(text).map(|hit| hit.as_str()).collect();
        assert!(found.is_empty(), "{why}: {found:?}");
    }
    for (name, text) in sources() {
        let straight: Vec<_> = text.lines().filter(|line| line.contains('"') || line.contains("  ")).collect();
        assert!(straight.is_empty(), "{name}: straight quotation marks or double spaces: {straight:?}");
    }
}
