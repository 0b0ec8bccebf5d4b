//! Automatic numbers: lists with their levels, and the counting of them in the order of the text (17.9).

use std::collections::{HashMap, HashSet};

use super::SPACES;
use super::package::Package;
use super::style::Styles;
use crate::import::build::Numeral;
use crate::import::build::symbol;
use crate::import::xml::{Node, Tag, Xml};

/// Levels of a list.
const LEVELS: usize = 9;
/// How many links from a list to the style that has its levels are followed: a circle ends here.
const LINKS: usize = 8;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    numeral: Numeral,
    /// Its text, with `%1` for the number of the first level.
    text: String,
    /// The level whose use starts it again, 1 for the outermost; 0 is none of them; by default the one above it.
    restart: Option<u8>,
    /// Whether all numbers in its text are in digits.
    is_legal: bool,
    /// The style that this level belongs to.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, numeral: Numeral::Decimal, text: String::new(), restart: None, is_legal: false, style: None }
    }
}

/// The levels of a list, as they are declared.
#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: HashMap<usize, Level>,
    /// The style whose list it takes its levels from.
    style_link: Option<String>,
}

/// A list as paragraphs name it.
#[derive(Clone, Debug, Default)]
struct List {
    base: String,
    /// Levels of its own, and numbers at which it starts again.
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, u32>,
}

/// All lists, and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<u32, List>,
    abstracts: HashMap<String, Abstract>,
    /// The number of each level of each list that was used.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own start was taken.
    started: HashSet<(u32, usize)>,
}

/// The number of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// As printed; empty where nothing is.
    pub text: String,
    /// Whether it is a bullet.
    pub is_bullet: bool,
    /// 0 for the outermost.
    pub level: u8,
}

/// Reads the numbering part.
pub(super) fn read(package: &mut Package<'_>, styles: &Styles) -> Numbering {
    let mut numbering = Numbering::default();
    let Some((text, name)) = package.related("numbering", "word/numbering.xml") else { return numbering };
    let mut xml = Xml::new(&text, &name, SPACES);
    let (mut base, mut list, mut level): (Option<String>, Option<u32>, Option<usize>) = (None, None, None);
    loop {
        match xml.next() {
            Node::Open(tag) if tag.space == "w" => match tag.name() {
                "abstractNum" => base = tag.value("abstractNumId"),
                "num" => list = tag.value("numId").and_then(|id| id.parse().ok()),
                "lvl" | "lvlOverride" => level = tag.value("ilvl").and_then(|n| n.parse().ok()).filter(|n| *n < LEVELS),
                _ => numbering.property(&tag, base.as_deref(), list, level),
            },
            Node::Close(close) => match close.name() {
                "abstractNum" => (base, level) = (None, None),
                "num" => (list, level) = (None, None),
                _ => {}
            },
            Node::End => break,
            _ => {}
        }
    }
    package.warn_all(xml.warnings);
    numbering.link(styles);
    numbering
}

impl Numbering {
    fn property(&mut self, tag: &Tag<'_>, base: Option<&str>, list: Option<u32>, level: Option<usize>) {
        let value = tag.value("val");
        let number = || value.as_deref().and_then(|n| n.trim().parse::<u32>().ok());
        match (tag.name(), base, list) {
            ("numStyleLink", Some(base), _) => self.abstracts.entry(base.to_owned()).or_default().style_link = value,
            ("abstractNumId", _, Some(list)) => self.lists.entry(list).or_default().base = value.unwrap_or_default(),
            ("startOverride", _, Some(list)) => {
                if let (Some(level), Some(start)) = (level, number()) {
                    self.lists.entry(list).or_default().starts.insert(level, start);
                }
            }
            (name, base, list) => {
                let Some(at) = level else { return };
                let known =
                    matches!(name, "start" | "numFmt" | "lvlText" | "lvlRestart" | "isLgl" | "pStyle" | "rFonts");
                let levels = match (base, list) {
                    _ if !known => return,
                    (Some(base), _) => &mut self.abstracts.entry(base.to_owned()).or_default().levels,
                    (None, Some(list)) => &mut self.lists.entry(list).or_default().levels,
                    (None, None) => return,
                };
                let level = levels.entry(at).or_default();
                match name {
                    "start" => level.start = number().unwrap_or(level.start),
                    "numFmt" => level.numeral = value.map_or(level.numeral, |name| Numeral::named(&name)),
                    "lvlText" => level.text = value.unwrap_or_default(),
                    "lvlRestart" => level.restart = number().and_then(|n| u8::try_from(n).ok()),
                    "isLgl" => level.is_legal = super::style::is_on(value.as_deref()),
                    "pStyle" => level.style = value,
                    // The font of a bullet, which says what it looks like.
                    "rFonts" if level.numeral == Numeral::Bullet => {
                        let font = tag.value("ascii").or_else(|| tag.value("hAnsi")).unwrap_or_default();
                        let drawn =
                            |c: char| if c == 'o' && font.contains("Courier") { '◦' } else { symbol(c, &font) };
                        level.text = level.text.chars().map(drawn).collect();
                    }
                    _ => {}
                }
            }
        }
    }

    /// Gives lists that take their levels from a style those levels.
    fn link(&mut self, styles: &Styles) {
        let linked: Vec<(String, String)> =
            self.abstracts.iter().filter_map(|(id, base)| Some((id.clone(), base.style_link.clone()?))).collect();
        for (id, style) in linked {
            let (mut style, mut found) = (style, None);
            for _ in 0..LINKS {
                let list = styles.list(Some(&style)).and_then(|(list, ..)| self.lists.get(&list));
                let Some(base) = list.and_then(|list| self.abstracts.get(&list.base)) else { break };
                match &base.style_link {
                    Some(next) if base.levels.is_empty() => style.clone_from(next),
                    _ => {
                        found = Some(base.levels.clone());
                        break;
                    }
                }
            }
            if let (Some(levels), Some(base)) = (found, self.abstracts.get_mut(&id)) {
                base.levels = levels;
            }
        }
    }

    /// The level of `list` that belongs to a style.
    pub fn level_of(&self, list: u32, style: &str) -> Option<u8> {
        let list = self.lists.get(&list)?;
        let base = self.abstracts.get(&list.base);
        let levels = list.levels.iter().chain(base.into_iter().flat_map(|base| &base.levels));
        let mut found = levels.filter(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at);
        found.next().and_then(|at| u8::try_from(at).ok())
    }

    /// Counts a paragraph of `list` at `level`, 0 for the outermost, and gives its label. None where there is no such list.
    pub fn count(&mut self, list: u32, level: u8) -> Option<Label> {
        let at = usize::from(level).min(LEVELS - 1);
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
