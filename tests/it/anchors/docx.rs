//! A draft as a Word file, in the least that is one: a ZIP archive with nothing compressed, a document, its kinds of content.

use super::draft::{Draft, Paragraph};

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

/// The file.
pub fn docx(draft: &Draft) -> Vec<u8> {
    let paragraphs: String = draft.paragraphs.iter().map(paragraph).collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{paragraphs}</w:body></w:document>"
    );
    zip(&[("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &document)])
}

fn paragraph(paragraph: &Paragraph) -> String {
    let escaped = |text: String| text.replace('&', "&amp;").replace('<', "&lt;").replace(['\n', '\t'], " ");
    let text = escaped(paragraph.text.iter().map(|glyph| glyph.c).collect());
    let label = match paragraph.label.as_str() {
        "" => String::new(),
        label => format!("<w:t>{}</w:t><w:tab/>", escaped(label.to_owned())),
    };
    // Two runs, as Word leaves them after an edit.
    let half = text.char_indices().nth(text.chars().count() / 2).map_or(text.len(), |(at, _)| at);
    let cut = if text.contains('&') { text.len() } else { half };
    let (first, second) = text.split_at(cut);
    format!(
        "<w:p><w:r>{label}<w:t xml:space=\"preserve\">{first}</w:t></w:r><w:r><w:t xml:space=\"preserve\">{second}</w:t></w:r></w:p>"
    )
}

/// A ZIP archive whose files are stored (APPNOTE 4.3).
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let size = u32::try_from(text.len()).expect("a small file").to_le_bytes();
        let length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
        let at = u32::try_from(archive.len()).expect("a small archive").to_le_bytes();
        // Version 2.0, no flags, stored, no time; then the checksum, both sizes, the name's length, no extra field.
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc32(text.as_bytes()).to_le_bytes());
        common.extend(size);
        common.extend(size);
        common.extend(length);
        common.extend([0, 0]);
        archive.extend(*b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(text.as_bytes());
        directory.extend(*b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at);
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(archive.len()).expect("a small archive").to_le_bytes();
    let size = u32::try_from(directory.len()).expect("a small directory").to_le_bytes();
    let count = u16::try_from(files.len()).expect("few files").to_le_bytes();
    archive.extend(directory);
    archive.extend(*b"PK\x05\x06\0\0\0\0");
    archive.extend(count);
    archive.extend(count);
    archive.extend(size);
    archive.extend(start);
    archive.extend([0, 0]);
    archive
}

/// The checksum of ZIP (ISO 3309), bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn the_checksum_is_that_of_the_standard() {
    assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
}
