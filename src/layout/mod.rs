//! A document at a width: rows of cells, and the way back from a cell to a place.

mod atom;
pub mod block;
mod call;
mod fill;
pub mod page;
mod place;
pub mod print;
pub mod row;
mod table;
pub mod wrap;

pub use block::{BlockLayout, Line, Part, Role};
pub use page::{Geometry, Item, Mode, PaneBox, RowLayout, Typeset};
pub use row::{Cluster, Row};
pub use wrap::{Analysis, Options};

#[cfg(test)]
mod tests;
