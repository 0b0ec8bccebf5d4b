//! Writing the folded copy of a document.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{FOOT, MAGIC, PIECE, Stamp, program, sum};
use crate::document::{Block, Document};
use crate::search::KINDS;
use crate::text::Language;
use crate::text::fold::fold;

/// Writes the copy of `document`, whose bytes have this hash, to `path`: beside it first, then in its place, so that nobody
/// ever reads half of one.
pub(crate) fn write(path: &Path, document: &Document, hash: &[u8; 32], stamp: Stamp) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = beside(path);
    let written = write_to(&beside, document, hash, stamp).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A name of our own beside `path`.
fn beside(path: &Path) -> PathBuf {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    path.with_extension(format!("{}-{number}.part", std::process::id()))
}

fn write_to(path: &Path, document: &Document, hash: &[u8; 32], stamp: Stamp) -> io::Result<()> {
    let mut out = Writer { out: BufWriter::with_capacity(1 << 20, File::create(path)?), written: 0 };
    let mut languages: Vec<&Language> = Vec::new();
    let mut pieces = Vec::new();
    let mut piece = Piece::default();
    for block in &document.blocks {
        let language = match languages.iter().position(|known| **known == block.language) {
            Some(at) => at,
            None => {
                languages.push(&block.language);
                languages.len() - 1
            }
        };
        piece.put(block, language);
        if piece.folded.len() >= PIECE {
            out.piece(&mut piece, &mut pieces)?;
        }
    }
    if piece.blocks > 0 {
        out.piece(&mut piece, &mut pieces)?;
    }
    let mut tail = Vec::new();
    text(&mut tail, document.language.tag());
    number(&mut tail, languages.len());
    languages.iter().for_each(|language| text(&mut tail, language.tag()));
    tail.extend(pieces.iter().flatten());
    out.put(&tail)?;
    let mut foot = Vec::with_capacity(FOOT);
    foot.extend(stamp.size.to_le_bytes());
    foot.extend(stamp.changed.to_le_bytes());
    foot.extend(hash);
    foot.extend(program().to_le_bytes());
    foot.extend((tail.len() as u64).to_le_bytes());
    foot.extend((pieces.len() as u64).to_le_bytes());
    foot.extend(sum(&tail).to_le_bytes());
    foot.extend((out.written + FOOT as u64).to_le_bytes());
    foot.extend(MAGIC);
    out.put(&foot)?;
    out.out.flush()
}

struct Writer {
    out: BufWriter<File>,
    written: u64,
}

impl Writer {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Writes a piece and begins the next.
    fn piece(&mut self, piece: &mut Piece, into: &mut Vec<Vec<u8>>) -> io::Result<()> {
        let rest = [piece.table.as_slice(), &piece.plain, &piece.ways].concat();
        let mut entry = Vec::new();
        for value in [piece.blocks, piece.folded.len(), rest.len()] {
            entry.extend((value as u64).to_le_bytes());
        }
        entry.extend(sum(&piece.folded).to_le_bytes());
        entry.extend(sum(&rest).to_le_bytes());
        into.push(entry);
        self.put(&piece.folded)?;
        self.put(&rest)?;
        *piece = Piece::default();
        Ok(())
    }
}

/// Blocks that are written together.
#[derive(Default)]
struct Piece {
    blocks: usize,
    folded: Vec<u8>,
    table: Vec<u8>,
    plain: Vec<u8>,
    ways: Vec<u8>,
}

impl Piece {
    fn put(&mut self, block: &Block, language: usize) {
        let folded = fold(&block.text);
        let before = self.ways.len();
        folded.packed(&mut self.ways);
        text(&mut self.table, block.key.as_str());
        let kind = KINDS.iter().position(|(_, kind)| *kind == block.kind).unwrap_or(0);
        for value in [kind, language, folded.text.len(), block.text.len(), self.ways.len() - before] {
            number(&mut self.table, value);
        }
        self.folded.extend(folded.text.as_bytes());
        self.folded.push(b'\n');
        self.plain.extend(block.text.as_bytes());
        self.blocks += 1;
    }
}

fn text(into: &mut Vec<u8>, text: &str) {
    number(into, text.len());
    into.extend(text.as_bytes());
}

/// A number in seven bits a byte, the low ones first.
fn number(into: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}
