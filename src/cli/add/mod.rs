//! `hexapla add`.

mod folder;
mod group;
mod progress;
mod read;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Outcome;
use crate::export::clean;
use crate::import::Hints;
use crate::library::{GUIDE_NAME, Group, Library, Work, is_pattern, matching};
use crate::text::Language;
use folder::folder_files;
use group::{Candidate, Groups, group_of, is_one_work};
use progress::Progress;
use read::Known;

/// How many files are read before they are written to the library: what an interruption loses.
const PART: usize = 64;

/// Put documents into the library. Files are not copied; they are known by their content and found again when they move.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla add river.en.txt river.ar.txt river.zh.txt\n  hexapla add ~/documents\n  \
hexapla add original.txt translation.txt --work river\n  hexapla add river.fr.txt --alone\n\n\
Versions of one work are recognised by their names (river.ar.txt, river-en.txt, river_ZH.txt, en/river.txt),\n\
by their document symbol, and when a few files in different languages are named together. Files that did not change are\n\
not read again; adding again, or after an interruption, is harmless. What was put together wrongly is undone with\n\
hexapla add river.fr.txt --alone, and put elsewhere with hexapla add river.fr.txt --work stream."
)]
pub(crate) struct Args {
    /// Files and folders (with the folders in them)
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<String>,
    /// Everything belongs to this work
    #[arg(long, value_name = "NAME")]
    work: Option<String>,
    /// Each of the files is a work of its own: takes it out of the work it is in, with its annotations
    #[arg(long, conflicts_with = "work")]
    alone: bool,
    /// The language of the files, where it is not recognised (BCP 47: ar, en, zh)
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// Read the files as this format, whatever their names and bytes say; it is remembered
    #[arg(long = "as", value_name = "FORMAT")]
    format: Option<String>,
    /// Print one JSON object a line, one for each work
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    result: &'static str,
    #[serde(flatten)]
    row: super::list::Row<'a>,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    if args.work.as_deref() == Some(GUIDE_NAME) {
        anyhow::bail!("{GUIDE_NAME}: the built-in guide takes no other versions; choose another name");
    }
    if args.work.as_deref().is_some_and(|name| name.trim().is_empty()) {
        anyhow::bail!("--work: a name is needed");
    }
    let mut library = super::library()?;
    let Named { mut files, works, folders } = named(&args, &library)?;
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(std::fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    if folders {
        // Siblings stand together, so that a work is written once.
        files.sort_by_cached_key(|file| group_of(file));
    }
    let language = args.lang.as_deref().map(Language::new);
    let hints = Hints { language, format: args.format.clone(), ..Hints::default() };
    let known = Known::new(&library, &hints)?;
    let mut groups = Groups::new(library.works()?);
    let mut told = Told { json: args.json, ..Told::default() };
    let mut progress = Progress::new(files.len(), !args.json);
    if args.work.is_some() {
        let candidates = told.readable(known.candidates(&files, &hints, !folders), &progress);
        let mut all = Group { versions: works, stamps: Vec::new() };
        for candidate in candidates {
            all.stamps.extend(candidate.stamps());
            all.versions.extend(candidate.infos);
        }
        if !all.versions.is_empty() {
            told.put(&mut library, &[all], args.work.as_deref())?;
        }
    } else {
        for part in parts(&files) {
            progress.show(part.first().map(PathBuf::as_path));
            let candidates = told.readable(known.candidates(part, &hints, !folders), &progress);
            if args.alone {
                told.separate(&mut library, candidates)?;
            } else if !folders && files.len() == part.len() && is_one_work(&candidates) {
                let stamps = candidates.iter().flat_map(Candidate::stamps).collect();
                let versions = candidates.into_iter().flat_map(|candidate| candidate.infos).collect();
                told.put(&mut library, &[Group { versions, stamps }], None)?;
            } else {
                let joined = groups.join(candidates);
                let those: Vec<Group> = joined.iter().filter_map(|at| groups.group(*at)).cloned().collect();
                progress.clear();
                let works = told.put(&mut library, &those, None)?;
                joined.iter().zip(&works).for_each(|(at, work)| groups.recorded(*at, work));
            }
            progress.done(part.len());
        }
        if !works.is_empty() {
            told.put(&mut library, &[Group { versions: works, stamps: Vec::new() }], None)?;
        }
    }
    progress.clear();
    crate::search::library::sweep(&library);
    for doubt in &groups.doubts {
        eprintln!("hexapla: {}", clean::line(doubt));
    }
    if folders && !args.json {
        eprintln!("hexapla: {}", told.summary(files.len()));
    }
    if told.failed > 0 {
        anyhow::bail!("{} of {} files could not be read", told.failed, files.len());
    }
    Ok(if told.added + told.changed + told.unchanged == 0 { Outcome::Nothing } else { Outcome::Done })
}

/// What a person named.
struct Named {
    files: Vec<PathBuf>,
    works: Vec<crate::library::VersionInfo>,
    folders: bool,
}

fn named(args: &Args, library: &Library) -> anyhow::Result<Named> {
    let mut named = Named { files: Vec::new(), works: Vec::new(), folders: false };
    for name in &args.sources {
        let path = Path::new(name);
        if name == "-" {
            anyhow::bail!("-: standard input has no file to come back to; save it to a file first");
        } else if path.is_dir() {
            named.folders = true;
            let found = folder_files(path)?;
            if found.is_empty() {
                anyhow::bail!("{name}: no text files in this folder");
            }
            named.files.extend(found);
        } else if let Some(work) = library.work_named(name)?.filter(|_| !path.exists()) {
            named.works.extend(work.versions);
        } else if !path.exists() && is_pattern(name) {
            let found = matching(name);
            if found.is_empty() {
                anyhow::bail!("{name}: no file fits this pattern");
            }
            named.files.extend(found);
        } else {
            named.files.push(path.to_owned());
        }
    }
    Ok(named)
}

/// The files in parts of about [`PART`], siblings together.
fn parts(files: &[PathBuf]) -> Vec<&[PathBuf]> {
    let (mut parts, mut rest) = (Vec::new(), files);
    while !rest.is_empty() {
        let mut end = PART.min(rest.len());
        while let (Some(last), Some(next)) = (rest.get(end - 1), rest.get(end))
            && group_of(last) == group_of(next)
        {
            end += 1;
        }
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts
}

/// What was said of the works, and how often.
#[derive(Default)]
struct Told {
    json: bool,
    added: usize,
    changed: usize,
    unchanged: usize,
    failed: usize,
}

impl Told {
    /// Those that could be read; the others are said.
    fn readable(&mut self, candidates: Vec<anyhow::Result<Candidate>>, progress: &Progress) -> Vec<Candidate> {
        let mut readable = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            match candidate {
                // A file of links has no version of its own.
                Ok(candidate) if candidate.infos.is_empty() => {}
                Ok(candidate) => readable.push(candidate),
                Err(error) => {
                    self.failed += 1;
                    progress.clear();
                    eprintln!("hexapla: {}", clean::line(&format!("{error:#}")));
                }
            }
        }
        readable
    }

    /// Records works, in one transaction, and says so.
    fn put(&mut self, library: &mut Library, groups: &[Group], name: Option<&str>) -> anyhow::Result<Vec<Work>> {
        let recorded = library.record_all(groups, name)?;
        for (before, work) in &recorded {
            let result = match before {
                Some(before) if before == work => "unchanged",
                Some(before) if before.added => "changed",
                _ => "added",
            };
            self.say(library, result, work)?;
        }
        Ok(recorded.into_iter().map(|(_, work)| work).collect())
    }

    /// Makes each of the files a work of its own.
    fn separate(&mut self, library: &mut Library, candidates: Vec<Candidate>) -> anyhow::Result<()> {
        for candidate in candidates {
            let stamps = candidate.stamps();
            // The versions that one file holds stay together.
            let hashes: Vec<&str> = candidate.infos.iter().map(|info| info.hash.as_str()).collect();
            let before = library.work_of(&hashes)?;
            let work = match &before {
                Some(_) => library.separate(&hashes)?,
                None => None,
            };
            let group = Group { versions: candidate.infos, stamps };
            match work {
                Some(work) => {
                    library.record_all(&[group], None)?;
                    let result = if before.is_some_and(|before| before == work) { "unchanged" } else { "added" };
                    self.say(library, result, &work)?;
                }
                None => {
                    self.put(library, &[group], None)?;
                }
            }
        }
        Ok(())
    }

    fn say(&mut self, library: &Library, result: &'static str, work: &Work) -> anyhow::Result<()> {
        match result {
            "unchanged" => self.unchanged += 1,
            "changed" => self.changed += 1,
            _ => self.added += 1,
        }
        if self.json {
            let count = library.annotation_count(work.id)?;
            return super::print(&(clean::json(&Report { result, row: super::list::row(work, count) })? + "\n"));
        }
        let languages = super::list::languages(work.versions.iter().map(|version| version.language.tag()));
        super::print(&format!("{result} {} ({languages})\n", clean::line(&work.name)))
    }

    fn summary(&self, files: usize) -> String {
        let noun = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
        let mut text =
            format!("{noun}: {} works added, {} changed, {} unchanged", self.added, self.changed, self.unchanged);
        if self.failed > 0 {
            text.push_str(&format!(", {} files not readable", self.failed));
        }
        text
    }
}
