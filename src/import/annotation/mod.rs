//! Annotations of other programs: what each says of its place and its text, before anyone looks for the place.

mod jsonld;
mod koreader;
mod time;

#[cfg(test)]
mod tests;

use serde_json::Value;

/// What a note is, where its program says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteKind {
    /// A place to come back to.
    Bookmark,
    /// A place with a letter, which is the note's text.
    Mark,
    /// Words that stand out.
    #[default]
    Highlight,
    /// Words with a text of one's own.
    Note,
    /// Words with tags only.
    Tag,
}

/// One annotation as another program wrote it. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignNote {
    /// The same every time the same file is read.
    pub id: String,
    /// What it is.
    pub kind: NoteKind,
    /// The name of the kind of a highlight.
    pub highlight: Option<String>,
    /// SHA-256 of the version's bytes, lower-case hexadecimal, where the target is named by it.
    pub hash: Option<String>,
    /// The language of the target.
    pub language: Option<String>,
    /// The title of the target, or of the book.
    pub title: String,
    /// The name of the work of that version, where it is known.
    pub work: Option<String>,
    /// Whether it is of the version alone, not of the work.
    pub of_version: bool,
    /// The key of the block.
    pub key: String,
    /// The first character of the range in that block, and one past the last.
    pub position: Option<(usize, usize)>,
    /// The quotation and what stood around it.
    pub exact: String,
    /// What stood before the quotation.
    pub prefix: String,
    /// What stood after it.
    pub suffix: String,
    /// What the person wrote.
    pub body: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// When it was last changed.
    pub modified: String,
}

/// What was read from a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignNotes {
    /// The format: `jsonld`, `koreader`.
    pub format: &'static str,
    /// The notes in the order of the file.
    pub notes: Vec<ForeignNote>,
    /// What could not be read, a sentence each.
    pub warnings: Vec<String>,
}

/// Reads W3C Web Annotations in JSON-LD (one, an array, a page, a collection, or one a line) and KOReader's JSON. None when
/// the text is neither; a value among others that is neither is a warning.
pub fn read(text: &str) -> Option<ForeignNotes> {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text.trim_start_matches('\u{FEFF}')).into_iter::<Value>() {
        match value {
            Ok(value) => values.push(value),
            Err(error) if !values.is_empty() => {
                let mut found = read_values(&values)?;
                found.warnings.push(format!("what follows was not read: {error}"));
                return Some(found);
            }
            Err(_) => return None,
        }
    }
    read_values(&values)
}

fn read_values(values: &[Value]) -> Option<ForeignNotes> {
    if values.iter().any(koreader::is_ours) {
        return Some(koreader::read(values));
    }
    values.iter().any(jsonld::is_ours).then(|| jsonld::read(values))
}

/// A name for what has none, the same every time (FNV-1a of 64 bits, in hexadecimal).
fn id_of(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash =
        bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
    format!("{hash:016x}")
}

/// A text of a value; empty where it has none.
fn text_of(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or("").to_owned()
}

/// A value that may stand alone or in an array.
fn each(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    }
}
