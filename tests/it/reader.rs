//! Tests of: reader.
