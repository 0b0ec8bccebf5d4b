//! Books of our own making, good and bad.

use super::{FORMAT, sniff};
use crate::document::{Document, Kind, SpanKind};
use crate::import::zip::tests::pack;
use crate::import::{self, Hints};

const CONTAINER: &str = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
    <rootfile full-path='OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";

fn opf(manifest: &str, spine: &str) -> String {
    format!(
        "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>\
         <dc:title>The Lock</dc:title><dc:creator>A. Miller</dc:creator><dc:language>en-GB</dc:language>\
         <dc:date>1911-05-02</dc:date></metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
}

fn item(id: &str, href: &str) -> String {
    format!("<item id='{id}' href='{href}' media-type='application/xhtml+xml'/>")
}

fn page(body: &str) -> String {
    format!(
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'>\
         <head><title/></head><body>{body}</body></html>"
    )
}

fn book(files: &[(&str, &str)]) -> Vec<u8> {
    let mut all: Vec<(&str, &[u8])> =
        vec![("mimetype", b"application/epub+zip"), ("META-INF/container.xml", CONTAINER.as_bytes())];
    for (name, text) in files {
        all.retain(|(known, _)| known != name);
        all.push((name, text.as_bytes()));
    }
    pack(&all)
}

fn read(bytes: &[u8]) -> Result<Document, String> {
    let hints = Hints { format: Some(FORMAT.name.into()), ..Hints::default() };
    import::read(bytes, &hints).map_err(|error| error.to_string())
}

fn two() -> Vec<u8> {
    let manifest = [item("b", "text/two.xhtml"), item("a", "text/one%20.xhtml"), item("n", "notes.xhtml")].concat();
    let spine = "<itemref idref='n' linear='no'/><itemref idref='a'/><itemref idref='b'/>";
    let one = page(
        "<h1 id='top'>One</h1><p>The gate<a epub:type='noteref' href='../notes.xhtml#n1'>1</a> was <a href='two.xhtml#x'>shut</a>.",
    );
    let two = page("<h1>Two</h1><p>It<a epub:type='noteref' href='../notes.xhtml#n2'>1</a> rose.<p id='x'>All night.");
    let notes = page(
        "<aside epub:type='footnote' id='n1'><p>Of oak.</p></aside><aside epub:type='footnote' id='n2'><p>The river.</p></aside>",
    );
    book(&[
        ("OPS/book.opf", &opf(&manifest, spine)),
        ("OPS/text/one .xhtml", &one),
        ("OPS/text/two.xhtml", &two),
        ("OPS/notes.xhtml", &notes),
    ])
}

#[test]
fn pages_stand_in_the_order_of_the_spine_and_links_lead_through_the_book() {
    let bytes = two();
    assert!(sniff(&bytes));
    let document = read(&bytes).expect("a book");
    let found: Vec<(Kind, &str, &str)> =
        document.blocks.iter().map(|block| (block.kind, block.key.as_str(), block.text.as_str())).collect();
    use Kind::{Heading, Metadata, Note, Paragraph};
    assert_eq!(
        found,
        [
            (Metadata, "0+1", "A. Miller · 1911"),
            (Heading, "0+2", "One"),
            (Paragraph, "0+3", "The gate was shut."),
            (Heading, "0+4", "Two"),
            (Paragraph, "0+5", "It rose."),
            (Paragraph, "0+6", "All night."),
            (Note, "fn1", "Of oak."),
            (Note, "fn2", "The river."),
        ]
    );
    let targets = |at: usize, kind: SpanKind| -> Vec<Option<&str>> {
        document.blocks[at].spans.iter().filter(|s| s.kind == kind).map(|s| s.target.as_deref()).collect()
    };
    assert_eq!((targets(2, SpanKind::Note), targets(4, SpanKind::Note)), (vec![Some("fn1")], vec![Some("fn2")]));
    assert_eq!(targets(2, SpanKind::Link), [Some("0+6")]);
    assert_eq!((document.title.as_str(), document.language.tag()), ("The Lock", "en"));
    assert_eq!(document.blocks[5].id.as_deref(), Some("OPS/text/two.xhtml#x"));
}

#[test]
fn a_book_without_headings_has_those_of_its_table_of_contents() {
    let manifest = ["a", "b", "c"].map(|id| item(id, &format!("{id}.xhtml"))).concat()
        + "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>";
    let point = |title: &str, src: &str| {
        format!("<navPoint><navLabel><text>{title}</text></navLabel><content src='{src}'/></navPoint>")
    };
    let ncx = format!(
        "<ncx><navMap>{}{}{}</navMap></ncx>",
        point("Dawn", "a.xhtml"),
        point("Noon", "b.xhtml#n"),
        point("Night", "c.xhtml")
    );
    let spine = "<itemref idref='a'/><itemref idref='b'/><itemref idref='c'/>";
    let bytes = book(&[
        ("OPS/book.opf", &opf(&manifest, spine)),
        ("OPS/toc.ncx", &ncx),
        ("OPS/a.xhtml", &page("<p>Dawn</p><p>The gate opened.</p>")),
        ("OPS/b.xhtml", &page("<p>Before.</p><p id='n'>The water stood.</p>")),
        ("OPS/c.xhtml", &page("<p>It fell.</p>")),
    ]);
    let document = read(&bytes).expect("a book");
    let headings: Vec<(usize, &str)> = document.outline().map(|(at, block)| (at, block.text.as_str())).collect();
    assert_eq!(headings, [(1, "Dawn"), (4, "Noon"), (6, "Night")]);
    assert_eq!(document.blocks.len(), 8);
}

#[test]
fn what_is_wrong_with_a_book_is_said() {
    let one = |spine: &str, extra: &[(&str, &str)]| {
        let manifest =
            item("a", "a.xhtml") + &item("gone", "gone.xhtml") + "<item id='p' href='p.png' media-type='image/png'/>";
        let (package, text) = (opf(&manifest, spine), page("<p>Text.</p>"));
        let mut files = vec![("OPS/book.opf", package.as_str()), ("OPS/a.xhtml", text.as_str())];
        files.extend(extra);
        read(&book(&files))
    };
    let warned = |document: Result<Document, String>, what: &str| {
        let warnings: Vec<String> = document.expect("a book").warnings.into_iter().map(|w| w.message).collect();
        assert!(warnings.iter().any(|warning| warning.contains(what)), "{what}: {warnings:?}");
    };
    warned(one("<itemref idref='a'/><itemref idref='gone'/>", &[]), "not in the archive");
    warned(one("<itemref idref='a'/><itemref idref='p'/>", &[]), "no page");
    warned(one("", &[]), "no reading order");
    warned(one("<itemref idref='a'/>", &[("mimetype", "text/plain")]), "mimetype");
    warned(one("<itemref idref='a'/>", &[("META-INF/container.xml", "<container/>")]), "names no package");
    let locked = |algorithm: &str| {
        format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm='{algorithm}'/><CipherData>\
             <CipherReference URI='OPS/a.xhtml'/></CipherData></EncryptedData></encryption>"
        )
    };
    let aes = locked("http://www.w3.org/2001/04/xmlenc#aes256-cbc");
    // A page that is said to be encrypted and is not is read.
    assert!(one("<itemref idref='a'/>", &[("META-INF/encryption.xml", &aes)]).is_ok());
    let noise = "\u{7}\u{FFFD}zq\u{1}";
    let error = one("<itemref idref='a'/>", &[("META-INF/encryption.xml", &aes), ("OPS/a.xhtml", noise)]);
    let error = error.expect_err("encrypted");
    assert!(error.contains("encrypted"), "{error}");
    assert!(
        one("<itemref idref='a'/>", &[("META-INF/encryption.xml", &locked("http://www.idpf.org/2008/embedding"))])
            .is_ok()
    );
    for (bytes, what) in [
        (Vec::new(), "empty"),
        (b"no archive".to_vec(), "no zip archive"),
        (pack(&[("a.txt", b"x")]), ".opf"),
        (book(&[("OPS/book.opf", "<package")]), "no text"),
    ] {
        let error = read(&bytes).expect_err("no book");
        assert!(error.contains(what), "{error}");
    }
}

#[test]
fn books_that_break_off_or_are_changed_never_stop_the_program() {
    let bytes = two();
    for end in (0..bytes.len()).step_by(7) {
        let _ = read(&bytes[..end]);
    }
    for at in (0..bytes.len()).step_by(5) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        let _ = read(&changed);
    }
}

#[test]
fn a_page_may_stand_in_the_order_again_and_a_drawing_may_be_one() {
    let drawing = "<item id='d' href='plan.svg' media-type='image/svg+xml'/><item id='e' href='e.svg' media-type='image/svg+xml' fallback='a'/>";
    let manifest = [&item("a", "a.xhtml"), drawing].concat();
    let spine = "<itemref idref='a'/><itemref idref='d'/><itemref idref='a'/><itemref idref='e'/>";
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><title>Plan</title><text>Upper gate</text></svg>";
    let refrain = page("<p>The water rises.</p>");
    let package = opf(&manifest, spine);
    let files =
        [("OPS/book.opf", package.as_str()), ("OPS/a.xhtml", &refrain), ("OPS/plan.svg", svg), ("OPS/e.svg", svg)];
    let document = read(&book(&files)).expect("a book");
    let texts: Vec<&str> = document.blocks.iter().skip(1).map(|block| block.text.as_str()).collect();
    assert_eq!(texts, ["The water rises.", "Upper gate", "The water rises.", "The water rises."]);

    // A short list of one long page makes no endless book.
    let long = page(&"<p>The water falls, and rises again. ".repeat(10_000));
    let spine = "<itemref idref='a'/>".repeat(5_000);
    let again = opf(&manifest, &spine);
    let document = read(&book(&[("OPS/book.opf", &again), ("OPS/a.xhtml", &long)])).expect("a book");
    assert!(document.blocks.len() < 100_000, "{}", document.blocks.len());
}
