//! Tests of the exporters: nothing is lost, nothing of a text is read as markup.

use super::*;
use crate::align::Parallels;
use crate::document::{Block, Document};
use crate::library::{AnnotationKind, Scope, Target, VersionInfo};

fn document(language: &str, symbol: &str, blocks: &[(&str, &str)]) -> Document {
    Document {
        title: "Rivers".to_owned(),
        symbol: Some(symbol.to_owned()),
        language: Language::new(language),
        blocks: blocks
            .iter()
            .map(|(key, text)| Block { key: Key::new(*key), text: (*text).to_owned(), ..Block::default() })
            .collect(),
        ..Document::default()
    }
}

fn annotated_excerpt() -> Excerpt {
    let english = document("en", "A/1", &[("1", "The *river* rises."), ("2", "It <b>falls</b>. 5 & 6 [x](y)")]);
    let arabic = document("ar", "A/1", &[("1", "يرتفع النهر."), ("2", "وينخفض.")]);
    let parallels = Parallels::of(&[&english, &arabic]);
    let mut excerpt = excerpt(&[&english, &arabic], &parallels, 0, 1, 0..english.blocks[1].text.len());
    excerpt.annotation = Some(Annotation {
        id: "0123456789abcdef".into(),
        kind: AnnotationKind::Note,
        scope: Scope::Work,
        target: Target::new(&english, "hash", 1, 0..english.blocks[1].text.len()),
        body: "# no heading\n1. no list\u{1b}[31m \u{202e}x".into(),
        tags: vec!["water law".into()],
        created: "2026-01-02T03:04:05Z".into(),
        modified: "2026-01-02T03:04:05Z".into(),
        ..Annotation::default()
    });
    excerpt
}

fn exporter(name: &str) -> &'static Exporter {
    EXPORTERS.iter().find(|exporter| exporter.name == name).expect("the format is in the table")
}

#[test]
fn an_excerpt_has_what_stands_beside_it() {
    let excerpt = annotated_excerpt();
    assert_eq!(excerpt.citation, "A/1, para. 2");
    assert_eq!(excerpt.key.as_str(), "2");
    let beside: Vec<_> = excerpt.translations.iter().map(|one| (one.language.tag(), one.text.as_str())).collect();
    assert_eq!(beside, [("ar", "وينخفض.")]);
    let text = plain(&excerpt);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "It <b>falls</b>. 5 & 6 [x](y)");
    assert_eq!(lines[1], "وينخفض.");
    assert_eq!(lines.last(), Some(&"A/1, para. 2"));
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
}

#[test]
fn no_place_is_no_panic() {
    let text = document("zh", "A/1", &[("1", "河流。")]);
    for (version, block, range) in [(0, 9, 0..4), (7, 0, 0..1), (0, 0, 1..1), (0, 0, 1..2), (0, 0, 5..900)] {
        let excerpt = excerpt(&[&text], &Parallels::default(), version, block, range);
        assert!(excerpt.quotation.is_empty() || "河流。".contains(&excerpt.quotation));
    }
}

/// A work of that title with one excerpt, which its only version holds.
fn annotated(title: &str, excerpt: Excerpt) -> Annotated {
    let target = excerpt.annotation.as_ref().map(|annotation| annotation.target.clone()).unwrap_or_default();
    let (hash, language) = (target.hash, target.language);
    let version = VersionInfo { hash, path: None, language, title: title.to_owned(), ..VersionInfo::default() };
    let work = Work { id: 0, name: title.to_owned(), added: false, versions: vec![version] };
    Annotated { work, excerpts: vec![excerpt], place: None }
}

#[test]
fn markdown_shows_texts_as_they_are() {
    let text = (exporter("md").write)(
        &[annotated("Rivers: \"one\"", annotated_excerpt())],
        &Options { rtl: Rtl::Div, bom: false },
    );
    assert!(
        text.starts_with("---\ntitle: \"Rivers: \\\"one\\\"\"\nlanguages: [\"en\"]\ntags: [\"water law\"]\n"),
        "{text}"
    );
    for line in [
        "# Rivers: \"one\"",
        "## ¶ 2",
        "> It \\<b\\>falls\\</b\\>. 5 &amp; 6 \\[x\\](y)",
        "> <div dir=\"rtl\" lang=\"ar\">",
        "> وينخفض.",
        "\\# no heading\\",
        "1\\. no list \\[31m x",
        "#water-law",
        "— A/1, para. 2",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\nis not in\n{text}");
    }
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
    assert!(!text.contains('\u{202e}'));
}

#[test]
fn json_comes_back_as_it_was() {
    let excerpt = annotated_excerpt();
    let text = (exporter("json").write)(&[annotated("Rivers", excerpt.clone())], &Options::default());
    assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'), "controls stand as escapes");
    for wrapped in [text.clone(), format!("[{text}]"), format!("\u{feff}{text}\n{text}")] {
        let works = read(&wrapped).expect("it is read again");
        assert_eq!(works[0].annotations().next(), excerpt.annotation.as_ref());
        assert_eq!(works[0].versions()[0].hash, "hash");
    }
    assert!(read("{\"format\":\"other\"}").is_err());
    assert!(read("{\"format\":\"hexapla\",\"version\":2}").expect_err("newer").to_string().contains("newer"));
}
