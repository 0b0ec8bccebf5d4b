//! Traditional Han characters as simplified ones: to a reader 國 and 国 are the same.

use std::sync::LazyLock;

const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';
const TABLE: &str = include_str!("../../assets/han/simplified.txt");

/// What stands for every character from U+4E00 to U+9FFF.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut all: Vec<u16> = (FIRST as u16..=LAST as u16).collect();
    for pair in TABLE.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
        let mut chars = pair.chars();
        if let (Some(traditional), Some(simplified)) = (chars.next(), chars.next())
            && let Some(slot) = (traditional as usize).checked_sub(FIRST as usize).and_then(|at| all.get_mut(at))
            && let Ok(simplified) = u16::try_from(simplified as u32)
        {
            *slot = simplified;
        }
    }
    all
});

/// The simplified form of a traditional character of the basic block, the commonest one where there are several; every other
/// character is itself. What a form stands for in its word is not asked: 乾, 幹 and 干 are one.
pub fn simplified(c: char) -> char {
    if !(FIRST..=LAST).contains(&c) {
        return c;
    }
    let found = SIMPLIFIED.get(c as usize - FIRST as usize).copied();
    found.and_then(|code| char::from_u32(code.into())).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_pairs_is_read() {
        let simple = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(simple("國際聯合會議關於臺灣後來發現頭髮"), "国际联合会议关于台湾后来发现头发");
        assert_eq!(simple("联合国 ABC العربية"), "联合国 ABC العربية");
        for c in FIRST..=LAST {
            assert_eq!(simplified(simplified(c)), simplified(c), "{c}");
        }
    }
}
