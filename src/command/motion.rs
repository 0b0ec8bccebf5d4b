//! Moving the cursor: by line, block, sentence, word, page.

use super::Command;
use crate::app::{App, Moved};
use crate::document::Position;
use crate::text::word;

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "line_next", doc: "one line down", run: |app, n| lines(app, n, true) },
    Command { name: "line_previous", doc: "one line up", run: |app, n| lines(app, n, false) },
    Command { name: "block_next", doc: "to the next paragraph", run: |app, n| blocks(app, n, true) },
    Command { name: "block_previous", doc: "to the paragraph before", run: |app, n| blocks(app, n, false) },
    Command { name: "sentence_next", doc: "to the next sentence", run: |app, n| sentences(app, n, true) },
    Command { name: "sentence_previous", doc: "to the sentence before", run: |app, n| sentences(app, n, false) },
    Command { name: "word_next", doc: "to the next word", run: |app, n| words(app, n, true) },
    Command { name: "word_previous", doc: "to the word before", run: |app, n| words(app, n, false) },
    Command { name: "word_right", doc: "to the word on the right", run: |app, n| words(app, n, !is_rtl(app)) },
    Command { name: "word_left", doc: "to the word on the left", run: |app, n| words(app, n, is_rtl(app)) },
    Command { name: "half_page_next", doc: "half a page down", run: |app, n| pages(app, n, 1, 2) },
    Command { name: "half_page_previous", doc: "half a page up", run: |app, n| pages(app, n, -1, 2) },
    Command { name: "page_next", doc: "a page down", run: |app, n| pages(app, n, 1, 1) },
    Command { name: "page_previous", doc: "a page up", run: |app, n| pages(app, n, -1, 1) },
    Command { name: "document_start", doc: "to the beginning", run: |app, n| document(app, n, false) },
    Command {
        name: "document_end",
        doc: "to the end; with a number before it, to that paragraph",
        run: |app, n| document(app, n, true),
    },
];

/// Repeats beyond this are the same as going to the end.
const MOST: usize = 10_000;

fn repeat(app: &mut App, count: Option<usize>, mut step: impl FnMut(&mut App) -> bool) {
    for _ in 0..count.unwrap_or(1).min(MOST) {
        if !step(app) {
            break;
        }
    }
}

fn is_rtl(app: &App) -> bool {
    app.book.block(app.panes.version(), app.panes.cursor().block).is_some_and(|block| block.direction.is_rtl())
}

/// While something is selected the cursor stays in the block of the selection: an annotation stands on one block.
fn may_leave(app: &App) -> bool {
    app.selection.is_none()
}

fn lines(app: &mut App, count: Option<usize>, down: bool) {
    repeat(app, count, |app| line(app, down));
}

fn line(app: &mut App, down: bool) -> bool {
    let cursor = app.panes.cursor();
    let next = app.panes.with_view(&app.book, &app.notes, |view, typeset, setting| {
        let row = view.cursor_row();
        let lines = view.row(typeset, setting, row);
        let version = view.version;
        let item =
            lines.items.iter().find(|i| i.version == version && i.block == Some(cursor.block) && i.note.is_none())?;
        let at = item.layout.line_of(cursor.offset);
        // Lines of a table may hold continued cells only: step on to one where something starts.
        let mut index = at;
        loop {
            index = if down { index + 1 } else { index.checked_sub(1)? };
            let offset = item.layout.start_of(index);
            match offset {
                Some(offset) if offset != cursor.offset => return Some(offset),
                None if index >= item.layout.lines.len() => return None,
                _ => {}
            }
        }
    });
    if let Some(Some(offset)) = next {
        app.move_to(Position { offset, ..cursor });
        return true;
    }
    if !may_leave(app) {
        return false;
    }
    let Some(block) = neighbour(app, cursor.block, down) else {
        return scroll_further(app, down);
    };
    let offset = if down { 0 } else { last_line(app, block) };
    app.move_to(Position { block, offset });
    true
}

/// At the first or last block the cursor stays, but what other panes have beyond it can still be seen.
fn scroll_further(app: &mut App, down: bool) -> bool {
    let moved = app.panes.with_view(&app.book, &app.notes, |view, typeset, setting| {
        let before = view.top;
        view.scroll(typeset, setting, if down { 1 } else { -1 });
        view.top != before
    });
    moved == Some(true)
}

fn last_line(app: &mut App, block: usize) -> usize {
    let start = app.panes.with_view(&app.book, &app.notes, |view, typeset, setting| {
        let row = view.grid.row_of(view.version, block)?;
        let lines = view.row(typeset, setting, row);
        let item =
            lines.items.iter().find(|i| i.version == view.version && i.block == Some(block) && i.note.is_none())?;
        (0..item.layout.lines.len()).rev().find_map(|line| item.layout.start_of(line))
    });
    start.flatten().unwrap_or(0)
}

fn neighbour(app: &App, block: usize, down: bool) -> Option<usize> {
    let blocks = app.book.document(app.panes.version())?.blocks.len();
    if down { Some(block + 1).filter(|next| *next < blocks) } else { block.checked_sub(1) }
}

fn blocks(app: &mut App, count: Option<usize>, down: bool) {
    if !may_leave(app) {
        return;
    }
    repeat(app, count, |app| {
        let cursor = app.panes.cursor();
        let Some(block) = neighbour(app, cursor.block, down) else { return false };
        app.move_to(Position { block, offset: 0 });
        app.reveal(Moved::Far);
        true
    });
}

/// A selection grows by whole sentences: the cursor goes to the last word of one.
fn grow(app: &mut App) -> bool {
    let (version, cursor) = (app.panes.version(), app.panes.cursor());
    let text = app.book.block(version, cursor.block).map_or("", |block| block.text.as_str());
    let mut from = cursor;
    while from.offset < text.len() {
        let end = app.book.sentence(version, from).end;
        let last = word::previous_word(text, end).map(|word| word.start);
        if let Some(offset) = last.filter(|offset| *offset > cursor.offset) {
            app.move_to(Position { offset, ..cursor });
            return true;
        }
        // White space after the sentence belongs to it: step over it to the next.
        let next = app.book.sentence_starts(version, cursor.block).into_iter().find(|start| *start > from.offset);
        let Some(offset) = next else { return false };
        from.offset = offset;
    }
    false
}

fn sentences(app: &mut App, count: Option<usize>, down: bool) {
    repeat(app, count, |app| {
        if down && app.selection.is_some() {
            return grow(app);
        }
        let cursor = app.panes.cursor();
        let starts = app.book.sentence_starts(app.panes.version(), cursor.block);
        let inside = if down {
            starts.iter().find(|start| **start > cursor.offset)
        } else {
            starts.iter().rev().find(|start| **start < cursor.offset)
        };
        if let Some(offset) = inside {
            app.move_to(Position { offset: *offset, ..cursor });
            return true;
        }
        if !may_leave(app) {
            return false;
        }
        let Some(block) = neighbour(app, cursor.block, down) else { return false };
        let starts = app.book.sentence_starts(app.panes.version(), block);
        let offset = if down { 0 } else { starts.last().copied().unwrap_or(0) };
        app.move_to(Position { block, offset });
        true
    });
}

fn words(app: &mut App, count: Option<usize>, forward: bool) {
    repeat(app, count, |app| {
        let cursor = app.panes.cursor();
        let version = app.panes.version();
        let text = app.book.block(version, cursor.block).map_or("", |block| block.text.as_str());
        let found =
            if forward { word::next_word(text, cursor.offset) } else { word::previous_word(text, cursor.offset) };
        if let Some(word) = found {
            app.move_to(Position { offset: word.start, ..cursor });
            return true;
        }
        if !may_leave(app) {
            return false;
        }
        let Some(block) = neighbour(app, cursor.block, forward) else { return false };
        let text = app.book.block(version, block).map_or("", |block| block.text.as_str());
        let offset = if forward { 0 } else { word::previous_word(text, text.len()).map_or(0, |word| word.start) };
        app.move_to(Position { block, offset });
        true
    });
}

fn pages(app: &mut App, count: Option<usize>, sign: i32, part: i32) {
    let height = i32::from(app.panes.height());
    // Two lines of the page before stay, so that the eye finds its place.
    let page = if part == 1 { (height - 2).max(1) } else { (height / part).max(1) };
    let lines = sign.saturating_mul(page).saturating_mul(i32::try_from(count.unwrap_or(1).min(MOST)).unwrap_or(1));
    let before = app
        .panes
        .with_view(&app.book, &app.notes, |view, typeset, setting| (view.top, view.height_of_cursor(typeset, setting)));
    scroll(app, lines);
    // The cursor keeps its height on the screen, so that a page back undoes a page on.
    if let (Some((top, Some(height))), None) = (before, &app.selection) {
        app.panes.with_view(&app.book, &app.notes, |view, typeset, setting| {
            if view.top == top {
                return;
            }
            let line = view.down(typeset, setting, view.top, height);
            if let Some(position) = view.place(typeset, setting, line, true) {
                view.cursor = position;
            }
        });
    }
}

/// Scrolls the view of the focused pane; the cursor goes along as little as needed.
pub(super) fn scroll(app: &mut App, lines: i32) {
    let selecting = app.selection.is_some();
    let after = app.panes.with_view(&app.book, &app.notes, |view, typeset, setting| {
        let before = (view.top, view.cursor);
        view.scroll(typeset, setting, lines);
        if !selecting {
            view.follow_screen(typeset, setting);
            // At either end of the text the page cannot move: then the cursor does.
            if view.top == before.0 && view.cursor == before.1 {
                let last = view.grid.rows.len().saturating_sub(1);
                let (from, forward) = if lines > 0 { ((last, u32::MAX), false) } else { ((0, 0), true) };
                if let Some(position) = view.place(typeset, setting, from, forward) {
                    view.cursor = position;
                }
            }
        }
        view.cursor.block != before.1.block
    });
    if after == Some(true) && app.panes.revealed {
        app.panes.forget();
    }
}

fn document(app: &mut App, count: Option<usize>, end: bool) {
    if let Some(number) = count {
        super::navigate::go_to_key(app, &number.to_string());
        return;
    }
    let version = app.panes.version();
    let blocks = app.book.document(version).map_or(0, |document| document.blocks.len());
    let block = if end { blocks.saturating_sub(1) } else { 0 };
    let offset = if end { last_line(app, block) } else { 0 };
    app.jump(version, Position { block, offset });
    if !end {
        app.panes.with_view(&app.book, &app.notes, |view, _, _| view.top = (0, 0));
    }
}
