//! The sentences of a book, cut when they are first asked for: every key asks for those under the cursor, and a block may be
//! as long as a book.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::document::Block;
use crate::text::sentence;

/// A block: its version and its index.
type Place = (usize, usize);

/// Blocks that are kept at most: those of a few screens.
const KEPT: usize = 256;

/// Sentences of blocks. Texts of a book do not change, so nothing kept is ever wrong.
#[derive(Default)]
pub(super) struct Sentences {
    cut: RefCell<HashMap<Place, Rc<[Range<usize>]>>>,
}

impl Sentences {
    /// The sentences of the block at `place`, as bytes of its text.
    pub(super) fn of(&self, place: Place, block: &Block) -> Rc<[Range<usize>]> {
        if let Some(found) = self.cut.borrow().get(&place) {
            return Rc::clone(found);
        }
        let made: Rc<[Range<usize>]> = sentence::sentences(&block.text, &block.language).into();
        let mut kept = self.cut.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(place, Rc::clone(&made));
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cut_once_is_not_cut_again() {
        let block = Block { text: "One thing. Another thing.".to_owned(), ..Block::default() };
        let sentences = Sentences::default();
        let cut = sentences.of((0, 0), &block);
        assert_eq!(cut.len(), 2);
        assert!(Rc::ptr_eq(&cut, &sentences.of((0, 0), &block)));
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
