//! Mixed content as a person reads it: order, mirroring, what is put into sentences, text that hides its order.

use hexapla::app::{Event, Mouse};
use hexapla::document::{Kind, Span};
use ratatui::style::Modifier;

use super::{blocks, cell_of, copied};
use crate::harness::Program;
use crate::reader::desk::{Desk, opened};

/// Distinct letters of each script for A to Z.
const ARABIC: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنه";
const HEBREW: &str = "אבגדהוזחטיכלמנסעפצקרשתךםןף";

fn in_script(letters: &str, text: &str) -> String {
    let letter = |c: char| letters.chars().nth((c as u8 - b'A') as usize).expect("26 letters");
    text.chars().map(|c| if c.is_ascii_uppercase() { letter(c) } else { c }).collect()
}

/// The rows that the program prints for `input`, without what aligns them.
fn layout(arguments: &[&str], input: &str) -> Vec<String> {
    let output = Program::new().run(&[&["layout"], arguments].concat(), input.as_bytes());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(|line| line.trim_start().to_owned()).collect()
}

/// What people write in two directions, in logical order and as a conformant screen shows it. UPPERCASE stands for letters of
/// the script: `a` Arabic, `h` Hebrew, `b` both, whose numbers differ.
const ORDERS: &[(char, &str, &str)] = &[
    ('b', "AM 600 86", "86 600 MA"),
    ('a', "AM 600\u{A0}86", "600\u{A0}86 MA"),
    ('a', "AM 600\u{202F}86", "600\u{202F}86 MA"),
    ('a', "AM 600\u{2009}86", "86 600 MA"),
    ('b', "SLM abc 600 86", "abc 600 86 MLS"),
    ('a', "FI 2026-11-22", "22-11-2026 IF"),
    ('a', "FI \u{200E}2026-11-22", "2026-11-22 IF"),
    ('h', "B 2026-11-22", "2026-11-22 B"),
    ('a', "FI 22/11/2026", "22/11/2026 IF"),
    ('a', "HTF +1-212-963", "963-212-1+ FTH"),
    ('a', "HTF \u{2066}+1-212-963\u{2069}", "+1-212-963 FTH"),
    ('a', "NSB 50%", "%50 BSN"),
    ('h', "B 50%", "50% B"),
    ('a', "DRJ -5", "5- JRD"),
    ('a', "1990–1995 M", "M 1995–1990"),
    ('b', "1. SLM", "MLS .1"),
    ('b', "MADA 1(A)", "(A)1 ADAM"),
    ('b', "SLM (abc) NM", "MN (abc) MLS"),
    ('b', "A < B", "B > A"),
    ('b', "QAL «NM» TM", "MT «MN» LAQ"),
    ('b', "SLM[12] NM", "MN [12]MLS"),
    ('b', "ALQRAR a/res/75/1", "a/res/75/1 RARQLA"),
    ('b', "see (SLM) now", "see (MLS) now"),
    ('b', "he said SLM.", "he said MLS."),
    ('b', "by SLM: 5 stars", "by 5 :MLS stars"),
    ('b', "by \u{2068}SLM\u{2069}: 5 stars", "by MLS: 5 stars"),
    ('b', "SLM 中文，好 NM", "MN 中文，好 MLS"),
    ('b', "user\u{202E}txt.exe", "userexe.txt"),
];

#[test]
fn the_program_orders_what_people_write() {
    for (script, letters) in [('a', ARABIC), ('h', HEBREW)] {
        let cases: Vec<_> = ORDERS.iter().filter(|(own, ..)| *own == script || *own == 'b').collect();
        let input: String = cases.iter().map(|(_, logical, _)| in_script(letters, logical) + "\n").collect();
        let rows = layout(&["--width", "60", "--shaping", "off"], &input);
        assert_eq!(rows.len(), cases.len());
        for ((_, logical, visual), row) in cases.iter().zip(&rows) {
            assert_eq!(*row, in_script(letters, visual), "{logical}");
        }
        let wrapped = layout(&["--width", "8", "--shaping", "off"], &in_script(letters, "SLM one two NM"));
        assert_eq!(wrapped, [in_script(letters, "one MLS"), in_script(letters, "MN two")]);
    }
    assert_eq!(layout(&["--width", "10"], "联合国大会，决议。"), ["联合国大", "会，决议。"]);
}

/// Logical code points and what the cells receive, in logical order.
#[test]
fn the_program_joins_what_people_write() {
    for (logical, shown) in [
        ("\u{633}\u{644}\u{627}\u{645}", "\u{FEB3}\u{FEFC}\u{FEE1}"),
        ("\u{644}\u{627}", "\u{FEFB}"),
        ("\u{644}\u{64E}\u{627}", "\u{FEFB}\u{64E}"),
        ("\u{628}\u{650}\u{633}\u{652}\u{645}\u{650}", "\u{FE91}\u{650}\u{FEB4}\u{652}\u{FEE2}\u{650}"),
        ("\u{627}\u{644}\u{623}\u{645}\u{645}", "\u{FE8D}\u{FEF7}\u{FEE3}\u{FEE2}"),
        ("\u{644}\u{640}\u{627}", "\u{FEDF}\u{640}\u{FE8E}"),
        ("\u{645}\u{6CC}\u{200C}\u{62E}", "\u{FEE3}\u{FBFD}\u{FEA5}"),
        ("\u{647}\u{200D}", "\u{FEEB}"),
        ("\u{644}\u{200C}\u{627}", "\u{FEDD}\u{FE8D}"),
        ("\u{627}\u{644}\u{644}\u{647}", "\u{FE8D}\u{FEDF}\u{FEE0}\u{FEEA}"),
        ("\u{645}\u{6D5}\u{646}", "\u{FEE3}\u{6D5}\u{FEE5}"),
        ("\u{681}\u{628}\u{681}", "\u{681}\u{FE92}\u{681}"),
        ("\u{649}\u{649}", "\u{FBE8}\u{FEF0}"),
    ] {
        let output = Program::new().run(&["layout", "--width", "20", "--json"], logical.as_bytes());
        let row: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one row");
        let mut cells: Vec<(u64, String)> = row["cells"]
            .as_array()
            .expect("cells")
            .iter()
            .map(|cell| {
                (cell["source"][0].as_u64().expect("a byte"), cell["text"].as_str().expect("a text").to_owned())
            })
            .collect();
        cells.sort();
        assert_eq!(cells.into_iter().map(|(_, text)| text).collect::<String>(), shown, "{}", logical.escape_unicode());
    }
    let width = |shaping| layout(&["--width", "40", "--shaping", shaping], "الأمم لا والإسلام")[0].chars().count();
    assert_eq!((width("off"), width("on")), (17, 13), "a lam and an alef are one cell");
}

/// What stays in its own order inside Arabic goes on in that order on the next row.
#[test]
fn addresses_symbols_and_names_read_on_over_the_end_of_a_row() {
    let address = "https://www.example.org/documents/75/annex-2?lang=ar&page=12";
    for token in [address, "A/HRC/RES/75/1/Add.2/Rev.1", "Ouagadougou–Saint-Maur-des-Fossés", "12:30–14:45/2026"] {
        for cells in 12..50 {
            let text = format!("انظر الرابط {token} في الصفحة");
            let rows = layout(&["--width", &cells.to_string(), "--shaping", "off"], &text);
            // The pieces of the token, row by row: what is left when the Arabic is taken away.
            let read: String = rows
                .iter()
                .map(|row| row.trim_matches(|c: char| c == ' ' || ('\u{600}'..='\u{6FF}').contains(&c)).to_owned())
                .collect();
            // A number stands in an order of its own in Arabic, on one row as on two.
            if token.starts_with('1') {
                assert_eq!(read.chars().filter(char::is_ascii_digit).count(), 12);
            } else {
                assert_eq!(read, token, "{cells} cells");
            }
        }
    }
}

#[test]
fn cells_of_a_table_have_a_direction_each_and_columns_follow_the_text() {
    let home = tempfile::tempdir().expect("a folder");
    let rows = "المكان\tName\tالعدد\nباكو (1)\tBaku (1).\t390 18\nنص\tTwo words.\t435\n";
    let desk = Desk::open(vec![opened("a.ar.txt", rows.as_bytes())], home.path(), (60, 12));
    assert_eq!(blocks(&desk.app, 0)[0].kind, Kind::Table);
    let (place, name, number) = (cell_of(&desk, "(1) ﻮﻛﺎﺑ"), cell_of(&desk, "Baku (1)."), cell_of(&desk, "18 390"));
    assert!(place.0 > name.0 && name.0 > number.0, "the first column is on the right");
    assert!(place.1 == name.1 && name.1 == number.1, "and all on one row");
    let short = cell_of(&desk, "435");
    assert_eq!(short.0 + 3, number.0 + 6, "numbers end under each other");
}

/// A title, a query and the name of a place are isolated from the sentence they are put into.
#[test]
fn what_is_put_into_a_sentence_moves_nothing_in_it() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "تقرير عن 2023/5 (ملحق)\n\n1.\tكلمة واحدة، وكلمة أخرى.\n\n2.\tكلمة ثالثة.\n";
    let desk = Desk::open(vec![opened("a.ar.txt", text.as_bytes())], home.path(), (80, 16));
    let desk = desk.keys("/").text("سلام").keys("Enter");
    assert!(desk.status().contains("not found: \u{FEE1}\u{FEFC}\u{FEB3}"), "{}", desk.status());
    let desk = desk.keys("/").text("ab سلام 12").keys("Enter");
    assert!(
        desk.status().contains("not found: ab 12 \u{FEE1}\u{FEFC}\u{FEB3}"),
        "inside it is itself: {}",
        desk.status()
    );
    let desk = desk.keys("Esc /").text("كلمة").keys("Enter c");
    let title = desk.rows().into_iter().find(|row| row.contains(" · 3")).unwrap_or_else(|| desk.screen());
    assert!(title.trim_start().starts_with('\u{FE94}'), "the word, then the count: {title}");
    let desk = desk.keys("Esc Esc :").text("سلام 5").keys("Enter");
    assert!(desk.status().contains("is called 5 \u{FEE1}\u{FEFC}\u{FEB3}; o shows"), "{}", desk.status());
}

/// An Arabic title that is too long goes on where Arabic goes on: on the left.
#[test]
fn a_title_is_cut_at_its_end() {
    let home = tempfile::tempdir().expect("a folder");
    let title = "وثيقة أساسية مشتركة تشكل جزءاً من تقارير الدول الأطراف ومرفقاتها";
    let text = format!("{title}\n\n1.\tنص أول هنا.\n\n2.\tنص ثان هنا.\n");
    let desk = Desk::open(vec![opened("a.ar.txt", text.as_bytes())], home.path(), (40, 12));
    let first = desk.rows()[0].clone();
    assert!(first.trim_start().starts_with('…'), "{first}");
    assert!(first.contains('\u{FEED}'), "the first letter is seen: {first}");
}

/// Text whose letters stand in another order than they are written has a sign in the row, a line in the list of repairs with the
/// order that it has, and is copied as it was.
#[test]
fn text_that_hides_its_order_is_told() {
    let home = tempfile::tempdir().expect("a folder");
    let harmless = "1.\tCall \u{2066}+1-212\u{2069} or \u{202B}سلام abc\u{202C} now\u{200F}.\n";
    let desk = Desk::open(vec![opened("a.en.txt", harmless.as_bytes())], home.path(), (70, 12));
    assert!(!desk.screen().contains(['\u{21C7}', '\u{21C9}', '\u{21E5}']), "{}", desk.screen());
    assert!(desk.keys("!").status().contains("nothing was repaired"));

    let text = "1.\tPlain.\n\n2.\tOpen user\u{202E}txt.exe\u{202C} now.\n\n3.\tLeft \u{2067}open to 12.\n";
    let desk = Desk::open(vec![opened("b.en.txt", text.as_bytes())], home.path(), (90, 14));
    let screen = desk.screen();
    assert!(screen.contains("Open user\u{21C7}exe.txt\u{21E5} now."), "{screen}");
    assert!(screen.contains("Left \u{21C7}"), "{screen}");
    let style = desk.style_of("\u{21C7}").expect("a sign");
    assert!(style.add_modifier.contains(Modifier::BOLD), "it stands out");
    let list = desk.keys("!");
    assert!(list.screen().contains("Open user[RLO]txt.exe[PDF] now."), "as it is written: {}", list.screen());
    assert!(list.screen().contains("line 3") && list.screen().contains("line 5"), "{}", list.screen());
    // Pressing and copying it gives what was written, the control with it and no sign.
    let desk = Desk::open(vec![opened("b.en.txt", text.as_bytes())], home.path(), (90, 14));
    let (x, y) = cell_of(&desk, "user\u{21C7}");
    let (desk, all) = super::drag(desk, (x, y), (x + 5, y));
    assert_eq!(all.as_deref(), Some("user\u{202E}txt.exe"), "from u to the e that stands first and is last");
    let desk = desk.event(Event::Mouse(Mouse::Press, x, y));
    let mut desk = desk.keys("V y");
    assert_eq!(copied(&mut desk).as_deref(), Some("Open user\u{202E}txt.exe\u{202C} now."));

    let program = Program::new();
    let path = home.path().join("c.en.txt");
    std::fs::write(&path, text).expect("a file");
    let path = path.to_str().expect("UTF-8");
    assert!(program.text(&["show", path]).contains("user\u{21C7}exe.txt"), "in print as on the screen");
    let parsed: serde_json::Value = serde_json::from_str(&program.text(&["parse", path, "--json"])).expect("JSON");
    let warnings = parsed["warnings"].as_array().expect("warnings");
    assert!(warnings.iter().any(|warning| warning["line"] == 3), "{warnings:?}");
    assert_eq!(parsed["blocks"][1]["text"], "Open user\u{202E}txt.exe\u{202C} now.", "the text is as it was");
}

/// Marks are ranges of the text: a cell is marked when, and only when, what a press on it finds is in the range.
#[test]
fn a_mark_covers_the_cells_of_its_text_and_no_other() {
    let home = tempfile::tempdir().expect("a folder");
    let arabic = "1.\tصدر القرار A/RES/75/1 في 22/11/2026 (انظر Résumé وملحقه 600 86)، ثم نشر نص القرار A/RES/75/1 كاملاً. وجملة أخرى.\n";
    let english = "1.\tResolution A/RES/75/1 of 22/11/2026 (see سلام 中文 and 600 86), then resolution A/RES/75/1 in full. Another sentence.\n";
    let texts = || vec![opened("a.ar.txt", arabic.as_bytes()), opened("a.en.txt", english.as_bytes())];
    for query in ["A/RES/75/1", "القرار A/RES", "(انظر Ré", "600 86", "86)، ثم", "/2026 (see سلام 中"]
    {
        for width in [80, 100, 130] {
            let desk = Desk::open(texts(), home.path(), (width, 24)).keys("/").text(query).keys("Enter");
            assert!(!desk.app.find.matches.is_empty(), "{query}");
            agree(desk, Modifier::REVERSED, |app, pane, position| {
                let version = app.panes.order[pane];
                let elsewhere = app.find.elsewhere.iter().find(|(own, _)| *own == version).map(|(_, matches)| matches);
                let matches = if version == app.find.version { Some(&app.find.matches) } else { elsewhere };
                matches.is_some_and(|matches| {
                    matches.iter().any(|m| m.block == position.block && m.range.contains(&position.offset))
                })
            });
        }
    }
    // The sentence under the cursor and the one that corresponds, underlined in both panes.
    let desk = Desk::open(texts(), home.path(), (100, 24));
    let marks = desk.app.panes.marks.clone();
    agree(desk, Modifier::UNDERLINED, |app, pane, position| {
        let version = app.panes.order[pane];
        marks.iter().any(|m| m.version == version && m.block == position.block && m.range.contains(&position.offset))
    });
}

/// A selection by the mouse is drawn on the cells of what is copied; a link on the cells of its address, on both its rows.
#[test]
fn a_selection_and_a_link_cover_the_cells_of_their_text() {
    let home = tempfile::tempdir().expect("a folder");
    let arabic = "1.\tصدر القرار A/RES/75/1 (انظر Résumé وملحقه 600 86) على https://www.example.org/documents/75/annex-2 لمن يريد ذلك.\n\n2.\tوجملة أخرى.\n";
    let desk = || Desk::open(vec![opened("a.ar.txt", arabic.as_bytes())], home.path(), (60, 16));
    let (from, to) = (cell_of(&desk(), "Résumé"), cell_of(&desk(), "example"));
    assert!(to.1 > from.1, "from one row to the next");
    let desk_dragged = desk().event(Event::Mouse(Mouse::Press, from.0, from.1));
    let desk_dragged = desk_dragged.event(Event::Mouse(Mouse::Drag, to.0, to.1));
    let (_, _, range) = desk_dragged.app.chosen();
    let text = &blocks(&desk_dragged.app, 0)[0].text;
    assert_eq!(&text[range.clone()], "Résumé وملحقه 600 86) على https://www.e");
    agree(desk_dragged, Modifier::REVERSED, |_, _, position| position.block == 0 && range.contains(&position.offset));

    let desk = desk().keys("J");
    let is_address = |span: &&Span| span.target.as_deref().is_some_and(|target| target.starts_with("https://www"));
    let link = blocks(&desk.app, 0)[0].spans.iter().find(is_address).cloned().expect("a link");
    assert!(blocks(&desk.app, 0)[0].text[link.start..link.end].starts_with("https://"));
    let spans = blocks(&desk.app, 0)[0].spans.clone();
    let marks = desk.app.panes.marks.clone();
    agree(desk, Modifier::UNDERLINED, |_, _, position| {
        position.block == 0 && spans.iter().any(|span| (span.start..span.end).contains(&position.offset))
            || marks.iter().any(|m| m.block == position.block && m.range.contains(&position.offset))
    });
}

/// Compares, cell by cell, whether it is drawn with `modifier` with what is expected of the place that a press on it finds.
fn agree(
    desk: Desk,
    modifier: Modifier,
    expected: impl Fn(&hexapla::app::App, usize, hexapla::document::Position) -> bool,
) {
    let (buffer, _) = desk.draw();
    let (mut desk, mut marked) = (desk, 0);
    let panes = desk.app.panes.geometry.panes.clone();
    for y in 1..buffer.area.height - 1 {
        for (pane, area) in panes.iter().enumerate() {
            for x in area.text_x..area.text_x + area.text_width {
                let cell = &buffer[(x, y)];
                let shown = cell.symbol() != " " || cell.modifier.contains(modifier);
                if !shown || cell.diff_option == ratatui::buffer::CellDiffOption::Skip || cell.symbol() == "│" {
                    continue;
                }
                let find = (desk.app.find.matches.clone(), desk.app.find.version);
                desk = desk.event(Event::Mouse(Mouse::Press, x, y));
                (desk.app.find.matches, desk.app.find.version) = find;
                let position = desk.app.panes.cursor();
                let is = cell.modifier.contains(modifier);
                assert_eq!(is, expected(&desk.app, pane, position), "{} at {x}, {y}, {position:?}", cell.symbol());
                marked += usize::from(is);
            }
        }
    }
    assert!(marked > 0, "something is marked");
}
