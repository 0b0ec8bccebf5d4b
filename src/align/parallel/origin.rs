//! The language in which a work was written, where a masthead says so.

use crate::document::{Document, Kind};

/// Blocks of a document that are asked.
const FRONT: usize = 60;

/// What stands before the name of the original's language, in lower case.
const MARKS: [&str; 8] = ["original:", "original :", "原件", "原文", "原文語言", "الأصل", "оригинал", "подлинный текст"];

/// Languages by the first letters of their names, in lower case, as the six write them.
const NAMES: [(&str, &[&str]); 6] = [
    ("ar", &["arab", "阿文", "阿拉伯", "عربي", "араб"]),
    ("zh", &["chin", "中文", "صيني", "кита"]),
    ("en", &["engl", "angl", "ingl", "英文", "英语", "英語", "إنكليزي", "انكليزي", "إنجليزي", "англ"]),
    ("fr", &["fren", "fran", "法文", "法语", "法語", "فرنسي", "фран"]),
    ("ru", &["russ", "rus", "俄文", "俄语", "俄語", "روسي", "русск"]),
    ("es", &["span", "espa", "西班牙", "西文", "إسباني", "اسباني", "испан"]),
];

/// The version through which the others are brought together: the first that is written in the language which a masthead
/// names as the original's, else the first.
pub fn pivot_of(documents: &[&Document]) -> usize {
    let original = documents.iter().find_map(|document| original(document));
    let written = |language: &str| documents.iter().position(|document| document.language.primary() == language);
    original.and_then(written).unwrap_or(0)
}

/// The language that the masthead of `document` names: `Original: English`, `[原件：英文]`. None where it names several.
fn original(document: &Document) -> Option<&'static str> {
    document.blocks.iter().take(FRONT).filter(|block| block.kind == Kind::Metadata).find_map(|block| {
        // A masthead's line is short; what is longer is text.
        let line: String = block.text.chars().take(80).flat_map(char::to_lowercase).collect();
        let after = MARKS.iter().find_map(|mark| line.split_once(mark))?.1;
        let mut named = NAMES.iter().filter(|(_, names)| names.iter().any(|name| after.contains(name)));
        let (language, _) = named.next()?;
        named.next().is_none().then_some(*language)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;
    use crate::text::Language;

    fn version(language: &str, lines: &[&str]) -> Document {
        let line = |text: &&str| Block { kind: Kind::Metadata, text: (*text).to_owned(), ..Block::default() };
        Document { language: Language::new(language), blocks: lines.iter().map(line).collect(), ..Document::default() }
    }

    #[test]
    fn the_original_is_the_one_that_a_masthead_names() {
        let check = |line: &str, pivot: usize| {
            let versions = [version("ar", &[]), version("zh-Hant", &["Distr.: General", line]), version("en", &[])];
            assert_eq!(pivot_of(&versions.iter().collect::<Vec<_>>()), pivot, "{line}");
        };
        check("[原件：英文]", 2);
        check("Original: English", 2);
        check("ORIGINAL: CHINESE", 1);
        check("Original : anglais", 2);
        check("الأصل: بالإنكليزية", 2);
        check("Оригинал: арабский", 0);
        check("Original: English and Arabic", 0);
        check("Original: Russian", 0);
        check("English", 0);
        assert_eq!(pivot_of(&[]), 0);
    }
}
