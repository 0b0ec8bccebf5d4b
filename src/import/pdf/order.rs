//! From the order in which glyphs stand on a line to the order in which they are read: UAX #9 the other way round.

use std::collections::BTreeSet;

use super::glyph::Glyph;

/// What a glyph does to the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A letter written from left to right.
    Left,
    /// A letter written from right to left; Arabic ones change the digits after them.
    Right,
    Digit,
    /// What joins digits to a number: a stop, a comma, a colon, a slash.
    Joint,
    /// A sign that belongs to a number beside it outside of Arabic.
    Sign,
    Other,
}

pub(in crate::import) fn is_rtl(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x5FF | 0x608 | 0x60B | 0x60D | 0x61B..=0x64A | 0x66D..=0x6EF | 0x6FA..=0x8FF
        | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
        && !c.is_numeric()
}

fn class(text: &str) -> Class {
    if text.chars().any(is_rtl) {
        return Class::Right;
    }
    if text.chars().any(char::is_alphabetic) {
        return Class::Left;
    }
    match text.chars().next() {
        Some(c) if c.is_numeric() => Class::Digit,
        Some('.' | ',' | ':' | '/' | '،' | '\u{66B}' | '\u{66C}' | '\u{A0}' | '\u{202F}') => Class::Joint,
        Some('+' | '-' | '%' | '$' | '€' | '£' | '#' | '°') => Class::Sign,
        _ => Class::Other,
    }
}

/// The order of reading of texts that stand in this order from left to right, as their places, in a line whose direction is
/// `rtl`; and for each whether it stands among letters that run to the left.
pub(in crate::import) fn logical(texts: &[&str], rtl: bool) -> Vec<(usize, bool)> {
    let classes: Vec<Class> = texts.iter().map(|text| class(text)).collect();
    if !classes.contains(&Class::Right) && (!rtl || classes.contains(&Class::Left)) {
        return (0..texts.len()).map(|at| (at, false)).collect();
    }
    let is_arabic = texts
        .iter()
        .any(|text| text.chars().any(|c| matches!(u32::from(c), 0x600..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF)));
    if rtl {
        return right_to_left(&classes, texts, 0..texts.len(), is_arabic);
    }
    // Stretches from the first to the last letter of the other direction are turned.
    let mut out = Vec::with_capacity(texts.len());
    let mut at = 0;
    while let Some(class) = classes.get(at) {
        if *class != Class::Right {
            out.push((at, false));
            at += 1;
            continue;
        }
        let end = classes.iter().skip(at).position(|class| *class == Class::Left).map_or(classes.len(), |far| at + far);
        let last = (at..end).rev().find(|place| classes.get(*place) == Some(&Class::Right)).unwrap_or(at);
        out.extend(right_to_left(&classes, texts, at..last + 1, is_arabic));
        at = last + 1;
    }
    out
}

/// The places of a range from right to left, numbers and letters of the other direction as they stand.
fn right_to_left(
    classes: &[Class],
    texts: &[&str],
    range: std::ops::Range<usize>,
    is_arabic: bool,
) -> Vec<(usize, bool)> {
    let mut out = Vec::with_capacity(range.len());
    let of = |at: usize| classes.get(at).copied().unwrap_or(Class::Other);
    let mut end = range.end;
    while end > range.start {
        let last = end - 1;
        let (mut start, mut is_run) = (last, false);
        match of(last) {
            Class::Left | Class::Digit | Class::Other | Class::Sign | Class::Joint => {
                if let Some(from) = run_before(&of, texts, range.start, last, is_arabic) {
                    (start, is_run) = (from, true);
                }
            }
            Class::Right => {}
        }
        out.extend((start..end).map(|at| (at, !is_run)));
        end = start;
    }
    out
}

/// Where the run from left to right starts that ends at `last`; none where none does.
fn run_before(of: &dyn Fn(usize) -> Class, texts: &[&str], low: usize, last: usize, is_arabic: bool) -> Option<usize> {
    let text = |at: usize| texts.get(at).copied().unwrap_or("");
    // A closing bracket belongs to the run where its opening one stands inside.
    let closes = match text(last) {
        ")" => Some("("),
        "]" => Some("["),
        _ => None,
    };
    let is_end = matches!(of(last), Class::Left | Class::Digit);
    let is_sign = of(last) == Class::Sign && !is_arabic && last > low && of(last - 1) == Class::Digit;
    if !is_end && !is_sign && closes.is_none() {
        return None;
    }
    let (mut has_letter, mut first, mut number) = (of(last) == Class::Left, last, true);
    let mut first_of_number = last;
    // A letter before the opening bracket: brackets around letters alone stand as the text around them (UAX #9, N0).
    let (mut opened, mut outside) = (false, false);
    let mut at = last;
    loop {
        match of(at) {
            Class::Left => (has_letter, first, outside) = (true, at, outside || opened),
            Class::Digit => first = at,
            Class::Right => break,
            _ => {}
        }
        opened |= closes.is_some_and(|open| text(at) == open);
        // As long as only digits and what joins them came by, the number goes on.
        let joins = |at: usize| {
            let between = at > low && at < last && of(at - 1) == Class::Digit && of(at + 1) == Class::Digit;
            match of(at) {
                Class::Digit => true,
                Class::Joint => between,
                Class::Sign => !is_arabic && (between || (at < last && of(at + 1) == Class::Digit) || at == last),
                _ => false,
            }
        };
        number = number && joins(at);
        if number {
            first_of_number = at;
        }
        if at == low {
            break;
        }
        at -= 1;
    }
    match (closes, has_letter) {
        (Some(_), true) if opened && outside => Some(first),
        (Some(_), _) => None,
        (None, true) => Some(first),
        (None, false) => Some(first_of_number),
    }
}

/// Whether a glyph is nothing but marks that stand over or under a letter.
pub(in crate::import) fn is_mark(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| {
            matches!(u32::from(c), 0x300..=0x36F | 0x591..=0x5BD | 0x5BF | 0x5C1 | 0x5C2 | 0x5C4 | 0x5C5 | 0x5C7 | 0x610..=0x61A
                | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E4 | 0x6E7 | 0x6E8 | 0x6EA..=0x6ED | 0x8D3..=0x8FF
                | 0xFC5E..=0xFC63 | 0xFE70..=0xFE7F)
        })
}

/// Puts marks behind the letters that they stand on, in glyphs that stand from left to right. Where a mark may belong to either
/// of two letters, it is that of the one drawn next to it: before the marks or after them, as most letters of the line.
pub(super) fn attach_marks(glyphs: &mut Vec<Glyph>) {
    if !glyphs.iter().any(|glyph| is_mark(&glyph.text)) {
        return;
    }
    let marks: Vec<Glyph> = glyphs.extract_if(.., |glyph| is_mark(&glyph.text)).collect();
    let mut rest = std::mem::take(glyphs);
    // What is drawn right before and right after a run of marks.
    let drawn: BTreeSet<usize> = rest.iter().filter(|glyph| is_letter(glyph)).map(|glyph| glyph.order).collect();
    let after = |mark: &Glyph| drawn.range(mark.order..).next().copied();
    let before = |mark: &Glyph| drawn.range(..mark.order).next_back().copied();
    let near = |mark: &Glyph| -> Vec<usize> {
        let middle = f64::midpoint(mark.left, mark.right);
        let from = rest.partition_point(|glyph| glyph.right < middle - mark.size * 0.3);
        (from.saturating_sub(2)..(from + 4).min(rest.len())).filter(|at| rest.get(*at).is_some_and(is_letter)).collect()
    };
    let distance = |mark: &Glyph, at: usize| {
        let middle = f64::midpoint(mark.left, mark.right);
        rest.get(at).map_or(f64::INFINITY, |glyph| (glyph.left - middle).max(middle - glyph.right) / mark.size)
    };
    // Marks well inside a letter show which way they are drawn.
    let vote: i32 = marks
        .iter()
        .filter_map(|mark| {
            near(mark)
                .into_iter()
                .find(|at| distance(mark, *at) < -0.08)
                .and_then(|at| rest.get(at))
                .map(|glyph| (mark, glyph))
        })
        .map(|(mark, glyph)| i32::from(after(mark) == Some(glyph.order)) - i32::from(before(mark) == Some(glyph.order)))
        .sum();
    let mut taken: Vec<Vec<Glyph>> = vec![Vec::new(); rest.len()];
    for mark in marks {
        let rtl = mark.text.chars().any(|c| u32::from(c) > 0x36F);
        let wanted = if vote > 0 || (vote == 0 && rtl) { after(&mark) } else { before(&mark) };
        let rank = |at: usize| {
            let is_wanted = wanted.is_some() && rest.get(at).map(|glyph| glyph.order) == wanted;
            let far = distance(&mark, at);
            (if is_wanted && far < 0.25 { -1.0 } else { far.max(0.0) }, far)
        };
        let best =
            near(&mark).into_iter().min_by(|a, b| rank(*a).partial_cmp(&rank(*b)).unwrap_or(std::cmp::Ordering::Equal));
        match best.and_then(|at| taken.get_mut(at)) {
            Some(list) => list.push(mark),
            None => glyphs.push(mark),
        }
    }
    for (glyph, mut marks) in rest.iter_mut().zip(taken) {
        if marks.is_empty() {
            continue;
        }
        // The doubling of a letter is written before its vowel.
        marks.sort_by_key(|mark| (!mark.text.contains(['\u{651}', '\u{FE7C}', '\u{FE7D}']), mark.order));
        let text: String =
            std::iter::once(&glyph.text).chain(marks.iter().map(|mark| &mark.text)).map(|text| &**text).collect();
        glyph.text = text.into();
    }
    glyphs.append(&mut rest);
    glyphs.sort_by(|a, b| (a.left + a.right).total_cmp(&(b.left + b.right)));
}

fn is_letter(glyph: &Glyph) -> bool {
    glyph.text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::logical;
    use crate::text::Direction;
    use crate::text::bidi;

    /// The text as it stands from left to right, by the bidirectional algorithm itself.
    fn seen(text: &str, rtl: bool) -> Vec<char> {
        let base = if rtl { Direction::Rtl } else { Direction::Ltr };
        let levels = bidi::levels(text, base).unwrap_or_else(|| vec![0; text.len()]);
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let of: Vec<u8> = chars.iter().map(|(at, _)| levels.get(*at).copied().unwrap_or(0)).collect();
        bidi::visual_order(&of).into_iter().filter_map(|at| chars.get(at).map(|(_, c)| *c)).collect()
    }

    #[test]
    fn lines_come_back_as_they_were_written() {
        for (line, rtl) in [
            ("يقع البلد في الجنوب، ومساحته 86600 كم.", true),
            ("في عام 1990، صدر القرار 70/305 عن الجمعية العامة.", true),
            ("أقر المجلس (القرار 822) ذلك في 12/05/1993.", true),
            ("بلغ الناتج 1,5 مليون دولار", true),
            ("من طراز (Rakhsh) في الشمال، وبرنامج UN (DP) أيضا", true),
            ("استخدم برنامج Windows 10 في المكتب", true),
            ("انظر الوثيقة A/68/154/Add.1 المؤرخة 2013", true),
            ("See the word كتاب here, and كتاب الحياة too.", false),
            ("Nothing special (at all).", false),
            ("גודל 15% בלבד", true),
        ] {
            let visual: Vec<String> = seen(line, rtl).into_iter().map(String::from).collect();
            let texts: Vec<&str> = visual.iter().map(String::as_str).collect();
            let read: String = logical(&texts, rtl).into_iter().map(|(at, _)| texts[at]).collect();
            assert_eq!(read, line, "{}", visual.concat());
        }
    }
}
