//! From state to cells. It takes the state and changes nothing.

mod canvas;
mod frame;
mod list;
mod overlay;
mod pane;
mod style;

use ratatui::buffer::Buffer;

use crate::app::{App, Overlay};
use canvas::Canvas;
use style::Styles;

/// Draws `app` into `buffer`; gives the cell in which the terminal's own cursor belongs.
pub fn draw(app: &App, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let styles = Styles::new(app.settings.theme);
    let mut canvas = Canvas::new(buffer, app.options());
    let mut cursor = None;
    if !matches!(app.overlay, Some(Overlay::List(_))) {
        cursor = pane::draw(app, &mut canvas, &styles);
        frame::title(app, &mut canvas, &styles);
    }
    // What stands over the text comes after it, the line at the bottom last.
    match &app.overlay {
        Some(Overlay::List(list)) => cursor = list::draw(app, list, &mut canvas, &styles),
        Some(Overlay::Note(editor)) => cursor = overlay::note(app, editor, &mut canvas, &styles),
        Some(Overlay::Prompt(prompt)) => cursor = overlay::prompt(app, prompt, &mut canvas, &styles),
        Some(Overlay::Question(question)) => cursor = overlay::question(question, &mut canvas, &styles),
        None => frame::status(app, &mut canvas, &styles),
    }
    cursor.filter(|(x, y)| *x < buffer.area.width && *y < buffer.area.height)
}
