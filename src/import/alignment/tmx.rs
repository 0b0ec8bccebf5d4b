//! TMX 1.1 to 1.4b: the variants of two languages. A document type is skipped and its entities stay what they are: names.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{AlignmentFormat, Part, Row, Rows, Wanted, score};
use crate::text::Language;

/// Translation units; native codes inside a segment (`bpt`, `ept`, `ph`, `it`, `ut`) are left out, what `hi` holds stays.
pub(super) const FORMAT: AlignmentFormat =
    AlignmentFormat { name: "tmx", sniff: |line| line.trim_start().starts_with('<'), read };

/// A translation unit while it is read.
#[derive(Default)]
struct Unit {
    line: usize,
    score: Option<f32>,
    /// Whether its one variant is the target, where it says so.
    target: Option<bool>,
    variants: Vec<(Language, String)>,
}

/// Where in a unit the reader is.
#[derive(Default)]
struct State {
    unit: Option<Unit>,
    /// Whether text belongs to the last variant's `seg`.
    in_segment: bool,
    /// How many elements with native codes are open in it.
    codes: usize,
    /// The type and text of a property of ours, while it is open.
    property: Option<(String, String)>,
    seen: bool,
    closed: bool,
}

fn read(text: &str, wanted: &Wanted) -> Rows {
    let mut rows = Rows::default();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut line, mut counted) = (1, 0);
    let mut state = State::default();
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        line += text.as_bytes().get(counted..at).map_or(0, |part| part.iter().filter(|byte| **byte == b'\n').count());
        counted = at.max(counted);
        match event {
            Ok(Event::Start(tag)) => state.open(&tag, line),
            Ok(Event::Empty(tag)) => {
                let name = tag.local_name().as_ref().to_owned();
                state.open(&tag, line);
                state.close(&name, &mut rows, wanted);
            }
            Ok(Event::End(tag)) => state.close(tag.local_name().as_ref(), &mut rows, wanted),
            Ok(Event::Text(text)) => state.text(&text),
            Ok(Event::CData(text)) => state.text(&text),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(c)) => state.text(c.encode_utf8(&mut [0; 4])),
                _ => match quick_xml::escape::resolve_xml_entity(&reference) {
                    Some(known) => state.text(known),
                    None => {
                        rows.warn(line, "an entity of the file's own is kept as its name");
                        state.text(&format!("&{};", &*reference));
                    }
                },
            },
            Ok(Event::Eof) => {
                if !state.seen {
                    rows.warn(line, "no <tmx> element");
                } else if !state.closed {
                    rows.warn(line, "the file ends before </tmx>; what is complete was read");
                }
                break;
            }
            Ok(_) => {}
            Err(error) => {
                rows.warn(line, format!("{error}; what stands before was read"));
                break;
            }
        }
    }
    rows
}

impl State {
    fn open(&mut self, tag: &BytesStart<'_>, line: usize) {
        match tag.local_name().as_ref() {
            "tmx" => self.seen = true,
            "tu" => self.unit = Some(Unit { line, ..Unit::default() }),
            "tuv" => {
                let language = attribute(tag, &["xml:lang", "lang"]).unwrap_or_else(|| "und".to_owned());
                if let Some(unit) = &mut self.unit {
                    unit.variants.push((Language::new(language.trim().replace('_', "-")), String::new()));
                }
            }
            "seg" => {
                self.in_segment = true;
                self.codes = 0;
            }
            "bpt" | "ept" | "ph" | "it" | "ut" if self.in_segment => self.codes += 1,
            "prop" => {
                let kind = attribute(tag, &["type"]).unwrap_or_default().to_ascii_lowercase();
                self.property = matches!(kind.as_str(), "x-score" | "x-side").then(|| (kind, String::new()));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, rows: &mut Rows, wanted: &Wanted) {
        match name {
            "tmx" => self.closed = true,
            "seg" => self.in_segment = false,
            "bpt" | "ept" | "ph" | "it" | "ut" => self.codes = self.codes.saturating_sub(1),
            "prop" => {
                if let (Some((kind, said)), Some(unit)) = (self.property.take(), &mut self.unit) {
                    match kind.as_str() {
                        "x-score" => unit.score = score(&said),
                        _ => unit.target = Some(said.trim() == "target"),
                    }
                }
            }
            "tu" => {
                self.in_segment = false;
                if let Some(unit) = self.unit.take() {
                    chosen(unit, rows, wanted);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, said)) = &mut self.property {
            said.push_str(text);
        } else if self.in_segment
            && self.codes == 0
            && let Some((_, segment)) = self.unit.as_mut().and_then(|unit| unit.variants.last_mut())
        {
            segment.push_str(text);
        }
    }
}

/// The two variants that are wanted: by language; in the order of the unit where both are of one language, or where the file
/// has two and does not say the languages as we do.
fn chosen(unit: Unit, rows: &mut Rows, wanted: &Wanted) {
    let (source, target) = (&wanted.source, &wanted.target);
    let fit = |one: &Language, other: &Language| {
        let same = one.tag().eq_ignore_ascii_case(other.tag());
        u8::from(same) + u8::from(one.primary().eq_ignore_ascii_case(other.primary()))
    };
    let best = |language: &Language, but: Option<usize>| {
        let fitting =
            unit.variants.iter().enumerate().filter(|(at, (own, _))| Some(*at) != but && fit(own, language) > 0);
        fitting.rev().max_by_key(|(_, (own, _))| fit(own, language)).map(|(at, _)| at)
    };
    let first = best(source, None);
    let second = best(target, first);
    let (first, second) = match (first, second, unit.variants.len()) {
        (Some(_), _, 1) => {
            let is_target = |(own, _): &(Language, String)| fit(own, target) > fit(own, source);
            let target = unit.target.or(unit.variants.first().map(is_target)).unwrap_or(false);
            if target { (None, Some(0)) } else { (Some(0), None) }
        }
        (None, None, 2) => (Some(0), Some(1)),
        (Some(at), None, 2) => (Some(at), Some(1 - at)),
        (None, Some(at), 2) => (Some(1 - at), Some(at)),
        other => (other.0, other.1),
    };
    if first.is_none() && second.is_none() {
        return rows.warn(unit.line, format!("a unit has neither {source} nor {target}; left out"));
    }
    let part = |at: Option<usize>| {
        at.and_then(|at| unit.variants.get(at)).map_or(Part::NONE, |(_, text)| Part::Text(text.clone()))
    };
    let row = Row { line: unit.line, source: part(first), target: part(second), score: unit.score.unwrap_or(1.0) };
    rows.rows.push(row);
}

fn attribute(tag: &BytesStart<'_>, names: &[&str]) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|one| names.contains(&one.key.as_ref()))?;
    Some(found.value.into_owned())
}
