//! The dynamic programme over beads.
