//! A document whose every character has a name, so that it is known where each went.

use std::collections::HashMap;

use hexapla::document::{Block, Document, Key, Kind};
use hexapla::import::{self, Hints};
use hexapla::text::Language;
use unicode_normalization::char::is_combining_mark;

/// A character and which character of the original it is; none for one that is new.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    pub c: char,
    pub id: Option<u32>,
}

/// Whether it is one of the characters that are followed: a mark may come and go with its letter.
pub fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c)
}

/// A paragraph while it is changed.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub key: String,
    pub kind: Kind,
    pub label: String,
    pub text: Vec<Glyph>,
}

/// A document while it is changed.
#[derive(Clone, Debug)]
pub struct Draft {
    pub title: String,
    pub language: Language,
    pub paragraphs: Vec<Paragraph>,
}

impl Draft {
    /// Names every character of a document by its number.
    pub fn of(document: &Document) -> Self {
        let mut next = 0..;
        let paragraph = |block: &Block| Paragraph {
            key: block.key.to_string(),
            kind: block.kind,
            label: block.label.clone(),
            text: block.text.chars().map(|c| Glyph { c, id: next.next() }).collect(),
        };
        Self {
            title: document.title.clone(),
            language: document.language.clone(),
            paragraphs: document.blocks.iter().map(paragraph).collect(),
        }
    }

    /// The draft as it is, with the names of the characters of each block.
    pub fn document(&self) -> Traced {
        let block = |paragraph: &Paragraph| Block {
            key: Key::new(paragraph.key.clone()),
            kind: paragraph.kind,
            label: paragraph.label.clone(),
            text: paragraph.text.iter().map(|glyph| glyph.c).collect(),
            language: self.language.clone(),
            ..Block::default()
        };
        let document = Document {
            title: self.title.clone(),
            language: self.language.clone(),
            blocks: self.paragraphs.iter().map(block).collect(),
            ..Document::default()
        };
        Traced::new(document, self.paragraphs.iter().map(|paragraph| paragraph.text.iter().map(|g| g.id).collect()))
    }

    /// The draft printed by `print` and read as plain text.
    pub fn imported(&self, print: impl Fn(&Paragraph) -> String) -> Traced {
        let text: String = self.paragraphs.iter().map(print).collect();
        self.read(text.as_bytes(), "draft.txt")
    }

    /// The draft in the bytes of a file of that name, read. The names go with the letters and digits, paragraph after
    /// paragraph; those of a paragraph that cannot be followed are given up, and counted.
    pub fn read(&self, bytes: &[u8], name: &str) -> Traced {
        let hints = Hints { language: Some(self.language.clone()), name: Some(name.to_owned()), ..Hints::default() };
        let document = import::read(bytes, &hints).expect("it is read");
        let mut names: Vec<Vec<Option<u32>>> =
            document.blocks.iter().map(|block| vec![None; block.text.chars().count()]).collect();
        let stream: Vec<(char, Option<(usize, usize)>)> = document
            .blocks
            .iter()
            .enumerate()
            .flat_map(|(at, block)| {
                let label = block.label.chars().map(|c| (c, None));
                label.chain(block.text.chars().enumerate().map(move |(nth, c)| (c, Some((at, nth)))))
            })
            .filter(|(c, _)| is_letter(*c))
            .collect();
        let (mut at, mut lost) = (0, Vec::new());
        for paragraph in &self.paragraphs {
            let letters: Vec<Glyph> = paragraph.text.iter().filter(|g| is_letter(g.c)).copied().collect();
            if letters.is_empty() {
                continue;
            }
            let starts = at..(at + 400).min(stream.len());
            let fits = |start: &usize| {
                let there = stream.get(*start..start + letters.len());
                there.is_some_and(|there| there.iter().zip(&letters).all(|((c, _), glyph)| *c == glyph.c))
            };
            let Some(start) = starts.into_iter().find(fits) else {
                lost.extend(letters.iter().filter_map(|glyph| glyph.id));
                continue;
            };
            for ((_, place), glyph) in stream[start..].iter().zip(&letters) {
                match place {
                    Some((block, nth)) => names[*block][*nth] = glyph.id,
                    None => lost.extend(glyph.id),
                }
            }
            at = start + letters.len();
        }
        let mut traced = Traced::new(document, names.into_iter());
        traced.lost = lost;
        traced
    }
}

/// A document and where the characters of the original stand in it.
pub struct Traced {
    pub document: Document,
    /// For each block the name of each of its characters.
    names: Vec<Vec<Option<u32>>>,
    places: HashMap<u32, (usize, usize)>,
    /// Characters that could not be followed.
    pub lost: Vec<u32>,
}

impl Traced {
    fn new(document: Document, names: impl Iterator<Item = Vec<Option<u32>>>) -> Self {
        let names: Vec<Vec<Option<u32>>> = names.collect();
        let mut places = HashMap::new();
        for (block, own) in names.iter().enumerate() {
            for (nth, id) in own.iter().enumerate() {
                if let Some(id) = id {
                    places.insert(*id, (block, nth));
                }
            }
        }
        Self { document, names, places, lost: Vec::new() }
    }

    /// The block and the number of the character of that name.
    pub fn place(&self, id: u32) -> Option<(usize, usize)> {
        self.places.get(&id).copied()
    }

    /// The letters and digits of bytes `range` of a block, by name.
    pub fn named(&self, block: usize, range: &std::ops::Range<usize>) -> Vec<Option<u32>> {
        let text = self.document.blocks[block].text.char_indices().zip(&self.names[block]);
        let inside = text.filter(|((at, c), _)| range.contains(at) && is_letter(*c));
        inside.map(|(_, id)| *id).collect()
    }

    /// The two nearest letters on both sides of a byte of a block, by name.
    pub fn around(&self, block: usize, byte: usize) -> [Vec<u32>; 2] {
        let text = self.document.blocks[block].text.char_indices().zip(&self.names[block]);
        let (before, after): (Vec<_>, Vec<_>) =
            text.filter(|((_, c), _)| is_letter(*c)).map(|((at, _), id)| (at, *id)).partition(|(at, _)| *at < byte);
        [
            before.iter().rev().take(2).filter_map(|(_, id)| *id).collect(),
            after.iter().take(2).filter_map(|(_, id)| *id).collect(),
        ]
    }
}
