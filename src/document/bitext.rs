//! What a source says of its blocks' counterparts in other versions: the units of a bitext, ids that versions share, times.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Document, Key};

/// What the source itself says of which blocks correspond with those of another version. It says nothing of a version that has
/// none, or one of another kind or name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Correspondence {
    /// Versions of one bitext: blocks of the same unit correspond, however many they are.
    Units {
        /// Names the bitext; units of another one mean something else.
        bitext: String,
        /// For every block its unit; none for a block that stands in no unit. Blocks of one unit follow each other.
        units: Vec<Option<u32>>,
        /// How many units the bitext has, those without text in any version too.
        #[serde(default)]
        count: u32,
        /// The units that somebody marked as doubtful (a fuzzy translation), in order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        doubtful: Vec<u32>,
    },
    /// Blocks with the same key correspond ([`base`]), the keys being those of a scheme: verses, ids of segments.
    Keys {
        /// Names the scheme and the text that it numbers.
        scheme: String,
    },
    /// Blocks that are shown at the same time correspond: for every block when it is, in milliseconds.
    Times {
        /// In the order of the blocks, growing.
        times: Vec<Range<u32>>,
    },
}

impl Correspondence {
    /// Names what it says, for what is computed from it and kept: equal numbers mean that it says the same.
    pub fn digest(&self) -> u64 {
        let mut sum = 0xCBF2_9CE4_8422_2325_u64;
        let mut add = |number: u64| {
            for byte in number.to_le_bytes() {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
            }
        };
        match self {
            Self::Units { bitext, units, doubtful, .. } => {
                bitext.bytes().for_each(|byte| add(u64::from(byte)));
                units.iter().for_each(|unit| add(unit.map_or(u64::MAX, u64::from)));
                doubtful.iter().for_each(|unit| add(u64::from(*unit) | 1 << 32));
            }
            Self::Keys { scheme } => scheme.bytes().for_each(|byte| add(u64::from(byte) | 1 << 40)),
            Self::Times { times } => {
                times.iter().for_each(|time| add(u64::from(time.start) << 32 | u64::from(time.end)))
            }
        }
        sum
    }
}

/// The key without the mark of a repetition at its end: `12` for `12~2`.
pub fn base(key: &Key) -> &str {
    match key.as_str().rsplit_once('~') {
        Some((base, turn)) if !turn.is_empty() && turn.bytes().all(|byte| byte.is_ascii_digit()) => base,
        _ => key.as_str(),
    }
}

impl Document {
    /// How many units the bitext has of which this is a version; none where it is none.
    pub fn units(&self) -> Option<u32> {
        match self.correspondence {
            Some(Correspondence::Units { count, .. }) => Some(count),
            _ => None,
        }
    }
}
