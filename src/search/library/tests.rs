//! Tests of the search of a library.
