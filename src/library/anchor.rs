//! Finding the place of an annotation again in a text that may have changed.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

use super::likeness;
use super::{State, Target};
use crate::document::Document;

/// What a quotation must weigh ([`weight`]) to be taken for itself without any of its context.
const ALONE: usize = 40;

/// How many characters of context must fit to make up for those that do not.
const HALF: usize = 12;

/// How many characters of context the block of the same key is worth beside another block.
const HOME: usize = 10;

/// See [`Target::locate`].
pub(super) fn locate(target: &Target, document: &Document) -> Option<(usize, Range<usize>, State)> {
    let home = document.find(&target.key);
    if let Some(block) = home
        && let Some(range) = at_position(target, &document.blocks.get(block)?.text)
    {
        return Some((block, range, State::Ok));
    }
    let wanted = Wanted::new(target)?;
    let mut here = Best::default();
    let mut elsewhere = Best::default();
    for (index, block) in document.blocks.iter().enumerate() {
        let view = View::new(&block.text);
        let best = if Some(index) == home { &mut here } else { &mut elsewhere };
        for hit in wanted.hits(&view.text) {
            best.offer(&hit, || (index, view.source(wanted.quoted(hit.range.clone()))));
        }
    }
    if let Some((block, range)) = wanted.choose(&here, &elsewhere) {
        let text = document.blocks.get(block)?.text.as_str();
        let same =
            home == Some(block) && text.get(..range.start).is_some_and(|left| left.chars().count() == target.start);
        return Some((block, range, if same { State::Ok } else { State::Moved }));
    }
    if let Some((block, range)) = home.and_then(|home| wanted.near(document, home)) {
        return Some((block, range, State::Fuzzy));
    }
    // Nothing of its context is left: only a long quotation that stands in one place is surely that quotation.
    let alone = here.count + elsewhere.count == 1 && weight(&wanted.exact) >= ALONE;
    let (block, range) = here.place.or(elsewhere.place).filter(|_| alone)?;
    Some((block, range, State::Moved))
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

    /// Every occurrence in `text`, overlapping ones too (the second `a b` of `a b a b a`), up to a bound that only a text made
    /// for it reaches.
    fn hits<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Hit> + 't {
        const OVERLAPPING: usize = 4096;
        let finder = memchr::memmem::Finder::new(self.exact.as_bytes());
        let first = self.exact.chars().next().map_or(0, char::len_utf8);
        let (mut from, mut found) = (0, 0);
        let next = move || {
            let start = from + finder.find(text.as_bytes().get(from..).filter(|_| first > 0)?)?;
            found += 1;
            from = start + if found < OVERLAPPING { first } else { self.exact.len() };
            Some(start)
        };
        std::iter::from_fn(next).map(move |start| {
            let end = start + self.exact.len();
            let left = text.get(..start).unwrap_or("");
            let right = text.get(end..).unwrap_or("");
            Hit {
                range: start..end,
                before: common(self.before.chars().rev(), left.chars().rev()),
                after: common(self.after.chars(), right.chars()),
                whole_before: left.ends_with(&self.before) && (!self.opens || left.len() == self.before.len()),
                whole_after: right.starts_with(&self.after) && (!self.closes || right.len() == self.after.len()),
            }
        })
    }

    /// The occurrence that was meant, when its context says so: all of it, else the most of it, the block of the same key
    /// before others. Two that fit equally well are none.
    fn choose(&self, here: &Best, elsewhere: &Best) -> Option<(usize, Range<usize>)> {
        let heavy = weight(&self.exact);
        let context = weight(&self.before) + weight(&self.after);
        if here.whole {
            return here.only();
        }
        if elsewhere.whole && elsewhere.equal == 1 {
            return elsewhere.only().filter(|_| heavy + context >= HALF);
        }
        // A short quotation needs context that fits, and more of it where others fit as a whole.
        let known = heavy + here.fit >= HALF || (here.fit > 0 && here.fit >= context);
        let home = here.only().filter(|_| known && (!elsewhere.whole || here.fit >= HALF));
        let other = elsewhere.only().filter(|_| !elsewhere.whole && elsewhere.side >= HALF);
        if other.is_some() && (home.is_none() || elsewhere.fit > here.fit + HOME) {
            return other;
        }
        home
    }

    /// By likeness in the block of the same key and the two beside it: the most like, when that is one place.
    fn near(&self, document: &Document, home: usize) -> Option<(usize, Range<usize>)> {
        let mut best: Option<(f32, usize, Range<usize>)> = None;
        let mut tie = false;
        for index in [Some(home), home.checked_sub(1), home.checked_add(1)].into_iter().flatten() {
            let Some(block) = document.blocks.get(index) else { continue };
            let view = View::new(&block.text);
            let Some((score, range)) = likeness::find(&self.before, &self.exact, &self.after, &view.text) else {
                continue;
            };
            let least = best.as_ref().map_or(0.0, |(score, _, _)| *score);
            tie = (least - score).abs() < f32::EPSILON || (tie && least > score);
            if score > least {
                best = Some((score, index, view.source(self.quoted(range))));
            }
        }
        best.filter(|_| !tie).map(|(_, block, range)| (block, range))
    }
}

/// The occurrence whose context fits best, among those of one block or of all the others.
#[derive(Default)]
struct Best {
    place: Option<(usize, Range<usize>)>,
    /// Characters of context that fit, on both sides and on the better one.
    fit: usize,
    side: usize,
    /// Whether all of the context fits.
    whole: bool,
    /// How many fit as well as this one, itself included, and how many there are at all.
    equal: usize,
    count: usize,
}

impl Best {
    fn offer(&mut self, hit: &Hit, place: impl FnOnce() -> (usize, Range<usize>)) {
        self.count += 1;
        let whole = hit.whole_before && hit.whole_after;
        let (fit, side) = (hit.before + hit.after, hit.before.max(hit.after));
        match (whole, fit).cmp(&(self.whole, self.fit)) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal if self.equal > 0 => self.equal += 1,
            _ => *self = Self { place: Some(place()), fit, side, whole, equal: 1, count: self.count },
        }
    }

    fn only(&self) -> Option<(usize, Range<usize>)> {
        self.place.clone().filter(|_| self.equal == 1)
    }
}

/// How many characters two texts have in common from their start.
fn common(left: impl Iterator<Item = char>, right: impl Iterator<Item = char>) -> usize {
    left.zip(right).take_while(|(a, b)| a == b).count()
}
