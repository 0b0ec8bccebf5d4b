//! Matches put together by how they are translated.

use std::collections::HashMap;
use std::io::Write;

use super::line::{self, Style, With};

/// The matches of every translation.
#[derive(Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
    by_words: HashMap<String, usize>,
}

struct Group {
    /// The words as they were found first, and their language.
    words: String,
    language: String,
    found: usize,
    lines: String,
}

impl Groups {
    /// Puts `text`, which tells of `found` matches, to those of the same translation.
    pub(super) fn put(&mut self, with: &[With], text: &str, found: usize) {
        let words = with.first().map(|with| with.beside.words()).unwrap_or_default();
        let key = with.first().map(|with| with.beside.gist()).unwrap_or_default();
        let at = *self.by_words.entry(key).or_insert(self.groups.len());
        if at == self.groups.len() {
            let language = with.first().map(|with| with.language.clone()).unwrap_or_default();
            self.groups.push(Group { words, language, found: 0, lines: String::new() });
        }
        if let Some(group) = self.groups.get_mut(at) {
            group.found += found;
            group.lines.push_str(text);
        }
    }

    /// Prints the groups, the largest first, and last what has no translation that is sure.
    pub(super) fn print(mut self, out: &mut impl Write, style: Style) -> std::io::Result<()> {
        self.groups.sort_by_key(|group| (group.words.is_empty(), std::cmp::Reverse(group.found)));
        for (number, group) in self.groups.iter().enumerate() {
            if !style.json {
                let mut head = String::new();
                let words = if group.words.is_empty() { "— no words that are sure —" } else { &group.words };
                line::put(&mut head, words);
                let (on, off) = if style.bright { ("\u{1B}[1m", "\u{1B}[0m") } else { ("", "") };
                let before = if number > 0 { "\n" } else { "" };
                let language = if group.words.is_empty() { "" } else { group.language.as_str() };
                let language = if language.is_empty() { String::new() } else { format!("{language}: ") };
                writeln!(out, "{before}{on}{language}{head}{off} · {}", group.found)?;
            }
            out.write_all(group.lines.as_bytes())?;
        }
        Ok(())
    }
}
