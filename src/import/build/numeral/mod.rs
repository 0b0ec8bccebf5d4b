//! Numbers of automatic lists in the scripts that word processors have (ISO/IEC 29500-1, 17.18.59).

mod name;
mod words;

use crate::document::ordinal;
use words::{chinese, english, hebrew, korean};

/// How a number is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) enum Numeral {
    #[default]
    Decimal,
    /// With noughts before it, so many digits wide.
    Padded(u8),
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
    /// ㊀ ㊁, to ten.
    ChineseCircled,
    JapaneseLegal,
    /// 일 십일.
    Korean,
    KoreanDigits,
    KoreanChineseDigits,
    /// 하나 둘, to ninety-nine.
    KoreanWords,
    HeavenlyStems,
    EarthlyBranches,
    /// 甲子 乙丑, sixty of them.
    StemsAndBranches,
    Aiueo,
    AiueoHalf,
    Iroha,
    IrohaHalf,
    Ganada,
    Chosung,
    Hebrew,
    HebrewAlphabet,
    ArabicAlphabet,
    ArabicAbjad,
    PersianAlphabet,
    RussianLower,
    RussianUpper,
    GreekLower,
    GreekUpper,
    ThaiLetters,
    ThaiDigits,
    HindiDigits,
    HindiLetters,
    Bullet,
    Nothing,
}

impl Numeral {
    /// `n` in this format.
    pub fn print(self, n: u32) -> String {
        match self {
            Self::Decimal => n.to_string(),
            Self::Padded(width) => format!("{n:0width$}", width = usize::from(width)),
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
            Self::ChineseCircled => enclosed(n, &[(1, 10, 0x3280)]),
            Self::JapaneseLegal => chinese(n, "零壱弐参四伍六七八九", "拾百阡", false),
            Self::Korean => chinese(n, "영일이삼사오육칠팔구", "십백천", true),
            Self::KoreanDigits => digits(n, "영일이삼사오육칠팔구"),
            Self::KoreanChineseDigits => digits(n, "零一二三四五六七八九"),
            Self::KoreanWords => korean(n),
            Self::StemsAndBranches => match n {
                1..=60 => place(STEMS, (n - 1) % 10 + 1) + &place(BRANCHES, (n - 1) % 12 + 1),
                _ => n.to_string(),
            },
            Self::HeavenlyStems => place(STEMS, n),
            Self::EarthlyBranches => place(BRANCHES, n),
            Self::Aiueo => {
                place("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン", n)
            }
            Self::Iroha => place(
                "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
                n,
            ),
            Self::AiueoHalf => place("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", n),
            Self::IrohaHalf => place("ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ", n),
            Self::Ganada => place("가나다라마바사아자차카타파하", n),
            Self::Chosung => place("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", n),
            Self::Hebrew => hebrew(n),
            Self::HebrewAlphabet => repeated("אבגדהוזחטיכלמנסעפצקרשת", n),
            Self::ArabicAlphabet => repeated("أبتثجحخدذرزسشصضطظعغفقكلمنهوي", n),
            // The heh stands alone in print with its joining form, as in (هـ).
            Self::ArabicAbjad => repeated("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", n).replace('ه', "هـ"),
            Self::PersianAlphabet => repeated("آبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", n),
            Self::GreekLower => repeated("αβγδεζηθικλμνξοπρστυφχψω", n),
            Self::GreekUpper => repeated("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", n),
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

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

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

#[cfg(test)]
mod tests {
    use super::Numeral;

    #[test]
    fn formats_have_numbers_and_examples_too() {
        assert_eq!(Numeral::like("001, 002, 003, ..."), Numeral::Padded(3));
        assert_eq!(Numeral::like("a, b, ..."), Numeral::Decimal);
        assert_eq!(Numeral::Padded(3).print(12), "012");
        assert_eq!(Numeral::numbered(37), Numeral::named("chineseCounting"));
        assert_eq!(Numeral::numbered(48), Numeral::ArabicAbjad);
        assert_eq!(Numeral::numbered(59), Numeral::RussianUpper);
        assert_eq!((Numeral::numbered(-7), Numeral::numbered(255)), (Numeral::Decimal, Numeral::Nothing));
    }

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
            ("koreanDigital2", [(1, "一"), (10, "一零"), (25, "二五")]),
            ("koreanCounting", [(1, "일"), (10, "십"), (25, "이십오")]),
            ("koreanLegal", [(1, "하나"), (10, "열"), (25, "스물다섯")]),
            ("japaneseLegal", [(1, "壱"), (10, "壱拾"), (25, "弐拾伍")]),
            ("ideographZodiacTraditional", [(1, "甲子"), (12, "乙亥"), (60, "癸亥")]),
            ("ideographEnclosedCircle", [(1, "㊀"), (10, "㊉"), (11, "11")]),
            ("aiueo", [(1, "ｱ"), (2, "ｲ"), (46, "ﾝ")]),
            ("numberInDash", [(1, "- 1 -"), (2, "- 2 -"), (3, "- 3 -")]),
        ] {
            for (n, printed) in cases {
                assert_eq!(Numeral::named(name).print(n), printed, "{name} {n}");
            }
        }
    }
}
