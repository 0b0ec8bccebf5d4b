//! Tests of break opportunities.

use super::*;

/// The text with `|` at every allowed break and `¦` at every weak one.
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
    check("决|议|A/¦RES/¦75/¦1|号");
    check("and/|or |km/|h");
}

#[test]
fn numbers_stay_whole() {
    check("area |86 ¦600 |km");
    check("للبلد: |600 ¦86 |كيلومتر");
    check("in |2020 |150 |people");
    check("1987-1991 |年");
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
fn addresses_break_at_separators_only() {
    check("see |https://¦www.un.org/|en/|ga-|search?|q=1&|r=2 |now");
}

#[test]
fn newlines_end_rows() {
    check("a\n‖b\r\n‖c\u{2029}‖d");
}
