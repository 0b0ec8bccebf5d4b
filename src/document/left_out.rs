//! Lines of the source that are no part of the text, and where in the text they stood.

use serde::{Deserialize, Serialize};

use super::transcript::{Piece, Place};
use super::{Block, Document};

/// A line of the source that is no part of the text: a running head, a running foot, the number of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its 1-based number in the source; in a PDF, which has no lines, that of its page.
    pub line: usize,
    /// Index into [`Document::blocks`] of the block that it stood in or behind; that of the first block for what stood before
    /// all of them.
    pub block: usize,
    /// Byte offset in that block's text, on a character boundary.
    pub offset: usize,
    /// How many bytes of what the source has at this offset beside the text come before it: of the block's label at offset 0,
    /// of the `source` of spans, of addresses in [`Document::moved`]. Nearly always 0, and not written into JSON then.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub past: usize,
    /// The line as printed, without the spaces around it.
    pub text: String,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this signature")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// How many letters and digits a text has: what [`Document::transcript`] keeps of the source, in its order.
pub fn letters(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_alphanumeric).count();
    }
    text.chars().filter(|c| is_letter(*c)).count()
}

/// [`char::is_alphanumeric`], which takes its time outside of ASCII, with the letters and signs that most texts are made of told
/// at once.
fn is_letter(c: char) -> bool {
    match u32::from(c) {
        0..=0x7F => c.is_ascii_alphanumeric(),
        0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x2C1 | 0x400..=0x481 | 0x5D0..=0x5EA | 0x620..=0x657 => true,
        0x3041..=0x3096 | 0x30A1..=0x30FA | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 => true,
        0x2000..=0x206F | 0x3008..=0x3020 | 0xFF00..=0xFF0F => false,
        _ => c.is_alphanumeric(),
    }
}

impl Document {
    /// Keeps lines that are no part of the text: of each how many letters and digits of the text were read before it, its
    /// number in the source, and what is printed on it. They come in the order of reading, so that the counts never fall.
    ///
    /// A line stands behind the last letter that was read before it, and behind the punctuation that follows on that.
    pub fn leave_out<'a>(&mut self, lines: impl IntoIterator<Item = (usize, usize, &'a str)>) {
        self.leave_out_where(|_| true, lines);
    }

    /// The same where only the letters of some blocks were counted: of those that this is true of.
    pub fn leave_out_where<'a>(
        &mut self,
        is_counted: impl Fn(&Block) -> bool,
        lines: impl IntoIterator<Item = (usize, usize, &'a str)>,
    ) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return;
        }
        let mut out: Vec<LeftOut> = Vec::new();
        let mut keep = |place: Place, line: usize, text: &str| {
            let Place { block, offset, past } = place;
            out.push(LeftOut { line, block, offset, past, text: text.to_owned() });
        };
        while let Some((_, line, text)) = lines.next_if(|(count, ..)| *count == 0) {
            keep(Place::default(), line, text);
        }
        let mut seen = 0;
        self.pieces(|piece| {
            let Piece::Stretch { from, text, is_text } = piece else { return };
            if lines.peek().is_none() || !self.blocks.get(from.block).is_some_and(&is_counted) {
                return;
            }
            let mut reader = Reader { text, at: 0, letters: seen };
            while let Some(at) = lines.peek().and_then(|(count, ..)| reader.behind(*count)) {
                if let Some((_, line, text)) = lines.next() {
                    keep(from.further(at, is_text), line, text);
                }
            }
            seen = reader.letters;
        });
        // More letters were read than the text has: some were changed on the way.
        let end = self.blocks.last().map_or(0, |block| block.text.len());
        let end = Place { block: self.blocks.len().saturating_sub(1), offset: end, past: 0 };
        lines.for_each(|(_, line, text)| keep(end, line, text));
        self.left_out.append(&mut out);
    }

    /// The letters and digits of the transcript, as far as they stand in blocks that this is true of.
    pub fn letters_where(&self, is_counted: impl Fn(&Block) -> bool) -> Vec<char> {
        let mut out = Vec::new();
        self.pieces(|piece| match piece {
            Piece::Stretch { from, text, .. } if self.blocks.get(from.block).is_some_and(&is_counted) => {
                out.extend(text.chars().filter(|c| c.is_alphanumeric()));
            }
            _ => {}
        });
        out
    }
}

/// A text that is read letter by letter.
struct Reader<'a> {
    text: &'a str,
    /// The byte that was reached.
    at: usize,
    /// The letters and digits before it, those of the texts before among them.
    letters: usize,
}

/// How many bytes are read at once.
const STEP: usize = 512;

impl Reader<'_> {
    /// The byte behind so many letters and the punctuation that follows on the last of them; none where the text has fewer, of
    /// which all are counted then. No count is smaller than that before.
    fn behind(&mut self, count: usize) -> Option<usize> {
        let opens = |c: char| matches!(c, '(' | '[' | '{' | '“' | '‘' | '«' | '「' | '『' | '（' | '《' | '〈' | '【');
        loop {
            let end = self.text.floor_char_boundary(self.at.saturating_add(STEP));
            let step = self.text.get(self.at..end).filter(|step| !step.is_empty());
            let Some(step) = step else { return (self.letters == count).then_some(self.at) };
            let own = letters(step);
            if self.letters + own < count {
                (self.at, self.letters) = (end, self.letters + own);
                continue;
            }
            for (at, c) in step.char_indices() {
                let is_letter = is_letter(c);
                if self.letters == count && (is_letter || c.is_whitespace() || opens(c)) {
                    self.at += at;
                    return Some(self.at);
                }
                self.letters += usize::from(is_letter);
            }
            self.at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Key, Kind, Moved, Span, SpanKind};

    fn paragraph(label: &str, text: &str) -> Block {
        Block { label: label.to_owned(), text: text.to_owned(), ..Block::default() }
    }

    /// The transcript of blocks with `HEAD` left out after every count of letters, one after the other.
    fn transcripts(document: &Document) -> Vec<String> {
        let all = letters(&document.transcript());
        let with = |count| {
            let mut document = document.clone();
            document.leave_out([(count, 7, "HEAD")]);
            let json = serde_json::to_string(&document).expect("JSON");
            assert_eq!(serde_json::from_str::<Document>(&json).expect("the same types"), document);
            let one = &document.left_out[0];
            assert!(document.blocks[one.block].text.is_char_boundary(one.offset));
            document.transcript()
        };
        (0..=all).map(with).collect()
    }

    #[test]
    fn a_line_comes_back_after_as_many_letters_as_were_read_before_it() {
        let note = Span {
            start: 5,
            end: 5,
            kind: SpanKind::Note,
            target: Some("fn1".into()),
            source: Some("[footnoteRef:1]* [1: *\t".into()),
        };
        let address = "http://a.example/é9".to_owned();
        let link = Span { start: 0, end: 5, kind: SpanKind::Link, target: None, source: Some(address.clone()) };
        let mut called = paragraph("(a)", "Water, it’s « e\u{301}té ».");
        called.spans = vec![link, note];
        let body = Block { key: Key::new("fn1"), kind: Kind::Note, text: "Not [yet] seen.".into(), ..Block::default() };
        let blocks = vec![paragraph("", "الحديقة (٣) 果园，河岸。"), called, body, paragraph("第 2 条", "园林（水）")];
        let moved = vec![Moved { block: 1, offset: 5, text: address }];
        let document = Document { blocks, moved, ..Document::default() };
        let is_letter = |c: &char| c.is_alphanumeric();
        let plain: Vec<char> = document.transcript().chars().filter(is_letter).collect();
        for (count, found) in transcripts(&document).into_iter().enumerate() {
            let mut expected = plain.clone();
            expected.splice(count..count, "HEAD".chars());
            assert_eq!(found.chars().filter(is_letter).collect::<Vec<char>>(), expected, "{count}: {found}");
        }
    }

    #[test]
    fn letters_are_those_of_the_standard() {
        assert_eq!(
            (0..=u32::from(char::MAX)).filter_map(char::from_u32).find(|c| is_letter(*c) != c.is_alphanumeric()),
            None
        );
    }

    #[test]
    fn what_stands_behind_much_text_is_found_as_well() {
        let text = "Water — «вода» — 水。".repeat(4_000);
        let all = letters(&text);
        let mut document = Document {
            blocks: vec![paragraph("", &text[..9_999]), paragraph("", &text[9_999..])],
            ..Document::default()
        };
        document.leave_out((0..=all).map(|count| (count, count + 1, "HEAD")));
        assert_eq!(document.left_out.len(), all + 1);
        for (count, one) in document.left_out.iter().enumerate() {
            let before = if one.block == 0 { one.offset } else { 9_999 + one.offset };
            assert!(count % 997 != 0 || letters(&text[..before]) == count, "{count}: {one:?}");
        }
    }

    #[test]
    fn punctuation_stays_with_its_word() {
        let document = Document { blocks: vec![paragraph("", "One, “two” (three)")], ..Document::default() };
        let offset = |count| {
            let mut document = document.clone();
            document.leave_out([(count, 1, "HEAD"), (count, 2, "FOOT")]);
            assert_eq!(document.left_out[0].offset, document.left_out[1].offset);
            let before = document.blocks[0].text[..document.left_out[0].offset].to_owned();
            assert!(document.transcript().contains("HEAD FOOT"), "{}", document.transcript());
            before
        };
        assert_eq!([0, 3, 5, 6, 99].map(offset), ["", "One,", "One, “tw", "One, “two”", "One, “two” (three)"]);
    }

    #[test]
    fn a_place_that_the_document_does_not_have_loses_nothing() {
        let mut document = Document { blocks: vec![paragraph("1.", "果园")], ..Document::default() };
        let one =
            |block, offset, past| LeftOut { line: 1, block, offset, past, text: format!("head {block} {offset}") };
        document.left_out = vec![one(0, 1, 0), one(0, 99, 5), one(5, 0, 0), one(0, 0, 77)];
        let transcript = document.transcript();
        for text in ["head 0 1", "head 0 99", "head 5 0", "head 0 0", "1.", "果", "园"] {
            assert!(transcript.contains(text), "{text}: {transcript}");
        }
        let mut empty = Document::default();
        empty.leave_out([(3, 1, "head")]);
        assert!(empty.transcript().contains("head"));
    }
}
