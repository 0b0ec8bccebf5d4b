//! Plain text, as people have it: pulled out of PDFs and word processors.
//!
//! bytes → lines (`line`, `width`) → pages, columns (`page`, `column`) → order and letters (`visual`, `letter`) → the form of
//! the file (`form`) → units, one a block (`unit`, `table`, `join`) → drafts with a role
//! (`look`, `label`, `structure`, `front`, `inline`, `star`) → blocks with keys (`number`, `item`) → links and languages (`link`,
//! `speech`).

mod column;
mod converter;
pub(in crate::import) mod draft;
pub(in crate::import) mod form;
pub(in crate::import) mod front;
pub(in crate::import) mod inline;
mod item;
pub(in crate::import) mod join;
pub(in crate::import) mod label;
mod letter;
pub(in crate::import) mod line;
pub(in crate::import) mod link;
mod look;
pub(in crate::import) mod number;
mod page;
pub(in crate::import) mod reference;
#[cfg(test)]
mod shared_tests;
pub(in crate::import) mod speech;
pub(in crate::import) mod star;
pub(in crate::import) mod structure;
mod table;
pub(in crate::import) mod unit;
mod visual;
pub(in crate::import) mod warn;
mod width;

use std::sync::mpsc;

use super::{Format, Hints, ImportError, Read, encoding, share};
use crate::document::{Document, Kind, masthead};
use draft::{Draft, Role};
use line::Line;
use warn::Warnings;

/// Plain text.
pub const FORMAT: Format =
    Format { name: "txt", extensions: &["txt", "text"], sniff: |_| true, read: Read::Document(read) };

/// Lines in which the foot of the first page of a PDF stands.
const FRONT: usize = 2_000;

/// How many batches of units may wait for their roles: few, which are still in the processor's memory when their turn comes.
/// Where no more may wait, the thread that finds them looks at them.
const AHEAD: usize = 2;

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    let decoded = encoding::decode(bytes);
    let mut warnings = Warnings::default();
    let cleaned = converter::cleaned(&decoded.text, &mut warnings);
    let lines = line::lines(&cleaned);
    if lines.iter().all(Line::is_blank) {
        return Err(ImportError::Empty);
    }
    let is_rtl = visual::is_rtl_text(&cleaned);
    let mut found = column::Found::of(&cleaned);
    let (lines, gone) = page::unfold(lines, is_rtl, &mut found, &mut warnings);
    // Few texts have anything to mend: what their lines say is learned meanwhile.
    let mend = || mended(&cleaned, &lines, is_rtl, &mut found.tables, &mut warnings);
    let (mended, learned) = share::both(share::is_shared(lines.len()), mend, || learned(&cleaned, &lines));
    let (lines, (shape, habits)) = match &mended {
        Some(text) => {
            let lines = relined(text, &lines);
            let learned = self::learned(text, &lines);
            (lines, learned)
        }
        None => (lines, learned),
    };
    let mut drafts = drafts(&lines, &found.tables, (shape, &habits), &mut warnings);
    // What comes next takes the memory that they had, where nobody asks for them again.
    let lines = if gone.is_empty() { Vec::new() } else { lines };
    front::masthead(&mut drafts, shape, &habits, &mut warnings);
    front::signatures(&mut drafts, shape);
    star::resolve(&mut drafts);
    articles(&mut drafts, &mut warnings);
    let mut document = Document { format: FORMAT.name.into(), ..Document::default() };
    document.symbol = drafts.iter().filter(|d| d.role == Role::Metadata).take(30).find_map(|d| front::symbol(&d.text));
    document.masthead.job_number = decoded.text.lines().take(FRONT).find_map(masthead::job_number);
    document.blocks = number::blocks(drafts, &mut warnings);
    document.title = title(&document, None);
    link::resolve(&mut document);
    reference::mark(&mut document);
    page::keep(&mut document, &gone, &lines, &found.tables);
    speech::assign(&mut document, hints, None);
    document.warnings = decoded.warnings;
    document.warnings.extend(warnings.finish());
    Ok(document)
}

/// The form of a text, and the habits of one whose lines are broken.
fn learned(text: &str, lines: &[Line<'_>]) -> (form::Shape, join::Habits) {
    let shape = form::guess(lines);
    let habits = match shape.form {
        form::Form::Lines => join::Habits::default(),
        form::Form::Broken | form::Form::Wrapped => {
            let printed = || lines.iter().filter(|line| !line.is_blank()).map(|line| line.text);
            join::Habits::learn(text).learn_breaks(printed().zip(printed().skip(1)))
        }
    };
    (shape, habits)
}

/// The drafts of these lines: units are found on one thread and given their roles on another where they are many.
fn drafts(
    lines: &[Line<'_>],
    tables: &[column::Rows],
    (shape, habits): (form::Shape, &join::Habits),
    warnings: &mut Warnings,
) -> Vec<Draft> {
    let about = lines.iter().filter(|line| !line.is_blank()).count();
    let mut out = structure::Drafts::new(shape, about);
    let mut later = Warnings::default();
    let shared = share::is_shared(lines.len()) && {
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        std::thread::scope(|scope| {
            let (out, later) = (&mut out, &mut later);
            let give = move || receiver.into_iter().for_each(|(units, looks)| out.add(units, looks, later));
            if std::thread::Builder::new().spawn_scoped(scope, give).is_err() {
                return false;
            }
            unit::units(lines, tables, (shape, habits), warnings, &mut |units| {
                // Nobody takes them any more where the other thread has failed, which ends this one as well.
                if let Err(mpsc::TrySendError::Full((units, _))) = sender.try_send((units, Vec::new())) {
                    // This thread is ahead: it does some of the other one's work.
                    let looks = units.iter().map(look::Look::of).collect();
                    sender.send((units, looks)).unwrap_or_default();
                }
            });
            drop(sender);
            true
        })
    };
    if !shared {
        unit::units(lines, tables, (shape, habits), warnings, &mut |units| out.add(units, Vec::new(), &mut later));
    }
    warnings.append(later);
    out.finish()
}

/// The lines in the order of reading and with the letters that people type, one after the other; none where they are so already.
fn mended(
    text: &str,
    lines: &[Line<'_>],
    is_rtl: bool,
    tables: &mut [column::Rows],
    warnings: &mut Warnings,
) -> Option<String> {
    let order = visual::order(text, lines, is_rtl);
    let signs = letter::Signs::of(text, lines);
    if order.is_none() && !signs.any() {
        return None;
    }
    let (mut out, mut done, mut turned) = (String::with_capacity(text.len()), letter::Mended::default(), 0);
    for line in lines {
        let read = order.map_or_else(|| line.raw.to_owned(), |order| order.read(line));
        turned += usize::from(read != line.raw);
        out.push_str(&letter::mend(&read, signs, &mut done));
        out.push('\n');
    }
    for cell in tables.iter_mut().flatten().flatten() {
        let line = line::line(cell, 0);
        let read = order.map_or_else(|| cell.clone(), |order| order.read(&line));
        *cell = letter::mend(&read, signs, &mut done).trim().to_owned();
    }
    if order.is_some() {
        visual::say(turned, warnings);
    }
    done.say(warnings);
    Some(out)
}

/// The lines of `text`, each in the place of one of those before.
fn relined<'a>(text: &'a str, before: &[Line<'_>]) -> Vec<Line<'a>> {
    let again = text.split('\n').zip(before).map(|(raw, old)| {
        let new = line::line(raw, old.number);
        // What a column or a page took from the indent stays taken.
        let taken = (old.raw.len() - old.raw.trim_start_matches(' ').len()).saturating_sub(old.indent());
        let indent = new.indent.saturating_sub(u32::try_from(taken).unwrap_or(u32::MAX));
        Line { indent, opens_page: old.opens_page, goes_on: old.goes_on, table: old.table, ..new }
    });
    again.collect()
}

/// An article number that repeats an earlier one between its right neighbours is a misprint: 19, 2, 21 is 19, 20, 21.
pub(in crate::import) fn articles(drafts: &mut [Draft], warnings: &mut Warnings) {
    let found: Vec<(usize, u32)> = drafts
        .iter()
        .enumerate()
        .filter_map(|(i, d)| if let Role::Article(n) = d.role { Some((i, n)) } else { None })
        .collect();
    for three in found.windows(3) {
        let [(_, before), (index, n), (_, after)] = three else { continue };
        if *n < *before && *after == before.saturating_add(2) {
            let right = before + 1;
            if let Some(draft) = drafts.get_mut(*index) {
                draft.role = Role::Article(right);
                let message = format!("the article after {before} is numbered {n}; it was taken as {right}");
                warnings.push(Some(draft.unit.line), message);
            }
        }
    }
}

/// The title lines on one line; without any, what the source calls itself, else the first heading.
pub(in crate::import) fn title(document: &Document, told: Option<&str>) -> String {
    let lines: Vec<&str> = document.blocks.iter().filter(|b| b.kind == Kind::Title).map(|b| b.text.as_str()).collect();
    if !lines.is_empty() {
        return lines.join(" ");
    }
    let told = told.map(|told| told.split_whitespace().collect::<Vec<_>>().join(" "));
    if let Some(told) = told.filter(|told| !told.is_empty()) {
        return told;
    }
    document.blocks.iter().find(|b| b.kind == Kind::Heading).map(|b| b.text.clone()).unwrap_or_default()
}
