//! Hexapla's own JSON: one work a line, everything that is needed to bring the annotations in again elsewhere.

use serde::{Deserialize, Serialize};

use std::path::PathBuf;

use super::{Annotated, Excerpt, Exporter, Options, Translation, clean};
use crate::document::Key;
use crate::library::{Annotation, Place, State, VersionInfo};
use crate::text::Language;

/// The native format.
pub const EXPORTER: Exporter = Exporter {
    name: "json",
    about: "everything, one work a line; `notes import` reads it again",
    extension: "json",
    whole: true,
    write,
};

/// What stands in `format`.
const FORMAT: &str = "hexapla";
/// The newest `version` that is known here.
const VERSION: u32 = 1;

/// One exported work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Native {
    format: String,
    version: u32,
    work: NativeWork,
    annotations: Vec<NativeAnnotation>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct NativeWork {
    #[serde(default)]
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    symbol: Option<String>,
    /// Whether a person added it.
    #[serde(default)]
    added: bool,
    #[serde(default)]
    versions: Vec<NativeVersion>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<NativePlace>,
}

/// Where reading stopped.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct NativePlace {
    hash: String,
    key: String,
    #[serde(default)]
    offset: usize,
    #[serde(default)]
    layout: String,
    #[serde(default)]
    panes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct NativeVersion {
    hash: String,
    #[serde(default)]
    language: Language,
    #[serde(default)]
    title: String,
    #[serde(default)]
    symbol: Option<String>,
    /// Where the file was; it means something on the same machine only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct NativeAnnotation {
    #[serde(flatten)]
    annotation: Annotation,
    #[serde(default)]
    key: Key,
    #[serde(default)]
    state: Option<State>,
    #[serde(default)]
    quotation: String,
    #[serde(default)]
    translations: Vec<Translation>,
    #[serde(default)]
    citation: String,
}

impl Native {
    /// What the work was called where it was exported.
    pub fn name(&self) -> &str {
        &self.work.name
    }

    /// Whether a person had added the work.
    pub fn added(&self) -> bool {
        self.work.added
    }

    /// Where reading stopped.
    pub fn place(&self) -> Option<Place> {
        let place = self.work.place.clone()?;
        let NativePlace { hash, key, offset, layout, panes } = place;
        Some(Place { hash, key, offset, layout, panes })
    }

    /// The versions; a path need not be there, or be that of another file by now. The versions that only annotations name are
    /// among them.
    pub fn versions(&self) -> Vec<VersionInfo> {
        let mut versions: Vec<VersionInfo> = self
            .work
            .versions
            .iter()
            .map(|version| VersionInfo {
                hash: version.hash.clone(),
                path: version.path.as_ref().map(PathBuf::from),
                language: version.language.clone(),
                title: version.title.clone(),
                symbol: version.symbol.clone(),
                ..VersionInfo::default()
            })
            .collect();
        for target in self.annotations.iter().map(|one| &one.annotation.target) {
            if !target.hash.is_empty() && !versions.iter().any(|version| version.hash == target.hash) {
                versions.push(VersionInfo {
                    hash: target.hash.clone(),
                    path: None,
                    language: target.language.clone(),
                    title: self.work.title.clone(),
                    symbol: self.work.symbol.clone(),
                    ..VersionInfo::default()
                });
            }
        }
        versions
    }

    /// The annotations in the order of the file.
    pub fn annotations(&self) -> impl Iterator<Item = &Annotation> {
        self.annotations.iter().map(|one| &one.annotation)
    }
}

/// Reads what was exported: one work, several one after another, or an array of them.
pub fn read(text: &str) -> anyhow::Result<Vec<Native>> {
    let mut works = Vec::new();
    let text = text.trim_start_matches('\u{FEFF}');
    for value in serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>() {
        match value? {
            serde_json::Value::Array(values) => {
                for value in values {
                    works.push(native(value)?);
                }
            }
            value => works.push(native(value)?),
        }
    }
    Ok(works)
}

fn native(value: serde_json::Value) -> anyhow::Result<Native> {
    if value.get("format").and_then(serde_json::Value::as_str) != Some(FORMAT) {
        anyhow::bail!("not an export of hexapla: \"format\" is not \"{FORMAT}\"");
    }
    let version = value.get("version").and_then(serde_json::Value::as_u64).unwrap_or(0);
    if version > u64::from(VERSION) {
        anyhow::bail!("exported by a newer hexapla (version {version}, this one knows {VERSION})");
    }
    Ok(serde_json::from_value(value)?)
}

fn write(works: &[Annotated], _: &Options) -> String {
    works.iter().map(|one| clean::json(&native_of(one)).unwrap_or_default() + "\n").collect()
}

fn native_of(one: &Annotated) -> Native {
    let version = |version: &VersionInfo| NativeVersion {
        hash: version.hash.clone(),
        language: version.language.clone(),
        title: version.title.clone(),
        symbol: version.symbol.clone(),
        path: version.path.as_ref().and_then(|path| path.to_str()).map(str::to_owned),
    };
    let place = |place: &Place| {
        let Place { hash, key, offset, layout, panes } = place.clone();
        NativePlace { hash, key, offset, layout, panes }
    };
    let annotation = |excerpt: &Excerpt| {
        let annotation = excerpt.annotation.clone()?;
        Some(NativeAnnotation {
            annotation,
            key: excerpt.key.clone(),
            state: excerpt.state,
            quotation: excerpt.quotation.clone(),
            translations: excerpt.translations.clone(),
            citation: excerpt.citation.clone(),
        })
    };
    Native {
        format: FORMAT.to_owned(),
        version: VERSION,
        work: NativeWork {
            name: one.work.name.clone(),
            title: one.title().to_owned(),
            symbol: one.symbol().map(str::to_owned),
            added: one.work.added,
            versions: one.work.versions.iter().map(version).collect(),
            place: one.place.as_ref().map(place),
        },
        annotations: one.excerpts.iter().filter_map(annotation).collect(),
    }
}
