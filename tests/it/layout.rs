//! Tests of: layout.
