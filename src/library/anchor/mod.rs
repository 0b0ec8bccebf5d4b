//! Finding the place of an annotation again in a text that may have changed.
//!
//! In this order: the quotation at its position with its context; its letters anywhere, told apart by the context; what is like
//! it. What is compared are folded letters ([`crate::text::fold`]): line breaks, spaces, punctuation, normalisation and harakat
//! make no difference to where a place is, only to how it is called. A place that is not sure enough is none: a wrong
//! highlight is worse than a missing one. (The selectors are those of the W3C Web Annotation model; the order follows the
//! practice of Hypothesis over them.)

mod align;
mod edge;
mod evidence;
mod skeleton;
mod wanted;

use std::cell::OnceCell;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::{Annotation, Located, Source, State, Target};
use crate::document::Document;
use evidence::Place;
use skeleton::{MOST, Skeleton, weight};
use wanted::Wanted;

/// How many places of one quotation are weighed.
const WEIGHED: usize = 48;

/// How far from where its context puts it a short quotation is looked for.
const SLACK: usize = 24;

/// How many places are tried for a quotation whose letters changed.
const TRIED: usize = 8;

/// The weight under which a quotation may stand anywhere by chance.
const LIGHT: usize = 16;

/// By how much the best place must be better than the next.
const MARGIN: f32 = 4.0;

/// A document in which many places are to be found: what is prepared for one is used for the others.
pub struct Locator<'d> {
    document: &'d Document,
    skeleton: OnceCell<Skeleton>,
}

impl<'d> Locator<'d> {
    /// Prepares nothing yet: most annotations stand where they stood.
    pub fn new(document: &'d Document) -> Self {
        Self { document, skeleton: OnceCell::new() }
    }

    /// The document.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// See [`Target::locate`].
    pub fn locate(&self, target: &Target) -> Option<(usize, Range<usize>, State)> {
        let home = self.document.find(&target.key);
        if let Some(block) = home
            && let Some(range) = at_position(target, self.document, block)
        {
            return Some((block, range, State::Ok));
        }
        self.search(target, home)
    }

    /// The quotation at its position in the block of its key, whatever stands around it: in the very version that it was made
    /// in nothing else can be meant.
    fn same_version(&self, target: &Target) -> Option<(usize, Range<usize>, State)> {
        let block = self.document.find(&target.key)?;
        let range = exact_at(target, &self.document.blocks.get(block)?.text)?;
        Some((block, range, State::Ok))
    }

    /// Where a quotation from elsewhere stands, of which nothing is known but its words and what stood around it (both may be
    /// empty): in the one place that has its letters, told apart by the context where there are several, else by likeness.
    pub fn quotation(&self, exact: &str, prefix: &str, suffix: &str) -> Option<(usize, Range<usize>, State)> {
        let own = |text: &str| text.to_owned();
        // It is not known where in its block it stood.
        let target = Target {
            exact: own(exact),
            prefix: own(prefix),
            suffix: own(suffix),
            start: usize::MAX,
            ..Target::default()
        };
        let mut wanted = Wanted::new(&target).filter(|wanted| wanted.point.is_none())?;
        wanted.after.edge = false;
        let search = Search { skeleton: self.skeleton(), wanted: &wanted, home: None, except: None };
        let (mut places, alone) = search.exact();
        let place = match places.len() {
            0 => best(&wanted, search.like(&[]), false)?,
            1 if alone => places.pop()?,
            _ => clearly_best(places)?,
        };
        edge::found(&target, &wanted, &place, search.skeleton, self.document)
    }

    /// Whether the target would be found in its own document if its place (bytes of a block) were not there.
    pub(super) fn has_rival(&self, target: &Target, block: usize, bytes: &Range<usize>) -> bool {
        let Some(wanted) = Wanted::new(target) else { return false };
        let search = Search { skeleton: self.skeleton(), wanted: &wanted, home: None, except: Some((block, bytes)) };
        // The other rivals could be gone as well.
        search.exact().0.iter().any(|place| place.is_sure(&wanted, true))
            || search.like(&[]).iter().any(|place| place.is_sure(&wanted, false))
    }

    fn skeleton(&self) -> &Skeleton {
        self.skeleton.get_or_init(|| Skeleton::new(self.document))
    }

    fn search(&self, target: &Target, home: Option<usize>) -> Option<(usize, Range<usize>, State)> {
        let wanted = Wanted::new(target)?;
        let search = Search { skeleton: self.skeleton(), wanted: &wanted, home, except: None };
        let (places, alone) = search.exact();
        let known: Vec<Range<usize>> = places.iter().map(|place| place.run.clone()).collect();
        let heavy = weight(&wanted.exact) >= LIGHT;
        let place =
            best(&wanted, places, alone).filter(|place| place.is_supported() || alone && !search.is_elsewhere(place));
        // Where the very words stand, what is only like them is not meant, unless they are words that stand everywhere.
        let like = || if known.is_empty() || !heavy { best(&wanted, search.like(&known), false) } else { None };
        let place = place.or_else(like)?;
        edge::found(target, &wanted, &place, search.skeleton, self.document)
    }
}

/// One search in one document.
struct Search<'s> {
    skeleton: &'s Skeleton,
    wanted: &'s Wanted,
    home: Option<usize>,
    /// A place that does not count: block and bytes.
    except: Option<(usize, &'s Range<usize>)>,
}

impl Search<'_> {
    /// Where the letters of the quotation stand, and whether that is one place only.
    fn exact(&self) -> (Vec<Place>, bool) {
        let length = self.wanted.exact.len();
        let mut starts = self.skeleton.occurrences(&self.wanted.exact);
        let all = starts.len();
        if all > WEIGHED {
            // The many places of a short quotation: those that have most of its context as it was.
            let near = |start: &usize| {
                let before = common(&self.wanted.before.letters, self.skeleton.before(*start, 64));
                let after = common(&self.wanted.after.letters, self.skeleton.after(start + length, 64));
                (before + after, Some(self.skeleton.block_of(*start)) == self.home)
            };
            starts.sort_by_cached_key(|start| std::cmp::Reverse(near(start)));
            starts.truncate(WEIGHED);
        }
        if all == MOST {
            // There are more than were looked at: also those where the context could be.
            let (whole, first) = self.wanted.whole();
            for guess in self.skeleton.likely(&whole, TRIED) {
                let near = (guess + first).saturating_sub(SLACK)..guess + first + SLACK;
                let there =
                    near.filter(|start| self.skeleton.letters.get(*start..start + length) == Some(&self.wanted.exact));
                starts.extend(there);
            }
            starts.sort_unstable();
            starts.dedup();
        }
        let places: Vec<Place> =
            starts.into_iter().filter_map(|start| self.place(start..start + length, 1.0)).collect();
        let alone = places.len() == 1 && all <= WEIGHED;
        (places, alone)
    }

    /// Whether another place, which is only like the quotation, has more of what stood around it.
    fn is_elsewhere(&self, place: &Place) -> bool {
        let like = self.like(std::slice::from_ref(&place.run));
        like.iter().any(|other| other.rank() + MARGIN > place.rank())
    }

    /// Where something stands that is like the quotation, apart from the `known` places of its very letters.
    fn like(&self, known: &[Range<usize>]) -> Vec<Place> {
        let (whole, first) = self.wanted.whole();
        let mut places: Vec<Place> = Vec::new();
        for start in self.skeleton.likely(&whole, TRIED) {
            let Some((run, likeness)) = self.laid(start + first) else { continue };
            let apart = |other: &Range<usize>| other.end <= run.start || run.end <= other.start;
            if !known.iter().all(apart) {
                continue;
            }
            if let Some(place) = self.place(run, likeness).filter(|place| place.likeness < 1.0)
                && !places.iter().any(|other| other.run == place.run)
            {
                places.push(place);
            }
        }
        places
    }

    /// The quotation with the context of its block laid over the text where it could begin. A long one by its two ends.
    fn laid(&self, guess: usize) -> Option<(Range<usize>, f32)> {
        const END: usize = 160;
        let exact = &self.wanted.exact;
        let own = |context: &wanted::Context| -> Vec<char> {
            context.letters.iter().take(context.own.min(32)).copied().collect()
        };
        let (mut before, after) = (own(&self.wanted.before), own(&self.wanted.after));
        before.reverse();
        if exact.len() <= 4 * END {
            return self.lay(&before, exact, &after, guess);
        }
        let (head, tail) = (exact.get(..END)?, exact.get(exact.len() - END..)?);
        let (start, left) = self.lay(&before, head, &[], guess)?;
        let (end, right) = self.lay(&[], tail, &after, start.start + exact.len() - END)?;
        let run = start.start..end.end;
        let ratio = run.len() as f32 / exact.len() as f32;
        let likeness = left.min(right) * ratio.min(1.0 / ratio.max(0.01));
        (run.start < run.end).then_some((run, likeness))
    }

    fn lay(&self, before: &[char], exact: &[char], after: &[char], guess: usize) -> Option<(Range<usize>, f32)> {
        let slack = exact.len() / 4 + 24;
        let from = guess.saturating_sub(before.len() + slack);
        let to = (guess + exact.len() + after.len() + slack).min(self.skeleton.letters.len());
        let like = align::lay(before, exact, after, self.skeleton.letters.get(from..to)?)?;
        let there = self.skeleton.letters.get(from + like.range.start..from + like.range.end)?;
        if !align::same_ends(exact, there) {
            return None;
        }
        Some((from + like.range.start..from + like.range.end, like.likeness))
    }

    /// What speaks for a run of letters. One that goes over the end of a block (a paragraph was divided) is its larger part, a
    /// place between two characters the part where that is.
    fn place(&self, run: Range<usize>, likeness: f32) -> Option<Place> {
        let mut part = run.clone();
        let mut block = self.skeleton.block_of(run.start);
        if self.skeleton.of_block(block).end < run.end {
            let mut parts = (block..=self.skeleton.block_of(run.end - 1)).map(|block| {
                let own = self.skeleton.of_block(block);
                own.start.max(run.start)..own.end.min(run.end)
            });
            part = match self.wanted.point {
                // Letters that changed at the end of a block may have been laid over those of the next.
                _ if likeness < 1.0
                    && let Some(part) = parts.clone().find(|part| part.len() * 8 >= run.len() * 7) =>
                {
                    Some(part)
                }
                Some(point) => parts.find(|part| part.contains(&(run.start + point).min(run.end - 1))),
                None => parts.max_by_key(|part| part.len()).filter(|part| part.len() * 2 >= run.len()),
            }?;
            block = self.skeleton.block_of(part.start);
        }
        if let Some((other, bytes)) = self.except
            && other == block
            && self
                .skeleton
                .bytes(&part)
                .is_some_and(|own| own.start < bytes.end.max(bytes.start + 1) && bytes.start <= own.end)
        {
            return None;
        }
        // Without its own place any other block could come to have its key.
        let home = Some(block) == self.home || self.except.is_some();
        let mut place = Place::new(self.skeleton, self.wanted, run.clone(), likeness, home);
        if part != run {
            (place.run, place.block) = (part, block);
            place.likeness = place.likeness.min(0.99);
        }
        Some(place)
    }
}

/// The best of some places, when it is sure enough and no other is nearly as good.
fn best(wanted: &Wanted, places: Vec<Place>, alone: bool) -> Option<Place> {
    clearly_best(places).filter(|best| best.is_sure(wanted, alone))
}

/// The best of some places, when no other is nearly as good.
fn clearly_best(mut places: Vec<Place>) -> Option<Place> {
    places.sort_by(|a, b| b.rank().total_cmp(&a.rank()));
    let mut ranked = places.into_iter();
    let best = ranked.next()?;
    let rival = ranked.find(|other| other.run.start >= best.run.end || other.run.end <= best.run.start);
    rival.is_none_or(|rival| best.rank() - rival.rank() >= MARGIN).then_some(best)
}

/// How many letters of the context stand there as they were.
fn common(context: &[char], there: impl Iterator<Item = char>) -> usize {
    context.iter().zip(there).take_while(|(a, b)| *a == b).count()
}

/// The versions at hand, each prepared at most once, however many annotations are placed in them.
pub struct Locators<'d> {
    versions: Vec<(&'d Source, Locator<'d>)>,
}

impl<'d> Locators<'d> {
    /// Of these versions, in this order.
    pub fn new(versions: &[(&'d Source, &'d Document)]) -> Self {
        Self { versions: versions.iter().map(|(source, document)| (*source, Locator::new(document))).collect() }
    }

    /// Where an annotation stands: the version, its block, the bytes in it, and how surely. The version it was made in is asked
    /// first, then the others in its language (the file may have been changed). None when no such version is at hand; an
    /// orphan has no block.
    pub fn locate(&self, annotation: &Annotation) -> Option<Located> {
        let target = &annotation.target;
        let those = |fits: &dyn Fn(&Source, &Document) -> bool| -> Vec<usize> {
            let fitting = self.versions.iter().enumerate();
            fitting.filter(|(_, (source, locator))| fits(source, locator.document)).map(|(at, _)| at).collect()
        };
        let mut candidates = those(&|source, _| source.hash == target.hash);
        candidates.truncate(1);
        if let Some(at) = candidates.first().copied()
            && let Some((block, range, state)) = self.versions.get(at).and_then(|(_, own)| own.same_version(target))
        {
            return Some(Located { version: at, place: Some((block, range)), state });
        }
        if candidates.is_empty() {
            candidates = those(&|_, document| document.language == target.language);
        }
        if candidates.is_empty() {
            candidates = those(&|_, document| document.language.primary() == target.language.primary());
        }
        let first = candidates.first().copied()?;
        for at in candidates {
            if let Some((block, range, state)) = self.versions.get(at).and_then(|(_, own)| own.locate(target)) {
                return Some(Located { version: at, place: Some((block, range)), state });
            }
        }
        Some(Located { version: first, place: None, state: State::Orphan })
    }
}

/// The quotation where it was, with the context it had, across the ends of blocks: the usual case, without folding the text.
fn at_position(target: &Target, document: &Document, block: usize) -> Option<Range<usize>> {
    let text = document.blocks.get(block)?.text.as_str();
    let range = exact_at(target, text)?;
    let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
    let earlier =
        document.blocks.get(..block)?.iter().rev().flat_map(|b| std::iter::once('\n').chain(b.text.chars().rev()));
    let later = document.blocks.get(block + 1..)?.iter().flat_map(|b| std::iter::once('\n').chain(b.text.chars()));
    let mut left = before.chars().rev().chain(earlier);
    let mut right = after.chars().chain(later);
    let same = target.prefix.chars().rev().all(|c| left.next() == Some(c))
        && target.suffix.chars().all(|c| right.next() == Some(c));
    same.then_some(range)
}

/// The quotation where it was in its block.
fn exact_at(target: &Target, text: &str) -> Option<Range<usize>> {
    let start = text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(target.start)?;
    text.get(start..)?.starts_with(&target.exact).then(|| start..start + target.exact.len())
}

/// The bytes of the first place where `text` has the words of `quote`: as they are, else whatever the Unicode normalisation of
/// the two, else whatever their spaces, punctuation and marks.
pub fn quoted(text: &str, quote: &str) -> Option<Range<usize>> {
    if let Some(start) = text.find(quote).filter(|_| !quote.is_empty()) {
        return Some(start..start + quote.len());
    }
    let block = crate::document::Block { text: text.to_owned(), ..crate::document::Block::default() };
    let document = Document { blocks: vec![block], ..Document::default() };
    let skeleton = Skeleton::new(&document);
    let plain: String = quote.nfc().collect();
    let target = Target { exact: plain, ..Target::default() };
    let wanted = Wanted::new(&target).filter(|wanted| wanted.point.is_none())?;
    let start = skeleton.occurrences(&wanted.exact).first().copied()?;
    let place = Place::new(&skeleton, &wanted, start..start + wanted.exact.len(), 1.0, true);
    edge::found(&target, &wanted, &place, &skeleton, &document).map(|(_, range, _)| range)
}
