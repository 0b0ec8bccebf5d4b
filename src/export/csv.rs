//! CSV (RFC 4180) for tables and spreadsheets: an annotation a row, a column for each language of the translations.

use std::collections::BTreeSet;

use super::{Annotated, Excerpt, Exporter, Options, clean};

/// Comma-separated, CRLF, every cell that needs it in quotation marks.
pub const EXPORTER: Exporter =
    Exporter { name: "csv", about: "a table; --bom for Excel", extension: "csv", whole: false, write };

const COLUMNS: [&str; 15] = [
    "id",
    "work",
    "title",
    "symbol",
    "language",
    "key",
    "kind",
    "state",
    "quotation",
    "note",
    "tags",
    "citation",
    "highlight",
    "created",
    "modified",
];

fn write(works: &[Annotated], options: &Options) -> String {
    let excerpts = || works.iter().flat_map(|work| &work.excerpts);
    let translations = excerpts().flat_map(|excerpt| &excerpt.translations);
    let languages: BTreeSet<&str> = translations.map(|translation| translation.language.tag()).collect();
    let mut text = String::new();
    if options.bom {
        text.push('\u{FEFF}');
    }
    let heads = COLUMNS.iter().map(|&name| name.to_owned());
    let heads = heads.chain(languages.iter().map(|language| format!("translation {language}")));
    row(&mut text, heads, options.bom);
    for work in works {
        for excerpt in &work.excerpts {
            let cells = cells(work, excerpt).into_iter();
            let translated = languages.iter().map(|language| {
                let own = excerpt.translations.iter().filter(|one| one.language.tag() == *language);
                own.map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n")
            });
            row(&mut text, cells.chain(translated), options.bom);
        }
    }
    text
}

fn cells(work: &Annotated, excerpt: &Excerpt) -> Vec<String> {
    let annotation = excerpt.annotation.as_ref();
    let own = |of: fn(&crate::library::Annotation) -> &str| annotation.map(of).unwrap_or("").to_owned();
    vec![
        own(|one| &one.id),
        work.work.name.clone(),
        work.title().to_owned(),
        work.symbol().unwrap_or("").to_owned(),
        excerpt.language.tag().to_owned(),
        excerpt.key.as_str().to_owned(),
        own(|one| one.kind.name()),
        excerpt.state.map_or("", super::state_name).to_owned(),
        excerpt.quotation.clone(),
        own(|one| &one.body),
        annotation.map(|one| one.tags.join(", ")).unwrap_or_default(),
        excerpt.citation.clone(),
        own(|one| one.highlight.map_or("", |kind| kind.name())),
        own(|one| &one.created),
        own(|one| &one.modified),
    ]
}

/// One row. For Excel, a text that it would compute (`=1+1`) stands behind an apostrophe, which is not shown there.
fn row(text: &mut String, cells: impl Iterator<Item = String>, excel: bool) {
    let cell = |cell: String| {
        let mut cell = clean::lines(&cell);
        if excel && cell.starts_with(['=', '+', '-', '@']) {
            cell.insert(0, '\'');
        }
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    text.push_str(&cells.map(cell).collect::<Vec<_>>().join(","));
    text.push_str("\r\n");
}
