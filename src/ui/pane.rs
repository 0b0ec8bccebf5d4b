//! The text of the panes: clusters with their styles, gutters, bars, rules.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::style::Styles;
use crate::app::{App, Mark, View};
use crate::document::{Block, Kind, SpanKind};
use crate::layout::{Cluster, Item, Mode, Part, Role, RowLayout};

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

/// The marks and spans that touch one block, found once for all its clusters.
struct Touching<'a> {
    item: *const Item,
    base: Style,
    block: Option<&'a Block>,
    marks: Vec<&'a Mark>,
}

fn text(app: &App, lines: &RowLayout, seen: &Seen<'_>, canvas: &mut Canvas<'_>, styles: &Styles) {
    let mut touching = Touching { item: std::ptr::null(), base: Style::new(), block: None, marks: Vec::new() };
    lines.walk(&app.panes.geometry, seen.lines.clone(), |x, line, item, part, cluster| {
        let Some(y) = (seen.y)(line) else { return };
        if !std::ptr::eq(touching.item, item) {
            touching = touch(app, item, styles);
        }
        let style = cluster_style(&touching, item, part, cluster, styles);
        canvas.put(x, y, part.row.glyph(cluster), cluster.width, style);
    });
}

fn touch<'a>(app: &'a App, item: &Item, styles: &Styles) -> Touching<'a> {
    let block = item.block.and_then(|block| app.book.block(item.version, block));
    let base = match block.map(|block| block.kind) {
        Some(Kind::Title | Kind::Heading) => styles.bold(),
        Some(Kind::Note | Kind::Metadata) => styles.dim(),
        _ => Style::new(),
    };
    let here = |mark: &&Mark| mark.version == item.version && Some(mark.block) == item.block && item.note.is_none();
    Touching { item, base, block, marks: app.panes.marks.iter().filter(here).collect() }
}

fn cluster_style(touching: &Touching<'_>, item: &Item, part: &Part, cluster: &Cluster, styles: &Styles) -> Style {
    match part.role {
        Role::Label | Role::Missing => return styles.dim(),
        Role::Note => return styles.note(),
        Role::Header => {}
        Role::Text if item.note.is_some() => return styles.note(),
        Role::Text => {}
    }
    let start = part.offset + cluster.source.start as usize;
    let end = part.offset + cluster.source.end as usize;
    // The mark of a note and the sign of a control show nothing of the text.
    if start == end {
        let sign = part.row.glyph(cluster).chars().all(crate::text::control::is_sign);
        return if sign { styles.error() } else { styles.link() };
    }
    let mut style = touching.base;
    if part.role == Role::Header {
        style = style.add_modifier(Modifier::BOLD);
    }
    for span in touching.block.map_or(&[][..], |block| &block.spans) {
        let inside = span.start < end && start < span.end;
        match span.kind {
            SpanKind::Emphasis if inside => style = style.add_modifier(Modifier::ITALIC),
            SpanKind::Link if inside => style = style.patch(styles.link()),
            SpanKind::Note if inside => style = style.patch(styles.link()),
            _ => {}
        }
    }
    for mark in &touching.marks {
        if mark.range.start < end && start < mark.range.end {
            style = style.patch(styles.mark(mark.kind));
        }
    }
    style
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
        let sign = app.notes.sign(&app.book, item.version, block);
        let below = item.top.saturating_add(u32::try_from(item.layout.lines.len()).unwrap_or(u32::MAX));
        for line in item.top.max(seen.lines.start)..below.min(seen.lines.end) {
            let Some(y) = (seen.y)(line) else { continue };
            if barred {
                canvas.put(pane.bar_x, y, "▌", 1, styles.bar());
            }
        }
        // The sign stands on the side of the text, where the label leaves room: beside it, else under it.
        if let Some(sign) = sign {
            let rtl = app.book.document(item.version).is_some_and(|document| document.direction.is_rtl());
            let x = if rtl { pane.label_x } else { pane.label_x + pane.gutter - 1 };
            let taken = item.layout.gutter.as_ref().is_some_and(|row| {
                let label = row.clusters.iter().map(|cluster| u16::from(cluster.width)).sum::<u16>();
                label >= pane.gutter
            });
            let (x, line) = match (taken, item.layout.lines.len()) {
                (false, _) => (x, item.top),
                (true, 1) => (pane.bar_x, item.top),
                (true, _) => (x, item.top.saturating_add(1)),
            };
            if let Some(y) = (seen.y)(line) {
                canvas.put(x, y, sign.encode_utf8(&mut [0; 4]), 1, styles.bar());
            }
        }
    }
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
