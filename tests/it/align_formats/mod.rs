//! Tests of: alignments out and in by the program a person runs: formats, lines, errors, what a person said.

mod tmx;

use std::path::PathBuf;

use hexapla::align::Segmentation;
use hexapla::import::Hints;
use hexapla::library::{Library, open_sources, version_info};
use serde_json::Value;

use crate::dice::{Dice, HOSTILE};
use crate::harness::{Program, corpus};

const ARABIC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/reader/a.ar.txt");
const ENGLISH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/reader/a.en.txt");

/// The formats that carry an alignment back; HTML is for people.
const CARRIERS: [&str; 4] = ["pairs", "jsonl", "tmx", "tsv"];

/// A program and a folder for files.
struct Desk {
    program: Program,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { program: Program::new(), folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Writes a file and gives its path.
    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("the file is written");
        path.to_str().expect("UTF-8").to_owned()
    }

    fn align(&self, arguments: &[&str]) -> String {
        self.program.text(&[&["align"], arguments].concat())
    }

    /// The one line on standard error of a command that could not.
    fn error(&self, arguments: &[&str]) -> String {
        let output = self.program.run(&[&["align"], arguments].concat(), b"");
        let text = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}: {text}");
        assert_eq!(text.lines().count(), 1, "{text}");
        text
    }

    /// Writes the alignment in every format, reads it back, and holds the beads against each other.
    fn round_trip(&self, carriers: &[&str], sources: &[&str], options: &[&str]) {
        let run = |more: &[&str]| self.align(&[sources, options, more].concat());
        let pairs = run(&["--to", "pairs"]);
        assert!(pairs.lines().count() > 1, "{pairs}");
        for format in carriers {
            let file = self.write(&format!("alignment.{format}"), run(&["--to", format]));
            let back = run(&["--from", &file, "--to", "pairs"]);
            assert_eq!(back, pairs, "{sources:?} {options:?} by {format}");
        }
    }
}

#[test]
fn every_format_brings_back_the_beads_it_was_given() {
    let desk = Desk::new();
    for options in [&["--level", "sentence"][..], &["--level", "block"]] {
        desk.round_trip(&CARRIERS, &[ARABIC, ENGLISH], options);
        desk.round_trip(&CARRIERS, &[ENGLISH, ENGLISH], options);
    }
    // These have empty lines, for which columns of texts have no sign.
    desk.round_trip(&CARRIERS[..3], &[ARABIC, ENGLISH], &["--segments", "lines"]);
    desk.round_trip(&CARRIERS[..3], &[ENGLISH, ENGLISH], &["--segments", "lines"]);
    desk.round_trip(&CARRIERS, &["guide"], &["--lang", "zh,ru"]);
    desk.round_trip(&CARRIERS, &["guide"], &["--lang", "fr,ar", "--level", "block"]);
}

#[test]
fn every_format_brings_back_the_beads_of_real_documents() {
    let Some(corpus) = corpus("alignments of real documents, out and in") else { return };
    let desk = Desk::new();
    let path = |name: &str| corpus.join(name).to_str().expect("UTF-8").to_owned();
    let seeds: Vec<PathBuf> = std::fs::read_dir(corpus.join("seeds"))
        .expect("the seeds")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    let seed = seeds.iter().max().expect("a seed").to_str().expect("UTF-8");
    desk.round_trip(&CARRIERS, &[seed, seed], &[]);
    for other in ["en", "zh", "he", "ru"] {
        let (arabic, other) = (path("data/udhr/udhr.ar.txt"), path(&format!("data/udhr/udhr.{other}.txt")));
        desk.round_trip(&CARRIERS, &[&arabic, &other], &[]);
        desk.round_trip(&CARRIERS, &[&arabic, &other], &["--level", "block"]);
    }
}

#[test]
fn lines_that_nobody_would_write_come_back() {
    let desk = Desk::new();
    let mut dice = Dice(4);
    for round in 0..6 {
        let mut file = |name: &str| {
            let count = 10 + dice.roll(20);
            // Line ends of every kind stand in these; and a line with a letter, so that each has something to be found by.
            let lines: Vec<String> = (0..count)
                .map(|at| {
                    let length = 1 + dice.roll(30);
                    format!("{at} {}", dice.text(&HOSTILE, length).replace(['\n', '\r', '\u{FFFF}', '\u{FFFD}'], " "))
                })
                .collect();
            desk.write(&format!("{round}.{name}"), lines.join("\n"))
        };
        let (a, b) = (file("a"), file("b"));
        desk.round_trip(&CARRIERS, &[&a, &b], &["--segments", "lines"]);
    }
}

#[test]
fn a_line_is_a_segment_and_nothing_else_is() {
    let desk = Desk::new();
    let last = |a: &str, b: &str| {
        let (a, b) = (desk.write("a", a), desk.write("b", b));
        let pairs = desk.align(&[&a, &b, "--segments", "lines", "--to", "pairs"]);
        let numbers = |side: usize| {
            let lists = pairs.lines().filter_map(|line| line.split(':').nth(side));
            lists
                .flat_map(|list| list.trim_matches(['[', ']']).split(',').filter_map(|n| n.parse().ok()))
                .collect::<Vec<usize>>()
        };
        for side in [numbers(0), numbers(1)] {
            assert_eq!(side, (0..side.len()).collect::<Vec<_>>(), "each once and in order: {pairs}");
        }
        (numbers(0).len(), numbers(1).len())
    };
    assert_eq!(last("One. Two.\nThree.\n", "Un. Deux.\nTrois."), (2, 2), "a final newline begins no line");
    assert_eq!(last("One.\r\nTwo.\r\n", "Un.\nDeux.\n"), (2, 2));
    assert_eq!(last("One.\n\n\nTwo.\n\n", "Un.\n\nDeux.\n"), (5, 3), "empty lines are segments");
    assert_eq!(last("a\u{85}b\u{2028}c\u{B}d\n", "e\n"), (1, 1));
    assert_eq!(last("", "One.\nTwo.\n"), (0, 2));
    assert_eq!(last("", ""), (0, 0));
    // What ends a line is no part of it.
    let (a, b) =
        (desk.write("a", "\u{FEFF}Sales in 2024: 17.\r\nEnd 3.\r\n"), desk.write("b", "Sales in 2024: 17.\nEnd 3."));
    let json = desk.align(&[&a, &b, "--segments", "lines", "--json"]);
    let line: Value = serde_json::from_str(json.lines().next().expect("a bead")).expect("one JSON value");
    assert_eq!(
        (&line["source"]["text"], &line["source"]["keys"][0], &line["level"]),
        (&"Sales in 2024: 17.".into(), &"1".into(), &"line".into())
    );
}

#[test]
fn what_is_printed_without_a_format_is_read_by_people_and_by_cut() {
    let desk = Desk::new();
    let text = desk.align(&[ARABIC, ENGLISH]);
    assert!(text.lines().all(|line| line.matches('\t').count() == 3), "{text}");
    let article = text.lines().find(|line| line.starts_with("art4\t")).expect("the key of a heading");
    assert!(article.starts_with("art4\tالمادة 4\tArticle 4\t0.") || article.contains("\t1.00"), "{article}");
    assert_eq!(text, desk.align(&[ARABIC, ENGLISH, "--to", "tsv"]));
    assert_eq!(desk.align(&[ARABIC, ENGLISH, "--json"]), desk.align(&[ARABIC, ENGLISH, "--to", "jsonl"]));
    let page = desk.align(&[ARABIC, ENGLISH, "--to", "html"]);
    assert_eq!(page.matches("<tr").count(), text.lines().count() + 1, "a row a bead, and a heading");
}

#[test]
fn the_json_of_a_bead_says_where_its_sentences_stand() {
    let desk = Desk::new();
    let document: Value =
        serde_json::from_str(&desk.program.text(&["parse", ENGLISH, "--json"])).expect("one JSON value");
    let text_of = |key: &str| {
        let blocks = document["blocks"].as_array().expect("blocks");
        blocks.iter().find(|block| block["key"] == key).expect("a block of that key")["text"]
            .as_str()
            .expect("text")
            .to_owned()
    };
    let mut numbers = Vec::new();
    for line in desk.align(&[ARABIC, ENGLISH, "--json"]).lines() {
        let bead: Value = serde_json::from_str(line).expect("one JSON value a line");
        assert!((0.0..=1.0).contains(&bead["score"].as_f64().expect("a score")));
        for segment in bead["target"]["segments"].as_array().expect("segments") {
            let place = |at: usize| segment["bytes"][at].as_u64().expect("a byte") as usize;
            let text = text_of(segment["key"].as_str().expect("a key"));
            assert_eq!(text.get(place(0)..place(1)), segment["text"].as_str());
            numbers.push(segment["number"].as_u64().expect("a number") as usize);
        }
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (0..numbers.len()).collect::<Vec<_>>());
}

#[test]
fn line_pairs_of_two_files_are_read() {
    let desk = Desk::new();
    let (mut a, mut b) = (String::new(), String::new());
    for line in desk.align(&[ARABIC, ENGLISH, "--json"]).lines() {
        let bead: Value = serde_json::from_str(line).expect("JSON");
        for (side, file) in [("source", &mut a), ("target", &mut b)] {
            let text = bead[side]["text"].as_str().expect("text").replace('\n', " ");
            *file += &(text + "\n");
        }
    }
    let (a, b) = (desk.write("moses.ar", a), desk.write("moses.en", b));
    let numbers = |text: String| {
        text.lines().map(|line| line.rsplit_once(':').expect("a score").0.to_owned()).collect::<Vec<_>>()
    };
    let back = numbers(desk.align(&[ARABIC, ENGLISH, "--from", &a, "--from", &b, "--to", "pairs"]));
    assert_eq!(back, numbers(desk.align(&[ARABIC, ENGLISH, "--to", "pairs"])));
}

#[test]
fn versions_of_a_work_are_named_by_their_language() {
    let desk = Desk::new();
    let both = desk.align(&["guide", "--lang", "zh,ar"]);
    let first = both.lines().nth(1).expect("a bead");
    assert!(first.chars().any(|c| ('\u{4E00}'..'\u{9FFF}').contains(&c)) && first.contains('ا'), "{first}");
    assert_eq!(both, desk.align(&["guide", "guide", "--lang", "zh,ar"]));
    assert!(desk.error(&["guide"]).contains("--lang ar,en"), "six versions are no pair");
    assert!(desk.error(&["guide", "--lang", "zh,sw"]).contains("no version in sw; there is ar, "));
    assert!(desk.error(&[ENGLISH]).contains("a.en.txt: one version"));
    assert!(desk.error(&["guide", "--lang", "zh,ar,en"]).contains("--lang"));
}

#[test]
fn an_explanation_has_the_beads_and_a_cost_from_every_feature() {
    let desk = Desk::new();
    let features = hexapla::align::engine::features();
    for lines in [&[][..], &["--segments", "lines"]] {
        let pairs = desk.align(&[&[ARABIC, ENGLISH, "--to", "pairs"][..], lines].concat());
        let shown = desk.align(&[&[ARABIC, ENGLISH, "--explain"][..], lines].concat());
        let mut rows = shown.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let heading = rows.next().expect("a heading");
        assert_eq!(heading[3..heading.len() - 2], features[..]);
        let beads: Vec<String> = rows.map(|row| format!("[{}]:[{}]:{}", row[0], row[1], row[2])).collect();
        assert_eq!(beads, pairs.lines().collect::<Vec<_>>());
        let json = desk.align(&[&[ARABIC, ENGLISH, "--explain", "--json"][..], lines].concat());
        let mut explained = 0;
        for (line, row) in json.lines().zip(shown.lines().skip(1)) {
            let bead: Value = serde_json::from_str(line).expect("JSON");
            let Some(costs) = bead["costs"].as_object() else { continue };
            let sum: f64 = features.iter().map(|name| costs[*name].as_f64().expect("a number")).sum();
            let said: f64 = row.split('\t').nth(3 + features.len()).expect("a cost").parse().expect("a number");
            assert!((sum - said).abs() < 0.02, "{line}\n{row}");
            explained += 1;
        }
        assert!(explained * 10 >= beads.len() * 9, "{explained} of {} beads are explained", beads.len());
    }
    assert!(desk.error(&[ARABIC, ENGLISH, "--explain", "--level", "block"]).contains("--explain"));
}

#[test]
fn errors_are_one_line_that_names_the_file() {
    let desk = Desk::new();
    let empty = desk.write("empty.pairs", "\n");
    let wrong = desk.write("wrong", "nothing that an aligner wrote\n");
    for lines in [&[][..], &["--segments", "lines"]] {
        let error = desk.error(&[&["nowhere.txt", ENGLISH][..], lines].concat());
        assert!(error.contains("nowhere.txt: no such file"), "{error}");
    }
    assert!(desk.error(&[ARABIC, ENGLISH, "--from", &empty]).contains("empty.pairs: the file is empty"));
    assert!(desk.error(&[ARABIC, ENGLISH, "--from", &wrong]).contains("wrong: no alignment"));
    assert!(desk.error(&[ARABIC, ENGLISH, "--from", &wrong, "--from", &wrong, "--from", &wrong]).contains("--from"));
    assert!(desk.error(&["-", "-", "--segments", "lines"]).contains("standard input"));
    assert!(desk.error(&["-", "-"]).contains("standard input"));
    assert!(desk.error(&[ENGLISH, "--segments", "lines"]).contains("two files"));
    // What is damaged is said, and the rest is used.
    let torn = desk.write("torn.pairs", "[0]:[0]:1\nnonsense\n");
    let output = desk.program.run(&["align", ARABIC, ENGLISH, "--from", &torn, "--to", "pairs"], b"");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.contains("torn.pairs: line 2: not a bead like"), "{said}");
    assert!(output.stdout.starts_with(b"[0]:[0]:1.00\n") && output.status.success());
}

#[test]
fn aligning_files_leaves_no_library_behind_and_takes_one_side_from_a_pipe() {
    let desk = Desk::new();
    let piped = desk.program.run(&["align", "-", ENGLISH], &std::fs::read(ARABIC).expect("the file"));
    assert_eq!(String::from_utf8(piped.stdout).expect("UTF-8"), desk.align(&[ARABIC, ENGLISH]));
    assert_eq!(std::fs::read_dir(desk.program.home.path()).expect("the home").count(), 0);
}

#[test]
fn what_a_person_said_holds_whoever_asks() {
    let desk = Desk::new();
    let names = [ARABIC, ENGLISH].map(str::to_owned);
    let opened = open_sources(&names, None, &Hints::default()).expect("both are read");
    let mut library = Library::open(desk.program.home.path()).expect("it opens");
    let versions: Vec<_> = opened.iter().map(|one| version_info(&one.source, &one.document)).collect();
    let work = library.record(&versions, None, true).expect("recorded");
    let cuts: Vec<_> = opened.iter().map(|one| Segmentation::of(&one.document)).collect();
    let found = desk.align(&[ARABIC, ENGLISH, "--to", "pairs", "--uncorrected"]);
    assert!(!found.contains("[2,3,4]:[2]"), "{found}");
    // Three sentences of the Arabic beside one of the English: nobody but a person would say so.
    let ranges = |side: usize, range| cuts[side].ranges(&std::ops::Range::collect::<Vec<usize>>(range));
    let (source, target) =
        ((&*opened[0].source.hash, &opened[0].document), (&*opened[1].source.hash, &opened[1].document));
    library
        .correction_add(work.id, source, target, &ranges(0, 2..5), &ranges(1, 2..3))
        .expect("written")
        .expect("said");
    drop(library);
    assert!(desk.align(&[ARABIC, ENGLISH, "--to", "pairs"]).lines().any(|line| line == "[2,3,4]:[2]:1.00"));
    assert!(desk.align(&[ENGLISH, ARABIC, "--to", "pairs"]).lines().any(|line| line == "[2]:[2,3,4]:1.00"));
    assert_eq!(desk.align(&[ARABIC, ENGLISH, "--to", "pairs", "--uncorrected"]), found);
    // A work with corrections is not thrown away by accident.
    assert_eq!(desk.program.run(&["remove", &work.name], b"").status.code(), Some(2));
    assert!(desk.program.run(&["remove", &work.name, "--force"], b"").status.success());
}

#[cfg(unix)]
#[test]
fn a_terminal_gets_no_control_of_a_text_and_a_pipe_gets_the_text() {
    use std::io::Read;
    let desk = Desk::new();
    let (a, b) = (
        desk.write("a", "A 17 \u{1b}]0;title\u{7} b.\nEnd 3.\n"),
        desk.write("b", "A 17 \u{9b}2J \u{202e}d.\nEnd 3.\n"),
    );
    let arguments = ["align", &a, &b, "--segments", "lines"];
    assert!(desk.program.text(&arguments).contains("A 17 \u{1b}]0;title\u{7} b.\tA 17 \u{9b}2J \u{202e}d."));
    let (mut master, mut child) = crate::terminal::spawn({
        let mut command = desk.program.command();
        command.args(arguments);
        command
    });
    let mut seen = Vec::new();
    // A terminal whose program is gone answers with an error.
    let _ = master.read_to_end(&mut seen);
    assert!(child.wait().expect("it ended").success());
    let seen = String::from_utf8(seen).expect("UTF-8");
    assert!(seen.contains("A 17 ␛]0;title␇ b.\tA 17 ␦2J d."), "{seen:?}");
    assert!(!seen.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{seen:?}");
}
