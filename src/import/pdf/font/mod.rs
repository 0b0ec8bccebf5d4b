//! Fonts: how strings become codes, what the codes stand for and how wide they are (ISO 32000-2, 9.5 to 9.10).

mod cid;
mod cjk;
mod cmap;
mod encoding;
mod guess;
mod kind;
mod names;
mod program;
mod truetype;
mod width;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::file::File;
use super::object::{Dict, Object};
use cjk::Codes;
use cmap::CMap;
use guess::Order;
use kind::{Kind, Program};
use width::Widths;

/// What a code stands for.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    /// Its text; nothing for a glyph whose text another one has. A character that stands for the unknown where the file does
    /// not say.
    pub text: Rc<str>,
    /// How far it moves on, in widths of the letter's size.
    pub width: f64,
    /// How wide it looks, in the same unit.
    pub seen: f64,
    /// Whether the space between words is added to it: the one byte 32.
    pub is_space: bool,
    /// Whether the file says what it stands for, and says it once.
    pub trust: Trust,
}

/// How far the text of a code can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    Known,
    /// Nothing says what it stands for.
    Unknown,
    /// Nothing says what it stands for; it is guessed from the code.
    Guessed,
    /// The font itself says something else than the file.
    Doubtful,
}

/// What stands in the text for a glyph of which nothing is known.
pub(super) const UNKNOWN: &str = "\u{FFFD}";

/// A font as a page uses it.
#[derive(Debug)]
pub(super) struct Font {
    /// Its name without the six letters of a subset.
    pub name: String,
    pub is_bold: bool,
    pub is_italic: bool,
    pub is_vertical: bool,
    /// The height of its unit: a thousandth, but for a Type 3 font what its matrix says.
    pub unit: f64,
    /// How high its letters are, in the size they are set in: 1 but for Type 3 fonts, whose units are their own.
    pub em: f64,
    widths: Widths,
    to_unicode: Option<CMap>,
    /// Whether what the file says of the codes contradicts the font for many of them: then the font is believed.
    is_false: bool,
    kind: Kind,
    /// What the codes of a composite font are taken for where nothing says it.
    order: Order,
    /// Whether its codes are taken for bytes of GBK, two to a character.
    is_gbk: bool,
    known: RefCell<HashMap<u32, Letter>>,
}

impl Font {
    /// The font of this dictionary.
    pub fn load(file: &File<'_>, dict: &Dict) -> Self {
        let is_composite = file.value(dict, "Subtype").is_name("Type0");
        let descendant = file.value(dict, "DescendantFonts");
        let descendant = descendant.array().and_then(|fonts| fonts.first()).map(|font| file.resolve(font));
        let own = descendant.as_ref().and_then(Object::dict).filter(|_| is_composite).unwrap_or(dict);
        let descriptor = file.value(own, "FontDescriptor");
        let empty = Dict::default();
        let descriptor = descriptor.dict().unwrap_or(&empty);
        let name = [file.value(dict, "BaseFont"), file.value(descriptor, "FontName"), file.value(dict, "Name")];
        let name = name.iter().find_map(Object::name).unwrap_or(b"");
        let is_gbk = !is_composite && file.value(dict, "ToUnicode").is_null() && is_gbk(name);
        let name = if is_gbk { encoding_rs::GBK.decode(name).0 } else { String::from_utf8_lossy(name) }.into_owned();
        let name =
            name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name.as_str(), |(_, rest)| rest).to_owned();
        let lower = name.to_lowercase();
        let flags = file.value(descriptor, "Flags").int().unwrap_or(0);
        let weight = file.value(descriptor, "FontWeight").number().unwrap_or(0.0);
        let to_unicode = file.value(dict, "ToUnicode");
        let is_unicode = to_unicode.name().is_some_and(|name| name.starts_with(b"Identity"));
        let to_unicode = to_unicode.stream().and_then(|stream| file.data(stream)).map(|data| CMap::parse(&data));
        let to_unicode = to_unicode.filter(CMap::has_text);
        let is_type3 = file.value(dict, "Subtype").is_name("Type3");
        let matrix = file.value(dict, "FontMatrix");
        let unit = matrix.array().and_then(|m| m.first()).and_then(Object::number).map_or(0.001, f64::abs);
        let kind = match is_composite {
            true => kind::composite(file, dict, own, descriptor),
            false => kind::simple(file, dict, descriptor, flags, is_type3),
        };
        let encoding = file.value(dict, "Encoding");
        let is_vertical = match &kind {
            Kind::Composite { map: Some(map), .. } if map.is_vertical => true,
            _ => is_composite && encoding.name().is_some_and(|name| name.ends_with(b"-V") || name == b"V"),
        };
        let widths =
            if is_composite { Widths::composite(file, own) } else { Widths::simple(file, dict, descriptor, &lower) };
        let em = if is_type3 { type3_em(file, dict, &widths) } else { 1.0 };
        let order = match &kind {
            Kind::Composite { codes: Some(Codes::Identity), collection: None, program, .. } if to_unicode.is_none() => {
                let is_told = is_unicode || program.has_map();
                Order::of(&widths, &lower, is_told, !matches!(**program, Program::None))
            }
            _ => Order::None,
        };
        Self {
            is_bold: weight >= 600.0
                || flags & 1 << 18 != 0
                || ["bold", "black", "heavy", "-bd", ",bd"].iter().any(|w| lower.contains(w)),
            is_italic: flags & 1 << 6 != 0 || lower.contains("italic") || lower.contains("oblique"),
            name,
            is_vertical,
            unit: if is_type3 { unit.clamp(1e-6, 1.0) } else { 0.001 },
            widths,
            is_false: to_unicode.as_ref().is_some_and(|map| contradicts(map, &kind)),
            to_unicode,
            kind,
            order,
            em,
            is_gbk,
            known: RefCell::default(),
        }
    }

    /// The first letter of the bytes of a string, and how many bytes it is.
    pub fn next(&self, bytes: &[u8]) -> (Letter, usize) {
        let (code, length, said) = match &self.kind {
            Kind::Simple { .. } if self.is_gbk => Codes::Legacy(encoding_rs::GB18030).next(bytes),
            Kind::Simple { .. } => (u32::from(bytes.first().copied().unwrap_or(0)), 1, None),
            Kind::Composite { codes: Some(codes), .. } => codes.next(bytes),
            Kind::Composite { map: Some(map), .. } => {
                let (code, length) = map.code(bytes);
                (code, length, None)
            }
            Kind::Composite { .. } => Codes::Identity.next(bytes),
        };
        // Codes of different lengths are different codes.
        let key = code | (length as u32) << 29;
        if let Some(letter) = self.known.borrow().get(&key) {
            return (letter.clone(), length);
        }
        let letter = self.letter(code, length, said);
        self.known.borrow_mut().insert(key, letter.clone());
        (letter, length)
    }

    fn letter(&self, code: u32, length: usize, said: Option<String>) -> Letter {
        let own = match &self.kind {
            Kind::Simple { .. } if self.is_gbk => None,
            Kind::Simple { table, .. } => table.get(code as usize).cloned().flatten(),
            Kind::Composite { map, program, .. } => {
                said.clone().or_else(|| program.text(map.as_ref().and_then(|map| map.cid(code)).unwrap_or(code)))
            }
        };
        let told = self.to_unicode.as_ref().and_then(|map| map.text(code));
        let is_sure = matches!(self.kind, Kind::Composite { is_own: false, .. });
        let own = own.or_else(|| if told.is_none() && is_sure { self.collected(code) } else { None });
        let told = told.map(|text| one_glyph(&text, own.as_deref())).filter(|text| text.chars().all(is_text));
        let (text, trust) = match (told, own) {
            (Some(told), Some(own)) if self.is_false && own.chars().all(is_text) => {
                let trust = if is_same(&told, &own) { Trust::Known } else { Trust::Doubtful };
                (own, trust)
            }
            (Some(told), Some(own)) if !told.is_empty() && !is_same(&told, &own) => (told, Trust::Doubtful),
            // Nothing is told of a glyph that the font does not know either: it may show letters all the same.
            (Some(told), None) if self.is_false && told.is_empty() => (UNKNOWN.to_owned(), Trust::Unknown),
            (Some(told), _) => (told, Trust::Known),
            (None, Some(own)) if own.chars().all(is_text) => (own, Trust::Known),
            _ => match said.or_else(|| self.guessed(code)).filter(|text| text.chars().all(is_text)) {
                Some(text) => (text, Trust::Guessed),
                None => (UNKNOWN.to_owned(), Trust::Unknown),
            },
        };
        let cid = match &self.kind {
            Kind::Simple { .. } => code,
            Kind::Composite { map: Some(map), .. } => map.cid(code).unwrap_or(code),
            // In the character collections for Chinese, Japanese and Korean the glyphs 1 to 95 are those of ASCII.
            Kind::Composite { codes: Some(Codes::Identity) | None, .. } => code,
            Kind::Composite { .. } => {
                let ascii = text.chars().next().map(u32::from).filter(|c| (0x20..0x7F).contains(c));
                ascii.map_or(u32::MAX, |c| c - 0x1F)
            }
        };
        let width = match &self.kind {
            Kind::Simple { .. } if length == 2 => self.widths.of(cid >> 8) + self.widths.of(cid & 0xFF),
            _ => self.widths.of(cid),
        };
        let width = width * self.unit;
        // Two bytes that are one character take the room of one.
        let seen = if self.is_gbk && length == 2 { width.max(1.0) } else { width };
        Letter { text: text.into(), width, seen, is_space: length == 1 && code == 32, trust }
    }
}

impl Font {
    /// What the character collection of the font says of a code that is a glyph number, or stands for one.
    fn collected(&self, code: u32) -> Option<String> {
        let Kind::Composite { codes, map, collection: Some(collection), .. } = &self.kind else { return None };
        let cid = match (map.as_ref().and_then(|map| map.cid(code)), codes) {
            (Some(cid), _) => cid,
            (None, Some(Codes::Identity)) => code,
            _ => return None,
        };
        collection.char(cid).map(String::from)
    }

    fn guessed(&self, code: u32) -> Option<String> {
        match &self.kind {
            Kind::Simple { guess, .. } => guess.get(code as usize).cloned().flatten(),
            Kind::Composite { .. } => self.collected(code).or_else(|| self.order.char(code).map(String::from)),
        }
    }
}

/// Whether a name is Chinese in the bytes of GBK: such fonts were written by programs that knew no composite fonts.
fn is_gbk(name: &[u8]) -> bool {
    let text = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(name);
    let han = text.as_deref().unwrap_or("").chars().filter(|c| !c.is_ascii()).map(crate::text::script::is_han);
    std::str::from_utf8(name).is_err() && han.clone().count() > 0 && han.into_iter().all(|is_han| is_han)
}

/// The height of the letters of a Type 3 font by its widths, or by its box where it tells none.
fn type3_em(file: &File<'_>, dict: &Dict, widths: &Widths) -> f64 {
    let numbers = |key: &str| -> Vec<f64> {
        let list = file.value(dict, key);
        list.array().unwrap_or(&[]).iter().map(|item| file.resolve(item).number().unwrap_or(0.0)).collect()
    };
    let (matrix, bounds) = (numbers("FontMatrix"), numbers("FontBBox"));
    let at = |list: &[f64], place: usize| list.get(place).copied().unwrap_or(0.0);
    // The box is often left empty, or small.
    let told: Vec<f64> = widths.told().map(|(_, width)| width).filter(|width| *width > 0.0).collect();
    #[allow(clippy::cast_precision_loss, reason = "a font has 256 codes")]
    let mean = told.iter().sum::<f64>() / told.len().max(1) as f64;
    let mut em = 2.0 * mean * at(&matrix, 0).abs();
    if em == 0.0 {
        em = (at(&bounds, 3) - at(&bounds, 1)).abs() * at(&matrix, 3).abs();
    }
    // What is near the usual is the usual.
    if em.is_finite() && em > 0.0 && !(0.4..=2.5).contains(&em) { em.clamp(1e-3, 1e5) } else { 1.0 }
}

/// Whether a map gives other letters than the font for a third of the codes that both tell of, or nothing for most.
fn contradicts(map: &CMap, kind: &Kind) -> bool {
    let (mut both, mut apart, mut silent) = (0, 0, 0);
    let mut texts = std::collections::HashSet::new();
    for (code, told) in map.told().take(3_000) {
        let own = match kind {
            Kind::Simple { table, .. } => table.get(code as usize).cloned().flatten(),
            Kind::Composite { map, program, .. } => {
                program.text(map.as_ref().and_then(|map| map.cid(code)).unwrap_or(code))
            }
        };
        let Some(own) = own else { continue };
        if told.is_empty() {
            silent += usize::from(own.chars().any(char::is_alphanumeric));
            continue;
        }
        both += 1;
        texts.insert(own.clone());
        apart += usize::from(!is_same(&one_glyph(&told, Some(&own)), &own));
    }
    // A font that says the same of nearly all its glyphs says nothing.
    (apart >= 4 && apart * 3 > both && texts.len() * 3 > both) || (silent >= 10 && silent > both)
}

/// Whether a character can stand in a text: no control, none of private use.
fn is_text(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}')
        && u32::from(c) < 0xE_0000
}

/// The part of a glyph's text that can be its own: one glyph shows no words with spaces between them. Some programs give the
/// first glyph of a run the text of the run before it as well.
fn one_glyph(text: &str, own: Option<&str>) -> String {
    let parts: Vec<&str> = text.split_whitespace().collect();
    if parts.len() < 2 && (parts.len() != 1 || text.len() == parts.concat().len()) {
        return text.to_owned();
    }
    match own {
        Some(own) if text.contains(own) && own.chars().count() == 1 => own.to_owned(),
        _ => parts.last().map_or(String::new(), |last| (*last).to_owned()),
    }
}

/// Whether two texts of a glyph say the same: they are written alike, or are kinds of white space, dashes or marks.
fn is_same(one: &str, other: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let bare =
        |text: &str| -> String { text.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let (one, other) = (bare(one), bare(other));
    one.is_empty() || other.is_empty() || one == other || one.contains(&other) || other.contains(&one)
}
