//! Whole files of our own making.

mod fonts;
mod left_out;
mod tables;

use std::fmt::Write;

use super::read;
use crate::document::{Document, Kind, SpanKind};
use crate::import::{Hints, ImportError};

/// A file with these pages and these objects beside; `F1` is a text font, `F2` a bold one, `F3` what object 20 is.
fn pdf(pages: &[String], more: &[(usize, String)]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 30 + 2 * at)).collect();
    let mut objects: Vec<(usize, String)> = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".into()),
        (
            2,
            format!(
                "<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 600 800] /Resources 3 0 R >>",
                kids.join(" "),
                pages.len()
            ),
        ),
        (3, "<< /Font << /F1 4 0 R /F2 5 0 R /F3 20 0 R >> >>".into()),
        (4, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>".into()),
        (5, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>".into()),
    ];
    for (at, page) in pages.iter().enumerate() {
        objects.push((30 + 2 * at, format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", 31 + 2 * at)));
        objects.push((31 + 2 * at, format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len())));
    }
    objects.retain(|(number, _)| !more.iter().any(|(own, _)| own == number));
    objects.extend(more.iter().cloned());
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (number, object) in &objects {
        places.push((*number, out.len()));
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = out.len();
    out.push_str("xref\n");
    for (number, place) in places {
        let _ = write!(out, "{number} 1\n{place:010} 00000 n \n");
    }
    let _ = write!(
        out,
        "trailer << /Root 1 0 R /Size 99 {} >>\nstartxref\n{start}\n%%EOF\n",
        more.iter().find(|(n, _)| *n == 19).map_or("", |_| "/Encrypt 19 0 R")
    );
    out.into_bytes()
}

/// A line of text at a place.
fn at(x: f64, y: f64, font: &str, size: f64, text: &str) -> String {
    format!("BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

fn document(bytes: &[u8]) -> Document {
    read(bytes, &Hints::default()).expect("a document")
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| block.text.as_str()).collect()
}

/// Lines of a paragraph from this height on, each about 400 points long.
fn lines(x: f64, mut y: f64, words: &[&str]) -> String {
    let mut out = String::new();
    for line in words {
        out.push_str(&at(x, y, "F1", 10.0, line));
        y -= 12.0;
    }
    out
}

const FULL: &str = "and the boat is painted every year by those who row it over the river, whatever the weather is";

#[test]
fn numbered_paragraphs_go_over_pages_without_their_heads() {
    let page = |number: usize, body: &str| {
        at(60.0, 770.0, "F1", 8.0, "River Council/12") + body + &at(520.0, 30.0, "F1", 8.0, &format!("{number}/3"))
    };
    let first = at(60.0, 720.0, "F2", 12.0, "I. The boat")
        + &at(60.0, 690.0, "F1", 10.0, "1.")
        + &lines(84.0, 690.0, &["The council meets at the old bridge,"])
        + &lines(60.0, 678.0, &[FULL, FULL, "and"]);
    let second = lines(60.0, 740.0, &[FULL, "so it stays dry."])
        + &at(60.0, 700.0, "F1", 10.0, "2.")
        + &lines(84.0, 700.0, &["A rope is kept near the water."])
        + &at(60.0, 670.0, "F1", 10.0, "3.")
        + &lines(84.0, 670.0, &["It is long."]);
    let third = at(60.0, 740.0, "F1", 10.0, "4.") + &lines(84.0, 740.0, &["Nobody swims."]);
    let read = document(&pdf(&[page(1, &first), page(2, &second), page(3, &third)], &[]));
    let keys: Vec<&str> = read.blocks.iter().map(|block| block.key.as_str()).collect();
    assert_eq!(keys, ["I", "1", "2", "3", "4"], "{:?}", texts(&read));
    assert_eq!(read.blocks[0].kind, Kind::Heading);
    assert!(!texts(&read).iter().any(|text| text.contains("Council/12")));
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let words: Vec<String> = (0..8).map(|n| format!("left column line number {n} runs on to its very")).collect();
    let other: Vec<String> = (0..8).map(|n| format!("right column line number {n} runs on to its ver")).collect();
    let mut page = String::new();
    for (n, (one, two)) in words.iter().zip(&other).enumerate() {
        page += &at(60.0, 700.0 - 12.0 * n as f64, "F1", 10.0, one);
        page += &at(320.0, 700.0 - 12.0 * n as f64, "F1", 10.0, two);
    }
    let read = document(&pdf(&[page], &[]));
    let whole = texts(&read).join(" ");
    let place = |word: &str| whole.find(word).expect("a word of the page");
    assert!(place("number 7 runs on") < place("right column line number 0"), "{whole}");
}

#[test]
fn notes_are_called_from_where_their_marks_stand() {
    let page = lines(60.0, 700.0, &[FULL, "and a stone marks the place"])
        + "BT /F1 6 Tf 4 Ts 170.5 688 Td (3) Tj 0 Ts ET\n"
        + &at(177.0, 688.0, "F1", 10.0, "where 5 m")
        + "BT /F1 6 Tf 219.5 692 Td (2) Tj ET\n"
        + "BT /F1 5 Tf 60 93 Td (3) Tj ET\n"
        + &at(70.0, 90.0, "F1", 7.5, "The stone was moved in spring.");
    let read = document(&pdf(&[page], &[]));
    let note = read.blocks.iter().find(|block| block.kind == Kind::Note);
    let note = note.unwrap_or_else(|| unreachable!("a note in {:?}", read.blocks));
    assert_eq!(note.text, "The stone was moved in spring.", "{:?}", texts(&read));
    let call = read.blocks[0].spans.iter().find(|span| span.kind == SpanKind::Note).expect("a call");
    assert_eq!(call.target.as_deref(), Some(note.key.as_str()));
    assert!(read.blocks[0].text.ends_with("5 m²"), "{}", read.blocks[0].text);
}

#[test]
fn drawn_lines_make_a_table() {
    let row = |y: f64, cells: [&str; 3]| {
        at(60.0, y, "F1", 10.0, cells[0]) + &at(250.0, y, "F1", 10.0, cells[1]) + &at(400.0, y, "F1", 10.0, cells[2])
    };
    let page = "60 720 400 0.5 re f 60 700 400 0.5 re f 60 640 400 0.5 re f\n".to_owned()
        + &row(706.0, ["Place", "Boats", "Ropes"])
        + &row(680.0, ["Old bridge", "3", "12"])
        + &row(655.0, ["New bridge", "1", "7"]);
    let read = document(&pdf(&[page], &[]));
    assert_eq!(read.blocks[0].rows, [["Place", "Boats", "Ropes"], ["Old bridge", "3", "12"], ["New bridge", "1", "7"]]);
}

#[test]
fn a_page_set_sideways_is_read_as_one_that_is_turned() {
    let row = |y: f64, cells: [&str; 3]| {
        at(60.0, y, "F1", 10.0, cells[0]) + &at(250.0, y, "F1", 10.0, cells[1]) + &at(400.0, y, "F1", 10.0, cells[2])
    };
    let table = |number: usize| {
        // Up the page, as a wide table stands on a high one.
        "0 1 -1 0 580 0 cm\n".to_owned()
            + &at(60.0, 560.0, "F1", 8.0, "River Council/12")
            + "60 520 400 0.5 re f 60 500 400 0.5 re f 60 440 400 0.5 re f\n"
            + &row(506.0, ["Place", "Boats", "Ropes"])
            + &row(480.0, ["Old bridge", &number.to_string(), "12"])
            + &row(455.0, ["New bridge", "1", "7"])
            + &at(300.0, 20.0, "F1", 8.0, &number.to_string())
    };
    let read = document(&pdf(&[table(1), table(2), table(3)], &[]));
    assert_eq!(read.blocks[0].rows[..2], [["Place", "Boats", "Ropes"], ["Old bridge", "1", "12"]]);
    assert!(!texts(&read).concat().contains("Council/12"), "{:?}", texts(&read));
}

/// A composite font whose codes stand for these texts; nothing is told where there are none.
fn composite(told: &[(u16, &str)]) -> Vec<(usize, String)> {
    let mut map = String::from("1 begincodespacerange <0000> <ffff> endcodespacerange ");
    let _ = write!(map, "{} beginbfchar ", told.len());
    for (code, text) in told {
        let units: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
        let _ = write!(map, "<{code:04x}> <{units}> ");
    }
    map.push_str("endbfchar");
    let tables = if told.is_empty() { "" } else { "/ToUnicode 22 0 R" };
    vec![
        (
            20,
            format!(
                "<< /Type /Font /Subtype /Type0 /BaseFont /Shapes /Encoding /Identity-H /DescendantFonts [21 0 R] {tables} >>"
            ),
        ),
        (21, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Shapes /DW 500 /W [9 [0]] >>".into()),
        (22, format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len())),
    ]
}

#[test]
fn arabic_in_the_order_of_the_eye_is_put_into_the_order_of_reading() {
    // Presentation forms, a ligature and a mark without width, drawn from left to right.
    let font = composite(&[
        (1, "\u{FEE1}"),
        (2, "\u{FEFC}"),
        (3, "\u{FEB4}"),
        (4, "\u{FEDF}"),
        (5, "\u{627}"),
        (6, "1"),
        (7, "9"),
        (8, "."),
        (9, "\u{651}"),
        (10, " "),
    ]);
    let page = "BT /F3 12 Tf 100 700 Td <0008000600070001000200090003000400050> Tj ET\n"
        .replace("<0008000600070001000200090003000400050>", "<0008 0006 0007 000A 0001 0002 0009 0003 0004 0005>");
    let read = document(&pdf(&[page], &font));
    assert_eq!(texts(&read), ["السّلام 19."]);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn what_cannot_be_read_is_said() {
    let page = at(60.0, 700.0, "F1", 10.0, "It says:") + "BT /F3 12 Tf 60 650 Td <0041004200430044> Tj ET\n";
    let read = document(&pdf(&[page], &composite(&[])));
    assert!(texts(&read).concat().contains('\u{FFFD}'));
    assert!(read.warnings.iter().any(|warning| warning.message.contains("4 of 12 letters")), "{:?}", read.warnings);
}

#[test]
fn letters_that_make_no_words_are_warned_about() {
    let shifted: String =
        "the council meets at the old bridge when the water is high and the boat is painted every year"
            .chars()
            .map(|c| if c == ' ' { c } else { char::from((c as u8 - b'a' + 13) % 26 + b'a') })
            .collect();
    let read = document(&pdf(&[at(60.0, 700.0, "F1", 10.0, &shifted)], &[]));
    assert!(read.warnings.iter().any(|warning| warning.message.contains("cannot be trusted")), "{:?}", read.warnings);
}

#[test]
fn a_locked_file_is_named_as_such() {
    let lock = format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{0}> /U <{0}> >>", "41".repeat(32));
    let error =
        read(&pdf(&[at(60.0, 700.0, "F1", 10.0, "secret")], &[(19, lock)]), &Hints::default()).expect_err("an error");
    assert!(error.to_string().contains("encrypted"), "{error}");
}

#[test]
fn a_page_without_text_is_no_document() {
    let error = read(&pdf(&["0 0 10 10 re f".to_owned()], &[]), &Hints::default()).expect_err("an error");
    assert!(matches!(error, ImportError::NoText("pdf", _)), "{error}");
}

#[test]
fn damage_never_stops_the_program() {
    let page = lines(60.0, 700.0, &[FULL, FULL]) + "BT /F3 12 Tf 60 650 Td <00010002> Tj ET\n";
    let whole = pdf(&[page], &composite(&[(1, "\u{FEE1}"), (2, "b")]));
    let mut dice = 0x2545_F491_4F6C_DD1Du64;
    let mut roll = |below: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        usize::try_from(dice % below as u64).unwrap_or(0)
    };
    let mut read_all = 0;
    for turn in 0..400 {
        let mut bytes = whole.clone();
        match turn % 3 {
            0 => bytes.truncate(roll(whole.len())),
            1 => {
                for _ in 0..=roll(12) {
                    let at = roll(bytes.len());
                    bytes[at] = bytes[at].wrapping_add(1 + roll(255) as u8);
                }
            }
            _ => {
                let (from, to) = (roll(whole.len()), roll(whole.len()));
                let part = whole[from.min(to)..from.max(to)].to_vec();
                let at = roll(bytes.len());
                bytes.splice(at..at, part);
            }
        }
        read_all += usize::from(read(&bytes, &Hints::default()).is_ok());
    }
    assert!(read_all > 100, "most damage leaves something to read, not {read_all} of 400");
}

#[test]
fn forms_that_draw_themselves_and_trees_that_bite_their_tails_end() {
    let form = "/X1 Do /X1 Do /X1 Do BT /F1 10 Tf 60 700 Td (once) Tj ET";
    let more = vec![
        (3, "<< /Font << /F1 4 0 R >> /XObject << /X1 23 0 R >> >>".to_owned()),
        (23, format!("<< /Subtype /Form /Length {} >>\nstream\n{form}\nendstream", form.len())),
        (2, "<< /Type /Pages /Kids [30 0 R 2 0 R 30 0 R] /Parent 2 0 R /Resources 3 0 R >>".to_owned()),
    ];
    let read = document(&pdf(&["/X1 Do".to_owned()], &more));
    assert!(texts(&read).concat().contains("once"));
    assert!(read.warnings.iter().any(|warning| warning.message.contains("tree of pages")), "{:?}", read.warnings);
}

/// A stream with this dictionary.
fn stream(number: usize, dict: &str, data: &str) -> (usize, String) {
    (number, format!("<< {dict} /Length {} >>\nstream\n{data}\nendstream", data.len()))
}

#[test]
fn what_is_written_into_forms_and_over_the_page_is_read() {
    let page = at(60.0, 700.0, "F1", 10.0, "Name:");
    let looks = "BT /F1 10 Tf 2 3 Td (Written over the page.) Tj ET";
    let more = vec![
        (
            30,
            "<< /Type /Page /Parent 2 0 R /Contents 31 0 R /Annots [50 0 R 51 0 R 52 0 R 53 0 R 54 0 R 55 0 R] >>"
                .to_owned(),
        ),
        (50, "<< /Subtype /Widget /Rect [100 695 300 715] /Parent 60 0 R >>".to_owned()),
        (60, "<< /FT /Tx /V (The Rower) >>".to_owned()),
        (51, "<< /Subtype /FreeText /Rect [60 600 260 620] /Contents (no) /AP << /N 61 0 R >> >>".to_owned()),
        stream(61, "/BBox [0 0 200 20] /Resources << /Font << /F1 4 0 R >> >>", looks),
        (52, "<< /Subtype /FreeText /Rect [60 500 260 520] /Contents (Only told.) >>".to_owned()),
        (53, "<< /Subtype /FreeText /F 2 /Rect [60 400 260 420] /Contents (hidden) >>".to_owned()),
        (54, "<< /Subtype /Text /Rect [60 400 80 420] /Contents (a remark) >>".to_owned()),
        (55, "<< /Subtype /Widget /FT /Tx /Ff 8192 /V (password) /Rect [60 300 260 320] >>".to_owned()),
    ];
    let read = document(&pdf(&[page], &more));
    let whole = texts(&read).join(" ");
    for part in ["Name: The Rower", "Written over the page.", "Only told."] {
        assert!(whole.contains(part), "{part} in {whole}");
    }
    for part in ["hidden", "remark", "password", "no "] {
        assert!(!whole.contains(part), "{part} in {whole}");
    }
}

#[test]
fn layers_that_are_off_are_not_read() {
    let page = "/OC /L1 BDC ".to_owned()
        + &at(60.0, 700.0, "F1", 10.0, "A sketch")
        + "EMC /OC /L2 BDC "
        + &at(60.0, 650.0, "F1", 10.0, "The text")
        + "EMC";
    let more = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R /OCProperties << /D << /OFF [50 0 R] >> >> >>".to_owned()),
        (3, "<< /Font << /F1 4 0 R >> /Properties << /L1 50 0 R /L2 51 0 R >> >>".to_owned()),
        (50, "<< /Type /OCG /Name (sketch) >>".to_owned()),
        (51, "<< /Type /OCG /Name (text) >>".to_owned()),
    ];
    assert_eq!(texts(&document(&pdf(&[page], &more))), ["The text"]);
}

#[test]
fn pages_of_nothing_but_what_looks_like_a_running_head_keep_it() {
    let pages: Vec<String> = (1..=3).map(|n| at(60.0, 760.0, "F1", 10.0, &format!("Page {n}"))).collect();
    assert_eq!(texts(&document(&pdf(&pages, &[]))).join(" "), "Page 1 Page 2 Page 3");
}

#[test]
fn blanks_that_fill_up_a_cell_do_not_part_the_letters_of_the_next() {
    let page =
        at(60.0, 700.0, "F1", 10.0, &format!("Bridge{}", " ".repeat(40))) + &at(100.0, 700.0, "F1", 10.0, "2015-07-01");
    let whole = texts(&document(&pdf(&[page], &[]))).join(" ");
    assert!(whole.contains("2015-07-01"), "{whole}");
}

#[test]
fn copies_of_a_form_keep_their_first_lines() {
    let form = |copy: &str| {
        at(60.0, 770.0, "F1", 12.0, "Bill of the ferry 12/2")
            + &at(60.0, 755.0, "F1", 10.0, "Day: 3 May")
            + &at(60.0, 740.0, "F1", 10.0, "Paid by: the miller")
            + &at(60.0, 725.0, "F1", 10.0, "Paid to: the rower")
            + &at(60.0, 500.0, "F1", 10.0, copy)
    };
    let read = document(&pdf(&[form("For the miller."), form("For the rower.")], &[]));
    let whole = texts(&read).join(" ");
    assert_eq!(whole.matches("Bill of the ferry").count(), 2, "{whole}");
}

#[test]
fn what_stands_aslant_is_left_out_with_a_word() {
    let stamp = "BT /F2 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (SPECIMEN) Tj ET\n";
    let read_one = document(&pdf(&[at(72.0, 700.0, "F1", 12.0, "The ferry crosses the river.") + stamp], &[]));
    assert_eq!(read_one.blocks.len(), 1);
    assert!(read_one.warnings.iter().any(|warning| warning.message.contains("SPECIMEN")), "{:?}", read_one.warnings);
    let error = read(&pdf(&[stamp.to_owned()], &[]), &Hints::default()).expect_err("no text");
    assert!(error.to_string().contains("SPECIMEN"), "{error}");
}
