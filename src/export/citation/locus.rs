//! A key taken apart (the key grammar: `annex2:48(a)+1[2,3]`).

/// The parts of a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Locus {
    /// The parts in front of a colon, or the whole key where it names one: `annex` and 2, `art` and 13.
    pub(super) parts: Vec<Part>,
    /// What stands in that part.
    pub(super) local: Local,
    /// The how-manyth unnumbered block after it.
    pub(super) after: Option<u32>,
    /// Row and column of a table's cell.
    pub(super) cell: Option<(u32, u32)>,
}

/// A part: its word, its number, and the how-manyth of that number it is, where there are several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) word: String,
    pub(super) number: Option<u32>,
    pub(super) again: Option<u32>,
}

/// The numbered place that a key names or counts from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Local {
    /// The start of the part (`annex2`, `0+1`).
    #[default]
    None,
    /// A paragraph with its items: `48`, `(a)`, `(i)`.
    Number { number: String, items: Vec<String> },
    /// A heading by its ordinals: `I`, `A`.
    Heading { ordinals: Vec<String>, items: Vec<String> },
    /// A note.
    Note(String),
}

impl Locus {
    /// Takes any key apart; what is not of the grammar is cited as a paragraph of that number.
    pub(super) fn parse(key: &str) -> Self {
        let mut locus = Self::default();
        let mut rest = key;
        if let Some((left, cell)) = rest.strip_suffix(']').and_then(|left| left.rsplit_once('['))
            && let Some((row, column)) = cell.split_once(',')
            && let (Ok(row), Ok(column)) = (row.trim().parse(), column.trim().parse())
        {
            locus.cell = Some((row, column));
            rest = left;
        }
        if let Some((left, count)) = rest.rsplit_once('+')
            && let Ok(count) = count.parse()
        {
            locus.after = Some(count);
            rest = left;
        }
        while let Some((part, right)) = rest.split_once(':') {
            locus.parts.push(part_of(part).unwrap_or_else(|| Part { word: part.to_owned(), ..Part::default() }));
            rest = right;
        }
        if let Some(part) = part_of(rest) {
            locus.parts.push(part);
            return locus;
        }
        locus.local = local_of(rest);
        locus
    }
}

/// `annex2`, `annex`, `art13`, `appendix1`, `art3~2`.
fn part_of(text: &str) -> Option<Part> {
    let split = text.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(text.len());
    let (word, number) = text.split_at(split);
    if word.is_empty() || word == "fn" {
        return None;
    }
    let (number, again) = number.split_once('~').map_or((number, None), |(number, again)| (number, Some(again)));
    let read = |text: &str| text.parse::<u32>().ok();
    let again = match again {
        Some(again) => Some(read(again)?),
        None => None,
    };
    let number = if number.is_empty() { None } else { Some(read(number)?) };
    Some(Part { word: word.to_owned(), number, again })
}

/// `48~2` is the second 48: `48 [2]`.
fn repeated(number: &str) -> String {
    match number.split_once('~') {
        Some((number, again)) => format!("{number} [{again}]"),
        None => number.to_owned(),
    }
}

fn local_of(text: &str) -> Local {
    if text.is_empty() || text == "0" {
        return Local::None;
    }
    if let Some(number) = text.strip_prefix("fn") {
        return Local::Note(repeated(number));
    }
    let split = text.find('(').unwrap_or(text.len());
    let (head, tail) = text.split_at(split);
    let items: Vec<String> = tail
        .split('(')
        .filter_map(|item| item.strip_suffix(')'))
        .map(str::to_owned)
        .filter(|i| !i.is_empty())
        .collect();
    if head.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Local::Heading { ordinals: head.split('.').map(str::to_owned).collect(), items };
    }
    Local::Number { number: if head == "0" { String::new() } else { repeated(head) }, items }
}
