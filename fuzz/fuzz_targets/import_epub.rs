//! Any bytes as a book: as an archive, or as the files of one, so that the fuzzer reaches what is in them.
//!
//! The first byte says which: even, and the rest is the archive; odd, and the rest are files with a zero byte between them, the
//! first one the package document where bit 1 is set, then pages; bit 2 adds the last as `META-INF/encryption.xml`, bit 3 as the
//! table of contents.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;

const CONTAINER: &[u8] = b"<container><rootfiles><rootfile full-path='O/p.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";

fuzz_target!(|bytes: &[u8]| {
    let Some((&mode, rest)) = bytes.split_first() else { return };
    if mode & 1 == 0 {
        return sound::read(rest, "epub");
    }
    let mut parts: Vec<&[u8]> = rest.split(|byte| *byte == 0).take(12).collect();
    let package = if mode & 2 != 0 && parts.len() > 1 { Some(parts.remove(0)) } else { None };
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("mimetype".into(), b"application/epub+zip".to_vec()),
        ("META-INF/container.xml".into(), CONTAINER.to_vec()),
    ];
    for (bit, name) in [(4, "META-INF/encryption.xml"), (8, "O/toc.ncx")] {
        if mode & bit != 0 && parts.len() > 1 {
            files.extend(parts.pop().map(|part| (name.to_owned(), part.to_vec())));
        }
    }
    let (mut manifest, mut spine) = (String::new(), String::new());
    for (n, part) in parts.into_iter().enumerate() {
        manifest += &format!("<item id='i{n}' href='{n}.xhtml' media-type='application/xhtml+xml'/>");
        spine += &format!("<itemref idref='i{n}'/>");
        files.push((format!("O/{n}.xhtml"), part.to_vec()));
    }
    manifest += "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>";
    let made = format!("<package><metadata/><manifest>{manifest}</manifest><spine toc='ncx'>{spine}</spine></package>");
    files.push(("O/p.opf".into(), package.map_or(made.into_bytes(), <[u8]>::to_vec)));
    sound::read(&archive(&files), "epub");
});

/// An archive of these files, none of them packed and no sum right.
fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in files {
        let at = (out.len() as u32).to_le_bytes();
        let (size, length) = ((data.len() as u32).to_le_bytes(), (name.len() as u16).to_le_bytes());
        let common = [&[20, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &size, &size, &length, &[0, 0]].concat();
        out.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), data].concat());
        directory.extend([b"PK\x01\x02\x14\x00", common.as_slice(), &[0; 10], &at, name.as_bytes()].concat());
    }
    let (start, size, count) = (out.len() as u32, directory.len() as u32, files.len() as u16);
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([size.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}
