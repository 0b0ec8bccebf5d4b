//! Tests of folded copies: what is written is read, and damage is seen.

use super::*;
use crate::document::{Block, Document, Key, Kind};
use crate::search::KINDS;
use crate::text::Language;
use crate::text::fold::fold;

const HASH: [u8; 32] = [7; 32];

/// A document of blocks of all kinds and of any text.
fn document(blocks: usize, length: usize) -> Document {
    let alphabet: Vec<char> =
        "aB ﬁé\u{301}\u{640}ا\u{64E}أﷺ联 \u{A0}が国\u{3099}йи\u{306}\u{200F}٣½ß\u{10FFFF}\n\t\u{0}".chars().collect();
    let mut seed = 11_u64;
    let mut roll = |sides: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % sides
    };
    let block = |at: usize| Block {
        key: Key::new(format!("annex{}:{at}", at / 7)),
        kind: KINDS[at % KINDS.len()].1,
        language: Language::new(["ar", "zh", "en"][at % 3]),
        text: (0..roll(length)).map(|_| alphabet[roll(alphabet.len())]).collect(),
        ..Block::default()
    };
    Document { language: Language::new("ar"), blocks: (0..blocks).map(block).collect(), ..Document::default() }
}

/// Everything that is read of a copy; none where it is damaged.
fn read(path: &Path) -> Option<Vec<(String, Kind, String, String)>> {
    let copy = Copy::open(path)?;
    let (mut folded, mut rest, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    let mut all = Vec::new();
    for piece in 0..copy.pieces() {
        let texts = copy.folded(piece, &mut folded)?;
        let part = copy.part(piece, texts, &mut rest, &mut entries)?;
        assert_eq!(part.first, all.len());
        for entry in part.blocks {
            let folding = part.folding(entry)?;
            assert_eq!(folding, fold(part.plain(entry)?));
            let language = copy.language_of(entry.language).tag().to_owned();
            all.push((part.key(entry)?.to_owned(), entry.kind, language, part.plain(entry)?.to_owned()));
        }
    }
    Some(all)
}

fn expected(document: &Document) -> Vec<(String, Kind, String, String)> {
    let block =
        |block: &Block| (block.key.to_string(), block.kind, block.language.tag().to_owned(), block.text.clone());
    document.blocks.iter().map(block).collect()
}

#[test]
fn what_is_written_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("below").join("copy");
    for (blocks, length) in [(0, 1), (1, 1), (40, 60), (3, 300_000), (4000, 400)] {
        let document = document(blocks, length);
        write(&path, &document, &HASH, Stamp { size: 5, changed: 6 }).expect("written");
        let copy = Copy::open(&path).expect("a copy");
        assert_eq!((copy.stamp, copy.hash), (Stamp { size: 5, changed: 6 }, HASH));
        assert_eq!(copy.language.tag(), "ar");
        assert_eq!(read(&path), Some(expected(&document)), "{blocks} blocks");
        assert_eq!(copy.pieces() > 1, blocks == 4000 || length > 9999, "{blocks} blocks");
    }
    let copy = Copy::open(&path).expect("a copy");
    copy.stamp_set(&path, Stamp { size: 1, changed: 2 });
    assert_eq!(Copy::open(&path).map(|copy| copy.stamp), Some(Stamp { size: 1, changed: 2 }));
    assert_eq!(
        std::fs::read_dir(path.parent().expect("a folder")).expect("a folder").count(),
        1,
        "nothing is left over"
    );
}

#[test]
fn damage_is_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("copy");
    let document = document(9, 40);
    write(&path, &document, &HASH, Stamp::default()).expect("written");
    let whole = std::fs::read(&path).expect("a copy");
    let stamp = whole.len() - FOOT..whole.len() - FOOT + 48;
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        std::fs::write(&path, &damaged).expect("written");
        // The stamp and the hash only say what to compare with.
        assert_eq!(read(&path), stamp.contains(&at).then(|| expected(&document)), "byte {at}");
    }
    for length in 0..whole.len() {
        std::fs::write(&path, &whole[..length]).expect("written");
        assert_eq!(read(&path), None, "{length} bytes");
    }
    let mut zeros = whole.clone();
    zeros[..64].fill(0);
    std::fs::write(&path, &zeros).expect("written");
    assert_eq!(read(&path), None);
}
