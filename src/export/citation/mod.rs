//! The UN citation form in the language of the quotation: `A/68/154, para. 17 (c)`.

mod locus;
mod numeral;
mod words;

#[cfg(test)]
mod tests;

use crate::document::{Document, Key, Kind};
use crate::text::Language;
use locus::{Local, Locus, Part};
use words::Words;

/// The citation of the block `key` of `document`: symbol, else title, then the place in the words of the language of that
/// block, else of the document (UN Editorial Manual: paragraph numbers are cited, not pages). A block without a number is
/// cited by the number it follows.
pub fn citation(document: &Document, key: &Key) -> String {
    let block = document.find(key).and_then(|block| document.blocks.get(block));
    let language = match block {
        Some(block) if block.language.tag() != "und" => &block.language,
        _ => &document.language,
    };
    let kind = block.map_or(Kind::Paragraph, |block| block.kind);
    cite(document.symbol.as_deref(), &document.title, language, kind, key)
}

/// [`citation`] from its parts, for a version that is not at hand.
pub(super) fn cite(symbol: Option<&str>, title: &str, language: &Language, kind: Kind, key: &Key) -> String {
    let words = words::of(language);
    let mut pieces = named(words, symbol, title);
    if kind != Kind::Title {
        pieces.extend(place(words, language, kind, &Locus::parse(key.as_str())));
    }
    pieces.join(words.comma)
}

/// The citation of the blocks from `first` to `last`: `A/68/154, paras. 17–19`; where the two have no series in common, both
/// places with a dash between them.
pub fn citation_range(document: &Document, first: &Key, last: &Key) -> String {
    if first == last {
        return citation(document, first);
    }
    let block = document.find(first).and_then(|at| document.blocks.get(at));
    let language = block.map(|block| &block.language).filter(|language| language.tag() != "und");
    let language = language.unwrap_or(&document.language);
    let words = words::of(language);
    let kind = |key: &Key| {
        document.find(key).and_then(|at| document.blocks.get(at)).map_or(Kind::Paragraph, |block| block.kind)
    };
    let (from, to) = (Locus::parse(first.as_str()), Locus::parse(last.as_str()));
    let mut pieces = named(words, document.symbol.as_deref(), &document.title);
    match series(words, &from, &to) {
        Some((parts, range)) => {
            pieces.extend(place(words, language, Kind::Paragraph, &Locus { parts, ..Locus::default() }));
            pieces.push(if language.tag() == "zh-Hant" { words::traditional(&range) } else { range });
        }
        None => {
            let from = place(words, language, kind(first), &from).join(words.comma);
            let to = place(words, language, kind(last), &to).join(words.comma);
            pieces.push(format!("{from} – {to}"));
        }
    }
    pieces.join(words.comma)
}

/// The parts that two places have in common, and the numbers between them as this language writes a series.
fn series(words: &Words, from: &Locus, to: &Locus) -> Option<(Vec<Part>, String)> {
    let plain = |locus: &Locus| locus.after.is_none() && locus.cell.is_none();
    if !plain(from) || !plain(to) {
        return None;
    }
    let fill = |template: &str, from: &str, to: &str| template.replace("{first}", from).replace("{last}", to);
    match (&from.local, &to.local) {
        (Local::Number { number: a, items: x }, Local::Number { number: b, items: y }) if from.parts == to.parts => {
            let (a, b) = (words.items(a, x), words.items(b, y));
            Some((from.parts.clone(), fill(words.paragraphs, a.trim(), b.trim())))
        }
        (Local::None, Local::None) => {
            let ((a, outer), (b, others)) = (from.parts.split_last()?, to.parts.split_last()?);
            let articles = a.word == "art" && b.word == "art" && outer == others;
            let (a, b) = (words.article_number(a.number), words.article_number(b.number));
            articles.then(|| (outer.to_vec(), fill(words.articles, &a, &b)))
        }
        _ => None,
    }
}

/// What is cited: by its symbol, else by its title as that language writes titles, a long one by its beginning.
fn named(words: &Words, symbol: Option<&str>, title: &str) -> Vec<String> {
    const LONGEST: usize = 120;
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(symbol) = symbol.map(plain).filter(|symbol| !symbol.is_empty()) {
        return vec![symbol];
    }
    let mut title = plain(title);
    if title.is_empty() {
        return Vec::new();
    }
    if let Some((end, _)) = title.char_indices().nth(LONGEST) {
        let kept = title.get(..end).unwrap_or(&title);
        let kept = kept.rsplit_once(' ').map_or(kept, |(whole, _)| whole);
        title = format!("{}…", kept.trim_end_matches([',', ';', ':', '،', '，']));
    }
    vec![words.title.replace("{}", &title)]
}

/// The pieces after the symbol.
fn place(words: &Words, language: &Language, kind: Kind, locus: &Locus) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_article = false;
    for Part { word, number, again } in &locus.parts {
        in_article = word == "art";
        let mut text = match word.as_str() {
            "art" => words::fill(words.article, &words.article_number(*number)),
            "annex" => words::fill(words.annex, &words.annex_number(*number)),
            "appendix" => words::fill(words.appendix, &words.annex_number(*number)),
            word => number.map_or_else(|| word.to_owned(), |number| format!("{word} {number}")),
        };
        if let Some(again) = again {
            text.push_str(&format!(" [{again}]"));
        }
        pieces.push(text.trim().to_owned());
    }
    let base = match &locus.local {
        Local::None => None,
        Local::Number { number, items } => {
            let spelled = words.items(number, items);
            Some(words::fill(if in_article { words.clause } else { words.paragraph }, spelled.trim()))
        }
        Local::Heading { ordinals, items } => {
            let spelled = words.items(&words.ordinals(ordinals), items);
            Some(words::fill(words.section, &spelled))
        }
        Local::Note(number) => Some(words::fill(words.note, number)),
    };
    let base = match locus.after {
        None => base,
        Some(count) => {
            let what = match kind {
                Kind::Table => words.table,
                Kind::Heading => words.heading,
                _ => words.unnumbered,
            };
            let what = words::fill(what, &count.to_string());
            Some(match base {
                Some(base) => words.after.replace("{what}", &what).replace("{where}", &base),
                None => what,
            })
        }
    };
    match (base, pieces.last_mut()) {
        // 第十三条第2款: one expression, no comma.
        (Some(base), Some(last)) if in_article && words.joined => last.push_str(&base),
        (Some(base), _) => pieces.push(base),
        (None, _) => {}
    }
    if let Some((row, column)) = locus.cell {
        pieces.push(words.cell.replace("{row}", &row.to_string()).replace("{column}", &column.to_string()));
    }
    if language.tag() == "zh-Hant" {
        return pieces.iter().map(|piece| words::traditional(piece)).collect();
    }
    pieces
}
