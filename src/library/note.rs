//! Annotations in the database: each write is one transaction, on disk when the call returns.

use std::collections::HashMap;

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

use super::{Annotation, AnnotationKind, Highlight, Library, Result, Target, Work, WorkId, history};
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

/// What stands in a row of the table.
pub(super) const COLUMNS: &str = "row, id, work, kind, scope, hash, language, key, start, end, exact, prefix, suffix, \
    body, created, modified, highlight, tags, removed";

/// A row of the table.
pub(super) struct Stored {
    pub(super) work: WorkId,
    pub(super) annotation: Annotation,
    /// When it was put into the trash.
    pub(super) removed: Option<String>,
}

impl Library {
    /// The annotations of a work, in the order of creation.
    pub fn annotations(&self, work: WorkId) -> Result<Vec<Annotation>> {
        self.store.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM annotations WHERE work = ?1 AND removed IS NULL ORDER BY created, row"
                ))?
                .query_map([work], stored)?
                .map(|row| row.map(|row| row.annotation))
                .collect()
        })
    }

    /// Every annotation of the library with its work: works as [`Library::works`] has them, the annotations of each in the
    /// order of creation. A work without annotations is not among them.
    pub fn annotations_all(&self) -> Result<Vec<(Work, Vec<Annotation>)>> {
        let mut of_work: HashMap<WorkId, Vec<Annotation>> = HashMap::new();
        self.store.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM annotations WHERE removed IS NULL ORDER BY created, row"
            ))?;
            for row in statement.query_map([], stored)? {
                let row = row?;
                of_work.entry(row.work).or_default().push(row.annotation);
            }
            Ok(())
        })?;
        let works = self.works()?.into_iter();
        Ok(works.filter_map(|work| of_work.remove(&work.id).map(|annotations| (work, annotations))).collect())
    }

    /// Every tag in use and how many annotations have it, the most used first, then by name.
    pub fn tags_all(&self) -> Result<Vec<(String, usize)>> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        self.store.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT tags FROM annotations WHERE removed IS NULL AND tags <> '[]'")?;
            for tags in statement.query_map([], |row| tags_of(row, "tags"))? {
                tags?.into_iter().for_each(|tag| *counts.entry(tag).or_default() += 1);
            }
            Ok(())
        })?;
        let mut tags: Vec<_> = counts.into_iter().collect();
        tags.sort_by(|(one, left), (other, right)| right.cmp(left).then_with(|| one.cmp(other)));
        Ok(tags)
    }

    /// How many annotations a work has.
    pub fn annotation_count(&self, work: WorkId) -> Result<usize> {
        let count: i64 = self.store.read(|connection| {
            connection
                .prepare_cached("SELECT count(*) FROM annotations WHERE work = ?1 AND removed IS NULL")?
                .query_row([work], |row| row.get(0))
        })?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// The annotation of that id and its work; none when it is in the trash.
    pub fn annotation(&self, id: &str) -> Result<Option<(WorkId, Annotation)>> {
        let found = self.store.read(|connection| by_id(connection, id))?;
        Ok(found.filter(|found| found.removed.is_none()).map(|found| (found.work, found.annotation)))
    }

    /// Writes an annotation: a new one when `id` is empty (and then gives it one), else the one of that id, whose earlier form
    /// is kept ([`Library::annotation_history`]). On return it is on disk (`synchronous = FULL`). A new mark moves the work's
    /// mark of the same letter. One that was in the trash comes back.
    pub fn annotation_save(&mut self, work: WorkId, annotation: &Annotation) -> Result<Annotation> {
        self.store.write(|connection| {
            let mut saved = annotation.clone();
            let (id, now): (String, String) = connection.query_row(
                "SELECT lower(hex(randomblob(8))), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            if saved.id.is_empty() {
                saved.id = mark_of(connection, work, &saved)?.unwrap_or(id);
            }
            if saved.created.is_empty() {
                saved.created.clone_from(&now);
            }
            saved.modified = now;
            put(connection, work, &saved)?;
            Ok(saved)
        })
    }

    /// Brings in an annotation from elsewhere with its id and times as they are; one that is here and not older stays. One that
    /// is in the trash comes back. The annotation as it is here afterwards, and what became of it.
    pub fn annotation_import(&mut self, work: WorkId, annotation: &Annotation) -> Result<(Annotation, Imported)> {
        if annotation.id.is_empty() {
            return Ok((self.annotation_save(work, annotation)?, Imported::New));
        }
        self.store.write(|connection| {
            let here = by_id(connection, &annotation.id)?;
            let (work, form, result) = match here {
                Some(here) if here.removed.is_none() && here.annotation.modified >= annotation.modified => {
                    return Ok((here.annotation, Imported::Known));
                }
                Some(here) if here.removed.is_none() => (here.work, annotation, Imported::Updated),
                _ if newer_mark(connection, work, annotation)? => return Ok((annotation.clone(), Imported::Known)),
                Some(here) if here.annotation.modified >= annotation.modified => {
                    put(connection, here.work, &here.annotation)?;
                    return Ok((here.annotation, Imported::New));
                }
                Some(here) => (here.work, annotation, Imported::New),
                None => (work, annotation, Imported::New),
            };
            put(connection, work, form)?;
            Ok((form.clone(), result))
        })
    }
}

/// Whether the work has a mark of the same letter that is not older: a file brought in does not take it away.
fn newer_mark(connection: &Connection, work: WorkId, annotation: &Annotation) -> rusqlite::Result<bool> {
    if annotation.kind != AnnotationKind::Mark {
        return Ok(false);
    }
    connection.query_row(
        "SELECT count(*) FROM annotations
         WHERE work = ?1 AND kind = 'mark' AND body = ?2 AND modified >= ?3 AND removed IS NULL",
        params![work, annotation.body, annotation.modified],
        |row| Ok(row.get::<_, i64>(0)? > 0),
    )
}

/// The id of the work's mark of the same letter, when this is a mark: to set it again is to move it.
fn mark_of(connection: &Connection, work: WorkId, annotation: &Annotation) -> rusqlite::Result<Option<String>> {
    if annotation.kind != AnnotationKind::Mark {
        return Ok(None);
    }
    connection
        .prepare_cached(
            "SELECT id FROM annotations WHERE work = ?1 AND kind = 'mark' AND body = ?2 AND removed IS NULL",
        )?
        .query_row(params![work, annotation.body], |row| row.get(0))
        .optional()
}

/// The annotation of that id, be it in the trash or not.
pub(super) fn by_id(connection: &Connection, id: &str) -> rusqlite::Result<Option<Stored>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM annotations WHERE id = ?1"))?
        .query_row([id], stored)
        .optional()
}

/// Reads a row of [`COLUMNS`].
pub(super) fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
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
        kind: word(row.get("kind")?)?,
        highlight: row.get::<_, Option<String>>("highlight")?.map(word).transpose()?,
        scope: word(row.get("scope")?)?,
        target,
        body: row.get("body")?,
        tags: tags_of(row, "tags")?,
        created: row.get("created")?,
        modified: row.get("modified")?,
    };
    Ok(Stored { work: row.get("work")?, annotation, removed: row.get("removed")? })
}

fn tags_of(row: &Row<'_>, column: &str) -> rusqlite::Result<Vec<String>> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(not_ours)
}

/// A word of an enum, spelled as in JSON.
fn word<T: DeserializeOwned>(text: String) -> rusqlite::Result<T> {
    serde_json::from_value(serde_json::Value::String(text)).map_err(not_ours)
}

/// A value that was never written here.
pub(super) fn not_ours(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}

fn spelled<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

/// Writes an annotation under its id, out of the trash; what stood there goes to the history, and another mark of the same
/// letter to the trash.
pub(super) fn put(connection: &Connection, work: WorkId, annotation: &Annotation) -> rusqlite::Result<()> {
    if annotation.kind == AnnotationKind::Mark {
        connection.execute(
            "UPDATE annotations SET removed = ?4
             WHERE work = ?1 AND kind = 'mark' AND body = ?2 AND id <> ?3 AND removed IS NULL",
            params![work, annotation.body, annotation.id, annotation.modified],
        )?;
    }
    if let Some(here) = by_id(connection, &annotation.id)? {
        history::keep(connection, &here.annotation, annotation)?;
    }
    let target = &annotation.target;
    connection
        .prepare_cached(
            "INSERT INTO annotations (id, work, kind, scope, hash, language, key, start, end, exact, prefix, suffix, body, \
                 created, modified, highlight, tags)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
             ON CONFLICT (id) DO UPDATE SET work = excluded.work, kind = excluded.kind, scope = excluded.scope,
                 hash = excluded.hash, language = excluded.language, key = excluded.key, start = excluded.start,
                 end = excluded.end, exact = excluded.exact, prefix = excluded.prefix, suffix = excluded.suffix,
                 body = excluded.body, created = excluded.created, modified = excluded.modified,
                 highlight = excluded.highlight, tags = excluded.tags, removed = NULL",
        )?
        .execute(params![
            annotation.id,
            work,
            annotation.kind.name(),
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
            annotation.highlight.map(Highlight::name),
            serde_json::to_string(&annotation.tags).map_err(not_ours)?,
        ])?;
    Ok(())
}
