//! The language-neutral name of a block, the same in every version.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A key: `48`, `48(a)`, `48+2`, `I.A`, `I.A+1`, `annex2:5`, `art13:2`, `fn3`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// A key from its canonical spelling, taken as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The canonical spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a person typed, in canonical spelling: `٤٨` is `48`, `i.a` is `I.A`, `Annex2:5` is `annex2:5`.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        (!typed.is_empty()).then(|| Self(typed.to_owned()))
    }

    /// Whether the key counts unnumbered blocks (`48+2`), which need not correspond in another version.
    pub fn is_weak(&self) -> bool {
        self.0.contains('+')
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
