//! The title line and the status line.

use super::canvas::Canvas;
use super::style::Styles;
use crate::app::App;

/// The first line: title and symbol, the languages of the panes, the layout.
pub(super) fn title(app: &App, canvas: &mut Canvas<'_>, styles: &Styles) {
    if app.panes.text_y() == 0 {
        return;
    }
    let width = canvas.width();
    let language = |version: &usize| app.book.document(*version).map(|document| document.language.tag()).unwrap_or("");
    let names: Vec<String> = app
        .panes
        .order
        .iter()
        .enumerate()
        .map(|(pane, version)| match (pane == app.panes.focus, app.panes.is_free(pane)) {
            (true, true) => format!("[{}]~", language(version)),
            (true, false) if app.panes.order.len() > 1 => format!("[{}]", language(version)),
            (false, true) => format!("{}~", language(version)),
            _ => language(version).to_owned(),
        })
        .collect();
    let hidden = app.book.versions.len().saturating_sub(app.panes.order.len());
    let hidden = if hidden > 0 { format!(" · +{hidden}") } else { String::new() };
    let right = format!("{}{hidden}   {}", names.join(" · "), app.panes.mode().name());
    let right_cells = crate::layout::block::cells(&right, canvas.options());
    let room = width.saturating_sub(right_cells + 3);
    let symbol = app.book.versions.iter().find_map(|version| version.document.symbol.as_deref());
    let mut x = 1;
    if room > 8 {
        // The symbol is short and names the work: it is not the one to be cut.
        let symbol_cells = symbol.map_or(0, |symbol| crate::layout::block::cells(symbol, canvas.options()) + 3);
        x += canvas.text(x, 0, app.book.title(), room.saturating_sub(symbol_cells), styles.dim());
        if let Some(symbol) = symbol.filter(|_| symbol_cells < room) {
            x += canvas.text(x, 0, " · ", 3, styles.dim());
            canvas.text(x, 0, symbol, room.saturating_sub(x), styles.dim());
        }
    }
    let x = width.saturating_sub(right_cells + 1);
    canvas.text(x, 0, &right, width - x, styles.dim());
}

/// The last line: the place, how much is aligned, the search, or what there is to say.
pub(super) fn status(app: &App, canvas: &mut Canvas<'_>, styles: &Styles) {
    let (width, y) = (canvas.width(), canvas.height().saturating_sub(1));
    if canvas.height() < 2 {
        return;
    }
    canvas.clear(y..y + 1);
    let help = if width >= 40 { "? help" } else { "" };
    let end = width.saturating_sub(u16::try_from(help.len()).unwrap_or(0) + 1);
    let mut x = 1;
    x += canvas.text(x, y, &place(app), end.saturating_sub(x), styles.dim()) + 3;
    if let Some(message) = &app.message {
        let style = if message.error { styles.error() } else { styles.bold() };
        canvas.text(x, y, &message.text, width.saturating_sub(x + 1), style);
        return;
    }
    if let Some(text) = carried(app) {
        canvas.text(x, y, &text, width.saturating_sub(x + 1), styles.bold());
        return;
    }
    if app.selection.is_some() {
        let hint = "selecting: w ) arrows extend · y copy · Y cited · h highlight · a note · Esc leave";
        canvas.text(x, y, hint, width.saturating_sub(x + 1), styles.bold());
        return;
    }
    if let Some(count) = app.keys.count {
        x += canvas.text(x, y, &count.to_string(), end.saturating_sub(x), styles.bold()) + 3;
    }
    if app.find.shown && !app.find.query.is_empty() {
        x += canvas.text(x, y, &app.find.sign(), end.saturating_sub(x), styles.bold());
        x += canvas.text(x, y, &app.find.query, (end.saturating_sub(x)).min(24), styles.bold()) + 2;
        x += canvas.text(x, y, &count(app), end.saturating_sub(x), styles.bold()) + 3;
    }
    if app.panes.order.len() > 1 && x + 24 < end {
        let (aligned, total) = app.book.aligned();
        let aligned = match app.book.aligning() {
            Some(share) => format!("aligning {share} %"),
            None => format!("aligned {aligned} of {total}"),
        };
        x += canvas.text(x, y, &aligned, end.saturating_sub(x), styles.dim());
        if let Some(standing) = standing(app) {
            canvas.text(x, y, &format!(" · {standing}"), end.saturating_sub(x + 1), styles.dim());
        }
    }
    canvas.text(end, y, help, width.saturating_sub(end), styles.dim());
}

/// What is said while an annotation is taken up.
fn carried(app: &App) -> Option<String> {
    let placed = app.notes.find(app.notes.carried.as_deref()?)?;
    let key = app.keys.keymap.keys_of("annotation_put").into_iter().next().unwrap_or_default();
    let words: String = placed.annotation.target.exact.chars().take(24).collect();
    Some(format!("{key} puts it at the cursor · Esc leaves it · {}", crate::text::control::isolated(&words)))
}

/// What is to be said of the bead under the cursor: that a person set it, or that it may be wrong.
fn standing(app: &App) -> Option<String> {
    let standing = app.standing()?;
    let what = match (standing.pinned, standing.is_uncertain()) {
        (true, _) => "pinned".to_owned(),
        (false, true) => format!("uncertain {:.2}", standing.bead.score),
        (false, false) => return None,
    };
    // With two panes it is clear which two versions are meant.
    let language = app.book.document(standing.version).map(|document| document.language.tag());
    Some(match language.filter(|_| app.panes.order.len() > 2) {
        Some(language) => format!("{what} ({language})"),
        None => what,
    })
}

/// "3 of 17", "17 matches", "no match".
pub(super) fn count(app: &App) -> String {
    if let Some(trouble) = &app.find.trouble {
        return trouble.clone();
    }
    match (app.find.matches.len(), app.find.current) {
        (0, _) => "no match".to_owned(),
        (total, Some(current)) => format!("{} of {total}", current + 1),
        (total, None) => format!("{total} matches"),
    }
}

fn place(app: &App) -> String {
    let version = app.panes.version();
    let cursor = app.panes.cursor();
    let Some(document) = app.book.document(version) else { return String::new() };
    let key = document.blocks.get(cursor.block).map(|block| block.key.to_string()).unwrap_or_default();
    let last = document.blocks.len().saturating_sub(1).max(1);
    let percent = cursor.block * 100 / last;
    match app.book.last_number(version) {
        Some(number) => format!("¶ {key} of {number} · {percent} %"),
        None => format!("¶ {key} · {percent} %"),
    }
}
