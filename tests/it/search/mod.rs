//! Tests of: search.

mod library;

use hexapla::align::Parallels;
use hexapla::document::{Block, Document, Key};
use hexapla::search::{Index, Match, Matcher, Mode, counterpart};
use hexapla::text::Language;
use hexapla::text::fold::fold;

use crate::harness::Program;

fn document(language: &str, texts: &[&str]) -> Document {
    let language = Language::new(language);
    let blocks = texts
        .iter()
        .enumerate()
        .map(|(at, text)| Block {
            key: Key::new((at + 1).to_string()),
            text: (*text).to_owned(),
            language: language.clone(),
            ..Block::default()
        })
        .collect();
    Document { language: language.clone(), blocks, ..Document::default() }
}

/// The texts of the matches, as `block:text`.
fn found(document: &Document, query: &str, mode: Mode) -> Vec<String> {
    let matcher = Matcher::new(query, mode).expect("a query");
    let matches = Index::new(document).find(&matcher);
    matches.iter().map(|hit| format!("{}:{}", hit.block, &document.blocks[hit.block].text[hit.range.clone()])).collect()
}

#[test]
fn folded_search_finds_what_a_person_takes_for_the_same() {
    let arabic = document("ar", &["في دَرْبَند وفي دِربند", "الأمــم المتحدة", "لا شيء"]);
    assert_eq!(found(&arabic, "دربند", Mode::Folded), ["0:دَرْبَند", "0:دِربند"]);
    assert_eq!(found(&arabic, "دَرْبَند", Mode::Folded), ["0:دَرْبَند", "0:دِربند"]);
    assert_eq!(found(&arabic, "الامم المتحده", Mode::Folded), ["1:الأمــم المتحدة"]);
    assert_eq!(found(&arabic, "دَرْبَند", Mode::Exact), ["0:دَرْبَند"]);
    let chinese = document("zh", &["代表团致 联合国，2025 年5月", "Café CAFÉ cafe"]);
    assert_eq!(found(&chinese, "团致联", Mode::Folded), ["0:团致 联"]);
    assert_eq!(found(&chinese, "2025年 5 月", Mode::Folded), ["0:2025 年5月"]);
    assert_eq!(found(&chinese, "２０２５", Mode::Folded), ["0:2025"]);
    assert_eq!(found(&chinese, "cafe", Mode::Folded), ["1:Café", "1:CAFÉ", "1:cafe"]);
    assert_eq!(found(&chinese, "cafe", Mode::Exact), ["1:cafe"]);
    assert_eq!(found(&chinese, "CAF.", Mode::Regex), ["1:CAFÉ"]);
}

#[test]
fn nothing_is_found_for_nothing() {
    let text = document("en", &["some text, with words", ""]);
    for query in ["", " ", "\u{200F}\u{640}", "\u{64E}"] {
        assert!(found(&text, query, Mode::Folded).is_empty(), "{query:?}");
    }
    for pattern in ["", "q*", "(?:)", "$", r"\b"] {
        assert!(found(&text, pattern, Mode::Regex).is_empty(), "{pattern:?}");
    }
    assert_eq!(found(&text, "x?t*", Mode::Regex).len(), 3, "the empty matches between are left out");
    for pattern in ["(", "a{99999}{99999}", "[z-a]"] {
        let error = Matcher::new(pattern, Mode::Regex).err().expect("refused").to_string();
        assert!(error.starts_with("not a regular expression: ") && !error.contains('\n'), "{error}");
    }
}

#[test]
fn a_space_at_the_end_of_a_query_is_a_space_in_the_text() {
    let text = document("en", &["the cat and the catalogue", "中 cat 国"]);
    assert_eq!(found(&text, "cat ", Mode::Folded), ["0:cat ", "1:cat"]);
    assert_eq!(found(&text, " cat", Mode::Folded).len(), 3);
}

/// Every match by the definition: positions in the folded text of every block, one after another, not overlapping.
fn brute_force(document: &Document, query: &str) -> Vec<(usize, String)> {
    let needle = fold(query).text;
    let mut hits = Vec::new();
    for (block, Block { text, .. }) in document.blocks.iter().enumerate() {
        let folded = fold(text).text;
        let mut at = 0;
        while at + needle.len() <= folded.len() {
            if !needle.is_empty() && folded.as_bytes()[at..].starts_with(needle.as_bytes()) {
                hits.push((block, needle.clone()));
                at += needle.len();
            } else {
                at += 1;
            }
        }
    }
    hits
}

#[test]
fn the_index_finds_what_brute_force_finds() {
    let mut seed = 17_u64;
    let mut below = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    let letters = ["a", "b", "A", "á", "ا", "أ", "آ", "ب", "بَ", "ه", "ة", "联", "国", " ", "1", "١", "-", "–"];
    for _ in 0..300 {
        let texts: Vec<String> =
            (0..5).map(|_| (0..below(40)).map(|_| letters[below(letters.len())]).collect()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let text = document("ar", &texts);
        let index = Index::new(&text);
        let query: String = (0..1 + below(3)).map(|_| letters[below(letters.len())]).collect();
        if query.starts_with(' ') || query.ends_with(' ') {
            continue;
        }
        let matches = index.find(&Matcher::new(&query, Mode::Folded).expect("a query"));
        let shown: Vec<(usize, String)> =
            matches.iter().map(|hit| (hit.block, fold(&text.blocks[hit.block].text[hit.range.clone()]).text)).collect();
        assert_eq!(shown, brute_force(&text, &query), "{query:?} in {texts:?}");
        // What is there character by character is found folded too.
        let exact = index.find(&Matcher::new(&query, Mode::Exact).expect("a query"));
        for hit in exact {
            let covered = |other: &Match| {
                other.block == hit.block && other.range.start < hit.range.end && other.range.end > hit.range.start
            };
            assert!(matches.iter().any(covered), "{query:?} in {texts:?}");
        }
    }
}

#[test]
fn a_match_has_its_sentence_in_the_other_version() {
    let english = document(
        "en",
        &["The city is old. Its walls are of stone and were built by a king. Nobody lives there.", "It is far."],
    );
    let french = document(
        "fr",
        &[
            "La ville est ancienne. Ses murs sont de pierre et ont été bâtis par un roi. Personne n’y habite.",
            "Elle est loin.",
        ],
    );
    let documents = [&english, &french];
    let parallels = Parallels::of(&documents);
    let hit = Index::new(&english).find(&Matcher::new("KING", Mode::Folded).expect("a query")).remove(0);
    assert_eq!(counterpart(&documents, &parallels, 0, &hit, 1), "Ses murs sont de pierre et ont été bâtis par un roi.");
    assert_eq!(counterpart(&documents, &parallels, 0, &Match { block: 9, range: 0..1 }, 1), "");
    let hit = Index::new(&french).find(&Matcher::new("loin", Mode::Exact).expect("a query")).remove(0);
    assert_eq!(counterpart(&documents, &parallels, 1, &hit, 0), "It is far.");
}

/// Two versions of a short text in a folder, read by the program.
fn program() -> (Program, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let english = "1. The road to the sea is long and dusty.\n\n2. A café stands at \u{1b}[31mthe\u{9b} road’s end.\n";
    let french = "1. La route de la mer est longue et poudreuse.\n\n2. Un café se trouve au bout de la route.\n";
    std::fs::write(folder.path().join("road.en.txt"), english).expect("written");
    std::fs::write(folder.path().join("road.fr.txt"), french).expect("written");
    (Program::new(), folder)
}

#[test]
fn the_command_prints_name_key_and_context() {
    let (program, folder) = program();
    let (english, french) = (folder.path().join("road.en.txt"), folder.path().join("road.fr.txt"));
    let (english, french) = (english.to_str().expect("a path"), french.to_str().expect("a path"));
    let printed = program.text(&["search", "ROAD", english, french]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 2, "{printed}");
    assert!(lines[0].ends_with(":1: The road to the sea is long and dusty."), "{printed}");
    assert!(lines[1].contains(":2: A café stands at"), "{printed}");
    assert!(!printed.chars().any(|c| c.is_control() && c != '\n'), "{printed:?}");

    let bright = program.text(&["search", "road", english, "--color", "always"]);
    assert!(bright.starts_with(lines[0].split(": ").next().expect("a name")), "{bright}");
    assert!(bright.contains("The \u{1b}[1;31mroad\u{1b}[0m to"), "{bright:?}");

    let both = program.text(&["search", "cafe", english, french, "--lang", "en", "--with", "fr"]);
    assert_eq!(both.lines().count(), 2, "{both}");
    assert_eq!(both.lines().last(), Some("    fr: Un [café] se trouve au bout de la route."));
}

#[test]
fn json_counts_in_characters() {
    let (program, folder) = program();
    let french = folder.path().join("road.fr.txt");
    let english = folder.path().join("road.en.txt");
    let (english, french) = (english.to_str().expect("a path"), french.to_str().expect("a path"));
    let printed = program.text(&["search", "se trouve", french, english, "--json", "--with", "en"]);
    let value: serde_json::Value = serde_json::from_str(printed.trim()).expect("one object a line");
    assert_eq!(value["key"], "2");
    assert_eq!(value["language"], "fr");
    assert_eq!(value["text"], "se trouve");
    assert_eq!(value["start"], 8);
    assert_eq!(value["end"], 17);
    assert_eq!(value["before"], "Un café ");
    assert_eq!(value["after"], " au bout de la route.");
    assert_eq!(value["with"][0]["language"], "en");
    assert!(value["with"][0]["text"].as_str().is_some_and(|text| text.starts_with("A café stands")), "{printed}");
    assert!(!printed.contains(['\u{1b}', '\u{9b}']));
}

#[test]
fn nothing_found_is_exit_code_1_and_a_lost_file_2() {
    let (program, folder) = program();
    let file = folder.path().join("road.en.txt");
    let file = file.to_str().expect("a path");
    let output = program.run(&["search", "bicycle", file], b"");
    assert_eq!((output.status.code(), output.stdout.len(), output.stderr.len()), (Some(1), 0, 0));
    let output = program.run(&["search", "road", "no-such-file.txt"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-file.txt"));
    let output = program.run(&["search", "(", file, "--regex"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1);
    let output = program.run(&["search", "road", "-"], b"1. A road.\n");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "-:1: A road.\n");
}
