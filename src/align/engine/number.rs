//! Numbers as every language writes them, in one canonical form; months beside a day or a year.
//!
//! A number is its groups of three digits in an order that does not depend on the writing: UN Arabic sets the groups of
//! a thousands number in reverse logical order with a plain space (`600 86` is 86,600), and the comma of one language is the
//! point of another. Han numerals and digits with `万`, `亿` are read as numbers.

/// A number at the start of a text.
pub(super) struct Reading {
    /// The canonical number.
    pub(super) number: String,
    /// Bytes of the text.
    pub(super) bytes: usize,
}

/// Digits and groups that are looked at: a longer row of digits is no number that anybody translated.
const MOST: usize = 24;

/// Whether a number, or a space and a number, begins `text`.
pub(super) fn starts(text: &str) -> bool {
    let text = text.strip_prefix([' ', ',', '.']).unwrap_or(text);
    text.strip_prefix(' ').unwrap_or(text).starts_with(|c: char| c.is_ascii_digit())
}

/// Reads the number at the start of the folded `text`. Han numerals count where they are more than one character or stand
/// beside what makes them a number: after `第` or before a month, a day, an article.
pub(super) fn read(text: &str) -> Option<Reading> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return Some(digits(text));
    }
    if let Some(rest) = text.strip_prefix('第') {
        let (value, bytes) = han(rest)?;
        return Some(Reading { number: canonical(&[&value.to_string()]), bytes: bytes + '第'.len_utf8() });
    }
    if han_digit(first).is_none() && !matches!(first, '十' | '百' | '千') {
        return None;
    }
    let (value, bytes) = han(text)?;
    let counted = text.get(bytes..).and_then(|rest| rest.chars().next());
    let long = text[..bytes].chars().count() > 1;
    (long || counted.is_some_and(|c| "年月日号號条條段章节節款项項".contains(c)))
        .then(|| Reading { number: canonical(&[&value.to_string()]), bytes })
}

/// A row of digits with the groups that follow it.
fn digits(text: &str) -> Reading {
    let run = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut groups = vec![run(text)];
    let mut starts = vec![0];
    let mut end = groups[0];
    while groups.len() < MOST {
        let rest = text.get(end..).unwrap_or("");
        let Some(separator) = rest.chars().next().filter(|c| matches!(c, ',' | '.' | ' ' | '\'' | '٬' | '٫')) else {
            break;
        };
        let next = run(rest.get(separator.len_utf8()..).unwrap_or(""));
        let reversed = separator == ' ' && groups.iter().all(|&len| len == 3) && (1..3).contains(&next);
        let forward = next == 3 && groups[0] <= 3 && groups[1..].iter().all(|&len| len == 3);
        // Two numbers that happen to stand side by side, `100 20`, make one by this rule in either language alike.
        if !forward && !reversed {
            break;
        }
        starts.push(end + separator.len_utf8());
        groups.push(next);
        end += separator.len_utf8() + next;
        if reversed {
            break;
        }
    }
    let parts: Vec<&str> =
        starts.iter().zip(&groups).filter_map(|(&start, &len)| text.get(start..start + len)).collect();
    if groups.len() == 1
        && let Some(found) = times(text, end)
    {
        return found;
    }
    Reading { number: canonical(&parts), bytes: end }
}

/// Digits, with or without a decimal, before `万` or `亿`.
fn times(text: &str, end: usize) -> Option<Reading> {
    let whole: u64 = text.get(..end)?.parse().ok()?;
    let mut bytes = end;
    let (mut fraction, mut scale) = (0_u64, 1_u64);
    if let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix('.')) {
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=4).contains(&len) {
            fraction = rest.get(..len)?.parse().ok()?;
            scale = 10_u64.pow(len as u32);
            bytes += 1 + len;
        }
    }
    let mut unit = 1_u64;
    for c in text.get(bytes..)?.chars().take(2) {
        unit = match c {
            '万' | '萬' => unit.saturating_mul(10_000),
            '亿' | '億' => unit.saturating_mul(100_000_000),
            _ => break,
        };
        bytes += c.len_utf8();
    }
    let value = whole.checked_mul(unit)?.checked_add(fraction.checked_mul(unit)? / scale)?;
    (unit > 1).then(|| Reading { number: canonical(&[&value.to_string()]), bytes })
}

/// The canonical form of a number of which the groups are given: up to four digits as they are, the shorter group first; more
/// digits as sorted groups of three.
fn canonical(groups: &[&str]) -> String {
    let mut all: Vec<String> = Vec::new();
    for group in groups {
        let group = &group[..group.len().min(MOST)];
        if groups.len() > 1 || group.len() <= 4 {
            all.push(group.to_owned());
        } else {
            let head = group.len() % 3;
            if head > 0 {
                all.push(group[..head].to_owned());
            }
            all.extend((head..group.len()).step_by(3).filter_map(|at| group.get(at..at + 3)).map(str::to_owned));
        }
    }
    if let [only] = &all[..] {
        let plain = only.trim_start_matches('0');
        return if plain.is_empty() { "0".to_owned() } else { plain.to_owned() };
    }
    if all.iter().map(String::len).sum::<usize>() == 4 {
        all.sort_by_key(String::len);
        return all.concat();
    }
    all.sort();
    all.join(" ")
}

fn han_digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of the Han numerals at the start of `text`, and their bytes.
fn han(text: &str) -> Option<(u64, usize)> {
    let (mut total, mut section, mut digit, mut row) = (0_u64, 0_u64, None::<u64>, 0_u64);
    let (mut bytes, mut units) = (0, false);
    for c in text.chars().take(MOST) {
        if let Some(value) = han_digit(c) {
            row = row.checked_mul(10)?.checked_add(value)?;
            digit = Some(value);
        } else {
            let unit = match c {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                '万' | '萬' => 10_000,
                '亿' | '億' => 100_000_000,
                _ => break,
            };
            if unit < 10_000 {
                section = section.checked_add(digit.unwrap_or(1).checked_mul(unit)?)?;
            } else {
                section = section.checked_add(digit.unwrap_or(0))?;
                total = total.checked_add(section)?.checked_mul(unit)?;
                section = 0;
            }
            (digit, units) = (None, true);
        }
        bytes += c.len_utf8();
    }
    if bytes == 0 {
        return None;
    }
    let value = if units { total.checked_add(section)?.checked_add(digit.unwrap_or(0))? } else { row };
    Some((value, bytes))
}

/// The number of the month that the folded `word` names, in the languages of the United Nations and some more (CLDR).
pub(super) fn month(word: &str) -> Option<&'static str> {
    const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
    MONTHS.iter().position(|names| names.contains(&word)).and_then(|at| NUMBERS.get(at).copied())
}

const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "janvier",
        "enero",
        "januar",
        "января",
        "январь",
        "януари",
        "يناير",
        "janeiro",
        "gennaio",
        "januar",
        "ianuarie",
    ],
    &[
        "february",
        "fevrier",
        "febrero",
        "februar",
        "февраля",
        "февраль",
        "فبراير",
        "شباط",
        "fevereiro",
        "febbraio",
        "februarie",
    ],
    &["march", "mars", "marzo", "marz", "марта", "март", "مارس", "اذار", "marco", "marcius", "martie"],
    &["april", "avril", "abril", "апреля", "апрель", "ابريل", "نيسان", "aprile", "aprilis", "aprilie"],
    &["may", "mai", "mayo", "мая", "май", "مايو", "ايار", "maio", "maggio", "majus"],
    &[
        "june",
        "juin",
        "junio",
        "juni",
        "июня",
        "июнь",
        "يونيه",
        "يونيو",
        "حزيران",
        "junho",
        "giugno",
        "junius",
        "iunie",
    ],
    &[
        "july",
        "juillet",
        "julio",
        "juli",
        "июля",
        "июль",
        "يوليه",
        "يوليو",
        "تموز",
        "julho",
        "luglio",
        "julius",
        "iulie",
    ],
    &["august", "aout", "agosto", "августа", "август", "اغسطس", "اب", "augusztus"],
    &[
        "september",
        "septembre",
        "septiembre",
        "сентября",
        "сентябрь",
        "سبتمبر",
        "ايلول",
        "setembro",
        "settembre",
        "szeptember",
        "septembrie",
    ],
    &["october", "octobre", "octubre", "oktober", "октября", "октябрь", "اكتوبر", "outubro", "ottobre", "octombrie"],
    &["november", "novembre", "noviembre", "ноября", "ноябрь", "نوفمبر", "novembro", "noiembrie"],
    &[
        "december",
        "decembre",
        "diciembre",
        "dezember",
        "декабря",
        "декабрь",
        "ديسمبر",
        "dezembro",
        "dicembre",
        "decembrie",
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(texts: &[&str]) {
        let numbers: Vec<String> = texts.iter().map(|text| read(text).expect("a number").number).collect();
        assert!(numbers.windows(2).all(|two| two[0] == two[1]), "{texts:?}: {numbers:?}");
    }

    #[test]
    fn the_same_number_in_every_writing() {
        same(&["86,600", "86.600", "86 600", "600 86", "86600", "8.66万", "八万六千六百"]);
        same(&["1,500", "1500", "1 500", "500 1", "一千五百"]);
        same(&["1,234,567", "567 234 1", "1 234 567"]);
        same(&["2023 ", "二〇二三年"]);
        same(&["12.", "第十二条", "012"]);
        same(&["35000000", "3500万"]);
    }

    #[test]
    fn a_single_han_numeral_is_a_word() {
        assert!(read("一个").is_none() && read("三月").is_some() && read("千").is_none());
        assert!(read("").is_none() && read("年").is_none());
    }

    #[test]
    fn endless_digits_are_read() {
        assert!(read(&"9".repeat(1_000_000)).is_some_and(|found| found.bytes == 1_000_000));
        assert!(read(&"九亿".repeat(1000)).is_none_or(|found| found.bytes > 0));
        assert!(read(&"100 ".repeat(1000)).is_some());
    }
}
