//! The backup beside the database: a file for each day on which something was written, the last seven of them. A file begins
//! with everything the library held then, one row a line, and goes on with every write since, each on disk before the write
//! is acknowledged: the newest file alone is the whole library.

mod line;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::store::{Cell, Image};

pub(super) use line::Entry;

/// How many days are kept.
const DAYS: usize = 7;

/// A place in the journal: everything before it is in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// The file's name; empty before the first.
    pub(super) file: String,
    /// Bytes.
    pub(super) length: u64,
    /// Lines.
    pub(super) lines: u64,
}

/// What could be read of a file, from some place in it on.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The lines that are whole.
    pub(super) entries: Vec<Entry>,
    /// How many are damaged or missing. What a write that was cut off left at the end is not among them.
    pub(super) damaged: u64,
    /// The end of the last whole line.
    pub(super) end: Position,
}

/// The rows of a whole library, by table and key.
pub(super) type Rows = BTreeMap<String, BTreeMap<i64, BTreeMap<String, Cell>>>;

/// A library as its backup has it.
#[derive(Debug, Default)]
pub(super) struct Backup {
    /// The format of the rows.
    pub(super) format: Option<i64>,
    /// The rows.
    pub(super) rows: Rows,
    /// Where the newest file ends.
    pub(super) end: Position,
    /// How many lines are damaged or missing.
    pub(super) damaged: u64,
}

/// The folder of the backups of the library in `directory`.
pub(super) fn folder(directory: &Path) -> PathBuf {
    directory.join("backup")
}

/// The day and the number in a file's name: `library-2026-01-31-01.jsonl`.
fn parts(name: &str) -> Option<(&str, u32)> {
    let inner = name.strip_prefix("library-")?.strip_suffix(".jsonl")?;
    let (day, number) = inner.split_at_checked(10)?;
    let is_day = day.char_indices().all(|(at, c)| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() });
    Some((day, number.strip_prefix('-')?.parse().ok()?)).filter(|_| is_day)
}

/// The day of a file, `2026-01-31`.
pub(super) fn day(name: &str) -> &str {
    parts(name).map_or("", |(day, _)| day)
}

/// Whether a file is younger than another; every file is younger than none, which has no name.
pub(super) fn is_after(file: &str, other: &str) -> bool {
    parts(file) > parts(other)
}

/// The names of the backup files, the oldest first; none where there is no folder.
pub(super) fn files(directory: &Path) -> std::io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder(directory)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string().ok().filter(|name| parts(name).is_some()));
    }
    names.sort_by(|one, other| parts(one).cmp(&parts(other)));
    Ok(names)
}

/// How long a file is; none when it is not there.
pub(super) fn length(directory: &Path, file: &str) -> Option<u64> {
    std::fs::metadata(folder(directory).join(file)).ok().map(|data| data.len())
}

/// Begins a new file on `today` with what `fill` writes: it is there whole or not at all.
pub(super) fn begin(
    directory: &Path,
    today: &str,
    fill: impl FnOnce(&mut dyn FnMut(Entry) -> std::io::Result<()>) -> std::io::Result<()>,
) -> std::io::Result<Position> {
    let folder = folder(directory);
    std::fs::create_dir_all(&folder)?;
    let newest = files(directory)?.pop();
    let name = match newest.as_deref().and_then(parts) {
        // A clock that was set back does not put a file before the newest.
        Some((day, number)) if day >= today => format!("library-{day}-{:02}.jsonl", number.saturating_add(1)),
        _ => format!("library-{today}-01.jsonl"),
    };
    let unfinished = folder.join("unfinished");
    let written = write_whole(&unfinished, fill);
    let renamed = written.and_then(|end| std::fs::rename(&unfinished, folder.join(&name)).map(|()| end));
    let (length, lines) = match renamed {
        Ok(end) => end,
        Err(error) => {
            let _ = std::fs::remove_file(&unfinished);
            return Err(error);
        }
    };
    sync_folder(&folder)?;
    sync_folder(directory)?;
    Ok(Position { file: name, length, lines })
}

fn write_whole(
    path: &Path,
    fill: impl FnOnce(&mut dyn FnMut(Entry) -> std::io::Result<()>) -> std::io::Result<()>,
) -> std::io::Result<(u64, u64)> {
    let mut file = std::io::BufWriter::new(File::create(path)?);
    let (mut length, mut lines) = (0, 0);
    fill(&mut |entry| {
        let line = line::line(&Entry { n: lines, ..entry })?;
        file.write_all(line.as_bytes())?;
        length += line.len() as u64;
        lines += 1;
        Ok(())
    })?;
    file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok((length, lines))
}

/// Makes what happened to the names in a folder survive a power cut; where folders cannot be opened, the system sees to it.
pub(super) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes what is older than the last seven days on which something was written.
pub(super) fn prune(directory: &Path) -> std::io::Result<()> {
    let files = files(directory)?;
    let mut days: Vec<&str> = files.iter().map(|name| day(name)).collect();
    days.dedup();
    let Some(oldest) = days.iter().rev().nth(DAYS - 1) else { return Ok(()) };
    for old in files.iter().filter(|name| day(name) < *oldest) {
        std::fs::remove_file(folder(directory).join(old))?;
    }
    Ok(())
}

/// Writes one line at `position`, to the disk; on an error nothing is left of it.
pub(super) fn append(directory: &Path, position: &Position, rows: Vec<Image>) -> std::io::Result<Position> {
    let line = line::line(&Entry { n: position.lines, format: None, rows })?;
    let mut file = OpenOptions::new().write(true).open(folder(directory).join(&position.file))?;
    let written = file
        .seek(SeekFrom::Start(position.length))
        .and_then(|_| file.write_all(line.as_bytes()))
        .and_then(|()| file.sync_data());
    if let Err(error) = written {
        let _ = file.set_len(position.length);
        return Err(error);
    }
    Ok(Position { length: position.length + line.len() as u64, lines: position.lines + 1, file: position.file.clone() })
}

/// Takes everything after `position` away: it was never acknowledged.
pub(super) fn cut(directory: &Path, position: &Position) -> std::io::Result<()> {
    OpenOptions::new().write(true).open(folder(directory).join(&position.file))?.set_len(position.length)
}

/// Reads a file from a place in it on.
pub(super) fn read(directory: &Path, from: &Position) -> std::io::Result<Told> {
    let bytes = std::fs::read(folder(directory).join(&from.file))?;
    let start = usize::try_from(from.length).unwrap_or(usize::MAX);
    Ok(told(bytes.get(start..).unwrap_or_default(), from))
}

fn told(bytes: &[u8], from: &Position) -> Told {
    let mut told = Told { end: from.clone(), ..Told::default() };
    let (mut at, mut next) = (from.length, from.lines);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        at += line.len() as u64;
        // What has no end was cut off while it was written.
        let Some(text) = line.strip_suffix(b"\n") else { break };
        match line::entry(text) {
            Some(entry) => {
                told.damaged += entry.n.saturating_sub(next);
                next = entry.n + 1;
                told.entries.push(entry);
                told.end.length = at;
                told.end.lines = next;
            }
            None => {
                told.damaged += 1;
                next += 1;
            }
        }
    }
    told
}

/// The library as the newest backup has it; where lines of that are damaged, on top of the one before it. None without backups.
pub(super) fn latest(directory: &Path) -> std::io::Result<Option<Backup>> {
    let files = files(directory)?;
    let start = |file: &String| Position { file: file.clone(), ..Position::default() };
    let Some(newest) = files.last() else { return Ok(None) };
    let newest = read(directory, &start(newest))?;
    let mut all = Vec::new();
    if newest.damaged > 0
        && let Some(before) = files.iter().rev().nth(1)
    {
        all.extend(read(directory, &start(before)));
    }
    all.push(newest);
    Ok(Some(replayed(all)))
}

/// The library as one file of a backup has it.
pub(super) fn backup_of(bytes: &[u8]) -> Backup {
    replayed(vec![told(bytes, &Position::default())])
}

fn replayed(files: Vec<Told>) -> Backup {
    let mut backup = Backup::default();
    for told in files {
        backup.damaged = told.damaged;
        backup.end = told.end;
        for entry in told.entries {
            backup.format = entry.format.or(backup.format);
            for image in entry.rows {
                let table = backup.rows.entry(image.table).or_default();
                match image.row {
                    Some(row) => table.insert(image.key, row),
                    None => table.remove(&image.key),
                };
            }
        }
    }
    backup
}
