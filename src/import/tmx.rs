//! TMX 1.1 to 1.4b (LISA OSCAR): a translation unit has a variant in each of its languages.

use super::bitext::Bitext;
use super::bitext::xml::{Element, Part, Xml};
use super::{Format, Hints, ImportError, Imported, Read, encoding};

/// Translation memories.
pub const FORMAT: Format = Format { name: "tmx", extensions: &["tmx"], sniff, read: Read::Bitext(read) };

/// Bytes in which the root must begin.
const HEAD: usize = 4096;

/// Versions of the format that are known.
const KNOWN: [&str; 5] = ["1.0", "1.1", "1.2", "1.3", "1.4"];

fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let text = encoding::decode(head).text;
    text.trim_start().starts_with('<') && (text.contains("<tmx ") || text.contains("<tmx>"))
}

/// What a header has to say (TMX 1.4b, DTD).
const HEADER: [&str; 7] =
    ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"];

/// A variant while it is read.
struct Variant {
    language: Option<String>,
    text: String,
    line: usize,
    segments: usize,
    /// The codes that are open: `i` of every `bpt` without its `ept`.
    begun: Vec<String>,
}

/// Where in the file the reader is.
#[derive(Default)]
struct State {
    source: String,
    root: bool,
    /// Whether the version is one in which variants say their language in `lang`.
    old: bool,
    body: bool,
    variant: Option<Variant>,
    /// Variants of the unit; the line on which it begins; whether one is in the language of the source.
    unit: Option<(usize, usize, bool)>,
    in_segment: bool,
    /// How many elements are open whose text is a native code.
    codes: usize,
    note: Option<(usize, String)>,
}

fn read(bytes: &[u8], _: &Hints) -> Result<Imported, ImportError> {
    let decoded = encoding::decode(bytes);
    let mut bitext = Bitext::new(FORMAT.name, bytes);
    bitext.warned(decoded.warnings);
    let mut xml = Xml::new(&decoded.text);
    let mut state = State::default();
    while let Some(part) = xml.part() {
        let line = xml.line();
        match part {
            Part::Open(tag) => {
                if xml.depth() == 1 {
                    state.old = root(&tag, line, &mut bitext)?;
                    state.root = true;
                }
                state.open(&tag, line, &mut bitext);
            }
            Part::Close(name) => state.close(&name, line, &mut bitext),
            Part::Text(text) => state.text(&text),
        }
    }
    if !state.root {
        return Err(ImportError::NotThisFormat(FORMAT.name, format!("line {}: no <tmx> element", xml.line())));
    }
    bitext.warned(xml.warnings());
    bitext.finish("")
}

/// Looks at the root element: whether the version is one before 1.4.
fn root(tag: &Element<'_>, line: usize, bitext: &mut Bitext) -> Result<bool, ImportError> {
    if tag.name() != "tmx" {
        let message = format!("line {line}: the root element is <{}>, not <tmx>", tag.name());
        return Err(ImportError::NotThisFormat(FORMAT.name, message));
    }
    match tag.attribute("version") {
        None => bitext.warn(line, "the root does not say which version of TMX this is"),
        Some(version) if !KNOWN.contains(&version.trim_end_matches(['a', 'b'])) => {
            bitext.warn(line, format!("TMX {version} is not known; read as 1.4"));
        }
        Some(_) => {}
    }
    Ok(tag.attribute("version").is_some_and(|version| ["1.0", "1.1", "1.2", "1.3"].contains(&version.as_str())))
}

impl State {
    fn open(&mut self, tag: &Element<'_>, line: usize, bitext: &mut Bitext) {
        match tag.name().as_str() {
            "header" => {
                let missing: Vec<&str> = HEADER.into_iter().filter(|name| tag.attribute(name).is_none()).collect();
                if !missing.is_empty() {
                    bitext.warn(line, format!("the header does not say its {}", missing.join(", ")));
                }
                let source = tag.attribute("srclang").unwrap_or_default();
                if !source.is_empty() && source != "*all*" {
                    bitext.version(&source);
                    self.source = source;
                }
            }
            "body" => self.body = true,
            "tu" => {
                if !self.body {
                    bitext.warn(line, "a unit stands outside <body>");
                }
                bitext.unit(tag.attribute("tuid"));
                self.unit = Some((0, line, self.source.is_empty()));
                (self.variant, self.in_segment) = (None, false);
            }
            "tuv" => {
                let language = tag.attribute("xml:lang").or_else(|| tag.attribute("lang"));
                if language.is_none() {
                    bitext.warn(line, format!("unit {}: a variant does not say its language", bitext.number()));
                }
                if self.old && tag.attribute("lang").is_none() && language.is_some() {
                    let unit = bitext.number();
                    bitext
                        .warn(line, format!("unit {unit}: a variant has xml:lang, where this version of TMX has lang"));
                }
                if let Some(unit) = &mut self.unit {
                    unit.0 += 1;
                    unit.2 |= language.as_deref().is_some_and(|own| same(own, &self.source));
                }
                self.variant = Some(Variant { language, text: String::new(), line, segments: 0, begun: Vec::new() });
            }
            "seg" => {
                (self.in_segment, self.codes) = (true, 0);
                if let Some(variant) = &mut self.variant {
                    variant.segments += 1;
                    variant.line = line;
                    if variant.segments > 1 {
                        variant.text.push(' ');
                    }
                }
            }
            name @ ("bpt" | "ept" | "ph" | "it" | "ut") if self.in_segment => {
                self.codes += 1;
                self.pair(name, tag, line, bitext);
            }
            // What a code holds that could be translated is no part of the sentence around it.
            "sub" if self.in_segment => self.codes += 1,
            "note" => self.note = Some((line, String::new())),
            _ => {}
        }
    }

    /// Looks whether codes come in pairs: a `bpt` and its `ept`, of one segment.
    fn pair(&mut self, name: &str, tag: &Element<'_>, line: usize, bitext: &mut Bitext) {
        let Some(variant) = &mut self.variant else { return };
        // Before version 1.4 codes had no numbers.
        let Some(number) = tag.attribute("i") else { return };
        let unit = bitext.number();
        match name {
            "bpt" if variant.begun.contains(&number) => {
                bitext.warn(line, format!("unit {unit}: two codes begin with i=\"{number}\" in one segment"));
            }
            "bpt" => variant.begun.push(number),
            "ept" => match variant.begun.iter().rposition(|own| *own == number) {
                Some(at) => drop(variant.begun.remove(at)),
                None => bitext.warn(line, format!("unit {unit}: a code ends (ept i=\"{number}\") that did not begin")),
            },
            _ => {}
        }
    }

    fn close(&mut self, name: &str, line: usize, bitext: &mut Bitext) {
        match name {
            "seg" => (self.in_segment, self.codes) = (false, 0),
            "bpt" | "ept" | "ph" | "it" | "ut" | "sub" if self.in_segment => self.codes = self.codes.saturating_sub(1),
            "tuv" => self.variant(bitext),
            "note" => {
                if let Some((line, text)) = self.note.take()
                    && self.unit.is_some()
                {
                    bitext.note(&text, line);
                }
            }
            "tu" => {
                self.variant(bitext);
                if let Some((variants, begun, has_source)) = self.unit.take() {
                    let unit = bitext.number();
                    if variants == 0 {
                        bitext.warn(line, format!("unit {unit} has no variant"));
                    } else if !has_source {
                        bitext.warn(
                            begun,
                            format!("unit {unit} has no variant in {}, the language of the source", self.source),
                        );
                    }
                }
            }
            _ => {}
        }
    }

    /// Ends the variant that is read.
    fn variant(&mut self, bitext: &mut Bitext) {
        let Some(variant) = self.variant.take() else { return };
        let unit = bitext.number();
        if variant.segments != 1 {
            let count =
                if variant.segments == 0 { "no segment".to_owned() } else { format!("{} segments", variant.segments) };
            bitext.warn(variant.line, format!("unit {unit}: a variant has {count}"));
        }
        if let Some(number) = variant.begun.first() {
            bitext.warn(variant.line, format!("unit {unit}: a code begins (bpt i=\"{number}\") that does not end"));
        }
        bitext.put(variant.language.as_deref().unwrap_or("und"), &variant.text, variant.line);
    }

    fn text(&mut self, text: &str) {
        if let Some((_, note)) = &mut self.note {
            note.push_str(text);
        } else if self.in_segment
            && self.codes == 0
            && let Some(variant) = &mut self.variant
        {
            variant.text.push_str(text);
        }
    }
}

/// Whether two names of languages mean one, or one with and without its region.
fn same(one: &str, other: &str) -> bool {
    let primary = |name: &str| name.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    one.eq_ignore_ascii_case(other) || primary(one) == primary(other)
}
