//! What stands over the text: prompts, lists, the note editor, questions.

use std::ops::Range;

use super::Input;
use crate::document::Position;

/// Something over the text; it takes the keys.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// One line that is typed.
    Prompt(Prompt),
    /// A list to choose from.
    List(List),
    /// A note that is written.
    Note(NoteEditor),
    /// A question to answer with y or n.
    Question(Question),
}

/// One line that is typed at the bottom of the screen.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it is for.
    pub kind: PromptKind,
    /// What is typed.
    pub input: Input,
}

/// What a prompt is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// Search as you type; the place to come back to.
    Search {
        /// The version that was searched from.
        version: usize,
        /// Where the cursor was.
        from: Position,
    },
    /// A command, a key, a percentage.
    Command,
    /// The name of a file to export to.
    Export,
}

/// A list to choose from.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its title.
    pub title: String,
    /// The entries.
    pub entries: Vec<Entry>,
    /// The chosen entry.
    pub selected: usize,
    /// The first entry on the screen; set when the list is laid out.
    pub first: usize,
    /// What the keys do, for the last line.
    pub hint: String,
    /// Whether a typed letter chooses the entry that starts with it (the list of marks).
    pub by_letter: bool,
}

/// One entry of a list.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What stands before the text: a key, a letter, a language.
    pub label: String,
    /// The text.
    pub text: String,
    /// What stands at the end of the line.
    pub detail: String,
    /// How deep it stands.
    pub level: u8,
    /// What choosing it does.
    pub action: Action,
}

/// What choosing an entry does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// Nothing: the entry is only read.
    #[default]
    None,
    /// Go to a place.
    Go(usize, Position),
    /// Open a work of the library.
    Open(String),
    /// Show or hide a version.
    Toggle(usize),
    /// Go to the annotation of this id; `d` removes it, `e` edits it.
    Annotation(String, Option<(usize, Position)>),
    /// Copy a link.
    Copy(String),
}

/// A note that is written.
#[derive(Clone, Debug)]
pub struct NoteEditor {
    /// The text.
    pub input: Input,
    /// The text when the editor was opened.
    pub original: String,
    /// The id of the note that is edited; none for a new one.
    pub id: Option<String>,
    /// The version it is made in.
    pub version: usize,
    /// The block.
    pub block: usize,
    /// Bytes of the block's text.
    pub range: Range<usize>,
}

/// A question to answer with y or n.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub text: String,
    /// What yes does.
    pub yes: Answer,
    /// What comes back on no.
    pub no: Option<Box<Overlay>>,
}

/// What yes does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Throw the note away.
    Discard,
    /// Remove the annotation of this id.
    Remove(String),
}

impl List {
    /// The row of the screen on which its first entry stands: under the title and a blank.
    pub const TOP: u16 = 2;

    /// How many entries a screen of `height` rows shows: all but the title, the last line and a blank at each.
    pub fn room(height: u16) -> usize {
        usize::from(height.saturating_sub(2 * Self::TOP)).max(1)
    }

    /// A list with its first entry chosen.
    pub fn new(title: impl Into<String>, entries: Vec<Entry>, hint: &str) -> Self {
        Self { title: title.into(), entries, hint: hint.to_owned(), ..Self::default() }
    }

    /// Chooses the entry `count` below, or above when negative.
    pub fn step(&mut self, count: isize) {
        let last = self.entries.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(count).min(last);
    }

    /// Scrolls so that the chosen entry is among `height` entries on the screen.
    pub fn reveal(&mut self, height: usize) {
        let height = height.max(1);
        self.first = self.first.min(self.selected).max((self.selected + 1).saturating_sub(height));
    }

    /// The chosen entry.
    pub fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.selected)
    }
}
