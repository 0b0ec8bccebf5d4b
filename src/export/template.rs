//! A person's own format: a template in the language of Jinja, filled with the works and their excerpts.

use anyhow::Context;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use super::direction::name;
use super::{Annotated, Excerpt, clean};
use crate::text::Language;

/// How many steps a template may take: a loop that never ends is an error.
const FUEL: u64 = 200_000_000;

#[derive(Serialize)]
struct LibraryView<'a> {
    works: Vec<WorkView<'a>>,
}

#[derive(Serialize)]
struct WorkView<'a> {
    name: &'a str,
    title: &'a str,
    symbol: Option<&'a str>,
    languages: Vec<&'a str>,
    excerpts: Vec<ExcerptView<'a>>,
}

#[derive(Serialize)]
struct ExcerptView<'a> {
    id: &'a str,
    kind: &'a str,
    highlight: &'a str,
    key: &'a str,
    state: &'a str,
    quotation: String,
    language: &'a str,
    dir: &'static str,
    translations: Vec<TranslationView<'a>>,
    note: String,
    tags: Vec<&'a str>,
    citation: &'a str,
    created: &'a str,
    modified: &'a str,
}

#[derive(Serialize)]
struct TranslationView<'a> {
    text: String,
    language: &'a str,
    dir: &'static str,
}

/// Fills `template` (`name` is its file's, for errors) with `works`: each has `name`, `title`, `symbol`, `languages` and
/// `excerpts`; an excerpt `id`, `kind`, `highlight`, `key`, `state`, `quotation`, `language`, `dir`, `translations` (`text`,
/// `language`, `dir`), `note`, `tags`, `citation`, `created`, `modified`. A file named `*.html` or `*.xml` (before a `.j2`) has
/// its values escaped. Errors say the line of the template.
pub fn render(name: &str, template: &str, works: &[Annotated]) -> anyhow::Result<String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().map_err(said)?);
    environment.set_fuel(Some(FUEL));
    // What a template is named after decides what is escaped in it.
    let file = name.trim_end_matches(".j2").trim_end_matches(".jinja");
    environment.add_template(file, template).map_err(said)?;
    let library = LibraryView { works: works.iter().map(work).collect() };
    let template = environment.get_template(file).map_err(said)?;
    template.render(Serde(library)).map_err(said).context("the template")
}

/// What minijinja said with its reasons, in one line.
fn said(error: minijinja::Error) -> anyhow::Error {
    anyhow::anyhow!("{:#}", anyhow::Error::new(error))
}

fn work(one: &Annotated) -> WorkView<'_> {
    let mut languages: Vec<&str> = one.work.versions.iter().map(|version| version.language.tag()).collect();
    languages.dedup();
    WorkView {
        name: &one.work.name,
        title: one.title(),
        symbol: one.symbol(),
        languages,
        excerpts: one.excerpts.iter().map(excerpt).collect(),
    }
}

fn excerpt(one: &Excerpt) -> ExcerptView<'_> {
    let annotation = one.annotation.as_ref();
    let dir = |language: &Language| name(language);
    ExcerptView {
        id: annotation.map_or("", |one| &one.id),
        kind: annotation.map_or("", |one| one.kind.name()),
        highlight: annotation.and_then(|one| one.highlight).map_or("", |highlight| highlight.name()),
        key: one.key.as_str(),
        state: one.state.map_or("unknown", super::state_name),
        quotation: clean::lines(&one.quotation),
        language: one.language.tag(),
        dir: dir(&one.language),
        translations: one
            .translations
            .iter()
            .map(|one| TranslationView {
                text: clean::lines(&one.text),
                language: one.language.tag(),
                dir: dir(&one.language),
            })
            .collect(),
        note: annotation.map(|one| clean::lines(&one.body)).unwrap_or_default(),
        tags: annotation.map(|one| one.tags.iter().map(String::as_str).collect()).unwrap_or_default(),
        citation: &one.citation,
        created: annotation.map_or("", |one| &one.created),
        modified: annotation.map_or("", |one| &one.modified),
    }
}
