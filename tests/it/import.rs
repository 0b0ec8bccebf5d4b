//! Tests of: import.
