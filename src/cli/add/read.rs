//! Reading the files that are not known: several at a time, the known ones not at all.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::group::{Candidate, group_of};
use crate::import::Hints;
use crate::library::{Library, Stamp, VersionInfo, import_source, read_file, version_info};
use crate::search::library::keep;

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
    /// From the library; nothing is known when a person says another language.
    pub(super) fn new(library: &Library, hints: &Hints) -> anyhow::Result<Self> {
        let directory = library.directory().to_owned();
        if hints.language.is_some() {
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
                let opened = import_source(source, hints)?;
                // What the search reads; where it cannot be kept now, the first search makes it.
                opened.iter().for_each(|one| drop(keep(&self.directory, one)));
                opened.iter().map(|one| version_info(&one.source, &one.document)).collect()
            }
        };
        Ok(Candidate { infos, group, stamp })
    }

    /// The candidates of several files, in their order.
    pub(super) fn candidates(&self, files: &[PathBuf], hints: &Hints) -> Vec<anyhow::Result<Candidate>> {
        let workers = std::thread::available_parallelism().map_or(1, usize::from).min(files.len()).max(1);
        let part = files.len().div_ceil(workers).max(1);
        std::thread::scope(|scope| {
            let read = |files: &[PathBuf]| -> Vec<_> { files.iter().map(|file| self.candidate(file, hints)).collect() };
            let (first, rest) = files.split_at(part.min(files.len()));
            let others: Vec<_> = rest.chunks(part).map(|files| scope.spawn(move || read(files))).collect();
            let mut all = read(first);
            for other in others {
                // A panic in a reader is one here.
                all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            all
        })
    }
}
