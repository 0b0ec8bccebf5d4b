//! A list over the whole screen, with its filter, and what there is to say of the chosen entry.

use ratatui::style::Style;

use super::canvas::Canvas;
use super::overlay;
use super::style::Styles;
use crate::app::{App, Entry, Input, List};
use crate::layout::Analysis;
use crate::layout::Options;
use crate::layout::block::cells;
use crate::text::Direction;
use crate::text::script::first_strong;

/// The widest list.
const WIDEST: u16 = 110;
/// The widest column of labels.
const LABEL: u16 = 24;

/// Draws the list; gives the cell of the cursor.
pub(super) fn draw(app: &App, list: &List, canvas: &mut Canvas<'_>, styles: &Styles) -> Option<(u16, u16)> {
    // Text and key of an entry stay within one look on a wide screen.
    let (width, height) = (canvas.width().min(WIDEST), canvas.height());
    canvas.clear(0..height);
    let title = match &list.filter {
        Some(_) => format!("{} · {} of {}", list.title, list.len(), list.entries.len()),
        None => list.title.clone(),
    };
    canvas.text(1, 0, &title, width.saturating_sub(2), styles.bold());
    let labels = list.label_cells(canvas.options()).min(LABEL);
    let room = list.room(height);
    let mut cursor = None;
    for (line, index) in (list.first..list.len()).take(room).enumerate() {
        let Some(shown) = list.at(index) else { break };
        let y = List::TOP + u16::try_from(line).unwrap_or(u16::MAX - List::TOP);
        entry(shown, (y, width), labels, canvas, styles);
        if index == list.selected {
            canvas.style_row(y, styles.chosen());
            cursor = Some((1, y));
        }
    }
    below(list, width, canvas, styles);
    let (last, room) = (height.saturating_sub(1), width.saturating_sub(2));
    if let Some(message) = &app.message {
        let style = if message.error { styles.error() } else { styles.bold() };
        canvas.text(1, last, &message.text, room, style);
    } else if let Some(input) = list.filter.as_ref().filter(|_| list.typing) {
        let x = 1 + canvas.text(1, last, "/", 1, styles.bold());
        cursor = Some((overlay::line(input, x, last, room.saturating_sub(1).max(2), canvas), last));
    } else {
        let filter = list.filter.as_ref().map_or("", Input::text);
        let mut x = 1;
        if !filter.is_empty() {
            x += canvas.text(x, last, "/", 1, styles.bold());
            x += canvas.text(x, last, filter, room / 3, styles.bold()) + 3;
        }
        canvas.text(x, last, &list.hint, (room + 1).saturating_sub(x), styles.dim());
    }
    cursor
}

/// One entry on row `y` of a list of `width` cells, with `labels` cells for the label.
fn entry(entry: &Entry, (y, width): (u16, u16), labels: u16, canvas: &mut Canvas<'_>, styles: &Styles) {
    let heading = entry.level == 0 && entry.label.is_empty() && entry.detail.is_empty();
    let indent = 2 + 2 * u16::from(entry.level.min(6));
    let label_room = if heading { 0 } else { labels.min(width.saturating_sub(indent + 2)) };
    let start = indent + label_room + if label_room > 0 { 2 } else { 0 };
    let detail = cells(&entry.detail, canvas.options()).min(width * 3 / 8);
    let room = width.saturating_sub(start + detail + 2);
    let style = if heading { styles.bold() } else { Style::new() };
    // An entry that begins right-to-left starts on the right, as in the document.
    let begins = if entry.label.is_empty() { &entry.text } else { &entry.label };
    if !heading && first_strong(begins).is_some_and(Direction::is_rtl) {
        canvas.text(1, y, &entry.detail, detail, styles.dim());
        canvas.aligned(2 + detail, y, &entry.text, room, style);
        canvas.aligned(width.saturating_sub(indent + label_room), y, &entry.label, label_room, styles.bold());
    } else {
        canvas.text(indent, y, &entry.label, label_room, styles.bold());
        canvas.aligned(start, y, &entry.text, room, style);
        canvas.text(width.saturating_sub(detail + 1), y, &entry.detail, detail, styles.dim());
    }
}

/// What stands below the entries for the chosen one: paragraphs of two rows at most under a rule, then the small print.
fn below(list: &List, width: u16, canvas: &mut Canvas<'_>, styles: &Styles) {
    let height = canvas.height();
    let rows = list.below(height);
    let Some((small, texts)) = list.entry().and_then(|entry| entry.below.split_last()).filter(|_| rows > 0) else {
        return;
    };
    let top = height.saturating_sub(rows + 1);
    for x in 1..width.saturating_sub(1) {
        canvas.put(x, top, "─", 1, styles.dim());
    }
    let (mut y, last) = (top + 1, height.saturating_sub(2));
    let options: Options = *canvas.options();
    for text in texts {
        let direction = first_strong(text).unwrap_or_default();
        let options = Options { base: Some(direction), ..options };
        let lines: Vec<_> =
            Analysis::new(text, &options).each_row(text, &options, width.saturating_sub(3)).take(2).collect();
        let end = lines.first().map_or(0, |line| line.source.end);
        if let Some(line) = lines.first().filter(|_| lines.len() > 1 && y + 1 < last) {
            canvas.row(1, y, line, Style::new());
            canvas.aligned(1, y + 1, text.get(end..).unwrap_or("").trim_start(), width.saturating_sub(3), Style::new());
            y += 2;
        } else if y < last {
            canvas.aligned(1, y, text, width.saturating_sub(3), Style::new());
            y += 1;
        }
    }
    canvas.text(1, y.min(last), small, width.saturating_sub(3), styles.dim());
}
