//! The mouse: click, drag, wheel.

use std::ops::Range;

use super::motion;
use crate::app::{App, List, Mouse, Overlay, Selection};
use crate::document::Position;
use crate::layout::{Item, Line, Part};

const WHEEL: i32 = 3;

/// Takes what the mouse did at column `x` and row `y` of the screen.
pub(super) fn mouse(app: &mut App, mouse: Mouse, x: u16, y: u16) {
    if let Some(overlay) = &mut app.overlay {
        if let Overlay::List(list) = overlay {
            match mouse {
                Mouse::WheelUp => list.step(-1),
                Mouse::WheelDown => list.step(1),
                Mouse::Press => {
                    let room = list.room(app.panes.size.1);
                    let line = usize::from(y).checked_sub(usize::from(List::TOP)).filter(|line| *line < room);
                    if let Some(entry) = line.map(|line| list.first + line).filter(|own| *own < list.len()) {
                        list.selected = entry;
                    }
                }
                Mouse::Drag => {}
            }
        }
        return;
    }
    match mouse {
        Mouse::WheelUp | Mouse::WheelDown => {
            if let Some(pane) = pane_at(app, x) {
                // Only a freed pane scrolls apart from the others; there the wheel takes the focus along.
                if app.panes.is_free(pane) || app.panes.is_free(app.panes.focus) {
                    app.panes.focus_on(&app.book, pane);
                }
            }
            motion::scroll(app, if mouse == Mouse::WheelUp { -WHEEL } else { WHEEL });
        }
        Mouse::Press => {
            if let Some(spot) = pressed(app, x, y) {
                app.selection = None;
                app.message = None;
                app.panes.focus_on(&app.book, spot.pane);
                app.move_to(spot.position());
            }
        }
        Mouse::Drag => drag(app, x, y),
    }
}

/// A place of the text that the mouse points at.
struct Spot {
    pane: usize,
    block: usize,
    /// Bytes of the cluster under the mouse; empty beside the text, at the end of the row that is nearer.
    bytes: Range<usize>,
    /// Where a cursor belongs: on a cluster of the row pointed at.
    cursor: usize,
}

impl Spot {
    fn position(&self) -> Position {
        Position { block: self.block, offset: self.cursor }
    }
}

/// Selects from the cluster on which the button went down to the one under the mouse, both included.
fn drag(app: &mut App, x: u16, y: u16) {
    let cursor = app.panes.cursor();
    let Some(spot) = dragged(app, cursor.block, x, y) else { return };
    let begun = app.selection.as_ref().and_then(|selection| Some((selection.fixed, selection.clusters.clone()?.0)));
    let (fixed, first) = begun.clone().unwrap_or_else(|| (cursor, under_cursor(app)));
    if begun.is_none() && spot.bytes == first {
        return;
    }
    app.selection = None;
    app.move_to(spot.position());
    app.selection =
        Some(Selection { clusters: Some((first, spot.bytes.clone())), ..Selection::new(fixed, spot.position()) });
}

fn pane_at(app: &App, x: u16) -> Option<usize> {
    app.panes.geometry.panes.iter().position(|pane| (pane.x..pane.x + pane.width).contains(&x))
}

/// The blocks on the screen, each with the line of the text area at which it starts, which may be above it.
fn on_screen(app: &App) -> impl Iterator<Item = (&Item, i32)> {
    let rows = app.panes.views.iter().flat_map(|view| &view.visible);
    rows.flat_map(|(_, top, lines)| {
        let line = |item: &Item| i32::try_from(item.top).map_or(i32::MAX, |own| top.saturating_add(own));
        lines
            .items
            .iter()
            .filter(|item| item.block.is_some() && item.note.is_none())
            .map(move |item| (item, line(item)))
    })
}

fn count(item: &Item) -> i32 {
    i32::try_from(item.layout.lines.len()).unwrap_or(i32::MAX)
}

/// The place under a cell of the screen. Below a block and above the next one in its pane it is the end of that block.
fn pressed(app: &App, x: u16, y: u16) -> Option<Spot> {
    let line = i32::from(y) - i32::from(app.panes.text_y());
    if !(0..i32::from(app.panes.height())).contains(&line) {
        return None;
    }
    let in_pane = |item: &Item| {
        app.panes.geometry.panes.get(item.pane).is_some_and(|pane| (pane.x..pane.x + pane.width).contains(&x))
    };
    let above = on_screen(app).filter(|(item, first)| in_pane(item) && *first <= line);
    let (item, first) = above.max_by_key(|(_, first)| *first)?;
    spot(app, item, line - first, x)
}

/// The place of the block that is selected in which is nearest to a cell of the screen.
fn dragged(app: &App, block: usize, x: u16, y: u16) -> Option<Spot> {
    let line = i32::from(y) - i32::from(app.panes.text_y());
    let version = app.panes.version();
    let own = |item: &Item| item.block == Some(block) && item.version == version;
    let (item, first) = on_screen(app).find(|(item, _)| own(item))?;
    spot(app, item, line - first, x)
}

/// The place of `item` at its line `line` and column `x` of the screen; before its first line its start, after its last its end.
fn spot(app: &App, item: &Item, line: i32, x: u16) -> Option<Spot> {
    let (block, pane) = (item.block?, item.pane);
    let area = app.panes.geometry.panes.get(pane)?;
    let text = app.book.block(item.version, block)?.text.as_str();
    if line < 0 {
        return Some(Spot { pane, block, bytes: 0..0, cursor: 0 });
    }
    let lines = &item.layout.lines;
    if line >= count(item) {
        let last = lines.iter().rev().flat_map(|line| line.text_parts().last()).next()?;
        let cursor = cursor_on(last, text.len().saturating_sub(last.offset)).min(text.len());
        return Some(Spot { pane, block, bytes: text.len()..text.len(), cursor });
    }
    let index = usize::try_from(line).ok()?;
    let column = i32::from(x) - i32::from(area.text_x);
    let Some(part) = part_at(lines, index, column, text) else {
        let at = item.layout.start_of(index + 1).unwrap_or(0);
        return Some(Spot { pane, block, bytes: at..at, cursor: at });
    };
    // Left of the row is a column that no row reaches, and so is right of it.
    let inside = u16::try_from(column - i32::from(part.column));
    let first = part.row.clusters.first().map_or(0, |first| first.column);
    let bytes = match inside {
        Ok(inside) => part.row.bytes_at(inside),
        Err(_) if first > 0 || part.row.clusters.is_empty() => part.row.bytes_at(0),
        Err(_) if part.row.direction.is_rtl() => end_of(part)..end_of(part),
        Err(_) => part.row.source.start..part.row.source.start,
    };
    let cursor = cursor_on(part, bytes.start).min(text.len());
    let bytes = (part.offset + bytes.start).min(text.len())..(part.offset + bytes.end).min(text.len());
    Some(Spot { pane, block, bytes, cursor })
}

/// The end of the last cluster of a row, in its own text.
fn end_of(part: &Part) -> usize {
    part.row.clusters.iter().map(|cluster| cluster.source.end as usize).max().unwrap_or(part.row.source.start)
}

/// The byte of the block on which a cursor for byte `at` of the part's text stands, so that it is seen on this row.
fn cursor_on(part: &Part, at: usize) -> usize {
    part.offset + part.row.cluster_of(at).map_or(part.row.source.start, |cluster| cluster.source.start as usize)
}

/// The part of line `index` at `column` of the text area: the cell of a table that is there, else the nearer one. Under the
/// last line of a cell that is shorter than the one beside it, it is that cell.
fn part_at<'l>(lines: &'l [Line], index: usize, column: i32, text: &str) -> Option<&'l Part> {
    let best = |line: &'l Line| line.text_parts().min_by_key(|part| distance(part, column));
    let found = best(lines.get(index)?)?;
    if distance(found, column).0 == 0 {
        return Some(found);
    }
    let same_row = |part: &&Part| {
        let (from, to) = (part.offset.min(found.offset), part.offset.max(found.offset));
        text.get(from..to).is_some_and(|between| !between.contains('\n'))
    };
    let above = lines.get(..index)?.iter().rev().map_while(|line| best(line).filter(same_row));
    above.into_iter().find(|part| distance(part, column).0 == 0).or(Some(found))
}

/// How far `column` is from the cells that a part may fill, and from those that it fills.
fn distance(part: &Part, column: i32) -> (i32, i32) {
    let to = |from: u16, end: u16| (i32::from(from) - column).max(column - i32::from(end) + 1).max(0);
    let from = |own: u16| part.column.saturating_add(own);
    let ink = part.row.clusters.first().zip(part.row.clusters.last());
    let ink = ink.map_or(i32::MAX, |(first, last)| {
        to(from(first.column), from(last.column.saturating_add(u16::from(last.width))))
    });
    if ink == 0 { (0, 0) } else { (to(part.column, from(part.row.width)), ink) }
}

/// The bytes of the cluster under the cursor.
fn under_cursor(app: &App) -> Range<usize> {
    let (version, cursor) = (app.panes.version(), app.panes.cursor());
    let shown = || {
        let (item, _) = on_screen(app).find(|(item, _)| item.block == Some(cursor.block) && item.version == version)?;
        let line = item.layout.lines.get(item.layout.line_of(cursor.offset))?;
        line.text_parts().find_map(|part| {
            let at = cursor.offset.checked_sub(part.offset)?;
            let cluster =
                part.row.cluster_of(at).filter(|c| (c.source.start as usize..c.source.end as usize).contains(&at))?;
            Some(part.offset + cluster.source.start as usize..part.offset + cluster.source.end as usize)
        })
    };
    shown().unwrap_or(cursor.offset..cursor.offset)
}
