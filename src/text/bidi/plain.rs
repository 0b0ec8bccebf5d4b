//! Levels of a paragraph without explicit formatting (UAX #9 W1 to I2), over runs of one class instead of characters.
//!
//! Nearly every paragraph is of this kind: one isolating run sequence, its sos and eos of the base direction. Texts with
//! embeddings, overrides or isolates go to `unicode-bidi`, which is also the oracle of the tests.

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiMirroringGlyph, BidiPairedBracketType};

use super::{Class, LevelRun};
use crate::text::{Direction, property};

/// Characters of one class side by side, with what X9 removes among them.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: u32,
    /// Characters, without those that X9 removes.
    count: u32,
    class: Class,
    bracket: Option<Bracket>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    Open(char),
    /// With the opening bracket that it closes.
    Close(char),
}

/// The level runs of `text`, which holds no explicit formatting character.
pub(super) fn level_runs(text: &str, base: Direction) -> Vec<LevelRun> {
    let mut levels = Vec::new();
    let mut paragraph = Paragraph::new(base);
    // White space after a letter, and its place: between two letters of one direction it takes that (N1).
    let mut space = None;
    for (at, c) in text.char_indices() {
        let class = property::of(c).bidi;
        if class == paragraph.latest {
            space = None;
            continue;
        }
        if class == Class::WS && paragraph.latest != Class::Embedding {
            space = space.or(Some((at, c)));
            continue;
        }
        if let Some((at, c)) = space.take() {
            paragraph.push(at, c, Class::WS);
        }
        if class == Class::B {
            paragraph.resolve(&mut levels);
            paragraph = Paragraph { runs: std::mem::take(&mut paragraph.runs), ..Paragraph::new(base) };
            paragraph.runs.clear();
            level(&mut levels, at as u32, u8::from(base.is_rtl()));
        } else {
            paragraph.push(at, c, class);
        }
    }
    if let Some((at, c)) = space {
        paragraph.push(at, c, Class::WS);
    }
    paragraph.resolve(&mut levels);
    levels
}

/// From byte `start` on the level is `level`.
fn level(levels: &mut Vec<LevelRun>, start: u32, level: u8) {
    if levels.last().is_none_or(|last| last.level != level) {
        levels.push(LevelRun { start, level });
    }
}

struct Paragraph {
    base: Direction,
    runs: Vec<Run>,
    /// The last strong class, for W2.
    strong: Class,
    /// A class of which another character changes nothing; [`Class::Embedding`], which does not occur, for none.
    latest: Class,
}

impl Paragraph {
    fn new(base: Direction) -> Self {
        Self {
            base,
            runs: Vec::new(),
            strong: if base.is_rtl() { Class::R } else { Class::L },
            latest: Class::Embedding,
        }
    }

    /// W1 to W3, and N1 as far as it needs no other rule.
    fn push(&mut self, at: usize, c: char, class: Class) {
        self.latest = Class::Embedding;
        let class = match class {
            Class::BN | Class::NSM => {
                if let Some(last) = self.runs.last_mut().filter(|last| last.class != Class::BN || class == Class::BN) {
                    last.count += u32::from(class == Class::NSM);
                    return;
                }
                // Before anything else: a mark is of sos; a removed character is told apart from nothing.
                if class == Class::NSM { self.sos() } else { Class::BN }
            }
            Class::EN if self.strong == Class::AL => Class::AN,
            Class::L | Class::R | Class::AL => {
                self.strong = class;
                self.latest = class;
                if class == Class::L { Class::L } else { Class::R }
            }
            Class::EN | Class::AN | Class::ES | Class::ET | Class::CS => class,
            _ => Class::ON,
        };
        let bracket = if class == Class::ON { bracket(c) } else { None };
        match self.runs.as_mut_slice() {
            [.., last] if last.class == class && bracket.is_none() && last.bracket.is_none() => last.count += 1,
            // Neutrals between two of a direction take it; no rule before N1 looks at any of the three.
            [.., before, last]
                if matches!(class, Class::L | Class::R)
                    && before.class == class
                    && last.class == Class::ON
                    && last.bracket.is_none() =>
            {
                self.runs.pop();
            }
            [.., last] if last.class == Class::BN => *last = Run { class, bracket, count: 1, ..*last },
            _ => self.runs.push(Run { start: at as u32, count: 1, class, bracket }),
        }
    }

    fn sos(&self) -> Class {
        if self.base.is_rtl() { Class::R } else { Class::L }
    }

    /// W4 to I2, and the levels of the paragraph.
    fn resolve(&mut self, levels: &mut Vec<LevelRun>) {
        self.separators();
        self.terminators();
        self.brackets();
        self.neutrals();
        for run in &self.runs {
            let number = match (run.class, self.base.is_rtl()) {
                (Class::L, false) | (Class::BN, false) => 0,
                (Class::R, _) | (Class::BN, true) => 1,
                _ => 2,
            };
            level(levels, run.start, number);
        }
    }

    /// W4: one separator between two numbers of a kind.
    fn separators(&mut self) {
        for index in 1..self.runs.len().saturating_sub(1) {
            let Run { class, count, .. } = self.runs[index];
            let before = self.runs[index - 1].class;
            let between = count == 1 && before == self.runs[index + 1].class;
            if between
                && ((before == Class::EN && matches!(class, Class::ES | Class::CS))
                    || (before == Class::AN && class == Class::CS))
            {
                self.runs[index].class = before;
            }
        }
    }

    /// W5 to W7.
    fn terminators(&mut self) {
        for index in 0..self.runs.len() {
            let is_number =
                |at: Option<usize>| at.and_then(|at| self.runs.get(at)).is_some_and(|run| run.class == Class::EN);
            let class = match self.runs[index].class {
                Class::ET if is_number(index.checked_sub(1)) || is_number(Some(index + 1)) => Class::EN,
                Class::ES | Class::ET | Class::CS => Class::ON,
                other => other,
            };
            self.runs[index].class = class;
        }
        let mut strong = self.sos();
        for run in &mut self.runs {
            match run.class {
                Class::L | Class::R => strong = run.class,
                Class::EN if strong == Class::L => run.class = Class::L,
                _ => {}
            }
        }
    }

    /// N0: paired brackets take the direction of what they hold, or of what stands before them.
    fn brackets(&mut self) {
        let pairs = self.pairs();
        if pairs.is_empty() {
            return;
        }
        let embedding = self.sos();
        let opposite = if self.base.is_rtl() { Class::L } else { Class::R };
        let mut pairs = pairs.into_iter().peekable();
        let mut before = embedding;
        for index in 0..self.runs.len() {
            if let Some(pair) = pairs.next_if(|pair| pair.open == index) {
                let holds = |class: Class| if class == Class::L { pair.holds_l } else { pair.holds_r };
                let resolved = if holds(embedding) {
                    Some(embedding)
                } else if holds(opposite) {
                    Some(if before == opposite { opposite } else { embedding })
                } else {
                    None
                };
                if let Some(class) = resolved {
                    self.runs[pair.open].class = class;
                    self.runs[pair.close].class = class;
                }
            }
            if let Some(class) = strong(self.runs[index].class) {
                before = class;
            }
        }
    }

    /// BD16: the pairs in the order of their opening brackets, with the strong directions between.
    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut stack: Vec<(char, Pair)> = Vec::new();
        for (index, run) in self.runs.iter().enumerate() {
            match run.bracket {
                Some(Bracket::Open(open)) => {
                    if stack.len() >= 63 {
                        // What is open is never closed; what is paired keeps what it holds.
                        break;
                    }
                    stack.push((open, Pair { open: index, close: index, holds_l: false, holds_r: false }));
                }
                Some(Bracket::Close(open)) => {
                    let Some(depth) = stack.iter().rposition(|(other, _)| *other == open) else { continue };
                    let (mut holds_l, mut holds_r) = (false, false);
                    while stack.len() > depth {
                        let Some((_, mut pair)) = stack.pop() else { break };
                        holds_l |= pair.holds_l;
                        holds_r |= pair.holds_r;
                        if stack.len() == depth {
                            pair = Pair { close: index, holds_l, holds_r, ..pair };
                            pairs.push(pair);
                        }
                    }
                    if let Some((_, around)) = stack.last_mut() {
                        around.holds_l |= holds_l;
                        around.holds_r |= holds_r;
                    }
                }
                None => {
                    if let (Some(class), Some((_, pair))) = (strong(run.class), stack.last_mut()) {
                        pair.holds_l |= class == Class::L;
                        pair.holds_r |= class == Class::R;
                    }
                }
            }
        }
        pairs.sort_by_key(|pair| pair.open);
        pairs
    }

    /// N1, N2: neutrals between two of a direction take it, others that of the paragraph.
    fn neutrals(&mut self) {
        let embedding = self.sos();
        let mut before = embedding;
        let mut index = 0;
        while index < self.runs.len() {
            if let Some(class) = strong(self.runs[index].class) {
                before = class;
                index += 1;
                continue;
            }
            let length = self.runs[index..].iter().take_while(|run| strong(run.class).is_none()).count();
            let after = self.runs.get(index + length).and_then(|run| strong(run.class)).unwrap_or(embedding);
            let class = if before == after { before } else { embedding };
            for run in &mut self.runs[index..index + length] {
                run.class = class;
            }
            index += length;
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Pair {
    open: usize,
    close: usize,
    holds_l: bool,
    holds_r: bool,
}

/// The direction that a class counts as for N0 to N2: numbers as right to left.
fn strong(class: Class) -> Option<Class> {
    match class {
        Class::L => Some(Class::L),
        Class::R | Class::EN | Class::AN => Some(Class::R),
        _ => None,
    }
}

/// The opening bracket of the pair that `c` is one of, and whether it is that one.
pub(super) fn opening(c: char) -> Option<(char, bool)> {
    Some(match bracket(c)? {
        Bracket::Open(open) => (open, true),
        Bracket::Close(open) => (open, false),
    })
}

/// The bracket that `c` is; canonical equivalents are one bracket (BD14 to BD16).
fn bracket(c: char) -> Option<Bracket> {
    if property::of(c).bidi != Class::Bracket {
        return None;
    }
    let glyph = CodePointMapData::<BidiMirroringGlyph>::new().get(c);
    let canonical = |c| if c == '\u{2329}' { '\u{3008}' } else { c };
    match glyph.paired_bracket_type {
        BidiPairedBracketType::Open => Some(Bracket::Open(canonical(c))),
        BidiPairedBracketType::Close => glyph.mirroring_glyph.map(|open| Bracket::Close(canonical(open))),
        _ => None,
    }
}
