//! What is aligned: two files of lines, or two versions of a work.

use std::path::Path;

use anyhow::bail;

use crate::align::{Fixed, Segmentation};
use crate::config::Paths;
use crate::export::alignment::Column;
use crate::import::{Hints, encoding};
use crate::library::{Library, Opened, Source, limited, open_sources, pins, read_file};
use crate::text::{Language, language};

/// The bytes of a file or, for `-`, of standard input.
pub(super) fn bytes(name: &str) -> anyhow::Result<Source> {
    if name == "-" {
        Ok(Source::new("-", None, limited(std::io::stdin().lock(), "-")?))
    } else {
        read_file(Path::new(name))
    }
}

/// Two files of which every line is a segment.
pub(super) struct Lines {
    names: [String; 2],
    texts: [String; 2],
    languages: [Language; 2],
}

impl Lines {
    /// Reads both; their languages are those of `languages`, else what the texts look like.
    pub(super) fn read(names: &[String], languages: &[String]) -> anyhow::Result<Self> {
        let [source, target] = names else { bail!("two files of lines are aligned, this is {}", names.len()) };
        if source == "-" && target == "-" {
            bail!("-: standard input can be read only once");
        }
        let read = |name: &String| bytes(name).map(|source| encoding::decode(&source.bytes).text.into_owned());
        let texts = [read(source)?, read(target)?];
        let language = |at: usize| match languages.get(at) {
            Some(tag) => Language::new(tag.as_str()),
            None => language::guess(&texts[at]).unwrap_or_default(),
        };
        let languages = [language(0), language(1)];
        Ok(Self { names: [source.clone(), target.clone()], texts, languages })
    }

    /// Side 0 or 1: lines end with LF or CR LF, the last one with or without.
    pub(super) fn column(&self, side: usize) -> Column<'_> {
        let lines: Vec<&str> = self.texts[side].lines().collect();
        Column::of_lines(&self.names[side], self.languages[side].clone(), &lines)
    }
}

/// Two versions of one work.
pub(super) struct Texts {
    pub(super) source: Opened,
    pub(super) target: Opened,
    library: Option<Library>,
}

impl Texts {
    /// Opens them: two files, two works with one version each or with those that `languages` name, or two of one work.
    pub(super) fn open(names: &[String], languages: &[String]) -> anyhow::Result<Self> {
        let is_path = |name: &String| name == "-" || std::fs::symlink_metadata(name).is_ok();
        // A first run that only aligns files leaves no library behind.
        let known =
            names.iter().all(is_path) && Paths::from_environment().is_none_or(|paths| !Library::exists(&paths.data));
        let library = if known { None } else { super::super::library().ok() };
        if names.len() == 2 && names.iter().all(|name| name == "-") {
            bail!("-: standard input can be read only once");
        }
        let mut opened = Vec::new();
        // Two files may say what corresponds in them; each as a work is asked for its own version.
        if names.len() == 2
            && names.iter().all(|name| Path::new(name).is_file())
            && let Ok(mut both) = open_sources(names, library.as_ref(), &Hints::default())
            && both.len() == 2
            && both.iter().map(|one| &one.source.path).collect::<std::collections::HashSet<_>>().len() == 2
        {
            let second = both.pop();
            opened = [both.pop(), second].into_iter().flatten().map(|one| vec![one]).collect();
        }
        let known = opened.len();
        for name in names.iter().skip(known) {
            opened.push(open_sources(std::slice::from_ref(name), library.as_ref(), &Hints::default())?);
        }
        let mut sides = opened.into_iter();
        let (source, target) = match (sides.next(), sides.next()) {
            (Some(first), Some(second)) => {
                (chosen(first, languages.first(), &names[0])?, chosen(second, languages.get(1), &names[1])?)
            }
            (Some(both), None) => pair(both, languages, &names[0])?,
            _ => bail!("two versions are needed"),
        };
        Ok(Self { source, target, library })
    }

    /// What a person said of these two versions, in sentences.
    pub(super) fn corrected(&self, source: &Segmentation, target: &Segmentation) -> Vec<Fixed> {
        let hashes = [self.source.source.hash.as_str(), self.target.source.hash.as_str()];
        let found = self.library.as_ref().and_then(|library| {
            let work = library.work_of(&hashes).ok().flatten()?;
            library.corrections(work.id, (hashes[0], &self.source.document), (hashes[1], &self.target.document)).ok()
        });
        pins(&found.unwrap_or_default(), source, target).fixed
    }
}

/// The version in the language that is wanted, or the only one.
fn chosen(mut versions: Vec<Opened>, wanted: Option<&String>, name: &str) -> anyhow::Result<Opened> {
    if versions.len() == 1 {
        return Ok(versions.remove(0));
    }
    match wanted {
        Some(wanted) => Ok(versions.remove(spoken(&versions, wanted, name)?)),
        None => bail!("{name}: has {}; say with --lang which two are aligned", languages(&versions)),
    }
}

/// Two versions of one work.
fn pair(mut versions: Vec<Opened>, wanted: &[String], name: &str) -> anyhow::Result<(Opened, Opened)> {
    match wanted {
        [source, target] => {
            let first = versions.remove(spoken(&versions, source, name)?);
            let second = versions.remove(spoken(&versions, target, name)?);
            Ok((first, second))
        }
        [] if versions.len() == 2 => Ok((versions.remove(0), versions.remove(0))),
        _ if versions.len() < 2 => bail!("{name}: one version; a second one to align it with is needed"),
        _ => bail!("{name}: has {}; say with --lang which two are aligned, as in --lang ar,en", languages(&versions)),
    }
}

/// The index of the version in language `wanted`: the whole tag, else its primary subtag.
fn spoken(versions: &[Opened], wanted: &str, name: &str) -> anyhow::Result<usize> {
    let is = |fits: fn(&Language) -> &str| {
        versions.iter().position(|one| fits(&one.document.language).eq_ignore_ascii_case(wanted))
    };
    match is(Language::tag).or_else(|| is(Language::primary)) {
        Some(at) => Ok(at),
        None => bail!("{name}: no version in {wanted}; there is {}", languages(versions)),
    }
}

fn languages(versions: &[Opened]) -> String {
    versions.iter().map(|one| one.document.language.tag()).collect::<Vec<_>>().join(", ")
}
