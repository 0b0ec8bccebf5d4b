//! Tests of the search of a library: beside a search of every document, whatever became of the copies.

use std::path::PathBuf;

use super::*;
use crate::document::Document;
use crate::import::Hints;
use crate::library::{import_source, read_file, version_info};
use crate::search::{Index, Options};

/// A library with works of one version each, their files beside it.
struct Place {
    folder: tempfile::TempDir,
    library: Library,
}

impl Place {
    fn new(texts: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let library = Library::open(&folder.path().join("home")).expect("a library");
        let mut place = Self { folder, library };
        for (name, text) in texts {
            place.add(name, text);
        }
        place
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn add(&mut self, name: &str, text: &str) {
        let path = self.file(name);
        std::fs::write(&path, text).expect("written");
        let hints = Hints { language: Some(Language::new("en")), ..Hints::default() };
        let opened = import_source(read_file(&path).expect("a file"), &hints).expect("a document");
        let info = version_info(&opened[0].source, &opened[0].document);
        self.library.record(&[info], Some(name), true).expect("recorded");
    }

    fn copies(&self) -> PathBuf {
        self.folder.path().join("home").join(FOLDER)
    }

    /// `work:key:text` of every match, in order; what cannot be read as `!work`.
    fn found(&self, query: &str) -> Vec<String> {
        self.portions(query).concat()
    }

    fn portions(&self, query: &str) -> Vec<Vec<String>> {
        let query = Query::new(query, Options::default()).expect("a query");
        let shelf = Shelf::new(&self.library, &query).expect("a shelf");
        let mut all = Vec::new();
        let make = |version: &Shelved, found: &Found<'_>| {
            let work = &shelf.works[version.work].name;
            let texts: Vec<&str> = found.hits.iter().map(|hit| &found.text[hit.clone()]).collect();
            let note = found.note.map(|note| format!(" ({note})")).unwrap_or_default();
            (format!("{work}:{}:{}{note}", found.key, texts.join("|")), 100)
        };
        shelf.search(&query, &make, &mut |portion| {
            all.push(match portion {
                Portion::Found(items) => items.into_iter().map(|(_, text)| text).collect(),
                Portion::Unread(version, _) => vec![format!("!{}", shelf.works[shelf.versions[version].work].name)],
            });
            true
        });
        all
    }

    /// Every document as it is.
    fn documents(&self) -> Vec<(String, Document, Index)> {
        let works = self.library.works().expect("works").into_iter();
        let versions =
            works.flat_map(|work| work.versions.into_iter().map(move |version| (work.name.clone(), version)));
        let opened = versions.map(|(name, version)| {
            let document = crate::library::open_version(&version).expect("a document").document;
            let index = Index::new(&document);
            (name, document, index)
        });
        opened.collect()
    }
}

/// The same by a search of every document, sorted.
fn expected(documents: &[(String, Document, Index)], query: &str) -> Vec<String> {
    let query = Query::new(query, Options::default()).expect("a query");
    let mut all = Vec::new();
    for (name, document, index) in documents {
        for (number, block) in document.blocks.iter().enumerate() {
            let Some(hits) = index.answers(number, &query) else { continue };
            let texts: Vec<&str> = hits.iter().map(|hit| &block.text[hit.range.clone()]).collect();
            all.push(format!("{name}:{}:{}", block.key, texts.join("|")));
        }
    }
    all.sort();
    all
}

fn sorted(mut found: Vec<String>) -> Vec<String> {
    found.sort();
    found
}

const RIVER: &str = "The River\n\n1. The river is wide, 71,903 feet.\n\n2. Élan and river-boats.\n\n3. A mill.\n";
const MILL: &str = "The Mill\n\n1. A mill stands by the river.\n\n2. The mill grinds; the mill stops.\n";

#[test]
fn it_finds_what_a_search_of_every_document_finds() {
    let letters =
        ["a", "b", "A", "á", "ا", "أ", "ب", "بَ", "ه", "ة", "联", "国", "國", " ", "1", "١", "-", "\n\n", "2000"];
    let mut seed = 29_u64;
    let mut roll = |sides: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % sides
    };
    let mut some = |length: usize| (0..length).map(|_| letters[roll(letters.len())]).collect::<String>();
    let texts: Vec<(String, String)> =
        (0..12).map(|at| (format!("text-{at}.txt"), some(40 + 300 * at) + "\n")).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let place = Place::new(&texts);
    let documents = place.documents();
    let mut hits = 0;
    for round in 0..120 {
        let query = some(1 + round % 4);
        let query = query.replace('\n', " ");
        let found = sorted(place.found(&query));
        hits += found.len();
        assert_eq!(found, expected(&documents, &query), "{query:?}");
    }
    assert!(hits > 500, "{hits}");
    for query in ["2000", "a -b", "a OR 联国", "\"a\" \"ب\"", "kind:paragraph a", "-a kind:paragraph"] {
        let found = place.found(query);
        let whole = expected(&documents, query);
        assert!(found.iter().all(|one| whole.contains(one)), "{query:?}");
        assert!(query.contains("kind:") || found.len() == whole.len(), "{query:?}");
    }
}

#[test]
fn copies_may_be_lost_damaged_or_refused() {
    let place = Place::new(&[("river.txt", RIVER), ("mill.txt", MILL)]);
    let whole = place.found("river");
    assert!(whole.len() >= 4, "{whole:?}");
    let files = || -> Vec<PathBuf> {
        std::fs::read_dir(place.copies()).expect("copies").map(|entry| entry.expect("an entry").path()).collect()
    };
    // The guide's six, and two.
    assert_eq!(files().len(), 8);
    for (at, damage) in [0, 3, 40, 90].iter().enumerate() {
        for file in files() {
            let mut bytes = std::fs::read(&file).expect("a copy");
            bytes[*damage] ^= 0x55;
            if at % 2 == 1 {
                bytes.truncate(bytes.len() / 2);
            }
            std::fs::write(&file, bytes).expect("written");
        }
        assert_eq!(place.found("river"), whole);
    }
    std::fs::write(place.copies().join("0123"), "of a text that is not here").expect("written");
    std::fs::remove_file(&files()[0]).expect("removed");
    assert_eq!(place.found("river"), whole);
    assert_eq!(files().len(), 8, "what is of no text of the library goes");
    std::fs::remove_dir_all(place.copies()).expect("removed");
    std::fs::write(place.copies(), "in the way").expect("written");
    assert_eq!(place.found("river"), whole, "without a place for copies the documents are read");
}

#[test]
fn a_file_that_changes_is_read_anew_and_one_that_is_gone_as_it_was() {
    let mut place = Place::new(&[("river.txt", RIVER)]);
    assert_eq!(place.found("71903"), ["river.txt:1:71,903"]);
    std::fs::write(place.file("river.txt"), RIVER.replace("71,903", "12,345")).expect("written");
    assert_eq!(place.found("71903"), [""; 0]);
    assert_eq!(place.found("12345"), ["river.txt:1:12,345"]);
    std::fs::remove_file(place.file("river.txt")).expect("removed");
    assert_eq!(place.found("12345"), ["river.txt:1:12,345"], "the copy still knows it");
    std::fs::remove_dir_all(place.copies()).expect("removed");
    assert_eq!(place.found("12345"), ["!river.txt"], "and without it that is said");
    place.add("river.txt", RIVER);
    assert_eq!(place.found("71903"), ["river.txt:1:71,903"]);
}

#[test]
fn the_best_works_come_first_and_in_the_same_order() {
    let mut place = Place::new(&[("notes.txt", "Water\n\n1. One Mill here.\n"), ("mill.txt", MILL)]);
    place.add("many.txt", "Words\n\n1. A mill, a mill, a mill, a mill, a mill.\n");
    place.add("few.txt", "Words\n\n1. One MILL.\n");
    let found = place.found("mill lang:en");
    let works: Vec<&str> = found.iter().filter_map(|one| one.split(':').next()).collect();
    let own: Vec<&str> = works.iter().copied().filter(|work| *work != "guide").collect();
    // Exactly and in the title; exactly and often; the last added of the others.
    assert_eq!(own.first(), Some(&"mill.txt"), "{found:?}");
    let place_of = |name: &str| own.iter().position(|work| *work == name).expect("found");
    assert!(place_of("many.txt") < place_of("few.txt") && place_of("few.txt") < place_of("notes.txt"), "{own:?}");
    for _ in 0..5 {
        assert_eq!(place.found("mill lang:en"), found);
    }
}

#[test]
fn filters_say_where() {
    let mut place = Place::new(&[("river.txt", RIVER), ("mill.txt", MILL)]);
    assert_eq!(place.found("work:river mill"), ["river.txt:3:mill"]);
    assert_eq!(place.found("work:nowhere mill"), [""; 0]);
    let own = |found: Vec<String>| found.into_iter().filter(|one| !one.starts_with("guide")).collect::<Vec<_>>();
    assert_eq!(own(place.found("kind:paragraph \"mill\" \"river\"")), ["mill.txt:1:mill|river"]);
    assert_eq!(place.found("note:*"), [""; 0]);
    let work = place.library.work_named("mill.txt").expect("read").expect("a work");
    let document = crate::library::open_version(&work.versions[0]).expect("a document").document;
    let block = document.find(&crate::document::Key::new("2")).expect("a block");
    let target = crate::library::Target::new(&document, &work.versions[0].hash, block, 0..8);
    let note = crate::library::Annotation {
        id: String::new(),
        kind: crate::library::AnnotationKind::Note,
        highlight: None,
        scope: crate::library::Scope::Work,
        target,
        body: "Ask the Miller".to_owned(),
        tags: vec!["later".to_owned()],
        created: String::new(),
        modified: String::new(),
    };
    place.library.annotation_save(work.id, &note).expect("saved");
    assert_eq!(place.found("note:miller"), ["mill.txt:2: (Ask the Miller)"]);
    assert_eq!(place.found("note:later grinds"), ["mill.txt:2:grinds (Ask the Miller)"]);
    assert_eq!(place.found("note:later river"), [""; 0]);
    assert_eq!(place.found("note:* mill").len(), 1);
    assert_eq!(place.found("note:baker"), [""; 0]);
}

#[test]
fn much_that_is_found_waits_its_turn_and_nobody_has_to_read_on() {
    let texts: Vec<(String, String)> = (0..20)
        .map(|at| (format!("text-{at}.txt"), (1..60).map(|n| format!("{n}. word {at}\n\n")).collect::<String>()))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let place = Place::new(&texts);
    let query = Query::new("word work:text", Options::default()).expect("a query");
    let shelf = Shelf::new(&place.library, &query).expect("a shelf");
    for most in [1, 7, usize::MAX] {
        let (mut found, mut portions) = (Vec::new(), 0);
        // As much as a megabyte each: many times what may wait.
        shelf.search(&query, &|_, one| (one.block, 1 << 20), &mut |portion| {
            if let Portion::Found(items) = portion {
                found.extend(items);
            }
            portions += 1;
            portions < most
        });
        assert!(if most < 8 { portions == most } else { found.len() > 1000 && portions > 50 }, "{portions}");
        // All is there once, and a version in the order of reading.
        found.sort_by_key(|one| one.0);
        assert!(found.chunk_by(|one, other| one.0 == other.0).all(|own| own.is_sorted()));
        assert!(most < 8 || found.len() == 20 * 59, "{}", found.len());
    }
}

#[test]
fn the_catalogue_is_the_list_of_works() {
    let mut place = Place::new(&[("river.txt", RIVER), ("mill.txt", MILL)]);
    place.add("other.txt", "1. x\n");
    let by_id = |mut works: Vec<Work>| {
        works.sort_by_key(|work| work.id);
        works
    };
    let check = |place: &Place| {
        let catalogue = place.library.catalogue().expect("a catalogue");
        assert!(catalogue.is_sorted_by_key(|work| std::cmp::Reverse(work.id)));
        assert_eq!(by_id(catalogue), by_id(place.library.works().expect("works")));
    };
    check(&place);
    let work = place.library.work_named("mill.txt").expect("read").expect("a work");
    let target = crate::library::Target { hash: work.versions[0].hash.clone(), ..crate::library::Target::default() };
    let note: crate::library::Annotation = serde_json::from_value(serde_json::json!({
        "id": "", "kind": "note", "scope": "work", "target": target, "body": "x", "tags": [], "created": "", "modified": ""
    }))
    .expect("an annotation");
    place.library.annotation_save(work.id, &note).expect("saved");
    place.library.remove(work.id).expect("removed");
    check(&place);
}
