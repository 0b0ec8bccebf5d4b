//! The lines that are left out of the text: before which line of it each stood.

use std::ops::Range;

use crate::document::{Document, letters};
use crate::import::txt::column::Rows;
use crate::import::txt::line::Line;

/// A line that is left out of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::txt) struct Gone<'a> {
    /// Its 1-based number in the source.
    number: usize,
    text: &'a str,
    /// The index of the first line of the text that is read after it.
    before: usize,
}

/// Keeps these lines in the document. `lines` are those of the text in the order of reading, with all that was mended in them,
/// `tables` the tables that they name.
pub(in crate::import::txt) fn keep(document: &mut Document, gone: &[Gone<'_>], lines: &[Line<'_>], tables: &[Rows]) {
    let (mut read, mut at) = (0, 0);
    document.leave_out(gone.iter().map(|one| {
        while at < one.before {
            read += lines.get(at).map_or(0, |line| match line.table().and_then(|table| tables.get(table)) {
                Some(rows) => rows.iter().flatten().map(|cell| letters(cell)).sum(),
                None => letters(line.text),
            });
            at += 1;
        }
        (read, one.number, one.text)
    }));
}

/// The lines that are being left out, page by page.
pub(super) struct Leaving<'a, 'l> {
    lines: &'l [Line<'a>],
    /// The indices of those that are still to come.
    rest: &'l [usize],
    out: Vec<Gone<'a>>,
    /// How many of `out` have their place.
    placed: usize,
    /// How many lines the text has so far.
    read: usize,
}

impl<'a, 'l> Leaving<'a, 'l> {
    /// `gone` are the indices of the lines that are left out, in order.
    pub fn new(lines: &'l [Line<'a>], gone: &'l [usize]) -> Self {
        Self { lines, rest: gone, out: Vec::with_capacity(gone.len()), placed: 0, read: 0 }
    }

    /// Leaves out what is gone of a page. The indices `kept` of it were read as the lines `read`, the last of so many lines of
    /// the text.
    pub fn page(&mut self, page: &Range<usize>, kept: &[usize], read: &[Line<'a>], all: usize) {
        let start = all.saturating_sub(read.len());
        if !read.is_empty() {
            self.place(start);
        }
        self.read = all;
        let (own, rest) = self.rest.split_at(self.rest.partition_point(|at| *at < page.end));
        self.rest = rest;
        // The printed line that comes next on the page, and where it is read: neither goes back.
        let (mut next, mut place) = (0, 0);
        for at in own {
            let Some(line) = self.lines.get(*at) else { continue };
            self.out.push(Gone { number: line.number, text: line.text, before: usize::MAX });
            let below = |next: usize| kept.get(next).and_then(|at| self.lines.get(*at));
            next = next.max(kept.partition_point(|own| own < at));
            while below(next).is_some_and(Line::is_blank) {
                next += 1;
            }
            let Some(printed) = below(next) else { continue };
            // Where nothing stands side by side, lines are read as they come.
            if read.get(next).is_some_and(|line| std::ptr::eq(line.raw, printed.raw)) {
                place = next;
            }
            while read.get(place).is_some_and(|line| line.is_blank() || line.number < printed.number) {
                place += 1;
            }
            if place < read.len() {
                self.place(start + place);
            }
        }
    }

    /// The place of those that have none yet.
    fn place(&mut self, before: usize) {
        for one in self.out.iter_mut().skip(self.placed) {
            one.before = before;
        }
        self.placed = self.out.len();
    }

    /// All of them in the order of reading.
    pub fn finish(mut self) -> Vec<Gone<'a>> {
        self.place(self.read);
        self.out.sort_by_key(|one| one.before);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::txt::line;

    #[test]
    fn a_line_stands_before_what_is_read_first_after_it() {
        let lines = line::lines("head\none\n4/27\n\ntwo   right\nthree\nfoot\u{C}head\nfour\u{C}foot");
        let right = Line { goes_on: true, ..line::line("right", lines[4].number) };
        let mut leaving = Leaving::new(&lines, &[0, 2, 6, 7, 9]);
        // The columns of the first page were read one after the other.
        let read = [lines[1], lines[3], lines[5], right];
        leaving.page(&(0..7), &[1, 3, 4, 5], &read, 4);
        leaving.page(&(7..9), &[8], &[lines[8]], 6);
        leaving.page(&(9..10), &[], &[], 6);
        let places: Vec<(&str, usize)> = leaving.finish().iter().map(|one| (one.text, one.before)).collect();
        assert_eq!(places, [("head", 0), ("4/27", 2), ("foot", 5), ("head", 5), ("foot", 6)]);
    }
}
