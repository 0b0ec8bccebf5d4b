//! The reading place: kept when a work is left, found again when it is opened.

use super::{App, Book};
use crate::document::{Key, Position};
use crate::layout::Mode;
use crate::library::Place;

impl App {
    /// Keeps the reading place; says nothing when there is nothing to keep it in.
    pub fn keep_place(&mut self) {
        let version = self.panes.version();
        let cursor = self.panes.cursor();
        let Some(found) = self.book.versions.get(version) else { return };
        let language = |version: &usize| self.book.versions.get(*version).map(|v| v.document.language.tag().to_owned());
        let place = Place {
            hash: found.source.hash.clone(),
            key: found.document.blocks.get(cursor.block).map(|block| block.key.to_string()).unwrap_or_default(),
            offset: cursor.offset,
            layout: self.panes.wish.map(Mode::name).unwrap_or_default().to_owned(),
            panes: self.panes.order.iter().filter_map(language).collect(),
        };
        if self.notes.library.is_some()
            && let Err(error) = self.notes.place_set(&place)
        {
            self.fail(format!("the reading place was not kept: {error}"));
        }
    }

    /// Whether nothing is open, selected or half typed: the reader may be exchanged for another one.
    pub fn is_idle(&self) -> bool {
        self.overlay.is_none() && self.selection.is_none() && self.keys.pending.is_empty() && self.keys.count.is_none()
    }

    /// Goes on where a reader of the beginning of the same versions was, if a person moved in it.
    pub fn go_on(&mut self, before: &mut App) {
        let is_moved =
            before.panes.cursor() != Position::default() || before.panes.views.iter().any(|v| v.top != (0, 0));
        if !is_moved || self.book.versions.len() != before.book.versions.len() {
            return;
        }
        self.panes.wish = before.panes.wish;
        self.panes.arrange(&self.book, before.panes.order.clone(), before.panes.focus);
        let there = |book: &Book, version: usize, place: Position| {
            let block = book.document(version)?.find(&before.book.block(version, place.block)?.key)?;
            let is_whole = book.block(version, block)?.text.is_char_boundary(place.offset);
            Some(Position { block, offset: if is_whole { place.offset } else { 0 } })
        };
        let version = before.panes.version();
        if let Some(place) = there(&self.book, version, before.panes.cursor()) {
            self.go(version, place);
        }
        self.lay_out();
        let tops = before.panes.places(&before.book, &before.notes);
        let tops = before.panes.views.iter().zip(tops).map(|(view, top)| {
            let (place, height) = top?;
            Some((there(&self.book, view.version, place)?, height))
        });
        let tops = tops.collect();
        self.panes.hold(&self.book, &self.notes, tops);
    }

    pub(super) fn restore(&mut self) {
        let Some(place) = self.notes.place() else { return };
        self.panes.wish = Mode::named(&place.layout);
        let find = |tag: &String| self.book.versions.iter().position(|version| version.document.language.tag() == tag);
        let mut order: Vec<usize> = place.panes.iter().filter_map(find).collect();
        order.sort_unstable();
        order.dedup();
        // Versions named now are all shown, in the order kept where it names them all.
        if order.len() == self.panes.order.len() && place.panes.len() == order.len() {
            order = place.panes.iter().filter_map(find).collect();
            self.panes.arrange(&self.book, order, 0);
        }
        let version = self.book.versions.iter().position(|version| version.source.hash == place.hash);
        // A file that was changed since is still the version of its language.
        let known = self.notes.work.iter().flat_map(|work| &work.versions).find(|known| known.hash == place.hash);
        let Some(version) = version.or_else(|| find(&known?.language.tag().to_owned())) else { return };
        let key = Key::new(place.key);
        let Some(found) = self.book.versions.get(version) else { return };
        let Some(block) = found.document.find(&key) else { return };
        let text = found.document.blocks.get(block).map_or("", |block| block.text.as_str());
        let offset = if text.is_char_boundary(place.offset) { place.offset } else { 0 };
        self.go(version, Position { block, offset });
    }
}
