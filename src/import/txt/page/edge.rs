//! Running heads, running feet and page numbers: what comes again at the edges of pages, as it stands or with a number that
//! counts the pages.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::document::ordinal;
use crate::import::txt::front;
use crate::import::txt::label::{Mark, label};
use crate::import::txt::line::{Line, ends_sentence};
use crate::import::txt::structure::is_chapter;

/// How many printed lines at each edge of a page are looked at.
const LINES: usize = 4;
/// The longest line that may be furniture, in characters without the wide gaps of a layout.
const LONGEST: usize = 90;

/// What makes lines of two pages the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Class {
    /// The same text.
    Same(String),
    /// The same but for its numbers, of which this one is so far from the number of the page.
    Counted(String, usize, i64),
}

/// One line near an edge.
struct Place {
    /// Its index.
    at: usize,
    /// Its page.
    page: usize,
    /// Whether the edge is the upper one.
    is_top: bool,
    /// How many printed lines stand between it and the edge.
    depth: usize,
    classes: Vec<Class>,
}

/// The indices of the lines that are furniture of these pages, in order.
pub(super) fn furniture(lines: &[Line<'_>], pages: &[Range<usize>]) -> Vec<usize> {
    let mut places = Vec::new();
    let (mut printed, mut filled) = (0, 0);
    for (page, range) in pages.iter().enumerate() {
        let own = lines.get(range.clone()).unwrap_or_default();
        let full: Vec<usize> =
            own.iter().enumerate().filter(|(_, line)| !line.is_blank()).map(|(at, _)| range.start + at).collect();
        printed += usize::from(!full.is_empty());
        filled += full.len();
        let mut add = |at: usize, is_top: bool, depth: usize| {
            if let Some(classes) = lines.get(at).map(|line| classes(line, page)).filter(|classes| !classes.is_empty()) {
                places.push(Place { at, page, is_top, depth, classes });
            }
        };
        full.iter().take(LINES).enumerate().for_each(|(depth, at)| add(*at, true, depth));
        full.iter().rev().take(LINES).enumerate().for_each(|(depth, at)| add(*at, false, depth));
    }
    // Of a few short pages nothing can be said.
    if printed < 2 || printed <= 5 && filled < 8 * printed {
        return Vec::new();
    }
    let mut seen: HashMap<(bool, &Class), Count> = HashMap::new();
    for place in &places {
        for class in &place.classes {
            let count = seen.entry((place.is_top, class)).or_default();
            count.add(place);
        }
    }
    let least = if printed <= 5 { 2 } else { 3 };
    let is_known = |place: &Place, class: &Class| {
        seen.get(&(place.is_top, class)).is_some_and(|count| match class {
            Class::Counted(..) => count.pages >= least,
            Class::Same(_) => {
                // The head of a table comes again on its pages too, but further in and not on most.
                count.outer >= least || count.pages >= least && count.pages * 10 >= printed * 4
            }
        })
    };
    let mut gone: Vec<usize> = Vec::new();
    let mut feet: Vec<&str> = Vec::new();
    for place in &places {
        let Some(line) = lines.get(place.at) else { continue };
        if !place.classes.iter().any(|class| is_known(place, class)) {
            continue;
        }
        // What stands over the first page is said once: a symbol, a title.
        let is_first =
            place.page == 0 && place.is_top && !place.classes.iter().any(|class| counted(place, class, &seen) >= least);
        if !is_first {
            gone.push(place.at);
        }
        if !place.is_top {
            feet.push(line.text);
        }
    }
    // A converter may put a foot between the lines of a page: a number of it and of all of them is nothing else.
    let of_all: HashSet<&Class> = seen
        .iter()
        .filter(|((_, class), count)| is_of_all(class) && count.pages >= least)
        .map(|((_, class), _)| *class)
        .collect();
    for (page, range) in pages.iter().enumerate().filter(|_| !of_all.is_empty()) {
        let has = |line: &Line<'_>| {
            line.text.len() <= 16
                && line.text.contains('/')
                && classes(line, page).iter().any(|class| of_all.contains(class))
        };
        gone.extend(range.clone().filter(|at| lines.get(*at).is_some_and(has)));
    }
    // The foot of the first page may say more than the others: its job number with a language, a bar code.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    feet.sort_unstable();
    feet.dedup();
    feet.truncate(64);
    for place in places.iter().filter(|place| place.page == 0 && !place.is_top) {
        let Some(line) = lines.get(place.at) else { continue };
        let own = digits(line.text);
        let is_longer = feet
            .iter()
            .flat_map(|foot| foot.split("   "))
            .map(str::trim)
            .any(|foot| foot.len() >= 4 && (line.text.starts_with(foot) || own.len() >= 6 && own == digits(foot)));
        if is_longer {
            gone.push(place.at);
        }
    }
    gone.sort_unstable();
    gone.dedup();
    gone
}

/// `4/27`, which counts pages.
fn is_of_all(class: &Class) -> bool {
    matches!(class, Class::Counted(alike, 0, _) if alike == "#/#")
}

/// How many pages count with this class; 0 where it counts none.
fn counted(place: &Place, class: &Class, seen: &HashMap<(bool, &Class), Count>) -> usize {
    match class {
        Class::Counted(..) => seen.get(&(place.is_top, class)).map_or(0, |count| count.pages),
        Class::Same(_) => 0,
    }
}

/// On how many pages a class stands, and on how many next to the edge.
#[derive(Debug, Default)]
struct Count {
    pages: usize,
    outer: usize,
    last: Option<usize>,
}

impl Count {
    fn add(&mut self, place: &Place) {
        if self.last != Some(place.page) {
            self.last = Some(place.page);
            self.pages += 1;
            self.outer += usize::from(place.depth == 0);
        }
    }
}

/// What would make this line the same as one of another page; nothing where it is text whatever comes again.
fn classes(line: &Line<'_>, page: usize) -> Vec<Class> {
    let words: Vec<&str> = line.text.split_whitespace().collect();
    let text = words.join(" ");
    // Three columns and more are the head of a table.
    let columns = line.text.split("   ").filter(|part| !part.trim().is_empty()).count();
    if text.chars().count() > LONGEST || columns > 3 || is_division(&text) {
        return Vec::new();
    }
    let mut out = vec![Class::Same(text.clone())];
    let alike = alike(&text);
    let page = i64::try_from(page).unwrap_or(i64::MAX);
    // A sentence counts nothing, though it may come again as it stands.
    let is_sentence = words.len() >= 4 && ends_sentence(line.text);
    if !is_sentence && is_countable(line.text, &alike) {
        let numbers = numbers(&text).into_iter().enumerate().take(4);
        out.extend(numbers.map(|(index, n)| Class::Counted(alike.clone(), index, i64::from(n) - page)));
    }
    out
}

/// A heading of a division, which may come once a page.
fn is_division(text: &str) -> bool {
    is_chapter(text) || label(text).is_some_and(|label| matches!(label.mark, Mark::Article(_) | Mark::Annex(_)))
}

/// Whether a number in this line may count pages: it stands alone, with a word for a page, or beside a running head of more than
/// one word. `Sonnet 12` is a heading.
fn is_countable(text: &str, alike: &str) -> bool {
    let letters = alike.chars().filter(|c| c.is_alphabetic()).count();
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    alike.contains('#')
        && (letters == 0 || is_page_word(alike) || words >= 2 || text.contains("   ") || front::symbol(text).is_some())
}

/// A number with a word for a page: `Page 3 of 25`, `第 3 页`, `صفحة ٣`.
pub(super) fn is_page_word(alike: &str) -> bool {
    const WORDS: [&str; 12] =
        ["page", "seite", "página", "pagina", "стр", "страница", "صفحة", "الصفحة", "صفحه", "עמוד", "页", "頁"];
    let low = alike.to_lowercase();
    low.chars().count() <= 24 && WORDS.iter().any(|word| low.contains(word))
}

/// The text without spaces, every number one sign; a small Roman number alone is one too.
pub(super) fn alike(text: &str) -> String {
    if roman(text).is_some() {
        return "#".to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if ordinal::digit(c).is_some() { '#' } else { c };
        if c != '#' || !out.ends_with('#') {
            out.push(c);
        }
    }
    out
}

fn roman(text: &str) -> Option<u32> {
    let is_small = (1..=7).contains(&text.len()) && text.bytes().all(|byte| b"ivxlc".contains(&byte));
    if is_small { ordinal::roman(text) } else { None }
}

/// The numbers of a text, in order.
pub(super) fn numbers(text: &str) -> Vec<u32> {
    if let Some(n) = roman(text) {
        return vec![n];
    }
    let mut out = Vec::new();
    let mut open: Option<u32> = None;
    for c in text.chars().chain([' ']) {
        match ordinal::digit(c) {
            Some(digit) => open = Some(open.unwrap_or(0).saturating_mul(10).saturating_add(digit)),
            None => out.extend(open.take()),
        }
    }
    out
}
