//! Furniture of the pages: out of the text, and kept at its place.

use super::{FULL, at, document, lines, pdf, texts};
use crate::document::{Document, Kind};

/// Page and text of each line that is kept, the end of the text before it and the start of that behind it.
fn kept(document: &Document) -> Vec<(usize, &str, String, String)> {
    let kept = |one: &crate::document::LeftOut| {
        let (before, behind) = document.blocks[one.block].text.split_at(one.offset);
        let end: String = before.chars().rev().take(5).collect();
        (one.line, end.chars().rev().collect(), behind.chars().take(6).collect())
    };
    document.left_out.iter().map(|one| (one, kept(one))).map(|(one, (page, a, b))| (page, &*one.text, a, b)).collect()
}

#[test]
fn heads_and_numbers_stand_where_the_pages_break_the_text() {
    let page = |number: usize, body: &str| {
        at(60.0, 770.0, "F1", 8.0, "The Council of the River")
            + body
            + &at(520.0, 30.0, "F1", 8.0, &format!("{number}/3"))
    };
    // The note of the first page is read after the paragraph that calls it, which ends on the second.
    let first = lines(60.0, 700.0, &[FULL, "and a stone marks the place"])
        + "BT /F1 6 Tf 4 Ts 170.5 688 Td (3) Tj 0 Ts ET\n"
        + &lines(60.0, 676.0, &[FULL, FULL])
        + "BT /F1 5 Tf 60 93 Td (3) Tj ET\n"
        + &at(70.0, 90.0, "F1", 7.5, "The stone was moved in spring.");
    let second = lines(
        60.0,
        740.0,
        &["but nobody knows who rows it in the winter, when the river is high and all of the ropes", "are wet."],
    ) + &lines(60.0, 690.0, &["A rope is kept near the water."]);
    let third = lines(60.0, 740.0, &["Nobody swims in it."]);
    let read = document(&pdf(&[page(1, &first), page(2, &second), page(3, &third)], &[]));
    let note = read.blocks.iter().find(|block| block.kind == Kind::Note).expect("a note");
    assert_eq!(note.text, "The stone was moved in spring.");
    assert!(!texts(&read).iter().any(|text| text.contains("Council") || text.contains("/3")), "{:?}", texts(&read));
    let head = "The Council of the River";
    let line = |page, text, end: &str, start: &str| (page, text, end.to_owned(), start.to_owned());
    let expected = [
        line(1, head, "", "and th"),
        line(1, "1/3", "er is", " but n"),
        line(2, head, "er is", " but n"),
        line(2, "2/3", "ater.", ""),
        line(3, head, "ater.", ""),
        line(3, "3/3", "n it.", ""),
    ];
    assert_eq!(kept(&read), expected, "{:?}", texts(&read));
    let transcript = read.transcript();
    assert_eq!(transcript.matches(head).count(), 3, "{transcript}");
}

#[test]
fn a_page_without_text_takes_nothing_to_itself() {
    let page = |number: usize, body: &str| {
        at(60.0, 770.0, "F1", 8.0, "The Council of the River") + body + &at(520.0, 30.0, "F1", 8.0, &number.to_string())
    };
    let text = lines(60.0, 740.0, &[FULL, "so it stays dry."]);
    let read = document(&pdf(&[page(1, ""), page(2, &text), page(3, "")], &[]));
    assert_eq!(texts(&read), [format!("{FULL} so it stays dry.")]);
    let places: Vec<(usize, usize)> = read.left_out.iter().map(|one| (one.line, one.offset)).collect();
    let end = read.blocks[0].text.len();
    assert_eq!(places, [(1, 0), (1, 0), (2, 0), (2, end), (3, end), (3, end)]);
}
