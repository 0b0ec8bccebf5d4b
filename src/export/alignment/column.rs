//! One side of an alignment as it is written: segments with their keys and places.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use crate::align::Segmentation;
use crate::document::{Block, Document, Kind};
use crate::text::Language;
use crate::text::script::{is_han, is_kana};

/// One side: a version's segments.
#[derive(Clone, Debug, Default)]
pub struct Column<'a> {
    /// The file's name, without its folders.
    pub name: String,
    /// The document's title; empty where there is none.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Its segments, in the order in which beads count them.
    pub segments: Vec<Segment<'a>>,
}

/// One segment and where it stands.
#[derive(Clone, Debug)]
pub struct Segment<'a> {
    /// The block's key, for a cell with its row and column (`48+1[2,3]`, from 1); for a line its number, from 1.
    pub key: Cow<'a, str>,
    /// The block's index in its document; for a line that of the line.
    pub block: usize,
    /// Its number among the sentences of the block, from 0.
    pub sentence: usize,
    /// Its bytes in the block's text.
    pub bytes: Range<usize>,
    /// The block's whole text.
    whole: &'a str,
}

impl<'a> Segment<'a> {
    /// The text of the segment.
    pub fn text(&self) -> &'a str {
        self.whole.get(self.bytes.clone()).unwrap_or("")
    }
}

impl<'a> Column<'a> {
    /// The blocks of a document.
    pub fn of_blocks(name: &str, document: &'a Document) -> Self {
        let blocks = document.blocks.iter().enumerate();
        let segment = |(at, block): (usize, &'a Block)| Segment {
            key: Cow::Borrowed(block.key.as_str()),
            block: at,
            sentence: 0,
            bytes: 0..block.text.len(),
            whole: &block.text,
        };
        Self::new(name, document, blocks.map(segment).collect())
    }

    /// The sentences of a document, cut as `cut` says.
    pub fn of_sentences(name: &str, document: &'a Document, cut: &Segmentation) -> Self {
        let mut segments: Vec<Segment<'a>> = Vec::with_capacity(cut.sentences.len());
        let mut cells = Vec::new();
        for sentence in &cut.sentences {
            let Some(block) = document.blocks.get(sentence.block) else { continue };
            let before = segments.last().filter(|last| last.block == sentence.block).map(|last| last.sentence);
            if before.is_none() {
                cells = if block.kind == Kind::Table { cell_ends(block) } else { Vec::new() };
            }
            let cell = cells.get(cells.partition_point(|(end, _, _)| *end <= sentence.range.start));
            let key = match cell {
                Some((_, row, column)) => Cow::Owned(format!("{}[{row},{column}]", block.key.as_str())),
                None => Cow::Borrowed(block.key.as_str()),
            };
            segments.push(Segment {
                key,
                block: sentence.block,
                sentence: before.map_or(0, |before| before + 1),
                bytes: sentence.range.clone(),
                whole: &block.text,
            });
        }
        Self::new(name, document, segments)
    }

    fn new(name: &str, document: &Document, segments: Vec<Segment<'a>>) -> Self {
        Self { name: file_name(name), title: document.title.clone(), language: document.language.clone(), segments }
    }

    /// Lines as they are.
    pub fn of_lines(name: &str, language: Language, lines: &[&'a str]) -> Self {
        let segment = |(at, line): (usize, &&'a str)| Segment {
            key: Cow::Owned((at + 1).to_string()),
            block: at,
            sentence: 0,
            bytes: 0..line.len(),
            whole: line,
        };
        let segments = lines.iter().enumerate().map(segment).collect();
        Self { name: file_name(name), title: String::new(), language, segments }
    }

    /// The keys of some segments, each once where they follow each other.
    pub(super) fn keys(&self, range: &Range<usize>) -> Vec<&str> {
        let mut keys: Vec<&str> = self.of(range).iter().map(|segment| segment.key.as_ref()).collect();
        keys.dedup();
        keys
    }

    /// Some segments; what lies past the end is left out.
    pub(super) fn of(&self, range: &Range<usize>) -> &[Segment<'a>] {
        let end = range.end.min(self.segments.len());
        self.segments.get(range.start.min(end)..end).unwrap_or_default()
    }

    /// The text of some segments as it stands in the document, what lies between sentences of a block included. `between`
    /// stands between blocks, and a space between lines, but none where Chinese or Japanese goes on.
    pub(super) fn text(&self, range: &Range<usize>, lines: bool) -> Cow<'a, str> {
        let segments = self.of(range);
        let mut text: Cow<'a, str> = Cow::Borrowed("");
        let mut at = 0;
        while let Some(first) = segments.get(at) {
            let same = segments.get(at..).unwrap_or_default().iter().take_while(|next| next.block == first.block);
            let count = same.clone().count();
            let end = same.map(|segment| segment.bytes.end).max().unwrap_or(first.bytes.end);
            let piece = first.whole.get(first.bytes.start..end).unwrap_or("");
            if at == 0 {
                text = Cow::Borrowed(piece);
            } else {
                let joined = text.to_mut();
                joined.push_str(match lines {
                    false => "\n",
                    true if unspaced(joined.chars().next_back()) && unspaced(piece.chars().next()) => "",
                    true => " ",
                });
                joined.push_str(piece);
            }
            at += count.max(1);
        }
        text
    }
}

fn file_name(name: &str) -> String {
    Path::new(name).file_name().map_or_else(|| name.to_owned(), |file| file.to_string_lossy().into_owned())
}

/// Whether no space stands beside it in running text: Han, kana, and the punctuation that goes with them.
fn unspaced(c: Option<char>) -> bool {
    c.is_some_and(|c| is_han(c) || is_kana(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}'))
}

/// For each cell of a table where it ends in the text, and its row and column from 1.
fn cell_ends(table: &Block) -> Vec<(usize, usize, usize)> {
    let mut end = 0;
    let mut cells = Vec::new();
    for (row, columns) in table.rows.iter().enumerate() {
        for (column, cell) in columns.iter().enumerate() {
            end += cell.len();
            cells.push((end, row + 1, column + 1));
            end += 1;
        }
    }
    cells
}
