//! Numerals of citations: Roman, Chinese, Arabic ordinals and letters.

/// `4` as `IV`; the digits themselves for 0 and from 4000.
pub(super) fn roman(number: u32) -> String {
    const STEPS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number >= 4000 {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, letters) in STEPS {
        while left >= *value {
            text.push_str(letters);
            left -= value;
        }
    }
    text
}

/// `iv` or `IV` as 4; none for what is no well-formed Roman numeral.
pub(super) fn from_roman(text: &str) -> Option<u32> {
    let upper = text.to_ascii_uppercase();
    let mut total = 0_u32;
    let mut highest = 0;
    for letter in upper.chars().rev() {
        let value = match letter {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            'M' => 1000,
            _ => return None,
        };
        if value < highest {
            total = total.checked_sub(value)?;
        } else {
            total = total.checked_add(value)?;
            highest = value;
        }
    }
    (roman(total) == upper).then_some(total)
}

/// `103` as `一百零三`; the digits themselves for 0 and from 10000.
pub(super) fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if number == 0 || number >= 10_000 {
        return number.to_string();
    }
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        // 十三, not 一十三.
        if !(unit == 10 && digit == 1 && text.is_empty()) {
            text.push_str(DIGITS.get(digit as usize).copied().unwrap_or(""));
        }
        text.push_str(name);
    }
    text
}

/// The number as the attribute of a masculine noun, `المرفق الثاني`; digits from 21.
pub(super) fn arabic_ordinal(number: u32) -> String {
    const WORDS: [&str; 20] = [
        "الأول",
        "الثاني",
        "الثالث",
        "الرابع",
        "الخامس",
        "السادس",
        "السابع",
        "الثامن",
        "التاسع",
        "العاشر",
        "الحادي عشر",
        "الثاني عشر",
        "الثالث عشر",
        "الرابع عشر",
        "الخامس عشر",
        "السادس عشر",
        "السابع عشر",
        "الثامن عشر",
        "التاسع عشر",
        "العشرون",
    ];
    pick(&WORDS, number)
}

/// The number of a first-level heading, `أولا`; digits from 21.
pub(super) fn arabic_heading(number: u32) -> String {
    const WORDS: [&str; 20] = [
        "أولا",
        "ثانيا",
        "ثالثا",
        "رابعا",
        "خامسا",
        "سادسا",
        "سابعا",
        "ثامنا",
        "تاسعا",
        "عاشرا",
        "حادي عشر",
        "ثاني عشر",
        "ثالث عشر",
        "رابع عشر",
        "خامس عشر",
        "سادس عشر",
        "سابع عشر",
        "ثامن عشر",
        "تاسع عشر",
        "عشرين",
    ];
    pick(&WORDS, number)
}

/// The name of the letter of a second-level heading in abjad order: `B` is `باء`.
pub(super) fn arabic_letter_name(number: u32) -> String {
    const WORDS: [&str; 26] = [
        "ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم", "نون", "سين", "عين",
        "فاء", "صاد", "قاف", "راء", "شين", "تاء", "ثاء", "خاء", "ذال", "ضاد",
    ];
    pick(&WORDS, number)
}

/// The letter of an item in abjad order: the third is `ج`.
pub(super) fn arabic_item(number: u32) -> String {
    const WORDS: [&str; 28] = [
        "أ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن", "س", "ع", "ف", "ص", "ق", "ر", "ش", "ت",
        "ث", "خ", "ذ", "ض", "ظ", "غ",
    ];
    pick(&WORDS, number)
}

/// The place of a single Latin letter in its alphabet, from 1.
pub(super) fn letter(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?.to_ascii_lowercase();
    chars.next().is_none().then(|| u32::from(letter) - u32::from('a') + 1)
}

fn pick(words: &[&str], number: u32) -> String {
    let word = usize::try_from(number).ok().and_then(|number| number.checked_sub(1)).and_then(|at| words.get(at));
    word.map_or_else(|| number.to_string(), |word| (*word).to_owned())
}
