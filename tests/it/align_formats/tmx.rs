//! Tests of: TMX as its DTD (1.4b) has it, by a checker that knows the DTD and not the writer.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::Regex;

use super::{ARABIC, Desk, ENGLISH};
use crate::dice::{Dice, HOSTILE};

/// What the DTD says of an element.
struct Element {
    name: &'static str,
    /// The pattern of its children, each name with a space behind it.
    children: &'static str,
    /// Whether it holds text.
    text: bool,
    /// The attributes it must have, and those it may have.
    must: &'static [&'static str],
    may: &'static [&'static str],
}

const fn element(
    name: &'static str,
    children: &'static str,
    text: bool,
    must: &'static [&'static str],
    may: &'static [&'static str],
) -> Element {
    Element { name, children, text, must, may }
}

/// The elements that a writer of plain segments needs.
const DTD: &[Element] = &[
    element("tmx", "header body ", false, &["version"], &[]),
    element(
        "header",
        "((note|prop|ude) )*",
        false,
        &["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"],
        &["o-encoding", "creationdate", "creationid", "changedate", "changeid"],
    ),
    element("body", "(tu )*", false, &[], &[]),
    element("note", "", true, &[], &["o-encoding", "xml:lang", "lang"]),
    element("prop", "", true, &["type"], &["o-encoding", "xml:lang", "lang"]),
    element("tu", "((note|prop) )*(tuv )+", false, &[], &["tuid", "datatype", "segtype", "srclang", "changedate"]),
    element("tuv", "((note|prop) )*seg ", false, &["xml:lang"], &["datatype", "changedate"]),
    element("seg", "", true, &[], &[]),
];

fn known(name: &str) -> Option<&'static Element> {
    DTD.iter().find(|element| element.name == name)
}

/// An element that is open: its name and the names of its children.
type Open = (String, String);

/// What is against the DTD or against XML 1.0, one line each; and the segments by language.
fn check(text: &str) -> (Vec<String>, Vec<(String, String)>) {
    let (mut wrong, mut segments) = (Vec::new(), Vec::new());
    let legal =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    wrong.extend(text.chars().filter(|c| !legal(*c)).map(|c| format!("{c:?} is no character of XML 1.0")));
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut language = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                start(&tag, &mut open, &mut wrong, &mut language);
                if tag.name().as_ref() == "seg" {
                    segments.push((language.clone(), String::new()));
                }
            }
            Ok(Event::Empty(tag)) => {
                start(&tag, &mut open, &mut wrong, &mut language);
                end(&mut open, &mut wrong);
            }
            Ok(Event::End(_)) => end(&mut open, &mut wrong),
            Ok(Event::Text(text)) => said(&text, &open, &mut wrong, &mut segments),
            Ok(Event::GeneralRef(reference)) => {
                let known = match &*reference {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                match known {
                    Some(c) if legal(c) => said(&c.to_string(), &open, &mut wrong, &mut segments),
                    _ => wrong.push(format!("&{}; is no character", &*reference)),
                }
            }
            Ok(Event::Decl(_)) if open.is_empty() => {}
            Ok(Event::Eof) => break,
            Ok(other) => wrong.push(format!("{other:?} is more than is needed")),
            Err(error) => {
                wrong.push(error.to_string());
                break;
            }
        }
    }
    wrong.extend(open.iter().map(|(name, _)| format!("<{name}> is not closed")));
    (wrong, segments)
}

fn start(tag: &BytesStart<'_>, open: &mut Vec<Open>, wrong: &mut Vec<String>, language: &mut String) {
    let name = tag.name().as_ref().to_owned();
    match open.last_mut() {
        Some((_, children)) => *children += &format!("{name} "),
        None if name == "tmx" => {}
        None => wrong.push(format!("<{name}> is the root")),
    }
    let mut attributes = BTreeMap::new();
    for attribute in tag.attributes() {
        match attribute {
            Ok(one) => drop(attributes.insert(one.key.as_ref().to_owned(), one.value.into_owned())),
            Err(error) => wrong.push(error.to_string()),
        }
    }
    match known(&name) {
        None => wrong.push(format!("<{name}> is no element")),
        Some(Element { must, may, .. }) => {
            wrong.extend(
                must.iter().filter(|one| !attributes.contains_key(**one)).map(|one| format!("<{name}> lacks {one}")),
            );
            let strange = attributes.keys().filter(|one| !must.contains(&one.as_str()) && !may.contains(&one.as_str()));
            wrong.extend(strange.map(|one| format!("<{name}> has {one}")));
        }
    }
    if attributes.get("version").is_some_and(|version| version != "1.4") {
        wrong.push("another version".to_owned());
    }
    let kinds = ["block", "paragraph", "sentence", "phrase"];
    if attributes.get("segtype").is_some_and(|kind| !kinds.contains(&kind.as_str())) {
        wrong.push(format!("segtype {:?}", attributes["segtype"]));
    }
    if name == "tuv" {
        *language = attributes.get("xml:lang").cloned().unwrap_or_default();
    }
    open.push((name, String::new()));
}

fn end(open: &mut Vec<Open>, wrong: &mut Vec<String>) {
    let Some((name, children)) = open.pop() else { return wrong.push("an end without a start".to_owned()) };
    let content = known(&name).map_or("", |element| element.children);
    if !Regex::new(&format!("^(?:{content})$")).expect("a pattern").is_match(&children) {
        wrong.push(format!("<{name}> holds {children:?}"));
    }
}

fn said(text: &str, open: &[Open], wrong: &mut Vec<String>, segments: &mut [(String, String)]) {
    let Some((name, _)) = open.last() else { return };
    match known(name).map(|element| element.text) {
        Some(true) if name == "seg" => segments.last_mut().expect("it is open").1 += text,
        Some(true) => {}
        _ if text.trim().is_empty() => {}
        _ => wrong.push(format!("<{name}> holds the text {text:?}")),
    }
}

#[test]
fn a_translation_memory_is_valid_against_the_dtd_and_whole() {
    let desk = Desk::new();
    for options in [&["--level", "sentence"][..], &["--level", "block"], &["--segments", "lines"]] {
        let arguments = [&[ARABIC, ENGLISH][..], options].concat();
        let (wrong, segments) = check(&desk.align(&[&arguments[..], &["--to", "tmx"]].concat()));
        assert_eq!(wrong, Vec::<String>::new(), "{options:?}");
        // Every text is in it, in its language, in order.
        for (side, language) in [("source", "ar"), ("target", "en")] {
            let beads = desk.align(&[&arguments[..], &["--json"]].concat());
            let texts: Vec<String> = beads
                .lines()
                .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
                .filter(|bead| !bead[side]["segments"].as_array().expect("segments").is_empty())
                .map(|bead| bead[side]["text"].as_str().expect("text").to_owned())
                .collect();
            let found: Vec<&String> =
                segments.iter().filter(|(own, _)| own == language).map(|(_, segment)| segment).collect();
            assert_eq!(found, texts.iter().collect::<Vec<_>>());
        }
    }
}

#[test]
fn whatever_a_text_holds_the_memory_is_valid() {
    let desk = Desk::new();
    let mut dice = Dice(9);
    for round in 0..8 {
        let mut file = |name: &str| {
            let text = dice.text(&HOSTILE, 600) + "]]><!-- & &amp; \u{FFFE}\u{FFFF}\u{0}\u{B} -->";
            desk.write(&format!("{round}<&\"'.{name}"), text)
        };
        let (a, b) = (file("a"), file("b"));
        let (wrong, segments) = check(&desk.align(&[&a, &b, "--segments", "lines", "--to", "tmx"]));
        assert_eq!(wrong, Vec::<String>::new());
        assert!(segments.iter().any(|(_, text)| text.contains("]]><!-- & &amp; ")), "{segments:?}");
    }
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let whole = Desk::new().align(&[ARABIC, ENGLISH, "--to", "tmx"]);
    for (from, to) in [
        ("<body>", "<body>text"),
        ("</seg>", "</seg><seg/>"),
        (" srclang=\"ar\"", ""),
        ("segtype=\"sentence\"", "segtype=\"line\""),
        ("</prop>", "</prop><p/>"),
        ("<seg>", "<seg>\u{1}"),
        ("<seg>", "<seg>&#0;"),
        ("</tmx>", ""),
        ("<prop type=\"x-key\">", "<prop>"),
    ] {
        assert!(whole.contains(from), "{from}");
        assert!(!check(&whole.replacen(from, to, 1)).0.is_empty(), "{from} became {to}");
    }
}
