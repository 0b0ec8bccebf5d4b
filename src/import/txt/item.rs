//! Items inside items: `(a)`, `(i)`, `(1)` to `48(a)(i)`.

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
    pub key: String,
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
    base: Option<String>,
    next: Option<String>,
    open: Vec<(Style, u32)>,
}

impl Items {
    /// A paragraph that items may belong to. Items that go on counting stay with the paragraph that they began under.
    pub fn base(&mut self, key: &str) {
        self.next = Some(key.to_owned());
    }

    /// The place of an item. A letter that is also a Roman number is read as what goes on with an open list: after `(h)`, `(i)`
    /// is a letter, after `(a)` it opens a list of its own. `root` is the key that items without a paragraph belong to.
    pub fn place(&mut self, mark: &Mark, root: &str) -> Place {
        let Mark::Item { letter, roman, digit, .. } = mark else {
            return Place { key: root.to_owned(), name: String::new(), level: 1, follows: true };
        };
        let readings =
            [(Style::Letter, *letter), (Style::Roman, *roman), (Style::Digit, *digit)].map(|(s, n)| n.map(|n| (s, n)));
        let readings: Vec<(Style, u32)> = readings.into_iter().flatten().collect();
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
        let base = self.base.clone().unwrap_or_else(|| root.to_owned());
        let names: Vec<String> = self.open.iter().map(|(style, n)| name(*style, *n)).collect();
        Place {
            key: base + &names.concat(),
            name: names.last().cloned().unwrap_or_default(),
            level: u8::try_from(names.len()).unwrap_or(1),
            follows,
        }
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
        labels.iter().map(|l| items.place(&label(&format!("{l} x")).expect(l).mark, "0").key).collect()
    }

    #[test]
    fn i_is_a_letter_after_h_and_a_number_after_a() {
        assert_eq!(keys(&["(a)", "(i)", "(ii)", "(b)"]), ["5(a)", "5(a)(i)", "5(a)(ii)", "5(b)"]);
        let letters = ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)", "(j)"];
        assert_eq!(keys(&letters)[8..], ["5(i)", "5(j)"]);
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
