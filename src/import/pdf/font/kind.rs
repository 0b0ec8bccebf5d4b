//! The two kinds of fonts, and what their dictionaries and programs say of the codes.

use super::cid::Collection;
use super::cjk::{self, Codes};
use super::cmap::CMap;
use super::encoding;
use super::program::{self, Cff};
use super::truetype::{self, TrueType};
use crate::import::pdf::file::File;
use crate::import::pdf::object::{Dict, Object};

/// What a font says of its codes.
#[derive(Debug)]
pub(super) enum Kind {
    /// One byte a code: what the encoding says, and what is guessed where it says nothing.
    Simple { table: encoding::Table, guess: encoding::Table },
    Composite {
        codes: Option<Codes>,
        map: Option<Box<CMap>>,
        program: Box<Program>,
        collection: Option<Collection>,
        /// Whether the codes may be the glyphs' own numbers all the same.
        is_own: bool,
    },
}

/// What the embedded program of a composite font says.
#[derive(Debug)]
pub(super) enum Program {
    None,
    TrueType { font: TrueType, glyphs: Option<Vec<u8>> },
    Cff(Cff),
}

impl Program {
    /// The text that the font itself tells of a glyph.
    pub fn text(&self, cid: u32) -> Option<String> {
        match self {
            Program::None => None,
            Program::TrueType { font, glyphs } => {
                let glyph = match glyphs {
                    Some(map) => {
                        let at = usize::try_from(cid).ok()?.checked_mul(2)?;
                        u16::from_be_bytes(map.get(at..at + 2)?.try_into().ok()?)
                    }
                    None => u16::try_from(cid).ok()?,
                };
                font.text(glyph)
            }
            Program::Cff(cff) => cff.texts.get(usize::try_from(cid).ok()?).cloned().flatten(),
        }
    }

    /// Whether the file has a map from codes to glyphs, so that codes are something else than glyphs.
    pub fn has_map(&self) -> bool {
        matches!(self, Program::TrueType { glyphs: Some(_), .. })
    }
}

/// A composite font: `dict` itself, `own` that of its descendant.
pub(super) fn composite(file: &File<'_>, dict: &Dict, own: &Dict, descriptor: &Dict) -> Kind {
    let encoding = file.value(dict, "Encoding");
    let (mut codes, mut map) = (None, None);
    match &encoding {
        Object::Name(name) => codes = cjk::codes(&String::from_utf8_lossy(name)),
        Object::Stream(stream) => {
            let parsed = file.data(stream).map(|data| CMap::parse(&data)).unwrap_or_default();
            codes =
                parsed.base.as_deref().and_then(cjk::codes).filter(|_| parsed.spaces.is_empty() && !parsed.has_cids());
            map = Some(Box::new(parsed));
        }
        _ => {}
    }
    if codes.is_none() && map.is_none() {
        codes = Some(Codes::Identity);
    }
    let data = |key: &str| file.value(descriptor, key).stream().and_then(|stream| file.data(stream));
    let program = if let Some(data) = data("FontFile2") {
        truetype_program(file, own, &data)
    } else if let Some(data) = data("FontFile3") {
        match truetype::table(&data, b"CFF ") {
            Some(_) if truetype::table(&data, b"cmap").is_some() => truetype_program(file, own, &data),
            Some(cff) => Cff::parse(cff).map_or(Program::None, Program::Cff),
            None => Cff::parse(&data).map_or(Program::None, Program::Cff),
        }
    } else {
        Program::None
    };
    let system = file.value(own, "CIDSystemInfo");
    let ordering = system.dict().map(|system| file.value(system, "Ordering"));
    // The glyphs of a TrueType font have numbers of their own; without a map from CIDs the codes are mostly those.
    let is_own = matches!(program, Program::TrueType { glyphs: None, .. });
    let collection = ordering.as_ref().and_then(Object::text).and_then(Collection::named);
    Kind::Composite { codes, map, program: Box::new(program), collection, is_own }
}

fn truetype_program(file: &File<'_>, own: &Dict, data: &[u8]) -> Program {
    let glyphs = file.value(own, "CIDToGIDMap");
    let glyphs = glyphs.stream().and_then(|stream| file.data(stream));
    Program::TrueType { font: TrueType::parse(data), glyphs }
}

/// A font of one byte a code.
pub(super) fn simple(file: &File<'_>, dict: &Dict, descriptor: &Dict, flags: i64, is_type3: bool) -> Kind {
    let encoding = file.value(dict, "Encoding");
    let name = file.value(dict, "BaseFont");
    let is_symbol = name.name().is_some_and(|name| name.ends_with(b"Symbol") || name.ends_with(b"SymbolMT"));
    let is_dingbats = name.name().is_some_and(|name| name.ends_with(b"ZapfDingbats"));
    let base = match &encoding {
        Object::Name(name) => encoding::named(name),
        object => object.dict().and_then(|dict| encoding::named(file.value(dict, "BaseEncoding").name()?)),
    };
    let is_told = base.is_some();
    let data = |key: &str| file.value(descriptor, key).stream().and_then(|stream| file.data(stream));
    let is_symbolic = flags & 4 != 0 && flags & 32 == 0;
    let mut built: encoding::Table = vec![None; 256];
    let mut put = |code: u8, text: String| {
        if let Some(slot) = built.get_mut(usize::from(code)) {
            *slot = Some(text);
        }
    };
    let mut is_built = false;
    if let Some(data) = data("FontFile2").filter(|_| !is_told || is_symbolic) {
        let font = TrueType::parse(&data);
        for code in 0..=255u8 {
            if let Some(text) = font.glyph_of_code(code).and_then(|glyph| font.text(glyph)) {
                is_built = true;
                put(code, text);
            }
        }
    } else if let Some(data) = data("FontFile").filter(|_| !is_told) {
        for (code, text) in program::type1(&data) {
            is_built = true;
            put(code, text);
        }
    } else if let Some(cff) = data("FontFile3").filter(|_| !is_told).and_then(|data| Cff::parse(&data)) {
        for (code, glyph) in &cff.codes {
            if let Some(text) = cff.texts.get(usize::from(*glyph)).cloned().flatten() {
                is_built = true;
                put(*code, text);
            }
        }
    }
    let is_guess = !is_told && !is_built && !is_symbol && !is_dingbats && (is_type3 || is_symbolic);
    let table = match base {
        Some(table) if !is_built => table,
        _ if is_built => built,
        _ if is_symbol => encoding::symbol(),
        _ if is_dingbats => encoding::dingbats(),
        _ if is_type3 => built,
        _ => encoding::named(b"StandardEncoding").unwrap_or_default(),
    };
    let differences = encoding.dict().map(|dict| file.value(dict, "Differences"));
    let items = differences.as_ref().and_then(Object::array).unwrap_or(&[]);
    let mut guess: encoding::Table = vec![None; 256];
    let mut table = table;
    // What the differences name is no guess; codes outside of them are hardly used.
    if is_guess && items.is_empty() {
        std::mem::swap(&mut table, &mut guess);
    }
    if is_type3 {
        guess = super::guess::type3(items);
    }
    // The names that such a font has for its signs (`a20`) are those of the codes.
    let table = if is_dingbats { table } else { encoding::with_differences(table, items, file) };
    Kind::Simple { table, guess }
}
