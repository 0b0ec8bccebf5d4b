//! Lists: what their levels print, and how they count.

use crate::import::build::Numeral;
use crate::import::xml::Tag;

/// Levels of a list.
pub(super) const LEVELS: usize = 10;

/// What a level prints.
#[derive(Clone, Debug)]
pub(super) enum Level {
    Number { numeral: Numeral, prefix: String, suffix: String, shown: usize, start: u32, pattern: Option<String> },
    Bullet(char),
}

/// The levels of a list style.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    levels: [Option<Box<Level>>; LEVELS],
}

/// How far a list has counted.
pub(super) type Counts = [Option<u32>; LEVELS];

impl Level {
    /// A level that counts. A format that is not known counts in digits, none at all prints nothing.
    pub fn number(tag: &Tag<'_>) -> Self {
        let format = tag.other("num-format").unwrap_or_default();
        let first = format.split(',').next().unwrap_or("").trim();
        let numeral = match first {
            "" => Numeral::Nothing,
            "a" => Numeral::LowerLetter,
            "A" => Numeral::UpperLetter,
            "i" => Numeral::LowerRoman,
            "I" => Numeral::UpperRoman,
            "一" | "一二三" => Numeral::Chinese,
            "壹" => Numeral::ChineseLegal,
            "甲" => Numeral::HeavenlyStems,
            "子" => Numeral::EarthlyBranches,
            "①" => Numeral::Circled,
            "１" => Numeral::FullWidth,
            "ア" => Numeral::Aiueo,
            "イ" => Numeral::Iroha,
            "가" => Numeral::Ganada,
            "ㄱ" => Numeral::Chosung,
            // The alphabet goes on with teh, the abjad with jeem.
            "أ" if format.contains('ج') && !format.contains('ت') => Numeral::ArabicAbjad,
            "أ" | "ا" => Numeral::ArabicAlphabet,
            "א" => Numeral::HebrewAlphabet,
            "ก" => Numeral::ThaiLetters,
            "а" => Numeral::RussianLower,
            "А" => Numeral::RussianUpper,
            "Α" => Numeral::GreekUpper,
            "α" => Numeral::GreekLower,
            "آ" => Numeral::PersianAlphabet,
            first => Numeral::like(first),
        };
        Self::Number {
            numeral,
            prefix: tag.other("num-prefix").unwrap_or_default(),
            suffix: tag.other("num-suffix").unwrap_or_default(),
            shown: tag.value("display-levels").and_then(|n| n.parse().ok()).unwrap_or(1),
            start: tag.value("start-value").and_then(|n| n.parse().ok()).unwrap_or(1),
            pattern: tag.other("num-list-format"),
        }
    }
}

impl Levels {
    pub fn set(&mut self, at: usize, level: Level) {
        if let Some(slot) = self.levels.get_mut(at) {
            *slot = Some(Box::new(level));
        }
    }

    fn of(&self, at: usize) -> Option<&Level> {
        self.levels.get(at).and_then(Option::as_deref)
    }

    fn start(&self, at: usize) -> u32 {
        match self.of(at) {
            Some(Level::Number { start, .. }) => *start,
            _ => 1,
        }
    }

    /// Counts an item at level `at`, 0 for the outermost, which may start at a number of its own, and gives what is printed.
    pub fn count(&self, counts: &mut Counts, at: usize, own: Option<u32>) -> Option<String> {
        let at = at.min(LEVELS - 1);
        let next = counts[at].map_or_else(|| self.start(at), |n| n.saturating_add(1));
        counts[at] = Some(own.unwrap_or(next));
        counts.iter_mut().skip(at + 1).for_each(|count| *count = None);
        // Levels above that were never used stand at their starts.
        for (upper, count) in counts.iter_mut().enumerate().take(at) {
            count.get_or_insert_with(|| self.start(upper));
        }
        match self.of(at)? {
            Level::Bullet(c) => Some(c.to_string()),
            Level::Number { numeral: Numeral::Nothing, prefix, suffix, .. } => {
                Some(format!("{prefix}{suffix}")).filter(|text| !text.trim().is_empty())
            }
            Level::Number { prefix, suffix, shown, pattern, .. } => {
                let print = |level: usize| match self.of(level) {
                    Some(Level::Number { numeral, .. }) => {
                        numeral.print(counts.get(level).copied().flatten().unwrap_or_else(|| self.start(level)))
                    }
                    _ => String::new(),
                };
                if let Some(pattern) = pattern {
                    return Some(filled(pattern, print));
                }
                let first = (at + 1).saturating_sub((*shown).clamp(1, LEVELS));
                let numbers: Vec<String> = (first..=at).map(print).filter(|n| !n.is_empty()).collect();
                Some(format!("{prefix}{}{suffix}", numbers.join(".")))
            }
        }
    }
}

/// A pattern with the numbers of its levels: `%1%.%2%.`.
fn filled(pattern: &str, print: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut parts = pattern.split('%');
    out.push_str(parts.next().unwrap_or(""));
    while let Some(part) = parts.next() {
        match part.parse::<usize>() {
            Ok(level) if (1..=LEVELS).contains(&level) => {
                let number = print(level - 1);
                let after = parts.next().unwrap_or("");
                // What stands between numbers goes with a number that is not printed, where another one follows.
                let is_left_out = number.is_empty() && parts.clone().any(|part| part.parse::<usize>().is_ok());
                out.push_str(&number);
                out.push_str(if is_left_out { "" } else { after });
            }
            _ => out.push_str(part),
        }
    }
    out
}
