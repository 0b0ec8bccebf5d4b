//! What the program says of documents of the United Nations in the library: their mastheads and what extends what.

use super::Desk;

/// A document of this symbol.
fn text(symbol: &str, language: &str) -> String {
    let (organ, rest) = match language {
        "ar" => (
            "الجمعية العامة\nDistr.: General\n3 آذار/مارس 2021\nالدورة الخامسة والسبعون",
            "1-\tتجري العبّارات كل يوم على النهر.\n",
        ),
        _ => (
            "General Assembly\nDistr.: General\n3 March 2021\nSeventy-fifth session",
            "1.\tThe ferries run on the river every day.\n",
        ),
    };
    format!("{symbol}\n{organ}\n\n{rest}")
}

#[test]
fn the_library_lists_what_extends_a_work_under_it_and_says_what_it_is() {
    let desk = Desk::new();
    desk.write("one.txt", &text("A/68/154", "en"));
    desk.write("two.txt", &text("A/68/154/Corr.1", "en"));
    desk.write("three.txt", &text("S/2021/9/Rev.1/Corr.2", "en"));
    for name in ["two.txt", "one.txt", "three.txt"] {
        desk.program.text(&["add", &desk.path(name)]);
    }
    let listed = desk.program.text(&["list"]);
    let rows: Vec<&str> = listed.lines().collect();
    let parent = rows.iter().position(|row| row.starts_with("A/68/154 ")).expect(&listed);
    assert!(rows[parent + 1].starts_with("  A/68/154/Corr.1 "), "{listed}");
    assert!(rows[parent + 1].ends_with("corrigendum 1 to A/68/154"), "{listed}");
    assert!(listed.contains("corrigendum 2 to S/2021/9/Rev.1"), "{listed}");
    let works = desk.json(&["list", "--json"]);
    let work =
        |symbol: &str| works.as_array().expect("an array").iter().find(|work| work["symbol"] == symbol).expect(symbol);
    let correction = work("A/68/154/Corr.1");
    assert_eq!(
        (&correction["relation"]["kind"], &correction["relation"]["work"]),
        (&"corrigendum".into(), &"A/68/154".into())
    );
    assert_eq!((&correction["session"], &correction["date"]), (&"75".into(), &"2021-03-03".into()));
    assert_eq!(correction["distribution"], "general");
    assert!(work("S/2021/9/Rev.1/Corr.2")["relation"].get("work").is_none(), "{works}");
}

#[test]
fn a_starred_symbol_is_that_of_the_other_languages() {
    let desk = Desk::new();
    desk.write("first.txt", &text("A/68/154", "en"));
    desk.write("other.txt", &text("A/68/154*", "ar"));
    desk.program.text(&["add", &desk.path("first.txt"), &desk.path("other.txt")]);
    let works = desk.json(&["list", "--json"]);
    let all: Vec<_> =
        works.as_array().expect("an array").iter().filter(|work| work["symbol"] != serde_json::Value::Null).collect();
    assert_eq!(all.len(), 1, "{works}");
    assert_eq!(all[0]["versions"].as_array().map(Vec::len), Some(2), "{works}");
    // Issued again in the same language, it is a document of its own beside the one that it stands for.
    desk.write("again.txt", &text("A/68/154*", "en").replace("every day", "every night"));
    desk.program.text(&["add", &desk.path("again.txt")]);
    assert!(desk.program.text(&["list"]).contains("reissue of A/68/154"), "{}", desk.program.text(&["list"]));
}
