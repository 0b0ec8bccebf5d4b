//! Sessions and their numbers in words: `Seventy-ninth session`, `الدورة التاسعة والسبعون`, `第七十九届会议`.

use crate::document::ordinal::{chinese, digit, whole_number};

/// Words for a session, by their beginnings; and for a year of the Security Council.
const SESSION: &[&str] = &["session", "sesiones", "сесси", "دوره", "لدوره"];
const YEAR: &[&str] = &["year", "annee", "ano", "год", "سنه"];
/// Words of special sessions, and of those that are emergencies too.
const SPECIAL: [&str; 6] = ["special", "extraordina", "специальн", "استثنائي", "特别", "特別"];
const EMERGENCY: [&str; 7] = ["emergency", "urgence", "emergencia", "чрезвычайн", "طارئ", "紧急", "緊急"];

/// Numbers in words, folded, without accents and the Arabic article; `*` stands for any ending. Of several that fit, the longest is
/// meant.
const ENGLISH: &[(&str, u32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twent*", 20),
    ("thirt*", 30),
    ("fort*", 40),
    ("fift*", 50),
    ("sixty", 60),
    ("sixtieth", 60),
    ("seventy", 70),
    ("seventieth", 70),
    ("eighty", 80),
    ("eightieth", 80),
    ("ninet*", 90),
    ("hundred*", 100),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
];
const FRENCH: &[(&str, u32)] = &[
    ("premier*", 1),
    ("unieme", 1),
    ("deuxieme", 2),
    ("seconde", 2),
    ("troisieme", 3),
    ("quatrieme", 4),
    ("cinquieme", 5),
    ("sixieme", 6),
    ("septieme", 7),
    ("huitieme", 8),
    ("neuvieme", 9),
    ("dixieme", 10),
    ("onzieme", 11),
    ("douzieme", 12),
    ("treizieme", 13),
    ("quatorzieme", 14),
    ("quinzieme", 15),
    ("seizieme", 16),
    ("vingt*", 20),
    ("trent*", 30),
    ("quarant*", 40),
    ("cinquant*", 50),
    ("soixant*", 60),
    ("quatre", 4),
    ("dix", 10),
    ("cent", 100),
    ("centieme", 100),
];
const SPANISH: &[(&str, u32)] = &[
    ("primer*", 1),
    ("segundo", 2),
    ("tercer*", 3),
    ("cuarto", 4),
    ("quinto", 5),
    ("sexto", 6),
    ("septimo", 7),
    ("octavo", 8),
    ("ctavo", 8),
    ("noveno", 9),
    ("decimo", 10),
    ("undecimo", 11),
    ("duodecimo", 12),
    ("vigesimo", 20),
    ("trigesimo", 30),
    ("cuadragesimo", 40),
    ("quincuagesimo", 50),
    ("sexagesimo", 60),
    ("septuagesimo", 70),
    ("octogesimo", 80),
    ("nonagesimo", 90),
    ("centesimo", 100),
];
const RUSSIAN: &[(&str, u32)] = &[
    ("перв*", 1),
    ("втор*", 2),
    ("трет*", 3),
    ("четверт*", 4),
    ("пят*", 5),
    ("шест*", 6),
    ("седьм*", 7),
    ("восьм*", 8),
    ("девят*", 9),
    ("десят*", 10),
    ("одиннадцат*", 11),
    ("двенадцат*", 12),
    ("тринадцат*", 13),
    ("четырнадцат*", 14),
    ("пятнадцат*", 15),
    ("шестнадцат*", 16),
    ("семнадцат*", 17),
    ("восемнадцат*", 18),
    ("девятнадцат*", 19),
    ("двадцат*", 20),
    ("тридцат*", 30),
    ("сорок*", 40),
    ("пятьдесят", 50),
    ("пятидесят*", 50),
    ("шестьдесят", 60),
    ("шестидесят*", 60),
    ("семьдесят", 70),
    ("семидесят*", 70),
    ("восемьдесят", 80),
    ("восьмидесят*", 80),
    ("девяност*", 90),
    ("сто", 100),
    ("сот*", 100),
];
const ARABIC: &[(&str, u32)] = &[
    ("اول*", 1),
    ("حادي*", 1),
    ("ثاني*", 2),
    ("ثالث*", 3),
    ("رابع*", 4),
    ("خامس*", 5),
    ("سادس*", 6),
    ("سابع*", 7),
    ("ثامن*", 8),
    ("تاسع*", 9),
    ("عاشر*", 10),
    ("عشر", 10),
    ("عشره", 10),
    ("عشرون", 20),
    ("عشرين", 20),
    ("ثلاثون", 30),
    ("ثلاثين", 30),
    ("اربعون", 40),
    ("اربعين", 40),
    ("خمسون", 50),
    ("خمسين", 50),
    ("ستون", 60),
    ("ستين", 60),
    ("سبعون", 70),
    ("سبعين", 70),
    ("ثمانون", 80),
    ("ثمانين", 80),
    ("تسعون", 90),
    ("تسعين", 90),
    ("مائه", 100),
    ("مئه", 100),
];
const LANGUAGES: [&[(&str, u32)]; 5] = [ENGLISH, FRENCH, SPANISH, RUSSIAN, ARABIC];

/// Words beside the number and the session that a line may have: the name of an organ.
const OTHERS: usize = 10;

/// The session that a folded line names: see [`super::Masthead::session`].
pub(super) fn session(line: &str) -> Option<String> {
    if !line.contains(['届', '屆']) && !SESSION.iter().any(|word| line.contains(word)) {
        return None;
    }
    let low = plain(line);
    let special = |words: &[&str]| words.iter().any(|word| low.contains(word));
    let number = match low.contains(['届', '屆']) {
        true => han(&low, &["届", "屆"]).or_else(|| year_before(&low)),
        false => count(&low, SESSION),
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
    let year = if low.contains('年') { han(&low, &["年"]) } else { count(&low, YEAR) };
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

/// The number of the session, or year, that stands next to one of `words`.
fn count(line: &str, words: &[&str]) -> Option<u32> {
    let tokens: Vec<&str> = split(line);
    let is_word = |token: &str| {
        let bare = bare(token);
        words.iter().any(|word| bare.strip_prefix(word).is_some_and(|end| end.chars().count() <= 2))
    };
    let at = tokens.iter().position(|token| is_word(token))?;
    let others = tokens.iter().filter(|token| number(token).is_none() && !is_word(token)).count();
    if others > OTHERS || line.ends_with('.') {
        return None;
    }
    let languages = LANGUAGES.iter().filter_map(|table| run(&tokens, at, table));
    // Where the words of two languages are numbers, those of the one that knows more of them.
    languages.max_by_key(|(words, _)| *words).map(|(_, number)| number).or_else(|| in_digits(&tokens, at))
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

/// An Arabic word without "and" and its article.
fn bare(token: &str) -> &str {
    let token = token.strip_prefix("وال").or_else(|| token.strip_prefix("ال")).unwrap_or(token);
    token.strip_prefix("لل").unwrap_or(token)
}

fn number(token: &str) -> Option<u32> {
    whole_number(token).or_else(|| LANGUAGES.iter().find_map(|table| value(token, table)))
}

/// The number that a word is in a language; a Spanish one may be of two (`vigesimoquinto`).
fn value(token: &str, table: &[(&str, u32)]) -> Option<u32> {
    let bare = bare(token);
    let fits = |name: &str| match name.strip_suffix('*') {
        Some(start) => bare.strip_prefix(start).is_some_and(|end| end.chars().count() <= 5),
        None => bare == name,
    };
    let best = table.iter().filter(|(name, _)| fits(name)).max_by_key(|(name, _)| name.trim_end_matches('*').len());
    if let Some((_, value)) = best {
        return Some(*value);
    }
    let is_spanish = table.first() == SPANISH.first();
    SPANISH.iter().filter(|(_, tens)| is_spanish && *tens >= 10 && tens % 10 == 0).find_map(|(name, tens)| {
        let units = bare.strip_prefix(name).filter(|rest| !rest.is_empty())?;
        value(units, table).filter(|units| *units < 10).map(|units| tens + units)
    })
}

/// The number of the words of one language next to the word at `at`: the last run of them before it or, where there is none, the
/// first behind it; and how many words it has.
fn run(tokens: &[&str], at: usize, table: &[(&str, u32)]) -> Option<(usize, u32)> {
    let is_joint = |token: &str| matches!(token, "et" | "and" | "بعد" | "y");
    let values = |range: std::ops::Range<usize>| -> Option<(usize, u32)> {
        let (mut words, mut sum) = (0, 0);
        for token in tokens.get(range)? {
            match value(token, table) {
                Some(20) if sum == 4 => sum = 80,
                Some(100) if (1..10).contains(&sum) => sum *= 100,
                Some(value) => sum += value,
                None => continue,
            }
            words += 1;
        }
        (sum > 0).then_some((words, sum))
    };
    let is_of = |at: usize| tokens.get(at).is_some_and(|token| value(token, table).is_some() || is_joint(token));
    let starts = |at: usize| tokens.get(at).is_some_and(|token| value(token, table).is_some());
    if let Some(last) = (0..at).rev().find(|at| starts(*at)) {
        let first = (0..=last).rev().take_while(|at| is_of(*at)).last().unwrap_or(last);
        return values(first..last + 1);
    }
    let first = (at + 1..tokens.len()).find(|at| starts(*at))?;
    let end = (first..tokens.len()).take_while(|at| is_of(*at)).last().map_or(first + 1, |last| last + 1);
    values(first..end)
}

/// The number in digits next to the word at `at`: `79th session`, `58º período de sesiones`, `Session de 2015`.
fn in_digits(tokens: &[&str], at: usize) -> Option<u32> {
    const SILENT: [&str; 22] = [
        "st",
        "nd",
        "rd",
        "th",
        "e",
        "eme",
        "º",
        "ª",
        "o",
        "a",
        "й",
        "я",
        "ая",
        "periodo",
        "de",
        "of",
        "года",
        "عام",
        "لعام",
        "extraordinario",
        "special",
        "substantive",
    ];
    let near = |range: &mut dyn Iterator<Item = usize>| {
        range
            .filter_map(|at| tokens.get(at))
            .find(|token| !SILENT.contains(token))
            .and_then(|token| whole_number(token))
    };
    let is_session = |number: &u32| (1..200).contains(number) || (1946..2200).contains(number);
    near(&mut (0..at).rev()).filter(is_session).or_else(|| near(&mut (at + 1..tokens.len())).filter(is_session))
}
