//! Tests of: annexes in another order, lists and tables that are sorted differently, versions brought together through one.

use hexapla::align::{Grid, Parallels, align_blocks, align_documents};
use hexapla::document::{Block, Document, Key, Kind, Position};
use hexapla::text::Language;

use super::covers;

fn block(key: &str, kind: Kind, text: &str) -> Block {
    Block { key: Key::new(key), kind, text: text.to_owned(), ..Block::default() }
}

fn version(language: &str, blocks: Vec<Block>) -> Document {
    let language = Language::new(language);
    let blocks = blocks.into_iter().map(|block| Block { language: language.clone(), ..block }).collect();
    Document { language, blocks, ..Document::default() }
}

/// A report with three annexes of four paragraphs, the annexes in this order.
fn report(annexes: [usize; 3]) -> Document {
    const TEXTS: [[&str; 4]; 4] = [
        [
            "The harbour opened in 1871.",
            "Its first pilot was paid 40 crowns.",
            "Ships wait for the tide.",
            "Fog is rare.",
        ],
        ["Wheat is sown in October.", "The mill grinds 300 sacks.", "Bakers rise at three.", "Bread keeps two days."],
        ["The choir has 28 voices.", "They rehearse on Mondays.", "The organ was built in 1902.", "Concerts are free."],
        ["Bees swarm in May.", "A hive gives 12 kilograms.", "Lime trees bloom late.", "Honey is sold at fairs."],
    ];
    let mut blocks = Vec::new();
    let mut part = |name: &str, texts: &[&str]| {
        for (at, text) in texts.iter().enumerate() {
            blocks.push(block(&format!("{name}{}", at + 1), Kind::Paragraph, text));
        }
    };
    part("", &TEXTS[0]);
    let mut all = std::mem::take(&mut blocks);
    for annex in annexes {
        all.push(block(&format!("annex{annex}"), Kind::Heading, &format!("Annex {annex}")));
        for (at, text) in TEXTS[annex].iter().enumerate() {
            all.push(block(&format!("annex{annex}:{}", at + 1), Kind::Paragraph, text));
        }
    }
    version("en", all)
}

#[test]
fn annexes_in_another_order_are_followed_to_their_places() {
    let (source, target) = (report([1, 2, 3]), report([3, 1, 2]));
    let found = align_documents(&source, &target, &[], &mut |_| true).expect("nobody stops it");
    let blocks = source.blocks.len();
    for alignment in [&found.blocks, &align_blocks(&source, &target, &[])] {
        covers(alignment, blocks, blocks);
        for (at, own) in source.blocks.iter().enumerate() {
            let bead = alignment.bead_of_source(at).expect("covered");
            let texts: Vec<&str> = target.blocks[bead.target.clone()].iter().map(|block| block.text.as_str()).collect();
            assert_eq!(texts, [own.text.as_str()]);
            assert_eq!(alignment.bead_of_target(bead.target.start), Some(bead));
        }
    }
    // Every block of every version stands in exactly one row, though the second version's do not grow from row to row.
    let grid = Grid::compose(&[&source, &target], 0, &[Default::default(), found.blocks]);
    for (version, document) in [&source, &target].into_iter().enumerate() {
        for block in 0..document.blocks.len() {
            let row = grid.row_of(version, block).expect("a row");
            assert!(grid.rows[row].blocks[version].contains(&block));
        }
        let all: usize = grid.rows.iter().map(|row| row.blocks[version].len()).sum();
        assert_eq!(all, blocks);
    }
    assert!(grid.rows.iter().all(|row| row.blocks[0].len() == 1 && row.blocks[1].len() == 1));
}

#[test]
fn a_table_that_is_sorted_differently_is_one_bead_and_one_of_equal_shape_is_cells() {
    let table = |rows: &[(&str, &str)]| {
        let rows: Vec<Vec<String>> = rows.iter().map(|(a, b)| vec![(*a).to_owned(), (*b).to_owned()]).collect();
        Block { key: Key::new("1+1"), kind: Kind::Table, text: Block::table_text(&rows), rows, ..Block::default() }
    };
    let english =
        [("Angola", "371"), ("Brazil", "852"), ("Chile", "193"), ("Egypt", "640"), ("France", "555"), ("Ghana", "128")];
    let arabic =
        [("إثيوبيا", "640"), ("البرازيل", "852"), ("أنغولا", "371"), ("غانا", "128"), ("شيلي", "193"), ("فرنسا", "555")];
    let source = version("en", vec![block("1", Kind::Paragraph, "The members are these."), table(&english)]);
    let sorted = version("ar", vec![block("1", Kind::Paragraph, "الأعضاء هم كما يلي."), table(&arabic)]);
    let found = align_documents(&source, &sorted, &[], &mut |_| true).expect("nobody stops it");
    let cells = found.source.of_block(1);
    assert_eq!(found.sentences.bead_of_source(cells.start).map(|bead| bead.source.clone()), Some(cells));

    let same: Vec<(&str, &str)> = english.iter().map(|(_, number)| ("بلد", *number)).collect();
    let same = version("ar", vec![block("1", Kind::Paragraph, "الأعضاء هم كما يلي."), table(&same)]);
    let found = align_documents(&source, &same, &[], &mut |_| true).expect("nobody stops it");
    for (cell, other) in found.source.of_block(1).zip(found.target.of_block(1)) {
        let bead = found.sentences.bead_of_source(cell).expect("covered");
        assert_eq!((bead.source.clone(), bead.target.clone()), (cell..cell + 1, other..other + 1));
    }
}

#[test]
fn countries_in_the_order_of_another_alphabet_are_one_bead() {
    let list = |language: &str, first: &str, names: &[&str], last: &str| {
        let mut blocks = vec![block("1", Kind::Paragraph, first)];
        blocks.extend(names.iter().enumerate().map(|(at, name)| block(&format!("1+{}", at + 1), Kind::Item, name)));
        blocks.push(block("2", Kind::Paragraph, last));
        version(language, blocks)
    };
    let source = list(
        "en",
        "The following States took part in the meeting of the committee:",
        &["Algeria", "Brazil", "China", "Egypt", "France", "Germany", "India", "Japan", "Mexico", "Russia"],
        "The committee adopted its report.",
    );
    let target = list(
        "fr",
        "Les États suivants ont pris part à la réunion du comité :",
        &["Mexique", "Russie", "Japon", "Inde", "Allemagne", "France", "Égypte", "Chine", "Brésil", "Algérie"],
        "Le comité a adopté son rapport.",
    );
    let found = align_documents(&source, &target, &[], &mut |_| true).expect("nobody stops it");
    covers(&found.blocks, source.blocks.len(), target.blocks.len());
    let bead = found.blocks.bead_of_source(5).expect("covered");
    assert_eq!((bead.source.clone(), bead.target.clone()), (1..11, 1..11), "{:?}", found.blocks);
}

#[test]
fn versions_are_composed_through_the_one_that_a_masthead_names() {
    let text = |language: &str, mark: &str, texts: [&str; 2]| {
        let mut blocks = vec![block("0+1", Kind::Metadata, mark)];
        blocks.extend(texts.iter().enumerate().map(|(at, text)| block(&(at + 1).to_string(), Kind::Paragraph, text)));
        version(language, blocks)
    };
    let french = text("fr", "Original : anglais", ["Le pont date de 1871. Il est long.", "Le péage est de 40 francs."]);
    let english =
        text("en", "Original: English", ["The bridge dates from 1871. It is long.", "The toll is 40 francs."]);
    let spanish = text("es", "Original: inglés", ["El puente data de 1871. Es largo.", "El peaje es de 40 francos."]);
    let documents = [&french, &english, &spanish];
    let structure = Parallels::of(&documents);
    assert_eq!((structure.pivot(), structure.grid().pivot), (1, 1));
    assert!(structure.between(0, 2).is_none() && structure.segmentation(0).is_none());
    let sharp = Parallels::aligned(&documents, &mut |_| true).expect("nobody stops it");
    let through = sharp.between(0, 2).expect("both are aligned with the pivot");
    covers(&through.sentences, 4, 4);
    covers(&through.blocks, 3, 3);
    // Before the sentences are aligned the row is, on the spot; after it, through the pivot: the answer is the same.
    let offset = french.blocks[1].text.find("Il").expect("the second sentence");
    for parallels in [&structure, &sharp] {
        let found = parallels.counterpart(&documents, 0, Position { block: 1, offset }, 2).expect("a counterpart");
        let texts: Vec<&str> =
            found.ranges.iter().map(|(block, range)| &spanish.blocks[*block].text[range.clone()]).collect();
        assert_eq!(texts, ["Es largo."]);
        assert!(found.exact && found.score > 0.0);
    }
    assert!(Parallels::aligned(&documents, &mut |_| false).is_none(), "it stops when it is told to");
}
