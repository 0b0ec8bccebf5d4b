//! Automatic numbers: lists with their levels, and the counting of them in the order of the text, as Word counts
//! (ISO/IEC 29500-1, 17.9; Rich Text Format 1.9.1, "List Tables").

use std::collections::{HashMap, HashSet};

use super::{Numeral, symbol};

/// Levels of a list.
pub(in crate::import) const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug)]
pub(in crate::import) struct Level {
    /// Its first number.
    pub start: u32,
    pub numeral: Numeral,
    /// Its text, with `%1` for the number of the first level.
    pub text: String,
    /// The level whose use starts it again, 1 for the outermost; 0 is none of them; by default the one above it.
    pub restart: Option<u8>,
    /// Whether all numbers in its text are in digits.
    pub is_legal: bool,
    /// The style that this level belongs to.
    pub style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        // A level that names no start begins at nought (17.9.25).
        Self { start: 0, numeral: Numeral::Decimal, text: String::new(), restart: None, is_legal: false, style: None }
    }
}

/// The levels of a list, as they are declared.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Abstract {
    pub levels: HashMap<usize, Level>,
    /// The style whose list it takes its levels from.
    pub style_link: Option<String>,
    /// The style whose list this is.
    pub style: Option<String>,
}

/// A list as paragraphs name it.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct List {
    pub base: String,
    /// Levels of its own, and numbers at which it starts again.
    pub levels: HashMap<usize, Level>,
    pub starts: HashMap<usize, u32>,
}

/// All lists, and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Lists {
    pub lists: HashMap<u32, List>,
    pub abstracts: HashMap<String, Abstract>,
    /// The number of each level of each list that was used.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own start was taken.
    started: HashSet<(u32, usize)>,
}

/// The number of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Label {
    /// As printed; empty where nothing is.
    pub text: String,
    /// Whether it is a bullet.
    pub is_bullet: bool,
    /// 0 for the outermost.
    pub level: u8,
}

impl Lists {
    /// The level of `list` that belongs to a style.
    pub fn level_of(&self, list: u32, style: &str) -> Option<u8> {
        let list = self.lists.get(&list)?;
        let base = self.abstracts.get(&list.base);
        let levels = list.levels.iter().chain(base.into_iter().flat_map(|base| &base.levels));
        let mut found = levels.filter(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at);
        found.next().and_then(|at| u8::try_from(at).ok())
    }

    /// Counts a paragraph of `list` at `level`, 0 for the outermost, and gives its label. None where there is no such list or
    /// level: the tenth stands for text without a number.
    pub fn count(&mut self, list: u32, level: u8) -> Option<Label> {
        let at = usize::from(level);
        if at >= LEVELS {
            return None;
        }
        let told = self.lists.get(&list)?;
        let base = self.abstracts.get(&told.base);
        let of = |at: usize| told.levels.get(&at).or_else(|| base.and_then(|base| base.levels.get(&at)));
        let counts = self.counts.entry(told.base.clone()).or_default();
        // A start of its own counts once, when the list is first used at this level.
        let own = told.starts.get(&at).copied().filter(|_| self.started.insert((list, at)));
        let start = told.starts.get(&at).copied().or_else(|| of(at).map(|level| level.start)).unwrap_or(1);
        let n = match (own, counts[at]) {
            (Some(start), _) => start,
            (None, Some(n)) => n.saturating_add(1),
            (None, None) => start,
        };
        counts[at] = Some(n);
        for (lower, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = of(lower).and_then(|level| level.restart).map_or(lower, usize::from);
            if restart > at {
                *count = None;
            }
        }
        // Levels above that were never used stand at their starts.
        for (upper, count) in counts.iter_mut().enumerate().take(at) {
            count.get_or_insert_with(|| of(upper).map_or(1, |level| level.start));
        }
        let counts = *counts;
        let level = of(at)?;
        let is_bullet = level.numeral == Numeral::Bullet;
        let mut text = String::new();
        let mut rest = level.text.as_str();
        while let Some(sign) = rest.find('%') {
            let (before, after) = rest.split_at(sign);
            text.push_str(before);
            let digit = after.get(1..2).and_then(|d| d.parse::<usize>().ok()).filter(|d| (1..=LEVELS).contains(d));
            let Some(place) = digit else {
                text.push('%');
                rest = after.get(1..).unwrap_or("");
                continue;
            };
            if let Some(n) = counts.get(place - 1).copied().flatten() {
                let numeral = of(place - 1).map_or(Numeral::Decimal, |level| level.numeral);
                let is_legal = level.is_legal && !matches!(numeral, Numeral::Nothing | Numeral::Bullet);
                text.push_str(&if is_legal { Numeral::Decimal.print(n) } else { numeral.print(n) });
            }
            rest = after.get(2..).unwrap_or("");
        }
        text.push_str(rest);
        if is_bullet && text.trim().is_empty() {
            // A bullet that is a picture.
            text = "•".to_owned();
        } else if is_bullet {
            text = text.chars().map(|c| symbol(c, "")).collect();
        } else if level.numeral == Numeral::Nothing && !level.text.contains('%') {
            text = level.text.clone();
        }
        Some(Label { text: text.trim().to_owned(), is_bullet, level: u8::try_from(at).unwrap_or(0) })
    }
}
