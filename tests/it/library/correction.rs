//! Tests of: what a person says of an alignment: kept, found again after the files changed, never at a wrong place.

use std::ops::Range;
use std::path::PathBuf;

use hexapla::align::{Segmentation, align_documents};
use hexapla::document::{Block, Document, Key};
use hexapla::library::{Added, Correction, Library, VersionInfo, WorkId, corrections_digest, pins};
use hexapla::text::Language;

const ENGLISH: &[&str] = &[
    "The lake freezes in January. Skaters come from the town. They leave before dark.",
    "In March the ice is thin. Nobody may walk on it.",
    "The boats return in April. The harbour master counts them.",
];

const FRENCH: &[&str] = &[
    "Le lac gèle en janvier. Des patineurs viennent de la ville, et ils repartent avant la nuit.",
    "En mars la glace est mince. Personne ne doit y marcher.",
    "Les bateaux reviennent en avril. Le capitaine du port les compte.",
];

fn document(language: &str, texts: &[&str]) -> Document {
    let block = |(at, text): (usize, &&str)| Block {
        key: Key::new((at + 1).to_string()),
        text: (*text).to_owned(),
        language: Language::new(language),
        ..Block::default()
    };
    let blocks = texts.iter().enumerate().map(block).collect();
    Document { language: Language::new(language), blocks, ..Document::default() }
}

/// Two versions in a library of their own.
struct Pair {
    home: tempfile::TempDir,
    library: Library,
    work: WorkId,
    source: (String, Document),
    target: (String, Document),
}

type Ranges = Vec<(usize, Range<usize>)>;

/// Where the words stand in the document, each in the first block that has them.
fn place(document: &Document, words: &[&str]) -> Ranges {
    let one = |words: &&str| {
        let found = document.blocks.iter().enumerate().find_map(|(at, block)| Some((at, block.text.find(words)?)));
        let (block, start) = found.expect("a block with these words");
        (block, start..start + words.len())
    };
    words.iter().map(one).collect()
}

fn words(document: &Document, ranges: &[(usize, Range<usize>)]) -> Vec<String> {
    ranges.iter().map(|(block, bytes)| document.blocks[*block].text[bytes.clone()].to_owned()).collect()
}

impl Pair {
    fn new() -> Self {
        Self::of(("en", ENGLISH), ("fr", FRENCH))
    }

    fn of(source: (&str, &[&str]), target: (&str, &[&str])) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let mut library = Library::open(home.path()).expect("it opens");
        let version = |hash: &str, language: &str| VersionInfo {
            hash: hash.to_owned(),
            path: Some(PathBuf::from(format!("/t/{hash}.txt"))),
            language: Language::new(language),
            title: String::new(),
            ..VersionInfo::default()
        };
        let versions = [version("s", source.0), version("t", target.0)];
        let work = library.record(&versions, None, true).expect("recorded").id;
        let source = ("s".to_owned(), document(source.0, source.1));
        let target = ("t".to_owned(), document(target.0, target.1));
        Self { home, library, work, source, target }
    }

    fn add(&mut self, source: &[&str], target: &[&str]) -> Added {
        let (left, right) = (place(&self.source.1, source), place(&self.target.1, target));
        let (source, target) = ((&*self.source.0, &self.source.1), (&*self.target.0, &self.target.1));
        self.library
            .correction_add(self.work, source, target, &left, &right)
            .expect("written")
            .expect("it says something")
    }

    fn reopened(mut self) -> Self {
        drop(self.library);
        self.library = Library::open(self.home.path()).expect("it opens");
        self
    }

    /// The file of the source changed: another hash in its place.
    fn renew_source(&mut self, texts: &[&str]) {
        let language = self.source.1.language.clone();
        let version = VersionInfo {
            hash: "s2".to_owned(),
            path: Some(PathBuf::from("/t/s.txt")),
            language: language.clone(),
            title: String::new(),
            ..VersionInfo::default()
        };
        assert_eq!(self.library.record(&[version], None, true).expect("recorded").id, self.work);
        self.source = ("s2".to_owned(), document(language.tag(), texts));
    }

    fn all(&self) -> Vec<Correction> {
        let (source, target) = ((&*self.source.0, &self.source.1), (&*self.target.0, &self.target.1));
        self.library.corrections(self.work, source, target).expect("read")
    }

    /// Every placed correction by its words: `a + b = c`.
    fn said(&self) -> Vec<String> {
        let side = |document: &Document, ranges: &Ranges| words(document, ranges).join(" + ");
        let one = |c: &Correction| format!("{} = {}", side(&self.source.1, &c.source), side(&self.target.1, &c.target));
        self.all().iter().filter(|correction| correction.placed).map(one).collect()
    }
}

const SKATERS: [&str; 2] = ["Skaters come from the town.", "They leave before dark."];
const PATINEURS: [&str; 1] = ["Des patineurs viennent de la ville, et ils repartent avant la nuit."];
const BEAD: &str = "Skaters come from the town. + They leave before dark. = \
                    Des patineurs viennent de la ville, et ils repartent avant la nuit.";

#[test]
fn a_correction_is_there_when_the_library_is_opened_again() {
    let mut pair = Pair::new();
    let added = pair.add(&SKATERS, &PATINEURS);
    assert!(added.replaced.is_empty() && added.correction.placed && !added.correction.id.is_empty());
    let pair = pair.reopened();
    assert_eq!(pair.all(), [added.correction]);
    assert_eq!(pair.said(), [BEAD]);
    assert_eq!(pair.library.correction_count(pair.work).expect("counted"), 1);
}

#[test]
fn nothing_beside_nothing_is_no_correction() {
    let mut pair = Pair::new();
    let (source, target) = (("s", &pair.source.1), ("t", &pair.target.1));
    for empty in [vec![], vec![(0, 5..5)], vec![(9, 0..4)]] {
        let added = pair.library.correction_add(pair.work, source, target, &empty, &[]).expect("no error");
        assert_eq!(added, None);
    }
    assert_eq!(pair.all(), []);
}

#[test]
fn the_newer_correction_of_a_sentence_replaces_the_older_and_undo_brings_it_back() {
    let mut pair = Pair::new();
    pair.add(&["In March the ice is thin."], &["En mars la glace est mince."]);
    let old = pair.add(&SKATERS, &PATINEURS).correction;
    // One sentence of the old bead, on one side only.
    let new = pair.add(&["They leave before dark."], &["Le lac gèle en janvier."]);
    assert_eq!(new.replaced.iter().map(|kept| &kept.id).collect::<Vec<_>>(), [&old.id]);
    let replaced = "They leave before dark. = Le lac gèle en janvier.";
    let ice = "In March the ice is thin. = En mars la glace est mince.";
    assert_eq!(pair.said(), [ice, replaced]);
    let undone = pair.library.correction_exchange(pair.work, &[&new.correction.id], &new.replaced).expect("written");
    let mut pair = pair.reopened();
    assert_eq!(pair.said(), [ice, BEAD]);
    assert_eq!(pair.all()[1], old);
    let redone = pair.library.correction_exchange(pair.work, &[&old.id], &undone).expect("written");
    assert_eq!(redone, new.replaced);
    assert_eq!(pair.said(), [ice, replaced]);
}

#[test]
fn a_correction_is_removed_once() {
    let mut pair = Pair::new();
    let id = pair.add(&SKATERS, &PATINEURS).correction.id;
    assert!(pair.library.correction_remove(&id).expect("removed"));
    assert!(!pair.library.correction_remove(&id).expect("nothing to remove"));
    assert_eq!(pair.all(), []);
}

#[test]
fn it_is_the_same_bead_when_the_other_version_is_the_source() {
    let mut pair = Pair::new();
    pair.add(&SKATERS, &PATINEURS);
    std::mem::swap(&mut pair.source, &mut pair.target);
    assert_eq!(pair.said().len(), 1);
    let there = &pair.all()[0];
    assert_eq!(words(&pair.source.1, &there.source), PATINEURS);
    assert_eq!(words(&pair.target.1, &there.target), SKATERS);
    assert_eq!((there.source_quote.as_str(), there.target_quote.as_str()), (PATINEURS[0], &*SKATERS.join(" ")));
    // And so it is replaced from that side too.
    assert_eq!(pair.add(&PATINEURS, &["They leave before dark."]).replaced.len(), 1);
}

#[test]
fn a_newer_file_keeps_what_was_said_and_a_wrong_place_is_never_taken() {
    let mut pair = Pair::new();
    pair.add(&SKATERS, &PATINEURS);
    pair.add(&["Nobody may walk on it."], &["Personne ne doit y marcher."]);
    // A paragraph before, a word more in one sentence.
    let mut texts = vec!["This text was revised in June."];
    texts.extend(ENGLISH);
    let reworded = ENGLISH[0].replace("come from the town", "still come from the town");
    texts[1] = &reworded;
    pair.renew_source(&texts);
    let reworded = BEAD.replace("come from", "still come from");
    assert_eq!(pair.said(), [&*reworded, "Nobody may walk on it. = Personne ne doit y marcher."]);
    // The bead lost one of its sentences: it is listed and does not stand on the other one alone.
    let shorter = ENGLISH[0].replace(" They leave before dark.", "");
    texts[1] = &shorter;
    pair.source = ("s3".to_owned(), document("en", &texts));
    assert_eq!(pair.said(), ["Nobody may walk on it. = Personne ne doit y marcher."]);
    let lost = &pair.all()[0];
    assert!(!lost.placed && lost.source.is_empty() && lost.target.is_empty());
    assert_eq!(lost.source_quote, SKATERS.join(" "));
    // The file of before comes back.
    pair.source = ("s".to_owned(), document("en", ENGLISH));
    assert_eq!(pair.said()[0], BEAD);
}

#[test]
fn sentences_that_repeat_are_told_apart() {
    let refrain = "Adopted. The first item is closed. Adopted. The second item is closed. Adopted. That is all.";
    let french = "Adopté. Le premier point est clos. Adopté. Le deuxième point est clos. Adopté. C'est tout.";
    let mut pair = Pair::of(("en", &[refrain]), ("fr", &[french]));
    let second = |text: &str, word: &str| {
        let at = text.match_indices(word).nth(1).expect("twice").0;
        vec![(0, at..at + word.len())]
    };
    let (left, right) = (second(refrain, "Adopted."), second(french, "Adopté."));
    let (source, target) = (("s", &pair.source.1), ("t", &pair.target.1));
    pair.library.correction_add(pair.work, source, target, &left, &right).expect("written");
    // What stands before grows: the second one is still meant, at its new place.
    let grown = refrain.replace("The first item", "After a debate the first item");
    pair.renew_source(&[&grown]);
    assert_eq!(pair.all()[0].source, second(&grown, "Adopted."));
    // All of it but the refrain is new: nobody can say which was meant.
    pair.source = ("s3".to_owned(), document("en", &["Adopted. Adopted. Adopted. Adopted."]));
    assert!(!pair.all()[0].placed);
}

#[test]
fn another_version_in_the_same_language_is_another_version() {
    let mut pair = Pair::new();
    pair.add(&SKATERS, &PATINEURS);
    let other = VersionInfo {
        hash: "o".to_owned(),
        path: Some(PathBuf::from("/t/o.txt")),
        language: Language::new("en"),
        title: String::new(),
        ..VersionInfo::default()
    };
    pair.library
        .record(
            &[
                other,
                VersionInfo {
                    hash: "t".to_owned(),
                    path: Some(PathBuf::from("/t/t.txt")),
                    language: Language::new("fr"),
                    title: String::new(),
                    ..VersionInfo::default()
                },
            ],
            None,
            true,
        )
        .expect("recorded");
    pair.source = ("o".to_owned(), document("en", ENGLISH));
    assert_eq!(pair.all(), []);
    pair.source = ("u".to_owned(), document("ru", ENGLISH));
    assert_eq!(pair.all(), []);
}

#[test]
fn what_was_said_stands_in_the_sentences_of_the_documents() {
    let mut pair = Pair::new();
    pair.add(&SKATERS, &PATINEURS);
    pair.add(&["Nobody may walk on it."], &[]);
    pair.add(&["The boats return in April."], &["Les bateaux reviennent en avril."]);
    let cut = |document: &Document| Segmentation::of(document);
    let (left, right) = (cut(&pair.source.1), cut(&pair.target.1));
    let said = pair.all();
    let found = pins(&said, &left, &right);
    let shown: Vec<_> = found.fixed.iter().map(|one| (one.source.clone(), one.target.clone())).collect();
    // Sentence 4 stands alone, but where its gap is nobody said: between the French sentences 1 and 4.
    assert_eq!((shown, &*found.left), (vec![(1..3, 1..2), (5..6, 4..5)], &[1][..]));
    // The gap said: behind the French sentence about the thin ice.
    let at = pair.target.1.blocks[1].text.find(" Personne").expect("it is there");
    let (source, target) = (("s", &pair.source.1), ("t", &pair.target.1));
    let alone = place(&pair.source.1, &["Nobody may walk on it."]);
    let added = pair.library.correction_add(pair.work, source, target, &alone, &[(1, at..at)]).expect("written");
    assert_eq!(added.expect("it says something").replaced.len(), 1);
    let said = pair.all();
    let found = pins(&said, &left, &right);
    let shown: Vec<_> = found.fixed.iter().map(|one| (one.source.clone(), one.target.clone())).collect();
    assert_eq!((shown, &*found.left), (vec![(1..3, 1..2), (4..5, 3..3), (5..6, 4..5)], &[][..]));
    // The digest names what is said, not the order in which it was.
    let backwards: Vec<_> = said.iter().rev().cloned().collect();
    assert_eq!(corrections_digest(&said), corrections_digest(&backwards));
    assert_ne!(corrections_digest(&said), corrections_digest(&said[1..]));
    assert_eq!(corrections_digest(&[]), "");
}

#[test]
fn corrections_that_cross_each_other_all_stand() {
    let mut pair = Pair::new();
    pair.add(&["The lake freezes in January."], &["Le lac gèle en janvier."]);
    pair.add(&["The boats return in April."], &["En mars la glace est mince."]);
    pair.add(&["In March the ice is thin."], &["Les bateaux reviennent en avril."]);
    pair.add(&["The harbour master counts them."], &["Le capitaine du port les compte."]);
    let (left, right) = (Segmentation::of(&pair.source.1), Segmentation::of(&pair.target.1));
    let found = pins(&pair.all(), &left, &right);
    let shown: Vec<_> = found.fixed.iter().map(|one| (one.source.start, one.target.start)).collect();
    assert_eq!((shown, &*found.left), (vec![(0, 0), (3, 4), (5, 2), (6, 5)], &[][..]));
    let parallel = align_documents(&pair.source.1, &pair.target.1, &found.fixed, &mut |_| true).expect("not stopped");
    for one in &found.fixed {
        let bead = parallel.sentences.bead_of_source(one.source.start).expect("a bead");
        assert_eq!((&bead.source, &bead.target, bead.score), (&one.source, &one.target, 1.0));
    }
}

#[test]
fn a_library_of_the_format_before_takes_corrections_and_keeps_its_notes() {
    let mut pair = Pair::new();
    drop(pair.library);
    super::format::as_first_format(pair.home.path());
    pair.library = Library::open(pair.home.path()).expect("it opens");
    assert!(pair.library.work_named("s").expect("read").is_some() || pair.library.works().expect("read").len() == 2);
    pair.add(&SKATERS, &PATINEURS);
    assert_eq!(pair.reopened().said(), [BEAD]);
}

#[test]
fn two_works_that_become_one_bring_their_corrections() {
    let mut pair = Pair::new();
    pair.add(&SKATERS, &PATINEURS);
    let version = |hash: &str, language: &str| VersionInfo {
        hash: hash.to_owned(),
        path: Some(PathBuf::from(format!("/u/{hash}.txt"))),
        language: Language::new(language),
        title: String::new(),
        ..VersionInfo::default()
    };
    let other = pair.library.record(&[version("x", "zh")], Some("other"), true).expect("recorded");
    let all = [version("x", "zh"), version("s", "en"), version("t", "fr")];
    pair.work = pair.library.record(&all, None, true).expect("recorded").id;
    assert_eq!(pair.work, other.id);
    assert_eq!(pair.said(), [BEAD]);
    pair.library.remove(pair.work).expect("removed");
    assert_eq!(pair.library.correction_count(pair.work).expect("counted"), 0);
}

#[test]
fn two_instances_correct_at_the_same_time() {
    let pair = Pair::new();
    let (home, work) = (pair.home.path(), pair.work);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (source, target) = (&pair.source.1, &pair.target.1);
            scope.spawn(move || {
                let mut library = Library::open(home).expect("it opens");
                for _ in 0..5 {
                    // Each writer has sentences of its own; its later correction replaces its earlier one.
                    let sentences = |document: &Document| {
                        let cut = Segmentation::of(document);
                        let one = &cut.sentences[thread];
                        vec![(one.block, one.range.clone())]
                    };
                    let (left, right) = (sentences(source), sentences(target));
                    library.correction_add(work, ("s", source), ("t", target), &left, &right).expect("written");
                }
            });
        }
    });
    assert_eq!(pair.all().iter().filter(|correction| correction.placed).count(), 4);
    assert_eq!(pair.library.correction_count(pair.work).expect("counted"), 4);
}
