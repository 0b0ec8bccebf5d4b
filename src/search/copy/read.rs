//! Reading the folded copy of a version, piece by piece.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

use super::{FOOT, MAGIC, Stamp, program, sum};
use crate::document::Kind;
use crate::search::KINDS;
use crate::text::Language;
use crate::text::fold::Folded;

/// Bytes at the end of a copy that are read at once: what most copies say of themselves fits.
const END: u64 = 2048;

/// Bytes of an entry in the list of pieces.
const ENTRY: usize = 40;

/// A copy, open.
pub(crate) struct Copy {
    file: File,
    /// Bytes of it.
    length: u64,
    /// What it was made of.
    pub(crate) stamp: Stamp,
    /// SHA-256 of that.
    pub(crate) hash: [u8; 32],
    /// The language of the document.
    pub(crate) language: Language,
    /// The languages of its blocks.
    languages: Vec<Language>,
    pieces: Vec<Piece>,
}

/// Where a piece stands.
struct Piece {
    first: usize,
    blocks: usize,
    start: u64,
    folded: usize,
    rest: usize,
    sums: [u64; 2],
}

impl Copy {
    /// Opens the copy at `path`; none where there is none that is whole and of this program.
    pub(crate) fn open(path: &Path) -> Option<Self> {
        let file = File::open(path).ok()?;
        let length = file.metadata().ok()?.len();
        let end = length.min(END);
        let mut bytes = vec![0; usize::try_from(end).ok()?];
        read_at(&file, length - end, &mut bytes)?;
        let foot: [u8; FOOT] = *bytes.last_chunk()?;
        let field = |at: usize| foot.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes);
        let stamp = Stamp { size: field(0)?, changed: field(8)? };
        let hash = *foot.get(16..48)?.first_chunk()?;
        let (tail, count, check) = (usize::try_from(field(56)?).ok()?, usize::try_from(field(64)?).ok()?, field(72)?);
        if field(48)? != program() || field(80)? != length || foot.last_chunk()? != MAGIC {
            return None;
        }
        let from = length.checked_sub((FOOT + tail) as u64)?;
        if FOOT + tail > bytes.len() {
            bytes = vec![0; tail + FOOT];
            read_at(&file, from, &mut bytes)?;
        }
        let tail = bytes.get(bytes.len().checked_sub(FOOT + tail)?..bytes.len() - FOOT)?;
        if sum(tail) != check {
            return None;
        }
        let mut tail = tail;
        let language = Language::new(text(&mut tail)?);
        let mut languages = Vec::new();
        for _ in 0..number(&mut tail)? {
            languages.push(Language::new(text(&mut tail)?));
        }
        if tail.len() != count.checked_mul(ENTRY)? {
            return None;
        }
        let mut pieces = Vec::with_capacity(count);
        let (mut first, mut start) = (0_usize, 0_u64);
        for entry in tail.as_chunks::<ENTRY>().0 {
            let (fields, _) = entry.as_chunks::<8>();
            let &[blocks, folded, rest, one, other] = fields else { return None };
            let size = |bytes: [u8; 8]| usize::try_from(u64::from_le_bytes(bytes)).ok();
            let (blocks, folded, rest) = (size(blocks)?, size(folded)?, size(rest)?);
            let sums = [u64::from_le_bytes(one), u64::from_le_bytes(other)];
            pieces.push(Piece { first, blocks, start, folded, rest, sums });
            first = first.checked_add(blocks)?;
            start = start.checked_add(folded.checked_add(rest)? as u64)?;
        }
        (start == from).then_some(Self { file, length, stamp, hash, language, languages, pieces })
    }

    /// How many pieces it has.
    pub(crate) fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Reads the folded texts of a piece, each with a line end after it; none where they are damaged.
    pub(crate) fn folded<'b>(&self, piece: usize, buffer: &'b mut Vec<u8>) -> Option<&'b [u8]> {
        let piece = self.pieces.get(piece)?;
        let folded = read(&self.file, piece.start, piece.folded, buffer)?;
        (sum(folded) == piece.sums[0]).then_some(folded)
    }

    /// Reads all else of a piece; `folded` is what [`Copy::folded`] read.
    pub(crate) fn part<'b>(
        &self,
        piece: usize,
        folded: &'b [u8],
        buffer: &'b mut Vec<u8>,
        blocks: &'b mut Vec<Entry>,
    ) -> Option<Part<'b>> {
        let piece = self.pieces.get(piece)?;
        let all = read(&self.file, piece.start + piece.folded as u64, piece.rest, buffer)?;
        if sum(all) != piece.sums[1] {
            return None;
        }
        blocks.clear();
        let mut table = all;
        let (mut from, mut plain, mut way) = (0, 0, 0);
        for _ in 0..piece.blocks {
            let length = number(&mut table)?;
            let start = all.len() - table.len();
            table = table.get(length..)?;
            let mut field = || number(&mut table);
            let (kind, language) = (field()?, field()?);
            let (folded, texts, ways) = (field()?, field()?, field()?);
            blocks.push(Entry {
                key: start..start + length,
                kind: KINDS.get(kind)?.1,
                language,
                folded: from..from + folded,
                plain: plain..plain + texts,
                way: way..way + ways,
            });
            (from, plain, way) = (from + folded + 1, plain + texts, way + ways);
        }
        let base = all.len() - table.len();
        if from != folded.len() || base + plain + way != all.len() {
            return None;
        }
        Some(Part { first: piece.first, folded, all, plain: base, ways: base + plain, blocks })
    }

    /// The language of that number.
    pub(crate) fn language_of(&self, number: usize) -> &Language {
        self.languages.get(number).unwrap_or(&self.language)
    }

    /// Notes that the copy is that of a file with this stamp too.
    pub(crate) fn stamp_set(&self, path: &Path, stamp: Stamp) {
        let bytes = [stamp.size.to_le_bytes(), stamp.changed.to_le_bytes()].concat();
        if let Ok(mut file) = File::options().write(true).open(path)
            && file.seek(SeekFrom::Start(self.length - FOOT as u64)).is_ok()
        {
            // Where it cannot be written the file is only looked at again the next time.
            let _ = file.write_all(&bytes);
        }
    }
}

/// The blocks of a piece.
pub(crate) struct Part<'b> {
    /// The number of its first block in the document.
    pub(crate) first: usize,
    folded: &'b [u8],
    all: &'b [u8],
    /// Where the texts begin, and the ways back to them.
    plain: usize,
    ways: usize,
    pub(crate) blocks: &'b [Entry],
}

/// Where the parts of a block stand.
pub(crate) struct Entry {
    key: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) language: usize,
    pub(crate) folded: Range<usize>,
    plain: Range<usize>,
    way: Range<usize>,
}

impl Part<'_> {
    /// The key of a block.
    pub(crate) fn key(&self, block: &Entry) -> Option<&str> {
        std::str::from_utf8(self.all.get(block.key.clone())?).ok()
    }

    /// Its text as it is.
    pub(crate) fn plain(&self, block: &Entry) -> Option<&str> {
        let range = self.plain + block.plain.start..self.plain + block.plain.end;
        std::str::from_utf8(self.all.get(range)?).ok()
    }

    /// Its text folded, with the way back.
    pub(crate) fn folding(&self, block: &Entry) -> Option<Folded> {
        let text = std::str::from_utf8(self.folded.get(block.folded.clone())?).ok()?;
        let way = self.all.get(self.ways + block.way.start..self.ways + block.way.end)?;
        Folded::restored(text.to_owned(), block.plain.len(), way)
    }
}

/// Reads `length` bytes at `start` into the beginning of `buffer`, which only grows; none where there are not as many.
fn read<'b>(file: &File, start: u64, length: usize, buffer: &'b mut Vec<u8>) -> Option<&'b [u8]> {
    if buffer.len() < length {
        buffer.resize(length, 0);
    }
    let bytes = buffer.get_mut(..length)?;
    read_at(file, start, bytes)?;
    Some(bytes)
}

#[cfg(unix)]
fn read_at(file: &File, start: u64, bytes: &mut [u8]) -> Option<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start).ok()
}

#[cfg(not(unix))]
fn read_at(mut file: &File, start: u64, bytes: &mut [u8]) -> Option<()> {
    use std::io::Read;
    file.seek(SeekFrom::Start(start)).ok()?;
    file.read_exact(bytes).ok()
}

fn number(from: &mut &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        number |= usize::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn text<'t>(from: &mut &'t [u8]) -> Option<&'t str> {
    let length = number(from)?;
    let (text, rest) = from.split_at_checked(length)?;
    *from = rest;
    std::str::from_utf8(text).ok()
}
