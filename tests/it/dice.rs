//! Texts that nobody would write: a small generator and the alphabets it draws from.

/// A small generator (splitmix64): the same numbers in every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    /// `length` characters of `pools`, several of one pool after another.
    pub fn text(&mut self, pools: &[&str], length: usize) -> String {
        let mut text = String::new();
        let mut pool: Vec<char> = Vec::new();
        for _ in 0..length {
            if pool.is_empty() || self.roll(5) == 0 {
                pool = pools[self.roll(pools.len())].chars().collect();
            }
            text.push(pool[self.roll(pool.len())]);
        }
        text
    }
}

/// Sixteen alphabets that a layout could stumble over, alone and together.
pub const HOSTILE: [&str; 16] = [
    "abcdefghij klmnop qrs tuv wxyz ABC",
    "0123456789 .,:;+-/%()[]{}<>\"'",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ  ",
    "لالألإلآ\u{64E}\u{650}\u{651}\u{652}\u{640}\u{200C}\u{200D}",
    "پچژگیکٹڈڑےہھں\u{6D5}\u{681}\u{6C2}\u{671}",
    "٠١٢٣٤٥٦٧٨٩٪٫٬۰۱۲۳؟،؛",
    "אבגדהוזחט ךםןף",
    "联合国大会第七十九届会议决议",
    "，。、；：？！（）《》「」『』【】“”‘’…—",
    "한국어 ひらがなカタカナ ｶﾞﾊﾟｧー々",
    "กำลังทดสอบภาษาไทย क्षत्रिय ম্প্র",
    "👍🏽👩\u{200D}👧🇦🇿🇫🇷☺\u{FE0F}1\u{FE0F}\u{20E3}",
    "\u{301}\u{308}\u{20DD}\u{FE0F}\u{E0100}\u{600}\u{6DD}\u{FDF2}\u{FDFD}\u{1160}",
    "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}\u{200E}\u{200F}\u{61C}",
    "\t\n\r\u{0}\u{7}\u{1B}\u{B}\u{C}\u{1C}\u{1F}\u{7F}\u{85}\u{9B}\u{2028}\u{2029}\u{FFF9}\u{E0001}\u{E0041}",
    "\u{A0}\u{AD}\u{200B}\u{202F}\u{2009}\u{2060}\u{3000}\u{FEFF}\u{FFFD}\u{FFFF}\u{10FFFF}\u{E000}",
];
