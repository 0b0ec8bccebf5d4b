//! Link targets: those printed in the text, and those that a PDF dumped at the end of a page.

use memchr::memmem::Finder;

use crate::document::{Block, Document, Moved, Span, SpanKind};
use crate::import::share;

/// How many blocks above its place a dumped target's reference is looked for: about two pages.
const REACH: usize = 30;

/// How many places of a block in which a reference stands are looked at.
const TRIED: usize = 50;

/// How many segments of an address its reference has at most: A/RES/67/61 has four.
const SEGMENTS: usize = 6;

/// How many bytes are searched for references in all, so that a file of nothing but addresses stays quick.
const BUDGET: usize = 50_000_000;

/// Marks the addresses printed in every block, and brings the dumped targets to the references they belong to.
pub(in crate::import) fn resolve(document: &mut Document) {
    let mut dumped: Vec<Moved> = Vec::new();
    for (index, block) in document.blocks.iter_mut().enumerate().filter(|(_, block)| !block.spans.is_empty()) {
        let is_dump = |s: &Span| s.kind == SpanKind::Link && s.target.is_none();
        for span in block.spans.iter().filter(|s| is_dump(s)) {
            let text = span.source.clone().unwrap_or_default();
            dumped.push(Moved { block: index, offset: span.start, text });
        }
        block.spans.retain(|s| !is_dump(s));
    }
    share::for_each(&mut document.blocks, share::FEW, printed);
    let mut budget = BUDGET;
    for place in &dumped {
        let (block, start, end) = home(document, place, &mut budget);
        if let Some(block) = document.blocks.get_mut(block) {
            let target = Some(place.text.clone());
            block.spans.push(Span { start, end, kind: SpanKind::Link, target: target.clone(), source: target });
        }
    }
    for block in &mut document.blocks {
        block.spans.sort_by_key(|s| s.start);
    }
    document.moved = dumped;
}

/// The block and range that a dumped target belongs to: the reference it ends in (`822(1993)`, `67/61`), the nearest one at or
/// above its place that has no target yet; its place where there is none.
fn home(document: &Document, place: &Moved, budget: &mut usize) -> (usize, usize, usize) {
    let path = place.text.split("://").nth(1).and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').filter(|p| !p.is_empty()).collect();
    // The longest tail of the path that the text prints: A/RES/67/61, then 67/61, then 61.
    let tails = (1..=parts.len().min(SEGMENTS)).map(|length| parts[parts.len() - length..].join("/"));
    let tails: Vec<String> =
        tails.filter(|tail| tail.len() >= 2 && tail.contains(|c: char| c.is_ascii_digit())).collect();
    // All of them end as the shortest does: one search finds them.
    let Some((shortest, longest)) = tails.first().zip(tails.last()) else {
        return (place.block, place.offset, place.offset);
    };
    let finder = Finder::new(shortest);
    let mut best: Option<(usize, usize, usize)> = None;
    for index in (place.block.saturating_sub(REACH)..=place.block).rev() {
        let Some(block) = document.blocks.get(index).filter(|b| b.text.len() <= *budget) else { continue };
        *budget -= block.text.len();
        let mut tried = vec![0; tails.len()];
        for end in ends(&finder, block.text.as_bytes()) {
            *budget = budget.saturating_sub(longest.len());
            let found = best.map_or(0, |(_, start, end)| end - start);
            let longer = tails.iter().zip(&mut tried).rev().take_while(|(tail, _)| tail.len() > found);
            for (tail, tried) in longer {
                let Some(start) = ending(block, tail, end) else { continue };
                *tried += 1;
                if *tried <= TRIED && is_reference(block, start, end) {
                    best = Some((index, start, end));
                    break;
                }
            }
        }
        if best.is_some_and(|(_, start, end)| end - start == longest.len()) {
            break;
        }
    }
    best.unwrap_or((place.block, place.offset, place.offset))
}

/// Where this ends in the text, wherever it stands: also over itself, as `5/5` does in `5/5/5`.
fn ends(finder: &Finder<'_>, text: &[u8]) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + finder.find(text.get(from..)?)?;
        from = at + 1;
        Some(at + finder.needle().len())
    })
}

/// Where a reference starts that ends here in the block.
fn ending(block: &Block, reference: &str, end: usize) -> Option<usize> {
    block.text.get(..end)?.ends_with(reference).then(|| end - reference.len())
}

/// Whether what stands here in the block is a reference as a whole, without a link on it.
fn is_reference(block: &Block, start: usize, end: usize) -> bool {
    let is_edge = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '/');
    is_edge(block.text.get(..start).and_then(|before| before.chars().next_back()))
        && is_edge(block.text.get(end..).and_then(|after| after.chars().next()))
        && !block.spans.iter().any(|s| s.kind == SpanKind::Link && s.start < end && start < s.end)
}

fn has_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b':', bytes).any(|at| bytes.get(at + 1..at + 3) == Some(b"//"))
}

/// Marks the addresses that the text itself prints.
fn printed(block: &mut Block) {
    if !has_address(&block.text) {
        return;
    }
    // What the source itself links is not linked again.
    let mut linked: Vec<(usize, usize)> =
        block.spans.iter().filter(|s| s.kind == SpanKind::Link).map(|s| (s.start, s.end)).collect();
    linked.sort_unstable();
    let mut linked = linked.into_iter().peekable();
    let mut from = 0;
    while let Some(colon) = block.text[from..].find("://").map(|i| from + i) {
        let head = &block.text[from..colon];
        let scheme = head.len() - head.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
        let start = colon - scheme;
        let rest = &block.text[colon + 3..];
        let is_end =
            |c: char| c.is_whitespace() || c.is_control() || !c.is_ascii() || matches!(c, '<' | '>' | '"' | '*');
        let mut end = colon + 3 + rest.find(is_end).unwrap_or(rest.len());
        // A stop or an unopened bracket after an address belongs to the sentence.
        while let Some(c) = block.text[start..end].chars().next_back().filter(|_| end - start < 4_000) {
            let address = &block.text[start..end];
            let unopened = c == ')' && address.matches(')').count() > address.matches('(').count();
            if end > colon + 3 && (unopened || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']')) {
                end -= 1;
            } else {
                break;
            }
        }
        let known = ["http", "https", "ftp"].iter().any(|s| block.text[start..colon].eq_ignore_ascii_case(s));
        while linked.next_if(|(_, until)| *until <= start).is_some() {}
        let is_linked = linked.peek().is_some_and(|(begin, _)| *begin < end);
        if known && end > colon + 3 && !is_linked {
            let target = Some(block.text[start..end].to_owned());
            block.spans.push(Span { start, end, kind: SpanKind::Link, target, source: None });
        }
        from = end.max(colon + 3);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the addresses that were dumped at the end of the last text are links on.
    fn linked<'a>(texts: &[&'a str], addresses: &[&str]) -> Vec<(usize, &'a str)> {
        let last = texts.len() - 1;
        let blocks = texts.iter().map(|text| Block { text: (*text).to_owned(), ..Block::default() }).collect();
        let mut document = Document { blocks, ..Document::default() };
        let place = document.blocks[last].text.len();
        let dumps = addresses.iter().map(|address| {
            let source = Some((*address).to_owned());
            Span { start: place, end: place, kind: SpanKind::Link, target: None, source }
        });
        document.blocks[last].spans.extend(dumps);
        resolve(&mut document);
        let of = |address: &&str| {
            let spans = document.blocks.iter().map(|block| &block.spans).zip(texts).enumerate();
            let mut found = spans.flat_map(|(index, (spans, text))| {
                let of = spans.iter().filter(|span| span.target.as_deref() == Some(*address));
                of.map(move |span| (index, &text[span.start..span.end]))
            });
            found.next().expect("every address keeps a place")
        };
        addresses.iter().map(of).collect()
    }

    #[test]
    fn a_dumped_address_is_a_link_on_the_longest_of_its_ends_that_is_printed() {
        const RES: &str = "http://un.example/A/RES/67/61";
        let crowd = format!("Paragraphs {}of A/RES/67/61 and 1611", "61, ".repeat(TRIED + 5));
        let inside = format!("{}A/RES/67/61", "1611 ".repeat(TRIED + 5));
        for (texts, address, expected) in [
            (vec!["resolution 67/61 of"], RES, (0, "67/61")),
            (vec!["A/RES/67/61 of", "and 67/61, and 61"], RES, (0, "A/RES/67/61")),
            (vec!["67/61 of", "and 67/61 of", "no"], RES, (1, "67/61")),
            // The shortest end stands over itself, or in other numbers, or too often before the whole.
            (vec!["see A/C.5/5/5 of"], "https://un.example/A/C.5/5/5", (0, "A/C.5/5/5")),
            (vec!["see 1/1/1 here"], "https://un.example/1/1/1", (0, "1/1/1")),
            (vec![crowd.as_str()], RES, (0, "A/RES/67/61")),
            (vec![inside.as_str()], RES, (0, "A/RES/67/61")),
            (vec!["167/612 and B67/61 and 67/61/2"], RES, (0, "")),
        ] {
            assert_eq!(linked(&texts, &[address]), [expected], "{texts:?}");
        }
        // Each takes a reference that has none yet.
        let two = linked(&["67/61 and 67/61"], &[RES, "https://un.example/C/67/61"]);
        assert_eq!(two, [(0, "67/61"), (0, "67/61")]);
    }
}
