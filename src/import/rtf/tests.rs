//! Documents of our own making, in the forms that word processors write.

use super::{read, sniff};
use crate::document::{Block, Document, Kind, SpanKind};
use crate::import::{self, Hints};
use crate::text::Direction;

fn document(body: &[u8]) -> Document {
    let bytes = [b"{\\rtf1\\ansi\\ansicpg1252\\uc1 ".as_slice(), body, b"}"].concat();
    read(&bytes, &Hints::default()).expect("a document")
}

fn shown(document: &Document) -> Vec<String> {
    let line = |block: &Block| format!("{} {}", block.label, block.text).trim().to_owned();
    document.blocks.iter().map(line).collect()
}

#[test]
fn characters_come_as_bytes_of_code_pages_and_as_unicode() {
    let body = b"{\\fonttbl{\\f0\\fcharset0 Serif;}{\\f1\\fcharset204 Cyr;}{\\f2\\fcharset178 Ar;}{\\f3\\fcharset134 Song;}{\\f4\\fcharset2 Symbol;}}\
        \\f0 caf\\'e9 \\u8220\\'93x\\u8221\\'94\\par \\f1\\'c4\\'e0\\par\\rtlpar\\f2\\'e4\\'da\\'e3\\par\\pard\\f3\\'ba\\'d3\\par\
        \\f0\\u-10179?\\u-8703?\\par{\\uc2 \\u1087\\'95\\'95}\\uc0\\u1072 z\\par \\f4\\'b7\\'61\\par\\f0\\lquote a\\rquote\\~b\\_c\\emdash d\\{\\}\\\\\\par";
    let read = document(body);
    assert_eq!(shown(&read), ["café “x”", "Да", "نعم", "河", "😁", "паz", "•α", "‘a’\u{A0}b\u{2011}c—d{}\\"]);
    assert_eq!(read.blocks[2].direction, Direction::Rtl);
}

#[test]
fn lists_headings_and_titles() {
    let body = b"{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 Title;}{\\*\\cs3 Strong;}}{\\info{\\title On hay}{\\category none}}\
        \\pard\\s2 The hay\\par\\pard\\s1 Its making\\par\\pard\\outlinelevel1 By hand\\par\
        \\pard{\\listtext\\pard\\plain 1.\\tab}\\ls1 Cut it.\\par{\\listtext\\pard 2.\\tab}Dry it.\\par\
        \\pard\\ilvl1{\\pntext (a)\\tab}In the sun;\\par\\pard{\\*\\unknown hidden {deep}}Plain.\\par";
    let read = document(body);
    let seen: Vec<_> = read.blocks.iter().map(|b| (b.kind, b.level, b.key.as_str(), b.text.as_str())).collect();
    assert_eq!(
        seen,
        [
            (Kind::Title, 0, "0+1", "The hay"),
            (Kind::Heading, 1, "0+2", "Its making"),
            (Kind::Heading, 2, "0+3", "By hand"),
            (Kind::Paragraph, 0, "1", "Cut it."),
            (Kind::Paragraph, 0, "2", "Dry it."),
            (Kind::Item, 2, "2(a)", "In the sun;"),
            (Kind::Paragraph, 0, "2+1", "Plain."),
        ]
    );
    let untitled = document(b"{\\info{\\title On hay}}Text without one.\\par");
    assert_eq!(untitled.title, "On hay");
}

#[test]
fn notes_links_and_tables() {
    let body = b"The barn{\\super\\chftn}{\\footnote\\pard {\\super\\chftn} Of stone.\\par And wood.} stands. \
        {\\field{\\*\\fldinst HYPERLINK \"https://example.org/\"}{\\fldrslt See {\\b it}}}{\\v secret}{\\deleted gone}.\\par\
        \\trowd\\cellx1000\\cellx2000\\pard\\intbl a\\cell b\\par c\\cell\\row\\trowd\\cellx1000\\cellx2000\\intbl d{\\footnote Small.}\\cell e\\cell\\row\
        \\pard After.{\\header A header.}{\\pict 00ff}\\par";
    let read = document(body);
    assert_eq!(shown(&read), ["The barn stands. See it.", "1 Of stone. And wood.", "a\tb c\nd\te", "Small.", "After."]);
    let spans: Vec<_> = read.blocks[0].spans.iter().map(|s| (s.kind, s.start, s.target.as_deref())).collect();
    assert_eq!(
        spans,
        [
            (SpanKind::Note, 8, Some("fn1")),
            (SpanKind::Link, 17, Some("https://example.org/")),
            (SpanKind::Emphasis, 21, None)
        ]
    );
    assert_eq!(read.blocks[2].rows.len(), 2);
}

#[test]
fn broken_files_give_what_they_have() {
    assert!(sniff(b"{\\rtf1 x") && !sniff(b"rtf"));
    let deep =
        [b"{\\rtf1 Before. ".as_slice(), &vec![b'{'; 200_000], b"deep", &vec![b'}'; 200_000], b"After.}"].concat();
    let read = import::read(&deep, &Hints::default()).expect("a document");
    assert_eq!(shown(&read), ["Before. After."]);
    assert!(read.warnings.iter().any(|w| w.message.contains("deep")), "{:?}", read.warnings);
    let cut = import::read(b"{\\rtf1 One line.\\par Anoth", &Hints::default()).expect("a document");
    assert_eq!(shown(&cut), ["One line.", "Anoth"]);
    assert!(cut.warnings.iter().any(|w| w.message.contains("breaks off")));
    let told = import::read(b"{\\rtf1 }", &Hints::default()).expect_err("no text").to_string();
    assert!(told.contains("no text"), "{told}");
    let bin = import::read(b"{\\rtf1 a{\\pict\\bin4 }}}}}b\\bin99999999 rest}", &Hints::default()).expect("a document");
    assert_eq!(shown(&bin), ["ab"]);
}

#[test]
fn numbers_are_counted_by_the_tables_of_lists() {
    let body = b"{\\*\\listtable{\\list\\listtemplateid1{\\listlevel\\levelnfc0\\levelnfcn0\\levelstartat4{\\leveltext\\'02\\'00-;}{\\levelnumbers\\'01;}}\
        {\\listlevel\\levelnfcn48\\levelstartat1{\\leveltext\\leveltemplateid7\\'03(\\'01);}{\\levelnumbers\\'02;}}{\\listname Own;}\\listid-42}\
        {\\list{\\listlevel\\levelnfc23{\\leveltext\\'01\\u-3913 ?;}{\\levelnumbers;}\\f4}\\listid9}}\
        {\\*\\listoverridetable{\\listoverride\\listid-42\\listoverridecount0\\ls1}{\\listoverride\\listid9\\listoverridecount0\\ls2}\
        {\\listoverride\\listid-42\\listoverridecount1{\\lfolevel\\listoverridestartat\\levelstartat9}\\ls3}}\
        \\pard{\\listtext\\pard 1.\\tab}\\ls1 The fourth.\\par The fifth.\\par\\pard\\ls1\\ilvl1 \\u1571?\\u1608?\\par \\u1576?\\par\
        \\pard Between.\\par\\pard\\ls1 The sixth.\\par\\pard\\ls2 A dot.\\par\\pard\\ls3 The ninth.\\par\\pard{\\listtext 7.\\tab}\\ls8 As it stands.\\par";
    assert_eq!(
        shown(&document(body)),
        [
            "4- The fourth.",
            "5- The fifth.",
            "(أ) أو",
            "(ب) ب",
            "Between.",
            "6- The sixth.",
            "• A dot.",
            "9- The ninth.",
            "7. As it stands."
        ]
    );
}

#[test]
fn fonts_fields_and_boxes_of_older_programs() {
    let body = b"\\deff1{\\fonttbl{\\f0\\fcharset0 Serif;}{\\f1\\fcharset204 Serif;}{\\f2 Serif CE;}}\
        \\'c4\\'e0\\par\\f2 \\'e8\\par\\plain{\\field{\\*\\fldinst EQ \\\\o(\\\\s\\\\up 9(a),b)}{\\fldrslt }}{\\field{\\*\\fldinst SET x \"y\"}{\\fldrslt y}}c\\par\
        {\\*\\do\\dobxpage{\\dptxbxtext\\pard In a box.\\par}}Beside it.\\par";
    let body = body.to_vec();
    assert_eq!(shown(&document(&body)), ["Да", "č", "bc", "Beside it.", "In a box."]);
    let hints = Hints { name: Some("part.rtf".to_owned()), ..Hints::default() };
    let read = import::read(b"{\\pard One.\\par}\n{\\pard Two.\\par}\n", &hints).expect("a document");
    assert_eq!(shown(&read), ["One.", "Two."]);
    assert!(read.warnings[0].message.contains("rtf"), "{:?}", read.warnings);
}
