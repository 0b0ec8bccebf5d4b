//! Documents of our own making, in the forms that word processors write.

use super::super::zip::tests::pack;
use super::{read, sniff};
use crate::document::{Block, Document, Kind, SpanKind};
use crate::import::{self, Hints};

const SPACES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
    xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
    xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' \
    xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:fo='urn:fo' xmlns:loext='urn:loext' xmlns:dc='http://purl.org/dc/elements/1.1/'";

/// An archive with this text and these automatic styles.
fn archive(body: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>\
        <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let meta = format!("<office:document-meta {SPACES}><dc:title>On boats</dc:title></office:document-meta>");
    pack(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

fn document(body: &str, styles: &str) -> Document {
    read(&archive(body, styles), &Hints::default()).expect("a document")
}

fn shown(document: &Document) -> Vec<String> {
    let line = |block: &Block| format!("{} {}", block.label, block.text).trim().to_owned();
    document.blocks.iter().map(line).collect()
}

fn list(inside: &str, properties: &str) -> String {
    format!("<text:list {properties}>{inside}</text:list>")
}

fn item(inside: &str) -> String {
    format!("<text:list-item>{inside}</text:list-item>")
}

const NUMBERS: &str = "<text:list-style style:name='L1'>\
    <text:list-level-style-number text:level='1' style:num-suffix='.' style:num-format='1'/>\
    <text:list-level-style-number text:level='2' style:num-prefix='(' style:num-suffix=')' style:num-format='a'/>\
    <text:list-level-style-bullet text:level='3' text:bullet-char='•'/></text:list-style>";

#[test]
fn lists_count_nest_and_go_on() {
    let name = "text:style-name='L1'";
    let inner = list(&[item("<text:p>By oar;</text:p>"), item("<text:p>By sail.</text:p>")].concat(), "");
    let body = [
        list(
            &[
                item("<text:p>A boat moves.</text:p><text:p>Slowly.</text:p>"),
                item(&format!("<text:p>It moves:</text:p>{inner}")),
            ]
            .concat(),
            &format!("{name} xml:id='one'"),
        ),
        "<text:p>A line between.</text:p>".to_owned(),
        list(&item("<text:p>It stops.</text:p>"), &format!("{name} text:continue-list='one'")),
        list(&item("<text:p>Anew.</text:p>"), name),
        list(
            "<text:list-item text:start-value='7'><text:p>The seventh.</text:p></text:list-item>",
            &format!("{name} text:continue-numbering='true'"),
        ),
    ];
    let read = document(&body.concat(), NUMBERS);
    assert_eq!(
        shown(&read),
        [
            "1. A boat moves.",
            "Slowly.",
            "2. It moves:",
            "(a) By oar;",
            "(b) By sail.",
            "A line between.",
            "3. It stops.",
            "1. Anew.",
            "7. The seventh."
        ]
    );
    let keys: Vec<&str> = read.blocks.iter().map(|b| b.key.as_str()).collect();
    assert_eq!(keys[..7], ["1", "1+1", "2", "2(a)", "2(b)", "2+1", "3"]);
    assert_eq!(read.title, "On boats");
}

#[test]
fn an_item_with_nothing_but_a_list_is_not_counted() {
    let styles = "<text:list-style style:name='L1'>\
        <text:list-level-style-number text:level='1' style:num-suffix='.' style:num-format='001, 002, 003, ...'/>\
        <text:list-level-style-number text:level='2' text:display-levels='2' style:num-format='1'/>\
        <text:list-level-style-number text:level='3' style:num-format=''/>\
        <text:list-level-style-number text:level='4' style:num-format='1' loext:num-list-format='%2%.%3%.%4%)'/></text:list-style>";
    let name = "text:style-name='L1'";
    let deeper = |inside: &str| list(&item(inside), "");
    let body = [
        list(&item(&format!("<text:p>A rope.</text:p>{}", deeper("<text:p>Of hemp.</text:p>"))), name),
        "<text:p>Between.</text:p>".to_owned(),
        list(
            &[
                item(&deeper(&format!("<text:p>Of wire.</text:p>{}", deeper(&deeper("<text:p>Of steel.</text:p>"))))),
                item("<text:p>A knot.</text:p>"),
            ]
            .concat(),
            &format!("{name} text:continue-numbering='true'"),
        ),
    ];
    let read = document(&body.concat(), styles);
    assert_eq!(
        shown(&read),
        ["001. A rope.", "001.1 Of hemp.", "Between.", "001.2 Of wire.", "2.1) Of steel.", "002. A knot."]
    );
}

#[test]
fn headings_have_their_levels_and_the_numbers_of_the_outline() {
    let outline = "<text:outline-style><text:outline-level-style text:level='1' style:num-format='I' style:num-suffix='.'/>\
        <text:outline-level-style text:level='2' style:num-format='A' style:num-suffix='.'/></text:outline-style>\
        <style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>";
    let body = "<text:p text:style-name='P1'>The boat</text:p><text:h text:outline-level='1'>Hull</text:h>\
        <text:h text:outline-level='2'>Planks</text:h><text:h text:outline-level='1'>Mast</text:h>\
        <text:h text:outline-level='3'>Knots</text:h><text:table-of-content><text:p>Hull 1</text:p></text:table-of-content>";
    let read = document(body, outline);
    let seen: Vec<_> = read.blocks.iter().map(|b| (b.kind, b.level, b.key.as_str(), b.label.as_str())).collect();
    assert_eq!(
        seen,
        [
            (Kind::Title, 0, "0+1", ""),
            (Kind::Heading, 1, "I", "I."),
            (Kind::Heading, 2, "I.A", "A."),
            (Kind::Heading, 1, "II", "II."),
            (Kind::Heading, 3, "II+1", "")
        ]
    );
    assert!(read.warnings.iter().any(|w| w.message.contains("table of contents")));
}

#[test]
fn spaces_notes_links_and_what_is_hidden() {
    let styles = "<style:style style:name='T1' style:family='text'><style:text-properties fo:font-style='italic'/></style:style>\
        <style:style style:name='T2' style:family='text'><style:text-properties text:display='none'/></style:style>";
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p>\n  The  <text:span text:style-name='T1'>old</text:span> boat<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>\
        <text:note-body><text:p>Of oak.</text:p><text:p>And tar.</text:p></text:note-body></text:note> leaks<text:s text:c='2'/>a\n little<text:span text:style-name='T2'>secret</text:span>.\
        <text:a xlink:href='https://example.org/'>More</text:a><office:annotation><text:p>a remark</text:p></office:annotation></text:p>\
        <text:p><draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame>Around it.</text:p>";
    let read = document(body, styles);
    assert_eq!(shown(&read), ["The old boat leaks  a little.More", "1 Of oak. And tar.", "Around it.", "Boxed."]);
    let spans: Vec<_> = read.blocks[0]
        .spans
        .iter()
        .map(|s| (s.kind, &read.blocks[0].text[s.start..s.end], s.target.as_deref()))
        .collect();
    assert_eq!(
        spans,
        [
            (SpanKind::Emphasis, "old", None),
            (SpanKind::Note, "", Some("fn1")),
            (SpanKind::Link, "More", Some("https://example.org/"))
        ]
    );
}

#[test]
fn tables_keep_their_grid() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let body = format!(
        "<table:table><table:table-header-rows><table:table-row>{}<table:covered-table-cell/></table:table-row></table:table-header-rows>\
        <table:table-row>{}<table:table-cell table:number-columns-repeated='1000000'><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
        cell("wide"),
        cell("a"),
    );
    let read = document(&body, "");
    assert_eq!(read.blocks[0].rows[0], ["wide", ""]);
    assert_eq!(read.blocks[0].rows[1].len(), 65);
}

#[test]
fn it_is_found_by_its_bytes_flat_or_packed_and_locked_ones_are_named() {
    let bytes = archive("<text:p>The text.</text:p>", "");
    assert!(sniff(&bytes) && !sniff(b"PK\x03\x04"));
    assert_eq!(import::read(&bytes, &Hints::default()).expect("a document").format, "odt");
    let flat = format!(
        "<?xml version='1.0'?><office:document {SPACES} office:mimetype='application/vnd.oasis.opendocument.text'>\
        <office:body><office:text><text:p>Flat.</text:p></office:text></office:body></office:document>"
    );
    assert_eq!(shown(&import::read(flat.as_bytes(), &Hints::default()).expect("a document")), ["Flat."]);
    let locked = pack(&[("content.xml", b"\x00"), ("META-INF/manifest.xml", b"<m><encryption-data/></m>")]);
    let told = read(&locked, &Hints::default()).expect_err("a password").to_string();
    assert!(told.contains("encrypted"), "{told}");
    let cut = import::read(&bytes[..bytes.len() / 2], &Hints { format: Some("odt".into()), ..Hints::default() });
    assert!(cut.is_err() || cut.is_ok_and(|document| !document.warnings.is_empty()));
}

#[test]
fn formulas_are_read_and_so_is_a_table_of_contents_where_there_is_nothing_else() {
    let content = format!(
        "<office:document-content {SPACES}><office:body><office:text><text:p>So <draw:frame><draw:object xlink:href='./Object 1'/>\
        </draw:frame> it is.</text:p><text:p><draw:frame><draw:object xlink:href='./Chart'/></draw:frame></text:p></office:text></office:body></office:document-content>"
    );
    let math = "<math xmlns='http://www.w3.org/1998/Math/MathML'><semantics><mrow><mi>a</mi><mo>=</mo><mi>b</mi></mrow>\
        <annotation encoding='StarMath 5.0'>a = b</annotation></semantics></math>";
    let bytes = pack(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("Object 1/content.xml", math.as_bytes()),
        ("Chart/content.xml", b"<office:document-content><text:p>no formula</text:p></office:document-content>"),
    ]);
    assert_eq!(shown(&read(&bytes, &Hints::default()).expect("a document")), ["So a=b it is."]);

    let contents =
        "<text:table-of-content><text:index-body><text:p>Hull 1</text:p></text:index-body></text:table-of-content>";
    assert_eq!(shown(&document(contents, "")), ["Hull 1"]);

    // A heading in a list without a style has the number of the outline.
    let outline =
        "<text:outline-style><text:outline-level-style text:level='1' style:num-format='1'/></text:outline-style>";
    let body = list(&item("<text:h text:outline-level='1'>Hull</text:h>"), "text:style-name='Unknown'");
    assert_eq!(shown(&document(&body, outline)), ["1 Hull"]);
}
