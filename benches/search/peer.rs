//! SQLite FTS5 with trigrams over the same blocks, built and asked in processes of their own.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use hexapla::import::{self, Hints};
use rusqlite::{Connection, OpenFlags};

/// Puts every block of every file into a table.
pub fn build(database: &Path, files: &Path) -> Result<()> {
    let mut connection = Connection::open(database)?;
    connection.execute_batch("CREATE VIRTUAL TABLE blocks USING fts5(place UNINDEXED, body, tokenize = 'trigram')")?;
    let transaction = connection.transaction()?;
    let mut paths: Vec<_> = std::fs::read_dir(files)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    {
        let mut insert = transaction.prepare("INSERT INTO blocks (place, body) VALUES (?1, ?2)")?;
        for path in paths {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let hints = Hints { name: name.clone(), ..Hints::default() };
            let document = import::read(&std::fs::read(&path)?, &hints)?;
            for block in &document.blocks {
                insert.execute((format!("{}:{}", name.as_deref().unwrap_or(""), block.key), &block.text))?;
            }
        }
    }
    transaction.commit()?;
    connection.execute_batch("INSERT INTO blocks(blocks) VALUES ('optimize'); VACUUM;")?;
    Ok(())
}

/// Prints every block that has the query as a phrase.
pub fn ask(database: &Path, query: &str) -> Result<()> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare("SELECT place, body FROM blocks WHERE body MATCH ?1")?;
    let mut rows = statement.query([format!("\"{}\"", query.replace('"', "\"\""))])?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    while let Some(row) = rows.next()? {
        let (place, body): (String, String) = (row.get(0)?, row.get(1)?);
        writeln!(out, "{place}: {body}")?;
    }
    Ok(())
}

/// Bytes of a file, or of the files of a folder, in MB.
pub fn size(path: &Path) -> f64 {
    let own = |path: &Path| std::fs::metadata(path).map_or(0, |data| data.len());
    let bytes = match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| own(&entry.path())).sum(),
        Err(_) => own(path),
    };
    bytes as f64 / 1e6
}
