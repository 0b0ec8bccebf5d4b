//! Tests of: align.
