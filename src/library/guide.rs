//! The built-in guide, in six languages.

/// The name of the guide as a work.
pub const GUIDE_NAME: &str = "guide";

/// The guide's versions: file name (with its language suffix) and bytes.
pub const GUIDE: &[(&str, &[u8])] = &[];
