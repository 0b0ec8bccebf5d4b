//! What stands over the text: the note editor, prompts, questions.

use super::canvas::Canvas;
use super::frame;
use super::style::Styles;
use crate::app::{App, Input, NoteEditor, Prompt, PromptKind, Question};
use crate::layout::block::cells;
use crate::layout::{Analysis, Options, Row};
use crate::library::Scope;
use crate::text::script::first_strong;

/// The rows of a text as it is typed with the row and column of its caret; a column is kept free for the caret at the end.
fn typed(input: &Input, width: u16, options: &Options) -> (Vec<Row>, usize, u16) {
    let width = width.max(2) - 1;
    let mut rows = Vec::new();
    let (mut caret_row, mut caret_column) = (0, 0);
    let mut start = 0;
    for line in input.text().split('\n') {
        let direction = first_strong(line).unwrap_or_default();
        let options = Options { base: Some(direction), ..*options };
        let shift = u16::from(direction.is_rtl());
        for mut row in Analysis::new(line, &options).rows(line, &options, width) {
            for cluster in &mut row.clusters {
                cluster.column += shift;
            }
            let caret = input.caret().checked_sub(start).filter(|at| (row.source.start..=row.source.end).contains(at));
            if let Some(at) = caret {
                caret_row = rows.len();
                caret_column = caret_of(&row, at, width);
            }
            rows.push(row);
        }
        start += line.len() + 1;
    }
    (rows, caret_row, caret_column)
}

/// The column at which the next letter goes when it is put before byte `at` of the row.
fn caret_of(row: &Row, at: usize, width: u16) -> u16 {
    if let Some(span) = row.columns(at..at + 1).first()
        && at < row.source.end
    {
        return span.start;
    }
    // At the end: beside the last letter typed, on the side to which its script goes on; after a digit, a blank or a sign,
    // where the line ends, because a letter of the line's own direction is what comes next.
    let last = row.clusters.iter().max_by_key(|cluster| cluster.source.end);
    let letter = |cluster: &crate::layout::Cluster| row.glyph(cluster).chars().next().is_some_and(char::is_alphabetic);
    if row.direction.is_rtl() && last.is_some_and(|last| !letter(last) || at > last.source.end as usize) {
        let first = row.clusters.first().map_or(width, |first| first.column);
        let blanks = last.map_or(0, |last| at.saturating_sub(last.source.end as usize));
        return first.saturating_sub(1 + u16::try_from(blanks).unwrap_or(0));
    }
    match last {
        Some(last) if last.level % 2 == 1 => {
            let spaces = at.saturating_sub(last.source.end as usize);
            last.column.saturating_sub(1 + u16::try_from(spaces).unwrap_or(0))
        }
        Some(last) => {
            last.column
                + u16::from(last.width)
                + u16::try_from(at.saturating_sub(last.source.end as usize)).unwrap_or(0)
        }
        None if row.direction.is_rtl() => width,
        None => 0,
    }
}

/// The note editor at the bottom of the screen.
pub(super) fn note(app: &App, editor: &NoteEditor, canvas: &mut Canvas<'_>, styles: &Styles) -> Option<(u16, u16)> {
    let (width, height) = (canvas.width(), canvas.height());
    let (rows, caret_row, caret_column) = typed(&editor.input, width.saturating_sub(4), canvas.options());
    let wanted = u16::try_from(rows.len()).unwrap_or(u16::MAX).clamp(3, (height / 2).max(3)) + 2;
    let top = height.saturating_sub(wanted);
    canvas.clear(top..height);
    for x in 0..width {
        canvas.put(x, top, "─", 1, styles.dim());
    }
    let here = app.book.block(editor.version, editor.block).map(|block| &block.key);
    let there = editor.standing.as_ref().map(|standing| &standing.target.key);
    let key = here.or(there).map(ToString::to_string).unwrap_or_default();
    let title = match editor.scope {
        Scope::Work => format!(" note on ¶ {key}"),
        Scope::Version => format!(" note on ¶ {key} of this version only"),
    };
    let used = canvas.text(2, top, &title, width.saturating_sub(4), styles.bold());
    canvas.put(2 + used, top, " ", 1, styles.dim());
    let room = usize::from(wanted.saturating_sub(2)).max(1);
    let first = (caret_row + 1).saturating_sub(room);
    for (line, row) in rows.iter().skip(first).take(room).enumerate() {
        canvas.row(2, top + 1 + u16::try_from(line).unwrap_or(0), row, ratatui::style::Style::new());
    }
    let bottom = height.saturating_sub(1);
    match &app.message {
        Some(message) if message.error => {
            canvas.text(1, bottom, &message.text, width.saturating_sub(2), styles.error());
        }
        _ => {
            let tags = editor.suggestions();
            let text = match tags.as_slice() {
                [] => "Ctrl-s saves · Esc leaves · Ctrl-t this version or all · Ctrl-o opens $EDITOR".to_owned(),
                tags => {
                    format!("Tab completes: {}", tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "))
                }
            };
            canvas.text(1, bottom, &text, width.saturating_sub(2), styles.dim());
        }
    }
    Some((2 + caret_column, top + 1 + u16::try_from(caret_row - first).unwrap_or(0)))
}

/// A prompt on the last line.
pub(super) fn prompt(app: &App, prompt: &Prompt, canvas: &mut Canvas<'_>, styles: &Styles) -> Option<(u16, u16)> {
    let (width, y) = (canvas.width(), canvas.height().saturating_sub(1));
    canvas.clear(y..y + 1);
    let (sign, searching) = match prompt.kind {
        PromptKind::Search { .. } => (app.find.sign(), true),
        PromptKind::Command => (":".to_owned(), false),
        PromptKind::Export => ("export to: ".to_owned(), false),
        PromptKind::Tags(_) => ("tags: ".to_owned(), false),
    };
    // A blank at the end has no cell of its own.
    let x = 1 + canvas.text(1, y, &sign, width.saturating_sub(1), styles.bold()) + u16::from(sign.ends_with(' '));
    let count = match prompt.input.text() {
        "" if searching => "Alt-w word · Alt-c case · Alt-r regex · Alt-p particles".to_owned(),
        _ if searching => frame::count(app),
        _ => String::new(),
    };
    let count = match &app.message {
        Some(message) => message.text.clone(),
        None => count,
    };
    let count_cells = cells(&count, canvas.options()).min(width / 2);
    let room = width.saturating_sub(x + count_cells + 2).max(2);
    let caret = line(&prompt.input, x, y, room, canvas);
    canvas.text(width.saturating_sub(count_cells + 1), y, &count, count_cells, styles.dim());
    Some((caret, y))
}

/// One line that is typed, in `room` cells from `x` on; gives the column of the caret.
pub(super) fn line(input: &Input, x: u16, y: u16, room: u16, canvas: &mut Canvas<'_>) -> u16 {
    let (rows, caret_row, caret) = typed(input, room, canvas.options());
    let Some(row) = rows.get(caret_row) else { return x + caret };
    // Text stands beside the sign, whatever its direction; a right-to-left text is moved there.
    let left = row.clusters.first().map_or(caret, |first| first.column.min(caret));
    for cluster in &row.clusters {
        canvas.put(x + (cluster.column - left), y, row.glyph(cluster), cluster.width, ratatui::style::Style::new());
    }
    x + caret - left
}

/// A question on the last line.
pub(super) fn question(question: &Question, canvas: &mut Canvas<'_>, styles: &Styles) -> Option<(u16, u16)> {
    let (width, y) = (canvas.width(), canvas.height().saturating_sub(1));
    canvas.clear(y..y + 1);
    let used = canvas.text(1, y, &question.text, width.saturating_sub(2), styles.bold());
    Some((2 + used, y))
}
