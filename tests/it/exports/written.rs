//! Formats that are only written: what each promises its readers.

use super::{annotate, desk};
use crate::harness::Program;

fn annotated() -> Program {
    let desk = desk();
    annotate(&desk);
    desk
}

/// A table read as RFC 4180 says, by a reader of its own.
fn table(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && rest.peek() == Some(&'\n') => {
                rest.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(!quoted && cell.is_empty() && row.is_empty(), "every row ends");
    rows
}

#[test]
fn a_table_has_a_row_for_each_and_a_column_for_each_language() {
    let desk = annotated();
    let text = desk.text(&["export", "--to", "csv"]);
    assert!(!text.starts_with('\u{FEFF}'));
    let rows = table(&text);
    assert_eq!(rows.len(), 8);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let column = |name: &str| rows[0].iter().position(|own| own == name).expect(name);
    let arabic = rows.iter().find(|row| row[column("language")] == "ar").expect("the Arabic one");
    assert_eq!(arabic[column("note")], "لماذا لم يحصها أحد؟\n2 \"<b>&\" *x* =1+1");
    assert_eq!(arabic[column("translation en")], "Nobody has ever counted the sheep.");
    assert_eq!(arabic[column("tags")], "أغنام, to check");
    let excel = desk.text(&["export", "--to", "csv", "--bom"]);
    let rows = table(excel.strip_prefix('\u{FEFF}').expect("the mark"));
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with('=')), "nothing is computed");
    assert!(rows.iter().flatten().any(|cell| cell == "'=nine, or ten "), "{rows:?}");
}

#[test]
fn right_to_left_text_is_readable_in_an_editor() {
    let desk = annotated();
    for format in ["md", "org"] {
        let marked = desk.text(&["export", "--to", format]);
        // The second line of the Arabic note begins with a number and Latin letters: its own lines say so.
        assert!(marked.lines().any(|line| line.trim_start_matches("> ") == "ولم يحصِ أحد الأغنام قط."), "{marked}");
        assert!(marked.lines().any(|line| line.starts_with("\u{200F}2 ")), "{marked}");
        let plain = desk.text(&["export", "--to", format, "--rtl", "plain"]);
        assert!(!plain.contains('\u{200F}'));
    }
    let divided = desk.text(&["export", "--to", "md", "--rtl", "div"]);
    assert!(divided.contains("> <div dir=\"rtl\" lang=\"ar\">\n>\n> ولم يحصِ"), "{divided}");
    let org = desk.text(&["export", "--to", "org", "--rtl", "div"]);
    assert!(org.contains("#+attr_html: :dir rtl :lang ar\n#+begin_quote\nولم يحصِ"), "{org}");
}

#[test]
fn org_has_drawers_and_nothing_of_a_text_is_its_markup() {
    let text = annotated().text(&["export", "--to", "org"]);
    assert!(text.contains("** ¶ 0+2 :أغنام:to_check:\n:PROPERTIES:\n:CUSTOM_ID: "), "{text}");
    assert_eq!(text.matches("\n:END:\n").count(), 8);
    assert!(text.contains("\u{200B}*x*"), "{text}");
    let headings = text.lines().filter(|line| line.starts_with('*')).count();
    assert_eq!(headings, 8, "{text}");
    for (kind, state) in [("highlight", "ok"), ("note", "orphan"), ("mark", "ok")] {
        assert!(text.contains(&format!(":KIND: {kind}\n")) && text.contains(&format!(":STATE: {state}\n")), "{text}");
    }
}

#[test]
fn every_quotation_of_a_page_says_its_language_and_direction() {
    let text = annotated().text(&["export", "--to", "html"]);
    let quotes: Vec<&str> = text.lines().filter(|line| line.starts_with("<blockquote")).collect();
    assert!(quotes.len() > 10);
    for quote in quotes {
        let (right, language) = (quote.contains("dir=\"rtl\""), quote.contains("lang=\"ar\""));
        let arabic = quote.chars().any(|c| ('\u{620}'..'\u{650}').contains(&c));
        assert_eq!((right, language), (arabic, arabic), "{quote}");
        assert!(right || quote.contains("dir=\"ltr\""), "{quote}");
    }
    assert!(text.contains("&lt;b&gt;&amp;") && !text.contains("<b>"));
    assert!(!text.chars().any(|c| c == '\u{202e}' || c == '\u{7}'));
    assert!(text.contains("was not found in the text"));
}

#[test]
fn translation_memories_hold_what_has_a_translation() {
    let desk = annotated();
    let text = desk.text(&["export", "--to", "tmx"]);
    assert_eq!(text.matches("<tu ").count(), 6, "all but the one without a place: {text}");
    assert_eq!(text.matches("<tuv ").count(), 18);
    assert!(text.contains("<tuv xml:lang=\"ar\"><seg>ولم يحصِ أحد الأغنام قط.</seg></tuv>"), "{text}");
    assert!(text.contains("&quot;&lt;b&gt;&amp;&quot;"), "{text}");
    // Order of the content of a unit in TMX 1.4b: ((note|prop)*, tuv+).
    for unit in text.split("<tu ").skip(1) {
        let first = unit.find("<tuv").expect("a variant");
        assert!(unit.rfind("<prop").is_none_or(|at| at < first) && unit.rfind("<note").is_none_or(|at| at < first));
    }
    let arabic_only = desk.text(&["export", "--to", "tmx", "--lang", "ar", "--quoted", "en"]);
    assert!(arabic_only.contains("xml:lang=\"ar\"") && !arabic_only.contains("xml:lang=\"zh\""));
}

#[test]
fn the_works_are_entries_of_a_bibliography() {
    let desk = desk();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("gardens.en.txt");
    std::fs::write(&path, "A/GDN/7/12\n\nReport on gardens_100% & {more}\n\n1. The first paragraph.\n")
        .expect("written");
    desk.text(&["add", &path.display().to_string()]);
    let bib = desk.text(&["export", "--to", "bib"]);
    assert!(bib.contains("@misc{ferry-ar,\n") && bib.contains("  langid = {arabic},\n"), "{bib}");
    assert!(!bib.contains("guide"), "{bib}");
    for line in bib.lines() {
        let open = line.matches('{').count();
        assert!(line.starts_with('@') || line == "}" || open == line.matches('}').count(), "{line}");
    }
    let csl: serde_json::Value = serde_json::from_str(&desk.text(&["export", "--to", "csl"])).expect("JSON");
    let items = csl.as_array().expect("an array");
    let ids: std::collections::HashSet<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    assert!(items.len() >= 4 && ids.len() == items.len());
    assert!(
        items
            .iter()
            .all(|item| item["title"].is_string()
                && ["document", "report"].contains(&item["type"].as_str().unwrap_or("")))
    );
}
