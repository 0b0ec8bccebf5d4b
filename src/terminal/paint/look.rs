//! Colours and attributes of a cell, and the shortest way from one set of them to another (SGR).

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Attributes with the codes that set them (ECMA-48 8.3.117).
const ATTRIBUTES: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// Attributes that are seen on a blank.
const SEEN: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// How a cell looks, its glyph aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    ink: Color,
    paper: Color,
    attributes: Modifier,
}

impl Look {
    /// The look of `cell`.
    pub(super) fn of(cell: &Cell) -> Self {
        Self { ink: cell.fg, paper: cell.bg, attributes: cell.modifier }
    }

    /// Whether a blank in it is no other than an erased cell.
    pub(super) fn leaves_blank(&self) -> bool {
        self.paper == Color::Reset && !self.attributes.intersects(SEEN)
    }

    /// Writes what turns `before`, which is another one, into this.
    pub(super) fn after(self, before: Self, output: &mut Vec<u8>) {
        let mut codes = Codes { output, any: false };
        let mut kept = before;
        if self == Self::default() || !before.attributes.difference(self.attributes).is_empty() {
            // To take one away costs no less than to start anew, which takes all away.
            kept = Self::default();
            codes.push(0);
        }
        for (attribute, code) in ATTRIBUTES {
            if self.attributes.difference(kept.attributes).contains(attribute) {
                codes.push(code);
            }
        }
        if self.ink != kept.ink {
            codes.color(self.ink, 30);
        }
        if self.paper != kept.paper {
            codes.color(self.paper, 40);
        }
        codes.output.push(b'm');
    }
}

/// The numbers of one SGR sequence.
struct Codes<'a> {
    output: &'a mut Vec<u8>,
    any: bool,
}

impl Codes<'_> {
    fn push(&mut self, code: u8) {
        self.output.extend_from_slice(if self.any { b";" } else { b"\x1b[" });
        self.any = true;
        super::number(self.output, usize::from(code));
    }

    /// `base` is 30 for the ink and 40 for the paper.
    fn color(&mut self, color: Color, base: u8) {
        let bright = base + 60;
        match color {
            Color::Reset => self.push(base + 9),
            Color::Black => self.push(base),
            Color::Red => self.push(base + 1),
            Color::Green => self.push(base + 2),
            Color::Yellow => self.push(base + 3),
            Color::Blue => self.push(base + 4),
            Color::Magenta => self.push(base + 5),
            Color::Cyan => self.push(base + 6),
            Color::Gray => self.push(base + 7),
            Color::DarkGray => self.push(bright),
            Color::LightRed => self.push(bright + 1),
            Color::LightGreen => self.push(bright + 2),
            Color::LightYellow => self.push(bright + 3),
            Color::LightBlue => self.push(bright + 4),
            Color::LightMagenta => self.push(bright + 5),
            Color::LightCyan => self.push(bright + 6),
            Color::White => self.push(bright + 7),
            Color::Indexed(index) => [base + 8, 5, index].into_iter().for_each(|code| self.push(code)),
            Color::Rgb(r, g, b) => [base + 8, 2, r, g, b].into_iter().for_each(|code| self.push(code)),
        }
    }
}
