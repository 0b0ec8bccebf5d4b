//! The verbs of the reader.
