//! A document at a width: rows of cells, and the way back from a cell to a place.

mod atom;
mod fill;
mod place;
pub mod row;
pub mod wrap;

pub use row::{Cluster, Row};
pub use wrap::{Analysis, Options};

#[cfg(test)]
mod tests;
