//! Grapheme clusters (UAX #29), cut where a terminal needs them apart.

use std::ops::Range;

use icu_properties::props::{ExtendedPictographic, GraphemeClusterBreak, IndicConjunctBreak};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_segmentation::UnicodeSegmentation;

use super::visible::{self, Shown};
use super::{property, width};

/// What a character does at the boundaries of clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    /// A boundary stands before it (GB999), but after [`Role::Prepend`]; it takes cells of its own.
    Plain,
    /// No boundary stands before it (GB9, GB9a), no cell is its own, and it is shown as it is.
    Mark,
    /// The class `Prepend`: perhaps no boundary stands after it (GB9b).
    Prepend,
    /// Its boundaries depend on more than its neighbours.
    Other,
}

/// The role of `c`, as the tables have it.
pub(super) fn looked_up(c: char) -> Role {
    use GraphemeClusterBreak as Break;
    let takes_cells = width::char(c, false) > 0;
    if visible::shown(c) != Shown::Itself {
        return if is_prepended(c) { Role::Prepend } else { Role::Other };
    }
    // Whether it goes with a letter before it is asked of the crate that cuts what is neither plain nor a mark: its tables
    // may be of another version.
    let follows = || ["b", c.encode_utf8(&mut [0; 4])].concat().graphemes(true).count() == 1;
    match CodePointMapData::<Break>::new().get(c) {
        Break::Prepend => Role::Prepend,
        Break::Extend | Break::SpacingMark if !takes_cells && follows() => Role::Mark,
        Break::Other if takes_cells && !is_context(c) && !follows() => Role::Plain,
        _ => Role::Other,
    }
}

/// Whether `c`, of the class `Other`, may have no boundary before it all the same (GB9c, GB11).
fn is_context(c: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(c)
        || CodePointMapData::<IndicConjunctBreak>::new().get(c) == IndicConjunctBreak::Consonant
}

/// Calls `visit` with the start and the text of every cluster of `text`, in order and without gaps.
///
/// Extended grapheme clusters, with three cuts more, so that each takes at most two cells: after a prepended sign (U+06DD
/// before digits), around characters that are shown by a substitute (tags), between the characters with a cell of their own
/// in a cluster that is wider than two cells (a conjunct of three consonants) or starts with a mark.
pub fn each<'t>(text: &'t str, mut visit: impl FnMut(usize, &'t str)) {
    let mut start = 0;
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else { return };
    let mut before = property::of(first).cluster;
    let mut single = true;
    for (at, c) in chars {
        let role = property::of(c).cluster;
        if role == Role::Plain && before != Role::Prepend {
            stretch(text, start..at, single, &mut visit);
            start = at;
            single = true;
        } else {
            single = false;
        }
        before = role;
    }
    stretch(text, start..text.len(), single, &mut visit);
}

/// The clusters of a stretch between two certain boundaries; `single`: it is one character.
pub(crate) fn stretch<'t>(text: &'t str, range: Range<usize>, single: bool, visit: &mut impl FnMut(usize, &'t str)) {
    let start = range.start;
    let Some(stretch) = text.get(range) else { return };
    if single {
        return visit(start, stretch);
    }
    for (at, cluster) in stretch.grapheme_indices(true) {
        cut(start + at, cluster, visit);
    }
}

fn cut<'t>(start: usize, cluster: &'t str, visit: &mut impl FnMut(usize, &'t str)) {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return };
    if chars.next().is_none() || cluster == "\r\n" {
        return visit(start, cluster);
    }
    if is_flag(cluster) {
        return visit(start, cluster);
    }
    let substitutes = cluster.chars().any(|c| matches!(visible::shown(c), Shown::Instead(_)));
    let wide = width::natural(cluster, false) > 2;
    let baseless = width::char(first, false) == 0 && cluster.chars().any(|c| width::char(c, false) > 0);
    if !(substitutes || wide || baseless || is_prepended(first)) {
        return visit(start, cluster);
    }
    let mut from = 0;
    let mut cells = 0;
    let mut alone = false;
    for (at, c) in cluster.char_indices() {
        let substitute = matches!(visible::shown(c), Shown::Instead(_));
        let own = width::char(c, false);
        // A vowel sign with a cell of its own stays with its letter.
        let apart = own > 0 && (cells == 0 || cells + own > 2 || !width::is_spacing_mark(c));
        if at > from && (alone || substitute || apart) {
            visit(start + from, &cluster[from..at]);
            from = at;
            cells = 0;
        }
        cells += own;
        alone = substitute;
    }
    visit(start + from, &cluster[from..]);
}

/// The flags that Unicode spells with tags (RGI_Emoji_Tag_Sequence): England, Scotland, Wales. Any other tags are shown, for
/// they could hide a text.
fn is_flag(cluster: &str) -> bool {
    let Some(tags) = cluster.strip_prefix('\u{1F3F4}').and_then(|tags| tags.strip_suffix('\u{E007F}')) else {
        return false;
    };
    let letter = |c: char| (c as u32).checked_sub(0xE0000).and_then(char::from_u32);
    let region: String = tags.chars().filter_map(letter).collect();
    matches!(region.as_str(), "gbeng" | "gbsct" | "gbwls")
}

/// The class `Prepend` of UAX #29, as far as its characters take a cell.
fn is_prepended(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}' | '\u{D4E}'
        | '\u{110BD}' | '\u{110CD}' | '\u{111C2}' | '\u{111C3}' | '\u{1193F}' | '\u{11941}' | '\u{11A3A}'
        | '\u{11A84}'..='\u{11A89}' | '\u{11D46}' | '\u{11F02}' | '\u{113D1}')
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
        assert_eq!(clusters("क्ष्म्य"), ["क्", "ष्", "म्", "य"]);
        assert_eq!(clusters("क्षा का ক্ষা"), ["क्", "षा", " ", "का", " ", "ক্", "ষা"]);
        assert_eq!(clusters("가\u{302E}a🏽"), ["가", "\u{302E}", "a", "🏽"]);
        let flags = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";
        assert_eq!(clusters(flags), [flags]);
        assert_eq!(
            clusters("\u{1F3F4}\u{E0068}\u{E0069}\u{E007F}").len(),
            4,
            "tags that name no flag could hide a text"
        );
    }

    /// Where no cut applies, the clusters are those of `unicode-segmentation`.
    #[test]
    fn plain_characters_are_really_plain() {
        for c in (0..=0x10FFFFu32).filter_map(char::from_u32).filter(|&c| looked_up(c) == Role::Plain) {
            for text in [format!("{c}a"), format!("a{c}"), format!("\u{600}{c}"), format!("{c}\u{301}{c}")] {
                let theirs: Vec<&str> = text.graphemes(true).collect();
                let ours = clusters(&text);
                if text.starts_with('\u{600}') { assert_eq!(ours.concat(), text) } else { assert_eq!(ours, theirs) }
            }
        }
    }

    /// A plain character and its marks are one cluster, which no cut touches.
    #[test]
    fn marks_are_really_marks() {
        for c in (0..=0x10FFFFu32).filter_map(char::from_u32).filter(|&c| looked_up(c) == Role::Mark) {
            for text in [format!("ب{c}a"), format!("ب\u{64E}{c}a"), format!("a{c}\u{301}国")] {
                let theirs: Vec<&str> = text.graphemes(true).collect();
                assert_eq!(clusters(&text), theirs, "U+{:04X}", c as u32);
                assert_eq!(theirs.len(), 2, "U+{:04X}", c as u32);
            }
        }
    }
}
