//! From a cell of the screen to a place of the text and back, and what is copied from there.

use hexapla::app::{Event, Mouse};
use hexapla::layout::{Analysis, Options, Row};

use super::{blocks, cell_of, copied, drag};
use crate::dice::Dice;
use crate::reader::desk::{Desk, opened};

/// One paragraph, opened alone on a screen of `width` cells.
fn paragraph(home: &tempfile::TempDir, name: &str, text: &str, width: u16) -> Desk {
    Desk::open(vec![opened(name, format!("1.\t{text}\n").as_bytes())], home.path(), (width, 16))
}

/// A line of Arabic with Latin, numbers, brackets and marks in it, and the logical text of every drag over it.
#[test]
fn a_drag_over_a_mixed_line_selects_what_stands_between_in_the_text() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "صدر القرار A/RES/75/1 (انظر Résumé) في ٢٢ نوفمبر، والمساحة 600 86 كم² لا غير.";
    let desk = paragraph(&home, "a.ar.txt", text, 100);
    let y = cell_of(&desk, "A/RES/75/1").1;
    assert_eq!(blocks(&desk.app, 0)[0].text, text);
    // From the symbol to the name in brackets, in either direction, though the name stands left of it.
    let symbol = cell_of(&desk, "A/RES/75/1");
    let name = cell_of(&desk, "Résumé");
    assert!(name.0 < symbol.0, "right to left");
    let (desk, text_forward) = drag(desk, symbol, (name.0 + 5, y));
    assert_eq!(text_forward.as_deref(), Some("A/RES/75/1 (انظر Résumé"));
    let (desk, backward) = drag(desk, (name.0 + 5, y), symbol);
    assert_eq!(backward, text_forward);
    // Inside a Latin word in the middle of Arabic the mouse goes the way of the word.
    let (desk, part) = drag(desk, (name.0 + 1, y), (name.0 + 3, y));
    assert_eq!(part.as_deref(), Some("ésu"));
    // The brackets are mirrored on the screen, and as they were written when they are copied.
    let open = name.0 + 6;
    let (buffer, _) = desk.draw();
    assert_eq!(buffer[(name.0 - 1, y)].symbol(), "(", "the closing one stands left and looks so");
    let (desk, bracket) = drag(desk, (name.0, y), (name.0 - 1, y));
    assert_eq!(bracket.as_deref(), Some("Résumé)"));
    assert_eq!(buffer[(open, y)].symbol(), " ");
    // Two groups of digits stand in another order than in the text: from the last digit of the left one to the first of the
    // right one is all of them, from edge to edge is what is between in the text.
    let (x, y) = cell_of(&desk, "86 600");
    let (desk, number) = drag(desk, (x + 1, y), (x + 3, y));
    assert_eq!(number.as_deref(), Some("600 86"));
    let (desk, edges) = drag(desk, (x, y), (x + 5, y));
    assert_eq!(edges.as_deref(), Some("0 8"));
    // Lam and alef share a cell and are copied both; no presentation form is. Beside the row its last cluster is taken.
    drop(desk);
    let desk = paragraph(&home, "b.ar.txt", "قال لا شكرا، أهلا", 60);
    let (x, y) = cell_of(&desk, "\u{FEFB}");
    let (desk, both) = drag(desk, (x, y), (x - 1, y));
    assert_eq!(both.as_deref(), Some("لا "));
    let (x, y) = cell_of(&desk, "\u{FEFC}");
    let (_, last) = drag(desk, (x, y), (x - 5, y));
    assert_eq!(last.as_deref(), Some("لا"));
}

/// Every pair of cells of generated lines: the drag copies from the first byte of the earlier cluster to the last of the later.
#[test]
fn any_drag_on_any_line_copies_the_range_of_the_clusters() {
    let home = tempfile::tempdir().expect("a folder");
    let words = [
        "سلام",
        "لا",
        "بِسْم",
        "(انظر)",
        "A/RES/75/1",
        "2026-11-22",
        "600 86",
        "中文，好",
        "«نص»",
        "Résumé",
        "ｶﾞ",
        "👍",
        "٪50",
        "שלום",
        "\u{200E}-5",
        "नमस्ते",
        "\u{2066}a b\u{2069}",
        "e\u{301}",
        "12%",
    ];
    let mut dice = Dice(11);
    for round in 0..60 {
        let text: Vec<&str> = (0..6).map(|_| words[dice.roll(words.len())]).collect();
        let text = format!("{} {}", ["كلمة", "word"][round % 2], text.join(" "));
        let name = format!("{round}.{}.txt", ["ar", "en"][round % 2]);
        let mut desk = paragraph(&home, &name, &text, 110);
        let block = blocks(&desk.app, 0)[0].clone();
        assert_eq!(block.text, text);
        let pane = desk.app.panes.geometry.panes[0];
        let options = Options { base: Some(block.direction), ..Options::default() };
        let rows = Analysis::new(&text, &options).rows(&text, &options, pane.text_width);
        let [row] = rows.as_slice() else { continue };
        for _ in 0..40 {
            let a = &row.clusters[dice.roll(row.clusters.len())];
            let b = &row.clusters[dice.roll(row.clusters.len())];
            if a.source == b.source {
                continue;
            }
            let cell = |dice: &mut Dice, c: &hexapla::layout::Cluster| {
                pane.text_x + c.column + u16::try_from(dice.roll(usize::from(c.width))).expect("small")
            };
            let (from, to) = ((cell(&mut dice, a), 1), (cell(&mut dice, b), 1));
            let copied;
            (desk, copied) = drag(desk, from, to);
            let range = a.source.start.min(b.source.start) as usize..a.source.end.max(b.source.end) as usize;
            assert_eq!(copied.as_deref(), text.get(range), "{text}: {from:?} to {to:?}");
        }
    }
}

/// Both cells of a wide cluster are the same place, and the cursor is shown at its left one.
#[test]
fn a_press_puts_the_cursor_on_the_cluster_pressed() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "مرحبا 中文 and 👍 לא ｶﾞ end";
    let mut desk = paragraph(&home, "a.ar.txt", text, 60);
    let pane = desk.app.panes.geometry.panes[0];
    let options = Options { base: Some(blocks(&desk.app, 0)[0].direction), ..Options::default() };
    let rows = Analysis::new(text, &options).rows(text, &options, pane.text_width);
    for cluster in &rows[0].clusters {
        for cell in 0..u16::from(cluster.width) {
            desk = desk.event(Event::Mouse(Mouse::Press, pane.text_x + cluster.column + cell, 1));
            assert_eq!(desk.app.panes.cursor().offset, cluster.source.start as usize);
            assert_eq!(desk.draw().1, Some((pane.text_x + cluster.column, 1)), "and there it is seen");
        }
    }
}

/// Beside the text: the start of the row on the side where its direction starts, else its last cluster, never the next row.
#[test]
fn a_press_beside_a_row_stays_on_the_row() {
    let home = tempfile::tempdir().expect("a folder");
    let english = "One two three four five six seven eight nine ten eleven twelve thirteen.";
    let arabic = "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد عشر اثنا عشر.";
    for (name, text) in [("a.en.txt", english), ("a.ar.txt", arabic)] {
        let mut desk = paragraph(&home, name, text, 30);
        let pane = desk.app.panes.geometry.panes[0];
        let options = Options { base: Some(blocks(&desk.app, 0)[0].direction), ..Options::default() };
        let rows = Analysis::new(text, &options).rows(text, &options, pane.text_width);
        assert!(rows.len() > 2, "some rows");
        let rtl = name.contains(".ar.");
        for (line, row) in rows.iter().enumerate() {
            let y = 1 + u16::try_from(line).expect("small");
            let (left, right) = (pane.x, pane.x + pane.width - 1);
            let (start, end) = if rtl { (right, left) } else { (left, right) };
            desk = desk.event(Event::Mouse(Mouse::Press, start, y));
            assert_eq!(desk.app.panes.cursor().offset, row.source.start, "the start of row {line} of {name}");
            let ends_short = row.clusters.last().map(|c| c.column + u16::from(c.width)) < Some(pane.text_width);
            if rtl && row.clusters[0].column > 0 || !rtl && ends_short {
                desk = desk.event(Event::Mouse(Mouse::Press, end, y));
                let last = row.clusters.iter().max_by_key(|c| c.source.end).expect("text");
                assert_eq!(
                    desk.app.panes.cursor().offset,
                    last.source.start as usize,
                    "the end of row {line} of {name}"
                );
                assert_eq!(desk.draw().1.map(|cursor| cursor.1), Some(y), "it is seen on the row pressed");
            }
        }
        // A drag from before the second row to behind it takes exactly that row, its blank at the end not.
        let (left, right) = (pane.x, pane.x + pane.width - 1);
        let (from, to) = if rtl { (right, left) } else { (left, right) };
        let (_, copied) = drag(desk, (from, 2), (to, 2));
        assert_eq!(copied.as_deref(), Some(text[rows[1].source.clone()].trim_end()), "{name}");
    }
}

/// Below the text is its end, above it its start, while the button is held; a press there is the block above.
#[test]
fn a_drag_out_of_the_paragraph_reaches_its_ends() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "1.\tAlpha beta gamma.\n\n2.\tDelta 中文 epsilon.\n\n3.\tZeta eta.\n";
    let desk = Desk::open(vec![opened("a.en.txt", text.as_bytes())], home.path(), (60, 16));
    let (x, y) = cell_of(&desk, "epsilon");
    let (desk, below) = drag(desk, (x, y), (x, y + 2));
    assert_eq!(below.as_deref(), Some("epsilon."));
    let (desk, above) = drag(desk, (x, y), (x, y - 2));
    assert_eq!(above.as_deref(), Some("Delta 中文 e"));
    let desk = desk.keys("Esc").event(Event::Mouse(Mouse::Press, x, y + 1));
    assert_eq!(desk.key(), "2", "the blank row under a paragraph is its end");
    assert_eq!(desk.app.panes.cursor().offset, "Delta 中文 epsilon".len());
    let before = desk.app.panes.cursor();
    let desk = desk.event(Event::Mouse(Mouse::Press, x, 0)).event(Event::Mouse(Mouse::Press, x, 15));
    assert_eq!(desk.app.panes.cursor(), before, "the title and the status line are no text");
}

/// A press between the cells of a table is the nearer cell; under a short cell it is that cell.
#[test]
fn a_press_in_a_table_is_the_nearer_cell() {
    let home = tempfile::tempdir().expect("a folder");
    for (name, rows) in [
        ("a.en.txt", "Place\tPeople\tArea\nNorth of it\t18 390\t中文\nSouth\t435\tسلام\n"),
        ("a.ar.txt", "المكان\tالسكان\tالمساحة\nالشمال منه\t390 18\t中文\nالجنوب\t435\tword\n"),
    ] {
        let mut desk = Desk::open(vec![opened(name, rows.as_bytes())], home.path(), (70, 16));
        let block = blocks(&desk.app, 0)[0].clone();
        assert_eq!(block.rows.len(), 3, "{name} is read as a table");
        let item = desk.app.panes.views[0].visible[0].2.items[0].clone();
        let pane = desk.app.panes.geometry.panes[0];
        for (line, layout) in item.layout.lines.iter().enumerate() {
            let y = 1 + u16::try_from(line).expect("small");
            // The cell whose ink is nearest, by measuring each.
            let ink: Vec<(u16, u16, usize)> = layout
                .parts
                .iter()
                .map(|part| {
                    let (first, last) =
                        (part.row.clusters.first().expect("ink"), part.row.clusters.last().expect("ink"));
                    let column = pane.text_x + part.column;
                    (column + first.column, column + last.column + u16::from(last.width), part.offset)
                })
                .collect();
            for (from, end, offset) in &ink {
                for x in [*from, *end - 1] {
                    desk = desk.event(Event::Mouse(Mouse::Press, x, y));
                    let cursor = desk.app.panes.cursor().offset;
                    let own = ink.iter().filter(|(.., other)| *other <= cursor).map(|(.., other)| *other).max();
                    assert_eq!(own, Some(*offset), "{name}: line {line}, column {x}");
                }
                // One cell beside the ink the other cells are further away.
                for x in [from.saturating_sub(1), *end] {
                    if (pane.text_x..pane.text_x + pane.text_width).contains(&x) {
                        desk = desk.event(Event::Mouse(Mouse::Press, x, y));
                        let cursor = desk.app.panes.cursor().offset;
                        let own = ink.iter().filter(|(.., other)| *other <= cursor).map(|(.., other)| *other).max();
                        assert_eq!(own, Some(*offset), "{name}: line {line}, beside it at {x}");
                    }
                }
            }
        }
    }
}

/// The mark of a note is no character: a press on it is the character after it, and a drag over it copies no digit of it.
#[test]
fn the_mark_of_a_note_is_not_copied() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "1.\tThe river[footnoteRef:1] [1: See the map.] is long.\n";
    let desk = Desk::open(vec![opened("a.en.txt", text.as_bytes())], home.path(), (60, 16));
    let (x, y) = cell_of(&desk, "river¹");
    let (desk, copied) = drag(desk, (x, y), (x + 8, y));
    assert_eq!(copied.as_deref(), Some("river is"));
    let desk = desk.event(Event::Mouse(Mouse::Press, x + 5, y));
    assert_eq!(desk.app.panes.cursor().offset, "The river".len());
}

/// Controls that came with the text go along when it is copied.
#[test]
fn controls_are_copied_as_they_were() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "الهاتف \u{2066}+1-212-963\u{2069} مي\u{200C}خواهم";
    let desk = paragraph(&home, "a.ar.txt", text, 60);
    let number = cell_of(&desk, "+1-212-963");
    let (desk, all) = drag(desk, (number.0 + 9, 1), (0, 1));
    assert_eq!(all.as_deref(), Some("3\u{2069} مي\u{200C}خواهم"));
    let mut desk = desk.keys("Esc V y");
    assert_eq!(copied(&mut desk).as_deref(), Some(text), "the paragraph as it was");
}

/// An entry of a list is chosen where it is pressed.
#[test]
fn an_entry_of_a_list_is_chosen_where_it_stands() {
    let home = tempfile::tempdir().expect("a folder");
    let text = "I. First part\n\n1.\tText.\n\nII. Second part\n\n2.\tText.\n\nIII. Third part\n\n3.\tText.\n";
    let desk = Desk::open(vec![opened("a.en.txt", text.as_bytes())], home.path(), (60, 16)).keys("o");
    for name in ["Third part", "First part", "Second part"] {
        let (x, y) = cell_of(&desk, name);
        let pressed = Desk::open(vec![opened("a.en.txt", text.as_bytes())], home.path(), (60, 16)).keys("o");
        let pressed = pressed.event(Event::Mouse(Mouse::Press, x, y)).keys("Enter");
        let cursor = pressed.app.panes.cursor();
        assert!(blocks(&pressed.app, 0)[cursor.block].text.contains(name), "{}", pressed.key());
    }
}

/// `row.bytes_at(column)` of every cell of a cluster are its own, and the columns of every byte with a cell give it back.
#[test]
fn places_and_cells_are_each_others_way_back() {
    let parts = [
        "سلام ",
        "لا",
        "abc ",
        "123 ",
        "中",
        "（",
        "ｶﾞ",
        "\u{202E}",
        "\u{202C}",
        "\u{2067}",
        "\u{2069}",
        "👍🏽",
        "ক\u{9BE}",
        "ب\u{650}",
        "\t",
        "\u{FDF2}",
    ];
    let mut dice = Dice(5);
    for _ in 0..3_000 {
        let text: String = (0..dice.roll(14)).map(|_| parts[dice.roll(parts.len())]).collect();
        let options = Options::default();
        let rows = Analysis::new(&text, &options).rows(&text, &options, dice.roll(30) as u16 + 1);
        for row in &rows {
            for cluster in &row.clusters {
                for column in cluster.column..cluster.column + u16::from(cluster.width) {
                    let source = cluster.source.start as usize..cluster.source.end as usize;
                    assert_eq!(row.bytes_at(column), source);
                    for byte in source {
                        assert!(row.columns(byte..byte + 1).iter().any(|span| span.contains(&column)));
                        assert!(row.cluster_of(byte).is_some_and(|own| own.source == cluster.source));
                    }
                }
            }
            beside(row);
        }
    }
}

fn beside(row: &Row) {
    let (Some(first), Some(last)) = (row.clusters.first(), row.clusters.last()) else { return };
    let end = row.clusters.iter().map(|cluster| cluster.source.end as usize).max().expect("clusters");
    let (before, after) = (row.source.start..row.source.start, end..end);
    let right = last.column + u16::from(last.width);
    let (left, right) = (first.column.checked_sub(1).map(|x| row.bytes_at(x)), row.bytes_at(right));
    let rtl = row.direction.is_rtl();
    assert_eq!(right, if rtl { before.clone() } else { after.clone() });
    assert!(left.is_none_or(|left| left == if rtl { after } else { before }));
}
