//! Tables as reports print them: lines of cells at heights of their own, one table over pages or several on one.

use super::{FULL, at, document, lines, pdf, texts};
use crate::document::{Document, Kind};

fn tables(document: &Document) -> Vec<&Vec<Vec<String>>> {
    document.blocks.iter().filter(|block| block.kind == Kind::Table).map(|block| &block.rows).collect()
}

/// Cells on one line, from these places on.
fn row(y: f64, cells: &[(f64, &str)]) -> String {
    cells.iter().map(|(x, text)| at(*x, y, "F1", 10.0, text)).collect()
}

/// The two lines that a head stands between.
fn head(y: f64) -> String {
    format!("60 {} 480 0.5 re f 60 {} 480 0.5 re f\n", y + 14.0, y - 6.0)
}

const OUTPUTS: [f64; 3] = [60.0, 260.0, 310.0];

/// A page of a table of outputs: what stands beside the long cell has lines of its own heights.
fn outputs(y: f64) -> String {
    let [one, two, three] = OUTPUTS;
    row(y, &[(one, "Care of four boats on the river,"), (two, "2"), (three, "Boats were painted")])
        + &row(y - 12.0, &[(one, "two of wood and two of iron, and of")])
        + &row(y - 20.5, &[(two, "1"), (three, "Boat was sold to the council of the")])
        + &row(y - 24.0, &[(one, "all their oars")])
        + &row(y - 32.5, &[(three, "town")])
        + &row(y - 53.0, &[(one, "Ropes for the bridge"), (two, "Yes")])
        + &row(y - 73.0, &[(one, "Care of the path along the river, the")])
        + &row(y - 79.0, &[(two, "Yes")])
        + &row(y - 85.0, &[(one, "gate and the lamps")])
}

const ROWS: [[&str; 3]; 4] = [
    ["Care of four boats on the river, two of wood and two of iron, and of all their oars", "2", "Boats were painted"],
    ["", "1", "Boat was sold to the council of the town"],
    ["Ropes for the bridge", "Yes", ""],
    // What is set in the middle of its row belongs to it.
    ["Care of the path along the river, the gate and the lamps", "Yes", ""],
];

#[test]
fn cells_keep_their_lines_where_columns_have_heights_of_their_own() {
    let [one, two, three] = OUTPUTS;
    let page = head(700.0)
        + &row(712.0, &[(two, "Done")])
        + &row(700.0, &[(one, "Planned outputs"), (two, "yes/no"), (three, "Remarks")])
        + &outputs(670.0);
    let read = document(&pdf(&[page], &[]));
    let tables = tables(&read);
    assert_eq!(tables.len(), 1, "{:?}", texts(&read));
    assert_eq!(tables[0][0], ["Planned outputs", "Done yes/no", "Remarks"]);
    assert_eq!(tables[0][1..], ROWS);
}

#[test]
fn a_table_that_goes_on_overleaf_keeps_its_columns() {
    let [one, two, three] = OUTPUTS;
    let first = head(700.0)
        + &row(700.0, &[(one, "Planned outputs"), (two, "Done"), (three, "Remarks")])
        + &outputs(670.0)
        + &outputs(560.0)
        + &row(440.0, &[(one, "Water"), (two, "No"), (three, "None was left")]);
    let second = outputs(740.0) + &lines(90.0, 600.0, &[FULL, FULL, "so it stays dry."]);
    let read = document(&pdf(&[first, second], &[]));
    let tables = tables(&read);
    assert_eq!(tables.len(), 2, "{:?}", texts(&read));
    assert_eq!(tables[1][..], ROWS);
    let last = read.blocks.last().expect("a paragraph");
    assert!(last.text.starts_with("and the boat") && last.text.ends_with("so it stays dry."), "{}", last.text);
}

#[test]
fn two_tables_of_one_shape_on_a_page_are_two() {
    let table = |y: f64, words: [&str; 2]| {
        head(y)
            + &row(y, &[(60.0, "Request"), (310.0, "Action taken")])
            + &row(y - 30.0, &[(60.0, words[0]), (310.0, "The bridge was painted in spring, and")])
            + &row(y - 42.0, &[(60.0, "be painted"), (310.0, "the boats were too")])
            + &row(y - 62.0, &[(60.0, words[1]), (310.0, "Done")])
    };
    let page = table(700.0, ["Asks that the bridge", "Asks for a rope"])
        + &at(60.0, 580.0, "F2", 10.0, "Requests of the second year")
        + &table(550.0, ["Asks that the tower", "Asks for a lamp"]);
    let read = document(&pdf(&[page], &[]));
    let tables = tables(&read);
    assert_eq!(tables.len(), 2, "{:?}", texts(&read));
    let firsts: Vec<Vec<&str>> = tables.iter().map(|rows| rows.iter().map(|row| row[0].as_str()).collect()).collect();
    assert_eq!(firsts[0], ["Request", "Asks that the bridge be painted", "Asks for a rope"]);
    assert_eq!(firsts[1], ["Request", "Asks that the tower be painted", "Asks for a lamp"]);
    assert!(texts(&read).contains(&"Requests of the second year"), "{:?}", texts(&read));
}

#[test]
fn labels_and_the_text_behind_them_are_one_column() {
    let entry = |y: f64, label: &str| {
        row(y, &[(60.0, label), (100.0, "Share of the boats that were"), (310.0, "Achieved")])
            + &row(y - 12.0, &[(60.0, "painted before the river rose, in")])
            + &row(y - 24.0, &[(60.0, "all years that were counted")])
    };
    let page = head(700.0)
        + &row(700.0, &[(60.0, "Expected accomplishment"), (310.0, "Indicators")])
        + &entry(670.0, "1.1.1")
        + &entry(626.0, "1.1.2")
        + &entry(582.0, "1.1.3");
    let read = document(&pdf(&[page], &[]));
    let tables = tables(&read);
    assert_eq!(tables.len(), 1, "{:?}", texts(&read));
    assert_eq!(tables[0].len(), 4);
    let text = "1.1.2 Share of the boats that were painted before the river rose, in all years that were counted";
    assert_eq!(tables[0][2], [text, "Achieved"]);
}

#[test]
fn rows_between_drawn_lines_are_whole() {
    let entry = |y: f64, item: &str, count: &str| {
        format!("60 {} 480 0.5 re f\n", y - 22.0)
            + &row(y + 7.0, &[(60.0, "Net profit of the holders of")])
            + &row(y, &[(300.0, count), (420.0, "none")])
            + &row(y - 7.5, &[(60.0, item)])
    };
    let page = head(700.0)
        + &row(700.0, &[(60.0, "Item"), (300.0, "Now"), (420.0, "Before")])
        + &entry(670.0, "shares that are listed", "121")
        + &entry(630.0, "boats that are new", "123")
        + &entry(590.0, "ropes that are old", "125");
    let read = document(&pdf(&[page], &[]));
    let tables = tables(&read);
    assert_eq!(tables.len(), 1, "{:?}", texts(&read));
    assert_eq!(tables[0][1..].iter().map(|row| row[1].as_str()).collect::<Vec<_>>(), ["121", "123", "125"]);
    assert_eq!(tables[0][2], ["Net profit of the holders of boats that are new", "123", "none"]);
}

#[test]
fn text_that_stands_where_columns_stood_is_text() {
    let request = |y: f64| row(y, &[(60.0, "1."), (90.0, FULL)]);
    let first = head(700.0)
        + &row(700.0, &[(60.0, "No."), (90.0, "Request")])
        + &(1..8).map(|at| request(690.0 - 20.0 * f64::from(at))).collect::<String>();
    let paragraph = |number: i32| {
        let y = 760.0 - 50.0 * f64::from(number);
        row(y, &[(60.0, &format!("{number}.")), (90.0, FULL)]) + &lines(90.0, y - 12.0, &["and the water is high."])
    };
    let second: String = (1..8).map(paragraph).collect();
    let read = document(&pdf(&[first, second], &[]));
    let numbers: Vec<&str> = read.blocks.iter().filter_map(|block| block.number.as_deref()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7"], "{:?}", texts(&read));
}

#[test]
fn numbers_in_the_first_rows_of_pages_are_no_page_numbers() {
    let page = |number: usize, [thing, count]: [&str; 2]| {
        let cells = |first: &'_ str, second: &'_ str, y: f64| {
            row(y, &[(60.0, &format!("{first} of the {thing}")), (260.0, second), (310.0, &format!("the {thing} too"))])
        };
        at(60.0, 770.0, "F1", 8.0, "River Council/12")
            + &row(740.0, &[(60.0, &format!("All about the {thing}"))])
            + &cells("Care", count, 720.0)
            + &cells("Price", "Yes", 700.0)
            + &cells("Loss", "No", 680.0)
            + &at(520.0, 30.0, "F1", 8.0, &format!("{number}/6"))
    };
    let things = [["boats", "8"], ["ropes", "2"], ["lamps", "7"], ["gates", "5"], ["oars", "16"], ["nets", "3"]];
    let pages: Vec<String> = things.into_iter().enumerate().map(|(at, thing)| page(at + 1, thing)).collect();
    let read = document(&pdf(&pages, &[]));
    let counts: Vec<&str> = tables(&read).iter().flat_map(|rows| rows.iter()).map(|row| row[1].as_str()).collect();
    for [_, count] in things {
        assert!(counts.contains(&count), "{count} in {counts:?}");
    }
    // What comes again in a column is none either.
    for word in ["Yes", "No"] {
        assert_eq!(counts.iter().filter(|cell| **cell == word).count(), things.len(), "{word} in {counts:?}");
    }
    assert!(!texts(&read).iter().any(|text| text.contains("Council") || text.contains("/6")), "{:?}", texts(&read));
}
