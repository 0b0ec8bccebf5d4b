//! Tests of: align.

use hexapla::align::{Alignment, Grid, align_blocks, align_sentences};
use hexapla::document::{Block, Document, Key, Kind};
use hexapla::import::{self, Hints};
use hexapla::text::Language;

use crate::harness::corpus;

/// A document of paragraphs: key and length in characters; a key that starts with a letter is a heading's unless it holds
/// `:`, `+` or `(`.
fn document(blocks: &[(&str, usize)]) -> Document {
    let blocks = blocks
        .iter()
        .map(|&(key, length)| {
            let heading = key.starts_with(|c: char| c.is_ascii_alphabetic()) && !key.contains([':', '+', '(']);
            Block {
                key: Key::new(key),
                kind: if heading { Kind::Heading } else { Kind::Paragraph },
                text: "word ".repeat(length / 4),
                ..Block::default()
            }
        })
        .collect();
    Document { blocks, ..Document::default() }
}

/// Beads cover both sides, each block once, in order, with a confidence.
#[track_caller]
fn covers(alignment: &Alignment, source: usize, target: usize) {
    let (mut i, mut j) = (0, 0);
    for bead in &alignment.beads {
        assert_eq!((bead.source.start, bead.target.start), (i, j));
        assert!(!bead.source.is_empty() || !bead.target.is_empty());
        assert!((0.0..=1.0).contains(&bead.score), "{bead:?}");
        (i, j) = (bead.source.end, bead.target.end);
    }
    assert_eq!((i, j), (source, target));
}

/// The beads by keys: `1=1 2+2+1=2 3= =4`.
fn keys(source: &Document, target: &Document, alignment: &Alignment) -> String {
    let side = |document: &Document, range: &std::ops::Range<usize>| {
        document.blocks[range.clone()].iter().map(|block| block.key.as_str()).collect::<Vec<_>>().join("&")
    };
    let beads = alignment.beads.iter().map(|b| format!("{}={}", side(source, &b.source), side(target, &b.target)));
    beads.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(source: &[(&str, usize)], target: &[(&str, usize)], pins: &[(usize, usize)], expected: &str) {
    let (source, target) = (document(source), document(target));
    let alignment = align_blocks(&source, &target, pins);
    covers(&alignment, source.blocks.len(), target.blocks.len());
    assert_eq!(keys(&source, &target, &alignment), expected);
}

#[test]
fn equal_numbers_stand_beside_each_other_whatever_is_missing() {
    let whole = [("I", 20), ("1", 300), ("2", 200), ("3", 250), ("II", 20), ("4", 300), ("5", 90)];
    check(&whole, &whole, &[], "I=I 1=1 2=2 3=3 II=II 4=4 5=5");
    check(&whole, &[("I", 20), ("1", 300), ("3", 250), ("II", 20), ("5", 90)], &[], "I=I 1=1 2= 3=3 II=II 4= 5=5");
    check(&[("1", 100), ("2", 100)], &[], &[], "1= 2=");
    check(&[], &[("1", 100)], &[], "=1");
}

#[test]
fn a_misread_number_changes_its_neighbourhood_only() {
    // Paragraph 3 is read as 30, which exists further on; its text still stands beside paragraph 3.
    let source: Vec<(String, usize)> = (1..=40).map(|n| (n.to_string(), 100 + n * 37 % 300)).collect();
    let mut target = source.clone();
    target[2].0 = "30".to_owned();
    target[29].0 = "29+1".to_owned();
    let borrow = |list: &[(String, usize)]| {
        document(&list.iter().map(|(key, length)| (key.as_str(), *length)).collect::<Vec<_>>())
    };
    let (source, target) = (borrow(&source), borrow(&target));
    let alignment = align_blocks(&source, &target, &[]);
    covers(&alignment, 40, 40);
    for n in 0..40 {
        let bead = alignment.bead_of_source(n).expect("covered");
        assert_eq!((bead.source.clone(), bead.target.clone()), (n..n + 1, n..n + 1));
    }
}

#[test]
fn a_paragraph_split_in_two_stays_one_bead() {
    check(
        &[("1", 400), ("2", 300), ("3", 200)],
        &[("1", 180), ("1+1", 220), ("2", 300), ("3", 200)],
        &[],
        "1=1&1+1 2=2 3=3",
    );
}

#[test]
fn preambles_of_different_length_carry_nothing_over() {
    // Ten paragraphs beside eight: the last three are one, and the articles after them are untouched.
    let source = [
        ("0+1", 190),
        ("0+2", 330),
        ("0+3", 210),
        ("0+4", 90),
        ("0+5", 310),
        ("0+6", 260),
        ("0+7", 140),
        ("0+8", 18),
        ("0+9", 20),
        ("0+10", 620),
        ("art1", 8),
        ("art1:0+1", 170),
        ("art2", 8),
        ("art2:0+1", 300),
    ];
    let target = [
        ("0+1", 200),
        ("0+2", 350),
        ("0+3", 200),
        ("0+4", 95),
        ("0+5", 300),
        ("0+6", 270),
        ("0+7", 150),
        ("0+8", 660),
        ("art1", 8),
        ("art1:0+1", 180),
        ("art2", 8),
        ("art2:0+1", 310),
    ];
    check(
        &source,
        &target,
        &[],
        "0+1=0+1 0+2=0+2 0+3=0+3 0+4=0+4 0+5=0+5 0+6=0+6 0+7=0+7 0+8&0+9&0+10=0+8 art1=art1 art1:0+1=art1:0+1 art2=art2 art2:0+1=art2:0+1",
    );
}

#[test]
fn parts_do_not_mix_and_pins_win() {
    let source = [("1", 100), ("2", 100), ("annex1", 10), ("annex1:1", 100), ("annex2", 10), ("annex2:1", 100)];
    check(
        &source,
        &[("1", 100), ("2", 100), ("annex2", 10), ("annex2:1", 100)],
        &[],
        "1=1 2=2 annex1= annex1:1= annex2=annex2 annex2:1=annex2:1",
    );
    let two = [("1", 100), ("2", 100), ("3", 100)];
    check(&two, &two, &[(0, 1)], "=1 1=2 2= 3=3");
    check(&two, &two, &[(9, 1), (1, 99)], "1=1 2=2 3=3");
}

#[test]
fn a_table_stands_beside_a_table() {
    let table = |key: &str, rows: usize| {
        let rows: Vec<Vec<String>> = (0..rows).map(|n| vec![n.to_string(), "name".to_owned()]).collect();
        Block { key: Key::new(key), kind: Kind::Table, text: Block::table_text(&rows), rows, ..Block::default() }
    };
    let mut source = document(&[("1", 100), ("1+9", 40), ("2", 100)]);
    let mut target = source.clone();
    source.blocks.splice(1..2, [table("1+1", 3), table("1+2", 9)]);
    target.blocks.splice(1..1, [table("1+5", 9)]);
    let alignment = align_blocks(&source, &target, &[]);
    covers(&alignment, 4, 4);
    assert_eq!(keys(&source, &target, &alignment), "1=1 1+1= 1+2=1+5 =1+9 2=2");
}

/// A small seeded generator.
struct Seed(u64);

impl Seed {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n
    }
}

#[test]
fn damage_stays_local_in_generated_documents() {
    let mut seed = Seed(5);
    for _ in 0..40 {
        let mut keyed: Vec<(usize, String, usize)> = Vec::new();
        for n in 1..=60 {
            keyed.push((keyed.len(), n.to_string(), 60 + seed.below(400)));
            for extra in 0..seed.below(3) {
                keyed.push((keyed.len(), format!("{n}+{}", extra + 1), 40 + seed.below(300)));
            }
        }
        let mut other = keyed.clone();
        // One block deleted, one inserted, one number repeated from elsewhere: at known places.
        let (gone, twice) = (5 + seed.below(20), 40 + seed.below(20));
        other[twice].1 = "2".to_owned();
        other.insert(30, (usize::MAX, "xyz+1".to_owned(), 150));
        other.remove(gone);
        let of = |list: &[(usize, String, usize)]| {
            document(&list.iter().map(|(_, key, length)| (key.as_str(), *length)).collect::<Vec<_>>())
        };
        let (source, target) = (of(&keyed), of(&other));
        let alignment = align_blocks(&source, &target, &[]);
        covers(&alignment, source.blocks.len(), target.blocks.len());
        let numbered = |key: &str| !key.contains('+');
        for (at, (origin, key, _)) in other.iter().enumerate().filter(|(_, (origin, ..))| *origin != usize::MAX) {
            let far = [gone, twice, 30].iter().all(|&place| origin.abs_diff(place) > 4);
            if far || numbered(key) && keyed[*origin].1 == *key && *origin != gone {
                let bead = alignment.bead_of_target(at).expect("covered");
                assert!(bead.source.contains(origin), "{key}: {bead:?}, deleted {gone}, repeated {twice}");
            }
        }
    }
}

#[test]
fn long_texts_without_numbers_are_aligned_in_good_time() {
    let mut seed = Seed(9);
    let source: Vec<(String, usize)> = (0..3000).map(|n| (format!("0+{n}"), 40 + seed.below(500))).collect();
    let mut target: Vec<(String, usize)> = source.clone();
    target.drain(1000..1010);
    for (n, block) in target.iter_mut().enumerate() {
        block.0 = format!("0+{}", n + 70_000);
    }
    let of = |list: &[(String, usize)]| {
        document(&list.iter().map(|(key, length)| (key.as_str(), *length)).collect::<Vec<_>>())
    };
    let (source, target) = (of(&source), of(&target));
    let alignment = align_blocks(&source, &target, &[]);
    covers(&alignment, 3000, 2990);
    let right = (0..3000)
        .filter(|&i| !(980..1030).contains(&i))
        .filter(|&i| {
            let expected = if i < 1000 { i } else { i - 10 };
            alignment.bead_of_source(i).is_some_and(|bead| bead.target == (expected..expected + 1))
        })
        .count();
    assert!(right > 2930, "{right}");
}

#[test]
fn sentences_of_a_paragraph() {
    let english = "The Council met in Geneva on 3 May 2021. It heard 45 speakers from all regions and adopted resolution 12. \
                   The next meeting will be held in a year.";
    let french = "Le Conseil s’est réuni à Genève le 3 mai 2021. Il a entendu 45 orateurs de toutes les régions. Il a adopté \
                  la résolution 12. La prochaine réunion aura lieu dans un an.";
    let alignment = align_sentences(english, &Language::new("en"), french, &Language::new("fr"));
    let beads: Vec<_> = alignment.beads.iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect();
    assert_eq!(beads, [(0..1, 0..1), (1..2, 1..3), (2..3, 3..4)]);
    assert!(align_sentences("", &Language::new("en"), "", &Language::new("fr")).beads.is_empty());
    covers(&align_sentences("One. Two.", &Language::new("en"), "", &Language::new("fr")), 2, 0);
}

/// Every block of every version stands in exactly one row, in order.
#[track_caller]
fn grid_holds_all(grid: &Grid, documents: &[&Document]) {
    let mut next = vec![0; documents.len()];
    for row in &grid.rows {
        assert_eq!(row.blocks.len(), documents.len());
        assert!(row.blocks.iter().any(|range| !range.is_empty()));
        for (version, range) in row.blocks.iter().enumerate() {
            assert_eq!(range.start, next[version], "an empty range stands where its row would");
            next[version] = range.end;
        }
    }
    for (version, document) in documents.iter().enumerate() {
        assert_eq!(next[version], document.blocks.len());
        for block in 0..document.blocks.len() {
            let row = grid.row_of(version, block).expect("a row");
            assert!(grid.rows[row].blocks[version].contains(&block));
        }
        assert_eq!(grid.row_of(version, document.blocks.len()), None);
    }
}

fn compose(documents: &[&Document], pivot: usize) -> Grid {
    let alignments: Vec<Alignment> =
        documents.iter().map(|document| align_blocks(documents[pivot], document, &[])).collect();
    let grid = Grid::compose(documents, pivot, &alignments);
    grid_holds_all(&grid, documents);
    grid
}

#[test]
fn a_grid_brings_versions_together_through_the_pivot() {
    let a = document(&[("1", 400), ("2", 400), ("4", 400)]);
    let b = document(&[("1", 400), ("2", 200), ("2+1", 200), ("3", 400), ("4", 400), ("5", 400)]);
    let c = document(&[("2", 400), ("2+1", 700), ("3", 400), ("4", 400), ("5", 400), ("6", 400)]);
    let documents = [&a, &b, &c];
    let grid = compose(&documents, 0);
    let rows: Vec<String> = grid
        .rows
        .iter()
        .map(|row| {
            let cell = |(version, range): (usize, &std::ops::Range<usize>)| {
                documents[version].blocks[range.clone()].iter().map(|b| b.key.as_str()).collect::<Vec<_>>().join("&")
            };
            row.blocks.iter().enumerate().map(cell).collect::<Vec<_>>().join("|")
        })
        .collect();
    assert_eq!(rows, ["1|1|", "2|2&2+1|2", "||2+1", "|3|3", "4|4|4", "|5|5", "||6"]);
    assert_eq!(grid.aligned(1), (3, 3));
    assert_eq!(grid.aligned(2), (2, 3));
}

#[test]
fn a_grid_of_one_version_and_of_alignments_that_do_not_fit() {
    let a = document(&[("1", 100), ("2", 100)]);
    let grid = Grid::compose(&[&a], 0, &[]);
    grid_holds_all(&grid, &[&a]);
    assert_eq!(grid.rows.len(), 2);
    assert_eq!(grid.aligned(0), (2, 2));
    let b = document(&[("1", 100), ("2", 100), ("3", 100)]);
    for pivot in 0..2 {
        let wrong = [Alignment::default(), align_blocks(&b, &b, &[])];
        grid_holds_all(&Grid::compose(&[&a, &b], pivot, &wrong), &[&a, &b]);
    }
    assert!(Grid::compose(&[], 0, &[]).rows.is_empty());
    assert!(Grid::compose(&[&a], 7, &[]).rows.is_empty());
}

#[test]
fn grids_of_generated_versions_hold_every_block_once() {
    let mut seed = Seed(21);
    for _ in 0..200 {
        let documents: Vec<Document> = (0..4)
            .map(|_| {
                let keys: Vec<(String, usize)> = (1..12)
                    .flat_map(|n| [(n.to_string(), 30 + seed.below(200)), (format!("{n}+1"), 30 + seed.below(200))])
                    .collect();
                let kept: Vec<(&str, usize)> =
                    keys.iter().filter(|_| seed.below(4) != 0).map(|(key, length)| (key.as_str(), *length)).collect();
                document(&kept)
            })
            .collect();
        let borrowed: Vec<&Document> = documents.iter().collect();
        for pivot in 0..borrowed.len() {
            compose(&borrowed, pivot);
        }
    }
}

const VERSIONS: [&str; 9] = ["en", "ar", "zh", "fr", "es", "ru", "zh-Hant", "fa", "he"];

fn declaration(folder: &std::path::Path, tag: &str) -> Document {
    let name = format!("udhr.{tag}.txt");
    let bytes = std::fs::read(folder.join("data/udhr").join(&name)).expect("the file");
    import::read(&bytes, &Hints { name: Some(name), ..Hints::default() }).expect("a document")
}

#[test]
fn articles_of_the_declaration_stand_beside_each_other_in_every_pair() {
    let Some(folder) = corpus("the alignment of the Universal Declaration") else { return };
    let documents: Vec<Document> = VERSIONS.iter().map(|tag| declaration(&folder, tag)).collect();
    for (a, source) in VERSIONS.iter().zip(&documents) {
        for (b, target) in VERSIONS.iter().zip(&documents) {
            let alignment = align_blocks(source, target, &[]);
            covers(&alignment, source.blocks.len(), target.blocks.len());
            let place =
                |document: &Document, n: usize| document.find(&Key::new(format!("art{n}"))).expect("the article");
            for n in 1..=30 {
                let (i, j) = (place(source, n), place(target, n));
                let bead = alignment.bead_of_source(i).expect("covered");
                assert_eq!((bead.source.clone(), bead.target.clone()), (i..i + 1, j..j + 1), "{a} {b} art{n}");
                // The text under an article has a counterpart, and it is of the same article.
                let under = alignment.bead_of_source(i + 1).expect("covered");
                assert!(under.target.contains(&(j + 1)), "{a} {b} art{n}: {under:?}");
            }
            // The recital on what Member States pledged is the sixth, in Arabic (which lacks the fourth) the fifth.
            let recital = |document: &Document, tag: &str| {
                let is_recital = |block: &Block| block.kind == Kind::Paragraph && block.text.chars().count() > 30;
                let first = document.blocks.iter().position(is_recital).expect("a recital");
                first + if tag == "ar" { 4 } else { 5 }
            };
            for more in 0..2 {
                let (i, j) = (recital(source, a) + more, recital(target, b) + more);
                let bead = alignment.bead_of_source(i).expect("covered");
                assert!(bead.target.contains(&j), "{a} {b}: {}", keys(source, target, &alignment));
            }
            // The preambles: 8, 9 or 10 paragraphs, nothing left over on either side, the last ones together.
            let (i, j) = (place(source, 1), place(target, 1));
            let last = alignment.bead_of_source(i - 1).expect("covered");
            assert!(last.source.end == i && last.target.end == j && !last.target.is_empty(), "{a} {b}: {last:?}");
            let wide =
                alignment.beads.iter().filter(|bead| bead.source.end <= i && bead.source.len() != bead.target.len());
            assert!(wide.count() <= 3, "{a} {b}: {}", keys(source, target, &alignment));
        }
    }
    let borrowed: Vec<&Document> = documents.iter().collect();
    let grid = compose(&borrowed, 0);
    for (version, tag) in VERSIONS.iter().enumerate() {
        let (aligned, total) = grid.aligned(version);
        assert!(aligned + 2 >= total, "{tag}: {aligned} of {total}");
    }
}
