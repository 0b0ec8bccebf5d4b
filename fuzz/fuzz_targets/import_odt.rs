//! Any parts of an OpenDocument text, packed as they are or inside the elements that they stand in, are read without a panic.

#![no_main]

mod office;
mod sound;

use libfuzzer_sys::fuzz_target;

const HEAD: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
    xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
    xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
    xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
    xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'";

fuzz_target!(|data: &[u8]| {
    let Some((flags, data)) = data.split_first() else { return };
    let [body, styles] = office::parts::<2>(data);
    let open = |name: &str| format!("<office:{name} {HEAD}>");
    let (content, styles) = match flags & 1 {
        0 => (body.to_vec(), styles.to_vec()),
        _ => (
            [open("text").as_bytes(), body, b"</office:text>"].concat(),
            [open("styles").as_bytes(), styles, b"</office:styles>"].concat(),
        ),
    };
    sound::read(&office::archive(&[("content.xml", &content), ("styles.xml", &styles)]), "odt");
});
