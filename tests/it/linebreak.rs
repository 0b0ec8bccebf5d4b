//! Break opportunities against the files of Unicode, and what the tailorings change.

use std::collections::BTreeMap;

use hexapla::layout::{Analysis, Options};
use hexapla::text::linebreak::{self, Break, Breaker, Class, class, is_space};
use hexapla::text::width;

use crate::dice::Dice;
use crate::unicode::{self, tell};

/// The texts of a test file, each with the bytes before its breaks.
fn cases(name: &str) -> Option<Vec<(String, Vec<usize>)>> {
    let file = unicode::published("icu_segmenter", &format!("tests/testdata/{name}"), name)?;
    let mut cases = Vec::new();
    for line in file.lines() {
        let line = line.split('#').next().unwrap_or("");
        let mut text = String::new();
        let mut breaks = Vec::new();
        for token in line.split_whitespace() {
            match token {
                "×" => {}
                "÷" => breaks.push(text.len()),
                hex => {
                    let number = u32::from_str_radix(hex, 16).expect("a hexadecimal number");
                    text.push(char::from_u32(number).expect("a scalar value"));
                }
            }
        }
        if !text.is_empty() {
            breaks.retain(|&at| at > 0 && at < text.len());
            cases.push((text, breaks));
        }
    }
    Some(cases)
}

/// The breaks of the standard, with `of` for the classes.
fn breaks(text: &str, of: impl Fn(char) -> Class) -> Vec<usize> {
    let mut breaker = Breaker::standard(text);
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if breaker.before(at, c, of(c)) >= Break::Allowed && at > 0 {
            found.push(at);
        }
    }
    found
}

/// The class that `c` had in Unicode 17.0, for those that 18.0 gave another one: dashes, the soft hyphen, middle dots, and
/// what was not assigned yet.
fn class_of_17(c: char) -> Class {
    match c {
        '\u{2012}' | '\u{2013}' => Class::Hh,
        '\u{AD}' => Class::Ba,
        '\u{B7}' | '\u{387}' | '\u{1AEF}' | '\u{18CD6}'..='\u{18CFE}' | '\u{18D1F}'..='\u{191FF}' => Class::Al,
        '\u{1F7DB}' | '\u{1F7F1}'..='\u{1F7FF}' | '\u{1FA8B}'..='\u{1FA8D}' => Class::IdUnassigned,
        _ => class::of(c),
    }
}

/// Whether `at` is a place that 18.0 alone keeps together: `BA × GL` (LB12a).
fn is_new_in_18(text: &str, at: usize) -> bool {
    let mut before =
        text[..at].chars().rev().map(class_of_17).skip_while(|class| matches!(class, Class::Cm | Class::Zwj));
    let after = text[at..].chars().next().map(class::of);
    matches!(before.next(), Some(Class::Ba | Class::BaEast)) && matches!(after, Some(Class::Gl | Class::GlEast))
}

/// The texts of a file whose breaks are not those of the rules, and how many texts there are.
fn different(
    name: &str,
    of: impl Fn(char) -> Class,
    excused: impl Fn(&str, usize) -> bool,
) -> Option<(Vec<String>, usize, usize)> {
    let cases = cases(name)?;
    let mut wrong = Vec::new();
    let mut apart = 0;
    for (text, expected) in &cases {
        let found = breaks(text, &of);
        let places: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .filter(|at| found.binary_search(at).is_ok() != expected.binary_search(at).is_ok())
            .collect();
        if places.iter().any(|&at| !excused(text, at)) {
            let codes: Vec<String> = text.char_indices().map(|(at, c)| format!("{at}:{:04X}", c as u32)).collect();
            wrong.push(format!("{}: differs at {places:?}", codes.join(" ")));
        } else if !places.is_empty() {
            apart += 1;
        }
    }
    Some((wrong, apart, cases.len()))
}

#[test]
fn the_file_of_our_version_passes_whole() {
    let Some((wrong, apart, all)) = different("LineBreakTest.txt", class::of, |_, _| false) else { return };
    tell(&format!("LineBreakTest 18.0: {} of {all}", all - wrong.len() - apart));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all > 19_000);
}

/// Our tables are those of Unicode 18.0. Of the file of 17.0 differ: eight lines by LB12a, which lets glue hold to BA since
/// 18.0 (tab and ideographic space before NBSP), and one by the class of U+00B7, which was AI and is IS (LB15d).
#[test]
fn the_file_of_the_version_before_passes_but_for_what_18_changed() {
    let Some((wrong, _, all)) = different("LineBreakTest_17.txt", class::of, |_, _| false) else { return };
    tell(&format!(
        "LineBreakTest 17.0: {} of {all} (8 lines by LB12a and 1 by U+00B7 are new in 18.0)",
        all - wrong.len()
    ));
    assert!(wrong.len() <= 9, "{}", wrong.join("\n"));
    let Some((wrong, apart, _)) = different("LineBreakTest_17.txt", class_of_17, is_new_in_18) else { return };
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(apart, 8 + 4, "lines by LB12a, with those of the soft hyphen, which was BA");
}

/// Two thousand long texts whose breaks ICU4C found, which knows the rules from a description of its own.
#[test]
fn random_texts_break_where_another_implementation_breaks_them() {
    let Some((wrong, apart, all)) = different("LineBreakRandomTest_17.txt", class_of_17, is_new_in_18) else { return };
    tell(&format!("LineBreakRandomTest 17.0: {} of {all} ({apart} of them but for LB12a)", all - wrong.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn classes_are_split_as_the_rules_assume() {
    for c in '\0'..=char::MAX {
        let class = class::of(c);
        assert_eq!(Class::ALL[class as usize], class);
        let wide = icu_properties::CodePointMapData::<icu_properties::props::EastAsianWidth>::new().get(c);
        use icu_properties::props::EastAsianWidth as Width;
        let east = matches!(wide, Width::Fullwidth | Width::Wide | Width::Halfwidth);
        // LB9 and LB1 take the width of marks away.
        if !matches!(class, Class::Cm) {
            assert_eq!(class.is_east(), east, "{:04X} {class:?}", c as u32);
        }
    }
}

/// Whether the standard would not start a line with the class but after a space.
fn is_closing(class: Class) -> bool {
    use Class::*;
    matches!(class, Cl | ClEast | Cp | Ex | ExEast | Is | Ns | NsEast | QuFinal | Po | PoEast)
}

/// The name of the tailoring that may answer otherwise than the standard before byte `at`; none: no tailoring speaks of it.
fn tailoring(text: &str, at: usize, allowed: bool) -> Option<&'static str> {
    let (head, tail) = text.split_at(at);
    let next = tail.chars().next()?;
    let previous = head.chars().next_back()?;
    let ink = head.trim_end_matches(is_space).chars().next_back().unwrap_or(' ');
    let east = |c: char| class::of(c).is_east();
    let digit = |c: char| class::of(c) == Class::Nu;
    let (left, right) = (head.rsplit(is_space).next().unwrap_or(""), tail.split(is_space).next().unwrap_or(""));
    let holds = |sign: &str| left.contains(sign) || right.contains(sign);
    let address = ["//", "www.", "@"].iter().any(|sign| holds(sign));
    let thai = |c: char| matches!(class::of(c), Class::Sa | Class::SaMark);
    if allowed {
        return match () {
            () if matches!(next, '“' | '‘') && east(previous) => Some("quotation marks of East Asian text"),
            () if matches!(head.trim_end_matches('\u{308}').chars().next_back(), Some('”' | '’')) && east(next) => {
                Some("quotation marks of East Asian text")
            }
            () if matches!(previous, '/' | '-' | '?' | '&') && address => Some("addresses"),
            () if thai(previous) && thai(next) => Some("words of scripts without spaces"),
            () => None,
        };
    }
    match () {
        () if is_space(next) => Some("white space hangs"),
        () if next == '\u{AD}' => Some("soft hyphens end no row before them"),
        () if linebreak::starts_no_row(next) || is_closing(class::of(next)) => Some("closing punctuation"),
        () if linebreak::ends_no_row(ink) => Some("opening punctuation"),
        () if matches!(class::of(next), Class::B2 | Class::In | Class::InEast) || matches!(next, '–' | '-') => {
            Some("dashes and dots start no row")
        }
        () if matches!(previous, '—' | '–' | '…') => Some("dashes stay with what they set apart"),
        () if address => Some("addresses"),
        () if holds("/") || text.contains("الأول/") => Some("symbols, months and short words with a slash"),
        () if digit(next) || digit(ink) => Some("numbers"),
        () => None,
    }
}

/// Adds to `names` what tailors `text`; fails where it breaks otherwise than the standard and nothing tailors it.
fn compare(text: &str, names: &mut BTreeMap<&'static str, usize>) {
    let strong = |places: Vec<linebreak::Opportunity>| -> Vec<usize> {
        places.iter().filter(|place| place.kind >= Break::Allowed).map(|place| place.offset as usize).collect()
    };
    let (ours, theirs) = (strong(linebreak::opportunities(text)), strong(linebreak::standard(text)));
    for (at, _) in text.char_indices() {
        let (our, their) = (ours.binary_search(&at).is_ok(), theirs.binary_search(&at).is_ok());
        if our != their {
            let name = tailoring(text, at, our);
            assert!(name.is_some(), "{text:?} at {at}: {our}, the standard {their}");
            let Some(name) = name else { continue };
            *names.entry(name).or_default() += 1;
        }
    }
}

#[test]
fn nothing_but_a_named_tailoring_parts_from_the_standard() {
    let mut names = BTreeMap::new();
    for (text, _) in cases("LineBreakTest.txt").unwrap_or_default() {
        compare(&text, &mut names);
    }
    let pieces: Vec<&str> =
        "联|合|国|第|年|号|々|ー|ょ|あ|，|。|“|”|‘|’|（|）|《|》|—|…|・|·|a|b|word|word-word| | |  |\u{3000}|\u{A0}|\
         \u{2009}|1|86|600|%|％|$|.|,|:|;|!|(|)|«|»|\"|/|A/RES/1|https://un.org/a-b?c&d|www.un.org/a|\
         a@b.org|-|–|سلام|ـ|ّ|،|؟|تشرين الأول/أكتوبر|שלום|ภาษาไทย|\u{301}|\u{200D}|\u{AD}|\u{200B}|\
         \u{2060}|한국|👍🏽|🇫🇷|\n|No.|§"
            .split('|')
            .collect();
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let text: String = (0..dice.roll(9) + 2).map(|_| pieces[dice.roll(pieces.len())]).collect();
        compare(&text, &mut names);
    }
    for (name, count) in &names {
        tell(&format!("tailored: {name}: {count} places"));
    }
    assert_eq!(names.len(), 11, "{names:?}");
}

/// A text that is made to be looked at again and again takes hours where a look-ahead is not bounded.
#[test]
fn long_lines_of_one_kind_end() {
    let units = " |“|” |\u{301}|”\u{301}|1|1.|1 |🇫|(|$(|$(.|\u{1B05}|\u{1B05}\u{301}|–1|/|a/|a@|www.|://|a://|-|\
         \u{200D}|ก|กา\u{200D}|—|… |第1|\u{3000}|أ/|好“|好 ”| ."
        .split('|');
    for unit in units {
        let text = unit.repeat(300_000 / unit.len());
        assert!(linebreak::opportunities(&text).len() < text.len());
        assert!(linebreak::standard(&text).len() < text.len());
        let text = format!("“{}好 $({}1", unit.repeat(1000), unit.repeat(1000));
        assert!(linebreak::opportunities(&text).len() < text.len());
    }
}

/// Rows of generated texts, as a typesetter looks at them: what stands at their starts and ends, and which words they cut.
#[test]
fn rows_are_those_of_a_typesetter() {
    let pieces: Vec<&str> = "联合国|大会|决议|第|号|东京|ちょっと|コーヒー|人々|，|。|“|”|（|）|《|》|——|……|！|word|\
         resolution|self-determination|don’t|state| | | |1993|86 600|50%|$1,234.56|(a)|, |. |; |السلام|ســلام|مُحَمَّد|می\u{200C}خواهم|، |\
         ؟ |«نعم»|٥٠٪| A/RES/68/262|https://www.un.org/en/ga?a=1&b=2|שלום".split('|').collect();
    let mut dice = Dice(11);
    let options = Options::default();
    let of_word = |c: char| {
        let class = class::of(c);
        matches!(class, Class::Al | Class::Hl | Class::Nu | Class::Cm | Class::Zwj)
    };
    let is_mark = |c| linebreak::starts_no_row(c) || linebreak::ends_no_row(c);
    for _ in 0..1500 {
        let mut text = String::new();
        for _ in 0..30 {
            let piece = pieces[dice.roll(pieces.len())];
            if piece.starts_with(linebreak::starts_no_row) {
                text.truncate(text.trim_end_matches(is_space).len());
            }
            let opened = text.ends_with(linebreak::ends_no_row);
            text.push_str(if opened { piece.trim_start_matches(is_space) } else { piece });
        }
        let text = text.trim_matches(is_space);
        let analysis = Analysis::new(text, &options);
        for cells in 9..60u16 {
            for row in analysis.rows(text, &options, cells) {
                let (head, tail) = text.split_at(row.source.end);
                let (Some(last), Some(next)) =
                    (head.trim_end_matches(is_space).chars().next_back(), tail.chars().next())
                else {
                    continue;
                };
                let place = format!("{cells} cells: {:?} in {text}", &text[row.source.clone()]);
                // Nobody can help a row that marks which must not part fill.
                if cells >= 24 {
                    assert!(
                        !linebreak::starts_no_row(next) && class::of(next) != Class::NsEast,
                        "{next:?} after {place}"
                    );
                    assert!(!linebreak::ends_no_row(last), "{place}");
                    assert!(!(last == next && matches!(next, '—' | '…')), "{place}");
                }
                if head.ends_with(of_word) && of_word(next) {
                    // The word or number with the marks that no row may part from it; addresses have places of their own.
                    let glued = |c| of_word(c) || matches!(c, '$' | '%' | ',' | '.' | '/' | '’') || is_mark(c);
                    let start = head.trim_end_matches(glued).len();
                    let word = &text[start..text.len() - tail.trim_start_matches(glued).len()];
                    if word.contains("//") {
                        continue;
                    }
                    let width: usize = word.chars().map(|c| usize::from(width::char(c, false))).sum();
                    assert!(width > usize::from(cells), "{place}");
                }
            }
        }
    }
}
