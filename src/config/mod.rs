//! Settings, keymap, theme and the folders they live in.

pub mod paths;
