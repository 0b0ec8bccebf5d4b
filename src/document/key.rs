//! The language-neutral name of a block, the same in every version.
//!
//! # The grammar
//! ```text
//! key      = [ part ":" ] ( numbered | heading ) | part [ "+" k ] | "fn" N | verse
//! part     = ( "annex" N | "art" N | "annex" N ":art" N ) [ "~" r ]
//! numbered = N [ "~" r ] { "(" item ")" } [ "+" k ]
//! heading  = ordinal { "." ordinal } [ "+" k ]
//! verse    = N ( "." | ":" ) N { ( "." | ":" ) N } [ "~" r ]
//! ```
//! - `48` is paragraph 48, `48(a)(i)` an item of it. An item that follows an unnumbered paragraph starts from that
//!   paragraph's key: `0+3(a)`.
//! - `48+2` is the second unnumbered block after paragraph 48, `0+1` the first one before any number. Every unnumbered
//!   block that is not a heading is counted: title lines, masthead lines, tables, signatures, items without a mark.
//! - `I`, `I.A`, `I.A.1` are headings by their ordinals, whatever script they are printed in. An unnumbered heading is
//!   `I.A+1`, `I.A+2`, … under the last ordinal heading, `annex2+1` under an annex, `art3+1` under an article. Where no
//!   such heading stands above, it is counted like any unnumbered block (`0+2`).
//! - Numbering starts again in an annex and in an article: `annex2:5`, `annex2:0+1`, `art13:1`, `art13:0+1`.
//!   `annex2` and `art13` are the headings. An annex without a number takes the next free one.
//! - `fn1` is a note. Notes marked by a star take the next free number.
//! - Texts with numbers of their own, by chapter and verse or by segment, keep them: `3:16`, `1.1`.
//! - A number printed again in the same part is kept apart by its repetition: `48~2` is the second 48. Blocks that
//!   follow it count from it: `48~2+1`. The same holds for every other key (`art3~2`, `48(a)~2`, `fn1~2`).

use std::fmt;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::ordinal;

/// A key: `48`, `48(a)`, `48+2`, `I.A`, `I.A+1`, `annex2:5`, `art13:2`, `fn3`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(CompactString);

/// Words that name an annex, in lower case, longest first where one starts another.
pub const ANNEX_WORDS: [&str; 23] = [
    "annexe",
    "annex",
    "anexo",
    "приложение",
    "附件",
    "المرفقات",
    "المرفق",
    "مرفق",
    "پیوست",
    "پيوست",
    "ضمیمه",
    "נספח",
    "appendix",
    "appendice",
    "apéndice",
    "дополнение",
    "附录",
    "附錄",
    "الملحق",
    "ملحق",
    "التذييل",
    "تذييل",
    "anhang",
];

/// Words that name an article, in lower case.
pub const ARTICLE_WORDS: [&str; 9] =
    ["article", "artículo", "articulo", "статья", "المادة", "مادهٔ", "ماده", "סעיף", "art"];

impl Key {
    /// A key from its canonical spelling, taken as it is.
    pub fn new(text: impl Into<CompactString>) -> Self {
        Self(text.into())
    }

    /// The canonical spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a person typed, in canonical spelling: `٤٨` and `¶48` are `48`, `i.a` is `I.A`, `annex II:5` is `annex2:5`,
    /// `48 (أ)` is `48(a)`, `第十二条` is `art12`. None where it is no key.
    pub fn parse(typed: &str) -> Option<Self> {
        let folded = ordinal::fold_digits(typed).replace('：', ":").replace('（', "(").replace('）', ")");
        let mut text = folded.trim().to_lowercase();
        if text.len() > 200 {
            return None;
        }
        for mark in ["¶", "§", "paragraph ", "paragraphs ", "para. ", "para ", "الفقرة ", "第"] {
            if let Some(rest) = text.strip_prefix(mark)
                && (mark != "第" || rest.ends_with('段'))
            {
                text = rest.trim_end_matches('段').trim().to_owned();
            }
        }
        parse_part(&text).map(Self::new)
    }

    /// What a person typed for a cell of a table: `48+1[2,3]` is row 2, cell 3 (1-based) of the block `48+1`.
    pub fn parse_cell(typed: &str) -> Option<(Self, Option<(usize, usize)>)> {
        let typed = typed.trim();
        let Some((key, cell)) = typed.strip_suffix(']').and_then(|t| t.rsplit_once('[')) else {
            return Self::parse(typed).map(|key| (key, None));
        };
        let (row, column) = ordinal::fold_digits(cell).split_once(',').map(|(r, c)| (r.to_owned(), c.to_owned()))?;
        let number = |text: &str| text.trim().parse::<usize>().ok().filter(|n| *n > 0);
        Some((Self::parse(key)?, Some((number(&row)?, number(&column)?))))
    }

    /// Whether the key counts unnumbered blocks (`48+2`), which need not correspond in another version.
    pub fn is_weak(&self) -> bool {
        self.0.contains('+')
    }
}

/// A key that may start with an annex, an article or a note.
fn parse_part(text: &str) -> Option<String> {
    let text = text.trim();
    for word in ["fn", "note ", "footnote "] {
        if let Some(n) = text.strip_prefix(word).and_then(|rest| ordinal::whole_number(rest.trim())) {
            return Some(format!("fn{n}"));
        }
    }
    if let Some((n, rest)) = numbered_part(text, &ANNEX_WORDS) {
        return with_rest(format!("annex{}", n.unwrap_or(1)), rest);
    }
    if let Some(rest) = text.strip_prefix('第') {
        let (number, rest) = rest.split_once(['条', '條'])?;
        let n = ordinal::chinese(number.trim()).or_else(|| ordinal::whole_number(number.trim()))?;
        return with_rest(format!("art{n}"), rest);
    }
    if let Some((Some(n), rest)) = numbered_part(text, &ARTICLE_WORDS) {
        return with_rest(format!("art{n}"), rest);
    }
    parse_numbered(text).or_else(|| parse_heading(text)).or_else(|| parse_verse(text))
}

/// `3:16`, `1.1.2`, `3:16~2`.
fn parse_verse(text: &str) -> Option<String> {
    let (numbers, turn) = match text.split_once('~') {
        Some((numbers, turn)) => (numbers, Some(ordinal::whole_number(turn)?)),
        None => (text, None),
    };
    let parts: Vec<&str> = numbers.split(['.', ':']).collect();
    let verse = (2..=6).contains(&parts.len()) && parts.iter().all(|part| ordinal::whole_number(part).is_some());
    verse.then(|| turn.map_or_else(|| numbers.to_owned(), |turn| format!("{numbers}~{turn}")))
}

/// A part word, its number where it has one, and what follows the number.
fn numbered_part<'a>(text: &'a str, words: &[&str]) -> Option<(Option<u32>, &'a str)> {
    let rest = words.iter().find_map(|word| text.strip_prefix(word))?;
    if !text.starts_with('附') && rest.chars().next().is_some_and(|c| c.is_alphabetic() && c.is_ascii()) {
        return None;
    }
    let rest = rest.trim_start().trim_start_matches('.').trim_start();
    let end = rest.find([':', '+', ' ', '~', '.']).unwrap_or(rest.len());
    let (word, tail) = rest.split_at(end);
    if let Some((n, used)) = ordinal::number(rest) {
        return Some((Some(n), &rest[used..]));
    }
    let value = any_ordinal(word);
    match value {
        Some(_) => Some((value, tail)),
        None if word.is_empty() => Some((None, rest)),
        None => None,
    }
}

/// The value of an ordinal that follows `Annex` or `Article`, in any script.
pub fn any_ordinal(word: &str) -> Option<u32> {
    ordinal::whole_number(word)
        .or_else(|| ordinal::roman(word).filter(|n| *n < 50))
        .or_else(|| (word == "premier" || word == "première").then_some(1))
        .or_else(|| ordinal::chinese(word))
        .or_else(|| ordinal::arabic_adjective(word))
        .or_else(|| ordinal::persian(word))
        .or_else(|| ordinal::hebrew(word))
        .or_else(|| ordinal::letter(word))
}

/// `annex2` followed by nothing, `+1`, `:5` or ` 5`.
fn with_rest(part: String, rest: &str) -> Option<String> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(part);
    }
    if let Some(count) = rest.strip_prefix('+') {
        return ordinal::whole_number(count.trim()).map(|k| format!("{part}+{k}"));
    }
    if let Some((n, end)) = rest.strip_prefix('~').and_then(ordinal::number) {
        return with_rest(format!("{part}~{n}"), &rest[1 + end..]);
    }
    let rest = rest.strip_prefix([':', ',', '.']).unwrap_or(rest);
    let inner = parse_part(rest)?;
    (!inner.starts_with("fn") && !inner.starts_with("annex")).then(|| format!("{part}:{inner}"))
}

/// `48`, `48~2`, `48(a)(i)`, `48+2`, `0+3(a)`.
fn parse_numbered(text: &str) -> Option<String> {
    let (n, end) = ordinal::number(text)?;
    let mut out = n.to_string();
    let mut rest = text[end..].trim_start();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(['+', '~']) {
            let mark = rest.chars().next()?;
            let after = after.trim_start();
            let (k, end) = ordinal::number(after)?;
            out.push_str(&format!("{mark}{k}"));
            rest = after[end..].trim_start();
        } else if let Some(after) = rest.strip_prefix('(') {
            let (item, tail) = after.split_once(')')?;
            out.push_str(&parse_item(item.trim())?);
            rest = tail.trim_start();
        } else if out.chars().all(|c| c.is_ascii_digit()) && matches!(rest, "." | "-" | "、") {
            break;
        } else {
            return None;
        }
    }
    Some(out)
}

/// The canonical `(a)`, `(ii)`, `(3)` of what stands between the brackets.
fn parse_item(item: &str) -> Option<String> {
    if let Some(n) = ordinal::whole_number(item) {
        return Some(format!("({n})"));
    }
    if let Some(n) = ordinal::letter(item).or_else(|| ordinal::chinese(item)) {
        return Some(format!("({})", ordinal::letters(n).to_lowercase()));
    }
    ordinal::roman(item).map(|n| format!("({})", ordinal::to_roman(n).to_lowercase()))
}

/// `I`, `I.A`, `أولا-ألف`, `一.A`, each with `+k`.
fn parse_heading(text: &str) -> Option<String> {
    let (path, count) = match text.split_once('+') {
        Some((path, k)) => (path, Some(ordinal::whole_number(k.trim())?)),
        None => (text, None),
    };
    let mut out = String::new();
    for (level, part) in path.split(['.', '-', '、']).map(str::trim).filter(|p| !p.is_empty()).enumerate() {
        let arabic = ordinal::arabic_adverb(part).or_else(|| ordinal::chinese(part)).map(ordinal::to_roman);
        let name = match ordinal::abjad(part).map(ordinal::letters).or(arabic) {
            Some(name) => name,
            None if level > 0 && ordinal::whole_number(part).is_some() => part.to_owned(),
            None if ordinal::roman(part).is_some() || (part.len() == 1 && part.is_ascii()) => part.to_ascii_uppercase(),
            None => return None,
        };
        if !name.chars().all(|c| c.is_ascii_alphanumeric()) || level > 3 {
            return None;
        }
        if level > 0 {
            out.push('.');
        }
        out.push_str(&name);
    }
    if out.is_empty() {
        return None;
    }
    if let Some(k) = count {
        out.push_str(&format!("+{k}"));
    }
    Some(out)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn what_people_type_becomes_the_key() {
        for (typed, key) in [
            ("48", "48"),
            (" ٤٨ ", "48"),
            ("¶48", "48"),
            ("48.", "48"),
            ("para 7", "7"),
            ("第 7 段", "7"),
            ("48(a)", "48(a)"),
            ("48 (أ)", "48(a)"),
            ("48（A）", "48(a)"),
            ("48(a)(ii)", "48(a)(ii)"),
            ("0+3(a)", "0+3(a)"),
            ("48~2+1", "48~2+1"),
            ("120 + 3", "120+3"),
            ("i.a", "I.A"),
            ("I.A+2", "I.A+2"),
            ("أولاً-ألف", "I.A"),
            ("二", "II"),
            ("一、", "I"),
            ("annex2:5", "annex2:5"),
            ("Annex II:5", "annex2:5"),
            ("annex ii 5", "annex2:5"),
            ("annex", "annex1"),
            ("annex2+1", "annex2+1"),
            ("附件二", "annex2"),
            ("附录B", "annex2"),
            ("Apéndice B", "annex2"),
            ("ملحق ب:3", "annex2:3"),
            ("Дополнение 2", "annex2"),
            ("المرفق الثاني:3", "annex2:3"),
            ("art13:2", "art13:2"),
            ("Article 13", "art13"),
            ("article premier", "art1"),
            ("第十二条", "art12"),
            ("第十二條:1", "art12:1"),
            ("المادة ١٢", "art12"),
            ("Статья 12", "art12"),
            ("fn3", "fn3"),
            ("annex1:art3:0+1", "annex1:art3:0+1"),
            ("3:16", "3:16"),
            ("٣:١٦", "3:16"),
            ("1.1.2", "1.1.2"),
            ("3:16~2", "3:16~2"),
        ] {
            assert_eq!(Key::parse(typed).as_ref().map(Key::as_str), Some(key), "{typed}");
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for typed in
            ["", "  ", "hello", "48(", "48((a)", "+", "annex2:fn1", "48+", "I.A+x", "a.b.c.d.e.f", "(a)", "50%"]
        {
            assert_eq!(Key::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_canonical_key_is_its_own_spelling() {
        for key in ["48", "48(a)(i)", "I.A.1", "II+3", "annex2:0+1", "art13:0+1", "fn12", "48~3", "art3~2:1"] {
            assert_eq!(Key::parse(key), Some(Key::new(key)), "{key}");
        }
    }

    #[test]
    fn a_cell_is_named_in_square_brackets() {
        assert_eq!(Key::parse_cell("48+1[2,3]"), Some((Key::new("48+1"), Some((2, 3)))));
        assert_eq!(Key::parse_cell("48"), Some((Key::new("48"), None)));
        assert_eq!(Key::parse_cell("48+1[0,3]"), None);
    }
}
