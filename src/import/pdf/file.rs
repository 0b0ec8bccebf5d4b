//! A PDF file: its objects by number, found by its cross-references or, where they are broken, by looking for them.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use memchr::memmem;

use super::crypt::{Crypt, Locked};
use super::filter::{self, Decoded};
use super::lex::{Lexer, Token};
use super::object::{Dict, Object, Stream};
use super::xref;

/// How much all streams of a file together may unpack to.
const TOTAL: usize = 192 << 20;
/// How many objects are kept once they are read.
const KEPT: usize = 50_000;
/// How far references lead.
const CHAIN: usize = 16;

/// Where an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// At this byte.
    At(usize),
    /// In the stream of objects of this number, at this place in it.
    In(u32, usize),
}

/// An opened file.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub bytes: &'a [u8],
    pub entries: HashMap<u32, Entry>,
    pub trailer: Dict,
    pub crypt: Option<Crypt>,
    /// The number of the encryption dictionary, whose strings are plain.
    pub plain: Option<u32>,
    /// Whether the objects had to be looked for.
    pub is_repaired: bool,
    kept: RefCell<HashMap<u32, Object>>,
    opened: RefCell<HashMap<u32, Rc<Packed>>>,
    loading: RefCell<HashSet<u32>>,
    budget: Cell<usize>,
    /// Whether a stream was broken or larger than the limits.
    pub is_cut: Cell<bool>,
    ends: RefCell<Option<Vec<usize>>>,
}

/// An unpacked stream of objects: what is in it by place.
#[derive(Debug, Default)]
struct Packed {
    bytes: Vec<u8>,
    /// Number and offset.
    index: Vec<(u32, usize)>,
}

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unopened {
    Locked(Locked),
    NoPages,
}

impl<'a> File<'a> {
    /// Reads the cross-references and the key.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unopened> {
        let start = memmem::find(bytes.get(..bytes.len().min(4_096)).unwrap_or(bytes), b"%PDF-").unwrap_or(0);
        let mut file = Self {
            bytes: bytes.get(start..).unwrap_or(bytes),
            entries: HashMap::new(),
            trailer: Dict::default(),
            crypt: None,
            plain: None,
            is_repaired: false,
            kept: RefCell::default(),
            opened: RefCell::default(),
            loading: RefCell::default(),
            budget: Cell::new(TOTAL),
            is_cut: Cell::new(false),
            ends: RefCell::new(None),
        };
        xref::read(&mut file);
        file.unlock()?;
        if !file.has_pages() {
            file.forget();
            xref::search(&mut file);
            file.is_repaired = true;
            file.unlock()?;
            xref::search_packed(&mut file);
            file.forget();
            if !file.has_pages() {
                xref::find_root(&mut file);
            }
        }
        if file.has_pages() { Ok(file) } else { Err(Unopened::NoPages) }
    }

    /// The catalogue's page tree.
    pub fn pages(&self) -> Object {
        let root = self.resolve(self.trailer.get("Root"));
        root.dict().map_or(Object::Null, |root| self.resolve(root.get("Pages")))
    }

    fn has_pages(&self) -> bool {
        let pages = self.pages();
        pages.dict().is_some_and(|dict| dict.0.contains_key(b"Kids".as_slice()) || dict.get("Type").is_name("Page"))
    }

    fn forget(&self) {
        self.kept.borrow_mut().clear();
        self.opened.borrow_mut().clear();
        self.ends.borrow_mut().take();
    }

    fn unlock(&mut self) -> Result<(), Unopened> {
        self.crypt = None;
        let told = self.trailer.get("Encrypt").clone();
        self.plain = if let Object::Ref(number) = told { Some(number) } else { None };
        let dict = self.resolve(&told);
        let Some(dict) = dict.dict() else { return Ok(()) };
        // The dictionary's values may be references as well, and those of its filters.
        let own = |dict: &Dict, deep: &dyn Fn(Object) -> Object| {
            Dict(dict.0.iter().map(|(key, value)| (key.clone(), deep(self.resolve(value)))).collect())
        };
        let filters = |object: Object| match &object {
            Object::Dict(filters) => Object::Dict(Rc::new(own(filters, &|filter| filter))),
            _ => object,
        };
        let dict = own(dict, &filters);
        let id = self.resolve(self.trailer.get("ID"));
        let id = id.array().and_then(|parts| parts.first()).map(|part| self.resolve(part));
        let id = id.as_ref().and_then(Object::text).unwrap_or(&[]);
        self.crypt = Some(Crypt::new(&dict, id).map_err(Unopened::Locked)?);
        self.forget();
        Ok(())
    }

    /// What a reference leads to; anything else as it is.
    pub fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..CHAIN {
            let Object::Ref(number) = object else { return object };
            object = self.load(number);
        }
        Object::Null
    }

    /// The value of a key, resolved.
    pub fn value(&self, dict: &Dict, key: &str) -> Object {
        self.resolve(dict.get(key))
    }

    /// The object of this number; null where there is none.
    pub fn load(&self, number: u32) -> Object {
        if let Some(object) = self.kept.borrow().get(&number) {
            return object.clone();
        }
        let Some(entry) = self.entries.get(&number).copied() else { return Object::Null };
        // An object that is needed to read itself.
        if !self.loading.borrow_mut().insert(number) {
            return Object::Null;
        }
        let object = match entry {
            Entry::At(at) => self.read_at(at, Some(number)).map_or(Object::Null, |(_, object)| object),
            Entry::In(stream, place) => self.unpacked(stream, number, place).unwrap_or_default(),
        };
        self.loading.borrow_mut().remove(&number);
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(number, object.clone());
        object
    }

    /// The object whose `12 0 obj` stands at this byte, and its number, which has to be the wanted one.
    pub fn read_at(&self, at: usize, wanted: Option<u32>) -> Option<(u32, Object)> {
        let mut lexer = Lexer::new(self.bytes, at);
        let (Token::Object(Object::Int(number)), Token::Object(Object::Int(generation))) =
            (lexer.token(), lexer.token())
        else {
            return None;
        };
        let Token::Word(b"obj") = lexer.token() else { return None };
        let number = u32::try_from(number).ok().filter(|number| wanted.is_none_or(|wanted| wanted == *number))?;
        let owner = (number, u16::try_from(generation).unwrap_or(0));
        let object = lexer.object()?;
        let object = match &self.crypt {
            Some(crypt) if self.plain != Some(number) => decrypted(object, crypt, owner, 0),
            _ => object,
        };
        let Object::Dict(dict) = &object else { return Some((number, object)) };
        if !matches!(lexer.token(), Token::Word(b"stream")) {
            return Some((number, object));
        }
        let mut start = lexer.at;
        if self.bytes.get(start) == Some(&b'\r') {
            start += 1;
        }
        if self.bytes.get(start) == Some(&b'\n') {
            start += 1;
        }
        let end = self.end_of_stream(start, dict);
        let stream = Stream { dict: Dict::clone(dict), start, end, owner: Some(owner) };
        Some((number, Object::Stream(Rc::new(stream))))
    }

    /// Where the data of a stream ends: by its length where that is right, else before the next `endstream`.
    fn end_of_stream(&self, start: usize, dict: &Dict) -> usize {
        if let Some(length) = self.value(dict, "Length").int().and_then(|length| usize::try_from(length).ok()) {
            let end = start.saturating_add(length);
            if end <= self.bytes.len() {
                let mut lexer = Lexer::new(self.bytes.get(..(end + 40).min(self.bytes.len())).unwrap_or(&[]), end);
                if matches!(lexer.token(), Token::Word(b"endstream" | b"endobj")) {
                    return end;
                }
            }
        }
        let mut ends = self.ends.borrow_mut();
        let ends = ends.get_or_insert_with(|| memmem::find_iter(self.bytes, b"endstream").collect());
        let next = ends.get(ends.partition_point(|end| *end < start)).copied().unwrap_or(self.bytes.len());
        let data = self.bytes.get(start..next).unwrap_or(&[]);
        let data = data.strip_suffix(b"\n").unwrap_or(data);
        start + data.strip_suffix(b"\r").unwrap_or(data).len()
    }

    /// The data of a stream through its filters; none where it is a picture or nothing known. What all streams unpack to is
    /// bounded.
    pub fn data(&self, stream: &Stream) -> Option<Vec<u8>> {
        let raw = self.bytes.get(stream.start..stream.end)?;
        let one_or_more = |first: &str, second: &str| {
            let value = self.value(&stream.dict, first);
            let value = if value.is_null() { self.value(&stream.dict, second) } else { value };
            match &value {
                Object::Array(items) => items.iter().map(|item| self.resolve(item)).collect(),
                Object::Null => Vec::new(),
                _ => vec![value],
            }
        };
        let filters: Vec<Object> = one_or_more("Filter", "F");
        let parameters: Vec<Option<Dict>> = one_or_more("DecodeParms", "DP")
            .iter()
            .map(|object| {
                object.dict().map(|dict| Dict(dict.0.iter().map(|(k, v)| (k.clone(), self.resolve(v))).collect()))
            })
            .collect();
        let limit = filter::STREAM.min(self.budget.get());
        if limit == 0 {
            self.is_cut.set(true);
            return None;
        }
        let is_plain =
            stream.dict.get("Type").is_name("XRef") || filters.first().is_some_and(|filter| filter.is_name("Crypt"));
        let Decoded { bytes, is_cut } = match (&self.crypt, stream.owner) {
            (Some(crypt), Some(owner)) if !is_plain => {
                filter::decode(&crypt.stream(raw, owner), &filters, &parameters, limit)?
            }
            _ => filter::decode(raw, &filters, &parameters, limit)?,
        };
        self.budget.set(self.budget.get().saturating_sub(bytes.len()));
        if is_cut {
            self.is_cut.set(true);
        }
        Some(bytes)
    }

    /// Object `number` out of a stream of objects.
    fn unpacked(&self, stream: u32, number: u32, place: usize) -> Option<Object> {
        let packed = self.packed(stream)?;
        let found = packed.index.get(place).filter(|(own, _)| *own == number);
        let (_, at) = found.or_else(|| packed.index.iter().find(|(own, _)| *own == number))?;
        Lexer::new(&packed.bytes, *at).object()
    }

    fn packed(&self, number: u32) -> Option<Rc<Packed>> {
        if let Some(packed) = self.opened.borrow().get(&number) {
            return Some(packed.clone());
        }
        let Some(Entry::At(at)) = self.entries.get(&number).copied() else { return None };
        let (_, object) = self.read_at(at, Some(number))?;
        let stream = object.stream()?;
        let bytes = self.data(stream)?;
        let first = usize::try_from(self.value(&stream.dict, "First").int()?).ok()?;
        let mut lexer = Lexer::new(&bytes, 0);
        let mut index = Vec::new();
        while let (Token::Object(Object::Int(number)), Token::Object(Object::Int(offset))) =
            (lexer.token(), lexer.token())
        {
            if lexer.at > first {
                break;
            }
            if let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) {
                index.push((number, first.saturating_add(offset)));
            }
        }
        let packed = Rc::new(Packed { bytes, index });
        self.opened.borrow_mut().insert(number, packed.clone());
        Some(packed)
    }

    /// The numbers of the objects in a stream of objects.
    pub fn numbers_in(&self, stream: u32) -> Vec<u32> {
        self.packed(stream).map_or(Vec::new(), |packed| packed.index.iter().map(|(number, _)| *number).collect())
    }
}

/// The object with its strings decrypted.
fn decrypted(object: Object, crypt: &Crypt, owner: (u32, u16), depth: usize) -> Object {
    match object {
        Object::Text(text) => Object::Text(crypt.string(&text, owner).into()),
        Object::Array(items) if depth < 60 => {
            Object::Array(Rc::new(items.iter().map(|item| decrypted(item.clone(), crypt, owner, depth + 1)).collect()))
        }
        Object::Dict(dict) if depth < 60 => {
            let entries =
                dict.0.iter().map(|(key, value)| (key.clone(), decrypted(value.clone(), crypt, owner, depth + 1)));
            Object::Dict(Rc::new(Dict(entries.collect())))
        }
        other => other,
    }
}
