//! Agenda items: `Agenda items 132 and 17 (c)`, `البندان 132 و 17 (ج) من جدول الأعمال`, `议程项目132和17(c)`.

use serde::{Deserialize, Serialize};

use crate::document::ordinal::{digit, letter, letters};

/// An item of an agenda that a document is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Its number, the same in every language: `155`, `17(c)`.
    pub item: String,
    /// Its title, where the masthead has one for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Words for an item and for the agenda, which a line about agenda items has both of.
const WORDS: [(&[&str], &[&str]); 6] = [
    (&["item"], &["agenda"]),
    (&["point"], &["ordre du jour"]),
    (&["tema"], &["programa"]),
    (&["пункт"], &["повестк"]),
    (&["البند", "البنود"], &["جدول الاعمال"]),
    (&["项目", "項目"], &["议程", "議程"]),
];

/// Most of the numbers that a line names.
const MOST: usize = 60;

/// The items that a line names, where it is a line of a masthead that names some; it is folded.
pub(super) fn items(low: &str) -> Option<Vec<String>> {
    if !low.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| low.contains(word));
    if !WORDS.iter().any(|(item, agenda)| has(item) && has(agenda)) {
        return None;
    }
    // A sentence that mentions an item is no such line: there is little but the words and the numbers.
    let others = low.chars().filter(|c| c.is_alphabetic()).count();
    let numbers = low.chars().filter(|c| digit(*c).is_some()).count();
    if numbers == 0 || others > 42 + 2 * numbers || low.ends_with('.') {
        return None;
    }
    let mut items: Vec<String> = Vec::new();
    let mut number: Option<(String, bool)> = None;
    let mut word = String::new();
    let mut spans = false;
    // What a number, a letter in brackets and the word for "to" say, one after the other.
    for c in low.chars().chain([' ']) {
        if c.is_alphanumeric() {
            let is_digit = digit(c).is_some();
            if word.chars().next_back().is_some_and(|last| digit(last).is_some() != is_digit) {
                take(&mut word, ' ', &mut items, &mut number, &mut spans);
            }
            word.push(c);
            continue;
        }
        take(&mut word, c, &mut items, &mut number, &mut spans);
        if matches!(c, '-' | '–' | '—') {
            spans = true;
        }
        if items.len() > MOST {
            break;
        }
    }
    finish(&mut items, number.take());
    (!items.is_empty()).then_some(items)
}

/// Takes the word that ends before `next`.
fn take(word: &mut String, next: char, items: &mut Vec<String>, number: &mut Option<(String, bool)>, spans: &mut bool) {
    let own = std::mem::take(word);
    if own.is_empty() {
        return;
    }
    if own.chars().all(|c| digit(c).is_some()) {
        finish(items, number.take());
        let range = items.last().and_then(|last| last.parse::<u32>().ok()).zip(own.parse::<u32>().ok());
        if let Some((from, to)) = range.filter(|(from, to)| *spans && from < to && to - from < 40) {
            items.extend((from + 1..to).map(|between| between.to_string()));
        }
        *spans = false;
        *number = Some((own, false));
    } else if matches!(next, ')' | '）')
        && let Some(place) = letter(&own)
        && let Some((number, has_letters)) = number
    {
        items.push(format!("{number}({})", letters(place).to_lowercase()));
        *has_letters = true;
        *spans = false;
    } else {
        // `60 to 65`, `60 à 65`, `с 60 по 65`, `60 إلى 65`, `60至65`.
        *spans = matches!(own.as_str(), "to" | "à" | "a" | "по" | "الي" | "至");
        if *spans {
            finish(items, number.take());
        }
    }
}

/// A number that no letters followed is an item itself.
fn finish(items: &mut Vec<String>, number: Option<(String, bool)>) {
    if let Some((number, false)) = number {
        items.push(number);
    }
}

/// The items with their titles: one each, or all lines for one item.
pub(super) fn titled<'a>(items: Vec<String>, titles: impl Iterator<Item = &'a str>) -> Vec<AgendaItem> {
    let titles: Vec<&str> = titles.take(MOST).collect();
    let whole = match items.as_slice() {
        [_] => (!titles.is_empty() && titles.len() <= 4).then(|| titles.join(" ")),
        _ => None,
    };
    let each = titles.len() == items.len();
    items
        .into_iter()
        .enumerate()
        .map(|(at, item)| {
            let own = titles.get(at).filter(|_| each).map(|title| (*title).to_owned());
            AgendaItem { item, title: whole.clone().or(own) }
        })
        .collect()
}
