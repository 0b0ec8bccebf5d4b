//! Files that are opened together: what they say of each other.

use std::path::Path;

use super::source::{Opened, Source, import_source};
use crate::import::{self, Hints};

/// Imports each of `sources`; the answers are in their order. Files of which line n is a unit with line n of the others
/// (`x.en`, `x.ar`) are read so, where nothing else was asked for.
pub(super) fn import_together(mut sources: Vec<(Source, Hints)>) -> Vec<anyhow::Result<Vec<Opened>>> {
    for group in pairs(&sources) {
        for at in group {
            if let Some((_, hints)) = sources.get_mut(at) {
                hints.format = Some(import::LINES.to_owned());
            }
        }
    }
    sources.into_iter().map(|(source, hints)| import_source(source, &hints)).collect()
}

/// The groups of sources that are pairs of lines, by their places.
fn pairs(sources: &[(Source, Hints)]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(&Path, Vec<usize>)> = Vec::new();
    for (at, (source, hints)) in sources.iter().enumerate() {
        let path = Path::new(&source.name);
        let known = path
            .extension()
            .is_none_or(|extension| import::extensions().any(|known| extension.eq_ignore_ascii_case(known)));
        if known || hints.format.is_some() {
            continue;
        }
        // `x.en` and `x.ar` of one folder, or of folders for languages.
        let Some(stem) = path.file_stem().map(Path::new) else { continue };
        match groups.iter_mut().find(|(own, _)| *own == stem) {
            Some((_, group)) => group.push(at),
            None => groups.push((stem, vec![at])),
        }
    }
    let are_pairs = |group: &[usize]| {
        let names: Vec<(String, &[u8])> = group
            .iter()
            .filter_map(|at| sources.get(*at))
            .map(|(source, _)| {
                let name = Path::new(&source.name).file_name().map(|name| name.to_string_lossy().into_owned());
                (name.unwrap_or_default(), source.bytes.as_ref())
            })
            .collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        files.len() > 1 && import::are_pairs(&files)
    };
    groups.into_iter().map(|(_, group)| group).filter(|group| are_pairs(group)).collect()
}
