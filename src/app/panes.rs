//! The panes: which version each shows, which has the focus, which scroll together.

use std::rc::Rc;

use crate::align::Grid;
use crate::document::Position;
use crate::layout::block::gutter_width;
use crate::layout::{Geometry, Mode, Options, Typeset};

use super::view::{Setting, View};
use super::{Book, Mark, Notes, Signs};

/// The most panes on a screen.
pub const MOST: usize = 6;

/// Panes, views and what is computed for the screen.
#[derive(Debug, Default)]
pub struct Panes {
    /// The version of every pane, in the order of the screen.
    pub order: Vec<usize>,
    /// The pane that has the focus.
    pub focus: usize,
    /// The layout a person chose; none: what fits.
    pub wish: Option<Mode>,
    /// Whether translations are revealed at the cursor's row in the single layout.
    pub revealed: bool,
    /// The layout to go back to when translations are shown again.
    pub before_hiding: Option<Mode>,
    /// The views: the first holds the panes that scroll together, every further one a freed pane.
    pub views: Vec<View>,
    /// Where the panes stand.
    pub geometry: Geometry,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The version other than the pivot that had the focus last.
    pub partner: Option<usize>,
    /// Whether the counterparts of the word under the cursor are marked.
    pub words: bool,
    /// What is marked in the text.
    pub marks: Vec<Mark>,
    /// The signs in the gutters.
    pub signs: Signs,
    stacked_only: bool,
    gutters: Vec<u16>,
    typeset: Typeset,
    margin: u16,
    measure: u16,
}

/// Rows of the screen above and below the text: the title line and the status line.
const FRAME: u16 = 2;

impl Panes {
    /// Panes over `book`, at most six, none laid out yet.
    pub fn new(book: &Book, options: Options, measure: u16, margin: u16) -> Self {
        let order: Vec<usize> = (0..book.versions.len().min(MOST)).collect();
        let locked = View {
            panes: (0..order.len()).collect(),
            grid: Rc::new(book.grid().clone()),
            version: order.first().copied().unwrap_or(0),
            ..View::default()
        };
        let gutters = book.versions.iter().map(|version| gutter_width(&version.document, &options)).collect();
        let typeset = Typeset::new(options);
        Self { order, views: vec![locked], gutters, typeset, margin, measure, ..Self::default() }
    }

    /// The lines of the screen that show text.
    pub fn height(&self) -> u16 {
        if self.size.1 > FRAME { self.size.1 - FRAME } else { self.size.1.min(1) }
    }

    /// The first line of the screen that shows text.
    pub fn text_y(&self) -> u16 {
        u16::from(self.size.1 > FRAME)
    }

    /// The layout in force.
    pub fn mode(&self) -> Mode {
        if self.order.len() < 2 {
            return Mode::Single;
        }
        match self.wish {
            // Columns narrower than a word are no columns.
            Some(Mode::Columns) if usize::from(self.size.0) < 12 * self.order.len() => Mode::Stacked,
            Some(Mode::Columns) | None if self.stacked_only => Mode::Stacked,
            Some(mode) => mode,
            None => Mode::fitting(self.order.len(), self.size.0),
        }
    }

    /// Allows panes side by side, or not; a freed pane is locked again where it would have no place.
    pub fn restrict(&mut self, book: &Book, stacked_only: bool) {
        self.stacked_only = stacked_only;
        if stacked_only && self.views.len() > 1 {
            self.arrange(book, self.order.clone(), self.focus);
        }
    }

    /// The view that holds the focused pane.
    pub fn view(&self) -> Option<&View> {
        self.views.get(self.view_index(self.focus))
    }

    /// The index of the view that holds `pane`.
    pub fn view_index(&self, pane: usize) -> usize {
        self.views.iter().position(|view| view.panes.contains(&pane)).unwrap_or(0)
    }

    /// Whether `pane` scrolls alone.
    pub fn is_free(&self, pane: usize) -> bool {
        self.view_index(pane) > 0
    }

    /// The version that has the focus.
    pub fn version(&self) -> usize {
        self.order.get(self.focus).copied().unwrap_or(0)
    }

    /// The cursor of the focused pane.
    pub fn cursor(&self) -> Position {
        self.view().map(|view| view.cursor).unwrap_or_default()
    }

    /// Runs `act` on the view of the focused pane with all it needs to lay out rows.
    pub fn with_view<T>(
        &mut self,
        book: &Book,
        notes: &Notes,
        act: impl FnOnce(&mut View, &mut Typeset, &Setting<'_>) -> T,
    ) -> Option<T> {
        let index = self.view_index(self.focus);
        self.with(book, notes, index, act)
    }

    fn with<T>(
        &mut self,
        book: &Book,
        notes: &Notes,
        index: usize,
        act: impl FnOnce(&mut View, &mut Typeset, &Setting<'_>) -> T,
    ) -> Option<T> {
        let height = self.height();
        let view = self.views.get_mut(index)?;
        let under = |shown: &[usize], version, block| notes.under(book, shown, version, block);
        let setting = Setting {
            book,
            order: &self.order,
            geometry: &self.geometry,
            height,
            margin: self.margin,
            focus: self.focus,
            revealed: if self.revealed { Some(view.cursor_row()) } else { None },
            notes: &under,
        };
        Some(act(view, &mut self.typeset, &setting))
    }

    /// Divides the screen anew, keeping the text at the top of every view, when its size, the layout or the panes changed.
    pub fn divide(&mut self, book: &Book, notes: &Notes) {
        let panes: Vec<(u16, crate::text::Direction)> = self
            .order
            .iter()
            .map(|&version| {
                let direction = book.document(version).map(|document| document.direction).unwrap_or_default();
                (self.gutters.get(version).copied().unwrap_or(2), direction)
            })
            .collect();
        let geometry = Geometry::new(self.mode(), self.size.0, &panes, self.measure);
        if geometry == self.geometry {
            return;
        }
        let laid_out = !self.geometry.panes.is_empty();
        let mut tops = Vec::new();
        for index in 0..self.views.len() {
            tops.push(self.with(book, notes, index, |view, typeset, setting| {
                if laid_out { view.first_text(typeset, setting).map(|position| (view.version, position)) } else { None }
            }));
        }
        self.geometry = geometry;
        for (index, top) in tops.into_iter().enumerate() {
            self.with(book, notes, index, |view, typeset, setting| {
                view.forget();
                let Some((version, position)) = top.flatten() else { return };
                let row = view.grid.row_of(version, position.block).unwrap_or(0);
                let lines = view.row(typeset, setting, row);
                view.top = (row, lines.line_of(version, position.block, position.offset).unwrap_or(0));
            });
        }
    }

    /// Computes what every view shows.
    pub fn fill(&mut self, book: &Book, notes: &Notes) {
        for index in 0..self.views.len() {
            self.with(book, notes, index, |view, typeset, setting| view.fill(typeset, setting));
        }
    }

    /// Lays out one row that may be seen soon; `false` when there is none left.
    pub fn look_ahead(&mut self, book: &Book, notes: &Notes) -> bool {
        (0..self.views.len()).any(|index| {
            self.with(book, notes, index, |view, typeset, setting| view.look_ahead(typeset, setting)) == Some(true)
        })
    }

    /// Where the cursor comes to stand with the next page key, forwards and back.
    pub fn landings(&mut self, book: &Book, notes: &Notes) -> [Option<Position>; 2] {
        let page = i32::from(self.height()) - 2;
        [page, -page].map(|lines| {
            self.with_view(book, notes, |view, typeset, setting| view.landing(typeset, setting, lines)).flatten()
        })
    }

    /// What a change of lines must leave where it stands, view by view.
    pub(super) fn places(&mut self, book: &Book, notes: &Notes) -> Vec<Option<(Position, u32)>> {
        let views = if self.geometry.panes.is_empty() { 0 } else { self.views.len() };
        let mut place =
            |index| self.with(book, notes, index, |view, typeset, setting| view.anchor(typeset, setting)).flatten();
        (0..views).map(&mut place).collect()
    }

    /// Forgets all lines and puts every view where it was.
    pub(super) fn hold(&mut self, book: &Book, notes: &Notes, places: Vec<Option<(Position, u32)>>) {
        self.forget();
        for (index, place) in places.into_iter().enumerate() {
            if let Some(place) = place {
                self.with(book, notes, index, |view, typeset, setting| view.hold(typeset, setting, place));
            }
        }
    }

    /// Forgets all lines: notes, reveals or panes changed.
    pub fn forget(&mut self) {
        for view in &mut self.views {
            view.forget();
        }
    }

    /// Gives the focus to `pane`; its cursor goes to what corresponds to the cursor that was.
    pub fn focus_on(&mut self, book: &Book, pane: usize) {
        if pane >= self.order.len() || pane == self.focus {
            return;
        }
        let (from, to) = (self.view_index(self.focus), self.view_index(pane));
        let version = self.order[pane];
        self.focus = pane;
        if let Some(view) = self.views.get_mut(to)
            && (from == to || to == 0)
            && view.version != version
        {
            view.cursor = book.follow(view.version, view.cursor, version);
            view.version = version;
        }
        if self.mode() == Mode::Single {
            self.forget();
        }
    }

    /// Frees the focused pane, or locks it again: then the two cursors become a point at which the versions are tied.
    /// Says what was done.
    pub fn free_or_lock(&mut self, book: &mut Book, notes: &Notes) -> String {
        if self.order.len() < 2 || self.mode() != Mode::Columns {
            return "a pane can be freed in columns of two and more".to_owned();
        }
        let pane = self.focus;
        let version = self.version();
        let index = self.view_index(pane);
        if index == 0 {
            let Some(locked) = self.views.first_mut() else { return String::new() };
            if locked.panes.len() < 2 {
                return "the other panes are free already".to_owned();
            }
            locked.panes.retain(|other| *other != pane);
            let (cursor, top) = (locked.cursor, locked.top);
            let other = locked.panes.first().and_then(|pane| self.order.get(*pane)).copied().unwrap_or(0);
            locked.cursor = book.follow(version, cursor, other);
            locked.version = other;
            locked.forget();
            let first =
                locked.grid.rows.get(top.0).and_then(|row| row.blocks.get(version)).map_or(cursor.block, |r| r.start);
            let grid = Rc::new(alone(book, version));
            self.views.push(View { panes: vec![pane], grid, top: (first, 0), version, cursor, ..View::default() });
            return "this pane is free: = locks it where the two cursors stand".to_owned();
        }
        let free = self.views.remove(index);
        let (with, at) = self.views.first().map(|view| (view.version, view.cursor)).unwrap_or_default();
        if version == book.pivot() {
            // Versions are tied to the pivot; where that one was free, the other is tied to it.
            book.tie(with, free.cursor.block, at.block);
        } else {
            let pivot = book.follow(with, at, book.pivot()).block;
            book.tie(version, pivot, free.cursor.block);
        }
        let anchor = self.with(book, notes, 0, |view, typeset, setting| view.anchor(typeset, setting)).flatten();
        if let Some(locked) = self.views.first_mut() {
            locked.panes.push(pane);
            locked.panes.sort_unstable();
            locked.version = version;
            locked.cursor = free.cursor;
            locked.grid = Rc::new(book.grid().clone());
            locked.forget();
        }
        if let Some((_, height)) = anchor {
            self.with(book, notes, 0, |view, typeset, setting| view.hold(typeset, setting, (free.cursor, height)));
        }
        "locked: the two places stand beside each other now".to_owned()
    }

    /// Takes over the grid of `book` after it was aligned anew; what is read stays where it stands on the screen.
    pub fn regrid(&mut self, book: &Book, notes: &Notes) {
        let Some(locked) = self.views.first_mut() else { return };
        let (before, after) = (&locked.grid.rows, &book.grid().rows);
        if before.len() == after.len() && before.iter().zip(after).all(|(one, other)| one.blocks == other.blocks) {
            locked.grid = Rc::new(book.grid().clone());
            return;
        }
        let laid_out = !self.geometry.panes.is_empty();
        let anchor = self.with(book, notes, 0, |view, typeset, setting| {
            let anchor = if laid_out { view.anchor(typeset, setting) } else { None };
            view.grid = Rc::new(book.grid().clone());
            view.forget();
            anchor
        });
        if let Some(anchor) = anchor.flatten() {
            self.with(book, notes, 0, |view, typeset, setting| view.hold(typeset, setting, anchor));
        }
    }

    /// Changes which versions are shown and in which order; freed panes are locked again.
    pub fn arrange(&mut self, book: &Book, order: Vec<usize>, focus: usize) {
        let (version, cursor) = (self.version(), self.cursor());
        self.order = order;
        self.focus = focus.min(self.order.len().saturating_sub(1));
        let own = self.version();
        let top = self.views.first().map(|view| view.top).unwrap_or_default();
        self.views = vec![View {
            panes: (0..self.order.len()).collect(),
            grid: Rc::new(book.grid().clone()),
            top,
            version: own,
            cursor: book.follow(version, cursor, own),
            ..View::default()
        }];
        self.geometry = Geometry::default();
    }
}

/// The grid of one version alone: a row for every block.
fn alone(book: &Book, version: usize) -> Grid {
    let blocks = book.document(version).map_or(0, |document| document.blocks.len());
    Grid::alone(book.versions.len(), version, blocks)
}
