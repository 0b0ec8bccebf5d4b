//! Which of the forms of plain text a file has, from the statistics of its lines.

use super::line::{Line, ends_sentence, has_gap};
use super::width::WIDEST;

/// How the lines of a file make up its paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Form {
    /// Out of a PDF: a blank line after every line, so that a blank line means nothing; a paragraph ends at trailing spaces or
    /// a short line and starts at an indent.
    Broken,
    /// One paragraph a line, with or without blank lines between.
    Lines,
    /// Paragraphs broken at a width, with blank lines or indents between them.
    Wrapped,
}

/// A form with the width at which its lines were broken, in cells (0 for [`Form::Lines`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Shape {
    /// The form.
    pub form: Form,
    /// The width of a full line.
    pub width: usize,
}

/// The widest line that a page still has: longer ones were never broken.
const PAGE: usize = 130;

/// The widths of lines, as many of each as there are.
struct Widths {
    counts: Vec<usize>,
    all: usize,
}

impl Widths {
    /// Those of these lines.
    fn of<'a>(lines: impl Iterator<Item = &'a Line<'a>>) -> Self {
        let mut counts = vec![0; 2 * WIDEST + 1];
        let mut all = 0;
        for line in lines {
            let last = counts.len() - 1;
            counts[line.width().min(last)] += 1;
            all += 1;
        }
        Self { counts, all }
    }

    /// The width at this place, 0 for that of the narrowest line.
    fn at(&self, place: usize) -> Option<usize> {
        let mut before = 0;
        self.counts.iter().position(|count| {
            before += count;
            before > place
        })
    }

    /// How many lines are so wide.
    fn among(&self, widths: std::ops::RangeInclusive<usize>) -> usize {
        self.counts.get(widths).unwrap_or_default().iter().sum()
    }
}

/// Guesses the form. A file that shows no sign of broken lines has one paragraph a line.
pub(in crate::import) fn guess(lines: &[Line<'_>]) -> Shape {
    let widths = Widths::of(lines.iter().filter(|l| !l.is_blank()));
    let width = widths.at(widths.all.saturating_sub(1) * 95 / 100).unwrap_or(0);
    let plain = Shape { form: Form::Lines, width: 0 };
    if !(24..=PAGE).contains(&width) || widths.all < 4 {
        return flowing(lines, &widths).unwrap_or(plain);
    }
    let is_full = |l: &Line<'_>| l.width() * 10 >= width * 8;
    let is_cut = |l: &Line<'_>| is_full(l) && !l.trailing && !ends_sentence(l.text);
    let starts = |l: &Line<'_>| l.text.chars().next().unwrap_or(' ');
    // A line cut in mid-sentence whose successor goes on: at the margin, and not with a capital letter.
    let goes_on = |l: &Line<'_>| {
        let first = starts(l);
        l.indent() == 0 && l.tabs() == 0 && !first.is_uppercase() && !first.is_ascii_digit()
    };
    let (mut followed, mut cut, mut signs) = (0, 0, false);
    // Lines with a printed line after them in the same run: in a wrapped text most of them are full.
    let (mut inner, mut inner_full, mut inner_cut) = (0, 0, 0);
    let (mut above, mut is_next): (Option<&Line<'_>>, bool) = (None, false);
    for line in lines {
        if line.is_blank() {
            followed += usize::from(is_next);
            is_next = false;
            continue;
        }
        if let Some(above) = above {
            let is_cut = is_cut(above);
            cut += usize::from(is_cut && goes_on(line));
            inner += usize::from(is_next);
            inner_full += usize::from(is_next && is_full(above));
            inner_cut += usize::from(is_next && is_cut);
        }
        signs |= line.indent() > 0 || line.trailing || starts(line).is_lowercase();
        (above, is_next) = (Some(line), true);
    }
    if followed * 10 >= widths.all * 7 {
        let is_broken = cut >= 2 && cut * 5 >= widths.all && signs;
        return if is_broken { Shape { form: Form::Broken, width } } else { plain };
    }
    let (full, cut) = (inner_full, inner_cut);
    if inner >= 3 && full * 10 >= inner * 6 && cut * 10 >= inner * 4 && width >= 40 {
        return Shape { form: Form::Wrapped, width };
    }
    flowing(lines, &widths).unwrap_or(plain)
}

/// The form of a text whose paragraphs are broken at a width, though tables, headings and lists stand between them: most of the
/// lines that are long enough for running text are full, and the next one goes on with the sentence.
fn flowing(lines: &[Line<'_>], all: &Widths) -> Option<Shape> {
    let widest = all.at(all.all * 9 / 10).unwrap_or(0);
    // The lines of a narrow column are short themselves.
    let (least, is_narrow) = if widest < 48 { ((widest * 6 / 10).max(14), true) } else { (36, false) };
    let is_prose = |l: &Line<'_>| l.width() >= least && !has_gap(l.text);
    // Where every tenth of them is longer than any line of a page, nothing was broken.
    let most = all.among(least..=PAGE) / 9 + 1;
    if lines.iter().filter(|l| l.width() > PAGE && is_prose(l)).take(most).count() == most {
        return None;
    }
    let widths = Widths::of(lines.iter().filter(|l| is_prose(l)));
    let width = widths.at(widths.all * 9 / 10).filter(|width| widths.all >= 8 && *width <= PAGE)?;
    let inner: Vec<&[Line<'_>]> = lines.windows(2).filter(|w| is_prose(&w[0]) && !w[1].is_blank()).collect();
    let is_full = |l: &Line<'_>| l.width() * 10 >= width * 8;
    let first = |l: &Line<'_>| l.text.chars().next().unwrap_or(' ');
    let cut = |w: &&&[Line<'_>]| is_full(&w[0]) && !ends_sentence(w[0].text);
    let full = inner.iter().filter(|w| is_full(&w[0])).count();
    let small = inner.iter().filter(cut).filter(|w| first(&w[1]).is_lowercase()).count();
    // Scripts without capitals show nothing but that most lines are full.
    let other =
        inner.iter().filter(cut).filter(|w| first(&w[1]).is_alphabetic() && !first(&w[1]).is_uppercase()).count();
    let least = if is_narrow { 14 } else { 10 };
    let goes_on = small * 4 >= inner.len() || full * 20 >= inner.len() * least && other * 5 >= inner.len() * 2;
    let is_wrapped = inner.len() >= 6 && inner.len() * 2 >= widths.all && goes_on;
    is_wrapped.then_some(Shape { form: Form::Wrapped, width })
}
