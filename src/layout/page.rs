//! Panes on a screen: where each stands, and the rows of the grid laid out in them.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::block::{Analysed, BlockLayout, Part, Role};
use super::{Cluster, Options, Row};
use crate::align::GridRow;
use crate::document::Document;
use crate::text::Direction;

/// How versions stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Side by side, rows aligned.
    #[default]
    Columns,
    /// Under each other, paragraph by paragraph.
    Stacked,
    /// One version; others on demand.
    Single,
}

impl Mode {
    /// Every mode, in the order in which one key goes through them.
    pub const ALL: [Mode; 3] = [Mode::Columns, Mode::Stacked, Mode::Single];

    /// The name on the command line and in the status line.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Columns => "columns",
            Mode::Stacked => "stacked",
            Mode::Single => "single",
        }
    }

    /// The mode of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// The mode that suits `panes` panes on a screen of `width` cells: columns while each has a measure worth reading.
    pub fn fitting(panes: usize, width: u16) -> Self {
        let wanted = match panes {
            0 | 1 => 0,
            2 => 80,
            more => u16::try_from(more).unwrap_or(u16::MAX).saturating_mul(NARROW_PANE + 1) - 1,
        };
        if width >= wanted { Mode::Columns } else { Mode::Stacked }
    }
}

/// With three panes and more, a pane narrower than this is not worth reading in columns.
const NARROW_PANE: u16 = 30;
/// From this width on one of two panes keeps a cell free between its text and the rule; at 80 columns each needs all it has.
const ROOMY_PANE: u16 = 41;

/// Where one pane stands, in cells of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaneBox {
    /// The left edge.
    pub x: u16,
    /// All its cells.
    pub width: u16,
    /// The cells of the label in the gutter; beside them a cell for the bar and one blank.
    pub gutter: u16,
    /// The left edge of the text area.
    pub text_x: u16,
    /// The cells of the text area.
    pub text_width: u16,
    /// The column of the bar, on the side where the script starts.
    pub bar_x: u16,
    /// The left edge of the gutter's label.
    pub label_x: u16,
}

impl PaneBox {
    fn new(x: u16, width: u16, gutter: u16, direction: Direction, margin: u16) -> Self {
        // A screen too narrow for a gutter gives all to the text.
        let gutter = if width < gutter + 8 { 0 } else { gutter };
        let aside = if gutter == 0 { 0 } else { gutter + 2 };
        let text_width = width.saturating_sub(aside + margin).max(1);
        if direction.is_rtl() {
            let end = x + width;
            let text_x = end.saturating_sub(aside + text_width);
            let bar_x = end.saturating_sub(1);
            Self { x, width, gutter, text_x, text_width, bar_x, label_x: bar_x.saturating_sub(gutter) }
        } else {
            Self { x, width, gutter, text_x: x + aside, text_width, bar_x: x, label_x: x + 1 }
        }
    }
}

/// The screen divided among the panes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// How the panes stand to each other.
    pub mode: Mode,
    /// One a pane; in `Stacked` and `Single` they cover the same cells.
    pub panes: Vec<PaneBox>,
    /// The columns of the rules between panes.
    pub rules: Vec<u16>,
}

impl Geometry {
    /// Divides `width` cells among panes of these gutters and directions; no text area is wider than `measure`. Columns for
    /// which there is not a cell and a rule each become `Stacked`.
    pub fn new(mode: Mode, width: u16, panes: &[(u16, Direction)], measure: u16) -> Self {
        let count = u16::try_from(panes.len()).unwrap_or(u16::MAX).max(1);
        let widest = |gutter: u16| measure.saturating_add(gutter).saturating_add(2);
        let mode = if mode == Mode::Columns && width / 2 < count { Mode::Stacked } else { mode };
        let mut boxes = Vec::new();
        let mut rules = Vec::new();
        if mode == Mode::Columns {
            let room = width - (count - 1);
            let mut spare = room % count;
            let mut widths = Vec::new();
            for (gutter, _) in panes {
                let own = room / count + u16::from(spare > 0);
                spare = spare.saturating_sub(1);
                let roomy = if count == 2 { ROOMY_PANE } else { NARROW_PANE - 2 };
                let margin = u16::from(count > 1 && own >= roomy);
                widths.push((own.min(widest(*gutter).saturating_add(margin)), margin));
            }
            let used: u16 = widths.iter().map(|(w, _)| w).sum::<u16>() + (count - 1);
            let mut x = (width - used.min(width)) / 2;
            for (index, ((gutter, direction), (own, margin))) in panes.iter().zip(widths).enumerate() {
                if index > 0 {
                    rules.push(x);
                    x += 1;
                }
                boxes.push(PaneBox::new(x, own, *gutter, *direction, margin));
                x += own;
            }
        } else {
            let gutter = panes.iter().map(|(gutter, _)| *gutter).max().unwrap_or(2);
            let own = width.min(widest(gutter));
            let x = (width - own) / 2;
            boxes.extend(panes.iter().map(|(_, direction)| PaneBox::new(x, own, gutter, *direction, 0)));
        }
        Self { mode, panes: boxes, rules }
    }
}

/// One block, note or message of a row, laid out.
#[derive(Clone, Debug)]
pub struct Item {
    /// Index of the pane in the geometry.
    pub pane: usize,
    /// Index of the version among the documents.
    pub version: usize,
    /// The block; none for a message that nothing corresponds.
    pub block: Option<usize>,
    /// Which of the block's notes this is; none for the block itself.
    pub note: Option<usize>,
    /// The first line, counted from the top of the row.
    pub top: u32,
    /// The lines.
    pub layout: Rc<BlockLayout>,
}

/// A row of the grid, laid out: what stands beside each other, and one blank line at its end.
#[derive(Clone, Debug, Default)]
pub struct RowLayout {
    /// Lines, the blank one included.
    pub height: u32,
    /// What stands in it.
    pub items: Vec<Item>,
}

impl RowLayout {
    /// Calls `cell` with (x, line of the row, item, part, cluster) for every cluster of the text areas on the lines `seen` of
    /// the row, `x` in cells of the screen.
    pub fn walk(&self, geometry: &Geometry, seen: Range<u32>, mut cell: impl FnMut(u16, u32, &Item, &Part, &Cluster)) {
        for item in &self.items {
            let Some(pane) = geometry.panes.get(item.pane) else { continue };
            let skipped = seen.start.saturating_sub(item.top);
            let lines = item.layout.lines.iter().skip(skipped as usize);
            for (y, line) in (item.top.saturating_add(skipped)..seen.end).zip(lines) {
                for part in &line.parts {
                    for cluster in &part.row.clusters {
                        let column = part.column + cluster.column;
                        if column + u16::from(cluster.width) <= pane.text_width {
                            cell(pane.text_x + column, y, item, part, cluster);
                        }
                    }
                }
            }
        }
    }

    /// Calls `label` with (x, line of the row, item, row) for every label of the gutters.
    pub fn walk_gutter(&self, geometry: &Geometry, mut label: impl FnMut(u16, u32, &Item, &Row)) {
        for item in &self.items {
            let (Some(pane), Some(row)) = (geometry.panes.get(item.pane), &item.layout.gutter) else { continue };
            if pane.gutter > 0 {
                label(pane.label_x, item.top, item, row);
            }
        }
    }

    /// The line of the row on which byte `offset` of block `block` of `version` stands.
    pub fn line_of(&self, version: usize, block: usize, offset: usize) -> Option<u32> {
        let item = self.items.iter().find(|i| i.version == version && i.block == Some(block) && i.note.is_none())?;
        Some(item.top.saturating_add(count(item.layout.line_of(offset))))
    }
}

/// Lines, as a row counts them: a paragraph of some megabytes has more than 65 535.
fn count(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}

/// What a pane says where nothing corresponds.
const MISSING: &str = "— not in this version —";

/// Lays out rows of the grid and keeps what is stable: analyses for ever, lines while widths stay.
#[derive(Debug, Default)]
pub struct Typeset {
    options: Options,
    versions: Vec<Version>,
}

#[derive(Debug, Default)]
struct Version {
    analysed: HashMap<usize, Rc<Analysed>>,
    lines: HashMap<(usize, u16, u16), Rc<BlockLayout>>,
}

/// Blocks whose lines are kept at most, a version; enough for many screens, little beside the text itself.
const KEPT: usize = 4096;

impl Typeset {
    /// Lays out with `options`.
    pub fn new(options: Options) -> Self {
        Self { options, versions: Vec::new() }
    }

    /// How text becomes cells here.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The lines of block `block` of `document`, which is version `version`.
    pub fn block(&mut self, document: &Document, version: usize, block: usize, pane: &PaneBox) -> Rc<BlockLayout> {
        if self.versions.len() <= version {
            self.versions.resize_with(version + 1, Version::default);
        }
        let kept = &mut self.versions[version];
        let key = (block, pane.text_width, pane.gutter);
        if let Some(lines) = kept.lines.get(&key) {
            return Rc::clone(lines);
        }
        let Some(source) = document.blocks.get(block) else { return Rc::default() };
        if kept.lines.len() >= KEPT {
            kept.lines.clear();
        }
        if kept.analysed.len() >= KEPT {
            kept.analysed.clear();
        }
        let options = self.options;
        let analysed = kept.analysed.entry(block).or_insert_with(|| Rc::new(Analysed::new(source, &options)));
        let lines = Rc::new(BlockLayout::new(source, analysed, &options, pane.text_width, pane.gutter));
        kept.lines.insert(key, Rc::clone(&lines));
        lines
    }

    /// Lays out one row of the grid. `order` names the version of every pane; `shown` says which panes are seen in this row;
    /// `notes` gives the notes under a block.
    pub fn row(
        &mut self,
        documents: &[&Document],
        grid_row: &GridRow,
        order: &[usize],
        geometry: &Geometry,
        shown: &dyn Fn(usize) -> bool,
        notes: &dyn Fn(usize, usize) -> Vec<String>,
    ) -> RowLayout {
        let mut items = Vec::new();
        let mut height = 0u32;
        let mut below = 0u32;
        for (pane, &version) in order.iter().enumerate() {
            let (Some(area), Some(document)) = (geometry.panes.get(pane), documents.get(version)) else { continue };
            if !shown(pane) {
                continue;
            }
            let mut top = if geometry.mode == Mode::Columns { 0 } else { below };
            let start = top;
            let blocks = grid_row.blocks.get(version).cloned().unwrap_or(0..0);
            if blocks.is_empty() && order.len() > 1 {
                let layout =
                    BlockLayout::aside(MISSING, Role::Missing, document.direction, &self.options, area.text_width);
                let lines = count(layout.lines.len());
                items.push(Item { pane, version, block: None, note: None, top, layout: Rc::new(layout) });
                top = top.saturating_add(lines);
            }
            for block in blocks {
                if top > start {
                    top = top.saturating_add(1);
                }
                let layout = self.block(document, version, block, area);
                let lines = count(layout.lines.len());
                items.push(Item { pane, version, block: Some(block), note: None, top, layout });
                top = top.saturating_add(lines);
                for (index, note) in notes(version, block).iter().enumerate() {
                    let direction = document.direction;
                    let layout = BlockLayout::aside(note, Role::Note, direction, &self.options, area.text_width);
                    let lines = count(layout.lines.len());
                    items.push(Item {
                        pane,
                        version,
                        block: Some(block),
                        note: Some(index),
                        top,
                        layout: Rc::new(layout),
                    });
                    top = top.saturating_add(lines);
                }
            }
            below = top;
            height = height.max(top);
        }
        RowLayout { height: height.saturating_add(1), items }
    }
}
