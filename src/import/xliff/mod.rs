//! XLIFF 1.x and 2.x (OASIS; ISO 21720): a segment, or a `trans-unit` of version 1, is a unit with its source and its target.

mod check;

use super::bitext::Bitext;
use super::bitext::xml::{Element, Part, Xml};
use super::{Format, Hints, ImportError, Imported, Read, encoding};

/// Localisation interchange files.
pub const FORMAT: Format =
    Format { name: "xliff", extensions: &["xlf", "xliff", "sdlxliff", "mqxliff"], sniff, read: Read::Bitext(read) };

/// Bytes in which the root must begin.
const HEAD: usize = 4096;

/// States of a target in version 1 that say it may not be one (1.2, 2.3: `state`).
const DOUBTFUL: [&str; 7] = [
    "new",
    "needs-adaptation",
    "needs-l10n",
    "needs-review-adaptation",
    "needs-review-l10n",
    "needs-review-translation",
    "needs-translation",
];

/// Elements of the core whose content is no text of a unit.
const APART: [&str; 6] = ["alt-trans", "skeleton", "skl", "originalData", "seg-source", "prop-group"];

fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let text = encoding::decode(head).text;
    text.trim_start().starts_with('<') && (text.contains("<xliff") || text.contains(":xliff "))
}

/// Which text is read.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Source,
    Target,
    Note,
}

/// Where in the file the reader is.
#[derive(Default)]
struct State {
    prefix: String,
    /// 1 or 2; 0 before the root.
    version: u8,
    source: String,
    target: String,
    /// Files so far, and the name of the one that is read with its line.
    files: usize,
    title: String,
    original: Option<(String, usize)>,
    unit: Option<String>,
    segment: Option<Segment>,
    side: Option<(Side, usize)>,
    text: String,
    /// How many elements are open whose text is a native code.
    codes: usize,
    /// The depth of the element whose content is skipped.
    skipped: Option<usize>,
}

/// A segment while it is read.
#[derive(Default)]
struct Segment {
    id: Option<String>,
    ignorable: bool,
    source: Option<(String, usize, String)>,
    target: Option<(String, usize, String)>,
    doubtful: bool,
    notes: Vec<(String, usize)>,
}

fn read(bytes: &[u8], _: &Hints) -> Result<Imported, ImportError> {
    let decoded = encoding::decode(bytes);
    let mut bitext = Bitext::new(FORMAT.name, bytes);
    bitext.warned(decoded.warnings);
    let mut xml = Xml::new(&decoded.text);
    let mut state = State::default();
    while let Some(part) = xml.part() {
        let (line, depth) = (xml.line(), xml.depth());
        match part {
            Part::Open(tag) => {
                if depth == 1 {
                    state.root(&tag, line, &mut bitext)?;
                } else {
                    state.open(&tag, (line, depth), &mut bitext);
                }
            }
            Part::Close(name) => state.close(&name, depth, &mut bitext),
            Part::Text(text) => {
                if state.skipped.is_none() && state.side.is_some() && state.codes == 0 {
                    state.text.push_str(&text);
                }
            }
        }
    }
    if state.version == 0 {
        return Err(ImportError::NotThisFormat(FORMAT.name, format!("line {}: no <xliff> element", xml.line())));
    }
    if state.files == 0 && state.version == 1 {
        bitext.warn(xml.line(), "no <file> element");
    }
    let damage = xml.warnings();
    if state.version == 2 && damage.is_empty() && decoded.text.len() <= check::LARGEST {
        bitext.warned(check::check(&decoded.text));
    }
    bitext.warned(damage);
    bitext.finish(&state.title)
}

impl State {
    fn root(&mut self, tag: &Element<'_>, line: usize, bitext: &mut Bitext) -> Result<(), ImportError> {
        if tag.name() != "xliff" {
            let message = format!("line {line}: the root element is <{}>, not <xliff>", tag.name());
            return Err(ImportError::NotThisFormat(FORMAT.name, message));
        }
        self.prefix = tag.prefix();
        let version = tag.attribute("version").unwrap_or_default();
        // Version 1.0 and 1.1 are often told by the namespace alone.
        let space = tag.attribute("xmlns").unwrap_or_default();
        self.version = if version.starts_with('2') || space.contains("document:2") { 2 } else { 1 };
        if version.is_empty() && !space.contains("xliff:document") {
            bitext.warn(line, "the root does not say which version of XLIFF this is");
        }
        self.source = tag.attribute("srcLang").unwrap_or_default();
        self.target = tag.attribute("trgLang").unwrap_or_default();
        Ok(())
    }

    fn open(&mut self, tag: &Element<'_>, (line, depth): (usize, usize), bitext: &mut Bitext) {
        if self.skipped.is_some() {
            return;
        }
        let name = tag.name();
        // Modules and extensions have texts of their own: proposals, glossaries, metadata.
        let other = tag.attribute("xmlns").is_some_and(|space| !space.contains("xliff:document"));
        if other || tag.prefix() != self.prefix || APART.contains(&name.as_str()) {
            self.skipped = Some(depth);
            return;
        }
        if self.side.is_some() {
            self.codes += usize::from(self.codes > 0 || is_code(&name));
            return;
        }
        match name.as_str() {
            "file" => self.file(tag, line, bitext),
            "trans-unit" | "segment" | "ignorable" | "bin-unit" => {
                let id = tag.attribute("id");
                let id = match (&self.unit, id) {
                    (Some(unit), Some(own)) => Some(format!("{unit}/{own}")),
                    (Some(unit), None) => Some(unit.clone()),
                    (None, own) => own.or_else(|| tag.attribute("resname")),
                };
                let doubtful = tag.attribute("state").is_some_and(|state| state == "initial");
                self.finish(bitext);
                self.segment = Some(Segment { id, ignorable: name == "ignorable", doubtful, ..Segment::default() });
            }
            "unit" => self.unit = tag.attribute("id"),
            "source" | "target" => self.begin(tag, &name, line, bitext),
            "note" => (self.side, self.text) = (Some((Side::Note, line)), String::new()),
            _ => {}
        }
    }

    fn file(&mut self, tag: &Element<'_>, line: usize, bitext: &mut Bitext) {
        self.files += 1;
        if self.version == 1 {
            self.source = tag.attribute("source-language").unwrap_or_default();
            self.target = tag.attribute("target-language").unwrap_or_default();
            if self.source.is_empty() {
                bitext.warn(line, "a file does not say the language of the source (source-language)");
            }
        }
        let name = tag.attribute("original").filter(|name| !name.trim().is_empty());
        let name = name.or_else(|| tag.attribute("id").filter(|_| self.version == 2)).unwrap_or_default();
        if self.files == 1 {
            self.title.clone_from(&name);
        }
        // A heading for each file, where there are several: the first one's when the second comes.
        if let Some((first, line)) = self.original.replace((name.clone(), line)).filter(|_| self.files == 2) {
            bitext.first_heading(&first, line);
        }
        if self.files > 1 {
            bitext.heading(&name, line);
        }
    }

    /// Begins a source or a target.
    fn begin(&mut self, tag: &Element<'_>, name: &str, line: usize, bitext: &mut Bitext) {
        let side = if name == "source" { Side::Source } else { Side::Target };
        let Some(segment) = &mut self.segment else { return };
        let own = tag.attribute("xml:lang").filter(|own| !own.is_empty());
        let expected = if side == Side::Source { &self.source } else { &self.target };
        let differs = |own: &&String| {
            let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
            self.version == 1 && !expected.is_empty() && primary(own) != primary(expected)
        };
        if let Some(own) = own.as_ref().filter(differs) {
            bitext.warn(line, format!("a {name} in {own}, where the file says {expected}; read as the file says"));
        }
        if tag.attribute("state").is_some_and(|state| DOUBTFUL.contains(&state.as_str())) {
            segment.doubtful = true;
        }
        let language = if expected.is_empty() { own.unwrap_or_default() } else { expected.clone() };
        let place = if side == Side::Source { &mut segment.source } else { &mut segment.target };
        if place.is_some() {
            bitext.warn(line, format!("a second {name} in one segment; left out"));
        } else {
            *place = Some((String::new(), line, language));
        }
        (self.side, self.text, self.codes) = (Some((side, line)), String::new(), 0);
    }

    fn close(&mut self, name: &str, depth: usize, bitext: &mut Bitext) {
        if let Some(skipped) = self.skipped {
            if depth < skipped {
                self.skipped = None;
            }
            return;
        }
        if let Some((side, line)) = self.side {
            let own = match side {
                Side::Source => "source",
                Side::Target => "target",
                Side::Note => "note",
            };
            if self.codes > 0 {
                self.codes -= 1;
            } else if name == own {
                self.side = None;
                let text = std::mem::take(&mut self.text);
                self.took(side, line, text, bitext);
            }
            return;
        }
        match name {
            "trans-unit" | "bin-unit" | "segment" | "ignorable" => self.finish(bitext),
            "unit" => self.unit = None,
            _ => {}
        }
    }

    fn took(&mut self, side: Side, line: usize, text: String, bitext: &mut Bitext) {
        match (side, &mut self.segment) {
            (Side::Note, Some(segment)) => segment.notes.push((text, line)),
            // Notes of a unit of version 2 stand before its segments.
            (Side::Note, None) if self.unit.is_some() => bitext.note_ahead(&text, line),
            (Side::Source, Some(segment)) => {
                if let Some(place) = segment.source.as_mut().filter(|place| place.1 == line && place.0.is_empty()) {
                    place.0 = text;
                }
            }
            (Side::Target, Some(segment)) => {
                if let Some(place) = segment.target.as_mut().filter(|place| place.1 == line && place.0.is_empty()) {
                    place.0 = text;
                }
            }
            _ => {}
        }
    }

    /// Ends the segment that is read.
    fn finish(&mut self, bitext: &mut Bitext) {
        let Some(segment) = self.segment.take() else { return };
        let empty =
            |side: &Option<(String, usize, String)>| side.as_ref().is_none_or(|(text, ..)| text.trim().is_empty());
        // What stands between segments is space, or belongs to the one before it.
        if segment.ignorable {
            if empty(&segment.source) && empty(&segment.target) {
                return;
            }
            if bitext.number() == 0 {
                bitext.unit(segment.id);
            }
        } else {
            bitext.unit(segment.id);
        }
        for (text, line, language) in [segment.source, segment.target].into_iter().flatten() {
            bitext.put(if language.is_empty() { "und" } else { &language }, &text, line);
        }
        if segment.doubtful {
            bitext.doubt();
        }
        for (text, line) in segment.notes {
            bitext.note(&text, line);
        }
    }
}

/// Whether what the inline element holds is a native code: `ph`, `it`, `bpt`, `ept`, `sub` of version 1, and marks of both that
/// have no text of the sentence.
fn is_code(name: &str) -> bool {
    !matches!(name, "g" | "mrk" | "pc")
}
