//! Scripts of characters and the first strong direction.
