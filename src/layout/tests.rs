//! The golden cases: UPPERCASE stands for letters of a right-to-left script.

use super::*;
use crate::text::Direction;

const PLAIN: Options = Options { base: None, shaping: false, tabs: 8, ambiguous_wide: false };

/// Distinct letters, none of which is a mark.
const ARABIC: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنه";
const HEBREW: &str = "אבגדהוזחטיכלמנסעפצקרשתךםןף";

fn in_script(letters: &str, text: &str) -> String {
    let letter = |c: char| letters.chars().nth((c as u8 - b'A') as usize).expect("26 letters");
    text.chars().map(|c| if c.is_ascii_uppercase() { letter(c) } else { c }).collect()
}

fn visual_rows(text: &str, options: &Options, width: u16) -> Vec<String> {
    Analysis::new(text, options)
        .rows(text, options, width)
        .iter()
        .map(|row| row.visual().trim_start().to_owned())
        .collect()
}

#[track_caller]
fn check(letters: &str, logical: &str, visual: &str) {
    let text = in_script(letters, logical);
    assert_eq!(visual_rows(&text, &PLAIN, 60), [in_script(letters, visual)], "{logical}");
}

#[test]
fn order_in_both_scripts() {
    for letters in [ARABIC, HEBREW] {
        for (logical, visual) in [
            ("SLM abc 600 86", "abc 600 86 MLS"),
            ("1. SLM", "MLS .1"),
            ("MADA 1(A)", "(A)1 ADAM"),
            ("SLM (abc) NM", "MN (abc) MLS"),
            ("A < B", "B > A"),
            ("QAL «NM» TM", "MT «MN» LAQ"),
            ("SLM[12] NM", "MN [12]MLS"),
            ("ALQRAR a/res/75/1", "a/res/75/1 RARQLA"),
            ("see (SLM) now", "see (MLS) now"),
            ("He said SLM.".to_lowercase().replace("slm", "SLM").as_str(), "he said MLS."),
            ("by SLM: 5 stars", "by 5 :MLS stars"),
            ("by \u{2068}SLM\u{2069}: 5 stars", "by MLS: 5 stars"),
            ("SLM 中文，好 NM", "MN 中文，好 MLS"),
            ("user\u{202E}txt.exe", "userexe.txt"),
            ("DRJ \u{200E}-5", "-5 JRD"),
            ("SLM one two NM", "MN one two MLS"),
        ] {
            check(letters, logical, visual);
        }
    }
}

#[test]
fn order_of_numbers_in_arabic() {
    for (logical, visual) in [
        ("AM 600 86", "86 600 MA"),
        ("AM 600\u{A0}86", "600\u{A0}86 MA"),
        ("AM 600\u{202F}86", "600\u{202F}86 MA"),
        ("AM 600\u{2009}86", "86 600 MA"),
        ("FI 2026-11-22", "22-11-2026 IF"),
        ("FI \u{200E}2026-11-22", "2026-11-22 IF"),
        ("FI 22/11/2026", "22/11/2026 IF"),
        ("HTF +1-212-963", "963-212-1+ FTH"),
        ("HTF \u{2066}+1-212-963\u{2069}", "+1-212-963 FTH"),
        ("NSB 50%", "%50 BSN"),
        ("DRJ -5", "5- JRD"),
        ("1990–1995 M", "M 1995–1990"),
    ] {
        check(ARABIC, logical, visual);
    }
}

#[test]
fn order_of_numbers_in_hebrew() {
    check(HEBREW, "B 2026-11-22", "2026-11-22 B");
    check(HEBREW, "B 50%", "50% B");
    check(HEBREW, "AM 600 86", "86 600 MA");
}

#[test]
fn lines_are_broken_before_they_are_reordered() {
    let text = in_script(ARABIC, "SLM one two NM");
    assert_eq!(visual_rows(&text, &PLAIN, 8), [in_script(ARABIC, "one MLS"), in_script(ARABIC, "MN two")]);
}

#[test]
fn marks_stay_on_their_letter() {
    let shown = visual_rows("\u{628}\u{64E}\u{62A}", &PLAIN, 20);
    assert_eq!(shown, ["\u{62A}\u{628}\u{64E}"]);
}

/// Logical code points, and each cluster that is shown, in logical order.
#[track_caller]
fn check_shape(logical: &str, shown: &[&str]) {
    let options = Options { base: Some(Direction::Rtl), ..Options::default() };
    let rows = Analysis::new(logical, &options).rows(logical, &options, 40);
    let mut clusters: Vec<_> = rows[0].clusters.iter().collect();
    clusters.sort_by_key(|cluster| (cluster.source.start, u16::MAX - cluster.column));
    let glyphs: Vec<&str> = clusters.iter().map(|cluster| rows[0].glyph(cluster)).collect();
    assert_eq!(glyphs, shown, "{}", logical.escape_unicode());
    assert!(clusters.iter().all(|cluster| cluster.width == 1));
    assert!(clusters.windows(2).all(|pair| pair[0].column == pair[1].column + 1), "right to left without gaps");
}

#[test]
fn letters_are_joined() {
    check_shape("\u{633}\u{644}\u{627}\u{645}", &["\u{FEB3}", "\u{FEFC}", "\u{FEE1}"]);
    check_shape("\u{644}\u{627}", &["\u{FEFB}"]);
    check_shape("\u{644}\u{64E}\u{627}", &["\u{FEFB}\u{64E}"]);
    check_shape(
        "\u{628}\u{650}\u{633}\u{652}\u{645}\u{650}",
        &["\u{FE91}\u{650}", "\u{FEB4}\u{652}", "\u{FEE2}\u{650}"],
    );
    check_shape("\u{627}\u{644}\u{623}\u{645}\u{645}", &["\u{FE8D}", "\u{FEF7}", "\u{FEE3}", "\u{FEE2}"]);
    check_shape("\u{644}\u{640}\u{627}", &["\u{FEDF}", "\u{640}", "\u{FE8E}"]);
    check_shape("\u{645}\u{6CC}\u{200C}\u{62E}", &["\u{FEE3}", "\u{FBFD}", "\u{FEA5}"]);
    check_shape("\u{647}\u{200D}", &["\u{FEEB}"]);
    check_shape("\u{644}\u{200C}\u{627}", &["\u{FEDD}", "\u{FE8D}"]);
    check_shape("\u{627}\u{644}\u{644}\u{647}", &["\u{FE8D}", "\u{FEDF}", "\u{FEE0}", "\u{FEEA}"]);
    check_shape("\u{645}\u{6D5}\u{646}", &["\u{FEE3}", "\u{6D5}", "\u{FEE5}"]);
    check_shape("\u{681}\u{628}\u{681}", &["\u{681}", "\u{FE92}", "\u{681}"]);
    check_shape("\u{649}\u{649}", &["\u{FBE8}", "\u{FEF0}"]);
    check_shape("\u{200D}\u{64E}\u{647}\u{644}\u{622}", &["\u{25CC}\u{64E}", "\u{FEEC}", "\u{FEF6}"]);
    check_shape("\u{FDF2}", &["\u{FE8D}", "\u{FEDF}", "\u{FEE0}", "\u{FEEA}"]);
}

#[test]
fn letters_are_left_alone_without_shaping() {
    assert_eq!(visual_rows("\u{633}\u{644}\u{627}\u{645}", &PLAIN, 20), ["\u{645}\u{627}\u{644}\u{633}"]);
}

#[test]
fn cells_are_counted_after_joining() {
    let text = "الأمم لا والإسلام";
    let cells = |options: &Options| -> usize {
        let rows = Analysis::new(text, options).rows(text, options, 40);
        rows[0].clusters.iter().map(|cluster| usize::from(cluster.width)).sum()
    };
    assert_eq!(cells(&PLAIN), 17);
    assert_eq!(cells(&Options::default()), 13);
}

#[test]
fn chinese_rows_start_and_end_as_typeset() {
    let rows = |text, width| visual_rows(text, &Options::default(), width);
    assert_eq!(rows("联合国大会，决议。", 10), ["联合国大", "会，决议。"]);
    assert_eq!(rows("他说：“千篇一律”的。", 8), ["他说：", "“千篇一", "律”的。"]);
    assert_eq!(rows("甲乙丙（丁戊", 8), ["甲乙丙", "（丁戊"]);
    assert_eq!(rows("甲乙丙——丁", 7), ["甲乙丙", "——丁"]);
    // A token without a break: the comma takes its neighbour down.
    assert_eq!(rows("abcdefgh，i", 8), ["abcdefg", "h，i"]);
}

#[test]
fn what_stays_whole_moves_down_whole() {
    let rows = |text, width| visual_rows(text, &Options::default(), width);
    assert_eq!(rows("see A/RES/68/262 now", 14), ["see", "A/RES/68/262", "now"]);
    assert_eq!(rows("see A/RES/68/262 now", 8), ["see", "A/RES/", "68/262", "now"]);
    assert_eq!(rows("area 86 600 km", 8), ["area", "86 600", "km"]);
    assert_eq!(rows("86 600", 4), ["86", "600"]);
}

#[test]
fn a_row_is_never_wider_than_asked() {
    let rows = |text, width| visual_rows(text, &Options::default(), width);
    assert_eq!(rows("abcdef", 4), ["abcd", "ef"]);
    assert_eq!(rows("国a", 1), [">", "a"]);
    assert_eq!(rows("soft\u{AD}hyphen", 5), ["soft-", "hyphe", "n"]);
    assert_eq!(rows("soft\u{AD}hyphen", 4), ["soft", "hyph", "en"]);
    assert_eq!(rows("soft\u{AD}hyphen", 40), ["softhyphen"]);
}

#[test]
fn white_space_hangs() {
    let text = "one    two  ";
    let rows = Analysis::new(text, &PLAIN).rows(text, &PLAIN, 3);
    assert_eq!(rows.iter().map(|row| row.source.clone()).collect::<Vec<_>>(), [0..7, 7..12]);
    assert_eq!(rows.iter().map(Row::visual).collect::<Vec<_>>(), ["one", "two"]);
}

#[test]
fn tabs_reach_their_stops() {
    assert_eq!(visual_rows("a\tb", &PLAIN, 20), ["a       b"]);
    let rtl = in_script(ARABIC, "A\tB");
    assert_eq!(visual_rows(&rtl, &PLAIN, 20), [in_script(ARABIC, "B       A")]);
}

#[test]
fn rows_of_right_to_left_text_stand_at_the_right() {
    let text = "ابت";
    let rows = Analysis::new(text, &PLAIN).rows(text, &PLAIN, 10);
    let row = &rows[0];
    assert_eq!(row.visual(), "       تبا");
    assert_eq!(row.columns(0..2), vec![9..10]);
    assert_eq!(row.columns(0..6), vec![7..10]);
    assert_eq!((row.bytes_at(9), row.bytes_at(7), row.bytes_at(0)), (0..2, 4..6, 6..6));
    assert_eq!(row.columns(2..3), vec![8..9]);
}

#[test]
fn a_click_beside_the_text_is_the_nearer_end() {
    let right_to_left = Options { base: Some(Direction::Rtl), ..PLAIN };
    for (options, beside) in [(PLAIN, 9), (right_to_left, 0)] {
        let rows = Analysis::new("abc", &options).rows("abc", &options, 10);
        assert_eq!(rows[0].bytes_at(beside), 3..3);
    }
    let text = "ا";
    let rows = Analysis::new(text, &PLAIN).rows(text, &PLAIN, 3);
    assert_eq!([0, 2, 50].map(|column| rows[0].bytes_at(column)), [2..2, 0..2, 0..0]);
    let rows = Analysis::new("", &PLAIN).rows("", &PLAIN, 3);
    assert_eq!([0, 2].map(|column| rows[0].bytes_at(column)), [0..0, 0..0]);
}

#[test]
fn nothing_of_a_document_is_a_control() {
    let shown = visual_rows("a\u{1B}[31m\u{9B}b\u{7F}\u{202E}\u{FFF9}\u{E0041}", &PLAIN, 40);
    assert_eq!(shown, ["a␛[31m␦b␡␦␦"]);
    assert_eq!(visual_rows("\u{301}a", &PLAIN, 40), ["\u{25CC}\u{301}a"]);
}

#[test]
fn newlines_inside_a_text_end_rows() {
    assert_eq!(visual_rows("a\nb\r\n\nc\n", &PLAIN, 40), ["a", "b", "", "c"]);
    assert_eq!(visual_rows("", &PLAIN, 40), [""]);
    let text = in_script(ARABIC, "AB\nCD\u{2029}EF");
    assert_eq!(visual_rows(&text, &PLAIN, 40).len(), 3);
}

#[test]
fn a_heap_of_marks_is_cut_for_its_cell() {
    let text = format!("a{}b", "\u{301}".repeat(5000));
    let rows = Analysis::new(&text, &PLAIN).rows(&text, &PLAIN, 10);
    assert_eq!(rows[0].clusters.len(), 2);
    assert!(rows[0].glyph(&rows[0].clusters[0]).chars().count() < 50);
    assert_eq!(rows[0].clusters[0].source, 0..10001);
}

#[test]
fn a_paragraph_of_very_many_lines_is_shown_to_its_end() {
    let text = format!("{}end", "word ".repeat(70_000));
    let block = crate::document::Block { text, ..Default::default() };
    let document = crate::document::Document { blocks: vec![block], ..Default::default() };
    let geometry = super::Geometry::new(super::Mode::Single, 8, &[(0, Direction::Ltr)], 8);
    let row = crate::align::GridRow { blocks: vec![0..1, 0..0], score: 1.0 };
    let lines = super::Typeset::new(PLAIN).row(&[&document], &row, &[0], &geometry, &|_| true, &|_, _| Vec::new());
    assert_eq!(lines.height, 70_001);
    assert_eq!(lines.line_of(0, 0, 350_001), Some(69_999));
    let mut seen = String::new();
    lines.walk(&geometry, 69_999..u32::MAX, |_, _, _, part, cluster| seen.push_str(part.row.glyph(cluster)));
    assert_eq!(seen.trim(), "word end");
}

#[test]
fn a_screen_of_any_width_is_divided_without_panes_over_each_other() {
    let panes = [(6, Direction::Ltr), (2, Direction::Rtl), (3, Direction::Ltr)];
    for count in 1..=panes.len() {
        for (width, measure) in
            [0, 1, 2, 3, 4, 5, 6, 7, 20, 80, 300, u16::MAX].into_iter().flat_map(|w| [(w, 72), (w, u16::MAX)])
        {
            let geometry = Geometry::new(Mode::Columns, width, &panes[..count], measure);
            assert_eq!(geometry.panes.len(), count);
            let mut free = 0;
            for pane in geometry.panes.iter().filter(|_| geometry.mode == Mode::Columns) {
                assert!(
                    free <= pane.x && pane.width > 0 && pane.x + pane.width <= width.max(1),
                    "{width}: {geometry:?}"
                );
                free = pane.x + pane.width;
            }
        }
    }
}

/// The conformance test of UAX #29 asks `grapheme::each`; rows are made of the same clusters.
#[test]
fn the_clusters_of_a_row_are_those_of_the_text() {
    const POOL: &[&str] = &[
        "a",
        " ",
        "\t",
        "\u{301}",
        "ب",
        "\u{64E}",
        "\u{200D}",
        "\u{FE0F}",
        "👩",
        "👧",
        "🏽",
        "🇦",
        "🇿",
        "\u{600}",
        "\u{6DD}",
        "1",
        "क",
        "\u{94D}",
        "\u{93F}",
        "\u{1100}",
        "\u{1161}",
        "가",
        "中",
        "ก",
        "\u{E31}",
        "\u{E0041}",
        "\u{202E}",
        "\u{1B}",
        "\u{FDF2}",
    ];
    let mut state = 7u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % sides
    };
    for _ in 0..20_000 {
        let text: String = (0..roll(12)).map(|_| POOL[roll(POOL.len())]).collect();
        let mut clusters = Vec::new();
        crate::text::grapheme::each(&text, |start, _| clusters.push(start));
        let atoms = atom::Atoms::new(&text, &PLAIN, Direction::Ltr).list;
        let starts: Vec<usize> = atoms.iter().map(|atom| atom.start as usize).collect();
        assert_eq!(starts, clusters, "{}", text.escape_unicode());
    }
}
