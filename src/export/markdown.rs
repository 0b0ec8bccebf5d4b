//! Markdown for note-taking programs: a quotation, its translations, the note, tags and citation under a heading each.

use super::direction::{lines, of_note};
use super::{Annotated, Excerpt, Exporter, Options, Rtl, clean};
use crate::library::{AnnotationKind, State};
use crate::text::{Direction, Language};

/// CommonMark with YAML front matter.
pub const EXPORTER: Exporter =
    Exporter { name: "md", about: "Markdown with a YAML head", extension: "md", whole: false, write };

/// One work has front matter of its own; several share one that lists them.
fn write(works: &[Annotated], options: &Options) -> String {
    let mut text = String::from("---\n");
    let changed = works.iter().flat_map(Annotated::annotations).map(|annotation| annotation.modified.as_str()).max();
    match works {
        [one] => {
            text.push_str(&format!("title: {}\n", yaml(one.title())));
            if let Some(symbol) = one.symbol() {
                text.push_str(&format!("symbol: {}\n", yaml(symbol)));
            }
            let mut languages: Vec<&str> = one.work.versions.iter().map(|version| version.language.tag()).collect();
            let mut seen = std::collections::HashSet::new();
            languages.retain(|language| seen.insert(*language));
            let languages: Vec<String> = languages.into_iter().map(yaml).collect();
            text.push_str(&format!("languages: [{}]\n", languages.join(", ")));
            let tags: std::collections::BTreeSet<&str> =
                one.annotations().flat_map(|annotation| &annotation.tags).map(String::as_str).collect();
            if !tags.is_empty() {
                let tags: Vec<String> = tags.into_iter().map(yaml).collect();
                text.push_str(&format!("tags: [{}]\n", tags.join(", ")));
            }
        }
        several => {
            text.push_str("works:\n");
            for one in several {
                text.push_str(&format!("  - {}\n", yaml(one.title())));
            }
        }
    }
    if let Some(changed) = changed.filter(|changed| !changed.is_empty()) {
        text.push_str(&format!("changed: {}\n", yaml(changed)));
    }
    text.push_str("---\n");
    for one in works {
        text.push_str(&format!("\n# {}\n", escape(&clean::line(one.title()))));
        for excerpt in &one.excerpts {
            section(&mut text, excerpt, options.rtl);
        }
    }
    text
}

fn section(text: &mut String, excerpt: &Excerpt, rtl: Rtl) {
    let annotation = excerpt.annotation.as_ref();
    text.push_str(&format!("\n## ¶ {}\n\n", escape(&clean::line(excerpt.key.as_str()))));
    quote(text, None, &excerpt.language, &excerpt.quotation, rtl);
    for translation in &excerpt.translations {
        text.push('\n');
        // Two quotations in a row would be one; the language between them keeps them apart.
        quote(text, Some(&translation.language), &translation.language, &translation.text, rtl);
    }
    if let Some(annotation) = annotation {
        let body = annotation.body.trim();
        match (annotation.kind, annotation.highlight) {
            (AnnotationKind::Highlight, Some(highlight)) => text.push_str(&format!("\n*{}*\n", highlight.name())),
            (AnnotationKind::Bookmark, _) => text.push_str("\n*bookmark*\n"),
            (AnnotationKind::Mark, _) => text.push_str(&format!("\n*mark* {}\n", escape(&clean::line(body)))),
            _ => {}
        }
        if !body.is_empty() && annotation.kind != AnnotationKind::Mark {
            text.push('\n');
            directed(text, "", (of_note(body), None), body, rtl);
        }
        let tags: Vec<String> = annotation.tags.iter().map(|tag| clean::line(tag).replace(' ', "-")).collect();
        if !tags.is_empty() {
            let tags: Vec<String> = tags.iter().map(|tag| format!("#{}", escape(tag))).collect();
            text.push_str(&format!("\n{}\n", tags.join(" ")));
        }
        match excerpt.state {
            Some(State::Orphan) => text.push_str("\n*The place of this annotation was not found in the text.*\n"),
            Some(State::Fuzzy) => text.push_str("\n*The text has changed since; the place was found by likeness.*\n"),
            _ => {}
        }
    }
    text.push('\n');
    let citation = format!("— {}", clean::line(&excerpt.citation));
    directed(text, "", (excerpt.language.direction(), Some(&excerpt.language)), &citation, rtl);
}

/// A block quotation, its lines in order.
fn quote(text: &mut String, label: Option<&Language>, language: &Language, quotation: &str, rtl: Rtl) {
    if let Some(label) = label {
        text.push_str(&format!("{}:\n\n", escape(&clean::line(label.tag()))));
    }
    directed(text, "> ", (language.direction(), Some(language)), quotation, rtl);
}

/// Lines of one direction, in a `div` with it where that is wanted.
fn directed(text: &mut String, prefix: &str, said: (Direction, Option<&Language>), content: &str, rtl: Rtl) {
    let (direction, language) = said;
    let empty = prefix.trim_end();
    let divided = direction == Direction::Rtl && rtl == Rtl::Div;
    if divided {
        let language = language.map_or_else(String::new, |language| format!(" lang=\"{}\"", attribute(language.tag())));
        text.push_str(&format!("{prefix}<div dir=\"rtl\"{language}>\n{empty}\n"));
    }
    let lines = lines(content, direction, rtl);
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            text.push_str(&format!("{empty}\n"));
        } else {
            // A line that follows at once is a line of its own (hard break), as it was.
            let hard = lines.get(at + 1).is_some_and(|next| !next.is_empty());
            text.push_str(&format!("{prefix}{}{}\n", escape(line), if hard { "\\" } else { "" }));
        }
    }
    if divided {
        text.push_str(&format!("{empty}\n{prefix}</div>\n"));
    }
}

/// One line of text with everything escaped that Markdown would read as markup (CommonMark 2.4, 6.1).
fn escape(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in line.char_indices() {
        let markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '^' => true,
            '#' | '-' | '+' | '=' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            '&' => {
                text.push_str("&amp;");
                continue;
            }
            '!' => line.get(at + 1..).is_some_and(|rest| rest.starts_with('[')),
            _ => false,
        };
        if markup {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// A value of an HTML attribute: a language tag has letters, digits and hyphens.
fn attribute(tag: &str) -> String {
    tag.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// A double-quoted YAML scalar; JSON's strings are YAML's (YAML 1.2, 7.3.1).
fn yaml(text: &str) -> String {
    clean::json(&clean::line(text)).unwrap_or_else(|_| "\"\"".to_owned())
}
