//! The built-in guide, in six languages.

/// The name of the guide as a work.
pub const GUIDE_NAME: &str = "guide";

/// The guide's versions, in the order in which the United Nations lists its languages: file name (with its language
/// suffix) and bytes.
pub const GUIDE: &[(&str, &[u8])] = &[
    ("guide.ar.txt", include_bytes!("../../assets/guide/guide.ar.txt")),
    ("guide.zh.txt", include_bytes!("../../assets/guide/guide.zh.txt")),
    ("guide.en.txt", include_bytes!("../../assets/guide/guide.en.txt")),
    ("guide.fr.txt", include_bytes!("../../assets/guide/guide.fr.txt")),
    ("guide.ru.txt", include_bytes!("../../assets/guide/guide.ru.txt")),
    ("guide.es.txt", include_bytes!("../../assets/guide/guide.es.txt")),
];
