//! Search beside a search that cannot be wrong: the standard library's, over the folded text of every block.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use hexapla::document::Document;
use hexapla::import::{self, Hints};
use hexapla::library::{Library, import_source, read_file, version_info};
use hexapla::search::library::{Portion, Shelf};
use hexapla::search::{Index, Matcher, Mode, Options, Query};
use hexapla::text::fold::fold;

use crate::dice::Dice;
use crate::harness::corpus;

const LANGUAGES: [&str; 6] = ["ar", "zh", "en", "fr", "ru", "es"];
/// Queries of each language.
const QUERIES: usize = 334;

fn files(folder: &Path, language: &str) -> Vec<PathBuf> {
    let mut files =
        vec![folder.join(format!("data/udhr/udhr.{language}.txt")), folder.join(format!("data/unpc/unpc.{language}"))];
    if matches!(language, "ar" | "zh") {
        let seeds = std::fs::read_dir(folder.join("seeds")).expect("the seeds");
        files.extend(seeds.map(|seed| seed.expect("a seed").path()));
    }
    files.sort();
    files
}

fn documents(folder: &Path, language: &str) -> Vec<Document> {
    let files = files(folder, language);
    let read = |path: &std::path::PathBuf| {
        let hints = Hints { name: Some(path.to_string_lossy().into_owned()), ..Hints::default() };
        import::read(&std::fs::read(path).expect("a file"), &hints).expect("a document")
    };
    files.iter().map(read).collect()
}

/// A piece of a block, at times with letters of another in it.
fn query(dice: &mut Dice, documents: &[Document]) -> String {
    let document = &documents[dice.roll(documents.len())];
    let piece = |dice: &mut Dice, most: usize| {
        let chars: Vec<char> = document.blocks[dice.roll(document.blocks.len())].text.chars().collect();
        let length = 1 + dice.roll(most);
        let start = dice.roll(chars.len().saturating_sub(length) + 1);
        chars.iter().skip(start).take(length).collect::<String>()
    };
    let mut query = piece(dice, 40);
    if dice.roll(6) == 0 {
        query = format!("{}{}", query.chars().take(19).collect::<String>(), piece(dice, 20));
    }
    query.trim().to_owned()
}

/// Whether the query has a number that may be written in other ways.
fn has_number(folded: &str) -> bool {
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4
}

/// Whether a sign in it could be meant for the program.
fn has_sign(query: &str) -> bool {
    query.contains(['"', ':', '-', '–', '“', '”']) || ["AND", "OR", "NOT"].iter().any(|word| query.contains(word))
}

#[test]
fn the_library_misses_nothing_and_finds_nothing_false() {
    let Some(folder) =
        corpus("random queries to a library of the same texts, beside a plain search of the folded text")
    else {
        return;
    };
    let home = tempfile::tempdir().expect("a folder");
    let mut library = Library::open(home.path()).expect("a library");
    let mut documents: Vec<Document> = Vec::new();
    let mut folded: HashMap<String, Vec<String>> = HashMap::new();
    for path in LANGUAGES.iter().flat_map(|language| files(&folder, language)) {
        let opened = import_source(read_file(&path).expect("a file"), &Hints::default()).expect("a document");
        let opened = opened.into_iter().next().expect("one document");
        let info = version_info(&opened.source, &opened.document);
        if library.work_of(&[&info.hash]).expect("read").is_none() {
            library.record(&[info], None, true).expect("recorded");
            let texts = opened.document.blocks.iter().map(|block| fold(&block.text).text).collect();
            folded.insert(opened.source.hash, texts);
            documents.push(opened.document);
        }
    }
    let mut dice = Dice(43);
    let (mut asked, mut hits) = (0, 0);
    while asked < 300 {
        let query = query(&mut dice, &documents);
        let needle = fold(&query).text;
        let needle = needle.trim_matches(' ');
        if needle.is_empty() || needle.len() < fold(&query).text.len() || has_sign(&query) || has_number(needle) {
            continue;
        }
        asked += 1;
        let ready = Query::new(&query, Options::default()).expect("a query");
        let shelf = Shelf::new(&library, &ready).expect("a shelf");
        let mut found: Vec<(String, usize)> = Vec::new();
        shelf.search(&ready, &|version, block| ((version.info.hash.clone(), block.block), 1), &mut |portion| {
            if let Portion::Found(items) = portion {
                found.extend(items.into_iter().map(|(_, place)| place));
            }
            true
        });
        // The guide is in every library.
        found.retain(|(hash, _)| folded.contains_key(hash));
        found.sort();
        let mut expected: Vec<(String, usize)> = Vec::new();
        for (hash, texts) in &folded {
            let own = texts.iter().enumerate().filter(|(_, text)| text.contains(needle));
            expected.extend(own.map(|(block, _)| (hash.clone(), block)));
        }
        expected.sort();
        hits += expected.len();
        assert_eq!(found, expected, "{query:?}");
    }
    println!("library search: {asked} queries, {hits} blocks, none missed, none false");
    assert!(hits > asked);
}

#[test]
fn nothing_is_missed_and_nothing_false_is_found() {
    let Some(folder) = corpus("2,000 random queries in six languages beside a plain search of the folded text") else {
        return;
    };
    let mut dice = Dice(41);
    let (mut asked, mut hits, mut empty) = (0, 0, 0);
    for language in LANGUAGES {
        let documents = documents(&folder, language);
        let indexes: Vec<Index> = documents.iter().map(Index::new).collect();
        let folded: Vec<Vec<String>> = documents
            .iter()
            .map(|document| document.blocks.iter().map(|block| fold(&block.text).text).collect())
            .collect();
        let mut left = QUERIES;
        while left > 0 {
            let query = query(&mut dice, &documents);
            let needle = fold(&query).text;
            let needle = needle.trim_matches(' ');
            if needle.is_empty() || needle.len() < fold(&query).text.len() {
                continue;
            }
            left -= 1;
            asked += 1;
            let matcher = Matcher::new(&query, Mode::Folded).expect("a folded query");
            for ((document, index), folded) in documents.iter().zip(&indexes).zip(&folded) {
                let found = index.find(&matcher);
                let mut found = found.iter().peekable();
                for (block, folded) in folded.iter().enumerate() {
                    let text = &document.blocks[block].text;
                    let mut own = Vec::new();
                    while let Some(hit) = found.next_if(|hit| hit.block == block) {
                        own.push(text.get(hit.range.clone()).expect("whole characters"));
                    }
                    let expected = folded.match_indices(needle).count();
                    hits += expected;
                    if has_number(needle) {
                        assert!(own.len() >= expected, "{query:?} in {text:?}");
                    } else {
                        // Two hits inside one character of the original (a ligature) are one.
                        let ligature =
                            || text.chars().any(|c| fold(c.encode_utf8(&mut [0; 4])).text.chars().count() > 1);
                        let counted = own.len() == expected || !own.is_empty() && ligature();
                        assert!(counted, "{query:?} in {text:?}: {own:?}");
                    }
                    for hit in &own {
                        let same = |folded: &str| {
                            let mut signs: Vec<char> = folded.chars().filter(|c| c.is_alphanumeric()).collect();
                            signs.sort_unstable();
                            signs
                        };
                        let hit = fold(hit).text;
                        assert!(
                            hit.contains(needle) || has_number(needle) && same(&hit) == same(needle),
                            "{query:?} found {hit:?} in {text:?}"
                        );
                    }
                    empty += usize::from(expected == 0);
                }
            }
        }
    }
    println!("search: {asked} queries, {hits} hits, none missed, none false");
    assert!(asked >= 2000 && hits > asked && empty > asked);
}
