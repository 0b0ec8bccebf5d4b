//! Tests of `hexapla layout` and of the layout of hostile and of real texts.

use hexapla::layout::{Analysis, Options, Row};
use hexapla::text::bidi::{self, Tail};
use hexapla::text::{Direction, linebreak, visible, width};
use unicode_bidi::{BidiInfo, Level};

use crate::harness::{Program, corpus};

/// A small generator (splitmix64): the same texts in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn text(&mut self, pools: &[&str], length: usize) -> String {
        let mut text = String::new();
        let mut pool: Vec<char> = Vec::new();
        for _ in 0..length {
            if pool.is_empty() || self.roll(5) == 0 {
                pool = pools[self.roll(pools.len())].chars().collect();
            }
            text.push(pool[self.roll(pool.len())]);
        }
        text
    }
}

const HOSTILE: [&str; 16] = [
    "abcdefghij klmnop qrs tuv wxyz ABC",
    "0123456789 .,:;+-/%()[]{}<>\"'",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ  ",
    "لالألإلآ\u{64E}\u{650}\u{651}\u{652}\u{640}\u{200C}\u{200D}",
    "پچژگیکٹڈڑےہھں\u{6D5}\u{681}\u{6C2}\u{671}",
    "٠١٢٣٤٥٦٧٨٩٪٫٬۰۱۲۳؟،؛",
    "אבגדהוזחט ךםןף",
    "联合国大会第七十九届会议决议",
    "，。、；：？！（）《》「」『』【】“”‘’…—",
    "한국어 ひらがなカタカナ ｶﾞﾊﾟｧー々",
    "กำลังทดสอบภาษาไทย क्षत्रिय ম্প্র",
    "👍🏽👩\u{200D}👧🇦🇿🇫🇷☺\u{FE0F}1\u{FE0F}\u{20E3}",
    "\u{301}\u{308}\u{20DD}\u{FE0F}\u{E0100}\u{600}\u{6DD}\u{FDF2}\u{FDFD}\u{1160}",
    "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}\u{200E}\u{200F}\u{61C}",
    "\t\n\r\u{0}\u{7}\u{1B}\u{B}\u{C}\u{1C}\u{1F}\u{7F}\u{85}\u{9B}\u{2028}\u{2029}\u{FFF9}\u{E0001}\u{E0041}",
    "\u{A0}\u{AD}\u{200B}\u{202F}\u{2009}\u{2060}\u{3000}\u{FEFF}\u{FFFD}\u{FFFF}\u{10FFFF}\u{E000}",
];

/// What every layout of every text must be.
fn check(text: &str, options: &Options, cells: u16) {
    let rows = Analysis::new(text, options).rows(text, options, cells);
    let told = || format!("{cells} cells: {}", text.escape_unicode());
    assert!(!rows.is_empty());
    let mut next = 0;
    for row in &rows {
        assert_eq!(row.source.start, next, "{}", told());
        assert!(row.source.end > next || text.is_empty(), "{}", told());
        assert!(text.is_char_boundary(row.source.end), "{}", told());
        next = row.source.end;
        check_row(text, row, options, &told);
    }
    assert_eq!(next, text.len(), "{}", told());
}

fn check_row(text: &str, row: &Row, options: &Options, told: &dyn Fn() -> String) {
    let mut column = row.clusters.first().map_or(0, |first| first.column);
    let mut seen = vec![false; row.source.len()];
    for cluster in &row.clusters {
        let source = cluster.source.start as usize..cluster.source.end as usize;
        assert!(source.start >= row.source.start && source.end <= row.source.end, "{}", told());
        assert_eq!(cluster.column, column, "cells without gaps: {}", told());
        column += u16::from(cluster.width);
        assert!(matches!(cluster.width, 1 | 2) && column <= row.width, "{}", told());
        for cell in cluster.column..column {
            assert!(source.contains(&row.hit(cell)), "{}", told());
        }
        seen[source.start - row.source.start..source.end - row.source.start].fill(true);
        let glyph = row.glyph(cluster);
        assert!(!glyph.is_empty(), "{}", told());
        assert_eq!(width::cluster(glyph, options.ambiguous_wide), cluster.width, "{glyph:?} in {}", told());
        for c in glyph.chars() {
            let kept = c == '\u{200D}' || visible::is_selector(c) || visible::shown(c) == visible::Shown::Itself;
            assert!(kept && !c.is_control(), "{c:?} in {}", told());
        }
    }
    // All there is to see is seen: what has no cell is white space at the end, or nothing to see.
    let ink =
        text[row.source.clone()].trim_end_matches(|c| linebreak::is_space(c) || visible::is_dropped(c) || c == '\n');
    for (at, c) in ink.char_indices() {
        let invisible = matches!(visible::shown(c), visible::Shown::Dropped | visible::Shown::Newline);
        let hangs = linebreak::is_space(c)
            && text[row.source.clone()][at..].chars().all(|c| {
                linebreak::is_space(c) || matches!(visible::shown(c), visible::Shown::Dropped | visible::Shown::Newline)
            });
        assert!(seen[at] || invisible || hangs, "{c:?} is lost in {}", told());
    }
    if row.direction.is_rtl() && !row.clusters.is_empty() {
        assert_eq!(column, row.width, "right-aligned: {}", told());
    }
}

#[test]
fn any_text_at_any_width() {
    let mut dice = Dice(1);
    for round in 0..5_000 {
        let length = dice.roll(60);
        let text = dice.text(&HOSTILE, length);
        let base = [None, None, Some(Direction::Ltr), Some(Direction::Rtl)][dice.roll(4)];
        let options =
            Options { base, shaping: dice.roll(4) > 0, tabs: dice.roll(10) as u8, ambiguous_wide: dice.roll(4) == 0 };
        check(&text, &options, (round % 120 + 1) as u16);
        check(&text, &options, dice.roll(6) as u16 + 1);
    }
}

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
        .filter(|((_, c), _)| !visible::is_dropped(*c))
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

/// The conformance test of UAX #9 through our levels, L1 and L2 (`HEXAPLA_UNICODE`: the folder of BidiCharacterTest.txt).
#[test]
fn bidi_character_test() {
    let file =
        std::env::var_os("HEXAPLA_UNICODE").map(|folder| std::path::Path::new(&folder).join("BidiCharacterTest.txt"));
    let Some(cases) = file.and_then(|file| std::fs::read_to_string(file).ok()) else {
        eprintln!(
            "not run: the conformance test of UAX #9 (set HEXAPLA_UNICODE to the folder of BidiCharacterTest.txt)"
        );
        return;
    };
    for case in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = case.split(';').collect();
        let code = |hex| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).expect("a code point");
        let text: String = fields[0].split(' ').map(code).collect();
        let base = if fields[2] == "1" { Direction::Rtl } else { Direction::Ltr };
        let of_bytes = bidi::levels(&text, base).unwrap_or(vec![0; text.len()]);
        let mut levels: Vec<u8> = text.char_indices().map(|(at, _)| of_bytes[at]).collect();
        let mut blanks = 0;
        for (index, c) in text.chars().chain(['\n']).enumerate() {
            match bidi::tail(c) {
                Tail::Blank => {}
                Tail::Separator => {
                    let end = (index + 1).min(levels.len());
                    levels[blanks..end].fill(u8::from(base.is_rtl()));
                    blanks = end;
                }
                Tail::Ink => blanks = index + 1,
            }
        }
        let expected: Vec<Option<u8>> = fields[3].split(' ').map(|level| level.parse().ok()).collect();
        let kept: Vec<usize> = (0..levels.len()).filter(|&index| expected[index].is_some()).collect();
        assert!(kept.iter().all(|&index| expected[index] == Some(levels[index])), "{case}: {levels:?}");
        let order = bidi::visual_order(&kept.iter().map(|&index| levels[index]).collect::<Vec<_>>());
        let order: Vec<String> = order.into_iter().map(|place| kept[place].to_string()).collect();
        assert_eq!(order.join(" "), fields[4], "{case}");
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
