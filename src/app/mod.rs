//! The reader's state. It knows no verbs and no widgets: commands change it, the user interface draws it.

mod ahead;
mod aligned;
mod book;
mod correct;
mod event;
mod family;
mod find;
mod input;
mod job;
mod list;
mod marks;
mod notes;
mod overlay;
mod panes;
mod place;
mod sentences;
mod view;
mod words;

use std::ops::Range;

pub use ahead::Stage;
pub use aligned::{Standing, UNCERTAIN};
pub use book::{Book, Version};
pub use event::{Effect, Event, Mouse};
pub use find::{Find, Past};
pub use input::Input;
pub use job::{Aligned, Job, Learned, Task, Ticket};
pub use list::{Action, Entry, List, Subject};
pub use marks::{Mark, MarkKind};
pub use notes::{Notes, Placed, Sign, Signs, Undone, glyph};
pub use overlay::{Answer, NoteEditor, Overlay, Prompt, PromptKind, Question, Tagging, common_start, completions};
pub use panes::{MOST, Panes};
pub use view::{Setting, View};

use crate::config::{Key, Keymap, Profile, Settings};
use crate::document::Position;
use crate::layout::Options;
use crate::library::{Library, Opened, Spot, State};

/// The reader.
pub struct App {
    /// The work that is read.
    pub book: Book,
    /// Panes, views, cursors.
    pub panes: Panes,
    /// What is selected in the focused version.
    pub selection: Option<Selection>,
    /// The search that stands.
    pub find: Find,
    /// The annotations and the library.
    pub notes: Notes,
    /// Places to come back to: (version, place), and where in them we are.
    pub jumps: Jumps,
    /// What stands over the text.
    pub overlay: Option<Overlay>,
    /// Keys that are typed and not yet a command.
    pub keys: Keys,
    /// What the status line says beside the place.
    pub message: Option<Message>,
    /// The settings.
    pub settings: Settings,
    /// How the terminal gets right-to-left text; [`App::send_as`] changes it.
    pub profile: Profile,
    /// What is asked of the terminal.
    pub effects: Vec<Effect>,
    /// Whether only the beginning of what is opened was read yet: nothing can be kept of it.
    pub is_begun: bool,
}

/// A selection in one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays.
    pub fixed: Position,
    /// The end that moves.
    pub moving: Position,
    /// Made by the mouse: the bytes of the clusters on which it began and over which it is; it is those and what stands
    /// between. None: the ends are those of words.
    pub clusters: Option<(Range<usize>, Range<usize>)>,
}

impl Selection {
    /// A selection by words from `fixed` to `moving`.
    pub fn new(fixed: Position, moving: Position) -> Self {
        Self { fixed, moving, clusters: None }
    }
}

/// Keys that are typed and not yet a command.
#[derive(Debug, Default)]
pub struct Keys {
    /// The table.
    pub keymap: Keymap,
    /// The keys so far.
    pub pending: Vec<Key>,
    /// The number typed before them.
    pub count: Option<usize>,
    /// The next letter names a mark.
    pub wants_mark: bool,
    /// Whether the cursor moved and must be seen.
    pub moved: Moved,
}

/// How far the cursor moved since the screen was last laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moved {
    /// Not at all.
    #[default]
    No,
    /// By a line or so: its line must be seen.
    Near,
    /// To another place: what stands there must be seen whole where it fits.
    Far,
}

/// Places to come back to.
#[derive(Debug, Default)]
pub struct Jumps {
    places: Vec<(usize, Position)>,
    at: usize,
    /// The places in other works from which this one was opened, the last one last.
    pub origins: Vec<Spot>,
}

/// Something to say in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The text.
    pub text: String,
    /// Whether something failed.
    pub error: bool,
}

impl App {
    /// The reader on `opened`, with what the library kept of it; `trouble` says why there is no library.
    pub fn new(
        opened: Vec<Opened>,
        library: Result<Library, String>,
        settings: Settings,
        keymap: Keymap,
        size: (u16, u16),
    ) -> Self {
        let book = Book::new(opened);
        let notes = Notes::open(library, &book);
        let options = options(&settings);
        let mut panes = Panes::new(&book, options, settings.measure.max(10), settings.scroll_margin);
        panes.size = size;
        let mut app = Self {
            book,
            panes,
            selection: None,
            find: Find::default(),
            notes,
            jumps: Jumps::default(),
            overlay: None,
            keys: Keys { keymap, moved: Moved::Near, ..Keys::default() },
            message: None,
            settings,
            profile: Profile::default(),
            effects: Vec::new(),
            is_begun: false,
        };
        // A repair has a line; what has none is damage or a version that is missing, and is said at once.
        let documents = app.book.documents();
        let damage = documents.iter().flat_map(|document| &document.warnings).find(|warning| warning.line.is_none());
        if let Some(damage) = damage.map(|warning| warning.message.clone()) {
            app.message = Some(Message { text: format!("{damage} (! lists the repairs)"), error: true });
        }
        app.corrections_load();
        app.restore();
        let lost = app.notes.placed.iter().filter(|placed| placed.state == State::Orphan).count();
        if lost > 0 && app.message.is_none() {
            let has = if lost == 1 { "annotation has lost its place" } else { "annotations have lost their places" };
            let key = app.keys.keymap.keys_of("annotation_put").into_iter().next().unwrap_or_default();
            app.say(format!("{lost} {has} · {key} lists what is lost"));
        }
        if app.message.is_none()
            && let Some(said) = app.family_said()
        {
            app.say(said);
        }
        // What became of the library comes before all else: it is about what a person wrote.
        if let Some(warning) = app.notes.library.as_ref().and_then(|library| library.warnings().first()) {
            app.message = Some(Message { text: format!("! {warning}"), error: true });
        }
        if let Some(trouble) = &app.notes.trouble {
            app.message = Some(Message { text: format!("reading without a library: {trouble}"), error: true });
        }
        app
    }

    /// How text becomes cells.
    pub fn options(&self) -> Options {
        options(&self.settings)
    }

    /// Sends right-to-left text to the terminal in this way from now on; panes stand side by side only where they may.
    pub fn send_as(&mut self, profile: Profile) {
        if profile != self.profile {
            self.profile = profile;
            self.panes.restrict(&self.book, !profile.side_by_side());
            self.reveal(Moved::Far);
        }
    }

    /// Says something in the status line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: false });
    }

    /// Says in the status line what went wrong.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: true });
    }

    /// Puts the cursor of the focused pane at `position`.
    pub fn move_to(&mut self, position: Position) {
        let focus = self.panes.view_index(self.panes.focus);
        if let Some(view) = self.panes.views.get_mut(focus) {
            if self.panes.revealed && view.cursor.block != position.block {
                view.forget();
            }
            view.cursor = position;
        }
        if let Some(selection) = &mut self.selection {
            selection.moving = position;
            selection.clusters = None;
        }
        self.reveal(Moved::Near);
    }

    /// Asks for the cursor to be seen when the screen is laid out next.
    pub fn reveal(&mut self, moved: Moved) {
        self.keys.moved = self.keys.moved.max(moved);
    }

    /// Goes to a place of `version` and keeps the place that was for `jump_back`.
    pub fn jump(&mut self, version: usize, position: Position) {
        let from = (self.panes.version(), self.panes.cursor());
        self.jumps.keep(from);
        self.go(version, position);
    }

    /// Goes to a place of `version`, in its pane when it is shown, else at what corresponds in the focused pane.
    pub fn go(&mut self, version: usize, position: Position) {
        self.selection = None;
        match self.panes.order.iter().position(|own| *own == version) {
            Some(pane) => {
                self.panes.focus_on(&self.book, pane);
                self.move_to(position);
            }
            None => self.move_to(self.book.follow(version, position, self.panes.version())),
        }
        self.reveal(Moved::Far);
    }

    /// What a selecting command acts on: the selection, else the sentence under the cursor. Version, block, bytes.
    pub fn chosen(&self) -> (usize, usize, Range<usize>) {
        let version = self.panes.version();
        match &self.selection {
            Some(Selection { fixed, clusters: Some((a, b)), .. }) => {
                (version, fixed.block, a.start.min(b.start)..a.end.max(b.end))
            }
            Some(Selection { fixed: a, moving: b, .. }) => {
                let (from, to) = if a <= b { (*a, *b) } else { (*b, *a) };
                let text = self.book.block(version, from.block).map_or("", |block| block.text.as_str());
                let end = if to.block == from.block { to.offset } else { text.len() };
                // The moving end takes the word it stands on with it.
                let word = crate::text::word::word_at(text, end).filter(|word| word.contains(&end));
                let mut end = word.as_ref().map_or(end, |word| word.end).max(from.offset);
                // A selection of several words that ends with the last one of a sentence takes its full stop along.
                if word.is_some_and(|word| word.start > from.offset) {
                    let sentence = self.book.sentence(
                        version,
                        Position { block: from.block, offset: end.saturating_sub(1).max(from.offset) },
                    );
                    let rest = text.get(end..sentence.end).unwrap_or("");
                    if !rest.is_empty() && !rest.contains(char::is_alphanumeric) {
                        end = sentence.end;
                    }
                }
                (version, from.block, from.offset..end)
            }
            None => {
                let cursor = self.panes.cursor();
                (version, cursor.block, self.book.sentence(version, cursor))
            }
        }
    }

    /// Takes over what another window wrote about this work; what is read stays where it stands on the screen.
    pub fn refresh(&mut self) -> Result<(), String> {
        let places = self.panes.places(&self.book, &self.notes);
        if self.notes.refresh(&self.book)? {
            self.panes.hold(&self.book, &self.notes, places);
        }
        self.corrections_refresh()
    }

    /// Brings the screen up to date with the state; nothing is laid out while drawing.
    pub fn lay_out(&mut self) {
        self.panes.divide(&self.book, &self.notes);
        if self.panes.version() != self.book.pivot() {
            self.panes.partner = Some(self.panes.version());
        }
        let moved = std::mem::take(&mut self.keys.moved);
        if moved != Moved::No {
            let whole = moved == Moved::Far;
            self.panes
                .with_view(&self.book, &self.notes, |view, typeset, setting| view.reveal(typeset, setting, whole));
        }
        self.panes.fill(&self.book, &self.notes);
        let seen = self.seen();
        self.panes.signs = seen.signs;
        self.panes.marks = self.marks(seen.marks);
    }
}

/// How text becomes cells with these settings.
fn options(settings: &Settings) -> Options {
    Options { shaping: settings.shaping, ambiguous_wide: settings.ambiguous_wide, ..Options::default() }
}

impl Jumps {
    /// Keeps a place; those that were gone back from are forgotten.
    pub fn keep(&mut self, place: (usize, Position)) {
        self.places.truncate(self.at);
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
        self.at = self.places.len();
    }

    /// The place before, when one is; `here` is kept to come forward to.
    pub fn back(&mut self, here: (usize, Position)) -> Option<(usize, Position)> {
        let at = self.at.checked_sub(1)?;
        if self.at == self.places.len() {
            self.places.push(here);
        }
        self.at = at;
        self.places.get(at).copied()
    }

    /// The place after, when we went back.
    pub fn forward(&mut self) -> Option<(usize, Position)> {
        let place = self.places.get(self.at + 1).copied()?;
        self.at += 1;
        Some(place)
    }
}
