//! Text between the tags of XML and HTML.

/// Text and attribute values for XML 1.0 and HTML: markup escaped, a carriage return and the C1 controls as references (an XML
/// reader would change the one, a terminal obey the others), what no XML text may hold (XML 1.0, production 2) as U+FFFD.
pub(in crate::export) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\r' | '\u{7F}'..='\u{9F}' => safe.push_str(&format!("&#{};", u32::from(c))),
            '\t' | '\n' | '\u{20}'..='\u{FFFD}' | '\u{10000}'.. => safe.push(c),
            _ => safe.push(char::REPLACEMENT_CHARACTER),
        }
    }
    safe
}

/// A language tag as an attribute's value: letters, digits and hyphens; `und` where nothing is left.
pub(in crate::export) fn tag(tag: &str) -> String {
    let tag: String = tag.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if tag.is_empty() { "und".to_owned() } else { tag }
}
