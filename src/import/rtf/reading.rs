//! Groups and what they are for: text, tables of fonts and styles, instructions of fields, and all that is passed over.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::charset::{Charset, by_name};
use super::list::Declared;
use super::story::{Part, Properties, Story};
use super::token::{Token, Tokens};
use crate::document::Warning;
use crate::import::build::{Lists, Piece, symbol};
use crate::import::docx::{self, Counts};

/// Groups that may be open in each other; what lies deeper is passed over.
const DEPTH: usize = 2_000;

/// What was read.
pub(super) struct Read {
    pub pieces: Vec<Piece>,
    pub title: Option<String>,
    pub warnings: Vec<Warning>,
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Goes {
    /// To the innermost story.
    #[default]
    Text,
    Nowhere,
    Fonts,
    Styles,
    Title,
    Instruction,
    Label,
    Anchor,
    /// The tables of lists.
    Lists,
    LevelText,
}

/// What a group changes and gives back when it ends.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub goes: Goes,
    pub font: i32,
    /// The font of double-byte text, and whether this is such text.
    pub far_font: i32,
    pub is_far: bool,
    /// How many characters follow a `\u` for readers without Unicode.
    pub skips: usize,
    pub is_hidden: bool,
    pub is_emphasis: bool,
    pub properties: Properties,
    /// Whether `\*` was read: an unknown word that follows makes the group one to pass over.
    pub is_optional: bool,
    /// Whether a word was read in this group.
    pub has_begun: bool,
}

/// A style of the style sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub name: String,
    pub outline: Option<u8>,
}

pub(super) struct Reading {
    pub state: State,
    stack: Vec<State>,
    /// Groups deeper than are kept.
    deeper: usize,
    pub stories: Vec<Story>,
    /// Bytes that await their code page.
    pending: Vec<u8>,
    /// Characters that are still to be skipped after a `\u`.
    skip: usize,
    /// The first half of a surrogate pair.
    half: Option<u16>,
    pub page: &'static Encoding,
    pub fonts: HashMap<i32, (Charset, String)>,
    pub styles: HashMap<i32, Style>,
    /// The font or style that is being declared.
    pub declared: i32,
    /// What is collected of names, instructions, labels and titles.
    pub collected: String,
    pub fields: Vec<Field>,
    /// How far fields that number text have counted.
    pub counts: Counts,
    pub lists: Lists,
    pub declared_list: Declared,
    /// The font of text that names none.
    pub default_font: i32,
    pub notes: u32,
    pub numbered: u32,
    /// Whether the number of a note was just printed.
    pub has_number: bool,
    pub title: Option<String>,
    pub warnings: Vec<Warning>,
}

/// A field that is open.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The depth of its group.
    depth: usize,
    pub instruction: String,
    /// Where its result begins.
    pub from: Option<usize>,
    /// Whether its result shows something.
    is_shown: bool,
}

impl Field {
    pub fn new(depth: usize) -> Self {
        Self { depth, instruction: String::new(), from: None, is_shown: false }
    }
}

/// Reads a whole file, or a fragment of one: groups without the one around them all.
pub(super) fn read(bytes: &[u8], is_fragment: bool) -> Read {
    let mut reading = Reading {
        state: State {
            goes: Goes::Text,
            font: -1,
            far_font: -1,
            is_far: false,
            skips: 1,
            is_hidden: false,
            is_emphasis: false,
            properties: Properties::default(),
            is_optional: false,
            has_begun: false,
        },
        stack: Vec::new(),
        deeper: 0,
        stories: vec![Story::new(Part::Body, 0)],
        pending: Vec::new(),
        skip: 0,
        half: None,
        page: encoding_rs::WINDOWS_1252,
        fonts: HashMap::new(),
        styles: HashMap::new(),
        declared: 0,
        collected: String::new(),
        fields: Vec::new(),
        counts: Counts::default(),
        lists: Lists::default(),
        declared_list: Declared::default(),
        default_font: -1,
        notes: 0,
        numbered: 0,
        has_number: false,
        title: None,
        warnings: Vec::new(),
    };
    let mut tokens = Tokens::new(bytes);
    let mut has_ended = is_fragment;
    while let Some(token) = tokens.next() {
        if reading.deeper > 0 {
            match token {
                Token::Open => reading.deeper += 1,
                Token::Close => reading.deeper -= 1,
                Token::Word("bin", Some(count)) => tokens.pass_over(usize::try_from(count).unwrap_or(0)),
                _ => {}
            }
            continue;
        }
        match token {
            Token::Open => reading.open(),
            Token::Close => {
                if reading.stack.is_empty() {
                    break;
                }
                reading.close();
                if reading.stack.is_empty() && !is_fragment {
                    // What stands after the last brace is no part of the document.
                    has_ended = true;
                    break;
                }
            }
            Token::Word("bin", count) => tokens.pass_over(count.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)),
            Token::Word(name, number) => {
                // By the specification a word is one character; no writer means it, and some write none.
                reading.skip = 0;
                reading.word(name, number);
            }
            Token::Symbol(symbol) => {
                if !reading.is_skipped() {
                    reading.symbol(symbol);
                }
            }
            Token::Byte(byte) => {
                if !reading.is_skipped() {
                    reading.state.has_begun = true;
                    reading.half = None;
                    reading.pending.push(byte);
                }
            }
        }
    }
    reading.flush();
    if !has_ended {
        reading.warn("the file breaks off: groups are still open at its end");
    }
    while reading.stories.len() > 1 {
        reading.end_story();
    }
    let pieces = reading.stories.pop().map(Story::finish).unwrap_or_default();
    Read { pieces, title: reading.title, warnings: reading.warnings }
}

impl Reading {
    pub fn warn(&mut self, message: &str) {
        if !self.warnings.iter().any(|warning| warning.message == message) {
            self.warnings.push(Warning { line: None, byte: None, message: message.to_owned() });
        }
    }

    /// How many groups are open.
    pub fn depth(&self) -> usize {
        self.stack.len()
    }

    /// Whether what comes next stands for a character that was given as Unicode.
    fn is_skipped(&mut self) -> bool {
        let is_skipped = self.skip > 0;
        self.skip = self.skip.saturating_sub(1);
        is_skipped
    }

    fn open(&mut self) {
        self.flush();
        self.skip = 0;
        if self.stack.len() >= DEPTH {
            self.warn("groups nest too deep; what lies deeper is left out");
            self.deeper = 1;
            return;
        }
        let inner = State { is_optional: false, has_begun: false, ..self.state.clone() };
        self.stack.push(std::mem::replace(&mut self.state, inner));
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        let depth = self.depth();
        let outer = self.stack.last().map_or(Goes::Text, |state| state.goes);
        if self.state.goes != outer {
            self.end(self.state.goes);
        }
        while self.stories.len() > 1 && self.stories.last().is_some_and(|story| story.depth == depth) {
            self.end_story();
        }
        let ended = self.fields.pop_if(|field| field.depth == depth);
        // The result of a field ends before the field.
        if let Some(field) = self.fields.last_mut()
            && field.depth + 1 == depth
            && let Some(start) = field.from.take()
            && let Some(story) = self.stories.last_mut()
        {
            field.is_shown = story.place() > start;
            if let Some(target) = docx::target(&field.instruction) {
                story.link(start, target);
            }
        }
        if let Some(state) = self.stack.pop() {
            self.state = state;
        }
        if let Some(shown) =
            ended.filter(|field| !field.is_shown).and_then(|field| docx::shown(&field.instruction, &mut self.counts))
        {
            self.text(&shown);
        }
    }

    fn end_story(&mut self) {
        if let Some(story) = self.stories.pop()
            && let Some(outer) = self.stories.last_mut()
        {
            outer.take_in(story);
        }
    }

    /// Ends what was collected.
    fn end(&mut self, goes: Goes) {
        let collected = std::mem::take(&mut self.collected);
        match goes {
            Goes::Title if self.title.is_none() => self.title = Some(collected),
            Goes::Instruction => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&collected);
                }
            }
            Goes::Label => {
                if let Some(story) = self.stories.last_mut() {
                    story.label = Some(collected);
                }
            }
            Goes::Anchor => {
                if let Some(story) = self.stories.last_mut() {
                    story.anchors.push(collected.trim().to_owned());
                }
            }
            Goes::LevelText => self.declared_list.text(&collected),
            Goes::Lists => self.declared_list.finish(&mut self.lists),
            _ => {}
        }
    }

    /// A UTF-16 code unit.
    pub fn unit(&mut self, unit: u16) {
        self.flush();
        let half = self.half.take();
        self.skip = self.state.skips;
        if (0xD800..0xDC00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let units = half.into_iter().chain([unit]);
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        // Symbol fonts have their characters in the private area.
        let font = self.fonts.get(&self.state.font).map_or("", |(_, name)| name.as_str());
        let text: String = text.chars().map(|c| symbol(c, font)).collect();
        let half = self.half;
        self.text(&text);
        self.half = half;
    }

    /// The bytes that were read, in the encoding of their font.
    pub fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let number = if self.state.is_far && self.state.far_font >= 0 { self.state.far_font } else { self.state.font };
        let told = self.fonts.get(&number);
        let text = match told {
            _ if bytes.is_ascii() && !matches!(told, Some((Charset::Symbol, _))) => {
                String::from_utf8_lossy(&bytes).into_owned()
            }
            Some((Charset::Symbol, name)) => {
                let drawn = |byte: &u8| symbol(char::from_u32(0xF000 + u32::from(*byte)).unwrap_or(' '), name);
                bytes.iter().map(drawn).collect()
            }
            Some((Charset::Page(page), _)) => page.decode_without_bom_handling(&bytes).0.into_owned(),
            Some((Charset::Default, name)) if by_name(name).is_some() => {
                by_name(name).unwrap_or(self.page).decode_without_bom_handling(&bytes).0.into_owned()
            }
            Some((Charset::Default, _)) | None => self.page.decode_without_bom_handling(&bytes).0.into_owned(),
        };
        self.text(&text);
    }

    /// Text, to where this group's goes.
    pub fn text(&mut self, text: &str) {
        match self.state.goes {
            Goes::Text => {
                if self.state.is_hidden {
                    return;
                }
                self.has_number = false;
                let is_emphasis = self.state.is_emphasis;
                if let Some(story) = self.stories.last_mut() {
                    story.push(text, is_emphasis);
                }
            }
            Goes::Nowhere | Goes::Lists => {}
            Goes::Fonts => self.font_name(text),
            Goes::Styles => self.style_name(text),
            Goes::Title | Goes::Instruction | Goes::Label | Goes::Anchor | Goes::LevelText => {
                if self.collected.len() < 8_192 {
                    self.collected.push_str(text);
                }
            }
        }
    }

    /// A font's name ends at a semicolon.
    fn font_name(&mut self, text: &str) {
        if let Some((_, name)) = self.fonts.get_mut(&self.declared)
            && name.len() < 200
        {
            name.push_str(text.trim_end_matches(';'));
        }
    }

    fn style_name(&mut self, text: &str) {
        let style = self.styles.entry(self.declared).or_default();
        if style.name.len() < 200 && !style.name.ends_with(';') {
            style.name.push_str(text);
        }
    }
}
