//! UN document symbols (`A/68/154/Add.1`): where one stands in a text, when two are the same, and how documents descend from
//! each other by them. The rules are those of the Dag Hammarskjöld Library's guide to UN document symbols.

mod address;

use std::fmt;

pub use address::{address, addressed};

/// The organs and series with which a symbol begins, beside those of one letter.
const ORGANS: [&str; 61] = [
    "A", "S", "E", "ST", "T", "AT", "BWC", "CAC", "CAT", "CBD", "CCPR", "CCW", "CD", "CED", "CEDAW", "CEB", "CERD",
    "CMW", "CRC", "CRPD", "DC", "DP", "ECE", "ECOSOC", "EB", "ENERGY", "FCCC", "FP", "GC", "HRI", "HR", "HS", "HSP",
    "ICCD", "ID", "IDB", "INFCIRC", "ISBA", "JIU", "LC", "LOS", "NPT", "OPS", "PBC", "PCT", "SPLOS", "SAT", "SSC",
    "TD", "TRADE", "TRANS", "UNEP", "UNFPA", "UNICEF", "UNITAR", "UNW", "UNMOVIC", "WFP", "WMO", "CFS", "CTOC",
];

/// The longest symbol, in bytes.
const LONGEST: usize = 80;

/// What a document is to the one whose symbol it extends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Descent {
    /// `Rev.N`: stands in the place of the earlier text.
    Revision,
    /// `Corr.N`: corrects it; it may be about some languages only.
    Corrigendum,
    /// `Amend.N`: changes a text that was adopted or proposed.
    Amendment,
    /// `Add.N`: adds to it.
    Addendum,
    /// `/Summary`.
    Summary,
    /// A trailing `*`: issued again for technical reasons.
    Reissue,
}

/// How a symbol extends another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// As what.
    pub descent: Descent,
    /// Its number (`1`, `1-3`); empty where it has none.
    pub number: String,
    /// The symbol that is extended, as it is spelled in the one that extends it.
    pub parent: String,
}

impl fmt::Display for Descent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Revision => "revision",
            Self::Corrigendum => "corrigendum",
            Self::Amendment => "amendment",
            Self::Addendum => "addendum",
            Self::Summary => "summary",
            Self::Reissue => "reissue",
        })
    }
}

impl fmt::Display for Relation {
    /// `corrigendum 2 to S/2021/1/Rev.1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = if self.number.is_empty() { String::new() } else { format!(" {}", self.number) };
        let to = match self.descent {
            Descent::Corrigendum | Descent::Amendment | Descent::Addendum => "to",
            _ => "of",
        };
        write!(f, "{}{number} {to} {}", self.descent, self.parent)
    }
}

/// How `symbol` extends another one; none where it extends none. Of `S/2021/1/Rev.1/Corr.2` the parent is `S/2021/1/Rev.1`; a
/// star says something only where nothing else does.
pub fn relation(symbol: &str) -> Option<Relation> {
    let symbol = symbol.trim();
    let plain = symbol.trim_end_matches('*').trim_end();
    if let Some((parent, part)) = plain.rsplit_once('/').filter(|(parent, _)| parent.contains('/'))
        && let Some((descent, number)) = descent(part)
    {
        return Some(Relation { descent, number: number.to_owned(), parent: parent.to_owned() });
    }
    let is_reissue = plain.len() < symbol.len() && plain.contains('/');
    is_reissue.then(|| Relation { descent: Descent::Reissue, number: String::new(), parent: plain.to_owned() })
}

/// What the last part of a symbol says of it, with its number.
fn descent(part: &str) -> Option<(Descent, &str)> {
    if part.eq_ignore_ascii_case("summary") {
        return Some((Descent::Summary, ""));
    }
    const WORDS: [(&str, Descent); 5] = [
        ("rev.", Descent::Revision),
        ("corr.", Descent::Corrigendum),
        ("amend.", Descent::Amendment),
        ("add.", Descent::Addendum),
        ("summary.", Descent::Summary),
    ];
    WORDS.iter().find_map(|(word, descent)| {
        let head = part.get(..word.len())?;
        let number = part.get(word.len()..)?.trim();
        let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() < 12;
        (head.eq_ignore_ascii_case(word) && is_number).then_some((*descent, number))
    })
}

/// The symbols that `symbol` extends, the nearest first.
pub fn ancestors(symbol: &str) -> impl Iterator<Item = String> {
    std::iter::successors(relation(symbol).map(|own| own.parent), |parent| relation(parent).map(|own| own.parent))
}

/// The symbol that all of a family extend: `S/2021/1` for `S/2021/1/Rev.1/Corr.2`.
pub fn root(symbol: &str) -> String {
    ancestors(symbol).last().unwrap_or_else(|| symbol.trim().to_owned())
}

/// What is the same for all spellings of a symbol: capitals, no blanks, no star, one hyphen; a resolution of a numbered series
/// without its year or session (`S/RES/822 (1993)` and `S/RES/822`).
pub fn identity(symbol: &str) -> String {
    let mut plain: String = symbol
        .trim()
        .trim_end_matches('*')
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        })
        .map(|c| if matches!(c, '\u{2010}'..='\u{2013}') { '-' } else { c.to_ascii_uppercase() })
        .collect();
    if let Some((before, number)) = plain.split_once("/RES/")
        && matches!(before, "S" | "A" | "E")
        && let Some(open) = number.find('(').filter(|_| number.ends_with(')') && !number.contains('/'))
    {
        plain.truncate(before.len() + "/RES/".len() + open);
    }
    plain
}

/// Whether two spellings are of one symbol.
pub fn is_same(one: &str, other: &str) -> bool {
    identity(one) == identity(other)
}

/// The bytes of the symbol that `text` begins with; none where it begins with none. The star and the year of a resolution of the
/// Security Council (`S/RES/822 (1993)`) belong to it; a stop or a bracket that closes nothing does not.
pub fn length_at(text: &str) -> Option<usize> {
    let organ = text.find('/').filter(|end| (1..=8).contains(end))?;
    if !ORGANS.contains(&text.get(..organ)?) {
        return None;
    }
    let is_part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-' | b'(' | b')');
    let mut end = text.bytes().take(LONGEST + 1).take_while(|b| is_part(*b)).count();
    if end > LONGEST {
        return None;
    }
    while let Some(last) = text.get(..end)?.bytes().next_back() {
        let own = text.get(..end)?;
        let is_open = last == b')' && own.matches(')').count() > own.matches('(').count();
        // `A/68/154(see below)`: what is opened and not closed is the sentence's.
        if is_open || matches!(last, b'.' | b'-' | b'/' | b'(') {
            end -= 1;
        } else {
            break;
        }
    }
    let own = text.get(..end)?;
    if own.matches('(').count() > own.matches(')').count() {
        end = own.rfind('(')?;
    }
    let mut parts = text.get(..end)?.split('/').skip(1);
    let second = parts.next()?;
    let more = parts.clone().count();
    if text.get(..end)?.ends_with('/') || second.is_empty() || parts.any(str::is_empty) {
        return None;
    }
    if !is_series(text.get(..organ)?, second, more) || !text.get(organ..end)?.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    end += year_after(text.get(..end)?, text.get(end..)?);
    end += text.get(end..)?.bytes().take(2).take_while(|b| *b == b'*').count();
    Some(end)
}

/// Whether what follows the organ is what follows it in symbols: `A/B` and `S/N` are none.
fn is_series(organ: &str, second: &str, more: usize) -> bool {
    let is_number = second.bytes().all(|b| b.is_ascii_digit());
    let word = second.split(['.', '-']).next().unwrap_or(second);
    const SERIES: [&str; 34] = [
        "RES", "DEC", "HRC", "C", "AC", "CN", "CONF", "INF", "BUR", "ES", "S", "PV", "PRST", "WG", "SPC", "EX", "NC",
        "LIB", "SR", "L", "NGO", "PET", "R", "Agenda", "SGB", "AI", "IC", "ESA", "LEG", "PC", "SC", "Sub", "GC", "CRP",
    ];
    match organ {
        // Of one letter: a session or a series, then what it is; one number alone is long (S/26260, A/520).
        "A" | "S" | "E" | "T" => match is_number {
            true => more > 0 || (3..=6).contains(&second.len()),
            false if more == 0 => word != second && SERIES.contains(&word),
            false => SERIES.contains(&word) || (second.len() > 2 && second.bytes().all(|b| b.is_ascii_uppercase())),
        },
        _ => more > 0 || second.contains('.'),
    }
}

/// The bytes of ` (1993)` after a resolution of the Security Council.
fn year_after(symbol: &str, rest: &str) -> usize {
    if !symbol.starts_with("S/RES/") || symbol.contains('(') {
        return 0;
    }
    let blank = rest.chars().next().filter(|c| matches!(c, ' ' | '\u{A0}')).map_or(0, char::len_utf8);
    let inner = rest.get(blank..).and_then(|rest| rest.strip_prefix('('));
    let year = inner.and_then(|inner| inner.get(..5)).filter(|year| year.ends_with(')'));
    let is_year = |year: &&str| year.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
    if year.as_ref().is_some_and(is_year) { blank + 6 } else { 0 }
}

#[cfg(test)]
mod tests;
