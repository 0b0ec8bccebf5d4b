//! Panes and layouts.

use super::Command;
use crate::app::{Action, App, Entry, List, MOST, Moved, Overlay};
use crate::layout::Mode;

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "pane_next", doc: "to the next pane", run: |app, _| step(app, true) },
    Command { name: "pane_previous", doc: "to the pane before", run: |app, _| step(app, false) },
    Command { name: "pane_move_left", doc: "move the pane to the left", run: |app, _| shift(app, false) },
    Command { name: "pane_move_right", doc: "move the pane to the right", run: |app, _| shift(app, true) },
    Command { name: "pane_choose", doc: "choose which versions are shown", run: |app, _| choose(app) },
    Command { name: "pane_free", doc: "free the pane, or lock it where it stands", run: |app, _| free(app) },
    Command { name: "pane_untie", doc: "forget where panes were locked by hand", run: |app, _| untie(app) },
    Command {
        name: "word_follow",
        doc: "mark what corresponds to the word under the cursor; again leaves",
        run: |app, _| words(app),
    },
    Command { name: "layout_next", doc: "columns, stacked, single", run: |app, _| layout(app) },
    Command { name: "translation_toggle", doc: "reveal or hide the translation", run: |app, _| translation(app) },
];

fn step(app: &mut App, forward: bool) {
    let count = app.panes.order.len();
    if count < 2 {
        app.say("there is one version only; name more of them on the command line");
        return;
    }
    let pane = if forward { (app.panes.focus + 1) % count } else { (app.panes.focus + count - 1) % count };
    app.selection = None;
    app.panes.focus_on(&app.book, pane);
    app.reveal(Moved::Near);
}

fn shift(app: &mut App, right: bool) {
    let mut order = app.panes.order.clone();
    let focus = app.panes.focus;
    let other = if right { focus + 1 } else { focus.wrapping_sub(1) };
    if other < order.len() {
        order.swap(focus, other);
        // The focus goes with the pane; the cursor stays in its version.
        let (cursor, version) = (app.panes.cursor(), app.panes.version());
        app.panes.arrange(&app.book, order, other);
        debug_assert_eq!(app.panes.version(), version);
        app.move_to(cursor);
    }
}

fn choose(app: &mut App) {
    let entries = app.book.versions.iter().enumerate().map(|(index, version)| Entry {
        label: if app.panes.order.contains(&index) { "[x]".to_owned() } else { "[ ]".to_owned() },
        text: version.document.title.clone(),
        detail: version.document.language.tag().to_owned(),
        action: Action::Toggle(index),
        ..Entry::default()
    });
    app.overlay = Some(Overlay::List(List::new("Versions", entries.collect(), "Enter shows or hides · Esc back")));
}

/// Shows or hides a version; the last one stays.
pub(super) fn toggle(app: &mut App, version: usize) {
    let mut order = app.panes.order.clone();
    match order.iter().position(|own| *own == version) {
        Some(_) if order.len() == 1 => app.say("one pane stays"),
        Some(at) => {
            order.remove(at);
            let focus = app.panes.focus.min(order.len() - 1);
            app.panes.arrange(&app.book, order, focus);
        }
        None if order.len() >= MOST => app.say("six panes are the most; hide one first"),
        None => {
            order.push(version);
            let focus = app.panes.focus;
            app.panes.arrange(&app.book, order, focus);
        }
    }
    app.reveal(Moved::Near);
    let selected = if let Some(Overlay::List(list)) = &app.overlay { list.selected } else { 0 };
    choose(app);
    if let Some(Overlay::List(list)) = &mut app.overlay {
        list.selected = selected;
    }
}

fn free(app: &mut App) {
    app.selection = None;
    let said = app.panes.free_or_lock(&mut app.book, &app.notes);
    app.say(said);
    app.reveal(Moved::Near);
}

fn words(app: &mut App) {
    if app.panes.order.len() < 2 {
        app.say("there is one version only");
        return;
    }
    app.panes.words = !app.panes.words;
    app.say(if app.panes.words {
        "what corresponds to the word under the cursor is marked; the same key leaves"
    } else {
        "sentences are marked again"
    });
}

fn untie(app: &mut App) {
    if !app.book.untie() {
        app.say("no pane was locked by hand away from what corresponds");
        return;
    }
    app.panes.regrid(&app.book, &app.notes);
    app.say("aligned as the texts themselves say");
    app.reveal(Moved::Far);
}

fn layout(app: &mut App) {
    if app.panes.order.len() < 2 {
        app.say("there is one version only");
        return;
    }
    let mode = app.panes.mode();
    let at = Mode::ALL.iter().position(|other| *other == mode).unwrap_or(0);
    set_mode(app, Mode::ALL[(at + 1) % Mode::ALL.len()]);
    app.say(format!("layout: {}", app.panes.mode().name()));
}

fn set_mode(app: &mut App, mode: Mode) {
    if mode != Mode::Columns && app.panes.views.len() > 1 {
        // A freed pane has no place of its own but in columns.
        let (order, focus) = (app.panes.order.clone(), app.panes.focus);
        app.panes.arrange(&app.book, order, focus);
    }
    app.panes.wish = Some(mode);
    app.panes.revealed = false;
    app.panes.before_hiding = None;
    app.panes.forget();
    app.reveal(Moved::Near);
}

fn translation(app: &mut App) {
    if app.panes.order.len() < 2 {
        app.say("there is one version only");
        return;
    }
    if app.panes.mode() != Mode::Single {
        let mode = app.panes.mode();
        set_mode(app, Mode::Single);
        app.panes.before_hiding = Some(mode);
        app.say("translations are hidden: t reveals the one under the cursor, L brings back the layouts");
        return;
    }
    app.panes.revealed = !app.panes.revealed;
    app.panes.forget();
    app.reveal(Moved::Near);
}
