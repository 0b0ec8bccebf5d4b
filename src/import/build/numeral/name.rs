//! The names and numbers that files have for the formats of numbers.

use super::Numeral;

impl Numeral {
    /// The format of this name; what is not known counts in digits.
    pub fn named(name: &str) -> Self {
        match name {
            "decimalZero" => Self::Padded(2),
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
            | "japaneseCounting" => Self::Chinese,
            "ideographEnclosedCircle" => Self::ChineseCircled,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Self::ChineseDigits,
            "koreanCounting" => Self::Korean,
            "koreanDigital" => Self::KoreanDigits,
            "koreanDigital2" => Self::KoreanChineseDigits,
            "koreanLegal" => Self::KoreanWords,
            "chineseLegalSimplified" => Self::ChineseLegal,
            "japaneseLegal" => Self::JapaneseLegal,
            "ideographLegalTraditional" => Self::ChineseLegalTraditional,
            "ideographTraditional" => Self::HeavenlyStems,
            "ideographZodiac" => Self::EarthlyBranches,
            "ideographZodiacTraditional" => Self::StemsAndBranches,
            "aiueo" => Self::AiueoHalf,
            "aiueoFullWidth" => Self::Aiueo,
            "iroha" => Self::IrohaHalf,
            "irohaFullWidth" => Self::Iroha,
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

    /// The format of numbers that begin like these: `001, 002, 003, ...`.
    pub fn like(first: &str) -> Self {
        let head = first.split(',').next().unwrap_or("").trim();
        match u8::try_from(head.len()) {
            Ok(width @ 2..=20) if head.bytes().all(|byte| byte.is_ascii_digit()) => Self::Padded(width),
            _ => Self::Decimal,
        }
    }

    /// The format of this number in RTF (`\levelnfcN`) and in the Word files before DOCX.
    pub fn numbered(code: i32) -> Self {
        const NAMES: [&str; 60] = [
            "decimal",
            "upperRoman",
            "lowerRoman",
            "upperLetter",
            "lowerLetter",
            "ordinal",
            "cardinalText",
            "ordinalText",
            "hex",
            "chicago",
            "japaneseCounting",
            "japaneseDigitalTenThousand",
            "aiueo",
            "iroha",
            "decimalFullWidth",
            "decimal",
            "japaneseLegal",
            "japaneseDigitalTenThousand",
            "decimalEnclosedCircle",
            "decimalFullWidth2",
            "aiueoFullWidth",
            "irohaFullWidth",
            "decimalZero",
            "bullet",
            "ganada",
            "chosung",
            "decimalEnclosedFullstop",
            "decimalEnclosedParen",
            "decimalEnclosedCircleChinese",
            "ideographEnclosedCircle",
            "ideographTraditional",
            "ideographZodiac",
            "ideographZodiacTraditional",
            "taiwaneseCounting",
            "ideographLegalTraditional",
            "taiwaneseCountingThousand",
            "taiwaneseDigital",
            "chineseCounting",
            "chineseLegalSimplified",
            "chineseCountingThousand",
            "ideographDigital",
            "koreanDigital",
            "koreanCounting",
            "koreanLegal",
            "koreanDigital2",
            "hebrew1",
            "arabicAlpha",
            "hebrew2",
            "arabicAbjad",
            "hindiVowels",
            "hindiConsonants",
            "hindiNumbers",
            "hindiCounting",
            "thaiLetters",
            "thaiNumbers",
            "thaiCounting",
            "vietnameseCounting",
            "numberInDash",
            "russianLower",
            "russianUpper",
        ];
        match code {
            255 => Self::Nothing,
            62..=65 => Self::Padded(u8::try_from(code - 59).unwrap_or(2)),
            _ => {
                usize::try_from(code).ok().and_then(|at| NAMES.get(at)).map_or(Self::Decimal, |name| Self::named(name))
            }
        }
    }
}
