//! The format of the database, step by step.

/// One step of the format: entry `n` leads from `user_version` n to n + 1. Steps are added, never changed.
pub(super) const MIGRATIONS: &[&str] = &[
    // 1: the guide is work 1 from the first run; its versions are built in and stand in no table.
    "CREATE TABLE works (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        added INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE versions (
        hash TEXT PRIMARY KEY,
        work INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        path BLOB,
        language TEXT NOT NULL,
        title TEXT NOT NULL,
        symbol TEXT
    );
    CREATE INDEX versions_work ON versions(work, position);
    CREATE INDEX versions_path ON versions(path);
    CREATE INDEX versions_symbol ON versions(symbol);
    CREATE TABLE places (
        work INTEGER PRIMARY KEY REFERENCES works(id) ON DELETE CASCADE,
        hash TEXT NOT NULL,
        key TEXT NOT NULL,
        offset INTEGER NOT NULL,
        layout TEXT NOT NULL,
        panes TEXT NOT NULL
    );
    CREATE TABLE annotations (
        row INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        work INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        scope TEXT NOT NULL,
        hash TEXT NOT NULL,
        language TEXT NOT NULL,
        key TEXT NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        exact TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        body TEXT NOT NULL,
        created TEXT NOT NULL,
        modified TEXT NOT NULL
    );
    CREATE INDEX annotations_work ON annotations(work);
    CREATE TABLE tags (
        annotation INTEGER NOT NULL REFERENCES annotations(row) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (annotation, position)
    ) WITHOUT ROWID;
    CREATE INDEX tags_tag ON tags(tag);
    INSERT INTO works (id, name, added) VALUES (1, 'guide', 1);",
    // 2: what a person says of an alignment, with anchors in both versions; and alignments that were computed, which may be
    // lost at any time.
    "CREATE TABLE corrections (
        row INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        work INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        source_hash TEXT NOT NULL,
        source_language TEXT NOT NULL,
        target_hash TEXT NOT NULL,
        target_language TEXT NOT NULL,
        created TEXT NOT NULL
    );
    CREATE INDEX corrections_work ON corrections(work);
    CREATE TABLE correction_anchors (
        correction INTEGER NOT NULL REFERENCES corrections(row) ON DELETE CASCADE,
        side INTEGER NOT NULL,
        position INTEGER NOT NULL,
        key TEXT NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        exact TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        PRIMARY KEY (correction, side, position)
    ) WITHOUT ROWID;
    CREATE TABLE alignments (
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        engine TEXT NOT NULL,
        corrections TEXT NOT NULL,
        size INTEGER NOT NULL,
        used INTEGER NOT NULL,
        beads BLOB NOT NULL,
        PRIMARY KEY (source, target, engine, corrections)
    );
    CREATE INDEX alignments_used ON alignments(used, size);",
    // 3: what was removed is kept until a person empties the trash, what was edited is kept as it was; highlights have a kind. A
    // work that was removed is hidden as long as something of it is in the trash.
    "ALTER TABLE works ADD COLUMN removed TEXT;
    ALTER TABLE annotations ADD COLUMN highlight TEXT;
    ALTER TABLE annotations ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE annotations ADD COLUMN removed TEXT;
    UPDATE annotations SET tags = (SELECT json_group_array(tag) FROM
        (SELECT tag FROM tags WHERE annotation = annotations.row ORDER BY position));
    DROP TABLE tags;
    CREATE TABLE history (
        row INTEGER PRIMARY KEY AUTOINCREMENT,
        annotation TEXT NOT NULL,
        form TEXT NOT NULL
    );
    CREATE INDEX history_annotation ON history(annotation);",
    // 4: every row has a seal by which a changed byte is seen, and a number by which the journal knows it; where the database
    // stands in the journal. Alignments that were computed are kept elsewhere.
    "CREATE TABLE versions_new (
        row INTEGER PRIMARY KEY AUTOINCREMENT,
        hash TEXT NOT NULL UNIQUE,
        work INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        path BLOB,
        language TEXT NOT NULL,
        title TEXT NOT NULL,
        symbol TEXT,
        size INTEGER,
        changed INTEGER,
        seal INTEGER
    );
    INSERT INTO versions_new (hash, work, position, path, language, title, symbol)
        SELECT hash, work, position, path, language, title, symbol FROM versions ORDER BY rowid;
    DROP TABLE versions;
    ALTER TABLE versions_new RENAME TO versions;
    CREATE INDEX versions_work ON versions(work, position);
    CREATE INDEX versions_path ON versions(path);
    CREATE INDEX versions_symbol ON versions(symbol);
    CREATE TABLE anchors_new (
        row INTEGER PRIMARY KEY AUTOINCREMENT,
        correction INTEGER NOT NULL REFERENCES corrections(row) ON DELETE CASCADE,
        side INTEGER NOT NULL,
        position INTEGER NOT NULL,
        key TEXT NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        exact TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        seal INTEGER,
        UNIQUE (correction, side, position)
    );
    INSERT INTO anchors_new (correction, side, position, key, start, end, exact, prefix, suffix)
        SELECT correction, side, position, key, start, end, exact, prefix, suffix FROM correction_anchors;
    DROP TABLE correction_anchors;
    ALTER TABLE anchors_new RENAME TO correction_anchors;
    ALTER TABLE works ADD COLUMN seal INTEGER;
    ALTER TABLE places ADD COLUMN seal INTEGER;
    ALTER TABLE annotations ADD COLUMN seal INTEGER;
    ALTER TABLE history ADD COLUMN seal INTEGER;
    ALTER TABLE corrections ADD COLUMN seal INTEGER;
    DROP TABLE alignments;
    CREATE TABLE journal (
        row INTEGER PRIMARY KEY CHECK (row = 1),
        format INTEGER NOT NULL,
        schema INTEGER NOT NULL,
        file TEXT NOT NULL,
        length INTEGER NOT NULL,
        lines INTEGER NOT NULL,
        seal INTEGER
    );",
    // 5: how a file is read again (the format that a person asked for, the file that says what corresponds in it), and what the
    // masthead of a UN document says, as JSON.
    "ALTER TABLE versions ADD COLUMN format TEXT;
    ALTER TABLE versions ADD COLUMN links BLOB;
    ALTER TABLE versions ADD COLUMN masthead TEXT;",
];
