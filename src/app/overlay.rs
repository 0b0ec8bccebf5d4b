//! What stands over the text: prompts, lists, the note editor, questions.

use std::ops::Range;

use super::{Input, List};
use crate::document::Position;
use crate::library::{Annotation, Scope};
use crate::text::fold::fold;

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
    /// The tags of an annotation, or of a passage that gets one.
    Tags(Box<Tagging>),
}

/// What is tagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagging {
    /// The id of the annotation; none for the passage that is chosen.
    pub id: Option<String>,
    /// The tags of the library, those that are used most before others.
    pub known: Vec<String>,
    /// The list from which the annotation was chosen.
    pub list: Option<List>,
}

/// A note that is written.
#[derive(Clone, Debug)]
pub struct NoteEditor {
    /// The text.
    pub input: Input,
    /// The annotation that is edited, as it was; none for a new one.
    pub standing: Option<Box<Annotation>>,
    /// Which versions it belongs to.
    pub scope: Scope,
    /// The tags of the library, to complete those that are typed.
    pub known: Vec<String>,
    /// The version it is made in.
    pub version: usize,
    /// The block.
    pub block: usize,
    /// Bytes of the block's text.
    pub range: Range<usize>,
    /// The list to go back to; there is then no place in the text behind the editor.
    pub list: Option<Box<List>>,
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
}

/// The tags of `known` that begin with `typed`, in whatever spelling, in their order; those that are `there` already are left
/// out.
pub fn completions<'k>(known: &'k [String], typed: &str, there: &[&str]) -> Vec<&'k str> {
    let wanted = fold(typed).text;
    let fits = |tag: &&str| fold(tag).text.starts_with(&wanted) && !there.contains(tag);
    known.iter().map(String::as_str).filter(fits).collect()
}

/// As far as all `candidates` go on in the same way from where `typed` ends; the one candidate whole.
pub fn common_start(candidates: &[&str], typed: &str) -> Option<String> {
    let (first, others) = candidates.split_first()?;
    if others.is_empty() {
        return Some((*first).to_owned());
    }
    let same = |other: &&str| first.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let length = others.iter().map(same).min().unwrap_or(0);
    (length > typed.chars().count()).then(|| first.chars().take(length).collect())
}

impl NoteEditor {
    /// The tag that is being typed before the caret, without its `#`.
    fn tag(&self) -> Option<&str> {
        let before = self.input.text().get(..self.input.caret())?;
        let word = before.rsplit(char::is_whitespace).next()?.strip_prefix('#')?;
        word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).then_some(word)
    }

    /// The tags that may be meant by the one that is being typed; a tag that cannot be typed in a note is none of them.
    pub fn suggestions(&self) -> Vec<&str> {
        let Some(typed) = self.tag() else { return Vec::new() };
        let mut found = completions(&self.known, typed, &[typed]);
        found.retain(|tag| tag.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
        found
    }

    /// Completes the tag that is being typed, as far as it is clear which is meant.
    pub fn complete_tag(&mut self) {
        let Some(typed) = self.tag().map(str::to_owned) else { return };
        if let Some(completed) = common_start(&self.suggestions(), &typed) {
            self.input.replace_before(typed.len(), &completed);
        }
    }
}
