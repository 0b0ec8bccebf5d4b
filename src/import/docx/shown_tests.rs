//! What Word works out when it shows a document: numbers, fields, notes by section, documents inside.

use super::super::zip::tests::pack;
use super::read;
use super::tests::{document, level, listed, p, package, part, shown};
use crate::document::Kind;
use crate::import::Hints;

#[test]
fn numbers_begin_where_word_lets_them_begin() {
    // A level without a start begins at nought; a custom format shows how it begins, and older readers what to take for it.
    let custom = "<w:lvl w:ilvl='0'><w:start w:val='7'/><mc:AlternateContent><mc:Choice Requires='w14'>\
        <w:numFmt w:val='custom' w:format='001, 002, 003, ...'/></mc:Choice><mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback>\
        </mc:AlternateContent><w:lvlText w:val='%1.'/></w:lvl>";
    let lists = format!(
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1)'/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId='1'>{custom}</w:abstractNum>\
        <w:abstractNum w:abstractNumId='2'><w:styleLink w:val='Own'/>{}</w:abstractNum>\
        <w:abstractNum w:abstractNumId='3'><w:numStyleLink w:val='Own'/></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>\
        <w:num w:numId='3'><w:abstractNumId w:val='3'/></w:num>",
        level(0, "upperRoman", "%1.")
    );
    // The list of this style is the one that takes its levels from the style: only the other one has them.
    let styles =
        "<w:style w:type='numbering' w:styleId='Own'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>";
    let ended = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr><w:sectPr/></w:pPr></w:p>";
    let body = [
        listed(1, 0, "Nothing is in the barn."),
        listed(1, 0, "A cat is in it."),
        listed(2, 0, "The seventh of them."),
        ended.to_owned(),
        listed(2, 0, "The eighth."),
        listed(3, 0, "A chapter."),
        listed(3, 9, "The tenth level has no number."),
    ];
    let parts = [("word/numbering.xml", part("numbering", &lists)), ("word/styles.xml", part("styles", styles))];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(
        shown(&document(&body.concat(), &parts)),
        [
            "0) Nothing is in the barn.",
            "1) A cat is in it.",
            "007. The seventh of them.",
            "008. The eighth.",
            "I. A chapter.",
            "The tenth level has no number.",
        ]
    );
}

#[test]
fn fields_show_what_word_shows_of_them() {
    let field = |instruction: &str, result: Option<&str>| {
        let result = result.map_or(String::new(), |result| {
            format!("<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>{result}</w:t></w:r>")
        });
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{result}\
            <w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )
    };
    let body = format!(
        "<w:p><w:r><w:t>On </w:t></w:r>{}{}<w:r><w:t>一日 </w:t></w:r>{}{}</w:p>",
        field("EQ \\* jc0 \\o(\\s\\up 9(にがつ),二月)", None),
        field("SET day &quot;Monday&quot;", Some("Monday")),
        field("QUOTE &quot;the first&quot;", Some("the first")),
        field("SYMBOL 33", None),
    );
    assert_eq!(shown(&document(&body, &[])), ["On 二月一日 the first!"]);
}

#[test]
fn blanks_at_the_edges_of_a_text_count_where_it_says_so() {
    let run = |space: &str, text: &str| format!("<w:r><w:t{space}>{text}</w:t></w:r>");
    let kept = " xml:space='preserve'";
    let body = format!(
        "<w:p>{}{}{}{}</w:p>",
        run("", "the "),
        run(" xml:space='default'", " b&amp;r "),
        run(kept, " n "),
        run(" xml:space='default'", "\u{A0}x\n ")
    );
    assert_eq!(shown(&document(&body, &[])), ["the b&r n \u{A0}x"]);
}

#[test]
fn notes_begin_again_with_a_section_that_says_so() {
    let called =
        |id: u32| format!("<w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id='{id}'/></w:r></w:p>");
    let end =
        |rule: &str| format!("<w:p><w:pPr><w:sectPr><w:footnotePr>{rule}</w:footnotePr></w:sectPr></w:pPr></w:p>");
    let body = [
        called(1),
        called(2),
        end("<w:numFmt w:val='upperLetter'/><w:numStart w:val='3'/>"),
        called(3),
        end("<w:numRestart w:val='eachSect'/>"),
        called(4),
        "<w:sectPr/>".to_owned(),
    ];
    let notes: String = (1..=4).map(|id| format!("<w:footnote w:id='{id}'>{}</w:footnote>", p("Said."))).collect();
    let read = document(&body.concat(), &[("word/footnotes.xml", &part("footnotes", &notes))]);
    let labels: Vec<&str> = read.blocks.iter().filter(|b| b.kind == Kind::Note).map(|b| b.label.as_str()).collect();
    assert_eq!(labels, ["C", "D", "1", "2"]);
}

#[test]
fn a_document_inside_of_another_stands_where_it_is_put() {
    let inner = package(&p("The inner text."), &[]);
    let rels = "<Relationships><Relationship Id='c' Type='x/aFChunk' Target='inner.docx'/><Relationship Id='h' Type='x/aFChunk' Target='page.htm'/></Relationships>";
    let main = part(
        "document",
        &format!("<w:body>{}<w:altChunk r:id='c'/><w:altChunk r:id='h'/>{}</w:body>", p("Before."), p("After.")),
    );
    let root =
        "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/></Relationships>";
    let bytes = pack(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/inner.docx", &inner),
        ("word/page.htm", b"<html><body><p>The page.</p></body></html>"),
    ]);
    let read = read(&bytes, &Hints::default()).expect("a document");
    assert_eq!(shown(&read), ["Before.", "The inner text.", "The page.", "After."]);
}

#[test]
fn text_in_the_margins_alone_is_read_and_runs_name_their_languages() {
    let rels = "<Relationships><Relationship Id='d' Type='x/header' Target='header1.xml'/></Relationships>";
    let running = part("hdr", &p("A letterhead"));
    let read = document("<w:p/>", &[("word/_rels/document.xml.rels", rels), ("word/header1.xml", &running)]);
    assert_eq!(shown(&read), ["A letterhead"]);

    let spoken = |tag: &str, text: &str| {
        format!("<w:p><w:r><w:rPr><w:lang w:val='{tag}'/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
    };
    let english = "The river is wide and the bridge over it is old, but it has been kept in good order by the council.";
    let french = "La rivière est large et le pont est vieux, mais le conseil le garde en bon état depuis des années.";
    let read = document(&[p(english), p(english), spoken("fr-FR", french), spoken("fr-FR", english)].concat(), &[]);
    let tags: Vec<&str> = read.blocks.iter().map(|b| b.language.tag()).collect();
    assert_eq!(tags, ["en", "en", "fr", "en"]);
}
