//! Text out of printed pages: heads, feet and page numbers, columns, and letters in the order and form in which they are seen.

use std::collections::HashSet;

use hexapla::document::{Document, Kind};

use super::{letters, of_kind, read, read_file};
use crate::dice::Dice;
use crate::harness::corpus;

/// Words of one language, and the width of its lines in characters.
struct Tongue {
    words: &'static [&'static str],
    space: &'static str,
    stop: &'static str,
    width: usize,
}

const ENGLISH: Tongue = Tongue {
    words: &[
        "the", "gardens", "of", "valley", "were", "kept", "by", "families", "who", "share", "water", "in", "dry",
        "summers",
    ],
    space: " ",
    stop: ".",
    width: 68,
};
const CHINESE: Tongue = Tongue {
    words: &["河谷", "的", "果园", "由", "各个", "家庭", "照看", "并且", "在", "旱季", "分用", "水渠", "里", "的水"],
    space: "",
    stop: "。",
    width: 34,
};
const ARABIC: Tongue = Tongue {
    words: &[
        "الحدائق",
        "في",
        "الوادي",
        "القديمة",
        "التي",
        "تقع",
        "على",
        "ضفة",
        "النهر",
        "كانت",
        "مزروعة",
        "إلى",
        "الجنوب",
        "من",
    ],
    space: " ",
    stop: ".",
    width: 60,
};

/// Numbered paragraphs of random words.
fn paragraphs(tongue: &Tongue, count: usize, dice: &mut Dice) -> Vec<String> {
    let paragraph = |_| {
        let words: Vec<&str> = (0..20 + dice.roll(70)).map(|_| tongue.words[dice.roll(tongue.words.len())]).collect();
        words.join(tongue.space) + tongue.stop
    };
    (0..count).map(paragraph).collect()
}

/// A text broken at a width: at spaces, or anywhere where the language has none.
fn wrapped(text: &str, tongue: &Tongue) -> Vec<String> {
    if tongue.space.is_empty() {
        let chars: Vec<char> = text.chars().collect();
        return chars.chunks(tongue.width).map(|line| line.iter().collect()).collect();
    }
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("it has one");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= tongue.width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The numbered paragraphs on pages, with what `head` and `foot` put on each.
fn printed(
    paragraphs: &[String],
    tongue: &Tongue,
    head: &dyn Fn(usize) -> String,
    foot: &dyn Fn(usize) -> String,
) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        lines.extend(wrapped(&format!("{}. {paragraph}", at + 1), tongue));
        lines.push(String::new());
    }
    let pages: Vec<String> = lines
        .chunks(34)
        .enumerate()
        .map(|(page, lines)| format!("{}{}\n{}", head(page + 1), lines.join("\n"), foot(page + 1)))
        .collect();
    pages.concat()
}

fn texts(document: &Document) -> Vec<&str> {
    of_kind(document, Kind::Paragraph).into_iter().filter(|b| b.number.is_some()).map(|b| b.text.as_str()).collect()
}

#[test]
fn heads_feet_and_page_numbers_are_left_out_and_paragraphs_run_over() {
    type Edge = fn(usize) -> String;
    let shapes: [(&str, Edge, Edge); 9] = [
        (
            "symbol and number of all",
            |_| "A/GDN/68/154\n\n".into(),
            |n| format!("\n24-06234{}{n}/25\n\u{C}", " ".repeat(60)),
        ),
        (
            "left and right pages",
            |n| if n % 2 == 0 { "A/GDN/7/12\n\n".into() } else { format!("{}A/GDN/7/12\n\n", " ".repeat(55)) },
            |n| match n % 2 {
                0 => format!("\n{n}/25{}24-06234\n\u{C}", " ".repeat(50)),
                _ => format!("\n24-06234{}{n}/25\n\u{C}", " ".repeat(50)),
            },
        ),
        ("dashes", |_| String::new(), |n| format!("\n- {n} -\n\u{C}")),
        ("dashes without form feeds", |_| String::new(), |n| format!("\n- {n} -\n\n")),
        ("page of pages", |_| String::new(), |n| format!("\nPage {n} of 25\n\n")),
        ("numbers alone after a head", |n| format!("The Gardens of the Valley\n{n}\n\n"), |_| "\n\u{C}".into()),
        ("head with its number", |n| format!("{n}   The Gardens of the Valley\n\n"), |_| "\u{C}".into()),
        ("symbol alone", |n| if n == 1 { String::new() } else { "A/GDN/68/154\n\n".into() }, |_| "\n".into()),
        ("Chinese and Arabic figures", |_| String::new(), |n| format!("\n第 {n} 页\n\u{C}")),
    ];
    for tongue in [&ENGLISH, &CHINESE, &ARABIC] {
        for (seed, (what, head, foot)) in shapes.iter().enumerate() {
            let mut dice = Dice(seed as u64 + 7);
            let expected = paragraphs(tongue, 60, &mut dice);
            let document = read(printed(&expected, tongue, head, foot).as_bytes());
            let found = texts(&document);
            for (one, other) in found.iter().zip(&expected) {
                assert_eq!(one, other, "{what}");
            }
            assert_eq!(found.len(), expected.len(), "{what}");
            let said: Vec<&str> = document.warnings.iter().map(|w| w.message.as_str()).collect();
            let left_out = said.iter().filter(|said| said.contains("at the edges of pages were left out")).count();
            assert_eq!(left_out, 1, "{what}: {said:?}");
        }
    }
}

#[test]
fn what_only_looks_like_page_numbers_stays() {
    // A novel whose chapters are numbers, a list of numbers, articles, pages with different first lines.
    let chapter =
        |n: usize| format!("{n}\n\nIt was the summer of the year {n}. The valley was dry, and nobody knew why.\n\n");
    let novel: String = (1..=30).map(chapter).collect();
    let list: String = (1..=90).map(|n| format!("{n}\n")).collect();
    let articles: String = (1..=40)
        .map(|n| format!("Article {n}\n\nEvery gardener has the right to water number {n}.\n\n\u{C}"))
        .collect();
    for (what, text) in [("novel", novel), ("list", list), ("articles", articles)] {
        let document = read(text.as_bytes());
        assert_eq!(letters(&document.transcript()), letters(&text), "{what}: {:?}", document.warnings);
    }
}

/// Two texts side by side, as a converter that keeps the layout puts them.
fn side_by_side(left: &[String], right: &[String], gutter: usize) -> String {
    let widest = left.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for at in 0..left.len().max(right.len()) {
        let one = left.get(at).map_or("", String::as_str);
        let other = right.get(at).map_or("", String::as_str);
        let pad = widest + gutter - one.chars().count();
        out += format!("{one}{}{other}", " ".repeat(pad)).trim_end();
        out.push('\n');
    }
    out
}

#[test]
fn columns_are_read_one_after_the_other() {
    for (tongue, is_rtl) in [(&ENGLISH, false), (&CHINESE, false), (&ARABIC, true)] {
        let narrow = Tongue { width: tongue.width * 6 / 10, ..*tongue };
        let mut dice = Dice(11);
        let expected = paragraphs(tongue, 24, &mut dice);
        let mut text = String::new();
        for (page, own) in expected.chunks(6).enumerate() {
            let lines: Vec<String> = own
                .iter()
                .enumerate()
                .flat_map(|(at, paragraph)| {
                    let number = page * 6 + at + 1;
                    let mut lines = wrapped(&format!("{number}. {paragraph}"), &narrow);
                    lines.push(String::new());
                    lines
                })
                .collect();
            // The column ends in the middle of a paragraph.
            let (first, second) = lines.split_at(lines.len() / 2);
            let (left, right) = if is_rtl { (second, first) } else { (first, second) };
            text += &format!("{}\n\u{C}", side_by_side(left, right, 6));
        }
        let document = read(text.as_bytes());
        let found = texts(&document);
        let wrong = found.iter().zip(&expected).filter(|(one, other)| *one != *other).count();
        // A column that breaks right at the end of a line that is not full cannot be told from the end of a paragraph.
        assert!(found.len() == expected.len() && wrong == 0, "{wrong} of {}: {found:#?}", expected.len());
        assert!(document.warnings.iter().any(|w| w.message.contains("side by side")), "{:?}", document.warnings);
    }
}

#[test]
fn tables_and_mastheads_are_no_columns() {
    let masthead = "United Nations                                     A/GDN/68/154\n\
        General Assembly                                   Distr.: General\n\
        \x20                                                  3 May 2021\n\
        \x20                                                  Original: English\n\n";
    let row = |name: &str, n: usize| format!("{name:<40}{:>8}{:>10}{:>12}\n", n * 7, n * 31, n * 1_003);
    let numbers: String = [
        "Civilian personnel",
        "Operational costs",
        "Gross requirements",
        "Staff income",
        "Net requirements",
        "Total",
        "Gifts in kind",
    ]
    .into_iter()
    .enumerate()
    .map(|(at, name)| row(name, at + 1))
    .collect();
    let names: String = ["Arda", "Belen", "Corva", "Dorin", "Estel", "Fangorn", "Galen", "Harad"]
        .iter()
        .map(|name| format!("{name}                 north of the river and {name}\n"))
        .collect();
    for text in [masthead.repeat(2), numbers, names] {
        let document = read(text.as_bytes());
        assert!(document.warnings.iter().all(|w| !w.message.contains("side by side")), "{text}");
        assert_eq!(letters(&document.transcript()), letters(&text));
    }
    // Cells of several lines that begin together are rows of a table.
    let mut dice = Dice(5);
    let narrow = Tongue { width: 40, ..ENGLISH };
    let cells = paragraphs(&ENGLISH, 8, &mut dice);
    let mut text = String::from("What was asked                                  What was done\n\n");
    for pair in cells.chunks(2) {
        text += &side_by_side(&wrapped(&pair[0], &narrow), &wrapped(&pair[1], &narrow), 8);
        text.push('\n');
    }
    let document = read(text.as_bytes());
    let table = of_kind(&document, Kind::Table);
    assert_eq!(table.len(), 1, "{:?}", document.blocks);
    let rows: Vec<[&str; 2]> = cells.chunks(2).map(|pair| [pair[0].as_str(), pair[1].as_str()]).collect();
    assert_eq!(table[0].rows[1..], rows[..], "{:?}", table[0].rows[0]);
}

/// The line as it is seen from left to right, by another implementation of the bidirectional algorithm.
fn seen(line: &str) -> String {
    let info = unicode_bidi::BidiInfo::new(line, Some(unicode_bidi::Level::rtl()));
    info.paragraphs.iter().map(|paragraph| info.reorder_line(paragraph, paragraph.range.clone()).into_owned()).collect()
}

#[test]
fn text_in_the_order_in_which_it_is_seen_is_put_into_the_order_of_reading() {
    let lines = [
        "قررت اللجنة في دورتها الثانية أن تنظر في حالة الحدائق القديمة (الوثيقة 822) على ضفة النهر.",
        "ويقع الوادي إلى الجنوب من المدينة، ومساحته 86600 متر، في برنامج Garden 10 منذ عام 1990.",
        "انظر الوثيقة A/GDN/68/154 المؤرخة 12/05/1993، وهي من وثائق اللجنة التي عقدت جلستها الأولى.",
        "وتوصي اللجنة بزيارة المدرسة إلى أن تكون الحديقة مفتوحة.",
    ];
    let expected = lines.join("\n\n");
    let visual: Vec<String> = lines.iter().map(|line| seen(line)).collect();
    let document = read(visual.join("\n\n").as_bytes());
    let found: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(found.join("\n\n"), expected);
    assert!(document.warnings.iter().any(|w| w.message.contains("4 lines were put into the order of reading")));
    assert_eq!(document.language.tag(), "ar");
    // In the right order it is left alone.
    let document = read(expected.as_bytes());
    assert!(document.warnings.is_empty(), "{:?}", document.warnings);
}

#[test]
fn real_texts_come_back_letter_for_letter_and_are_left_alone_where_they_are_right() {
    let Some(folder) = corpus("texts that run from right to left") else { return };
    for tag in ["ar", "fa", "he"] {
        let text = std::fs::read_to_string(folder.join(format!("data/udhr/udhr.{tag}.txt"))).expect("text");
        let visual: Vec<String> = text.lines().map(|line| seen(line.trim_end_matches('\r'))).collect();
        let document = read(visual.join("\n").as_bytes());
        // Lines longer than a page has are as they were: none was printed so.
        let is_short = |line: &&str| line.len() <= 600;
        let source: String = text.lines().filter(is_short).map(letters).collect();
        let all = letters(&document.transcript());
        let lost: Vec<&str> = text.lines().filter(is_short).filter(|line| !all.contains(&letters(line))).collect();
        assert!(lost.len() * 100 <= text.lines().count(), "{tag}, {} letters: {lost:#?}", source.len());
    }
    let said = ["order of reading", "edges of pages", "side by side", "set apart", "ligatures", "converter"];
    let mut count = 0;
    for name in ["seeds", "data/udhr", "data/unpc"] {
        for entry in std::fs::read_dir(folder.join(name)).expect("a folder") {
            let document = read_file(&entry.expect("an entry").path());
            let wrong: HashSet<&str> = document
                .warnings
                .iter()
                .map(|w| w.message.as_str())
                .filter(|m| said.iter().any(|s| m.contains(s)))
                .collect();
            assert!(wrong.is_empty(), "{name}: {wrong:?}");
            count += 1;
        }
    }
    assert!(count >= 19);
}

#[test]
fn letters_as_a_page_shows_them_are_those_that_people_type() {
    let text = "The \u{FB01}rst o\u{FB03}ce\n\n2 0 1 4 年 3 月 2 7 日\n\nR E P O R T\n\nﺍﻟﺤﺪﺍﺋﻖ ﻻ ﺗﻐﻠﻖ ﷺ\n";
    let document = read(text.as_bytes());
    let found: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(found, ["The first office", "2014年3月27日", "REPORT", "الحدائق لا تغلق ﷺ"]);
    assert_eq!(document.warnings.len(), 3, "{:?}", document.warnings);
}
