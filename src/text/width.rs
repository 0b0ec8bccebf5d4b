//! The width of a cluster in cells.
