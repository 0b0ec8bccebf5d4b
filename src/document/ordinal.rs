//! Numbers as documents print them: digits of several scripts, Roman, letters, abjad, Chinese, Arabic, Persian and Hebrew.

/// The value of a decimal digit: ASCII, Arabic-Indic, extended Arabic-Indic (Persian) or full-width.
pub fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

/// The number that `text` starts with and its length in bytes; none where it has more than six digits.
pub fn number(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut end) = (0u32, 0);
    for (count, (at, c)) in text.char_indices().enumerate() {
        let Some(d) = digit(c) else { break };
        if count == 6 {
            return None;
        }
        value = value * 10 + d;
        end = at + c.len_utf8();
    }
    (end > 0).then_some((value, end))
}

/// The number that the whole of `text` is, in digits.
pub fn whole_number(text: &str) -> Option<u32> {
    number(text).and_then(|(n, end)| (end == text.len()).then_some(n))
}

/// `text` with the digits of other scripts as ASCII digits.
pub fn fold_digits(text: &str) -> String {
    text.chars().map(|c| digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c)).collect()
}

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// A number below 4000 in upper-case Roman numerals; larger ones in digits.
pub fn to_roman(mut n: u32) -> String {
    if n == 0 || n >= 4000 {
        return n.to_string();
    }
    let mut out = String::new();
    for (value, letters) in ROMAN {
        while n >= value {
            out.push_str(letters);
            n -= value;
        }
    }
    out
}

/// The value of a Roman numeral in its usual spelling, of either case, or of the single code points U+2160–U+216B.
pub fn roman(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    if let (Some(c @ '\u{2160}'..='\u{216B}'), None) = (chars.next(), chars.next()) {
        return Some(u32::from(c) - 0x215F);
    }
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let upper = text.to_ascii_uppercase();
    let (mut rest, mut value) = (upper.as_str(), 0);
    for (n, letters) in ROMAN {
        while let Some(after) = rest.strip_prefix(letters) {
            value += n;
            rest = after;
        }
    }
    (rest.is_empty() && value < 4000 && to_roman(value) == upper).then_some(value)
}

/// The `n`th upper-case letter name: 1 is `A`, 26 `Z`, 27 `AA`.
pub fn letters(n: u32) -> String {
    let mut n = n;
    let mut out = Vec::new();
    while n > 0 {
        n -= 1;
        out.push(char::from(b'A' + (n % 26) as u8));
        n /= 26;
    }
    out.iter().rev().collect()
}

/// The place of one letter in the order in which lists use it: `b`, `B` are 2, `(ب)` is 2 (abjad), `б` is 2, `ב` is 2.
pub fn letter(text: &str) -> Option<u32> {
    let folded = fold_word(text);
    let mut chars = folded.chars();
    let (c, None) = (chars.next()?, chars.next()) else { return None };
    if c.is_ascii_alphabetic() {
        return Some(u32::from(c.to_ascii_lowercase()) - u32::from('a') + 1);
    }
    let place = |row: &str| row.chars().position(|x| x == c).and_then(|i| u32::try_from(i + 1).ok());
    place("ابجدهوزحطيكلمنسعفصقرشتثخذضظغ")
        .or_else(|| place("абвгдежзиклмнопрстуфхцчшщэюя"))
        .or_else(|| place("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"))
        .or_else(|| place("אבגדהוזחטיכלמנסעפצקרשת"))
}

/// The place of an Arabic letter's name in abjad order: `ألف` 1, `باء` 2, `جيم` 3.
pub fn abjad(text: &str) -> Option<u32> {
    const NAMES: [&str; 28] = [
        "الف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم", "نون", "سين", "عين",
        "فاء", "صاد", "قاف", "راء", "شين", "تاء", "ثاء", "خاء", "ذال", "ضاد", "ظاء", "غين",
    ];
    place(&NAMES, &fold_word(text))
}

/// The value of an Arabic adverbial ordinal: `أولاً` 1, `ثانيا` 2, `حادي عشر` 11.
pub fn arabic_adverb(text: &str) -> Option<u32> {
    const WORDS: [&str; 20] = [
        "اولا",
        "ثانيا",
        "ثالثا",
        "رابعا",
        "خامسا",
        "سادسا",
        "سابعا",
        "ثامنا",
        "تاسعا",
        "عاشرا",
        "حادي عشر",
        "ثاني عشر",
        "ثالث عشر",
        "رابع عشر",
        "خامس عشر",
        "سادس عشر",
        "سابع عشر",
        "ثامن عشر",
        "تاسع عشر",
        "عشرون",
    ];
    place(&WORDS, &fold_word(text))
}

/// The value of an Arabic ordinal adjective of either gender, with or without its article: `الأولى` 1, `الثاني` 2.
pub fn arabic_adjective(text: &str) -> Option<u32> {
    const MASCULINE: [&str; 12] =
        ["اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر", "حادي عشر", "ثاني عشر"];
    const FEMININE: [&str; 12] = [
        "اولي",
        "ثانيه",
        "ثالثه",
        "رابعه",
        "خامسه",
        "سادسه",
        "سابعه",
        "ثامنه",
        "تاسعه",
        "عاشره",
        "حاديه عشره",
        "ثانيه عشره",
    ];
    let folded = fold_word(text);
    let bare = folded.strip_prefix("ال").unwrap_or(&folded);
    place(&MASCULINE, bare).or_else(|| place(&FEMININE, bare))
}

/// The value of a Persian ordinal up to thirty-nine: `اول` 1, `بیست و یکم` 21, `سی‌ام` 30.
pub fn persian(text: &str) -> Option<u32> {
    const WORDS: [&str; 20] = [
        "اول",
        "دوم",
        "سوم",
        "چهارم",
        "پنجم",
        "ششم",
        "هفتم",
        "هشتم",
        "نهم",
        "دهم",
        "يازدهم",
        "دوازدهم",
        "سيزدهم",
        "چهاردهم",
        "پانزدهم",
        "شانزدهم",
        "هفدهم",
        "هجدهم",
        "نوزدهم",
        "بيستم",
    ];
    let folded = fold_word(text);
    let small = |word: &str| match word {
        "يكم" => Some(1),
        "هيجدهم" => Some(18),
        other => place(&WORDS, other),
    };
    match folded.as_str() {
        "سيام" | "سي ام" => Some(30),
        word => small(word).or_else(|| {
            let (tens, rest) = match word.strip_prefix("بيست و ") {
                Some(rest) => (20, rest),
                None => (30, word.strip_prefix("سي و ")?),
            };
            small(rest).filter(|n| *n < 10).map(|n| tens + n)
        }),
    }
}

/// The value of a Hebrew numeral below 400: `א` 1, `טו` 15, `כ״א` 21.
pub fn hebrew(text: &str) -> Option<u32> {
    let mut value = 0;
    let mut count = 0;
    for c in text.chars().filter(|c| !matches!(c, '\'' | '"' | '\u{5F3}' | '\u{5F4}')) {
        value += match c {
            'א'..='ט' => u32::from(c) - u32::from('א') + 1,
            'י' => 10,
            'כ' | 'ך' => 20,
            'ל' => 30,
            'מ' | 'ם' => 40,
            'נ' | 'ן' => 50,
            'ס' => 60,
            'ע' => 70,
            'פ' | 'ף' => 80,
            'צ' | 'ץ' => 90,
            'ק' => 100,
            'ר' => 200,
            'ש' => 300,
            _ => return None,
        };
        count += 1;
    }
    (1..=3).contains(&count).then_some(value)
}

/// The value of a Chinese numeral below ten thousand: `十二` 12, `二十` 20, `一百零三` 103.
pub fn chinese(text: &str) -> Option<u32> {
    let (mut total, mut unit, mut count) = (0u32, None, 0);
    for c in text.chars() {
        count += 1;
        if count > 8 {
            return None;
        }
        if let Some(n) = "〇一二三四五六七八九".chars().position(|x| x == c).or((c == '零').then_some(0)) {
            if unit.is_some_and(|u| u > 0) {
                return None;
            }
            unit = u32::try_from(n).ok();
            continue;
        }
        let scale = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => return None,
        };
        total += unit.take().filter(|n| *n > 0).unwrap_or(1) * scale;
    }
    total += unit.unwrap_or(0);
    (total > 0).then_some(total)
}

/// A word without marks, tatweel and joiners, with one form of alef, yeh, kaf and teh marbuta: only for comparing ordinals.
pub fn fold_word(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| !matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{200C}'..='\u{200F}'))
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ی' => 'ي',
            'ک' => 'ك',
            'ة' | 'ۀ' => 'ه',
            '\u{A0}' => ' ',
            other => other,
        })
        .collect()
}

fn place(words: &[&str], folded: &str) -> Option<u32> {
    words.iter().position(|word| *word == folded).and_then(|i| u32::try_from(i + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_gives_its_number() {
        for (n, word) in [(1, "أولاً"), (2, "ثانيا"), (11, "حادي عشر"), (3, "ثـالثا")] {
            assert_eq!(arabic_adverb(word), Some(n), "{word}");
        }
        for (n, word) in [(1, "ألف"), (2, "بـــاء"), (4, "دال"), (5, "هاء")] {
            assert_eq!(abjad(word), Some(n), "{word}");
        }
        for (n, word) in [(1, "اول"), (18, "هیجدهم"), (22, "بیست و دوم"), (30, "سی\u{200C}ام")] {
            assert_eq!(persian(word), Some(n), "{word}");
        }
        for (n, word) in [(1, "א"), (15, "טו"), (16, "ט״ז"), (21, "כא"), (30, "ל")] {
            assert_eq!(hebrew(word), Some(n), "{word}");
        }
        for (n, word) in [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (30, "三十"), (103, "一百零三")]
        {
            assert_eq!(chinese(word), Some(n), "{word}");
        }
        assert_eq!(number("٢٣ -"), Some((23, 4)));
        assert_eq!(number("1234567"), None);
        assert_eq!(letter("هـ"), Some(5));
        assert_eq!(letters(28), "AB");
    }

    #[test]
    fn roman_numerals_come_back_and_misspelt_ones_do_not() {
        for n in 1..4000 {
            assert_eq!(roman(&to_roman(n)), Some(n));
        }
        for wrong in ["IIII", "VX", "IC", "", "ABC"] {
            assert_eq!(roman(wrong), None, "{wrong}");
        }
    }
}
