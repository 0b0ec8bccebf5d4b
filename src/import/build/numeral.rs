//! Numbers of automatic lists in the scripts that word processors have (ISO/IEC 29500-1, 17.18.59).

use crate::document::ordinal;

/// How a number is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) enum Numeral {
    #[default]
    Decimal,
    DecimalZero,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    Ordinal,
    CardinalText,
    OrdinalText,
    Hex,
    Chicago,
    FullWidth,
    Circled,
    Parenthesised,
    Stopped,
    Dashed,
    /// 一 十一 一百零一, as text counts.
    Chinese,
    /// 一 一〇 一〇一, digit by digit.
    ChineseDigits,
    /// 壹 拾壹.
    ChineseLegal,
    ChineseLegalTraditional,
    HeavenlyStems,
    EarthlyBranches,
    Aiueo,
    Iroha,
    Ganada,
    Chosung,
    Hebrew,
    HebrewAlphabet,
    ArabicAlphabet,
    ArabicAbjad,
    RussianLower,
    RussianUpper,
    ThaiLetters,
    ThaiDigits,
    HindiDigits,
    HindiLetters,
    Bullet,
    Nothing,
}

impl Numeral {
    /// The format of this name; what is not known counts in digits.
    pub fn named(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "ordinal" => Self::Ordinal,
            "cardinalText" => Self::CardinalText,
            "ordinalText" => Self::OrdinalText,
            "hex" => Self::Hex,
            "chicago" => Self::Chicago,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Parenthesised,
            "decimalEnclosedFullstop" => Self::Stopped,
            "numberInDash" => Self::Dashed,
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseCounting"
            | "koreanCounting"
            | "ideographEnclosedCircle" => Self::Chinese,
            "ideographDigital"
            | "japaneseDigitalTenThousand"
            | "taiwaneseDigital"
            | "koreanDigital"
            | "koreanDigital2" => Self::ChineseDigits,
            "chineseLegalSimplified" | "japaneseLegal" => Self::ChineseLegal,
            "ideographLegalTraditional" => Self::ChineseLegalTraditional,
            "ideographTraditional" => Self::HeavenlyStems,
            "ideographZodiac" | "ideographZodiacTraditional" => Self::EarthlyBranches,
            "aiueo" | "aiueoFullWidth" => Self::Aiueo,
            "iroha" | "irohaFullWidth" => Self::Iroha,
            "ganada" => Self::Ganada,
            "chosung" => Self::Chosung,
            "hebrew1" => Self::Hebrew,
            "hebrew2" => Self::HebrewAlphabet,
            "arabicAlpha" => Self::ArabicAlphabet,
            "arabicAbjad" => Self::ArabicAbjad,
            "russianLower" => Self::RussianLower,
            "russianUpper" => Self::RussianUpper,
            "thaiLetters" => Self::ThaiLetters,
            "thaiNumbers" => Self::ThaiDigits,
            "hindiNumbers" => Self::HindiDigits,
            "hindiVowels" | "hindiConsonants" => Self::HindiLetters,
            "bullet" => Self::Bullet,
            "none" => Self::Nothing,
            _ => Self::Decimal,
        }
    }

    /// `n` in this format.
    pub fn print(self, n: u32) -> String {
        match self {
            Self::Decimal => n.to_string(),
            Self::DecimalZero => format!("{n:02}"),
            Self::UpperRoman => ordinal::to_roman(n),
            Self::LowerRoman => ordinal::to_roman(n).to_lowercase(),
            Self::UpperLetter => repeated("ABCDEFGHIJKLMNOPQRSTUVWXYZ", n),
            Self::LowerLetter => repeated("abcdefghijklmnopqrstuvwxyz", n),
            Self::Ordinal => format!("{n}{}", suffix(n)),
            Self::CardinalText => english(n, false),
            Self::OrdinalText => english(n, true),
            Self::Hex => format!("{n:X}"),
            Self::Chicago => repeated("*†‡§", n),
            Self::FullWidth => digits(n, "０１２３４５６７８９"),
            Self::Circled => enclosed(n, &[(1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)]),
            Self::Parenthesised => enclosed(n, &[(1, 20, 0x2474)]),
            Self::Stopped => enclosed(n, &[(1, 20, 0x2488)]),
            Self::Dashed => format!("- {n} -"),
            Self::Chinese => chinese(n, "零一二三四五六七八九", "十百千", true),
            Self::ChineseDigits => digits(n, "〇一二三四五六七八九"),
            Self::ChineseLegal => chinese(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", false),
            Self::ChineseLegalTraditional => chinese(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟", false),
            Self::HeavenlyStems => place("甲乙丙丁戊己庚辛壬癸", n),
            Self::EarthlyBranches => place("子丑寅卯辰巳午未申酉戌亥", n),
            Self::Aiueo => {
                place("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン", n)
            }
            Self::Iroha => place(
                "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
                n,
            ),
            Self::Ganada => place("가나다라마바사아자차카타파하", n),
            Self::Chosung => place("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", n),
            Self::Hebrew => hebrew(n),
            Self::HebrewAlphabet => repeated("אבגדהוזחטיכלמנסעפצקרשת", n),
            Self::ArabicAlphabet => repeated("أبتثجحخدذرزسشصضطظعغفقكلمنهوي", n),
            // The heh stands alone in print with its joining form, as in (هـ).
            Self::ArabicAbjad => repeated("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", n).replace('ه', "هـ"),
            Self::RussianLower => repeated("абвгдежзиклмнопрстуфхцчшщэюя", n),
            Self::RussianUpper => repeated("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ", n),
            Self::ThaiLetters => repeated("กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", n),
            Self::ThaiDigits => digits(n, "๐๑๒๓๔๕๖๗๘๙"),
            Self::HindiDigits => digits(n, "०१२३४५६७८९"),
            Self::HindiLetters => repeated("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", n),
            Self::Bullet | Self::Nothing => String::new(),
        }
    }
}

/// The `n`th letter; after the last one they are doubled, then trebled: z, aa, bb.
fn repeated(alphabet: &str, n: u32) -> String {
    let length = u32::try_from(alphabet.chars().count()).unwrap_or(1).max(1);
    let Some(index) = n.checked_sub(1) else { return n.to_string() };
    let letter = alphabet.chars().nth((index % length) as usize).unwrap_or('?');
    std::iter::repeat_n(letter, (index / length + 1).min(20) as usize).collect()
}

/// The `n`th of a short row; beyond it, digits.
fn place(row: &str, n: u32) -> String {
    let found = n.checked_sub(1).and_then(|index| row.chars().nth(index as usize));
    found.map_or_else(|| n.to_string(), String::from)
}

fn digits(n: u32, row: &str) -> String {
    let row: Vec<char> = row.chars().collect();
    n.to_string().chars().filter_map(|c| row.get(c.to_digit(10)? as usize)).collect()
}

fn enclosed(n: u32, ranges: &[(u32, u32, u32)]) -> String {
    let found = ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&n));
    found.and_then(|(first, _, base)| char::from_u32(base + n - first)).map_or_else(|| n.to_string(), String::from)
}

fn suffix(n: u32) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// A number below ten thousand in Chinese; larger ones in digits. Text says 十二 for 12, a cheque says 壹拾贰.
fn chinese(n: u32, row: &str, units: &str, is_text: bool) -> String {
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
fn hebrew(n: u32) -> String {
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
fn english(n: u32, is_ordinal: bool) -> String {
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

#[cfg(test)]
mod tests {
    use super::Numeral;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (name, cases) in [
            ("decimal", [(1, "1"), (12, "12"), (101, "101")]),
            ("upperRoman", [(4, "IV"), (9, "IX"), (49, "XLIX")]),
            ("lowerLetter", [(1, "a"), (26, "z"), (28, "bb")]),
            ("decimalZero", [(1, "01"), (9, "09"), (10, "10")]),
            ("ordinal", [(1, "1st"), (12, "12th"), (23, "23rd")]),
            ("ordinalText", [(1, "First"), (20, "Twentieth"), (21, "Twenty-first")]),
            ("cardinalText", [(1, "One"), (19, "Nineteen"), (42, "Forty-two")]),
            ("chineseCounting", [(1, "一"), (12, "十二"), (20, "二十")]),
            ("chineseCountingThousand", [(101, "一百零一"), (110, "一百一十"), (1001, "一千零一")]),
            ("ideographDigital", [(1, "一"), (10, "一〇"), (25, "二五")]),
            ("chineseLegalSimplified", [(1, "壹"), (10, "壹拾"), (25, "贰拾伍")]),
            ("ideographTraditional", [(1, "甲"), (10, "癸"), (11, "11")]),
            ("arabicAbjad", [(1, "أ"), (3, "ج"), (5, "هـ")]),
            ("arabicAlpha", [(1, "أ"), (3, "ت"), (28, "ي")]),
            ("hebrew1", [(1, "א"), (15, "טו"), (21, "כא")]),
            ("decimalEnclosedCircle", [(1, "①"), (20, "⑳"), (21, "㉑")]),
            ("decimalFullWidth", [(1, "１"), (10, "１０"), (25, "２５")]),
            ("russianLower", [(1, "а"), (2, "б"), (28, "я")]),
            ("chicago", [(1, "*"), (3, "‡"), (5, "**")]),
            ("numberInDash", [(1, "- 1 -"), (2, "- 2 -"), (3, "- 3 -")]),
        ] {
            for (n, printed) in cases {
                assert_eq!(Numeral::named(name).print(n), printed, "{name} {n}");
            }
        }
    }
}
