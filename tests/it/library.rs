//! Tests of: library.
