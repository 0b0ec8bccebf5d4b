//! Cross-references (ISO 32000-2, 7.5.4 and 7.5.8), and the search for objects where they are broken.

use std::collections::HashSet;

use memchr::memmem;

use super::file::{Entry, File};
use super::lex::{Lexer, Token, is_space};
use super::object::{Dict, Object};

/// How many sections of cross-references are read.
const SECTIONS: usize = 4_096;
/// How many objects a file may have.
const OBJECTS: usize = 4_000_000;

/// Reads all sections, the newest first; what a newer one says holds.
pub(super) fn read(file: &mut File<'_>) {
    let tail = file.bytes.len().saturating_sub(2_048);
    let Some(found) = file.bytes.get(tail..).and_then(|end| memmem::rfind(end, b"startxref")) else { return };
    let mut lexer = Lexer::new(file.bytes, tail + found + "startxref".len());
    let Token::Object(Object::Int(start)) = lexer.token() else { return };
    let (mut seen, mut next) = (HashSet::new(), vec![start]);
    while let Some(at) = next.pop() {
        let Ok(at) = usize::try_from(at) else { continue };
        if at >= file.bytes.len() || !seen.insert(at) || seen.len() > SECTIONS {
            continue;
        }
        let Some(dict) = section(file, at) else { continue };
        // The section before comes after the stream that belongs to this one.
        next.extend(dict.get("Prev").int());
        next.extend(dict.get("XRefStm").int());
        for (key, value) in dict.0 {
            file.trailer.0.entry(key).or_insert(value);
        }
    }
}

fn section(file: &mut File<'_>, at: usize) -> Option<Dict> {
    let mut lexer = Lexer::new(file.bytes, at);
    let before = lexer.at;
    if matches!(lexer.token(), Token::Word(b"xref")) {
        return table(file, lexer);
    }
    let (_, object) = file.read_at(before, None)?;
    let stream = object.stream()?.clone();
    let data = file.data(&stream)?;
    let numbers = |key: &str| -> Option<Vec<usize>> {
        stream.dict.get(key).array().map(|items| items.iter().filter_map(|i| usize::try_from(i.int()?).ok()).collect())
    };
    let [kind, second, third] = numbers("W")?.try_into().ok().filter(|w: &[usize; 3]| w.iter().all(|w| *w <= 8))?;
    let size = usize::try_from(stream.dict.get("Size").int()?).ok()?;
    let index = numbers("Index").unwrap_or_else(|| vec![0, size]);
    let mut rows = data.chunks_exact((kind + second + third).max(1));
    for range in index.as_chunks::<2>().0 {
        for number in range[0]..range[0].saturating_add(range[1]) {
            let Some(row) = rows.next() else { return Some(stream.dict.clone()) };
            let field = |from: usize, width: usize| {
                row.get(from..from + width)
                    .unwrap_or(&[])
                    .iter()
                    .fold(0usize, |value, byte| value << 8 | usize::from(*byte))
            };
            let entry = match if kind == 0 { 1 } else { field(0, kind) } {
                1 => Entry::At(field(kind, second)),
                2 => Entry::In(u32::try_from(field(kind, second)).ok()?, field(kind + second, third)),
                _ => continue,
            };
            insert(file, number, entry);
        }
    }
    Some(stream.dict.clone())
}

fn insert(file: &mut File<'_>, number: usize, entry: Entry) {
    if let Ok(number) = u32::try_from(number)
        && file.entries.len() < OBJECTS
    {
        file.entries.entry(number).or_insert(entry);
    }
}

/// A classic table, after its word `xref`, and its trailer.
fn table(file: &mut File<'_>, mut lexer: Lexer<'_>) -> Option<Dict> {
    loop {
        match lexer.token() {
            Token::Word(b"trailer") => break,
            Token::Object(Object::Int(first)) => {
                let Token::Object(Object::Int(count)) = lexer.token() else { return None };
                let first = usize::try_from(first).ok()?;
                for number in first..first.saturating_add(usize::try_from(count).ok()?) {
                    let before = lexer.at;
                    let Token::Object(Object::Int(at)) = lexer.token() else {
                        lexer.at = before;
                        break;
                    };
                    let (Token::Object(Object::Int(_)), Token::Word(kind)) = (lexer.token(), lexer.token()) else {
                        return None;
                    };
                    if kind == b"n"
                        && let Ok(at) = usize::try_from(at)
                    {
                        insert(file, number, Entry::At(at));
                    }
                }
            }
            _ => return None,
        }
    }
    let object = lexer.object()?;
    object.dict().cloned()
}

/// Finds every `12 0 obj` and every trailer of the file; what stands later holds.
pub(super) fn search(file: &mut File<'_>) {
    file.entries.clear();
    file.trailer = Dict::default();
    let bytes = file.bytes;
    for end in memmem::find_iter(bytes, b"obj") {
        if let Some((number, at)) = head_before(bytes, end)
            && file.entries.len() < OBJECTS
        {
            file.entries.insert(number, Entry::At(at));
        }
    }
    let mut trailers: Vec<usize> = memmem::find_iter(bytes, b"trailer").map(|at| at + "trailer".len()).collect();
    trailers.reverse();
    for at in trailers.into_iter().take(64) {
        let object = Lexer::new(bytes, at).object();
        let Some(dict) = object.as_ref().and_then(Object::dict) else { continue };
        for (key, value) in &dict.0 {
            file.trailer.0.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    if file.trailer.get("Root").is_null() {
        // A stream of cross-references is a trailer too.
        for at in memmem::find_iter(bytes, b"/XRef").take(64) {
            let window = bytes.get(at.saturating_sub(600)..at).unwrap_or(&[]);
            let Some(word) = memmem::rfind(window, b"obj") else { continue };
            let object = Lexer::new(bytes, at.saturating_sub(600) + word + 3).object();
            for (key, value) in object.as_ref().and_then(Object::dict).map(|dict| dict.0.clone()).unwrap_or_default() {
                if matches!(&*key, b"Root" | b"Encrypt" | b"ID" | b"Info") {
                    file.trailer.0.insert(key, value);
                }
            }
        }
    }
}

/// The number in front of a word `obj`, and where it starts.
fn head_before(bytes: &[u8], end: usize) -> Option<(u32, usize)> {
    let mut at = end;
    let mut back = |wanted: fn(u8) -> bool, most: usize| {
        let from = at;
        while at > 0 && from - at < most && bytes.get(at - 1).is_some_and(|byte| wanted(*byte)) {
            at -= 1;
        }
        (at, from)
    };
    back(is_space, 8);
    let (start, stop) = back(|byte| byte.is_ascii_digit(), 5);
    let (gap, _) = back(is_space, 8);
    let (first, last) = back(|byte| byte.is_ascii_digit(), 10);
    if start == stop || gap == start || first == last {
        return None;
    }
    let number = std::str::from_utf8(bytes.get(first..last)?).ok()?.parse().ok()?;
    Some((number, first))
}

/// Adds the objects that stand in streams of objects, after [`search`].
pub(super) fn search_packed(file: &mut File<'_>) {
    let bytes = file.bytes;
    let streams: Vec<u32> = memmem::find_iter(bytes, b"/ObjStm")
        .filter_map(|at| {
            let window = bytes.get(at.saturating_sub(600)..at)?;
            let word = memmem::rfind(window, b"obj")?;
            head_before(bytes, at.saturating_sub(600) + word).map(|(number, _)| number)
        })
        .take(100_000)
        .collect();
    for stream in streams {
        for (place, number) in file.numbers_in(stream).into_iter().enumerate() {
            insert(file, number as usize, Entry::In(stream, place));
        }
    }
}

/// Looks for a catalogue, or else for any page tree, where no trailer names one.
pub(super) fn find_root(file: &mut File<'_>) {
    let mut numbers: Vec<u32> = file.entries.keys().copied().collect();
    numbers.sort_unstable();
    numbers.truncate(200_000);
    let mut pages = None;
    for number in numbers {
        let object = file.load(number);
        let Some(dict) = object.dict() else { continue };
        let kind = file.value(dict, "Type");
        if kind.is_name("Catalog") && file.value(dict, "Pages").dict().is_some() {
            file.trailer.0.insert(b"Root".as_slice().into(), Object::Ref(number));
            return;
        }
        if kind.is_name("Pages") && pages.is_none() && dict.get("Parent").is_null() {
            pages = Some(number);
        }
        if kind.is_name("Page") && pages.is_none() {
            pages = Some(number);
        }
    }
    if let Some(number) = pages {
        let root = Dict([(b"Pages".as_slice().into(), Object::Ref(number))].into_iter().collect());
        file.trailer.0.insert(b"Root".as_slice().into(), Object::Dict(std::rc::Rc::new(root)));
    }
}
