//! Break opportunities (UAX #14) with the tailorings of UN documents.
