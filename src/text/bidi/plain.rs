//! Levels of a paragraph without explicit formatting (UAX #9 W1 to I2), over runs of one class instead of characters.
//!
//! Nearly every paragraph is of this kind: one isolating run sequence, its sos and eos of the base direction. Texts with
//! embeddings, overrides or isolates go to `unicode-bidi`, which is also the oracle of the tests.

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, BidiMirroringGlyph, BidiPairedBracketType};

use crate::text::Direction;

/// A Bidi_Class, as far as the rules from W1 on tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    L,
    R,
    AL,
    EN,
    AN,
    ES,
    ET,
    CS,
    /// White space, segment separators, other neutrals (NI).
    N,
    /// A mark: of the class before it (W1).
    Mark,
    /// Removed by X9.
    BN,
    /// The end of a paragraph.
    B,
}

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

/// The level of every byte of `text`, which holds no explicit formatting character.
pub(super) fn levels(text: &str, base: Direction) -> Vec<u8> {
    let mut levels = Vec::with_capacity(text.len());
    let mut paragraph = Paragraph::new(base);
    for (at, c) in text.char_indices() {
        let class = class(c);
        if class == Class::B {
            paragraph.resolve(at, &mut levels);
            paragraph = Paragraph { runs: std::mem::take(&mut paragraph.runs), ..Paragraph::new(base) };
            paragraph.runs.clear();
            levels.resize(at + c.len_utf8(), u8::from(base.is_rtl()));
        } else {
            paragraph.push(at, c, class);
        }
    }
    paragraph.resolve(text.len(), &mut levels);
    levels
}

struct Paragraph {
    base: Direction,
    runs: Vec<Run>,
    /// The last strong class, for W2.
    strong: Class,
}

impl Paragraph {
    fn new(base: Direction) -> Self {
        Self { base, runs: Vec::new(), strong: if base.is_rtl() { Class::R } else { Class::L } }
    }

    /// W1 to W3.
    fn push(&mut self, at: usize, c: char, class: Class) {
        let class = match class {
            Class::BN | Class::Mark => {
                if let Some(last) = self.runs.last_mut().filter(|last| last.class != Class::BN || class == Class::BN) {
                    last.count += u32::from(class == Class::Mark);
                    return;
                }
                // Before anything else: a mark is of sos; a removed character is told apart from nothing.
                if class == Class::Mark { self.sos() } else { Class::BN }
            }
            Class::EN if self.strong == Class::AL => Class::AN,
            other => other,
        };
        if matches!(class, Class::L | Class::R | Class::AL) {
            self.strong = class;
        }
        let class = if class == Class::AL { Class::R } else { class };
        let bracket = if class == Class::N { bracket(c) } else { None };
        match self.runs.last_mut() {
            Some(last) if last.class == class && bracket.is_none() && last.bracket.is_none() => last.count += 1,
            Some(last) if last.class == Class::BN => *last = Run { class, bracket, count: 1, ..*last },
            _ => self.runs.push(Run { start: at as u32, count: 1, class, bracket }),
        }
    }

    fn sos(&self) -> Class {
        if self.base.is_rtl() { Class::R } else { Class::L }
    }

    /// W4 to I2, and the levels as far as byte `end`.
    fn resolve(&mut self, end: usize, levels: &mut Vec<u8>) {
        self.separators();
        self.terminators();
        self.brackets();
        self.neutrals();
        for index in 0..self.runs.len() {
            let until = self.runs.get(index + 1).map_or(end, |next| next.start as usize);
            let level = match (self.runs[index].class, self.base.is_rtl()) {
                (Class::L, false) | (Class::BN, false) => 0,
                (Class::R, _) | (Class::BN, true) => 1,
                _ => 2,
            };
            levels.resize(until, level);
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
                Class::ES | Class::ET | Class::CS => Class::N,
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

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{4E00}'..='\u{9FFF}' => Class::L,
        '0'..='9' => Class::EN,
        ' ' => Class::N,
        '\u{0620}'..='\u{064A}' => Class::AL,
        '\u{05D0}'..='\u{05EA}' => Class::R,
        _ => match CodePointMapData::<BidiClass>::new().get(c) {
            BidiClass::LeftToRight => Class::L,
            BidiClass::RightToLeft => Class::R,
            BidiClass::ArabicLetter => Class::AL,
            BidiClass::EuropeanNumber => Class::EN,
            BidiClass::ArabicNumber => Class::AN,
            BidiClass::EuropeanSeparator => Class::ES,
            BidiClass::EuropeanTerminator => Class::ET,
            BidiClass::CommonSeparator => Class::CS,
            BidiClass::NonspacingMark => Class::Mark,
            BidiClass::BoundaryNeutral => Class::BN,
            BidiClass::ParagraphSeparator => Class::B,
            _ => Class::N,
        },
    }
}

/// The bracket that `c` is; canonical equivalents are one bracket (BD14 to BD16).
fn bracket(c: char) -> Option<Bracket> {
    if c == ' ' {
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
