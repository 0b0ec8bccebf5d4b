//! Subtitles (SubRip, WebVTT): a cue is a block; cues of two versions that are shown at one time correspond.

use std::ops::Range;

use super::bitext::{speak, speech, text::one_line};
use super::{Format, Hints, ImportError, Read, encoding};
use crate::document::{Block, Correspondence, Document, Key, Warning};
use crate::text::language;

/// SubRip.
pub const SRT: Format = Format { name: "srt", extensions: &["srt"], sniff: sniff_srt, read: Read::Document(srt) };

/// WebVTT (W3C).
pub const VTT: Format = Format { name: "vtt", extensions: &["vtt"], sniff: sniff_vtt, read: Read::Document(vtt) };

fn sniff_srt(bytes: &[u8]) -> bool {
    let head = encoding::decode(bytes.get(..bytes.len().min(512)).unwrap_or_default()).text;
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let number = lines.next().is_some_and(|line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()));
    number && lines.next().and_then(times).is_some()
}

fn sniff_vtt(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).starts_with(b"WEBVTT")
}

fn srt(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    read(SRT.name, bytes, hints)
}

fn vtt(bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    read(VTT.name, bytes, hints)
}

/// A cue while it is read.
struct Cue {
    time: Range<u32>,
    line: usize,
    text: String,
}

fn read(format: &'static str, bytes: &[u8], hints: &Hints) -> Result<Document, ImportError> {
    let decoded = encoding::decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut warnings = decoded.warnings;
    let mut cues = cues(&decoded.text, &mut warnings);
    if cues.is_empty() {
        let said = "no line like 00:00:01,000 --> 00:00:04,000 stands in it".to_owned();
        return Err(ImportError::NotThisFormat(format, said));
    }
    if let Some(two) = cues.windows(2).find(|two| two[1].time.start < two[0].time.start) {
        let message = "this cue begins before the one before it; the cues were put in the order of time".to_owned();
        warnings.push(Warning { line: Some(two[1].line), byte: None, message });
        cues.sort_by_key(|cue| cue.time.start);
    }
    let mut document = Document { format: format.to_owned(), ..Document::default() };
    let mut times = Vec::with_capacity(cues.len());
    for (number, cue) in (1..).zip(cues) {
        let text = one_line(&plain(&cue.text));
        if text.is_empty() {
            continue;
        }
        let id = Some(format!("{} --> {}", clock(cue.time.start), clock(cue.time.end)));
        let number: usize = number;
        let (key, number) = (Key::new(number.to_string()), Some(number.to_string()));
        document.blocks.push(Block { key, number, text, line: cue.line, id, ..Block::default() });
        times.push(cue.time);
    }
    if document.blocks.is_empty() {
        return Err(ImportError::NoText(format, String::new()));
    }
    let sample: String = document.blocks.iter().take(400).map(|block| format!("{}\n", block.text)).collect();
    let told = hints.language.as_ref().map(|language| language.tag().to_owned());
    let named = || hints.name.as_deref().and_then(speech::of_file);
    let guessed = || language::guess(&sample).map(|language| language.tag().to_owned());
    let tag = told.or_else(named).or_else(guessed).unwrap_or_else(|| "und".to_owned());
    speak(&mut document, &tag);
    document.warnings = warnings;
    document.correspondence = Some(Correspondence::Times { times });
    Ok(document)
}

fn cues(text: &str, warnings: &mut Vec<Warning>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut open = false;
    let mut lines = (1..).zip(text.lines()).peekable();
    let mut damaged = 0_usize;
    while let Some((number, line)) = lines.next() {
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        if let Some(time) = times(line) {
            cues.push(Cue { time, line: number, text: String::new() });
            open = true;
            continue;
        }
        if line.contains("-->") {
            damaged += 1;
            if damaged <= 20 {
                let message = "not a time like 00:00:01,000 --> 00:00:04,000; its cue is left out".to_owned();
                warnings.push(Warning { line: Some(number), byte: None, message });
            }
            open = false;
            continue;
        }
        // The number or name of a cue stands before its time, also where no empty line does.
        let names_next = lines.peek().is_some_and(|(_, next)| times(next.trim()).is_some());
        let is_number = line.bytes().all(|byte| byte.is_ascii_digit());
        if open
            && !(names_next && is_number)
            && let Some(cue) = cues.last_mut()
        {
            cue.text.push_str(line);
            cue.text.push('\n');
        }
    }
    cues
}

/// The two times of a line `00:00:01,000 --> 00:00:04,000` in milliseconds, what stands behind them left aside.
fn times(line: &str) -> Option<Range<u32>> {
    let (start, rest) = line.split_once("-->")?;
    let start = time(start.trim())?;
    let end = time(rest.split_whitespace().next()?)?;
    Some(start..end.max(start))
}

/// `1:02:03,004`, `02:03.004`: in milliseconds.
fn time(text: &str) -> Option<u32> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let mut seconds = 0_u32;
    let parts: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    for part in parts {
        seconds = seconds.checked_mul(60)?.checked_add(part.trim().parse::<u16>().ok()?.into())?;
    }
    let digits: String = fraction.chars().take(3).collect();
    let fraction: u32 = format!("{digits:0<3}").parse().ok()?;
    seconds.checked_mul(1_000)?.checked_add(fraction)
}

fn clock(time: u32) -> String {
    let (seconds, rest) = (time / 1_000, time % 1_000);
    format!("{:02}:{:02}:{:02}.{rest:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// The text of a cue without marks of its looks: `<i>`, `<v Ada>`, `{\an8}`; references are resolved.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (taken, put) = mark(from);
        out.push_str(put);
        rest = from.get(taken..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// How many bytes a mark has at the beginning of `text`, and what stands for it.
fn mark(text: &str) -> (usize, &str) {
    const REFERENCES: [(&str, &str); 8] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{A0}"),
        ("&lrm;", "\u{200E}"),
        ("&rlm;", "\u{200F}"),
        ("&quot;", "\""),
        ("&apos;", "'"),
    ];
    if let Some((name, put)) = REFERENCES.iter().find(|(name, _)| text.starts_with(name)) {
        return (name.len(), put);
    }
    let close = |end: char| text.find(end).filter(|at| *at < 200).map(|at| at + 1);
    let tag = text
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c.is_ascii_digit()));
    if tag && let Some(end) = close('>') {
        return (end, "");
    }
    if text.starts_with("{\\")
        && let Some(end) = close('}')
    {
        return (end, "");
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    (first, text.get(..first).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_both_formats_are_read() {
        for (line, range) in [
            ("00:00:01,000 --> 00:00:04,250", Some(1_000..4_250)),
            ("01:00.5 --> 01:01.25 align:start", Some(60_500..61_250)),
            ("1:02:03,004 --> 1:02:03,004", Some(3_723_004..3_723_004)),
            ("99999:00:00,000 --> 1:00:00,000", None),
            ("a --> b", None),
        ] {
            assert_eq!(times(line), range, "{line}");
        }
    }

    #[test]
    fn marks_of_looks_go_and_text_stays() {
        for (text, left) in [
            ("<i>Where?</i> {\\an8}Here.", "Where? Here."),
            ("<v Ada>1 < 2 &amp; 3</v>", "1 < 2 & 3"),
            ("a <00:00:01.000>b &unknown; {c}", "a b &unknown; {c}"),
        ] {
            assert_eq!(plain(text), left);
        }
    }
}
