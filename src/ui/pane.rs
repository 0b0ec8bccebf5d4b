//! The text of the panes: clusters with their styles, gutters, bars, rules.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::style::Styles;
use crate::app::{App, View};
use crate::document::{Kind, SpanKind};
use crate::layout::{Cluster, Item, Mode, PaneBox, Part, Role, RowLayout};

/// Draws the panes; gives the cell of the cursor.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, styles: &Styles) -> Option<(u16, u16)> {
    let (first, height) = (app.panes.text_y(), app.panes.height());
    let on_screen = |y: i32| (0..i32::from(height)).contains(&y).then(|| first + u16::try_from(y).unwrap_or(0));
    for rule in &app.panes.geometry.rules {
        for y in first..first + height {
            canvas.put(*rule, y, "│", 1, styles.dim());
        }
    }
    for view in &app.panes.views {
        let cursor_row = view.cursor_row();
        for (row, top, lines) in &view.visible {
            let start = u32::try_from(top.saturating_neg()).unwrap_or(0);
            let seen = Seen {
                lines: start..start.saturating_add(u32::from(height)),
                y: &|line| on_screen(top.saturating_add(i32::try_from(line).ok()?)),
            };
            text(app, lines, &seen, canvas, styles);
            gutter(app, view, lines, &seen, *row == cursor_row, canvas, styles);
        }
    }
    cursor(app, &on_screen)
}

/// What of a row is on the screen: its lines that may be, and the row of the screen for each that is.
struct Seen<'a> {
    lines: Range<u32>,
    y: &'a dyn Fn(u32) -> Option<u16>,
}

/// What one part of a line is drawn with, found once for all its clusters.
struct Pen {
    part: *const Part,
    /// The row of the screen, when the part is on it.
    y: Option<u16>,
    base: Style,
    /// Whether spans and marks of the block's text are seen in it.
    is_text: bool,
    /// What spans and marks add, in this order: bytes of the block's text, and a style.
    over: Vec<(Range<usize>, Style)>,
}

fn text(app: &App, lines: &RowLayout, seen: &Seen<'_>, canvas: &mut Canvas<'_>, styles: &Styles) {
    let mut pen = Pen { part: std::ptr::null(), y: None, base: Style::new(), is_text: false, over: Vec::new() };
    lines.walk(&app.panes.geometry, seen.lines.clone(), |x, line, item, part, cluster| {
        if !std::ptr::eq(pen.part, part) {
            pen.y = (seen.y)(line);
            pen.take(app, item, part, styles);
        }
        if let Some(y) = pen.y {
            canvas.put(x, y, part.row.glyph(cluster), cluster.width, pen.style(part, cluster, styles));
        }
    });
}

impl Pen {
    /// Turns to `part` of `item`.
    fn take(&mut self, app: &App, item: &Item, part: &Part, styles: &Styles) {
        self.part = part;
        self.over.clear();
        let block = item.block.and_then(|block| app.book.block(item.version, block));
        self.is_text = matches!(part.role, Role::Text | Role::Header) && item.note.is_none();
        self.base = match (part.role, block.map(|block| block.kind)) {
            (Role::Label | Role::Missing, _) => styles.dim(),
            (Role::Note, _) => styles.note(),
            (Role::Text, _) if item.note.is_some() => styles.note(),
            (Role::Text | Role::Header, Some(Kind::Title | Kind::Heading)) => styles.bold(),
            (Role::Text | Role::Header, Some(Kind::Note | Kind::Metadata)) => styles.dim(),
            (Role::Text | Role::Header, _) => Style::new(),
        };
        if part.role == Role::Header {
            self.base = self.base.add_modifier(Modifier::BOLD);
        }
        if !self.is_text {
            return;
        }
        let (start, end) = (part.offset + part.row.source.start, part.offset + part.row.source.end);
        for span in block.map_or(&[][..], |block| &block.spans) {
            if span.start < end && start < span.end {
                let style = match span.kind {
                    SpanKind::Emphasis => Style::new().add_modifier(Modifier::ITALIC),
                    SpanKind::Link | SpanKind::Note => styles.link(),
                };
                self.over.push((span.start..span.end, style));
            }
        }
        for mark in app.panes.marks.iter().filter(|mark| mark.version == item.version && Some(mark.block) == item.block)
        {
            if mark.range.start < end && start < mark.range.end {
                self.over.push((mark.range.clone(), styles.mark(mark.kind)));
            }
        }
    }

    /// The style of `cluster` of `part`.
    fn style(&self, part: &Part, cluster: &Cluster, styles: &Styles) -> Style {
        if !self.is_text {
            return self.base;
        }
        // The mark of a note and the sign of a control show nothing of the text.
        if cluster.source.is_empty() {
            let sign = part.row.glyph(cluster).chars().all(crate::text::control::is_sign);
            return if sign { styles.error() } else { styles.link() };
        }
        let (start, end) = (part.offset + cluster.source.start as usize, part.offset + cluster.source.end as usize);
        let here = self.over.iter().filter(|(range, _)| range.start < end && start < range.end);
        here.fold(self.base, |style, (_, over)| style.patch(*over))
    }
}

fn gutter(
    app: &App,
    view: &View,
    lines: &RowLayout,
    seen: &Seen<'_>,
    at_cursor: bool,
    canvas: &mut Canvas<'_>,
    styles: &Styles,
) {
    let geometry = &app.panes.geometry;
    lines.walk_gutter(geometry, |x, line, _, row| {
        if let Some(y) = (seen.y)(line) {
            canvas.row(x, y, row, styles.dim());
        }
    });
    for item in lines.items.iter().filter(|item| item.note.is_none()) {
        let (Some(pane), Some(block)) = (geometry.panes.get(item.pane), item.block) else { continue };
        if pane.gutter == 0 {
            continue;
        }
        let own = item.version != view.version || block == view.cursor.block;
        let barred = at_cursor && own;
        let below = item.top.saturating_add(u32::try_from(item.layout.lines.len()).unwrap_or(u32::MAX));
        for line in item.top.max(seen.lines.start)..below.min(seen.lines.end) {
            let Some(y) = (seen.y)(line) else { continue };
            if barred {
                canvas.put(pane.bar_x, y, "▌", 1, styles.bar());
            }
        }
        for (x, line, glyph) in signs(app, item, block, pane) {
            if let Some(y) = (seen.y)(line) {
                canvas.put(x, y, glyph.encode_utf8(&mut [0; 4]), 1, styles.bar());
            }
        }
    }
}

/// The signs of a block with their columns and lines: on the side of the text and on the line where what they stand for
/// begins, where the label leaves room; those that meet stand under each other as far as there are lines.
fn signs(app: &App, item: &Item, block: usize, pane: &PaneBox) -> Vec<(u16, u32, char)> {
    let rtl = app.book.document(item.version).is_some_and(|document| document.direction.is_rtl());
    let side = if rtl { pane.label_x } else { pane.label_x + pane.gutter - 1 };
    let labelled = item.layout.gutter.as_ref().is_some_and(|row| {
        let label = row.clusters.iter().map(|cluster| u16::from(cluster.width)).sum::<u16>();
        label >= pane.gutter
    });
    let count = item.layout.lines.len();
    let mut signs: Vec<(u16, u32, char)> = Vec::new();
    for sign in app.signs(item.version, block) {
        let own = item.layout.line_of(sign.offset);
        let (x, first) = match (labelled && own == 0, count) {
            (false, _) => (side, own),
            (true, 0 | 1) => (pane.bar_x, 0),
            (true, _) => (side, 1),
        };
        let line = |index: usize| item.top.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
        let free = |index: &usize| !signs.iter().any(|(_, taken, _)| *taken == line(*index));
        if let Some(index) = (first..count.max(1)).find(free) {
            signs.push((x, line(index), sign.glyph));
        }
    }
    signs
}

/// The cell of the cursor, when it is on the screen.
fn cursor(app: &App, on_screen: &dyn Fn(i32) -> Option<u16>) -> Option<(u16, u16)> {
    let view = app.panes.view()?;
    let row = view.cursor_row();
    let (_, top, lines) = view.visible.iter().find(|(own, _, _)| *own == row)?;
    let single = app.panes.geometry.mode == Mode::Single;
    let item = lines.items.iter().find(|item| {
        item.block == Some(view.cursor.block)
            && item.version == view.version
            && item.note.is_none()
            && (item.pane == app.panes.focus || single)
    })?;
    let pane = app.panes.geometry.panes.get(item.pane)?;
    let index = item.layout.line_of(view.cursor.offset);
    let line = item.layout.lines.get(index)?;
    let y = on_screen(top.saturating_add(i32::try_from(item.top as usize + index).ok()?))?;
    let column = line.text_parts().find_map(|part| {
        let at = view.cursor.offset.checked_sub(part.offset)?;
        let inside = part.row.source.contains(&at) || part.offset + part.row.source.end == view.cursor.offset;
        Some(part.column + part.row.cluster_of(at).filter(|_| inside)?.column)
    });
    Some((column.map_or(pane.bar_x, |column| pane.text_x + column), y))
}
