//! Markdown (CommonMark and GitHub's extensions): to a page, and from there as HTML is read, so that HTML within it means what
//! it means.

use std::collections::HashMap;
use std::fmt::Write as _;

use pulldown_cmark::{CowStr, Event, MetadataBlockKind, Options, Parser, Tag, TagEnd, html as writer};

use super::html::{self, LINE_MARK, METADATA};
use super::{Format, Hints, ImportError, Read, encoding};
use crate::document::Document;

/// Markdown.
pub const FORMAT: Format = Format {
    name: "markdown",
    extensions: &["md", "markdown", "mdown", "mkd", "mkdn"],
    sniff,
    read: Read::Document(read),
};

/// Bytes at the beginning that are looked at.
const HEAD: usize = 8_192;
/// Front matter that is longer is text.
const FRONT: usize = 16 << 10;

/// Whether the bytes look like Markdown: signs of two kinds that plain text does not have. A text with one of them loses
/// nothing when it is read as plain text.
fn sniff(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes));
    let line = |is: &dyn Fn(&str) -> bool| head.lines().any(is);
    let is_heading = |l: &str| {
        let rest = l.trim_start_matches('#');
        (1..=6).contains(&(l.len() - rest.len())) && rest.starts_with(' ') && rest.trim().len() > 1
    };
    let signs = [
        line(&is_heading),
        head.contains("]("),
        line(&|l| l.starts_with("```") || l.starts_with("~~~")),
        line(&|l| l.starts_with("[^") && l.contains("]:")),
        line(&|l| l.starts_with("|") && l.contains("---")),
        head.starts_with("---\n") && head.get(4..).is_some_and(|rest| rest.contains("\n---\n")),
    ];
    signs.iter().filter(|sign| **sign).count() >= 2
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    let decoded = encoding::decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    html::page(FORMAT.name, &page(&decoded.text), false, hints, decoded.warnings)
}

/// The page of a Markdown text; comments say on which line of it each block stands.
fn page(text: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let mut events = Vec::new();
    let mut front = String::new();
    let mut in_front = false;
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut slugs = Slugs::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => in_front = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_front = false,
            Event::Text(text) if in_front => front.push_str(&text),
            Event::TaskListMarker(done) => {
                events.push(Event::Text(CowStr::Borrowed(if done { "☒ " } else { "☐ " })))
            }
            event => {
                if is_block(&event) {
                    let mark = format!("<!--{LINE_MARK}{}-->", lines.of(range.start));
                    events.push(Event::Html(mark.into()));
                }
                slugs.see(&event, &mut events);
                events.push(event);
            }
        }
    }
    let mut out = head(&front);
    writer::push_html(&mut out, events.into_iter());
    out
}

/// Whether a block begins here whose line is to be said.
fn is_block(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::Item
                | Tag::CodeBlock(_)
                | Tag::Table(_)
                | Tag::HtmlBlock
                | Tag::FootnoteDefinition(_)
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition
        )
    )
}

/// The lines of offsets that grow.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, offset: usize) -> usize {
        if offset > self.at {
            self.line +=
                memchr::memchr_iter(b'\n', self.text.as_bytes().get(self.at..offset).unwrap_or_default()).count();
            self.at = offset;
        }
        self.line
    }
}

/// Names of headings as sites make them of their words, for the links to them: `## Two words` is `two-words`.
#[derive(Default)]
struct Slugs {
    /// Where the heading that is open began among the events, and its words.
    open: Option<(usize, String)>,
    count: HashMap<String, usize>,
}

impl Slugs {
    fn see<'a>(&mut self, event: &Event<'a>, events: &mut Vec<Event<'a>>) {
        match event {
            Event::Start(Tag::Heading { id: None, .. }) => self.open = Some((events.len(), String::new())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut self.open {
                    words.push_str(text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some((at, words)) = self.open.take() else { return };
                let slug: String = words
                    .to_lowercase()
                    .chars()
                    .filter_map(|c| match c {
                        ' ' => Some('-'),
                        c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
                        // Marks belong to the letters before them.
                        c if !c.is_ascii() && !c.is_control() && !c.is_whitespace() && is_mark(c) => Some(c),
                        _ => None,
                    })
                    .collect();
                if slug.is_empty() {
                    return;
                }
                let count = self.count.entry(slug.clone()).or_default();
                let name = if *count == 0 { slug } else { format!("{slug}-{count}") };
                *count += 1;
                if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(at) {
                    *id = Some(name.into());
                }
            }
            _ => {}
        }
    }
}

/// A combining mark of the scripts that are written with such.
fn is_mark(c: char) -> bool {
    use unicode_normalization::char::is_combining_mark;
    is_combining_mark(c)
}

/// What front matter says, as the head of a page: title, language and direction; every line of it as metadata.
fn head(front: &str) -> String {
    if front.is_empty() || front.len() > FRONT {
        return "<body>".to_owned();
    }
    let mut out = String::new();
    let value = |name: &str| {
        let found =
            front.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim().trim_matches(['"', '\''])).filter(|value| !value.is_empty())
    };
    out.push_str("<html");
    for (attribute, names) in
        [("lang", ["lang", "language", "locale"]), ("dir", ["dir", "direction", "text-direction"])]
    {
        if let Some(value) = names.iter().find_map(|name| value(name)) {
            let _ = write!(out, " {attribute}=\"{}\"", escaped(value));
        }
    }
    out.push('>');
    if let Some(title) = value("title") {
        let _ = write!(out, "<title>{}</title>", escaped(title));
    }
    out.push_str("<body>");
    for (at, line) in front.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let _ = write!(out, "<!--{LINE_MARK}{}--><{METADATA}>{}</{METADATA}>", at + 2, escaped(line.trim()));
    }
    out.push('\n');
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{FORMAT, sniff};
    use crate::document::{Document, Kind, SpanKind};
    use crate::import::{self, Hints};
    use crate::text::Direction;

    fn read(text: &str) -> Document {
        let hints = Hints { format: Some(FORMAT.name.into()), ..Hints::default() };
        import::read(text.as_bytes(), &hints).expect("Markdown")
    }

    #[test]
    fn blocks_have_their_kinds_labels_and_lines() {
        let text = "# The lock\n\nSee [below](#the-river) and *now*[^a].\n\n- [x] oak\n- [ ] iron\n\n\
                    | Boat | Fee |\n|---|---|\n| Barge | 2 |\n\n> Quoted.\n\n```\nopen()\n  shut()\n```\n\n## The river\n\n[^a]: In 1911.\n";
        let document = read(text);
        let found: Vec<(Kind, &str, &str, usize)> =
            document.blocks.iter().map(|b| (b.kind, b.label.as_str(), b.text.as_str(), b.line)).collect();
        use Kind::{Heading, Item, Note, Paragraph, Quotation, Table};
        assert_eq!(
            found,
            [
                (Heading, "", "The lock", 1),
                (Paragraph, "", "See below and now.", 3),
                (Item, "•", "☒ oak", 5),
                (Item, "•", "☐ iron", 6),
                (Table, "", "Boat\tFee\nBarge\t2", 8),
                (Quotation, "", "Quoted.", 12),
                (Paragraph, "", "open() \u{A0}\u{A0}shut()", 14),
                (Heading, "", "The river", 19),
                (Note, "1", "In 1911.", 21),
            ]
        );
        let spans: Vec<(SpanKind, Option<&str>)> =
            document.blocks[1].spans.iter().map(|span| (span.kind, span.target.as_deref())).collect();
        let river = document.blocks[7].key.as_str();
        assert_eq!(spans, [(SpanKind::Link, Some(river)), (SpanKind::Emphasis, None), (SpanKind::Note, Some("fn1"))]);
    }

    #[test]
    fn front_matter_is_metadata_and_html_means_what_it_means() {
        let document = read(
            "---\ntitle: \"السد\"\nlang: ar\n---\n\n<div dir=\"rtl\">\n\n# السد\n\nفُتح السد.\n\n</div>\n<!-- x --><p hidden>no</p>\n",
        );
        let found: Vec<(Kind, &str)> = document.blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
        use Kind::{Heading, Metadata, Paragraph};
        assert_eq!(
            found,
            [(Metadata, "title: \"السد\""), (Metadata, "lang: ar"), (Heading, "السد"), (Paragraph, "فُتح السد."),]
        );
        assert_eq!(
            (document.title.as_str(), document.language.tag(), document.direction),
            ("السد", "ar", Direction::Rtl)
        );
    }

    #[test]
    fn plain_text_is_not_taken_for_markdown() {
        for text in ["# of boats: 3\n", "A (see [1](2)) text.", "1. One\n2. Two\n", "---\nno front matter\n"] {
            assert!(!sniff(text.as_bytes()), "{text}");
        }
        assert!(sniff(b"# Title\n\nSee [this](https://example.org/).\n"));
    }

    #[test]
    fn hostile_text_is_read_in_bounds() {
        for unit in
            [">", "- ", "[", "![", "*a_", "`", "<div>\n\n", "[^a]: ", "| a ", "\\", "&#", "1. ", "<!--", "[a](", "~~"]
        {
            let hints = Hints { format: Some(FORMAT.name.into()), ..Hints::default() };
            let _ = import::read(unit.repeat(2_000).as_bytes(), &hints);
            let _ = import::read(format!("x\n\n{}", format!("{unit}\n").repeat(1_000)).as_bytes(), &hints);
        }
    }
}
