//! Tests of break opportunities.

use super::*;

/// The text with `|` at every allowed break, `¦` at every weak one and `‖` at every mandatory one.
fn marked(text: &str) -> String {
    let mut out = String::new();
    let mut places = opportunities(text).into_iter().peekable();
    for (at, c) in text.char_indices() {
        while let Some(place) = places.next_if(|place| place.offset as usize <= at) {
            out.push_str(match place.kind {
                Break::Allowed => "|",
                Break::Weak => "¦",
                Break::Mandatory => "‖",
                Break::Never | Break::Emergency => "",
            });
        }
        out.push(c);
    }
    out
}

#[track_caller]
fn check(expected: &str) {
    let text = expected.replace(['|', '¦', '‖'], "");
    assert_eq!(marked(&text), expected);
}

#[test]
fn chinese_punctuation_stays_where_it_belongs() {
    check("联|合|国|大|会，|决|议。");
    check("他|说|“你|好”，|走|了。");
    check("他|说：|“千|篇|一|律”|的");
    check("（见|附|件|一）|和|《宪|章》|等");
    check("大|会 ，|决|议 。");
    check("说|“ 你|好 ”");
    check("不|扩|散|——|和|平……|好");
}

#[test]
fn symbols_of_documents_stay_whole() {
    check("see |A/¦RES/¦68/¦262 |and |S/¦RES/¦822(1993).");
    check("(HRI/¦CORE/¦AZE/¦2023)");
    check("决|议|A/¦RES/¦75/¦1¦号");
}

#[test]
fn numbers_stay_whole() {
    check("area |86 ¦600 |km");
    check("للبلد: |600 ¦86 |كيلومتر");
    check("in |2020 |150 |people");
    check("1987-1991 ¦年");
    check("1990–¦1995");
    check("9 ¦456 ¦000");
}

#[test]
fn dual_months_stay_whole() {
    check("10 |تشرين ¦الأول/¦أكتوبر |2023");
    check("في |نيسان/ ¦أبريل |2016");
    check("كانون ¦الثاني / ¦يناير");
    check("ذهاب/|إياب");
}

#[test]
fn numbers_stay_with_what_they_count() {
    check("第 ¦5 ¦号|决|议");
    check("第¦67/61¦号|决|议");
    check("2023 ¦年 |12 ¦月 |31 ¦日|通|过");
    check("占|总|数|的 |50%，|即|约 |50 ¦%");
    check("resolution |No. ¦5 |of |1993, |art. ¦7 |(a), |§§ ¦3–¦4 |and |pp. ¦12 |ff.");
    check("at |20 ¦°C |and |$1,234.50 |or |-5 |or |.75");
    check("there |were |five. |7 |came");
}

#[test]
fn short_words_stay_with_their_slash() {
    check("and/¦or |km/¦h |input/|output");
    check("و/¦أو |ذهاب/|إياب");
}

#[test]
fn japanese_rows_start_with_no_small_kana_and_no_iteration_mark() {
    check("ちょっ|と|待っ|て、|人々|は|コー|ヒー|を|飲|む。");
    check("「え！？」|と|言っ|た・|の|だ");
    check("（約|1,400|万|人）");
}

#[test]
fn dashes_and_dots_stay_in_pairs() {
    check("好|——|真|的……|吗");
    check("好|————|真|的…………|吗");
    check("甲|———|乙|⸺|丙");
    check("word¦—|word ¦— |it ¦– |10 ¦- |–¦5 |—¦y |como |—¦dije¦— |yo");
    check("and |so |on ¦… |and ¦…¦so");
    for text in ["——", "……"] {
        assert_eq!(opportunities(text)[0].kind, Break::Never);
    }
    // Four dashes that no row can hold part between the pairs.
    let kinds: Vec<u32> = opportunities("————").iter().map(|place| place.offset).collect();
    assert_eq!(kinds, [3, 9]);
}

#[test]
fn no_mark_of_punctuation_is_alone() {
    check("« Bonjour ! » |dit-|il ; |«oui».");
    check("Er |sagte |»Guten |Tag« |und |ging, |„So |ist |es“.");
    check("the |’90s |and |don’t |“you |know” |(or |not)?");
    check("的|“好”");
    check("他|说|“Hello”|的|时|候");
    for (before, after) in [("word", "."), ("好", "！"), ("好 ", "）"), ("（", "好"), ("“", "好"), ("好", "々")]
    {
        let place = opportunities(&format!("{before}{after}"));
        let kind = place.iter().find(|place| place.offset as usize == before.len()).map(|place| place.kind);
        assert_eq!(kind, Some(Break::Never), "{before}{after}");
    }
    for text in ["好\u{200B}，", "“好”％", "好\u{200B}々"] {
        assert_eq!(marked(text).trim_matches(|c| c != '|'), "", "{text}");
    }
}

#[test]
fn tokens_wider_than_a_row_are_cut_beside_their_marks() {
    check("word¦(s)¦word");
    check("京¦«نعم»¦$1,234.56");
    check("号”¦«نعم»");
    check("U.¦S.¦A. |12:30 |don’t");
}

#[test]
fn arabic_words_are_whole() {
    check("ســـلام |عليكم، |أهــــلاً |وسهلاً");
    check("مُحَمَّدٌ |رَسُولٌ");
    check("می\u{200C}خواهم |ه\u{200D} |ب\u{200D}ـه");
    check("\u{FEB3}\u{FEFC}\u{FEE1} |\u{FEFB}");
    check("ال\u{61C}كتاب |\u{202B}نص\u{202C} |١٢٣٫٤٥ |٥٠٪");
    check("قال: |«نعم» |(لا)؛ |هل؟ |نعم! |و\"لا\"");
}

#[test]
fn soft_hyphens_let_rows_end() {
    check("Donau\u{AD}|dampf\u{AD}|schiff");
    let places = opportunities("Donau\u{AD}dampf");
    assert_eq!((places[0].offset, places[0].kind), (5, Break::Never));
}

#[test]
fn words_of_thai_come_from_a_dictionary() {
    check("สวัสดี|ครับ |ภาษา|ไทย");
    check("ภาษา|ไทยabc");
    let long = "ภาษาไทย".repeat(1000);
    let places = opportunities(&long);
    assert!(places.len() > 1900 && places.iter().all(|place| place.offset % 21 == 0 || place.offset % 21 == 12));
}

#[test]
fn addresses_break_at_separators_only() {
    check("see |https://¦www.un.org/|en/|ga-|search?|q=1&|r=2 |now");
    check("见|www.un.org/|zh/|ga，|或|写|信|给|first.last@un-|office.example.org。");
    check("(www.un.org), |a@b |and |@name |at |5:30://");
}

#[test]
fn newlines_end_rows() {
    check("a\n‖b\r\n‖c\u{2029}‖d");
}
