//! What the layout of any text at any width must be, in one place for the property tests and for the fuzz target.
//!
//! Nothing here asks the layout's own tables what may stand in a cell, but for the mirror image of a character.

use std::collections::BTreeMap;

use hexapla::layout::{Analysis, Options, Row};
use hexapla::text::{bidi, width};
use unicode_normalization::UnicodeNormalization;

/// Characters that a cell receives at most.
const CELL_CHARS: usize = 24;

/// One text laid out, with what is asked in a message.
pub struct Laid<'t> {
    pub text: &'t str,
    pub options: Options,
    pub cells: u16,
    pub rows: Vec<Row>,
}

impl<'t> Laid<'t> {
    /// Lays out `text` at `cells`.
    pub fn new(text: &'t str, options: Options, cells: u16) -> Self {
        let rows = Analysis::new(text, &options).rows(text, &options, cells);
        Self { text, options, cells, rows }
    }

    fn told(&self) -> String {
        format!("{} cells, {:?}: {}", self.cells, self.options, self.text.escape_unicode())
    }

    /// The rows are the text, and their cells show all of it and nothing else.
    pub fn is_whole(&self) {
        assert!(!self.rows.is_empty(), "{}", self.told());
        let mut next = 0;
        for row in &self.rows {
            assert_eq!(row.source.start, next, "{}", self.told());
            assert!(row.source.end > next || self.text.is_empty(), "an empty row: {}", self.told());
            assert!(self.text.is_char_boundary(row.source.end), "{}", self.told());
            next = row.source.end;
            self.is_all_seen(row);
        }
        assert_eq!(next, self.text.len(), "{}", self.told());
    }

    fn is_all_seen(&self, row: &Row) {
        // What a tab or a ligature of four letters shows stands in several cells.
        let mut shown: BTreeMap<(usize, usize), String> = BTreeMap::new();
        let mut seen = vec![false; row.source.len()];
        for cluster in &row.clusters {
            let (start, end) = (cluster.source.start as usize, cluster.source.end as usize);
            assert!(row.source.start <= start && start < end && end <= row.source.end, "{}", self.told());
            shown.entry((start, end)).or_default().push_str(row.glyph(cluster));
            seen[start - row.source.start..end - row.source.start].fill(true);
        }
        let mut before = row.source.start;
        for (&(start, end), glyph) in &shown {
            assert!(start >= before, "two cells share a part of the text: {}", self.told());
            before = end;
            self.shows(&self.text[start..end], glyph);
        }
        let source = &self.text[row.source.clone()];
        let ink = source.trim_end_matches(|c: char| c.is_whitespace() || is_unseen(c));
        for (at, c) in ink.char_indices() {
            assert!(seen[at] || is_unseen(c), "{c:?} at {at} of a row is lost: {}", self.told());
        }
    }

    /// `glyph`, the content of its cells, stands for `source`.
    fn shows(&self, source: &str, glyph: &str) {
        if source == glyph {
            return;
        }
        let told = || format!("{source:?} is shown as {glyph:?}: {}", self.told());
        let parts = |text: &str| text.chars().flat_map(|c| c.to_string().nfkc().collect::<Vec<_>>()).collect();
        let (written, drawn): (Vec<char>, Vec<char>) = (parts(source), parts(glyph));
        if glyph == ">" && self.cells == 1 && width::cluster(source, self.options.ambiguous_wide) == 2 {
            return;
        }
        let stands_in = source.chars().any(|c| is_unseen(c) || c.is_whitespace());
        let bare = source.chars().next().is_some_and(|c| width::char(c, false) == 0);
        for c in glyph.chars() {
            let there = source.contains(c)
                || source.contains(bidi::mirrored(c))
                || ((self.options.shaping || !is_form(c)) && c.to_string().nfkc().all(|part| written.contains(&part)))
                || (c == '\u{25CC}' && bare)
                || stands_in;
            assert!(there, "{c:?} is added; {}", told());
        }
        // The ligature of a word takes four cells, and of narrower rows what there is.
        let clipped = source.starts_with('\u{FDF2}') && self.cells < 4;
        // A heap of marks is cut, and a joiner at its end joins nothing.
        if clipped || glyph.chars().count() + 1 >= CELL_CHARS {
            return;
        }
        for c in source.chars().filter(|&c| !is_unseen(c) && !c.is_whitespace()) {
            let there = glyph.contains(c)
                || glyph.contains(bidi::mirrored(c))
                || c.to_string().nfkc().all(|part| drawn.contains(&part));
            assert!(there, "{c:?} is lost; {}", told());
        }
    }

    /// No row is wider than asked, its cells stand without gaps on the side where the paragraph starts.
    pub fn fits(&self) {
        for row in &self.rows {
            assert_eq!(row.width, self.cells.max(1), "{}", self.told());
            let mut column = row.clusters.first().map_or(0, |first| first.column);
            assert!(row.direction.is_rtl() || column == 0, "not at the left: {}", self.told());
            for cluster in &row.clusters {
                assert_eq!(cluster.column, column, "cells without gaps: {}", self.told());
                assert!(matches!(cluster.width, 1 | 2), "{}", self.told());
                let glyph = row.glyph(cluster);
                let drawn = width::cluster(glyph, self.options.ambiguous_wide);
                assert_eq!(drawn, cluster.width, "{glyph:?}: {}", self.told());
                column += u16::from(cluster.width);
                assert!(column <= row.width, "wider than asked: {}", self.told());
            }
            if row.direction.is_rtl() && !row.clusters.is_empty() {
                assert_eq!(column, row.width, "not at the right: {}", self.told());
            }
        }
    }

    /// Every cell leads to its place and back; beside the text too there is a place. Gives the places.
    pub fn places_and_cells_agree(&self) -> usize {
        let mut places = 0;
        for row in &self.rows {
            for cluster in &row.clusters {
                let source = cluster.source.start as usize..cluster.source.end as usize;
                for cell in cluster.column..cluster.column + u16::from(cluster.width) {
                    assert_eq!(row.bytes_at(cell), source, "cell {cell}: {}", self.told());
                }
                for place in source.clone() {
                    let cells: Vec<u16> = row.columns(place..place + 1).into_iter().flatten().collect();
                    assert!(cells.contains(&cluster.column), "place {place}: {}", self.told());
                    assert!(cells.iter().all(|&cell| row.bytes_at(cell) == source), "place {place}: {}", self.told());
                    let own = row.cluster_of(place).map(|own| own.source.start as usize);
                    assert_eq!(own, Some(source.start), "place {place}: {}", self.told());
                    places += 1;
                }
            }
            for cell in [0, row.width.saturating_sub(1), row.width, u16::MAX] {
                let bytes = row.bytes_at(cell);
                assert!(row.source.start <= bytes.start && bytes.end <= row.source.end, "{}", self.told());
                assert!(self.text.get(bytes).is_some(), "{}", self.told());
            }
        }
        places
    }

    /// No cell receives what a terminal would obey, or what reorders or hides its neighbours. Gives the characters.
    pub fn holds_no_control(&self) -> usize {
        let mut characters = 0;
        for row in &self.rows {
            for cluster in &row.clusters {
                let glyph = row.glyph(cluster);
                assert!(!glyph.is_empty(), "{}", self.told());
                for c in glyph.chars() {
                    assert!(!is_obeyed(c), "{c:?} in a cell: {}", self.told());
                    characters += 1;
                }
            }
            assert!(!row.visual().chars().any(is_obeyed), "{}", self.told());
        }
        characters
    }

    /// `analysis` of this text, whatever it was asked before, gives these rows.
    pub fn is_the_same_from(&self, analysis: &Analysis) {
        assert_eq!(analysis.rows(self.text, &self.options, self.cells), self.rows, "{}", self.told());
        assert_eq!(analysis.height(&self.options, self.cells), self.rows.len(), "{}", self.told());
        let (first, last) = (self.rows.len() / 3, self.rows.len() * 2 / 3 + 1);
        let part = analysis.rows_within(self.text, &self.options, self.cells, first..last);
        assert_eq!(Some(&part[..]), self.rows.get(first..last.min(self.rows.len())), "{}", self.told());
    }
}

/// Whether a terminal would obey `c`, reorder or hide its neighbours because of it, or show nothing for it: controls, line and
/// paragraph separators, bidi controls, annotations, tags, what is no character, soft hyphens and spaces without width. The
/// joiner of emoji and the selectors of a variant stay with their base.
pub fn is_obeyed(c: char) -> bool {
    c.is_control() || (is_unseen(c) && c != '\u{200D}' && !is_selector(c))
}

/// Whether `c` is a presentation form of Arabic letters.
fn is_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether `c` has no sign of its own: what may stand in no cell, or be shown by a sign that says so.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || is_selector(c)
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{FFFE}' | '\u{FFFF}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
