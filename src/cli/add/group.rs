//! Which files are versions of one work.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::document::symbol::{identity, is_same};
use crate::library::{GUIDE_NAME, Group, Sibling, Stamp, VersionInfo, Work, sibling};

/// One file that was read, with the versions that it holds, and what its name says.
pub(super) struct Candidate {
    pub(super) infos: Vec<VersionInfo>,
    pub(super) group: (PathBuf, String),
    pub(super) stamp: Option<Stamp>,
}

impl Candidate {
    /// How its file looked, for every version.
    pub(super) fn stamps(&self) -> Vec<(String, Stamp)> {
        self.infos.iter().filter_map(|info| Some((info.hash.clone(), self.stamp?))).collect()
    }
}

/// How many folders above a file may be the one of its language.
const ABOVE: usize = 4;

/// What siblings have in common: the folder and the stem of the name; `en/river.txt` and `ar/river.txt` are siblings too, and
/// so are `en/part/river.txt` and `ar/part/river.txt`.
pub(super) fn group_of(file: &Path) -> (PathBuf, String) {
    let absolute = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = absolute.parent().unwrap_or(Path::new("")).to_owned();
    let Sibling { stem, letter, .. } = sibling(&absolute);
    let is_language = |folder: &&Path| {
        let name = sibling(folder);
        name.stem.is_empty() && name.language.is_some()
    };
    if let Some(language) = folder.ancestors().take(ABOVE).find(is_language) {
        let above = language.parent().unwrap_or(Path::new("")).to_owned();
        let inside = folder.strip_prefix(language).unwrap_or(Path::new("")).to_string_lossy().into_owned();
        return (above, if inside.is_empty() { stem } else { format!("{inside}/{stem}") });
    }
    // A single letter counts only beside others; the mark keeps `report-A` apart from `report`.
    (folder, if letter { format!("{stem}/") } else { stem })
}

/// Whether files that were named one by one, a few in different languages that carry no different symbols, are one work.
pub(super) fn is_one_work(candidates: &[Candidate]) -> bool {
    let infos: Vec<&VersionInfo> = candidates.iter().flat_map(|candidate| &candidate.infos).collect();
    let languages: HashSet<&str> = infos.iter().map(|info| info.language.tag()).collect();
    let symbols: HashSet<String> = infos.iter().filter_map(|info| info.symbol.as_deref()).map(identity).collect();
    (2..=6).contains(&infos.len()) && languages.len() == infos.len() && !languages.contains("und") && symbols.len() <= 1
}

/// The works there are and the ways in which a file finds its own among them.
pub(super) struct Groups {
    groups: Vec<Group>,
    names: Vec<String>,
    by_hash: HashMap<String, usize>,
    by_name: HashMap<(PathBuf, String), usize>,
    /// By the symbol, in whatever spelling.
    by_symbol: HashMap<String, Vec<usize>>,
    /// By the file that says what corresponds.
    by_links: HashMap<PathBuf, usize>,
    /// What a person should decide.
    pub(super) doubts: Vec<String>,
}

impl Groups {
    /// What the library has is a group to join; it is recorded only when somebody does.
    pub(super) fn new(works: Vec<Work>) -> Self {
        let mut all = Self {
            groups: Vec::new(),
            names: Vec::new(),
            by_hash: HashMap::new(),
            by_name: HashMap::new(),
            by_symbol: HashMap::new(),
            by_links: HashMap::new(),
            doubts: Vec::new(),
        };
        for work in works.into_iter().filter(|work| work.name != GUIDE_NAME) {
            let at = all.groups.len();
            for version in &work.versions {
                // What a person put there stays there.
                if work.added {
                    all.by_hash.insert(version.hash.clone(), at);
                }
                if let Some(path) = &version.path {
                    all.by_name.entry(group_of(path)).or_insert(at);
                }
                if let Some(symbol) = &version.symbol {
                    all.by_symbol.entry(identity(symbol)).or_default().push(at);
                }
            }
            all.groups.push(Group { versions: work.versions, stamps: Vec::new() });
            all.names.push(work.name);
        }
        all
    }

    /// Puts each candidate into its group; the groups that were joined, in the order of their first candidate.
    pub(super) fn join(&mut self, candidates: Vec<Candidate>) -> Vec<usize> {
        let mut joined = Vec::new();
        for candidate in candidates {
            let at = self.place(&candidate);
            if at == self.groups.len() {
                self.groups.push(Group::default());
                self.names.push(String::new());
            }
            let stamps = candidate.stamps();
            let Candidate { infos, group, .. } = candidate;
            self.by_name.entry(group).or_insert(at);
            for info in &infos {
                if let Some(links) = &info.links {
                    self.by_links.entry(links.clone()).or_insert(at);
                }
                self.by_hash.entry(info.hash.clone()).or_insert(at);
                if let Some(symbol) = &info.symbol {
                    self.by_symbol.entry(identity(symbol)).or_default().push(at);
                }
            }
            if !joined.contains(&at) {
                joined.push(at);
            }
            if let Some(group) = self.groups.get_mut(at) {
                group.stamps.extend(stamps);
                // A file the library knows in another place, or in an older form, is given as it is now.
                let new = |one: &VersionInfo| {
                    infos.iter().any(|info| one.hash == info.hash || (info.path.is_some() && one.path == info.path))
                };
                group.versions.retain(|one| !new(one));
                group.versions.extend(infos);
            }
        }
        joined
    }

    fn place(&mut self, candidate: &Candidate) -> usize {
        let infos = &candidate.infos;
        if let Some(at) = infos.iter().find_map(|info| self.by_hash.get(&info.hash)) {
            return *at;
        }
        // What one file says to correspond belongs together.
        if let Some(at) = infos.iter().find_map(|info| self.by_links.get(info.links.as_ref()?)) {
            return *at;
        }
        let own = infos.iter().find_map(|info| info.symbol.as_deref());
        if let Some(at) = own.and_then(|symbol| self.of_symbol(symbol, infos)) {
            return at;
        }
        let new = self.groups.len();
        let Some(at) = self.by_name.get(&candidate.group).copied() else { return new };
        // The name alone makes no sibling of a document with another symbol, nor of another one in the same language.
        let group = self.groups.get(at).map_or(&[][..], |group| &group.versions);
        let symbol = group.iter().find_map(|one| one.symbol.as_deref());
        if matches!((symbol, own), (Some(one), Some(other)) if !is_same(one, other)) {
            return new;
        }
        let twins = infos.iter().filter(|info| info.language.tag() != "und").find_map(|info| {
            let twin = group.iter().find(|one| one.language == info.language && one.path != info.path)?;
            Some((info, twin))
        });
        if let Some((info, twin)) = twins {
            let language = info.language.tag();
            let shown =
                |path: &Option<PathBuf>| path.as_ref().map_or("?".to_owned(), |path| path.display().to_string());
            self.doubts.push(format!(
                "{}: named as a version of the work of {}, which is in the same language ({language}); kept apart (to put it \
                 there: hexapla add FILE --work NAME)",
                shown(&info.path),
                shown(&twin.path)
            ));
            return new;
        }
        at
    }

    /// The group of this symbol: one that spells it so before one that does otherwise. A document that was issued again
    /// (`A/68/154*`) in a language that the group has is not of it: it stands beside the first one.
    fn of_symbol(&self, symbol: &str, infos: &[VersionInfo]) -> Option<usize> {
        let versions = |at: usize| self.groups.get(at).map_or(&[][..], |group| &group.versions);
        let is_own = |one: &VersionInfo| one.symbol.as_deref() == Some(symbol);
        let is_again = |one: &VersionInfo| {
            !is_own(one) && infos.iter().any(|info| info.language == one.language && info.path != one.path)
        };
        let groups = self.by_symbol.get(&identity(symbol))?;
        let mut fits = groups.iter().copied().filter(|at| !versions(*at).iter().any(is_again));
        let first = fits.next()?;
        let exact = |at: &usize| versions(*at).iter().any(is_own);
        Some(std::iter::once(first).chain(fits).find(exact).unwrap_or(first))
    }

    /// The group of that number.
    pub(super) fn group(&self, at: usize) -> Option<&Group> {
        self.groups.get(at)
    }

    /// Takes over what the library made of a group.
    pub(super) fn recorded(&mut self, at: usize, work: &Work) {
        if let Some(group) = self.groups.get_mut(at) {
            *group = Group { versions: work.versions.clone(), stamps: Vec::new() };
        }
    }
}
