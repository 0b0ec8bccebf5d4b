//! Languages as files call them: BCP 47 tags in any spelling, POSIX locales, codes of three letters, names.

use crate::text::Language;

/// The longest tag that is one.
const LONGEST: usize = 35;

/// Languages by what people call them in headers of columns and in attributes, in lower case.
const NAMES: &[(&str, &[&str])] = &[
    ("af", &["afr", "afrikaans"]),
    ("ar", &["ara", "arabic", "arabe", "árabe", "العربية", "عربي", "阿拉伯语", "阿拉伯文", "арабский"]),
    ("az", &["aze", "azerbaijani"]),
    ("be", &["bel", "belarusian"]),
    ("bg", &["bul", "bulgarian"]),
    ("bn", &["ben", "bengali"]),
    ("ca", &["cat", "catalan", "català"]),
    ("cs", &["ces", "cze", "czech"]),
    ("da", &["dan", "danish"]),
    ("de", &["deu", "ger", "german", "deutsch", "allemand"]),
    ("el", &["ell", "gre", "greek"]),
    ("en", &["eng", "english", "anglais", "inglés", "ingles", "الإنجليزية", "英文", "英语", "английский"]),
    ("es", &["spa", "spanish", "espagnol", "español", "espanol", "castellano", "الإسبانية", "西班牙语", "испанский"]),
    ("et", &["est", "estonian"]),
    ("eu", &["eus", "basque", "euskara"]),
    ("fa", &["fas", "per", "persian", "farsi", "فارسی"]),
    ("fi", &["fin", "finnish"]),
    ("fr", &["fra", "fre", "french", "français", "francais", "francés", "الفرنسية", "法文", "法语", "французский"]),
    ("he", &["heb", "iw", "hebrew", "עברית"]),
    ("hi", &["hin", "hindi"]),
    ("hr", &["hrv", "croatian"]),
    ("hu", &["hun", "hungarian"]),
    ("id", &["ind", "indonesian"]),
    ("it", &["ita", "italian", "italiano"]),
    ("ja", &["jpn", "japanese", "日本語"]),
    ("ka", &["kat", "georgian"]),
    ("ko", &["kor", "korean", "한국어"]),
    ("la", &["lat", "latin"]),
    ("lt", &["lit", "lithuanian"]),
    ("lv", &["lav", "latvian"]),
    ("nl", &["nld", "dut", "dutch", "nederlands"]),
    ("no", &["nor", "norwegian"]),
    ("pi", &["pli", "pali"]),
    ("pl", &["pol", "polish", "polski"]),
    ("pt", &["por", "portuguese", "português", "portugues"]),
    ("ro", &["ron", "rum", "romanian"]),
    ("ru", &["rus", "russian", "russe", "ruso", "русский", "الروسية", "俄文", "俄语"]),
    ("sa", &["san", "sanskrit"]),
    ("sk", &["slk", "slovak"]),
    ("sl", &["slv", "slovenian"]),
    ("sr", &["srp", "serbian"]),
    ("sv", &["swe", "swedish", "svenska"]),
    ("sw", &["swa", "swahili"]),
    ("th", &["tha", "thai"]),
    ("tr", &["tur", "turkish", "türkçe"]),
    ("uk", &["ukr", "ukrainian", "українська"]),
    ("ur", &["urd", "urdu"]),
    ("vi", &["vie", "vietnamese"]),
    ("zh", &["zho", "chi", "cmn", "chinese", "chinois", "chino", "中文", "汉语", "漢語", "الصينية", "китайский"]),
];

/// Codes of two letters (ISO 639-1) that are taken for a language where a word might stand as well.
const CODES: &str = " aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee \
el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka \
kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no \
nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th \
ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

/// The language that a source calls `name`, and what tells its version from others: the tag, else the name itself with an
/// unknown language. No name is ever more than a name: it is never a path.
pub(in crate::import) fn named(name: &str) -> (String, Language) {
    match tag(name).or_else(|| word(name)) {
        Some(tag) => (tag.clone(), Language::new(tag)),
        None => (format!("\u{0}{}", name.trim()), Language::default()),
    }
}

/// The BCP 47 tag in its usual spelling (RFC 5646, 2.1.1): `EN_us` is `en-US`, `zh_hans_cn` `zh-Hans-CN`, `pt_BR.UTF-8` `pt-BR`.
/// None where it is none.
pub(in crate::import) fn tag(name: &str) -> Option<String> {
    let bare = name.trim().split(['.', '@']).next()?.replace('_', "-");
    if bare.len() > LONGEST {
        return None;
    }
    let mut parts = bare.split('-');
    let primary = parts.next()?.to_ascii_lowercase();
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !(2..=3).contains(&primary.len()) || !letters(&primary) || primary == "und" {
        return None;
    }
    let primary =
        NAMES.iter().find(|(_, names)| names.contains(&primary.as_str())).map_or(primary, |(tag, _)| (*tag).to_owned());
    let mut tag = primary;
    for part in parts {
        if part.is_empty() || part.len() > 8 || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        match part.len() {
            2 if letters(part) => tag.push_str(&part.to_ascii_uppercase()),
            4 if letters(part) => {
                tag.push_str(&part[..1].to_ascii_uppercase());
                tag.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(tag)
}

/// The language of that name: `English`, `العربية`, `Chinese (Simplified)`.
pub(in crate::import) fn word(name: &str) -> Option<String> {
    let lower = name.trim().to_lowercase();
    let first = lower.split([' ', '(', '-', '_', '/']).next()?;
    let found = |word: &str| NAMES.iter().find(|(_, names)| names.contains(&word)).map(|(tag, _)| (*tag).to_owned());
    let tag = found(&lower).or_else(|| found(first))?;
    let traditional = tag == "zh" && (lower.contains("trad") || lower.contains("hant") || lower.contains('繁'));
    Some(if traditional { "zh-Hant".to_owned() } else { tag })
}

/// The language that a header of a column or the suffix of a file name means: a name, or a tag whose first part is a code that
/// languages have. `Text` and `no` in a sentence are none.
pub(in crate::import) fn label(label: &str) -> Option<String> {
    let label = label.trim();
    let primary = label.split(['-', '_']).next()?.to_lowercase();
    // What is no script and no region is no part of a language: `be-utf8`, `no-name`.
    let region = |part: &str| match part.len() {
        2 | 4 => part.bytes().all(|byte| byte.is_ascii_alphabetic()),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    if !label.split(['-', '_']).skip(1).all(region) {
        return word(label);
    }
    let known = primary.len() == 2 && CODES.contains(&format!(" {primary} "))
        || NAMES.iter().any(|(_, names)| primary.len() == 3 && names.contains(&primary.as_str()));
    if known { tag(label) } else { word(label) }
}

/// The language in a file name: `ar.po`, `app.fr.po`, `app_pt_BR.po`, `x-zh-Hant.srt`.
pub(in crate::import) fn of_file(name: &str) -> Option<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let Some(tag) = label(stem).filter(|_| stem.len() <= 10) {
        return Some(tag);
    }
    // The longest suffix first: `app_pt_BR` before `BR`.
    let cuts = stem.char_indices().filter(|(_, c)| matches!(c, '.' | '-' | '_'));
    let suffixes: Vec<&str> = cuts.filter_map(|(at, _)| stem.get(at + 1..)).filter(|part| part.len() <= 12).collect();
    suffixes.into_iter().find_map(|part| {
        let parts = part.split(['-', '_']).count();
        label(part).filter(|_| parts <= 3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_names_and_locales_become_one_spelling() {
        for (name, tag) in [
            ("EN-US", "en-US"),
            ("en_us", "en-US"),
            ("zh-hans-cn", "zh-Hans-CN"),
            ("pt_BR.UTF-8", "pt-BR"),
            ("sr@latin", "sr"),
            ("ara", "ar"),
            ("Arabic", "ar"),
            ("العربية", "ar"),
            ("Chinese (Traditional)", "zh-Hant"),
            ("iw", "he"),
        ] {
            assert_eq!(named(name).1.tag(), tag, "{name}");
        }
        for name in ["", "../../etc/passwd", "en/../../x", "C:\\x", "x", "123", &"a-b".repeat(40), "und"] {
            assert_eq!(named(name).1.tag(), "und", "{name}");
        }
        assert_ne!(named("../a").0, named("../b").0);
    }

    #[test]
    fn labels_and_file_names_say_their_language_and_words_do_not() {
        for (label_, tag) in [
            ("ar", Some("ar")),
            ("Français", Some("fr")),
            ("zh_TW", Some("zh-TW")),
            ("Note", None),
            ("id", Some("id")),
            ("text", None),
        ] {
            assert_eq!(label(label_).as_deref(), tag, "{label_}");
        }
        for (name, tag) in [
            ("ar.po", Some("ar")),
            ("app.fr.po", Some("fr")),
            ("app_pt_BR.po", Some("pt-BR")),
            ("app-zh-Hant.srt", Some("zh-Hant")),
            ("messages.pot", None),
            ("be-utf8.po", None),
            ("a-long-name.po", None),
        ] {
            assert_eq!(of_file(name).as_deref(), tag, "{name}");
        }
    }
}
