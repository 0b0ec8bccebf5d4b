//! The operators of text (ISO 32000-2, 9.3 and 9.4): glyphs to their places.

use super::{Mark, ON_PAGE, Run, matrix, number};
use crate::import::pdf::glyph::{Glyph, Matrix, Turn};
use crate::import::pdf::object::Object;

impl Run<'_, '_, '_> {
    /// The operators of text.
    pub(super) fn text(&mut self, word: &[u8], operands: &[Object]) {
        let first = number(operands, 0);
        match word {
            b"BT" => (self.line, self.place) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tc" => self.state.letter_space = first,
            b"Tw" => self.state.word_space = first,
            b"Tz" => self.state.stretch = first / 100.0,
            b"TL" => self.state.leading = first,
            b"Ts" => self.state.rise = first,
            b"Td" => self.new_line(first, number(operands, 1)),
            b"TD" => {
                self.state.leading = -number(operands, 1);
                self.new_line(first, number(operands, 1));
            }
            b"Tm" => {
                if let Some(matrix) = matrix(operands) {
                    (self.line, self.place) = (matrix, matrix);
                }
            }
            b"T*" => self.new_line(0.0, -self.state.leading),
            b"Tj" => self.show(operands.first()),
            b"'" => {
                self.new_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            b"\"" => {
                self.state.word_space = first;
                self.state.letter_space = number(operands, 1);
                self.new_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            b"TJ" => {
                let is_vertical = self.state.font.as_ref().is_some_and(|(_, font)| font.is_vertical);
                for item in operands.first().and_then(Object::array).unwrap_or(&[]) {
                    match item.number() {
                        Some(shift) => {
                            let shift = -shift / 1_000.0 * self.state.size;
                            self.place = match is_vertical {
                                true => self.place.moved(0.0, shift),
                                false => self.place.moved(shift * self.state.stretch, 0.0),
                            };
                        }
                        None => self.show(Some(item)),
                    }
                }
            }
            _ => {}
        }
    }

    fn new_line(&mut self, x: f64, y: f64) {
        self.line = self.line.moved(x, y);
        self.place = self.line;
    }

    fn show(&mut self, object: Option<&Object>) {
        let (Some(mut bytes), Some((index, font))) = (object.and_then(Object::text), self.state.font.clone()) else {
            return;
        };
        let is_hidden = self.marks.iter().any(|mark| matches!(mark, Mark::Hidden));
        let is_artifact = self.marks.iter().any(|mark| matches!(mark, Mark::Artifact));
        // Bars of a bar code are no letters.
        let is_bars = font.name.to_lowercase().contains("barcode");
        while !bytes.is_empty() {
            let (letter, length) = font.next(bytes);
            bytes = bytes.get(length.max(1)..).unwrap_or(&[]);
            let (size, stretch) = (self.state.size, self.state.stretch);
            let space = self.state.letter_space + if letter.is_space { self.state.word_space } else { 0.0 };
            let to_page = Matrix([size * stretch, 0.0, 0.0, size, 0.0, self.state.rise])
                .then(self.place)
                .then(self.state.to_page);
            let (shift, far) = match font.is_vertical {
                true => ((0.0, -size + space), (0.0, -1.0)),
                false => (((letter.width * size + space) * stretch, 0.0), (letter.seen, 0.0)),
            };
            self.place = self.place.moved(shift.0, shift.1);
            if letter.text.is_empty() || is_bars || is_hidden || !to_page.is_finite() {
                continue;
            }
            let [a, b, c, d, ..] = to_page.0;
            let turn = if font.is_vertical { Turn::of(-c, -d) } else { Turn::of(a, b) };
            let (Some(turn), height) = (turn, c.hypot(d) * font.em) else {
                let (count, first) = &mut self.canvas.aslant;
                *count += 1;
                if first.len() < 60 {
                    first.push_str(&letter.text);
                }
                continue;
            };
            let start = to_page.apply(0.0, 0.0);
            let ((left, base), (right, _)) = (turn.seen(start), turn.seen(to_page.apply(far.0, far.1)));
            let is_outside = start.0 < self.bounds[0] - height
                || start.0 > self.bounds[2] + height
                || start.1 < self.bounds[1] - height
                || start.1 > self.bounds[3] + height;
            if is_outside || height < 0.5 {
                continue;
            }
            if self.sheet.glyphs.len() >= ON_PAGE || self.canvas.glyphs == 0 {
                self.canvas.is_over = true;
                return;
            }
            self.canvas.glyphs -= 1;
            self.sheet.glyphs.push(Glyph {
                text: letter.text,
                left: left.min(right),
                right: left.max(right),
                base,
                size: height,
                turn,
                font: index,
                is_bold: font.is_bold,
                is_italic: font.is_italic,
                is_artifact,
                trust: letter.trust,
                order: self.sheet.glyphs.len(),
                is_raised: false,
            });
        }
    }
}
