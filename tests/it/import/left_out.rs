//! Running heads, feet and page numbers: out of the text and not out of the document, each at its place.

use hexapla::document::{Document, Kind};

use super::{check_sound, letters, of_kind, read};
use crate::dice::Dice;
use crate::harness::Program;

/// A letter of three pages, whose ends stand in the middle of a sentence, between paragraphs and at the end.
fn letter(feed: &str) -> String {
    let pages = [
        "Dear friends of the wells,\n\n\
         Last week I walked along the whole canal, from the mill to the old\n\
         bridge, and I wrote down what I saw. The upper gates are sound, and\n\
         they need nothing but oil. The lower ones have rotted, and water runs\n\
         through them day and night; nobody in the village can remember when\n\
         they were last mended. I asked the miller, who told me that his own\n\
         father put them in. We should not wait for another summer, because\n\
         the families at the end of the canal already share what is left by\n\
         carrying it home in",
        "buckets, which is hard work for the old people among them.\n\n\
         The second thing is the bridge. It carries more carts than it did\n\
         when it was built, and the middle arch has a crack that I could put\n\
         my hand into. The mason says that it will hold for a year if nobody\n\
         drives over it in the wet months, and that he will not promise more.\n\
         He asks for stone from the northern quarry and for four helpers, for\n\
         three weeks, after the harvest. I think that this is little to ask.\n\n\
         There is enough money for one of the two, and not for both.",
        "Let us meet on the first evening of the month, in the schoolhouse, and\n\
         decide which comes first. Those who cannot come may send a letter, and\n\
         it will be read aloud to all. I would rather mend the gates, because\n\
         water cannot be had from anywhere else, and carts can take the long\n\
         way round. But I know that others among you think otherwise, and they\n\
         have their reasons, which I should like to hear before we vote on it.\n\
         Bring what you have found in your attics about the building of both,\n\
         and we shall sit until all of us are of one mind about it.",
    ];
    let page = |(at, text): (usize, &&str)| {
        let n = at + 1;
        format!(
            "The Society of Wells{}{n}\n\n{text}\n\n12 River Street, Belen\n{}- {n} -\n{feed}",
            " ".repeat(40),
            " ".repeat(30)
        )
    };
    pages.iter().enumerate().map(page).collect()
}

/// What a document keeps beside its text: the first word of each line, and the last word before and the first behind it.
fn places(document: &Document) -> Vec<[&str; 3]> {
    document
        .left_out
        .iter()
        .map(|one| {
            let (before, behind) = document.blocks[one.block].text.split_at(one.offset);
            let [first, last] = [one.text.split_whitespace().next(), before.split_whitespace().next_back()];
            [first.unwrap_or(""), last.unwrap_or(""), behind.split_whitespace().next().unwrap_or("")]
        })
        .collect()
}

#[test]
fn a_letter_keeps_what_stands_around_its_pages_and_does_not_read_it_out() {
    for feed in ["\u{C}", "\n\u{C}", "\r\n\u{C}"] {
        let source = letter(feed);
        let document = read(source.as_bytes());
        check_sound(&document, &source, "the letter");
        let text: String = document.blocks.iter().map(|b| format!("{}{}\n", b.label, b.text)).collect();
        for furniture in ["Society", "River Street", "- 1", "- 2"] {
            assert!(!text.contains(furniture), "{text}");
        }
        assert!(text.contains("carrying it home in buckets, which is hard work"), "{text}");
        assert_eq!(of_kind(&document, Kind::Paragraph).len(), 5, "{text}");
        let expected = [
            ["The", "", "Dear"],
            ["12", "in", "buckets,"],
            ["-", "in", "buckets,"],
            ["The", "in", "buckets,"],
            ["12", "both.", ""],
            ["-", "both.", ""],
            ["The", "both.", ""],
            ["12", "it.", ""],
            ["-", "it.", ""],
        ];
        assert_eq!(places(&document), expected);
        let lines: Vec<&str> = source.lines().collect();
        for one in &document.left_out {
            assert_eq!(lines[one.line - 1].trim_matches(['\u{C}', ' ']), one.text);
        }
        let said = document.warnings.iter().filter(|w| w.message.starts_with("9 lines at the edges of pages")).count();
        assert_eq!(said, 1, "{:?}", document.warnings);
    }
}

#[test]
fn programs_get_it_and_readers_do_not_see_it() {
    let program = Program::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wells.en.txt");
    std::fs::write(&path, letter("\u{C}")).expect("written");
    let name = path.to_string_lossy();
    let expected = read(letter("\u{C}").as_bytes());
    program.text(&["add", &name]);
    // As a file, and as a work of the library.
    for source in [&*name, "wells"] {
        let json = program.text(&["parse", source, "--json"]);
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(value["left_out"].as_array().map(Vec::len), Some(9), "{json}");
        let one = &value["left_out"][1];
        assert_eq!(one["text"], "12 River Street, Belen");
        assert_eq!((&one["line"], &one["block"]), (&14.into(), &1.into()), "{one}");
        let document: Document = serde_json::from_str(&json).expect("a document");
        assert_eq!(document.left_out, expected.left_out);
        assert_eq!(letters(&document.transcript()), letters(&letter("\u{C}")));
        let shown = program.text(&["show", source, "--layout", "single"]);
        assert!(shown.contains("buckets") && !shown.contains("Society") && !shown.contains("River Street"), "{shown}");
    }
    let found = program.run(&["search", "Society", "wells"], b"");
    assert_eq!(found.status.code(), Some(1), "{}", String::from_utf8_lossy(&found.stdout));
    // A text without pages has nothing of it in its JSON.
    std::fs::write(&path, "1. The wells are dry.\n\n2. The gates are not.\n").expect("written");
    assert!(!program.text(&["parse", &name, "--json"]).contains("left_out"));
}

#[test]
fn what_pages_break_has_it_at_its_place() {
    // An address that was dumped at the foot of a page, a note and a table that go on overleaf, a number alone on its line.
    let lines = |from: usize, count: usize| -> String {
        (from..from + count)
            .map(|n| format!("the gardens of the valley number {n} are kept by families who share water,\n"))
            .collect()
    };
    let tables: String = (0..30).map(|n| format!("Well {n}\t{n} metres\tkept by the village of Belen\n")).collect();
    let (above, below) = tables.split_at(tables.match_indices('\n').nth(14).map_or(0, |(at, _)| at + 1));
    let broken = [
        format!("{}and by the old", lines(1, 20)),
        format!("people.\n\n{}and so it was[footnoteRef:1] [1: said the", lines(21, 20)),
        format!("miller] for years.\n\n{}and 7 years.\n\n2.", lines(41, 20)),
        format!("People who\n{}know.\n\n{above}", lines(61, 8)),
        format!("{below}\nIt ends.\n{}", lines(81, 9)),
    ];
    let page =
        |(at, text): (usize, &String)| format!("A/GDN/68/154\n\n{text}\n\n24-06234          {}/99\n\u{C}", at + 1);
    let source: String = broken.iter().enumerate().map(page).collect();
    let document = read(source.as_bytes());
    check_sound(&document, &source, "the broken pages");
    assert_eq!(document.left_out.len(), 9, "{:?}", document.left_out);
    let tables = of_kind(&document, Kind::Table);
    assert_eq!(tables.iter().map(|table| table.rows.len()).sum::<usize>(), 30);
}

#[test]
fn columns_have_it_where_they_are_read() {
    const WORDS: [&str; 12] =
        ["gardens", "the", "valley", "of", "are", "kept", "by", "people", "who", "share", "water", "in"];
    let column = |seed: usize| -> Vec<String> {
        let mut dice = Dice(seed as u64 + 3);
        let line = |_| (0..6).map(|_| WORDS[dice.roll(WORDS.len())]).collect::<Vec<_>>().join(" ");
        (0..24).map(line).collect()
    };
    let page = |n: usize| {
        let (left, right) = (column(2 * n), column(2 * n + 1));
        let both: String = left.iter().zip(&right).map(|(left, right)| format!("{left:<52}{right}\n")).collect();
        format!("The Book of Wells\n\n{both}\n{}- {n} -\n\u{C}", " ".repeat(40))
    };
    let source: String = (1..=4).map(page).collect();
    let document = read(source.as_bytes());
    assert!(document.warnings.iter().any(|w| w.message.contains("side by side")), "{:?}", document.warnings);
    assert_eq!(document.left_out.len(), 7, "{:?}", document.left_out);
    // What stands between two pages is read between the last line of the one and the first line of the other.
    for (page, pair) in document.left_out.chunks(2).enumerate().take(3) {
        assert_eq!(pair[0].text, format!("- {} -", page + 1));
        assert_eq!((pair[0].block, pair[0].offset), (pair[1].block, pair[1].offset));
        let so_far: String = document.blocks[..pair[0].block].iter().map(|block| block.text.as_str()).collect();
        let so_far = so_far + &document.blocks[pair[0].block].text[..pair[0].offset];
        let pages: String = (1..=page + 1).flat_map(|n| [column(2 * n), column(2 * n + 1)]).flatten().collect();
        assert_eq!(letters(&so_far).trim_start_matches("TheBookofWells"), letters(&pages), "page {}", page + 1);
    }
}
