//! Tests of what a query asks for.

use super::*;

const WATER: &str = "The river gives water; the well gives water too. No bread.";
const BREAD: &str = "Bread and wine, said Miller-Smith, but no Water-mill.";
const STONE: &str = "Stones: wall, OR a \"dry\" wall, note: dry.";

/// Which of three texts answer the query, by their first letters.
#[track_caller]
fn check(query: &str, expected: &str) {
    let ready = Query::new(query, Options::default()).expect("a query");
    let answers = [WATER, BREAD, STONE].into_iter().filter(|text| ready.hits(text, &fold(text)).is_some());
    let firsts: String =
        answers.filter_map(|text| text.chars().find(|c| "RBS".contains(c.to_ascii_uppercase()))).collect();
    assert_eq!(firsts.to_uppercase(), expected, "{query:?}");
}

#[test]
fn words_phrases_and_signs() {
    check("water", "RB");
    check("gives water", "R");
    check("water gives", "");
    check("\"water\" \"gives\"", "R");
    check("water AND bread", "RB");
    check("river OR wine", "RB");
    check("wine OR wall", "BS");
    check("bread -river", "B");
    check("bread NOT \"the well\"", "B");
    check("bread -wine", "R");
    check("gives water OR wine -stone", "RB");
    check("-water", "");
    check("\"no bread\"", "R");
}

#[test]
fn signs_out_of_place_are_letters() {
    check("OR a", "S");
    check("wall, OR", "S");
    check("\"dry\" wall", "S");
    check("dry\" wall", "S");
    check("miller-smith", "B");
    check("-mill", "B");
    check("note: dry", "S");
    check("Water-", "B");
    check("NOT", "S");
}

#[test]
fn hits_of_all_words_stand_in_order_once() {
    let query = Query::new("water AND gives OR river OR \"river gives\"", Options::default()).expect("a query");
    let hits = query.hits(WATER, &fold(WATER)).expect("an answer");
    let found: Vec<&str> = hits.into_iter().map(|range| &WATER[range]).collect();
    assert_eq!(found, ["river gives", "water", "gives", "water"]);
}

#[test]
fn filters() {
    let query = |text: &str| Query::new(text, Options::default());
    let read = query("lang:ar,zh kind:heading work:\"Common core\" note:check water").expect("a query");
    let language = |tag: &str| read.filters.speak(&Language::new(tag));
    assert!(language("ar") && language("zh-Hant") && !language("en"));
    assert_eq!(read.filters.kinds, [Kind::Heading]);
    assert_eq!(read.filters.works, ["common core"]);
    assert_eq!(read.filters.notes.len(), 1);
    assert!(read.hits("The Water", &fold("The Water")).is_some() && read.hits("x", &fold("x")).is_none());
    assert_eq!(query("kind:heading").expect("a query").hits("x", &fold("x")), Some(Vec::new()));
    assert!(query("note:*").expect("a query").filters.noted);
    let error = query("kind:chapter x").err().expect("refused").to_string();
    assert!(error.starts_with("kind:chapter: the kinds are title, heading"), "{error}");
    // Nothing has a meaning in an exact text.
    let exact = Query::new("note:dry", Options { mode: Mode::Exact, ..Options::default() }).expect("a query");
    assert!(!exact.filters.noted && exact.filters.notes.is_empty());
}
