//! Tests of folded copies.
