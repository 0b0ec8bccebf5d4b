//! The language and direction of a document, of its annexes and of each block.

use crate::document::{Block, Document};
use crate::import::Hints;
use crate::text::{Language, language};

/// Bytes from which the language of a document is told, and that of a part of it.
const WHOLE: usize = 20_000;
const PART: usize = 4_000;

/// Sets the language of the document and of every block: an annex may have its own, and a block in another script too.
/// `declared` is what the source says of itself.
pub(in crate::import) fn assign(document: &mut Document, hints: &Hints, declared: Option<&Language>) {
    let is_annex = |b: &Block| b.key.as_str().starts_with("annex");
    let body: String = sample(document.blocks.iter().filter(|b| !is_annex(b)), WHOLE);
    let guessed = language::guess(&body).filter(|_| body.chars().filter(|c| c.is_alphabetic()).take(20).count() == 20);
    let guessed = guessed.or_else(|| language::guess(&sample(document.blocks.iter(), WHOLE)));
    let named = declared.cloned().or_else(|| hints.name.as_deref().and_then(in_name)).or_else(|| hints.folder.clone());
    let main = match (&hints.language, guessed, named) {
        (Some(told), ..) => told.clone(),
        // A file name says more than statistics where the script allows it: `x.fr.txt`, `x.zh-Hant.txt`.
        (None, Some(guessed), Some(named)) if named.same_script(&guessed) => named,
        (None, Some(guessed), _) => guessed,
        (None, None, Some(named)) => named,
        (None, None, None) => Language::default(),
    };
    let mut start = 0;
    while start < document.blocks.len() {
        let part = part_of(&document.blocks[start]).to_owned();
        let length = document.blocks[start..].iter().take_while(|b| part_of(b) == part).count();
        let blocks = &mut document.blocks[start..start + length];
        let spoken = if part.is_empty() { None } else { language::guess(&sample(blocks.iter(), PART)) };
        let spoken = spoken.unwrap_or_else(|| main.clone());
        let spoken = if spoken.primary() == main.primary() { main.clone() } else { spoken };
        for block in blocks {
            match language::foreign(head(&block.text), &spoken) {
                Some(own) => (block.direction, block.language) = (own.direction(), own),
                None => (block.direction, block.language) = (spoken.direction(), spoken.clone()),
            }
        }
        start += length;
    }
    document.direction = main.direction();
    document.language = main;
}

/// `annex2` for blocks of that annex, nothing for the body. Notes belong to the body.
fn part_of(block: &Block) -> &str {
    let key = block.key.as_str();
    if !key.starts_with("annex") {
        return "";
    }
    key.split([':', '+', '~']).next().unwrap_or("")
}

/// The start of a text, enough to tell its script.
fn head(text: &str) -> &str {
    // Eighty characters are at least eighty bytes.
    if text.len() <= 80 {
        return text;
    }
    text.char_indices().nth(80).map_or(text, |(at, _)| &text[..at])
}

/// Enough text to tell a language.
fn sample<'a>(blocks: impl Iterator<Item = &'a Block>, bytes: usize) -> String {
    let mut out = String::new();
    for block in blocks {
        if out.len() > bytes {
            break;
        }
        out.push_str(block.text.get(..block.text.floor_char_boundary(bytes.min(8_000))).unwrap_or(""));
        out.push('\n');
    }
    out
}

/// The language that a file name ends in: `guide.ar.txt`, `report_FR.txt`, `udhr.zh-Hant.txt`.
fn in_name(name: &str) -> Option<Language> {
    const KNOWN: [&str; 22] = [
        "ar", "zh", "en", "fr", "ru", "es", "fa", "he", "de", "pt", "it", "tr", "az", "ja", "ko", "uk", "el", "hi",
        "ur", "th", "hy", "ka",
    ];
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let last = stem.rsplit(['.', '_', ' ', '/']).next()?;
    let last = if last.len() <= 7 { last } else { last.rsplit('-').next()? };
    let lower = last.to_lowercase();
    match lower.as_str() {
        "zh-hant" | "zh-tw" | "zh-hk" => Some(Language::new("zh-Hant")),
        "zh-hans" | "zh-cn" => Some(Language::new("zh")),
        tag => KNOWN.iter().find(|k| tag == **k).map(|k| Language::new(*k)),
    }
}
