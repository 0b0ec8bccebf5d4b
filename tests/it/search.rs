//! Tests of: search.
