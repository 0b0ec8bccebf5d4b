//! What an embedded TrueType or OpenType font says about its glyphs: the tables `cmap`, `post` and `GSUB`.

use std::collections::HashMap;

use super::guess::mac_glyph;
use super::names;

/// How many glyphs are looked at.
const GLYPHS: usize = 65_536;

/// The glyphs of a font and the characters that they show.
#[derive(Clone, Debug, Default)]
pub(super) struct TrueType {
    /// Glyph to character, by a Unicode table.
    chars: HashMap<u16, char>,
    /// Glyph to the text of its name, or of the glyphs that it is put in the place of.
    texts: HashMap<u16, String>,
    /// Code to glyph, by the table for symbol fonts.
    symbols: HashMap<u32, u16>,
    /// Code to glyph, by the table for the Macintosh.
    mac: HashMap<u32, u16>,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

/// The bytes of a table.
pub(super) fn table<'a>(bytes: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let base = if bytes.starts_with(b"ttcf") { u32_at(bytes, 12)? as usize } else { 0 };
    let count = u16_at(bytes, base + 4)?;
    (0..usize::from(count)).find_map(|at| {
        let entry = base + 12 + at * 16;
        if bytes.get(entry..entry + 4)? != tag {
            return None;
        }
        let (start, length) = (u32_at(bytes, entry + 8)? as usize, u32_at(bytes, entry + 12)? as usize);
        bytes.get(start..start.saturating_add(length).min(bytes.len()))
    })
}

impl TrueType {
    pub fn parse(bytes: &[u8]) -> Self {
        let mut font = Self::default();
        if let Some(cmap) = table(bytes, b"cmap") {
            font.read_cmap(cmap);
        }
        if let Some(post) = table(bytes, b"post") {
            font.read_names(post, table(bytes, b"maxp").and_then(|maxp| u16_at(maxp, 4)));
        }
        if let Some(gsub) = table(bytes, b"GSUB") {
            font.read_substitutions(gsub);
        }
        font
    }

    /// The text that a glyph shows, as far as the font says.
    pub fn text(&self, glyph: u16) -> Option<String> {
        self.chars.get(&glyph).map(char::to_string).or_else(|| self.texts.get(&glyph).cloned())
    }

    /// The glyph that a code of a simple font without an encoding shows (ISO 32000-2, 9.6.5.4).
    pub fn glyph_of_code(&self, code: u8) -> Option<u16> {
        let code = u32::from(code);
        let symbol = [0xF000, 0xF100, 0xF200, 0].iter().find_map(|base| self.symbols.get(&(base + code)));
        symbol.or_else(|| self.mac.get(&code)).copied()
    }

    fn read_cmap(&mut self, cmap: &[u8]) {
        let count = usize::from(u16_at(cmap, 2).unwrap_or(0)).min(64);
        for at in 0..count {
            let entry = 4 + at * 8;
            let (Some(platform), Some(kind), Some(offset)) =
                (u16_at(cmap, entry), u16_at(cmap, entry + 2), u32_at(cmap, entry + 4))
            else {
                return;
            };
            let Some(sub) = cmap.get(offset as usize..) else { continue };
            let is_unicode = platform == 0 || (platform == 3 && matches!(kind, 1 | 10));
            each(sub, |code, glyph| match (platform, kind) {
                (3, 0) => {
                    self.symbols.entry(code).or_insert(glyph);
                }
                (1, _) => {
                    self.mac.entry(code).or_insert(glyph);
                }
                _ if is_unicode => {
                    if let Some(c) =
                        char::from_u32(code).filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}') && !c.is_control())
                    {
                        // Of several characters with one glyph the plain one: a space rather than a no-break space.
                        let slot = self.chars.entry(glyph).or_insert(c);
                        *slot = (*slot).min(c);
                    }
                }
                _ => {}
            });
        }
    }

    fn read_names(&mut self, post: &[u8], glyphs: Option<u16>) {
        match u32_at(post, 0) {
            // Only a font of exactly these glyphs has them all.
            Some(0x0001_0000) if glyphs == Some(258) => {
                for glyph in 0..258 {
                    self.texts.extend(mac_glyph(glyph).map(|c| (glyph, c.to_string())));
                }
                return;
            }
            Some(0x0002_0000) => {}
            _ => return,
        }
        let count = usize::from(u16_at(post, 32).unwrap_or(0));
        let mut strings: Vec<&[u8]> = Vec::new();
        let mut at = 34 + count * 2;
        while let Some(length) = post.get(at) {
            let end = at + 1 + usize::from(*length);
            let Some(name) = post.get(at + 1..end) else { break };
            strings.push(name);
            at = end;
        }
        for glyph in 0..count {
            let index = u16_at(post, 34 + glyph * 2).unwrap_or(0);
            let name = index.checked_sub(258).and_then(|index| strings.get(usize::from(index)));
            let text = name.and_then(|name| names::text(name)).or_else(|| mac_glyph(index).map(String::from));
            if let (Some(text), Ok(glyph)) = (text, u16::try_from(glyph)) {
                self.texts.insert(glyph, text);
            }
        }
    }

    /// Glyphs that stand for others: the forms of Arabic letters, ligatures.
    fn read_substitutions(&mut self, gsub: &[u8]) {
        let Some(list) = u16_at(gsub, 8).and_then(|offset| gsub.get(usize::from(offset)..)) else { return };
        // A substitution may start from the result of another one.
        for _ in 0..3 {
            let before = self.texts.len();
            for at in 0..usize::from(u16_at(list, 0).unwrap_or(0)).min(2_000) {
                let lookup = u16_at(list, 2 + at * 2).and_then(|offset| list.get(usize::from(offset)..));
                if let Some(lookup) = lookup {
                    self.read_lookup(lookup);
                }
            }
            if self.texts.len() == before || self.texts.len() > GLYPHS {
                break;
            }
        }
    }

    fn read_lookup(&mut self, lookup: &[u8]) {
        let kind = u16_at(lookup, 0);
        for at in 0..usize::from(u16_at(lookup, 4).unwrap_or(0)).min(500) {
            let Some(sub) = u16_at(lookup, 6 + at * 2).and_then(|offset| lookup.get(usize::from(offset)..)) else {
                return;
            };
            let (kind, sub) = match kind {
                // An extension: the table stands further away.
                Some(7) => match u32_at(sub, 4).and_then(|offset| sub.get(offset as usize..)) {
                    Some(far) => (u16_at(sub, 2), far),
                    None => continue,
                },
                _ => (kind, sub),
            };
            let Some(covered) = u16_at(sub, 2).and_then(|offset| sub.get(usize::from(offset)..)).map(coverage) else {
                continue;
            };
            match kind {
                Some(1) => self.read_single(sub, &covered),
                Some(4) => self.read_ligatures(sub, &covered),
                _ => {}
            }
        }
    }

    fn read_single(&mut self, sub: &[u8], covered: &[u16]) {
        let is_listed = u16_at(sub, 0) == Some(2);
        for (at, from) in covered.iter().enumerate() {
            let to = match is_listed {
                true => u16_at(sub, 6 + at * 2),
                false => u16_at(sub, 4).map(|delta| from.wrapping_add(delta)),
            };
            if let (Some(to), Some(text)) = (to, self.text(*from)) {
                self.add(to, text);
            }
        }
    }

    fn read_ligatures(&mut self, sub: &[u8], covered: &[u16]) {
        for (at, first) in covered.iter().enumerate() {
            let (Some(text), Some(set)) =
                (self.text(*first), u16_at(sub, 6 + at * 2).and_then(|offset| sub.get(usize::from(offset)..)))
            else {
                continue;
            };
            for at in 0..usize::from(u16_at(set, 0).unwrap_or(0)).min(200) {
                let Some(ligature) = u16_at(set, 2 + at * 2).and_then(|offset| set.get(usize::from(offset)..)) else {
                    break;
                };
                let (Some(to), Some(count)) = (u16_at(ligature, 0), u16_at(ligature, 2)) else { break };
                let rest = (1..usize::from(count).min(8))
                    .map(|at| u16_at(ligature, 2 + at * 2).and_then(|glyph| self.text(glyph)));
                if let Some(rest) = rest.collect::<Option<String>>() {
                    self.add(to, format!("{text}{rest}"));
                }
            }
        }
    }

    fn add(&mut self, glyph: u16, text: String) {
        if !self.chars.contains_key(&glyph) && self.texts.len() < GLYPHS && text.len() < 64 {
            self.texts.entry(glyph).or_insert(text);
        }
    }
}

/// The glyphs of a coverage table in order.
fn coverage(table: &[u8]) -> Vec<u16> {
    let count = usize::from(u16_at(table, 2).unwrap_or(0));
    match u16_at(table, 0) {
        Some(1) => (0..count).map_while(|at| u16_at(table, 4 + at * 2)).collect(),
        Some(2) => {
            let ranges = (0..count).map_while(|at| Some((u16_at(table, 4 + at * 6)?, u16_at(table, 6 + at * 6)?)));
            ranges.flat_map(|(first, last)| first..=last).take(GLYPHS).collect()
        }
        _ => Vec::new(),
    }
}

/// Every code of a subtable of `cmap` and its glyph.
fn each(sub: &[u8], mut tell: impl FnMut(u32, u16)) {
    let mut tell = |code: u32, glyph: u16| {
        if glyph != 0 {
            tell(code, glyph);
        }
    };
    match u16_at(sub, 0) {
        Some(0) => {
            for (code, glyph) in (0u32..).zip(sub.get(6..).unwrap_or(&[]).iter().take(256)) {
                tell(code, u16::from(*glyph));
            }
        }
        Some(4) => {
            let segments = usize::from(u16_at(sub, 6).unwrap_or(0)) / 2;
            let mut told = 0usize;
            for at in 0..segments {
                let field = |row: usize| u16_at(sub, 14 + row * segments * 2 + at * 2 + usize::from(row > 0) * 2);
                let (Some(end), Some(start), Some(delta), Some(offset)) = (field(0), field(1), field(2), field(3))
                else {
                    return;
                };
                let place = 16 + segments * 6 + at * 2;
                for code in start..=end {
                    told += 1;
                    if code == 0xFFFF || told > GLYPHS {
                        break;
                    }
                    let glyph = match offset {
                        0 => code.wrapping_add(delta),
                        _ => match u16_at(sub, place + usize::from(offset) + usize::from(code - start) * 2) {
                            Some(0) | None => 0,
                            Some(glyph) => glyph.wrapping_add(delta),
                        },
                    };
                    tell(u32::from(code), glyph);
                }
            }
        }
        Some(6) => {
            let first = u32::from(u16_at(sub, 6).unwrap_or(0));
            for at in 0..usize::from(u16_at(sub, 8).unwrap_or(0)) {
                let Some(glyph) = u16_at(sub, 10 + at * 2) else { return };
                tell(first + at as u32, glyph);
            }
        }
        Some(12) => {
            let mut told = 0usize;
            for at in 0..(u32_at(sub, 12).unwrap_or(0) as usize).min(GLYPHS) {
                let field = |place: usize| u32_at(sub, 16 + at * 12 + place * 4);
                let (Some(start), Some(end), Some(glyph)) = (field(0), field(1), field(2)) else { return };
                for code in start..=end {
                    told += 1;
                    let Ok(glyph) = u16::try_from(glyph.saturating_add(code - start)) else { break };
                    if told > 4 * GLYPHS {
                        return;
                    }
                    tell(code, glyph);
                }
            }
        }
        _ => {}
    }
}
