//! A list to choose from: its entries, which of them a filter lets through, the one that is chosen.

use std::cell::OnceCell;

use super::Input;
use crate::document::Position;
use crate::layout::Options;
use crate::layout::block::cells;
use crate::library::Annotation;
use crate::text::fold::fold;

/// A list to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Its title.
    pub title: String,
    /// All entries, those too that the filter hides.
    pub entries: Vec<Entry>,
    /// The chosen entry, counted among those that are shown.
    pub selected: usize,
    /// The first entry on the screen, counted likewise; set when the list is laid out.
    pub first: usize,
    /// What the keys do, for the last line.
    pub hint: String,
    /// Whether a typed letter chooses the entry that starts with it (the list of marks).
    pub by_letter: bool,
    /// What it lists, where it can be made anew after a change.
    pub subject: Subject,
    /// What is typed to filter it; none while everything is shown.
    pub filter: Option<Input>,
    /// Whether keys go to the filter.
    pub typing: bool,
    /// The list from which this one was opened.
    pub behind: Option<Box<List>>,
    /// The entries that are shown; none for all of them.
    shown: Option<Vec<usize>>,
    /// What the filter looks at, folded, an entry each; made when it is first asked.
    folded: OnceCell<Vec<String>>,
    /// The cells of the widest label.
    labels: OnceCell<u16>,
}

/// What a list lists, where it can be made anew after a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Something that stays as it is while the list is open.
    #[default]
    Other,
    /// The works of the library.
    Works,
    /// The marks of the work.
    Marks,
    /// The annotations of the work.
    Work,
    /// The annotations of every work of the library.
    Library,
    /// What was removed, of every work.
    Trash,
}

/// One entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What stands before the text: a key, a letter, a language.
    pub label: String,
    /// The text.
    pub text: String,
    /// What stands at the end of the line.
    pub detail: String,
    /// How deep it stands.
    pub level: u8,
    /// What choosing it does.
    pub action: Action,
    /// What is shown under the list while this entry is chosen, a paragraph each; the last one is small print.
    pub below: Vec<String>,
}

/// What choosing an entry does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// Nothing: the entry is only read.
    #[default]
    None,
    /// Go to a place.
    Go(usize, Position),
    /// Open a work of the library.
    Open(String),
    /// Show or hide a version.
    Toggle(usize),
    /// Go to the annotation of this id; `d` removes it, `e` edits it.
    Annotation(String, Option<(usize, Position)>),
    /// Open this work of the library at the annotation of this id.
    Elsewhere(String, String),
    /// Open this work of the library at a place of it.
    There(crate::library::Spot),
    /// Copy a link.
    Copy(String),
    /// Bring back the annotation of this id, which was removed.
    Restore(String),
    /// Make an annotation what it was before.
    Revert(Box<Annotation>),
}

impl Action {
    /// The id of the annotation that it is about.
    pub fn annotation(&self) -> Option<&str> {
        match self {
            Self::Annotation(id, _) | Self::Elsewhere(_, id) => Some(id),
            _ => None,
        }
    }
}

/// Rows at the bottom of a list for what stands [`Entry::below`] the chosen entry, a rule among them.
const BELOW: u16 = 6;
/// The height from which on there is room for them.
const ROOMY: u16 = 20;

impl List {
    /// The row of the screen on which its first entry stands: under the title and a blank.
    pub const TOP: u16 = 2;

    /// A list with its first entry chosen.
    pub fn new(title: impl Into<String>, entries: Vec<Entry>, hint: &str) -> Self {
        Self { title: title.into(), entries, hint: hint.to_owned(), ..Self::default() }
    }

    /// How many entries a screen of `height` rows shows: all but the title, the last line and a blank at each, and what stands
    /// below.
    pub fn room(&self, height: u16) -> usize {
        usize::from(height.saturating_sub(2 * Self::TOP + self.below(height))).max(1)
    }

    /// Rows of a screen of `height` rows for what stands below the entries.
    pub fn below(&self, height: u16) -> u16 {
        let any = height >= ROOMY && self.entries.iter().any(|entry| !entry.below.is_empty());
        if any { BELOW } else { 0 }
    }

    /// How many entries are shown.
    pub fn len(&self) -> usize {
        self.shown.as_ref().map_or(self.entries.len(), Vec::len)
    }

    /// Whether no entry is shown.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry at place `at` of those that are shown.
    pub fn at(&self, at: usize) -> Option<&Entry> {
        let at = match &self.shown {
            Some(shown) => *shown.get(at)?,
            None => at,
        };
        self.entries.get(at)
    }

    /// The chosen entry.
    pub fn entry(&self) -> Option<&Entry> {
        self.at(self.selected)
    }

    /// The place, among those that are shown, of the first entry that is `wanted`.
    pub fn position(&self, wanted: impl Fn(&Entry) -> bool) -> Option<usize> {
        (0..self.len()).find(|at| self.at(*at).is_some_and(&wanted))
    }

    /// Chooses the entry `count` below, or above when negative.
    pub fn step(&mut self, count: isize) {
        let last = self.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(count).min(last);
    }

    /// Scrolls so that the chosen entry is among `height` entries on the screen.
    pub fn reveal(&mut self, height: usize) {
        let height = height.max(1);
        self.first = self.first.min(self.selected).max((self.selected + 1).saturating_sub(height));
    }

    /// The cells of the widest label, the hidden ones among them: nothing moves while the list is filtered.
    pub fn label_cells(&self, options: &Options) -> u16 {
        let widest = || self.entries.iter().map(|entry| cells(&entry.label, options)).max();
        *self.labels.get_or_init(|| widest().unwrap_or(0))
    }

    /// Takes over `entries` after a change of what is listed: what is chosen stays chosen and, where it
    /// is gone, its place.
    pub fn renew(&mut self, title: String, entries: Vec<Entry>) {
        let chosen = self.entry().map(|entry| entry.action.clone()).filter(|action| *action != Action::None);
        let (selected, first) = (self.selected, self.first);
        (self.title, self.entries) = (title, entries);
        (self.shown, self.folded, self.labels) = (None, OnceCell::new(), OnceCell::new());
        self.sift();
        let same = |entry: &Entry| {
            chosen.as_ref().is_some_and(|chosen| match chosen.annotation() {
                Some(id) => entry.action.annotation() == Some(id),
                None => entry.action == *chosen,
            })
        };
        self.selected = self.position(same).unwrap_or(selected).min(self.len().saturating_sub(1));
        self.first = first;
    }

    /// Shows only what the filter lets through: entries in which every word that is typed stands, in whatever spelling, those
    /// under which such a one stands, and those that stand under such a one. The first that has all words itself is chosen.
    pub fn sift(&mut self) {
        let words = fold(self.filter.as_ref().map_or("", Input::text)).text;
        let words: Vec<&str> = words.split_whitespace().collect();
        if words.is_empty() {
            let chosen = self.shown.take().and_then(|shown| shown.get(self.selected).copied());
            self.selected = chosen.unwrap_or(self.selected);
            return;
        }
        let folded = self.folded.get_or_init(|| self.entries.iter().map(Entry::folded).collect());
        let hits: Vec<bool> = folded.iter().map(|text| words.iter().all(|word| text.contains(word))).collect();
        let mut shown = hits.clone();
        // The entries that lead to the one at hand, by depth.
        let mut above: Vec<usize> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            while above.last().is_some_and(|own| self.entries.get(*own).is_some_and(|own| own.level >= entry.level)) {
                above.pop();
            }
            let hit = |at: &usize| hits.get(*at).copied().unwrap_or(false);
            if above.iter().any(hit) {
                shown[at] = true;
            }
            if hits[at] {
                above.iter().for_each(|own| shown[*own] = true);
            }
            above.push(at);
        }
        let shown: Vec<usize> = (0..shown.len()).filter(|at| shown[*at]).collect();
        self.selected = shown.iter().position(|at| hits[*at]).unwrap_or(0);
        self.first = 0;
        self.shown = Some(shown);
    }
}

impl Entry {
    /// Everything in it that a filter looks at.
    fn folded(&self) -> String {
        let below = self.below.iter().map(String::as_str);
        let all: Vec<&str> = [self.label.as_str(), &self.text, &self.detail].into_iter().chain(below).collect();
        fold(&all.join(" ")).text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[(&str, u8)]) -> List {
        let entry = |(text, level): &(&str, u8)| Entry { text: (*text).to_owned(), level: *level, ..Entry::default() };
        List::new("", entries.iter().map(entry).collect(), "")
    }

    fn sifted(list: &mut List, typed: &str) -> Vec<String> {
        list.filter = Some(Input::new(typed));
        list.sift();
        (0..list.len()).filter_map(|at| Some(list.at(at)?.text.clone())).collect()
    }

    #[test]
    fn a_filter_finds_words_in_any_spelling_and_order() {
        let mut list = list(&[("the Ferry in winter", 0), ("the mill", 0), ("الأغنام عند النهر", 0), ("国际", 0)]);
        assert_eq!(sifted(&mut list, "WINTER fer"), ["the Ferry in winter"]);
        assert_eq!(sifted(&mut list, "الاغنام"), ["الأغنام عند النهر"]);
        assert_eq!(sifted(&mut list, "國際"), ["国际"]);
        assert_eq!(sifted(&mut list, "ferry mill"), [""; 0]);
        assert!(list.entry().is_none() && list.is_empty());
        assert_eq!(sifted(&mut list, " ").len(), 4, "blanks let everything through");
    }

    #[test]
    fn what_leads_to_a_hit_and_what_stands_under_it_is_shown_too() {
        let mut list = list(&[("Notes", 0), ("write", 1), ("list", 1), ("Moving", 0), ("down", 1), ("list", 1)]);
        assert_eq!(sifted(&mut list, "list"), ["Notes", "list", "Moving", "list"]);
        assert_eq!(list.selected, 1, "the first hit is chosen, not its heading");
        assert_eq!(sifted(&mut list, "moving"), ["Moving", "down", "list"]);
        assert_eq!(list.selected, 0);
        list.step(1);
        assert_eq!(sifted(&mut list, "").len(), 6);
        assert_eq!(list.entry().map(|entry| entry.text.as_str()), Some("down"), "what was chosen stays chosen");
    }
}
