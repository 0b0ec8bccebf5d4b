//! Moses line pairs: two files, line n of the one beside line n of the other.

use super::{Part, Row, Rows};
use crate::import::encoding;

pub(super) fn read(source: &[u8], target: &[u8]) -> Rows {
    let (left, right) = (encoding::decode(source), encoding::decode(target));
    let mut rows = Rows::default();
    rows.warnings.extend(left.warnings);
    rows.warnings.extend(right.warnings);
    let (mut a, mut b) = (left.text.lines(), right.text.lines());
    for line in 1.. {
        let (source, target) = match (a.next(), b.next()) {
            (None, None) => break,
            (Some(source), Some(target)) => (source, target),
            (one, other) => {
                let (longer, more) = if one.is_some() { ("first", a.count()) } else { ("second", b.count()) };
                rows.warn(line, format!("the {longer} file has {} lines more than the other; left out", more + 1));
                let _ = other;
                break;
            }
        };
        let (source, target) = (Part::Text(source.to_owned()), Part::Text(target.to_owned()));
        rows.rows.push(Row { line, source, target, score: 1.0 });
    }
    rows
}
