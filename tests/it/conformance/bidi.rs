//! BidiTest.txt and BidiCharacterTest.txt of UAX #9, against levels and against rows.
//!
//! The files give levels and an order of characters. Rows have clusters; what the order of a row must be is derived from the
//! file's order without asking our code:
//!
//! * what X9 removes has no level in the file; isolates have one but no sign. Whether a row has a sign for such a character
//!   or nothing is not in question: both are left out on both sides;
//! * a mark stands in the cell of its base (L3), so of a cluster of UAX #29 (as `unicode-segmentation` cuts it) only the first
//!   character that is not left out is looked for; it has the level of the others;
//! * white space (without a joiner in its cluster) at the end of a line hangs and has no cell, and neither has a line feed (L1 gives them the level of the
//!   paragraph; that is asked of the levels). Another paragraph separator has a cell with a sign, at the end of the order;
//! * a character with a mirror image (BidiMirroring.txt) is mirrored where its level is odd (L4), others never.

use std::collections::HashMap;

use hexapla::layout::{Analysis, Options};
use hexapla::text::Direction;
use hexapla::text::bidi::{self, Tail};
use unicode_segmentation::UnicodeSegmentation;

use super::{Count, all};
use crate::unicode::{characters, official, version};

/// One paragraph in one direction, and what the file says of it.
struct Case<'f> {
    text: &'f str,
    /// None: of the first strong character (P2, P3).
    base: Option<Direction>,
    /// One a character; none for what X9 removes.
    levels: &'f [Option<u8>],
    /// The characters that have a level, from left to right.
    order: &'f [usize],
}

impl Case<'_> {
    fn check(&self, mirrors: &HashMap<char, char>) -> Result<(), String> {
        let options = Options { base: self.base, tabs: 1, ..Options::default() };
        let analysis = Analysis::new(self.text, &options);
        self.check_levels(analysis.direction())?;
        let rows = analysis.rows(self.text, &options, 400);
        let mut found = Vec::new();
        let mut last = usize::MAX;
        let at: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
        for row in &rows {
            for cluster in &row.clusters {
                let source = cluster.source.start as usize..cluster.source.end as usize;
                let first = at.partition_point(|&at| at < source.start);
                let behind = at.partition_point(|&at| at < source.end);
                let Some(index) = (first..behind).find(|&index| self.has_cell(index)) else { continue };
                // A character may take several cells side by side.
                if index != last {
                    found.push(index);
                }
                last = index;
                self.check_cell(index, cluster.level, row.glyph(cluster), mirrors)?;
            }
        }
        let expected = self.order_of_cells();
        if found == expected { Ok(()) } else { Err(self.told(&format!("order {found:?} for {expected:?}"))) }
    }

    fn told(&self, what: &str) -> String {
        format!("{} {:?}: {what}", self.text.escape_unicode(), self.base)
    }

    /// The levels of [`bidi::levels`] after L1, on one line.
    fn check_levels(&self, base: Direction) -> Result<(), String> {
        let of_bytes = bidi::levels(self.text, base).unwrap_or_else(|| vec![0; self.text.len()]);
        let mut levels: Vec<u8> = self.text.char_indices().map(|(at, _)| of_bytes[at]).collect();
        let mut blanks = 0;
        for (index, c) in self.text.chars().chain(['\n']).enumerate() {
            match bidi::tail(c) {
                Tail::Blank => {}
                Tail::Separator => {
                    let end = (index + 1).min(levels.len());
                    levels[blanks..end].fill(u8::from(base.is_rtl()));
                    blanks = end;
                }
                Tail::Ink => blanks = index + 1,
            }
        }
        let same = levels.len() == self.levels.len()
            && self.levels.iter().zip(&levels).all(|(theirs, ours)| theirs.is_none_or(|level| level == *ours));
        if !same {
            return Err(self.told(&format!("levels {levels:?} for {:?}", self.levels)));
        }
        let kept: Vec<usize> = (0..levels.len()).filter(|&index| self.levels[index].is_some()).collect();
        let order = bidi::visual_order(&kept.iter().map(|&index| levels[index]).collect::<Vec<_>>());
        let order: Vec<usize> = order.into_iter().map(|place| kept[place]).collect();
        if order == self.order { Ok(()) } else { Err(self.told(&format!("L2 gives {order:?} for {:?}", self.order))) }
    }

    fn check_cell(&self, index: usize, level: u8, glyph: &str, mirrors: &HashMap<char, char>) -> Result<(), String> {
        if self.levels[index] != Some(level) {
            return Err(self.told(&format!("level {level} of the cell of {index} for {:?}", self.levels[index])));
        }
        let written = self.text.chars().nth(index).unwrap_or_default();
        let Some(&mirror) = mirrors.get(&written) else { return Ok(()) };
        let expected = if level % 2 == 1 { mirror } else { written };
        if glyph.starts_with(expected) { Ok(()) } else { Err(self.told(&format!("{glyph:?} for {expected:?}"))) }
    }

    /// Whether the character has a level and a sign.
    fn has_cell(&self, index: usize) -> bool {
        let c = self.text.chars().nth(index).unwrap_or_default();
        self.levels[index].is_some()
            && !matches!(c, '\u{2066}'..='\u{2069}' | '\n' | '\r' | '\u{200E}' | '\u{200F}' | '\u{61C}')
    }

    /// The characters at which the clusters that have a cell begin, from left to right.
    fn order_of_cells(&self) -> Vec<usize> {
        let count = self.text.chars().count();
        // First character of each cluster that has a cell if it does not hang, and whether it is white space alone.
        let mut keys = vec![false; count];
        let mut start = 0;
        let mut hanging = Vec::new();
        for cluster in self.text.graphemes(true) {
            let behind = start + cluster.chars().count();
            if let Some(first) = (start..behind).find(|&index| self.has_cell(index)) {
                keys[first] = true;
                if matches!(cluster, " " | "\t" | "\u{2003}" | "\u{3000}") {
                    hanging.push(first);
                } else {
                    hanging.clear();
                }
            }
            start = behind;
        }
        for index in hanging {
            keys[index] = false;
        }
        self.order.iter().copied().filter(|&index| keys[index]).collect()
    }
}

fn mirrors() -> Option<HashMap<char, char>> {
    let file = official("BidiMirroring.txt", "mirroring of UAX #9")?;
    let mut mirrors = HashMap::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let codes = line.split('#').next().unwrap_or_default().replace(';', " ");
        if let [from, to] = characters(&codes).chars().collect::<Vec<_>>()[..] {
            mirrors.insert(from, to);
        }
    }
    assert!(mirrors.len() > 400, "BidiMirroring.txt was read");
    Some(mirrors)
}

fn levels(list: &str) -> Vec<Option<u8>> {
    list.split_ascii_whitespace().map(|level| level.parse().ok()).collect()
}

fn order(list: &str) -> Vec<usize> {
    list.split_ascii_whitespace().map(|index| index.parse().expect("an index")).collect()
}

/// Characters of a Bidi_Class; none of them is a bracket, and no two of them join to one cell or one picture.
fn of_class(class: &str) -> &'static [char] {
    match class {
        "L" => &['a', '中', 'я', '\u{200E}'],
        "R" => &['א', 'ת', '\u{200F}'],
        "AL" => &['ا', 'ب', '\u{681}', '\u{61C}'],
        "EN" => &['1', '۴'],
        "ES" => &['+', '-', '\u{2212}'],
        "ET" => &['%', '€', '\u{66A}'],
        "AN" => &['٣', '٫'],
        "CS" => &[',', ':', '\u{A0}', '،'],
        "NSM" => &['\u{301}', '\u{64E}', '\u{5BC}'],
        "BN" => &['\u{200B}', '\u{AD}', '\u{200D}', '\u{200C}', '\u{2060}'],
        "B" => &['\n', '\u{2029}', '\r', '\u{85}', '\u{1C}'],
        "S" => &['\t', '\u{1F}'],
        "WS" => &[' ', '\u{2003}', '\u{3000}'],
        "ON" => &['!', '、', '؎', '—'],
        "LRE" => &['\u{202A}'],
        "LRO" => &['\u{202D}'],
        "RLE" => &['\u{202B}'],
        "RLO" => &['\u{202E}'],
        "PDF" => &['\u{202C}'],
        "LRI" => &['\u{2066}'],
        "RLI" => &['\u{2067}'],
        "FSI" => &['\u{2068}'],
        "PDI" => &['\u{2069}'],
        other => unreachable!("no Bidi_Class: {other}"),
    }
}

#[test]
fn bidi_test() {
    let Some(file) = official("BidiTest.txt", "the conformance test of UAX #9 by classes") else { return };
    let Some(mirrors) = mirrors() else { return };
    let mut expected = (Vec::new(), Vec::new());
    let mut groups = Vec::new();
    let mut lines: Vec<(usize, usize, &str)> = Vec::new();
    for (number, line) in file.lines().enumerate() {
        if let Some(list) = line.strip_prefix("@Levels:") {
            expected.0 = levels(list);
        } else if let Some(list) = line.strip_prefix("@Reorder:") {
            expected.1 = order(list);
            groups.push(expected.clone());
        } else if !line.is_empty() && !line.starts_with(['#', '@']) {
            lines.push((number, groups.len() - 1, line));
        }
    }
    let count = Count::default();
    all(&lines, |&(number, group, line)| {
        let (classes, directions) = line.split_once(';').expect("classes; directions");
        let directions = u8::from_str_radix(directions.trim(), 16).expect("a bitset");
        let mut text = String::new();
        for (place, class) in classes.split_ascii_whitespace().enumerate() {
            let all = of_class(class);
            text.push(all[(number + place * 5) % all.len()]);
        }
        let (levels, order) = &groups[group];
        for (bit, base) in [(1, None), (2, Some(Direction::Ltr)), (4, Some(Direction::Rtl))] {
            if directions & bit != 0 {
                count.add(Case { text: &text, base, levels, order }.check(&mirrors));
            }
        }
    });
    count.tell(&format!("BidiTest {}", version(&file)));
}

#[test]
fn bidi_character_test() {
    let Some(file) = official("BidiCharacterTest.txt", "the conformance test of UAX #9 by characters") else { return };
    let Some(mirrors) = mirrors() else { return };
    let lines: Vec<&str> = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let count = Count::default();
    all(&lines, |line| {
        let fields: Vec<&str> = line.split(';').collect();
        let [codes, base, resolved, of_characters, from_left] = fields[..] else { unreachable!("five fields: {line}") };
        let text = characters(codes);
        let base = match base {
            "0" => Some(Direction::Ltr),
            "1" => Some(Direction::Rtl),
            _ => None,
        };
        let direction = Analysis::new(&text, &Options { base, ..Options::default() }).direction();
        let case = Case { text: &text, base, levels: &levels(of_characters), order: &order(from_left) };
        let is_resolved = direction.is_rtl() == (resolved == "1");
        count.add(if is_resolved { case.check(&mirrors) } else { Err(case.told("the direction of the paragraph")) });
    });
    count.tell(&format!("BidiCharacterTest {}", version(&file)));
}
