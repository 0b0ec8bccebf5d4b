//! PDF (ISO 32000): what stands on the pages, put back into the order of reading, into lines, paragraphs, notes and tables.
//!
//! The steps: [`file`] finds the objects, [`content`] carries out the pages, [`line`] puts glyphs on lines, [`furniture`] takes
//! running heads away, [`column`], [`table`] and [`cells`] say what stands beside what, [`block`] makes paragraphs and [`piece`]
//! says what they are. [`order`] undoes the bidirectional order, [`trust`] looks whether the result is text.
//!
//! Bounds: 32 MiB a stream, 192 MiB all streams, 3 million glyphs, 20 million operators, 20,000 pages; beyond them is a warning.

mod block;
mod cells;
mod column;
mod content;
mod corridor;
mod crypt;
mod file;
mod filter;
mod font;
mod furniture;
mod glyph;
mod left_out;
mod lex;
mod line;
mod object;
pub(in crate::import) mod order;
mod page;
mod path;
mod piece;
mod table;
mod trust;
mod xref;

#[cfg(test)]
mod tests;

use memchr::memmem;

use super::build::{self, About};
use super::txt::front;
use super::txt::join::Habits;
use super::{Format, Hints, ImportError, PAGES, Read};
use crate::document::{Document, Warning, masthead};
use crate::text::Language;
use block::{Line, Usual};
use content::Canvas;
use crypt::Locked;
use file::{File, Unopened};
use font::{Trust, UNKNOWN};
use furniture::Leaf;
use glyph::{Glyph, Rule, Turn};
use left_out::Pages;
use object::text_string;
use piece::Part;
use table::Stretch;
use trust::Sample;

/// PDF.
pub(super) const FORMAT: Format = Format { name: "pdf", extensions: &["pdf"], sniff, read: Read::Document(read) };

fn sniff(bytes: &[u8]) -> bool {
    memmem::find(bytes.get(..bytes.len().min(1_024)).unwrap_or(bytes), b"%PDF-").is_some()
}

/// A side of a page whose text runs one way, and the thin lines on it.
struct Side {
    number: usize,
    rules: Vec<Rule>,
}

/// Reads the text of a PDF file.
fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let file = File::open(bytes).map_err(|why| refused(why, bytes))?;
    let (mut pages, is_damaged) = page::pages(&file);
    if hints.beginning {
        pages.truncate(PAGES);
    }
    let mut canvas = Canvas::new(&file);
    let (mut leaves, mut sides): (Vec<Leaf>, Vec<Side>) = (Vec::new(), Vec::new());
    let (mut pictures, mut own) = (0, 0);
    for (number, page) in (1..).zip(&pages) {
        let sheet = canvas.sheet(page);
        own += sheet.own;
        pictures += usize::from(sheet.has_picture && sheet.glyphs.is_empty());
        let [left, bottom, right, top] = page.bounds;
        for (place, (turn, glyphs)) in by_turn(sheet.glyphs).into_iter().enumerate() {
            let corners = (turn.seen((left, bottom)).1, turn.seen((right, top)).1);
            // A page set sideways is read as one that is turned.
            let is_main = place == 0 || turn == Turn::Right;
            let rules = if is_main { sheet.rules.iter().map(|rule| rule.seen(turn)).collect() } else { Vec::new() };
            leaves.push(Leaf {
                rows: column::rows(line::chunks(glyphs)),
                bottom: corners.0.min(corners.1),
                top: corners.0.max(corners.1),
                is_upright: is_main,
                heads: column::heads(&rules).iter().map(|(rule, floor)| (rule.bottom, *floor)).collect(),
            });
            sides.push(Side { number, rules });
        }
    }
    let mut warnings = Told::default();
    warnings.about_file(&file, is_damaged, canvas.is_over);
    warnings.about_fonts(&mut leaves, &canvas);
    let (aslant, first) = &canvas.aslant;
    if *aslant > 0 {
        warnings
            .add(format!("{aslant} letters stand aslant, as those of a stamp do, and were left out: {}", first.trim()));
    }
    if leaves.is_empty() {
        let why = match pictures {
            _ if *aslant > 0 => format!(": all of it stands aslant on its pages ({})", first.trim()),
            0 => format!(": there is none on its {} pages", pages.len()),
            _ => format!(": its {} pages are pictures; a program for text recognition can add it", pages.len()),
        };
        return Err(ImportError::NoText("pdf", why));
    }
    if own == 0 {
        warnings.add(
            "its pages have no text; what is read stands in the fields of a form or in notes on the pages".to_owned(),
        );
    }
    if pictures > 0 {
        let all = pages.len();
        warnings.add(format!(
            "{pictures} of {all} pages are pictures without text; a program for text recognition can add it"
        ));
    }
    let rtl = runs_left(&leaves);
    let mut chunks: Vec<&mut line::Chunk> = leaves.iter_mut().flat_map(|leaf| &mut leaf.rows).flatten().collect();
    line::mirror(&mut chunks);
    let furniture = furniture::remove(&mut leaves, rtl);
    let masthead = leaves.first().zip(sides.first()).and_then(|(leaf, side)| masthead(leaf, side, &pages));
    let numbers: Vec<usize> = sides.iter().map(|side| side.number).collect();
    let (parts, usual, read) = parts(leaves, &sides, rtl);
    let info = file.value(&file.trailer, "Info");
    let told = info.dict().map(|dict| file.value(dict, "Title")).and_then(|title| title.text().map(text_string));
    let root = file.resolve(file.trailer.get("Root"));
    let language = root.dict().map(|root| file.value(root, "Lang")).and_then(|lang| lang.text().map(text_string));
    let about = About {
        title: told.map(|title| title.trim().to_owned()).filter(|title| is_title(title)),
        language: language.filter(|tag| !tag.is_empty() && tag.is_ascii()).map(|tag| Language::new(&tag)),
        symbol: None,
    };
    let mut document = build::document("pdf", piece::pieces(parts, &usual, masthead), about, hints, warnings.0);
    if document.symbol.is_none() {
        document.symbol = furniture.iter().find_map(|gone| front::symbol(&gone.text));
    }
    document.masthead.job_number = furniture.iter().find_map(|gone| masthead::job_number(&gone.text));
    left_out::keep(&mut document, &furniture, &numbers, &read);
    Ok(document)
}

/// A title that a person gave, not one that a program made of a file's name.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_name = [".doc", ".docx", ".pdf", ".indd", ".qxd", ".tex", ".dvi", ".rtf", ".odt"]
        .iter()
        .any(|end| lower.ends_with(end));
    title.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !is_name
        && !lower.starts_with("untitled")
        && !lower.starts_with("microsoft word")
}

fn refused(why: Unopened, bytes: &[u8]) -> ImportError {
    match why {
        Unopened::Locked(Locked::Password) => ImportError::Unreadable(
            "pdf",
            "it is encrypted and wants a password; save it without one and open that".to_owned(),
        ),
        Unopened::Locked(Locked::Unknown) => {
            ImportError::Unreadable("pdf", "it is encrypted in a way that is not known here".to_owned())
        }
        Unopened::NoPages if sniff(bytes) => {
            ImportError::Unreadable("pdf", "it is broken: no pages can be found in it".to_owned())
        }
        Unopened::NoPages => {
            ImportError::NotThisFormat("pdf", "it does not start as one, and no pages can be found in it".to_owned())
        }
    }
}

/// Glyphs whose lines run the same way, most first.
fn by_turn(glyphs: Vec<Glyph>) -> Vec<(Turn, Vec<Glyph>)> {
    let mut out: Vec<(Turn, Vec<Glyph>)> = Vec::new();
    for glyph in glyphs {
        match out.iter_mut().find(|(turn, _)| *turn == glyph.turn) {
            Some((_, list)) => list.push(glyph),
            None => out.push((glyph.turn, vec![glyph])),
        }
    }
    out.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    out
}

/// Whether most letters of the document run from right to left.
fn runs_left(leaves: &[Leaf]) -> bool {
    let chunks = leaves.iter().flat_map(|leaf| &leaf.rows).flatten();
    let (rtl, ltr) = chunks.map(line::Chunk::directions).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    rtl > ltr
}

/// The size of most letters.
fn body_size(leaves: &[Leaf]) -> f64 {
    let mut counts: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    for chunk in leaves.iter().flat_map(|leaf| &leaf.rows).flatten() {
        #[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
        let size = (chunk.size * 4.0).round() as i64;
        *counts.entry(size).or_default() += chunk.glyphs.len();
    }
    #[allow(clippy::cast_precision_loss, reason = "sizes are small")]
    counts.iter().max_by_key(|(size, count)| (**count, -**size)).map_or(10.0, |(size, _)| *size as f64 / 4.0)
}

/// The lowest line drawn over most of the width of the upper half of the first page.
fn masthead(leaf: &Leaf, side: &Side, pages: &[page::Page]) -> Option<f64> {
    let [left, _, right, _] = pages.first()?.bounds;
    let middle = f64::midpoint(leaf.top, leaf.bottom);
    let wide = |rule: &&Rule| rule.is_level() && rule.right - rule.left > 0.5 * (right - left) && rule.bottom > middle;
    side.rules.iter().filter(wide).map(|rule| rule.bottom).reduce(f64::min)
}

/// Paragraphs and tables in reading order, and what stands on which page.
fn parts(leaves: Vec<Leaf>, sides: &[Side], rtl: bool) -> (Vec<Part>, Usual, Pages) {
    enum Raw {
        Line(Line),
        Table(Vec<Vec<Vec<line::Chunk>>>, usize),
    }
    let body = body_size(&leaves);
    let (mut raw, mut region) = (Vec::new(), 0);
    let mut before = None;
    for (leaf, side) in leaves.into_iter().zip(sides) {
        // What is set sideways beside a page is none of its table.
        let above = if leaf.is_upright { before.take() } else { None };
        let regions = column::regions(leaf.rows, &side.rules, above.as_ref(), rtl);
        if leaf.is_upright {
            let is_same = regions.len() == 1;
            let last = regions.last().filter(|region| region.is_table);
            before = last.and_then(|table| column::Columns::of(table, above.as_ref().filter(|_| is_same)));
        }
        for part in regions {
            region += 1;
            let mut own: Vec<Raw> = Vec::new();
            for stretch in table::stretches(part, &side.rules, rtl) {
                match stretch {
                    Stretch::Lines(rows) => {
                        own.extend(rows.iter().flat_map(|row| Line::of(row, rtl, side.number, region)).map(Raw::Line));
                    }
                    Stretch::Table(rows) => own.push(Raw::Table(rows, side.number)),
                    Stretch::Contents(rows) => own.push(Raw::Table(table::contents(rows, rtl), side.number)),
                }
            }
            // Notes stand below everything else, in smaller letters, and start with a mark.
            let small =
                own.iter().rev().take_while(|raw| matches!(raw, Raw::Line(line) if line.size < 0.93 * body)).count();
            let low = own.len() - small;
            let mut is_low = false;
            for raw in own.iter_mut().skip(low) {
                if let Raw::Line(line) = raw {
                    is_low |= piece::may_be_note(&line.text);
                    line.is_low = is_low;
                }
            }
            raw.append(&mut own);
        }
    }
    let lines: Vec<Line> = raw
        .iter()
        .filter_map(|raw| match raw {
            Raw::Line(line) => Some(line.clone()),
            Raw::Table(..) => None,
        })
        .collect();
    let text: Vec<&str> = lines.iter().map(|line| line.text.text.as_str()).collect();
    let habits = Habits::learn(&text.join("\n"));
    let usual = Usual::learn(&lines);
    let (mut out, mut open, mut read): (Vec<Part>, Vec<Line>, Pages) = Default::default();
    // Notes stand between the halves of a paragraph that goes on overleaf.
    let mut notes: Vec<Line> = Vec::new();
    let close = |open: &mut Vec<Line>, notes: &mut Vec<Line>, out: &mut Vec<Part>| {
        out.extend(block::blocks(open, &usual, &habits).into_iter().map(Part::Block));
        out.extend(block::blocks(notes, &usual, &habits).into_iter().map(Part::Block));
        open.clear();
        notes.clear();
    };
    for raw in raw {
        match raw {
            Raw::Line(line) if line.is_low => notes.push(line),
            Raw::Line(line) => {
                read.add(line.page, &line.text.text);
                open.push(line);
            }
            Raw::Table(rows, page) => {
                close(&mut open, &mut notes, &mut out);
                let cells = rows.iter().map(|row| row.iter().map(|cell| table::cell(cell, rtl, &habits)).collect());
                let cells: Vec<Vec<line::Text>> = cells.collect();
                cells.iter().flatten().for_each(|cell| read.add(page, &cell.text));
                out.push(Part::Table(cells, page));
            }
        }
    }
    close(&mut open, &mut notes, &mut out);
    (out, usual, read)
}

/// Warnings about the file as a whole.
#[derive(Default)]
struct Told(Vec<Warning>);

impl Told {
    fn add(&mut self, message: String) {
        self.0.push(Warning { line: None, byte: None, message });
    }

    fn about_file(&mut self, file: &File<'_>, is_damaged: bool, is_over: bool) {
        if file.is_repaired {
            self.add("its list of objects is broken; the objects were looked for, and some may be missing".to_owned());
        }
        if file.is_cut.get() {
            self.add("some of its packed data is broken or too large, and was read in part".to_owned());
        }
        if is_damaged {
            self.add("its tree of pages is broken; pages may be missing".to_owned());
        }
        if is_over {
            self.add("there is more on its pages than can be read; the rest was left out".to_owned());
        }
    }

    fn about_fonts(&mut self, leaves: &mut [Leaf], canvas: &Canvas<'_, '_>) {
        let mut samples: Vec<Sample> = canvas.fonts.iter().map(|_| Sample::default()).collect();
        for chunk in leaves.iter().flat_map(|leaf| &leaf.rows).flatten() {
            let mut last: Option<&Glyph> = None;
            for glyph in &chunk.glyphs {
                let Some(sample) = samples.get_mut(glyph.font) else { continue };
                let is_apart =
                    last.is_none_or(|last| glyph.left - last.right > 0.17 * glyph.size || last.font != glyph.font);
                sample.see(glyph, is_apart);
                last = Some(glyph);
            }
        }
        let named = |at: usize| canvas.fonts.get(at).map_or("", |font| font.name.as_str());
        let all: usize = samples.iter().map(Sample::count).sum();
        for (at, sample) in samples.iter_mut().enumerate() {
            let name = if named(at).is_empty() {
                "a font without a name".to_owned()
            } else {
                format!("the font {}", named(at))
            };
            // A guess that gives no words is none.
            if sample.guessed > 0 && sample.doubt().is_some() {
                forget(leaves, at);
                sample.unknown += std::mem::take(&mut sample.guessed);
            }
            if sample.unknown > 0 {
                let count = sample.unknown;
                self.add(format!("{count} of {all} letters cannot be read: the file does not say which letters the signs of {name} are"));
            } else if sample.guessed > 0 {
                let count = sample.guessed;
                self.add(format!(
                    "{count} of {all} letters are guessed: the file does not say which letters the signs of {name} are"
                ));
            } else if let Some(why) = sample.doubt() {
                self.add(format!("the text in {name} ({} of {all} letters) cannot be trusted: {why}", sample.count()));
            }
        }
    }
}

/// Takes back what was guessed of the letters of a font.
fn forget(leaves: &mut [Leaf], font: usize) {
    for glyph in leaves.iter_mut().flat_map(|leaf| &mut leaf.rows).flatten().flat_map(|chunk| &mut chunk.glyphs) {
        if glyph.font == font && glyph.trust == Trust::Guessed {
            glyph.text = UNKNOWN.into();
        }
    }
}
