//! `hexapla export`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::Outcome;
use crate::export::{Annotated, EXPORTERS, Exporter, Options, Rtl, Select, collect, render};
use crate::library::{AnnotationKind, GUIDE_NAME, Library, State, open_work, read_file};
use crate::text::Language;

/// Write annotated excerpts: the quotation, its translations, the note, the tags, the citation.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  hexapla export river --to md\n  \
hexapla export river.en.txt --to org --lang ar,zh --output river.org\n  \
hexapla export --to json --output all.json\n  \
hexapla export --to csv --bom --tag figures --kind note,highlight --since 2026-01 --output figures.csv\n  \
hexapla export --to md --state orphan,fuzzy\n  \
hexapla export river --template cards.txt\n\n\
What is exported as json comes in again with `hexapla notes import` and lands in the same places; jsonld (W3C Web\n\
Annotation) too. bib and csl hold the works, not their annotations.\n\n\
A template is Jinja: {% for work in works %}{% for one in work.excerpts %}{{ one.quotation }} ({{ one.citation }})\n\
{% endfor %}{% endfor %}. A work has name, title, symbol, languages, excerpts; an excerpt id, kind, highlight, key,\n\
state, quotation, language, dir, translations (text, language, dir), note, tags, citation, created, modified.")]
pub(crate) struct Args {
    /// Files, folders, - for standard input, or the name of a work; nothing exports the whole library
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// The format
    #[arg(long, value_name = "FORMAT", required_unless_present = "template", value_parser = formats())]
    to: Option<String>,
    /// A template of your own instead of a format
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    template: Option<PathBuf>,
    /// The languages of the translations, in this order (default: every version)
    #[arg(long, value_name = "L,L", value_delimiter = ',')]
    lang: Vec<String>,
    /// Only these works, by their names
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',', conflicts_with = "sources")]
    work: Vec<String>,
    /// Only quotations in these languages
    #[arg(long, value_name = "L,L", value_delimiter = ',')]
    quoted: Vec<String>,
    /// Only what has one of these tags
    #[arg(long, value_name = "T,T", value_delimiter = ',')]
    tag: Vec<String>,
    /// Only these kinds
    #[arg(long, value_name = "K,K", value_delimiter = ',', value_parser = PossibleValuesParser::new(KINDS.iter().map(|kind| kind.name())))]
    kind: Vec<String>,
    /// Only what was changed on this day or later (2026, 2026-01, 2026-01-31)
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<String>,
    /// Only what was changed on this day or before
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<String>,
    /// Only those whose place was found like this
    #[arg(long, value_enum, value_name = "STATE", value_delimiter = ',')]
    state: Vec<Wanted>,
    /// How right-to-left text is written in md and org
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    rtl: Direction,
    /// Begin csv with a byte order mark, for Excel
    #[arg(long)]
    bom: bool,
    /// Write to this file, which is replaced only when everything is written
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The formats with what each is.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(EXPORTERS.iter().map(|one| PossibleValue::new(one.name).help(one.about)))
}

const KINDS: [AnnotationKind; 5] = [
    AnnotationKind::Bookmark,
    AnnotationKind::Mark,
    AnnotationKind::Highlight,
    AnnotationKind::Note,
    AnnotationKind::Tag,
];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Direction {
    /// Lines that an editor would show from the left begin with a right-to-left mark
    #[default]
    Mark,
    /// Wrapped in <div dir="rtl">; in org with the attributes of one
    Div,
    /// As it is
    Plain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// Where it was
    Ok,
    /// The same text elsewhere
    Moved,
    /// Found by likeness
    Fuzzy,
    /// Not found
    Orphan,
    /// The file is not at hand
    Unknown,
}

/// The start of a date: a year, a month or a day.
fn date(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &&str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let right = match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2),
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        _ => false,
    };
    if right { Ok(text.to_owned()) } else { Err("a date is 2026, 2026-01 or 2026-01-31".to_owned()) }
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let library = super::library()?;
    let exporter = args.to.as_ref().and_then(|name| EXPORTERS.iter().find(|exporter| exporter.name == name));
    // Read before the library is: an error of its name comes at once.
    let template = match &args.template {
        None => None,
        Some(path) => {
            let text = String::from_utf8(read_file(path)?.bytes.into_owned());
            Some((path, text.with_context(|| format!("{}: not UTF-8", path.display()))?))
        }
    };
    let works = annotated(&library, &args, exporter)?;
    if works.is_empty() {
        eprintln!("hexapla: no annotations to export");
        return Ok(Outcome::Nothing);
    }
    let options = Options { rtl: args.rtl.into(), bom: args.bom };
    let text = match (template, exporter) {
        (Some((path, template)), _) => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            render(&name, &template, &works)?
        }
        (None, Some(exporter)) => (exporter.write)(&works, &options),
        (None, None) => bail!("--to names the format"),
    };
    match &args.output {
        None => super::print(&text)?,
        Some(path) => replace(path, text.as_bytes()).with_context(|| path.display().to_string())?,
    }
    Ok(Outcome::Done)
}

/// The works that are wanted with what is wanted of them.
fn annotated(library: &Library, args: &Args, exporter: Option<&Exporter>) -> anyhow::Result<Vec<Annotated>> {
    let select = select(args);
    // A format of works keeps those in which nothing is annotated, unless something else is asked for.
    let whole = exporter.is_some_and(|exporter| exporter.whole) && select.is_all();
    let mut chosen = Vec::new();
    if args.sources.is_empty() {
        for name in &args.work {
            if library.work_named(name)?.is_none() {
                bail!("--work {name}: the library has no work of this name");
            }
        }
        for work in library.works()? {
            let wanted = args.work.is_empty() || args.work.contains(&work.name);
            if wanted
                && (library.annotation_count(work.id)? > 0
                    || whole && work.added && work.name != GUIDE_NAME && !work.versions.is_empty())
            {
                let versions = open_work(&work, Vec::new()).versions;
                chosen.push((work, versions));
            }
        }
    } else {
        chosen = super::notes::chosen(library, &args.sources)?;
    }
    let mut works = Vec::new();
    for (work, versions) in chosen {
        let annotations = library.annotations(work.id)?;
        let mut annotated = collect(&work, &annotations, &versions);
        annotated.place = library.place(work.id)?;
        select.keep(&mut annotated);
        if annotated.excerpts.is_empty() && !whole {
            continue;
        }
        if !args.lang.is_empty() {
            choose(&mut annotated, &args.lang);
        }
        works.push(annotated);
    }
    Ok(works)
}

fn select(args: &Args) -> Select {
    let tag = |tag: &String| tag.trim().trim_start_matches('#').to_owned();
    Select {
        languages: args.quoted.iter().map(|tag| Language::new(tag.trim())).collect(),
        tags: args.tag.iter().map(tag).filter(|tag| !tag.is_empty()).collect(),
        kinds: KINDS.into_iter().filter(|kind| args.kind.iter().any(|name| name == kind.name())).collect(),
        states: args.state.iter().map(|state| (*state).into()).collect(),
        since: args.since.clone(),
        until: args.until.clone(),
    }
}

impl From<Direction> for Rtl {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Mark => Self::Mark,
            Direction::Div => Self::Div,
            Direction::Plain => Self::Plain,
        }
    }
}

impl From<Wanted> for Option<State> {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Ok => Some(State::Ok),
            Wanted::Moved => Some(State::Moved),
            Wanted::Fuzzy => Some(State::Fuzzy),
            Wanted::Orphan => Some(State::Orphan),
            Wanted::Unknown => None,
        }
    }
}

/// Keeps the translations into these languages, in this order.
fn choose(annotated: &mut Annotated, languages: &[String]) {
    let wanted: Vec<Language> = languages.iter().map(|tag| Language::new(tag.trim())).collect();
    let there: Vec<Language> = annotated.work.versions.iter().map(|version| version.language.clone()).collect();
    // `zh` is the version that says `zh`; where there is none, those that say `zh-Hant` and the like.
    let rank = |language: &Language| {
        let close = |one: &Language| one.tag() == language.primary() && !there.contains(one);
        wanted.iter().position(|one| one == language || close(one))
    };
    for excerpt in &mut annotated.excerpts {
        excerpt.translations.retain(|one| rank(&one.language).is_some());
        excerpt.translations.sort_by_key(|one| rank(&one.language));
    }
}

/// Writes a file so that it is the old one or the new one, never a half: a file beside it takes its name when it is on disk.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // Through a link to the file it names; a device or a pipe is written as it is.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = std::fs::metadata(&path).ok();
    if existing.as_ref().is_some_and(|data| !data.is_file()) {
        return std::fs::OpenOptions::new().write(true).open(&path)?.write_all(bytes);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = write_new(&beside, bytes, existing).and_then(|()| std::fs::rename(&beside, &path));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn write_new(path: &Path, bytes: &[u8], existing: Option<std::fs::Metadata>) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    if let Some(existing) = existing {
        file.set_permissions(existing.permissions())?;
    }
    file.sync_all()
}
