//! The width of a cluster in cells: one or two, whatever a string of several would add up to.
//!
//! Terminals count characters, not strings: the cells of a cluster are the sum of those of its characters, and two where that
//! is more, but for emoji, whose sequences are one picture. The width of a character is its East_Asian_Width (UAX #11) unless its
//! General_Category says that it takes none. Both were compared with what xterm, VTE, Konsole, kitty, Alacritty, mlterm and tmux
//! do with every character; where they differ among themselves, [`certain`] says so.

use icu_properties::props::{EastAsianWidth, Emoji, ExtendedPictographic, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

/// The cells that `cluster`, one grapheme cluster with something to see, takes: 1 or 2.
///
/// `ambiguous_wide`: characters of ambiguous width (UAX #11) take two cells.
pub fn cluster(cluster: &str, ambiguous_wide: bool) -> u8 {
    natural(cluster, ambiguous_wide).clamp(1, 2) as u8
}

/// The cells that the characters of `cluster` take one after the other; two for an emoji sequence and a pair of regional
/// indicators. More than two do not fit what [`cluster`] gives: the cluster is to be cut.
pub fn natural(cluster: &str, ambiguous_wide: bool) -> usize {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return 0 };
    if chars.as_str().is_empty() {
        return usize::from(char(first, ambiguous_wide));
    }
    if is_emoji_sequence(first, chars.as_str()) {
        return 2;
    }
    cluster.chars().map(|c| usize::from(char(c, ambiguous_wide))).sum()
}

/// Whether `first` and `rest`, which are one cluster, are a sequence that is drawn as one wide picture (UTS #51): emoji style,
/// a skin tone, pictures joined by ZWJ, a flag. The selector of the text style makes nothing narrow: a character that is wide
/// without it stays so in all terminals but one, and would lose its right half to the next cell.
fn is_emoji_sequence(first: char, rest: &str) -> bool {
    if is_regional(first) {
        return rest.chars().any(is_regional);
    }
    if matches!(first, ' '..='~' if !rest.contains('\u{FE0F}'))
        || matches!(first, '\u{AF}'..='\u{203B}' | '\u{3300}'..='\u{1EFFF}')
    {
        return false;
    }
    if !CodePointSetData::new::<Emoji>().contains(first) {
        return false;
    }
    let pictographic = CodePointSetData::new::<ExtendedPictographic>();
    let mut joined = false;
    let mut sequence = false;
    for c in rest.chars() {
        match c {
            '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' => sequence = true,
            _ if joined && pictographic.contains(c) => sequence = true,
            '\u{200D}' | '\u{FE0E}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}' => {}
            _ if char(c, false) == 0 => {}
            _ => return false,
        }
        joined = c == '\u{200D}';
    }
    sequence
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// The cells that `c` alone takes: 0, 1 or 2.
pub fn char(c: char, ambiguous_wide: bool) -> u8 {
    match c {
        ' '..='~' => return 1,
        '\u{0620}'..='\u{064A}' | '\u{0660}'..='\u{066F}' | '\u{0671}'..='\u{06D5}' => return 1,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3029}' | '\u{FF01}'..='\u{FF5E}' => {
            return 2;
        }
        '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' => return 0,
        // Vowels and final consonants are drawn into the syllable that a leading consonant opens.
        '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7C6}' | '\u{D7CB}'..='\u{D7FB}' => return 0,
        _ => {}
    }
    use GeneralCategory as G;
    match CodePointMapData::<G>::new().get(c) {
        G::NonspacingMark | G::EnclosingMark | G::Control | G::LineSeparator | G::ParagraphSeparator => return 0,
        G::Format if !is_prepended_sign(c) => return 0,
        _ => {}
    }
    match CodePointMapData::<EastAsianWidth>::new().get(c) {
        EastAsianWidth::Wide | EastAsianWidth::Fullwidth => 2,
        EastAsianWidth::Ambiguous if ambiguous_wide => 2,
        _ => 1,
    }
}

/// Format characters with something to see: they stand before digits or letters, over or around them (the property
/// Prepended_Concatenation_Mark).
fn is_prepended_sign(c: char) -> bool {
    matches!(
        c,
        '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}' | '\u{110BD}' | '\u{110CD}'
    )
}

/// Whether every terminal takes as many cells for `glyph`, what one cell receives, as [`cluster`] does. After another one the
/// place of the terminal's cursor is not known, and the cells around it may have been written over.
pub fn certain(glyph: &str) -> bool {
    if glyph.len() == 1 {
        return true;
    }
    let mut chars = glyph.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(a), Some(b), None) if is_regional(a) && is_regional(b) => true,
        _ => glyph.chars().all(is_certain),
    }
}

/// The most cells that a terminal takes for `glyph`: more than [`cluster`] gives where it draws one after the other what
/// belongs together.
pub fn most(glyph: &str) -> usize {
    let most = |c: char| match c {
        _ if is_regional(c) => 2,
        '\u{FE0F}' | '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}' => 1,
        _ => usize::from(char(c, true)),
    };
    glyph.chars().map(most).sum::<usize>().max(usize::from(cluster(glyph, true)))
}

fn is_certain(c: char) -> bool {
    match c {
        ..='\u{2FF}' => true,
        _ if is_prepended_sign(c) => false,
        '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FF}' => false,
        // Selectors of emoji style; signs that a style makes an emoji of.
        '\u{FE0E}' | '\u{FE0F}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' => false,
        // Format characters take a cell in mlterm.
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => false,
        // Wide since Unicode 16, or in some tables only.
        '\u{2630}'..='\u{2637}' | '\u{268A}'..='\u{268F}' | '\u{4DC0}'..='\u{4DFF}' | '\u{3248}'..='\u{324F}' => false,
        '\u{302E}' | '\u{302F}' => false,
        '\u{300}'..='\u{8FF}' | '\u{1E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FFFF}' => true,
        // Emoji of Unicode 9 and before.
        '\u{1F300}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1F64F}' | '\u{1F680}'..='\u{1F6D0}' => true,
        '\u{20000}'..='\u{2A6D6}' | '\u{2F800}'..='\u{2FA1D}' | '\u{E0100}'..='\u{E01EF}' => true,
        '\u{10000}'.. => false,
        _ => !is_spacing_mark(c),
    }
}

/// Whether `c` is a mark with a cell of its own (the vowel signs of Indic scripts).
pub fn is_spacing_mark(c: char) -> bool {
    CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::SpacingMark
}

#[cfg(test)]
mod tests;
