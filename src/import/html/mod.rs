//! HTML, read by the rules of the WHATWG: any page gives a document.
//!
//! bytes → text (`encoding`) → tree (`guard`, `sink`, `tree`) → its main part (`region`) → notes and links (`page`, `note`) →
//! pieces (`walk`, with `line`, `list`, `table`, `verbatim`) → the document with its keys (`build`).

mod element;
mod guard;
mod isolate;
mod line;
mod list;
mod meta;
mod note;
pub(in crate::import) mod page;
mod region;
mod sink;
mod speech;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod verbatim;
mod walk;

use super::build::{self, About, Piece, Role};
use super::{Format, Hints, ImportError, Read, encoding};
use crate::document::{Document, Warning};
use crate::text::{Direction, Language, language};
use page::{Page, Pages};

pub(in crate::import) use guard::parse;
pub(in crate::import) use note::Notes;
pub(in crate::import) use speech::declared;
pub(in crate::import) use tree::{ROOT, Tree};
pub(in crate::import) use verbatim::{LINE_MARK, METADATA};
pub(in crate::import) use walk::walk;

/// Web pages.
pub const FORMAT: Format =
    Format { name: "html", extensions: &["html", "htm", "xhtml", "xht", "shtml"], sniff, read: Read::Document(read) };

/// A version in a language of Latin letters has one byte of so many in them.
const OWN: usize = 20;
/// Nodes of the largest page; each costs about a hundred bytes.
const NODES: usize = 8_000_000;
/// Bytes at the beginning that are looked at.
const HEAD: usize = 2_048;

/// Whether the bytes begin as pages do (MIME Sniffing Standard, 7.1): blanks, comments and an XML declaration apart, a tag that
/// pages begin with.
pub(in crate::import) fn sniff(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&str; 22] = [
        "!doctype html",
        "html",
        "head",
        "body",
        "script",
        "style",
        "title",
        "meta",
        "link",
        "iframe",
        "table",
        "div",
        "font",
        "h1",
        "h2",
        "a",
        "b",
        "br",
        "p",
        "main",
        "article",
        "section",
    ];
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).replace(['\0', '\u{FEFF}', '\u{FFFD}'], "").to_ascii_lowercase();
    let mut rest = head.trim_start();
    loop {
        let end = match () {
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<?") => "?>",
            () => break,
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    BEGINNINGS.iter().any(|name| {
        tag.strip_prefix(name)
            .is_some_and(|after| after.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace()))
    })
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    let decoded = encoding::decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    page(FORMAT.name, &decoded.text, is_xml(&decoded.text), hints, decoded.warnings)
}

/// The document of one page, named as `format`.
pub(in crate::import) fn page(
    format: &'static str,
    text: &str,
    xml: bool,
    hints: &Hints,
    mut warnings: Vec<Warning>,
) -> Result<Document, ImportError> {
    let declared = if xml { without_entities(text) } else { None };
    let tree = parse(declared.as_deref().unwrap_or(text), xml, NODES);
    if tree.len() > NODES {
        let message = format!("it has more than {NODES} elements; the rest was not read");
        warnings.push(Warning { line: None, byte: None, message });
    }
    if declared.is_some() {
        let message = "entities that its DOCTYPE declares are not resolved; they stand by their names".to_owned();
        warnings.push(Warning { line: Some(1), byte: None, message });
    }
    warnings.extend(flattened(&tree));
    let mut pages = Pages::default();
    pages.add(Page::new(hints.name.clone().unwrap_or_default(), tree));
    let notes = Notes::find(&pages);
    let mut walked = walk(&pages, &notes);
    mark_text(&mut walked.pieces);
    warnings.extend(walked.unspanned.iter().map(|line| unspanned(*line)));
    if walked.pieces.is_empty() {
        return Err(ImportError::NotThisFormat(
            "readable HTML",
            "there is no text in it that a page would show".into(),
        ));
    }
    let about = pages.tree(0).map(|tree| meta::about(tree, &walked.pieces)).unwrap_or_default();
    let hints = spoken(&walked.pieces, &about, hints);
    Ok(build::document(format, walked.pieces, about, &hints, warnings))
}

/// What a page that stands in a file of another format shows. Its names are its own: nothing outside may lead to them.
pub(in crate::import) fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let text = encoding::decode(bytes).text;
    let tree = parse(&text, is_xml(&text), NODES);
    let mut pages = Pages::default();
    pages.add(Page::new(String::new(), tree));
    let notes = Notes::find(&pages);
    let mut walked = walk(&pages, &notes);
    mark_text(&mut walked.pieces);
    walked.pieces
}

/// `hints` with the language that the source says it is in. One of Latin letters is what programs write into every page: some of
/// the text must be in them. Others are meant, even where most of a translation is still in the language of the original.
pub(in crate::import) fn spoken(pieces: &[Piece], about: &About, hints: &Hints) -> Hints {
    let told = about.language.as_ref().or(hints.folder.as_ref());
    let Some(told) = told.filter(|_| hints.language.is_none()) else { return hints.clone() };
    let (mut own, mut all) = (0, 0);
    for piece in pieces {
        let head: String = piece.text.chars().take(200).collect();
        let Some(guessed) = language::guess(&head) else { continue };
        all += piece.text.len();
        own += if guessed.same_script(told) { piece.text.len() } else { 0 };
    }
    let is_true = !told.same_script(&Language::new("en")) || own.saturating_mul(OWN) >= all;
    Hints { language: is_true.then(|| told.clone()), ..hints.clone() }
}

/// Where headings are marked, paragraphs are none.
pub(in crate::import) fn mark_text(pieces: &mut [Piece]) {
    if pieces.iter().any(|piece| matches!(piece.role, Role::Heading(_))) {
        pieces.iter_mut().filter(|piece| piece.role == Role::Paragraph).for_each(|piece| piece.role = Role::Text);
    }
}

/// Said of a tree that was too deep.
pub(in crate::import) fn flattened(tree: &Tree) -> Option<Warning> {
    let count = tree.flattened;
    let message =
        format!("{count} elements are nested deeper than browsers follow; their text stands beside what they were in");
    (count > 0).then_some(Warning { line: None, byte: None, message })
}

/// Said of a table with spans beyond all bounds.
pub(in crate::import) fn unspanned(line: usize) -> Warning {
    let message =
        "this table spans more columns and rows than it has cells for; its cells stand without their spans".to_owned();
    Warning { line: Some(line), byte: None, message }
}

/// Whether a page says that it is XHTML, where an element may end itself.
pub(in crate::import) fn is_xml(text: &str) -> bool {
    let end = (0..=HEAD.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let head = text.get(..end).unwrap_or("");
    head.trim_start().starts_with("<?xml")
        || head.contains("http://www.w3.org/1999/xhtml")
        || head.contains("//DTD XHTML")
}

/// The text without the declarations inside its DOCTYPE, which a page of HTML does not have; none where it has none. What they
/// would be resolved to is never looked up.
pub(in crate::import) fn without_entities(text: &str) -> Option<String> {
    let end = (0..=HEAD.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = text.get(..end)?.find("<!DOCTYPE")?;
    let inner = text.get(start..)?;
    let open = inner.find('[').filter(|open| inner.find('>').is_some_and(|close| open < &close))?;
    let close = inner.find("]>").or_else(|| inner.find("] >"))?;
    let lines = inner.get(open..close)?.matches('\n').count();
    Some(format!("{}{}{}", text.get(..start + open)?, "\n".repeat(lines), text.get(start + close + 1..)?))
}
