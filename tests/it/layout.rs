//! Tests of `hexapla layout` and of the layout of hostile and of real texts.

use hexapla::layout::{Analysis, Options};
use hexapla::text::{Direction, linebreak, visible};
use unicode_bidi::{BidiInfo, Level};

use crate::dice::Dice;
use crate::harness::{Program, corpus};

/// Marks that may not start or end a row do not, where a cluster before or after them can go along.
#[test]
fn generated_chinese_is_typeset() {
    let mut dice = Dice(3);
    let between = [
        "，",
        "。",
        "、",
        "：“",
        "”，",
        "”。",
        "（",
        "）",
        "《",
        "》",
        "……",
        "——",
        "；",
        " ，",
        "”（",
        "abc",
        " 12 ",
        "——“",
    ];
    for _ in 0..300 {
        let mut text = String::new();
        for _ in 0..40 {
            text.extend((0..dice.roll(4) + 1).map(|_| ['联', '合', '国', '大', '会', '决', '议'][dice.roll(7)]));
            text.push_str(between[dice.roll(between.len())]);
        }
        let options = Options::default();
        let analysis = Analysis::new(&text, &options);
        for cells in 12..=60 {
            for row in analysis.rows(&text, &options, cells) {
                let source = text[row.source.clone()].trim();
                let start = source.chars().next().is_some_and(linebreak::starts_no_row);
                let end = source.chars().next_back().is_some_and(linebreak::ends_no_row);
                let last = row.source.end == text.len();
                assert!(!start && (!end || last), "{cells} cells: {source} in {text}");
            }
        }
    }
}

/// `unicode-bidi` on characters, the standard's steps one after another, with mirroring for the brackets of the pool.
fn straightforward(text: &str, base: Direction) -> Vec<(usize, char)> {
    let level = if base.is_rtl() { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(level));
    let paragraph = &info.paragraphs[0];
    let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    let kept: Vec<(usize, char, Level)> = text
        .char_indices()
        .zip(levels)
        // X9: these have no level; isolates and marks of direction have one, though they are not drawn.
        .filter(|((_, c), _)| !matches!(c, '\u{202A}'..='\u{202E}'))
        .map(|((at, c), level)| (at, c, level))
        .collect();
    let levels: Vec<Level> = kept.iter().map(|&(.., level)| level).collect();
    let mirrored = |c| match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        other => other,
    };
    BidiInfo::reorder_visual(&levels)
        .into_iter()
        .filter(|&index| !visible::is_dropped(kept[index].1))
        .map(|index| (kept[index].0, if levels[index].is_rtl() { mirrored(kept[index].1) } else { kept[index].1 }))
        .collect()
}

#[test]
fn order_is_that_of_unicode_bidi() {
    let pools = [
        "abc xyz ",
        "ابتجد هوز ",
        "אבג דהו ",
        "012 345 ٠١٢ ",
        "()[]<>«»+-/.,:% ",
        "中文，",
        "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}\u{200E}\u{200F}\u{61C}",
    ];
    let mut dice = Dice(7);
    for _ in 0..6000 {
        let length = dice.roll(40) + 1;
        let text = dice.text(&pools, length);
        // White space at the end hangs; it is not in question here.
        let text = format!("{text}.");
        let base = [Direction::Ltr, Direction::Rtl][dice.roll(2)];
        let options = Options { base: Some(base), shaping: false, ..Options::default() };
        let rows = Analysis::new(&text, &options).rows(&text, &options, 400);
        assert_eq!(rows.len(), 1);
        let ours: Vec<(usize, char)> = rows[0]
            .clusters
            .iter()
            .map(|cluster| (cluster.source.start as usize, rows[0].glyph(cluster).chars().next().expect("a glyph")))
            .collect();
        assert_eq!(ours, straightforward(&text, base), "{}", text.escape_unicode());
    }
}

/// Long lines end: each of these is quadratic for a layout that looks back to the start of its paragraph.
#[test]
fn very_long_lines_are_laid_out() {
    // Ten megabytes where the code is optimised; enough to hang what is quadratic where it is not.
    let size = if cfg!(debug_assertions) { 320 << 10 } else { 10 << 20 };
    for unit in ["a", "word ", "联合国大会，", "كلمة عربية 123 ", "，", " ", "\u{2060}字", "لا", "/A", "abc\u{AD}"]
    {
        let text = unit.repeat(size / unit.len());
        let options = Options::default();
        let analysis = Analysis::new(&text, &options);
        let rows = analysis.rows(&text, &options, 80);
        assert_eq!(rows.iter().map(|row| row.source.len()).sum::<usize>(), text.len());
        assert_eq!(analysis.height(&options, 80), rows.len());
        assert_eq!(analysis.rows_within(&text, &options, 80, 100..102), rows.get(100..102).unwrap_or(&[]));
    }
}

#[test]
fn real_documents_are_typeset() {
    let Some(folder) = corpus("real documents at every width") else { return };
    let mut files: Vec<_> = ["seeds", "data/udhr"]
        .iter()
        .filter_map(|name| std::fs::read_dir(folder.join(name)).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    assert!(files.len() >= 4);
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a document");
        // As written, and with the lines of a paragraph put together, as an importer does.
        let joined: String = text.split_whitespace().collect();
        let options = Options::default();
        let paragraphs: Vec<&str> =
            text.lines().chain([joined.as_str()]).filter(|line| !line.trim().is_empty()).collect();
        let analyses: Vec<Analysis> = paragraphs.iter().map(|paragraph| Analysis::new(paragraph, &options)).collect();
        for cells in (20..=120).step_by(if cfg!(debug_assertions) { 7 } else { 1 }) {
            for (paragraph, analysis) in paragraphs.iter().zip(&analyses) {
                for (index, row) in analysis.rows(paragraph, &options, cells).iter().enumerate() {
                    let source = paragraph[row.source.clone()].trim();
                    let first = source.chars().next().filter(|_| index > 0);
                    let forbidden = "，。、；：？！）》」』】…”’";
                    assert!(!first.is_some_and(|c| forbidden.contains(c)), "{cells} cells of {path:?}: {source}");
                    assert!(!source.ends_with(|c| "（《「『【“‘".contains(c)), "{cells} cells of {path:?}: {source}");
                    let end = row.clusters.last().map_or(0, |last| last.column + u16::from(last.width));
                    assert!(end <= cells, "{cells} cells of {path:?}: {source}");
                }
            }
        }
    }
}

fn layout(arguments: &[&str], input: &str) -> String {
    let output = Program::new().run(&[&["layout"], arguments].concat(), input.as_bytes());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_line_that_no_pager_gets_right() {
    let out = layout(&["--width", "60"], "المساحة الإجمالية للبلد: 600 86 كيلومتر مربّع.\n");
    let row = out.strip_suffix('\n').expect("one row");
    assert!(!row.contains('\n'));
    assert_eq!(row.trim_start().chars().next(), Some('.'));
    assert!(row.contains(" 86 600 :"), "{row}");
    // 60 cells: every character but the shadda takes one, and the row ends with the first letter, joined to nothing.
    assert_eq!(row.chars().filter(|&c| c != '\u{651}').count(), 60);
    assert_eq!(row.chars().last(), Some('\u{FE8D}'));
    assert!(row.contains("\u{FEE9}".replace('\u{FEE9}', "\u{FE94}").as_str()) && !row.contains('م'), "joined: {row}");
}

#[test]
fn rows_of_standard_input() {
    assert_eq!(layout(&["--width", "10"], "联合国大会，决议。\n"), "联合国大\n会，决议。\n");
    assert_eq!(layout(&["--width", "10"], ""), "");
    assert_eq!(layout(&["--width", "10"], "a \n\nb"), "a\n\nb\n");
    assert_eq!(layout(&["--width", "4", "--base", "rtl"], "a.\n"), "  .a\n");
    assert_eq!(layout(&["--width", "9", "--tabs", "4"], "a\tb\n"), "a   b\n");
    assert_eq!(layout(&["--width", "4", "--shaping", "off"], "سلام\n"), "مالس\n");
    assert_eq!(layout(&["--width", "4"], "سلام\n"), " \u{FEE1}\u{FEFC}\u{FEB3}\n");
}

#[test]
fn rows_as_json() {
    let out = layout(&["--width", "4", "--json"], "ab cd\nسلا\n");
    let rows: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1]["paragraph"], 0);
    assert_eq!((&rows[1]["row"], &rows[1]["source"]), (&1.into(), &serde_json::json!([3, 5])));
    assert_eq!(rows[2]["direction"], "rtl");
    assert_eq!(rows[2]["text"], "  \u{FEFC}\u{FEB3}");
    assert_eq!(
        rows[2]["cells"][0],
        serde_json::json!({"column": 2, "width": 1, "text": "\u{FEFC}", "source": [2, 6], "level": 1})
    );
}

#[test]
fn what_is_not_utf_8_is_replaced_and_told() {
    let output = Program::new().run(&["layout", "--width", "10"], b"ab\xFFc\n");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), "ab\u{FFFD}c\n");
    assert!(String::from_utf8_lossy(&output.stderr).contains("byte 2"));
    assert!(!Program::new().run(&["layout", "--width", "0"], b"").status.success());
}
