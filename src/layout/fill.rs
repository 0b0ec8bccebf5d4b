//! Greedy filling: where the rows of a paragraph end.

use super::atom::Atom;
use super::wrap::Options;
use crate::text::cell::Kind;
use crate::text::linebreak::Break;

/// The atoms of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The cells that a tab at `column` takes.
pub(super) fn tab_width(column: usize, options: &Options) -> usize {
    let stop = usize::from(options.tabs.max(1));
    stop - column % stop
}

/// Places where the row that is being filled could end, the last of each kind.
#[derive(Default)]
struct Candidates {
    allowed: Option<usize>,
    weak: Option<usize>,
    emergency: Option<usize>,
}

impl Candidates {
    fn add(&mut self, kind: Break, at: usize) {
        match kind {
            Break::Allowed | Break::Mandatory => self.allowed = Some(at),
            Break::Weak => self.weak = Some(at),
            Break::Emergency => self.emergency = Some(at),
            Break::Never => {}
        }
    }

    fn best(&self) -> Option<usize> {
        self.allowed.or(self.weak).or(self.emergency)
    }
}

/// The rows of `atoms` in `width` cells; one empty row where there are no atoms.
///
/// Every atom is looked at a bounded number of times: what is looked at again after a break holds no break of that kind.
pub(super) fn lines(atoms: &[Atom], options: &Options, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < atoms.len() {
        let end = line_end(atoms, options, width, start);
        lines.push(Line { start, end });
        start = end;
    }
    if lines.is_empty() {
        lines.push(Line { start: 0, end: 0 });
    }
    lines
}

fn line_end(atoms: &[Atom], options: &Options, width: usize, start: usize) -> usize {
    let mut candidates = Candidates::default();
    let mut column = 0usize;
    for (index, atom) in atoms.iter().enumerate().skip(start) {
        if index > start {
            if atom.before() == Break::Mandatory {
                return index;
            }
            // Without a cell for the hyphen that it becomes, a soft hyphen is a cluster boundary like others.
            let bare = atoms[index - 1].kind == Kind::SoftHyphen && column >= width;
            candidates.add(if bare { atom.before().min(Break::Emergency) } else { atom.before() }, index);
        }
        match atom.kind {
            Kind::Space => column = column.saturating_add(usize::from(atom.width)),
            Kind::Tab => column = column.saturating_add(tab_width(column, options)),
            Kind::Hidden | Kind::SoftHyphen => {}
            _ => {
                let cells = usize::from(atom.width);
                if column.saturating_add(cells) > width {
                    // An atom that is wider than the row stands alone in it, as a substitute.
                    return candidates.best().unwrap_or(if index > start && column > 0 { index } else { index + 1 });
                }
                column += cells;
            }
        }
    }
    atoms.len()
}
