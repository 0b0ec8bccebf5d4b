//! Text that stands in annotations (ISO 32000-2, 12.5): free text, the fields of forms, stamps.

use super::{Run, State, matrix};
use crate::import::pdf::font::{Font, Trust};
use crate::import::pdf::glyph::{Glyph, Matrix, Turn};
use crate::import::pdf::object::{Dict, Object, text_string};
use crate::import::pdf::page::Page;
use std::rc::Rc;

/// How many annotations of a page are looked at.
const ON_PAGE: usize = 10_000;
/// How far up a field's values are looked for.
const PARENTS: usize = 12;
/// How many characters of a field's value are taken.
const VALUE: usize = 20_000;
/// A field whose value is not shown.
const PASSWORD: i64 = 1 << 13;

impl Run<'_, '_, '_> {
    /// Carries out the annotations that are seen on the page and hold text of their own.
    pub(super) fn annotations(&mut self, page: &Page) {
        let file = self.canvas.file;
        let annotations = file.value(&page.dict, "Annots");
        for annotation in annotations.array().unwrap_or(&[]).iter().take(ON_PAGE) {
            let annotation = file.resolve(annotation);
            let Some(dict) = annotation.dict() else { continue };
            let flags = file.value(dict, "F").int().unwrap_or(0);
            let is_hidden = flags & (1 << 1 | 1 << 5) != 0 || self.canvas.layers.hides(dict.get("OC"), file);
            let kind = file.value(dict, "Subtype");
            // A note that opens, a link, a mark over the text: the text is not theirs.
            if is_hidden || matches!(kind.name(), None | Some(b"Popup" | b"Text" | b"Link" | b"Highlight" | b"Ink")) {
                continue;
            }
            let sides = file.value(dict, "Rect");
            let sides: Vec<f64> =
                sides.array().unwrap_or(&[]).iter().filter_map(|side| file.resolve(side).number()).collect();
            let Ok([a, b, c, d]) = <[f64; 4]>::try_from(sides) else { continue };
            let place = [a.min(c), b.min(d), a.max(c), b.max(d)];
            let before = self.sheet.glyphs.len();
            self.appearance(dict, place);
            if self.sheet.glyphs.iter().skip(before).all(|glyph| glyph.text.trim().is_empty()) {
                let value = match kind.name() {
                    Some(b"FreeText") => file.value(dict, "Contents").text().map(text_string),
                    Some(b"Widget") => self.value(dict),
                    _ => None,
                };
                self.write(place, &value.unwrap_or_default());
            }
        }
    }

    /// What an annotation looks like, moved to its place (12.5.5, algorithm 8.1).
    fn appearance(&mut self, dict: &Dict, place: [f64; 4]) {
        let file = self.canvas.file;
        let looks = file.value(dict, "AP");
        let Some(normal) = looks.dict().map(|looks| file.value(looks, "N")) else { return };
        let look = match &normal {
            Object::Dict(states) => file.value(dict, "AS").name().and_then(|state| states.0.get(state)).cloned(),
            other => Some(other.clone()),
        };
        let look = look.map(|look| file.resolve(&look));
        let Some(stream) = look.as_ref().and_then(Object::stream) else { return };
        let numbers = |key: &str| -> Vec<Object> {
            let list = file.value(&stream.dict, key);
            list.array().unwrap_or(&[]).iter().map(|item| file.resolve(item)).collect()
        };
        let own = matrix(&numbers("Matrix")).unwrap_or(Matrix::IDENTITY);
        let sides: Vec<f64> = numbers("BBox").iter().filter_map(Object::number).collect();
        let Ok([a, b, c, d]) = <[f64; 4]>::try_from(sides) else { return };
        let corners = [(a, b), (a, d), (c, b), (c, d)].map(|(x, y)| own.apply(x, y));
        let least = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (left, right) = (least(|corner| corner.0), most(|corner| corner.0));
        let (bottom, top) = (least(|corner| corner.1), most(|corner| corner.1));
        let scale = |to: f64, from: f64| if from.abs() > 1e-6 { to / from } else { 1.0 };
        let (x, y) = (scale(place[2] - place[0], right - left), scale(place[3] - place[1], top - bottom));
        let moved = Matrix([x, 0.0, 0.0, y, place[0] - left * x, place[1] - bottom * y]);
        if moved.is_finite() {
            self.state = State { to_page: moved, ..State::default() };
            self.form(stream, &Object::Null, 0);
        }
    }

    /// What is filled into a field of text or chosen in a list: that of the field or of the one it belongs to.
    fn value(&self, dict: &Dict) -> Option<String> {
        let file = self.canvas.file;
        let inherited = |key: &str| {
            let mut field = dict.clone();
            for _ in 0..PARENTS {
                let value = file.value(&field, key);
                if !value.is_null() {
                    return value;
                }
                match file.value(&field, "Parent").dict() {
                    Some(parent) => field = parent.clone(),
                    None => break,
                }
            }
            Object::Null
        };
        let kind = inherited("FT");
        let is_text = kind.is_name("Tx") && inherited("Ff").int().unwrap_or(0) & PASSWORD == 0;
        if !is_text && !kind.is_name("Ch") {
            return None;
        }
        match inherited("V") {
            Object::Text(text) => Some(text_string(&text)),
            Object::Stream(stream) => Some(text_string(&file.data(&stream)?)),
            Object::Array(chosen) => {
                let chosen: Vec<String> =
                    chosen.iter().filter_map(|one| file.resolve(one).text().map(text_string)).collect();
                Some(chosen.join("\n"))
            }
            _ => None,
        }
    }

    /// Puts text of which only the place is known there, line by line.
    fn write(&mut self, [left, bottom, right, top]: [f64; 4], text: &str) {
        let is_line = |line: &&str| !line.trim().is_empty();
        let count = text.split(['\n', '\r']).filter(is_line).count();
        if count == 0 || text.len() > VALUE || self.canvas.glyphs <= count {
            return;
        }
        let plain = Object::Dict(Rc::new(Dict::default()));
        let at = *self.canvas.plain.get_or_insert(self.canvas.fonts.len());
        if at == self.canvas.fonts.len() {
            self.canvas.fonts.push(Rc::new(Font::load(self.canvas.file, plain.dict().unwrap_or(&Dict::default()))));
        }
        self.canvas.glyphs -= count;
        #[allow(clippy::cast_precision_loss, reason = "lines are few")]
        let step = ((top - bottom) / count as f64).min(12.0);
        let size = (0.8 * step).max(1.0);
        let mut base = top - 0.5 * step - 0.35 * size;
        if count == 1 {
            base = f64::midpoint(top, bottom) - 0.35 * size;
        }
        for line in text.split(['\n', '\r']).filter(is_line) {
            #[allow(clippy::cast_precision_loss, reason = "lines are short")]
            let width = (0.5 * size * line.chars().count() as f64).min((right - left).max(size));
            self.sheet.glyphs.push(Glyph {
                text: line.trim().into(),
                left: left + 1.0,
                right: left + 1.0 + width,
                base,
                size,
                turn: Turn::Right,
                font: at,
                is_bold: false,
                is_italic: false,
                is_artifact: false,
                trust: Trust::Known,
                order: self.sheet.glyphs.len(),
                is_raised: false,
            });
            base -= step;
        }
    }
}
