//! Reading the files that are not known: several at a time, the known ones not at all.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::group::{Candidate, group_of};
use crate::import::{Hints, share};
use crate::library::{
    Library, Opened, Stamp, VersionInfo, has_known_extension, import_together, read_file, version_info,
};
use crate::search::library::keep;

/// Files that are read together at most.
const TOGETHER: usize = 16;

/// What the library knows already.
pub(super) struct Known {
    by_path: HashMap<PathBuf, (String, Stamp)>,
    by_hash: HashMap<String, VersionInfo>,
    /// The versions that a file holds.
    of_file: HashMap<PathBuf, Vec<VersionInfo>>,
    /// The library's folder.
    directory: PathBuf,
}

impl Known {
    /// From the library; nothing is known when a person says another language or format.
    pub(super) fn new(library: &Library, hints: &Hints) -> anyhow::Result<Self> {
        let directory = library.directory().to_owned();
        if hints.language.is_some() || hints.format.is_some() {
            return Ok(Self { by_path: HashMap::new(), by_hash: HashMap::new(), of_file: HashMap::new(), directory });
        }
        let versions: Vec<VersionInfo> = library.works()?.into_iter().flat_map(|work| work.versions).collect();
        let mut of_file: HashMap<PathBuf, Vec<VersionInfo>> = HashMap::new();
        for version in &versions {
            if let Some(path) = &version.path {
                of_file.entry(path.clone()).or_default().push(version.clone());
            }
        }
        let by_hash = versions.into_iter().map(|version| (version.hash.clone(), version)).collect();
        Ok(Self { by_path: library.stamps()?, by_hash, of_file, directory })
    }

    /// What the library keeps of a file: from the library itself where it has a file that looks the same in this place, or
    /// this content.
    pub(super) fn candidate(&self, file: &Path, hints: &Hints) -> anyhow::Result<Candidate> {
        let group = group_of(file);
        let stamp = Stamp::of(file);
        let absolute = std::fs::canonicalize(file).ok();
        let seen = absolute.as_ref().and_then(|path| self.by_path.get(path));
        let seen = seen.filter(|(_, seen)| Some(*seen) == stamp).and(absolute.as_ref());
        if let Some(infos) = seen.and_then(|path| self.of_file.get(path)) {
            return Ok(Candidate { infos: infos.clone(), group, stamp: None });
        }
        let source = read_file(file)?;
        let infos = match self.by_hash.get(&source.hash) {
            Some(known) => vec![VersionInfo { path: source.path, ..known.clone() }],
            None => {
                let opened = import_together(vec![(source, self.hinted(absolute.as_deref(), hints))]);
                return self.read(file, opened.into_iter().next().unwrap_or_else(|| Ok(Vec::new()))?, stamp);
            }
        };
        Ok(Candidate { infos, group, stamp })
    }

    /// In which format to read a file: the one that a person asked for, now or when it was added.
    fn hinted(&self, file: Option<&Path>, hints: &Hints) -> Hints {
        let kept = || file.and_then(|file| self.of_file.get(file)?.iter().find_map(|info| info.format.clone()));
        Hints { format: hints.format.clone().or_else(kept), ..hints.clone() }
    }

    /// The candidate of a file that was read.
    fn read(&self, file: &Path, opened: Vec<Opened>, stamp: Option<Stamp>) -> anyhow::Result<Candidate> {
        // What the search reads; where it cannot be kept now, the first search makes it.
        opened.iter().for_each(|one| drop(keep(&self.directory, one)));
        let infos: Vec<VersionInfo> = opened.iter().map(|one| version_info(&one.source, &one.document)).collect();
        // A file of links gives the texts that it is about; how it looks says nothing of them.
        let own = std::fs::canonicalize(file).ok();
        let is_own = infos.iter().all(|info| info.path == own);
        Ok(Candidate { infos, group: group_of(file), stamp: stamp.filter(|_| is_own) })
    }

    /// The candidates of several files, in their order. What says something of other files is read with them; those that were
    /// `named` one by one say something of each other where one of them is nothing alone.
    pub(super) fn candidates(&self, files: &[PathBuf], hints: &Hints, named: bool) -> Vec<anyhow::Result<Candidate>> {
        let mut all = self.each(files, hints);
        let is_alike = |file: &PathBuf| !has_known_extension(file);
        let apart = all.iter().any(Result::is_err) || files.iter().filter(|file| is_alike(file)).count() > 1;
        if named && apart && (2..=TOGETHER).contains(&files.len()) {
            self.together(files, hints, &mut all);
        }
        // The texts of a file of links are its own affair where it gave them.
        let given: HashSet<String> = all
            .iter()
            .flatten()
            .filter(|one| one.infos.len() > 1 && one.infos.iter().all(|info| info.links.is_some()))
            .flat_map(|one| one.infos.iter().map(|info| info.hash.clone()))
            .collect();
        for one in all.iter_mut().flatten() {
            if let [info] = one.infos.as_slice()
                && given.contains(&info.hash)
            {
                one.infos.clear();
            }
        }
        all
    }

    /// Reads all files once more, together, and takes over what comes of it for those that can be read so.
    fn together(&self, files: &[PathBuf], hints: &Hints, all: &mut [anyhow::Result<Candidate>]) {
        let stamps: Vec<Option<Stamp>> = files.iter().map(|file| Stamp::of(file)).collect();
        let Ok(sources) = files.iter().map(|file| read_file(file)).collect::<anyhow::Result<Vec<_>>>() else { return };
        let sources = sources.into_iter().map(|source| {
            let own = self.hinted(source.path.as_deref(), hints);
            (source, own)
        });
        let read = import_together(sources.collect());
        for (((file, stamp), opened), candidate) in files.iter().zip(stamps).zip(read).zip(all) {
            if let Ok(opened) = opened {
                *candidate = self.read(file, opened, stamp);
            }
        }
    }

    fn each(&self, files: &[PathBuf], hints: &Hints) -> Vec<anyhow::Result<Candidate>> {
        share::map(files.iter(), &|file| self.candidate(file, hints))
    }
}
