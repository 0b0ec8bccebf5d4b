//! Control words and symbols, as far as they say what the text is.

use super::charset::{Charset, charset, page};
use super::reading::{Field, Goes, Reading};
use super::story::{Part, Properties, Story};
use crate::import::docx::{self, Kind, kind_of};

impl Reading {
    /// A control symbol.
    pub(super) fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.state.is_optional = true,
            b'\\' | b'{' | b'}' => self.put(char::from(symbol).encode_utf8(&mut [0; 4])),
            b'~' => self.put("\u{A0}"),
            b'_' => self.put("\u{2011}"),
            b'-' => self.put("\u{AD}"),
            b'\n' | b'\r' => self.word("par", None),
            b'\t' => self.put("\t"),
            _ => {}
        }
    }

    fn put(&mut self, text: &str) {
        self.flush();
        self.text(text);
    }

    /// A control word.
    pub(super) fn word(&mut self, name: &str, number: Option<i32>) {
        if let "u" = name {
            // Negative numbers are those above 32767.
            self.unit(u16::try_from(number.unwrap_or(0).rem_euclid(0x1_0000)).unwrap_or(0xFFFD));
            return;
        }
        self.flush();
        let is_first = !std::mem::replace(&mut self.state.has_begun, true);
        let is_optional = std::mem::take(&mut self.state.is_optional);
        if (is_first || is_optional) && self.begins(name, number) {
            return;
        }
        // A group that nobody has to know, and that is not known here.
        if is_optional && is_first {
            self.state.goes = Goes::Nowhere;
            return;
        }
        if self.state.goes == Goes::Nowhere {
            return;
        }
        let is_on = number != Some(0);
        let n = number.unwrap_or(0);
        if self.state.goes == Goes::Fonts {
            return self.font(name, n);
        }
        if self.state.goes == Goes::Styles {
            return self.style(name, n);
        }
        if self.state.goes == Goes::Lists {
            return self.declared_list.word(&mut self.lists, name, number.unwrap_or(1));
        }
        match name {
            "par" | "sect" if self.state.goes == Goes::Text => {
                let properties = self.properties();
                self.count(properties);
                self.with(|story| story.end_paragraph(properties));
            }
            "cell" | "nestcell" if self.state.goes == Goes::Text => {
                let properties = self.properties();
                self.count(properties);
                match name {
                    "cell" => self.with(|story| story.end_cell(properties)),
                    // A table in a cell is the text of the cell.
                    _ => self.with(|story| story.end_paragraph(Properties { in_table: true, ..properties })),
                }
            }
            "row" if self.state.goes == Goes::Text => self.with(Story::end_row),
            "tab" => self.text("\t"),
            "line" | "lbr" | "page" | "column" => self.text("\n"),
            "emdash" => self.text("—"),
            "endash" => self.text("–"),
            "emspace" | "enspace" | "qmspace" => self.text(" "),
            "bullet" => self.text("•"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "zwj" => self.text("\u{200D}"),
            "zwnj" => self.text("\u{200C}"),
            "ltrmark" => self.text("\u{200E}"),
            "rtlmark" => self.text("\u{200F}"),
            "pard" => self.state.properties = Properties::default(),
            "plain" => {
                self.state.font = self.default_font;
                (self.state.is_hidden, self.state.is_emphasis, self.state.is_far) = (false, false, false);
            }
            "s" => self.apply(n),
            "outlinelevel" => self.state.properties.outline = u8::try_from(n).ok().filter(|level| *level < 9),
            "intbl" => self.state.properties.in_table = true,
            "itap" => self.state.properties.in_table = n > 0,
            "rtlpar" => self.state.properties.is_rtl = true,
            "ltrpar" => self.state.properties.is_rtl = false,
            "ls" => self.state.properties.list = u32::try_from(n).ok().filter(|list| *list > 0),
            "ilvl" => self.state.properties.list_level = u8::try_from(n).unwrap_or(0).min(8),
            "v" => self.state.is_hidden = is_on,
            "deleted" => self.state.is_hidden = is_on,
            "b" | "i" => self.state.is_emphasis = is_on,
            "f" => self.state.font = n,
            "deff" => {
                self.default_font = n;
                self.state.font = n;
            }
            "af" => self.state.far_font = n,
            "dbch" => self.state.is_far = true,
            "loch" | "hich" => self.state.is_far = false,
            "uc" => self.state.skips = usize::try_from(n).unwrap_or(1).min(100),
            "ansicpg" => self.page = page(n),
            "mac" => self.page = page(10000),
            "chftn" => self.has_number = true,
            "ftnalt" => {}
            _ => {}
        }
    }

    fn with(&mut self, act: impl FnOnce(&mut Story)) {
        if let Some(story) = self.stories.last_mut() {
            act(story);
        }
    }

    /// The properties of the paragraph that ends now.
    fn properties(&self) -> Properties {
        self.state.properties
    }

    /// Counts the paragraph that ends now in its list; the number that stands in the file is for readers without lists.
    fn count(&mut self, properties: Properties) {
        let Some(list) = properties.list else { return };
        if let Some(label) = self.lists.count(list, properties.list_level)
            && let Some(story) = self.stories.last_mut()
        {
            // A bullet in the file is in the font that draws it.
            let is_drawn = label.is_bullet && story.label.as_deref().is_some_and(|told| !told.trim().is_empty());
            if !is_drawn {
                story.label = Some(label.text);
            }
        }
    }

    /// A word at the beginning of a group that says what the group is for. False where it is none.
    fn begins(&mut self, name: &str, number: Option<i32>) -> bool {
        let depth = self.depth();
        // What is inside a group that is passed over is passed over, but for the text of shapes.
        if self.state.goes == Goes::Nowhere && !matches!(name, "shptxt" | "dptxbxtext" | "ud" | "title") {
            return true;
        }
        match name {
            "fonttbl" => self.state.goes = Goes::Fonts,
            "listtable" | "listoverridetable" => self.state.goes = Goes::Lists,
            "list" | "listlevel" | "listoverride" | "lfolevel" if self.state.goes == Goes::Lists => return false,
            "leveltext" if self.state.goes == Goes::Lists => self.collect(Goes::LevelText),
            "levelnumbers" | "listname" | "liststylename" | "listpicture" if self.state.goes == Goes::Lists => {
                self.state.goes = Goes::Nowhere;
            }
            "stylesheet" => self.state.goes = Goes::Styles,
            "title" => self.collect(Goes::Title),
            "ud" => self.state.goes = Goes::Text,
            "fldinst" => self.collect(Goes::Instruction),
            "listtext" | "pntext" => self.collect(Goes::Label),
            "bkmkstart" => self.collect(Goes::Anchor),
            "field" => {
                if self.fields.len() < 1_000 {
                    self.fields.push(Field::new(depth));
                }
            }
            "fldrslt" => {
                let place = self.stories.last().map_or(0, Story::place);
                if let Some(field) = self.fields.last_mut() {
                    field.from = Some(place);
                    if docx::is_silent(&field.instruction) {
                        self.state.goes = Goes::Nowhere;
                    }
                }
            }
            "footnote" => {
                self.notes += 1;
                let name = format!("note {}", self.notes);
                let label = self.has_number.then(|| {
                    self.numbered += 1;
                    self.numbered.to_string()
                });
                self.has_number = false;
                self.with(|story| story.call(&name));
                self.stories.push(Story::new(Part::Note { name, label }, depth));
                self.state.properties = Properties::default();
                self.state.goes = Goes::Text;
            }
            "shptxt" | "dptxbxtext" => {
                self.stories.push(Story::new(Part::Box, depth));
                self.state.properties = Properties::default();
                self.state.goes = Goes::Text;
            }
            // Both ways to write the same: the second one is in Unicode.
            "upr" | "nonesttables" | "info" | "pict" | "object" | "header" | "headerl" | "headerr" | "headerf"
            | "footer" | "footerl" | "footerr" | "footerf" | "colortbl" | "author" | "operator" | "subject"
            | "company" | "keywords" | "comment" | "doccomm" | "creatim" | "revtim" | "printim" | "buptim"
            | "shprslt" | "nonshppict" | "pn" | "xe" | "tc" | "rxe" | "falt" | "panose" | "private"
            | "nesttableprops" | "do" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" => {
                self.state.goes = Goes::Nowhere
            }
            "cs" | "ds" | "ts" if self.state.goes == Goes::Styles => self.declared = -1 - number.unwrap_or(0).max(0),
            _ => return false,
        }
        true
    }

    fn collect(&mut self, goes: Goes) {
        self.collected.clear();
        self.state.goes = goes;
    }

    fn font(&mut self, name: &str, n: i32) {
        match name {
            "f" => {
                self.declared = n;
                self.state.font = n;
                self.fonts.insert(n, (Charset::Default, String::new()));
            }
            "fcharset" | "cpg" => {
                let found = if name == "cpg" { Charset::Page(page(n)) } else { charset(n) };
                let declared = self.declared;
                if let Some((told, _)) = self.fonts.get_mut(&declared) {
                    *told = found;
                }
            }
            _ => {}
        }
    }

    fn style(&mut self, name: &str, n: i32) {
        match name {
            "s" => {
                self.declared = n;
                self.styles.insert(n, super::reading::Style::default());
            }
            "outlinelevel" => {
                let declared = self.declared;
                self.styles.entry(declared).or_default().outline = u8::try_from(n).ok().filter(|level| *level < 9);
            }
            _ => {}
        }
    }

    /// Gives the paragraph what its style says.
    fn apply(&mut self, number: i32) {
        let Some(style) = self.styles.get(&number) else { return };
        let kind = kind_of(style.name.trim_end_matches(';').trim());
        let outline = style.outline;
        let properties = &mut self.state.properties;
        match kind {
            Some(Kind::Heading(level)) => properties.outline = Some(level.saturating_sub(1)),
            Some(Kind::Title) => properties.is_title = true,
            Some(Kind::Quotation) => properties.is_quotation = true,
            Some(Kind::Contents) => properties.is_contents = true,
            _ => properties.outline = outline.or(properties.outline),
        }
    }
}
