//! Units to drafts: which labels are believed, what is a heading, an article, an annex.

use super::draft::{Draft, Role};
use super::form::{Form, Shape};
use super::label::{Label, Mark, trailing_annex};
use super::line::ends_stopped;
use super::look::Look;
use super::unit::Unit;
use super::warn::Warnings;
use crate::document::{any_ordinal, ordinal};

/// The longest heading, in bytes.
const HEADING: usize = 600;

/// The drafts of the units so far.
pub(in crate::import) struct Drafts {
    state: State,
    out: Vec<Draft>,
}

impl Drafts {
    /// None yet, of about so many units.
    pub fn new(shape: Shape, about: usize) -> Self {
        Self { state: State::new(shape), out: Vec::with_capacity(about) }
    }

    /// Gives the units that come next their roles. `looks` are the [`Look`]s of the first of them, where these were taken before.
    pub fn add(&mut self, units: Vec<Unit>, looks: Vec<Look>, warnings: &mut Warnings) {
        let mut looks = looks.into_iter();
        for unit in units {
            let look = looks.next().unwrap_or_else(|| Look::of(&unit));
            if look.has_leader() {
                self.out.push(Draft::plain(Role::Paragraph(None), unit));
                continue;
            }
            let attached = self.state.attached && !unit.blank_before;
            let first = self.out.len();
            self.state.draft_onto(unit, look, attached, warnings, &mut self.out);
            self.out.iter().skip(first).for_each(|draft| self.state.saw(draft));
        }
    }

    /// All of them.
    pub fn finish(self) -> Vec<Draft> {
        self.out
    }
}

/// What the units so far say about the next one.
pub(in crate::import) struct State {
    shape: Shape,
    /// The last heading ordinal of the first level.
    pub first: u32,
    /// The last heading ordinal of the second level.
    pub second: u32,
    /// The last paragraph number of this part.
    pub number: u32,
    /// The highest one: a list may have numbers of its own in between.
    highest: u32,
    /// Whether the last unit was a numbered paragraph, or an item of it, that an unmarked line may go on from.
    attached: bool,
    /// Whether only headings stand between the heading of an annex and here.
    after_annex: bool,
}

impl State {
    /// Before the first unit.
    pub fn new(shape: Shape) -> Self {
        Self { shape, first: 0, second: 0, number: 0, highest: 0, attached: false, after_annex: false }
    }

    /// Takes note of a draft that came next.
    pub fn saw(&mut self, draft: &Draft) {
        self.attached = match draft.role {
            Role::Paragraph(Some(_)) => draft.tabbed && self.shape.form == Form::Lines,
            Role::Item(_) => self.attached,
            _ => false,
        };
        self.after_annex = match draft.role {
            Role::Annex(_) => true,
            Role::Heading(None) => self.after_annex,
            _ => false,
        };
    }

    /// The drafts of a unit, in the light of those before it.
    pub fn draft(&mut self, unit: Unit, attached: bool, warnings: &mut Warnings) -> Vec<Draft> {
        let mut out = Vec::with_capacity(2);
        let look = Look::of(&unit);
        self.draft_onto(unit, look, attached, warnings, &mut out);
        out
    }

    /// Adds the drafts of a unit to those before it.
    fn draft_onto(&mut self, unit: Unit, look: Look, attached: bool, warnings: &mut Warnings, out: &mut Vec<Draft>) {
        if !unit.rows.is_empty() {
            out.push(Draft::plain(Role::Table, unit));
            return;
        }
        match look.label(&unit).and_then(|found| self.believed(&unit, &found, warnings)) {
            Some(believed) => believed.draft_onto(unit, out),
            None => out.push(self.unlabelled(unit, attached)),
        }
    }

    /// The drafts of a unit whose label is believed, none where the label is part of the text.
    pub fn labelled(&mut self, unit: &Unit, found: &Label<'_>, warnings: &mut Warnings) -> Option<Vec<Draft>> {
        let mut out = Vec::with_capacity(2);
        self.believed(unit, found, warnings)?.draft_onto(unit.clone(), &mut out);
        Some(out)
    }

    /// What the label of a unit makes of it, where it is believed.
    fn believed(&mut self, unit: &Unit, found: &Label<'_>, warnings: &mut Warnings) -> Option<Believed> {
        let is_open = !ends_stopped(found.rest);
        let is_heading = is_open && !found.rest.is_empty() && found.rest.len() <= HEADING;
        let line = Some(unit.line);
        let role = match &found.mark {
            Mark::Number(n) if unit.tabs > 0 && is_heading => Role::Heading(Some((3, *n))),
            Mark::Number(0) => return None,
            Mark::Number(n) => {
                let highest = self.highest.max(self.number);
                let expected = *n > self.number && *n <= self.number.saturating_add(30)
                    || self.shape.form == Form::Wrapped && *n == highest + 1;
                let opens = self.number == 0 && *n < 1_000;
                if !(found.tabbed || expected || opens || (1..=self.number).contains(n)) {
                    return None;
                }
                (self.number, self.highest) = (*n, highest.max(*n));
                Role::Paragraph(Some(*n))
            }
            Mark::Bare(n) if *n == self.number.saturating_add(1) => {
                warnings.push(line, format!("the number {n} stands without its dash; it was taken as paragraph {n}"));
                self.number = *n;
                Role::Paragraph(Some(*n))
            }
            Mark::Bare(_) => return None,
            Mark::Ordinal { first, second } => {
                let set_off = found.tabbed || unit.tabs > 0 || unit.indent >= 2;
                self.ordinal(
                    *first,
                    *second,
                    set_off,
                    is_heading || (set_off && found.rest.len() <= HEADING),
                    line,
                    warnings,
                )?
            }
            Mark::Item { letter: Some(n), han: true, .. }
                if is_heading && found.rest.chars().count() <= 60 && unit.blank_before =>
            {
                self.second = *n;
                Role::Heading(Some((2, *n)))
            }
            Mark::Item { .. } | Mark::Bullet => Role::Item(Some(found.mark.clone())),
            Mark::Star => Role::Starred,
            Mark::Article(n) => {
                (self.number, self.highest, self.second) = (0, 0, 0);
                return Some(Believed::of(Role::Article(*n), unit, found));
            }
            Mark::Annex(n) => {
                if !self.is_apart(unit) {
                    return None;
                }
                (self.number, self.highest, self.first, self.second) = (0, 0, 0, 0);
                Role::Annex(*n)
            }
        };
        let is_sentence = matches!(role, Role::Annex(None)) && !found.rest.is_empty();
        let believed = Believed::of(role, unit, found);
        // "Annex to the note verbale": the word belongs to the title that it starts.
        Some(if is_sentence { Believed { label_end: 0, start: 0, ..believed } } else { believed })
    }

    /// The level and value of a heading's ordinal, from its neighbours.
    pub fn ordinal(
        &mut self,
        first: Option<u32>,
        second: Option<u32>,
        set_off: bool,
        is_heading: bool,
        line: Option<usize>,
        warnings: &mut Warnings,
    ) -> Option<Role> {
        if !is_heading {
            return None;
        }
        let next_first = first.filter(|n| *n == self.first + 1);
        let next_second = second.filter(|n| *n == self.second + 1);
        let role = match (next_first, next_second) {
            // `I.` after `H.` goes on with the letters, unless a first-level heading waits for it.
            (Some(_), Some(m)) if self.second > 0 && self.first == 0 => (2, m),
            (Some(n), _) => (1, n),
            (None, Some(n)) => (2, n),
            (None, None) => {
                let any = (self.first == 0 && self.second == 0) || set_off;
                let small = |n: &u32| *n < 50;
                let role = match (first.filter(small), second.filter(small)) {
                    _ if !any => return None,
                    (Some(n), None) => (1, n),
                    (None, Some(n)) => (2, n),
                    // A single letter is a Roman number only if it usually is one.
                    (Some(n), Some(m)) => {
                        if matches!(n, 1 | 5 | 10) {
                            (1, n)
                        } else {
                            (2, m)
                        }
                    }
                    (None, None) => return None,
                };
                let before = if role.0 == 1 { self.first } else { self.second };
                if before > 0 {
                    let message =
                        || format!("this heading's ordinal ({}) does not follow the one before ({before})", role.1);
                    warnings.push_with(line, message);
                }
                role
            }
        };
        if role.0 == 1 {
            (self.first, self.second) = (role.1, 0);
        } else {
            self.second = role.1;
        }
        Some(Role::Heading(Some(role)))
    }

    /// Whether a unit stands apart as headings do.
    fn is_apart(&self, unit: &Unit) -> bool {
        unit.blank_before || unit.indent >= 2 || unit.tabs > 0
    }

    fn unlabelled(&mut self, unit: Unit, attached: bool) -> Draft {
        let text = &unit.text;
        let is_open = !ends_stopped(text) && text.len() <= HEADING;
        let bracketed =
            text.starts_with(['[', '［']) && text.ends_with([']', '］']) && !text.starts_with("[footnoteRef");
        let role = if bracketed && text.len() < 300 {
            Role::Metadata
        } else if self.is_apart(&unit) && is_open && unit.indent >= 2 && trailing_annex(text).is_some() {
            (self.number, self.highest, self.first, self.second) = (0, 0, 0, 0);
            Role::Annex(trailing_annex(text).flatten())
        } else if is_preamble(text) || (is_open && unit.blank_before && is_chapter(text)) {
            Role::Heading(None)
        } else if self.shape.form == Form::Broken {
            // Headings are indented deeper than paragraphs; after a page break a paragraph is too, but it ends in a stop.
            if unit.indent >= 2 && is_open { Role::Heading(None) } else { Role::Paragraph(None) }
        } else if unit.tabs > 0 && is_open && (self.shape.form == Form::Lines || unit.lines == 1) {
            Role::Heading(None)
        } else if attached && !ends_colon(text) {
            Role::Item(None)
        } else if self.after_annex && unit.blank_before && is_open && unit.lines <= 3 {
            Role::Heading(None)
        } else {
            Role::Paragraph(None)
        };
        Draft::plain(role, unit)
    }
}

/// A label that is believed: what it makes of its unit, where it ends and where the text begins.
struct Believed {
    role: Role,
    label_end: usize,
    start: usize,
    tabbed: bool,
}

impl Believed {
    fn of(role: Role, unit: &Unit, found: &Label<'_>) -> Self {
        let start = unit.text.len() - found.rest.len();
        Self { role, label_end: found.printed.len(), start, tabbed: found.tabbed }
    }

    fn draft_onto(self, unit: Unit, out: &mut Vec<Draft>) {
        let Self { role, label_end, start, tabbed } = self;
        if let Role::Article(n) = role {
            return article(unit, label_end, start, n, out);
        }
        let mut draft = Draft::new(role, unit, label_end, start);
        draft.tabbed = tabbed;
        out.push(draft);
    }
}

/// The heading of an article, and its text where that stands on the same line.
fn article(unit: Unit, label_end: usize, start: usize, n: u32, out: &mut Vec<Draft>) {
    let rest = unit.text.get(start..).unwrap_or("");
    if rest.is_empty() || !ends_stopped(rest) && rest.len() <= 300 {
        out.push(Draft::new(Role::Article(n), unit, label_end, start));
        return;
    }
    let printed = unit.text.get(..label_end).unwrap_or("").to_owned();
    let head = Unit { text: printed, spans: Vec::new(), ..unit.clone() };
    let mut body = Unit { text: rest.to_owned(), blank_before: false, ..unit };
    for span in &mut body.spans {
        span.start = span.start.saturating_sub(start);
        span.end = span.start;
    }
    out.extend([Draft::plain(Role::Article(n), head), Draft::plain(Role::Paragraph(None), body)]);
}

fn ends_colon(text: &str) -> bool {
    text.trim_end().ends_with([':', '：'])
}

/// Words that head an unnumbered part in every document that has them.
pub(in crate::import) fn is_preamble(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "preamble",
        "préambule",
        "preámbulo",
        "преамбула",
        "序言",
        "الديباجة",
        "ديباجة",
        "مقدمه",
        "مقدمة",
        "הקדמה",
        "summary",
        "introduction",
    ];
    // Nearly every text begins with another letter.
    let begins = |c: char| matches!(c, 'p' | 'P' | 'п' | 'П' | '序' | 'ا' | 'د' | 'م' | 'ה' | 's' | 'S' | 'i' | 'I');
    text.len() < 40 && text.trim_start().starts_with(begins) && WORDS.contains(&text.trim().to_lowercase().as_str())
}

/// `第一章 总则`, `Chapter II`, `الفصل الأول`: a division above the articles.
pub(in crate::import) fn is_chapter(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "chapter ",
        "part ",
        "section ",
        "chapitre ",
        "titre ",
        "partie ",
        "capítulo ",
        "título ",
        "глава ",
        "раздел ",
        "الفصل ",
        "الباب ",
        "القسم ",
        "פרק ",
    ];
    // Nearly every text begins with another letter.
    let begins = |c: char| {
        let c = c.to_ascii_lowercase();
        matches!(c, 'c' | 'p' | 's' | 't' | 'г' | 'Г' | 'р' | 'Р' | 'ا' | 'פ' | '第')
    };
    if text.len() > 240 || !text.starts_with(begins) {
        return false;
    }
    let low: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    let after = WORDS.iter().find_map(|w| low.strip_prefix(w));
    let numbered =
        after.and_then(|rest| rest.split([' ', '.', ':', '\t', '-']).next()).is_some_and(|n| any_ordinal(n).is_some());
    let han = || {
        let inner = text.strip_prefix('第')?;
        let (at, _) =
            inner.char_indices().take(8).find(|(_, c)| matches!(c, '章' | '节' | '節' | '编' | '編' | '篇'))?;
        ordinal::chinese(inner[..at].trim()).or_else(|| ordinal::whole_number(inner[..at].trim()))
    };
    text.chars().count() <= 60 && (numbered || han().is_some())
}
