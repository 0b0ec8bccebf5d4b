//! What documents of the United Nations say of themselves and of each other, in six languages: real lines and documents.

use std::collections::BTreeSet;
use std::path::Path;

use hexapla::document::reference::references;
use hexapla::document::symbol::identity;
use hexapla::document::{Block, Document, Kind, Masthead};

use super::read_file;
use crate::harness::corpus;

const LANGUAGES: [&str; 6] = ["en", "ar", "zh", "fr", "ru", "es"];

/// The lines of the six languages, the same place in each.
fn lines(folder: &Path) -> Vec<[String; 6]> {
    let read = |language: &str| {
        let text = std::fs::read_to_string(folder.join(format!("data/unpc/unpc.{language}"))).expect("the corpus");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let all = LANGUAGES.map(read);
    (0..all[0].len()).map(|at| std::array::from_fn(|language| all[language][at].clone())).collect()
}

/// A document of nothing but this masthead line.
fn masthead(line: &str) -> Masthead {
    let block = Block { kind: Kind::Metadata, text: line.to_owned(), ..Block::default() };
    Masthead::of(&Document { symbol: Some("A/1".into()), blocks: vec![block], ..Document::default() })
}

/// Whether a line is of a masthead: short, and no sentence.
fn is_of_masthead(line: &str) -> bool {
    line.chars().count() < 70 && !line.ends_with(['.', ':', ';'])
}

#[test]
fn mastheads_say_the_same_in_six_languages() {
    let Some(folder) = corpus("the mastheads of six languages") else { return };
    let (mut same, mut other) = (0, Vec::new());
    for line in lines(&folder).iter().filter(|line| is_of_masthead(&line[0])) {
        let read: Vec<Masthead> = line.iter().map(|line| masthead(line)).collect();
        let said = |own: &Masthead| {
            let items: Vec<&str> = own.agenda.iter().map(|item| item.item.as_str()).collect();
            format!("{:?} {items:?} {:?} {:?}", own.session, own.date, own.distribution)
        };
        let said: Vec<String> = read.iter().map(said).collect();
        if said[0] == "None [] None None" {
            continue;
        }
        for language in 1..6 {
            match said[language] == said[0] {
                true => same += 1,
                false => other.push(format!("{}\n> {}: {}", said[0], line[language], said[language])),
            }
        }
    }
    eprintln!("{same} of {} lines say the same as the English one\n{}", same + other.len(), other.join("\n"));
    assert!(same > 180 && other.len() * 100 <= 4 * same, "{}", other.join("\n"));
}

#[test]
fn references_are_the_same_in_six_languages() {
    let Some(folder) = corpus("the references of six languages") else { return };
    let (mut same, mut all, mut other) = (0, 0, Vec::new());
    for line in lines(&folder) {
        let found = |line: &String| references(line).iter().map(|own| identity(&own.symbol)).collect::<BTreeSet<_>>();
        let sets: Vec<BTreeSet<String>> = line.iter().map(found).collect();
        for (language, set) in sets.iter().enumerate().skip(1) {
            let union = sets[0].union(set).count();
            all += union;
            same += sets[0].intersection(set).count();
            if *set != sets[0] {
                other.push(format!("{:?} {set:?}\n> {}\n> {}", sets[0], line[0], line[language]));
            }
        }
    }
    eprintln!("{same} of {all} references are the same as the English ones\n{}", other.join("\n"));
    assert!(same > 300 && same * 100 >= 97 * all, "{same} of {all}\n{}", other.join("\n"));
}

#[test]
fn two_formats_of_a_document_say_the_same_of_it() {
    let Some(folder) = corpus("the masthead of a document in two formats") else { return };
    let read = |name: &str| read_file(&folder.join("data/formats").join(name));
    let (word, page) = (read("docx/A_80_590.docx"), read("pdf/A_80_590.pdf"));
    assert_eq!(word.masthead, page.masthead);
    assert_eq!((&word.symbol, &word.language), (&page.symbol, &page.language));
    let own = word.masthead;
    assert_eq!(own.session.as_deref(), Some("80"));
    assert_eq!((own.date.as_deref(), own.distribution.as_deref()), (Some("2026-01-07"), Some("general")));
    assert_eq!(own.job_number.as_deref(), Some("26-00248"));
    assert_eq!(own.agenda.iter().map(|item| item.item.as_str()).collect::<Vec<_>>(), ["155"]);
    assert_eq!(own.original_languages.iter().map(ToString::to_string).collect::<Vec<_>>(), ["en"]);
}

#[test]
fn the_seeds_say_what_they_print() {
    let Some(folder) = corpus("the mastheads of the seeds") else { return };
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("seeds")).expect("the seeds").flatten().map(|e| e.path()).collect();
    files.sort();
    let read: Vec<Masthead> = files.iter().map(|file| read_file(file).masthead).collect();
    assert_eq!(read[0].date.as_deref(), Some("2013-08-30"));
    assert_eq!(read[0].original_languages.iter().map(ToString::to_string).collect::<Vec<_>>(), ["en"]);
    assert_eq!((read[1].session.as_deref(), read[1].council_year), (Some("79"), Some(80)));
    let items: Vec<&str> = read[1].agenda.iter().map(|item| item.item.as_str()).collect();
    assert_eq!(items, ["32", "60", "61", "69", "71", "84", "132"]);
    assert!(read[1].agenda.iter().all(|item| item.title.is_some()), "{:?}", read[1].agenda);
    assert_eq!((read[2].session.as_deref(), read[2].date.as_deref()), (Some("43"), Some("2020-04-08")));
    assert_eq!(read[3].received.as_deref(), Some("2023-10-10"));
}

#[test]
fn a_line_of_a_masthead_is_no_title() {
    let text = "A/99/5\nUnited Nations\nGeneral Assembly\nDistr.: General\n\n7 January 2026\n\nOriginal: English\n\n\
                Eightieth session\n\nAgenda item 155\n\nThe ferries of the north\n\n1.\tThey run every day.\n";
    let read = super::read(text.as_bytes());
    assert_eq!(read.title, "The ferries of the north");
    let kinds: Vec<Kind> = read.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == Kind::Metadata).count(), 8, "{kinds:?}");
    assert_eq!(read.masthead.date.as_deref(), Some("2026-01-07"));
}

#[test]
fn sessions_and_years_of_other_texts_are_no_masthead() {
    let read = super::read(b"Third session\n\nA net and its knots\n\nFive years have passed\n\nThe rope was wet.\n");
    assert_eq!((read.title.as_str(), read.masthead.is_empty()), ("Third session", true));
    let Some(folder) = corpus("texts that are no documents of the United Nations") else { return };
    for name in ["docx/pandoc_hanging_indent.docx", "docx/poi_delins.docx", "encodings/SHIFT_JIS___ude_1.txt"] {
        let read = read_file(&folder.join("data/formats").join(name));
        assert!(read.masthead.is_empty(), "{name}: {:?}", read.masthead);
    }
}

#[test]
fn pieces_of_references_and_mastheads_in_any_order_are_no_panic() {
    use hexapla::document::{reference::paragraph, symbol};
    const PIECES: [&str; 48] = [
        "A/",
        "S/RES/",
        "68",
        "/",
        "154",
        "(",
        "1993",
        ")",
        "（",
        "）",
        "resolution ",
        "القرار ",
        "第",
        "号决议",
        "Add.1",
        " and ",
        "و",
        "د-26",
        "XXVI",
        "٢٣",
        "-",
        "*",
        "https://",
        "undocs.org/",
        "年",
        "月",
        "日",
        "届",
        "session",
        "Eightieth ",
        "\u{a0}",
        "Distr.: ",
        "General",
        "[",
        "]",
        "Original: ",
        "English",
        "Agenda item ",
        "c)",
        "26-00248",
        "%2F",
        "%",
        "é",
        "كانون الثاني",
        "quatre-",
        "vingt",
        "\t",
        "para. ",
    ];
    let mut dice = crate::dice::Dice(7);
    for _ in 0..20_000 {
        let text: String = (0..dice.roll(14)).map(|_| PIECES[dice.roll(PIECES.len())]).collect();
        let mut end = 0;
        for own in references(&text) {
            assert!(own.range.start >= end && text.get(own.range.clone()).is_some(), "{text}");
            end = own.range.end;
            let _ = paragraph(&text, &own.range);
            assert!(symbol::root(&own.symbol).len() <= own.symbol.len(), "{text}");
        }
        let _ = (masthead(&text), symbol::addressed(&text), symbol::relation(&text));
        let block = Block { kind: Kind::Paragraph, text: text.clone(), ..Block::default() };
        let _ = Masthead::of(&Document { title: text, blocks: vec![block], ..Document::default() });
    }
}
