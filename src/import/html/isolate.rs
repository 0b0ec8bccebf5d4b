//! The direction of a part of a line, as the controls that mean the same in plain text (UAX #9, 2.7; CSS Writing Modes 3, 2.4.2).

use super::tree::{NodeId, Tree};
use super::{Direction, speech};
use crate::document::Span;
use crate::import::build::is_rtl;
use crate::import::txt::label::label;

/// How many stand in each other at most: every line in them gets the controls of all.
const DEEPEST: usize = 8;

/// What an element makes of the direction of the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Isolate {
    /// None where the text decides.
    direction: Option<Direction>,
    /// Whether every letter has this direction (`bdo`), not only what stands between letters.
    overrides: bool,
}

impl Isolate {
    /// What an element that stands in a line makes of it (HTML Standard, 15.3.5); none for most.
    pub fn of(tree: &Tree, node: NodeId) -> Option<Self> {
        let told = speech::direction(tree, node);
        match tree.name(node) {
            "bdo" => told.flatten().map(|direction| Self { direction: Some(direction), overrides: true }),
            "bdi" => Some(Self { direction: told.flatten(), overrides: false }),
            _ => told.map(|direction| Self { direction, overrides: false }),
        }
    }

    fn opening(self) -> &'static str {
        match (self.direction, self.overrides) {
            (None, _) => "\u{2068}",
            (Some(Direction::Ltr), false) => "\u{2066}",
            (Some(Direction::Rtl), false) => "\u{2067}",
            (Some(Direction::Ltr), true) => "\u{2066}\u{202D}",
            (Some(Direction::Rtl), true) => "\u{2067}\u{202E}",
        }
    }

    fn closing(self) -> &'static str {
        if self.overrides { "\u{202C}\u{2069}" } else { "\u{2069}" }
    }

    /// Whether it makes a difference for these bytes of a line in a block of this direction.
    fn matters(self, line: &str, start: usize, end: usize, block: Option<Direction>) -> bool {
        let text = line.get(start..end).unwrap_or("");
        // What is alone on its line has nothing around it, and a block without a direction takes it from its letters.
        let is_alone =
            text.len() == line.len() && (block.is_none() || self.direction.is_none() || self.direction == block);
        // Labels and the marks of notes are read as they are printed.
        let labelled = || label(line).map_or(0, |label| line.len() - label.rest.len());
        let is_mark = || text.chars().all(|c| c.is_numeric() || matches!(c, '(' | ')' | '[' | ']' | '*' | '^' | '.'));
        let is_label = start == 0 && (end <= labelled() || is_mark());
        self.overrides || !(is_alone || is_label || self.is_among_its_own(line, start, end, block))
    }

    /// Whether letters of the direction of the block stand at its edges and beside it: then the levels are the same without it
    /// (UAX #9, N1).
    fn is_among_its_own(self, line: &str, start: usize, end: usize, block: Option<Direction>) -> bool {
        let (Some(own), Some(text)) = (self.direction.filter(|_| self.direction == block), line.get(start..end)) else {
            return false;
        };
        let is_own = |c: char| c.is_alphabetic() && is_rtl(c) == (own == Direction::Rtl);
        let (before, after) = (line.get(..start).unwrap_or(""), line.get(end..).unwrap_or(""));
        let edge = |c: Option<char>| c.is_some_and(is_own);
        let beside = |c: Option<char>| c.is_none_or(is_own);
        edge(text.chars().find(|c| c.is_alphanumeric()))
            && edge(text.chars().rfind(|c| c.is_alphanumeric()))
            && beside(before.chars().rfind(|c| c.is_alphanumeric()))
            && beside(after.chars().find(|c| c.is_alphanumeric()))
    }
}

/// The isolates of a line while it is read.
#[derive(Debug, Default)]
pub(super) struct Isolates {
    /// Those that are open, and where their text began.
    open: Vec<(Isolate, Option<usize>)>,
    /// How many more are open that stand deeper.
    deeper: usize,
    /// Those that have ended, inner ones first.
    ended: Vec<(Isolate, usize, usize)>,
}

impl Isolates {
    /// Begins one with what comes next.
    pub fn open(&mut self, isolate: Isolate) {
        match self.open.len() < DEEPEST {
            true => self.open.push((isolate, None)),
            false => self.deeper += 1,
        }
    }

    /// Text comes at this byte.
    pub fn begin(&mut self, at: usize) {
        self.open.iter_mut().rev().take_while(|(_, start)| start.is_none()).for_each(|(_, start)| *start = Some(at));
    }

    /// Ends the one that was opened last at this byte.
    pub fn close(&mut self, end: usize) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some((isolate, Some(start))) = self.open.pop() {
            self.ended.push((isolate, start, end));
        }
    }

    /// Writes the controls into the text of a block of this direction, where they say something, and moves its spans. What is open
    /// goes on in the next line.
    pub fn write(&mut self, text: &mut String, spans: &mut [Span], block: Option<Direction>) {
        for (isolate, start) in self.open.iter_mut().rev() {
            self.ended.extend(start.take().map(|start| (*isolate, start, text.len())));
        }
        let mut ended = std::mem::take(&mut self.ended);
        ended.retain(|(isolate, start, end)| start < end && isolate.matters(text, *start, *end, block));
        // Without a letter or a word of the other direction all of it is left to right, isolated or not.
        let is_rtl_block = block == Some(Direction::Rtl);
        if ended.is_empty()
            || !is_rtl_block
                && !text.contains(is_rtl)
                && ended.iter().all(|(isolate, ..)| isolate.direction != Some(Direction::Rtl))
        {
            return;
        }
        // At one place inner ones end, then outer ones, then outer ones begin, then inner ones.
        let closings = ended.iter().enumerate().map(|(at, (isolate, _, end))| (*end, 0, at, isolate.closing()));
        let inner = ended.len();
        let openings =
            ended.iter().enumerate().map(|(at, (isolate, start, _))| (*start, 1, inner - at, isolate.opening()));
        let mut controls: Vec<(usize, usize, usize, &str)> = closings.chain(openings).collect();
        controls.sort_unstable();
        let mut written = String::with_capacity(text.len() + controls.len() * 6);
        let mut from = 0;
        for (place, .., control) in &controls {
            written.push_str(text.get(from..*place).unwrap_or(""));
            written.push_str(control);
            from = *place;
        }
        written.push_str(text.get(from..).unwrap_or(""));
        *text = written;
        move_spans(spans, &controls);
    }
}

/// Spans keep their words: what begins at a control begins behind it, what ends at one ends before it.
fn move_spans(spans: &mut [Span], controls: &[(usize, usize, usize, &str)]) {
    // Bytes written before and at each place.
    let mut sums = vec![0];
    for (.., control) in controls {
        sums.push(sums.last().copied().unwrap_or(0) + control.len());
    }
    let moved = |place: usize, before: usize| place + sums.get(before).copied().unwrap_or(0);
    for span in spans {
        let end = match span.start == span.end {
            // A place: behind what ends here, before what begins.
            true => controls.partition_point(|(at, kind, ..)| (*at, *kind) < (span.end, 1)),
            false => controls.partition_point(|(at, ..)| *at < span.end),
        };
        let start = if span.start == span.end { end } else { controls.partition_point(|(at, ..)| *at <= span.start) };
        (span.start, span.end) = (moved(span.start, start), moved(span.end, end));
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::import::Hints;
    use crate::import::html::read;

    fn document(body: &str) -> Document {
        read(format!("<body>{body}</body>").as_bytes(), &Hints::default()).expect("a page")
    }

    /// The text of the only block, with the names of its controls.
    fn shown(body: &str) -> String {
        let names = [("\u{2066}", "⟨LRI⟩"), ("\u{2067}", "⟨RLI⟩"), ("\u{2068}", "⟨FSI⟩"), ("\u{2069}", "⟨PDI⟩")];
        let more = [("\u{202D}", "⟨LRO⟩"), ("\u{202E}", "⟨RLO⟩"), ("\u{202C}", "⟨PDF⟩")];
        let text = document(body).blocks.into_iter().map(|block| block.text).collect::<Vec<_>>().join("|");
        names.iter().chain(&more).fold(text, |text, (control, name)| text.replace(control, name))
    }

    #[test]
    fn parts_of_another_direction_are_isolated_as_in_plain_text() {
        for (body, expected) in [
            ("<p>الملف <code dir=ltr>/etc/</code> هنا", "الملف ⟨LRI⟩/etc/⟨PDI⟩ هنا"),
            ("<p>by <bdi>سلام</bdi>: 5 stars", "by ⟨FSI⟩سلام⟨PDI⟩: 5 stars"),
            ("<p>a <span dir=rtl>بيت </span>5", "a ⟨RLI⟩بيت⟨PDI⟩ 5"),
            ("<p>a <span dir=AUTO>بيت</span> <i dir=none>b</i>", "a ⟨FSI⟩بيت⟨PDI⟩ b"),
            ("<p>on <bdo dir=rtl>abc</bdo>", "on ⟨RLI⟩⟨RLO⟩abc⟨PDF⟩⟨PDI⟩"),
            ("<p>x <bdi>ا<b dir=ltr>b</b></bdi><bdi>د</bdi>", "x ⟨FSI⟩ا⟨LRI⟩b⟨PDI⟩⟨PDI⟩⟨FSI⟩د⟨PDI⟩"),
            ("<p>say <q dir=rtl>بيت 5!</q> on", "say ⟨RLI⟩“بيت 5!”⟨PDI⟩ on"),
            ("<table><tr><td>abc <div dir=rtl>بيت 5.</div> 7<td>x</table>", "abc ⟨RLI⟩بيت 5.⟨PDI⟩ 7\tx"),
            ("<p dir=ltr lang=en><span dir=rtl>بيت 5. C++!</span>", "⟨RLI⟩بيت 5. C++!⟨PDI⟩"),
            ("<p dir=rtl><bdi>Ann.</bdi> <bdi>Bob.</bdi>", "⟨FSI⟩Ann.⟨PDI⟩ ⟨FSI⟩Bob.⟨PDI⟩"),
            // What is open goes on in the next line.
            ("<p>ا <span dir=ltr>b.<br><br>c.</span> د", "ا ⟨LRI⟩b.⟨PDI⟩|⟨LRI⟩c.⟨PDI⟩ د"),
        ] {
            assert_eq!(shown(body), expected, "{body}");
        }
    }

    #[test]
    fn what_says_nothing_writes_nothing() {
        for (body, expected) in [
            ("<p>by <bdi>Ann</bdi>: <span dir=ltr>5</span>", "by Ann: 5"),
            ("<p><span dir=rtl>بيت</span>", "بيت"),
            ("<p>بيت <bdi></bdi><bdi> </bdi>د", "بيت د"),
            ("<p dir=rtl>بيت", "بيت"),
            ("<p><span dir=ltr>3.</span> بيت", "بيت"),
            ("<p dir=rtl><span dir=ltr>(a)</span> بيت", "بيت"),
            ("<p dir=rtl><span dir=rtl>(أ)</span> بيت", "بيت"),
            ("<p dir=rtl><span dir=ltr>II.</span> بيت", "بيت"),
            ("<h1 dir=rtl>بيت</h1>", "بيت"),
            ("<p dir=rtl><span dir=rtl>بيت على</span><span dir=rtl> نهر.</span>", "بيت على نهر."),
            ("<p>بيت <bdo>د</bdo>", "بيت د"),
        ] {
            assert_eq!(shown(body), expected, "{body}");
        }
        // However many there are, a line has few.
        let many = format!("<p>د {}{}", "<bdi>".repeat(5_000), "دb<br><br>".repeat(100));
        assert!(document(&many).blocks.iter().all(|block| block.text.len() < 100));
        // A number with its sign is no label.
        assert_eq!(shown("<p><span dir=ltr>+1-212</span> بيت"), "⟨LRI⟩+1-212⟨PDI⟩ بيت");
    }

    #[test]
    fn spans_keep_their_words_beside_controls() {
        let page = "<p>ا <a href='http://x.example/a'>one</a> <bdi><a href='http://x.example/b'>two</a></bdi> \
                    <a href='http://x.example/c'><bdi>three</bdi></a> <a href='http://x.example/d'>four <bdi>5</bdi> six</a>";
        let document = document(page);
        let block = &document.blocks[0];
        let words: Vec<&str> = block.spans.iter().map(|span| &block.text[span.start..span.end]).collect();
        assert_eq!(words, ["one", "two", "three", "four \u{2068}5\u{2069} six"]);
    }
}
