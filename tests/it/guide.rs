//! Tests of: guide.
