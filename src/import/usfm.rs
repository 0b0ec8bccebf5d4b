//! USFM: chapters and verses. A verse is a block named `3:16`, the same in every version of a book.

use super::bitext::{speak, speech, text::one_line};
use super::{Format, Hints, ImportError, Read, encoding};
use crate::document::{Block, Correspondence, Document, Key, Kind, Span, SpanKind, Warning};
use crate::text::language;

/// A book with chapters and verses.
pub const FORMAT: Format = Format { name: "usfm", extensions: &["usfm", "sfm"], sniff, read: Read::Document(read) };

fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    head.starts_with(b"\\id ")
        && memchr::memmem::find(head.get(..head.len().min(1 << 16)).unwrap_or(head), b"\\c ").is_some()
}

/// Markers of headings with their levels.
const HEADINGS: [(&str, u8); 10] =
    [("ms", 1), ("ms1", 1), ("ms2", 2), ("mr", 2), ("s", 2), ("s1", 2), ("s2", 3), ("s3", 4), ("d", 3), ("sp", 3)];

/// Markers of paragraphs, poetry and lists: what follows goes on with the verse.
const PARAGRAPHS: [&str; 30] = [
    "p", "m", "po", "pr", "cls", "pmo", "pm", "pmc", "pmr", "pi", "pi1", "pi2", "mi", "nb", "pc", "b", "q", "q1", "q2",
    "q3", "qr", "qc", "qm", "qm1", "qm2", "li", "li1", "li2", "tr", "qa",
];

/// Markers of lines about the file, with no text of the book.
const ASIDE: [&str; 14] =
    ["id", "ide", "usfm", "rem", "sts", "toc1", "toc2", "toc3", "toca1", "toca2", "toca3", "cl", "cp", "r"];

/// A book while it is read.
#[derive(Default)]
struct Book {
    document: Document,
    id: String,
    header: String,
    chapter: String,
    /// The text of the block that is open, and whether text goes to it.
    open: bool,
    /// The marker of the note that is open, its text, and where it was called.
    note: Option<String>,
    notes: Vec<(usize, usize, String, usize)>,
    unnumbered: usize,
    /// Text that belongs to nothing is skipped to the next line.
    skipped: bool,
    line: usize,
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    let decoded = encoding::decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut book = Book { line: 1, ..Book::default() };
    book.document.warnings = decoded.warnings;
    let mut rest = &*decoded.text;
    while let Some(at) = rest.find('\\') {
        let (text, from) = rest.split_at(at);
        book.text(text);
        let from = from.get(1..).unwrap_or("");
        let end = from.find(|c: char| !(c.is_ascii_alphanumeric() || c == '+' || c == '-')).unwrap_or(from.len());
        let (name, after) = from.split_at(end);
        let closes = after.starts_with('*');
        let after = after.strip_prefix('*').unwrap_or(after);
        rest = book.marker(name.trim_start_matches('+'), closes, after);
    }
    book.text(rest);
    book.finish(hints)
}

impl Book {
    fn text(&mut self, text: &str) {
        self.line += text.matches('\n').count();
        if let Some(note) = &mut self.note {
            note.push_str(text);
        } else if self.skipped {
            self.skipped = !text.contains('\n');
        } else if self.open
            && let Some(block) = self.document.blocks.last_mut()
        {
            // The attributes of a word stand behind a bar: `\w grace|lemma="grace"\w*`.
            block.text.push_str(text.split('|').next().unwrap_or(text));
        }
    }

    /// Takes a marker and gives what is still to be read behind it.
    fn marker<'t>(&mut self, name: &str, closes: bool, after: &'t str) -> &'t str {
        let after_space = after.strip_prefix([' ', '\n']).unwrap_or(after);
        if after.starts_with('\n') {
            self.line += 1;
        }
        let level = name.trim_end_matches(|c: char| c.is_ascii_digit());
        match name {
            "f" | "fe" | "ef" if closes => self.end_note(),
            "x" | "ex" if closes => self.note = None,
            "f" | "fe" | "ef" | "x" | "ex" => {
                self.note = Some(String::new());
                // The sign that calls the note: `+`, `-` or one of its own.
                return after_space
                    .split_once([' ', '\n'])
                    .filter(|(sign, _)| sign.len() < 8)
                    .map_or(after_space, |(_, rest)| rest);
            }
            // Parts of a note: their texts follow each other; the place that it is on is said by the call.
            "fr" | "xo" if self.note.is_some() => {
                let end = after_space.find('\\').unwrap_or(after_space.len());
                return after_space.get(end..).unwrap_or("");
            }
            _ if self.note.is_some() || closes => return if closes { after } else { after_space },
            "c" => {
                let (number, rest) = word(after_space);
                self.chapter = number.to_owned();
                self.unnumbered = 0;
                self.push(Kind::Heading, Key::new(number), Some(number.to_owned()), 1);
                if let Some(block) = self.document.blocks.last_mut() {
                    number.clone_into(&mut block.text);
                }
                self.open = false;
                return rest;
            }
            "v" => {
                let (number, rest) = word(after_space);
                let chapter = if self.chapter.is_empty() { "0" } else { &self.chapter };
                let first = number.split(['-', ',', '–']).next().unwrap_or(number);
                let key = Key::new(format!("{chapter}:{first}"));
                let id = Some(format!("{} {chapter}:{number}", self.id)).map(|id| id.trim().to_owned());
                self.push(Kind::Paragraph, key, Some(number.to_owned()), 0);
                if let Some(block) = self.document.blocks.last_mut() {
                    block.id = id;
                }
                return rest;
            }
            "h" | "mt" | "mt1" | "mt2" | "mt3" | "imt" | "imt1" => {
                let end = after_space.find('\n').unwrap_or(after_space.len());
                let (text, rest) = after_space.split_at(end);
                if name == "h" {
                    self.header = text.trim().to_owned();
                } else if !text.trim().is_empty() {
                    self.aside(Kind::Title, 0);
                    if let Some(block) = self.document.blocks.last_mut() {
                        text.trim().clone_into(&mut block.text);
                    }
                }
                self.open = false;
                return rest;
            }
            "id" => {
                let (id, rest) = word(after_space);
                self.id = id.to_owned();
                self.skipped = true;
                self.open = false;
                return rest;
            }
            _ if ASIDE.contains(&name) => (self.skipped, self.open) = (true, false),
            _ if PARAGRAPHS.contains(&name) => {
                // A paragraph inside a verse goes on with it; behind a heading it waits for the next verse.
                let verse = self
                    .document
                    .blocks
                    .iter()
                    .rposition(|block| block.key.as_str().contains(':') && block.kind == Kind::Paragraph);
                if verse.is_some() && verse == self.document.blocks.len().checked_sub(1) {
                    self.open = true;
                    if let Some(block) = self.document.blocks.last_mut() {
                        block.text.push('\n');
                    }
                } else if verse.is_none() || !after_space.trim_start().starts_with("\\v") {
                    self.aside(Kind::Paragraph, 0);
                }
            }
            _ => {
                if let Some((_, level)) = HEADINGS.iter().find(|(own, _)| *own == name) {
                    self.aside(Kind::Heading, *level);
                } else if level.starts_with('i') && level.len() <= 4 {
                    self.aside(Kind::Paragraph, 0);
                }
            }
        }
        if closes { after } else { after_space }
    }

    /// Begins a block without a number.
    fn aside(&mut self, kind: Kind, level: u8) {
        self.unnumbered += 1;
        let before = if self.chapter.is_empty() { "0" } else { &self.chapter };
        let key = Key::new(format!("{before}+{}", self.unnumbered));
        self.push(kind, key, None, level);
    }

    fn push(&mut self, kind: Kind, key: Key, number: Option<String>, level: u8) {
        self.document.blocks.push(Block { key, kind, number, level, line: self.line, ..Block::default() });
        (self.open, self.skipped) = (true, false);
    }

    fn end_note(&mut self) {
        let Some(text) = self.note.take() else { return };
        let text = one_line(&text);
        let Some(block) = self.document.blocks.len().checked_sub(1).filter(|_| !text.is_empty()) else { return };
        let at = self.document.blocks.last().map_or(0, |block| block.text.len());
        self.notes.push((block, at, text, self.line));
    }

    fn finish(mut self, hints: &Hints) -> Result<Document, ImportError> {
        let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        for (at, block) in self.document.blocks.iter_mut().enumerate() {
            let whole = std::mem::take(&mut block.text);
            let mut calls: Vec<(usize, usize)> = self
                .notes
                .iter()
                .enumerate()
                .filter(|(_, note)| note.0 == at)
                .map(|(number, note)| (number, note.1))
                .collect();
            // Where the notes were called is found again behind the white space that goes.
            block.text = one_line(&whole);
            for (number, place) in calls.drain(..) {
                let before = one_line(whole.get(..place).unwrap_or(&whole)).len().min(block.text.len());
                let start = (0..=before).rev().find(|at| block.text.is_char_boundary(*at)).unwrap_or(0);
                let target = Some(format!("fn{}", number + 1));
                block.spans.push(Span { start, end: start, kind: SpanKind::Note, target, source: None });
            }
            let turn = seen.entry(block.key.as_str().to_owned()).or_default();
            *turn += 1;
            if *turn > 1 {
                block.key = Key::new(format!("{}~{turn}", block.key));
                let message = format!("{} stands in the file again", block.number.as_deref().unwrap_or("a heading"));
                self.document.warnings.push(Warning { line: Some(block.line), byte: None, message });
            }
        }
        self.document.blocks.retain(|block| !block.text.is_empty());
        if !self.document.blocks.iter().any(|block| block.kind == Kind::Paragraph) {
            return Err(ImportError::NoText(FORMAT.name, ": no verse (\\v) with text".to_owned()));
        }
        for (number, (_, _, text, line)) in (1..).zip(std::mem::take(&mut self.notes)) {
            let number: usize = number;
            let key = Key::new(format!("fn{number}"));
            self.document.blocks.push(Block {
                key,
                kind: Kind::Note,
                number: Some(number.to_string()),
                text,
                line,
                ..Block::default()
            });
        }
        let mut document = self.document;
        FORMAT.name.clone_into(&mut document.format);
        let title = document.blocks.iter().find(|block| block.kind == Kind::Title).map(|block| block.text.clone());
        document.title = title.filter(|_| self.header.is_empty()).unwrap_or(self.header);
        let verses = document.blocks.iter().filter(|block| block.kind == Kind::Paragraph);
        let sample: String = verses.take(300).map(|block| format!("{}\n", block.text)).collect();
        let told = hints.language.as_ref().map(|language| language.tag().to_owned());
        let named = || hints.name.as_deref().and_then(speech::of_file);
        let guessed = || language::guess(&sample).map(|language| language.tag().to_owned());
        let tag = told.or_else(guessed).or_else(named).unwrap_or_else(|| "und".to_owned());
        speak(&mut document, &tag);
        document.correspondence = Some(Correspondence::Keys { scheme: format!("{} {}", FORMAT.name, self.id) });
        Ok(document)
    }
}

/// The first word of a text, and what follows it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(' ');
    let end = text.find(|c: char| c.is_whitespace() || c == '\\').unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (word, rest.strip_prefix(' ').unwrap_or(rest))
}
