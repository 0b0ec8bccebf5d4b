//! Grapheme clusters (UAX #29), cut where a terminal needs them apart.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::visible::{self, Shown};
use super::width;

/// Calls `visit` with the start and the text of every cluster of `text`, in order and without gaps.
///
/// Extended grapheme clusters, with three cuts more, so that each takes at most two cells: after a prepended sign (U+06DD
/// before digits), around characters that are shown by a substitute (tags), between the characters with a cell of their own
/// in a cluster that is wider than two cells (a conjunct of three consonants) or starts with a mark.
pub fn each<'t>(text: &'t str, mut visit: impl FnMut(usize, &'t str)) {
    let mut start = 0;
    let mut chars = text.char_indices();
    let Some((_, mut before)) = chars.next() else { return };
    let mut alone = true;
    for (at, c) in chars {
        // Between two plain characters is a boundary whatever stands around them (GB999).
        if is_plain(before) && is_plain(c) {
            stretch(text, start..at, alone, &mut visit);
            start = at;
            alone = true;
        } else {
            alone = false;
        }
        before = c;
    }
    stretch(text, start..text.len(), alone, &mut visit);
}

/// The clusters of a stretch between two certain boundaries; `alone`: it is one character.
fn stretch<'t>(text: &'t str, range: Range<usize>, alone: bool, visit: &mut impl FnMut(usize, &'t str)) {
    let start = range.start;
    let Some(stretch) = text.get(range) else { return };
    if alone {
        return visit(start, stretch);
    }
    for (at, cluster) in stretch.grapheme_indices(true) {
        cut(start + at, cluster, visit);
    }
}

/// Whether `c` is certainly of the class `Other` of UAX #29.
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{C0}'..='\u{2FF}' | '\u{391}'..='\u{481}' | '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}'
        | '\u{660}'..='\u{66F}' | '\u{671}'..='\u{6D5}' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{2010}'..='\u{2027}'
        | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}')
}

fn cut<'t>(start: usize, cluster: &'t str, visit: &mut impl FnMut(usize, &'t str)) {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return };
    if chars.next().is_none() || cluster == "\r\n" {
        return visit(start, cluster);
    }
    let substitutes = cluster.chars().any(|c| matches!(visible::shown(c), Shown::Instead(_)));
    let wide = unicode_width::UnicodeWidthStr::width(cluster) > 2;
    let baseless = width::char(first, false) == 0 && cluster.chars().any(|c| width::char(c, false) > 0);
    if !(substitutes || wide || baseless || is_prepended(first)) {
        return visit(start, cluster);
    }
    let mut from = 0;
    let mut alone = false;
    for (at, c) in cluster.char_indices() {
        let substitute = matches!(visible::shown(c), Shown::Instead(_));
        if at > from && (alone || substitute || width::char(c, false) > 0) {
            visit(start + from, &cluster[from..at]);
            from = at;
        }
        alone = substitute;
    }
    visit(start + from, &cluster[from..]);
}

/// The class `Prepend` of UAX #29, as far as its characters take a cell.
fn is_prepended(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}' | '\u{D4E}'
        | '\u{110BD}' | '\u{110CD}' | '\u{111C2}' | '\u{111C3}' | '\u{1193F}' | '\u{11941}' | '\u{11A3A}'
        | '\u{11A84}'..='\u{11A89}' | '\u{11D46}' | '\u{11F02}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        each(text, |_, cluster| all.push(cluster));
        all
    }

    #[test]
    fn clusters_hold_their_marks() {
        assert_eq!(clusters("بَتa\u{301}国👩\u{200D}👧🇦🇿"), ["بَ", "ت", "a\u{301}", "国", "👩\u{200D}👧", "🇦🇿"]);
        assert_eq!(clusters("a\r\nb\t\u{301}"), ["a", "\r\n", "b", "\t", "\u{301}"]);
    }

    #[test]
    fn clusters_are_cut_for_cells() {
        assert_eq!(clusters("\u{6DD}١٢"), ["\u{6DD}", "١", "٢"]);
        assert_eq!(clusters("a\u{E0041}\u{E0042}b"), ["a", "\u{E0041}", "\u{E0042}", "b"]);
        assert!(clusters("क्ष्म्य").iter().all(|cluster| unicode_width::UnicodeWidthStr::width(*cluster) <= 2));
    }

    /// Where no cut applies, the clusters are those of `unicode-segmentation`.
    #[test]
    fn plain_characters_are_really_plain() {
        for c in (0..=0xFFFFu32).filter_map(char::from_u32).filter(|&c| is_plain(c)) {
            for text in [format!("{c}a"), format!("a{c}"), format!("\u{600}{c}"), format!("{c}\u{301}{c}")] {
                let theirs: Vec<&str> = text.graphemes(true).collect();
                let ours = clusters(&text);
                if text.starts_with('\u{600}') { assert_eq!(ours.concat(), text) } else { assert_eq!(ours, theirs) }
            }
        }
    }
}
