//! A viewport over rows of the grid: where it starts, where its cursor is, what is on the screen.

use std::collections::HashMap;
use std::rc::Rc;

use crate::align::Grid;
use crate::document::{Document, Position};
use crate::layout::{Geometry, Mode, RowLayout, Typeset};

use super::Book;

/// Rows on the screen: row of the grid, line of the screen at which it starts (may be above it), its lines.
pub(super) type Visible = Vec<(usize, i32, Rc<RowLayout>)>;

/// Panes that scroll together.
#[derive(Debug, Default)]
pub struct View {
    /// The panes seen through it, by their place on the screen.
    pub panes: Vec<usize>,
    /// The rows it scrolls over.
    pub grid: Rc<Grid>,
    /// The row of the grid and the line in it at the top of the screen.
    pub top: (usize, u32),
    /// The version in which the cursor is.
    pub version: usize,
    /// The cursor.
    pub cursor: Position,
    /// What is on the screen.
    pub visible: Visible,
    pub(super) rows: HashMap<usize, Rc<RowLayout>>,
}

/// The notes under a block in a row in which these versions are seen: (versions, version, block).
pub(super) type Under<'a> = dyn Fn(&[usize], usize, usize) -> Vec<String> + 'a;

/// What a view needs of the rest to lay out a row.
pub struct Setting<'a> {
    /// The documents.
    pub book: &'a Book,
    /// The version of every pane.
    pub order: &'a [usize],
    /// Where the panes stand.
    pub geometry: &'a Geometry,
    /// Lines for text.
    pub height: u16,
    /// Lines kept between cursor and edge.
    pub margin: u16,
    /// In the single layout: the pane that is always seen.
    pub focus: usize,
    /// In the single layout: the row whose translations are revealed.
    pub revealed: Option<usize>,
    /// The notes under a block.
    pub notes: &'a Under<'a>,
}

/// Rows kept laid out at most.
const KEPT: usize = 1024;

impl View {
    /// Forgets the lines, after a change of width, notes or panes.
    pub fn forget(&mut self) {
        self.rows.clear();
    }

    /// The row of the grid in which the cursor stands.
    pub fn cursor_row(&self) -> usize {
        self.grid.row_of(self.version, self.cursor.block).unwrap_or(0)
    }

    /// The lines of row `row`.
    pub fn row(&mut self, typeset: &mut Typeset, setting: &Setting<'_>, row: usize) -> Rc<RowLayout> {
        if let Some(lines) = self.rows.get(&row) {
            return Rc::clone(lines);
        }
        let Some(grid_row) = self.grid.rows.get(row) else { return Rc::default() };
        if self.rows.len() >= KEPT {
            self.rows.clear();
        }
        let documents: Vec<&Document> = setting.book.documents();
        let single = setting.geometry.mode == Mode::Single;
        let seen = |pane: usize| !single || pane == setting.focus || setting.revealed == Some(row);
        let shown = |pane: usize| self.panes.contains(&pane) && seen(pane);
        let versions: Vec<usize> =
            setting.order.iter().enumerate().filter(|(pane, _)| seen(*pane)).map(|(_, version)| *version).collect();
        let notes = |version, block| (setting.notes)(&versions, version, block);
        let lines = typeset.row(&documents, grid_row, setting.order, setting.geometry, &shown, &notes);
        // In the single layout a row that the version lacks has nothing to show.
        let lines = Rc::new(if single && lines.items.iter().all(|item| item.block.is_none()) {
            RowLayout::default()
        } else {
            lines
        });
        self.rows.insert(row, Rc::clone(&lines));
        lines
    }

    /// The place `count` lines below `from`, not past the end of the text.
    pub fn down(
        &mut self,
        typeset: &mut Typeset,
        setting: &Setting<'_>,
        from: (usize, u32),
        count: u32,
    ) -> (usize, u32) {
        let (mut row, mut line) = (from.0, from.1.saturating_add(count));
        let last = self.grid.rows.len().saturating_sub(1);
        loop {
            let height = self.row(typeset, setting, row).height;
            if line < height || row >= last {
                return (row, line.min(height.saturating_sub(1)));
            }
            line -= height;
            row += 1;
        }
    }

    /// The place `count` lines above `from`, not past the beginning.
    pub fn up(&mut self, typeset: &mut Typeset, setting: &Setting<'_>, from: (usize, u32), count: u32) -> (usize, u32) {
        let (mut row, mut line) = from;
        let mut left = count;
        loop {
            if left <= line {
                return (row, line - left);
            }
            if row == 0 {
                return (0, 0);
            }
            left -= line + 1;
            row -= 1;
            line = self.row(typeset, setting, row).height.saturating_sub(1);
            // A row without lines is stepped over; it has no last line to land on.
            if self.row(typeset, setting, row).height == 0 {
                left += 1;
            }
        }
    }

    /// The row and line of the cursor.
    pub fn cursor_line(&mut self, typeset: &mut Typeset, setting: &Setting<'_>) -> (usize, u32) {
        let row = self.cursor_row();
        let lines = self.row(typeset, setting, row);
        (row, lines.line_of(self.version, self.cursor.block, self.cursor.offset).unwrap_or(0))
    }

    /// Scrolls by `count` lines, down when positive; the end of the text stays at the bottom of the screen.
    pub fn scroll(&mut self, typeset: &mut Typeset, setting: &Setting<'_>, count: i32) {
        let top = self.top;
        self.top = if count >= 0 {
            let wanted = self.down(typeset, setting, top, count.unsigned_abs());
            wanted.min(self.lowest(typeset, setting)).max(top)
        } else {
            self.up(typeset, setting, top, count.unsigned_abs())
        };
    }

    /// The lowest place for the top: the last line of the text is then the last on the screen.
    fn lowest(&mut self, typeset: &mut Typeset, setting: &Setting<'_>) -> (usize, u32) {
        let last = self.grid.rows.len().saturating_sub(1);
        let height = self.row(typeset, setting, last).height;
        let end = (last, height.saturating_sub(1));
        // The blank line that ends the last row need not be seen.
        self.up(typeset, setting, end, u32::from(setting.height))
    }

    /// Scrolls as little as needed for the cursor to be seen, and with `whole` its row with all that stands in it; by more
    /// than a screen, it lands in the upper third.
    pub fn reveal(&mut self, typeset: &mut Typeset, setting: &Setting<'_>, whole: bool) {
        let height = u32::from(setting.height.max(1));
        let margin = u32::from(setting.margin).min(height.saturating_sub(1) / 2);
        let at = self.cursor_line(typeset, setting);
        let highest = self.up(typeset, setting, at, height - 1 - margin);
        let lowest = self.up(typeset, setting, at, margin);
        let far_up = self.up(typeset, setting, self.top, height) > at;
        let far_down = self.down(typeset, setting, self.top, 2 * height) < at;
        if far_up || far_down {
            self.top = self.up(typeset, setting, at, height / 4);
        } else if self.top > lowest {
            self.top = lowest;
        } else if self.top < highest {
            self.top = highest;
        }
        if whole {
            let lines = self.row(typeset, setting, at.0).height;
            let end = (at.0, lines.saturating_sub(1));
            // A row taller than the screen keeps its cursor in sight instead.
            let needed = self.up(typeset, setting, end, height.saturating_sub(1)).min(at).min((at.0, 0));
            self.top = self.top.max(if lines <= height { needed } else { self.top });
        }
        let end = self.lowest(typeset, setting);
        self.top = self.top.min(end);
    }

    /// How many lines below the top of the screen the cursor stands; none when it is not on the screen.
    pub fn height_of_cursor(&mut self, typeset: &mut Typeset, setting: &Setting<'_>) -> Option<u32> {
        let at = self.cursor_line(typeset, setting);
        let height = u32::from(setting.height);
        let mut lines = at.1;
        for row in self.top.0..at.0 {
            lines = lines.saturating_add(self.row(typeset, setting, row).height);
            if lines.saturating_sub(self.top.1) >= height {
                return None;
            }
        }
        (at >= self.top).then(|| lines.saturating_sub(self.top.1)).filter(|&lines| lines < height)
    }

    /// What a change of rows must leave where it stands: the cursor or, where that is not on the screen, the first text, and
    /// how many lines below the top of the screen it is.
    pub fn anchor(&mut self, typeset: &mut Typeset, setting: &Setting<'_>) -> Option<(Position, u32)> {
        if let Some(height) = self.height_of_cursor(typeset, setting) {
            return Some((self.cursor, height));
        }
        let first = self.first_text(typeset, setting)?;
        let cursor = std::mem::replace(&mut self.cursor, first);
        let height = self.height_of_cursor(typeset, setting);
        self.cursor = cursor;
        Some((first, height?))
    }

    /// Scrolls so that `position` stands `height` lines below the top of the screen, as far as there is text above it.
    pub fn hold(&mut self, typeset: &mut Typeset, setting: &Setting<'_>, (position, height): (Position, u32)) {
        let Some(row) = self.grid.row_of(self.version, position.block) else { return };
        let lines = self.row(typeset, setting, row);
        let line = lines.line_of(self.version, position.block, position.offset).unwrap_or(0);
        self.top = self.up(typeset, setting, (row, line), height);
    }

    /// Where the cursor would stand after scrolling by `lines` with its height on the screen kept.
    pub fn landing(&mut self, typeset: &mut Typeset, setting: &Setting<'_>, lines: i32) -> Option<Position> {
        let height = self.height_of_cursor(typeset, setting)?;
        let top = self.top;
        self.scroll(typeset, setting, lines);
        let line = self.down(typeset, setting, self.top, height);
        self.top = top;
        self.place(typeset, setting, line, true)
    }

    /// Moves the cursor onto the screen after scrolling, as little as needed.
    pub fn follow_screen(&mut self, typeset: &mut Typeset, setting: &Setting<'_>) {
        let at = self.cursor_line(typeset, setting);
        let last = self.down(typeset, setting, self.top, u32::from(setting.height.saturating_sub(1)));
        let wanted = if at < self.top {
            Some((self.top, true))
        } else if at > last {
            Some((last, false))
        } else {
            None
        };
        if let Some((place, forward)) = wanted
            && let Some(position) = self.place(typeset, setting, place, forward)
        {
            self.cursor = position;
        }
    }

    /// The first place of the cursor's version at or after (`forward`), or at or before, line `from`.
    pub fn place(
        &mut self,
        typeset: &mut Typeset,
        setting: &Setting<'_>,
        from: (usize, u32),
        forward: bool,
    ) -> Option<Position> {
        let (mut row, mut line) = (from.0, Some(from.1));
        loop {
            let lines = self.row(typeset, setting, row);
            let mut best: Option<(u32, Position)> = None;
            for item in lines.items.iter().filter(|item| item.version == self.version && item.note.is_none()) {
                let Some(block) = item.block else { continue };
                for index in 0..item.layout.lines.len() {
                    let y = item.top.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
                    let Some(offset) = item.layout.start_of(index) else { continue };
                    let fits = line.is_none_or(|line| if forward { y >= line } else { y <= line });
                    let better = best.is_none_or(|(other, _)| if forward { y < other } else { y > other });
                    if fits && better {
                        best = Some((y, Position { block, offset }));
                    }
                }
            }
            if let Some((_, position)) = best {
                return Some(position);
            }
            line = None;
            row = if forward { (row + 1 < self.grid.rows.len()).then_some(row + 1)? } else { row.checked_sub(1)? };
        }
    }

    /// Computes what is on the screen.
    pub fn fill(&mut self, typeset: &mut Typeset, setting: &Setting<'_>) {
        let last = self.grid.rows.len().saturating_sub(1);
        self.top.0 = self.top.0.min(last);
        let first = self.row(typeset, setting, self.top.0).height;
        self.top.1 = self.top.1.min(first.saturating_sub(1));
        self.visible.clear();
        let mut y = -signed(self.top.1);
        let mut row = self.top.0;
        while y < i32::from(setting.height) && row <= last && !self.grid.rows.is_empty() {
            let lines = self.row(typeset, setting, row);
            let height = signed(lines.height);
            self.visible.push((row, y, lines));
            y = y.saturating_add(height);
            row += 1;
        }
    }

    /// Lays out one row that the next page key may ask for and that is not laid out; `false` when there is none left.
    ///
    /// A page key comes to stand one screen away and looks up to two screens further, see [`View::reveal`].
    pub fn look_ahead(&mut self, typeset: &mut Typeset, setting: &Setting<'_>) -> bool {
        let height = u32::from(setting.height.max(1));
        let below = (self.top.0..self.grid.rows.len(), 3 * height + self.top.1);
        let above = (0..self.top.0, 2 * height);
        let missing = self.missing(below.0, below.1).or_else(|| self.missing(above.0.rev(), above.1));
        if let Some(row) = missing {
            self.row(typeset, setting, row);
        }
        missing.is_some()
    }

    /// The first of `rows` that is not laid out, as far as the ones before it have fewer than `lines` lines.
    fn missing(&self, rows: impl Iterator<Item = usize>, lines: u32) -> Option<usize> {
        let mut left = i64::from(lines);
        for row in rows {
            match self.rows.get(&row) {
                _ if left <= 0 => return None,
                Some(lines) => left -= i64::from(lines.height.max(1)),
                None => return Some(row),
            }
        }
        None
    }

    /// The text that stands first on the screen: version and place; what a change of width must keep.
    pub fn first_text(&mut self, typeset: &mut Typeset, setting: &Setting<'_>) -> Option<Position> {
        let top = self.top;
        self.place(typeset, setting, top, true)
    }
}

/// Lines as a distance on the screen, which may go upwards.
fn signed(lines: u32) -> i32 {
    i32::try_from(lines).unwrap_or(i32::MAX)
}
