//! The text of one block while it is read: white space as CSS collapses it, spans where they come to stand.

use super::isolate::{Isolate, Isolates};
use crate::document::{Span, SpanKind};
use crate::import::txt::line::is_wide;
use crate::text::Direction;

/// White space that is only written when something follows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    /// A line break of the source alone: nothing between two wide characters (CSS Text 3, 4.1.2).
    Break,
    Space,
}

/// A span that is open.
#[derive(Clone, Debug)]
struct Open {
    kind: SpanKind,
    target: Option<String>,
    /// Where its text began; none before it has any.
    start: Option<usize>,
}

/// The text of a block so far.
#[derive(Debug, Default)]
pub(in crate::import) struct Line {
    text: String,
    spans: Vec<Span>,
    gap: Gap,
    open: Vec<Open>,
    /// Open spans before this one have their start.
    started: usize,
    /// How many line breaks (`<br>`) follow each other at its end.
    breaks: usize,
    isolates: Isolates,
}

impl Line {
    /// Whether it has no text and no mark yet.
    pub(in crate::import) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.spans.is_empty()
    }

    /// Whether it has no text yet.
    pub(in crate::import) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text, its white space collapsed.
    pub(in crate::import) fn push(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let blank = rest.find(|c: char| !is_blank(c)).unwrap_or(rest.len());
            if blank > 0 {
                let gap = if rest[..blank].contains('\n') { Gap::Break } else { Gap::Space };
                self.gap = if self.gap == Gap::None { gap } else { self.gap };
                rest = &rest[blank..];
            }
            let word = rest.find(is_blank).unwrap_or(rest.len());
            if word > 0 {
                self.word(&rest[..word]);
                rest = &rest[word..];
            }
        }
    }

    /// Adds text as it stands.
    pub(in crate::import) fn push_verbatim(&mut self, text: &str) {
        if !text.is_empty() {
            self.word(text);
        }
    }

    fn word(&mut self, word: &str) {
        let closes =
            |line: &str| line.chars().next_back().is_some_and(is_wide) && word.chars().next().is_some_and(is_wide);
        let spaced = match self.gap {
            Gap::None => false,
            Gap::Space => true,
            Gap::Break => !closes(&self.text),
        };
        if spaced && !self.text.is_empty() {
            self.text.push(' ');
        }
        (self.gap, self.breaks) = (Gap::None, 0);
        let at = self.text.len();
        for open in self.open.iter_mut().skip(self.started) {
            open.start = Some(at);
        }
        self.started = self.open.len();
        self.isolates.begin(at);
        self.text.push_str(word);
    }

    /// A space before what comes next, if something does.
    pub(in crate::import) fn space(&mut self) {
        self.gap = Gap::Space;
    }

    /// A `<br>`; how many now follow each other.
    pub(in crate::import) fn line_break(&mut self) -> usize {
        self.gap = Gap::Space;
        self.breaks += 1;
        self.breaks
    }

    /// Begins a span with what comes next.
    pub(in crate::import) fn open(&mut self, kind: SpanKind, target: Option<String>) {
        self.open.push(Open { kind, target, start: None });
    }

    /// Ends the span that was opened last.
    pub(in crate::import) fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.started = self.started.min(self.open.len());
            self.end(open);
        }
    }

    /// Begins a part with a direction of its own with what comes next.
    pub(super) fn isolate(&mut self, isolate: Isolate) {
        self.isolates.open(isolate);
    }

    /// Ends the part that was begun last.
    pub(super) fn end_isolate(&mut self) {
        self.isolates.close(self.text.len());
    }

    fn end(&mut self, open: Open) {
        let end = self.text.len();
        if let Some(start) = open.start.filter(|start| *start < end) {
            self.spans.push(Span { start, end, kind: open.kind, target: open.target, source: None });
        }
    }

    /// The call of a note, where the text ends now.
    pub(in crate::import) fn note(&mut self, name: String, printed: String) {
        let at = self.text.len();
        let source = Some(printed).filter(|mark| !mark.is_empty());
        self.spans.push(Span { start: at, end: at, kind: SpanKind::Note, target: Some(name), source });
    }

    /// Takes the text of a block of this direction and its spans; those that are open go on in the next line.
    pub(in crate::import) fn take(&mut self, direction: Option<Direction>) -> (String, Vec<Span>) {
        let mut open = std::mem::take(&mut self.open);
        for one in &mut open {
            let ended = Open { kind: one.kind, target: one.target.clone(), start: one.start.take() };
            self.end(ended);
        }
        let isolates = std::mem::take(&mut self.isolates);
        let mut line = std::mem::replace(self, Self { open, isolates, ..Self::default() });
        self.isolates.write(&mut line.text, &mut line.spans, direction);
        line.spans.sort_by_key(|span| span.start);
        (line.text, line.spans)
    }
}

/// White space that collapses: not the no-break space, nor the spaces of given widths.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

#[cfg(test)]
mod tests {
    use super::Line;
    use crate::document::SpanKind;

    #[test]
    fn white_space_collapses_across_pieces_and_no_break_spaces_stay() {
        let mut line = Line::default();
        for part in ["  One ", " two\n\t", "three\u{A0}\u{A0}four "] {
            line.push(part);
        }
        assert_eq!(line.take(None).0, "One two three\u{A0}\u{A0}four");
    }

    #[test]
    fn lines_of_wide_characters_join_without_a_space() {
        let mut line = Line::default();
        line.push("河上的桥\n  修好了，\nthe bridge\n河");
        assert_eq!(line.take(None).0, "河上的桥修好了， the bridge 河");
    }

    #[test]
    fn spans_hold_their_words_and_go_on_in_the_next_line() {
        let mut line = Line::default();
        line.push("See ");
        line.open(SpanKind::Link, Some("https://example.org/".into()));
        line.push(" the page");
        let (text, spans) = line.take(None);
        assert_eq!((&text[spans[0].start..spans[0].end], spans.len()), ("the page", 1));
        line.push("and more");
        line.close();
        line.push(" after");
        let (text, spans) = line.take(None);
        assert_eq!(&text[spans[0].start..spans[0].end], "and more");
    }
}
