//! The sentences of a book, cut when they are first asked for: every key asks for those under the cursor, and a block may be
//! as long as a book.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::align::{Alignment, align_segments};
use crate::document::Block;
use crate::text::sentence;

/// A block: its version and its index.
type Place = (usize, usize);

/// Blocks and pairs of blocks that are kept at most: those of a few screens.
const KEPT: usize = 256;

/// Sentences of blocks, and which of them correspond. Texts of a book do not change, so nothing kept is ever wrong.
#[derive(Default)]
pub(super) struct Sentences {
    cut: RefCell<HashMap<Place, Rc<[Range<usize>]>>>,
    aligned: RefCell<HashMap<(Place, Place), Rc<Alignment>>>,
}

impl Sentences {
    /// The sentences of the block at `place`, as bytes of its text.
    pub(super) fn of(&self, place: Place, block: &Block) -> Rc<[Range<usize>]> {
        kept(&self.cut, place, || sentence::sentences(&block.text, &block.language).into())
    }

    /// Which sentences of the first block correspond to which of the second.
    pub(super) fn align(&self, (from, source): (Place, &Block), (to, target): (Place, &Block)) -> Rc<Alignment> {
        kept(&self.aligned, (from, to), || {
            let (left, right) = (self.of(from, source), self.of(to, target));
            Rc::new(align_segments(&texts(source, &left), &texts(target, &right)))
        })
    }
}

fn texts<'a>(block: &'a Block, sentences: &[Range<usize>]) -> Vec<&'a str> {
    sentences.iter().map(|range| block.text.get(range.clone()).unwrap_or("")).collect()
}

fn kept<K: std::hash::Hash + Eq, V: ?Sized>(
    kept: &RefCell<HashMap<K, Rc<V>>>,
    key: K,
    make: impl FnOnce() -> Rc<V>,
) -> Rc<V> {
    if let Some(found) = kept.borrow().get(&key) {
        return Rc::clone(found);
    }
    let made = make();
    let mut kept = kept.borrow_mut();
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, Rc::clone(&made));
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cut_and_aligned_once_is_not_made_again() {
        let block = |text: &str| Block { text: text.to_owned(), ..Block::default() };
        let (source, target) = (block("One thing. Another thing."), block("Une chose. Une autre chose."));
        let sentences = Sentences::default();
        let cut = sentences.of((0, 0), &source);
        assert_eq!(cut.len(), 2);
        assert!(Rc::ptr_eq(&cut, &sentences.of((0, 0), &source)));
        let aligned = sentences.align(((0, 0), &source), ((1, 0), &target));
        assert!(Rc::ptr_eq(&aligned, &sentences.align(((0, 0), &source), ((1, 0), &target))));
        let other = sentences.align(((1, 0), &target), ((0, 0), &source));
        assert!(!Rc::ptr_eq(&aligned, &other), "the other way round is another alignment");
    }

    #[test]
    fn no_more_is_kept_than_is_said() {
        let sentences = Sentences::default();
        let block = Block { text: "One thing.".to_owned(), ..Block::default() };
        for index in 0..3 * KEPT {
            sentences.of((0, index), &block);
            assert!(sentences.cut.borrow().len() <= KEPT);
        }
    }
}
