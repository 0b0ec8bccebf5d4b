//! Text as it is typed: an edit buffer with a caret on cluster boundaries.

use crate::config::keys::Named;
use crate::config::{Code, Key};
use crate::text::caret;

/// A text and its caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    caret: usize,
}

impl Input {
    /// A buffer that holds `text`, the caret at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { caret: text.len(), text }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte before which the next letter goes.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Puts `text` at the caret; control characters but the newline are left out. A terminal sends a pasted line end as a
    /// carriage return.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .replace("\r\n", "\n")
            .chars()
            .map(|c| {
                if c == '\r' {
                    '\n'
                } else if c == '\t' {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        let clean: String = clean.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        self.text.insert_str(self.caret, &clean);
        self.caret += clean.len();
    }

    /// Edits by `key`; `false` when the key edits nothing. `lines` allows more than one line.
    pub fn edit(&mut self, key: Key, lines: bool) -> bool {
        match (key.code, key.ctrl, key.alt) {
            (Code::Char(c), false, false) => self.insert(c.encode_utf8(&mut [0; 4])),
            (Code::Named(Named::Enter), false, _) if lines => self.insert("\n"),
            (Code::Named(Named::Backspace), _, _) | (Code::Char('h'), true, false) => {
                self.delete(caret::previous(&self.text, self.caret), self.caret);
            }
            (Code::Named(Named::Delete), _, _) => self.delete(self.caret, caret::next(&self.text, self.caret)),
            // The arrows are visual, as in every editor a person knows: in right-to-left text left is forward.
            (Code::Named(Named::Left), _, _) => self.step(self.line_is_rtl()),
            (Code::Named(Named::Right), _, _) => self.step(!self.line_is_rtl()),
            (Code::Named(Named::Up), _, _) if lines => self.vertical(false),
            (Code::Named(Named::Down), _, _) if lines => self.vertical(true),
            (Code::Named(Named::Home), _, _) | (Code::Char('a'), true, false) => self.caret = self.line().0,
            (Code::Named(Named::End), _, _) | (Code::Char('e'), true, false) => self.caret = self.line().1,
            (Code::Char('u'), true, false) => self.delete(self.line().0, self.caret),
            (Code::Char('k'), true, false) => self.delete(self.caret, self.line().1),
            (Code::Char('w'), true, false) => {
                let before = self.text[..self.caret].trim_end();
                let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                let start = before.get(start..).map_or(0, |_| start);
                self.delete(if before.is_empty() { 0 } else { next_boundary(&self.text, start) }, self.caret);
            }
            _ => return false,
        }
        true
    }

    /// Puts `text` in the place of the `length` bytes before the caret.
    pub fn replace_before(&mut self, length: usize, text: &str) {
        let start =
            (0..=self.caret.saturating_sub(length)).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        self.delete(start, self.caret);
        self.insert(text);
    }

    fn delete(&mut self, start: usize, end: usize) {
        if start < end {
            self.text.replace_range(start..end, "");
            self.caret = start;
        }
    }

    fn step(&mut self, forward: bool) {
        self.caret =
            if forward { caret::next(&self.text, self.caret) } else { caret::previous(&self.text, self.caret) };
    }

    /// The bytes of the line that holds the caret.
    fn line(&self) -> (usize, usize) {
        let start = self.text[..self.caret].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[self.caret..].find('\n').map_or(self.text.len(), |at| self.caret + at);
        (start, end)
    }

    fn line_is_rtl(&self) -> bool {
        let (start, end) = self.line();
        crate::text::script::first_strong(&self.text[start..end]).is_some_and(crate::text::Direction::is_rtl)
    }

    fn vertical(&mut self, down: bool) {
        let (start, end) = self.line();
        let mut column = 0;
        let mut at = start;
        while at < self.caret {
            at = caret::next(&self.text, at);
            column += 1;
        }
        let target = if down {
            if end == self.text.len() {
                return;
            }
            end + 1
        } else {
            if start == 0 {
                return;
            }
            self.text[..start - 1].rfind('\n').map_or(0, |at| at + 1)
        };
        let line_end = self.text[target..].find('\n').map_or(self.text.len(), |at| target + at);
        self.caret = target;
        for _ in 0..column {
            if self.caret < line_end {
                self.caret = caret::next(&self.text, self.caret);
            }
        }
    }
}

/// `offset`, moved up to a character boundary.
fn next_boundary(text: &str, offset: usize) -> usize {
    (offset..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Input {
        let mut input = Input::default();
        for key in Key::parse_sequence(keys).expect(keys) {
            input.edit(key, true);
        }
        input
    }

    #[test]
    fn keys_edit_by_clusters() {
        assert_eq!(typed("a b Backspace c").text(), "ac");
        assert_eq!(typed("e \u{301} x Backspace Backspace").text(), "");
        assert_eq!(typed("a b Left c").text(), "acb");
        assert_eq!(typed("م ن Left و").text(), "منو", "left is forward in Arabic: at the end it stays");
        assert_eq!(typed("م ن Right و").text(), "مون");
        assert_eq!(typed("a Space b Ctrl-w").text(), "a ");
        assert_eq!(typed("a Enter b c Up d").text(), "ad\nbc");
        assert_eq!(typed("a b Enter c Up Home Delete").text(), "b\nc");
    }

    #[test]
    fn no_sequence_of_keys_leaves_the_boundaries() {
        let keys = [
            "e",
            "\u{301}",
            "م",
            "\u{64e}",
            "👨",
            "\u{200d}",
            "👩",
            "Enter",
            "Left",
            "Right",
            "Up",
            "Down",
            "Backspace",
            "Delete",
            "Home",
            "End",
            "Ctrl-w",
            "Ctrl-k",
            "Ctrl-u",
        ];
        let mut seed = 7u64;
        let mut input = Input::default();
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let name = keys[usize::try_from(seed >> 33).expect("small") % keys.len()];
            input.edit(Key::parse(name).expect(name), true);
            assert!(input.text().is_char_boundary(input.caret()), "{name}");
        }
    }

    #[test]
    fn pasted_controls_are_left_out() {
        let mut input = Input::default();
        input.insert("a\u{1b}[31m\tb\r\nc\u{9b}\rd\ne");
        assert_eq!(input.text(), "a[31m b\nc\nd\ne");
    }
}
