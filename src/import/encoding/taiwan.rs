//! EUC-TW, which the Encoding Standard does not have: the characters of CNS 11643 by plane, row and cell.
//!
//! The first plane from row 36 holds the characters of the first level of Big5 in the same order, the second plane those of the
//! second level, but for the few that one of the two standards put where their count of strokes belongs (Lunde, CJKV
//! Information Processing, appendix E). So Big5 and these few are all the tables that are needed.

use std::sync::LazyLock;

use encoding_rs::BIG5;

/// Cells of a row.
const CELLS: usize = 94;
/// The first row of the first plane that holds Han characters, from 0.
const HAN: usize = 35;
/// Pairs from which an encoding can be told.
const PAIRS: usize = 12;

/// Rows 1 to 6 of the first plane: signs, numbers, letters; `\u{FFFD}` where nothing stands, as after the end of a row.
const SIGNS: [&str; 6] = [
    "\u{3000}，、。．・；：？！︰…‥﹐﹑﹒·﹔﹕﹖﹗︱—︲–\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}（）︵︶｛｝︷︸〔〕︹︺【】︻︼《》︽︾〈〉︿﹀「」﹁﹂『』﹃﹄﹙﹚﹛﹜﹝﹞‘’“”〝〞′‵＃＆＊※§〃○●△▲◎☆★◇◆□■▽▼",
    "㊣℅‾\u{FFFD}＿\u{FFFD}﹉﹊﹍﹎﹋﹌﹟﹠﹡＋－×÷±√＜＞＝≦≧≠∞≒≡﹢﹣﹤﹦﹥∼∩∪⊥∠∟⊿㏒㏑∫∮∵∴♀♂♁☉↑↓→←↖↗↙↘‖｜／＼∕﹨＄￥〒￠￡％＠℃℉﹩﹪﹫㏕㎜㎝㎞㏎㎡㎎㎏㏄°兙兛兞兝兡兣",
    "嗧瓩糎▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯═╞╪╡◢◣◥◤╱╲╳",
    "０１２３４５６７８９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ〡〢〣〤〥〦〧〨〩\u{FFFD}卄\u{FFFD}ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚΑΒΓΔΕΖΗΘΙΚ",
    "ΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩ˙ˉˊˇˋ",
    "①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ",
];

/// Characters that stand elsewhere in CNS 11643 than in Big5: the code there, the place here after all before it are in place.
const FIRST: [(u16, usize); 5] = [(0xACFE, 1836), (0xBE52, 3713), (0xC2CB, 4626), (0xC456, 4900), (0xC3B9, 4956)];
/// The same for the second level.
const SECOND: [(u16, usize); 16] = [
    (0xC9BE, 43),
    (0xCAF7, 138),
    (0xDADF, 2146),
    (0xD6CC, 2792),
    (0xD77A, 2893),
    (0xEBF1, 4930),
    (0xECDE, 5077),
    (0xF0CB, 5365),
    (0xF056, 5723),
    (0xEEEB, 6312),
    (0xF4B5, 6530),
    (0xF16B, 6644),
    (0xF268, 6787),
    (0xF663, 6904),
    (0xF9C4, 7589),
    (0xF9C6, 7645),
];

/// Codes of Big5 that are there twice.
const TWICE: [u16; 2] = [0xC94A, 0xDDFC];

/// The Han characters of both planes.
static PLANES: LazyLock<[Vec<char>; 2]> =
    LazyLock::new(|| [level(0xA440, 0xC67E, &FIRST), level(0xC940, 0xF9D5, &SECOND)]);

/// The characters of Big5 from one code to another, in the order of CNS 11643.
fn level(first: u16, last: u16, moved: &[(u16, usize)]) -> Vec<char> {
    let is_moved = |code: u16| moved.iter().any(|(own, _)| *own == code);
    let mut out: Vec<char> =
        (first..=last).filter(|code| !is_moved(*code) && !TWICE.contains(code)).filter_map(character).collect();
    for (code, place) in moved {
        if let Some(c) = character(*code).filter(|_| *place <= out.len()) {
            out.insert(*place, c);
        }
    }
    out
}

/// The character of a code of Big5; none for a number that is no code.
fn character(code: u16) -> Option<char> {
    if !matches!(code & 0xFF, 0x40..=0x7E | 0xA1..=0xFE) {
        return None;
    }
    // Of one character CNS 11643 has the other form.
    if code == 0xC255 {
        return Some('彞');
    }
    BIG5.decode_without_bom_handling(&code.to_be_bytes()).0.chars().next()
}

/// What stands on a plane, 1 or 2, in a row and cell from 0.
fn at(plane: usize, row: usize, cell: usize) -> Option<char> {
    let han = |plane: usize, index: usize| PLANES.get(plane).and_then(|plane| plane.get(index)).copied();
    let found = match plane {
        1 if row < HAN => SIGNS.get(row).and_then(|signs| signs.chars().nth(cell)),
        1 => han(0, (row - HAN) * CELLS + cell),
        2 => han(1, row * CELLS + cell),
        _ => None,
    };
    found.filter(|c| *c != char::REPLACEMENT_CHARACTER)
}

/// What the bytes at the start of `bytes` are and how many they are.
fn read(bytes: &[u8]) -> (Option<char>, usize) {
    let part = |byte: Option<&u8>| byte.and_then(|byte| byte.checked_sub(0xA1)).filter(|n| *n < 94).map(usize::from);
    match bytes {
        [first, ..] if first.is_ascii() => (Some(char::from(*first)), 1),
        [0x8E, plane @ 0xA1..=0xB0, rest @ ..] => match (part(rest.first()), part(rest.get(1))) {
            (Some(row), Some(cell)) => (at(usize::from(*plane - 0xA0), row, cell), 4),
            _ => (None, 1),
        },
        [first, second, ..] => match (part(Some(first)), part(Some(second))) {
            (Some(row), Some(cell)) => (at(1, row, cell), 2),
            _ => (None, 1),
        },
        _ => (None, 1),
    }
}

/// Decodes `bytes`. What is no character, or one of the planes above the second, becomes U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> (String, bool) {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let (mut rest, mut damaged) = (bytes, false);
    while !rest.is_empty() {
        let (c, length) = read(rest);
        damaged |= c.is_none();
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = rest.get(length..).unwrap_or_default();
    }
    (text, damaged)
}

/// Whether `bytes` are EUC-TW and nothing else of the same structure: between its signs and its Han characters 29 rows are
/// empty, which hold the most frequent characters of GB 2312 (rows 16 to 35), Hangul (16 to 40) and kanji (16 to 47).
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let (mut han, mut signs, mut wrong) = (0usize, 0usize, 0usize);
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        let (c, length) = read(rest);
        match (first, c) {
            (0..=0x7F, _) => {}
            (0xC4..=0xFD, Some(_)) => han += 1,
            (0x8E, _) if length == 4 => han += 1,
            (_, Some(_)) => signs += 1,
            // The last character may be cut off.
            (_, None) => wrong += usize::from(rest.len() > 4),
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    han >= PAIRS && han > signs && wrong * 100 <= han
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_levels_have_all_their_characters() {
        assert_eq!((PLANES[0].len(), PLANES[1].len()), (5_401, 7_650));
        assert!(PLANES.iter().flatten().all(|c| *c != char::REPLACEMENT_CHARACTER));
        assert!(SIGNS.iter().all(|row| row.chars().count() <= CELLS));
    }

    #[test]
    fn characters_that_moved_are_where_the_standard_has_them() {
        // 1-4421 一, 1-5753 耄, 1-7D4B 籲, 2-2121 乂, 2-2124 兀's neighbour, 2-7244 the last.
        let text = b"\xC4\xA1\xD7\xD3\x8E\xA1\xC4\xA1\x8E\xA2\xA1\xA1 CNS\xA1\xA2";
        assert_eq!(decode(text), ("一耄一乂 CNS，".to_owned(), false));
        assert_eq!(decode(b"\x8E\xA3\xC4\xA1\xC4"), ("\u{FFFD}\u{FFFD}".to_owned(), true));
    }
}
