//! The glyph numbers (CIDs) of Adobe's character collections for Chinese, Japanese and Korean, as characters (Adobe Technical
//! Notes 5078, 5079, 5080 and 5093).
//!
//! A collection numbers the characters of a national standard in the order of their codes; so a few ranges of codes and a
//! decoder say nearly all of what running text needs.

use std::sync::OnceLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// A character collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Collection {
    Gb1,
    Cns1,
    Japan1,
    Korea1,
}

/// First and last code of characters that follow each other, and the CID of the first.
type Range = (u16, u16, u32);

const GB1: &[Range] = &[
    (0xA1A1, 0xA1FE, 96),
    (0xA2A1, 0xA2AA, 9897),
    (0xA2B1, 0xA2E2, 190),
    (0xA2E5, 0xA2EE, 240),
    (0xA2F1, 0xA2FC, 250),
    (0xA3A1, 0xA4F3, 262),
    (0xA5A1, 0xA5F6, 439),
    (0xA6A1, 0xA6B8, 525),
    (0xA6C1, 0xA6D8, 549),
    (0xA7A1, 0xA7C1, 602),
    (0xA7D1, 0xA7F1, 635),
    (0xA8A1, 0xA8BA, 668),
    (0xA8C5, 0xA8E9, 700),
    (0xA9A4, 0xA9EF, 738),
    (0xB0A1, 0xD7F9, 940),
    (0xD8A1, 0xF7FE, 4695),
];

const JAPAN1: &[Range] =
    &[(0xA1A1, 0xA7F1, 633), (0xADA1, 0xADD6, 7555), (0xADE0, 0xADEF, 7608), (0xB0A1, 0xF4A4, 1125)];

/// The characters of IBM, by their codes in Shift-JIS.
const IBM: &[Range] = &[(0xFA40, 0xFA49, 8092), (0xFA4A, 0xFA53, 7575), (0xFA5C, 0xFACF, 8359), (0xFAD1, 0xFC4B, 8474)];

const KOREA1: &[Range] = &[(0xA1A1, 0xA2E5, 101), (0xA3A1, 0xA4D3, 264), (0xA4D4, 0xFDFE, 408)];

const CNS1: &[Range] = &[
    (0xA140, 0xA3BB, 99),
    (0xA3C0, 0xA3E0, 562),
    (0xA440, 0xACFD, 595),
    (0xAD40, 0xAFCF, 2007),
    (0xAFD0, 0xBBC7, 2432),
    (0xBBC8, 0xBE51, 4309),
    (0xBE53, 0xC1AA, 4696),
    (0xC1AB, 0xC2CA, 5222),
    (0xC2CC, 0xC360, 5411),
    (0xC361, 0xC455, 5496),
    (0xC457, 0xC67E, 5642),
    (0xC6A1, 0xC6BE, 506),
    (0xC6BF, 0xC6D7, 537),
    (0xC6D8, 0xC6DD, 13747),
    (0xC6E0, 0xC8A4, 13754),
    (0xC8CE, 0xC8D3, 14050),
    (0xC8D7, 0xC8DF, 17692),
    (0xC8E1, 0xC8E8, 17701),
    (0xC8EA, 0xC8F0, 17709),
    (0xC8F5, 0xC8FE, 18834),
    (0xC940, 0xC949, 5996),
    (0xC94B, 0xC96B, 6006),
    (0xC96C, 0xC9BD, 6040),
    (0xC9BF, 0xC9EC, 6088),
    (0xC9ED, 0xCAF6, 6135),
    (0xCAF8, 0xD779, 6302),
    (0xD77B, 0xDBA6, 8251),
    (0xDBA7, 0xDDFB, 8890),
    (0xDDFD, 0xE8A2, 9289),
    (0xE8A3, 0xE975, 10927),
    (0xE976, 0xEB5A, 11074),
    (0xEB5B, 0xEBF0, 11362),
    (0xEBF2, 0xECDD, 11478),
    (0xECDF, 0xEDA9, 11615),
    (0xEDAA, 0xEEEA, 11720),
    (0xEEEC, 0xF055, 11942),
    (0xF057, 0xF0CA, 12140),
    (0xF0CC, 0xF162, 12222),
    (0xF163, 0xF16A, 12309),
    (0xF16C, 0xF267, 12317),
    (0xF269, 0xF2C2, 12470),
    (0xF2C3, 0xF374, 12527),
    (0xF375, 0xF465, 12641),
    (0xF466, 0xF4B4, 12784),
    (0xF4B6, 0xF4FC, 12829),
    (0xF4FD, 0xF662, 12901),
    (0xF664, 0xF976, 13095),
    (0xF977, 0xF9C3, 13586),
    (0xF9C7, 0xF9D1, 13630),
    (0xF9D2, 0xF9D5, 13642),
    (0xF9D6, 0xF9F8, 14056),
    (0xF9FA, 0xF9FD, 318),
    (0xA3BD, 0xA3BD, 503),
    (0xA3BE, 0xA3BE, 504),
    (0xA3BF, 0xA3BF, 505),
    (0xA3E1, 0xA3E1, 17601),
    (0xACFE, 0xACFE, 2431),
    (0xBE52, 0xBE52, 4308),
    (0xC2CB, 0xC2CB, 5221),
    (0xC456, 0xC456, 5495),
    (0xC8D4, 0xC8D4, 17606),
    (0xC8D5, 0xC8D5, 17607),
    (0xC8D6, 0xC8D6, 17608),
    (0xC8E0, 0xC8E0, 18846),
    (0xC8E9, 0xC8E9, 18847),
    (0xC8F1, 0xC8F1, 18848),
    (0xC9BE, 0xC9BE, 6039),
    (0xCAF7, 0xCAF7, 6134),
    (0xD77A, 0xD77A, 8889),
    (0xEBF1, 0xEBF1, 10926),
    (0xECDE, 0xECDE, 11073),
    (0xEEEB, 0xEEEB, 12308),
    (0xF056, 0xF056, 11719),
    (0xF0CB, 0xF0CB, 11361),
    (0xF16B, 0xF16B, 12640),
    (0xF268, 0xF268, 12783),
    (0xF4B5, 0xF4B5, 12526),
    (0xF663, 0xF663, 12900),
    (0xF9C4, 0xF9C4, 13585),
    (0xF9C5, 0xF9C5, 13629),
    (0xF9C6, 0xF9C6, 13641),
];

/// CIDs of characters that follow each other and stand in no such code: letters that are narrow or set in proportion, and
/// signs for vertical writing.
const GB1_MORE: &[(u32, &str)] =
    &[(1, ASCII), (573, "，。、（）〔〕〈〉《》「」『』【】｛｝—…"), (814, ASCII), (7712, "©™"), (22353, "€")];
const CNS1_MORE: &[(u32, &str)] = &[(1, ASCII), (96, "©™"), (13648, ASCII)];
const JAPAN1_MORE: &[(u32, &str)] = &[
    (1, ASCII),
    (61, "¥"),
    (98, "‘|~¡¢£⁄ƒ"),
    (107, "¤“«‹›ﬁﬂ‒"),
    (116, "·"),
    (118, "•‚„”»…‰¿"),
    (139, "ÆªŁØŒº"),
    (145, "æıłøœß"),
    (151, "\u{AD}©¬®"),
    (231, ASCII),
    (291, "¥"),
    (327, "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ"),
    (7887, "、。￣＿ー—‐〜‖｜…‥（）〔〕［］｛｝〈〉《》「」『』【】＝ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"),
    (9354, "€"),
];
const KOREA1_MORE: &[(u32, &str)] = &[(1, ASCII), (96, "₩‐©"), (8056, "、。"), (8094, ASCII)];

const ASCII: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// Where the syllables of Hangul start that KS X 1001 does not have.
const MORE_HANGUL: usize = 9_333;

impl Collection {
    /// The collection that a font's `CIDSystemInfo` names.
    pub fn named(ordering: &[u8]) -> Option<Self> {
        Some(match ordering {
            b"GB1" => Collection::Gb1,
            b"CNS1" => Collection::Cns1,
            b"Japan1" => Collection::Japan1,
            b"Korea1" => Collection::Korea1,
            _ => return None,
        })
    }

    /// The character of a CID; none for variants of other characters and what is seldom used.
    pub fn char(self, cid: u32) -> Option<char> {
        static TABLES: [OnceLock<Vec<char>>; 4] = [const { OnceLock::new() }; 4];
        let table = TABLES.get(self as usize)?.get_or_init(|| self.table());
        table.get(usize::try_from(cid).ok()?).copied().filter(|c| *c != '\0')
    }

    fn table(self) -> Vec<char> {
        let mut table = vec!['\0'; 22_500];
        let mut put = |cid: usize, c: char| {
            if let Some(slot) = table.get_mut(cid) {
                *slot = c;
            }
        };
        let (lists, more): (&[(&'static Encoding, &[Range])], _) = match self {
            Collection::Gb1 => (&[(GB18030, GB1)], GB1_MORE),
            Collection::Cns1 => (&[(BIG5, CNS1)], CNS1_MORE),
            Collection::Japan1 => (&[(SHIFT_JIS, IBM), (EUC_JP, JAPAN1)], JAPAN1_MORE),
            Collection::Korea1 => (&[(EUC_KR, KOREA1)], KOREA1_MORE),
        };
        for (encoding, ranges) in lists {
            for (first, last, start) in *ranges {
                for (cid, c) in (*start as usize..).zip(chars(encoding, *first, *last)) {
                    put(cid, c);
                }
            }
        }
        for (start, text) in more {
            for (cid, c) in (*start as usize..).zip(text.chars()) {
                put(cid, c);
            }
        }
        if self == Collection::Korea1 {
            let usual: std::collections::HashSet<char> = chars(EUC_KR, 0xB0A1, 0xC8FE).collect();
            for (cid, c) in (MORE_HANGUL..).zip(('\u{AC00}'..='\u{D7A3}').filter(|c| !usual.contains(c))) {
                put(cid, c);
            }
        }
        table
    }
}

/// The characters of the codes of two bytes from `first` to `last` that have one, in order. Those that Unicode has twice for
/// Korean are left out: the collection has them once.
fn chars(encoding: &'static Encoding, first: u16, last: u16) -> impl Iterator<Item = char> {
    let is_high_only = encoding == GB18030 || encoding == EUC_JP || encoding == EUC_KR;
    (first..=last).filter_map(move |code| {
        let bytes = code.to_be_bytes();
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?;
        let mut chars = text.chars();
        let c = chars.next().filter(|_| chars.next().is_none())?;
        let is_twice = encoding == EUC_KR && ('\u{F900}'..='\u{FAFF}').contains(&c);
        (!is_twice && (!is_high_only || bytes[1] >= 0xA1)).then_some(c)
    })
}

#[cfg(test)]
mod tests {
    use super::Collection::{self, Cns1, Gb1, Japan1, Korea1};

    #[test]
    fn glyph_numbers_are_those_of_the_technical_notes() {
        let text = |of: Collection, cids: &[u32]| -> String { cids.iter().filter_map(|cid| of.char(*cid)).collect() };
        // The first and the last characters of each part.
        assert_eq!(text(Gb1, &[34, 96, 574, 940, 4694, 4695, 7702]), "A　。啊座亍齄");
        assert_eq!(text(Cns1, &[34, 99, 595, 5995, 5996, 13645]), "A　一籲乂龘");
        assert_eq!(text(Japan1, &[34, 264, 633, 843, 1125, 4089, 4090, 7477]), "AA　あ亜腕弌瑤");
        assert_eq!(text(Korea1, &[34, 101, 1086, 3435, 3436, 8055, 9333, 18154]), "A　가힝伽詰갂힣");
    }
}
