//! The stream: names, entities, depth, damage.

use super::{DEPTH, Node, Spaces, Xml};

const KNOWN: Spaces = &[("urn:a", "a"), ("urn:b", "b")];

/// The stream in short: `a:p` opens, `/a:p` closes, text in quotes.
fn told(text: &str) -> (String, Vec<String>) {
    let mut xml = Xml::new(text, "part.xml", KNOWN);
    let mut out = Vec::new();
    loop {
        match xml.next() {
            Node::Open(tag) => out.push(format!("{}:{}", tag.space, tag.name())),
            Node::Close(close) => out.push(format!("/{}:{}", close.space, close.name())),
            Node::Text(text) => out.push(format!("\"{text}\"")),
            Node::End => break,
        }
    }
    (out.join(" "), xml.warnings.into_iter().map(|warning| warning.message).collect())
}

#[test]
fn names_are_those_of_namespaces_whatever_the_prefix() {
    let (seen, warnings) = told(
        "<x:p xmlns:x='urn:a' xmlns='urn:b'><q x:id='1'/><x:r xmlns:x='urn:c'>one</x:r><x:s>&lt;&#x4e00;<![CDATA[<&]]></x:s></x:p>",
    );
    assert_eq!(seen, "a:p b:q /b:q :r \"one\" /:r a:s \"<\" \"一\" \"<&\" /a:s /a:p");
    assert!(warnings.is_empty());
}

#[test]
fn attributes_are_told_apart_by_their_namespaces() {
    let mut xml = Xml::new("<a:p r:id='far' a:id='near' plain='a &amp; b' a:pid='no'/>", "", KNOWN);
    let Node::Open(tag) = xml.next() else { unreachable!("a tag") };
    assert_eq!((tag.value("id").as_deref(), tag.other("id").as_deref()), (Some("near"), Some("far")));
    assert_eq!((tag.value("plain").as_deref(), tag.value("pla")), (Some("a & b"), None));
}

#[test]
fn entities_are_neither_expanded_nor_fetched() {
    let bomb = "<!DOCTYPE p [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/hostname'>]><p>&b;&f;&b;</p>";
    let (seen, warnings) = told(bomb);
    assert_eq!(seen, ":p \"&b;\" \"&f;\" \"&b;\" /:p");
    assert_eq!(warnings.len(), 2, "{warnings:?}");
}

#[test]
fn what_lies_too_deep_is_left_out_and_the_rest_is_read() {
    let deep = format!("<a:p>{}in{}<a:q>after</a:q></a:p>", "<a:x>".repeat(100_000), "</a:x>".repeat(100_000));
    let (seen, warnings) = told(&deep);
    assert!(seen.ends_with("a:q \"after\" /a:q /a:p") && !seen.contains("\"in\""));
    assert_eq!(seen.matches("/a:x").count(), DEPTH - 1);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    let (_, warnings) = told(&"<a:x>".repeat(DEPTH * 2));
    assert!(warnings.len() == 2 && warnings[1].contains("breaks off"), "{warnings:?}");
}

#[test]
fn what_breaks_off_or_does_not_fit_ends_with_a_word() {
    for (text, seen, word) in [
        ("<a:p>one<a:q>two", "a:p \"one\" a:q \"two\"", "breaks off"),
        ("<a:p>one</a:q>two</a:p>", "a:p \"one\"", "part.xml, byte"),
        ("<a:p>one<a:q", "a:p \"one\"", "part.xml, byte"),
    ] {
        let (got, warnings) = told(text);
        assert_eq!(got, seen);
        assert!(warnings.len() == 1 && warnings[0].contains(word), "{warnings:?}");
    }
    assert_eq!(told("a & b").0, "\"a \" \"& b\"");
}

#[test]
fn an_element_can_be_passed_over_or_taken_as_text() {
    let mut xml = Xml::new("<p><q>one<r>two</r></q><s>three<t/>four</s>five</p>", "", KNOWN);
    xml.next();
    assert!(matches!(xml.next(), Node::Open(tag) if tag.name() == "q"));
    xml.skip();
    assert!(matches!(xml.next(), Node::Open(tag) if tag.name() == "s"));
    assert_eq!(xml.text(), "threefour");
    assert!(matches!(xml.next(), Node::Text(text) if text == "five"));
}
