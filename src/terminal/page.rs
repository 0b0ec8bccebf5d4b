//! The page that asks which line reads right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::profile;
use super::visit::Examination;
use crate::config::keys::Named;
use crate::config::{Code, Key, Profile};
use crate::layout::Options;
use crate::layout::block::single_row;
use crate::text::Direction;

/// A sentence with a number, a Latin word and brackets in it: "I read 12 books about Hexapla (in the year 2026)."
const SENTENCE: &str = "قرأت 12 كتابًا عن Hexapla (في سنة 2026).";
/// Cells of the sentence's column, and where it starts.
const WIDTH: u16 = 44;
const LEFT: u16 = 15;

/// The page: six lines to choose from, then the chosen one as it will be.
pub(super) struct Page {
    options: Options,
    terminal: String,
    lines: Vec<Profile>,
    chosen: Option<Profile>,
}

/// What a key makes of the page.
pub(super) enum Turn {
    /// It stays.
    Stay,
    /// Nothing is kept.
    Leave,
    /// This one reads right.
    Keep(Profile),
}

impl Page {
    pub(super) fn new(examination: &Examination, options: Options) -> Self {
        // OSC 50 sets the font of other terminals.
        let konsole = examination.terminal.eq_ignore_ascii_case("Konsole");
        let lines = Profile::ALL.into_iter().filter(|profile| *profile != Profile::Konsole || konsole).collect();
        Self { options, terminal: examination.terminal.clone(), lines, chosen: None }
    }

    /// The profile the whole page is sent in.
    pub(super) fn profile(&self) -> Profile {
        self.chosen.unwrap_or_default()
    }

    pub(super) fn key(&mut self, key: Key) -> Turn {
        let leaves = key == Key::ctrl('c') || key == Key::named(Named::Esc) || key == Key::char('q');
        match (key.code, self.chosen) {
            (Code::Char('y') | Code::Named(Named::Enter), Some(profile)) => Turn::Keep(profile),
            (_, Some(_)) if leaves || key == Key::char('n') => {
                self.chosen = None;
                Turn::Stay
            }
            (_, None) if leaves => Turn::Leave,
            (Code::Char(digit @ '0'..='9'), None) => {
                let line = (digit as usize).checked_sub('1' as usize);
                match line.and_then(|line| self.lines.get(line)) {
                    Some(profile) => {
                        self.chosen = Some(*profile);
                        Turn::Stay
                    }
                    None if digit == '0' => Turn::Leave,
                    None => Turn::Stay,
                }
            }
            _ => Turn::Stay,
        }
    }

    /// Draws the page in visual order; lines to choose from are drawn as their profiles send them.
    pub(super) fn draw(&self, buffer: &mut Buffer) {
        let says = |buffer: &mut Buffer, y, text: &str| self.put(buffer, 1, y, text, Direction::Ltr, u16::MAX);
        if let Some(profile) = self.chosen {
            says(buffer, 0, &format!("Right-to-left text as \"{}\":", profile.name()));
            for y in [2, 4] {
                self.put(buffer, LEFT, y, SENTENCE, Direction::Rtl, WIDTH);
            }
            self.put(buffer, LEFT + WIDTH + 1, 4, "│ 42", Direction::Ltr, 4);
            says(buffer, 6, "Does it read right, and is the 42 at its right end?");
            says(buffer, 7, &format!("y  keep it for {}      n  back to the lines", self.terminal));
            return;
        }
        says(buffer, 0, "Which of these lines reads right?");
        says(buffer, 1, "The letters are joined. From the right: two words, 12, more words, Hexapla, then (… 2026).");
        for (index, profile) in self.lines.iter().enumerate() {
            let y = 3 + 2 * u16::try_from(index).unwrap_or(0);
            says(buffer, y, &format!("{}  {}", index + 1, profile.name()));
            if self.holds_for_all(*profile) {
                self.put(buffer, LEFT, y, "(press its number to see it)", Direction::Ltr, WIDTH);
                continue;
            }
            self.put(buffer, LEFT, y, SENTENCE, Direction::Rtl, WIDTH);
            profile::send_rows(*profile, buffer, y..y + 1);
        }
        let y = 4 + 2 * u16::try_from(self.lines.len()).unwrap_or(0);
        says(buffer, y, "Its number shows a line alone, as the reader would send it.  0 or q  none of them");
        says(
            buffer,
            y + 1,
            &format!("What you choose is kept for {}; hexapla doctor --forget drops it.", self.terminal),
        );
    }

    /// The line of `explicit`, sent by hand: only its own row is told to reorder nothing.
    pub(super) fn explicit_line(&self) -> Option<String> {
        let index = self.lines.iter().position(|profile| *profile == Profile::Explicit)?;
        if self.chosen.is_some() || self.holds_for_all(Profile::Explicit) {
            return None;
        }
        let mut buffer = Buffer::empty(Rect::new(0, 0, LEFT + WIDTH + 1, 1));
        self.put(&mut buffer, 1, 0, &format!("{}  {}", index + 1, Profile::Explicit.name()), Direction::Ltr, LEFT);
        self.put(&mut buffer, LEFT, 0, SENTENCE, Direction::Rtl, WIDTH);
        let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        // Without the words for mlterm, which hold for the whole screen.
        let row = 4 + 2 * index;
        Some(format!("\x1b[{row};1H\x1b[8l\x1b[2K{}\x1b[8h\x1b[1;1H", text.trim_end()))
    }

    /// Whether a profile can only be seen alone: Konsole and mlterm are told for the whole screen.
    fn holds_for_all(&self, profile: Profile) -> bool {
        profile == Profile::Konsole || profile == Profile::Explicit && self.terminal.eq_ignore_ascii_case("mlterm")
    }

    /// Puts `text` into at most `width` cells from `x` on.
    fn put(&self, buffer: &mut Buffer, x: u16, y: u16, text: &str, direction: Direction, width: u16) {
        let area = buffer.area;
        if y >= area.height || x >= area.width {
            return;
        }
        let row = single_row(text, direction, &self.options, width.min(area.width - x));
        for cluster in &row.clusters {
            if let Some(cell) = buffer.cell_mut((x + cluster.column, y)) {
                cell.set_symbol(row.glyph(cluster));
            }
        }
    }
}
