//! How the works of the library descend from each other by their symbols: what corrects, adds to or replaces what.

use std::collections::HashMap;

use rusqlite::params;

use super::{Library, Result, Work};
use crate::document::symbol::{Descent, Relation, ancestors, identity, is_same, relation, root};

/// A work in a list, under the one that it extends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nested {
    /// Its place among the works that were given.
    pub work: usize,
    /// How many works of the list stand above it, one under the other.
    pub level: u8,
    /// What its symbol says that it is, whether the other is there or not.
    pub relation: Option<Relation>,
}

/// A work of the same family as the one that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    /// Its name in the library.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its symbol.
    pub symbol: String,
    /// What the two are to each other.
    pub standing: Standing,
}

/// What a work is to the one that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It extends what is read.
    Extends(Relation),
    /// It is what is read extends so.
    Extended(Relation),
    /// It is a later revision of the same text.
    Newer(Relation),
    /// It extends the same document.
    Sibling(Option<Relation>),
}

impl Work {
    /// The first symbol that a version has.
    pub fn symbol(&self) -> Option<&str> {
        self.versions.iter().find_map(|version| version.symbol.as_deref())
    }
}

/// The works in their order, each that extends another one of them under it: the nearest of those that its symbol extends.
pub fn nested(works: &[Work]) -> Vec<Nested> {
    let mut by_symbol: HashMap<String, usize> = HashMap::new();
    let mut reissues: HashMap<String, usize> = HashMap::new();
    for (at, work) in works.iter().enumerate() {
        for symbol in work.versions.iter().filter_map(|version| version.symbol.as_deref()) {
            let map = if symbol.trim_end().ends_with('*') { &mut reissues } else { &mut by_symbol };
            map.entry(identity(symbol)).or_insert(at);
        }
    }
    let find = |symbol: &String| {
        let identity = identity(symbol);
        by_symbol.get(&identity).or_else(|| reissues.get(&identity)).copied()
    };
    let above = |at: usize| {
        let symbol = works.get(at)?.symbol()?;
        ancestors(symbol).find_map(|symbol| find(&symbol)).filter(|above| *above != at)
    };
    let mut under: Vec<Vec<usize>> = vec![Vec::new(); works.len()];
    let mut tops = Vec::new();
    for at in 0..works.len() {
        match above(at) {
            Some(above) => under[above].push(at),
            None => tops.push(at),
        }
    }
    let mut out = Vec::with_capacity(works.len());
    let mut listed = vec![false; works.len()];
    let mut waiting: Vec<(usize, u8)> = tops.into_iter().rev().map(|at| (at, 0)).collect();
    // Works of several symbols may stand above each other; the first of such a ring comes last, as one that extends nothing.
    let mut rest = 0..works.len();
    while let Some((at, level)) = waiting.pop().or_else(|| rest.find(|at| !listed[*at]).map(|at| (at, 0))) {
        if std::mem::replace(&mut listed[at], true) {
            continue;
        }
        let relation = works.get(at).and_then(|work| relation(work.symbol()?));
        out.push(Nested { work: at, level, relation });
        let next = level.saturating_add(1);
        if let Some(own) = under.get(at) {
            waiting.extend(own.iter().rev().map(|at| (*at, next)));
        }
    }
    out
}

impl Library {
    /// The other works of the family of `symbol`: what corrects it, adds to it, comes in its place; what it extends; what else
    /// extends that. In the order of their symbols.
    pub fn kin(&self, symbol: &str) -> Result<Vec<Kin>> {
        let family = root(symbol);
        let mut found: Vec<Kin> = self.store.read(|connection| {
            // The symbols that begin alike stand together in the index.
            let mut statement = connection.prepare_cached(
                "SELECT DISTINCT works.name, versions.title, versions.symbol
                 FROM versions JOIN works ON works.id = versions.work
                 WHERE versions.symbol >= ?1 AND versions.symbol < ?2 AND works.removed IS NULL
                 ORDER BY versions.symbol, versions.position",
            )?;
            let mut rows = statement.query(params![family, format!("{family}\u{10FFFF}")])?;
            let mut found: Vec<Kin> = Vec::new();
            while let Some(row) = rows.next()? {
                let (name, title, other): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                if found.iter().any(|kin| kin.name == name) {
                    continue;
                }
                if let Some(standing) = standing(symbol, &other) {
                    found.push(Kin { name, title, symbol: other, standing });
                }
            }
            Ok(found)
        })?;
        found.sort_by_key(|one| natural(&one.symbol));
        Ok(found)
    }

    /// The work that has this symbol, in whatever spelling.
    pub fn work_of_symbol(&self, symbol: &str) -> Result<Option<Work>> {
        let identity = identity(symbol);
        let id: Option<i64> = self.store.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT versions.work, versions.symbol FROM versions JOIN works ON works.id = versions.work
                 WHERE versions.symbol IS NOT NULL AND works.removed IS NULL ORDER BY works.added DESC, versions.row",
            )?;
            let mut rows = statement.query([])?;
            let mut found = None;
            while let Some(row) = rows.next()? {
                let other: String = row.get(1)?;
                if self::identity(&other) == identity {
                    found = Some(row.get(0)?);
                    // The text itself before one that was issued again.
                    if other.trim_end().ends_with('*') == symbol.trim_end().ends_with('*') {
                        break;
                    }
                }
            }
            Ok(found)
        })?;
        id.map_or(Ok(None), |id| self.work(id))
    }
}

/// What the work of symbol `other` is to that of `symbol`; none where they are one, or of different families.
fn standing(symbol: &str, other: &str) -> Option<Standing> {
    let stars = |symbol: &str| symbol.trim_end().ends_with('*');
    if is_same(symbol, other) {
        // Of two spellings of one symbol the starred one was issued later.
        return match (stars(symbol), stars(other)) {
            (false, true) => relation_of_star(other).map(Standing::Extends),
            (true, false) => relation_of_star(symbol).map(Standing::Extended),
            _ => None,
        };
    }
    let own = relation(symbol);
    let theirs = relation(other);
    if ancestors(other).any(|above| is_same(&above, symbol)) {
        return theirs.map(Standing::Extends);
    }
    if ancestors(symbol).any(|above| is_same(&above, other)) {
        return own.map(Standing::Extended);
    }
    if let (Some(own), Some(theirs)) = (&own, &theirs)
        && own.descent == Descent::Revision
        && theirs.descent == Descent::Revision
        && is_same(&own.parent, &theirs.parent)
        && natural(&theirs.number) > natural(&own.number)
    {
        return Some(Standing::Newer(theirs.clone()));
    }
    is_same(&root(symbol), &root(other)).then_some(Standing::Sibling(theirs))
}

/// A star says that a document was issued again even where its symbol says something else too.
fn relation_of_star(symbol: &str) -> Option<Relation> {
    let parent = symbol.trim().trim_end_matches('*').trim_end().to_owned();
    Some(Relation { descent: Descent::Reissue, number: String::new(), parent })
}

/// A symbol with its numbers as numbers: Add.2 before Add.10.
fn natural(symbol: &str) -> Vec<(String, u64)> {
    let mut out = Vec::new();
    let mut rest = symbol;
    while !rest.is_empty() && out.len() < 40 {
        let start = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(start);
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (number, tail) = tail.split_at(end);
        out.push((word.to_ascii_lowercase(), number.parse().unwrap_or(0)));
        rest = tail;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::VersionInfo;

    fn work(id: i64, symbol: &str) -> Work {
        let symbol = Some(symbol).filter(|symbol| !symbol.is_empty()).map(str::to_owned);
        Work { id, name: id.to_string(), added: true, versions: vec![VersionInfo { symbol, ..VersionInfo::default() }] }
    }

    #[test]
    fn what_extends_a_work_stands_under_it() {
        let works = ["A/1/2/Add.1", "", "A/1/2", "A/1/2/Add.1/Corr.1", "S/3/4/Corr.1", "A/1/2*", "A/1/2/Rev.1/Add.1"];
        let works: Vec<Work> = (0..).zip(works).map(|(id, symbol)| work(id, symbol)).collect();
        let listed: Vec<String> = nested(&works)
            .iter()
            .map(|one| {
                let said = one.relation.as_ref().map(ToString::to_string).unwrap_or_default();
                format!("{} {} {said}", one.level, one.work)
            })
            .collect();
        assert_eq!(
            listed,
            [
                "0 1 ",
                "0 2 ",
                "1 0 addendum 1 to A/1/2",
                "2 3 corrigendum 1 to A/1/2/Add.1",
                "1 5 reissue of A/1/2",
                "1 6 addendum 1 to A/1/2/Rev.1",
                "0 4 corrigendum 1 to S/3/4",
            ]
        );
    }

    #[test]
    fn two_works_of_a_family_are_something_to_each_other() {
        let cases = [
            ("A/1/2", "A/1/2/Corr.1", "extends corrigendum 1 to A/1/2"),
            ("A/1/2/Corr.1", "A/1/2", "extended corrigendum 1 to A/1/2"),
            ("A/1/2", "A/1/2*", "extends reissue of A/1/2"),
            ("A/1/L.2/Rev.1", "A/1/L.2/Rev.2", "newer revision 2 of A/1/L.2"),
            ("A/1/L.2/Rev.2", "A/1/L.2/Rev.1", "sibling revision 1 of A/1/L.2"),
            ("A/1/2/Add.1", "A/1/2/Add.2", "sibling addendum 2 to A/1/2"),
            ("A/1/2", "A/1/23", "none"),
            ("A/1/2", "A/1/2", "none"),
        ];
        for (one, other, wanted) in cases {
            let found = match standing(one, other) {
                Some(Standing::Extends(own)) => format!("extends {own}"),
                Some(Standing::Extended(own)) => format!("extended {own}"),
                Some(Standing::Newer(own)) => format!("newer {own}"),
                Some(Standing::Sibling(own)) => {
                    format!("sibling {}", own.map(|own| own.to_string()).unwrap_or_default())
                }
                None => "none".to_owned(),
            };
            assert_eq!(found, wanted, "{one} {other}");
        }
    }
}
