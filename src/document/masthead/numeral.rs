//! Numbers in words as mastheads print them: `seventy-ninth`, `quatre-vingtième`, `الثمانون`; the words are folded.

use crate::document::ordinal::whole_number;

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
/// Words of one language for numbers, and whether words that say a number say it as an ordinal.
pub(super) struct Language {
    words: &'static [(&'static str, u32)],
    is_ordinal: fn(&[&str]) -> bool,
    /// Whether an ordinal stands behind its noun.
    pub(super) is_behind: bool,
}

/// The languages in which numbers are read, except Chinese.
pub(super) const LANGUAGES: [Language; 5] = [
    Language { words: ENGLISH, is_ordinal: is_english, is_behind: false },
    Language { words: FRENCH, is_ordinal: is_french, is_behind: false },
    Language { words: SPANISH, is_ordinal: |_| true, is_behind: false },
    Language { words: RUSSIAN, is_ordinal: is_russian, is_behind: false },
    Language { words: ARABIC, is_ordinal: is_arabic, is_behind: true },
];

/// `seventy-ninth`, and no `seventy-nine`.
fn is_english(words: &[&str]) -> bool {
    words.last().is_some_and(|last| last.ends_with("th") || matches!(*last, "first" | "second" | "third"))
}

fn is_french(words: &[&str]) -> bool {
    words.last().is_some_and(|last| {
        last.trim_end_matches('s').ends_with("ieme") || last.starts_with("premier") || last.starts_with("second")
    })
}

/// Ordinals have the endings of adjectives: `пятая` and `пятого`, and no `пять` or `пяти`.
fn is_russian(words: &[&str]) -> bool {
    const ENDINGS: [&str; 9] = ["й", "я", "е", "го", "му", "ую", "тью", "м", "х"];
    words.last().is_some_and(|last| {
        ENDINGS.iter().any(|ending| last.ends_with(ending)) && (!last.ends_with("тью") || last.starts_with("тре"))
    })
}

/// Ordinals beside a noun have its article: `الدورة الثمانون`, and no `ثمانون دورة`.
fn is_arabic(words: &[&str]) -> bool {
    words.first().is_some_and(|first| bare(first) != *first)
}

/// An Arabic word without "and" and its article.
pub(super) fn bare(token: &str) -> &str {
    let token = token.strip_prefix("وال").or_else(|| token.strip_prefix("ال")).unwrap_or(token);
    token.strip_prefix("لل").unwrap_or(token)
}

/// The number that a word or digits are in any of the languages.
pub(super) fn number(token: &str) -> Option<u32> {
    whole_number(token).or_else(|| LANGUAGES.iter().find_map(|language| language.value(token)))
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

impl Language {
    /// The number that a word is in this language.
    pub(super) fn value(&self, token: &str) -> Option<u32> {
        value(token, self.words)
    }

    /// Whether words that say a number are an ordinal.
    pub(super) fn is_ordinal(&self, words: &[&str]) -> bool {
        (self.is_ordinal)(words)
    }
}
