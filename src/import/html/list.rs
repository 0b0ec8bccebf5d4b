//! Lists: the numbers and marks that a browser prints before their items (HTML Standard, 4.4.5 and 4.4.8; CSS Counter Styles 3).

use super::element;
use super::tree::{NodeId, Tree};
use crate::document::ordinal;

/// A list that is open.
#[derive(Clone, Debug)]
pub(in crate::import) struct List {
    style: Style,
    /// The number of the next item.
    next: i64,
    /// 1, or −1 where the list counts down.
    step: i64,
}

/// What is printed before items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Decimal,
    ArabicIndic,
    Persian,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    LowerGreek,
    Chinese,
    Abjad,
    Hebrew,
    Bullet,
    Nothing,
}

impl List {
    /// The list that an element begins; none where it begins none.
    pub(in crate::import) fn new(tree: &Tree, node: NodeId) -> Option<Self> {
        let ordered = match tree.name(node) {
            "ol" => true,
            "ul" | "menu" | "dir" => false,
            _ => return None,
        };
        let told = tree.attribute(node, "type").and_then(kind).or_else(|| of_style(tree, node));
        let style = told.unwrap_or(if ordered { Style::Decimal } else { Style::Bullet });
        let reversed = ordered && tree.attribute(node, "reversed").is_some();
        let start = tree.attribute(node, "start").and_then(integer);
        let count = || tree.children(node).filter(|child| tree.name(*child) == "li").count();
        let next = start.unwrap_or_else(|| if reversed { i64::try_from(count()).unwrap_or(1) } else { 1 });
        Some(Self { style, next, step: if reversed { -1 } else { 1 } })
    }

    /// What is printed before the next item, `li`; empty where nothing is.
    pub(in crate::import) fn label(&mut self, tree: &Tree, li: NodeId) -> String {
        let style = tree.attribute(li, "type").and_then(kind).or_else(|| of_style(tree, li)).unwrap_or(self.style);
        match style {
            Style::Bullet => return "•".to_owned(),
            Style::Nothing => return String::new(),
            _ => {}
        }
        let own = tree.attribute(li, "value").and_then(integer);
        let n = own.unwrap_or(self.next);
        self.next = n.saturating_add(self.step);
        printed(style, n)
    }
}

fn printed(style: Style, n: i64) -> String {
    let positive = u32::try_from(n).ok().filter(|n| (1..4_000).contains(n));
    let named = positive.and_then(|n| {
        Some(match style {
            Style::LowerLetter => format!("{}.", ordinal::letters(n).to_lowercase()),
            Style::UpperLetter => format!("{}.", ordinal::letters(n)),
            Style::LowerRoman => format!("{}.", ordinal::to_roman(n).to_lowercase()),
            Style::UpperRoman => format!("{}.", ordinal::to_roman(n)),
            Style::LowerGreek => format!("{}.", nth("αβγδεζηθικλμνξοπρστυφχψω", n)?),
            Style::Abjad => format!("{}.", nth("ابجدهوزحطيكلمنسعفصقرشتثخذضظغ", n)?),
            Style::Hebrew => format!("{}.", hebrew(n)?),
            Style::Chinese => format!("{}、", chinese(n)?),
            _ => return None,
        })
    });
    named.unwrap_or_else(|| match style {
        Style::ArabicIndic => format!("{}.", in_digits(n, '\u{660}')),
        Style::Persian => format!("{}.", in_digits(n, '\u{6F0}')),
        _ => format!("{n}."),
    })
}

/// The style of a `type` attribute: letters differ by case.
fn kind(value: &str) -> Option<Style> {
    Some(match value.trim() {
        "1" => Style::Decimal,
        "a" => Style::LowerLetter,
        "A" => Style::UpperLetter,
        "i" => Style::LowerRoman,
        "I" => Style::UpperRoman,
        other => match other.to_ascii_lowercase().as_str() {
            "none" => Style::Nothing,
            "disc" | "circle" | "square" => Style::Bullet,
            _ => return None,
        },
    })
}

/// The style that an element's own style sheet names.
fn of_style(tree: &Tree, node: NodeId) -> Option<Style> {
    let style = tree.attribute(node, "style")?;
    let property = |name| element::property_of(style, name);
    let value = property("list-style-type").or_else(|| property("list-style"))?;
    value.split_whitespace().find_map(|word| {
        Some(match word.to_ascii_lowercase().as_str() {
            "none" => Style::Nothing,
            "disc" | "circle" | "square" | "disclosure-open" | "disclosure-closed" => Style::Bullet,
            "decimal" | "decimal-leading-zero" => Style::Decimal,
            "arabic-indic" => Style::ArabicIndic,
            "persian" | "urdu" => Style::Persian,
            "lower-alpha" | "lower-latin" => Style::LowerLetter,
            "upper-alpha" | "upper-latin" => Style::UpperLetter,
            "lower-roman" => Style::LowerRoman,
            "upper-roman" => Style::UpperRoman,
            "lower-greek" => Style::LowerGreek,
            "cjk-decimal" | "cjk-ideographic" | "trad-chinese-informal" | "simp-chinese-informal" => Style::Chinese,
            "arabic-abjad" | "-moz-arabic-abjad" => Style::Abjad,
            "hebrew" => Style::Hebrew,
            _ => return None,
        })
    })
}

/// The integer at the start of a value, as browsers read it.
fn integer(value: &str) -> Option<i64> {
    let value = value.trim_start();
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let n = digits.get(..end)?.parse::<i32>().ok().map(i64::from)?;
    Some(if value.starts_with('-') { -n } else { n })
}

/// `n` in the digits that begin with `zero`.
fn in_digits(n: i64, zero: char) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|d| char::from_u32(u32::from(zero) + d)).unwrap_or(c);
    n.to_string().chars().map(digit).collect()
}

fn nth(letters: &str, n: u32) -> Option<char> {
    letters.chars().nth(n.checked_sub(1)? as usize)
}

/// A Hebrew numeral below 400; 15 and 16 do not spell a name.
fn hebrew(n: u32) -> Option<String> {
    let (hundreds, rest) = (n / 100, n % 100);
    let small = |n: u32| nth("אבגדהוזחט", n);
    let mut out = String::new();
    out.extend(if hundreds > 0 { Some(nth("קרש", hundreds)?) } else { None });
    match rest {
        15 => out.push_str("טו"),
        16 => out.push_str("טז"),
        _ => {
            out.extend(nth("יכלמנסעפצ", rest / 10));
            out.extend(small(rest % 10));
        }
    }
    Some(out)
}

/// A Chinese numeral below a hundred.
fn chinese(n: u32) -> Option<String> {
    let digit = |n: u32| nth("一二三四五六七八九", n);
    let (tens, ones) = (n / 10, n % 10);
    if tens > 9 {
        return None;
    }
    let mut out = String::new();
    out.extend(if tens > 1 { digit(tens) } else { None });
    out.extend((tens > 0).then_some('十'));
    out.extend(digit(ones));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Style, integer, printed};
    use crate::document::ordinal;

    #[test]
    fn numbers_are_printed_in_the_style_of_the_list() {
        for (style, n, text) in [
            (Style::Decimal, 48, "48."),
            (Style::LowerLetter, 3, "c."),
            (Style::UpperRoman, 4, "IV."),
            (Style::LowerRoman, 0, "0."),
            (Style::ArabicIndic, 12, "١٢."),
            (Style::Persian, 45, "۴۵."),
            (Style::Chinese, 21, "二十一、"),
            (Style::Chinese, 10, "十、"),
            (Style::Hebrew, 116, "קטז."),
            (Style::Abjad, 4, "د."),
            (Style::Decimal, -2, "-2."),
        ] {
            assert_eq!(printed(style, n), text);
        }
    }

    #[test]
    fn numerals_are_read_back_as_what_they_are() {
        for n in 1..100 {
            let chinese = super::chinese(n).expect("below a hundred");
            assert_eq!(ordinal::chinese(&chinese), Some(n), "{chinese}");
            let hebrew = super::hebrew(n).expect("below 400");
            assert_eq!(ordinal::hebrew(&hebrew), Some(n), "{hebrew}");
        }
    }

    #[test]
    fn integers_are_read_as_browsers_do() {
        assert_eq!(["7", " -3x", "+2", "x", "99999999999"].map(integer), [Some(7), Some(-3), Some(2), None, None]);
    }
}
