//! `hexapla search`.

use std::collections::HashMap;
use std::io::{IsTerminal, Write};
use std::ops::Range;

use serde::Serialize;

use super::{Color, Outcome};
use crate::align::Parallels;
use crate::export::clean::{self, visible};
use crate::import::Hints;
use crate::library::{GUIDE, GUIDE_NAME, Opened, open_sources};
use crate::search::{Index, Match, Matcher, Mode, counterpart};
use crate::text::Language;

/// Characters of context on each side of a match.
const CONTEXT: usize = 40;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// What to look for: case, harakat, hamza carriers, widths and accents do not matter
    #[arg(value_name = "QUERY")]
    query: String,
    /// Files, folders, - for standard input, or the names of works; without any, the whole library
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// Read QUERY as a regular expression over the text as it is
    #[arg(long, conflicts_with = "exact")]
    regex: bool,
    /// Look for exactly these characters
    #[arg(long)]
    exact: bool,
    /// Only in versions of this language
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// Print the aligned text in these languages beside each match
    #[arg(long, value_name = "L", value_delimiter = ',')]
    with: Vec<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: Args, color: Color) -> anyhow::Result<Outcome> {
    let mode = match (args.regex, args.exact) {
        (true, _) => Mode::Regex,
        (_, true) => Mode::Exact,
        _ => Mode::Folded,
    };
    let matcher = Matcher::new(&args.query, mode)?;
    let stdout = std::io::stdout();
    let bright = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let mut printer = Printer { out: std::io::BufWriter::new(stdout.lock()), args: &args, bright, found: 0 };
    let mut unread = None;
    if args.sources.is_empty() {
        let library = super::library()?;
        let mut names: Vec<String> = library.works()?.into_iter().map(|work| work.name).collect();
        if !GUIDE.is_empty() && !names.iter().any(|name| name == GUIDE_NAME) {
            names.push(GUIDE_NAME.to_owned());
        }
        for name in names {
            // One lost file must not hide the rest of the library.
            match open_sources(std::slice::from_ref(&name), Some(&library), &Hints::default()) {
                Ok(opened) => printer.work(Some(&name), true, &opened, &matcher)?,
                Err(error) => {
                    printer.out.flush()?;
                    let line = visible(&format!("hexapla: {error:#}"));
                    let _ = writeln!(std::io::stderr(), "{line}");
                    unread = Some(error);
                }
            }
        }
    } else {
        let plain = args.sources.iter().all(|name| name == "-" || std::path::Path::new(name).exists());
        let library = if plain { None } else { Some(super::library()?) };
        let opened = open_sources(&args.sources, library.as_ref(), &Hints::default())?;
        let work = args.sources.first().filter(|_| !plain && args.sources.len() == 1);
        printer.work(work.map(String::as_str), false, &opened, &matcher)?;
    }
    printer.out.flush()?;
    match (printer.found, unread) {
        (0, Some(_)) => anyhow::bail!("nothing was found in what could be read"),
        (0, None) => Ok(Outcome::Nothing),
        _ => Ok(Outcome::Done),
    }
}

/// One match, as `--json` prints it; places are counted in Unicode scalar values of the block's text.
#[derive(Serialize)]
struct Hit<'a> {
    work: Option<&'a str>,
    version: &'a str,
    language: &'a str,
    key: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    before: &'a str,
    after: &'a str,
    with: Vec<With>,
}

/// The aligned text of one other version.
#[derive(Serialize)]
struct With {
    language: String,
    text: String,
}

struct Printer<'a, W: Write> {
    out: W,
    args: &'a Args,
    bright: bool,
    found: usize,
}

impl<W: Write> Printer<'_, W> {
    /// Searches the versions of one work; `whole` when the whole library is searched and names have to tell works apart.
    fn work(&mut self, work: Option<&str>, whole: bool, opened: &[Opened], matcher: &Matcher) -> anyhow::Result<()> {
        let mut aligned: HashMap<(usize, usize), Parallels> = HashMap::new();
        for (version, own) in opened.iter().enumerate() {
            let document = &own.document;
            if self.args.lang.as_ref().is_some_and(|wanted| !speaks(&document.language, wanted)) {
                continue;
            }
            let name = match work.filter(|_| whole) {
                Some(work) => format!("{work}/{}", document.language),
                None => own.source.name.clone(),
            };
            let mut counted = Counted::default();
            for hit in Index::new(document).find(matcher) {
                let with = self.beside(opened, version, &hit, &mut aligned);
                self.found += 1;
                let Some(block) = document.blocks.get(hit.block) else { continue };
                let (before, after) = context(&block.text, &hit.range);
                let text = block.text.get(hit.range.clone()).unwrap_or_default();
                if self.args.json {
                    let start = counted.scalars(hit.block, &block.text, hit.range.start);
                    let found = Hit {
                        work,
                        version: &own.source.name,
                        language: block.language.tag(),
                        key: block.key.as_str(),
                        start,
                        end: start + text.chars().count(),
                        text,
                        before,
                        after,
                        with,
                    };
                    writeln!(self.out, "{}", clean::json(&found)?)?;
                } else {
                    let cut = |all: bool| if all { "" } else { "…" };
                    let (on, off) = if self.bright { ("\u{1B}[1;31m", "\u{1B}[0m") } else { ("", "") };
                    writeln!(
                        self.out,
                        "{}:{}: {}{}{on}{}{off}{}{}",
                        visible(&name),
                        visible(block.key.as_str()),
                        cut(before.len() == hit.range.start),
                        visible(before),
                        visible(text),
                        visible(after),
                        cut(hit.range.end + after.len() == block.text.len()),
                    )?;
                    for With { language, text } in with {
                        let text = if text.is_empty() { "— not in this version —" } else { &text };
                        writeln!(self.out, "    {}: {}", visible(&language), visible(text))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The aligned text of `hit` in every other version of the languages asked for, in the order they were asked for.
    fn beside(
        &self,
        opened: &[Opened],
        version: usize,
        hit: &Match,
        aligned: &mut HashMap<(usize, usize), Parallels>,
    ) -> Vec<With> {
        let mut with = Vec::new();
        for wanted in &self.args.with {
            for (other, theirs) in opened.iter().enumerate().filter(|(other, _)| *other != version) {
                if !speaks(&theirs.document.language, wanted) {
                    continue;
                }
                let pair = [&opened[version].document, &theirs.document];
                let parallels = aligned.entry((version, other)).or_insert_with(|| Parallels::of(&pair));
                let text = counterpart(&pair, parallels, 0, hit, 1);
                with.push(With { language: theirs.document.language.to_string(), text });
            }
        }
        with
    }
}

/// Whether `language` is what a person calls `wanted`: the whole tag or its primary subtag.
fn speaks(language: &Language, wanted: &str) -> bool {
    language.tag().eq_ignore_ascii_case(wanted) || language.primary().eq_ignore_ascii_case(wanted)
}

/// Up to [`CONTEXT`] characters on each side of `range`.
fn context<'t>(text: &'t str, range: &Range<usize>) -> (&'t str, &'t str) {
    let (before, after) = (text.get(..range.start).unwrap_or(""), text.get(range.end..).unwrap_or(""));
    let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    (&before[start..], &after[..end])
}

/// Counts characters of a block from the last place asked for, so that many matches in one block stay linear.
#[derive(Default)]
struct Counted {
    block: usize,
    byte: usize,
    scalars: usize,
}

impl Counted {
    fn scalars(&mut self, block: usize, text: &str, byte: usize) -> usize {
        if block != self.block || byte < self.byte {
            *self = Self { block, ..Self::default() };
        }
        self.scalars += text.get(self.byte..byte).map_or(0, |part| part.chars().count());
        self.byte = byte;
        self.scalars
    }
}
