//! The works as BibTeX entries, which biber and BibTeX 8 read as UTF-8.

use super::bibliography::{Entry, entries};
use super::{Annotated, Exporter, Options};

/// An entry a version: a report where it has a UN symbol.
pub const EXPORTER: Exporter =
    Exporter { name: "bib", about: "the works as BibTeX", extension: "bib", whole: true, write };

fn write(works: &[Annotated], _: &Options) -> String {
    entries(works).iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(entry: &Entry) -> String {
    let kind = if entry.symbol.is_some() { "techreport" } else { "misc" };
    let mut fields = vec![("title", format!("{{{}}}", escape(&entry.title)))];
    if let Some((symbol, address)) = &entry.symbol {
        fields.push(("institution", "{United Nations}".to_owned()));
        fields.push(("number", escape(symbol)));
        fields.push(("url", address.chars().filter(|c| !"{}\\%".contains(*c)).collect()));
    }
    if let Some(date) = &entry.date {
        fields.push(("date", escape(date)));
        fields.push(("year", escape(date.split('-').next().unwrap_or(date))));
    }
    if entry.language.tag() != "und" {
        fields.push(("langid", language_name(entry.language.primary()).to_owned()));
    }
    let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@{kind}{{{},\n{fields}}}\n", entry.id)
}

/// The name that babel and biblatex know; the tag itself for others.
fn language_name(tag: &str) -> &str {
    match tag {
        "ar" => "arabic",
        "zh" => "chinese",
        "en" => "english",
        "fr" => "french",
        "ru" => "russian",
        "es" => "spanish",
        "de" => "german",
        "fa" => "persian",
        "he" => "hebrew",
        other => other,
    }
}

/// What TeX would obey stands as itself; braces that could be without their partner do not stand at all.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => safe.push('('),
            '}' => safe.push(')'),
            '\\' => safe.push_str("\\textbackslash "),
            '~' => safe.push_str("\\textasciitilde "),
            '^' => safe.push_str("\\textasciicircum "),
            '#' | '$' | '%' | '&' | '_' => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
    safe
}
