//! CMaps: which codes a string is made of and what they stand for (Adobe Technical Notes 5014 and 5411).

use std::collections::HashMap;

use crate::import::pdf::lex::{Lexer, Token};
use crate::import::pdf::object::Object;

/// How many codes one map may tell of one by one.
const CODES: usize = 400_000;
/// How many characters one code may stand for.
const CHARS: usize = 64;

/// A range of codes of one length.
#[derive(Clone, Copy, Debug)]
pub(super) struct Space {
    low: u32,
    high: u32,
    pub bytes: usize,
}

/// What a CMap says.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    pub spaces: Vec<Space>,
    /// Codes to text.
    chars: HashMap<u32, String>,
    /// First and last code of a range, and the text of the first, whose last character grows with the code.
    ranges: Vec<(u32, u32, String)>,
    /// First and last code of a range, and the glyph number (CID) of the first.
    cids: Vec<(u32, u32, u32)>,
    pub is_vertical: bool,
    /// The map that it goes on from.
    pub base: Option<String>,
}

impl CMap {
    pub fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes, 0);
        let mut before = Object::Null;
        loop {
            match lexer.token() {
                Token::End => break,
                Token::Word(b"begincodespacerange") => map.read_spaces(&mut lexer),
                Token::Word(b"beginbfchar") => map.read_chars(&mut lexer),
                Token::Word(b"beginbfrange") => map.read_ranges(&mut lexer),
                Token::Word(b"begincidchar") => map.read_cids(&mut lexer, false),
                Token::Word(b"begincidrange") => map.read_cids(&mut lexer, true),
                Token::Word(b"usecmap") => {
                    map.base = before.name().map(|name| String::from_utf8_lossy(name).into_owned());
                }
                Token::Object(Object::Int(value)) if before.is_name("WMode") => {
                    map.is_vertical = value == 1;
                    before = Object::Null;
                }
                Token::Object(object) => before = object,
                _ => {}
            }
        }
        map.ranges.sort_by_key(|range| range.0);
        map.cids.sort_by_key(|range| range.0);
        map
    }

    /// The text that a code stands for.
    pub fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.chars.get(&code) {
            return Some(text.clone());
        }
        let at = self.ranges.partition_point(|range| range.0 <= code).checked_sub(1)?;
        let (low, high, text) = self.ranges.get(at)?;
        if code > *high {
            return None;
        }
        let mut text = text.clone();
        let last = text.pop()?;
        text.push(char::from_u32(u32::from(last).checked_add(code - low)?)?);
        Some(text)
    }

    /// The glyph number that a code stands for.
    pub fn cid(&self, code: u32) -> Option<u32> {
        let at = self.cids.partition_point(|range| range.0 <= code).checked_sub(1)?;
        let (low, high, cid) = self.cids.get(at)?;
        (code <= *high).then(|| cid.saturating_add(code - low))
    }

    /// Codes and their texts, those of a range as far as its first hundred.
    pub fn told(&self) -> impl Iterator<Item = (u32, String)> {
        let ranges = self.ranges.iter().flat_map(|(low, high, _)| *low..=(*high).min(low.saturating_add(100)));
        self.chars.keys().copied().chain(ranges).filter_map(|code| Some((code, self.text(code)?)))
    }

    /// Whether it says what codes stand for.
    pub fn has_text(&self) -> bool {
        !self.chars.is_empty() || !self.ranges.is_empty()
    }

    pub fn has_cids(&self) -> bool {
        !self.cids.is_empty()
    }

    /// The first code of the bytes and its length, by the ranges of codes; two bytes where there are none.
    pub fn code(&self, bytes: &[u8]) -> (u32, usize) {
        let value =
            |length: usize| bytes.get(..length).map(|bytes| bytes.iter().fold(0u32, |v, b| v << 8 | u32::from(*b)));
        for length in 1..=4 {
            let Some(code) = value(length) else { break };
            if self.spaces.iter().any(|space| space.bytes == length && space.has(code)) {
                return (code, length);
            }
        }
        let length = self.spaces.iter().map(|space| space.bytes).min().unwrap_or(2).min(bytes.len()).max(1);
        (value(length).unwrap_or(0), length)
    }

    fn read_spaces(&mut self, lexer: &mut Lexer<'_>) {
        while let (Token::Object(Object::Text(low)), Token::Object(Object::Text(high))) = (lexer.token(), lexer.token())
        {
            if self.spaces.len() < 1_000 && (1..=4).contains(&low.len()) {
                self.spaces.push(Space { low: code(&low), high: code(&high), bytes: low.len() });
            }
        }
    }

    fn read_chars(&mut self, lexer: &mut Lexer<'_>) {
        while let Token::Object(Object::Text(from)) = lexer.token() {
            let to = match lexer.token() {
                Token::Object(Object::Text(to)) => utf16(&to),
                Token::Object(Object::Name(name)) => super::names::text(&name).unwrap_or_default(),
                _ => return,
            };
            if self.chars.len() < CODES {
                self.chars.insert(code(&from), to);
            }
        }
    }

    fn read_ranges(&mut self, lexer: &mut Lexer<'_>) {
        while let (Token::Object(Object::Text(low)), Token::Object(Object::Text(high))) = (lexer.token(), lexer.token())
        {
            let (low, high) = (code(&low), code(&high));
            match lexer.token() {
                Token::Object(Object::Text(to)) if self.ranges.len() < CODES => {
                    self.ranges.push((low, high, utf16(&to)))
                }
                Token::ArrayStart => {
                    let mut at = low;
                    while let Token::Object(object) = lexer.token() {
                        if let (Some(text), true) = (object.text(), at <= high && self.chars.len() < CODES) {
                            self.chars.insert(at, utf16(text));
                        }
                        at = at.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    fn read_cids(&mut self, lexer: &mut Lexer<'_>, is_range: bool) {
        while let Token::Object(Object::Text(low)) = lexer.token() {
            let low = code(&low);
            let high = match is_range.then(|| lexer.token()) {
                None => low,
                Some(Token::Object(Object::Text(high))) => code(&high),
                Some(_) => return,
            };
            let Token::Object(Object::Int(cid)) = lexer.token() else { return };
            if let Ok(cid) = u32::try_from(cid)
                && self.cids.len() < CODES
            {
                self.cids.push((low, high, cid));
            }
        }
    }
}

impl Space {
    /// Whether every byte of the code is within the range of that byte.
    fn has(&self, code: u32) -> bool {
        (0..self.bytes).all(|at| {
            let byte = |value: u32| value >> (8 * at) & 0xFF;
            (byte(self.low)..=byte(self.high)).contains(&byte(code))
        })
    }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |value, byte| value << 8 | u32::from(*byte))
}

/// Text as CMaps write it: UTF-16, or one byte for one character.
fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
    char::decode_utf16(units).take(CHARS).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    #[test]
    fn codes_become_text_by_char_range_and_array() {
        let map = CMap::parse(
            b"1 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange 2 beginbfchar <03> <00410042> <04> <d83dde00> \
            endbfchar 2 beginbfrange <0005> <0007> <0061> <0010> <0011> [<0628> <0062 0063>] endbfrange",
        );
        let texts: Vec<_> = [3, 4, 5, 7, 8, 0x10, 0x11].map(|code| map.text(code).unwrap_or_default()).into();
        assert_eq!(texts, ["AB", "\u{1F600}", "a", "c", "", "ب", "bc"]);
        assert_eq!(map.code(&[0x41, 0x42]), (0x41, 1));
        assert_eq!(map.code(&[0x81, 0x42]), (0x8142, 2));
    }

    #[test]
    fn only_the_number_after_wmode_says_that_writing_is_vertical() {
        let tail = b"1 begincodespacerange <00> <ff> endcodespacerange 1 begincidrange <00> <ff> 0 endcidrange";
        let map = |head: &[u8]| CMap::parse(&[head, tail].concat()).is_vertical;
        assert!(!map(b"/WMode 0 def "));
        assert!(map(b"/WMode 1 def "));
        assert!(!map(b""));
    }
}
