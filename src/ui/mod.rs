//! From state to cells.
