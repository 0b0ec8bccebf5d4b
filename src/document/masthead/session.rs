//! Sessions and their numbers in words: `Seventy-ninth session`, `الدورة التاسعة والسبعون`, `第七十九届会议`.

use super::numeral::{LANGUAGES, Language, bare, number};
use crate::document::ordinal::{chinese, digit, whole_number};

/// Words for a session, by their beginnings; and for a year of the Security Council.
const SESSION: &[&str] = &["session", "sesiones", "сесси", "دوره", "لدوره"];
const YEAR: &[&str] = &["year", "annee", "ano", "год", "سنه"];
/// Words of special sessions, and of those that are emergencies too.
const SPECIAL: [&str; 6] = ["special", "extraordina", "специальн", "استثنائي", "特别", "特別"];
const EMERGENCY: [&str; 7] = ["emergency", "urgence", "emergencia", "чрезвычайн", "طارئ", "紧急", "緊急"];

/// Words beside the number and the session that a line may have: the name of an organ; beside the number and the year.
const OTHERS: usize = 10;
const OTHERS_OF_YEAR: usize = 3;
/// Words that may stand between the number and the session: `período extraordinario de`.
const BETWEEN: usize = 4;
/// The longest Chinese line of a year, with a session before it, in characters.
const HAN_YEAR: usize = 20;

/// The session that a folded line names: see [`super::Masthead::session`].
pub(super) fn session(line: &str) -> Option<String> {
    if !line.contains(['届', '屆']) && !SESSION.iter().any(|word| line.contains(word)) {
        return None;
    }
    let low = plain(line);
    let special = |words: &[&str]| words.iter().any(|word| low.contains(word));
    let number = match low.contains(['届', '屆']) {
        true => han(&low, &["届", "屆"]).or_else(|| year_before(&low)),
        false => session_count(&low),
    }?;
    let letters = match () {
        () if special(&EMERGENCY) && special(&SPECIAL) => "ES-",
        () if special(&SPECIAL) => "S-",
        () => "",
    };
    Some(format!("{letters}{number}"))
}

/// The year of the Security Council that a folded line names: `Eightieth year`, `第八十年`.
pub(super) fn council_year(line: &str) -> Option<u32> {
    if !line.contains('年') && !["year", "anné", "anne", "año", "год", "سنه"].iter().any(|word| line.contains(word))
    {
        return None;
    }
    let low = plain(line);
    let year = match low.contains('年') {
        true => han(&low, &["年"]).filter(|_| low.chars().filter(|c| c.is_alphanumeric()).count() <= HAN_YEAR),
        false => year_count(&low),
    };
    year.filter(|year| (1..=200).contains(year))
}

/// A folded line without the accents of French and Spanish.
fn plain(line: &str) -> String {
    let bare = |c: char| match c {
        'é' | 'è' | 'ê' => 'e',
        'á' | 'à' => 'a',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'û' => 'u',
        'ñ' => 'n',
        other => other,
    };
    line.chars().map(bare).collect()
}

/// The number that stands between 第 and one of `marks`; not with a month behind a year.
fn han(line: &str, marks: &[&str]) -> Option<u32> {
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let (_, rest) = plain.split_once('第')?;
    marks.iter().find_map(|mark| {
        // The number next to the mark: 第七十九届会议第八十年.
        rest.match_indices(mark).take(4).find_map(|(at, _)| {
            let before = rest.get(..at)?;
            let number = before.rsplit('第').next()?;
            let is_month = rest.get(at + mark.len()..).is_some_and(|after| after.contains('月'));
            chinese(number).or_else(|| whole_number(number)).filter(|_| !is_month || *mark != "年")
        })
    })
}

/// The year of `2015年届会`.
fn year_before(line: &str) -> Option<u32> {
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let (year, _) = plain.split_once("年届").or_else(|| plain.split_once("年屆"))?;
    whole_number(year).filter(|year| (1946..2200).contains(year))
}

/// The number of the session that a line names.
fn session_count(line: &str) -> Option<u32> {
    let tokens: Vec<&str> = split(line);
    let is_word = |token: &str| {
        let bare = bare(token);
        SESSION.iter().any(|word| bare.strip_prefix(word).is_some_and(|end| end.chars().count() <= 2))
    };
    let at = tokens.iter().position(|token| is_word(token))?;
    let others = tokens.iter().filter(|token| number(token).is_none() && !is_word(token)).count();
    if others > OTHERS || line.ends_with('.') {
        return None;
    }
    words(&tokens, at, BETWEEN, others == 0).or_else(|| in_digits(&tokens, at))
}

/// The number of the year that a line names, which stands next to the word.
fn year_count(line: &str) -> Option<u32> {
    let tokens: Vec<&str> = split(line);
    let is_word = |token: &str| YEAR.contains(&bare(token));
    let at = tokens.iter().position(|token| is_word(token))?;
    let others = tokens.iter().filter(|token| number(token).is_none() && !is_word(token)).count();
    if others > OTHERS_OF_YEAR || line.ends_with('.') {
        return None;
    }
    words(&tokens, at, 0, false).or_else(|| {
        let before = tokens.get(..at)?;
        let [.., number, suffix] = before else { return None };
        whole_number(number).filter(|_| SUFFIXES.contains(suffix))
    })
}

/// The number in words at most so far from the word at `at`, in the language that knows most of them. `lax`: one whose last word
/// is no ordinal is one, too (`Twenty-eight session`).
fn words(tokens: &[&str], at: usize, far: usize, lax: bool) -> Option<u32> {
    let found = LANGUAGES.iter().filter_map(|language| {
        let range = run(tokens, at, language)?;
        let (words, number) = sum(tokens.get(range.clone())?, language)?;
        let gap = at.checked_sub(range.end).unwrap_or_else(|| range.start.saturating_sub(at + 1));
        let is_ordinal = language.is_ordinal(tokens.get(range)?) || lax && gap == 0 && words > 1;
        Some((words, (gap <= far && is_ordinal).then_some(number)))
    });
    found.max_by_key(|(words, _)| *words).and_then(|(_, number)| number)
}

/// Words and numbers of a line; `58º` is two.
fn split(line: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    for word in line.split(|c: char| !c.is_alphanumeric() && c != 'º' && c != 'ª').filter(|word| !word.is_empty()) {
        match word.find(|c| digit(c).is_none()) {
            Some(end) if end > 0 => tokens.extend([&word[..end], &word[end..]]),
            _ => tokens.push(word),
        }
    }
    tokens
}

/// How many words are numbers of a language, and the number that they say together.
fn sum(tokens: &[&str], language: &Language) -> Option<(usize, u32)> {
    let (mut words, mut sum) = (0, 0);
    for token in tokens {
        match language.value(token) {
            Some(20) if sum == 4 => sum = 80,
            Some(100) if (1..10).contains(&sum) => sum *= 100,
            Some(value) => sum += value,
            None => continue,
        }
        words += 1;
    }
    (sum > 0).then_some((words, sum))
}

/// The words of one language that say a number next to the word at `at`: the last run of them before it or, in a language whose
/// ordinals stand there, the first behind it.
fn run(tokens: &[&str], at: usize, language: &Language) -> Option<std::ops::Range<usize>> {
    let is_joint = |token: &str| matches!(token, "et" | "and" | "بعد" | "y");
    let starts = |at: usize| tokens.get(at).is_some_and(|token| language.value(token).is_some());
    let is_of = |at: usize| starts(at) || tokens.get(at).is_some_and(|token| is_joint(token));
    if language.is_behind {
        let first = (at + 1..tokens.len()).find(|at| starts(*at))?;
        return Some(
            first..(first..tokens.len()).take_while(|at| is_of(*at)).last().map_or(first + 1, |last| last + 1),
        );
    }
    let last = (0..at).rev().find(|at| starts(*at))?;
    let first = (0..=last).rev().take_while(|at| is_of(*at)).filter(|at| starts(*at)).last().unwrap_or(last);
    Some(first..last + 1)
}

/// What makes digits an ordinal.
const SUFFIXES: [&str; 10] = ["st", "nd", "rd", "th", "e", "eme", "º", "o", "й", "я"];

/// The number in digits next to the word at `at`: `79th session`, `58º período de sesiones`, `Session de 2015`, `الدورة 79`.
fn in_digits(tokens: &[&str], at: usize) -> Option<u32> {
    const SILENT: [&str; 10] =
        ["periodo", "de", "of", "года", "عام", "لعام", "extraordinario", "special", "substantive", "ая"];
    let is_silent =
        |at: &usize| tokens.get(*at).is_some_and(|token| SILENT.contains(token) || SUFFIXES.contains(token));
    let near = |at: Option<usize>| at.and_then(|at| Some((at, whole_number(tokens.get(at)?)?)));
    let is_year = |number: u32| (1946..2200).contains(&number);
    let is_marked = |at: usize| tokens.get(at + 1).is_some_and(|next| SUFFIXES.contains(next) || *next == "ая");
    let before = near((0..at).rev().find(|at| !is_silent(at)))
        .filter(|(own, number)| is_year(*number) || *number < 200 && is_marked(*own));
    // `الدورة ٧٩`: with its article the Arabic word is none of several sessions.
    let is_named = tokens.get(at).is_some_and(|word| word.starts_with("ال"));
    let behind = || {
        let is_next = |own: usize, number: u32| own == at + 1 && (1..200).contains(&number) && is_named;
        near((at + 1..tokens.len()).find(|at| !is_silent(at)))
            .filter(|(own, number)| is_year(*number) || is_next(*own, *number))
    };
    before.or_else(behind).map(|(_, number)| number)
}
