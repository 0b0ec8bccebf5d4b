//! Org for Emacs and the programs that read it: a heading an annotation, its data in a drawer.

use super::direction::{lines, of_note};
use super::{Annotated, Excerpt, Exporter, Options, Rtl, clean};
use crate::library::AnnotationKind;
use crate::text::{Direction, Language};

/// Org: quotations in quote blocks, tags on the heading.
pub const EXPORTER: Exporter =
    Exporter { name: "org", about: "Org, with a drawer of properties", extension: "org", whole: false, write };

fn write(works: &[Annotated], options: &Options) -> String {
    let mut text = String::new();
    if let [one] = works {
        text.push_str(&format!("#+title: {}\n", clean::line(one.title())));
    }
    for one in works {
        text.push_str(&format!("\n* {}\n", escape(&clean::line(one.title()))));
        let symbol = one.symbol().map(|symbol| ("SYMBOL", symbol.to_owned()));
        drawer(&mut text, symbol.into_iter().chain([("WORK", one.work.name.clone())]));
        for excerpt in &one.excerpts {
            section(&mut text, excerpt, options.rtl);
        }
    }
    text
}

fn section(text: &mut String, excerpt: &Excerpt, rtl: Rtl) {
    let annotation = excerpt.annotation.as_ref();
    let tags: Vec<String> = annotation.into_iter().flat_map(|one| &one.tags).map(|tag| org_tag(tag)).collect();
    let tags = if tags.is_empty() { String::new() } else { format!(" :{}:", tags.join(":")) };
    text.push_str(&format!("\n** ¶ {}{tags}\n", escape(&clean::line(excerpt.key.as_str()))));
    if let Some(annotation) = annotation {
        let highlight = annotation.highlight.map_or("", |highlight| highlight.name());
        let said = [
            ("CUSTOM_ID", annotation.id.clone()),
            ("KIND", annotation.kind.name().to_owned()),
            ("HIGHLIGHT", highlight.to_owned()),
            ("LANGUAGE", excerpt.language.tag().to_owned()),
            ("STATE", excerpt.state.map_or("", super::state_name).to_owned()),
            ("CREATED", annotation.created.clone()),
            ("MODIFIED", annotation.modified.clone()),
        ];
        drawer(text, said.into_iter());
    }
    quote(text, &excerpt.language, &excerpt.quotation, rtl);
    for translation in &excerpt.translations {
        text.push_str(&format!("{}:\n", clean::line(translation.language.tag())));
        quote(text, &translation.language, &translation.text, rtl);
    }
    let body = annotation.map_or("", |one| one.body.trim());
    if !body.is_empty() {
        let said = if annotation.is_some_and(|one| one.kind == AnnotationKind::Mark) { "mark " } else { "" };
        directed(text, (of_note(body), None), &format!("{said}{body}"), "", rtl);
        text.push('\n');
    }
    let citation = format!("— {}", clean::line(&excerpt.citation));
    directed(text, (excerpt.language.direction(), Some(&excerpt.language)), &citation, "", rtl);
}

/// The properties that have a value, one a line.
fn drawer(text: &mut String, properties: impl Iterator<Item = (&'static str, String)>) {
    text.push_str(":PROPERTIES:\n");
    for (name, value) in properties.filter(|(_, value)| !value.trim().is_empty()) {
        text.push_str(&format!(":{name}: {}\n", clean::line(&value)));
    }
    text.push_str(":END:\n");
}

fn quote(text: &mut String, language: &Language, quotation: &str, rtl: Rtl) {
    directed(text, (language.direction(), Some(language)), quotation, "quote", rtl);
}

/// Lines of one direction, in a block of that name where it has one; each its own line by a `\\` at its end.
fn directed(text: &mut String, said: (Direction, Option<&Language>), content: &str, block: &str, rtl: Rtl) {
    let (direction, language) = said;
    if direction == Direction::Rtl && rtl == Rtl::Div {
        let language = language.map_or_else(String::new, |language| format!(" :lang {}", clean::line(language.tag())));
        text.push_str(&format!("#+attr_html: :dir rtl{language}\n"));
    }
    if !block.is_empty() {
        text.push_str(&format!("#+begin_{block}\n"));
    }
    let lines = lines(content, direction, rtl);
    for (at, line) in lines.iter().enumerate() {
        let hard = !line.is_empty() && lines.get(at + 1).is_some_and(|next| !next.is_empty());
        text.push_str(&format!("{}{}\n", escape(line), if hard { "\\\\" } else { "" }));
    }
    if !block.is_empty() {
        text.push_str(&format!("#+end_{block}\n"));
    }
}

/// One line with a zero width space (the escape of the Org manual, 12.13) where Org would read markup.
fn escape(line: &str) -> String {
    const ZERO: char = '\u{200B}';
    let bare = line.trim_start();
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let listed = bare.starts_with(['*', '#', ':', '|', '-', '+'])
        || digits > 0 && bare.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']));
    let mut text = String::with_capacity(line.len() + 8);
    if listed {
        text.push(ZERO);
    }
    let mut before = ' ';
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let opens = (before.is_whitespace() || "-–—('\"{".contains(before)) && !next.is_whitespace();
        // A mark of emphasis counts only behind a space, a link or a macro only where its signs stand together.
        if matches!(c, '*' | '/' | '_' | '=' | '~' | '+') && opens {
            text.push(ZERO);
        }
        text.push(c);
        let markup = match c {
            '[' => next == '[' || next.is_alphanumeric(),
            '<' => next == '<' || next.is_ascii_alphanumeric(),
            '{' => next == '{',
            '\\' => next.is_ascii_alphabetic() || next == '\\',
            _ => false,
        };
        if markup || matches!(next, '_' | '^') && !c.is_whitespace() {
            text.push(ZERO);
        }
        before = c;
    }
    text
}

/// A tag as Org takes it: letters, digits, `_`, `@`, `#`, `%`.
fn org_tag(tag: &str) -> String {
    clean::line(tag).chars().map(|c| if c.is_alphanumeric() || "_@#%".contains(c) { c } else { '_' }).collect()
}
