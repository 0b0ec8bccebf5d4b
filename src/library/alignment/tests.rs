//! Tests of: alignments come back as they were, or not at all.

use super::*;
use crate::align::align_documents;
use crate::document::{Block, Key};
use crate::text::Language;

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

fn pair() -> (Document, Document, Parallel) {
    let source = document("en", &["The train is late. It snows.", "Nobody waits. The hall is closed. Go home.", ""]);
    let target = document("es", &["El tren llega tarde. Nieva.", "Nadie espera. La sala está cerrada."]);
    let parallel = align_documents(&source, &target, &[], &mut |_| true).expect("not stopped");
    (source, target, parallel)
}

const KEY: AlignmentKey<'_> = AlignmentKey { source: "s", target: "t", engine: "1", corrections: "" };

fn library() -> (tempfile::TempDir, Library) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(home.path()).expect("it opens");
    (home, library)
}

#[test]
fn an_alignment_comes_back_as_it_was_and_only_under_its_key() {
    let (home, mut library) = library();
    let (source, target, parallel) = pair();
    assert_eq!(library.alignment(&KEY, &source, &target).expect("read"), None);
    library.alignment_set(&KEY, &source, &target, &parallel).expect("written");
    drop(library);
    let mut library = Library::open(home.path()).expect("it opens");
    assert_eq!(library.alignment(&KEY, &source, &target).expect("read"), Some(parallel));
    for other in [
        AlignmentKey { source: "t", target: "s", ..KEY },
        AlignmentKey { engine: "2", ..KEY },
        AlignmentKey { corrections: "c", ..KEY },
    ] {
        assert_eq!(library.alignment(&other, &source, &target).expect("read"), None, "{other:?}");
    }
}

#[test]
fn beads_of_a_part_that_moved_come_back() {
    let (source, target, mut parallel) = pair();
    let lengths = (parallel.source.sentences.len(), parallel.target.sentences.len());
    assert_eq!(lengths, (5, 4));
    let bead = |source, target, score| crate::align::Bead { source, target, score };
    parallel.sentences.beads =
        vec![bead(0..2, 2..4, 0.25), bead(2..3, 0..1, 1.0), bead(3..5, 1..1, 0.0), bead(5..5, 1..2, 0.5)];
    let bytes = blob::write(&parallel, &source, &target);
    assert_eq!(blob::read(&bytes, &source, &target), Some(parallel));
}

#[test]
fn documents_that_were_read_otherwise_get_nothing() {
    let (source, target, parallel) = pair();
    let bytes = blob::write(&parallel, &source, &target);
    // As many sentences, cut elsewhere; one more block without a sentence.
    let mut moved = source.clone();
    moved.blocks[0].text = "The train is late today. It snows.".to_owned();
    let mut longer = target.clone();
    longer.blocks.push(Block::default());
    assert!(blob::read(&bytes, &source, &target).is_some());
    assert!(blob::read(&bytes, &moved, &target).is_none());
    assert!(blob::read(&bytes, &source, &longer).is_none());
    assert!(blob::read(&bytes, &target, &source).is_none());
}

#[test]
fn damage_is_nothing_and_no_panic() {
    let (source, target, parallel) = pair();
    let bytes = blob::write(&parallel, &source, &target);
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x41;
        assert!(blob::read(&damaged, &source, &target).is_none(), "byte {at}");
        assert!(blob::read(&bytes[..at], &source, &target).is_none(), "cut at {at}");
    }
    // A checksum that fits does not make beads that lie: each score and each length changed in turn.
    for at in 28..bytes.len() {
        for value in [0x00, 0x7F, 0x80, 0xFF] {
            let mut lying = bytes.clone();
            lying[at] = value;
            let digest = <sha2::Sha256 as sha2::Digest>::digest(&lying[12..]);
            lying[4..12].copy_from_slice(&digest[..8]);
            let Some(read) = blob::read(&lying, &source, &target) else { continue };
            for (beads, sources, targets) in [(&read.sentences.beads, 5, 4), (&read.blocks.beads, 3, 2)] {
                assert_eq!(beads.iter().map(|bead| bead.source.len()).sum::<usize>(), sources);
                assert_eq!(beads.iter().map(|bead| bead.target.len()).sum::<usize>(), targets);
                assert!(beads.iter().all(|bead| (0.0..=1.0).contains(&bead.score)));
            }
        }
    }
    // What another program left in the table is not ours.
    let (_home, mut library) = library();
    library.cached(|connection| put(connection, &KEY, b"not an alignment", LIMIT)).expect("written");
    assert_eq!(library.alignment(&KEY, &source, &target).expect("no error"), None);
}

#[test]
fn what_was_not_used_for_longest_goes_first() {
    let (_home, mut library) = library();
    let (source, target, parallel) = pair();
    let bytes = blob::write(&parallel, &source, &target);
    let limit = 3 * (i64::try_from(bytes.len()).expect("small") + ROW);
    let names = ["a", "b", "c", "d", "e"];
    let key = |name: &'static str| AlignmentKey { source: name, ..KEY };
    for name in names {
        library.cached(|connection| put(connection, &key(name), &bytes, limit)).expect("written");
        // The first one is read again and again.
        assert!(library.alignment(&key("a"), &source, &target).expect("read").is_some(), "after {name}");
    }
    let there = names.map(|name| library.alignment(&key(name), &source, &target).expect("read").is_some());
    assert_eq!(there, [true, false, false, true, true]);
    // One that is larger than everything allowed is not kept, and pushes nothing out.
    library.cached(|connection| put(connection, &key("b"), &vec![0; 4 * bytes.len() + 2000], limit)).expect("no error");
    let there = names.map(|name| library.alignment(&key(name), &source, &target).expect("read").is_some());
    assert_eq!(there, [true, false, false, true, true]);
}

#[test]
fn numbers_of_every_size_come_back() {
    let (source, target, mut parallel) = pair();
    let many = document("en", &[&"Yes. ".repeat(40_000)]);
    let cut = crate::align::Segmentation::of(&many);
    let count = cut.sentences.len();
    assert!(count > 30_000);
    // Backwards: the distances are negative and as long as the text.
    let bead = |at: usize| crate::align::Bead { source: at..at + 1, target: count - 1 - at..count - at, score: 1.0 };
    parallel.sentences.beads = (0..count).map(bead).collect();
    parallel.blocks.beads = vec![crate::align::Bead { source: 0..1, target: 0..1, score: 1.0 }];
    parallel.source = std::sync::Arc::new(cut.clone());
    parallel.target = std::sync::Arc::new(cut);
    let bytes = blob::write(&parallel, &many, &many);
    assert_eq!(blob::read(&bytes, &many, &many), Some(parallel));
    assert!(blob::read(&bytes, &source, &target).is_none());
}

#[test]
fn a_file_of_alignments_that_is_damaged_is_begun_anew() {
    let (home, mut library) = library();
    let (source, target, parallel) = pair();
    library.alignment_set(&KEY, &source, &target, &parallel).expect("written");
    drop(library);
    std::fs::write(home.path().join("alignments.db"), b"no database at all, and long enough to be one; ".repeat(9))
        .expect("written");
    let mut library = Library::open(home.path()).expect("it opens");
    assert_eq!(library.alignment(&KEY, &source, &target).expect("no error"), None);
    library.alignment_set(&KEY, &source, &target, &parallel).expect("written");
    assert_eq!(library.alignment(&KEY, &source, &target).expect("read"), Some(parallel));
}
