//! Whether what came out is text at all: the letters of a font whose tables are wrong make no words.

use std::collections::HashSet;

use super::font::{Trust, UNKNOWN};
use super::glyph::Glyph;
use crate::text::script;

/// What a font gave, letter by letter in the order of reading.
#[derive(Debug, Default)]
pub(super) struct Sample {
    pub known: usize,
    pub unknown: usize,
    pub guessed: usize,
    pub doubtful: usize,
    text: String,
}

/// How much of the text of a font is looked at.
const BYTES: usize = 6_000;

impl Sample {
    /// Adds a letter; a blank where the letter stands apart from the one before.
    pub fn add(&mut self, text: &str, is_apart: bool) {
        if self.text.len() < BYTES {
            if is_apart {
                self.text.push(' ');
            }
            self.text.push_str(text);
        }
    }

    /// Counts a glyph, and adds what it says.
    pub fn see(&mut self, glyph: &Glyph, is_apart: bool) {
        match glyph.trust {
            Trust::Known => self.known += 1,
            Trust::Unknown => self.unknown += 1,
            Trust::Guessed => self.guessed += 1,
            Trust::Doubtful => self.doubtful += 1,
        }
        if &*glyph.text != UNKNOWN {
            self.add(&glyph.text, is_apart);
        }
    }

    pub fn count(&self) -> usize {
        self.known + self.unknown + self.guessed + self.doubtful
    }

    /// Why the text is hard to believe; none where it looks like text.
    pub fn doubt(&self) -> Option<&'static str> {
        if self.doubtful * 5 > self.count() && self.doubtful >= 4 {
            return Some("the file says other letters than its font");
        }
        let words: Vec<&str> = self.text.split_whitespace().collect();
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        let is_usual = |c: char| {
            matches!(
                c,
                '.' | ',' | ':' | ';' | '-' | '–' | '—' | '(' | ')' | '/' | '·' | '…' | '$' | '%' | '\u{2212}' | '•'
            )
        };
        // Signs that are of no alphabet, as dingbats, are meant.
        let is_sign = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !is_usual(*c) && *c < '\u{2000}';
        let signs = self.text.chars().filter(is_sign).count();
        // No language writes most of its letters with accents; bytes of another encoding look like that.
        let accented = self.text.chars().filter(|c| matches!(c, '\u{C0}'..='\u{FF}') && c.is_alphabetic()).count();
        if accented >= 10 && accented * 2 > letters {
            return Some("its letters seem to be those of another encoding");
        }
        if letters + signs < 12 {
            return None;
        }
        let mixed = words.iter().filter(|word| is_mixed(word)).count();
        if mixed * 4 > words.len() && mixed >= 2 {
            return Some("its words mix scripts or are broken by signs");
        }
        if is_strange_han(&self.text) {
            return Some("its characters are hardly ever used");
        }
        let kinds: HashSet<char> = self.text.chars().filter(is_sign).collect();
        if signs > letters * 2
            && kinds.len() >= 10
            && letters + signs > 60
            && words.iter().any(|word| word.chars().count() > 3)
        {
            return Some("it gives more signs than letters");
        }
        let latin: Vec<char> =
            self.text.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
        // Formulas and what is said again and again have letters of their own.
        let long: HashSet<&&str> =
            words.iter().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3).collect();
        if latin.len() * 10 >= letters * 9 && latin.len() >= 60 && long.len() >= 8 {
            let vowels = latin.iter().filter(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')).count();
            let rare = latin.iter().filter(|c| matches!(c, 'j' | 'q' | 'x' | 'z' | 'w' | 'k' | 'v')).count();
            // Of English, French, Spanish and their like 35 to 50 letters in a hundred are vowels.
            // The twelve letters that are most frequent in them make four fifths of a text, in Polish three fifths.
            let common = latin.iter().filter(|c| "etaoinsrhldu".contains(**c)).count();
            let is_strange = common * 100 < latin.len() * 60 && vowels * 100 < latin.len() * 32;
            if is_strange
                || vowels * 100 < latin.len() * 22
                || vowels * 100 > latin.len() * 68
                || rare * 100 > latin.len() * 34
            {
                return Some("its letters are not those of words");
            }
        }
        None
    }
}

/// Whether hardly one of many Han characters is among the frequent ones, which make half of any text.
fn is_strange_han(text: &str) -> bool {
    const FREQUENT: &str = "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心本前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應战戰向头頭文体體政美相见見被利二等产產或新制身果加西月话話合回特代内內信表化老给給世位次度任常先海通教东東提立及比员員解水名真论論处處入几幾口认認条條平系氣气题題活更别別打女变變四神总總何电電数數安少报報才结結反受目量再建务務接必场場件计計期市直资資命山金指许許统統区區保至队隊形社便空决決治展司五基八六七九百千万萬议議会約约联聯合组織组织大届會決委员權权利際际发展阿拉巴尔爾斯克特亚亞马馬尼罗羅维維达達卡布兰蘭托伊安哈比里德什干";
    let (mut han, mut frequent) = (0usize, 0usize);
    for c in text.chars() {
        if script::is_kana(c) {
            return false;
        }
        if script::is_han(c) {
            han += 1;
            frequent += usize::from(FREQUENT.contains(c));
        }
    }
    han >= 20 && frequent * 12 < han
}

/// Whether a word has letters of several scripts, or signs between small letters.
fn is_mixed(word: &str) -> bool {
    let kind = |c: char| match c {
        _ if script::is_han(c) || script::is_kana(c) => 1,
        _ if script::is_arabic(c) => 2,
        'a'..='z' | 'A'..='Z' | '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' => 3,
        '\u{370}'..='\u{3FF}' => 4,
        '\u{400}'..='\u{52F}' => 5,
        '\u{590}'..='\u{5FF}' => 6,
        _ => 7,
    };
    let chars: Vec<char> = word.chars().collect();
    let mut kinds: Vec<i32> = chars.iter().filter(|c| c.is_alphabetic()).map(|c| kind(*c)).collect();
    let cased = chars
        .windows(3)
        .filter(|three| matches!(three, [a, b, c] if a.is_lowercase() && b.is_uppercase() && c.is_lowercase()))
        .count();
    let broken = chars.windows(3).filter(|three| {
        matches!(three, [a, b, c] if a.is_lowercase() && c.is_lowercase()
            && matches!(b, '!' | '"' | '#' | '$' | '%' | '&' | '(' | ')' | '*' | '+' | '<' | '=' | '>' | '?' | '[' | '\\' | ']' | '^' | '{' | '|' | '}' | '~' | '¡'..='¿'))
    });
    let changes = kinds.windows(2).filter(|two| matches!(two, [a, b] if a != b)).count();
    kinds.sort_unstable();
    kinds.dedup();
    // Japanese and Chinese write Latin words without blanks around them.
    let is_foreign = kinds.len() > 1 && changes >= 2 && !(kinds.contains(&1) && changes <= 6);
    is_foreign || broken.count() >= 1 || cased >= 2
}

#[cfg(test)]
mod tests {
    use super::Sample;

    fn doubt(text: &str) -> bool {
        let mut sample = Sample::default();
        for c in text.chars() {
            sample.known += 1;
            sample.add(&c.to_string(), false);
        }
        sample.doubt().is_some()
    }

    #[test]
    fn text_is_believed_and_letters_at_random_are_not() {
        for text in [
            "The council meets at the old bridge when the water is high, and the boat is painted every year by those who row it.",
            "ПРАВИТЕЛЬСТВО Российской Федерации и Организация",
            "يقع البلد في الجنوب، ومساحته 86600 كم.",
            "2014年3月27日，大会通过了A/RES/68/262号决议。",
            "(1) 12.5 % 13 440 – 7 900",
            "À été créée là où l’été a été gâté, près de l’île",
            "Tiếng Việt được viết bằng chữ quốc ngữ",
            "W I a q g W I a q g W I a q g W I a q g W I a q g W I a q g W I a q g W I a q g W I a q g W I a q g",
            "| = = = | | = = = | | = = = | | = = = | | = = = | | = = = | | = = = | | = = = | | = = = | table",
            "5 × 3 × 2 × 4 × 6 ÷ 3 ÷ 2 × 1 × 9",
            "乌兰巴托、塔什干、撒马尔罕、阿拉木图、比什凯克、杜尚别、阿什哈巴德",
        ] {
            assert!(!doubt(text), "{text}");
        }
        for text in [
            "Wkh frxqflo phhwv dw wkh rog eulgjh zkhq wkh zdwhu lv kljk, dqg wkh erdw lv sdlqwhg hyhub bhdu eb wkrvh zkr urz lw.",
            "7KH F$RXQ a(b)c FL#O P!H d%e f&g 'HHW~V x=y q*z k+l",
            "αbγd aбcд еfgж xяzю qыwщ",
            "Îãëàâëåíèå ðàáîòû",
            "蒭鍍伴俘緌嘆囈貭鍔勢袱糫趯軺蒭鍍伴俘緌嘆囈貭鍔勢袱糫趯軺",
        ] {
            assert!(doubt(text), "{text}");
        }
    }
}
