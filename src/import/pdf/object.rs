//! The objects of a PDF file (ISO 32000-2, 7.3).

use std::collections::BTreeMap;
use std::rc::Rc;

/// An object. Copies share what they hold.
#[derive(Clone, Debug, Default)]
pub(super) enum Object {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(Rc<[u8]>),
    Name(Rc<[u8]>),
    Array(Rc<Vec<Object>>),
    Dict(Rc<Dict>),
    Stream(Rc<Stream>),
    /// A reference to the object of this number.
    Ref(u32),
}

/// A dictionary: names to objects.
#[derive(Clone, Debug, Default)]
pub(super) struct Dict(pub BTreeMap<Rc<[u8]>, Object>);

/// A stream: its dictionary, where its data stands in the file, and the object it is, which its key depends on.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    pub dict: Dict,
    pub start: usize,
    pub end: usize,
    pub owner: Option<(u32, u16)>,
}

impl Dict {
    /// The value as it stands, a reference unresolved; null where there is none.
    pub fn get(&self, key: &str) -> &Object {
        self.0.get(key.as_bytes()).unwrap_or(&Object::Null)
    }
}

impl Object {
    pub fn is_null(&self) -> bool {
        matches!(self, Object::Null)
    }

    pub fn int(&self) -> Option<i64> {
        match self {
            Object::Int(value) => Some(*value),
            #[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
            Object::Real(value) => Some(*value as i64),
            _ => None,
        }
    }

    /// A finite number.
    pub fn number(&self) -> Option<f64> {
        match self {
            #[allow(clippy::cast_precision_loss, reason = "coordinates are small")]
            Object::Int(value) => Some(*value as f64),
            Object::Real(value) => Some(*value).filter(|value| value.is_finite()),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn is_name(&self, name: &str) -> bool {
        self.name() == Some(name.as_bytes())
    }

    pub fn text(&self) -> Option<&[u8]> {
        match self {
            Object::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn array(&self) -> Option<&[Object]> {
        match self {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The dictionary, of a stream as well.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Object::Dict(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub fn stream(&self) -> Option<&Rc<Stream>> {
        match self {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }
}

/// A text string (7.9.2.2): UTF-16 or UTF-8 with a mark in front, else PDFDocEncoding, here read as windows-1252.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
