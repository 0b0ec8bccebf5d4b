//! Languages as BCP 47 tags, their direction, and a guess of the language of a text.

mod latin;

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Direction;
use latin::latin;

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

/// Letters looked at: enough to tell languages apart, and the same work for a page and for a book.
const SAMPLE: usize = 4_000;

/// The language of a text from its script, the letters special to a language and, in Latin letters, its small words. None
/// where nothing speaks for one.
pub fn guess(text: &str) -> Option<Language> {
    guessed(text, main_writing(text)?)
}

/// [`guess`] of a text in another script than `own`, one of [`Language::script`]; none of one in the same.
pub fn foreign(text: &str, own: &str) -> Option<Language> {
    // Most texts are in the script of those around them, and more need not be known of them.
    if is_surely(text, own) {
        return None;
    }
    let (main, is_japanese) = main_writing(text)?;
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
    if own == script { None } else { guessed(text, (main, is_japanese)) }
}

/// [`guess`] of a part of a text in `language`: none where it is in the same, in whatever spelling.
pub fn other(part: &str, language: &Language) -> Option<Language> {
    // In this script no other language is told.
    if language.primary() == "zh" && is_surely(part, "Hani") {
        return None;
    }
    guess(part).filter(|guessed| guessed.primary() != language.primary())
}

/// Whether most letters of a text are of this script, as its bytes show: they are cheaper to look at than its characters. False
/// where only characters tell, or where what tells is behind the [`SAMPLE`].
fn is_surely(text: &str, script: &str) -> bool {
    let bytes = text.as_bytes();
    let latin = || count(bytes, |byte| byte.is_ascii_alphabetic());
    if bytes.len() > SAMPLE && count(bytes, |byte| byte >= 0xC0) + latin() > SAMPLE {
        return false;
    }
    // A letter of another script weighs three at most.
    let other = |own: usize| 3 * (count(bytes, |byte| byte >= 0xC0) - own) + latin();
    match script {
        "Latn" => latin() > 3 * count(bytes, |byte| byte >= 0xC0),
        // U+0400 to U+047F.
        "Cyrl" => {
            let own = count(bytes, |byte| matches!(byte, 0xD0 | 0xD1));
            own > other(own)
        }
        // U+0620 to U+064A; what else begins with these bytes is none, or not told here.
        "Arab" => {
            let own = count_pairs(bytes, |lead, next| {
                (lead == 0xD8) & (next >= 0xA0) | (lead == 0xD9) & (0x81..=0x8A).contains(&next)
            });
            let marks = count(bytes, |byte| matches!(byte, 0xD8 | 0xD9)) - own;
            own > other(own + marks) + marks
        }
        // U+5000 to U+9FFF; kana begins with E3 81 to E3 83.
        "Hani" => {
            let own = count(bytes, |byte| matches!(byte, 0xE5..=0xE9));
            let is_kana = |at: usize| matches!(bytes.get(at + 1), Some(0x81..=0x83));
            let rest = count(bytes, |byte| byte >= 0xC0) - own + latin();
            3 * own > rest && !memchr::memchr_iter(0xE3, bytes).any(is_kana)
        }
        _ => false,
    }
}

/// How many bytes are such; without a branch, many at once.
fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let in_block = |block: &[u8]| usize::from(block.iter().fold(0_u8, |count, byte| count + u8::from(is(*byte))));
    bytes.chunks(255).map(in_block).sum()
}

/// How many pairs of neighbours are such.
fn count_pairs(bytes: &[u8], is: impl Fn(u8, u8) -> bool) -> usize {
    let after = bytes.get(1..).unwrap_or_default();
    let in_block = |(block, next): (&[u8], &[u8])| {
        usize::from(block.iter().zip(next).fold(0_u8, |count, (one, other)| count + u8::from(is(*one, *other))))
    };
    bytes.chunks(255).zip(after.chunks(255)).map(in_block).sum()
}

/// The script of most of the letters at the start of a text, and whether kana among Han characters make it Japanese.
fn main_writing(text: &str) -> Option<(Writing, bool)> {
    if is_surely(text, "Latn") { Some((Writing::Latin, false)) } else { counted(text) }
}

/// [`main_writing`], by every letter.
fn counted(text: &str) -> Option<(Writing, bool)> {
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

impl Language {
    /// The ISO 15924 code of the script that it is written in, `Zyyy` where that is not known.
    pub fn script(&self) -> &'static str {
        script_of(self.primary())
    }

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
    fn bytes_say_of_a_script_what_characters_say() {
        let texts = [
            "the bridge",
            "le pont a été réparé",
            "мост через реку",
            "Мост (bridge) №",
            "أُصلح الجسر",
            "پل روی رودخانه",
            "河上的桥",
            "河上的桥在 2 月 (Feb) 修好",
            "川にかかる橋",
            "橋ハ橋",
            "a河",
            "ab河",
            "abc河",
            "abcd河",
            "ا",
            "اab",
            "٣٤٥",
            "…",
            "",
            "12",
        ];
        for (text, other) in texts.iter().flat_map(|text| texts.iter().map(move |other| (text, other))) {
            let text = format!("{text}{other}");
            for (script, own) in [
                ("Latn", Writing::Latin),
                ("Cyrl", Writing::Cyrillic),
                ("Arab", Writing::Arabic),
                ("Hani", Writing::Han),
            ] {
                if is_surely(&text, script) {
                    let (main, is_japanese) = counted(&text).expect("letters");
                    assert!(main == own && (own != Writing::Han || !is_japanese), "{text}");
                }
            }
        }
        for (script, text) in [("Latn", texts[0]), ("Cyrl", texts[2]), ("Arab", texts[4]), ("Hani", texts[7])] {
            assert!(is_surely(text, script), "{text}");
        }
        assert!(!is_surely(texts[8], "Hani") && !is_surely(texts[9], "Hani"));
    }

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
        assert_eq!(guess("123 — 456"), None);
        assert_eq!(guess("Kxq zzz"), None);
    }
}
