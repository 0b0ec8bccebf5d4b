//! What a grapheme cluster shows in its cells.

use super::shape::{self, Joining};
use super::visible::{self, Shown};
use super::{linebreak, script, width};

/// What a mark without a base stands on.
pub const DOTTED_CIRCLE: char = '\u{25CC}';

/// What a cluster shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// One character as it is, or mirrored.
    Plain,
    /// Several characters without joining, less those that stand in no cell.
    Text,
    /// White space, which hangs at the end of a row.
    Space,
    /// Spaces as far as the next stop.
    Tab,
    /// Letters and signs that may join to their neighbours.
    Joining,
    /// Lam, alef and their marks in one cell.
    LamAlef,
    /// U+FDF2, drawn too wide by fonts: the four letters it stands for.
    Allah,
    /// Marks without a base: on a dotted circle.
    Marks,
    /// A substitute for a character that must not reach the terminal.
    Substitute,
    /// Nothing.
    Hidden,
    /// A soft hyphen: nothing, or a hyphen at the end of a row.
    SoftHyphen,
}

/// What the character `c` shows where it is a cluster alone.
pub fn alone(c: char) -> Kind {
    of(c, c.encode_utf8(&mut [0; 4]))
}

/// What `cluster`, whose first character is `base`, shows.
pub fn of(base: char, cluster: &str) -> Kind {
    let alone = cluster.len() == base.len_utf8();
    match visible::shown(base) {
        Shown::Itself if base == '\u{FDF2}' && cluster.chars().skip(1).all(|c| width::char(c, false) == 0) => {
            Kind::Allah
        }
        Shown::Itself if alone && linebreak::is_space(base) => Kind::Space,
        // A base that takes no cell of its own is a mark that nothing stands before.
        Shown::Itself if width::char(base, false) == 0 => Kind::Marks,
        Shown::Itself if joins(base, cluster) => Kind::Joining,
        Shown::Itself if alone => Kind::Plain,
        Shown::Itself => Kind::Text,
        Shown::Tab => Kind::Tab,
        Shown::Newline => Kind::Hidden,
        Shown::Instead(_) => Kind::Substitute,
        Shown::Dropped if base == '\u{AD}' => Kind::SoftHyphen,
        Shown::Dropped if cluster.chars().all(|c| visible::shown(c) == Shown::Dropped) => Kind::Hidden,
        Shown::Dropped => Kind::Marks,
    }
}

/// The cells that `cluster`, which shows `kind`, takes; 0 for what is not drawn and for tabs, whose width the row decides.
pub fn cells(kind: Kind, cluster: &str, ambiguous_wide: bool) -> u8 {
    match kind {
        Kind::Tab | Kind::Hidden | Kind::SoftHyphen => 0,
        Kind::Marks => width::char(DOTTED_CIRCLE, ambiguous_wide),
        Kind::Substitute => 1,
        Kind::Allah => 4,
        _ => width::cluster(cluster, ambiguous_wide),
    }
}

/// Whether the letter or what follows it in its cluster takes part in joining.
fn joins(base: char, cluster: &str) -> bool {
    shape::looked_up(base) != Joining::None || (cluster.contains('\u{200D}') && script::is_arabic(base))
}
