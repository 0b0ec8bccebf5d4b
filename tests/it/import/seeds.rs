//! The real documents: what a reader must find in each of them.

use std::path::{Path, PathBuf};

use hexapla::document::{Kind, SpanKind};

use super::{block, check_sound, keys, of_kind, read, read_file};
use crate::harness::corpus;

fn seed(folder: &Path, number: &str) -> PathBuf {
    let files = std::fs::read_dir(folder.join("seeds")).expect("a folder");
    let mut paths = files.map(|f| f.expect("an entry").path());
    paths.find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number))).expect("the seed")
}

#[test]
fn seed_004_has_every_paragraph_heading_table_and_note() {
    let Some(folder) = corpus("the Arabic core document") else { return };
    let path = seed(&folder, "004");
    let document = read_file(&path);
    check_sound(&document, &std::fs::read_to_string(&path).expect("text"), "004");
    assert_eq!((document.language.tag(), document.direction.is_rtl()), ("ar", true));
    assert!(document.title.starts_with("وثيقة أساسية موح\u{64e}\u{651}دة"), "{}", document.title);
    let numbers: Vec<String> = (1..=338).map(|n| n.to_string()).collect();
    assert_eq!(keys(&of_kind(&document, Kind::Paragraph)), numbers);
    assert!(document.warnings.iter().any(|w| w.line == Some(397) && w.message.contains("273")));
    let headings = ["I", "I.A", "I.A+1", "I.A+2", "I.B", "II", "II.A", "II.B", "II.C", "II.D", "II.E", "III"];
    assert_eq!(keys(&of_kind(&document, Kind::Heading)), headings);
    let tables = of_kind(&document, Kind::Table);
    let sizes: Vec<(usize, usize)> = tables.iter().map(|t| (t.rows.len(), t.rows[0].len())).collect();
    assert_eq!(sizes, [(13, 2), (4, 2), (9, 3)]);
    assert!(tables.iter().all(|t| t.rows.iter().all(|r| r.len() == t.rows[0].len())));
    assert!(tables[0].rows.iter().flatten().any(|c| c.ends_with("(Azərbaycan Demokratik Maarifçilik Partiyası)")));
    assert_eq!(tables[2].rows[1], ["تاليش", "257", "18 390"]);
    assert_eq!(keys(&of_kind(&document, Kind::Item))[..6], ["1+1", "1+2", "1+3", "1+4", "1+5", "1+6"]);
    assert_eq!(keys(&of_kind(&document, Kind::Item))[6..], (1..=8).map(|k| format!("120+{k}")).collect::<Vec<_>>());
    let note = block(&document, "fn1");
    assert_eq!((note.kind, note.text.as_str()), (Kind::Note, "تصدر هذه الوثيقة من دون تحرير رسمي."));
    let title = of_kind(&document, Kind::Title);
    assert_eq!(title[1].text, "أذربيجان");
    assert_eq!(title[1].spans[0].target.as_deref(), Some("fn1"));
    assert!(
        block(&document, "0+3").text.starts_with("[تاريخ الاستلام") && block(&document, "0+3").kind == Kind::Metadata
    );
    assert_eq!(document.blocks.iter().map(|b| b.text.matches('\u{A0}').count()).sum::<usize>(), 88);
    let links: Vec<&str> = document
        .blocks
        .iter()
        .flat_map(|b| &b.spans)
        .filter_map(|s| s.target.as_deref())
        .filter(|t| t.contains("://"))
        .collect();
    assert!(links.contains(&"https://www.e-gov.az/") && links.contains(&"https://e-sosial.az/#/index"), "{links:?}");
}

#[test]
fn seed_001_is_put_together_from_pdf_lines() {
    let Some(folder) = corpus("the Chinese PDF text") else { return };
    let path = seed(&folder, "001");
    let document = read_file(&path);
    check_sound(&document, &std::fs::read_to_string(&path).expect("text"), "001");
    assert_eq!(document.language.tag(), "zh");
    let paragraphs = of_kind(&document, Kind::Paragraph);
    assert_eq!(paragraphs.len(), 12);
    assert!(paragraphs.iter().all(|p| p.text.ends_with('。')), "every paragraph is whole");
    let headings = of_kind(&document, Kind::Heading);
    assert_eq!(keys(&headings), ["II", "II+1", "II+2", "II+3"]);
    assert_eq!((headings[0].label.as_str(), headings[0].text.as_str()), ("二.", "已收到的各国政府的答复"));
    assert_eq!(headings[3].text, "在南高加索地区有效采取建立信任和安全措施的障碍");
    let metadata: Vec<&str> = of_kind(&document, Kind::Metadata).iter().map(|b| b.text.as_str()).collect();
    assert_eq!(metadata, ["[原件：英文]", "[2013 年 8 月 30 日]"]);
    assert!(paragraphs[4].text.contains("安全理事会在其第 822(1993)、853(1993)、874(1993)和 884(1993)号决议中"));
    assert!(paragraphs[0].text.contains("采取这种措施时"));
    let links: Vec<(&str, &str)> = paragraphs[4]
        .spans
        .iter()
        .map(|s| {
            (&paragraphs[4].text[s.start..s.end], s.target.as_deref().unwrap_or("").rsplit("ch/").next().unwrap_or(""))
        })
        .collect();
    assert_eq!(
        links,
        [
            ("67/61", "A/RES/67/61"),
            ("822(1993)", "S/RES/822(1993)"),
            ("853(1993)", "S/RES/853(1993)"),
            ("874(1993)", "S/RES/874(1993)"),
            ("884(1993)", "S/RES/884(1993)"),
        ]
    );
    assert_eq!(document.blocks.iter().map(|b| b.spans.len()).sum::<usize>(), 5);
    assert!(document.blocks.iter().all(|b| !b.text.contains("http")));
    assert_eq!(document.warnings.iter().filter(|w| w.message.contains("link target")).count(), 5);
}

#[test]
fn seed_002_has_its_agenda_letter_and_annexes() {
    let Some(folder) = corpus("the Chinese letter with annexes") else { return };
    let path = seed(&folder, "002");
    let document = read_file(&path);
    check_sound(&document, &std::fs::read_to_string(&path).expect("text"), "002");
    assert_eq!(of_kind(&document, Kind::Item).len(), 7);
    assert_eq!(
        block(&document, "0+5").text,
        "联合国难民事务高级专员的报告、与难民、回返者和流离失所者有关的问题以及人道主义问题"
    );
    let paragraphs = keys(&of_kind(&document, Kind::Paragraph));
    let count = |start: &str| paragraphs.iter().filter(|k| k.starts_with(start)).count();
    assert_eq!((count("0+"), count("annex1:0+"), count("annex2:0+")), (2, 12, 14));
    assert_eq!(paragraphs.len(), 28);
    assert_eq!(keys(&of_kind(&document, Kind::Heading)), ["annex1", "annex1+1", "annex2", "annex2+1"]);
    assert!(block(&document, "annex1+1").text.ends_with("的国际会议上向与会者发表的讲话"));
    let signed: Vec<&str> = of_kind(&document, Kind::Signature).iter().map(|b| b.text.as_str()).collect();
    assert_eq!(signed, ["常驻代表 大使 托菲格·穆萨耶夫(签名)", "阿塞拜疆共和国总统 伊利哈姆·阿利耶夫"], "two blocks");
    assert_eq!(block(&document, "0+14").rows, [["常驻代表"], ["大使"], ["托菲格·穆萨耶夫(签名)"]]);
    assert_eq!(block(&document, "annex2:0+15").kind, Kind::Metadata, "the closing place and date");
    assert!(block(&document, "annex1:0+4").text.contains("1948-1953 年和 1987-1991 年期间"));
    assert!(block(&document, "annex1:0+9").text.starts_with("我要特别强调"), "a paragraph after a page break");
    assert!(document.title.contains("给秘书长的信"));
}

#[test]
fn seed_003_has_an_english_annex_a_starred_note_and_emphasis() {
    let Some(folder) = corpus("the note verbale") else { return };
    let path = seed(&folder, "003");
    let document = read_file(&path);
    check_sound(&document, &std::fs::read_to_string(&path).expect("text"), "003");
    assert_eq!(document.language.tag(), "zh");
    let paragraphs = of_kind(&document, Kind::Paragraph);
    let languages: Vec<&str> = paragraphs.iter().map(|p| p.language.tag()).collect();
    assert_eq!(languages, [["zh"; 2].as_slice(), ["en"; 10].as_slice()].concat());
    let note = block(&document, "fn1");
    assert_eq!((note.kind, note.label.as_str(), note.text.as_str()), (Kind::Note, "*", "附件不译，原文照发。"));
    assert!(paragraphs[1].text.contains("本普通照会及其附件作为"), "{}", paragraphs[1].text);
    assert_eq!(paragraphs[1].spans[0].target.as_deref(), Some("fn1"));
    let quoted: Vec<&str> = document
        .blocks
        .iter()
        .flat_map(|b| b.spans.iter().filter(|s| s.kind == SpanKind::Emphasis).map(|s| &b.text[s.start..s.end]))
        .collect();
    assert_eq!(quoted.len(), 3);
    assert!(quoted.iter().all(|q| q.starts_with('“') && q.ends_with('”')));
    assert!(document.blocks.iter().all(|b| !b.text.contains('*')));
    assert!(document.title.contains("代表团致 联合国"), "a space that the author typed stays");
    assert_eq!(block(&document, "annex1").language.tag(), "en");
}

#[test]
fn the_declaration_has_the_same_keys_in_nine_languages() {
    let Some(folder) = corpus("the declaration in nine languages") else { return };
    let articles: Vec<String> = (1..=30).map(|n| format!("art{n}")).collect();
    let mut numbered: Option<Vec<String>> = None;
    for tag in ["ar", "zh", "zh-Hant", "en", "fr", "es", "ru", "fa", "he"] {
        let path = folder.join("data/udhr").join(format!("udhr.{tag}.txt"));
        let bytes = std::fs::read(&path).expect("the file");
        // Without the file's name, so that the text alone shows its language.
        let document = read(&bytes);
        check_sound(&document, &String::from_utf8_lossy(&bytes), tag);
        assert_eq!(document.language.tag(), tag);
        assert_eq!(document.direction, document.language.direction());
        let found: Vec<String> =
            keys(&of_kind(&document, Kind::Heading)).into_iter().filter(|k| k.starts_with("art")).collect();
        assert_eq!(found, articles, "{tag}");
        assert_eq!(of_kind(&document, Kind::Title).len(), 1, "{tag}");
        assert_eq!(
            (block(&document, "art13:1").kind, block(&document, "art13:2").kind),
            (Kind::Paragraph, Kind::Paragraph)
        );
        let all: Vec<String> = document
            .blocks
            .iter()
            .filter(|b| b.kind == Kind::Paragraph && b.number.is_some())
            .map(|b| b.key.to_string())
            .collect();
        if let Some(first) = &numbered {
            let lost: Vec<&String> = first.iter().filter(|k| !all.contains(k)).collect();
            assert!(lost.len() <= 6, "{tag} lacks {lost:?}");
        }
        numbered.get_or_insert(all);
    }
}
