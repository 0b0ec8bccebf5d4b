//! Damage done to a document, and what is left of it: the ground truth of the tests, because they did it.

use std::collections::HashMap;

use hexapla::document::{Block, Document, Key, Kind};

use crate::dice::Dice;

/// A damaged document, and for each of its blocks the block of the whole one that it was.
pub struct Damaged {
    pub document: Document,
    pub origin: Vec<usize>,
}

pub type Damage = fn(&Document) -> Damaged;

/// Every kind of damage, with its name.
pub const DAMAGES: [(&str, Damage); 5] = [
    ("nothing", |document| of(document, (0..document.blocks.len()).collect())),
    ("halves swapped", swapped),
    ("a third deleted", thinned),
    ("numbers removed", unnumbered),
    ("numbers shifted", shifted),
];

/// The blocks `origin` of `document`, unnumbered ones counted anew.
fn of(document: &Document, origin: Vec<usize>) -> Damaged {
    let blocks = origin.iter().map(|&at| document.blocks[at].clone()).collect();
    let mut damaged = Document { blocks, ..document.clone() };
    recount(&mut damaged.blocks);
    Damaged { document: damaged, origin }
}

/// Gives unnumbered blocks the keys that an importer would: counted from the key before them, `+` on `+` never.
fn recount(blocks: &mut [Block]) {
    let (mut last, mut count) = ("0".to_owned(), 0);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for block in blocks {
        if block.key.is_weak() || block.key.as_str().is_empty() {
            count += 1;
            block.key = Key::new(format!("{last}+{count}"));
            continue;
        }
        let turn = seen.entry(block.key.as_str().to_owned()).or_default();
        *turn += 1;
        if *turn > 1 {
            block.key = Key::new(format!("{}~{turn}", block.key));
        }
        if block.kind != Kind::Note {
            (last, count) = (block.key.as_str().to_owned(), 0);
        }
    }
}

/// The two halves exchanged, where a block with a key starts.
fn swapped(document: &Document) -> Damaged {
    let middle = middle(document);
    let blocks = document.blocks.len();
    of(document, (middle..blocks).chain(0..middle).collect())
}

/// The block that starts the second half: a heading near the middle where there is one.
fn middle(document: &Document) -> usize {
    let half = document.blocks.len() / 2;
    let near = |at: &usize| document.blocks[*at].kind == Kind::Heading && at.abs_diff(half) < 12;
    (0..document.blocks.len()).filter(near).min_by_key(|at| at.abs_diff(half)).unwrap_or(half)
}

/// A third of the blocks gone, drawn by lot.
fn thinned(document: &Document) -> Damaged {
    let mut dice = Dice(7);
    of(document, (0..document.blocks.len()).filter(|_| dice.roll(3) != 0).collect())
}

/// No block has a number, and no heading shows one.
fn unnumbered(document: &Document) -> Damaged {
    let mut damaged = of(document, (0..document.blocks.len()).collect());
    for block in &mut damaged.document.blocks {
        if !block.key.is_weak() && block.kind != Kind::Note {
            block.key = Key::default();
            block.label.clear();
            block.number = None;
            if block.kind == Kind::Heading && block.text.chars().count() < 16 {
                block.text = block.text.split([' ', '\u{A0}']).next().unwrap_or("").to_owned();
            }
        }
    }
    recount(&mut damaged.document.blocks);
    damaged
}

/// Every number of the second half is one too high: `48(a)` is `49(a)`, `art16:2` is `art17:2`.
fn shifted(document: &Document) -> Damaged {
    let middle = middle(document);
    let mut damaged = of(document, (0..document.blocks.len()).collect());
    let texts: HashMap<String, String> =
        document.blocks.iter().map(|block| (block.key.as_str().to_owned(), block.text.clone())).collect();
    for block in damaged.document.blocks.iter_mut().skip(middle) {
        if block.kind == Kind::Note || block.key.is_weak() {
            continue;
        }
        let Some(higher) = one_more(block.key.as_str()) else { continue };
        // A heading that is its number shows the wrong one.
        if let Some(text) = texts.get(&higher).filter(|_| block.kind == Kind::Heading && block.text.len() < 24) {
            block.text.clone_from(text);
        }
        block.key = Key::new(higher);
    }
    recount(&mut damaged.document.blocks);
    damaged
}

/// The key with its first number one higher; none for a key of letters.
fn one_more(key: &str) -> Option<String> {
    let start = key.find(|c: char| c.is_ascii_digit())?;
    let end = key[start..].find(|c: char| !c.is_ascii_digit()).map_or(key.len(), |end| start + end);
    let number: u32 = key[start..end].parse().ok()?;
    Some(format!("{}{}{}", &key[..start], number + 1, &key[end..]))
}
