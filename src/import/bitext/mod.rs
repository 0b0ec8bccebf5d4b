//! Translation units to the versions of a work: what all importers of bitexts share.

pub(super) mod speech;
pub(super) mod text;
pub(super) mod xml;

use std::collections::HashMap;

use super::{ImportError, Imported};
use crate::document::{Block, Correspondence, Document, Key, Kind, Span, SpanKind, Warning};
use crate::text::{Language, language};

/// How many versions a file may have; what is in further languages is counted.
const VERSIONS: usize = 64;

/// How many warnings are given one by one; the rest is counted.
const NAMED: usize = 100;

/// Bytes of a text from which its language is guessed.
const SAMPLE: usize = 20_000;

/// The versions of a work while a file is read unit by unit. A unit is a paragraph whose number is its place in the file, in
/// every version that has text there; a second text of one language gets the key of a repetition (`12~2`).
pub(super) struct Bitext {
    format: &'static str,
    name: String,
    versions: Vec<Version>,
    by_name: HashMap<String, usize>,
    unit: u32,
    id: Option<String>,
    doubtful: Vec<u32>,
    headings: Vec<Heading>,
    notes: Vec<Note>,
    /// Texts in languages over [`VERSIONS`].
    beyond: usize,
    warnings: Vec<Warning>,
    unsaid: usize,
}

struct Version {
    language: Language,
    document: Document,
    units: Vec<Option<u32>>,
}

/// A line that stands before a unit in every version.
struct Heading {
    before: u32,
    text: String,
    line: usize,
}

struct Note {
    unit: u32,
    text: String,
    line: usize,
}

impl Bitext {
    /// A bitext without units, read from `bytes`.
    pub(super) fn new(format: &'static str, bytes: &[u8]) -> Self {
        Self {
            format,
            name: format!("{format} {:016x}", fingerprint(bytes)),
            versions: Vec::new(),
            by_name: HashMap::new(),
            unit: 0,
            id: None,
            doubtful: Vec::new(),
            headings: Vec::new(),
            notes: Vec::new(),
            beyond: 0,
            warnings: Vec::new(),
            unsaid: 0,
        }
    }

    /// Names the correspondence otherwise: files of which each has one version are versions of one bitext by it.
    pub(super) fn named(mut self, name: String) -> Self {
        self.name = name;
        self
    }

    /// Begins the next unit, which the source may call `id`.
    pub(super) fn unit(&mut self, id: Option<String>) {
        self.unit = self.unit.saturating_add(1);
        self.id = id.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
    }

    /// The number of the unit that is read.
    pub(super) fn number(&self) -> u32 {
        self.unit
    }

    /// Makes sure that a version in the language that a source calls `name` stands before those that come later.
    pub(super) fn version(&mut self, name: &str) -> Option<usize> {
        let (name, language) = speech::named(name);
        if let Some(at) = self.by_name.get(&name) {
            return Some(*at);
        }
        if self.versions.len() >= VERSIONS {
            return None;
        }
        self.by_name.insert(name, self.versions.len());
        self.versions.push(Version { language, document: Document::default(), units: Vec::new() });
        Some(self.versions.len() - 1)
    }

    /// Puts a text of the unit into the version of its language; a text without characters is none.
    pub(super) fn put(&mut self, language: &str, text: &str, line: usize) {
        let text = text::one_line(text);
        if text.is_empty() {
            return;
        }
        let Some(at) = self.version(language) else {
            self.beyond += 1;
            return;
        };
        let (unit, id) = (self.unit, self.id.clone());
        let Some(version) = self.versions.get_mut(at) else { return };
        let turn = version.units.iter().rev().take_while(|own| **own == Some(unit)).count();
        let key = if turn == 0 { unit.to_string() } else { format!("{unit}~{}", turn + 1) };
        let number = (turn == 0).then(|| unit.to_string());
        version.units.push(Some(unit));
        version.document.blocks.push(Block { key: Key::new(key), number, text, line, id, ..Block::default() });
    }

    /// Marks what corresponds in the unit as doubtful.
    pub(super) fn doubt(&mut self) {
        if self.doubtful.last() != Some(&self.unit) {
            self.doubtful.push(self.unit);
        }
    }

    /// Puts a heading before the next unit, in every version.
    pub(super) fn heading(&mut self, text: &str, line: usize) {
        let text = text::one_line(text);
        if !text.is_empty() {
            self.headings.push(Heading { before: self.unit.saturating_add(1), text, line });
        }
    }

    /// Puts a heading before every unit.
    pub(super) fn first_heading(&mut self, text: &str, line: usize) {
        let text = text::one_line(text);
        if !text.is_empty() {
            self.headings.insert(0, Heading { before: 1, text, line });
        }
    }

    /// Keeps a note on the unit that comes next.
    pub(super) fn note_ahead(&mut self, text: &str, line: usize) {
        let unit = self.unit;
        self.unit = unit.saturating_add(1);
        self.note(text, line);
        self.unit = unit;
    }

    /// Keeps a note on the unit; it stands at the end of the first version that has the unit.
    pub(super) fn note(&mut self, text: &str, line: usize) {
        let text = text::one_line(text);
        if !text.is_empty() {
            self.notes.push(Note { unit: self.unit, text, line });
        }
    }

    /// Says what was damaged, and where.
    pub(super) fn warn(&mut self, line: usize, message: impl Into<String>) {
        if self.warnings.len() < NAMED {
            self.warnings.push(Warning { line: Some(line), byte: None, message: message.into() });
        } else {
            self.unsaid += 1;
        }
    }

    /// Takes over warnings that were made elsewhere.
    pub(super) fn warned(&mut self, warnings: Vec<Warning>) {
        let room = NAMED.saturating_sub(self.warnings.len());
        self.unsaid += warnings.len().saturating_sub(room);
        self.warnings.extend(warnings.into_iter().take(room));
    }

    /// What was said so far, where it becomes no bitext.
    pub(super) fn said(self) -> Vec<Warning> {
        self.warnings
    }

    /// The versions that have text, in the order in which they were met; fails when there is none.
    pub(super) fn finish(mut self, title: &str) -> Result<Imported, ImportError> {
        if self.beyond > 0 {
            let message = format!("{} texts in further languages; {VERSIONS} versions are read of a file", self.beyond);
            self.warnings.push(Warning { line: None, byte: None, message });
        }
        if self.unsaid > 0 {
            let message = format!("{} more places like these", self.unsaid);
            self.warnings.push(Warning { line: None, byte: None, message });
        }
        self.warnings.sort_by_key(|warning| warning.line.is_none());
        if self.versions.iter().all(|version| version.units.is_empty()) {
            let said = self.warnings.first().map(|warning| match warning.line {
                Some(line) => format!("line {line}: {}", warning.message),
                None => warning.message.clone(),
            });
            let counted = if self.unit > 0 { format!(": {} units, none with text", self.unit) } else { String::new() };
            let said = said.map(|said| format!("; {said}")).unwrap_or_default();
            return Err(ImportError::NoText(self.format, counted + &said));
        }
        let (units_read, count) = (self.unit as usize, self.unit);
        let Self { format, name, mut versions, doubtful, headings, notes, mut warnings, .. } = self;
        versions.retain(|version| !version.units.is_empty());
        noted(&mut versions, notes);
        let mut documents = Vec::with_capacity(versions.len());
        for mut version in versions {
            version.head(&headings);
            let Version { mut language, mut document, units } = version;
            if language.tag() == "und" {
                language = guessed(&document);
            }
            speak(&mut document, language.tag());
            document.format = format.to_owned();
            document.title = title.to_owned();
            document.warnings = std::mem::take(&mut warnings);
            document.correspondence =
                Some(Correspondence::Units { bitext: name.clone(), units, count, doubtful: doubtful.clone() });
            documents.push(document);
        }
        Ok(Imported { documents, units: units_read, links: None })
    }
}

impl Version {
    /// Puts the headings before their units. Their own units are counted down from the highest number, which no unit has.
    fn head(&mut self, headings: &[Heading]) {
        if headings.is_empty() {
            return;
        }
        let blocks = std::mem::take(&mut self.document.blocks);
        let units = std::mem::take(&mut self.units);
        let mut next = headings.iter().enumerate().peekable();
        let mut turn = (0, 0);
        let mut put = |this: &mut Self, (at, heading): (usize, &Heading)| {
            turn = if turn.0 == heading.before { (turn.0, turn.1 + 1) } else { (heading.before, 1) };
            // The keys are the same in every version, whatever units it lacks.
            let block = Block {
                key: Key::new(format!("{}+{}", heading.before.saturating_sub(1), turn.1)),
                kind: Kind::Heading,
                level: 1,
                text: heading.text.clone(),
                line: heading.line,
                ..Block::default()
            };
            this.document.blocks.push(block);
            this.units.push(Some(u32::MAX - u32::try_from(at).unwrap_or(0)));
        };
        for (block, unit) in blocks.into_iter().zip(units) {
            if let Some(unit) = unit {
                while let Some(heading) = next.next_if(|(_, heading)| heading.before <= unit) {
                    put(self, heading);
                }
            }
            self.document.blocks.push(block);
            self.units.push(unit);
        }
    }
}

/// Puts the notes behind the first version that has their unit, each called at the end of its text.
fn noted(versions: &mut [Version], notes: Vec<Note>) {
    for (at, note) in notes.into_iter().enumerate() {
        // A version's units grow, but for its notes, which have none.
        let place = |version: &Version| {
            let length = version.units.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
            let end = version.units.get(..length)?.partition_point(|own| *own <= Some(note.unit));
            let last = end.checked_sub(1)?;
            (version.units.get(last) == Some(&Some(note.unit))).then_some(last)
        };
        let Some((version, block)) =
            versions.iter_mut().find_map(|version| place(version).map(|block| (version, block)))
        else {
            continue;
        };
        let key = format!("fn{}", at + 1);
        if let Some(block) = version.document.blocks.get_mut(block) {
            let end = block.text.len();
            block.spans.push(Span { start: end, end, kind: SpanKind::Note, target: Some(key.clone()), source: None });
        }
        let number = Some((at + 1).to_string());
        let block = Block {
            key: Key::new(key),
            kind: Kind::Note,
            number,
            text: note.text,
            line: note.line,
            ..Block::default()
        };
        version.document.blocks.push(block);
        version.units.push(None);
    }
}

/// Sets the language of a version.
pub(super) fn speak(document: &mut Document, tag: &str) {
    let language = Language::new(tag);
    for block in &mut document.blocks {
        block.language = language.clone();
        block.direction = language.direction();
    }
    document.direction = language.direction();
    document.language = language;
}

/// The language of a version whose source does not say it.
fn guessed(document: &Document) -> Language {
    let mut sample = String::new();
    for block in &document.blocks {
        if sample.len() > SAMPLE {
            break;
        }
        sample.extend(block.text.chars().take(2_000));
        sample.push('\n');
    }
    language::guess(&sample).unwrap_or_default()
}

/// Names bytes: FNV-1a of 64 bits, enough to tell the files of one work apart.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}
