//! Resolutions and decisions by their numbers: `70/305`, `822 (1993)`, `2837 (XXVI)`, `2837 (د-26)`, `ES-11/1`.

use std::ops::Range;

use super::Reference;
use crate::document::ordinal;

/// The words for resolutions and decisions, in the forms that stand before or after their numbers.
const RESOLUTION: [&str; 8] =
    ["resolution", "Resolution", "résolution", "Résolution", "resoluci", "Resoluci", "езолюци", "قرار"];
const DECISION: [&str; 7] = ["decision", "Decision", "décision", "decisión", "decisiones", "решени", "مقرر"];
/// Bodies whose resolutions are in none of the series that are known here.
const OTHERS: [&str; 4] = ["ommission", "omisión", "омисси", "اللجنة"];
/// The councils whose resolutions have series of their own.
const RIGHTS: [&str; 8] = [
    "Human Rights Council",
    "Conseil des droits de l",
    "Consejo de Derechos Humanos",
    "Совета по правам человека",
    "Совет по правам человека",
    "مجلس حقوق الإنسان",
    "人权理事会",
    "人權理事會",
];
const SOCIAL: [&str; 9] = [
    "Economic and Social Council",
    "Conseil économique et social",
    "Consejo Económico y Social",
    "Экономического и Социального Совета",
    "Экономическим и Социальным Советом",
    "المجلس الاقتصادي والاجتماعي",
    "经济及社会理事会",
    "经社理事会",
    "經濟及社會理事會",
];

/// Bytes around a number in which the words about it may stand.
const BEFORE: usize = 200;
const AFTER: usize = 240;
/// Bytes that may stand between the members of a list.
const GAP: usize = 70;

/// A bracket as Chinese prints it.
pub(super) const FULL: &str = "（";

/// What a number is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Resolution,
    Decision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    Assembly,
    Rights,
    Social,
}

/// What the last number was, which one behind it in the same list is too.
#[derive(Clone, Debug, Default)]
pub(super) struct Clause {
    last: Option<(usize, Act, Body)>,
}

/// A number as it is written.
struct Written {
    range: Range<usize>,
    form: Form,
}

impl Written {
    /// Whose series it is of; a number with a year is of the Security Council's, whoever else is named.
    fn body(&self, before: &str, after: &str) -> Body {
        if matches!(self.form, Form::Year(..)) { Body::Assembly } else { body(before, after) }
    }
}

enum Form {
    /// `70/305`, `ES-11/1`, `2014/15`: session or year, number.
    Session(String, String),
    /// `822 (1993)`.
    Year(String, String),
    /// `2837 (XXVI)`, `377 A (V)`: number, session.
    Roman(String, String),
}

impl Clause {
    /// The resolution or decision whose number has its slash or bracket at `at`, where the words around say that it is one.
    pub(super) fn number(&mut self, text: &str, at: usize, from: usize) -> Option<Reference> {
        let written = written(text, at, from)?;
        let (act, body) = self.about(text, &written)?;
        let symbol = symbol(&written.form, act, body)?;
        self.last = Some((written.range.end, act, body));
        Some(Reference { range: written.range, symbol })
    }

    /// What the words around a number say that it is.
    fn about(&self, text: &str, written: &Written) -> Option<(Act, Body)> {
        let range = &written.range;
        let before = tail(text, range.start);
        let after = head(text, range.end);
        // A biennium (2014/15) is a number of a resolution only right behind the word.
        let is_span = is_biennium(&written.form);
        // 第822(1993)、853(1993)号决议: the word stands behind the last of a list.
        if let Some(act) = act_behind(after) {
            return Some((act, written.body(before, after)));
        }
        if let Some((at, act)) = last_act(before) {
            let between = before.get(at..).unwrap_or("");
            let words = between.find(|c: char| c.is_whitespace()).map_or("", |end| between.get(end..).unwrap_or(""));
            let is_near = !words.contains(|c: char| ordinal::digit(c).is_some());
            if is_near
                && is_of_another(before.get(..at).unwrap_or(""), words)
                && !matches!(written.form, Form::Year(..))
            {
                return None;
            }
            if is_near && (!is_span || words.trim().is_empty()) {
                return Some((act, written.body(before, after)));
            }
        }
        let (end, act, body) = self.last?;
        let gap = text.get(end..range.start).filter(|gap| gap.len() <= GAP)?;
        let is_whole = gap.contains(['.', ';', '。', '；', '؛']) || gap.contains('\n') || gap.contains('\t');
        (!is_whole && !is_span).then_some((act, body))
    }
}

/// The number whose slash or bracket stands at `at`.
fn written(text: &str, at: usize, from: usize) -> Option<Written> {
    let before = text.get(from..at)?;
    if text.as_bytes().get(at) == Some(&b'/') {
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let mut start = at - digits;
        let left = text.get(from..start)?;
        let letters = ["ES-", "S-"].iter().find(|letters| left.ends_with(**letters)).map_or(0, |letters| letters.len());
        start -= letters;
        let after = text.get(at + 1..)?;
        let number = after.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=4).contains(&digits) || !(1..=3).contains(&number) || is_word(text.get(..start)?.chars().next_back()) {
            return None;
        }
        let mut end = at + 1 + number;
        let rest = text.get(end..)?;
        if rest.starts_with(['/', '-']) || is_word(rest.chars().next()) {
            return None;
        }
        // One of several of a number: 68/247 B.
        let letter = rest.strip_prefix([' ', '\u{A0}']).and_then(|rest| {
            let mut chars = rest.chars();
            let first = chars.next().filter(char::is_ascii_uppercase)?;
            (!is_word(chars.next())).then_some(first)
        });
        let session = text.get(start..at)?.to_owned();
        let mut own = text.get(at + 1..end)?.to_owned();
        if let Some(letter) = letter.filter(|_| digits < 4) {
            end += rest.len() - rest.trim_start_matches([' ', '\u{A0}']).len() + 1;
            own.push(letter);
        }
        return Some(Written { range: start..end, form: Form::Session(session, own) });
    }
    let open = if text.as_bytes().get(at) == Some(&b'(') { 1 } else { FULL.len() };
    let after = text.get(at + open..)?;
    let bare = before.trim_end_matches([' ', '\u{A0}']);
    let bare = if before.len() - bare.len() <= 2 { bare } else { return None };
    // 377 A (V)
    let letter = bare.char_indices().next_back().filter(|(_, c)| c.is_ascii_uppercase()).filter(|(at, _)| {
        bare.get(..*at).is_some_and(|left| left.ends_with(|c: char| c == ' ' || c == '\u{A0}' || c.is_ascii_digit()))
    });
    let digits_end =
        letter.map_or(bare.len(), |(at, _)| bare.get(..at).unwrap_or("").trim_end_matches([' ', '\u{A0}']).len());
    let digits = bare.get(..digits_end)?;
    let count = digits.len() - digits.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = from + digits_end - count;
    if !(1..=4).contains(&count) || is_word(text.get(..start)?.chars().next_back()) {
        return None;
    }
    let (close, mark) = after.char_indices().take(12).find(|(_, c)| matches!(c, ')' | '）'))?;
    let inner = after.get(..close)?;
    let inner = inner.trim();
    let end = at + open + close + mark.len_utf8();
    let mut number = digits.get(digits.len() - count..)?.to_owned();
    number.extend(letter.map(|(_, letter)| letter));
    let folded = ordinal::fold_digits(inner);
    let form = if folded.len() == 4 && folded.starts_with(['1', '2']) && folded.bytes().all(|b| b.is_ascii_digit()) {
        Form::Year(number, folded)
    } else if ordinal::roman(inner).is_some() && inner.bytes().all(|b| b.is_ascii_uppercase()) {
        Form::Roman(number, inner.to_owned())
    } else {
        // The session as Arabic writes it: (د-26).
        let session = folded.strip_prefix('د')?.trim_start_matches(['-', ' ', 'ـ', '–']);
        Form::Roman(number, ordinal::to_roman(ordinal::whole_number(session).filter(|n| (1..100).contains(n))?))
    };
    Some(Written { range: start..end, form })
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '/' || c == '$' || c == '%')
}

/// Whether it is one of two years that follow each other.
fn is_biennium(form: &Form) -> bool {
    let Form::Session(year, next) = form else { return false };
    match (year.parse::<u32>(), next.parse::<u32>()) {
        (Ok(year), Ok(next)) => (1900..2200).contains(&year) && (year + 1) % 100 == next,
        _ => false,
    }
}

/// The text before `at`, as far as words there may be about it: not beyond the end of a sentence.
fn tail(text: &str, at: usize) -> &str {
    let from = (at.saturating_sub(BEFORE)..=at).find(|from| text.is_char_boundary(*from)).unwrap_or(at);
    let tail = text.get(from..at).unwrap_or("");
    let bytes = tail.as_bytes();
    let of_many = ["。", "；", "؛"].iter().filter_map(|stop| last(tail, stop)).max();
    let stop = memchr::memrchr3(b';', b'\t', b'\n', bytes).max(of_many).map(|at| at + 1);
    let stop = stop.or_else(|| last(tail, ". ").map(|at| at + 2));
    let stop = stop.map(|at| (at..tail.len()).find(|at| tail.is_char_boundary(*at)).unwrap_or(tail.len()));
    tail.get(stop.unwrap_or(0)..).unwrap_or(tail)
}

/// The text behind `at`, likewise.
fn head(text: &str, at: usize) -> &str {
    let end = (at..=text.len().min(at + AFTER)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(at);
    let head = text.get(at..end).unwrap_or("");
    let of_one = memchr::memchr3(b';', b'\t', b'\n', head.as_bytes());
    let of_many = ["。", "；", "؛"].iter().filter_map(|stop| first(head, stop));
    let stop = of_many.chain(of_one).min().or_else(|| first(head, ". "));
    head.get(..stop.unwrap_or(head.len())).unwrap_or(head)
}

/// Where `word` stands last in a short text: without what a search prepares for long ones.
fn last(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let first = word.first()?;
    memchr::memrchr_iter(*first, text).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(word)))
}

/// Where `word` stands first in a short text.
fn first(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let first = word.first()?;
    memchr::memchr_iter(*first, text).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(word)))
}

/// The last word for a resolution or decision in `before`, and what it is.
fn last_act(before: &str) -> Option<(usize, Act)> {
    let latest =
        |words: &[&str], act: Act| words.iter().filter_map(|word| last(before, word)).max().map(|at| (at, act));
    latest(&RESOLUTION, Act::Resolution).into_iter().chain(latest(&DECISION, Act::Decision)).max_by_key(|(at, _)| *at)
}

/// Whether the resolution is one of a commission: `Commission on Human Rights resolution`, `قرار اللجنة الاقتصادية`.
fn is_of_another(before: &str, between: &str) -> bool {
    let has = |text: &str| OTHERS.iter().any(|word| text.contains(word));
    let end = OTHERS.iter().filter_map(|word| last(before, word).map(|at| at + word.len())).max();
    let is_next = end.and_then(|at| before.get(at..)).is_some_and(|gap| {
        gap.len() <= 60
            && !gap.contains(',')
            && ![" its ", " in ", " by ", " to ", " under "].iter().any(|word| gap.contains(word))
    });
    has(between) || is_next
}

/// What the list that goes on in `after` is one of: `、853(1993)和884(1993)号决议`.
fn act_behind(after: &str) -> Option<Act> {
    let is_list = |c: char| {
        ordinal::digit(c).is_some() || c.is_ascii_uppercase() || " \u{A0}()（）/-、，和及与第号號".contains(c)
    };
    let rest = after.trim_start_matches(is_list);
    let is_numbered = after.get(..after.len() - rest.len())?.contains(['号', '號']);
    let starts = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    match () {
        () if is_numbered && starts(&["决议", "決議"]) => Some(Act::Resolution),
        () if is_numbered && starts(&["决定", "決定"]) => Some(Act::Decision),
        () => None,
    }
}

/// Whose series it is of: the council that is named next to it, else the General Assembly.
fn body(before: &str, after: &str) -> Body {
    let near = |words: &[&str]| {
        let ahead = words.iter().filter_map(|word| last(before, word).map(|at| before.len() - at)).min();
        // `resolution 43/2 of the Human Rights Council`: right behind it.
        let near = |word: &&str| (0..16).find(|at| after.get(*at..).is_some_and(|rest| rest.starts_with(*word)));
        let behind = words.iter().filter_map(near).min();
        ahead.into_iter().chain(behind).min()
    };
    match (near(&RIGHTS), near(&SOCIAL)) {
        (Some(rights), social) if social.is_none_or(|social| rights < social) => Body::Rights,
        (_, Some(_)) => Body::Social,
        _ => Body::Assembly,
    }
}

/// The symbol that a number makes (guide to UN document symbols, "Resolutions and decisions").
fn symbol(form: &Form, act: Act, body: Body) -> Option<String> {
    let series = match act {
        Act::Resolution => "RES",
        Act::Decision => "DEC",
    };
    let is_year = |text: &str| text.len() == 4;
    Some(match (form, body) {
        (Form::Year(number, year), _) if act == Act::Resolution => format!("S/RES/{number} ({year})"),
        (Form::Year(..), _) => return None,
        (Form::Roman(number, session), Body::Social) => format!("E/{series}/{number}({session})"),
        (Form::Roman(number, session), _) => format!("A/{series}/{number}({session})"),
        (Form::Session(year, number), _) if is_year(year) => {
            let plausible = year.parse::<u32>().is_ok_and(|year| (1946..2200).contains(&year));
            return plausible.then(|| format!("E/{series}/{year}/{number}"));
        }
        (Form::Session(session, number), Body::Rights) => format!("A/HRC/{series}/{session}/{number}"),
        (Form::Session(session, number), _) => format!("A/{series}/{session}/{number}"),
    })
}
