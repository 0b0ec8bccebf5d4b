//! Items inside items: `(a)`, `(i)`, `(1)` to `48(a)(i)`.

use compact_str::CompactString;

use super::label::Mark;
use crate::document::ordinal;

/// How deep items nest before they are kept on the last level.
const DEPTH: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Letter,
    Roman,
    Digit,
}

/// Where an item stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its key.
    pub key: CompactString,
    /// Its name with brackets, `(a)`.
    pub name: String,
    /// 1 for the outermost.
    pub level: u8,
    /// Whether it follows the item before it.
    pub follows: bool,
}

/// The open items of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Items {
    base: Option<CompactString>,
    next: Option<CompactString>,
    open: Vec<(Style, u32)>,
    /// How deep the source says that each of them is, as far as it says so.
    depths: Vec<u8>,
}

impl Items {
    /// A paragraph that items may belong to. Items that go on counting stay with the paragraph that they began under.
    pub fn base(&mut self, key: &str) {
        self.next = Some(key.into());
    }

    /// The place of an item. A letter that is also a Roman number is read as what goes on with an open list: after `(h)`, `(i)`
    /// is a letter, after `(a)` it opens a list of its own. `root` is the key that items without a paragraph belong to.
    pub fn place(&mut self, mark: &Mark, root: &str) -> Place {
        let Some(readings) = readings(mark) else { return Place::nowhere(root) };
        let continued = (0..self.open.len())
            .rev()
            .find(|depth| self.open.get(*depth).is_some_and(|(style, n)| readings.contains(&(*style, n + 1))));
        let mut follows = true;
        // A paragraph stood between: only the list that goes on is still open.
        if let Some(next) = self.next.take()
            && (continued.is_none() || self.base.is_none())
        {
            self.open.clear();
            self.base = Some(next);
        }
        match continued.filter(|depth| *depth < self.open.len()) {
            Some(depth) => {
                self.open.truncate(depth + 1);
                if let Some((_, n)) = self.open.last_mut() {
                    *n += 1;
                }
            }
            None => {
                let fresh = |style: &Style| !self.open.iter().any(|(s, _)| s == style);
                let opening = readings.iter().find(|(style, n)| *n == 1 && fresh(style)).copied();
                let reading = opening.or_else(|| readings.first().copied()).unwrap_or((Style::Letter, 1));
                follows = reading.1 == 1;
                match self.open.iter().position(|(style, _)| *style == reading.0) {
                    Some(depth) => {
                        self.open.truncate(depth + 1);
                        self.open[depth] = reading;
                    }
                    None if self.open.len() < DEPTH => self.open.push(reading),
                    None => self.open[DEPTH - 1] = reading,
                }
            }
        }
        self.here(root, follows)
    }

    /// The place of an item of a list that the source says is nested so deep, 1 for the outermost; its number is the one that the
    /// source's program printed.
    pub fn nested(&mut self, mark: &Mark, depth: u8, root: &str) -> Place {
        let Some(readings) = readings(mark) else { return Place::nowhere(root) };
        let after = |(style, n): (Style, u32)| readings.iter().find(|reading| **reading == (style, n + 1)).copied();
        // Items that were placed by their marks alone are outside of those that were not.
        self.depths.resize(self.open.len(), 0);
        let beside = self.depths.iter().position(|own| *own == depth).and_then(|at| self.open.get(at)).copied();
        if let Some(next) = self.next.take()
            && (self.base.is_none() || beside.and_then(after).is_none())
        {
            self.open.clear();
            self.depths.clear();
            self.base = Some(next);
        }
        let keep = self.depths.iter().take_while(|own| **own < depth).count();
        let before = self.open.get(keep).copied().filter(|_| self.depths.get(keep) == Some(&depth));
        let reading = before
            .and_then(after)
            .or_else(|| readings.iter().find(|(_, n)| *n == 1).copied())
            .or_else(|| readings.first().copied());
        let keep = keep.min(DEPTH - 1);
        self.open.truncate(keep);
        self.depths.truncate(keep);
        self.open.extend(reading);
        self.depths.push(depth);
        self.here(root, true)
    }

    /// The place of the innermost item that is open.
    fn here(&self, root: &str, follows: bool) -> Place {
        let base = self.base.clone().unwrap_or_else(|| root.into());
        let names: Vec<String> = self.open.iter().map(|(style, n)| name(*style, *n)).collect();
        Place {
            key: base + &names.concat(),
            name: names.last().cloned().unwrap_or_default(),
            level: u8::try_from(names.len()).unwrap_or(1),
            follows,
        }
    }
}

/// What a mark may mean; none where it is no item's.
fn readings(mark: &Mark) -> Option<Vec<(Style, u32)>> {
    let Mark::Item { letter, roman, digit, .. } = mark else { return None };
    let all = [(Style::Letter, *letter), (Style::Roman, *roman), (Style::Digit, *digit)];
    Some(all.into_iter().filter_map(|(style, n)| n.map(|n| (style, n))).collect())
}

impl Place {
    fn nowhere(root: &str) -> Self {
        Self { key: root.into(), name: String::new(), level: 1, follows: true }
    }
}

fn name(style: Style, n: u32) -> String {
    match style {
        Style::Letter => format!("({})", ordinal::letters(n).to_lowercase()),
        Style::Roman => format!("({})", ordinal::to_roman(n).to_lowercase()),
        Style::Digit => format!("({n})"),
    }
}

#[cfg(test)]
mod tests {
    use super::Items;
    use crate::import::txt::label::label;

    fn keys(labels: &[&str]) -> Vec<String> {
        let mut items = Items::default();
        items.base("5");
        labels.iter().map(|l| items.place(&label(&format!("{l} x")).expect(l).mark, "0").key.to_string()).collect()
    }

    #[test]
    fn i_is_a_letter_after_h_and_a_number_after_a() {
        assert_eq!(keys(&["(a)", "(i)", "(ii)", "(b)"]), ["5(a)", "5(a)(i)", "5(a)(ii)", "5(b)"]);
        let letters = ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)", "(j)"];
        assert_eq!(keys(&letters)[8..], ["5(i)", "5(j)"]);
    }

    #[test]
    fn lists_in_lists_of_one_style_are_told_apart_by_their_depth() {
        let mut items = Items::default();
        items.base("5");
        let mut key = |label_: &str, depth: u8| {
            items.nested(&label(&format!("({label_}) x")).expect("a label").mark, depth, "0").key
        };
        let found = [key("1", 1), key("1", 2), key("2", 2), key("2", 1), key("1", 2), key("7", 1)];
        assert_eq!(found, ["5(1)", "5(1)(1)", "5(1)(2)", "5(2)", "5(2)(1)", "5(7)"]);
    }

    #[test]
    fn every_script_gives_the_same_items() {
        assert_eq!(keys(&["(أ)", "(ب)", "'1'", "'2'", "(ج)"]), ["5(a)", "5(b)", "5(b)(i)", "5(b)(ii)", "5(c)"]);
    }

    #[test]
    fn a_list_goes_on_after_a_paragraph_and_a_new_one_belongs_to_it() {
        let mut items = Items::default();
        let mut place = |base: Option<&str>, l: &str| {
            if let Some(base) = base {
                items.base(base);
            }
            items.place(&label(&format!("{l} x")).expect(l).mark, "0").key
        };
        assert_eq!(place(None, "(a)"), "0(a)");
        assert_eq!(place(Some("5"), "(a)"), "5(a)");
        assert_eq!(place(Some("5+1"), "(b)"), "5(b)");
        assert_eq!(place(Some("6"), "(a)"), "6(a)");
    }
}
