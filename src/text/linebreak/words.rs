//! Words of scripts without spaces between them (Thai, Lao, Khmer, Burmese): from the dictionaries of ICU.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::class::Class;
use crate::text::property;

/// Bytes that are given to the dictionary at once: its cost grows with the square of the words in a piece.
const PIECE: usize = 1024;

/// The word starts of the run of such a script that is being read.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Bytes before each of them, in order, as far as the text was looked at.
    starts: Vec<usize>,
    /// How many of `starts` are behind.
    passed: usize,
    /// The end of what was looked at.
    known: usize,
    /// Whether `known` is the start of a word.
    cut: bool,
    /// The end of the run's last character.
    end: usize,
}

impl Words {
    /// Whether a word starts at `c`; none if it is not inside a run.
    pub(super) fn before(&mut self, text: &str, at: usize, c: char, class: Class) -> Option<bool> {
        if !matches!(class, Class::Sa | Class::SaMark) {
            return None;
        }
        let inside = self.end == at && at > 0;
        self.end = at + c.len_utf8();
        if class == Class::SaMark {
            return inside.then_some(false);
        }
        if !inside || at >= self.known {
            self.look(text, at);
        }
        while self.starts.get(self.passed).is_some_and(|&start| start < at) {
            self.passed += 1;
        }
        inside.then(|| self.starts.get(self.passed) == Some(&at))
    }

    /// Reads on from the character at `at`.
    fn look(&mut self, text: &str, at: usize) {
        let rest = text.get(at..).unwrap_or("");
        let of_run = |c: char| matches!(property::of(c).line, Class::Sa | Class::SaMark);
        let mut length = 0;
        let mut ended = true;
        for c in rest.chars() {
            if !of_run(c) {
                break;
            }
            if length >= PIECE {
                ended = false;
                break;
            }
            length += c.len_utf8();
        }
        let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
        let piece = rest.get(..length).unwrap_or("");
        let resumed = self.cut && self.known == at;
        self.passed = 0;
        self.starts.clear();
        self.starts.extend(resumed.then_some(at));
        self.starts.extend(segmenter.segment_str(piece).filter(|&start| start > 0 && start < length).map(|s| at + s));
        self.known = at + length;
        // A word that the end of the piece cuts is read again from its start.
        let last = self.starts.last().copied().filter(|&last| !ended && last - at > PIECE / 2);
        self.cut = last.is_some();
        self.known = last.unwrap_or(self.known);
    }
}
