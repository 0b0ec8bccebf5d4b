//! Files that are opened together: what they say of each other.

use std::path::{Component, Path, PathBuf};

use anyhow::Context;

use super::source::{Opened, Source, import_alone, read_file};
use crate::document::{Document, Warning};
use crate::import::{self, Hints, Imported, Links};

/// A source, and what was read of it.
type Read = anyhow::Result<(Source, Imported)>;

/// Imports each of `sources`; the answers are in their order. Files of which line n is a unit with line n of the others
/// (`x.en`, `x.ar`) are read so, where nothing else was asked for; so are the two files of lines beside a ladder. A file of
/// links says which parts of the others correspond; where it is named alone, the two that it names are opened, if they stand
/// in its folder.
pub fn import_together(mut sources: Vec<(Source, Hints)>) -> Vec<anyhow::Result<Vec<Opened>>> {
    for at in pairs(&sources).into_iter().flatten().chain(rungs(&sources)) {
        if let Some((_, hints)) = sources.get_mut(at) {
            hints.format = Some(import::LINES.to_owned());
        }
    }
    let mut read: Vec<Read> = sources.into_iter().map(|(source, hints)| import_alone(source, &hints)).collect();
    let mut links: Vec<(usize, Links)> = Vec::new();
    for (at, one) in read.iter_mut().enumerate() {
        if let Ok((_, imported)) = one
            && let Some(own) = imported.links.take()
        {
            links.push((at, own));
        }
    }
    let mut more: Vec<More> = Vec::new();
    let mut linked: Vec<(usize, [usize; 2], Links)> = Vec::new();
    for (at, own) in links {
        match texts(&read, &mut more, at, &own) {
            Ok(texts) => linked.push((at, texts, own)),
            Err(error) => read[at] = Err(error),
        }
    }
    link(&mut read, &mut more, &linked);
    let mut found: Vec<Vec<(Source, Imported)>> = Vec::new();
    found.resize_with(read.len(), Vec::new);
    for one in more {
        found[one.by].push((one.source, one.imported));
    }
    let versions = |(one, more): (Read, Vec<(Source, Imported)>)| {
        let (source, imported) = one?;
        let mut opened = source.versions(imported.documents);
        opened.extend(more.into_iter().flat_map(|(source, imported)| source.versions(imported.documents)));
        Ok(opened)
    };
    read.into_iter().zip(found).map(versions).collect()
}

/// A text that had to be opened because a file of links, the source of that number, is about it.
struct More {
    by: usize,
    source: Source,
    imported: Imported,
}

/// The two texts that the links of source `at` are about, counted among the sources and, after them, those that were opened.
fn texts(read: &[Read], more: &mut Vec<More>, at: usize, links: &Links) -> anyhow::Result<[usize; 2]> {
    let (name, path) = match read.get(at) {
        Some(Ok((source, _))) => (source.name.clone(), source.path.clone()),
        _ => anyhow::bail!("the file of links is gone"),
    };
    let mut places: Vec<Option<usize>> = links.files.iter().map(|file| named(read, file.as_deref())).collect();
    let texts: Vec<usize> =
        (0..read.len()).filter(|at| matches!(&read[*at], Ok((_, imported)) if imported.documents.len() == 1)).collect();
    if places.iter().any(Option::is_none)
        && let [first, second] = texts[..]
    {
        places = vec![Some(first), Some(second)];
    }
    let mut found = Vec::with_capacity(2);
    for (place, file) in places.into_iter().zip(&links.files) {
        if let Some(place) = place {
            found.push(place);
            continue;
        }
        let path = file.as_deref().and_then(|file| beside(path.as_deref(), file)).with_context(|| {
            let wanted = file.as_deref().map(|file| format!(" ({file})")).unwrap_or_default();
            format!("{name}: it says which parts of two texts correspond; name them too{wanted}")
        })?;
        let source = read_file(&path)?;
        let known = more.iter().position(|one| one.source.path == source.path);
        let place = match known {
            Some(known) => known,
            None => {
                let (source, imported) = import_alone(source, &Hints::default())?;
                more.push(More { by: at, source, imported });
                more.len() - 1
            }
        };
        found.push(read.len() + place);
    }
    match found[..] {
        [one, other] if one != other => Ok([one, other]),
        _ => anyhow::bail!("{name}: the two texts that it links are not both there"),
    }
}

/// Lets all links together say what corresponds in the texts that they are about: a text may be in several of them.
fn link(read: &mut [Read], more: &mut [More], linked: &[(usize, [usize; 2], Links)]) {
    if linked.is_empty() {
        return;
    }
    let files: Vec<(String, Option<PathBuf>)> = linked
        .iter()
        .map(|(at, ..)| match read.get(*at) {
            Some(Ok((source, _))) => (source.name.clone(), source.path.clone()),
            _ => (String::new(), None),
        })
        .collect();
    let known = read.len();
    let of_read = read.iter_mut().enumerate().filter_map(|(at, one)| match one {
        Ok((source, imported)) => Some((at, source, imported.documents.first_mut()?)),
        Err(_) => None,
    });
    let of_more = more.iter_mut().enumerate();
    let of_more =
        of_more.filter_map(|(at, one)| Some((known + at, &mut one.source, one.imported.documents.first_mut()?)));
    let mut places: Vec<usize> = Vec::new();
    let mut documents: Vec<&mut Document> = Vec::new();
    for (at, source, document) in of_read.chain(of_more) {
        let Some(last) = linked.iter().rposition(|(_, texts, _)| texts.contains(&at)) else { continue };
        source.links = files.get(last).and_then(|(_, path)| path.clone());
        places.push(at);
        documents.push(document);
    }
    let place = |at: usize| places.iter().position(|own| *own == at);
    let triples: Vec<(usize, usize, &Links)> =
        linked.iter().filter_map(|(_, [one, other], links)| Some((place(*one)?, place(*other)?, links))).collect();
    let mut warnings: Vec<Warning> = linked.iter().flat_map(|(.., links)| links.warnings.clone()).collect();
    warnings.extend(import::link(&mut documents, &triples));
    let name = match files.as_slice() {
        [(name, _)] => format!("{name}: "),
        _ => "the files of links: ".to_owned(),
    };
    if let Some(first) = documents.first_mut() {
        first
            .warnings
            .extend(warnings.into_iter().map(|one| Warning { message: format!("{name}{}", one.message), ..one }));
    }
}

/// The source that a file of links calls `file`.
fn named(read: &[Read], file: Option<&str>) -> Option<usize> {
    let bare = |name: &str| -> Option<String> {
        let name = Path::new(name).file_name()?.to_string_lossy().into_owned();
        Some(name.strip_suffix(".gz").map(str::to_owned).unwrap_or(name))
    };
    let file = file?;
    let fits = |one: &Read| matches!(one, Ok((source, imported)) if imported.documents.len() == 1 && bare(&source.name) == bare(file));
    let mut all = (0..read.len()).filter(|at| fits(&read[*at]));
    let first = all.next()?;
    // Names like `en/x.xml` and `fr/x.xml` differ in their folders.
    let ends = |at: &usize| matches!(&read[*at], Ok((source, _)) if Path::new(&source.name).ends_with(file.trim_end_matches(".gz")) || Path::new(&source.name).ends_with(file));
    Some(all.chain([first]).find(ends).unwrap_or(first))
}

/// The file that a file of links in a folder calls `file`, where it stands in that folder: no path leads out of it.
fn beside(links: Option<&Path>, file: &str) -> Option<PathBuf> {
    let folder = links?.parent()?;
    let inside = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let whole = Path::new(file);
    let bare = file.strip_suffix(".gz").map(Path::new);
    let name = whole.file_name().map(Path::new);
    let wanted = [Some(whole), bare, name, bare.and_then(Path::file_name).map(Path::new)];
    let found = wanted
        .into_iter()
        .flatten()
        .filter(|path| inside(path))
        .map(|path| folder.join(path))
        .find(|path| path.is_file())?;
    // A symbolic link leads out of it too.
    let (real, home) = (std::fs::canonicalize(&found).ok()?, std::fs::canonicalize(folder).ok()?);
    real.starts_with(home).then_some(found)
}

/// The two sources beside a ladder whose lines it counts.
fn rungs(sources: &[(Source, Hints)]) -> Vec<usize> {
    let format = |at: usize| {
        sources
            .get(at)
            .and_then(|(source, hints)| import::format_name(&source.bytes, &super::source::hinted(source, hints)))
    };
    let ladder = (0..sources.len()).any(|at| format(at) == Some(import::LADDER));
    let texts: Vec<usize> = (0..sources.len())
        .filter(|at| sources.get(*at).is_some_and(|(_, hints)| hints.format.is_none()) && format(*at) == Some("txt"))
        .collect();
    if ladder && sources.len() == 3 && texts.len() == 2 { texts } else { Vec::new() }
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
