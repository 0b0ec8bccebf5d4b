//! PO and POT (GNU gettext): a message and its translation are a unit; plural forms are further texts of it.

mod entry;
mod header;

use std::collections::HashMap;

use super::bitext::{Bitext, speech};
use super::{Format, Hints, ImportError, Imported, Read};
use entry::{Entries, Entry};

/// Catalogues of messages.
pub const FORMAT: Format = Format { name: "po", extensions: &["po", "pot"], sniff, read: Read::Bitext(read) };

/// Bytes in which a message must begin.
const HEAD: usize = 8192;

fn sniff(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    let head = head.trim_start_matches('\u{FEFF}');
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next().unwrap_or("");
    (first.starts_with("msgid \"") || first.starts_with("msgctxt \"")) && head.contains("\nmsgstr")
}

fn read(bytes: &[u8], hints: &Hints) -> Result<Imported, ImportError> {
    let decoded = header::decode(bytes);
    let mut bitext = Bitext::new(FORMAT.name, bytes);
    bitext.warned(decoded.warnings);
    let (mut source, mut target) = (String::new(), String::new());
    let mut title = String::new();
    let (mut obsolete, mut messages, mut headers) = (0_usize, 0_usize, 0_usize);
    let mut known: HashMap<(Option<String>, Option<String>), usize> = HashMap::new();
    let mut entries = Entries::new(&decoded.text);
    let mut begun = false;
    while let Some(entry) = entries.entry() {
        for (line, message) in &entry.damage {
            bitext.warn(*line, message.clone());
        }
        if entry.obsolete {
            obsolete += 1;
            continue;
        }
        if !begun {
            begun = true;
            let said = if entry.is_header() { header::fields(entry.translation()) } else { Vec::new() };
            let field = |name: &str| {
                said.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
            };
            title = field("Project-Id-Version").filter(|name| !name.starts_with("PACKAGE")).unwrap_or("").to_owned();
            source = field("X-Source-Language").and_then(speech::tag).unwrap_or_default();
            let told = hints.language.as_ref().map(|language| language.tag().to_owned());
            let in_header = field("Language").and_then(speech::tag);
            let team = field("Language-Team").and_then(speech::word);
            let name = hints.name.as_deref();
            let named = name.and_then(speech::of_file).or(team).or_else(|| name.and_then(first));
            target = in_header.or(named).or(told).unwrap_or_default();
            if entry.is_header() {
                headers += 1;
                continue;
            }
        }
        if entry.id.is_none() {
            bitext.warn(entry.line, "a translation without a msgid; left out");
            continue;
        }
        messages += 1;
        let name = (entry.context.clone(), entry.id.clone());
        if let Some(line) = known.insert(name, entry.line) {
            bitext.warn(entry.line, format!("the same message stands in line {line} already"));
        }
        put(&mut bitext, &entry, &source, &target);
    }
    if messages + headers + obsolete == 0 {
        let said = "no msgid stands in it".to_owned();
        return Err(ImportError::NotThisFormat(FORMAT.name, said));
    }
    if obsolete > 0 {
        bitext.warn(entries.first_obsolete(), format!("{obsolete} obsolete messages (#~) are left out"));
    }
    let mut imported = bitext.finish(&title)?;
    if source.is_empty()
        && let Some(first) = imported.documents.first_mut()
        && first.language.tag() == "und"
    {
        // gettext's own rule: messages are written in English where nothing else is said.
        super::bitext::speak(first, "en");
    }
    Ok(imported)
}

/// The language that a file name begins with: `fr-messages.po`.
fn first(name: &str) -> Option<String> {
    name.split_once(['-', '_', '.']).and_then(|(first, _)| speech::label(first))
}

/// The names under which the two versions of a file are kept apart while nothing is known of their languages.
const UNKNOWN: [&str; 2] = ["?source", "?target"];

fn put(bitext: &mut Bitext, entry: &Entry, source: &str, target: &str) {
    bitext.unit(entry.reference.clone());
    let or = |language: &str, unknown: &'static str| -> String {
        if language.is_empty() || language == source && unknown == UNKNOWN[1] {
            unknown.to_owned()
        } else {
            language.to_owned()
        }
    };
    let (source, target) = (or(source, UNKNOWN[0]), or(target, UNKNOWN[1]));
    bitext.put(&source, entry.id.as_deref().unwrap_or(""), entry.line);
    if let Some(plural) = &entry.plural {
        bitext.put(&source, plural, entry.line);
    }
    for (text, line) in &entry.translations {
        bitext.put(&target, text, *line);
    }
    if entry.fuzzy {
        bitext.doubt();
    }
    let context = entry.context.as_deref().map(|context| format!("msgctxt: {context}"));
    for note in context.iter().chain(&entry.comments) {
        bitext.note(note, entry.line);
    }
}
