//! Text of documents and people made safe for files and terminals.

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

/// Embeddings, overrides and isolates (UAX #9, 2.1–2.5), which reach past the text they came with.
fn reorders(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
