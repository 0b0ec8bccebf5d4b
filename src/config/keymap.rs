//! Keys to command names: the embedded table with a person's own over it.

use std::collections::BTreeMap;
use std::path::Path;

use super::{ConfigError, Key};

/// The default keys, in exactly the form a person writes.
pub const DEFAULTS: &str = include_str!("../../assets/keymap.toml");

/// Key sequences and the commands they run.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    bindings: BTreeMap<Vec<Key>, String>,
}

/// What a sequence of keys means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// It runs this command.
    Command(&'a str),
    /// It is the beginning of a longer sequence.
    Prefix,
    /// Nothing.
    Unbound,
}

impl Keymap {
    /// The defaults with `keymap.toml` of `folder` over them; `known` says which command names exist. A binding to `""`
    /// takes a default away.
    pub fn load(folder: &Path, known: &dyn Fn(&str) -> bool) -> Result<Self, ConfigError> {
        let mut keymap = Self::defaults();
        let path = folder.join("keymap.toml");
        if let Some(text) = super::read(&path)? {
            keymap.lay_over(&path.display().to_string(), &text, known)?;
        }
        Ok(keymap)
    }

    /// The embedded table.
    pub fn defaults() -> Self {
        let mut keymap = Self::default();
        keymap.lay_over("keymap.toml", DEFAULTS, &|_| true).expect("the embedded keymap is valid");
        keymap
    }

    fn lay_over(&mut self, file: &str, text: &str, known: &dyn Fn(&str) -> bool) -> Result<(), ConfigError> {
        let table: BTreeMap<String, toml::Spanned<String>> =
            toml::from_str(text).map_err(|error| super::parse_error(file, text, &error))?;
        let mut own = BTreeMap::new();
        for (keys, command) in table {
            let line = 1 + text.get(..command.span().start).unwrap_or("").matches('\n').count();
            let wrong = |message: String| ConfigError::Parse { file: file.to_owned(), line, message };
            let sequence = Key::parse_sequence(&keys).ok_or_else(|| {
                wrong(format!("\"{keys}\" is not a key; keys look like j, G, Ctrl-d, Space, g g, F1"))
            })?;
            let command = command.into_inner();
            if !command.is_empty() && !known(&command) {
                return Err(wrong(format!("no command is called \"{command}\"; `hexapla keys` lists them")));
            }
            if own.insert(sequence, command).is_some() {
                return Err(wrong(format!("\"{keys}\" is bound twice")));
            }
        }
        for (sequence, command) in own {
            // A longer or shorter default that would hide the new binding gives way to it.
            self.bindings.retain(|bound, _| !bound.starts_with(&sequence) && !sequence.starts_with(bound));
            if !command.is_empty() {
                self.bindings.insert(sequence, command);
            }
        }
        Ok(())
    }

    /// What `keys` mean.
    pub fn lookup(&self, keys: &[Key]) -> Lookup<'_> {
        match self.bindings.range(keys.to_vec()..).next() {
            Some((bound, command)) if bound == keys => Lookup::Command(command),
            Some((bound, _)) if bound.starts_with(keys) => Lookup::Prefix,
            _ => Lookup::Unbound,
        }
    }

    /// The sequences that run `command`, as people write them, shortest first.
    pub fn keys_of(&self, command: &str) -> Vec<String> {
        let mut all: Vec<String> = self
            .bindings
            .iter()
            .filter(|(_, name)| *name == command)
            .map(|(keys, _)| keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" "))
            .collect();
        all.sort_by_key(|keys| (keys.chars().count(), keys.clone()));
        all
    }

    /// Every command that is bound.
    pub fn commands(&self) -> impl Iterator<Item = &str> {
        self.bindings.values().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        Key::parse_sequence(text).expect(text)
    }

    #[test]
    fn a_sequence_is_waited_for() {
        let keymap = Keymap::defaults();
        assert_eq!(keymap.lookup(&keys("g")), Lookup::Prefix);
        assert_eq!(keymap.lookup(&keys("g g")), Lookup::Command("document_start"));
        assert_eq!(keymap.lookup(&keys("g x")), Lookup::Unbound);
    }

    #[test]
    fn own_keys_stand_over_the_defaults() {
        let mut keymap = Keymap::defaults();
        keymap.lay_over("k", "g = \"quit\"\nj = \"\"\n", &|_| true).expect("valid");
        assert_eq!(keymap.lookup(&keys("g")), Lookup::Command("quit"));
        assert_eq!(keymap.lookup(&keys("j")), Lookup::Unbound);
    }

    #[test]
    fn errors_name_the_line() {
        let mut keymap = Keymap::defaults();
        let error =
            keymap.lay_over("k.toml", "a = \"quit\"\nb = \"fly\"\n", &|name| name == "quit").expect_err("unknown");
        assert!(error.to_string().starts_with("k.toml, line 2: no command is called \"fly\""), "{error}");
        let error = keymap.lay_over("k.toml", "\"Hyper-q\" = \"quit\"\n", &|_| true).expect_err("no key");
        assert!(error.to_string().contains("line 1: \"Hyper-q\" is not a key"), "{error}");
    }
}
