//! Grapheme clusters (UAX #29).
