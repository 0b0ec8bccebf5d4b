//! Damaged and hostile files: a clear error with its place, or what could be read; never a panic, never without bounds.

use super::fixture::*;
use super::{read, warned};
use crate::dice::Dice;

/// The CRC of RFC 1952, bit by bit.
pub fn sum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

/// `bytes` as a packed file of stored blocks (RFC 1951, 3.2.4).
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
    let chunks: Vec<&[u8]> = bytes.chunks(60_000).collect();
    for (at, chunk) in chunks.iter().enumerate() {
        out.push(u8::from(at + 1 == chunks.len()));
        let length = chunk.len() as u16;
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend_from_slice(chunk);
    }
    out.extend(sum(bytes).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

const FILES: [(&str, &str); 12] = [
    ("a.tmx", TMX),
    ("a.xlf", XLIFF1),
    ("b.xlf", XLIFF2),
    ("a.po", PO),
    ("a.csv", CSV),
    ("a.tsv", CSV),
    ("a.srt", SRT),
    ("a.vtt", VTT),
    ("a.usfm", USFM),
    ("a.json", BILARA),
    ("a.xml", TEI),
    ("b.xml", LINKS),
];

#[test]
fn nothing_in_a_file_is_an_error_that_says_so() {
    for (name, _) in FILES {
        for bytes in [&b""[..], b" \n", b"\xEF\xBB\xBF", b"\xFF\xFE", b"\0\0\0\0"] {
            // In columns any character is a cell.
            if name.ends_with("sv") && bytes.starts_with(b"\0") {
                continue;
            }
            let error = read(name, bytes).expect_err(name).to_string();
            assert!(!error.is_empty() && error.len() < 300, "{name}: {error}");
        }
    }
}

#[test]
fn entities_of_a_file_are_names_and_nothing_is_fetched() {
    let mut laughs = String::from(
        "<!DOCTYPE x [<!ENTITY l0 \"ha\"><!ENTITY a \"&b;\"><!ENTITY b \"&a;\"><!ENTITY x SYSTEM \"file:///etc/hostname\">",
    );
    for n in 1..40 {
        laughs.push_str(&format!("<!ENTITY l{n} \"&l{};&l{};\">", n - 1, n - 1));
    }
    laughs.push_str("]>");
    let inside = "&l39;&a;&x; rain";
    let files = [
        (
            "a.tmx",
            format!(
                "{laughs}<tmx version='1.4'><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>{inside}</seg></tuv></tu></body></tmx>"
            ),
        ),
        (
            "a.xlf",
            format!(
                "{laughs}<xliff version='1.2'><file source-language='en'><body><trans-unit id='1'><source>{inside}</source></trans-unit></body></file></xliff>"
            ),
        ),
        ("a.xml", format!("{laughs}<text xml:lang='en'><body><p>{inside}</p></body></text>")),
    ];
    for (name, text) in files {
        let imported = read(name, text.as_bytes()).expect("read");
        assert_eq!(imported.documents[0].blocks[0].text, inside, "{name}");
        assert!(warned(&imported).iter().any(|one| one.starts_with("line 1: ") && one.contains("entity")), "{name}");
    }
}

#[test]
fn what_is_damaged_is_said_with_its_line() {
    for (name, text, words) in [
        ("a.tmx", "<memory/>", "line 1: the root element is <memory>"),
        ("a.tmx", "no mark-up", "no <tmx> element"),
        ("a.tmx", "<tmx version='1.4'><body></body></tmx>", "no text stands in this tmx file"),
        ("a.xlf", "<tmx/>", "line 1: the root element is <tmx>"),
        ("a.po", "nothing here", "no msgid"),
        ("a.srt", "1\nno time\ntext\n", "no line like 00:00:01,000"),
        (
            "a.json",
            "{\"a:1\": 5}",
            "not a bilara file: invalid type: integer `5`, expected a string at line 1 column 9",
        ),
        ("a.usfm", "\\id X\n\\c 1\n", "no verse"),
        ("a.xml", "<svg/>", "line 1: the root element is <svg>"),
        ("a.ladder", "x\n", "no two rungs"),
        ("a.xlsx", "PK", "no zip archive"),
    ] {
        let error = read(name, text.as_bytes()).expect_err(name).to_string();
        assert!(error.contains(words), "{name}: {error}");
    }
    let torn = TMX.split("Cordes").next().expect("the start");
    let imported = read("a.tmx", torn.as_bytes()).expect("what is whole");
    assert_eq!(imported.documents[0].blocks[0].text, "The ferry has left.");
    assert!(warned(&imported)[0].starts_with("line 17: the file ends inside"), "{:?}", warned(&imported));
    for (wrong, words) in [
        (TMX.replacen(" srclang=\"en-US\"", "", 1), "the header does not say its srclang"),
        (TMX.replacen("xml:lang=\"ar\"", "", 1), "line 12: unit 1: a variant does not say its language"),
        (TMX.replacen("<ept i=\"1\">", "<ept i=\"7\">", 1), "a code ends (ept i=\"7\") that did not begin"),
        (TMX.replacen("version=\"1.4\"", "version=\"9\"", 1), "TMX 9 is not known"),
        (TMX.replacen("xml:lang=\"EN-us\"", "xml:lang=\"de\"", 1), "unit 2 has no variant in en-US"),
    ] {
        let said = warned(&read("a.tmx", wrong.as_bytes()).expect("read"));
        assert!(said.iter().any(|one| one.contains(words)), "{words}: {said:?}");
    }
    let twice = format!("{PO}\nmsgid \"Closed\"\nmsgstr \"\"\n");
    let said = warned(&read("a.po", twice.as_bytes()).expect("read"));
    assert!(said[0].contains("the same message stands in line 10 already"), "{said:?}");
    let po = PO.replace("msgid \"Closed\"\n", "msgid \"Closed\nmsgfoo \"x\"\n");
    let said = warned(&read("a.po", po.as_bytes()).expect("read"));
    assert!(said[0].starts_with("line 10: a string without its closing quote"), "{said:?}");
    assert!(said[1].starts_with("line 11: neither a keyword nor a string"), "{said:?}");
}

#[test]
fn languages_by_the_thousand_and_languages_that_are_paths_are_held() {
    let mut many = String::from("<tmx version='1.4'><header srclang='en'/><body>");
    for n in 0..5_000 {
        many.push_str(&format!(
            "<tu><tuv xml:lang='en'><seg>Rain</seg></tuv><tuv xml:lang='q{}{}-x{n}'><seg>r{n}</seg></tuv></tu>",
            char::from(b'a' + (n % 26) as u8),
            char::from(b'a' + (n / 26 % 26) as u8)
        ));
    }
    let imported = read("a.tmx", (many + "</body></tmx>").as_bytes()).expect("read");
    assert!(imported.documents.len() <= 64);
    assert_eq!(imported.units, 5_000);
    assert!(warned(&imported).iter().any(|one| one.contains("further languages")), "{:?}", warned(&imported));
    let paths = "<tmx version='1.4'><body><tu><tuv xml:lang='../../etc/passwd'><seg>The one of the two.</seg></tuv><tuv xml:lang='C:\\x'><seg>Le pont sur la rivière et les bois.</seg></tuv></tu></body></tmx>";
    let imported = read("a.tmx", paths.as_bytes()).expect("read");
    let languages: Vec<&str> = imported.documents.iter().map(|document| document.language.tag()).collect();
    assert_eq!(languages, ["en", "fr"], "a name that is no tag is asked of the text");
}

#[test]
fn depth_length_and_repetition_have_bounds() {
    let deep = format!(
        "<tmx version='1.4'><body><tu><tuv xml:lang='en'><seg>{}x{}</seg></tuv></tu></body></tmx>",
        "<hi>".repeat(10_000),
        "</hi>".repeat(10_000)
    );
    let error = read("a.tmx", deep.as_bytes()).expect_err("too deep").to_string();
    assert!(error.contains("elements lie in each other"), "{error}");
    // One line of ten million characters.
    let long = format!(
        "<tmx version='1.4'><body><tu><tuv xml:lang='en'><seg>{}</seg></tuv></tu></body></tmx>",
        "rain and snow ".repeat(700_000)
    );
    assert_eq!(read("a.tmx", long.as_bytes()).expect("read").documents[0].blocks[0].text.len(), 14 * 700_000 - 1);
    let same = format!("{{{}}}", vec!["\"a:1\": \"x\""; 20_000].join(","));
    let blocks = &read("a.json", same.as_bytes()).expect("read").documents[0].blocks;
    assert_eq!((blocks.len(), blocks[19_999].key.as_str()), (20_000, "1~20000"));
    let again = format!("\\id X\n\\c 1\n{}", "\\v 1 Rain.\n".repeat(20_000));
    assert_eq!(read("a.usfm", again.as_bytes()).expect("read").documents[0].blocks.len(), 20_001);
    let quotes = "\"".repeat(300_000);
    read("a.csv", quotes.as_bytes()).expect("a cell of quotes");
    let open = "\"a,".repeat(100_000);
    read("a.csv", open.as_bytes()).expect("cells that never close");
    let cues = "00:00:00,000 --> 90:00:00,000\nx\n\n".repeat(20_000);
    let all = read("a.srt", cues.as_bytes()).expect("read").documents.remove(0);
    assert!(super::beside(&all, &all).ends_with(" 20000=20000"), "all at one time, in order");
    let laddered = "0\t0\n999999999999\t999999999999\n";
    assert!(read("a.ladder", laddered.as_bytes()).is_err());
}

#[test]
fn a_packed_bomb_and_a_pack_in_a_pack_are_refused() {
    let twice = gzip(&gzip(TMX.as_bytes()));
    assert!(read("a.tmx.gz", &twice).expect_err("twice").to_string().contains("packed again"));
    let broken = [&gzip(b"")[..10], b"\xFF\xFF\xFF\xFF"].concat();
    assert!(read("a.tmx.gz", &broken).is_err());
}

#[test]
fn damaged_bytes_of_every_format_are_no_panic() {
    let mut dice = Dice(6);
    let mut whole = 0;
    for round in 0..3_000 {
        let (name, text) = FILES[round % FILES.len()];
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=dice.roll(4) {
            let at = dice.roll(bytes.len().max(1));
            match dice.roll(5) {
                _ if bytes.is_empty() => bytes.push(b'<'),
                0 => bytes[at] = dice.roll(256) as u8,
                1 => drop(bytes.remove(at)),
                2 => bytes.truncate(at.max(1)),
                3 => {
                    let part = bytes[at..(at + dice.roll(60)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, part);
                }
                _ => bytes.insert(at, b"<>&;\"\\\n\t,:{}[]/-0"[dice.roll(17)]),
            }
        }
        if let Ok(imported) = read(name, &bytes) {
            whole += 1;
            if let [first, second, ..] = imported.documents.as_slice() {
                super::beside(first, second);
            }
        }
    }
    assert!(whole > 1_000, "{whole} of 3000 were read");
}
