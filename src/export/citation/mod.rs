//! The UN citation form in the language of the quotation: `A/68/154, para. 17 (c)`.

mod locus;
mod numeral;
mod words;

#[cfg(test)]
mod tests;

use crate::document::{Document, Key, Kind};
use crate::text::Language;
use locus::{Local, Locus};
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
    let mut pieces = Vec::new();
    let name = symbol.filter(|symbol| !symbol.trim().is_empty()).unwrap_or(title);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if !name.is_empty() {
        pieces.push(name);
    }
    if kind != Kind::Title {
        pieces.extend(place(words, language, kind, &Locus::parse(key.as_str())));
    }
    pieces.join(words.comma)
}

/// The pieces after the symbol.
fn place(words: &Words, language: &Language, kind: Kind, locus: &Locus) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_article = false;
    for (word, number) in &locus.parts {
        in_article = word == "art";
        let text = match word.as_str() {
            "art" => words::fill(words.article, &words.article_number(*number)),
            "annex" => words::fill(words.annex, &words.annex_number(*number)),
            "appendix" => words::fill(words.appendix, &words.annex_number(*number)),
            word => number.map_or_else(|| word.to_owned(), |number| format!("{word} {number}")),
        };
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
