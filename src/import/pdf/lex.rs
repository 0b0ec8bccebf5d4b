//! The syntax of PDF: tokens and the objects made of them (ISO 32000-2, 7.2 and 7.3).

use std::rc::Rc;

use super::object::{Dict, Object};

/// How deep arrays and dictionaries may be nested.
const DEPTH: usize = 60;
/// How many objects one object may be made of.
const PARTS: usize = 2_000_000;

/// The smallest piece of syntax.
#[derive(Clone, Debug)]
pub(super) enum Token<'a> {
    Object(Object),
    ArrayStart,
    ArrayEnd,
    DictStart,
    DictEnd,
    /// `obj`, `R`, an operator.
    Word(&'a [u8]),
    End,
}

/// A reader of tokens and objects.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    pub bytes: &'a [u8],
    /// The place of the next byte.
    pub at: usize,
    parts: usize,
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()), parts: 0 }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Skips white space and comments.
    pub fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next token; a lone closing bracket is skipped.
    pub fn token(&mut self) -> Token<'a> {
        loop {
            self.skip();
            let start = self.at;
            let Some(byte) = self.next() else { return Token::End };
            match byte {
                b'/' => return Token::Object(Object::Name(self.name())),
                b'(' => return Token::Object(Object::Text(self.literal())),
                b'<' if self.peek() == Some(b'<') => {
                    self.at += 1;
                    return Token::DictStart;
                }
                b'<' => return Token::Object(Object::Text(self.hexadecimal())),
                b'>' if self.peek() == Some(b'>') => {
                    self.at += 1;
                    return Token::DictEnd;
                }
                b'[' => return Token::ArrayStart,
                b']' => return Token::ArrayEnd,
                b'>' | b')' | b'{' | b'}' => {}
                _ => {
                    while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
                        self.at += 1;
                    }
                    let word = self.bytes.get(start..self.at).unwrap_or(&[]);
                    return number(word).map_or(Token::Word(word), Token::Object);
                }
            }
        }
    }

    fn name(&mut self) -> Rc<[u8]> {
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| !is_space(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            let pair =
                (self.bytes.get(self.at).copied().and_then(hex), self.bytes.get(self.at + 1).copied().and_then(hex));
            match (byte, pair) {
                (b'#', (Some(high), Some(low))) => {
                    self.at += 2;
                    name.push(high << 4 | low);
                }
                _ => name.push(byte),
            }
        }
        name.into()
    }

    /// A string in parentheses, after the first of them.
    fn literal(&mut self) -> Rc<[u8]> {
        let (mut text, mut depth) = (Vec::new(), 1usize);
        while let Some(byte) = self.next() {
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text.into()
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.next() else { return };
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    self.at += 1;
                    value = value * 8 + u32::from(digit - b'0');
                }
                text.push((value & 0xFF) as u8);
            }
            other => text.push(other),
        }
    }

    /// A string in angle brackets, after the first of them.
    fn hexadecimal(&mut self) -> Rc<[u8]> {
        let (mut text, mut half) = (Vec::new(), None);
        while let Some(byte) = self.next().filter(|byte| *byte != b'>') {
            let Some(digit) = hex(byte) else { continue };
            match half.take() {
                Some(high) => text.push(high << 4 | digit),
                None => half = Some(digit),
            }
        }
        text.extend(half.map(|high| high << 4));
        text.into()
    }

    /// The next object; none at the end and at a word that is no object. The word is then read over.
    pub fn object(&mut self) -> Option<Object> {
        self.parts = 0;
        match self.token() {
            Token::ArrayEnd | Token::DictEnd | Token::End => None,
            token => self.object_of(token, 0),
        }
    }

    /// The object that starts with this token.
    pub fn object_of(&mut self, token: Token<'a>, depth: usize) -> Option<Object> {
        self.parts += 1;
        if depth > DEPTH || self.parts > PARTS {
            return None;
        }
        match token {
            Token::Object(Object::Int(number)) => Some(self.reference(number).unwrap_or(Object::Int(number))),
            Token::Object(object) => Some(object),
            Token::ArrayStart => {
                let mut items = Vec::new();
                loop {
                    match self.token() {
                        Token::ArrayEnd | Token::End => break,
                        // The end of what the array stands in: the array was not closed.
                        Token::DictEnd | Token::Word(b"endobj" | b"stream") => break,
                        token => items.extend(self.object_of(token, depth + 1)),
                    }
                    if self.parts > PARTS {
                        break;
                    }
                }
                Some(Object::Array(Rc::new(items)))
            }
            Token::DictStart => {
                let mut dict = Dict::default();
                loop {
                    let before = self.at;
                    match self.token() {
                        Token::DictEnd | Token::End => break,
                        Token::Word(b"endobj" | b"stream") => {
                            self.at = before;
                            break;
                        }
                        Token::Object(Object::Name(key)) => {
                            let before = self.at;
                            match self.token() {
                                Token::DictEnd | Token::End => break,
                                Token::Word(b"endobj" | b"stream") => {
                                    self.at = before;
                                    break;
                                }
                                token => {
                                    let value = self.object_of(token, depth + 1).unwrap_or_default();
                                    dict.0.entry(key).or_insert(value);
                                }
                            }
                        }
                        _ => {}
                    }
                    if self.parts > PARTS {
                        break;
                    }
                }
                Some(Object::Dict(Rc::new(dict)))
            }
            Token::Word(b"true") => Some(Object::Bool(true)),
            Token::Word(b"false") => Some(Object::Bool(false)),
            Token::Word(b"null") => Some(Object::Null),
            Token::Word(_) | Token::ArrayEnd | Token::DictEnd | Token::End => None,
        }
    }

    /// `12 0 R`, of which 12 is read.
    fn reference(&mut self, number: i64) -> Option<Object> {
        let number = u32::try_from(number).ok()?;
        let before = self.at;
        self.skip();
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at = before;
            return None;
        }
        if let Token::Object(Object::Int(_)) = self.token() {
            self.skip();
            let is_end = self.bytes.get(self.at + 1).is_none_or(|byte| is_space(*byte) || is_delimiter(*byte));
            if self.peek() == Some(b'R') && is_end {
                self.at += 1;
                return Some(Object::Ref(number));
            }
        }
        self.at = before;
        None
    }
}

/// A number as PDF writes it; `--5` and `1.2.3` as other readers take them.
fn number(word: &[u8]) -> Option<Object> {
    let first = *word.first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) || word.len() > 400 {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    let bare = text.trim_start_matches(['+', '-']);
    if let (Ok(value), false) = (bare.parse::<i64>(), bare.starts_with(['+', '-'])) {
        return Some(Object::Int(if text.starts_with('-') { -value } else { value }));
    }
    let end = bare.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(bare.len());
    let digits = bare.get(..end)?;
    let digits = match digits.match_indices('.').nth(1) {
        Some((second, _)) => digits.get(..second)?,
        None => digits,
    };
    if !digits.contains(|c: char| c.is_ascii_digit()) {
        return (bare.is_empty() || bare == ".").then_some(Object::Int(0));
    }
    // A word such as `0g` is none; `12-34` stands in real files for 12.
    if bare.get(end..).is_some_and(|rest| rest.starts_with(|c: char| c != '-')) {
        return None;
    }
    let value: f64 =
        format!("0{digits}0").parse().ok().filter(|_| digits.contains('.')).or_else(|| digits.parse().ok())?;
    Some(Object::Real(if text.starts_with('-') { -value } else { value }))
}

#[cfg(test)]
mod tests {
    use super::{Lexer, Object};

    #[test]
    fn objects_are_read_as_the_standard_writes_them() {
        let source = b"<< /A#42 (a\\(b\\)\\101\\\r\nc) /N [1 -2.5 .5 4 0 R true null] /H <48 65 6> >> % end";
        let object = Lexer::new(source, 0).object().expect("an object");
        let dict = object.dict().expect("a dictionary");
        assert_eq!(dict.get("AB").text(), Some(&b"a(b)Ac"[..]));
        let numbers = dict.get("N").array().expect("an array");
        assert!(matches!(numbers[0], Object::Int(1)) && matches!(numbers[3], Object::Ref(4)));
        assert_eq!(numbers[1].number(), Some(-2.5));
        assert_eq!(numbers[2].number(), Some(0.5));
        assert_eq!(dict.get("H").text(), Some(&b"He`"[..]));
    }

    #[test]
    fn what_is_nested_too_deep_or_not_closed_ends() {
        let deep = [b'['; 100_000];
        assert!(Lexer::new(&deep, 0).object().is_some());
        let open = b"<< /A [1 2 << /B (never".as_slice();
        assert!(Lexer::new(open, 0).object().is_some());
    }
}
