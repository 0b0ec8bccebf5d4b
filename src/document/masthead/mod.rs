//! What a UN document says of itself in its masthead: session, agenda items, date, distribution, job number, original language,
//! in the six languages (Editorial Manual, "Format of documents").

mod agenda;
mod date;
mod language;
mod numeral;
mod organ;
mod session;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{Document, Kind, ordinal, symbol};
use crate::text::Language;

pub use agenda::AgendaItem;

/// What a masthead says beside symbol, title and language; what it does not say is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Masthead {
    /// The session: its number (`79`), with the letters that symbols give special (`S-23`) and emergency special ones
    /// (`ES-10`), or its year (`2015`) where sessions are counted by years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The year of the Security Council (`80` for the eightieth), which stands where others have a session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub council_year: Option<u32>,
    /// The agenda items, in the order in which they are named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<AgendaItem>,
    /// The date, as ISO 8601 writes it (`2026-01-07`): that of the document, else that of the letter it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The day on which it was received, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// `general`, `limited`, `restricted` or `provisional`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
    /// The job number (`26-00248`, `GE.20-05132`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_number: Option<String>,
    /// The languages in which it was written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub original_languages: Vec<Language>,
}

/// Lines among which the symbol stands.
const SYMBOL: usize = 12;
/// Blocks in which a masthead may stand.
const FRONT: usize = 60;
/// Blocks among which tables may be of one.
const TABLES: usize = 8;
/// The longest line of one, in bytes.
const LINE: usize = 400;
/// The longest line that says only a date, a session or a distribution.
const SHORT: usize = 160;

impl Masthead {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What the first blocks of `document` say. A date alone makes no masthead: other documents have dates too.
    pub fn of(document: &Document) -> Self {
        let lines = lines(document);
        let mut masthead = Self::default();
        let mut bracketed = None;
        let mut dated = None;
        let mut is_sure = false;
        for (at, line) in lines.iter().enumerate() {
            masthead.take(&line.low);
            let is_received = || is_bracketed(line.text) && date::received(&line.low).is_some();
            is_sure |= line.low.len() <= SHORT && (organ::names_one(&line.low) || is_received());
            if masthead.agenda.is_empty()
                && let Some(items) = agenda::items(&line.low)
            {
                masthead.agenda = agenda::titled(items, titles(&lines[at + 1..]));
            }
            if dated.is_none() && line.low.len() <= SHORT {
                match date::alone(&line.low) {
                    Some(date) if is_bracketed(line.text) => bracketed = bracketed.or(Some(date)),
                    found => dated = found,
                }
            }
        }
        // Other texts have sessions and years and say when they were received, too: nothing else of a masthead is beside theirs.
        if !is_sure && document.symbol.is_none() && !masthead.is_certain() && symbol_among(&lines).is_none() {
            (masthead.session, masthead.council_year, masthead.received) = (None, None, None);
        }
        if masthead.is_empty() && document.symbol.is_none() {
            return masthead;
        }
        masthead.date =
            dated.or(bracketed).or_else(|| date::of_letter(&folded(&document.title))).map(|date| date.to_string());
        masthead.job_number = lines.iter().find_map(|line| job_number(line.text));
        masthead
    }

    /// Whether more is said than what other texts have, too. The sessions of the General Assembly and the years of the Security
    /// Council are counted from the same one.
    fn is_certain(&self) -> bool {
        let session = self.session.as_deref().and_then(|session| session.parse::<u32>().ok());
        let is_pair = |(session, year): (u32, u32)| year >= 10 && session.abs_diff(year) <= 1;
        session.zip(self.council_year).is_some_and(is_pair)
            || !(self.agenda.is_empty() && self.original_languages.is_empty())
            || self.distribution.is_some()
    }

    /// What one folded line says of session, distribution, original language and receipt.
    fn take(&mut self, line: &str) {
        if line.len() <= SHORT {
            self.session = self.session.take().or_else(|| session::session(line));
            self.council_year = self.council_year.or_else(|| session::council_year(line));
            self.distribution = self.distribution.take().or_else(|| distribution(line));
            if self.original_languages.is_empty() {
                self.original_languages = language::originals(line);
            }
            self.received = self.received.take().or_else(|| date::received(line).map(|date| date.to_string()));
        }
    }

    /// What is said, as a person reads it: what it is, and the value.
    pub fn said(&self) -> Vec<(&'static str, String)> {
        let mut said = Vec::new();
        let mut add = |name: &'static str, value: Option<String>| said.extend(value.map(|value| (name, value)));
        add("session", self.session.clone());
        add("council year", self.council_year.map(|year| year.to_string()));
        for AgendaItem { item, title } in &self.agenda {
            let title = title.as_ref().map(|title| format!(" {title}")).unwrap_or_default();
            add("agenda item", Some(format!("{item}{title}")));
        }
        add("date", self.date.clone());
        add("received", self.received.clone());
        add("distribution", self.distribution.clone());
        add("job number", self.job_number.clone());
        let languages: Vec<&str> = self.original_languages.iter().map(Language::tag).collect();
        add("original language", Some(languages.join(", ")).filter(|languages| !languages.is_empty()));
        said
    }

    /// Takes from `other` what this one does not say.
    pub fn fill(&mut self, other: Self) {
        fn or<T>(own: &mut Option<T>, other: Option<T>) {
            *own = own.take().or(other);
        }
        or(&mut self.session, other.session);
        or(&mut self.council_year, other.council_year);
        or(&mut self.date, other.date);
        or(&mut self.received, other.received);
        or(&mut self.distribution, other.distribution);
        or(&mut self.job_number, other.job_number);
        if self.agenda.is_empty() {
            self.agenda = other.agenda;
        }
        if self.original_languages.is_empty() {
            self.original_languages = other.original_languages;
        }
    }
}

/// A line that may be of a masthead.
struct Line<'a> {
    text: &'a str,
    /// [`folded`].
    low: String,
    kind: Kind,
}

impl<'a> Line<'a> {
    fn new(text: &'a str, kind: Kind) -> Option<Self> {
        let text = text.trim();
        let is_short = !text.is_empty() && text.len() <= LINE;
        is_short.then(|| Self { text, low: folded(text), kind })
    }
}

/// A line in small letters, without marks, with one form of Arabic letters and digits: in what form words are looked for.
fn folded(line: &str) -> String {
    ordinal::fold_digits(&ordinal::fold_word(&line.to_lowercase()))
}

/// The short lines before the first numbered paragraph; cells of a table are lines too.
fn lines(document: &Document) -> Vec<Line<'_>> {
    let is_body = |block: &super::Block| block.kind == Kind::Paragraph && block.number.is_some();
    let mut lines = Vec::new();
    for (at, block) in document.blocks.iter().take(FRONT).take_while(|block| !is_body(block)).enumerate() {
        if block.kind == Kind::Table {
            let cells = block.rows.iter().take(12).flatten().take(48);
            // A table is one of a masthead only where it says what nothing else does.
            let is_masthead = |cell: &String| {
                cell.len() <= LINE && {
                    let low = folded(cell);
                    distribution(&low).is_some() || !language::originals(&low).is_empty()
                }
            };
            if at >= TABLES || !cells.clone().any(is_masthead) {
                continue;
            }
            // Lines of a cell stay apart only by their blanks.
            lines.extend(cells.flat_map(|cell| cell.split("  ")).filter_map(|text| Line::new(text, Kind::Table)));
        } else if block.kind != Kind::Note {
            lines.extend(Line::new(&block.text, block.kind));
        }
    }
    lines
}

/// The lines after an agenda line that are titles of its items.
fn titles<'a>(rest: &'a [Line<'a>]) -> impl Iterator<Item = &'a str> {
    let is_title = |line: &&Line<'_>| {
        matches!(line.kind, Kind::Metadata | Kind::Item | Kind::Table)
            && !is_bracketed(line.text)
            && date::alone(&line.low).is_none()
            && distribution(&line.low).is_none()
            && session::session(&line.low).is_none()
            && language::originals(&line.low).is_empty()
            && symbol::length_at(line.text).is_none()
    };
    rest.iter().take_while(is_title).map(|line| line.text)
}

/// Whether a text is a line of a masthead and says nothing else: a date, a distribution, an original language, agenda items, and
/// where the document has such a thing (`of_un`) a session.
pub fn is_line(text: &str, of_un: bool) -> bool {
    let Some(line) = Line::new(text, Kind::Metadata).filter(|line| line.low.len() <= SHORT) else { return false };
    let words = text.split_whitespace().count();
    date::alone(&line.low).is_some()
        || distribution(&line.low).is_some()
        || words <= 8 && (of_un && session::session(&line.low).is_some() || !language::originals(&line.low).is_empty())
        || agenda::items(&line.low).is_some()
}

/// The symbol in the masthead of `document`, wherever in its lines it stands.
pub fn symbol_of(document: &Document) -> Option<String> {
    symbol_among(&lines(document))
}

fn symbol_among(lines: &[Line<'_>]) -> Option<String> {
    lines.iter().take(SYMBOL).find_map(|line| symbol_in(line.text))
}

/// The symbol in a line of a masthead, which has little else in it.
fn symbol_in(line: &str) -> Option<String> {
    if line.len() > SHORT || line.ends_with('.') {
        return None;
    }
    let mut words = line.match_indices(|c: char| c.is_ascii_uppercase()).filter(|(at, _)| {
        line.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
    });
    let (at, length) = words.find_map(|(at, _)| Some((at, symbol::length_at(line.get(at..)?)?)))?;
    let is_whole = line.get(at + length..)?.chars().next().is_none_or(char::is_whitespace);
    let others = line.split_whitespace().count();
    (is_whole && others <= 6).then(|| line.get(at..at + length).map(str::to_owned))?
}

fn is_bracketed(line: &str) -> bool {
    line.starts_with(['[', '［']) && line.ends_with([']', '］'])
}

/// What follows `Distr.:` in any of the six languages; the line is folded.
fn distribution(low: &str) -> Option<String> {
    let at_start = ["التوزيع", "توزيع", "分发", "分發"].iter().find_map(|word| low.strip_prefix(word));
    // The name of the organ may stand before it on the line.
    let rest = at_start.or_else(|| {
        let at = low.find("distr.").or_else(|| low.find("distr:"))?;
        let is_word = !low.get(..at)?.ends_with(char::is_alphanumeric);
        low.get(at..).filter(|_| is_word)
    })?;
    const WORDS: [(&str, &[&str]); 4] = [
        ("general", &["general", "générale", "عام", "普遍", "一般", "общ"]),
        ("limited", &["limited", "limitée", "limitada", "محدود", "有限", "огранич"]),
        ("restricted", &["restricted", "restreinte", "reservada", "مقيد", "限制", "для служебного"]),
        ("provisional", &["provisional", "provisoire", "موقت", "临时", "предварительн"]),
    ];
    let found = WORDS.iter().filter_map(|(name, words)| {
        let at = words.iter().filter_map(|word| rest.find(word)).min()?;
        Some((at, *name))
    });
    found.min().map(|(_, name)| name.to_owned())
}

/// The job number in a line: `26-00248 (E)`, `GE.20-05132(C)`, `V.09-81234 (R) 010909`, or a line that is nothing else; from a bar
/// code's digits (`*2600248*`) it is made again.
pub fn job_number(line: &str) -> Option<String> {
    let line = line.trim();
    if line.len() > 120 {
        return None;
    }
    if let Some(digits) = line.strip_prefix('*').and_then(|line| line.strip_suffix('*')) {
        return of_digits(digits);
    }
    let is_series = |word: &str| word.is_empty() || matches!(word, "GE." | "V." | "K." | "N." | "LC/G." | "E.");
    for (at, _) in line.match_indices('-').take(8) {
        let before = line.get(..at)?;
        let year = before.get(before.len().checked_sub(2).unwrap_or(before.len())..).unwrap_or("");
        let number: &str = line.get(at + 1..at + 6).unwrap_or("");
        let is_number = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(year, 2) || !is_number(number, 5) {
            continue;
        }
        let start = at - 2;
        let head = line.get(..start).unwrap_or("");
        let series = head.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
        let rest = line.get(at + 6..).unwrap_or("").trim_start();
        let letter = rest.strip_prefix('(').and_then(|rest| rest.split(')').next()).is_some_and(|mark| {
            !mark.is_empty() && mark.len() <= 12 && mark.chars().all(|c| "ACEFRSG,/& ".contains(c))
        });
        let is_alone = head.trim_end_matches(series).trim().is_empty() && rest.is_empty();
        if is_series(series) && (letter || is_alone) {
            return Some(format!("{series}{year}-{number}"));
        }
    }
    None
}

/// `2600248` as `26-00248`, with the letter of a language behind it or not.
fn of_digits(digits: &str) -> Option<String> {
    let digits = digits.trim().trim_end_matches(|c: char| "ACEFRS".contains(c));
    let is_plain = digits.len() == 7 && digits.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| format!("{}-{}", &digits[..2], &digits[2..]))
}
