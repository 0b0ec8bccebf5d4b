//! Text of documents and people made safe for files and terminals.

use crate::text::visible::{Shown, reorders, shown};

/// One line of printable text: controls become a space, characters that reorder what follows them are left out.
pub fn line(text: &str) -> String {
    let spaced: String = text.chars().filter(|c| !reorders(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lines of printable text: newlines stay (`\r\n` is one), other controls become a space, reordering characters are left out.
pub fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter(|c| !reorders(*c))
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

/// One line of text, nothing of it hidden: tabs and line ends become a space, other controls their pictures, and characters
/// that reorder what follows them are left out.
pub fn visible(text: &str) -> String {
    text.chars()
        .filter(|c| !reorders(*c))
        .map(|c| match shown(c) {
            Shown::Tab | Shown::Newline => ' ',
            Shown::Instead(sign) => sign,
            Shown::Itself | Shown::Dropped => c,
        })
        .collect()
}

/// Text of programs for a terminal: tabs and line ends stay, other controls become their pictures, and characters that reorder
/// what follows them are left out.
pub fn terminal(text: &str) -> String {
    let shown = |c: char| match shown(c) {
        Shown::Instead(sign) => sign,
        _ if c == '\r' => ' ',
        _ => c,
    };
    text.chars().filter(|c| !reorders(*c)).map(shown).collect()
}

/// JSON in which no control and no reordering character stands as itself: each is `\uXXXX`, and the value is the same.
pub fn json<T: serde::Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    let text = serde_json::to_string(value)?;
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        // All of them lie in the basic plane and can only stand inside a string.
        if c.is_control() || reorders(c) {
            safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            safe.push(c);
        }
    }
    Ok(safe)
}
