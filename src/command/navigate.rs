//! Going places: keys, outline, links and notes, back and forth.

use super::{Command, family};
use crate::app::{Action, App, Effect, Entry, List, Overlay};
use crate::document::symbol::addressed;
use crate::document::{Key, Kind, Position, SpanKind};
use crate::text::control::isolated;

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "outline_open", doc: "the outline", run: |app, _| outline(app) },
    Command { name: "link_follow", doc: "follow the link or note under the cursor", run: |app, _| follow(app) },
    Command { name: "jump_back", doc: "back to where you came from", run: |app, _| back(app) },
    Command { name: "jump_forward", doc: "forward again", run: |app, _| forward(app) },
];

/// Goes to the block that a person named, or says that there is none.
pub(super) fn go_to_key(app: &mut App, typed: &str) {
    let find = |typed: &str| Key::parse(typed).and_then(|key| app.book.find(&key, app.panes.version()));
    // In a text of articles the number that a person types is that of an article.
    let is_number = typed.chars().all(char::is_numeric);
    let found = find(typed).or_else(|| find(&format!("art{typed}")).filter(|_| is_number));
    match found {
        Some(position) => app.jump(app.panes.version(), position),
        None => app.fail(format!("no paragraph is called {}; o shows the outline", isolated(typed))),
    }
}

/// Goes to the part `percent` of the way through.
pub(super) fn go_to_percent(app: &mut App, percent: usize) {
    let version = app.panes.version();
    let last = app.book.document(version).map_or(0, |document| document.blocks.len().saturating_sub(1));
    app.jump(version, Position { block: last * percent.min(100) / 100, offset: 0 });
}

fn outline(app: &mut App) {
    let version = app.panes.version();
    let Some(document) = app.book.document(version) else { return };
    let entries: Vec<Entry> = document
        .outline()
        .map(|(block, heading)| Entry {
            label: heading.label.clone(),
            text: heading.text.clone(),
            detail: heading.key.to_string(),
            level: heading.level.saturating_sub(1),
            action: Action::Go(version, Position { block, offset: 0 }),
            ..Entry::default()
        })
        .collect();
    if entries.is_empty() {
        app.say("this document has no headings");
        return;
    }
    let here = app.panes.cursor().block;
    let at = |entry: &Entry| matches!(entry.action, Action::Go(_, position) if position.block <= here);
    let selected = entries.iter().rposition(at).unwrap_or(0);
    let mut list = List::new("Outline", entries, "Enter goes there · / filters · Esc back");
    list.selected = selected;
    app.overlay = Some(Overlay::List(list));
}

fn follow(app: &mut App) {
    let (version, cursor) = (app.panes.version(), app.panes.cursor());
    let Some(block) = app.book.block(version, cursor.block) else { return };
    if block.kind == Kind::Note {
        let key = block.key.to_string();
        back_to_call(app, version, &key);
        return;
    }
    let sentence = app.book.sentence(version, cursor);
    let leads = |kind| matches!(kind, SpanKind::Link | SpanKind::Note);
    let mut spans: Vec<_> = block.spans.iter().filter(|span| leads(span.kind) && span.target.is_some()).collect();
    // The one under the cursor, else those of the sentence, else all of the block.
    if let Some(exact) =
        spans.iter().find(|span| span.start <= cursor.offset && cursor.offset < span.end.max(span.start + 1))
    {
        spans = vec![exact];
    } else if spans.iter().any(|span| sentence.contains(&span.start) || span.start == sentence.end) {
        spans.retain(|span| sentence.contains(&span.start) || span.start == sentence.end);
    }
    let mut entries = Vec::new();
    for span in spans {
        let target = span.target.clone().unwrap_or_default();
        if span.kind == SpanKind::Note {
            entries.extend(note_entries(app, &target));
            continue;
        }
        let place = app.book.find(&Key::new(target.as_str()), version);
        let action = match place {
            Some(position) => Action::Go(version, position),
            None => family::lead(app, version, &block.text, span, &target),
        };
        let text = block.text.get(span.start..span.end).filter(|text| !text.is_empty()).unwrap_or(&target).to_owned();
        let detail = match &action {
            Action::Open(work) => work.clone(),
            Action::There(spot) => format!("{} ¶ {}", spot.work, spot.key),
            _ => target,
        };
        entries.push(Entry { text, detail, action, ..Entry::default() });
    }
    match entries.as_slice() {
        [Entry { action: Action::Open(name), .. }] => app.effects.push(Effect::Open(name.clone())),
        [Entry { action: Action::There(spot), .. }] => app.effects.push(Effect::OpenThere(spot.clone())),
        [] => app.say("there is no link or note here"),
        [Entry { action: Action::Go(version, position), .. }] => app.jump(*version, *position),
        _ => {
            // The only link there is leads to a document that the library does not have.
            let address = match entries.as_slice() {
                [Entry { action: Action::Copy(address), .. }] => addressed(address).is_some().then(|| address.clone()),
                _ => None,
            };
            app.overlay = Some(Overlay::List(List::new(
                "Links and notes",
                entries,
                "Enter goes there, or copies a link · Esc back",
            )));
            if let Some(address) = address {
                let said = match (&app.notes.library, &app.notes.trouble) {
                    (None, Some(trouble)) => format!("the library: {trouble}"),
                    _ => "not in the library".to_owned(),
                };
                app.say(format!("{said}: {} · Enter copies it", isolated(&address)));
            }
        }
    }
}

/// The bodies of note `key` in every pane.
fn note_entries(app: &App, key: &str) -> Vec<Entry> {
    let key = Key::new(key);
    let order = app.panes.order.iter();
    order
        .filter_map(|&version| {
            let document = app.book.document(version)?;
            let block = document.find(&key)?;
            Some(Entry {
                label: document.language.tag().to_owned(),
                text: document.blocks.get(block)?.text.clone(),
                detail: key.to_string(),
                action: Action::Go(version, Position { block, offset: 0 }),
                ..Entry::default()
            })
        })
        .collect()
}

fn back_to_call(app: &mut App, version: usize, key: &str) {
    let call = app.book.document(version).and_then(|document| {
        document.blocks.iter().enumerate().find_map(|(block, own)| {
            let calls =
                |span: &&crate::document::Span| span.kind == SpanKind::Note && span.target.as_deref() == Some(key);
            own.spans.iter().find(calls).map(|span| Position { block, offset: span.start.min(own.text.len()) })
        })
    });
    match call {
        Some(position) => app.jump(version, position),
        None => app.say("this note is not called in the text"),
    }
}

fn back(app: &mut App) {
    let here = (app.panes.version(), app.panes.cursor());
    match app.jumps.back(here) {
        Some((version, position)) => app.go(version, position),
        None => match app.jumps.origins.pop() {
            Some(origin) => app.effects.push(Effect::Return(origin)),
            None => app.say("there is no place to go back to"),
        },
    }
}

fn forward(app: &mut App) {
    match app.jumps.forward() {
        Some((version, position)) => app.go(version, position),
        None => app.say("there is no place to go forward to"),
    }
}
