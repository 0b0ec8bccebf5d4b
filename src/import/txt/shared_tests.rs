//! What processors share of a text is the same on one of them.

use std::fs;
use std::path::Path;

use super::label::label;
use super::look::Look;
use super::unit::Unit;
use crate::import::Hints;
use crate::import::share::tests::alone;

/// What the fixtures seldom have, and what must be found wherever a text is cut.
const RARE: &[&str] = &[
    "N O T E\n",
    "2 0 1 4 年 3 月 2 7 日，于 是 通 过\n",
    "R E P O R T   O F   T H E   C H A I R\n",
    "a b \n c d\n",
    "\u{1b}[31mred\u{1b}[0m\n",
    "the ﬁrst oﬃce \u{FEE3}\u{FEE2}\n",
    "Annex II\n\n",
    "附件一\n\n",
    "المرفق الأول\n\n",
    "see 67/61 and 5/5/5\n",
    "http://un.example/A/RES/67/61\n",
    "https://un.example/5/5/5\n",
    "(Signed) A. Smith\n\nGeneva\n\n",
    "(签名)\n\n",
    "* \n",
    "*\tA note to the garden.\n",
    "1.\tSo it is numbered again.\n",
    "99.\tSo it is numbered far away.\n",
    "III.\tThe third of none\n",
    "\n",
    "\u{C}",
    "A/68/262\n",
    "Page 3 of 9\n",
];

/// A text of random pieces of the fixtures: `lines` of them, each piece one line or some.
fn mixed(fixtures: &[String], seed: u64, lines: usize) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut roll = |sides: usize| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        usize::try_from(state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 40).unwrap_or(0) % sides.max(1)
    };
    // Most of a text has one form.
    let usual = roll(fixtures.len());
    let mut out = String::new();
    while out.matches('\n').count() < lines {
        if roll(6) == 0 {
            out.push_str(RARE[roll(RARE.len())]);
            continue;
        }
        let which = if roll(5) == 0 { roll(fixtures.len()) } else { usual };
        let of: Vec<&str> = fixtures[which].split_inclusive('\n').collect();
        let (from, length) = (roll(of.len()), 1 + roll(20));
        out.extend(of.iter().skip(from).take(length).copied());
    }
    out
}

#[test]
fn what_processors_share_is_the_same_on_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/txt");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the fixtures").map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let fixtures: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).expect("a text")).collect();
    for seed in 0..120 {
        let text = mixed(&fixtures, seed, 100 + usize::try_from(seed).expect("small") * 4);
        let read = || super::read(text.as_bytes(), &Hints::default()).expect("a text");
        assert_eq!(alone(read), read(), "seed {seed}");
    }
}

#[test]
fn a_look_finds_the_label_that_the_text_has() {
    for text in [
        "",
        "1.\tOne",
        "(a) item",
        "附件二",
        "Annex II. To it",
        "第十二条　果树",
        "٥ - نهر",
        "* note",
        "no label",
        "1.",
    ] {
        let unit = Unit { text: text.to_owned(), ..Unit::default() };
        assert_eq!(Look::of(&unit).label(&unit), label(text), "{text:?}");
    }
    let table = Unit { text: "1.\tOne".to_owned(), rows: vec![vec!["1.".to_owned()]], ..Unit::default() };
    assert_eq!(Look::of(&table).label(&table), None);
}
