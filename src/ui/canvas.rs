//! Cells: the one place that writes into ratatui's buffer, cluster by cluster.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::layout::block::single_row;
use crate::layout::{Options, Row};
use crate::text::Direction;

/// A buffer that is written cluster by cluster.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    options: Options,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, options: Options) -> Self {
        Self { buffer, options }
    }

    pub(super) fn width(&self) -> u16 {
        self.buffer.area.width
    }

    pub(super) fn height(&self) -> u16 {
        self.buffer.area.height
    }

    /// Puts one cluster of `width` cells at column `x` and row `y`; what does not fit whole is left out.
    pub(super) fn put(&mut self, x: u16, y: u16, glyph: &str, width: u8, style: Style) {
        let width = u16::from(width.max(1));
        if y >= self.height() || x.saturating_add(width) > self.width() {
            return;
        }
        // A narrow cluster over the right half of a wide one would be lost in the diff (ratatui sends the wide one only):
        // the wide one goes.
        if let Some(left) = x.checked_sub(1)
            && self.cell_width(left, y) == 2
        {
            self.blank(left, y, style);
        }
        if width == 1 && self.cell_width(x, y) == 2 {
            self.blank(x + 1, y, style);
        }
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.reset();
            cell.set_symbol(glyph).set_style(style);
            // Ours is the width that the layout counted with; ratatui's own guess of a cluster may differ.
            if let Some(width) = std::num::NonZeroU16::new(width) {
                cell.set_diff_option(CellDiffOption::ForcedWidth(width));
            }
        }
        for right in 1..width {
            self.blank(x + right, y, style);
        }
    }

    fn cell_width(&self, x: u16, y: u16) -> u16 {
        match self.buffer.cell((x, y)).map(|cell| cell.diff_option) {
            Some(CellDiffOption::ForcedWidth(width)) => width.get(),
            _ => 1,
        }
    }

    fn blank(&mut self, x: u16, y: u16, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.reset();
            cell.set_style(style);
        }
    }

    /// Puts a laid-out row, its column 0 at `x`.
    pub(super) fn row(&mut self, x: u16, y: u16, row: &Row, style: Style) {
        for cluster in &row.clusters {
            self.put(x.saturating_add(cluster.column), y, row.glyph(cluster), cluster.width, style);
        }
    }

    /// Puts `text` on one line of at most `width` cells, cut with `…`; gives the cells it took. The text is laid out alone,
    /// so that its direction cannot touch what stands beside it.
    pub(super) fn text(&mut self, x: u16, y: u16, text: &str, width: u16, style: Style) -> u16 {
        if width == 0 {
            return 0;
        }
        let mut row = single_row(text, Direction::Ltr, &self.options, width);
        let cut = row.source.end < text.len();
        if cut && width > 1 {
            row = single_row(text, Direction::Ltr, &self.options, width - 1);
        }
        self.row(x, y, &row, style);
        let mut used = row.clusters.last().map_or(0, |last| last.column + u16::from(last.width));
        if cut && used < width {
            self.put(x + used, y, "…", 1, style);
            used += 1;
        }
        used
    }

    /// As [`Canvas::text`], aligned to the side on which the text starts.
    pub(super) fn aligned(&mut self, x: u16, y: u16, text: &str, width: u16, style: Style) {
        if width == 0 {
            return;
        }
        let direction = crate::text::script::first_strong(text).unwrap_or_default();
        let row = single_row(text, direction, &self.options, width);
        if row.source.end >= text.len() || width < 2 {
            self.row(x, y, &row, style);
            return;
        }
        let row = single_row(text, direction, &self.options, width - 1);
        let rtl = direction.is_rtl();
        self.row(x + u16::from(rtl), y, &row, style);
        let end = row.clusters.last().map_or(0, |last| last.column + u16::from(last.width));
        let start = row.clusters.first().map_or(0, |first| first.column);
        self.put(x + if rtl { start } else { end }, y, "…", 1, style);
    }

    /// Empties rows `rows` of the screen.
    pub(super) fn clear(&mut self, rows: std::ops::Range<u16>) {
        let area = Rect { x: 0, y: rows.start, width: self.width(), height: rows.end.saturating_sub(rows.start) };
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.blank(x, y, Style::default());
            }
        }
    }

    /// Gives row `y` a style from edge to edge.
    pub(super) fn style_row(&mut self, y: u16, style: Style) {
        let area = Rect { x: 0, y, width: self.width(), height: 1 }.intersection(self.buffer.area);
        self.buffer.set_style(area, style);
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }
}
