//! The rules of the house, read out of our own source: layers, owners of crates, names, sizes.

mod scan;

use std::sync::LazyLock;

use regex::Regex;

use scan::{File, files};

/// A crate from outside and the layers that may name it.
const OWNERS: &[(&str, &[&str])] = &[
    ("minijinja", &["export"]),
    ("rusqlite", &["library"]),
    ("clap", &["cli"]),
    ("ratatui", &["ui", "terminal"]),
    ("crossterm", &["terminal", "config"]),
    ("rustix", &["terminal"]),
    ("quick_xml", &["import"]),
];

/// Names that say nothing about what stands in a module.
const EMPTY_NAMES: &[&str] =
    &["util", "utils", "common", "helper", "helpers", "type", "types", "misc", "manager", "handler"];

/// The layers that are given everything and ask nobody: no disk, clock, environment, thread or terminal.
const PURE: &[&str] = &["text", "document", "align", "layout"];

/// Tests that run in small with the others and in large when they are asked for, each with a reason that says how.
const LARGE: &str = "tests/it/library/faults/";

/// The longest a file may be.
const LINES: usize = 400;

/// The layers as `src/lib.rs` lists them, the lowest first.
fn layers() -> Vec<String> {
    let item = Regex::new(r"(?m)^//! \d+\. `(\w+)`").expect("a pattern");
    let lib = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs")).expect("src/lib.rs");
    item.captures_iter(&lib).map(|found| found[1].to_owned()).collect()
}

/// The layer that a file of `src` belongs to; none for `lib.rs` and `main.rs`.
fn layer_of<'a>(path: &'a str, layers: &[String]) -> Option<&'a str> {
    let name = path.strip_prefix("src/")?.split('/').next()?.trim_end_matches(".rs");
    layers.iter().any(|layer| layer == name).then_some(name)
}

/// How many modules a file of `src` lies below the root: 1 for `src/text/mod.rs`, 2 for `src/text/bidi.rs`.
fn depth(path: &str) -> usize {
    path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod").split('/').count()
}

/// The modules under the root that `code` names, with their 1-based lines. `depth` is that of the file.
fn named(code: &str, depth: usize) -> Vec<(usize, String)> {
    static PATH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(crate|(?:super\s*::\s*)*super)\s*::\s*(\{|\w+)").expect("a pattern"));
    let mut found = Vec::new();
    for hit in PATH.captures_iter(code) {
        let root = &hit[1];
        if root != "crate" && root.matches("super").count() < depth {
            continue;
        }
        let end = hit.get(0).map_or(0, |whole| whole.end());
        let names = if &hit[2] == "{" { group(&code[end..]) } else { vec![(0, hit[2].to_owned())] };
        let start = if &hit[2] == "{" { end } else { hit.get(0).map_or(0, |whole| whole.start()) };
        found.extend(names.into_iter().map(|(at, name)| (line(code, start + at), name)));
    }
    found
}

/// The first names of a brace group whose `{` has just been read, with their offsets: `a::{b, c}, d}` names a and d.
fn group(code: &str) -> Vec<(usize, String)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (mut depth, mut begins, mut names) = (0usize, true, Vec::new());
    let mut skip = 0;
    for (at, c) in code.char_indices() {
        match c {
            _ if at < skip => {}
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if depth == 0 && begins && is_word(c) => {
                let name = code[at..].split(|c| !is_word(c)).next().unwrap_or_default();
                names.push((at, name.to_owned()));
                (begins, skip) = (false, at + name.len());
            }
            _ => {}
        }
    }
    names
}

fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Fails with one line a finding.
fn none(rule: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

/// `path:line` of every match of `pattern` in the part of each file that `part` gives.
fn places(files: &[&'static File], pattern: &str, part: impl Fn(&File) -> &str) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let mut found = Vec::new();
    for file in files {
        let text = part(file);
        found.extend(
            pattern
                .find_iter(text)
                .map(|hit| format!("{}:{}: {}", file.path, line(text, hit.start()), hit.as_str().trim())),
        );
    }
    found
}

#[test]
fn a_module_imports_only_from_layers_above_it_in_the_list() {
    let layers = layers();
    let rank = |name: &str| layers.iter().position(|layer| layer == name);
    let mut found = Vec::new();
    for file in files(&["src"]) {
        let Some(layer) = layer_of(&file.path, &layers) else { continue };
        for (line, name) in named(&file.shipped, depth(&file.path)) {
            if rank(&name) > rank(layer) {
                found.push(format!("{}:{line}: `{layer}` names `{name}`", file.path));
            }
        }
    }
    none("a layer must not know what stands below it in src/lib.rs", found);
}

#[test]
fn every_module_of_the_crate_is_a_layer_with_a_place_in_the_list() {
    let layers = layers();
    assert_eq!(layers.first().map(String::as_str), Some("text"));
    let lib = files(&["src"]).into_iter().find(|file| file.path == "src/lib.rs").expect("src/lib.rs");
    let declared = Regex::new(r"\bmod\s+(\w+)\s*;").expect("a pattern");
    let modules: Vec<&str> =
        declared.captures_iter(&lib.shipped).filter_map(|found| found.get(1)).map(|name| name.as_str()).collect();
    assert_eq!(modules, layers, "src/lib.rs declares its modules in the order in which it lists them");
}

#[test]
fn the_scan_sees_an_import_that_climbs() {
    let names = |code: &str, depth| named(code, depth).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names("use crate::text::Language;\nlet x = crate::ui::draw();", 1), ["text", "ui"]);
    assert_eq!(names("use crate::{document::{Key, self}, app, text as t};", 2), ["document", "app", "text"]);
    assert_eq!(names("use super::row::Row; use super::super::cli::main; use super::{Line};", 2), ["cli"]);
    assert_eq!(named("\n\nuse crate::{text,\n ui};", 1), [(3, "text".into()), (4, "ui".into())]);
    assert_eq!((depth("src/text/mod.rs"), depth("src/text/bidi.rs"), depth("src/ui.rs")), (1, 2, 1));
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let long = files(&["src", "tests", "benches"]).into_iter().filter_map(|file| {
        let lines = file.text.lines().count();
        (lines > LINES).then(|| format!("{}: {lines} lines", file.path))
    });
    none("a file holds at most 400 lines", long.collect());
}

#[test]
fn every_file_opens_with_a_sentence_about_itself() {
    let silent = files(&["src", "tests", "benches"]).into_iter().filter(|file| !file.text.starts_with("//! "));
    none("the first line of a file is its //! sentence", silent.map(|file| file.path.clone()).collect());
}

#[test]
fn nothing_unwraps_outside_tests() {
    none("unwrap() outside tests", places(&files(&["src"]), r"\.unwrap\s*\(\s*\)", |file| &file.shipped));
}

#[test]
fn nothing_is_left_undone_or_switched_off() {
    let files = files(&["src", "tests", "benches"]);
    let mut found = places(&files, r"\b(?:todo|unimplemented)\s*!|#\s*\[\s*ignore\b", |file| &file.code);
    found.retain(|place| !(place.starts_with(LARGE) && place.ends_with("#[ignore")));
    found.extend(places(&files, concat!(r"\bFIX", r"ME\b"), |file| &file.text));
    none("work left undone, or a test that never runs", found);
}

#[test]
fn a_crate_from_outside_has_one_owner() {
    let layers = layers();
    let mut found = Vec::new();
    for (name, owners) in OWNERS {
        let mut strangers = files(&["src"]);
        strangers.retain(|file| !layer_of(&file.path, &layers).is_some_and(|layer| owners.contains(&layer)));
        found.extend(places(&strangers, &format!(r"\b{name}\b"), |file| &file.code));
    }
    none("named outside the layers that own it", found);
}

#[test]
fn the_pure_layers_ask_nobody() {
    let layers = layers();
    let mut pure = files(&["src"]);
    pure.retain(|file| layer_of(&file.path, &layers).is_some_and(|layer| PURE.contains(&layer)));
    assert!(pure.len() > PURE.len(), "the pure layers have files");
    const WORLD: &str = r"(?:env|fs|io|net|os|process|thread|time)";
    let pattern = format!(r"\bstd\s*::\s*(?:{WORLD}\b|\{{[^;]*?\b{WORLD}\b)|\be?print(?:ln)?\s*!");
    none("a pure layer asks the world", places(&pure, &pattern, |file| &file.shipped));
}

#[test]
fn what_is_allowed_has_a_reason() {
    let all = files(&["src", "tests", "benches"]);
    let mut found = places(&all, r"#!?\s*\[\s*(?:allow|expect)\s*\([^\]]*\]", |file| &file.code);
    found.retain(|place| !place.contains("reason"));
    none("a lint that is switched off without a reason", found);
}

#[test]
fn names_say_what_a_thing_is() {
    let pattern = r"\bfn\s+get_\w+|\b(?:struct|enum|trait|type)\s+\w*(?:Manager|Handler|Helper|Utils?)\b";
    // What traits of other crates ask for.
    const THEIRS: [&str; 2] = ["fn get_document", "fn get_template_contents"];
    let mut found = places(&files(&["src", "tests", "benches"]), pattern, |file| &file.code);
    found.retain(|place| !THEIRS.iter().any(|name| place.ends_with(name)));
    none("a name that says nothing", found);
}

#[test]
fn names_say_what_stands_in_a_module() {
    let empty = files(&["src", "tests", "benches"])
        .into_iter()
        .filter(|file| file.path.split('/').any(|part| EMPTY_NAMES.contains(&part.trim_end_matches(".rs"))));
    none("a name that says nothing", empty.map(|file| file.path.clone()).collect());
}
