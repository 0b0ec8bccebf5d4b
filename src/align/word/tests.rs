//! Tests of words against words, with sentences of our own.

use super::*;

/// One sentence in six languages.
const GARDEN: [&str; 6] = [
    "The gardener waters 12 roses every morning in July, but the neighbour has sold the old house.",
    "Le jardinier arrose 12 roses chaque matin en juillet, mais le voisin a vendu la vieille maison.",
    "El jardinero riega 12 rosas cada mañana en julio, pero el vecino ha vendido la casa vieja.",
    "Садовник поливает 12 роз каждое утро в июле, но сосед продал старый дом.",
    "يسقي البستاني 12 وردة كل صباح في تموز/يوليه، لكن الجار باع البيت القديم.",
    "园丁7月每天早上给12朵玫瑰浇水，但是邻居卖掉了旧房子。",
];

/// What the reader would mark for `word`, which stands once in `source`.
fn mark(source: &str, word: &str, target: &'static str, lexicon: Option<&Lexicon>) -> Option<&'static str> {
    let start = source.find(word).expect("the word");
    let found = counterpart(source, start..start + word.len(), target, lexicon)?;
    assert!((0.0..=1.0).contains(&found.score));
    Some(&target[found.range])
}

#[test]
fn words_of_six_languages_find_each_other() {
    let words = [
        ["12", "12", "12", "12", "12", "12"],
        ["July", "juillet", "julio", "июле", "يوليه", "7月"],
        ["house", "maison", "casa", "дом", "البيت", "房子"],
    ];
    let mut missed = Vec::new();
    for word in words {
        for (i, source) in GARDEN.into_iter().enumerate() {
            for (j, target) in GARDEN.into_iter().enumerate().filter(|&(j, _)| j != i) {
                let found = mark(source, word[i], target, None);
                if !found.is_some_and(|found| found.contains(word[j])) {
                    missed.push(format!("{} in {target}: {found:?}", word[i]));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_the_other_does_not_say_is_not_marked() {
    let (source, target) = ("The court met on Monday in Paris.", "法院在巴黎开会。");
    assert_eq!(mark(source, "Paris", target, None), Some("巴黎"));
    assert_eq!(mark(source, "Monday", target, None), None);
    assert_eq!(mark(source, "court", "！？", None), None);
    assert_eq!(mark(source, "court", "", None), None);
}

#[test]
fn a_repeated_word_finds_the_one_in_its_place() {
    let source = "The first house is red and the second house is blue.";
    let target = "La première maison est rouge et la seconde maison est bleue.";
    let places = |text: &str, word: &str| -> Vec<usize> { text.match_indices(word).map(|found| found.0).collect() };
    for (from, to) in places(source, "house").into_iter().zip(places(target, "maison")) {
        let found = counterpart(source, from..from + 5, target, None);
        assert_eq!(found.map(|found| found.range), Some(to..to + 6));
    }
}

#[test]
fn a_part_of_a_word_and_a_place_stand_for_the_word() {
    let (source, target) = (GARDEN[0], GARDEN[5]);
    let start = source.find("house").expect("the word");
    let whole = counterpart(source, start..start + 5, target, None);
    assert!(whole.is_some());
    assert_eq!(counterpart(source, start + 1..start + 3, target, None), whole);
    assert_eq!(counterpart(source, start + 2..start + 2, target, None), whole);
    assert_eq!(counterpart(source, source.len()..source.len(), target, None), None);
    assert_eq!(counterpart(source, 9_999..usize::MAX, target, None), None);
}

#[test]
fn a_selection_gives_ranges_in_order() {
    let (source, target) = (GARDEN[0], GARDEN[3]);
    let all = counterparts(source, 0..source.len(), target, None);
    assert!(all.len() > 1);
    assert!(all.windows(2).all(|two| two[0].range.end <= two[1].range.start));
    assert!(all.iter().any(|one| target[one.range.clone()].contains("12")));
}

#[test]
fn a_document_teaches_words_that_nobody_knows() {
    // Forty words of two letters beside forty rare characters, each eight times, with eight others.
    let name = |k: u32| format!("{}q{}", char::from(b'a' + (k / 8) as u8), char::from(b'g' + (k % 8) as u8));
    let sign = |k: u32| char::from_u32(0x9E00 + k).expect("a Han character");
    let texts: Vec<(String, String)> = (0..160)
        .map(|k| (k % 40, (k % 40 + 7 * (k / 40) + 3) % 40))
        .map(|(a, b)| (format!("{} {}", name(a), name(b)), format!("{}，{}", sign(a), sign(b))))
        .collect();
    let lexicon = Lexicon::of(texts.iter().map(|(left, right)| (left.as_str(), right.as_str())));
    for (left, right) in &texts {
        let (first, second) = left.split_once(' ').expect("two words");
        let (one, other) = right.split_once('，').expect("two characters");
        for (word, expected) in [(first, one), (second, other)] {
            let start = left.find(word).expect("the word");
            let found = counterpart(left, start..start + word.len(), right, Some(&lexicon));
            assert_eq!(found.map(|found| &right[found.range]), Some(expected), "{word} of {left}");
        }
    }
    assert_eq!(counterpart(&name(0), 0..3, &sign(20).to_string(), Some(&lexicon)), None);
}

#[test]
fn the_word_at_a_place_is_what_is_weighed() {
    let text = "重新定义 the river";
    assert_eq!(word_at(text, 3).map(|word| &text[word]), Some("重新"));
    assert_eq!(word_at(text, 16).map(|word| &text[word]), Some("river"));
    assert_eq!(word_at(text, 99), None);
}

#[test]
fn long_and_strange_texts_end() {
    let long = "水".repeat(4_000_000);
    assert_eq!(counterpart(&long, 0..3, "water", None), None);
    assert_eq!(counterpart("water", 0..5, &long, None), None);
    let words = "house 房子 ".repeat(3_000);
    for found in counterparts(&words, 30_000..30_100, &words, None) {
        assert!(found.range.start.abs_diff(30_000) < 4_000);
    }
    let one = "x".repeat(BYTES);
    assert_eq!(counterpart(&one, 0..1, &one, None).map(|found| found.range), Some(0..BYTES));
}
