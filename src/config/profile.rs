//! How finished rows are sent to a terminal that may reorder right-to-left text itself.

use serde::{Deserialize, Serialize};

/// What is done so that a row is seen in the order it was laid out in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Nothing: the terminal shows cells in the order they are sent.
    #[default]
    Visual,
    /// The terminal is told to leave the order to us (`CSI 8 l`, the draft "BiDi in Terminal Emulators").
    Explicit,
    /// As `Explicit`, in the words of Konsole (`OSC 50`).
    Konsole,
    /// An override (U+202D … U+202C) stands around what a terminal would reorder; it goes through tmux.
    Guard,
    /// kitty turns every right-to-left run of a word around in place: such runs are sent turned around.
    Kitty,
    /// The terminal orders and joins: it gets rows as they are read, and panes never stand side by side.
    Logical,
}

impl Profile {
    /// Every profile, in the order in which one key goes through them.
    pub const ALL: [Self; 6] = [Self::Visual, Self::Explicit, Self::Konsole, Self::Guard, Self::Kitty, Self::Logical];

    /// The name on the command line, in `config.toml` and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Visual => "visual",
            Self::Explicit => "explicit",
            Self::Konsole => "konsole",
            Self::Guard => "guard",
            Self::Kitty => "kitty",
            Self::Logical => "logical",
        }
    }

    /// What it does, in a few words.
    pub fn does(self) -> &'static str {
        match self {
            Self::Visual => "cells in the order they are seen, for terminals that reorder nothing",
            Self::Explicit => "the terminal is told to reorder nothing (CSI 8 l)",
            Self::Konsole => "Konsole is told to reorder nothing (OSC 50)",
            Self::Guard => "an override around right-to-left text, for tmux in a terminal that reorders",
            Self::Kitty => "right-to-left words turned around, as kitty turns them back",
            Self::Logical => "the terminal reorders and joins; panes one under the other",
        }
    }

    /// The profile of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "bdsm" => Some(Self::Explicit),
            _ => Self::ALL.into_iter().find(|profile| profile.name() == name),
        }
    }

    /// The next one, round and round.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|other| *other == self).map_or(0, |at| at + 1);
        Self::ALL[at % Self::ALL.len()]
    }

    /// Whether panes may stand side by side: not where the terminal reorders a whole row.
    pub fn side_by_side(self) -> bool {
        self != Self::Logical
    }
}

/// The setting: a profile, or what the terminal's answers and the environment say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Bidi {
    /// What suits the terminal.
    #[default]
    Auto,
    /// This one, whatever the terminal says.
    Fixed(Profile),
}

impl Bidi {
    /// The names that can be written: `auto` and those of the profiles.
    pub fn names() -> Vec<&'static str> {
        std::iter::once("auto").chain(Profile::ALL.map(Profile::name)).collect()
    }
}

impl std::str::FromStr for Bidi {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match Profile::named(name) {
            Some(profile) => Ok(Self::Fixed(profile)),
            None if name == "auto" => Ok(Self::Auto),
            None => Err(format!("no profile is called \"{name}\"; there are {}", Self::names().join(", "))),
        }
    }
}

impl TryFrom<String> for Bidi {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

impl From<Bidi> for String {
    fn from(bidi: Bidi) -> Self {
        match bidi {
            Bidi::Auto => "auto".to_owned(),
            Bidi::Fixed(profile) => profile.name().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back_and_bdsm_is_explicit() {
        for name in Bidi::names() {
            assert_eq!(name.parse::<Bidi>().map(String::from), Ok(name.to_owned()));
        }
        assert_eq!("bdsm".parse(), Ok(Bidi::Fixed(Profile::Explicit)));
        assert!("Visual".parse::<Bidi>().is_err_and(|error| error.contains("visual, explicit")));
    }

    #[test]
    fn one_key_goes_through_all() {
        let mut seen = vec![Profile::default()];
        while seen.len() < Profile::ALL.len() {
            seen.push(seen[seen.len() - 1].next());
        }
        assert_eq!(seen, Profile::ALL);
        assert_eq!(Profile::Logical.next(), Profile::Visual);
    }
}
