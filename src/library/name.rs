//! File names of versions: the language suffix, the stem that siblings share, the name of a work.

use std::path::Path;

use super::VersionInfo;

/// A file name taken apart: what the versions of one work have in common, and the language of this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sibling {
    /// The name without extension and language suffix; empty where the name is only a language (`en.txt`).
    pub stem: String,
    /// The language that the suffix names, as a BCP 47 tag; none where there is no suffix.
    pub language: Option<String>,
    /// Whether the suffix is a single UN letter (`A C E F R S`), which counts only beside a sibling of the same stem.
    pub letter: bool,
}

/// Two- and three-letter codes that people put into file names (ISO 639), and those of the UN's older lists (`SP`, `CH`, `CN`).
const CODES: &[&str] = &[
    "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi",
    "fr", "ga", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "ko", "ku", "ky", "la",
    "lo", "lt", "lv", "mk", "mn", "ms", "my", "nb", "ne", "nl", "nn", "no", "pa", "pl", "ps", "pt", "ro", "ru", "sk",
    "sl", "sq", "sr", "sv", "sw", "ta", "tg", "th", "tk", "tr", "ug", "uk", "ur", "uz", "vi", "zh", "ara", "chi",
    "zho", "eng", "fra", "fre", "rus", "spa", "deu", "ger", "heb", "fas", "per", "por", "ita", "jpn", "kor", "tur",
];

/// Takes the file name of `path` apart: `report.ar.txt`, `report-en.txt`, `report_ZH.txt`, `x.zh-Hant.txt`, `en.txt`,
/// `1713515E.txt`.
pub fn sibling(path: &Path) -> Sibling {
    let whole = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(language) = language_code(&whole) {
        return Sibling { stem: String::new(), language: Some(language), letter: false };
    }
    // The longest suffix first: `x.zh-Hant` before `x.zh` with a region.
    for (at, separator) in whole.char_indices().filter(|(_, c)| matches!(c, '.' | '-' | '_')) {
        let suffix = &whole[at + separator.len_utf8()..];
        if let Some(language) = language_code(suffix) {
            return Sibling { stem: whole[..at].to_owned(), language: Some(language), letter: false };
        }
    }
    let mut chars = whole.chars().rev();
    if let (Some(last), Some(before)) = (chars.next(), chars.next())
        && let Some(language) = un_letter(last)
        && (before.is_ascii_digit() || matches!(before, '.' | '-' | '_'))
    {
        let cut = if before.is_ascii_digit() { 1 } else { 2 };
        let stem = whole.chars().take(whole.chars().count() - cut).collect::<String>();
        if !stem.is_empty() {
            return Sibling { stem, language: Some(language.to_owned()), letter: true };
        }
    }
    Sibling { stem: whole, language: None, letter: false }
}

/// The BCP 47 tag of a language suffix: `EN` is `en`, `zh_tw` is `zh-Hant`, `SP` is `es`, `CH` is `zh`.
fn language_code(suffix: &str) -> Option<String> {
    let lower = suffix.to_ascii_lowercase().replace('_', "-");
    let mut parts = lower.split('-');
    let primary = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    if primary.is_empty() || rest.len() > 2 || !rest.iter().all(|part| (2..=4).contains(&part.len())) {
        return None;
    }
    let known = match primary {
        "sp" if rest.is_empty() => "es",
        "ch" | "cn" if rest.is_empty() => "zh",
        "ara" => "ar",
        "chi" | "zho" => "zh",
        "eng" => "en",
        "fra" | "fre" => "fr",
        "rus" => "ru",
        "spa" => "es",
        code if CODES.contains(&code) => code,
        _ => return None,
    };
    let region = rest.first().copied().unwrap_or("");
    Some(match (known, region) {
        ("zh", "hant" | "tw" | "hk" | "mo") => "zh-Hant".to_owned(),
        ("zh", _) => "zh".to_owned(),
        (known, "") => known.to_owned(),
        // A region is letters; `part-is-2` and the like are no languages.
        (known, region) if region.chars().all(|c| c.is_ascii_alphabetic()) && rest.len() == 1 && region.len() != 3 => {
            known.to_owned()
        }
        _ => return None,
    })
}

/// The UN's one-letter language marks.
fn un_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'A' => "ar",
        'C' => "zh",
        'E' => "en",
        'F' => "fr",
        'R' => "ru",
        'S' => "es",
        _ => return None,
    })
}

/// What a work of these versions is called: the symbol, else the stem of the file names, else the folder, else the title.
pub fn work_name(versions: &[VersionInfo]) -> String {
    if let Some(symbol) = versions.iter().find_map(|version| version.symbol.clone()) {
        return tidy(&symbol);
    }
    for path in versions.iter().filter_map(|version| version.path.as_deref()) {
        let sibling = sibling(path);
        let folder = || path.parent()?.file_name().map(|name| name.to_string_lossy().into_owned());
        let alone = sibling.letter && versions.len() == 1;
        let whole = || path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let name = if alone {
            whole()
        } else if sibling.stem.is_empty() {
            folder().or_else(whole)
        } else {
            Some(sibling.stem)
        };
        if let Some(name) = name.map(|name| tidy(&name)).filter(|name| !name.is_empty()) {
            return name;
        }
    }
    let title = versions.iter().map(|version| tidy(&version.title)).find(|title| !title.is_empty());
    title.map_or_else(|| "text".to_owned(), |title| title.chars().take(40).collect::<String>().trim().to_owned())
}

/// One line without controls.
fn tidy(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
