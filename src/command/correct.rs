//! Correcting the alignment: beads merged, split, moved and pinned, undo, the walk through what is uncertain.

use super::Command;
use crate::align::{Alignment, Edit, SideOf};
use crate::app::{App, Standing, UNCERTAIN};
use crate::document::Position;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "bead_merge",
        doc: "what corresponds here and what corresponds next become one",
        run: |app, _| change(app, "merged with what follows", "nothing follows that it could be merged with", merge),
    },
    Command {
        name: "bead_split",
        doc: "split what corresponds at the sentence under the cursor",
        run: |app, _| change(app, "split", "there is but one sentence here", split),
    },
    Command {
        name: "bead_move_next",
        doc: "the sentence corresponds to what comes next",
        run: |app, _| change(app, "moved to what follows", "nothing follows that it could be moved to", later),
    },
    Command {
        name: "bead_move_previous",
        doc: "the sentence corresponds to what came before",
        run: |app, _| {
            change(app, "moved to what stands before", "nothing stands before that it could be moved to", earlier)
        },
    },
    Command { name: "bead_pin", doc: "pin what corresponds to the sentence; again unpins", run: |app, _| pin(app) },
    Command { name: "correction_undo", doc: "undo a correction of the alignment", run: |app, _| step(app, true) },
    Command { name: "correction_redo", doc: "make it again", run: |app, _| step(app, false) },
    Command { name: "uncertain_next", doc: "to the next uncertain sentence", run: |app, _| walk(app, true) },
    Command { name: "uncertain_previous", doc: "to the uncertain sentence before", run: |app, _| walk(app, false) },
];

/// A bead to be changed: its number, the side on which the cursor is and its sentence there.
struct Place<'a> {
    alignment: &'a Alignment,
    at: usize,
    side: SideOf,
    sentence: usize,
    /// How long a sentence of a side is.
    length: &'a dyn Fn(SideOf, usize) -> usize,
}

fn merge(place: &Place<'_>) -> Option<Edit> {
    place.alignment.merge(place.at)
}

fn split(place: &Place<'_>) -> Option<Edit> {
    place.alignment.split(place.at, place.side, place.sentence, place.length)
}

fn later(place: &Place<'_>) -> Option<Edit> {
    place.alignment.shift(place.at, place.side, place.sentence, true)
}

fn earlier(place: &Place<'_>) -> Option<Edit> {
    place.alignment.shift(place.at, place.side, place.sentence, false)
}

/// The two languages of which the alignment is corrected: `en–fr`.
fn pair(app: &App, version: usize) -> String {
    let tag = |version: usize| app.book.document(version).map_or("", |document| document.language.tag());
    format!("{}–{}", tag(app.book.pivot()), tag(version))
}

/// The bead under the cursor, or what to say when there is none.
fn standing(app: &mut App) -> Option<Standing> {
    if app.panes.order.len() < 2 {
        app.say("there is one version only");
        return None;
    }
    let Some(version) = app.pair() else {
        let pivot = app.book.document(app.book.pivot()).map_or("", |document| document.language.tag()).to_owned();
        app.say(format!("versions are aligned through {pivot}, which is not shown: P chooses"));
        return None;
    };
    let found = app.standing();
    if found.is_none() {
        let aligned = app.book.parallels.parallel(version).is_some();
        app.say(if aligned { "there is no sentence here" } else { "the sentences are not aligned yet" });
    }
    found
}

/// Makes the change that `edit` says, or says that there is `none`.
fn change(app: &mut App, done: &str, none: &str, edit: fn(&Place<'_>) -> Option<Edit>) {
    let Some(standing) = standing(app) else { return };
    let version = standing.version;
    let made = {
        let own = app.panes.version();
        let Some(parallel) = app.book.parallels.parallel(version) else { return };
        let side = if own == app.book.pivot() { SideOf::Source } else { SideOf::Target };
        let cut = if side == SideOf::Source { &parallel.source } else { &parallel.target };
        let Some(sentence) = cut.at(app.panes.cursor()) else { return };
        let length = |side: SideOf, at: usize| {
            let cut = if side == SideOf::Source { &parallel.source } else { &parallel.target };
            cut.sentences.get(at).map_or(0, |sentence| sentence.range.len())
        };
        edit(&Place { alignment: &parallel.sentences, at: standing.at, side, sentence, length: &length })
    };
    let pair = pair(app, version);
    let Some(made) = made else {
        app.say(format!("{none} · {pair}"));
        return;
    };
    match app.correct(version, &made) {
        Ok(()) => app.say(format!("{done} · {pair}")),
        Err(error) => app.fail(format!("not saved: {error}")),
    }
}

fn pin(app: &mut App) {
    let Some(standing) = standing(app) else { return };
    if !standing.pinned {
        change(app, "pinned", "there is nothing to pin", |place| place.alignment.pin(place.at));
        return;
    }
    match app.unpin(&standing) {
        Ok(()) => app.say(format!("no longer pinned · {}", pair(app, standing.version))),
        Err(error) => app.fail(format!("not saved: {error}")),
    }
}

fn step(app: &mut App, back: bool) {
    match app.correction_step(back) {
        Ok(Some(version)) => {
            app.say(format!("{} · {}", if back { "undone" } else { "done again" }, pair(app, version)))
        }
        Ok(None) => app.say(if back { "nothing was corrected since this was opened" } else { "nothing was undone" }),
        Err(error) => app.fail(format!("not saved: {error}")),
    }
}

/// Goes to the next bead, or the one before, that may well be wrong.
fn walk(app: &mut App, forward: bool) {
    let Some(version) = app.pair() else {
        standing(app);
        return;
    };
    let Some(count) = app.book.parallels.parallel(version).map(|parallel| parallel.sentences.beads.len()) else {
        standing(app);
        return;
    };
    let uncertain: Vec<usize> = (0..count).filter(|&at| is_uncertain(app, version, at)).collect();
    let pair = pair(app, version);
    if uncertain.is_empty() {
        app.say(format!("nothing is uncertain · {pair}"));
        return;
    }
    let here = app.standing().map(|standing| standing.at);
    let found = match here {
        Some(here) if forward => uncertain.iter().position(|at| *at > here),
        Some(here) => uncertain.iter().rposition(|at| *at < here),
        None if forward => Some(0),
        None => None,
    };
    let Some((turn, standing)) = found.and_then(|turn| Some((turn, app.book.bead(version, *uncertain.get(turn)?)?)))
    else {
        app.say(format!("nothing is uncertain {} · {pair}", if forward { "further on" } else { "before" }));
        return;
    };
    let Some((own, position)) = place_of(app, &standing) else { return };
    app.jump(own, position);
    app.say(format!("uncertain {:.2} · {} of {} · {pair}", standing.bead.score, turn + 1, uncertain.len()));
}

fn is_uncertain(app: &App, version: usize, at: usize) -> bool {
    let score = app.book.parallels.parallel(version).and_then(|parallel| parallel.sentences.beads.get(at));
    score.is_some_and(|bead| bead.score < UNCERTAIN)
        && app.book.bead(version, at).is_some_and(|standing| standing.is_uncertain())
}

/// Where a bead begins: in the version that has the focus, else in the other one.
fn place_of(app: &App, standing: &Standing) -> Option<(usize, Position)> {
    let parallel = app.book.parallels.parallel(standing.version)?;
    let pivot = app.book.pivot();
    let at = |version: usize| {
        let (cut, range) = if version == pivot {
            (&parallel.source, &standing.bead.source)
        } else {
            (&parallel.target, &standing.bead.target)
        };
        let sentence = cut.sentences.get(range.clone())?.first()?;
        Some((version, Position { block: sentence.block, offset: sentence.range.start }))
    };
    let own = app.panes.version();
    at(own).or_else(|| at(if own == pivot { standing.version } else { pivot }))
}
