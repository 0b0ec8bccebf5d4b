//! The original language, as mastheads of the six languages name it.

use crate::text::Language;

/// Words after which the original language stands.
const ORIGINAL: [&str; 8] =
    ["original", "оригинал", "подлинный текст", "язык оригинала", "الاصل", "الاصلي", "原件", "原文"];

/// The languages by what they are called, folded; the beginning of a word is enough.
const NAMES: [(&str, &[&str]); 8] = [
    ("en", &["english", "anglais", "inglés", "английск", "انكليزي", "انجليزي", "英文", "英语"]),
    ("fr", &["french", "français", "francés", "французск", "فرنسي", "法文", "法语"]),
    ("es", &["spanish", "espagnol", "español", "испанск", "اسباني", "西班牙文", "西班牙语"]),
    ("ru", &["russian", "russe", "ruso", "русск", "روسي", "俄文", "俄语"]),
    ("ar", &["arabic", "arabe", "árabe", "арабск", "عربي", "阿拉伯文", "阿拉伯语"]),
    ("zh", &["chinese", "chinois", "chino", "китайск", "صيني", "中文", "汉文"]),
    ("pt", &["portuguese", "portugais", "portugués", "португальск", "برتغالي", "葡萄牙文"]),
    ("de", &["german", "allemand", "alemán", "немецк", "الماني", "德文"]),
];

/// The languages that a line names as those of the original, in its order: `Original: English`, `[原件：英文]`,
/// `الأصل: بالإنكليزية`, `Original: English and French`. The line is folded. None where it is
/// about something else.
pub(super) fn originals(low: &str) -> Vec<Language> {
    let Some(rest) = ORIGINAL.iter().filter_map(|word| low.find(word).map(|at| &low[at + word.len()..])).next() else {
        return Vec::new();
    };
    // What the line says of the original is a list of languages and little else.
    if rest.chars().count() > 60 {
        return Vec::new();
    }
    let mut found: Vec<(usize, &str)> = NAMES
        .iter()
        .filter_map(|(tag, names)| names.iter().filter_map(|name| rest.find(name)).min().map(|at| (at, *tag)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, tag)| Language::new(tag)).collect()
}
