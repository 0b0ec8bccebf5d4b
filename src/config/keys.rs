//! Keys as people write them: `j`, `Ctrl-d`, `Shift-Tab`, `Space`.

use std::fmt;

/// One key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character as typed; Shift is in the character.
    Char(char),
    /// A key with a name.
    Named(Named),
    /// A function key.
    F(u8),
}

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident $text:literal),* $(,)?) => {
        /// A key with a name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the names say it")]
        pub enum Named { $($name),* }
        const NAMES: &[(Named, &str)] = &[$((Named::$name, $text)),*];
    };
}

named! {
    Enter "Enter", Esc "Esc", Tab "Tab", BackTab "Shift-Tab", Backspace "Backspace", Delete "Delete", Up "Up", Down "Down", Left "Left",
    Right "Right", Home "Home", End "End", PageUp "PageUp", PageDown "PageDown",
}

impl Key {
    /// A character key without modifiers.
    pub fn char(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: false, alt: false }
    }

    /// A named key without modifiers.
    pub fn named(name: Named) -> Self {
        Self { code: Code::Named(name), ctrl: false, alt: false }
    }

    /// Ctrl with a letter.
    pub fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: true, alt: false }
    }

    /// The key of that spelling.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let (mut ctrl, mut alt) = (false, false);
        loop {
            if let Some(after) = rest.strip_prefix("Ctrl-").filter(|after| !after.is_empty()) {
                (ctrl, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("Alt-").filter(|after| !after.is_empty()) {
                (alt, rest) = (true, after);
            } else {
                break;
            }
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(c),
            _ if rest == "Space" => Code::Char(' '),
            _ => match NAMES.iter().find(|(_, name)| *name == rest) {
                Some((named, _)) => Code::Named(*named),
                None => Code::F(rest.strip_prefix('F')?.parse().ok().filter(|n| (1..=24).contains(n))?),
            },
        };
        Some(Self { code, ctrl, alt })
    }

    /// A sequence of keys separated by blanks.
    pub fn parse_sequence(text: &str) -> Option<Vec<Self>> {
        let keys: Option<Vec<_>> = text.split_whitespace().map(Self::parse).collect();
        keys.filter(|keys| !keys.is_empty())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            Code::Named(named) => {
                f.write_str(NAMES.iter().find(|(name, _)| *name == named).map_or("", |(_, text)| text))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_read_back() {
        for text in
            ["j", "G", "Ctrl-d", "Alt-x", "Ctrl-Alt-x", "Space", "Shift-Tab", "PageDown", "F1", "-", "'", "Ctrl--"]
        {
            assert_eq!(Key::parse(text).expect(text).to_string(), text);
        }
        for text in ["", "Ctrl-", "Hyper-x", "F0", "F99", "jj"] {
            assert_eq!(Key::parse(text).map(|key| key.to_string()).filter(|back| back == text), None, "{text}");
        }
    }
}
