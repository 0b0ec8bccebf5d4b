//! Numbers in words: Chinese, Hebrew, Korean, English.

use super::suffix;

/// A number below ten thousand in Chinese; larger ones in digits. Text says 十二 for 12, a cheque says 壹拾贰.
pub(super) fn chinese(n: u32, row: &str, units: &str, is_text: bool) -> String {
    if n >= 10_000 {
        return n.to_string();
    }
    let row: Vec<char> = row.chars().collect();
    let digit = |n: u32| row.get(n as usize).copied().unwrap_or('?');
    if n == 0 {
        return digit(0).to_string();
    }
    let (mut out, mut gap) = (String::new(), false);
    for (power, unit) in
        [(1_000, units.chars().nth(2)), (100, units.chars().nth(1)), (10, units.chars().next()), (1, None)]
    {
        let here = n / power % 10;
        if here == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(digit(0));
            gap = false;
        }
        if !(is_text && power == 10 && here == 1 && out.is_empty()) {
            out.push(digit(here));
        }
        out.extend(unit);
    }
    out
}

/// Hebrew letters by their values: 15 and 16 are written as 9+6 and 9+7.
pub(super) fn hebrew(n: u32) -> String {
    const VALUES: [(u32, char); 22] = [
        (400, 'ת'),
        (300, 'ש'),
        (200, 'ר'),
        (100, 'ק'),
        (90, 'צ'),
        (80, 'פ'),
        (70, 'ע'),
        (60, 'ס'),
        (50, 'נ'),
        (40, 'מ'),
        (30, 'ל'),
        (20, 'כ'),
        (10, 'י'),
        (9, 'ט'),
        (8, 'ח'),
        (7, 'ז'),
        (6, 'ו'),
        (5, 'ה'),
        (4, 'ד'),
        (3, 'ג'),
        (2, 'ב'),
        (1, 'א'),
    ];
    if n == 0 || n > 1_000 {
        return n.to_string();
    }
    let (mut rest, mut out) = (n, String::new());
    for (value, letter) in VALUES {
        while rest >= value && !(matches!(rest, 15 | 16) && value == 10) {
            out.push(letter);
            rest -= value;
        }
    }
    out
}

/// `One`, `Twenty-first`.
pub(super) fn english(n: u32, is_ordinal: bool) -> String {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const ORDINALS: [&str; 20] = [
        "zeroth",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let row = if is_ordinal { &ORDINALS } else { &UNITS };
    let (tens, unit) = ((n / 10) as usize, (n % 10) as usize);
    let text = match (n, TENS.get(tens)) {
        (0..20, _) => row.get(n as usize).map(|word| (*word).to_owned()),
        (20..100, Some(ten)) if unit == 0 && is_ordinal => Some(format!("{}ieth", ten.trim_end_matches('y'))),
        (20..100, Some(ten)) if unit == 0 => Some((*ten).to_owned()),
        (20..100, Some(ten)) => row.get(unit).map(|word| format!("{ten}-{word}")),
        _ => None,
    };
    let text = text.unwrap_or_else(|| if is_ordinal { format!("{n}{}", suffix(n)) } else { n.to_string() });
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A number in Korean words; those above ninety-nine in digits.
pub(super) fn korean(n: u32) -> String {
    const UNITS: [&str; 10] = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"];
    const TENS: [&str; 10] = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"];
    match (TENS.get((n / 10) as usize), UNITS.get((n % 10) as usize)) {
        (Some(ten), Some(unit)) if n > 0 => format!("{ten}{unit}"),
        _ => n.to_string(),
    }
}
