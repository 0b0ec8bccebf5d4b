//! Generated documents: random mixtures of every form, broken lines, hostile sizes.

use hexapla::document::Document;
use hexapla::import::{self, Hints, ImportError};

use super::{check_sound, letters, read};

/// A small seeded generator (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// A document of random pieces of every form the importer knows, and of forms nobody should send it.
fn generated(seed: u64) -> String {
    const STARTS: &[&str] = &[
        "",
        "",
        "",
        "",
        " ",
        "  ",
        "   ",
        "\t",
        "\t\t",
        "\u{3000}\u{3000}",
        "1.\t",
        "2. ",
        "3-\t",
        "4 - ",
        "273\t",
        "٥ - ",
        "6、",
        "(a)\t",
        "(i) ",
        "(أ) ",
        "（一）",
        "b) ",
        "'1'\t",
        "I.\t",
        "A. ",
        "أولاً-\t",
        "ألف -\t",
        "一、",
        "二. ",
        "* ",
        "** ",
        "•\t",
        "- ",
        "Article 3",
        "Article premier ",
        "第十二条　",
        "المادة 4\t",
        "סעיף ב.",
        "Annex II",
        "附件二",
        "المرفق الأول: ",
        "Annex ",
        "[",
        "(",
        "99999. ",
        "0. ",
        "议程项目 3、4",
        "Article 99999: ",
    ];
    const WORDS: &[&str] = &[
        "garden",
        "the river",
        "Water.",
        "well-",
        "known",
        "果树",
        "河岸，",
        "修好。",
        "的附件一",
        "الحديقة",
        "النهر.",
        "וגן",
        "1987-",
        "1991 年",
        "822(1993)、",
        "http://garden.example/S/RES/822(1993)",
        "https://x.example/a).",
        "*",
        "**",
        "*“so”*",
        "annex*",
        "[1: ",
        "[footnoteRef:1]* [1: *\tbody.]",
        "[footnoteRef:2] [2: open",
        "]",
        "\t",
        "\t\t",
        "  ",
        "\u{A0}",
        "\u{1b}[31m",
        "\u{0}",
        "\u{FFFD}",
        "e\u{301}",
        "👩\u{200D}👧",
        "\u{202E}",
        "\u{AD}",
        "a\u{AD}",
        "18 390",
        "(签名)",
        "(signed)",
        "2025 年 5 月 21 日，安卡拉",
        "…",
        "：",
        "٣",
        "Preamble",
        "第三章",
        "[footnoteRef:3][3:[footnoteRef:4][4:x]]",
        "A/RES/68/262",
    ];
    const ENDS: &[&str] = &[
        "\n", "\n", "\n", "\n\n", "\n\n", " \n\n", "  \n", "\t\n", "\r\n", "\r", "\u{C}", "\n \n", "\u{2028}", "\u{B}",
        "\u{85}",
    ];
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (lines, starts, words) = (1 + dice.roll(50), 1 + dice.roll(STARTS.len()), 1 + dice.roll(WORDS.len()));
    let mut out = String::new();
    for _ in 0..lines {
        out.push_str(STARTS[dice.roll(starts)]);
        for _ in 0..dice.roll(12) {
            out.push_str(WORDS[(dice.roll(words) + seed as usize) % WORDS.len()]);
            if dice.roll(3) > 0 {
                out.push(' ');
            }
        }
        out.push_str(dice.pick(ENDS));
    }
    out
}

/// Random paragraphs broken at a width, as PDF text (a blank line after every line, link targets dumped between) or as plain
/// wrapped text, with labels, notes and stars inside.
fn broken(seed: u64, pdf: bool) -> String {
    const WORDS: &[&str] = &[
        "果树",
        "河岸的",
        "园林，",
        "水渠",
        "第 822(1993)、",
        "1987-",
        "1991 年",
        "“让水",
        "回到河岸”",
        "annex*",
        "garden",
        "the",
        "co-",
        "water",
        "*“so”*",
        "附件二",
        "(签名)",
        "الحديقة",
        "[footnoteRef:1]* [1: *body]",
        "https://x.example/a.",
    ];
    const STARTS: &[&str] = &["", "", "", "2. ", "(a) ", "一、", "Annex II ", "附件一", "* ", "第三条　", "I. "];
    const URLS: &[&str] =
        &["http://garden.example/ch/S/RES/822(1993)", "http://garden.example/A/RES/67/61", "https://x.example/"];
    let mut dice = Dice(seed.wrapping_mul(0xD134_2543_DE82_EF95) | 1);
    let width = 22 + dice.roll(14);
    let mut out = String::new();
    for _ in 0..3 + dice.roll(8) {
        let mut text = dice.pick(STARTS).to_owned();
        for _ in 0..3 + dice.roll(40) {
            text.push_str(dice.pick(WORDS));
            text.push_str(if dice.roll(4) == 0 { " " } else { "" });
        }
        text.push_str(dice.pick(&["。", ".", "", "："]));
        let chars: Vec<char> = text.trim().chars().collect();
        let lines: Vec<String> = chars.chunks(width).map(|c| c.iter().collect()).collect();
        for (i, line) in lines.iter().enumerate() {
            let indent = if i == 0 && pdf { " ".repeat(dice.roll(4)) } else { String::new() };
            let last = i + 1 == lines.len();
            let end = match (pdf, last) {
                (true, true) => " \n\n",
                (true, false) => "\n\n",
                (false, true) => "\n\n",
                (false, false) => "\n",
            };
            out += &format!("{indent}{}{end}", line.trim());
            if pdf && dice.roll(12) == 0 {
                out += &format!("{}\n", dice.pick(URLS));
            }
        }
    }
    out
}

#[test]
fn nothing_of_broken_lines_is_dropped() {
    let mut put_together = 0;
    for seed in 0..600 {
        let source = broken(seed, seed % 2 == 0);
        let document = read(source.as_bytes());
        check_sound(&document, &source, &format!("seed {seed}"));
        put_together += usize::from(document.warnings.iter().any(|w| w.message.starts_with("every line is followed")));
    }
    assert!(put_together > 150, "only {put_together} of 300 were seen to be out of a PDF");
}

#[test]
fn nothing_of_a_random_document_is_dropped() {
    let mut left_out = 0;
    for seed in 0..1_000 {
        let source = generated(seed);
        match import::read(source.as_bytes(), &Hints::default()) {
            Ok(document) => {
                // What comes again at the edges of pages is kept beside the text, and said.
                let is_said = document.warnings.iter().any(|w| w.message.contains("at the edges of pages"));
                assert_eq!(is_said, !document.left_out.is_empty(), "seed {seed}");
                left_out += usize::from(is_said);
                check_sound(&document, &source, &format!("seed {seed}"));
                let json = serde_json::to_string(&document).expect("JSON");
                assert_eq!(serde_json::from_str::<Document>(&json).expect("the same types"), document);
            }
            Err(error) => {
                assert!(matches!(error, ImportError::Empty), "{error}");
                assert_eq!(letters(&source), "", "seed {seed}: called empty");
            }
        }
    }
    assert!(left_out > 10, "only {left_out} of 1,000 have pages");
}

/// The lines of a text on pages, with a running head, a foot and the number of the page on each, wherever that breaks the text.
fn on_pages(text: &str, seed: u64) -> String {
    const HEADS: &[&str] = &["", "The Book of Wells\n\n", "A/GDN/68/154\n", "  河谷的果园  \n\n", "كتاب الآبار\n"];
    const FEET: &[&str] =
        &["{n}\n", "\n- {n} -\n", "\nPage {n} of 99\n", "\n24-06234          {n}/99\n", "第 {n} 页\n"];
    const ENDS: &[&str] = &["\u{C}", "\n\u{C}", "\n", "\n\n"];
    let mut dice = Dice(seed.wrapping_mul(0xA076_1D64_78BD_642F) | 1);
    let (head, foot, end, length) = (dice.pick(HEADS), dice.pick(FEET), dice.pick(ENDS), 14 + dice.roll(30));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let page = |(at, lines): (usize, &[&str])| {
        let text = lines.concat();
        let is_open = if text.ends_with('\n') { "" } else { "\n" };
        format!("{head}{text}{is_open}{}{end}", foot.replace("{n}", &(at + 1).to_string()))
    };
    lines.chunks(length).enumerate().map(page).collect()
}

#[test]
fn nothing_of_random_pages_is_dropped() {
    let mut left_out = 0;
    for seed in 0..300 {
        let several = |one: &dyn Fn(u64) -> String| (0..6).map(|part| one(seed * 6 + part)).collect::<String>();
        let text = match seed % 3 {
            0 => several(&generated),
            pdf => several(&|seed| broken(seed, pdf == 1)),
        };
        let source = on_pages(&text, seed);
        let document = read(source.as_bytes());
        check_sound(&document, &source, &format!("seed {seed}"));
        left_out += usize::from(!document.left_out.is_empty());
    }
    assert!(left_out > 150, "only {left_out} of 300 are seen to have pages");
}

/// Large files end: each of these is quadratic for an importer that looks back to the start of what it reads.
#[test]
fn hostile_sizes_end() {
    let pieces = [
        "word and ",
        "果树",
        "a\n",
        "1. a\n",
        "\tcell\n",
        "* a* b\n",
        "[footnoteRef:1] [1: ",
        "[footnoteRef:1][1:x]",
        "Annex\n\n",
        "http://a.b/1))))))",
        "http://a.b/12\n\n",
        "(a) x\n",
        "a\tb\n\n",
        "* ",
        "Article 1\n\n",
        "x [\n",
    ];
    // Enough to hang what is quadratic.
    let size = 400_000;
    for piece in pieces {
        let text = piece.repeat(size / piece.len());
        assert!(!read(text.as_bytes()).blocks.is_empty(), "{piece:?}");
    }
}

/// A heading that is numbered 0 names what unnumbered blocks are counted from too: every key is there once, and a text of nothing
/// else ends.
#[test]
fn headings_numbered_0_leave_every_key_unique() {
    let apart = "Report on the water works\n\n5. The river was clean.\n\n\t0. Overview\n\n\t\tBackground\n\ntext\n";
    let many = "\t0. A\n\nsome text here.\n\n".repeat(20_000);
    for text in [apart, many.as_str()] {
        let document = read(text.as_bytes());
        let keys: std::collections::HashSet<_> = document.blocks.iter().map(|block| &block.key).collect();
        assert_eq!(keys.len(), document.blocks.len());
    }
}

/// The Arabic word for a preamble heads a part, with its article and without.
#[test]
fn a_preamble_is_a_heading_in_arabic() {
    for word in ["الديباجة", "ديباجة"] {
        let document = read(format!("عنوان الوثيقة\n\n{word}\n\nإن الدول الأطراف تتفق على ما يلي.\n").as_bytes());
        let block = document.blocks.iter().find(|block| block.text == word).expect("the word");
        assert_eq!(block.kind, hexapla::document::Kind::Heading, "{word}");
    }
}
