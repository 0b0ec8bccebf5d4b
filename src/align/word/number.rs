//! What numbers and months mean, in any script.

/// A value that is the same in every language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Value {
    /// A number by its digits; a fraction with its point.
    Number(String),
    /// A month, 1 to 12.
    Month(u8),
}

/// Month names of the six languages, folded; Arabic has two sets.
const MONTHS: [&[&str]; 12] = [
    &["january", "janvier", "enero", "января", "январь", "январе", "يناير"],
    &["february", "fevrier", "febrero", "февраля", "февраль", "феврале", "شباط", "فبراير"],
    &["march", "mars", "marzo", "марта", "март", "марте", "اذار", "مارس"],
    &["april", "avril", "abril", "апреля", "апрель", "апреле", "نيسان", "ابريل"],
    &["may", "mai", "mayo", "мая", "май", "мае", "ايار", "مايو"],
    &["june", "juin", "junio", "июня", "июнь", "июне", "حزيران", "يونيه", "يونيو"],
    &["july", "juillet", "julio", "июля", "июль", "июле", "تموز", "يوليه", "يوليو"],
    &["august", "aout", "agosto", "августа", "август", "августе", "اغسطس"],
    &["september", "septembre", "septiembre", "setiembre", "сентября", "сентябрь", "сентябре", "ايلول", "سبتمبر"],
    &["october", "octobre", "octubre", "октября", "октябрь", "октябре", "اكتوبر"],
    &["november", "novembre", "noviembre", "ноября", "ноябрь", "ноябре", "نوفمبر"],
    &["december", "decembre", "diciembre", "декабря", "декабрь", "декабре", "ديسمبر"],
];

/// The value of a folded word that is not Han; none where it has none. `21st` is 21, `10,000` is 10000.
pub(super) fn value(word: &str) -> Option<Value> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return number(word);
    }
    let month = MONTHS.iter().position(|names| names.contains(&word))?;
    Some(Value::Month(month as u8 + 1))
}

/// The number at the start of `word`. A comma or a point before exactly three digits groups thousands; else it starts a
/// fraction.
fn number(word: &str) -> Option<Value> {
    let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{66B}' | '\u{66C}')));
    let text = word.get(..end.unwrap_or(word.len()))?.trim_end_matches(|c: char| !c.is_ascii_digit());
    let mut digits = String::new();
    for (at, part) in text.split(|c: char| !c.is_ascii_digit()).enumerate() {
        if at > 0 && part.len() != 3 {
            digits.push('.');
        }
        digits.push_str(part);
    }
    let plain = digits.trim_start_matches('0');
    let plain =
        if plain.is_empty() || plain.starts_with('.') { &digits[digits.len() - plain.len() - 1..] } else { plain };
    Some(Value::Number(plain.to_owned()))
}

/// The value of a Han number below 100,000,000 (`三十七`, `二〇一五`); none where `text` is no number.
pub(super) fn han(text: &str) -> Option<Value> {
    let digit = |c: char| {
        "〇一二三四五六七八九"
            .chars()
            .position(|one| one == c)
            .or((c == '零').then_some(0))
            .or((c == '两').then_some(2))
    };
    if text.chars().all(|c| digit(c).is_some()) {
        let digits: String = text.chars().filter_map(digit).filter_map(|d| char::from_digit(d as u32, 10)).collect();
        return (!digits.is_empty() && digits.len() <= 12).then_some(Value::Number(digits));
    }
    let (mut whole, mut section, mut last) = (0u64, 0u64, None::<u64>);
    for c in text.chars() {
        if let Some(found) = digit(c) {
            last = Some(found as u64);
            continue;
        }
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => {
                whole += (section + last.take().unwrap_or(0)).min(9999) * 10_000;
                section = 0;
                continue;
            }
            _ => return None,
        };
        section = section.saturating_add(last.take().unwrap_or(1) * unit);
    }
    Some(Value::Number(whole.saturating_add(section).saturating_add(last.unwrap_or(0)).to_string()))
}

/// Whether `c` is a sign of Han numbers.
pub(super) fn is_han_digit(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_script_are_the_same() {
        let number = |text: &str| Some(Value::Number(text.to_owned()));
        for (word, expected) in [
            ("21st", "21"),
            ("10,000", "10000"),
            ("1.234.567", "1234567"),
            ("3.5", "3.5"),
            ("007", "7"),
            ("0", "0"),
            ("0.25", "0.25"),
            ("2,", "2"),
        ] {
            assert_eq!(value(word), number(expected), "{word}");
        }
        for (word, expected) in
            [("三十七", "37"), ("十", "10"), ("一百零五", "105"), ("二〇一五", "2015"), ("三万二千", "32000")]
        {
            assert_eq!(han(word), number(expected), "{word}");
        }
        assert_eq!(han("十分"), None);
        assert_eq!(han(&"万".repeat(99)), number("0"));
        assert_eq!(value("february"), value("شباط"));
        assert_eq!(value("garden"), None);
    }
}
