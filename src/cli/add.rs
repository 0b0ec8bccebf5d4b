//! `hexapla add`.

use std::collections::{HashMap, HashSet};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Outcome;
use crate::export::clean;
use crate::import::Hints;
use crate::library::{
    GUIDE_NAME, Library, Sibling, VersionInfo, Work, has_known_extension, import_source, read_file, sibling,
    text_files, version_info,
};
use crate::text::Language;

/// Put documents into the library. Files are not copied; they are known by their content and found again when they move.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  hexapla add river.en.txt river.ar.txt river.zh.txt\n  hexapla add ~/documents\n  \
hexapla add original.txt translation.txt --work river\n\n\
Versions of one work are recognised by their names (river.ar.txt, river-en.txt, river_ZH.txt, en/river.txt),\n\
by their document symbol, and when a few files in different languages are named together. Adding again is harmless."
)]
pub(crate) struct Args {
    /// Files and folders (with the folders in them)
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<String>,
    /// Everything belongs to this work
    #[arg(long, value_name = "NAME")]
    work: Option<String>,
    /// The language of the files, where it is not recognised (BCP 47: ar, en, zh)
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// Print one JSON object a line, one for each work
    #[arg(long)]
    json: bool,
}

/// One file that was read, with the versions that it holds, and what its name says.
struct Candidate {
    infos: Vec<VersionInfo>,
    group: (PathBuf, String),
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
    let mut failed = 0_usize;
    let mut groups: Vec<Vec<VersionInfo>> = Vec::new();
    let mut files = Vec::new();
    let mut folders = false;
    for name in &args.sources {
        let path = Path::new(name);
        if name == "-" {
            anyhow::bail!("-: standard input has no file to come back to; save it to a file first");
        } else if path.is_dir() {
            folders = true;
            let found = folder_files(path)?;
            if found.is_empty() {
                anyhow::bail!("{name}: no text files in this folder");
            }
            files.extend(found);
        } else if let Some(work) = library.work_named(name)?.filter(|_| !path.exists()) {
            groups.push(work.versions);
        } else {
            files.push(path.to_owned());
        }
    }
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(std::fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    let hints = Hints { language: args.lang.as_deref().map(Language::new), ..Hints::default() };
    let progress = !args.json && std::io::stderr().is_terminal();
    let mut candidates = Vec::new();
    for (number, file) in files.iter().enumerate() {
        if progress {
            eprint!("\rreading {} of {}", number + 1, files.len());
        }
        match candidate(&library, file, &hints) {
            Ok(candidate) => candidates.push(candidate),
            Err(error) => {
                failed += 1;
                eprintln!("{}hexapla: {}", if progress { "\r" } else { "" }, clean::line(&format!("{error:#}")));
            }
        }
    }
    if progress {
        eprint!("\r\x1b[K");
    }
    groups.extend(grouped(candidates, &library.works()?, !folders));
    if args.work.is_some() {
        groups = vec![groups.into_iter().flatten().collect()];
    }
    for group in groups.iter().filter(|group| !group.is_empty()) {
        put(&mut library, group, args.work.as_deref(), args.json)?;
    }
    if failed > 0 {
        anyhow::bail!("{failed} of {} files could not be read", files.len());
    }
    Ok(if groups.iter().all(Vec::is_empty) { Outcome::Nothing } else { Outcome::Done })
}

/// Records one work, in one transaction, and says so.
fn put(library: &mut Library, group: &[VersionInfo], name: Option<&str>, json: bool) -> anyhow::Result<()> {
    let before = library.work_for(group)?;
    let work = library.record(group, name, true)?;
    let result = match before {
        Some(before) if before == work => "unchanged",
        Some(before) if before.added => "changed",
        _ => "added",
    };
    if json {
        let count = library.annotation_count(work.id)?;
        return super::print(&(clean::json(&Report { result, row: super::list::row(&work, count) })? + "\n"));
    }
    let languages = super::list::languages(work.versions.iter().map(|version| version.language.tag()));
    super::print(&format!("{result} {} ({languages})\n", clean::line(&work.name)))
}

/// The files of a folder and of the folders in it, by name. Hidden ones are left out, a folder is entered once.
fn folder_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut entered = HashSet::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        if !entered.insert(std::fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone())) {
            continue;
        }
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let mut inner = Vec::new();
        for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
                continue;
            }
            if path.is_dir() {
                inner.push(path);
            } else if has_known_extension(&path) {
                files.push(path);
            }
        }
        waiting.extend(inner);
    }
    files.sort();
    if files.is_empty() { text_files(folder) } else { Ok(files) }
}

/// What the library keeps of a file: from the library itself where it has this content in this place.
fn candidate(library: &Library, file: &Path, hints: &Hints) -> anyhow::Result<Candidate> {
    let source = read_file(file)?;
    let group = group_of(file);
    let known = library.work_of(&[&source.hash])?.filter(|_| hints.language.is_none());
    let known = known.and_then(|work| work.versions.into_iter().find(|version| version.hash == source.hash));
    let infos = match known {
        Some(known) => vec![VersionInfo { path: source.path, ..known }],
        None => {
            let opened = import_source(source, hints)?;
            opened.iter().map(|one| version_info(&one.source, &one.document)).collect()
        }
    };
    Ok(Candidate { infos, group })
}

/// What siblings have in common: the folder and the stem of the name; `en/river.txt` and `ar/river.txt` are siblings too.
fn group_of(file: &Path) -> (PathBuf, String) {
    let absolute = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = absolute.parent().unwrap_or(Path::new("")).to_owned();
    let Sibling { stem, letter, .. } = sibling(&absolute);
    if sibling(&folder).language.is_some() && sibling(&folder).stem.is_empty() {
        let above = folder.parent().unwrap_or(Path::new("")).to_owned();
        return (above, stem);
    }
    // A single letter counts only beside others; the mark keeps `report-A` apart from `report`.
    (folder, if letter { format!("{stem}/") } else { stem })
}

/// Candidates that are versions of one work, in the order given. `named`: the files were named one by one, and a few in
/// different languages that carry no different symbols are one work.
fn grouped(candidates: Vec<Candidate>, works: &[Work], named: bool) -> Vec<Vec<VersionInfo>> {
    let infos: Vec<&VersionInfo> = candidates.iter().flat_map(|candidate| &candidate.infos).collect();
    let languages: HashSet<&str> = infos.iter().map(|info| info.language.tag()).collect();
    let symbols: HashSet<&str> = infos.iter().filter_map(|info| info.symbol.as_deref()).collect();
    let together = named
        && (2..=6).contains(&infos.len())
        && languages.len() == infos.len()
        && !languages.contains("und")
        && symbols.len() <= 1;
    if together {
        return vec![candidates.into_iter().flat_map(|candidate| candidate.infos).collect()];
    }
    let mut groups: Vec<Vec<VersionInfo>> = Vec::new();
    let mut by_name: HashMap<(PathBuf, String), usize> = HashMap::new();
    let mut by_symbol: HashMap<String, usize> = HashMap::new();
    for work in works.iter().filter(|work| work.name != GUIDE_NAME) {
        // What the library has is a group to join; it is recorded only when somebody does.
        let at = groups.len();
        for version in &work.versions {
            if let Some(path) = &version.path {
                by_name.entry(group_of(path)).or_insert(at);
            }
            if let Some(symbol) = &version.symbol {
                by_symbol.entry(symbol.clone()).or_insert(at);
            }
        }
        groups.push(work.versions.clone());
    }
    let mut joined = HashSet::new();
    for Candidate { infos, group } in candidates {
        // The name alone makes no sibling of a document with another symbol, nor of another one in the same language.
        let differs = |at: usize| {
            let group = groups.get(at).map_or(&[][..], Vec::as_slice);
            let symbol = group.iter().find_map(|one| one.symbol.as_deref());
            infos.iter().any(|info| {
                let language = info.language.tag() != "und";
                matches!((symbol, info.symbol.as_deref()), (Some(one), Some(other)) if one != other)
                    || (language && group.iter().any(|one| one.language == info.language && one.path != info.path))
            })
        };
        let beside = by_name.get(&group).copied().filter(|at| !differs(*at));
        let symbol = infos.iter().find_map(|info| info.symbol.clone());
        let same = symbol.as_ref().and_then(|symbol| by_symbol.get(symbol).copied());
        let at = same.or(beside).unwrap_or(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        by_name.entry(group).or_insert(at);
        if let Some(symbol) = symbol {
            by_symbol.entry(symbol).or_insert(at);
        }
        joined.insert(at);
        if let Some(group) = groups.get_mut(at) {
            // A file the library knows in another place, or in an older form, is given as it is now.
            let new = |one: &VersionInfo| {
                infos.iter().any(|info| one.hash == info.hash || (info.path.is_some() && one.path == info.path))
            };
            group.retain(|one| !new(one));
            group.extend(infos);
        }
    }
    groups.into_iter().enumerate().filter(|(at, _)| joined.contains(at)).map(|(_, group)| group).collect()
}
