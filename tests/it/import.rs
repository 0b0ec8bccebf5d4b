//! Tests of: import. Fixtures in the forms of real documents, the real ones where they are at hand, and hostile input.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use hexapla::document::{Block, Document, Key, Kind, SpanKind};
use hexapla::import::{self, Hints, ImportError};

use crate::harness::{Program, corpus};

fn read(bytes: &[u8]) -> Document {
    import::read(bytes, &Hints::default()).expect("it is text")
}

fn read_file(path: &Path) -> Document {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let bytes = std::fs::read(path).expect("the file is there");
    import::read(&bytes, &Hints { name, ..Hints::default() }).expect("it is text")
}

fn seed(folder: &Path, number: &str) -> PathBuf {
    let files = std::fs::read_dir(folder.join("seeds")).expect("a folder");
    let mut paths = files.map(|f| f.expect("an entry").path());
    paths.find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number))).expect("the seed")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn of_kind(document: &Document, kind: Kind) -> Vec<&Block> {
    document.blocks.iter().filter(|b| b.kind == kind).collect()
}

fn keys(blocks: &[&Block]) -> Vec<String> {
    blocks.iter().map(|b| b.key.to_string()).collect()
}

fn block<'a>(document: &'a Document, key: &str) -> &'a Block {
    let index = document.find(&Key::new(key)).expect(key);
    &document.blocks[index]
}

/// What holds for every document: nothing dropped, keys unique, no line break in a text, spans in order on boundaries.
fn check_sound(document: &Document, source: &str, what: &str) {
    let (found, expected) = (letters(&document.transcript()), letters(source));
    let at = found.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
    let near = |t: &str| t.chars().skip(at.saturating_sub(10)).take(40).collect::<String>();
    assert!(found == expected, "{what}: at letter {at}: {:?} instead of {:?}", near(&found), near(&expected));
    let mut seen = HashSet::new();
    for block in &document.blocks {
        assert!(!block.key.as_str().is_empty() && seen.insert(&block.key), "{what}: {} twice", block.key);
        if block.kind != Kind::Table {
            assert!(
                !block.text.contains(['\n', '\r', '\u{2028}', '\u{2029}']),
                "{what}: a line break in {}",
                block.key
            );
            assert!(block.rows.is_empty());
        } else {
            assert_eq!(block.text, Block::table_text(&block.rows));
        }
        assert!(!block.text.is_empty() || block.kind == Kind::Table, "{what}: {} is empty", block.key);
        assert!(block.line > 0);
        let mut before = 0;
        for span in &block.spans {
            assert!(span.start >= before && block.text.get(span.start..span.end).is_some(), "{what}: {span:?}");
            before = span.start;
            if span.kind == SpanKind::Note {
                let target = span.target.as_deref().unwrap_or("");
                assert!(document.find(&Key::new(target)).is_some(), "{what}: no note {target:?}");
            }
        }
    }
}

/// The outline that the fixtures' `.expected` files hold.
fn outline(document: &Document) -> String {
    let symbol = document.symbol.as_deref().unwrap_or("-");
    let mut out = format!("{} | {symbol} | {} | {:?}\n", document.title, document.language, document.direction);
    for block in &document.blocks {
        let kind = format!("{:?}", block.kind).to_lowercase();
        let number = block.number.as_deref().unwrap_or("-");
        let text = if block.rows.is_empty() { block.text.clone() } else { format!("{:?}", block.rows) };
        let (key, label, level, language) = (&block.key, &block.label, block.level, &block.language);
        out += &format!("{key} | {kind} | {number} | {label} | {level} | {language} | {text}\n");
        for span in &block.spans {
            let (kind, text) = (format!("{:?}", span.kind).to_lowercase(), &block.text[span.start..span.end]);
            out += &format!("    {kind} {:?} -> {}\n", text, span.target.as_deref().unwrap_or("-"));
        }
    }
    for warning in &document.warnings {
        let place = warning.line.map_or(String::new(), |l| format!("line {l}: "));
        out += &format!("! {place}{}\n", warning.message);
    }
    out
}

#[test]
fn fixtures_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/txt");
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).expect("the fixtures") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let document = read_file(&path);
        check_sound(&document, &std::fs::read_to_string(&path).expect("text"), &path.to_string_lossy());
        let found = outline(&document);
        let expected = path.with_extension("expected");
        if std::env::var_os("HEXAPLA_WRITE_EXPECTED").is_some() {
            std::fs::write(&expected, &found).expect("the fixtures can be written");
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, expected, "{}", path.display());
        count += 1;
    }
    assert!(count >= 6, "only {count} fixtures");
}

#[test]
fn seed_004_has_every_paragraph_heading_table_and_note() {
    let Some(folder) = corpus("the Arabic core document") else { return };
    let path = seed(&folder, "004");
    let document = read_file(&path);
    check_sound(&document, &std::fs::read_to_string(&path).expect("text"), "004");
    assert_eq!((document.language.tag(), document.direction.is_rtl()), ("ar", true));
    assert!(document.title.starts_with("وثيقة أساسية موح"), "{}", document.title);
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
    assert_eq!(signed[..5], ["常驻代表", "大使", "托菲格·穆萨耶夫(签名)", "阿塞拜疆共和国总统", "伊利哈姆·阿利耶夫"]);
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

#[test]
fn the_same_guide_has_the_same_keys_in_six_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/txt");
    let mut first: Option<Vec<(String, Kind, u8)>> = None;
    for tag in ["en", "ar", "zh", "fr", "es", "ru"] {
        let document = read_file(&folder.join(format!("guide.{tag}.txt")));
        assert_eq!(document.language.tag(), tag);
        assert!(document.warnings.is_empty(), "{tag}: {:?}", document.warnings);
        let shape: Vec<_> = document.blocks.iter().map(|b| (b.key.to_string(), b.kind, b.level)).collect();
        assert_eq!(first.get_or_insert_with(|| shape.clone()), &shape, "{tag}");
    }
}

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

#[test]
fn nothing_of_a_random_document_is_dropped() {
    for seed in 0..1_000 {
        let source = generated(seed);
        match import::read(source.as_bytes(), &Hints::default()) {
            Ok(document) => {
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
}

#[test]
fn bytes_that_are_no_text_are_read_with_a_warning() {
    let document = read(b"\xEF\xBB\xBFone\n\ntwo \xFF three.\n");
    assert_eq!(document.blocks[0].text, "one");
    assert_eq!(document.blocks[1].text, "two \u{FFFD} three.");
    assert_eq!(document.warnings[0].byte, Some(12));
    let all: Vec<u8> = (0..=0x1F).collect();
    let document = read(&[b"x", all.as_slice(), b"y"].concat());
    assert!(document.blocks.iter().any(|b| b.text.contains('\u{1b}')) && !document.warnings.is_empty());
    for empty in [b"".as_slice(), b"\xEF\xBB\xBF", b" \n\t\n\r\n"] {
        assert!(matches!(import::read(empty, &Hints::default()), Err(ImportError::Empty)));
    }
    let hints = Hints { format: Some("docx".into()), ..Hints::default() };
    let error = import::read(b"x", &hints).expect_err("not built in").to_string();
    assert!(error.contains("docx") && error.contains("txt"), "{error}");
}

#[test]
fn hostile_sizes_take_time_in_proportion() {
    let line = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    let inputs = |n: usize| {
        vec![
            line("word and ", n),
            line("果树", n),
            line("a\n", n),
            line("1. a\n", n),
            line("\tcell\n", n),
            line("* a* b\n", n),
            line("[footnoteRef:1] [1: ", n),
            line("[footnoteRef:1][1:x]", n),
            line("Annex\n\n", n),
            line("http://a.b/1))))))", n),
            line("http://a.b/12\n\n", n),
            line("(a) x\n", n),
            line("a\tb\n\n", n),
            line("* ", n),
            line("Article 1\n\n", n),
            line("x [\n", n),
        ]
    };
    // Not a clock's test of this machine: four times the input may take at most twelve times the time, where it takes any.
    for (small, large) in inputs(20_000).into_iter().zip(inputs(80_000)) {
        let time = |text: &str| {
            let start = std::time::Instant::now();
            let blocks = read(text.as_bytes()).blocks.len();
            assert!(blocks > 0);
            start.elapsed()
        };
        let (short, long) = (time(&small), time(&large));
        let limit = (short * 12).max(std::time::Duration::from_secs(4));
        assert!(long < limit, "{:?}…: {short:?}, then {long:?}", &small[..12]);
    }
}

#[test]
fn parse_prints_an_outline_and_json() {
    let program = Program::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("river.txt");
    std::fs::write(&path, "The river\n\nI.\tWater\n\n1.\tCold \u{1b}[31mwater.\n\n(a)\tDeep.\n").expect("written");
    let name = path.to_string_lossy();
    let text = program.text(&["parse", &name]);
    assert!(!text.contains('\u{1b}'), "{text:?}");
    assert!(
        text.contains("I\theading\tI. Water\n1\tparagraph\t1. Cold \u{241b}[31mwater.\n1(a)\titem\t(a) Deep.\n"),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&program.text(&["parse", &name, "--json"])).expect("JSON");
    assert_eq!(json["format"], "txt");
    assert_eq!(json["language"], "en");
    assert_eq!(json["blocks"][2]["key"], "1");
    assert_eq!(json["blocks"][2]["kind"], "paragraph");
    assert_eq!(json["blocks"][2]["text"], "Cold \u{1b}[31mwater.");
    let warned = program.run(&["parse", &name], b"");
    assert!(String::from_utf8_lossy(&warned.stderr).contains("control character"));
}

#[test]
fn parse_says_in_one_line_what_it_could_not_read() {
    let program = Program::new();
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().join("empty.txt");
    std::fs::write(&empty, "").expect("written");
    let missing = folder.path().join("nofile.txt");
    for (path, word) in [(&empty, "empty"), (&missing, "nofile.txt")] {
        let output = program.run(&["parse", &path.to_string_lossy()], b"");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with("hexapla: ") && said.contains(word) && said.trim_end().lines().count() == 1, "{said}");
    }
    let output = program.run(&["parse", &missing.to_string_lossy(), "--as", "docx"], b"");
    assert_eq!(output.status.code(), Some(2));
}
