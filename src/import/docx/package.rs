//! The parts of a package and how they relate (ISO/IEC 29500-2): what is opened by relation, with usual names as a fallback.

use std::collections::HashSet;

use super::SPACES;
use super::story::{self, Rels};
use super::style::Styles;
use super::tree::Story;
use crate::document::{Warning, masthead};
use crate::import::xml::{Node, Xml};
use crate::import::zip::{Archive, ZipError};
use crate::import::{Hints, ImportError, encoding, start_of};

/// How many warnings of one file are kept.
const WARNINGS: usize = 200;
/// How many headers and footers are read of a document without text, and how many documents inside of one.
const MARGINS: usize = 12;
const CHUNKS: usize = 32;
/// How many bytes documents inside of one may have together.
const CHUNK_BYTES: usize = 16 << 20;
/// How many of the parts that are not needed are looked at, and up to which packed length.
const CHECKED: usize = 64;
const SMALL: u64 = 256 << 10;

/// An open package.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    main: String,
    /// The relations of the main part.
    rels: Rels,
    /// The entries that were read.
    seen: HashSet<String>,
    pub warnings: Vec<Warning>,
}

/// Whether an archive is a package with a Word document in it.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    Archive::open(bytes).is_ok_and(|archive| {
        let in_word = |name: &str| name.starts_with("word/") && name.ends_with(".xml");
        archive.has("[Content_Types].xml") && archive.names().any(in_word)
    })
}

/// An OLE compound file: what Word writes before 2007, and around an encrypted package.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

impl<'a> Package<'a> {
    /// Opens a package and finds its main part.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let refuse = |why: String| ImportError::Unreadable("docx", why);
        if bytes.starts_with(COMPOUND) {
            let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
            let has = |name: &str| memchr::memmem::find(bytes, &wide(name)).is_some();
            return Err(refuse(if has("EncryptedPackage") {
                "it is encrypted; open it in a word processor and save it without a password".into()
            } else if has("WordDocument") {
                "it is in the .doc format of Word 97 to 2003; save it as .docx".into()
            } else {
                "it is an OLE compound file without a Word document".into()
            }));
        }
        let mut archive =
            Archive::open(bytes).map_err(|error| ImportError::NotThisFormat("docx", error.to_string()))?;
        let warnings = std::mem::take(&mut archive.warnings);
        let mut package = Self { archive, main: String::new(), rels: Rels::default(), seen: HashSet::new(), warnings };
        let roots = package.relations("");
        let told = roots.by_type("officeDocument").find(|name| package.archive.has(name)).map(str::to_owned);
        let usual = || ["word/document.xml", "word/document2.xml"].into_iter().find(|name| package.archive.has(name));
        let main = told.or_else(|| usual().map(str::to_owned));
        package.main =
            main.ok_or_else(|| ImportError::NotThisFormat("docx", "the archive holds no Word document".into()))?;
        package.rels = package.relations(&package.main.clone());
        for (name, target) in &roots.by_id {
            // What describes the package itself is looked up with the rest.
            package.rels.by_id.entry(format!("root:{name}")).or_insert_with(|| target.clone());
        }
        Ok(package)
    }

    /// The relations of a part, of the package itself for `""`.
    fn relations(&mut self, part: &str) -> Rels {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let slash = if folder.is_empty() { "" } else { "/" };
        let text = self.text(&format!("{folder}{slash}_rels/{name}.rels"));
        let mut rels = Rels::default();
        let Some(text) = text else { return rels };
        let mut xml = Xml::new(&text, "relations", &[]);
        loop {
            match xml.next() {
                Node::Open(tag) if tag.name() == "Relationship" => {
                    let (Some(id), Some(target)) = (tag.value("Id"), tag.value("Target")) else { continue };
                    let kind = tag.value("Type").unwrap_or_default();
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let is_far = tag.value("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("External"));
                    let target = if is_far { target } else { resolved(folder, &target) };
                    rels.by_id.insert(id, story::Rel { kind, target, is_far });
                }
                Node::End => break,
                _ => {}
            }
        }
        rels
    }

    /// The text of an entry that may be missing. What is damaged in it is said.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.seen.insert(name.to_owned());
        match self.archive.read(name) {
            Ok(unpacked) => {
                if let Some(damage) = unpacked.damage {
                    self.warn(format!("{name}: {damage}"));
                }
                let decoded = encoding::decode(&unpacked.bytes);
                let told = |warning: Warning| Warning { message: format!("{name}: {}", warning.message), ..warning };
                self.warn_all(decoded.warnings.into_iter().map(told).collect::<Vec<_>>());
                Some(decoded.text.into_owned())
            }
            Err(ZipError::Missing(_)) => None,
            Err(error) => {
                self.warn(error.to_string());
                None
            }
        }
    }

    /// The text of the part of this kind that the main part relates to, and its name.
    pub fn related(&mut self, kind: &str, usual: &str) -> Option<(String, String)> {
        let told = self.rels.by_type(kind).find(|name| self.archive.has(name)).map(str::to_owned);
        let name = told.unwrap_or_else(|| usual.to_owned());
        self.text(&name).map(|text| (text, name))
    }

    /// Says which parts are damaged among those that the text does not need: a file that is damaged there may be elsewhere.
    pub fn check(&mut self) {
        let is_part = |name: &&str| name.ends_with(".xml") || name.ends_with(".rels");
        let others: Vec<String> = self.archive.names().filter(is_part).map(str::to_owned).collect();
        for name in others.into_iter().filter(|name| !self.seen.contains(name)).take(CHECKED).collect::<Vec<_>>() {
            if let Some(why) = self.archive.damage(&name, SMALL) {
                self.warn(format!("{name}: {why}; nothing of the text stands in it"));
            }
        }
    }

    pub fn warn(&mut self, message: String) {
        self.warn_all([Warning { line: None, byte: None, message }]);
    }

    /// Adds warnings, as many as are kept.
    pub fn warn_all(&mut self, warnings: impl IntoIterator<Item = Warning>) {
        let left = WARNINGS.saturating_sub(self.warnings.len());
        self.warnings.extend(warnings.into_iter().take(left));
    }

    /// Reads a story with the relations of its own part.
    pub fn story(&mut self, name: &str, text: &str, styles: &Styles) -> Story {
        let rels = if name == self.main { self.rels.clone() } else { self.relations(name) };
        let (story, warnings) = story::read(text, name, &rels, styles);
        self.warn_all(warnings);
        story
    }

    /// The main part.
    pub fn main(&mut self, styles: &Styles, hints: &Hints) -> Result<Story, ImportError> {
        let name = self.main.clone();
        if let Err(error) = self.archive.can_read(&name) {
            return Err(ImportError::Unreadable("docx", error.to_string()));
        }
        let Some(text) = self.text(&name) else {
            let why = self.warnings.last().map_or("its text is missing", |warning| &warning.message);
            return Err(ImportError::Unreadable("docx", why.to_owned()));
        };
        let start = start_of(text.as_bytes(), b"</w:p>", hints).len();
        match text.get(..start).filter(|start| start.len() < text.len()) {
            // The last properties of a section say which header the first page has.
            Some(start) => {
                let tail = text.rfind("<w:sectPr").filter(|at| *at > start.len()).and_then(|at| text.get(at..));
                Ok(self.story(&name, &[start, tail.unwrap_or("")].concat(), styles))
            }
            None => Ok(self.story(&name, &text, styles)),
        }
    }

    /// The header of the first page: where the United Nations print the symbol, the date and the language.
    pub fn front(&mut self, styles: &Styles, body: &Story) -> Story {
        let of = |kind: &str| body.headers.iter().find(|(told, _)| told == kind).map(|(_, id)| id);
        // A running header says nothing that the first page does not.
        let Some(id) = of("first").filter(|_| body.has_first) else { return Story::default() };
        let Some(name) = self.rels.by_id.get(id).filter(|rel| !rel.is_far).map(|rel| rel.target.clone()) else {
            return Story::default();
        };
        match self.text(&name) {
            Some(text) => self.story(&name, &text, styles),
            None => Story::default(),
        }
    }

    /// What stands in headers and footers, for a document that has its text nowhere else.
    pub fn margins(&mut self, styles: &Styles) -> Vec<Story> {
        let mut names: Vec<String> = ["header", "footer"]
            .into_iter()
            .flat_map(|kind| {
                let mut names: Vec<String> = self.rels.by_type(kind).map(str::to_owned).collect();
                names.sort();
                names
            })
            .collect();
        names.truncate(MARGINS);
        names.iter().filter_map(|name| self.text(name).map(|text| self.story(name, &text, styles))).collect()
    }

    /// The documents that stand in this one, by the names of their parts.
    pub fn chunks(&mut self) -> Vec<(String, Vec<u8>)> {
        let mut names: Vec<String> = self.rels.by_type("aFChunk").map(str::to_owned).collect();
        names.sort();
        names.dedup();
        let (mut out, mut left) = (Vec::new(), CHUNK_BYTES);
        for name in names.into_iter().take(CHUNKS) {
            self.seen.insert(name.clone());
            match self.archive.read(&name) {
                Ok(unpacked) if unpacked.bytes.len() > left => {
                    self.warn(format!("{name}: the documents inside of this one are too long; it is left out"));
                }
                Ok(unpacked) => {
                    left -= unpacked.bytes.len();
                    out.push((name, unpacked.bytes));
                }
                Err(error) => self.warn(error.to_string()),
            }
        }
        out
    }

    /// The title in the core properties.
    pub fn title(&mut self) -> Option<String> {
        let name = self.rels.by_type("core-properties").next().unwrap_or("docProps/core.xml").to_owned();
        self.property(&name, |tag, _| tag == "title")
    }

    /// The symbol in the properties that the United Nations add.
    pub fn symbol(&mut self) -> Option<String> {
        let symbol = self.property("docProps/custom.xml", |tag, name| tag == "property" && name == "Symbol1")?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "/.-()*".contains(c);
        (symbol.contains('/') && symbol.len() < 60 && symbol.chars().all(is_plain)).then_some(symbol)
    }

    /// The job number, in the properties that the United Nations add, else in a footer.
    pub fn job_number(&mut self) -> Option<String> {
        let told = self.property("docProps/custom.xml", |tag, name| tag == "property" && name == "JobNo");
        let told = told.and_then(|digits| masthead::job_number(&format!("*{digits}*")));
        let footers: Vec<String> = self.rels.by_type("footer").take(12).map(str::to_owned).collect();
        told.or_else(|| {
            footers.iter().find_map(|name| {
                let text = self.text(name)?;
                text.split("</w:p>").take(200).find_map(|paragraph| {
                    // What stands between the tags.
                    let pieces = paragraph.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
                    masthead::job_number(&pieces.collect::<String>())
                })
            })
        })
    }

    /// The text of the first property that `is_it` by its tag and its attribute `name`.
    fn property(&mut self, part: &str, is_it: impl Fn(&str, &str) -> bool) -> Option<String> {
        let text = self.text(part)?;
        let mut xml = Xml::new(&text, part, SPACES);
        loop {
            match xml.next() {
                Node::Open(tag) if is_it(tag.name(), &tag.value("name").unwrap_or_default()) => {
                    let text = xml.text();
                    let text = text.replace("_x000d_", " ").split_whitespace().collect::<Vec<_>>().join(" ");
                    return Some(text).filter(|text| !text.is_empty());
                }
                Node::End => return None,
                _ => {}
            }
        }
    }
}

/// A target of a relation as a name in the archive: `../media/x` of `word/` is `media/x`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(rooted) = target.strip_prefix('/') {
        return rooted.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn targets_are_names_in_the_archive() {
        assert_eq!(resolved("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "../docProps/core.xml"), "docProps/core.xml");
        assert_eq!(resolved("word", "/word/x.xml"), "word/x.xml");
        assert_eq!(resolved("", "../../etc/passwd"), "etc/passwd");
    }
}
