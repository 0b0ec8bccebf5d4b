//! Texts into pieces: the cheapest way to cover each run of letters, digits or Han characters.

use std::ops::Range;

use super::Piece;
use super::fold::{Class, class, fold, is_han};
use super::table::{LONGEST, Node, UNKNOWN, code};

/// What stands before the letters at the beginning of a run, as in SentencePiece.
const BEGIN: char = '\u{2581}';

/// Appends the pieces of `text`.
pub fn pieces(text: &str, found: &mut Vec<Piece>) {
    let mut run = Run::default();
    let mut last = Class::Space;
    let begin = code(BEGIN);
    fold(text, |c| {
        let class = class(c);
        if class != last || class == Class::Mark {
            run.cut(found);
            if class == Class::Letter {
                run.codes.push(begin);
            }
        }
        if class != Class::Space {
            run.codes.push(code(c));
        }
        last = class;
    });
    run.cut(found);
}

/// The characters of a run and the best ways to their ends.
#[derive(Default)]
struct Run {
    /// The characters' codes, 0 for an unknown one.
    codes: Vec<u16>,
    /// For every end of a way: its cost, where its last step began, and the piece of that step.
    ways: Vec<Way>,
    /// The pieces, backwards.
    back: Vec<Piece>,
}

#[derive(Clone, Copy)]
struct Way {
    cost: u32,
    step: u32,
    node: Option<Node>,
}

impl Run {
    /// Appends the pieces of the run (Viterbi over a unigram model) and begins another.
    fn cut(&mut self, found: &mut Vec<Piece>) {
        if self.codes.is_empty() {
            return;
        }
        self.ways.clear();
        self.ways.resize(self.codes.len() + 1, Way { cost: u32::MAX, step: 1, node: None });
        self.ways[0].cost = 0;
        for at in 0..self.codes.len() {
            let cost = self.ways[at].cost;
            reach(&mut self.ways, at + 1, Way { cost: cost.saturating_add(UNKNOWN), step: 1, node: None });
            let mut node = Node::root();
            for (step, &code) in (1..=LONGEST as u32).zip(&self.codes[at..]) {
                let Some(next) = node.next(code) else { break };
                node = next;
                if let Some(more) = node.cost() {
                    let cost = cost.saturating_add(more);
                    reach(&mut self.ways, at + step as usize, Way { cost, step, node: Some(node) });
                }
            }
        }
        let mut at = self.codes.len();
        while at > 0 {
            let way = self.ways[at];
            self.back.extend(way.node.map(|node| Piece(node.piece())));
            at -= (way.step as usize).clamp(1, at);
        }
        found.extend(self.back.drain(..).rev());
        self.codes.clear();
    }
}

fn reach(ways: &mut [Way], at: usize, way: Way) {
    if let Some(best) = ways.get_mut(at).filter(|best| way.cost < best.cost) {
        *best = way;
    }
}

/// The words of the runs of Han characters in `text`, as byte ranges: the longest known, else one character.
pub fn han_words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let mut end = at + c.len_utf8();
        if is_han(c) {
            let mut node = Node::root();
            let mut here = at;
            for c in text.get(at..).unwrap_or_default().chars().take(LONGEST).take_while(|&c| is_han(c)) {
                let Some(next) = node.next(code(c)) else { break };
                node = next;
                here += c.len_utf8();
                if node.cost().is_some() {
                    end = end.max(here);
                }
            }
            found.push(at..end);
        }
        at = end;
    }
    found
}
