//! Words that no dictionary has, and some that five languages have.

use icu_properties::CodePointMapData;
use icu_properties::props::GraphemeClusterBreak;

use crate::dice::Dice;

/// Words in which letters beyond those of Arabic join: written for this test.
pub const LANGUAGES: [(&str, &str); 6] = [
    ("Arabic", "لا الأمل الآن الإنسان السلام بلاد لأن للآخر إسلام كلا مسؤولية شيء قارئ هؤلاء الله بَيْتٌ كِتَابٌ مُعَلِّمَةٌ أُسْتَاذ لَأُلَاء ـلاـ"),
    ("Persian", "می‌خواهم کتاب‌ها پنجره چراغ ژاله گفتگو خانه‌ای نمی‌شود گلابی پژوهشگر بیچاره آفتابگردان مؤثّر کوچه‌ها"),
    ("Urdu", "پاکستان ٹھنڈا ڈاکٹر پہاڑ لڑکی بڑے ہیں مجھے گھر چھوٹا کیوں نہیں سڑک ۓ ہۂ بۂ اڑتالیس ٹوپی"),
    ("Kurdish", "کوردستان ڕۆژ گوڵ دڵ خۆشەویستی پێنج هەڤاڵ ئێمە ژیان بەڵێ چۆنی ڵا سڵاو لاو شەو ڕێگا"),
    ("Uyghur", "ئۇيغۇر كىتاب مەكتەپ ئۆي ياخشىمۇسىز ئالما ئېغىز ھاۋا ڭىز دېڭىز قۇياش ۋەتەن ئۈزۈم لېكىن ھەممە"),
    ("Pashto", "پښتو ځوان ښوونځی څنګه ړوند کړه ږیره ډېر ټول ګل زړه مړۍ مېوې وړې ښځه څښل پاڼه خپلواکي یې ئي"),
];

/// Letters to draw from.
pub struct Letters {
    /// Every letter of ArabicShaping.txt.
    pub all: Vec<char>,
    /// Those that neither go into a cluster with what follows nor begin another run.
    pub together: Vec<char>,
    /// Those of the Arabic block, to which nearly all forms belong.
    pub arabic: Vec<char>,
    /// Lam and the alefs that share a cell with it.
    pub lam_alef: Vec<char>,
}

impl Letters {
    /// Of the letters of the file.
    pub fn new(letters: impl Iterator<Item = char>) -> Self {
        let all: Vec<char> = letters.collect();
        // Signs under numbers begin a cluster that the digits of the number belong to; they are no letters.
        let is_sign = |c| CodePointMapData::<GraphemeClusterBreak>::new().get(c) == GraphemeClusterBreak::Prepend;
        let is_isolate = |c| matches!(c, '\u{2066}'..='\u{2069}');
        let together: Vec<char> = all.iter().copied().filter(|&c| !is_sign(c) && !is_isolate(c)).collect();
        let arabic = together.iter().copied().filter(|c| matches!(c, '\u{620}'..='\u{6FF}')).collect();
        Self { all, together, arabic, lam_alef: "للللاأإآ".chars().collect() }
    }
}

/// What stands beside a letter: nothing, a letter that joins on both sides, one that joins back, one that joins to nothing, and
/// what joins or parts without being a letter.
const NEIGHBOURS: [&str; 9] = ["", "ب", "ا", "ء", "ل", "\u{640}", "\u{200D}", "\u{200C}", "\u{681}"];

/// What stands between two letters: nothing, marks, a mark and a joiner, two marks around a joiner that parts.
const BETWEEN: [&str; 3] = ["", "\u{64E}\u{651}", "\u{670}"];

/// The words in which `c` stands between two of the neighbours, with and without marks between.
pub fn around(c: char, visit: &mut impl FnMut(&str)) {
    for before in NEIGHBOURS {
        for after in NEIGHBOURS {
            for between in BETWEEN {
                visit(&format!("{before}{between}{c}{between}{after}"));
            }
        }
    }
}

/// `count` words of letters, marks and joiners.
pub fn random(letters: &Letters, count: usize, visit: &mut impl FnMut(&str)) {
    let mut dice = Dice(2);
    let marks = ['\u{64B}', '\u{64C}', '\u{64E}', '\u{64F}', '\u{650}', '\u{651}', '\u{652}', '\u{670}'];
    let joiners = ['\u{640}', '\u{200D}', '\u{200C}'];
    for _ in 0..count {
        let mut word = String::new();
        for _ in 0..1 + dice.roll(8) {
            let pool = match dice.roll(8) {
                0..=4 => &letters.arabic,
                5 => &letters.together,
                _ => &letters.lam_alef,
            };
            word.push(pool[dice.roll(pool.len())]);
            while dice.roll(4) == 0 {
                word.push(marks[dice.roll(marks.len())]);
            }
            if dice.roll(8) == 0 {
                word.push(joiners[dice.roll(joiners.len())]);
            }
        }
        visit(&word);
    }
}
