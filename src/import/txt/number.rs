//! Drafts to blocks: gives every block its key, by the grammar of [`Key`].

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use compact_str::{CompactString, ToCompactString, format_compact};

use super::draft::{Draft, Role};
use super::item::Items;
use super::label::Mark;
use super::warn::Warnings;
use crate::document::{Block, Key, Kind, SpanKind, ordinal};

/// Gives the blocks of these drafts, notes with a body in the text following the block that calls them.
pub(in crate::import) fn blocks(drafts: Vec<Draft>, warnings: &mut Warnings) -> Vec<Block> {
    let mut numbering = Numbering {
        warnings,
        used: HashMap::new(),
        annex: None,
        article: None,
        outer: None,
        count: Count::new(),
        path: Vec::new(),
        anchor: None,
        items: Items::default(),
        next_note: 1,
        reserved: HashSet::new(),
        next_annex: 1,
        spelling: String::new(),
        has_zero: drafts.iter().any(|draft| matches!(draft.role, Role::Heading(Some((_, 0))))),
    };
    // A map that grows takes longer than one that has its size from the beginning.
    numbering.used.reserve(drafts.iter().filter(|draft| has_name(&draft.role)).count());
    numbering.reserved = drafts.iter().filter(|d| d.role == Role::Note).filter_map(|d| note_number(&d.label)).collect();
    let mut starred: HashMap<String, String> = HashMap::new();
    let mut notes: Vec<(usize, Vec<Block>)> = Vec::new();
    // One from each: so the memory of the drafts is that of the blocks, and a long text is not in it twice.
    let one_from_each = drafts.into_iter().enumerate().map(|(index, draft)| {
        let is_note = draft.role == Role::Note;
        let mut own = Vec::new();
        let block = numbering.block(draft, &mut own);
        if is_note {
            starred.insert(format!("*{index}"), block.key.to_string());
        }
        if !own.is_empty() {
            notes.push((index, own));
        }
        block
    });
    let mut out: Vec<Block> = one_from_each.collect();
    if !notes.is_empty() {
        out = beside(out, notes);
    }
    for span in out.iter_mut().flat_map(|b| &mut b.spans).filter(|s| s.kind == SpanKind::Note) {
        if let Some(key) = span.target.as_ref().and_then(|t| starred.get(t)) {
            span.target = Some(key.clone());
        }
    }
    out
}

/// The blocks, each with the notes that it calls behind it; `notes` are in order.
fn beside(blocks: Vec<Block>, notes: Vec<(usize, Vec<Block>)>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len() + notes.iter().map(|(_, own)| own.len()).sum::<usize>());
    let mut notes = notes.into_iter().peekable();
    for (index, block) in blocks.into_iter().enumerate() {
        out.push(block);
        out.extend(notes.next_if(|(at, _)| *at == index).into_iter().flat_map(|(_, own)| own));
    }
    out
}

/// The numbering of one part: the last number and the unnumbered blocks after it.
#[derive(Clone, Debug)]
struct Count {
    /// The key of the last number without its part, `0` before the first.
    last: CompactString,
    /// Its value.
    value: u32,
    /// Unnumbered blocks since.
    after: u32,
}

impl Count {
    fn new() -> Self {
        Self { last: "0".into(), value: 0, after: 0 }
    }
}

struct Numbering<'a> {
    warnings: &'a mut Warnings,
    used: HashMap<CompactString, u32>,
    /// The keys of the annex and the article that the next block belongs to.
    annex: Option<CompactString>,
    article: Option<CompactString>,
    /// The numbering outside of the article, to go back to.
    outer: Option<Count>,
    count: Count,
    path: Vec<(u8, String)>,
    /// The key, level and count of unnumbered headings under it of the last heading that has an ordinal.
    anchor: Option<(CompactString, u8, u32)>,
    items: Items,
    next_note: u32,
    /// The numbers that notes have printed beside them.
    reserved: HashSet<u32>,
    next_annex: u32,
    /// A key that is being spelled.
    spelling: String,
    /// Whether any heading is numbered 0, which unnumbered blocks count from without a claim.
    has_zero: bool,
}

impl Numbering<'_> {
    fn part(&mut self) -> CompactString {
        let name = self.article.as_ref().or(self.annex.as_ref());
        name.map_or_else(CompactString::default, |name| spelled(&mut self.spelling, &[name, ":"], None))
    }

    /// The key itself when it is free, else with `~2`, `~3`, … and a warning.
    fn claim(&mut self, key: CompactString, line: usize) -> CompactString {
        let times = match self.used.entry(key.clone()) {
            Entry::Vacant(free) => {
                free.insert(1);
                return key;
            }
            Entry::Occupied(taken) => *taken.get(),
        };
        let mut n = times;
        let free = loop {
            n += 1;
            let free = spelled(&mut self.spelling, &[&key, "~"], Some(n));
            if let Entry::Vacant(place) = self.used.entry(free.clone()) {
                place.insert(1);
                break free;
            }
        };
        if let Some(times) = self.used.get_mut(&key) {
            *times = n;
        }
        let message = || format!("{key} is there already; this one is called {free}");
        self.warnings.push_with(Some(line), message);
        free
    }

    /// The key of the next block without a number. Whatever it counts from was claimed, but for the 0 at the beginning of a
    /// part: nothing else is called so, and most blocks need not be kept in mind.
    fn unnumbered(&mut self, line: usize) -> CompactString {
        self.count.after += 1;
        let part = self.article.as_ref().or(self.annex.as_ref()).map_or("", CompactString::as_str);
        let colon = if part.is_empty() { "" } else { ":" };
        let key = spelled(&mut self.spelling, &[part, colon, &self.count.last, "+"], Some(self.count.after));
        if self.has_zero && self.count.last == "0" { self.claim(key, line) } else { key }
    }

    fn leave_article(&mut self) {
        if self.article.take().is_some() {
            self.count = self.outer.take().unwrap_or_else(Count::new);
        }
    }

    /// The block of a draft; those of the notes that have their body in its text are added to `notes`.
    fn block(&mut self, draft: Draft, notes: &mut Vec<Block>) -> Block {
        let line = draft.unit.line;
        let mut block = Block {
            kind: kind(&draft.role),
            label: draft.label,
            text: draft.text,
            spans: draft.spans,
            rows: draft.unit.rows,
            line,
            ..Block::default()
        };
        if block.kind == Kind::Table && !block.rows.is_empty() {
            block.text = Block::table_text(&block.rows);
        }
        let key = match draft.role {
            Role::Heading(Some((level, n))) => self.heading(level, n, &mut block),
            Role::Heading(None) => self.plain_heading(&mut block),
            Role::Annex(n) => self.annex(n, &mut block),
            Role::Article(n) => self.article(n, &mut block),
            Role::Paragraph(Some(n)) => self.paragraph(n, &mut block),
            Role::Item(Some(mark @ Mark::Item { .. })) => self.item(&mark, draft.unit.depth, &mut block),
            Role::Note => {
                let n = note_number(&block.label).unwrap_or_else(|| self.free_note());
                block.number = Some(n.to_string());
                self.claim(format_compact!("fn{n}"), line)
            }
            Role::Paragraph(None) => {
                let key = self.unnumbered(line);
                self.items.base(&key);
                key
            }
            Role::Item(_) => {
                block.level = 1;
                let key = self.unnumbered(line);
                // A numbered list in an item without a number belongs to the item.
                if draft.unit.depth > 0 {
                    self.items.base(&key);
                }
                key
            }
            Role::Title | Role::Table | Role::Quotation | Role::Metadata | Role::Signature | Role::Starred => {
                self.unnumbered(line)
            }
        };
        block.key = Key::new(key);
        let calls = block.spans.iter_mut().filter(|s| s.target.as_deref() == Some(""));
        for (call, body) in calls.zip(draft.bodies) {
            let key = self.claim(format_compact!("fn{}", body.number), line);
            call.target = Some(key.to_string());
            notes.push(Block {
                key: Key::new(key),
                kind: Kind::Note,
                number: Some(body.number.to_string()),
                label: body.label,
                text: body.text,
                line,
                ..Block::default()
            });
        }
        block
    }

    fn heading(&mut self, level: u8, n: u32, block: &mut Block) -> CompactString {
        self.leave_article();
        self.path.retain(|(l, _)| *l < level);
        let name = match level {
            1 => ordinal::to_roman(n),
            2 => ordinal::letters(n),
            _ => n.to_string(),
        };
        let names: Vec<&str> = self.path.iter().map(|(_, n)| n.as_str()).chain([name.as_str()]).collect();
        let path = names.join(".");
        let key = self.part() + &path;
        let key = self.claim(key, block.line);
        self.path.push((level, name.clone()));
        (block.level, block.number) = (level, Some(name));
        self.anchor = Some((key.clone(), level, 0));
        key
    }

    fn plain_heading(&mut self, block: &mut Block) -> CompactString {
        match &mut self.anchor {
            Some((key, level, count)) => {
                *count += 1;
                block.level = level.saturating_add(1);
                let key = format_compact!("{key}+{count}");
                self.claim(key, block.line)
            }
            None => {
                block.level = 1;
                self.unnumbered(block.line)
            }
        }
    }

    fn annex(&mut self, n: Option<u32>, block: &mut Block) -> CompactString {
        self.leave_article();
        self.annex = None;
        let n = n.unwrap_or_else(|| self.free_annex());
        let key = self.claim(format_compact!("annex{n}"), block.line);
        (block.level, block.number) = (1, Some(n.to_string()));
        self.path.clear();
        self.count = Count::new();
        self.items = Items::default();
        self.annex = Some(key.clone());
        self.anchor = Some((key.clone(), 1, 0));
        key
    }

    fn article(&mut self, n: u32, block: &mut Block) -> CompactString {
        self.leave_article();
        let key = self.part() + &format_compact!("art{n}");
        let key = self.claim(key, block.line);
        block.level = self.path.last().map_or(1, |(level, _)| level + 1);
        block.number = Some(n.to_string());
        self.outer = Some(std::mem::replace(&mut self.count, Count::new()));
        self.items = Items::default();
        self.article = Some(key.clone());
        self.anchor = Some((key.clone(), block.level, 0));
        key
    }

    fn paragraph(&mut self, n: u32, block: &mut Block) -> CompactString {
        let before = self.count.value;
        let part = self.part();
        let key = spelled(&mut self.spelling, &[&part], Some(n));
        let key = self.claim(key, block.line);
        if before > 0 && n > before + 1 {
            let message = || match n - before {
                2 => format!("paragraph {part}{} is missing before {n}", before + 1),
                _ => format!("paragraphs {part}{} to {} are missing before {n}", before + 1, n - 1),
            };
            self.warnings.push_with(Some(block.line), message);
        } else if n < before {
            self.warnings.push_with(Some(block.line), || format!("paragraph {part}{n} stands after {before}"));
        }
        let last = key.strip_prefix(part.as_str()).unwrap_or(&key).to_compact_string();
        self.count = Count { last, value: n, after: 0 };
        block.number = Some(n.to_string());
        self.items.base(&key);
        key
    }

    /// The key of an item; `depth` is how deep the source says that its list is nested, 0 where it says nothing.
    fn item(&mut self, mark: &Mark, depth: u8, block: &mut Block) -> CompactString {
        let root = format_compact!("{}{}", self.part(), self.count.last);
        let item = match depth {
            0 => self.items.place(mark, &root),
            depth => self.items.nested(mark, depth, &root),
        };
        if !item.follows {
            let message = || format!("the item {} does not follow the one before", block.label);
            self.warnings.push_with(Some(block.line), message);
        }
        if item.name.is_empty() {
            return self.unnumbered(block.line);
        }
        (block.level, block.number) = (item.level, Some(item.name));
        self.claim(item.key, block.line)
    }

    /// The next number that no note has yet.
    fn free_note(&mut self) -> u32 {
        while self.reserved.contains(&self.next_note)
            || self.used.contains_key(&format_compact!("fn{}", self.next_note))
        {
            self.next_note += 1;
        }
        self.next_note
    }

    /// The next number that no annex has yet.
    fn free_annex(&mut self) -> u32 {
        while self.used.contains_key(&format_compact!("annex{}", self.next_annex)) {
            self.next_annex += 1;
        }
        self.next_annex
    }
}

/// Whether a block of this role has a key of its own, beside those that are counted from the last one.
fn has_name(role: &Role) -> bool {
    match role {
        Role::Heading(_) | Role::Annex(_) | Role::Article(_) | Role::Note => true,
        Role::Paragraph(number) => number.is_some(),
        Role::Item(mark) => matches!(mark, Some(Mark::Item { .. })),
        _ => false,
    }
}

/// A key of these pieces and this number. `spelling` is where it is put together: so it takes no memory of its own.
fn spelled(spelling: &mut String, pieces: &[&str], number: Option<u32>) -> CompactString {
    spelling.clear();
    pieces.iter().for_each(|piece| spelling.push_str(piece));
    if let Some(number) = number {
        push_number(spelling, number);
    }
    CompactString::from(spelling.as_str())
}

/// Writes a number: what formats it for every use takes longer.
fn push_number(out: &mut String, n: u32) {
    if n >= 10 {
        push_number(out, n / 10);
    }
    out.push(char::from_digit(n % 10, 10).unwrap_or('0'));
}

/// The number that is printed beside a note.
fn note_number(label: &str) -> Option<u32> {
    ordinal::whole_number(label).filter(|n| *n > 0)
}

fn kind(role: &Role) -> Kind {
    match role {
        Role::Title => Kind::Title,
        Role::Heading(_) | Role::Article(_) | Role::Annex(_) => Kind::Heading,
        Role::Paragraph(_) => Kind::Paragraph,
        Role::Item(_) | Role::Starred => Kind::Item,
        Role::Table => Kind::Table,
        Role::Quotation => Kind::Quotation,
        Role::Note => Kind::Note,
        Role::Metadata => Kind::Metadata,
        Role::Signature => Kind::Signature,
    }
}
