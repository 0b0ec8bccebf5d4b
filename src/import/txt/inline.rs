//! What stands inside a paragraph and is not its text: notes with their bodies, star marks, emphasis.

use std::collections::HashMap;

use crate::document::{Span, SpanKind, ordinal};

/// How many star marks of one paragraph are considered: more of them are no notes.
const STARS: usize = 16;

/// A note whose body stood inside the text that calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Body {
    /// The number of its reference.
    pub number: u32,
    /// Its mark as printed.
    pub label: String,
    /// Its text.
    pub text: String,
}

/// A text without its markup.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Inline {
    /// The text.
    pub text: String,
    /// Emphasis, note calls (their `target` is empty until the notes have keys) and what was there before.
    pub spans: Vec<Span>,
    /// The bodies of the note calls, in order.
    pub bodies: Vec<Body>,
    /// Stars that may call a note further down: byte offset and length in `text`.
    pub stars: Vec<(usize, usize)>,
}

/// Something to take out of the text.
enum Cut {
    Note { end: usize, source_end: usize, body: Body },
    Open(usize),
    Close(usize),
    Star(usize),
}

/// Whether a text has no mark that [`read`] looks for.
pub(in crate::import) fn is_plain(text: &str) -> bool {
    let Some(mark) = memchr::memchr2(b'*', b'[', text.as_bytes()) else { return true };
    let rest = text.get(mark..).unwrap_or("");
    !rest.contains('*') && !rest.contains("[footnoteRef:")
}

/// Takes notes and emphasis out of `text`; `spans` are the zero-width spans it already has.
pub(in crate::import) fn read(text: &str, spans: Vec<Span>) -> Inline {
    if is_plain(text) {
        return Inline { text: text.to_owned(), spans, ..Inline::default() };
    }
    let mut cuts = notes(text);
    // A note with a link target dumped before or into it, or before the stars in front of it, stays as it is printed.
    cuts.retain(|(at, cut)| match cut {
        Cut::Note { end, .. } => {
            let start = text.get(..*at).map_or(0, |before| before.trim_end_matches('*').len());
            let next = spans.partition_point(|s| s.start < start);
            spans.get(next).is_none_or(|s| s.start >= *end)
        }
        _ => true,
    });
    emphasis(text, &mut cuts);
    cuts.sort_by_key(|(at, _)| *at);
    let mut out = Inline { text: String::with_capacity(text.len()), ..Inline::default() };
    let mut old = spans.into_iter().peekable();
    let (mut from, mut opened) = (0, None);
    let mut copy = |out: &mut Inline, from: usize, to: usize| {
        while let Some(mut span) = old.next_if(|s| s.start < to) {
            span.start = out.text.len() + span.start.saturating_sub(from);
            span.end = span.start;
            out.spans.push(span);
        }
        out.text.push_str(text.get(from..to).unwrap_or(""));
    };
    for (at, cut) in cuts {
        copy(&mut out, from, at);
        let here = out.text.len();
        match cut {
            Cut::Note { end, source_end, body } => {
                out.spans.push(Span {
                    start: here,
                    end: here,
                    kind: SpanKind::Note,
                    target: Some(String::new()),
                    source: Some(text[at..source_end].to_owned()),
                });
                out.bodies.push(body);
                from = end;
            }
            Cut::Open(length) => {
                opened = Some(out.spans.len());
                out.spans.push(Span {
                    start: here,
                    end: here,
                    kind: SpanKind::Emphasis,
                    target: None,
                    source: Some("*".repeat(length)),
                });
                from = at + length;
            }
            Cut::Close(length) => {
                if let Some(span) = opened.take().and_then(|i| out.spans.get_mut(i)) {
                    span.end = here;
                }
                from = at + length;
            }
            Cut::Star(length) => {
                if out.stars.len() < STARS {
                    out.stars.push((here, length));
                }
                out.text.push_str(&text[at..at + length]);
                from = at + length;
            }
        }
    }
    copy(&mut out, from, text.len() + 1);
    out.text.push_str(text.get(from..).unwrap_or(""));
    out.text.truncate(out.text.trim_end_matches([' ', '\t']).len());
    let end = out.text.len();
    for span in &mut out.spans {
        span.start = span.start.min(end);
        span.end = span.end.clamp(span.start, end);
    }
    out
}

/// A text whose mark-up is known already, with its `spans`: only stars that may call a note are looked for.
pub(in crate::import) fn marked(text: &str, spans: Vec<Span>) -> Inline {
    let mut stars: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('*').take(4 * STARS) {
        match stars.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => stars.push((at, 1)),
        }
    }
    let follows = |at: usize| text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(|c| !c.is_whitespace());
    stars.retain(|(at, length)| *length <= 3 && follows(*at));
    stars.truncate(STARS);
    Inline { text: text.to_owned(), spans, bodies: Vec::new(), stars }
}

/// The notes of the form `[footnoteRef:1]* [1: *⇥body]`.
fn notes(text: &str) -> Vec<(usize, Cut)> {
    let mut found = Vec::new();
    if !text.contains("[footnoteRef:") {
        return found;
    }
    let closes = brackets(text);
    let mut from = 0;
    while let Some(at) = text[from..].find("[footnoteRef:").map(|i| from + i) {
        match note(text, at, &closes) {
            Some((end, cut)) => {
                found.push((at, cut));
                from = end;
            }
            None => from = at + 1,
        }
    }
    found
}

fn note(text: &str, at: usize, closes: &HashMap<usize, usize>) -> Option<(usize, Cut)> {
    let digits = at + "[footnoteRef:".len();
    let (number, used) = ordinal::number(&text[digits..])?;
    let after = text[digits + used..].strip_prefix(']')?;
    let tail = after.trim_start_matches('*').trim_start_matches([' ', '\u{A0}']);
    let open = text.len() - tail.len();
    let inner = tail.strip_prefix('[')?;
    let (_, used) = ordinal::number(inner)?;
    let body = inner[used..].strip_prefix(':')?;
    let close = *closes.get(&open)?;
    let start = text.len() - body.len();
    let printed = text.get(start..close)?;
    let plain = printed.trim_start();
    let unstarred = plain.trim_start_matches('*');
    let stars = &plain[..plain.len() - unstarred.len()];
    let label = if stars.is_empty() { number.to_string() } else { stars.to_owned() };
    let content = unstarred.trim_matches([' ', '\t', '\u{3000}']);
    let source_end = start + (printed.len() - unstarred.trim_start_matches([' ', '\t', '\u{3000}']).len());
    let body = Body { number, label, text: content.to_owned() };
    Some((close + 1, Cut::Note { end: close + 1, source_end, body }))
}

/// Every square bracket with the one that closes it.
fn brackets(text: &str) -> HashMap<usize, usize> {
    let (mut open, mut pairs) = (Vec::new(), HashMap::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => {
                if let Some(start) = open.pop() {
                    pairs.insert(start, at);
                }
            }
            _ => {}
        }
    }
    pairs
}

/// Pairs of stars around a text are emphasis; a single star after a word may call a note.
fn emphasis(text: &str, cuts: &mut Vec<(usize, Cut)>) {
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (at, cut) in cuts.iter() {
        if let Cut::Note { end, .. } = cut {
            taken.push((*at, *end));
        }
    }
    let mut taken = taken.into_iter().peekable();
    let mut stars: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('*') {
        while taken.next_if(|(_, end)| *end <= at).is_some() {}
        if taken.peek().is_some_and(|(start, _)| *start <= at) {
            continue;
        }
        match stars.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => stars.push((at, 1)),
        }
    }
    let before = |at: usize| text[..at].chars().next_back();
    let after = |at: usize| text[at..].chars().next();
    let is_word = |c: char| c.is_alphanumeric();
    let is_quote = |c: char| matches!(c, '“' | '"' | '«' | '「' | '『' | '‘' | '《');
    let opens = |(at, length): (usize, usize)| {
        after(at + length)
            .is_some_and(|c| !c.is_whitespace() && (is_quote(c) || before(at).is_none_or(|b| !is_word(b))))
    };
    let shuts = |(at, length): (usize, usize)| {
        before(at).is_some_and(|c| !c.is_whitespace())
            && after(at + length).is_none_or(|c| !is_word(c) || super::line::is_wide(c))
    };
    let mut i = 0;
    while let Some(&star) = stars.get(i) {
        match stars.get(i + 1) {
            Some(&next) if star.1 == next.1 && star.1 <= 3 && opens(star) && shuts(next) => {
                cuts.push((star.0, Cut::Open(star.1)));
                cuts.push((next.0, Cut::Close(next.1)));
                i += 2;
            }
            _ => {
                if star.1 <= 3 && before(star.0).is_some_and(|c| !c.is_whitespace()) {
                    cuts.push((star.0, Cut::Star(star.1)));
                }
                i += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_leaves_its_mark_and_body() {
        let read = read("Riverland[footnoteRef:1]* [1: *\tNot [yet] edited.] and more", Vec::new());
        assert_eq!(read.text, "Riverland and more");
        assert_eq!(read.bodies, [Body { number: 1, label: "*".into(), text: "Not [yet] edited.".into() }]);
        assert_eq!((read.spans[0].start, read.spans[0].source.as_deref()), (9, Some("[footnoteRef:1]* [1: *\t")));
    }

    #[test]
    fn a_note_that_never_closes_stays_text() {
        let text = "word[footnoteRef:2] [2: body";
        assert_eq!(read(text, Vec::new()).text, text);
    }

    #[test]
    fn emphasis_and_note_stars_are_told_apart() {
        let read = read("said *“go at once”* and its annex* as *one*, 2*3", Vec::new());
        assert_eq!(read.text, "said “go at once” and its annex* as one, 2*3");
        let emphasised: Vec<&str> = read.spans.iter().map(|s| &read.text[s.start..s.end]).collect();
        assert_eq!(emphasised, ["“go at once”", "one"]);
        let stars: Vec<usize> = read.stars.iter().map(|s| s.0).collect();
        assert_eq!(stars, [read.text.find("* as").expect("a star"), read.text.find("*3").expect("a star")]);
    }

    #[test]
    fn spans_that_were_there_keep_their_place() {
        let span = |at| Span { start: at, end: at, kind: SpanKind::Link, target: None, source: Some("u".into()) };
        let read = read("a *b* c", vec![span(0), span(6), span(7)]);
        assert_eq!(read.text, "a b c");
        let places: Vec<usize> = read.spans.iter().filter(|s| s.kind == SpanKind::Link).map(|s| s.start).collect();
        assert_eq!(places, [0, 4, 5]);
    }

    #[test]
    fn a_note_is_left_as_it_is_printed_where_a_target_was_dumped_before_it() {
        let span = |at| Span { start: at, end: at, kind: SpanKind::Link, target: None, source: Some("u".into()) };
        let source = "a *b*[footnoteRef:1] [1: c] d";
        for (at, text) in [(4, "a b[footnoteRef:1] [1: c] d"), (5, "a b[footnoteRef:1] [1: c] d"), (27, "a b d")] {
            assert_eq!(read(source, vec![span(at)]).text, text, "{at}");
        }
    }
}
