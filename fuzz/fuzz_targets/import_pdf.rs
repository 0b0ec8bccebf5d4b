//! Any bytes as a PDF file: as a whole file, or as parts of one, so that the fuzzer reaches what is in its streams.
//!
//! The first byte says which: even, and the rest is the file; odd, and the rest are parts with a zero byte between them: the
//! description of a page, a map of codes to text, and the dictionary of a font.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&mode, rest)) = bytes.split_first() else { return };
    if mode & 1 == 0 {
        return sound::read(rest, "pdf");
    }
    let mut parts = rest.splitn(3, |byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let (page, map, font) = (part(), part(), part());
    let mut file = b"%PDF-1.7\n1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [3 0 R] >> endobj\n".to_vec();
    file.extend(b"3 0 obj << /Contents 5 0 R /Resources << /Font << /F1 4 0 R /F2 7 0 R >> /XObject << /X 5 0 R >> >> >> endobj\n");
    file.extend(
        b"4 0 obj << /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [4 0 R] >> endobj\n",
    );
    for (number, data) in [(5, page), (6, map)] {
        file.extend(format!("{number} 0 obj << /Subtype /Form /Length {} >>\nstream\n", data.len()).bytes());
        file.extend(data);
        file.extend(b"\nendstream endobj\n");
    }
    file.extend(b"7 0 obj << ");
    file.extend(font);
    file.extend(b" >> endobj\ntrailer << /Root 1 0 R >>\n");
    sound::read(&file, "pdf");
});
