//! Languages as BCP 47 tags, their direction, and a guess of the language of a text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Direction;

/// A BCP 47 language tag (`ar`, `zh`, `zh-Hant`, `en`), `und` where nothing is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(Cow<'static, str>);

/// The tags of which most documents are: every block of a document has its own copy.
const COMMON: [&str; 12] = ["ar", "zh", "en", "fr", "ru", "es", "fa", "zh-Hant", "he", "de", "pt", "und"];

impl Language {
    /// A language from its tag, taken as it is.
    pub fn new(tag: impl Into<String>) -> Self {
        let tag = tag.into();
        COMMON.iter().find(|common| **common == tag).map_or(Self(Cow::Owned(tag)), |common| Self::known(common))
    }

    /// A language whose tag is written in this program: copies of it cost nothing.
    const fn known(tag: &'static str) -> Self {
        Self(Cow::Borrowed(tag))
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `zh` for `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("und")
    }

    /// The direction of the script this language is written in.
    pub fn direction(&self) -> Direction {
        match self.primary() {
            "ar" | "he" | "fa" | "ur" | "ps" | "ug" | "yi" | "sd" | "ckb" | "dv" | "syr" => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::known("und")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The script that decides which languages a text can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Writing {
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Han,
    Kana,
    Hangul,
    Devanagari,
    Thai,
    Armenian,
    Georgian,
}

/// How many scripts there are.
const WRITINGS: usize = Writing::Georgian as usize + 1;

#[inline]
fn writing(c: char) -> Option<Writing> {
    Some(match u32::from(c) {
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x1E00..=0x1EFF => Writing::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Writing::Greek,
        0x400..=0x52F => Writing::Cyrillic,
        0x531..=0x58A => Writing::Armenian,
        0x5D0..=0x5F2 => Writing::Hebrew,
        0x620..=0x64A | 0x66E..=0x6D3 | 0x6FA..=0x6FF | 0x750..=0x77F | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => {
            Writing::Arabic
        }
        0x904..=0x939 => Writing::Devanagari,
        0xE01..=0xE3A => Writing::Thai,
        0x10A0..=0x10FF => Writing::Georgian,
        0x3041..=0x30FA => Writing::Kana,
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Writing::Han,
        0x1100..=0x11FF | 0xAC00..=0xD7A3 => Writing::Hangul,
        _ => return None,
    })
}

/// Characters that only traditional, or only simplified, Chinese spelling uses, in the order of their frequency.
const TRADITIONAL: &str = "國會這個來時為說們從過還對發經當學應關問間與實議際則區權條總護將執獨義務後機產類護質種員會選體無個東門見長書語進據認爾約聯組織規";
const SIMPLIFIED: &str = "国会这个来时为说们从过还对发经当学应关问间与实议际则区权条总护将执独义务后机产类护质种员会选体无个东门见长书语进据认尔约联组织规";

/// Small words that tell languages in Latin letters apart.
const SMALL_WORDS: [(&str, &[&str]); 8] = [
    ("en", &["the", "of", "and", "to", "is", "in", "that", "for", "with", "by", "shall", "has", "was", "are", "this"]),
    (
        "fr",
        &["le", "la", "les", "des", "et", "du", "une", "dans", "est", "à", "qui", "que", "pour", "aux", "toute", "au"],
    ),
    ("es", &["el", "la", "los", "las", "y", "del", "una", "en", "que", "es", "por", "para", "con", "toda", "su", "al"]),
    ("de", &["der", "die", "das", "und", "den", "von", "zu", "ist", "mit", "ein", "eine", "nicht", "auf", "für", "im"]),
    ("pt", &["o", "os", "as", "e", "do", "da", "dos", "das", "uma", "em", "que", "não", "para", "com", "ao", "no"]),
    ("it", &["il", "gli", "di", "e", "della", "che", "un", "per", "non", "con", "del", "alla", "sono", "nel", "è"]),
    ("az", &["və", "bu", "ilə", "üçün", "bir", "olan", "edir", "haqqında", "də", "da"]),
    ("tr", &["ve", "bu", "ile", "için", "bir", "olan", "da", "de", "her", "olarak"]),
];

/// Letters looked at: enough to tell languages apart, and the same work for a page and for a book.
const SAMPLE: usize = 4_000;

/// The language of a text from its script, the letters special to a language and, in Latin letters, its small words. None
/// where nothing speaks for one.
pub fn guess(text: &str) -> Option<Language> {
    guessed(text, main_writing(text)?)
}

/// [`guess`] of a text in another script than that in which `language` is written; none of one in the same.
pub fn foreign(text: &str, language: &Language) -> Option<Language> {
    let (main, is_japanese) = main_writing(text)?;
    // Most texts are in the script of those around them, and more need not be known of them.
    let script = match main {
        Writing::Han if !is_japanese => "Hani",
        Writing::Han | Writing::Kana => "Jpan",
        Writing::Hangul => "Kore",
        Writing::Arabic => "Arab",
        Writing::Hebrew => "Hebr",
        Writing::Cyrillic => "Cyrl",
        Writing::Greek => "Grek",
        Writing::Devanagari => "Deva",
        Writing::Thai => "Thai",
        Writing::Armenian => "Armn",
        Writing::Georgian => "Geor",
        Writing::Latin => "Latn",
    };
    if script_of(language.primary()) == script { None } else { guessed(text, (main, is_japanese)) }
}

/// The script of most of the letters at the start of a text, and whether kana among Han characters make it Japanese.
fn main_writing(text: &str) -> Option<(Writing, bool)> {
    if text.len() <= SAMPLE && text.is_ascii() {
        return text.bytes().any(|byte| byte.is_ascii_alphabetic()).then_some((Writing::Latin, false));
    }
    let mut counts = [0_usize; WRITINGS];
    // Those that occur, in the order in which they came: of several with the same weight the last one counts.
    let (mut order, mut several) = ([Writing::Latin; WRITINGS], 0);
    // A sample is enough, and keeps this linear on hostile input.
    for writing in text.chars().filter_map(writing).take(SAMPLE) {
        // A Han character carries about as much as three letters.
        let weight = if writing == Writing::Han { 3 } else { 1 };
        let count = counts.get_mut(writing as usize)?;
        if *count == 0 {
            *order.get_mut(several)? = writing;
            several += 1;
        }
        *count += weight;
    }
    let count = |writing: Writing| counts.get(writing as usize).copied().unwrap_or(0);
    let main = order.iter().take(several).copied().max_by_key(|writing| count(*writing))?;
    Some((main, count(Writing::Kana) * 20 > count(main)))
}

fn guessed(text: &str, (main, is_japanese): (Writing, bool)) -> Option<Language> {
    let tag = match main {
        Writing::Han if is_japanese => "ja",
        Writing::Han => chinese(text),
        Writing::Kana => "ja",
        Writing::Hangul => "ko",
        Writing::Arabic => arabic_script(text),
        Writing::Hebrew => "he",
        Writing::Cyrillic if text.contains(['і', 'ї', 'є', 'ґ']) => "uk",
        Writing::Cyrillic => "ru",
        Writing::Greek => "el",
        Writing::Devanagari => "hi",
        Writing::Thai => "th",
        Writing::Armenian => "hy",
        Writing::Georgian => "ka",
        Writing::Latin => latin(text)?,
    };
    Some(Language::known(tag))
}

/// The characters of one spelling alone, in order, with what they speak for.
static SPELLINGS: LazyLock<Vec<(char, bool)>> = LazyLock::new(|| {
    let only = |these: &'static str, others: &'static str| these.chars().filter(move |c| !others.contains(*c));
    let traditional = only(TRADITIONAL, SIMPLIFIED).map(|c| (c, true));
    let mut all: Vec<(char, bool)> = traditional.chain(only(SIMPLIFIED, TRADITIONAL).map(|c| (c, false))).collect();
    all.sort_unstable();
    all.dedup();
    all
});

fn chinese(text: &str) -> &'static str {
    let (mut traditional, mut simplified) = (0, 0);
    for c in text.chars().filter(|c| writing(*c) == Some(Writing::Han)).take(2_000) {
        if let Ok(at) = SPELLINGS.binary_search_by_key(&c, |(own, _)| *own) {
            let is_traditional = SPELLINGS.get(at).is_some_and(|(_, is)| *is);
            traditional += usize::from(is_traditional);
            simplified += usize::from(!is_traditional);
        }
    }
    if traditional > simplified { "zh-Hant" } else { "zh" }
}

fn arabic_script(text: &str) -> &'static str {
    let (mut arabic, mut persian, mut urdu) = (0, 0, 0);
    for c in text.chars().take(SAMPLE) {
        match c {
            'ة' | 'ي' | 'ك' | 'ى' | 'إ' => arabic += 1,
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => persian += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں' => urdu += 1,
            _ => {}
        }
    }
    match () {
        () if urdu * 4 > persian && urdu > arabic => "ur",
        () if persian > arabic => "fa",
        () => "ar",
    }
}

/// The languages of every small word, as bits in the order of [`SMALL_WORDS`].
static SPEAK_FOR: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    for (bit, (_, words)) in SMALL_WORDS.iter().enumerate() {
        for word in *words {
            *found.entry(*word).or_default() |= 1 << bit;
        }
    }
    found
});

/// Bytes of the longest small word.
const SMALL: usize = 9;

fn latin(text: &str) -> Option<&'static str> {
    let mut scores = [0usize; SMALL_WORDS.len()];
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(3_000);
    // A letter takes as many bytes in lower case as in upper case, or fewer, but for some that no small word has.
    for word in words.filter(|word| word.len() <= SMALL) {
        let bits = match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true => SPEAK_FOR.get(word),
            false => SPEAK_FOR.get(word.to_lowercase().as_str()),
        };
        let Some(bits) = bits else { continue };
        for (bit, score) in scores.iter_mut().enumerate() {
            *score += usize::from(bits >> bit & 1);
        }
    }
    let best = scores.iter().enumerate().max_by_key(|(i, n)| (**n, usize::MAX - i))?;
    let ties = scores.iter().filter(|n| *n == best.1).count();
    (*best.1 > 0 && ties == 1).then_some(SMALL_WORDS[best.0].0)
}

impl Language {
    /// Whether a text whose script is that of `other` could be in this language: both tags write with the same letters.
    pub fn same_script(&self, other: &Language) -> bool {
        script_of(self.primary()) == script_of(other.primary())
    }
}

fn script_of(primary: &str) -> &'static str {
    match primary {
        "ar" | "fa" | "ur" | "ps" | "ug" | "sd" | "ckb" => "Arab",
        "he" | "yi" => "Hebr",
        "zh" => "Hani",
        "ja" => "Jpan",
        "ko" => "Kore",
        "ru" | "uk" | "bg" | "sr" | "be" | "kk" | "mk" => "Cyrl",
        "el" => "Grek",
        "hi" | "ne" | "mr" => "Deva",
        "th" => "Thai",
        "hy" => "Armn",
        "ka" => "Geor",
        "und" => "Zyyy",
        _ => "Latn",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_shows_its_language() {
        for (tag, text) in [
            ("en", "The bridge over the river was repaired in the spring."),
            ("fr", "Le pont sur la rivière a été réparé et les travaux sont finis."),
            ("es", "El puente sobre el río y las casas del pueblo."),
            ("ru", "Мост через реку был отремонтирован весной."),
            ("ar", "أُصلح الجسر المقام على النهر في الربيع."),
            ("fa", "پل روی رودخانه در بهار تعمیر گردید که این کار خوبی بود."),
            ("he", "הגשר מעל הנהר תוקן באביב."),
            ("zh", "河上的桥在春天修好了，这个国家的人们都来了。"),
            ("zh-Hant", "河上的橋在春天修好了，這個國家的人們都來了。"),
            ("ja", "川にかかる橋は春に直されました。"),
        ] {
            assert_eq!(guess(text).map(|l| l.tag().to_owned()).as_deref(), Some(tag), "{text}");
        }
        assert!(SMALL_WORDS.iter().flat_map(|(_, words)| *words).all(|word| word.len() <= SMALL));
        assert_eq!(guess("123 — 456"), None);
        assert_eq!(guess("Kxq zzz"), None);
    }
}
