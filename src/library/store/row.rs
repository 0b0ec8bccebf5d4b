//! The rows that must not be lost: how they are told to the journal, and the seals by which a changed byte in them is seen.

use std::collections::BTreeMap;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params_from_iter};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The tables that are journaled and sealed, with the column that is their `rowid`; what others refer to comes first.
pub(super) const TABLES: &[(&str, &str)] = &[
    ("works", "id"),
    ("versions", "row"),
    ("places", "work"),
    ("annotations", "row"),
    ("history", "row"),
    ("corrections", "row"),
    ("correction_anchors", "row"),
];

/// The column that holds the seal of a row.
const SEAL: &str = "seal";

/// A row as it is after a write, without its seal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::library) struct Image {
    /// The table.
    pub(in crate::library) table: String,
    /// Its `rowid`.
    pub(in crate::library) key: i64,
    /// The columns; none when the row is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::library) row: Option<BTreeMap<String, Cell>>,
}

/// A value as JSON; bytes that are text as that text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(in crate::library) enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Utf8 { utf8: String },
    Hex { hex: String },
}

impl Cell {
    fn of(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(bytes) => Self::Text(String::from_utf8_lossy(bytes).into_owned()),
            ValueRef::Blob(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Self::Utf8 { utf8: text.to_owned() },
                Err(_) => Self::Hex { hex: bytes.iter().map(|byte| format!("{byte:02x}")).collect() },
            },
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Real(number) => Value::Real(*number),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Utf8 { utf8 } => Value::Blob(utf8.clone().into_bytes()),
            Self::Hex { hex } => {
                let digits: Vec<u8> = hex.chars().filter_map(|c| c.to_digit(16)?.try_into().ok()).collect();
                Value::Blob(
                    digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, one| byte << 4 | one)).collect(),
                )
            }
        }
    }
}

/// What stands in a row now.
pub(super) fn image(connection: &Connection, table: usize, key: i64) -> rusqlite::Result<Option<Image>> {
    let Some((name, column)) = TABLES.get(table) else { return Ok(None) };
    let row = connection
        .prepare_cached(&format!("SELECT * FROM {name} WHERE {column} = ?1"))?
        .query_row([key], cells)
        .optional()?;
    Ok(Some(Image { table: (*name).to_owned(), key, row }))
}

fn cells(row: &Row<'_>) -> rusqlite::Result<BTreeMap<String, Cell>> {
    let statement: &rusqlite::Statement<'_> = row.as_ref();
    let cell = |(at, name): (usize, &str)| Ok((name.to_owned(), Cell::of(row.get_ref(at)?)));
    statement.column_names().enumerate().filter(|(_, name)| *name != SEAL).map(cell).collect()
}

/// Calls `each` with every row of every table.
pub(super) fn every(
    connection: &Connection,
    mut each: impl FnMut(Image) -> std::io::Result<()>,
) -> rusqlite::Result<std::io::Result<()>> {
    for (name, key) in TABLES {
        let mut statement = connection.prepare(&format!("SELECT * FROM {name} ORDER BY {key}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let image = Image { table: (*name).to_owned(), key: row.get(*key)?, row: Some(cells(row)?) };
            if let Err(error) = each(image) {
                return Ok(Err(error));
            }
        }
    }
    Ok(Ok(()))
}

/// Writes a row as `image` has it, in the place of the one with its key; the foreign keys are switched off.
pub(super) fn put(connection: &Connection, image: &Image) -> rusqlite::Result<()> {
    let Some((name, key)) = TABLES.iter().find(|(name, _)| *name == image.table) else { return Ok(()) };
    connection.prepare_cached(&format!("DELETE FROM {name} WHERE {key} = ?1"))?.execute([image.key])?;
    let Some(row) = &image.row else { return Ok(()) };
    let columns: Vec<&str> = row.keys().map(String::as_str).collect();
    // The names come out of a file: only those of columns may stand in a statement.
    if !columns.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')) {
        return Err(rusqlite::Error::InvalidColumnName(columns.join(", ")));
    }
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let insert = format!("INSERT INTO {name} ({}) VALUES ({})", columns.join(", "), places.join(", "));
    connection.prepare_cached(&insert)?.execute(params_from_iter(row.values().map(Cell::value)))?;
    Ok(())
}

/// The first eight bytes of the SHA-256 of a table's name and a row's values, without the seal itself.
fn digest(table: &str, row: &Row<'_>) -> rusqlite::Result<i64> {
    let statement: &rusqlite::Statement<'_> = row.as_ref();
    let mut digest = Sha256::new();
    digest.update(table);
    for (at, name) in statement.column_names().enumerate() {
        if name == SEAL {
            continue;
        }
        let (kind, bytes): (u8, &[u8]) = match row.get_ref(at)? {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(number) => (1, &number.to_le_bytes()),
            ValueRef::Real(number) => (2, &number.to_le_bytes()),
            ValueRef::Text(bytes) => (3, bytes),
            ValueRef::Blob(bytes) => (4, bytes),
        };
        digest.update([kind]);
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    }
    Ok(first(&digest.finalize()))
}

fn first(digest: &[u8]) -> i64 {
    digest.iter().take(8).fold(0, |number, byte| number << 8 | i64::from(*byte))
}

/// Seals one row; nothing when it is gone.
pub(super) fn seal(connection: &Connection, name: &str, column: &str, key: i64) -> rusqlite::Result<()> {
    let found = connection
        .prepare_cached(&format!("SELECT * FROM {name} WHERE {column} = ?1"))?
        .query_row([key], |row| digest(name, row))
        .optional()?;
    let Some(seal) = found else { return Ok(()) };
    connection.prepare_cached(&format!("UPDATE {name} SET {SEAL} = ?2 WHERE {column} = ?1"))?.execute([key, seal])?;
    Ok(())
}

/// Seals the row that an image shows.
pub(super) fn seal_image(connection: &Connection, image: &Image) -> rusqlite::Result<()> {
    match TABLES.iter().find(|(name, _)| *name == image.table) {
        Some((name, key)) if image.row.is_some() => seal(connection, name, key, image.key),
        _ => Ok(()),
    }
}

/// Seals every row of every table.
pub(super) fn seal_all(connection: &Connection) -> rusqlite::Result<()> {
    for (name, key) in TABLES {
        let keys: Vec<i64> = connection
            .prepare(&format!("SELECT {key} FROM {name}"))?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        keys.into_iter().try_for_each(|row| seal(connection, name, key, row))?;
    }
    Ok(())
}

/// The first row whose seal is not that of its values, as `table row`.
pub(super) fn broken(connection: &Connection) -> rusqlite::Result<Option<String>> {
    for (name, key) in TABLES.iter().chain(&[("journal", "row")]) {
        let mut statement = connection.prepare(&format!("SELECT * FROM {name}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if row.get::<_, Option<i64>>(SEAL)? != Some(digest(name, row)?) {
                return Ok(Some(format!("row {} of {name} is not as it was written", row.get::<_, i64>(*key)?)));
            }
        }
    }
    Ok(None)
}

/// Names how the tables were made, for a byte of that to be missed.
pub(super) fn schema(connection: &Connection) -> rusqlite::Result<i64> {
    let mut digest = Sha256::new();
    let names: Vec<&dyn ToSql> = TABLES.iter().map(|(name, _)| name as &dyn ToSql).collect();
    let places: Vec<String> = (1..=names.len()).map(|at| format!("?{at}")).collect();
    let select = format!(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name IN ({}) ORDER BY name",
        places.join(", ")
    );
    let mut statement = connection.prepare(&select)?;
    let mut rows = statement.query(&names[..])?;
    while let Some(row) = rows.next()? {
        digest.update(row.get::<_, String>(0)?);
        digest.update(row.get::<_, String>(1)?);
    }
    Ok(first(&digest.finalize()))
}
