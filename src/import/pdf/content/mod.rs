//! The description of a page, carried out as far as text goes (ISO 32000-2, 8 and 9).

mod annot;
mod layer;
mod show;

use std::collections::HashMap;
use std::rc::Rc;

use crate::import::pdf::file::File;
use crate::import::pdf::font::{Font, Trust};
use crate::import::pdf::glyph::{Glyph, Matrix, Rule};
use crate::import::pdf::lex::{Lexer, Token, is_space};
use crate::import::pdf::object::{Object, Stream, text_string};
use crate::import::pdf::page::Page;
use crate::import::pdf::path::{Path, merged};
use layer::Layers;

/// How deep forms may stand in forms.
const FORMS: usize = 12;
/// How many operators of a whole document are carried out.
const OPERATORS: usize = 20_000_000;
/// How many glyphs a page and a document may have.
const ON_PAGE: usize = 200_000;
const GLYPHS: usize = 3_000_000;
/// How deep states and marks may be nested.
const NESTED: usize = 512;

/// What is shared by the pages of a document.
pub(in crate::import::pdf) struct Canvas<'f, 'a> {
    file: &'f File<'a>,
    /// All fonts met, in the order of their coming.
    pub fonts: Vec<Rc<Font>>,
    numbers: HashMap<u32, usize>,
    /// The place of a font for text without one.
    plain: Option<usize>,
    layers: Layers,
    operators: usize,
    glyphs: usize,
    /// Whether something was left out because there is too much of it.
    pub is_over: bool,
    /// Letters that stand aslant, and the first of them.
    pub aslant: (usize, String),
}

/// What a page shows.
#[derive(Debug, Default)]
pub(in crate::import::pdf) struct Sheet {
    pub glyphs: Vec<Glyph>,
    /// How many of them are the page's own: they come first, then those of its annotations.
    pub own: usize,
    pub rules: Vec<Rule>,
    /// Whether there are pictures large enough to hold text.
    pub has_picture: bool,
}

#[derive(Clone, Debug)]
struct State {
    to_page: Matrix,
    font: Option<(usize, Rc<Font>)>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            to_page: Matrix::IDENTITY,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// A font and its place among those of the document.
type Used = (usize, Rc<Font>);

/// A mark that encloses content.
enum Mark {
    Other,
    Artifact,
    /// A layer that is not shown.
    Hidden,
    /// The text to read instead of the glyphs from this one on.
    Actual(usize, String),
}

struct Run<'c, 'f, 'a> {
    canvas: &'c mut Canvas<'f, 'a>,
    sheet: Sheet,
    bounds: [f64; 4],
    state: State,
    marks: Vec<Mark>,
    line: Matrix,
    place: Matrix,
    /// Where the forms that are being carried out start.
    active: Vec<usize>,
}

impl<'f, 'a> Canvas<'f, 'a> {
    pub fn new(file: &'f File<'a>) -> Self {
        Self {
            file,
            fonts: Vec::new(),
            numbers: HashMap::new(),
            plain: None,
            layers: Layers::read(file),
            operators: OPERATORS,
            glyphs: GLYPHS,
            is_over: false,
            aslant: (0, String::new()),
        }
    }

    /// Carries out a page.
    pub fn sheet(&mut self, page: &Page) -> Sheet {
        let file = self.file;
        let contents = file.value(&page.dict, "Contents");
        let parts: Vec<Object> = match &contents {
            Object::Array(parts) => parts.iter().take(10_000).map(|part| file.resolve(part)).collect(),
            _ => vec![contents],
        };
        // An operator may be broken over two streams.
        let mut bytes = Vec::new();
        for stream in parts.iter().filter_map(Object::stream) {
            bytes.extend(file.data(stream).unwrap_or_default());
            bytes.push(b'\n');
        }
        let mut run = Run {
            canvas: self,
            sheet: Sheet::default(),
            bounds: page.bounds,
            state: State::default(),
            marks: Vec::new(),
            line: Matrix::IDENTITY,
            place: Matrix::IDENTITY,
            active: Vec::new(),
        };
        run.stream(&bytes, &page.resources, 0);
        run.sheet.own = run.sheet.glyphs.len();
        run.annotations(page);
        run.sheet.rules = merged(std::mem::take(&mut run.sheet.rules));
        run.sheet
    }

    fn font(&mut self, object: &Object) -> Option<(usize, Rc<Font>)> {
        if let Object::Ref(number) = object
            && let Some(at) = self.numbers.get(number)
        {
            return self.fonts.get(*at).map(|font| (*at, font.clone()));
        }
        let dict = self.file.resolve(object);
        let font = Rc::new(Font::load(self.file, dict.dict()?));
        let at = self.fonts.len();
        // Fonts that have no number could come without end.
        if at >= 20_000 {
            self.is_over = true;
            return None;
        }
        self.fonts.push(font.clone());
        if let Object::Ref(number) = object {
            self.numbers.insert(*number, at);
        }
        Some((at, font))
    }
}

impl Run<'_, '_, '_> {
    fn stream(&mut self, bytes: &[u8], resources: &Object, depth: usize) {
        let mut lexer = Lexer::new(bytes, 0);
        let mut operands: Vec<Object> = Vec::new();
        let mut saved: Vec<State> = Vec::new();
        let mut path = Path::default();
        let mut fonts: HashMap<Rc<[u8]>, Option<Used>> = HashMap::new();
        let marks = self.marks.len();
        loop {
            let word = match lexer.token() {
                Token::End => break,
                Token::Word(word) if !matches!(word, b"true" | b"false" | b"null") => word,
                Token::ArrayEnd | Token::DictEnd => continue,
                token => {
                    let object = lexer.object_of(token, 0);
                    if operands.len() < 64 {
                        operands.extend(object);
                    }
                    continue;
                }
            };
            if self.canvas.operators == 0 {
                self.canvas.is_over = true;
                break;
            }
            self.canvas.operators -= 1;
            match word {
                b"q" if saved.len() < NESTED => saved.push(self.state.clone()),
                b"Q" => {
                    if let Some(state) = saved.pop() {
                        self.state = state;
                    }
                }
                b"cm" => {
                    if let Some(matrix) = matrix(&operands) {
                        self.state.to_page = matrix.then(self.state.to_page);
                    }
                }
                b"Tf" => {
                    if let Some(name) = operands.first().and_then(Object::name) {
                        let found = match fonts.get(name) {
                            Some(found) => found.clone(),
                            None => {
                                let found = self.font_named(name, resources);
                                fonts.insert(name.into(), found.clone());
                                found
                            }
                        };
                        self.state.font = found;
                    }
                    self.state.size = number(&operands, 1);
                }
                b"gs" => self.parameters(&operands, resources),
                b"Do" => self.external(&operands, resources, depth),
                b"BI" => skip_picture(&mut lexer),
                b"BMC" | b"BDC" => self.begin(&operands, resources),
                b"EMC" if self.marks.len() > marks => self.end(),
                b"m" | b"l" | b"re" | b"c" | b"v" | b"y" | b"h" => path.add(word, &operands, self.state.to_page),
                b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                    path.paint(word, &mut self.sheet.rules);
                }
                _ => self.text(word, &operands),
            }
            operands.clear();
        }
        while self.marks.len() > marks {
            self.end();
        }
    }

    fn font_named(&mut self, name: &[u8], resources: &Object) -> Option<(usize, Rc<Font>)> {
        let fonts = self.canvas.file.value(resources.dict()?, "Font");
        let object = fonts.dict()?.0.get(name)?.clone();
        self.canvas.font(&object)
    }

    /// `gs`: a font may be set by a dictionary of parameters.
    fn parameters(&mut self, operands: &[Object], resources: &Object) {
        let file = self.canvas.file;
        let found = || {
            let states = file.value(resources.dict()?, "ExtGState");
            let state = file.resolve(states.dict()?.0.get(operands.first()?.name()?)?);
            let font = file.value(state.dict()?, "Font");
            let (font, size) = (font.array()?.first()?.clone(), font.array()?.get(1)?.number()?);
            Some((font, size))
        };
        if let Some((font, size)) = found() {
            self.state.font = self.canvas.font(&font);
            self.state.size = size;
        }
    }

    /// `Do`: a form is carried out, a picture is only noted.
    fn external(&mut self, operands: &[Object], resources: &Object, depth: usize) {
        let file = self.canvas.file;
        let found = || {
            let objects = file.value(resources.dict()?, "XObject");
            Some(file.resolve(objects.dict()?.0.get(operands.first()?.name()?)?))
        };
        let Some(object) = found() else { return };
        let Some(stream) = object.stream() else { return };
        if self.canvas.layers.hides(stream.dict.get("OC"), file) {
            return;
        }
        if file.value(&stream.dict, "Subtype").is_name("Image") {
            let [a, b, c, d, ..] = self.state.to_page.0;
            self.sheet.has_picture |= a.hypot(b) > 200.0 && c.hypot(d) > 200.0;
            return;
        }
        self.form(stream, resources, depth);
    }

    /// Carries out a form, with what the page has where it has nothing itself.
    fn form(&mut self, stream: &Rc<Stream>, resources: &Object, depth: usize) {
        let file = self.canvas.file;
        // A form that draws itself is drawn once.
        if self.active.contains(&stream.start) {
            return;
        }
        if depth >= FORMS {
            self.canvas.is_over = true;
            return;
        }
        let Some(bytes) = file.data(stream) else { return };
        let before = (self.state.clone(), self.line, self.place);
        let numbers = file.value(&stream.dict, "Matrix");
        let numbers: Vec<Object> = numbers.array().unwrap_or(&[]).iter().map(|item| file.resolve(item)).collect();
        if let Some(matrix) = matrix(&numbers) {
            self.state.to_page = matrix.then(self.state.to_page);
        }
        let own = file.value(&stream.dict, "Resources");
        self.active.push(stream.start);
        self.stream(&bytes, if own.dict().is_some() { &own } else { resources }, depth + 1);
        self.active.pop();
        (self.state, self.line, self.place) = before;
    }

    fn begin(&mut self, operands: &[Object], resources: &Object) {
        if self.marks.len() >= NESTED {
            self.canvas.is_over = true;
            return;
        }
        let file = self.canvas.file;
        let properties = operands.get(1).map_or(Object::Null, |object| match object {
            Object::Name(name) => {
                let all = resources.dict().map(|dict| file.value(dict, "Properties"));
                all.as_ref().and_then(Object::dict).and_then(|dict| dict.0.get(name)).cloned().unwrap_or_default()
            }
            other => other.clone(),
        });
        let is_layer = operands.first().is_some_and(|tag| tag.is_name("OC"));
        if is_layer && self.canvas.layers.hides(&properties, file) {
            self.marks.push(Mark::Hidden);
            return;
        }
        let properties = file.resolve(&properties);
        let dict = properties.dict();
        let actual = dict.map(|dict| file.value(dict, "ActualText"));
        let mark = match (operands.first().and_then(Object::name), actual.as_ref().and_then(Object::text)) {
            (Some(b"Artifact"), _) => Mark::Artifact,
            (_, Some(text)) => Mark::Actual(self.sheet.glyphs.len(), text_string(text)),
            _ => Mark::Other,
        };
        self.marks.push(mark);
    }

    /// The end of a mark: the text that is told for glyphs of one line becomes that of the first of them.
    fn end(&mut self) {
        let Some(Mark::Actual(start, text)) = self.marks.pop() else { return };
        let Some(glyphs) = self.sheet.glyphs.get_mut(start..) else { return };
        let Some(first) = glyphs.first() else { return };
        let (base, size, turn) = (first.base, first.size, first.turn);
        let is_line = glyphs.iter().all(|glyph| glyph.turn == turn && (glyph.base - base).abs() < size);
        let is_broken = text.chars().any(|c| matches!(c, '\0'..='\u{8}' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'));
        if !is_line || is_broken || (text.is_empty() && glyphs.len() > 2) {
            return;
        }
        let left = glyphs.iter().map(|glyph| glyph.left).fold(f64::INFINITY, f64::min);
        let right = glyphs.iter().map(|glyph| glyph.right).fold(f64::NEG_INFINITY, f64::max);
        // The widest of them is the letter that stands on the line, not a mark over it.
        let widest =
            glyphs.iter().max_by(|a, b| (a.right - a.left).total_cmp(&(b.right - b.left))).map(|glyph| glyph.base);
        if let Some(first) = glyphs.first_mut() {
            first.base = widest.unwrap_or(first.base);
            (first.left, first.right) = (left, right);
            first.text = text.into();
            first.trust = Trust::Known;
        }
        self.sheet.glyphs.truncate(start + 1);
        if self.sheet.glyphs.last().is_some_and(|glyph| glyph.text.is_empty()) {
            self.sheet.glyphs.pop();
        }
    }
}

fn number(operands: &[Object], at: usize) -> f64 {
    operands.get(at).and_then(Object::number).unwrap_or(0.0)
}

fn matrix(operands: &[Object]) -> Option<Matrix> {
    let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
    numbers.try_into().ok().map(Matrix).filter(|matrix| matrix.is_finite())
}

/// A picture inside the description: read over up to `EI` between blanks.
fn skip_picture(lexer: &mut Lexer<'_>) {
    loop {
        match lexer.token() {
            Token::End => return,
            Token::Word(b"ID") => break,
            _ => {}
        }
    }
    let rest = lexer.bytes.get(lexer.at..).unwrap_or(&[]);
    let end = memchr::memmem::find_iter(rest, b"EI").find(|at| {
        let before = at.checked_sub(1).and_then(|at| rest.get(at)).is_none_or(|byte| is_space(*byte));
        before && rest.get(at + 2).is_none_or(|byte| is_space(*byte))
    });
    lexer.at = end.map_or(lexer.bytes.len(), |end| lexer.at + end + 2);
}
