//! Lists while the text is read: which item a paragraph begins, and how it is counted.

use super::list::{Counts, LEVELS};
use super::story::Reading;
use crate::import::xml::Tag;

/// A list that is open.
pub(super) struct List {
    depth: usize,
    id: Option<String>,
    pub style: Option<String>,
    pub counts: Counts,
    /// The item that was begun, with its own number where it has one, until a paragraph takes it: an item that holds nothing but
    /// another list is not counted.
    item: Option<Option<u32>>,
}

impl Reading<'_, '_> {
    /// Whether the innermost list has no style that the document declares: its headings have the numbers of the outline.
    pub fn is_unstyled(&self) -> bool {
        let style = self.lists.last().and_then(|list| list.style.as_deref());
        style.and_then(|name| self.styles.list(name)).is_none()
    }

    pub fn list(&mut self, tag: &Tag<'_>) {
        let outer = self.lists.last();
        let style = tag.value("style-name").or_else(|| outer.and_then(|list| list.style.clone()));
        let continued = match (outer, tag.value("continue-list"), tag.value("continue-numbering").as_deref()) {
            (Some(outer), ..) => Some(outer.counts),
            (None, Some(id), _) => self.finished.get(&format!("id {id}")).copied(),
            (None, None, Some("true")) => {
                style.as_ref().and_then(|s| self.finished.get(&format!("style {s}"))).copied()
            }
            _ => None,
        };
        let mut counts = continued.unwrap_or_default();
        if outer.is_some_and(|outer| outer.style != style) {
            // A list of another style begins anew on its own level.
            counts.iter_mut().skip(self.lists.len()).for_each(|count| *count = None);
        }
        let list = List { depth: self.xml.depth(), id: tag.other("id"), style, counts, item: None };
        self.lists.push(list);
    }

    pub fn end_list(&mut self, depth: usize) {
        let Some(list) = self.lists.pop_if(|list| list.depth == depth) else { return };
        if let Some(outer) = self.lists.last_mut() {
            // The levels below go on where they stopped, until an item above is counted.
            if outer.style == list.style {
                outer.counts = list.counts;
            }
        } else {
            let names =
                list.id.map(|id| format!("id {id}")).into_iter().chain(list.style.map(|s| format!("style {s}")));
            for name in names {
                self.finished.insert(name, list.counts);
            }
        }
    }

    pub fn item(&mut self, tag: &Tag<'_>) {
        if let Some(list) = self.lists.last_mut() {
            list.item = Some(tag.value("start-value").and_then(|n| n.parse().ok()));
        }
    }

    /// Counts the item that was begun, for its first paragraph. Some, if empty, for every item.
    pub fn label(&mut self) -> Option<String> {
        let at = self.lists.len().saturating_sub(1).min(LEVELS - 1);
        let list = self.lists.last_mut()?;
        let own = list.item.take()?;
        match list.style.as_deref().and_then(|name| self.styles.list(name)) {
            Some(levels) => Some(levels.count(&mut list.counts, at, own).unwrap_or_default()),
            None => Some("•".to_owned()),
        }
    }
}
