//! Cells: the one place that writes into ratatui's buffer, cluster by cluster.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::layout::block::single_row;
use crate::layout::{Analysis, Options, Row};
use crate::text::Direction;
use crate::text::script::first_strong;

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
        let glyph = if width == 1 { self.narrow(glyph) } else { glyph };
        let width = u16::from(width.max(1));
        if y >= self.height() || x.saturating_add(width) > self.width() {
            return;
        }
        // Ours is the width that the layout counted with; ratatui's own guess of a cluster may differ.
        let own = NonZeroU16::new(width).map_or(CellDiffOption::None, CellDiffOption::ForcedWidth);
        let index = usize::from(y) * usize::from(self.width()) + usize::from(x);
        // A wide cluster of which one half is written over is gone whole; a terminal leaves no half either.
        if width > 1 || self.buffer.content.get(index).is_none_or(is_half) {
            self.tear(x, y);
            self.tear(x + width - 1, y);
        }
        let Some(cell) = self.buffer.content.get_mut(index) else { return };
        dress(cell, style);
        cell.set_symbol(glyph).set_diff_option(own);
        for right in x + 1..x + width {
            if let Some(cell) = self.buffer.cell_mut((right, y)) {
                cell.reset();
                cell.set_style(style);
                // It is no blank: when one comes in its place, that is a change to be sent.
                cell.set_diff_option(CellDiffOption::Skip);
            }
        }
    }

    /// A sign of our own for a terminal in which ambiguous characters take two cells, in one.
    fn narrow<'g>(&self, glyph: &'g str) -> &'g str {
        if !self.options.ambiguous_wide || crate::text::width::cluster(glyph, true) == 1 {
            return glyph;
        }
        match glyph {
            "│" => "|",
            "─" => "-",
            "▌" => "#",
            "…" => "~",
            _ => "*",
        }
    }

    /// Blanks the other half of a wide cluster that has one half at `x`.
    fn tear(&mut self, x: u16, y: u16) {
        let other = match self.buffer.cell((x, y)).map(|cell| cell.diff_option) {
            Some(CellDiffOption::ForcedWidth(width)) if width.get() == 2 => Some(x + 1),
            Some(CellDiffOption::Skip) => x.checked_sub(1),
            _ => None,
        };
        if let Some(cell) = other.and_then(|other| self.buffer.cell_mut((other, y))) {
            let style = cell.style();
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

    /// Puts `text` on one line of at most `width` cells, cut with `…` where it goes on; gives the cells it took. The text is
    /// laid out alone and in the direction of its first letter, so that its direction cannot touch what stands beside it.
    pub(super) fn text(&mut self, x: u16, y: u16, text: &str, width: u16, style: Style) -> u16 {
        if width == 0 {
            return 0;
        }
        let direction = first_strong(text).unwrap_or_default();
        let mut row = single_row(text, direction, &self.options, width);
        let cut = row.source.end < text.len() && width > 1;
        if cut {
            row = self.beginning(text, direction, width - 1);
        }
        let left = row.clusters.first().map_or(0, |first| first.column);
        let used = row.clusters.last().map_or(0, |last| last.column + u16::from(last.width)) - left;
        let start = u16::from(cut && direction.is_rtl());
        for cluster in &row.clusters {
            self.put(x + start + (cluster.column - left), y, row.glyph(cluster), cluster.width, style);
        }
        if !cut {
            return used;
        }
        self.put(if start > 0 { x } else { x + used }, y, "…", 1, style);
        used + 1
    }

    /// As much of `text` as `width` cells hold: whole words, but a part of one rather than a quarter of the cells empty.
    fn beginning(&self, text: &str, direction: Direction, width: u16) -> Row {
        let options = Options { base: Some(direction), ..self.options };
        let analysis = Analysis::new(text, &options);
        let mut rows = analysis.each_row(text, &options, width);
        let row = rows.next().unwrap_or_default();
        let cells = |row: &Row| row.clusters.iter().map(|cluster| u16::from(cluster.width)).sum::<u16>();
        let mut room = width.saturating_sub(cells(&row) + 1);
        let Some(next) = rows.next().filter(|_| room > width / 4) else { return row };
        let mut word: Vec<_> = next.clusters.iter().collect();
        word.sort_by_key(|cluster| cluster.source.start);
        let mut end = row.source.end;
        for cluster in word {
            let Some(left) = room.checked_sub(u16::from(cluster.width)) else { break };
            (room, end) = (left, cluster.source.end as usize);
        }
        let beginning = single_row(text.get(..end).unwrap_or(text), direction, &self.options, width);
        if beginning.source.end == end { beginning } else { row }
    }

    /// As [`Canvas::text`], aligned to the side on which the text starts.
    pub(super) fn aligned(&mut self, x: u16, y: u16, text: &str, width: u16, style: Style) {
        if width == 0 {
            return;
        }
        let direction = first_strong(text).unwrap_or_default();
        let row = single_row(text, direction, &self.options, width);
        if row.source.end >= text.len() || width < 2 {
            self.row(x, y, &row, style);
            return;
        }
        let row = self.beginning(text, direction, width - 1);
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
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
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

/// Whether a wide cluster has one of its halves in `cell`.
/// Gives `cell` all of `style` and nothing of what it had.
fn dress(cell: &mut Cell, style: Style) {
    cell.fg = style.fg.unwrap_or(Color::Reset);
    cell.bg = style.bg.unwrap_or(Color::Reset);
    cell.modifier = style.add_modifier;
}

fn is_half(cell: &Cell) -> bool {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(width) => width.get() == 2,
        other => other == CellDiffOption::Skip,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the cells of one row of six hold after `draw`; `>` for the right half of a wide cluster.
    fn drawn(ambiguous_wide: bool, draw: impl Fn(&mut Canvas<'_>)) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        draw(&mut Canvas::new(&mut buffer, Options { ambiguous_wide, ..Options::default() }));
        let half = |cell: &ratatui::buffer::Cell| cell.diff_option == CellDiffOption::Skip;
        buffer.content.iter().map(|cell| if half(cell) { ">" } else { cell.symbol() }).collect()
    }

    #[test]
    fn half_of_a_wide_cluster_is_never_left() {
        let style = Style::new();
        let wide = |canvas: &mut Canvas<'_>| {
            canvas.put(0, 0, "中", 2, style);
            canvas.put(2, 0, "文", 2, style);
        };
        assert_eq!(drawn(false, wide), "中>文>  ");
        for (x, glyph, width, expected) in [
            (0, "a", 1, "a 文>  "),
            (1, "a", 1, " a文>  "),
            (2, "a", 1, "中>a   "),
            (1, "国", 2, " 国>   "),
            (2, "国", 2, "中>国>  "),
            (5, "国", 2, "中>文>  "),
            (5, "a", 1, "中>文> a"),
        ] {
            let over = |canvas: &mut Canvas<'_>| {
                wide(canvas);
                canvas.put(x, 0, glyph, width, style);
            };
            assert_eq!(drawn(false, over), expected, "{glyph} at {x}");
        }
    }

    #[test]
    fn a_text_is_cut_on_the_side_to_which_it_goes_on() {
        let text = |text: &'static str| drawn(false, |canvas| assert!(canvas.text(1, 0, text, 4, Style::new()) <= 4));
        assert_eq!(text("abcd"), " abcd ");
        assert_eq!(text("abcdef"), " abc… ");
        assert_eq!(text("中文字"), " 中>…  ");
        assert_eq!(text("a bcdef"), " a b… ");
        assert_eq!(text("אבגדהו"), " …גבא ");
        assert_eq!(text("אב"), " בא   ");
    }

    #[test]
    fn our_own_signs_take_one_cell_everywhere() {
        let rule = |canvas: &mut Canvas<'_>| canvas.put(0, 0, "│", 1, Style::new());
        assert_eq!((drawn(false, rule), drawn(true, rule)), ("│     ".to_owned(), "|     ".to_owned()));
    }
}
