//! The builder: keys of plain text, links, notes, languages.

use super::{About, Cell, Piece, Role, document};
use crate::document::{Document, Kind, Span, SpanKind};
use crate::import::{Hints, read};
use crate::text::{Direction, Language};

fn piece(role: Role, text: &str) -> Piece {
    Piece { role, text: text.to_owned(), ..Piece::default() }
}

fn labelled(role: Role, label: &str, text: &str) -> Piece {
    Piece { label: Some(label.to_owned()), ..piece(role, text) }
}

fn build(pieces: Vec<Piece>) -> Document {
    let pieces = pieces.into_iter().enumerate().map(|(at, piece)| Piece { line: at + 1, ..piece }).collect();
    document("test", pieces, About::default(), &Hints::default(), Vec::new())
}

fn keys(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| block.key.as_str()).collect()
}

fn span(text: &str, word: &str, kind: SpanKind, target: &str) -> Span {
    let start = text.find(word).expect("a word of the text");
    let end = if kind == SpanKind::Note { start } else { start + word.len() };
    Span { start, end, kind, target: Some(target.to_owned()), source: None }
}

#[test]
fn the_same_document_has_the_keys_of_its_plain_text() {
    let text = "The river council\n\nI. Where it meets\n\n1. The council meets at the old bridge.\n\n\
        2. It may meet elsewhere:\n\n(a) When the water is high;\n\n(i) In spring;\n\n(b) On feast days.\n\nA boat is kept ready.\n\n\
        A. The boat\n\n3. The boat is painted every year.\n\nAnnex II\n\n1. Paint is bought in winter.\n\nArticle 3\n\nNobody swims.\n";
    let plain = read(text.as_bytes(), &Hints::default()).expect("text");
    let built = build(vec![
        piece(Role::Title, "The river council"),
        labelled(Role::Heading(1), "I.", "Where it meets"),
        labelled(Role::Item(1), "1.", "The council meets at the old bridge."),
        labelled(Role::Item(1), "2.", "It may meet elsewhere:"),
        labelled(Role::Item(2), "(a)", "When the water is high;"),
        labelled(Role::Item(3), "(i)", "In spring;"),
        labelled(Role::Item(2), "(b)", "On feast days."),
        piece(Role::Paragraph, "A boat is kept ready."),
        piece(Role::Heading(2), "A. The boat"),
        piece(Role::Paragraph, "3.\tThe boat is painted every year."),
        piece(Role::Heading(1), "Annex II"),
        labelled(Role::Item(1), "1.", "Paint is bought in winter."),
        labelled(Role::Heading(2), "Article 3", ""),
        piece(Role::Paragraph, "Nobody swims."),
    ]);
    assert_eq!(keys(&built), keys(&plain));
    let shown = |document: &Document| -> Vec<(String, String)> {
        document.blocks.iter().map(|block| (block.label.clone(), block.text.clone())).collect()
    };
    assert_eq!(shown(&built), shown(&plain));
    let numbers = |document: &Document| -> Vec<Option<String>> {
        document.blocks.iter().map(|block| block.number.clone()).collect()
    };
    assert_eq!(numbers(&built), numbers(&plain));
    assert!(built.warnings.is_empty(), "{:?}", built.warnings);
}

#[test]
fn headings_keep_the_levels_of_the_source_whatever_they_print() {
    let built = build(vec![
        piece(Role::Heading(2), "1. The hills"),
        piece(Role::Heading(3), "1.1 The eastern hill"),
        labelled(Role::Heading(3), "1.2", "The western hill"),
        piece(Role::Heading(4), "(a) Its caves"),
        piece(Role::Heading(2), "2 trees and a well"),
        piece(Role::Heading(2), "1948 and after"),
        piece(Role::Paragraph, "Nobody knows."),
    ]);
    let seen: Vec<_> = built.blocks.iter().map(|b| (b.kind, b.level, b.key.as_str(), b.label.as_str())).collect();
    assert_eq!(seen[0], (Kind::Heading, 2, "I", "1."));
    assert_eq!(seen[1], (Kind::Heading, 3, "I.A", "1.1"));
    assert_eq!(seen[2], (Kind::Heading, 3, "I.B", "1.2"));
    assert_eq!((seen[3].0, seen[3].1, seen[3].3), (Kind::Heading, 4, "(a)"));
    assert_eq!(seen[4], (Kind::Heading, 2, "I.B+1", ""));
    assert_eq!(seen[5], (Kind::Heading, 2, "I.B+2", ""));
}

#[test]
fn a_list_under_numbered_paragraphs_numbers_items() {
    let built = build(vec![
        piece(Role::Paragraph, "1.\tThe mill grinds."),
        piece(Role::Paragraph, "2.\tThe wheel turns."),
        labelled(Role::Item(1), "1.", "By water;"),
        labelled(Role::Item(1), "2.", "By hand."),
        piece(Role::Paragraph, "3.\tThe stone is old."),
        labelled(Role::Item(1), "a.", "Very old;"),
        labelled(Role::Item(2), "iv.", "Older still;"),
        labelled(Role::Item(1), "•", "Grey."),
    ]);
    assert_eq!(keys(&built), ["1", "2", "2(1)", "2(2)", "3", "3(a)", "3(a)(iv)", "3+1"]);
    assert_eq!(built.blocks[6].level, 2);
}

#[test]
fn an_ordinal_makes_a_heading_only_where_the_source_has_none() {
    let built = build(vec![piece(Role::Paragraph, "A. The mill"), piece(Role::Paragraph, "It grinds.")]);
    assert_eq!((built.blocks[0].kind, built.blocks[0].key.as_str()), (Kind::Heading, "A"));
    let headings = ["The river", "The banks"].map(|text| piece(Role::Heading(1), text));
    let built = build([headings.as_slice(), &[piece(Role::Paragraph, "B. Reed")]].concat());
    assert_eq!((built.blocks[2].kind, built.blocks[2].text.as_str()), (Kind::Paragraph, "B. Reed"));
}

#[test]
fn a_label_that_says_nothing_is_shown_all_the_same() {
    let built = build(vec![labelled(Role::Paragraph, "§ 7.3", "Rain."), labelled(Role::Item(1), "→", "Snow.")]);
    let seen: Vec<_> = built.blocks.iter().map(|b| (b.key.as_str(), b.label.as_str(), b.text.as_str())).collect();
    assert_eq!(seen, [("0+1", "§ 7.3", "Rain."), ("0+2", "→", "Snow.")]);
}

#[test]
fn a_label_with_nothing_but_the_call_of_a_note_keeps_both() {
    let call = Span { start: 0, end: 0, kind: SpanKind::Note, target: Some("n1".to_owned()), source: None };
    let mut bare = labelled(Role::Item(1), "b1a.", "");
    bare.spans = vec![call];
    let built = build(vec![bare, piece(Role::Note("n1".to_owned()), "A note.")]);
    let span = &built.blocks[0].spans[0];
    assert_eq!((span.target.as_deref(), built.blocks[1].key.as_str()), (Some("fn1"), "fn1"));
    assert!(built.blocks[0].text.get(span.start..span.end).is_some(), "{span:?} in {:?}", built.blocks[0].text);
}

#[test]
fn links_lead_to_keys_and_notes_to_their_bodies() {
    let text = "  See the barn, the map and nothing.";
    let mut see = piece(Role::Paragraph, text);
    see.spans = vec![
        span(text, "map", SpanKind::Link, "https://example.org/map"),
        span(text, "barn", SpanKind::Link, "#barn"),
        span(text, "nothing", SpanKind::Link, "#nowhere"),
        span(text, ", the map", SpanKind::Note, "n9"),
        span(text, " and", SpanKind::Note, "star"),
        span(text, ".", SpanKind::Note, "gone"),
    ];
    let barn = Piece { id: Some("b".into()), anchors: vec!["barn".into()], ..piece(Role::Heading(1), "The barn") };
    let built = build(vec![
        see,
        labelled(Role::Note("star".into()), "*", "Out of print."),
        labelled(Role::Note("n9".into()), "1", "Built by hand."),
        barn,
    ]);
    assert_eq!(keys(&built), ["0+1", "fn2", "fn1", "0+2"]);
    let block = &built.blocks[0];
    let seen: Vec<_> =
        block.spans.iter().map(|s| (&block.text[s.start..s.end], s.target.as_deref().unwrap_or(""))).collect();
    assert_eq!(seen, [("barn", "0+2"), ("", "fn1"), ("map", "https://example.org/map"), ("", "fn2")]);
    assert_eq!(built.blocks[3].id.as_deref(), Some("b"));
    assert!(built.warnings.iter().any(|w| w.message.contains("the note gone")), "{:?}", built.warnings);
}

#[test]
fn cells_keep_their_links_and_break_no_rows() {
    let word = "go\there";
    let cell = Cell { text: word.into(), spans: vec![span(word, "here", SpanKind::Link, "https://example.org/")] };
    let table = Piece {
        role: Role::Table,
        rows: vec![vec!["one".into(), "two\nlines".into()], vec!["".into(), cell]],
        ..Piece::default()
    };
    let built = build(vec![table]);
    let block = &built.blocks[0];
    assert_eq!(block.text, "one\ttwo lines\n\tgo here");
    assert_eq!(&block.text[block.spans[0].start..block.spans[0].end], "here");
}

#[test]
fn what_the_source_says_of_languages_is_believed_where_the_letters_allow_it() {
    let told = |text: &str, tag: &str, direction| Piece {
        language: Some(Language::new(tag)),
        direction,
        ..piece(Role::Paragraph, text)
    };
    let built = build(vec![
        told("سطر قصير", "fa", None),
        told("سطر قصير", "en", None),
        told("Ein Satz", "de", Some(Direction::Rtl)),
        told("1948", "ar", Some(Direction::Rtl)),
    ]);
    let seen: Vec<_> = built.blocks.iter().map(|b| (b.language.tag(), b.direction)).collect();
    assert_eq!(seen[0], ("fa", Direction::Rtl));
    assert_eq!(seen[1].1, Direction::Rtl);
    assert_eq!(seen[2], ("de", Direction::Ltr));
    assert_eq!(seen[3], ("ar", Direction::Rtl));
}

#[test]
fn a_note_typed_by_hand_is_found() {
    let built =
        build(vec![piece(Role::Paragraph, "The bridge* is closed."), piece(Role::Paragraph, "* Until spring.")]);
    assert_eq!(keys(&built), ["0+1", "fn1"]);
    assert_eq!(built.blocks[0].text, "The bridge is closed.");
    assert_eq!(built.blocks[0].spans[0].target.as_deref(), Some("fn1"));
}

#[test]
fn a_star_of_a_list_keeps_its_stop() {
    let built = build(vec![
        labelled(Role::Item(1), "*.", "The first oar."),
        labelled(Role::Item(1), "**.", "The second."),
        labelled(Role::Item(1), "•", "A rudder."),
    ]);
    let shown: Vec<(&str, &str)> = built.blocks.iter().map(|b| (b.label.as_str(), b.text.as_str())).collect();
    assert_eq!(shown, [("*.", "The first oar."), ("**.", "The second."), ("•", "A rudder.")]);
}

#[test]
fn a_first_directive_is_no_first_article() {
    let read = |texts: &[&str]| {
        let heads = [piece(Role::Heading(1), "渡口"), piece(Role::Heading(2), "规则")];
        let texts = texts.iter().map(|text| piece(Role::Paragraph, text));
        let built = build(heads.into_iter().chain(texts).collect());
        built.blocks.iter().skip(2).map(|block| (block.key.to_string(), block.text.clone())).collect::<Vec<_>>()
    };
    let own = |key: &str, text: &str| (key.to_owned(), text.to_owned());
    // The directives of a program, with the space that stands between Han and other letters.
    let texts = ["第一条 permit_boats 指令允许船只过河。", "第二条 reject_carts 指令拒绝车辆。"];
    assert_eq!(read(&texts), [own("0+3", texts[0]), own("0+4", texts[1])]);
    assert_eq!(read(&["第一条 规则说，船只先行。"]), [own("0+3", "第一条 规则说，船只先行。")]);
    // The articles of a law, one of which begins with other letters.
    let keys = |texts: &[&str]| read(texts).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
    let law = ["第一条 船只先行。", "第二条 车辆后行。", "第三条 A船归村里所有。"];
    assert_eq!(keys(&law), ["art1", "art1:0+1", "art2", "art2:0+1", "art3", "art3:0+1"]);
    for alone in ["第一条　permit 指令允许船只过河。", "第一条\tpermit 指令允许船只过河。", "第一条"]
    {
        assert_eq!(keys(&[alone])[0], "art1", "{alone}");
    }
    let plain =
        super::super::read("第一条 船只先行。\n\n第二条 reject 车辆。\n".as_bytes(), &Hints::default()).expect("text");
    assert_eq!(self::keys(&plain), ["art1", "art1:0+1", "art2", "art2:0+1"]);
}
