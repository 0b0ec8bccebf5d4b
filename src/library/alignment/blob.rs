//! An alignment as bytes: short, and never believed without a look.
//!
//! `HXA1`, the first 8 bytes of the SHA-256 of the rest, 8 bytes that name the sentences of the source and 8 those of the
//! target, then the beads of sentences and those of blocks. A bead is its source length, the distance of its target from the end
//! of the target before it, its target length (LEB128, the distance in zigzag), and its score as an IEEE 754 single.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::align::{Alignment, Bead, Parallel, Segmentation};
use crate::document::Document;

const MAGIC: &[u8] = b"HXA1";

pub(super) fn write(parallel: &Parallel, source: &Document, target: &Document) -> Vec<u8> {
    let mut body = Vec::with_capacity(32 + 8 * (parallel.sentences.beads.len() + parallel.blocks.beads.len()));
    body.extend(fingerprint(&parallel.source, source));
    body.extend(fingerprint(&parallel.target, target));
    for alignment in [&parallel.sentences, &parallel.blocks] {
        put(&mut body, alignment.beads.len());
        let mut last = 0_usize;
        for bead in &alignment.beads {
            put(&mut body, bead.source.len());
            put(&mut body, zigzag(bead.target.start as isize - last as isize));
            put(&mut body, bead.target.len());
            body.extend(bead.score.to_le_bytes());
            last = bead.target.end;
        }
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(&Sha256::digest(&body)[..8]);
    bytes.extend(body);
    bytes
}

/// The alignment, when the bytes are whole and speak of these documents.
pub(super) fn read(bytes: &[u8], source: &Document, target: &Document) -> Option<Parallel> {
    let (digest, body) = bytes.strip_prefix(MAGIC)?.split_at_checked(8)?;
    if Sha256::digest(body).get(..8)? != digest {
        return None;
    }
    let (left, right) = (Segmentation::of(source), Segmentation::of(target));
    let body = body.strip_prefix(&fingerprint(&left, source)[..])?.strip_prefix(&fingerprint(&right, target)[..])?;
    let mut rest = body;
    let sentences = alignment(&mut rest, left.sentences.len(), right.sentences.len())?;
    let blocks = alignment(&mut rest, source.blocks.len(), target.blocks.len())?;
    rest.is_empty().then(|| Parallel { source: Arc::new(left), target: Arc::new(right), sentences, blocks })
}

/// Beads that cover `sources` and `targets` segments, each once; those of the source in order.
fn alignment(rest: &mut &[u8], sources: usize, targets: usize) -> Option<Alignment> {
    let count = take(rest)?;
    // A bead is seven bytes at least.
    let mut beads = Vec::with_capacity(count.min(rest.len() / 7));
    let mut covered = vec![false; targets];
    let (mut next, mut last) = (0_usize, 0_usize);
    for _ in 0..count {
        let end = next.checked_add(take(rest)?)?;
        let start = last.checked_add_signed(unzigzag(take(rest)?))?;
        let target = start..start.checked_add(take(rest)?)?;
        let (score, after) = rest.split_first_chunk::<4>()?;
        *rest = after;
        let score = f32::from_le_bytes(*score);
        let free = covered.get_mut(target.clone())?;
        if end > sources || free.contains(&true) || !(0.0..=1.0).contains(&score) {
            return None;
        }
        free.fill(true);
        last = target.end;
        beads.push(Bead { source: next..end, target, score });
        next = end;
    }
    (next == sources && !covered.contains(&false)).then_some(Alignment { beads })
}

/// Names the sentences of a document: how many blocks, and where each sentence stands.
fn fingerprint(cut: &Segmentation, document: &Document) -> [u8; 8] {
    let mut digest = Sha256::new();
    digest.update((document.blocks.len() as u64).to_le_bytes());
    for sentence in &cut.sentences {
        for number in [sentence.block, sentence.range.start, sentence.range.end] {
            digest.update((number as u64).to_le_bytes());
        }
    }
    let mut name = [0; 8];
    name.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
    name
}

fn put(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for shift in (0..usize::BITS).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        let bits = usize::from(byte & 0x7F);
        // What would be shifted out is no number of ours.
        number |= bits.checked_shl(shift).filter(|shifted| shifted >> shift == bits)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn zigzag(number: isize) -> usize {
    (number as usize) << 1 ^ (number >> (isize::BITS - 1)) as usize
}

fn unzigzag(number: usize) -> isize {
    (number >> 1) as isize ^ -((number & 1) as isize)
}
