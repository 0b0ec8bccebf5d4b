//! Tests of: annotations as other programs write them.

use super::*;

#[test]
fn koreader_books_are_read() {
    let book = r#"{"title":"Rivers","author":"A. Reader","file":"/books/rivers.epub","entries":[
        {"text":"the river is high","note":"how high?","chapter":"Seasons","page":12,"time":951827696},
        {"text":"three provinces","page":"3"}, {"chapter":"Seasons","page":4,"time":1}, "no entry"]}"#;
    for text in [book.to_owned(), format!("{{\"documents\":[{book}]}}"), format!("[{book}]")] {
        let found = read(&text).expect("a book");
        assert_eq!((found.format, found.notes.len(), found.warnings.len()), ("koreader", 3, 1));
        let first = &found.notes[0];
        assert_eq!(
            (first.exact.as_str(), first.body.as_str(), first.kind),
            ("the river is high", "how high?", NoteKind::Note)
        );
        assert_eq!((first.title.as_str(), first.created.as_str()), ("Rivers", "2000-02-29T12:34:56.000Z"));
        assert_eq!([found.notes[1].kind, found.notes[2].kind], [NoteKind::Highlight, NoteKind::Bookmark]);
        assert_eq!(read(&text), Some(found), "the same ids every time");
    }
}

#[test]
fn annotations_of_other_programs_are_read_in_every_shape() {
    let one = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"https://h.example/a1","type":"Annotation",
        "motivation":["commenting","tagging"],"created":"2026-01-02T03:04:05Z",
        "body":[{"type":"TextualBody","value":"how high?","language":"en"},{"type":"TextualBody","purpose":"tagging","value":"water"}],
        "target":{"source":"https://h.example/river","selector":[{"type":"TextPositionSelector","start":5,"end":9},
        {"type":"TextQuoteSelector","exact":"is high","prefix":"the river ","suffix":"."}]}}"#;
    for text in [
        one.to_owned(),
        format!("[{one}]"),
        format!("{{\"type\":\"AnnotationPage\",\"items\":[{one}]}}"),
        format!("{{\"type\":\"AnnotationCollection\",\"first\":{{\"type\":\"AnnotationPage\",\"items\":{one}}}}}"),
        format!("{}\n", one.replace('\n', " ")),
    ] {
        let found = read(&text).expect("annotations");
        let note = &found.notes[0];
        assert_eq!((found.format, found.notes.len(), note.kind), ("jsonld", 1, NoteKind::Note));
        assert_eq!(
            (note.exact.as_str(), note.prefix.as_str(), note.body.as_str()),
            ("is high", "the river ", "how high?")
        );
        assert_eq!((note.tags.as_slice(), note.position, &note.hash), (&["water".to_owned()][..], None, &None));
        assert_eq!(note.modified, "2026-01-02T03:04:05Z");
    }
}

#[test]
fn what_is_no_annotation_is_none() {
    for text in ["", "[]", "{}", "3", "{\"format\":\"hexapla\"}", "[[[]]]", "not json", "{\"type\":\"Book\"}"] {
        assert_eq!(read(text), None, "{text}");
    }
    let deep = format!("{}{}", "{\"refinedBy\":".repeat(100), "1") + &"}".repeat(100);
    let found =
        read(&format!("{{\"type\":\"Annotation\",\"target\":{{\"selector\":{deep}}}}}")).expect("an annotation");
    assert_eq!(found.notes.len(), 1);
}
