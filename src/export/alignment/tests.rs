//! Tests of: what is written is what was aligned, and nothing of a text is read as markup, columns or controls.

use super::*;
use crate::align::Segmentation;
use crate::document::{Block, Document, Key, Kind};
use crate::text::Language;

fn document(language: &str, texts: &[&str]) -> Document {
    let block = |(at, text): (usize, &&str)| Block {
        key: Key::new((at + 1).to_string()),
        text: (*text).to_owned(),
        language: Language::new(language),
        ..Block::default()
    };
    let blocks = texts.iter().enumerate().map(block).collect();
    Document { language: Language::new(language), blocks, ..Document::default() }
}

fn written(name: &str, bitext: &Bitext<'_>) -> String {
    let exporter = ALIGNMENT_EXPORTERS.iter().find(|exporter| exporter.name == name).expect("a format");
    let mut text = String::new();
    let mut out = |piece: &str| {
        assert!(piece.ends_with('\n'), "a piece ends with its line: {piece:?}");
        text.push_str(piece);
        Ok(())
    };
    (exporter.write)(bitext, &mut out).expect("no error of ours");
    text
}

fn bead(source: std::ops::Range<usize>, target: std::ops::Range<usize>, score: f32) -> Bead {
    Bead { source, target, score }
}

#[test]
fn sentences_stand_as_they_stood_and_keys_say_where() {
    let source = document("en", &["One.  Two! Three?", "Four."]);
    let target = document("zh", &["一。二！", "三？四。"]);
    let (left, right) = (Segmentation::of(&source), Segmentation::of(&target));
    let beads = [bead(0..1, 0..1, 0.5), bead(1..3, 1..3, 0.25), bead(3..4, 3..3, 0.0), bead(4..4, 3..4, 1.0)];
    let bitext = Bitext {
        level: Level::Sentence,
        source: Column::of_sentences("texts/a.txt", &source, &left),
        target: Column::of_sentences("b.txt", &target, &right),
        beads: &beads,
    };
    assert_eq!(
        written("tsv", &bitext),
        "1\tOne.\t一。\t0.50\n1=1 2\tTwo! Three?\t二！ 三？\t0.25\n2\tFour.\t\t0.00\n2\t\t四。\t1.00\n"
    );
    assert_eq!(written("pairs", &bitext), "[0]:[0]:0.50\n[1,2]:[1,2]:0.25\n[3]:[]:0.00\n[]:[3]:1.00\n");
    let json: Vec<serde_json::Value> =
        written("jsonl", &bitext).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(json[1]["source"]["segments"][1]["bytes"], serde_json::json!([11, 17]));
    assert_eq!(json[1]["target"]["keys"], serde_json::json!(["1", "2"]));
    assert_eq!(json[1]["target"]["segments"][1]["sentence"], 0);
    assert_eq!(json[1]["target"]["text"], "二！\n三？");
    assert_eq!((&json[3]["source"]["text"], &json[3]["level"]), (&"".into(), &"sentence".into()));
    let tmx = written("tmx", &bitext);
    assert_eq!((tmx.matches("<tu>").count(), tmx.matches("<tuv ").count()), (4, 6));
    assert!(tmx.contains("<prop type=\"x-source\">a.txt</prop>"), "no folders of anybody: {tmx}");
}

#[test]
fn cells_of_tables_have_their_row_and_column() {
    let rows = vec![vec!["Year".to_owned(), String::new()], vec!["2024".to_owned(), "Rain. Snow.".to_owned()]];
    let table =
        Block { key: Key::new("3+1"), kind: Kind::Table, text: Block::table_text(&rows), rows, ..Block::default() };
    let source = Document { blocks: vec![table], ..Document::default() };
    let cut = Segmentation::of(&source);
    let column = Column::of_sentences("t", &source, &cut);
    let keys: Vec<_> = column.segments.iter().map(|one| (one.key.as_ref(), one.text())).collect();
    assert_eq!(keys, [("3+1[1,1]", "Year"), ("3+1[2,1]", "2024"), ("3+1[2,2]", "Rain. Snow.")]);
}

#[test]
fn lines_are_joined_as_their_script_is_written() {
    let column =
        |lines: &[&'static str]| Column::of_lines("f", Language::default(), lines).text(&(0..9), true).into_owned();
    assert_eq!(column(&["one", "two"]), "one two");
    assert_eq!(column(&["第一句。", "第二句。"]), "第一句。第二句。");
    assert_eq!(column(&["第一句。", "two"]), "第一句。 two");
    assert_eq!(column(&["one", "", "two"]), "one  two");
    assert_eq!(column(&[]), "");
}

#[test]
fn nothing_of_a_text_is_markup_a_column_or_an_end_of_line() {
    let hostile =
        "a\tb\nc\r\u{85}d\u{2028}<script>alert(1)</script>&amp;]]>\"'\u{0}\u{1b}[31m\u{9b}31m\u{fffe}\u{202e}";
    let source = document("ar\"><x", &[hostile]);
    let target = document("en", &["<b>&</b>"]);
    let beads = [bead(0..1, 0..1, f32::NAN)];
    let bitext = Bitext {
        level: Level::Block,
        source: Column::of_blocks("<i>.txt", &source),
        target: Column::of_blocks("b.txt", &target),
        beads: &beads,
    };
    let tsv = written("tsv", &bitext);
    assert_eq!((tsv.lines().count(), tsv.matches('\t').count(), tsv.ends_with("\t0.00\n")), (1, 3, true), "{tsv:?}");
    assert_eq!(written("jsonl", &bitext).lines().count(), 1);
    for name in ["tmx", "html"] {
        let text = written(name, &bitext);
        assert!(
            !text.contains("<script") && !text.contains("<b>") && !text.contains("<i>") && !text.contains("<x"),
            "{text}"
        );
        assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;]]&gt;"), "{text}");
        // XML 1.0, production 2; and what a terminal would obey.
        let legal = |c: char| matches!(c, '\t' | '\n' | ' '..='~' | '\u{A0}'..='\u{FFFD}' | '\u{10000}'..);
        assert!(text.chars().all(legal), "{name}: {text:?}");
    }
    assert!(written("tmx", &bitext).contains("&#155;31m"), "what XML can hold is held");
    let html = written("html", &bitext);
    assert!(!html.contains("&#155;"), "HTML would read another character");
    let piped = crate::export::clean::terminal(&tsv);
    assert!(
        !piped.contains(['\u{1b}', '\u{9b}', '\u{0}', '\u{202e}']) && piped.matches('\t').count() == 3,
        "{piped:?}"
    );
}

#[test]
fn a_page_says_the_language_and_direction_of_every_text() {
    let source = document("ar", &["نص أول.", "نص ثان."]);
    let target = document("en", &["First text."]);
    let beads = [bead(0..1, 0..1, 0.9), bead(1..2, 1..1, 0.2)];
    let bitext = Bitext {
        level: Level::Block,
        source: Column::of_blocks("a", &source),
        target: Column::of_blocks("b", &target),
        beads: &beads,
    };
    let html = written("html", &bitext);
    assert!(
        html.contains("<td lang=\"ar\" dir=\"rtl\">نص أول.</td><td lang=\"en\" dir=\"ltr\">First text.</td>"),
        "{html}"
    );
    assert!(html.contains("<tr class=\"doubtful\"><th scope=\"row\">2</th>"), "{html}");
    assert!(html.contains("<td class=\"none\">—</td>"), "{html}");
    for outside in ["<script", "src=", "href=", "url(", "@import", "http"] {
        assert!(!html.contains(outside), "{outside} in a page that needs nothing beside it");
    }
}

#[test]
fn beads_past_the_end_are_no_panic() {
    let (source, target) = (document("en", &["One."]), Document::default());
    let beads = [bead(0..5, 7..9, 2.0), bead(9..12, 0..0, -1.0)];
    let bitext = Bitext {
        level: Level::Block,
        source: Column::of_blocks("a", &source),
        target: Column::of_blocks("b", &target),
        beads: &beads,
    };
    for exporter in ALIGNMENT_EXPORTERS {
        assert!(written(exporter.name, &bitext).lines().count() >= 2, "{}", exporter.name);
    }
    assert!(written("tsv", &bitext).starts_with("1\tOne.\t\t1.00\n"));
}
