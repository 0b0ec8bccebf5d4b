//! Scripts of characters and the first strong direction.

use super::Direction;

/// Stub until the text layer lands.
pub fn first_strong(_text: &str) -> Option<Direction> {
    None
}
