//! What the columns of a table are: texts in a language, names of rows, or neither.

use super::Row;
use crate::import::bitext::speech;

/// What a column is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    /// Texts; the language as the header says it, else a name that is none.
    Text(String),
    /// What the rows are called.
    Id,
    /// Neither.
    Other,
}

/// The roles of the columns, and whether the first row is a header.
#[derive(Debug, PartialEq)]
pub(super) struct Roles {
    pub(super) roles: Vec<Role>,
    pub(super) header: bool,
}

/// Rows that are looked at.
const SEEN: usize = 200;

/// Characters that a cell of a header has at most.
const LABEL: usize = 40;

/// What a column of texts is headed by where it is no language.
const TEXTS: [&str; 12] = [
    "source",
    "target",
    "original",
    "translation",
    "translated",
    "text",
    "segment",
    "source text",
    "target text",
    "src",
    "trg",
    "tgt",
];

/// What a column of names is headed by.
const IDS: [&str; 12] =
    ["id", "key", "no", "no.", "nr", "#", "number", "ref", "identifier", "segment id", "name", "index"];

/// Says what the columns are: as the first row heads them, else as their cells look.
pub(super) fn roles(rows: &[Row]) -> Roles {
    let columns = rows.iter().take(SEEN).map(|row| row.cells.len()).max().unwrap_or(0);
    let looks: Vec<bool> = (0..columns).map(|at| is_text(rows.get(1..).unwrap_or_default(), at)).collect();
    let headed = rows.first().map(|row| header(row, &looks)).unwrap_or_default();
    let texts = headed.iter().filter(|role| matches!(role, Role::Text(_))).count();
    if texts > 1 {
        let mut roles = headed;
        roles.resize(columns, Role::Other);
        return Roles { roles, header: true };
    }
    let role = |at: usize| if is_text(rows, at) { Role::Text(unknown(at)) } else { Role::Other };
    Roles { roles: (0..columns).map(role).collect(), header: false }
}

/// A name for the version of a column whose language is not said.
fn unknown(at: usize) -> String {
    format!("?{}", at + 1)
}

/// What the cells of the first row head; nothing where it is none.
fn header(row: &Row, looks: &[bool]) -> Vec<Role> {
    let said = |cell: &String| {
        let cell = cell.trim();
        cell.chars().count() <= LABEL && !cell.ends_with(['.', '。', '؟', '?', '!'])
    };
    if !row.cells.iter().all(|cell| cell.trim() == "no." || cell.trim() == "No." || said(cell)) {
        return Vec::new();
    }
    let role = |(at, cell): (usize, &String)| {
        let lower = cell.trim().to_lowercase();
        // `id` is Indonesian too, where the column looks like texts.
        let looks = looks.get(at).copied().unwrap_or(false);
        if IDS.contains(&lower.as_str()) && !looks {
            return Role::Id;
        }
        match speech::label(cell) {
            Some(tag) => Role::Text(tag),
            None if TEXTS.contains(&lower.as_str()) && looks => Role::Text(unknown(at)),
            None => Role::Other,
        }
    };
    row.cells.iter().enumerate().map(role).collect()
}

/// Whether the cells of a column are texts: most of their characters letters, and some of them more than a word or a number.
fn is_text(rows: &[Row], column: usize) -> bool {
    let (mut letters, mut others, mut full, mut texts) = (0_usize, 0_usize, 0_usize, 0_usize);
    for row in rows.iter().take(SEEN) {
        let Some(cell) = row.cells.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) else {
            continue;
        };
        full += 1;
        let own = cell.chars().filter(|c| c.is_alphabetic()).count();
        let all = cell.chars().filter(|c| !c.is_whitespace()).count();
        letters += own;
        others += all - own;
        // A key like `menu.file_open` has no spaces and marks inside.
        let key = !cell.contains(char::is_whitespace) && cell.is_ascii() && cell.contains(['_', '.', ':', '/', '-']);
        texts += usize::from(own >= 2 && !key);
    }
    full > 0 && texts * 2 > full && letters > others
}
