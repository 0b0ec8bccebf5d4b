//! Annotations in the database: each write is one transaction, on disk when the call returns.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

use super::{Annotation, AnnotationKind, Library, Result, Target, WorkId};
use crate::document::Key;
use crate::text::Language;

/// What became of an annotation that was brought in from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It was not there.
    New,
    /// It was there in an older form.
    Updated,
    /// It was there, as new or newer.
    Known,
}

const COLUMNS: &str =
    "row, id, kind, scope, hash, language, key, start, end, exact, prefix, suffix, body, created, modified";

impl Library {
    /// The annotations of a work, in the order of creation.
    pub fn annotations(&self, work: WorkId) -> Result<Vec<Annotation>> {
        self.store.read(|connection| {
            let mut statement = connection
                .prepare_cached(&format!("SELECT {COLUMNS} FROM annotations WHERE work = ?1 ORDER BY created, row"))?;
            let found = statement.query_map([work], annotation_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
            found.into_iter().map(|(row, annotation)| with_tags(connection, row, annotation)).collect()
        })
    }

    /// How many annotations a work has.
    pub fn annotation_count(&self, work: WorkId) -> Result<usize> {
        let count: i64 = self.store.read(|connection| {
            connection
                .prepare_cached("SELECT count(*) FROM annotations WHERE work = ?1")?
                .query_row([work], |row| row.get(0))
        })?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The annotation of that id and its work.
    pub fn annotation(&self, id: &str) -> Result<Option<(WorkId, Annotation)>> {
        self.store.read(|connection| by_id(connection, id))
    }

    /// Writes an annotation: a new one when `id` is empty (and then gives it one), else the one of that id. On return it is
    /// on disk (`synchronous = FULL`). A mark replaces the work's mark of the same letter.
    pub fn annotation_save(&mut self, work: WorkId, annotation: &Annotation) -> Result<Annotation> {
        self.store.write(|connection| {
            let mut saved = annotation.clone();
            let (id, now): (String, String) = connection.query_row(
                "SELECT lower(hex(randomblob(8))), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            if saved.id.is_empty() {
                saved.id = id;
            }
            if saved.created.is_empty() {
                saved.created.clone_from(&now);
            }
            saved.modified = now;
            put(connection, work, &saved)?;
            Ok(saved)
        })
    }

    /// Brings in an annotation from elsewhere with its id and times as they are; one that is here and not older stays. The
    /// annotation as it is here afterwards, and what became of it.
    pub fn annotation_import(&mut self, work: WorkId, annotation: &Annotation) -> Result<(Annotation, Imported)> {
        if annotation.id.is_empty() {
            return Ok((self.annotation_save(work, annotation)?, Imported::New));
        }
        let result = self.store.write(|connection| {
            let here = by_id(connection, &annotation.id)?;
            match here {
                Some((_, here)) if here.modified >= annotation.modified => Ok(Imported::Known),
                Some((work, _)) => put(connection, work, annotation).map(|()| Imported::Updated),
                None if newer_mark(connection, work, annotation)? => Ok(Imported::Known),
                None => put(connection, work, annotation).map(|()| Imported::New),
            }
        })?;
        Ok((annotation.clone(), result))
    }

    /// Removes an annotation; `false` when there was none of that id.
    pub fn annotation_remove(&mut self, id: &str) -> Result<bool> {
        if self.annotation(id)?.is_none() {
            return Ok(false);
        }
        let removed =
            self.store.write(|connection| connection.execute("DELETE FROM annotations WHERE id = ?1", [id]))?;
        Ok(removed > 0)
    }
}

/// Whether the work has a mark of the same letter that is not older: a file brought in does not take it away.
fn newer_mark(connection: &Connection, work: WorkId, annotation: &Annotation) -> rusqlite::Result<bool> {
    if annotation.kind != AnnotationKind::Mark {
        return Ok(false);
    }
    connection.query_row(
        "SELECT count(*) FROM annotations WHERE work = ?1 AND kind = 'mark' AND body = ?2 AND modified >= ?3",
        params![work, annotation.body, annotation.modified],
        |row| Ok(row.get::<_, i64>(0)? > 0),
    )
}

fn by_id(connection: &Connection, id: &str) -> rusqlite::Result<Option<(WorkId, Annotation)>> {
    let found = connection
        .prepare_cached(&format!("SELECT {COLUMNS}, work FROM annotations WHERE id = ?1"))?
        .query_row([id], |row| Ok((row.get::<_, WorkId>("work")?, annotation_of(row)?)))
        .optional()?;
    match found {
        Some((work, (row, annotation))) => Ok(Some((work, with_tags(connection, row, annotation)?))),
        None => Ok(None),
    }
}

fn annotation_of(row: &Row<'_>) -> rusqlite::Result<(i64, Annotation)> {
    let offset = |name: &str| -> rusqlite::Result<usize> { Ok(usize::try_from(row.get::<_, i64>(name)?).unwrap_or(0)) };
    let target = Target {
        hash: row.get("hash")?,
        language: Language::new(row.get::<_, String>("language")?),
        key: Key::new(row.get::<_, String>("key")?),
        start: offset("start")?,
        end: offset("end")?,
        exact: row.get("exact")?,
        prefix: row.get("prefix")?,
        suffix: row.get("suffix")?,
    };
    let annotation = Annotation {
        id: row.get("id")?,
        kind: word(row, "kind")?,
        scope: word(row, "scope")?,
        target,
        body: row.get("body")?,
        tags: Vec::new(),
        created: row.get("created")?,
        modified: row.get("modified")?,
    };
    Ok((row.get("row")?, annotation))
}

/// A word of an enum, spelled as in JSON.
fn word<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_value(serde_json::Value::String(text))
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}

fn spelled<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

fn with_tags(connection: &Connection, row: i64, mut annotation: Annotation) -> rusqlite::Result<Annotation> {
    annotation.tags = connection
        .prepare_cached("SELECT tag FROM tags WHERE annotation = ?1 ORDER BY position")?
        .query_map([row], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(annotation)
}

fn put(connection: &Connection, work: WorkId, annotation: &Annotation) -> rusqlite::Result<()> {
    let target = &annotation.target;
    if annotation.kind == AnnotationKind::Mark {
        connection.execute(
            "DELETE FROM annotations WHERE work = ?1 AND kind = 'mark' AND body = ?2 AND id <> ?3",
            params![work, annotation.body, annotation.id],
        )?;
    }
    connection
        .prepare_cached(
            "INSERT INTO annotations (id, work, kind, scope, hash, language, key, start, end, exact, prefix, suffix, body, \
                 created, modified)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
             ON CONFLICT (id) DO UPDATE SET work = excluded.work, kind = excluded.kind, scope = excluded.scope,
                 hash = excluded.hash, language = excluded.language, key = excluded.key, start = excluded.start,
                 end = excluded.end, exact = excluded.exact, prefix = excluded.prefix, suffix = excluded.suffix,
                 body = excluded.body, created = excluded.created, modified = excluded.modified",
        )?
        .execute(params![
            annotation.id,
            work,
            spelled(annotation.kind),
            spelled(annotation.scope),
            target.hash,
            target.language.tag(),
            target.key.as_str(),
            i64::try_from(target.start).unwrap_or(i64::MAX),
            i64::try_from(target.end).unwrap_or(i64::MAX),
            target.exact,
            target.prefix,
            target.suffix,
            annotation.body,
            annotation.created,
            annotation.modified,
        ])?;
    let row: i64 =
        connection.query_row("SELECT row FROM annotations WHERE id = ?1", [&annotation.id], |row| row.get(0))?;
    connection.execute("DELETE FROM tags WHERE annotation = ?1", [row])?;
    for (position, tag) in annotation.tags.iter().enumerate() {
        connection
            .prepare_cached("INSERT INTO tags (annotation, position, tag) VALUES (?1, ?2, ?3)")?
            .execute(params![row, i64::try_from(position).unwrap_or(i64::MAX), tag])?;
    }
    Ok(())
}
