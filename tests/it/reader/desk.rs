//! A reader at a desk of the tests: documents given as text, keys typed as people write them, a screen read as people see it.

use std::path::Path;

use hexapla::app::{App, Effect, Event, Mark, MarkKind};
use hexapla::command;
use hexapla::config::{Key, Keymap, Settings, Theme};
use hexapla::import::{self, Hints};
use hexapla::library::{Library, Opened, Source};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A reader, its home and its screen.
pub struct Desk {
    pub app: App,
    size: (u16, u16),
}

/// A text as an opened source; its hash is that of its name and bytes.
pub fn opened(name: &str, text: &[u8]) -> Opened {
    let hints = Hints { name: Some(name.to_owned()), ..Hints::default() };
    let document = import::read(text, &hints).expect("the text is read");
    let hash =
        format!("{:064x}", text.iter().fold(0u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(*byte))));
    Opened { source: Source { hash, ..Source::new(name, None, text.to_vec()) }, document }
}

/// The charter of the village library, in Arabic and English.
pub fn charter() -> Vec<Opened> {
    vec![
        opened("a.ar.txt", include_bytes!("../../data/reader/a.ar.txt")),
        opened("a.en.txt", include_bytes!("../../data/reader/a.en.txt")),
    ]
}

/// The ferry, in English, Arabic and Chinese.
pub fn ferry() -> Vec<Opened> {
    vec![
        opened("ferry.en.txt", include_bytes!("../../data/reader/ferry.en.txt")),
        opened("ferry.ar.txt", include_bytes!("../../data/reader/ferry.ar.txt")),
        opened("ferry.zh.txt", include_bytes!("../../data/reader/ferry.zh.txt")),
    ]
}

/// The screens on which everything must be usable: the smallest in use, and a roomy one.
pub const SCREENS: [(u16, u16); 2] = [(80, 24), (120, 40)];

impl Desk {
    /// A reader on `texts` with its library in `home`.
    pub fn open(texts: Vec<Opened>, home: &Path, size: (u16, u16)) -> Self {
        Self::open_with(texts, home, size, Settings { theme: Theme::None, ..Settings::default() })
    }

    /// As [`Desk::open`], with other settings.
    pub fn open_with(texts: Vec<Opened>, home: &Path, size: (u16, u16), settings: Settings) -> Self {
        let library = Library::open(home).map_err(|error| error.to_string());
        let mut app = App::new(texts, library, settings, Keymap::defaults(), size);
        app.lay_out();
        Self { app, size }
    }

    /// Types keys: `j j / Ctrl-d`, separated by blanks.
    pub fn keys(mut self, keys: &str) -> Self {
        for key in Key::parse_sequence(keys).unwrap_or_default() {
            command::handle(&mut self.app, Event::Key(key));
        }
        self
    }

    /// Types a text, letter by letter.
    pub fn text(mut self, text: &str) -> Self {
        for c in text.chars() {
            let key = if c == '\n' { Key::parse("Enter").expect("a key") } else { Key::char(c) };
            command::handle(&mut self.app, Event::Key(key));
        }
        self
    }

    /// Something else happens.
    pub fn event(mut self, event: Event) -> Self {
        if let Event::Resize(width, height) = event {
            self.size = (width, height);
        }
        command::handle(&mut self.app, event);
        self
    }

    /// All slow work is done.
    pub fn settled(mut self) -> Self {
        self.app.align_now();
        self
    }

    /// The texts that are marked as `kind`, with their versions.
    pub fn marked(&self, kind: MarkKind) -> Vec<(usize, String)> {
        let marks = self.app.panes.marks.iter().filter(|mark| mark.kind == kind);
        let text =
            |mark: &Mark| Some(self.app.book.block(mark.version, mark.block)?.text[mark.range.clone()].to_owned());
        marks.map(|mark| (mark.version, text(mark).expect("a block"))).collect()
    }

    /// The first row of the screen that shows `text`.
    pub fn row_with(&self, text: &str) -> String {
        self.rows().into_iter().find(|row| row.contains(text)).unwrap_or_default()
    }

    /// The buffer and the cell of the cursor.
    pub fn draw(&self) -> (Buffer, Option<(u16, u16)>) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let cursor = hexapla::ui::draw(&self.app, &mut buffer);
        (buffer, cursor)
    }

    /// The rows of the screen as a person sees them.
    pub fn rows(&self) -> Vec<String> {
        let (buffer, _) = self.draw();
        (0..self.size.1).map(|y| row(&buffer, y)).collect()
    }

    /// The screen as one text.
    pub fn screen(&self) -> String {
        self.rows().join("\n")
    }

    /// The styles of the cells of row `y` that show `text`, wherever it stands first.
    pub fn style_of(&self, text: &str) -> Option<Style> {
        let (buffer, _) = self.draw();
        let first = text.chars().next()?;
        for y in 0..self.size.1 {
            for x in 0..self.size.0 {
                let shown: String = (x..self.size.0).map(|x| buffer[(x, y)].symbol()).collect();
                if buffer[(x, y)].symbol().starts_with(first) && shown.starts_with(text) {
                    return Some(buffer[(x, y)].style());
                }
            }
        }
        None
    }

    /// The last row.
    pub fn status(&self) -> String {
        self.rows().pop().unwrap_or_default()
    }

    /// What was asked of the terminal, taken.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.app.effects)
    }

    /// The key of the block under the cursor.
    pub fn key(&self) -> String {
        let version = self.app.panes.version();
        self.app
            .book
            .block(version, self.app.panes.cursor().block)
            .map(|block| block.key.to_string())
            .unwrap_or_default()
    }
}

/// Row `y` as a terminal shows it: the right half of a wide cluster is not a cell of its own.
fn row(buffer: &Buffer, y: u16) -> String {
    let mut text = String::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        text.push_str(cell.symbol());
        x += match cell.diff_option {
            ratatui::buffer::CellDiffOption::ForcedWidth(width) => width.get(),
            _ => 1,
        };
    }
    text.truncate(text.trim_end().len());
    text
}
