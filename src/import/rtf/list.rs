//! The tables of lists: what `\ls` and `\ilvl` of a paragraph count ("List Tables").

use std::collections::HashMap;

use crate::import::build::{LEVELS, Level, List, Lists, Numeral};

/// Lists and overrides that are kept of one file.
const LISTS: usize = 20_000;

/// The list or override that is being declared.
#[derive(Debug, Default)]
pub(super) struct Declared {
    levels: Vec<Level>,
    /// The list's own number.
    id: Option<i32>,
    /// Whether it is an override, the number that paragraphs name, and the level that is overridden.
    is_override: bool,
    name: Option<i32>,
    overridden: Option<usize>,
    starts: HashMap<usize, u32>,
    own: HashMap<usize, Level>,
}

impl Declared {
    /// Takes a word of the tables.
    pub fn word(&mut self, lists: &mut Lists, name: &str, n: i32) {
        match name {
            "list" => {
                self.finish(lists);
            }
            "listoverride" => {
                self.finish(lists);
                self.is_override = true;
            }
            "listlevel" if self.is_override => {
                let at = self.overridden.unwrap_or(0);
                self.own.insert(at, first());
            }
            "listlevel" if self.levels.len() < LEVELS => self.levels.push(first()),
            "lfolevel" => self.overridden = Some(self.overridden.map_or(0, |at| at.saturating_add(1))),
            "levelstartat" => {
                let start = u32::try_from(n).unwrap_or(0);
                match self.overridden {
                    Some(at) if !self.own.contains_key(&at) => drop(self.starts.insert(at, start)),
                    _ => self.level(|level| level.start = start),
                }
            }
            // The older of two words for one thing comes first.
            "levelnfc" | "levelnfcn" => self.level(|level| level.numeral = Numeral::numbered(n)),
            "levellegal" => self.level(|level| level.is_legal = n != 0),
            "levelnorestart" if n != 0 => self.level(|level| level.restart = Some(0)),
            "listid" => self.id = Some(n),
            "ls" => self.name = Some(n),
            _ => {}
        }
    }

    fn level(&mut self, change: impl FnOnce(&mut Level)) {
        let own = self.overridden.and_then(|at| self.own.get_mut(&at));
        if let Some(level) = own.or(if self.is_override { None } else { self.levels.last_mut() }) {
            change(level);
        }
    }

    /// The text of a level: its length, then its characters, those below nine for the numbers of levels.
    pub fn text(&mut self, text: &str) {
        let mut chars = text.chars();
        let length = chars.next().map_or(0, u32::from) as usize;
        let mut printed = String::new();
        for c in chars.take(length) {
            match u32::from(c) {
                level @ 0..=8 => {
                    printed.push('%');
                    printed.extend(char::from_digit(level + 1, 10));
                }
                _ => printed.push(c),
            }
        }
        self.level(|level| level.text = printed);
    }

    /// Ends what is being declared.
    pub fn finish(&mut self, lists: &mut Lists) {
        let declared = std::mem::take(self);
        let Some(id) = declared.id else { return };
        if lists.lists.len() + lists.abstracts.len() >= LISTS {
            return;
        }
        match declared.name.and_then(|name| u32::try_from(name).ok()) {
            Some(name) if declared.is_override => {
                let list = List { base: id.to_string(), levels: declared.own, starts: declared.starts };
                lists.lists.insert(name, list);
            }
            _ if !declared.is_override => {
                let base = lists.abstracts.entry(id.to_string()).or_default();
                base.levels = declared.levels.into_iter().enumerate().collect();
            }
            _ => {}
        }
    }
}

/// A level as it is before anything is said of it.
fn first() -> Level {
    Level { start: 1, ..Level::default() }
}
