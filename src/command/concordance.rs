//! Lists of matches with what stands beside them: those of the search, and those of a word here and in the library.

use super::find;
use crate::app::{Action, App, Entry, List, Overlay};
use crate::document::Position;
use crate::library::{Spot, open_work};
use crate::search::library::{Found, Portion, Shelf, Shelved};
use crate::search::{Beside, Concordance, Match, Matcher, Query};
use crate::text::control::isolated;

/// Matches that are listed at most.
const MOST: usize = 1000;
/// Matches of other works that are listed at most, and works that are opened for what stands beside them.
const ELSEWHERE: usize = 100;
const OPENED: usize = 8;

/// A match of the open work.
struct Hit {
    version: usize,
    found: Match,
    exact: bool,
}

/// Lists the matches of the search that stands.
pub(super) fn matches(app: &mut App) {
    if app.find.query.is_empty() {
        app.say("nothing is searched: / begins");
        return;
    }
    let hits = hits(app);
    if hits.is_empty() {
        app.fail(format!("not found: {}", isolated(&app.find.query)));
        return;
    }
    let mut entries = Vec::new();
    let folded = hits.iter().position(|hit| !hit.exact).filter(|at| *at > 0);
    for (at, hit) in hits.iter().enumerate() {
        if folded == Some(at) {
            entries.push(heading("In another spelling".to_owned()));
        }
        put(app, hit, &mut entries);
    }
    let title = title(app, &app.find.query, hits.len());
    app.overlay = Some(Overlay::List(List::new(title, entries, "Enter goes there · / filters · Esc back")));
}

/// Lists the selection or the word under the cursor: in the open work by how it is translated, then in the library.
pub(super) fn open(app: &mut App) {
    let Some(word) = find::word_or_selection(app) else {
        app.say("there is no word under the cursor");
        return;
    };
    let version = app.panes.version();
    app.selection = None;
    find::run_plain(app, &word, version);
    let hits = hits(app);
    let mut groups: Vec<(String, String, Vec<&Hit>)> = Vec::new();
    for hit in &hits {
        let other = app.panes.order.iter().copied().find(|other| *other != hit.version);
        let beside = other.and_then(|other| app.book.translation(hit.version, &hit.found, other)).unwrap_or_default();
        let gist = beside.gist();
        match groups.iter_mut().find(|(own, ..)| *own == gist) {
            Some((.., hits)) => hits.push(hit),
            None => groups.push((gist, beside.words(), vec![hit])),
        }
    }
    // What has no translation that is sure comes last.
    groups.sort_by_key(|(gist, _, hits)| (gist.is_empty(), std::cmp::Reverse(hits.len())));
    let mut entries = Vec::new();
    let several = groups.len() > 1;
    for (gist, words, hits) in &groups {
        if several {
            let words = if gist.is_empty() { "no words that are sure".to_owned() } else { isolated(words).to_string() };
            entries.push(heading(format!("{words} · {}", hits.len())));
        }
        hits.iter().for_each(|hit| put(app, hit, &mut entries));
    }
    let elsewhere = library(app, &word);
    if !elsewhere.is_empty() {
        entries.push(heading("In the library".to_owned()));
        entries.extend(elsewhere);
    }
    if entries.is_empty() {
        app.fail(format!("not found: {}", isolated(&word)));
        return;
    }
    let mut list = List::new(title(app, &word, hits.len()), entries, "Enter goes there · / filters · Esc back");
    // A heading is nothing to choose.
    list.selected = usize::from(several);
    app.overlay = Some(Overlay::List(list));
}

/// The matches of the search that are listed: those that stand there exactly first, then the others.
fn hits(app: &App) -> Vec<Hit> {
    let matcher = Matcher::with(&app.find.query, app.find.options).ok();
    let all = app.find.all().flat_map(|(version, found, _)| found.iter().map(move |found| (version, found)));
    let exact = |version: usize, found: &Match| {
        let text = app.book.block(version, found.block).map_or("", |block| block.text.as_str());
        matcher.as_ref().is_some_and(|matcher| matcher.is_exact(text, &found.range))
    };
    let hit = |(version, found): (usize, &Match)| Hit { version, found: found.clone(), exact: exact(version, found) };
    let mut hits: Vec<Hit> = all.map(hit).collect();
    hits.sort_by_key(|hit| !hit.exact);
    hits.truncate(MOST);
    hits
}

fn title(app: &App, query: &str, listed: usize) -> String {
    let all: usize = app.find.all().map(|(_, found, _)| found.len()).sum();
    let first = if listed < all { format!("the first {listed} of ") } else { String::new() };
    format!("{} · {first}{all}", isolated(query))
}

fn heading(text: String) -> Entry {
    Entry { text, ..Entry::default() }
}

/// Appends a match with its sentence and what stands beside it in the other panes.
fn put(app: &App, hit: &Hit, entries: &mut Vec<Entry>) {
    let Some(block) = app.book.block(hit.version, hit.found.block) else { return };
    let position = Position { block: hit.found.block, offset: hit.found.range.start };
    let own = app.book.sentence(hit.version, position);
    let action = Action::Go(hit.version, position);
    let text = around(&block.text, own, position.offset);
    entries.push(Entry { label: block.key.to_string(), text, action: action.clone(), ..Entry::default() });
    for &other in app.panes.order.iter().filter(|other| **other != hit.version) {
        let Some(Beside { text, .. }) = app.book.translation(hit.version, &hit.found, other) else { continue };
        let label = find::language(app, other);
        entries.push(Entry { label, text, level: 1, action: action.clone(), ..Entry::default() });
    }
}

/// A match in another work.
struct There {
    spot: Spot,
    block: usize,
    found: std::ops::Range<usize>,
    text: String,
}

/// The matches of `word` in the other works of the library, with what stands beside them in the languages of the panes.
fn library(app: &mut App, word: &str) -> Vec<Entry> {
    let own = app.notes.work.as_ref().map(|work| work.id);
    let languages: Vec<_> =
        app.panes.order.iter().filter_map(|version| Some(app.book.document(*version)?.language.clone())).collect();
    let Some(library) = &mut app.notes.library else { return Vec::new() };
    let Ok(query) = Query::phrase(word, app.find.options) else { return Vec::new() };
    let Ok(mut shelf) = Shelf::new(library, &query) else { return Vec::new() };
    let other = |shelved: &Shelved, shelf: &Shelf| shelf.works.get(shelved.work).map(|work| work.id) != own;
    let versions = std::mem::take(&mut shelf.versions);
    shelf.versions = versions.into_iter().filter(|version| other(version, &shelf)).collect();
    let make = |version: &Shelved, found: &Found<'_>| {
        let first = found.hits.first().cloned().unwrap_or(0..0);
        let spot = Spot {
            work: shelf.works.get(version.work).map(|work| work.name.clone()).unwrap_or_default(),
            version: (version.info.hash.clone(), version.info.language.clone()),
            key: crate::document::Key::new(found.key),
            offset: first.start,
        };
        (There { spot, block: found.block, found: first, text: found.text.to_owned() }, found.text.len() + 400)
    };
    let mut found: Vec<There> = Vec::new();
    shelf.search(&query, &make, &mut |portion| {
        if let Portion::Found(items) = portion {
            found.extend(items.into_iter().map(|(_, there)| there).take(ELSEWHERE - found.len()));
        }
        found.len() < ELSEWHERE
    });
    let mut entries = Vec::new();
    let mut opened_works = 0;
    for own in found.chunk_by(|one, other| one.spot.work == other.spot.work) {
        let work = own.first().and_then(|there| shelf.works.iter().find(|work| work.name == there.spot.work));
        let Some(work) = work else { continue };
        opened_works += 1;
        let opened = if opened_works <= OPENED { open_work(work, Vec::new()).versions } else { Vec::new() };
        let mut concordance = Concordance::new(&opened);
        for there in own {
            let label = format!("{}:{}", there.spot.work, there.spot.key);
            let action = Action::There(there.spot.clone());
            let text = around(&there.text, 0..there.text.len(), there.found.start);
            entries.push(Entry { label, text, action: action.clone(), ..Entry::default() });
            let Some(version) = opened.iter().position(|one| one.source.hash == there.spot.version.0) else { continue };
            let place = Match { block: there.block, range: there.found.clone() };
            for language in languages.iter().filter(|language| **language != there.spot.version.1) {
                let Some(other) = opened.iter().position(|one| one.document.language == *language) else { continue };
                concordance.align_kept(version, other, library, work);
                let text = concordance.text(version, &place, other);
                if !text.is_empty() {
                    let label = language.to_string();
                    entries.push(Entry { label, text, level: 1, action: action.clone(), ..Entry::default() });
                }
            }
        }
    }
    entries
}

/// Goes to a place of the work that was just opened for it; says so where there is no such place any more.
pub fn come_to(app: &mut App, spot: &Spot) {
    let same = |hash: bool| {
        app.book.versions.iter().position(|version| match hash {
            true => version.source.hash == spot.version.0,
            false => version.document.language == spot.version.1,
        })
    };
    let version = same(true).or_else(|| same(false));
    let place = version.and_then(|version| Some((version, app.book.document(version)?.find(&spot.key)?)));
    match place {
        // Nothing was read in it yet that one could go back to.
        Some((version, block)) => app.go(version, Position { block, offset: spot.offset }),
        None => app.fail(format!("{} is no longer in this work", spot.key)),
    }
    app.lay_out();
}

/// The part of a sentence in which what stands at `at` is seen: a long beginning is cut between words.
fn around(text: &str, sentence: std::ops::Range<usize>, at: usize) -> String {
    const BEFORE: usize = 30;
    let before = text.get(sentence.start..at).unwrap_or("");
    let from = before.char_indices().rev().nth(BEFORE).map_or(0, |(from, _)| from);
    let from = if from == 0 { 0 } else { before[from..].find(' ').map_or(from, |blank| from + blank + 1) };
    let rest = text.get(sentence.start + from..sentence.end.max(at)).unwrap_or("");
    if from == 0 { rest.to_owned() } else { format!("… {rest}") }
}
