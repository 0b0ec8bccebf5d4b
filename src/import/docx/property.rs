//! The properties of paragraphs, runs, rows, cells and sections, as far as they say what the text is.

use super::story::{Frame, Reading, Run};
use super::style::is_on;
use super::tree::Counting;
use crate::import::xml::{Node, Tag};

impl Reading<'_, '_> {
    /// Calls `take` with the names and values of what stands in the element that was opened last.
    fn properties(&mut self, mut take: impl FnMut(&mut Self, &Tag<'_>)) {
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            match self.xml.next() {
                Node::Open(tag) if tag.name().ends_with("Change") => self.xml.skip(),
                Node::Open(tag) => take(self, &tag),
                Node::End => break,
                _ => {}
            }
        }
    }

    pub fn paragraph_properties(&mut self) {
        self.properties(|reading, tag| {
            if (tag.space, tag.name()) == ("w", "sectPr") {
                reading.section();
                let section = reading.story.sections.len().checked_sub(1);
                if let Some(open) = reading.paragraph() {
                    open.paragraph.section = section;
                }
                return;
            }
            let value = || tag.value("val");
            let number = || value().and_then(|n| n.trim().parse::<u32>().ok());
            let level = || number().map(|n| u8::try_from(n).unwrap_or(u8::MAX));
            let Some(open) = reading.paragraph() else { return };
            let paragraph = &mut open.paragraph;
            match tag.name() {
                "pStyle" => paragraph.style = value(),
                "numId" => paragraph.list = number(),
                "ilvl" => paragraph.level = level(),
                "outlineLvl" => paragraph.outline = level(),
                "bidi" => paragraph.bidi = Some(is_on(value().as_deref())),
                // In the properties of the paragraph's end.
                "del" | "moveFrom" => paragraph.joins = true,
                // A large first letter stands in a paragraph of its own.
                "framePr" if tag.value("dropCap").is_some_and(|kind| kind != "none") => paragraph.joins = true,
                "vanish" => paragraph.is_hidden = is_on(value().as_deref()),
                _ => {}
            }
        });
    }

    pub fn run_properties(&mut self) {
        let style = match self.frames.last() {
            Some((_, Frame::Paragraph(open))) => open.paragraph.style.clone(),
            _ => None,
        };
        let is_hidden = style.is_some_and(|style| self.styles.is_hidden(&style));
        let mut run = Run { is_hidden, ..self.run.clone() };
        self.properties(|reading, tag| {
            let value = tag.value("val");
            match tag.name() {
                "vanish" => run.is_hidden = is_on(value.as_deref()),
                "i" | "b" | "iCs" | "bCs" if is_on(value.as_deref()) => run.is_emphasis = true,
                "lang" => {
                    let told = ["val", "eastAsia", "bidi"].map(|name| tag.value(name));
                    run.languages = Some(Box::new(told));
                }
                "rStyle" => {
                    let style = value.unwrap_or_default();
                    run.is_hidden |= reading.styles.is_hidden(&style);
                    run.is_emphasis |= reading.styles.is_emphasis(&style);
                }
                _ => {}
            }
        });
        self.run = run;
    }

    pub fn row_properties(&mut self) {
        self.properties(|reading, tag| {
            let Some((_, Frame::Row(row))) = reading.frames.last_mut() else { return };
            match tag.name() {
                "gridBefore" => row.before = tag.value("val").and_then(|n| n.parse().ok()).unwrap_or(0),
                "del" => row.is_deleted = true,
                _ => {}
            }
        });
    }

    pub fn cell_properties(&mut self) {
        self.properties(|reading, tag| {
            let Some((_, Frame::Cell(cell))) = reading.frames.last_mut() else { return };
            let value = || tag.value("val");
            match tag.name() {
                "gridSpan" => cell.columns = value().and_then(|n| n.parse().ok()).unwrap_or(1),
                "vMerge" | "hMerge" => cell.is_continued |= value().is_none_or(|value| value != "restart"),
                _ => {}
            }
        });
    }

    /// The headers of the first section, and how each counts its notes.
    pub fn section(&mut self) {
        let is_first = self.story.sections.is_empty();
        let (mut notes, mut inside) = ([Counting::default(); 2], None);
        self.properties(|reading, tag| match tag.name() {
            "footnotePr" => inside = Some(0),
            "endnotePr" => inside = Some(1),
            name @ ("numFmt" | "numStart" | "numRestart") => {
                if let Some(counting) = inside.and_then(|at: usize| notes.get_mut(at)) {
                    counting.read(name, tag.value("val").as_deref());
                }
            }
            "headerReference" if is_first => {
                let kind = tag.value("type").unwrap_or_else(|| "default".into());
                reading.story.headers.extend(tag.other("id").map(|id| (kind, id)));
            }
            "titlePg" if is_first => reading.story.has_first = is_on(tag.value("val").as_deref()),
            _ => {}
        });
        self.story.sections.push(notes);
    }
}
