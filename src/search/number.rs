//! Numbers in a query: `86600`, `86,600` and `600 86` are one number, however its thousands are grouped.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A number of a folded text: digits, or groups of them with one kind of separator between.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:'\d{3})+|\d{3}(?: \d{3})* \d{1,3}|\d{1,3}(?: \d{3})+|\d+",
    )
    .ok()
});

/// Digits of the longest number that is looked for in other forms.
const LONGEST: usize = 18;

/// Whether a number stands at the beginning and at the end of the query.
pub(super) type Ends = (bool, bool);

/// A pattern that finds the folded `query` with each of its numbers of four digits and more in any of its written forms; none
/// where it has no such number. Where a number stands at either end, [`stands_alone`] has to hold too.
pub(super) fn pattern(query: &str) -> Option<(String, Ends)> {
    let mut pattern = String::new();
    let (mut at, mut ends, mut any) = (0, (false, false), false);
    for number in NUMBER.as_ref()?.find_iter(query) {
        let before = query.get(..number.start())?;
        let after = query.get(number.end()..)?;
        // A part of another number (1.2.3456) is read as it stands.
        let inside = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let free = !before.ends_with(inside) && !after.starts_with(|c: char| c.is_ascii_digit());
        let Some(forms) = forms(number.as_str()).filter(|_| free) else { continue };
        pattern.push_str(&regex::escape(query.get(at..number.start())?));
        pattern.push_str(&format!("(?:{})", forms.join("|")));
        (at, any) = (number.end(), true);
        ends = (ends.0 || number.start() == 0, number.end() == query.len());
    }
    pattern.push_str(&regex::escape(query.get(at..)?));
    any.then_some((pattern, ends))
}

/// The written forms of a number, as patterns: in one piece, in groups, and in groups of reverse order, as Arabic text of the
/// United Nations has them in memory.
fn forms(number: &str) -> Option<Vec<String>> {
    let groups: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let mut values = vec![groups.concat()];
    if number.contains(' ') && groups.first().is_some_and(|first| first.len() == 3) {
        // Groups with spaces between may stand in either order; all but the highest have three digits.
        let reversed: String = groups.iter().rev().copied().collect();
        if groups.last().is_some_and(|last| last.len() < 3) {
            values.clear();
        }
        values.push(reversed);
    }
    let mut forms = Vec::new();
    for value in values.iter().filter(|value| (4..=LONGEST).contains(&value.len()) && !value.starts_with('0')) {
        let first = (value.len() - 1) % 3 + 1;
        let mut groups = vec![value.get(..first)?];
        let mut at = first;
        while at < value.len() {
            groups.push(value.get(at..at + 3)?);
            at += 3;
        }
        forms.extend(["[,]", "[.]", "'", " "].map(|separator| groups.join(separator)));
        groups.reverse();
        forms.push(groups.join(" "));
        forms.push(value.clone());
    }
    (!forms.is_empty()).then_some(forms)
}

/// Whether a number found at `range` of the folded `text` is not a part of a longer one.
pub(super) fn stands_alone(text: &str, range: &Range<usize>, ends: Ends) -> bool {
    let (before, after) = (text.get(..range.start).unwrap_or(""), text.get(range.end..).unwrap_or(""));
    let found = text.get(range.clone()).unwrap_or("");
    let digit = |c: char| c.is_ascii_digit();
    let separator = |c: char| matches!(c, ',' | '.' | '\'' | ' ');
    // A group of three after a separator goes on what stands before it.
    let leads = found.len() - found.trim_start_matches(digit).len();
    let goes_on = leads == 3 && before.ends_with(separator) && before.trim_end_matches(separator).ends_with(digit);
    let grouped = found.contains(separator);
    let rest = after.strip_prefix(separator).unwrap_or("");
    let goes_further = grouped && rest.len() - rest.trim_start_matches(digit).len() == 3;
    !(ends.0 && (before.ends_with(digit) || goes_on)) && !(ends.1 && (after.starts_with(digit) || goes_further))
}

#[cfg(test)]
mod tests {
    use crate::search::{Matcher, Mode};

    /// What of `text` the query finds, between bars.
    fn found(query: &str, text: &str) -> String {
        let matcher = Matcher::new(query, Mode::Folded).expect("a folded query");
        let hits = matcher.find(text);
        hits.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for form in [
            "86600",
            "86,600",
            "86 600",
            "86.600",
            "86'600",
            "600 86",
            "٨٦٦٠٠",
            "٨٦٬٦٠٠",
            "８６，６００",
            "86\u{A0}600",
        ] {
            for query in ["86600", "86,600", "86 600", "600 86", "٨٦٦٠٠"] {
                assert_eq!(found(query, &format!("المساحة {form} كم")), form, "{query}");
            }
        }
        assert_eq!(found("area 86600 km", "an area  86,600 km wide"), "area  86,600 km");
        assert_eq!(found("1234567", "1,234,567 and 567 234 1 and 1 234 567"), "1,234,567|567 234 1|1 234 567");
    }

    #[test]
    fn a_part_of_another_number_is_none() {
        for text in ["186,600", "86,6001", "86 600 000", "1 600 86 600", "86,60", "600 867"] {
            assert_eq!(found("86600", text), "", "{text}");
        }
        assert_eq!(found("286600", "1 286 600"), "");
        // What is typed is found as it stands, wherever it does.
        assert_eq!(found("8660", "986601"), "8660");
        assert_eq!(found("600", "86,600"), "600");
        assert_eq!(found("2023", "2023-2024, 12023"), "2023|2023");
    }
}
