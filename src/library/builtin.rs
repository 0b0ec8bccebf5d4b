//! The guide as a work of the library: there from the first run, never changed by what is recorded.

use super::guide::GUIDE;

/// The row of the guide among the works: it is there from the first run.
pub(super) const GUIDE_ID: super::WorkId = 1;

/// The guide's versions as the library lists them.
pub(super) fn versions() -> &'static [super::VersionInfo] {
    static VERSIONS: std::sync::OnceLock<Vec<super::VersionInfo>> = std::sync::OnceLock::new();
    VERSIONS.get_or_init(|| GUIDE.iter().map(|(name, bytes)| version(name, bytes)).collect())
}

/// Whether a version of the guide has this hash.
pub(super) fn holds(hash: &str) -> bool {
    versions().iter().any(|version| version.hash == hash)
}

fn version(name: &str, bytes: &[u8]) -> super::VersionInfo {
    let language = super::sibling(std::path::Path::new(name)).language;
    let text = String::from_utf8_lossy(bytes);
    let title = text.trim_start_matches('\u{FEFF}').lines().map(str::trim).find(|line| !line.is_empty());
    super::VersionInfo {
        hash: super::source::hash(bytes),
        path: None,
        language: language.map(crate::text::Language::new).unwrap_or_default(),
        title: title.unwrap_or_default().to_owned(),
        ..super::VersionInfo::default()
    }
}
