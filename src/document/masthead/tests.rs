//! Mastheads, from the forms that the six languages print.

use super::*;
use crate::document::Block;

#[test]
fn sessions_are_numbers_in_every_language() {
    for (line, wanted) in [
        ("Seventy-ninth session", "79"),
        ("Twenty-eight session", "28"),
        ("Human Rights Council Forty-third session", "43"),
        ("One hundred and fifth session", "105"),
        ("79th session", "79"),
        ("2015 session", "2015"),
        ("Substantive session of 2015", "2015"),
        ("Tenth emergency special session", "ES-10"),
        ("Twenty-third special session", "S-23"),
        ("Resumed eighth session", "8"),
        ("Soixante-dix-neuvième session", "79"),
        ("Quatre-vingtième session", "80"),
        ("Quatre-vingt-onzième session", "91"),
        ("Soixante et onzième session", "71"),
        ("Vingt et unième session", "21"),
        ("Session de 2015", "2015"),
        ("Dixième session extraordinaire d’urgence", "ES-10"),
        ("Septuagésimo noveno período de sesiones", "79"),
        ("Vigesimoquinto período de sesiones", "25"),
        ("58º período de sesiones", "58"),
        ("Tercer período de sesiones", "3"),
        ("Décimo período extraordinario de sesiones de emergencia", "ES-10"),
        ("Семьдесят девятая сессия", "79"),
        ("Восьмидесятая сессия", "80"),
        ("Четырнадцатая сессия", "14"),
        ("Сессия 2015 года", "2015"),
        ("الدورة التاسعة والسبعون", "79"),
        ("الدورة الثمانون", "80"),
        ("الدورة الحادية عشرة", "11"),
        ("الدورة العاشرة", "10"),
        ("الدورة الاستثنائية الطارئة العاشرة", "ES-10"),
        ("دورة عام 2015", "2015"),
        ("الدورة ٧٩", "79"),
        ("第七十九届会议", "79"),
        ("第八十届会议", "80"),
        ("第十届紧急特别会议", "ES-10"),
        ("第七十九届会议  第八十年", "79"),
        ("2015年届会", "2015"),
        ("第 43 届会议", "43"),
    ] {
        assert_eq!(session::session(&folded(line)).as_deref(), Some(wanted), "{line}");
    }
    for line in [
        "本届会议工作安排",
        "The meeting is in session.",
        "Session",
        "Distr.: General",
        "2020 年 2 月 24 日至 3 月 20 日",
        "A two day training session",
        "Session 3 of the course",
        "Deux sessions",
        "Пять сессий",
        "ثمانون دورة",
        "1.6. دورة حياة الإصدار",
        "",
    ] {
        assert_eq!(session::session(&folded(line)), None, "{line}");
    }
    for line in [
        "Eightieth year",
        "Quatre-vingtième année",
        "Octogésimo año",
        "Восьмидесятый год",
        "السنة الثمانون",
        "第八十年",
    ] {
        assert_eq!(session::council_year(&folded(line)), Some(80), "{line}");
    }
    for line in [
        "2020 年 2 月 24 日",
        "Five years have passed",
        "fifty new texts this year as we release thirty-six text",
        "the first of the rains fell late in that year",
        "Первая очередная сессия 2015 года",
        "这是我们在村里开办渡船以来的第三年，比第一年好得多",
    ] {
        assert_eq!(session::council_year(&folded(line)), None, "{line}");
    }
}

#[test]
fn a_session_stands_beside_something_else_of_a_masthead() {
    let read = |lines: &[&str]| {
        let lines: Vec<_> = lines.iter().map(|line| (Kind::Paragraph, *line)).collect();
        let read = Masthead::of(&document(&lines));
        (read.session, read.council_year)
    };
    assert_eq!(read(&["Third session", "How to mend a net", "The fourth year"]), (None, None));
    assert_eq!(read(&["First session", "Second year"]), (None, None));
    for beside in ["A/HRC/3/5", "General Assembly", "大会", "Distr.: General", "Original: English", "Agenda item 3"] {
        assert_eq!(read(&[beside, "Third session"]).0.as_deref(), Some("3"), "{beside}");
    }
    assert_eq!(read(&["Human Rights Council Forty-third session"]).0.as_deref(), Some("43"));
    assert_eq!(read(&["Seventy-ninth session", "Eightieth year"]), (Some("79".into()), Some(80)));
    assert_eq!(read(&["第七十九届会议  第八十年"]), (Some("79".into()), Some(80)));
    let received = |line: &str| Masthead::of(&document(&[(Kind::Paragraph, line)])).received;
    assert_eq!(received("The message was sent on 2020-07-09 and no answer was received"), None);
    assert_eq!(received("[Date received: 10 October 2023]").as_deref(), Some("2023-10-10"));
    for name in organ::NAMES {
        assert_eq!(folded(name), name);
    }
}

#[test]
fn dates_are_days_in_every_language() {
    for line in [
        "7 January 2026",
        "January 7, 2026",
        "7 janvier 2026",
        "7 de enero de 2026",
        "7 января 2026 года",
        "7 كانون الثاني/يناير 2026",
        "٧ كانون الثاني/ يناير ٢٠٢٦",
        "7 يناير 2026",
        "2026年1月7日",
        "2026 年 1月 7 日",
        "二〇二六年一月七日",
        "2026-01-07",
        "[7 January 2026]",
        "Distr.: General 7 January 2026",
    ] {
        assert_eq!(date::alone(&folded(line)).map(|date| date.to_string()).as_deref(), Some("2026-01-07"), "{line}");
    }
    for line in [
        "24 February–20 March 2020",
        "2020 年 2 月 24 日至 3 月 20 日",
        "31 May to 4 June 2021",
        "January 2026",
        "45 January 2026",
        "Adopted on 7 January 2026 by the Council",
    ] {
        assert_eq!(date::alone(&folded(line)), None, "{line}");
    }
    let received = date::received(&folded("[تاريخ الاستلام: 10 تشرين الأول/أكتوبر 2023]")).map(|date| date.to_string());
    assert_eq!(received.as_deref(), Some("2023-10-10"));
    for title in [
        "Letter dated 28 May 2025 from the Permanent Representative",
        "2025 年 5 月 28 日阿塞拜疆常驻联合国代表给秘书长的信",
        "رسالة مؤرخة 28 أيار/مايو 2025 موجهة إلى الأمين العام",
        "Note verbale datée du 28 mai 2025, adressée au Secrétariat",
    ] {
        assert_eq!(
            date::of_letter(&folded(title)).map(|date| date.to_string()).as_deref(),
            Some("2025-05-28"),
            "{title}"
        );
    }
    assert_eq!(date::of_letter(&folded("Budget from 1 July 2024 to 30 June 2025")), None);
}

#[test]
fn agenda_items_are_the_same_in_every_language() {
    for (lines, wanted) in [
        (&["Agenda item 155", "议程项目 155", "البند 155 من جدول الأعمال"][..], &["155"][..]),
        (
            &[
                "Agenda items 132 and 17 (c)",
                "Points 132 et 17 c) de l’ordre du jour",
                "Temas 132 y 17 c) del programa",
                "Пункты 132 и 17(c) повестки дня",
                "البندان 132 و 17 (ج) من جدول الأعمال",
                "议程项目132和17(c)",
            ],
            &["132", "17(c)"],
        ),
        (&["议程项目 32、60、61、69、71、84 和 132"], &["32", "60", "61", "69", "71", "84", "132"]),
        (&["Item 98 (a) and (h) of the provisional agenda*"], &["98(a)", "98(h)"]),
        (&["Agenda items 60 to 63", "议程项目60至63"], &["60", "61", "62", "63"]),
        (&["البند ٧ (ب) من جدول الأعمال"], &["7(b)"]),
        (&["临时议程* 项目 4"], &["4"]),
    ] {
        for line in lines {
            assert_eq!(agenda::items(&folded(line)).unwrap_or_default(), wanted, "{line}");
        }
    }
    for line in [
        "The report is submitted under agenda item 11, which the Committee took up at its meeting.",
        "Agenda",
        "Item 3",
    ] {
        assert_eq!(agenda::items(&folded(line)), None, "{line}");
    }
}

#[test]
fn original_languages_and_distribution_are_named_alike() {
    for (line, wanted) in [
        ("Original: English", &["en"][..]),
        ("Chinese Original: English", &["en"]),
        ("Original : anglais", &["en"]),
        ("Original: inglés", &["en"]),
        ("Язык оригинала: английский", &["en"]),
        ("[原件：英文]", &["en"]),
        ("[الأصل: بالإنكليزية]", &["en"]),
        ("Original: English and French", &["en", "fr"]),
        ("Original: Spanish/Arabic", &["es", "ar"]),
    ] {
        let found: Vec<String> = language::originals(&folded(line)).iter().map(ToString::to_string).collect();
        assert_eq!(found, wanted, "{line}");
    }
    for line in ["* 附件不译，原文照发。", "The original text", "English"] {
        assert!(language::originals(&folded(line)).is_empty(), "{line}");
    }
    for (line, wanted) in [
        ("Distr.: General", "general"),
        ("Distr. générale", "general"),
        ("DISTR.: LIMITED", "limited"),
        ("Distr. limitada", "limited"),
        ("Distr.: Restricted", "restricted"),
        ("General Assembly                  Distr.: General", "general"),
        ("分发：普遍", "general"),
    ] {
        assert_eq!(distribution(&folded(line)).as_deref(), Some(wanted), "{line}");
    }
    assert_eq!(distribution(&folded("General Assembly")), None);
}

#[test]
fn job_numbers_stand_in_footers() {
    for (line, wanted) in [
        ("26-00248 (E)    160126", "26-00248"),
        ("GE.20-05132(C)", "GE.20-05132"),
        ("V.09-81234 (R) 010909 020909", "V.09-81234"),
        ("*2600248*", "26-00248"),
        ("26-00248", "26-00248"),
    ] {
        assert_eq!(job_number(line).as_deref(), Some(wanted), "{line}");
    }
    for line in ["paragraphs 10-12345 of it", "2019-10268", "12-34567 (see below)", "1-2", "*12*"] {
        assert_eq!(job_number(line), None, "{line}");
    }
}

fn document(lines: &[(Kind, &str)]) -> Document {
    let block = |(kind, text): &(Kind, &str)| Block { kind: *kind, text: (*text).to_owned(), ..Block::default() };
    let title = lines.iter().find(|(kind, _)| *kind == Kind::Title).map(|(_, text)| (*text).to_owned());
    Document { blocks: lines.iter().map(block).collect(), title: title.unwrap_or_default(), ..Document::default() }
}

#[test]
fn a_masthead_is_read_as_a_whole() {
    let read = Masthead::of(&document(&[
        (Kind::Metadata, "United Nations"),
        (Kind::Metadata, "Distr.: Limited"),
        (Kind::Metadata, "3 March 2021"),
        (Kind::Metadata, "Original: French"),
        (Kind::Metadata, "Seventy-fifth session"),
        (Kind::Metadata, "Agenda items 12 and 13 (b)"),
        (Kind::Item, "Rivers and lakes"),
        (Kind::Item, "Ferries: the state of their landing stages"),
        (Kind::Title, "The ferries of the north"),
    ]));
    assert_eq!(read.date.as_deref(), Some("2021-03-03"));
    assert_eq!((read.session.as_deref(), read.distribution.as_deref()), (Some("75"), Some("limited")));
    assert_eq!(read.original_languages, [Language::new("fr")]);
    let titles: Vec<_> = read.agenda.iter().map(|item| (item.item.as_str(), item.title.as_deref())).collect();
    assert_eq!(
        titles,
        [("12", Some("Rivers and lakes")), ("13(b)", Some("Ferries: the state of their landing stages"))]
    );
}

#[test]
fn a_symbol_stands_alone_or_beside_an_organ() {
    for (line, wanted) in [
        ("United Nations            A/80/590", Some("A/80/590")),
        ("A/HRC/43/G/47*", Some("A/HRC/43/G/47*")),
        ("S/RES/822 (1993)", Some("S/RES/822 (1993)")),
        ("See A/80/590 and the reports that came before it, for what was said", None),
        ("(A/68/L.39 and Add.1)", None),
    ] {
        assert_eq!(symbol_in(line).as_deref(), wanted, "{line}");
    }
}

#[test]
fn a_table_is_a_masthead_only_where_it_says_so() {
    let table = |cells: &[&str]| Block {
        kind: Kind::Table,
        rows: vec![cells.iter().map(|cell| (*cell).to_owned()).collect()],
        ..Block::default()
    };
    let read =
        |blocks: Vec<Block>| Masthead::of(&Document { symbol: Some("A/1/2".into()), blocks, ..Document::default() });
    let masthead = read(vec![table(&["General Assembly", "Distr.: General  7 January 2026  Original: English"])]);
    assert_eq!((masthead.date.as_deref(), masthead.original_languages.len()), (Some("2026-01-07"), 1));
    assert_eq!(read(vec![table(&["1 July 2024", "12"])]).date, None);
}

#[test]
fn a_text_without_a_masthead_has_none() {
    let read = Masthead::of(&document(&[
        (Kind::Title, "Letter dated 3 March 2021"),
        (Kind::Paragraph, "4 March 2021"),
        (Kind::Paragraph, "The session of the village council was long, and item 3 was left for the next one."),
    ]));
    assert!(read.is_empty(), "{read:?}");
}
