//! Pages of our own making, in the forms that programs write.

use super::{FORMAT, sniff};
use crate::document::{Block, Document, Kind, Span, SpanKind};
use crate::import::{self, Hints};
use crate::text::Direction;

fn read(page: &str) -> Document {
    let hints = Hints { name: Some("page.html".into()), format: Some(FORMAT.name.into()), ..Hints::default() };
    import::read(page.as_bytes(), &hints).expect("a page")
}

/// The blocks of a body, each as kind, label and text.
fn check(body: &str, expected: &[(Kind, &str, &str)]) {
    let document = read(&format!("<!doctype html><html lang=en><body>{body}"));
    let found: Vec<(Kind, &str, &str)> =
        document.blocks.iter().map(|b| (b.kind, b.label.as_str(), b.text.as_str())).collect();
    assert_eq!(found, expected, "{body}");
}

fn on(block: &Block, kind: SpanKind) -> Vec<(&str, Option<&str>)> {
    let spans = block.spans.iter().filter(|span: &&Span| span.kind == kind);
    spans.map(|span| (&block.text[span.start..span.end], span.target.as_deref())).collect()
}

#[test]
fn drawings_have_text_and_other_media_say_what_stands_for_them() {
    use Kind::Paragraph;
    check(
        "<p>See <svg><title>A lock</title><defs><text>no</text></defs><g><text>upper</text><text>lo<tspan>wer</tspan></text></g></svg>gate",
        &[(Paragraph, "", "See upper lower gate")],
    );
    check(
        "<video><source src=x>A film of the lock.</video><object data=x><param name=a><p>A plan of it.</object><iframe>no</iframe>",
        &[(Paragraph, "", "A film of the lock."), (Paragraph, "", "A plan of it.")],
    );
}

#[test]
fn blocks_are_parted_as_a_browser_parts_them() {
    use Kind::{Heading, Paragraph, Quotation};
    check(
        "<h1>A</h1>loose <b>text</b><p>one\n two <p>three",
        &[(Heading, "", "A"), (Paragraph, "", "loose text"), (Paragraph, "", "one two"), (Paragraph, "", "three")],
    );
    check(
        "<h2>The <i>old</i><br>lock</h2><div><div>deep</div>after</div>",
        &[(Heading, "", "The old lock"), (Paragraph, "", "deep"), (Paragraph, "", "after")],
    );
    check(
        "<div role=heading aria-level=3>Tolls</div><blockquote><p>a<p>b</blockquote>c<br>d<br><br>e",
        &[
            (Heading, "", "Tolls"),
            (Quotation, "", "a"),
            (Quotation, "", "b"),
            (Paragraph, "", "c d"),
            (Paragraph, "", "e"),
        ],
    );
    check(
        "<p>fish &amp; chips&nbsp;&mdash; 5&times;2 &#x2014; &madeup; m<sup>2</sup> H<sub>2</sub>O 4<sup>th</sup>",
        &[(Paragraph, "", "fish & chips\u{A0}— 5×2 — &madeup; m² H₂O 4th")],
    );
}

#[test]
fn what_a_page_does_not_show_is_left_out() {
    check(
        "<script>if (a < b) {}</script><style>p{}</style><template><p>t</p></template><p hidden>h</p><noscript>n</noscript>\
         <p style='display: none'>d</p><p aria-hidden=true>a</p><select><option>o</select><button>b</button>\
         <p>shown <span style='visibility:hidden'>v</span><!-- c -->text</p>",
        &[(Kind::Paragraph, "", "shown text")],
    );
}

#[test]
fn lists_have_the_numbers_that_are_printed() {
    use Kind::{Item, Paragraph};
    check(
        "<ol type=a start=3><li>c<li>d<ul><li>e</ul>f<li value=9>i</ol>",
        &[(Item, "c.", "c"), (Item, "d.", "d"), (Item, "•", "e"), (Item, "", "f"), (Item, "i.", "i")],
    );
    check(
        "<ol reversed><li>two<li>one</ol><ol style='list-style-type: arabic-indic'><li>x</ol>",
        &[(Paragraph, "2.", "two"), (Item, "1.", "one"), (Item, "١.", "x")],
    );
    let document = read("<html lang=en><ol start=48><li>first<ol type=a><li>in it</ol><li>second</ol>");
    let keys: Vec<&str> = document.blocks.iter().map(|block| block.key.as_str()).collect();
    assert_eq!(keys, ["48", "48(a)", "49"]);
}

#[test]
fn tables_have_their_cells_in_columns_and_layout_has_none() {
    let page = "<table><caption>Tolls</caption><tr><th>Boat<th colspan=2>Fee<tr><td rowspan=2>Barge<td>2<td>3\
                <tr><td>4<td><p>5</p><p>a <a href='https://example.org/'>day</a></p></table>\
                <table><tr><td><h3>Side</h3><td><p>Text</table><table role=presentation><tr><td>x<td>y</table>";
    let document = read(page);
    let kinds: Vec<Kind> = document.blocks.iter().map(|block| block.kind).collect();
    use Kind::{Heading, Paragraph, Table};
    assert_eq!(kinds, [Paragraph, Table, Heading, Paragraph, Paragraph, Paragraph]);
    let table = &document.blocks[1];
    assert_eq!(table.rows, [["Boat", "Fee", ""], ["Barge", "2", "3"], ["", "4", "5 a day"]]);
    assert_eq!(on(table, SpanKind::Link), [("day", Some("https://example.org/"))]);
}

#[test]
fn notes_are_found_by_roles_and_by_links_that_lead_to_each_other() {
    for page in [
        // As Pandoc and DocBook write them, as EPUBs have them, as an encyclopedia does.
        "<p>The lock<a href='#fn1' class=footnote-ref id=fnref1 role=doc-noteref><sup>1</sup></a> was shut.</p>\
         <section role=doc-endnotes><ol><li id=fn1 role=doc-endnote><p>In 1911.<a href='#fnref1' role=doc-backlink>↩︎</a></p></ol>",
        "<p>The lock<sup id=r1><a href='#n1'>[1]</a></sup> was shut.</p><div id=n1><p><sup><a href='#r1'>[1]</a></sup> In 1911.</div>",
        "<p>The lock<a epub:type=noteref href='#n'>1</a> was shut.</p><aside epub:type=footnote id=n><p>In 1911.</p></aside>",
        "<p>The lock<sup class=reference id=c1><a href='#note1'>1</a></sup> was shut.<ol><li id=note1><a href='#c1'>^</a> In 1911.</ol>",
        "<p>The lock<a href='#f' name=b><sup>1</sup></a> was shut.<hr><p><a href='#b' name=f><sup>1</sup></a> In 1911.",
    ] {
        let document = read(page);
        let [text, note] = document.blocks.as_slice() else { unreachable!("{page}: {:?}", document.blocks) };
        assert_eq!((text.text.as_str(), note.text.as_str()), ("The lock was shut.", "In 1911."), "{page}");
        assert_eq!((note.kind, note.key.as_str()), (Kind::Note, "fn1"), "{page}");
        assert_eq!(on(text, SpanKind::Note), [("", Some("fn1"))], "{page}");
    }
    // Links that lead one way only are links.
    let document = read("<p>See <sup><a href='#two'>2</a></sup>.<p id=two>Two.");
    assert_eq!((document.blocks[0].text.as_str(), document.blocks[1].kind), ("See 2.", Kind::Paragraph));
}

#[test]
fn links_lead_to_keys_and_ids_are_kept() {
    let page = "<section id=s><h2>One</h2><p>See <a href='#p'>below</a>, <a href='page.html#s'>above</a>, \
                <a href='other.html'>there</a>, <a href='javascript:x()'>not</a>.</p></section><p><a name=p></a>Here.";
    let document = read(page);
    assert_eq!(
        on(&document.blocks[1], SpanKind::Link),
        [("below", Some("0+3")), ("above", Some("0+1")), ("there", Some("other.html")),]
    );
    let ids: Vec<Option<&str>> = document.blocks.iter().map(|block| block.id.as_deref()).collect();
    assert_eq!(ids, [Some("s"), None, Some("p")]);
}

#[test]
fn a_heading_is_named_by_what_it_has_in_it() {
    let ids = |page: &str| read(page).blocks.into_iter().map(|block| block.id).collect::<Vec<_>>();
    for heading in [
        "<a id=x></a><h2><a id=sec></a>Gates</h2>",
        "<a id=x></a><h2 id=sec>Gates</h2>",
        "<a id=x></a><h2>Gates<a id=sec href='#sec'></a></h2>",
        "<div id=x></div><h2><div>The <b id=sec>gates</b></div></h2>",
        "<p id=x></p><h2 id=sec><a id=y></a>Gates</h2>",
        "<section id=sec><h2><span id=page9 role=doc-pagebreak></span>Gates</h2></section>",
    ] {
        assert_eq!(ids(heading), [Some("sec".to_owned())], "{heading}");
    }
    assert_eq!(ids("<a id=x></a><h2>Gates</h2>"), [Some("x".to_owned())]);
    let read = read("<a id=x></a><h2><a id=sec></a>Gates</h2><p><a href='#x'>one</a> <a href='#sec'>other</a>");
    assert_eq!(on(&read.blocks[1], SpanKind::Link), [("one", Some("0+1")), ("other", Some("0+1"))]);
}

#[test]
fn the_main_part_is_read_where_a_page_says_which_it_is() {
    let page = "<header>Site</header><nav>Menu</nav><main><h1>Flood</h1><nav>Contents</nav><aside>Box</aside>It rose.</main>\
                <footer>Imprint</footer>";
    let texts = |document: &Document| document.blocks.iter().map(|b| b.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&read(page)), ["Flood", "Box", "It rose."]);
    assert_eq!(texts(&read("<nav>Menu</nav><p>No main part.")), ["Menu", "No main part."]);
    let teaser = "<p>A long text that stands outside of every article of this page.</p><article>Short.</article>";
    assert_eq!(texts(&read(teaser)).len(), 2);
}

#[test]
fn languages_and_directions_are_those_of_elements_unless_the_letters_say_otherwise() {
    let page = "<html lang=ar-MA dir=rtl><title>سد</title><p>فُتح السد قبل الفجر ولم يعلم به أحد.<p lang=en dir=ltr>The gate.\
                <p>This is not yet in the language of the village.<p lang=fr>Le moulin.";
    let document = read(page);
    let found: Vec<(&str, Direction)> = document.blocks.iter().map(|b| (b.language.tag(), b.direction)).collect();
    assert_eq!(
        found,
        [("ar", Direction::Rtl), ("en", Direction::Ltr), ("en", Direction::Ltr), ("fr", Direction::Ltr),]
    );
    assert_eq!((document.language.tag(), document.direction, document.title.as_str()), ("ar", Direction::Rtl, "سد"));
    // The language that a program writes into every page.
    assert_eq!(read("<html lang=en><p>فُتح السد قبل الفجر ولم يعلم به أحد في القرية.").language.tag(), "ar");
}

#[test]
fn readings_stay_behind_their_characters_and_programs_keep_their_lines() {
    check(
        "<p><ruby>水<rt>すい</rt></ruby><ruby>門<rp>(</rp><rt>もん</rt><rp>)</rp></ruby>",
        &[(Kind::Paragraph, "", "水（すい）門(もん)")],
    );
    let document = read("<pre>\nopen()\n  if high:\n\tshut()\n</pre>");
    let rows: Vec<&str> = document.blocks[0].rows.iter().flatten().map(String::as_str).collect();
    let tab = "\u{A0}".repeat(8) + "shut()";
    assert_eq!(rows, ["open()", "\u{A0}\u{A0}if high:", &tab]);
    assert_eq!(document.blocks[0].kind, Kind::Paragraph);
}

#[test]
fn xhtml_is_read_as_xml_where_the_two_differ() {
    let page = "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
                <html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='x'/></head>\
                <body><p id='a'>one <a id='b'/>two &x; <![CDATA[<three>]]></p><div/><p>four</p></body></html>";
    let document = read(page);
    let texts: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts, ["one two &x; <three>", "four"]);
    assert!(document.warnings.iter().any(|w| w.message.contains("not resolved")), "{:?}", document.warnings);
}

#[test]
fn pages_are_known_by_their_beginnings() {
    for page in ["<!DOCTYPE HTML>", " \n<html lang=x>", "\u{FEFF}<?xml version='1.0'?>\n<!-- c -->\n<html>", "<p>x"] {
        assert!(sniff(page.as_bytes()), "{page}");
    }
    for other in ["", "<tmx version='1.4'>", "<?xml version='1.0'?><tei>", "a < b", "<http://example.org>", "<px"] {
        assert!(!sniff(other.as_bytes()), "{other}");
    }
    let wide: Vec<u8> = "\u{FEFF}<html><p>x".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(sniff(&wide));
}

#[test]
fn hostile_pages_are_read_in_bounds() {
    let nested = |tag: &str, times: usize| format!("{}end", format!("<{tag}>x").repeat(times));
    let deep = |tag: &str| nested(tag, 1_000);
    for tag in [
        "div",
        "b",
        "table><tr><td",
        "ul><li",
        "a href=x",
        "blockquote",
        "span",
        "font size=1",
        "p><b a=1",
        "math><mi",
        "q",
    ] {
        let document = read(&deep(tag));
        let text: usize = document.blocks.iter().map(|block| block.text.matches('x').count()).sum();
        assert!(text >= 1_000, "{tag}: {text}");
    }
    let deepest = read(&nested("div", 10_000));
    assert_eq!(deepest.blocks.len(), 10_000);
    assert!(deepest.warnings.iter().any(|w| w.message.contains("nested deeper")), "{:?}", deepest.warnings);
    // Formatting that is never closed is copied by browsers into every paragraph that follows.
    let many: String = (0..1_000).map(|n| format!("<b a={n}>")).collect::<String>() + &"<p>x".repeat(1_000);
    assert_eq!(read(&many).blocks.len(), 1_000);
    let spans = "<table>".to_owned() + &"<tr><td colspan=1000 rowspan=65534>x<td>y".repeat(2_000);
    let document = read(&spans);
    assert!(document.blocks[0].rows.len() >= 2_000 && document.blocks[0].text.len() < 1 << 20);
    for odd in [
        &deep("svg"),
        &deep("object"),
        "<",
        "<!--",
        "<a href=",
        "&#xFFFFFFFF;x",
        "<p>x</p></p></div></table>",
        "\0<p>\0x",
        "<table>x<td>",
        "<frameset><frame>",
    ] {
        let hints = Hints { format: Some("html".into()), ..Hints::default() };
        let _ = import::read(odd.as_bytes(), &hints);
    }
}
