//! Pairs of blocks that have the same name in their sources: an `id` that a translation kept.
//!
//! A name that people gave is the block's own. One that a program counted out (`id12`, `toc_3`) is the place of the block in its
//! version, and misleads from the first block on that a version has more: such pairs are asked whether they fit better when they are
//! moved.

use std::collections::HashMap;

use super::likeness::Likeness;
use super::trust::Pair;
use crate::align::path::heaviest_chain;
use crate::align::segment::Segment;
use crate::document::Document;

/// What speaks for a name that somebody gave: more than any key, less than a person.
const GIVEN: f32 = 12.0;
/// What speaks for a name that was counted out.
const COUNTED: f32 = 5.0;
/// How far counted names may have been moved.
const SHIFT: usize = 3;
/// Counted pairs on each side of one that are asked with it.
const NEAR: usize = 4;
/// By how much moved pairs must look more alike for the others to be a mistake.
const MARGIN: f32 = 1.0;

/// The pairs of equal names, where most names of the version that has fewer are in the other, too, and in the same order.
pub(super) fn named(
    (source, left): (&Document, &[Segment<'_>]),
    (target, right): (&Document, &[Segment<'_>]),
    likeness: &Likeness,
) -> Vec<Pair> {
    let (own, other) = (unique(source), unique(target));
    let mut pairs: Vec<(usize, usize, u32)> = Vec::new();
    let mut counted = Vec::new();
    for (at, block) in source.blocks.iter().enumerate() {
        let Some(name) = block.id.as_deref().filter(|name| own.get(name).copied().flatten() == Some(at)) else {
            continue;
        };
        let Some(there) = other.get(name).copied().flatten() else { continue };
        let (Some(a), Some(b)) = (left.get(at), right.get(there)) else { continue };
        if !a.may_be(b) {
            continue;
        }
        if is_counted(name) {
            counted.push(pairs.len());
        }
        pairs.push((at, there, 1));
    }
    let count = |names: &HashMap<&str, Option<usize>>| names.values().flatten().count();
    let few = count(&own).min(count(&other));
    if pairs.len() * 2 < few || heaviest_chain(&pairs).len() * 10 < pairs.len() * 8 {
        return Vec::new();
    }
    let places: Vec<(usize, usize)> =
        counted.iter().filter_map(|at| pairs.get(*at)).map(|pair| (pair.0, pair.1)).collect();
    let standing = standing(&places, likeness);
    let mut counted = counted.into_iter().zip(standing).peekable();
    let mut believed = Vec::with_capacity(pairs.len());
    for (at, &(source, target, _)) in pairs.iter().enumerate() {
        let weight = match counted.next_if(|(counted, _)| *counted == at) {
            Some((_, true)) => COUNTED,
            Some((_, false)) => continue,
            None => GIVEN,
        };
        believed.push(Pair { source, target, weight });
    }
    believed
}

/// Which counted pairs stand: those around which the blocks look no more alike when one side is moved by a few.
fn standing(places: &[(usize, usize)], likeness: &Likeness) -> Vec<bool> {
    // For every shift, the sums of what speaks for the pairs up to each.
    let sums: Vec<Vec<f32>> = (0..=2 * SHIFT)
        .map(|shift| {
            let mut sum = 0.0;
            let mut sums = vec![0.0];
            for &(source, target) in places {
                let there = (target + shift).checked_sub(SHIFT);
                sum += there.map_or(0.0, |there| likeness.evidence(source..source + 1, there..there + 1));
                sums.push(sum);
            }
            sums
        })
        .collect();
    let around = |shift: usize, at: usize| {
        let sums = sums.get(shift)?;
        Some(sums.get((at + NEAR + 1).min(places.len()))? - sums.get(at.saturating_sub(NEAR))?)
    };
    (0..places.len())
        .map(|at| {
            let own = around(SHIFT, at).unwrap_or(0.0);
            (0..=2 * SHIFT).filter_map(|shift| around(shift, at)).all(|other| own >= other - MARGIN)
        })
        .collect()
}

/// The block of every name; none for one that several have.
fn unique(document: &Document) -> HashMap<&str, Option<usize>> {
    let mut names: HashMap<&str, Option<usize>> = HashMap::new();
    for (at, block) in document.blocks.iter().enumerate() {
        if let Some(name) = block.id.as_deref().filter(|name| !name.is_empty()) {
            names.entry(name).and_modify(|known| *known = None).or_insert(Some(at));
        }
    }
    names
}

/// Whether a program may have counted a name out: it is little more than a number.
fn is_counted(name: &str) -> bool {
    // In a book, the page's path stands in front.
    let name = name.rsplit_once('#').map_or(name, |(_, name)| name);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    name.chars().any(|c| c.is_ascii_digit()) && letters <= 5
}

#[cfg(test)]
mod tests {
    use super::is_counted;
    use crate::align::structure::align_blocks;
    use crate::document::{Block, Document, Key};

    const FIRST: [&str; 6] = [
        "The miller opened the gate of the lock before dawn.",
        "Nobody had told him that the river was high.",
        "At noon the water stood in the lower meadow, and the sheep had to be taken up the hill by two boys and a dog.",
        "The priest rang the bell.",
        "It was Tuesday.",
        "By evening the bridge was gone, and with it the road to the market, the post and the doctor.",
    ];
    const SECOND: [&str; 6] = [
        "Der Müller öffnete vor Tagesanbruch das Tor der Schleuse.",
        "Niemand hatte ihm gesagt, dass der Fluss hoch stand.",
        "Am Mittag stand das Wasser in der unteren Wiese, und die Schafe mussten von zwei Jungen und einem Hund auf den Berg.",
        "Der Pfarrer läutete.",
        "Es war Dienstag.",
        "Am Abend war die Brücke fort, und mit ihr die Straße zum Markt, zur Post und zum Arzt.",
    ];

    fn document(blocks: &[(&str, &str)]) -> Document {
        let block = |(at, (id, text)): (usize, &(&str, &str))| Block {
            key: Key::new(format!("0+{}", at + 1)),
            id: Some((*id).to_owned()).filter(|id| !id.is_empty()),
            text: (*text).to_owned(),
            ..Block::default()
        };
        Document { blocks: blocks.iter().enumerate().map(block).collect(), ..Document::default() }
    }

    fn partners(source: &Document, target: &Document) -> Vec<Vec<usize>> {
        let beads = align_blocks(source, target, &[]).beads;
        let of =
            |at: usize| beads.iter().find(|bead| bead.source.contains(&at)).map(|bead| bead.target.clone().collect());
        (0..source.blocks.len()).map(|at| of(at).unwrap_or_default()).collect()
    }

    #[test]
    fn blocks_of_one_name_stand_beside_each_other_wherever_they_are() {
        let names = ["gate", "high", "sheep", "bell", "day", "bridge"];
        let source: Vec<(&str, &str)> = names.into_iter().zip(FIRST).collect();
        // The translation lacks two blocks, and has three of its own.
        let mut target = vec![("", "Aus dem Englischen."), ("", "Vorwort der Übersetzerin, das es nur hier gibt.")];
        target.extend([0, 2, 5].map(|at| (names[at], SECOND[at])));
        let found = partners(&document(&source), &document(&target));
        assert_eq!([&found[0], &found[2], &found[5]], [&vec![2], &vec![3], &vec![4]]);
    }

    #[test]
    fn names_that_a_program_counted_do_not_move_what_says_the_same() {
        let ids = ["p1", "p2", "p3", "p4", "p5", "p6", "p7"];
        let source: Vec<(&str, &str)> = ids.into_iter().zip(FIRST).collect();
        let mut texts = vec!["Ein Vorwort."];
        texts.extend(SECOND);
        let target: Vec<(&str, &str)> = ids.into_iter().zip(texts).collect();
        let found = partners(&document(&source), &document(&target));
        assert_eq!([&found[2], &found[5]], [&vec![3], &vec![6]]);
    }

    #[test]
    fn a_name_is_counted_when_it_is_little_but_a_number() {
        for name in ["id12", "toc_3", "p7", "_Toc512", "id-1.3.5.2", "text/one.xhtml#fn2"] {
            assert!(is_counted(name), "{name}");
        }
        for name in ["preface", "sect.why-this-book", "chapter-2-the-lock", "two"] {
            assert!(!is_counted(name), "{name}");
        }
    }
}
