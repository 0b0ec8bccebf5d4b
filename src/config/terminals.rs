//! What a person said of a terminal on the test page: which profile reads right in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{ConfigError, Profile};

/// The answers of the test page, by terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terminals {
    /// The name of a terminal ("kitty", "tmux in VTE") and the profile that reads right in it.
    #[serde(default)]
    bidi: BTreeMap<String, Profile>,
    #[serde(skip)]
    file: Option<PathBuf>,
}

/// What stands at the top of the file.
const ABOUT: &str = "# What was answered to `hexapla doctor`: how right-to-left text is sent to a terminal.
# `hexapla doctor --forget` drops the answer for the terminal it runs in; this file may be edited or removed.

";

impl Terminals {
    /// The answers kept in `folder`.
    pub fn load(folder: &Path) -> Result<Self, ConfigError> {
        let file = folder.join("terminals.toml");
        let text = super::read(&file)?.unwrap_or_default();
        let terminals: Self =
            toml::from_str(&text).map_err(|error| super::parse_error(&file.display().to_string(), &text, &error))?;
        Ok(Self { file: Some(file), ..terminals })
    }

    /// The file they are kept in, when they are.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// The answer for `terminal`.
    pub fn of(&self, terminal: &str) -> Option<Profile> {
        self.bidi.get(terminal).copied()
    }

    /// Keeps an answer, or drops it with `None`; gives whether anything changed. The file is replaced whole.
    pub fn keep(&mut self, terminal: &str, profile: Option<Profile>) -> std::io::Result<bool> {
        let before = match profile {
            Some(profile) => self.bidi.insert(terminal.to_owned(), profile),
            None => self.bidi.remove(terminal),
        };
        let Some(file) = self.file.as_ref().filter(|_| before != profile) else { return Ok(false) };
        let mut text = ABOUT.to_owned();
        text.push_str("[bidi]\n");
        for (terminal, profile) in &self.bidi {
            // A JSON string without DEL is a basic string of TOML.
            let terminal = serde_json::Value::from(terminal.replace('\u{7F}', "")).to_string();
            text.push_str(&format!("{terminal} = \"{}\"\n", profile.name()));
        }
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let beside = file.with_extension(format!("toml.{}", std::process::id()));
        std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file)).inspect_err(|_| {
            let _ = std::fs::remove_file(&beside);
        })?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_kept_until_it_is_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("new");
        let mut terminals = Terminals::load(&folder).expect("none yet");
        let odd = "a \"b\"\\ = [c]";
        assert!(terminals.keep("tmux in VTE", Some(Profile::Guard)).expect("written"));
        assert!(terminals.keep(odd, Some(Profile::Logical)).expect("written"));
        assert!(!terminals.keep(odd, Some(Profile::Logical)).expect("as it was"));
        let mut again = Terminals::load(&folder).expect("what was written");
        assert_eq!((again.of("tmux in VTE"), again.of(odd)), (Some(Profile::Guard), Some(Profile::Logical)));
        assert!(again.keep(odd, None).expect("written"));
        assert_eq!(Terminals::load(&folder).expect("again").of(odd), None);
    }

    #[test]
    fn a_damaged_file_is_named_with_its_line() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("terminals.toml"), "[bidi]\nx = \"sideways\"\n").expect("written");
        let error = Terminals::load(folder.path()).expect_err("damaged").to_string();
        assert!(error.contains("terminals.toml, line 2"), "{error}");
    }
}
