//! The way back from a folded text to the original, kept only where the two differ in length.

use std::ops::Range;

/// A text folded for search, with the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Where the two sides do not go byte for byte, in order of both; everywhere else a character of the folded text came
    /// from as many bytes of the original.
    odd: Vec<Odd>,
    /// Bytes of the original.
    len: u32,
}

/// Units of one size, or a piece of the original that was dropped: unit `k` is folded bytes `folded + k * out ..` and source
/// bytes `source + k * step ..`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Odd {
    folded: u32,
    source: u32,
    /// Source bytes of a unit.
    step: u32,
    /// Folded bytes of a unit; 0 for what was dropped.
    out: u16,
    /// How many units.
    count: u16,
}

impl Odd {
    fn folded_end(&self) -> usize {
        self.folded as usize + usize::from(self.out) * usize::from(self.count)
    }

    fn source_end(&self) -> usize {
        self.source as usize + self.step as usize * usize::from(self.count)
    }
}

impl Folded {
    /// The byte range of the original that the folded byte range `range` came from: whole characters, with the marks
    /// and ignorable characters that follow them. An empty range gives an empty one, a range past the end the end.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.unit(range.start).start;
        if range.end <= range.start {
            return start..start;
        }
        start..self.unit(range.end - 1).end.max(start)
    }

    /// Whether white space of the original was dropped at folded byte `at` (a space beside a Han character).
    pub fn dropped_at(&self, at: usize) -> bool {
        at > 0 && at < self.text.len() && self.unit(at - 1).end < self.unit(at).start
    }

    /// The source bytes of the unit that holds folded byte `at`.
    fn unit(&self, at: usize) -> Range<usize> {
        if at >= self.text.len() {
            return self.len as usize..self.len as usize;
        }
        let before = self.odd.partition_point(|odd| odd.folded as usize <= at);
        let (folded, source) = match before.checked_sub(1).and_then(|before| self.odd.get(before)) {
            Some(odd) if at < odd.folded_end() => {
                let k = (at - odd.folded as usize) / usize::from(odd.out).max(1);
                let start = odd.source as usize + k * odd.step as usize;
                return start..start + odd.step as usize;
            }
            Some(odd) => (odd.folded_end(), odd.source_end()),
            None => (0, 0),
        };
        let start = (0..=at).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        let end = (at + 1..=self.text.len()).find(|&at| self.text.is_char_boundary(at)).unwrap_or(self.text.len());
        (source + start).saturating_sub(folded)..(source + end).saturating_sub(folded)
    }

    /// The way back in few bytes, for [`Folded::restored`].
    pub fn packed(&self, into: &mut Vec<u8>) {
        let (mut folded, mut source) = (0, 0);
        for odd in &self.odd {
            let gap = odd.folded as usize - folded;
            debug_assert_eq!(gap, odd.source as usize - source);
            put(into, gap);
            put(into, usize::from(odd.out) << 1 | usize::from(odd.count > 1));
            put(into, odd.step as usize);
            if odd.count > 1 {
                put(into, usize::from(odd.count));
            }
            (folded, source) = (odd.folded_end(), odd.source_end());
        }
    }

    /// The folding of a text of `len` bytes, `text`, with the way back that [`Folded::packed`] wrote; none when these do not
    /// belong together.
    pub fn restored(text: String, len: usize, mut packed: &[u8]) -> Option<Self> {
        let mut odd = Vec::new();
        let (mut folded, mut source) = (0_usize, 0_usize);
        while !packed.is_empty() {
            let gap = take(&mut packed)?;
            let out = take(&mut packed)?;
            let step = take(&mut packed)?;
            let count = if out & 1 == 1 { take(&mut packed)? } else { 1 };
            (folded, source) = (folded.checked_add(gap)?, source.checked_add(gap)?);
            let one = Odd {
                folded: u32::try_from(folded).ok()?,
                source: u32::try_from(source).ok()?,
                step: u32::try_from(step).ok()?,
                out: u16::try_from(out >> 1).ok()?,
                count: u16::try_from(count).ok()?,
            };
            (folded, source) = (one.folded_end(), one.source_end());
            if folded > text.len() || source > len {
                return None;
            }
            odd.push(one);
        }
        // What follows the last of them goes byte for byte, but for what was dropped at the end.
        (text.len() - folded <= len - source).then_some(Self { text, odd, len: u32::try_from(len).ok()? })
    }
}

/// A number in seven bits a byte, the low ones first.
fn put(into: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

fn take(from: &mut &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        number |= usize::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// A folded text while it is written, unit by unit.
pub(super) struct Writer {
    pub(super) out: Folded,
    /// One past the source bytes of the last unit.
    end: usize,
    /// Folded and source byte at which the last unit begins.
    last: (usize, usize),
    /// Whether the last unit stands in `odd`.
    is_odd: bool,
    /// How the last unit was begun with: units of `odd` and what else to return to when it is taken back.
    before: (usize, usize),
}

impl Writer {
    pub(super) fn new(capacity: usize) -> Self {
        let out = Folded { text: String::with_capacity(capacity), ..Folded::default() };
        Self { out, end: 0, last: (0, 0), is_odd: false, before: (0, 0) }
    }

    /// Ends the text, whose original has `len` bytes.
    pub(super) fn done(mut self, len: usize) -> Folded {
        self.out.len = len as u32;
        self.out
    }

    /// ASCII that folds to itself in lower case, at source byte `at`.
    pub(super) fn ascii(&mut self, at: usize, run: &str) {
        self.gap(at);
        let start = self.out.text.len();
        self.out.text.push_str(run);
        if let Some(written) = self.out.text.get_mut(start..) {
            written.make_ascii_lowercase();
        }
        self.end = at + run.len();
        self.last = (self.out.text.len() - 1, self.end - 1);
        self.is_odd = false;
    }

    /// A character that came from as many bytes at `at`.
    pub(super) fn even(&mut self, at: usize, c: char) {
        self.gap(at);
        self.last = (self.out.text.len(), at);
        self.out.text.push(c);
        self.end = at + c.len_utf8();
        self.is_odd = false;
    }

    /// Any unit.
    pub(super) fn unit(&mut self, at: usize, end: usize, text: &str) {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if text.len() == end - at => self.even(at, c),
            _ => self.odd(at, end, text, true),
        }
    }

    /// A space, which [`Writer::take_back`] can take back.
    pub(super) fn space(&mut self, at: usize, end: usize) {
        self.before = (self.out.odd.len(), self.end);
        if end - at == 1 { self.even(at, ' ') } else { self.odd(at, end, " ", false) }
    }

    /// Takes back the space that was written last.
    pub(super) fn take_back(&mut self) {
        self.out.text.truncate(self.last.0);
        self.out.odd.truncate(self.before.0);
        self.end = self.before.1;
    }

    /// Counts what was dropped before source byte `end` to the unit before it; where there is none it is only dropped.
    pub(super) fn extend(&mut self, end: usize) {
        if self.out.text.is_empty() {
            return;
        }
        let (folded, source) = self.last;
        let own = Odd {
            folded: folded as u32,
            source: source as u32,
            step: (end - source) as u32,
            out: (self.out.text.len() - folded) as u16,
            count: 1,
        };
        match self.out.odd.last_mut().filter(|_| self.is_odd) {
            Some(odd) if odd.count <= 1 => *odd = own,
            Some(odd) => {
                odd.count -= 1;
                self.out.odd.push(own);
            }
            None => self.out.odd.push(own),
        }
        (self.end, self.is_odd) = (end, true);
    }

    fn odd(&mut self, at: usize, end: usize, text: &str, joins: bool) {
        self.gap(at);
        let (step, out) = ((end - at) as u32, text.len() as u16);
        self.last = (self.out.text.len(), at);
        let alike = |odd: &&mut Odd| joins && odd.step == step && odd.out == out && odd.count < u16::MAX;
        match self.out.odd.last_mut().filter(|_| self.is_odd).filter(alike) {
            Some(odd) => odd.count += 1,
            None => {
                let folded = self.out.text.len() as u32;
                self.out.odd.push(Odd { folded, source: at as u32, step, out, count: 1 });
            }
        }
        self.out.text.push_str(text);
        (self.end, self.is_odd) = (end, true);
    }

    /// What lies between the last unit and `at` was dropped.
    fn gap(&mut self, at: usize) {
        if at > self.end {
            let folded = self.out.text.len() as u32;
            let step = (at - self.end) as u32;
            self.out.odd.push(Odd { folded, source: self.end as u32, step, out: 0, count: 1 });
            self.is_odd = false;
        }
    }
}
