//! What the United Nations' conventions say of a document that was read, whatever its format: its masthead, and the documents that
//! it refers to.

use super::{share, txt};
use crate::document::masthead::{is_line, symbol_of};
use crate::document::reference::references;
use crate::document::symbol::{address, identity};
use crate::document::{Block, Document, Kind, Masthead, Span, SpanKind};
use crate::text::Language;

/// Texts longer than this are not looked through for references: no paragraph is.
const LONGEST: usize = 1 << 20;

/// Reads the masthead, and marks what names another document as a link to where that is given. What the source links itself is
/// left as it is.
pub(super) fn complete(document: &mut Document) {
    let masthead = Masthead::of(document);
    if document.symbol.is_none() {
        document.symbol = if masthead.is_empty() { None } else { symbol_of(document) };
    }
    document.masthead.fill(masthead);
    title(document);
    year(document);
    let own = document.symbol.as_deref().map(identity);
    let language = document.language.clone();
    share::for_each(&mut document.blocks, share::FEW, |block| refer(block, own.as_deref(), &language));
}

/// Marks the references of a block to documents other than its `own`, whose identity this is.
fn refer(block: &mut Block, own: Option<&str>, language: &Language) {
    if block.kind == Kind::Metadata || block.text.len() > LONGEST {
        return;
    }
    let mut added = Vec::new();
    let mut taken = block.spans.iter().filter(|span| span.kind == SpanKind::Link).peekable();
    for found in references(&block.text) {
        while taken.next_if(|span| span.end <= found.range.start).is_some() {}
        let is_taken = taken.peek().is_some_and(|span| span.start < found.range.end);
        // A document that names itself leads nowhere.
        if is_taken || own.is_some_and(|own| own == identity(&found.symbol)) {
            continue;
        }
        let target = Some(address(&found.symbol, language));
        let (start, end) = (found.range.start, found.range.end);
        added.push(Span { start, end, kind: SpanKind::Link, target, source: None });
    }
    if !added.is_empty() {
        block.spans.append(&mut added);
        block.spans.sort_by_key(|span| span.start);
    }
}

/// A line of the masthead is no title, though it may stand where titles do: the first line behind it that may be one is.
fn title(document: &mut Document) {
    let front = document.blocks.iter().take(30);
    let Some(first) = front.take_while(|block| block.number.is_none()).position(|block| block.kind == Kind::Title)
    else {
        return;
    };
    let of_un = document.symbol.is_some() || !document.masthead.is_empty();
    if !document.blocks.get(first).is_some_and(|block| is_line(&block.text, of_un)) {
        return;
    }
    let mut rest = document.blocks.iter_mut().skip(first).take(30);
    let next = rest.find_map(|block| {
        let is_open = matches!(block.kind, Kind::Title | Kind::Paragraph | Kind::Heading) && block.number.is_none();
        if is_open && is_line(&block.text, of_un) {
            block.kind = Kind::Metadata;
            return None;
        }
        Some(block)
    });
    let may_be = |text: &str| text.len() <= 300 && !text.ends_with(['.', '。', '؟', '?', ':', ';']);
    if let Some(block) =
        next.filter(|block| block.kind == Kind::Paragraph && block.number.is_none() && may_be(&block.text))
    {
        block.kind = Kind::Title;
    }
    document.title = txt::title(document, None);
}

/// A resolution of the Security Council has its year in its symbol, which mastheads print apart: `S/RES/822 (1993)`.
fn year(document: &mut Document) {
    let Some(symbol) =
        document.symbol.as_deref().filter(|symbol| symbol.starts_with("S/RES/") && !symbol.contains('('))
    else {
        return;
    };
    let front = document.blocks.iter().take(60).map(|block| block.text.as_str());
    let whole = front.filter_map(|text| {
        let rest = text.get(text.find(symbol)?..)?;
        let length = crate::document::symbol::length_at(rest)?;
        rest.get(..length).filter(|whole| whole.len() > symbol.len() && whole.ends_with(')')).map(str::to_owned)
    });
    if let Some(whole) = whole.into_iter().next() {
        document.symbol = Some(whole);
    }
}
