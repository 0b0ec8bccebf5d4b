//! The language and direction of a document, of its annexes and of each block.

use crate::document::{Block, Document, Kind};
use crate::import::{Hints, share};
use crate::text::{Language, language};

/// Bytes from which the language of a document is told, and that of a part of it.
const WHOLE: usize = 20_000;
const PART: usize = 4_000;
/// Fewer parts are told one after the other.
const PARTS: usize = 64;

/// Sets the language of the document and of every block: an annex may have its own, and a block in another script too.
/// `declared` is what the source says of itself.
pub(in crate::import) fn assign(document: &mut Document, hints: &Hints, declared: Option<&Language>) {
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
    let mut told = parts(&mut document.blocks);
    if told.len() < PARTS {
        told.into_iter().for_each(|part| speak(part, &main, true));
    } else {
        share::for_each(&mut told, PARTS, |part| speak(part, &main, false));
    }
    document.direction = main.direction();
    document.language = main;
}

/// Sets the language of every block of a part in a document of the `main` one; on several threads where it `may_share` them.
fn speak(part: &mut [Block], main: &Language, may_share: bool) {
    let is_other = part.first().is_some_and(is_annex);
    let own = if is_other { language::other(&sample(part.iter(), PART), main) } else { None };
    let spoken = own.as_ref().unwrap_or(main);
    let (direction, script) = (spoken.direction(), spoken.script());
    let set = |block: &mut Block| {
        let foreign = language::foreign(head(&block.text), script);
        (block.direction, block.language) =
            foreign.map_or_else(|| (direction, spoken.clone()), |foreign| (foreign.direction(), foreign));
    };
    share::for_each(part, if may_share { share::FEW } else { usize::MAX }, set);
}

/// The body and the annexes: runs of blocks that belong to the same.
fn parts(blocks: &mut [Block]) -> Vec<&mut [Block]> {
    // An annex begins with a heading.
    if !blocks.iter().any(|block| block.kind == Kind::Heading && is_annex(block)) {
        return vec![blocks];
    }
    blocks.chunk_by_mut(|above, block| part_of(above) == part_of(block)).collect()
}

fn is_annex(block: &Block) -> bool {
    block.key.as_str().starts_with("annex")
}

/// `annex2` for blocks of that annex, nothing for the body. Notes belong to the body.
fn part_of(block: &Block) -> &str {
    if !is_annex(block) {
        return "";
    }
    block.key.as_str().split([':', '+', '~']).next().unwrap_or("")
}

/// The start of a text, enough to tell its script.
fn head(text: &str) -> &str {
    // Eighty characters are at least eighty bytes.
    if text.len() <= 80 {
        return text;
    }
    let mut chars = text.chars();
    let _ = chars.nth(79);
    text.get(..text.len() - chars.as_str().len()).unwrap_or(text)
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
