//! What stands in a cell for a character that must not reach a terminal.
