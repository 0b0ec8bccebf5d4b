//! Laid-out rows as plain text, for a pipe or a file.

use super::page::{Geometry, RowLayout};
use crate::text::visible::reorders;

/// The order in which the letters of a row are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they stand on a screen that reorders nothing.
    #[default]
    Visual,
    /// As they are read: for a program or a terminal that reorders by itself.
    Logical,
}

/// The lines of `row` without its blank last one; `text` gives the source text of (version, block).
pub fn lines<'t>(
    row: &RowLayout,
    geometry: &Geometry,
    order: Order,
    text: &dyn Fn(usize, usize) -> &'t str,
) -> Vec<String> {
    let height = row.height.saturating_sub(1) as usize;
    let mut canvas: Vec<Vec<(u16, u16, String)>> = vec![Vec::new(); height];
    let mut put = |x: u16, y: u32, width: u16, glyph: String| {
        if let Some(line) = canvas.get_mut(y as usize) {
            line.push((x, width, glyph));
        }
    };
    row.walk_gutter(geometry, |x, y, _, label| {
        for cluster in &label.clusters {
            put(x + cluster.column, y, u16::from(cluster.width), label.glyph(cluster).to_owned());
        }
    });
    match order {
        Order::Visual => row.walk(geometry, 0..row.height, |x, y, _, part, cluster| {
            put(x, y, u16::from(cluster.width), part.row.glyph(cluster).to_owned());
        }),
        Order::Logical => {
            // One piece a part: it starts where the part's leftmost cluster would.
            let mut last: Option<(*const super::Part, u32)> = None;
            row.walk(geometry, 0..row.height, |x, y, item, part, _| {
                if last == Some((std::ptr::from_ref(part), y)) {
                    return;
                }
                last = Some((std::ptr::from_ref(part), y));
                let own = match (part.role, item.block) {
                    (super::Role::Text | super::Role::Header, Some(block)) => {
                        let range = part.offset + part.row.source.start..part.offset + part.row.source.end;
                        text(item.version, block).get(range).unwrap_or("").trim_end().to_owned()
                    }
                    _ => part.row.visual().trim().to_owned(),
                };
                let width = part.row.clusters.iter().map(|c| u16::from(c.width)).sum();
                // What reorders and is left open would reach into the pane beside this one.
                let own = own.chars().filter(|c| !c.is_control() && !reorders(*c)).collect();
                put(x, y, width, own);
            });
        }
    }
    for rule in &geometry.rules {
        for line in &mut canvas {
            line.push((*rule, 1, "│".to_owned()));
        }
    }
    canvas.into_iter().map(compose).collect()
}

/// The blank line between two rows: the rules go on.
pub fn blank(geometry: &Geometry) -> String {
    compose(geometry.rules.iter().map(|rule| (*rule, 1, "│".to_owned())).collect())
}

fn compose(mut pieces: Vec<(u16, u16, String)>) -> String {
    pieces.sort_by_key(|(x, _, _)| *x);
    let mut line = String::new();
    let mut column = 0;
    for (x, width, glyph) in pieces {
        for _ in column..x {
            line.push(' ');
        }
        line.push_str(&glyph);
        column = x.max(column) + width;
    }
    line.truncate(line.trim_end().len());
    line
}
