//! Tests of `hexapla search` without a SOURCE: the whole library, in one language and beside others.

use crate::harness::Program;

/// A library of two works in three languages.
fn library() -> (Program, tempfile::TempDir) {
    let program = Program::new();
    // Beside it there are no folders of other tests, in which a file that is gone would be found again.
    let folder = tempfile::tempdir_in(program.home.path()).expect("a temporary folder");
    let files = [
        (
            "road.en.txt",
            "The Road\n\n1. The road to the sea is long and dusty.\n\n2. A café stands at the road’s end. Nobody waits there.\n\n3. The road is closed in winter, for 86,600 reasons.\n",
        ),
        (
            "road.fr.txt",
            "La route\n\n1. La route de la mer est longue et poudreuse.\n\n2. Un café se trouve au bout de la route. Personne n’y attend.\n\n3. La route est fermée en hiver, pour 86 600 raisons.\n",
        ),
        (
            "road.ar.txt",
            "الطريق\n\n1- الطريق إلى البحر طويل ومغبر.\n\n2- يقع مقهى في نهاية الطريق. لا أحد ينتظر هناك.\n\n3- الطريق مغلق في الشتاء، لأسباب عددها 600 86.\n",
        ),
        (
            "garden.en.txt",
            "The Garden\n\n1. Behind the garden a road begins.\n\n2. Cats sleep there; no catalogue has them.\n",
        ),
        (
            "garden.fr.txt",
            "Le jardin\n\n1. Derrière le jardin commence une route.\n\n2. Des chats y dorment ; aucun catalogue ne les connaît.\n",
        ),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let path = folder.path().to_str().expect("a path");
    program.text(&["add", path]);
    (program, folder)
}

#[test]
fn every_work_is_searched_and_named() {
    let (program, _folder) = library();
    let printed = program.text(&["search", "a road"]);
    assert_eq!(printed, "garden/en:1: Behind the garden a road begins.\n");
    let printed = program.text(&["search", "طريق work:road"]);
    assert!(printed.lines().count() >= 4 && printed.lines().all(|line| line.starts_with("road/ar:")), "{printed}");
    // However the number is written, in whichever language.
    for query in ["86600", "600 86", "٨٦٦٠٠"] {
        let printed = program.text(&["search", query, "--lang", "ar"]);
        assert!(printed.contains("road/ar:3: ") && printed.contains("600 86"), "{printed}");
    }
    let printed = program.text(&["search", "work:road lang:en,fr 86600"]);
    assert_eq!(printed.lines().count(), 2, "{printed}");
}

#[test]
fn words_and_signs_of_a_query() {
    let (program, _folder) = library();
    let lines = |query: &[&str]| -> Vec<String> {
        let output = program.run(&[&["search"][..], query].concat(), b"");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.lines().filter(|line| !line.starts_with("guide/")).map(str::to_owned).collect()
    };
    assert_eq!(lines(&["\"road\" \"winter\" lang:en"]).len(), 2, "each word of a paragraph that has both");
    assert_eq!(lines(&["road -sea work:road lang:en kind:paragraph"]).len(), 2);
    assert_eq!(lines(&["winter OR chats"]).len(), 2);
    assert_eq!(lines(&["cat work:garden"]).len(), 3);
    assert_eq!(lines(&["--word", "cats work:garden lang:en"]).len(), 1);
    assert_eq!(lines(&["--case", "cats work:garden lang:en"]).len(), 0);
    assert_eq!(lines(&["--particles", "طريق", "--lang", "ar"]).len(), 4);
    assert_eq!(lines(&["--word", "طريق", "--lang", "ar"]).len(), 0);
    let output = program.run(&["search", "kind:chapter road"], b"");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.starts_with("hexapla: kind:chapter: the kinds are title, heading") && said.lines().count() == 1,
        "{said}"
    );
    let output = program.run(&["search", "bicycle"], b"");
    assert_eq!((output.status.code(), output.stdout.len(), output.stderr.len()), (Some(1), 0, 0));
}

#[test]
fn a_concordance_has_what_was_asked_for_beside_each_match() {
    let (program, folder) = library();
    let printed = program.text(&["search", "winter", "--with", "ar,fr"]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 3, "{printed}");
    assert!(lines[0].starts_with("road/en:3: The road is closed in winter"));
    assert!(lines[1].starts_with("    ar: ") && lines[1].contains("الشتاء"), "{printed}");
    assert!(lines[2].starts_with("    fr: La route est fermée en "), "{printed}");
    let printed = program.text(&["search", "cafe lang:en", "--with", "fr"]);
    assert!(printed.contains("    fr: Un [café] se trouve au bout de la route.\n"), "{printed}");
    let json = program.text(&["search", "nobody", "--with", "fr", "--json"]);
    let value: serde_json::Value = serde_json::from_str(json.trim()).expect("one object a line");
    assert_eq!(value["work"], "road");
    assert_eq!(value["kind"], "paragraph");
    assert_eq!(value["exact"], false);
    let with = &value["with"][0];
    let text: Vec<char> = with["text"].as_str().expect("a text").chars().collect();
    assert_eq!(text.iter().collect::<String>(), "Personne n’y attend.");
    for mark in with["marks"].as_array().expect("marks") {
        let (start, end) = (mark[0].as_u64().expect("a number") as usize, mark[1].as_u64().expect("a number") as usize);
        assert!(start < end && end <= text.len(), "{json}");
    }
    // A file that is gone is still found in its copy; what stood beside it is not.
    std::fs::remove_file(folder.path().join("garden.en.txt")).expect("removed");
    let printed = program.text(&["search", "cats sleep"]);
    assert_eq!(printed, "garden/en:2: Cats sleep there; no catalogue has them.\n");
    let printed = program.text(&["search", "cats sleep", "--with", "fr"]);
    assert_eq!(printed, "garden/en:2: Cats sleep there; no catalogue has them.\n");
}

#[test]
fn translations_are_put_together() {
    let (program, _folder) = library();
    let printed = program.text(&["search", "road lang:en kind:paragraph", "--with", "fr", "--group", "--word"]);
    let heads: Vec<&str> = printed.lines().filter(|line| !line.starts_with("    ") && line.contains(" · ")).collect();
    assert!(heads.first().is_some_and(|head| head.starts_with("fr: route · ")), "{printed}");
    let blocks = printed.lines().filter(|line| line.contains("/en:")).count();
    let counts = heads.iter().filter_map(|head| head.rsplit(" · ").next()?.parse::<usize>().ok()).sum::<usize>();
    assert_eq!(counts, blocks, "every match stands in one group: {printed}");
    let output = program.run(&["search", "road", "--group"], b"");
    assert_eq!(output.status.code(), Some(2), "--group needs --with");
}
