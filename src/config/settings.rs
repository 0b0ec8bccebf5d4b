//! What a person can set in `config.toml`, and the defaults.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Bidi, ConfigError};

/// The defaults, in exactly the form a person writes.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// The settings of the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The widest text area, in cells.
    pub measure: u16,
    /// Lines kept between the cursor and the edge of the screen.
    pub scroll_margin: u16,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Whether we join Arabic letters.
    pub shaping: bool,
    /// Whether characters of ambiguous width take two cells.
    pub ambiguous_wide: bool,
    /// For which background colours are chosen.
    pub theme: Theme,
    /// How right-to-left text is sent to the terminal.
    pub bidi: Bidi,
}

/// For which background colours are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// What the terminal answers, else what `COLORFGBG` says, else dark.
    Auto,
    /// Light text on a dark background.
    Dark,
    /// Dark text on a light background.
    Light,
    /// No colour at all.
    None,
}

impl Settings {
    /// The defaults with `config.toml` of `folder` over them.
    pub fn load(folder: &Path) -> Result<Self, ConfigError> {
        let path = folder.join("config.toml");
        let Some(text) = super::read(&path)? else { return Ok(Self::default()) };
        Self::parse(&path.display().to_string(), &text)
    }

    fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let own: toml::Table = toml::from_str(text).map_err(|error| super::parse_error(file, text, &error))?;
        let mut all: toml::Table = toml::from_str(DEFAULTS).expect("the embedded settings are TOML");
        for (name, value) in own {
            let line =
                || 1 + text.lines().position(|line| line.split('=').next().map(str::trim) == Some(&name)).unwrap_or(0);
            if !all.contains_key(&name) {
                let known = all.keys().cloned().collect::<Vec<_>>().join(", ");
                let message = format!("no setting is called \"{name}\"; known settings: {known}");
                return Err(ConfigError::Parse { file: file.to_owned(), line: line(), message });
            }
            let before = all.insert(name.clone(), value);
            if let Err(error) = all.clone().try_into::<Self>() {
                let default = before.map(|value| spelled(&value)).unwrap_or_default();
                let message = format!("{name}: {} (the default is {default})", error.message());
                return Err(ConfigError::Parse { file: file.to_owned(), line: line(), message });
            }
        }
        all.try_into().map_err(|error: toml::de::Error| super::parse_error(file, text, &error))
    }
}

/// A value as a person writes it.
fn spelled(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => format!("\"{text}\""),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Boolean(yes) => yes.to_string(),
        _ => String::new(),
    }
}

impl Default for Settings {
    fn default() -> Self {
        toml::from_str(DEFAULTS).expect("the embedded settings are valid")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_settings_stand_over_the_defaults() {
        let settings = Settings::parse("c", "measure = 60\n").expect("valid");
        assert_eq!(settings, Settings { measure: 60, ..Settings::default() });
    }

    #[test]
    fn an_unknown_setting_is_an_error_with_its_line() {
        let error = Settings::parse("c.toml", "measure = 60\nmeasur = 3\n").expect_err("unknown").to_string();
        assert!(error.starts_with("c.toml, line 2: no setting is called \"measur\""), "{error}");
    }

    #[test]
    fn a_wrong_value_says_what_the_default_is() {
        let error = Settings::parse("c.toml", "measure = \"wide\"\n").expect_err("wrong").to_string();
        assert!(error.contains("line 1") && error.contains("the default is 72"), "{error}");
    }
}
