//! Tests of: where an annotation is found again in a text that has changed.

use super::*;

fn found(target: &Target, blocks: &[(&str, &str)]) -> Option<(String, String, State)> {
    let document = document(blocks);
    target.locate(&document).map(|(block, range, state)| {
        let block = &document.blocks[block];
        (block.key.to_string(), block.text[range].to_owned(), state)
    })
}

fn target(block: usize, quote: &str) -> Target {
    note(&document(RIVER), "h", block, quote, "").target
}

#[test]
fn a_target_is_found_where_it_is() {
    let quote = target(1, "dry season");
    assert_eq!((quote.start, quote.end, quote.prefix.as_str()), (7, 17, "crosses three provinces.\nIn the "));
    assert_eq!(quote.suffix, " the river is low, and in the we");
    assert_eq!(found(&quote, RIVER), Some(("2".into(), "dry season".into(), State::Ok)));
}

#[test]
fn a_target_moves_with_its_text() {
    let quote = target(1, "the wet season");
    // Text put before it in its block; the block under another key; a paragraph put in front of all.
    let put =
        [RIVER[0], ("2", "As a rule, in the dry season the river is low, and in the wet season the river is high.")];
    assert_eq!(found(&quote, &put), Some(("2".into(), "the wet season".into(), State::Moved)));
    let renamed = [("1", "Something new stands here."), ("2", RIVER[0].1), ("3", RIVER[1].1), ("4", RIVER[2].1)];
    assert_eq!(found(&quote, &renamed), Some(("3".into(), "the wet season".into(), State::Moved)));
    // The second of two equal phrases stays the second.
    let mut second = target(1, "the river is high");
    second = Target { exact: "the river".into(), end: second.start + 9, suffix: " is high.".into(), ..second };
    let put = [("2", "Also, in the dry season the river is low, and in the wet season the river is high.")];
    let document = document(&put);
    let (_, range, state) = second.locate(&document).expect("it works");
    assert_eq!((range.start, state), (put[0].1.rfind("the river").expect("it works"), State::Moved));
}

#[test]
fn a_target_is_found_by_likeness_and_said_to_be() {
    let quote = target(0, "crosses three provinces");
    let changed = [("1", "The river rises in the northern hills and crosses five provinces."), RIVER[1], RIVER[2]];
    assert_eq!(found(&quote, &changed), Some(("1".into(), "crosses five provinces".into(), State::Fuzzy)));
    let whole = target(1, RIVER[1].1);
    let changed =
        [RIVER[0], ("2", "In the dry season the stream is low, and in the wet season the river is high."), RIVER[2]];
    assert_eq!(found(&whole, &changed).map(|(key, _, state)| (key, state)), Some(("2".into(), State::Fuzzy)));
}

#[test]
fn a_target_is_never_put_in_a_wrong_place() {
    // The text is gone, other text has its key.
    let other = [("1", "Budget of the office."), ("2", "Staff of the office."), ("3", "Rent of the office.")];
    for (block, quote) in [(0, "northern hills"), (1, "the river"), (2, RIVER[2].1), (0, "The"), (1, "is")] {
        assert_eq!(found(&target(block, quote), &other), None, "{quote}");
    }
    // A short word that only happens to stand in the block of that key, at that very place.
    let happens = [("1", "The budget of the office."), ("2", "It is what it is.")];
    assert_eq!(found(&target(0, "The"), &happens), None);
    // Two places fit equally well.
    let twice = [("8", RIVER[2].1), ("9", RIVER[2].1)];
    assert_eq!(found(&target(2, RIVER[2].1), &twice), None);
}

#[test]
fn normalisation_is_no_difference() {
    let composed = document(&[("1", "Le café est fermé après l'été.")]);
    let quote = note(&composed, "h", 0, "fermé après", "").target;
    let decomposed: String =
        unicode_normalization::UnicodeNormalization::nfd(composed.blocks[0].text.as_str()).collect();
    let (key, text, _) = found(&quote, &[("1", &decomposed)]).expect("it works");
    let expected: String = unicode_normalization::UnicodeNormalization::nfd("fermé après").collect();
    assert_eq!((key.as_str(), text), ("1", expected));
}

#[test]
fn a_bookmark_between_characters_is_found() {
    let text = document(RIVER);
    let mark = Target::new(&text, "h", 1, 18..18);
    assert_eq!(mark.locate(&text), Some((1, 18..18, State::Ok)));
    let put = [("2", "Now: In the dry season the river is low, and in the wet season the river is high.")];
    assert_eq!(mark.locate(&document(&put)), Some((0, 23..23, State::Moved)));
}

#[test]
fn any_range_makes_a_target() {
    let text = document(&[("1", "名为 é́ عربي"), ("2", "")]);
    let length = text.blocks[0].text.len();
    for start in 0..length + 3 {
        for end in 0..length + 3 {
            let target = Target::new(&text, "h", 0, start..end);
            let located = target.locate(&text);
            assert!(located.is_some_and(|(block, _, state)| block == 0 && state == State::Ok), "{start}..{end}");
        }
    }
    assert_eq!(Target::new(&text, "h", 1, 0..0).locate(&text), Some((1, 0..0, State::Ok)));
    assert_eq!(Target::new(&text, "h", 9, 0..5).locate(&text), None);
}

/// A text of few words, so that phrases come again and again, with numbered blocks.
fn monotonous(random: &mut impl FnMut(usize) -> usize) -> Vec<String> {
    const WORDS: &[&str] = &["the", "river", "state", "shall", "report", "water", "law", "of", "and", "水", "法"];
    let sentence = |random: &mut dyn FnMut(usize) -> usize| {
        (0..3 + random(9)).map(|_| WORDS[random(WORDS.len())]).collect::<Vec<_>>().join(" ") + "."
    };
    (0..12).map(|_| (0..1 + random(4)).map(|_| sentence(random)).collect::<Vec<_>>().join(" ")).collect()
}

/// Edits that leave the annotated words and their block's neighbourhood traceable: the oracle knows where they went.
#[test]
fn an_edited_text_never_gives_a_wrong_place_and_seldom_none() {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).expect("small")
    };
    let (mut right, mut none) = (0, 0);
    for _ in 0..500 {
        let mut texts = monotonous(&mut random);
        let keyed = |texts: &[String]| -> Document {
            let keys: Vec<String> = (1..=texts.len()).map(|n| n.to_string()).collect();
            document(&keys.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect::<Vec<_>>())
        };
        let mut block = random(texts.len());
        let starts: Vec<usize> = texts[block].char_indices().map(|(at, _)| at).collect();
        let mut start = starts[random(starts.len())];
        let length = texts[block][start..].chars().take(4 + random(40)).map(char::len_utf8).sum::<usize>();
        let target = Target::new(&keyed(&texts), "h", block, start..start + length);
        for _ in 0..1 + random(3) {
            match random(4) {
                // A new paragraph in front renumbers those after it.
                0 => {
                    let at = random(texts.len() + 1);
                    texts.insert(at, monotonous(&mut random).swap_remove(0));
                    block += usize::from(at <= block);
                }
                1 => {
                    let at = random(texts.len());
                    if at != block {
                        texts.remove(at);
                        block -= usize::from(at < block);
                    }
                }
                // Words put before or after the quotation in its block.
                2 => {
                    texts[block].insert_str(0, "In fact, ");
                    start += 9;
                }
                _ => texts[block].push_str(" So be it."),
            }
        }
        match target.locate(&keyed(&texts)) {
            Some((found, range, state)) => {
                assert_eq!((found, range), (block, start..start + length), "{state:?}: {target:?} in {texts:#?}");
                right += 1;
            }
            None => none += 1,
        }
    }
    assert!(none * 10 < right, "{none} of {} not found", right + none);
}

#[test]
fn a_letter_that_stands_everywhere_is_found_by_what_is_around_it() {
    let mut blocks: Vec<String> =
        (0..900).map(|n| format!("The sea is near the sea at mile {n} of the way.")).collect();
    blocks.push("Here a zebra crossed between two lighthouses.".to_owned());
    let keyed = |blocks: &[String]| -> Document {
        let keys: Vec<String> = (1..=blocks.len()).map(|n| n.to_string()).collect();
        document(&keys.iter().map(String::as_str).zip(blocks.iter().map(String::as_str)).collect::<Vec<_>>())
    };
    let target = Target::new(&keyed(&blocks), "h", 900, 8..9);
    assert_eq!(target.exact, "e");
    blocks.insert(0, "A foreword.".to_owned());
    let found = target.locate(&keyed(&blocks));
    assert_eq!(found, Some((901, 8..9, State::Moved)));
}
