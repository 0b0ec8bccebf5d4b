//! A page for people: each quotation in its language and direction, its translations beside it, the note under it.

use super::alignment::markup::{escaped, tag};
use super::direction::{name, of_note};
use super::{Annotated, Excerpt, Exporter, Options, clean};
use crate::library::{AnnotationKind, State};
use crate::text::{Direction, Language};

/// One file that needs nothing beside it: no script, no font, no picture.
pub const EXPORTER: Exporter =
    Exporter { name: "html", about: "one page, to read or to print", extension: "html", whole: false, write };

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1rem/1.6 Georgia, \"Noto Serif\", \"Noto Naskh Arabic\", \"Noto Serif CJK SC\", serif; margin: 2rem auto; \
max-width: 48rem; padding: 0 1rem; }
h1 { font-size: 1.3rem; } h2 { color: #777; font-size: .9rem; font-weight: normal; margin: 0; }
article { border-top: 1px solid #8884; break-inside: avoid; padding: 1rem 0; }
blockquote { margin: .4rem 0; overflow-wrap: anywhere; padding-inline-start: .8rem; border-inline-start: 3px solid #8888; \
text-align: start; white-space: pre-wrap; }
blockquote.translation { border-inline-start-style: dotted; }
.note { overflow-wrap: anywhere; text-align: start; white-space: pre-wrap; }
.tags, .kind, .state { color: #777; font-size: .85rem; }
footer { font-size: .9rem; text-align: start; } cite { font-style: normal; }
@page { margin: 2cm; }
@media print { body { font-size: 10.5pt; margin: 0; max-width: none; } h1 { break-after: avoid; } }";

fn write(works: &[Annotated], _: &Options) -> String {
    let titles: Vec<String> = works.iter().map(|work| shown(&clean::line(work.title()))).collect();
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n",
        titles.join(" · ")
    );
    for (work, title) in works.iter().zip(titles) {
        let quoted = work.annotations().next().map(|annotation| &annotation.target.hash);
        let titled = work.work.versions.iter().find(|version| Some(&version.hash) == quoted);
        let language = titled.or(work.work.versions.first()).map(|version| &version.language);
        text.push_str(&format!("<section>\n<h1{}>{title}</h1>\n", language.map(spoken).unwrap_or_default()));
        for excerpt in &work.excerpts {
            text.push_str(&article(excerpt));
        }
        text.push_str("</section>\n");
    }
    text + "</body>\n</html>\n"
}

fn article(excerpt: &Excerpt) -> String {
    let annotation = excerpt.annotation.as_ref();
    let id = annotation.map_or_else(String::new, |one| format!(" id=\"a-{}\"", escaped(&one.id)));
    let mut text = format!("<article{id}>\n<h2 dir=\"ltr\">¶ {}</h2>\n", shown(&clean::line(excerpt.key.as_str())));
    text.push_str(&quote("quotation", &excerpt.language, &excerpt.quotation));
    for translation in &excerpt.translations {
        text.push_str(&quote("translation", &translation.language, &translation.text));
    }
    if let Some(annotation) = annotation {
        let kind = match (annotation.kind, annotation.highlight) {
            (AnnotationKind::Highlight, Some(highlight)) => highlight.name(),
            (AnnotationKind::Note | AnnotationKind::Tag, _) => "",
            (kind, _) => kind.name(),
        };
        if !kind.is_empty() {
            text.push_str(&format!("<p class=\"kind\">{kind}</p>\n"));
        }
        let body = clean::lines(annotation.body.trim());
        if !body.is_empty() {
            let direction = if of_note(&body) == Direction::Rtl { "rtl" } else { "ltr" };
            text.push_str(&format!("<p class=\"note\" dir=\"{direction}\">{}</p>\n", shown(&body)));
        }
        if !annotation.tags.is_empty() {
            let tags = annotation.tags.iter().map(|tag| format!("<bdi>#{}</bdi>", shown(&clean::line(tag))));
            text.push_str(&format!("<p class=\"tags\">{}</p>\n", tags.collect::<Vec<_>>().join(" ")));
        }
    }
    match excerpt.state {
        Some(State::Orphan) => {
            text.push_str("<p class=\"state\">The place of this annotation was not found in the text.</p>\n")
        }
        Some(State::Fuzzy) => {
            text.push_str("<p class=\"state\">The text has changed since; the place was found by likeness.</p>\n");
        }
        _ => {}
    }
    let citation = shown(&clean::line(&excerpt.citation));
    text.push_str(&format!("<footer{}>— <cite>{citation}</cite></footer>\n</article>\n", spoken(&excerpt.language)));
    text
}

fn quote(class: &str, language: &Language, quotation: &str) -> String {
    format!("<blockquote class=\"{class}\"{}>{}</blockquote>\n", spoken(language), shown(&clean::lines(quotation)))
}

/// The attributes that say how a text is read.
fn spoken(language: &Language) -> String {
    format!(" lang=\"{}\" dir=\"{}\"", tag(language.tag()), name(language))
}

/// Text for the page: HTML reads references to C1 controls as letters of another code page, so these go.
fn shown(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if matches!(c, '\u{7F}'..='\u{9F}') { char::REPLACEMENT_CHARACTER } else { c }).collect();
    escaped(&plain)
}
