//! Any parts of a Word document, packed as they are or inside the elements that they stand in, are read without a panic.

#![no_main]

mod office;
mod sound;

use libfuzzer_sys::fuzz_target;

const HEAD: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:r='r' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";

fuzz_target!(|data: &[u8]| {
    let Some((flags, data)) = data.split_first() else { return };
    let [body, styles, numbering, notes, rels] = office::parts::<5>(data);
    let within = |name: &str, part: &[u8]| match flags & 1 {
        0 => part.to_vec(),
        _ => [format!("<w:{name} {HEAD}>").as_bytes(), part, format!("</w:{name}>").as_bytes()].concat(),
    };
    let entries: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", &within("document", body)),
        ("word/styles.xml", &within("styles", styles)),
        ("word/numbering.xml", &within("numbering", numbering)),
        ("word/footnotes.xml", &within("footnotes", notes)),
        ("word/_rels/document.xml.rels", rels),
    ];
    sound::read(&office::archive(&entries), "docx");
});
