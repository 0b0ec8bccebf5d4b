//! Finding the place of an annotation again in a text that may have changed.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

use super::likeness;
use super::{State, Target};
use crate::document::Document;

/// What a quotation must weigh ([`weight`]) to be taken for itself without any of its context.
const ALONE: usize = 24;

/// What the context that fits must weigh to make up for the context that does not.
const HALF: usize = 12;

/// See [`Target::locate`].
pub(super) fn locate(target: &Target, document: &Document) -> Option<(usize, Range<usize>, State)> {
    let home = document.find(&target.key);
    let wanted = Wanted::new(target)?;
    if let Some(block) = home {
        let text = document.blocks.get(block)?.text.as_str();
        if let Some(range) = at_position(target, text) {
            return Some((block, range, State::Ok));
        }
        let view = View::new(text);
        if let Some((range, state)) = wanted.in_block(target, &view) {
            return Some((block, range, state));
        }
    }
    if let Some((block, range)) = wanted.elsewhere(document, home) {
        return Some((block, range, State::Moved));
    }
    let near = home.into_iter().flat_map(|at| [Some(at), at.checked_sub(1), at.checked_add(1)]).flatten();
    let mut best: Option<(f32, usize, Range<usize>)> = None;
    let mut tie = false;
    for block in near {
        let Some(text) = document.blocks.get(block).map(|block| block.text.as_str()) else { continue };
        let view = View::new(text);
        let Some((score, range)) = likeness::find(&wanted.before, &wanted.exact, &wanted.after, &view.text) else {
            continue;
        };
        let range = view.source(wanted.quoted(range));
        match &best {
            Some((known, _, _)) if *known > score => {}
            Some((known, _, _)) => {
                tie = (*known - score).abs() < f32::EPSILON;
                if !tie {
                    best = Some((score, block, range));
                }
            }
            None => best = Some((score, block, range)),
        }
    }
    best.filter(|_| !tie).map(|(_, block, range)| (block, range, State::Fuzzy))
}

/// The bytes of the first place where `text` has the words of `quote`, whatever the Unicode normalisation of the two.
pub fn quoted(text: &str, quote: &str) -> Option<Range<usize>> {
    if let Some(start) = text.find(quote).filter(|_| !quote.is_empty()) {
        return Some(start..start + quote.len());
    }
    let quote: String = quote.nfc().collect();
    let view = View::new(text);
    let start = view.text.find(&quote).filter(|_| !quote.is_empty())?;
    Some(view.source(start..start + quote.len()))
}

/// The quotation where it was, with the context it had: the usual case, without copying the text.
fn at_position(target: &Target, text: &str) -> Option<Range<usize>> {
    let start = text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(target.start)?;
    let (before, rest) = text.split_at_checked(start)?;
    let after = rest.strip_prefix(target.exact.as_str())?;
    (before.ends_with(&target.prefix) && after.starts_with(&target.suffix)).then(|| start..start + target.exact.len())
}

/// How much a text says: a Han character as much as two letters.
fn weight(text: &str) -> usize {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| if ('\u{2E80}'..'\u{FE00}').contains(&c) { 2 } else { 1 })
        .sum()
}

/// A text in NFC with the way back to the original.
struct View<'a> {
    text: Cow<'a, str>,
    original: usize,
    /// Where each grapheme cluster starts: in the normalised text, in the original. Empty where they are one text.
    starts: Vec<(usize, usize)>,
}

impl<'a> View<'a> {
    fn new(text: &'a str) -> Self {
        if is_nfc(text) {
            return Self { text: Cow::Borrowed(text), original: text.len(), starts: Vec::new() };
        }
        let mut normal = String::with_capacity(text.len());
        let mut starts = Vec::new();
        for (at, cluster) in text.grapheme_indices(true) {
            starts.push((normal.len(), at));
            normal.extend(cluster.nfc());
        }
        Self { text: Cow::Owned(normal), original: text.len(), starts }
    }

    /// The range of the original, widened to grapheme clusters.
    fn source(&self, range: Range<usize>) -> Range<usize> {
        if self.starts.is_empty() {
            return range;
        }
        let first = self.starts.partition_point(|(normal, _)| *normal <= range.start).saturating_sub(1);
        let start = self.starts.get(first).map_or(self.original, |(_, source)| *source);
        let last = self.starts.partition_point(|(normal, _)| *normal < range.end);
        let end = self.starts.get(last).map_or(self.original, |(_, source)| *source);
        start.min(end)..end
    }
}

/// What is looked for, in NFC. A bookmark between two characters is looked for by what stands around it.
struct Wanted {
    before: String,
    exact: String,
    after: String,
    /// Where in `exact` the range lies, when `exact` was made of the context; none for a quotation.
    point: Option<usize>,
    /// Whether the context that was kept ends at the block's own start or end.
    opens: bool,
    closes: bool,
}

/// One occurrence of the quotation and what of its context fits.
struct Hit {
    range: Range<usize>,
    before: usize,
    after: usize,
    /// All of the context on that side, the block's edge where it ended there.
    whole_before: bool,
    whole_after: bool,
}

impl Wanted {
    fn new(target: &Target) -> Option<Self> {
        let nfc = |text: &str| text.nfc().collect::<String>();
        let (before, exact, after) = (nfc(&target.prefix), nfc(&target.exact), nfc(&target.suffix));
        let opens = target.start == target.prefix.chars().count();
        let closes = target.suffix.chars().count() < 32;
        if !exact.is_empty() {
            return Some(Self { before, exact, after, point: None, opens, closes });
        }
        let around = format!("{before}{after}");
        let point = Some(before.len());
        (!around.is_empty() || target.start == 0).then(|| Self {
            before: String::new(),
            exact: around,
            after: String::new(),
            point,
            opens: false,
            closes: false,
        })
    }

    /// The range meant by an occurrence of `exact`.
    fn quoted(&self, found: Range<usize>) -> Range<usize> {
        match self.point {
            None => found,
            Some(point) => {
                let at = (found.start + point).min(found.end);
                at..at
            }
        }
    }

    fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Hit> + 't {
        let empty = self.exact.is_empty();
        text.match_indices(self.exact.as_str()).filter(move |_| !empty).map(move |(start, hit)| {
            let end = start + hit.len();
            let left = text.get(..start).unwrap_or("");
            let right = text.get(end..).unwrap_or("");
            let before = common(self.before.chars().rev(), left.chars().rev());
            let after = common(self.after.chars(), right.chars());
            Hit {
                range: start..end,
                before,
                after,
                whole_before: left.ends_with(&self.before) && (!self.opens || left.len() == self.before.len()),
                whole_after: right.starts_with(&self.after) && (!self.closes || right.len() == self.after.len()),
            }
        })
    }

    /// In the block of the same key: the occurrence whose context fits best. A short one needs some context that fits.
    fn in_block(&self, target: &Target, view: &View<'_>) -> Option<(Range<usize>, State)> {
        let mut best: Option<(usize, Hit)> = None;
        let mut equal = 0_usize;
        for hit in self.hits(&view.text) {
            let fit = hit.before + hit.after;
            match &best {
                Some((known, _)) if *known > fit => {}
                Some((known, _)) if *known == fit => equal += 1,
                _ => {
                    equal = 0;
                    best = Some((fit, hit));
                }
            }
        }
        let (fit, hit) = best?;
        let context = weight(&self.before) + weight(&self.after);
        let enough = weight(&self.exact) + fit >= HALF || (fit > 0 && fit >= context);
        // Two that fit equally well: which one was meant is not known.
        if equal > 0 || !(enough || (context == 0 && hit.whole_before && hit.whole_after)) {
            return None;
        }
        let range = view.source(self.quoted(hit.range));
        let same = begins_at(view, &range, target.start);
        Some((range, if same { State::Ok } else { State::Moved }))
    }

    /// In another block: with all of its context, or most of it, or alone when it is long; and only where that is one place.
    fn elsewhere(&self, document: &Document, home: Option<usize>) -> Option<(usize, Range<usize>)> {
        let (mut full, mut half, mut any) = (Single::default(), Single::default(), Single::default());
        let heavy = weight(&self.exact);
        for (index, block) in document.blocks.iter().enumerate().filter(|(index, _)| Some(*index) != home) {
            let view = View::new(&block.text);
            for hit in self.hits(&view.text) {
                let place = || (index, view.source(self.quoted(hit.range.clone())));
                let fits = hit.before + hit.after;
                if hit.whole_before && hit.whole_after {
                    full.put(place);
                }
                if (hit.whole_before && hit.before >= HALF)
                    || (hit.whole_after && hit.after >= HALF)
                    || fits >= 2 * HALF
                {
                    half.put(place);
                }
                any.put(place);
            }
        }
        let context = weight(&self.before) + weight(&self.after);
        if full.count > 0 {
            return full.only().filter(|_| heavy + context >= HALF);
        }
        if half.count > 0 {
            return half.only();
        }
        any.only().filter(|_| heavy >= ALONE)
    }
}

/// Whether the range begins at that character of the text.
fn begins_at(view: &View<'_>, range: &Range<usize>, start: usize) -> bool {
    view.starts.is_empty() && view.text.get(..range.start).is_some_and(|left| left.chars().count() == start)
}

/// A place, as long as there is only one.
#[derive(Default)]
struct Single {
    count: usize,
    place: Option<(usize, Range<usize>)>,
}

impl Single {
    fn put(&mut self, place: impl FnOnce() -> (usize, Range<usize>)) {
        self.count += 1;
        if self.count == 1 {
            self.place = Some(place());
        }
    }

    fn only(self) -> Option<(usize, Range<usize>)> {
        self.place.filter(|_| self.count == 1)
    }
}

/// How many characters two texts have in common from their start.
fn common(left: impl Iterator<Item = char>, right: impl Iterator<Item = char>) -> usize {
    left.zip(right).take_while(|(a, b)| a == b).count()
}
