//! Documents of our own making, in the forms that word processors write.

use super::super::zip::tests::pack;
use super::{FORMAT, read, sniff};
use crate::document::{Block, Document, Kind, SpanKind};
use crate::import::{self, Hints, ImportError};
use crate::text::Direction;

const HEAD: &str = "<w:document xml:space='preserve' xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"urn:wps\" xmlns:v=\"urn:v\">";

/// A part with this content in the namespaces of the main part.
pub(super) fn part(name: &str, content: &str) -> String {
    format!("{}{content}</w:{name}>", HEAD.replacen("w:document", &format!("w:{name}"), 1))
}

/// A package of these parts; the main part gets its own.
pub(super) fn package(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = part("document", &format!("<w:body>{body}</w:body>"));
    let rels =
        "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/></Relationships>";
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", rels.as_bytes()),
        ("word/document.xml", main.as_bytes()),
    ];
    entries.extend(parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    pack(&entries)
}

pub(super) fn document(body: &str, parts: &[(&str, &str)]) -> Document {
    read(&package(body, parts), &Hints::default()).expect("a document")
}

pub(super) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

pub(super) fn listed(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

pub(super) fn level(at: u32, format: &str, text: &str) -> String {
    format!("<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>")
}

pub(super) fn shown(document: &Document) -> Vec<String> {
    let line = |block: &Block| format!("{} {}", block.label, block.text).trim().to_owned();
    document.blocks.iter().map(line).collect()
}

fn keys(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| block.key.as_str()).collect()
}

#[test]
fn numbers_that_stand_nowhere_in_the_text_are_counted() {
    let lists = format!(
        "<w:abstractNum w:abstractNumId='0'>{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId='1'>{}{}</w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>\
        <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='1'><w:startOverride w:val='4'/></w:lvlOverride></w:num>",
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%2)"),
        level(2, "lowerRoman", "(%3)"),
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2"),
    );
    let body = [
        listed(1, 0, "The ferry runs."),
        listed(1, 1, "By day;"),
        listed(1, 2, "In summer;"),
        listed(1, 1, "By night."),
        p("A plain line."),
        listed(1, 0, "The bell rings."),
        listed(1, 1, "Twice."),
        listed(2, 1, "A part before its chapter."),
        listed(3, 1, "From the fourth on."),
        listed(1, 0, "The boat rests."),
    ];
    let read = document(&body.concat(), &[("word/numbering.xml", &part("numbering", &lists))]);
    assert_eq!(
        shown(&read),
        [
            "1. The ferry runs.",
            "(a) By day;",
            "(i) In summer;",
            "(b) By night.",
            "A plain line.",
            "2. The bell rings.",
            "(a) Twice.",
            "I.1 A part before its chapter.",
            "(d) From the fourth on.",
            "3. The boat rests.",
        ]
    );
    assert_eq!(keys(&read)[..7], ["1", "1(a)", "1(a)(i)", "1(b)", "1+1", "2", "2(a)"]);
}

#[test]
fn numbers_of_other_scripts_give_the_same_keys() {
    let lists = format!(
        "<w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
        level(0, "decimal", "%1-"),
        level(1, "arabicAbjad", "(%2)"),
    );
    let items: String = (0..5).map(|_| listed(1, 1, "بند قصير؛")).collect();
    let read = document(
        &[listed(1, 0, "تعمل العبّارة في النهار:"), items].concat(),
        &[("word/numbering.xml", &part("numbering", &lists))],
    );
    assert_eq!(keys(&read), ["1", "1(a)", "1(b)", "1(c)", "1(d)", "1(e)"]);
    assert_eq!(read.blocks[5].label, "(هـ)");
    assert_eq!((read.language.tag(), read.direction), ("ar", Direction::Rtl));
}

#[test]
fn styles_are_headings_by_what_they_inherit_and_may_carry_numbers() {
    let styles = "<w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 2'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Mine'><w:name w:val='Mine'/><w:basedOn w:val='H'/>\
            <w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='HCh'><w:name w:val='_ H _Ch'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop2'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Loop2'><w:name w:val='Loop2'/><w:basedOn w:val='Loop'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Q'><w:name w:val='Quote'/></w:style>";
    let lists = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='upperLetter'/><w:lvlText w:val='%2.'/>\
        <w:pStyle w:val='Mine'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    let body = [
        styled("HCh", "I.\tThe valley"),
        styled("Mine", "Its springs"),
        styled("Mine", "Its mills"),
        styled("Loop", "A line in circles."),
        styled("Q", "So it was said."),
        "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>By its own level</w:t></w:r></w:p>".to_owned(),
    ];
    let read = document(
        &body.concat(),
        &[("word/styles.xml", &part("styles", styles)), ("word/numbering.xml", &part("numbering", lists))],
    );
    let seen: Vec<_> = read.blocks.iter().map(|b| (b.kind, b.level, b.key.as_str(), b.label.as_str())).collect();
    assert_eq!(seen[0], (Kind::Heading, 1, "I", "I."));
    assert_eq!(seen[1], (Kind::Heading, 2, "I.A", "A."));
    assert_eq!(seen[2], (Kind::Heading, 2, "I.B", "B."));
    assert_eq!(seen[3].0, Kind::Paragraph);
    assert_eq!(seen[4].0, Kind::Quotation);
    assert_eq!((seen[5].0, seen[5].1), (Kind::Heading, 1));
}

#[test]
fn changes_are_read_as_accepted() {
    let body = "<w:p><w:r><w:t>One </w:t></w:r><w:del><w:r><w:delText>old </w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom><w:r><w:t>word.</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Two lines </w:t></w:r></w:p><w:p><w:r><w:t>are one.</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>a row that went</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(shown(&document(body, &[])), ["One new word.", "Two lines are one."]);
}

#[test]
fn notes_follow_what_calls_them_and_keep_their_marks() {
    let notes = "<w:footnote w:id='-1' w:type='separator'><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t> Not in winter.</w:t></w:r></w:p><w:p><w:r><w:t>Nor in spring.</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='3'><w:p><w:r><w:t>* By hand.</w:t></w:r></w:p></w:footnote>";
    let ends = "<w:endnote w:id='2'><w:p><w:r><w:t>An end.</w:t></w:r></w:p></w:endnote>";
    let body = "<w:p><w:r><w:t>The gate</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows='1' w:id='3'/><w:t>*</w:t></w:r>\
        <w:r><w:t> opens</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t> late.</w:t></w:r><w:r><w:endnoteReference w:id='2'/></w:r></w:p>\
        <w:p><w:r><w:t>It closes early.</w:t></w:r></w:p>";
    let parts = [("word/footnotes.xml", part("footnotes", notes)), ("word/endnotes.xml", part("endnotes", ends))];
    let read = document(body, &[(parts[0].0, &parts[0].1), (parts[1].0, &parts[1].1)]);
    assert_eq!(
        shown(&read),
        ["The gate opens late.", "* By hand.", "1 Not in winter. Nor in spring.", "i An end.", "It closes early."]
    );
    assert_eq!(keys(&read), ["0+1", "fn2", "fn1", "fn3", "0+2"]);
    let calls: Vec<_> = read.blocks[0].spans.iter().filter(|s| s.kind == SpanKind::Note).collect();
    let seen: Vec<_> = calls.iter().map(|s| (s.start, s.target.as_deref(), s.source.as_deref())).collect();
    assert_eq!(seen, [(8, Some("fn2"), Some("*")), (14, Some("fn1"), None), (20, Some("fn3"), None)]);
}

#[test]
fn fields_show_their_results_and_links_lead_somewhere() {
    let body = "<w:p><w:bookmarkStart w:name='top'/><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://example.org/a\" </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>the map</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
        <w:hyperlink r:id='h'><w:r><w:t> and more</w:t></w:r></w:hyperlink></w:p>\
        <w:p><w:fldSimple w:instr=' REF top \\h '><w:r><w:t>See above</w:t></w:r></w:fldSimple></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>never shown</w:t></w:r></w:p><w:p><w:r><w:t>After a field without an end.</w:t></w:r></w:p>";
    let rels = "<Relationships><Relationship Id='h' Type='x/hyperlink' Target='https://example.org/b' TargetMode='External'/></Relationships>";
    let read = document(body, &[("word/_rels/document.xml.rels", rels)]);
    assert_eq!(shown(&read), ["the map and more", "See above", "After a field without an end."]);
    let links: Vec<_> = read
        .blocks
        .iter()
        .flat_map(|b| b.spans.iter().map(|s| (&b.text[s.start..s.end], s.target.as_deref().unwrap_or(""))))
        .collect();
    assert_eq!(
        links,
        [("the map", "https://example.org/a"), (" and more", "https://example.org/b"), ("See above", "0+1")]
    );
}

#[test]
fn tables_keep_their_grid_and_frames_are_no_tables() {
    let cell = |text: &str, properties: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}<w:tc><w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>{}</w:tc></w:tr></w:tbl>",
        cell("wide", "<w:gridSpan w:val='2'/>"),
        cell("c", ""),
        cell("tall", "<w:vMerge w:val='restart'/>"),
        cell("e", ""),
        cell("f", ""),
        cell("", "<w:vMerge/>"),
        cell("h", ""),
        p("inner"),
        p("table"),
        p("after"),
    );
    let frame = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", p("In a frame."), p("Still in it."));
    let read = document(&[table, frame].concat(), &[]);
    assert_eq!(read.blocks[0].rows, [["wide", "", "c"], ["tall", "e", "f"], ["", "h", "inner table after"]]);
    assert_eq!(shown(&read)[1..], ["In a frame.", "Still in it."]);
}

#[test]
fn a_text_box_is_read_once_and_what_is_hidden_is_not() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", p("In the box."));
    let body = format!(
        "<w:p><w:r><w:t>Before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{boxed}</mc:Choice>\
        <mc:Fallback><v:textbox>{boxed}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>\
        <w:r><mc:AlternateContent><mc:Choice Requires='later'><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>after.</w:t></mc:Fallback></mc:AlternateContent></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent><w:r><w:t> Yes.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    );
    assert_eq!(shown(&document(&body, &[])), ["Before after. Yes.", "In the box."]);
}

#[test]
fn the_first_header_is_metadata_and_properties_name_the_document() {
    let body = format!(
        "<w:p><w:pPr><w:sectPr><w:headerReference w:type='first' r:id='f'/><w:headerReference w:type='default' r:id='d'/><w:titlePg/></w:sectPr></w:pPr></w:p>{}",
        p("The text.")
    );
    let rels = "<Relationships><Relationship Id='f' Type='x/header' Target='header1.xml'/><Relationship Id='d' Type='x/header' Target='header2.xml'/></Relationships>";
    let first = part("hdr", &[p("River Council"), p("A/99/12"), p("3 May 2031")].concat());
    let running = part("hdr", &p("running"));
    let core =
        "<cp:coreProperties xmlns:cp='urn:c' xmlns:dc='urn:d'><dc:title>On the river</dc:title></cp:coreProperties>";
    let read = document(
        &body,
        &[
            ("word/_rels/document.xml.rels", rels),
            ("word/header1.xml", &first),
            ("word/header2.xml", &running),
            ("docProps/core.xml", core),
        ],
    );
    assert_eq!(shown(&read), ["River Council", "A/99/12", "3 May 2031", "The text."]);
    assert!(read.blocks[..3].iter().all(|b| b.kind == Kind::Metadata));
    assert_eq!((read.symbol.as_deref(), read.title.as_str()), (Some("A/99/12"), "On the river"));
}

#[test]
fn it_is_found_by_its_bytes_and_what_is_none_is_said() {
    let bytes = package(&p("The text."), &[]);
    assert!(sniff(&bytes) && !sniff(b"PK\x03\x04 nothing") && !sniff(b"text"));
    let found = import::read(&bytes, &Hints::default()).expect("a document");
    assert_eq!(found.format, FORMAT.name);
    let told = |bytes: &[u8]| match read(bytes, &Hints::default()) {
        Err(error) => error.to_string(),
        Ok(document) => format!("{:?}", document.warnings),
    };
    assert!(matches!(read(b"", &Hints::default()), Err(ImportError::Empty)));
    assert!(told(b"plain text").contains("no zip archive"));
    assert!(told(&package("", &[])).contains("no text"));
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &wide].concat();
    assert!(told(&locked).contains("encrypted"), "{}", told(&locked));
}

#[test]
fn hostile_documents_end_in_words() {
    // Nested tables, deeper than any page; a row of a million spanned cells; a truncated part; nested fields.
    let deep =
        format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(10_000), p("deep"), "</w:tc></w:tr></w:tbl>".repeat(10_000));
    let read = document(&[p("Before."), deep, p("After.")].concat(), &[]);
    assert_eq!(shown(&read), ["Before.", "After."]);
    assert!(read.warnings.iter().any(|w| w.message.contains("deeper")), "{:?}", read.warnings);
    let cell = format!("<w:tc><w:tcPr><w:gridSpan w:val='4000000000'/></w:tcPr>{}</w:tc>", p("x"));
    let wide = document(
        &format!("<w:tbl><w:tr><w:trPr><w:gridBefore w:val='99999'/></w:trPr>{}</w:tr></w:tbl>", cell.repeat(1_000)),
        &[],
    );
    assert!(wide.blocks[0].rows[0].len() < 2_000);
    let begins = "<w:p>".to_owned() + &"<w:r><w:fldChar w:fldCharType='begin'/></w:r>".repeat(50_000) + "</w:p>";
    assert_eq!(shown(&document(&[begins, p("After.")].concat(), &[])), ["After."]);
    let whole = package(&(0..500).map(|n| p(&format!("Line {n} of many."))).collect::<String>(), &[]);
    let cut = import::read(&whole[..whole.len() * 2 / 3], &Hints::default()).expect("what is left");
    assert!(cut.blocks.len() > 50 && !cut.warnings.is_empty());
}

#[test]
fn damage_anywhere_ends_in_words() {
    let lists = format!(
        "<w:abstractNum w:abstractNumId='0'>{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
        level(0, "decimal", "%1.")
    );
    let body = [listed(1, 0, "One line."), "<w:tbl><w:tr><w:tc>".to_owned() + &p("cell") + "</w:tc></w:tr></w:tbl>"];
    let whole = package(&body.concat(), &[("word/numbering.xml", &part("numbering", &lists))]);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x15;
        for damaged in [&bytes[..], &whole[..at]] {
            match read(damaged, &Hints::default()) {
                Ok(document) => assert!(!document.blocks.is_empty()),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
}
