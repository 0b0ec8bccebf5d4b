//! Words through HarfBuzz, with a font and without one.

use std::collections::HashMap;
use std::path::PathBuf;

use harfrust::{
    Buffer, BufferFlags, ClusterLevel, Direction, Feature, Font, FontFuncs, GlyphId, Script, ShapeOptions, ShapePlan,
    ShaperFont, Tag,
};
use hexapla::text::shape::{self, Joining};
use hexapla::text::visible;

use crate::unicode::tell;

/// Where Debian's `fonts-dejavu-core` has the font.
const FONT: &str = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

/// What HarfBuzz says of a word.
pub trait Oracle {
    /// The glyphs of `word` by the byte of their first character.
    fn glyphs(&self, word: &str) -> HashMap<usize, u32>;

    /// Whether it can tell of `word`.
    fn knows(&self, word: &str) -> bool;

    /// The glyphs that the letter `c` may have where we show `ours` for it; none where the font cannot tell.
    fn glyph(&self, c: char, ours: Option<char>) -> Option<Vec<u32>>;
}

/// Whether `ours` looks like the letter `c` itself: its isolated form; or noon ghunna's final form, which we show inside a word
/// where Unicode has no other and HarfBuzz leaves the letter.
fn is_own(c: char, ours: Option<char>) -> bool {
    ours == Some(shape::form(c, false, false)) || (c, ours) == ('\u{6BA}', Some('\u{FB9F}'))
}

fn shaped(font: &ShaperFont<'_, '_>, plan: &ShapePlan, features: &[Feature], word: &str) -> HashMap<usize, u32> {
    let mut buffer = Buffer::new();
    buffer.push_str(word);
    buffer.set_direction(Direction::RightToLeft);
    buffer.set_script(Some(Script::ARABIC));
    buffer.set_cluster_level(ClusterLevel::Characters);
    buffer.set_flags(BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE | BufferFlags::PRESERVE_DEFAULT_IGNORABLES);
    harfrust::shape(font, &mut buffer, ShapeOptions::new().plan(Some(plan)).features(features)).expect("a shaped word");
    buffer.glyph_infos().iter().map(|info| (info.cluster as usize, info.glyph_id)).collect()
}

/// HarfBuzz without a font: its own table of forms.
pub struct Fontless {
    font: Font,
    plan: ShapePlan,
}

/// A glyph for every character that is no ligature, its code point.
struct Codes;

impl FontFuncs for Codes {
    fn nominal_glyph(&self, _: &ShaperFont<'_, '_>, c: u32) -> Option<GlyphId> {
        // The ligatures of two letters but those of lam and alef, and those of marks: no grid of cells has them.
        let is_ligature = matches!(c, 0xFBEA..=0xFBFB | 0xFC00..=0xFDFF | 0xF200..=0xF2FF);
        (!is_ligature).then_some(GlyphId::new(c))
    }
}

impl Fontless {
    /// A font of a header and no glyphs.
    pub fn new() -> Self {
        let mut head = [0u8; 54];
        head[..4].copy_from_slice(&[0, 1, 0, 0]);
        head[12..16].copy_from_slice(&0x5F0F_3CF5u32.to_be_bytes());
        head[18..20].copy_from_slice(&1000u16.to_be_bytes());
        let maxp = [0, 0, 0x50, 0, 0xFF, 0xFF];
        let mut file = vec![0, 1, 0, 0, 0, 2, 0, 32, 0, 1, 0, 0];
        let mut offset = 12 + 2 * 16;
        for (tag, table) in [(b"head", &head[..]), (b"maxp", &maxp)] {
            file.extend_from_slice(tag);
            file.extend_from_slice(&[0; 4]);
            file.extend_from_slice(&(offset as u32).to_be_bytes());
            file.extend_from_slice(&(table.len() as u32).to_be_bytes());
            offset += table.len().next_multiple_of(4);
        }
        for table in [&head[..], &maxp] {
            file.extend_from_slice(table);
            file.resize(file.len().next_multiple_of(4), 0);
        }
        let font = Font::new(file, 0).expect("a font");
        let plan = ShapePlan::new(&font, Direction::RightToLeft, Some(Script::ARABIC), None, &[]);
        Self { font, plan }
    }
}

impl Oracle for Fontless {
    fn glyphs(&self, word: &str) -> HashMap<usize, u32> {
        shaped(&ShaperFont::new(&self.font).with_font_funcs(Some(&Codes)), &self.plan, &[], word)
    }

    /// A ZWJ between lam and alef keeps them apart in HarfBuzz where a font has the ligature, but not where it makes it up.
    fn knows(&self, word: &str) -> bool {
        let between = |rest: &str| {
            let letter = rest.find(|c| c != '\u{200D}' && shape::joining(c) != Joining::Transparent);
            letter.is_some_and(|at| rest[..at].contains('\u{200D}') && rest[at..].starts_with(['ا', 'أ', 'إ', 'آ']))
        };
        !word.match_indices('ل').any(|(at, lam)| between(&word[at + lam.len()..]))
    }

    fn glyph(&self, c: char, ours: Option<char>) -> Option<Vec<u32>> {
        let mut glyphs: Vec<u32> = ours.into_iter().map(u32::from).collect();
        if is_own(c, ours) {
            glyphs.push(u32::from(c));
        }
        Some(glyphs)
    }
}

/// HarfBuzz with a font that a distribution ships.
pub struct Ship {
    font: Font,
    plan: ShapePlan,
    features: Vec<Feature>,
    /// The initial and the medial glyph of noon ghunna, which Unicode has no form for.
    noon: [Option<u32>; 2],
}

impl Ship {
    /// The font that `HEXAPLA_FONT` names, which must be there then, or Debian's; none with a plain line that says that
    /// `what` does not run.
    pub fn new(what: &str) -> Option<Self> {
        let named = std::env::var_os("HEXAPLA_FONT").map(PathBuf::from);
        let path = named.clone().unwrap_or_else(|| PathBuf::from(FONT));
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                assert!(named.is_none(), "HEXAPLA_FONT is {}: {error}", path.display());
                tell(&format!("not run: {what} (install fonts-dejavu-core, or set HEXAPLA_FONT to DejaVuSans.ttf)"));
                return None;
            }
        };
        let font = Font::new(bytes, 0).expect("a font");
        // What is left are the features that join: initial, medial, final and isolated forms and required ligatures.
        let features: Vec<Feature> = [b"dlig", b"clig", b"calt"].map(|tag| Feature::new(Tag::new(tag), 0, ..)).into();
        let plan = ShapePlan::new(&font, Direction::RightToLeft, Some(Script::ARABIC), None, &features);
        let mut ship = Self { font, plan, features, noon: [None; 2] };
        ship.noon = [("\u{6BA}\u{200D}", 0), ("\u{200D}\u{6BA}\u{200D}", 3)]
            .map(|(word, at)| ship.glyphs(word).get(&at).copied());
        Some(ship)
    }
}

impl Oracle for Ship {
    fn glyphs(&self, word: &str) -> HashMap<usize, u32> {
        shaped(&ShaperFont::new(&self.font), &self.plan, &self.features, word)
    }

    fn knows(&self, word: &str) -> bool {
        let font = ShaperFont::new(&self.font);
        word.chars().all(|c| visible::is_dropped(c) || font.nominal_glyph(u32::from(c)).is_some())
    }

    fn glyph(&self, c: char, ours: Option<char>) -> Option<Vec<u32>> {
        let font = ShaperFont::new(&self.font);
        let glyph = |c: char| font.nominal_glyph(u32::from(c)).map(|glyph| glyph.to_u32());
        // Of a letter without forms the font may have glyphs that Unicode has no code point for.
        let ours = ours.filter(|&ours| ours != c)?;
        let mut glyphs = vec![glyph(ours)?];
        match (c, ours) {
            ('\u{6BA}', '\u{FB9E}') => glyphs.extend(self.noon[0]),
            ('\u{6BA}', '\u{FB9F}') => glyphs.extend(self.noon[1]),
            _ => {}
        }
        if is_own(c, Some(ours)) {
            glyphs.push(glyph(c)?);
        }
        Some(glyphs)
    }
}
