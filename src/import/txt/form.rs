//! Which of the forms of plain text a file has, from the statistics of its lines.

use super::line::{Line, ends_sentence};

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

/// Guesses the form. A file that shows no sign of broken lines has one paragraph a line.
pub(in crate::import) fn guess(lines: &[Line<'_>]) -> Shape {
    let printed: Vec<&Line<'_>> = lines.iter().filter(|l| !l.is_blank()).collect();
    let mut widths: Vec<usize> = printed.iter().map(|l| l.width).collect();
    widths.sort_unstable();
    let width = widths.get(widths.len().saturating_sub(1) * 95 / 100).copied().unwrap_or(0);
    let plain = Shape { form: Form::Lines, width: 0 };
    if !(24..=PAGE).contains(&width) || printed.len() < 4 {
        return flowing(lines).unwrap_or(plain);
    }
    let is_full = |l: &Line<'_>| l.width * 10 >= width * 8;
    let is_cut = |l: &Line<'_>| is_full(l) && l.trailing == 0 && !ends_sentence(l.text);
    let followed = lines.windows(2).filter(|w| !w[0].is_blank() && w[1].is_blank()).count();
    if followed * 10 >= printed.len() * 7 {
        // A line cut in mid-sentence whose successor goes on: at the margin, and not with a capital letter.
        let goes_on = |l: &Line<'_>| {
            l.indent == 0
                && l.tabs == 0
                && !l.text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        };
        let cut = printed.windows(2).filter(|w| is_cut(w[0]) && goes_on(w[1])).count();
        let signs = printed.iter().any(|l| l.indent > 0 || l.trailing > 0) || printed.iter().any(|l| starts_low(l));
        return if cut >= 2 && cut * 5 >= printed.len() && signs { Shape { form: Form::Broken, width } } else { plain };
    }
    // Lines with a printed line after them in the same run: in a wrapped text most of them are full.
    let inner: Vec<&Line<'_>> =
        lines.windows(2).filter(|w| !w[0].is_blank() && !w[1].is_blank()).map(|w| &w[0]).collect();
    let full = inner.iter().filter(|l| is_full(l)).count();
    let cut = inner.iter().filter(|l| is_cut(l)).count();
    if inner.len() >= 3 && full * 10 >= inner.len() * 6 && cut * 10 >= inner.len() * 4 && width >= 40 {
        return Shape { form: Form::Wrapped, width };
    }
    flowing(lines).unwrap_or(plain)
}

/// The form of a text whose paragraphs are broken at a width, though tables, headings and lists stand between them: most of the
/// lines that are long enough for running text are full, and the next one goes on with the sentence.
fn flowing(lines: &[Line<'_>]) -> Option<Shape> {
    let mut all: Vec<usize> = lines.iter().filter(|l| !l.is_blank()).map(|l| l.width).collect();
    let place = all.len() * 9 / 10;
    let widest = if place < all.len() { *all.select_nth_unstable(place).1 } else { 0 };
    // The lines of a narrow column are short themselves.
    let (least, is_narrow) = if widest < 48 { ((widest * 6 / 10).max(14), true) } else { (36, false) };
    let is_prose = |l: &Line<'_>| l.width >= least && !l.text.contains("   ");
    let mut widths: Vec<usize> = lines.iter().filter(|l| is_prose(l)).map(|l| l.width).collect();
    widths.sort_unstable();
    let width = widths.get(widths.len() * 9 / 10).copied().filter(|width| widths.len() >= 8 && *width <= PAGE)?;
    let inner: Vec<&[Line<'_>]> = lines.windows(2).filter(|w| is_prose(&w[0]) && !w[1].is_blank()).collect();
    let is_full = |l: &Line<'_>| l.width * 10 >= width * 8;
    let first = |l: &Line<'_>| l.text.chars().next().unwrap_or(' ');
    let cut = |w: &&&[Line<'_>]| is_full(&w[0]) && !ends_sentence(w[0].text);
    let full = inner.iter().filter(|w| is_full(&w[0])).count();
    let small = inner.iter().filter(cut).filter(|w| first(&w[1]).is_lowercase()).count();
    // Scripts without capitals show nothing but that most lines are full.
    let other =
        inner.iter().filter(cut).filter(|w| first(&w[1]).is_alphabetic() && !first(&w[1]).is_uppercase()).count();
    let least = if is_narrow { 14 } else { 10 };
    let goes_on = small * 4 >= inner.len() || full * 20 >= inner.len() * least && other * 5 >= inner.len() * 2;
    let is_wrapped = inner.len() >= 6 && inner.len() * 2 >= widths.len() && goes_on;
    is_wrapped.then_some(Shape { form: Form::Wrapped, width })
}

fn starts_low(line: &Line<'_>) -> bool {
    line.text.chars().next().is_some_and(char::is_lowercase)
}
