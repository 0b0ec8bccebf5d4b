//! `hexapla search`.

mod group;
mod line;
mod shelf;
mod sources;

use std::io::{IsTerminal, StdoutLock, Write};

use super::{Color, Outcome};
use crate::export::clean::visible;
use crate::search::{Mode, Options, Query};
use group::Groups;
use line::Style;

/// Find a text in documents, or in the whole library.
#[derive(clap::Args)]
#[command(after_help = "\
Words that follow each other are a phrase. In QUERY:\n  \
\"one phrase\" \"another\"     both in a paragraph (so does one AND another)\n  \
water OR river             one of them\n  \
water -river               without the other (so does NOT)\n  \
lang:ar  work:charter  kind:heading  note:check\n\
                             only in this language, work, kind of block, or where a note says so\n\n\
Examples:\n  hexapla search 86600 report.ar.txt            finds 600 86 and 86,600 too\n  \
hexapla search \"clean water\" --with ar,zh     a concordance of the library\n  \
hexapla search water --with ar --group        by how it was translated\n\n\
The library answers in portions, the best works of each first: those where the words stand exactly,\n\
in titles and headings, and often; then those added last.")]
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
    /// Only whole words
    #[arg(short, long)]
    word: bool,
    /// Only letters in the case that is typed
    #[arg(long)]
    case: bool,
    /// Whole words, and Arabic ones with the article and with prepositions of one letter before them
    #[arg(long)]
    particles: bool,
    /// Only in versions of this language
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// Print the aligned text in these languages beside each match, its translation marked
    #[arg(long, value_name = "L", value_delimiter = ',')]
    with: Vec<String>,
    /// Put matches together by how they are translated in the first language of --with
    #[arg(long, requires = "with")]
    group: bool,
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
    let options = Options { mode, word: args.word, case: args.case, particles: args.particles };
    let mut query = Query::new(&args.query, options)?;
    query.filters.languages.extend(args.lang.clone());
    let stdout = std::io::stdout();
    let bright = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let mut search = Search {
        style: Style { json: args.json, bright },
        args: &args,
        query: &query,
        groups: args.group.then(Groups::default),
        out: std::io::BufWriter::with_capacity(1 << 16, stdout.lock()),
        found: 0,
        unread: 0,
    };
    if args.sources.is_empty() {
        shelf::run(&mut search)?
    } else {
        sources::run(&mut search)?
    }
    if let Some(groups) = search.groups.take() {
        groups.print(&mut search.out, search.style)?;
    }
    search.out.flush()?;
    match (search.found, search.unread) {
        (0, 0) => Ok(Outcome::Nothing),
        (0, _) => anyhow::bail!("nothing was found in what could be read"),
        _ => Ok(Outcome::Done),
    }
}

/// A search and where it is printed.
struct Search<'a> {
    args: &'a Args,
    query: &'a Query,
    style: Style,
    /// What is put together before it is printed.
    groups: Option<Groups>,
    out: std::io::BufWriter<StdoutLock<'a>>,
    found: usize,
    /// Versions that could not be read.
    unread: usize,
}

impl Search<'_> {
    /// Prints matches that are made ready, or puts them where they belong.
    fn print(&mut self, found: usize, with: &[line::With], text: &str) -> std::io::Result<()> {
        self.found += found;
        match &mut self.groups {
            Some(groups) => groups.put(with, text, found),
            None => self.out.write_all(text.as_bytes())?,
        }
        Ok(())
    }

    /// Says what cannot be read, between what is found.
    fn unread(&mut self, error: &anyhow::Error) -> std::io::Result<()> {
        self.unread += 1;
        self.out.flush()?;
        let _ = writeln!(std::io::stderr(), "{}", visible(&format!("hexapla: {error:#}")));
        Ok(())
    }
}
