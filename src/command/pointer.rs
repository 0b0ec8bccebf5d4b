//! The mouse: click, drag, wheel.

use super::motion;
use crate::app::{App, Mouse, Overlay};
use crate::document::Position;

const WHEEL: i32 = 3;

/// Takes what the mouse did at column `x` and row `y` of the screen.
pub(super) fn mouse(app: &mut App, mouse: Mouse, x: u16, y: u16) {
    if let Some(overlay) = &mut app.overlay {
        if let Overlay::List(list) = overlay {
            match mouse {
                Mouse::WheelUp => list.step(-1),
                Mouse::WheelDown => list.step(1),
                Mouse::Press => {
                    let entry = list.first + usize::from(y.saturating_sub(1));
                    if y >= 1 && entry < list.entries.len() {
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
            if let Some((pane, position)) = hit(app, x, y) {
                app.selection = None;
                app.message = None;
                app.panes.focus_on(&app.book, pane);
                app.move_to(position);
            }
        }
        Mouse::Drag => {
            let Some((pane, position)) = hit(app, x, y) else { return };
            let cursor = app.panes.cursor();
            if pane == app.panes.focus && position.block == cursor.block && position != cursor {
                if app.selection.is_none() {
                    app.selection = Some((cursor, cursor));
                }
                app.move_to(position);
            }
        }
    }
}

fn pane_at(app: &App, x: u16) -> Option<usize> {
    app.panes.geometry.panes.iter().position(|pane| (pane.x..pane.x + pane.width).contains(&x))
}

/// The pane and place under a cell of the screen.
fn hit(app: &App, x: u16, y: u16) -> Option<(usize, Position)> {
    let line = i32::from(y) - i32::from(app.panes.text_y());
    for view in &app.panes.views {
        for (_, top, lines) in &view.visible {
            for item in &lines.items {
                let (Some(block), None) = (item.block, item.note) else { continue };
                let pane = app.panes.geometry.panes.get(item.pane)?;
                let first = top.saturating_add(i32::try_from(item.top).ok()?);
                let count = i32::try_from(item.layout.lines.len()).ok()?;
                if !(pane.x..pane.x + pane.width).contains(&x) || line < first || line >= first + count {
                    continue;
                }
                let line = item.layout.lines.get(usize::try_from(line - first).ok()?)?;
                let column = x.saturating_sub(pane.text_x);
                let under = |part: &&crate::layout::Part| part.cluster_at(column).is_some();
                let part = line.text_parts().find(under).or_else(|| line.text_parts().next())?;
                let offset = part.offset + part.row.hit(column.saturating_sub(part.column));
                let end = app.book.block(item.version, block)?.text.len();
                return Some((item.pane, Position { block, offset: offset.min(end) }));
            }
        }
    }
    None
}
