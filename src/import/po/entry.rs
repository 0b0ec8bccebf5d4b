//! Entries of a PO file: comments, keywords, strings over several lines.

/// One entry.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// The 1-based line of its first keyword.
    pub(super) line: usize,
    pub(super) context: Option<String>,
    pub(super) id: Option<String>,
    pub(super) plural: Option<String>,
    /// The translations in the order of the file, each with its line: one, or the plural forms.
    pub(super) translations: Vec<(String, usize)>,
    /// Comments of people and of programmers.
    pub(super) comments: Vec<String>,
    /// Where it stands in the program.
    pub(super) reference: Option<String>,
    pub(super) fuzzy: bool,
    pub(super) obsolete: bool,
    /// Lines that could not be read, and why.
    pub(super) damage: Vec<(usize, String)>,
}

impl Entry {
    /// Whether it is the entry of the header: the translation of nothing.
    pub(super) fn is_header(&self) -> bool {
        self.id.as_deref() == Some("") && self.context.is_none() && !self.translation().is_empty()
    }

    /// The first translation.
    pub(super) fn translation(&self) -> &str {
        self.translations.first().map_or("", |(text, _)| text.as_str())
    }
}

/// The string that lines go on.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    Context,
    Id,
    Plural,
    Translation,
    /// What is read and not kept: the message before it was changed (`#|`).
    Skipped,
}

/// Reads a file entry by entry.
pub(super) struct Entries<'t> {
    lines: std::iter::Peekable<std::iter::Enumerate<std::str::Lines<'t>>>,
    first_obsolete: usize,
}

impl<'t> Entries<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { lines: text.lines().enumerate().peekable(), first_obsolete: 0 }
    }

    /// The 1-based line of the first obsolete entry, 0 while there is none.
    pub(super) fn first_obsolete(&self) -> usize {
        self.first_obsolete
    }

    /// The next entry; none at the end.
    pub(super) fn entry(&mut self) -> Option<Entry> {
        let mut entry = Entry::default();
        let mut open = Open::Nothing;
        let mut begun = false;
        while let Some(&(at, line)) = self.lines.peek() {
            let number = at + 1;
            let line = line.trim();
            let (rest, old) = match line.strip_prefix("#~") {
                Some(rest) => (rest.trim_start(), true),
                None => (line, false),
            };
            let word = rest.split(|c: char| c.is_whitespace() || c == '"' || c == '[').next().unwrap_or("");
            let has_text = entry.id.is_some() || !entry.translations.is_empty();
            // What begins the next entry ends this one.
            let next = match word {
                "msgctxt" | "msgid" => {
                    has_text && !(word == "msgid" && entry.id.is_none() && entry.translations.is_empty())
                }
                _ => begun && has_text && (line.is_empty() || line.starts_with('#') && !old),
            };
            if next || (line.is_empty() && begun) {
                break;
            }
            self.lines.next();
            if line.is_empty() {
                continue;
            }
            begun = true;
            if line.starts_with('#') && !old {
                comment(&mut entry, line);
                continue;
            }
            if old {
                entry.obsolete = true;
                self.first_obsolete = if self.first_obsolete == 0 { number } else { self.first_obsolete };
            }
            let was = (entry.line, number);
            entry.line = if was.0 == 0 { number } else { was.0 };
            let string = match word {
                "msgctxt" => {
                    (open, entry.context) = (Open::Context, Some(String::new()));
                    rest.get(word.len()..)
                }
                "msgid" => {
                    (open, entry.id) = (Open::Id, Some(String::new()));
                    rest.get(word.len()..)
                }
                "msgid_plural" => {
                    (open, entry.plural) = (Open::Plural, Some(String::new()));
                    rest.get(word.len()..)
                }
                "msgstr" => {
                    entry.translations.push((String::new(), number));
                    open = Open::Translation;
                    let rest = rest.get(word.len()..).unwrap_or("").trim_start();
                    match rest.strip_prefix('[') {
                        Some(form) => form.split_once(']').map(|(_, rest)| rest),
                        None => Some(rest),
                    }
                }
                "" if rest.starts_with('"') => Some(rest),
                _ if rest.starts_with('|') => {
                    open = Open::Skipped;
                    continue;
                }
                _ => None,
            };
            let Some((text, whole)) = string.and_then(|text| unquoted(text.trim())) else {
                entry.damage.push((number, format!("neither a keyword nor a string in quotes: {}", shown(line))));
                continue;
            };
            if !whole {
                entry.damage.push((number, "a string without its closing quote".to_owned()));
            }
            match open {
                Open::Context => entry.context.get_or_insert_default().push_str(&text),
                Open::Id => entry.id.get_or_insert_default().push_str(&text),
                Open::Plural => entry.plural.get_or_insert_default().push_str(&text),
                Open::Translation => {
                    if let Some((last, _)) = entry.translations.last_mut() {
                        last.push_str(&text);
                    }
                }
                Open::Skipped => {}
                Open::Nothing => entry.damage.push((number, "a string that belongs to no keyword".to_owned())),
            }
        }
        begun.then_some(entry)
    }
}

/// Takes a comment: its second character says of what kind it is.
fn comment(entry: &mut Entry, line: &str) {
    let rest = line.get(1..).unwrap_or("");
    match rest.chars().next() {
        Some(',') => entry.fuzzy |= rest.split(',').any(|flag| flag.trim() == "fuzzy"),
        Some(':') => {
            let first = rest.get(1..).and_then(|places| places.split_whitespace().next());
            entry.reference = entry.reference.take().or(first.map(str::to_owned));
        }
        Some('|') => {}
        Some('.') => {
            entry.comments.extend(Some(rest.get(1..).unwrap_or("").trim().to_owned()).filter(|text| !text.is_empty()))
        }
        _ => entry.comments.extend(Some(rest.trim().to_owned()).filter(|text| !text.is_empty())),
    }
}

/// The text of a string in quotes, and whether it ends with one; none where it does not begin with one.
fn unquoted(text: &str) -> Option<(String, bool)> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.strip_prefix('"')?.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Some((out, chars.next().is_none())),
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some('a' | 'b' | 'f' | 'v') => out.push(' '),
                Some(other) => out.push(other),
                None => break,
            },
            c => out.push(c),
        }
    }
    Some((out, false))
}

/// The beginning of a line.
fn shown(line: &str) -> String {
    let head: String = line.chars().take(40).collect();
    if head.len() < line.len() { format!("{head}…") } else { head }
}
