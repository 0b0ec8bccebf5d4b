//! Libraries as earlier programs left them.

use std::path::Path;

/// The tables of the first format, and what stands in those of today as far as it had a place there.
const FIRST_FORMAT: &str = "
    CREATE TABLE works (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, added INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE versions (hash TEXT PRIMARY KEY, work INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        position INTEGER NOT NULL, path BLOB, language TEXT NOT NULL, title TEXT NOT NULL, symbol TEXT);
    CREATE INDEX versions_work ON versions(work, position);
    CREATE INDEX versions_path ON versions(path);
    CREATE INDEX versions_symbol ON versions(symbol);
    CREATE TABLE places (work INTEGER PRIMARY KEY REFERENCES works(id) ON DELETE CASCADE, hash TEXT NOT NULL,
        key TEXT NOT NULL, offset INTEGER NOT NULL, layout TEXT NOT NULL, panes TEXT NOT NULL);
    CREATE TABLE annotations (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        work INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE, kind TEXT NOT NULL, scope TEXT NOT NULL,
        hash TEXT NOT NULL, language TEXT NOT NULL, key TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
        exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, body TEXT NOT NULL, created TEXT NOT NULL,
        modified TEXT NOT NULL);
    CREATE INDEX annotations_work ON annotations(work);
    CREATE TABLE tags (annotation INTEGER NOT NULL REFERENCES annotations(row) ON DELETE CASCADE,
        position INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (annotation, position)) WITHOUT ROWID;
    CREATE INDEX tags_tag ON tags(tag);
    INSERT INTO works SELECT id, name, added FROM today.works;
    INSERT INTO versions SELECT hash, work, position, path, language, title, symbol FROM today.versions;
    INSERT INTO annotations SELECT row, id, work, kind, scope, hash, language, key, start, end, exact, prefix, suffix, body,
        created, modified FROM today.annotations;
    INSERT INTO tags SELECT row, 0, 'first' FROM annotations;
    INSERT INTO tags SELECT row, 1, 'second' FROM annotations;
    PRAGMA user_version = 1;
    PRAGMA journal_mode = WAL;";

/// Makes the library in `home` what the first program that kept one would have left.
pub fn as_first_format(home: &Path) {
    let (old, today) = (home.join("old.db"), home.join("library.db"));
    let connection = rusqlite::Connection::open(&old).expect("it opens");
    connection.execute("ATTACH ?1 AS today", [today.display().to_string()]).expect("attached");
    connection.execute_batch(FIRST_FORMAT).expect("as the first format was");
    drop(connection);
    std::fs::rename(old, today).expect("renamed");
    let _ = std::fs::remove_dir_all(home.join("backup"));
}
