//! RTF as tokens: groups, control words and symbols, bytes of text (Rich Text Format 1.9.1, "Conventions of an RTF Reader").

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` with its number.
    Word(&'a str, Option<i32>),
    /// `\*`, `\~` and the like.
    Symbol(u8),
    /// A byte of text, plain or as `\'hh`.
    Byte(u8),
}

/// Reads tokens one after the other.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over raw bytes, as `\bin` says.
    pub fn pass_over(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.bytes.get(self.at)?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first != b'\'' {
                return Some(Token::Symbol(first));
            }
            let digit = |at: usize| self.bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
            return match (digit(self.at), digit(self.at + 1)) {
                (Some(high), Some(low)) => {
                    self.at += 2;
                    Some(Token::Byte(u8::try_from(high * 16 + low).unwrap_or(0)))
                }
                _ => self.next(),
            };
        }
        let rest = self.bytes.get(self.at..)?;
        // The specification ends names after 32 letters.
        let length = rest.iter().take(40).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let name = std::str::from_utf8(rest.get(..length)?).unwrap_or("");
        self.at += length;
        let sign = usize::from(self.bytes.get(self.at) == Some(&b'-'));
        let digits = self.bytes.get(self.at + sign..)?.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            let end = self.at + sign + digits;
            let text = self.bytes.get(self.at..end).and_then(|text| std::str::from_utf8(text).ok());
            number = text.and_then(|text| text.parse::<i64>().ok()).map(|n| i32::try_from(n).unwrap_or(i32::MAX));
            self.at = end;
        }
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        Some(Token::Word(name, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Token::{Byte, Close, Open, Symbol, Word};
    use super::Tokens;

    #[test]
    fn words_take_one_space_and_a_number() {
        let seen: Vec<_> = Tokens::new(b"{\\b0 a\\u-10 \\'e9\\*\\par\r\n\\fi-3}").collect();
        assert_eq!(
            seen,
            [
                Open,
                Word("b", Some(0)),
                Byte(b'a'),
                Word("u", Some(-10)),
                Byte(0xE9),
                Symbol(b'*'),
                Word("par", None),
                Word("fi", Some(-3)),
                Close
            ]
        );
        assert_eq!(Tokens::new(b"\\'z\\").collect::<Vec<_>>(), [Byte(b'z')]);
    }
}
