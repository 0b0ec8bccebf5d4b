//! Embedding levels per line (UAX #9).
