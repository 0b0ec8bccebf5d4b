//! Archives of our own making, good and bad.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::{Archive, ENTRIES, FREE, ZipError};

/// An archive of these entries, deflated.
pub(in crate::import) fn pack(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Pack::default();
    for (name, data) in entries {
        out.add(name.as_bytes(), data, 0x800, true);
    }
    out.finish()
}

/// An archive while it is written.
#[derive(Default)]
struct Pack {
    bytes: Vec<u8>,
    central: Vec<u8>,
    count: u16,
}

impl Pack {
    /// Adds an entry with these flags (bit 3: its sizes follow its data).
    fn add(&mut self, name: &[u8], data: &[u8], flags: u16, deflate: bool) {
        let mut sum = flate2::Crc::new();
        sum.update(data);
        let packed = if deflate {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(data).expect("memory");
            encoder.finish().expect("memory")
        } else {
            data.to_vec()
        };
        let at = self.bytes.len() as u32;
        let method = if deflate { 8u16 } else { 0 };
        let sizes = [sum.sum(), packed.len() as u32, data.len() as u32];
        let follows = flags & 8 != 0;
        let put = |out: &mut Vec<u8>, sizes: [u32; 3]| {
            out.extend(20u16.to_le_bytes());
            out.extend(flags.to_le_bytes());
            out.extend(method.to_le_bytes());
            out.extend([0; 4]);
            out.extend(sizes.iter().flat_map(|n| n.to_le_bytes()));
            out.extend((name.len() as u16).to_le_bytes());
            out.extend(0u16.to_le_bytes());
        };
        self.bytes.extend(b"PK\x03\x04");
        put(&mut self.bytes, if follows { [0; 3] } else { sizes });
        self.bytes.extend(name);
        self.bytes.extend(&packed);
        if follows {
            self.bytes.extend(b"PK\x07\x08");
            self.bytes.extend(sizes.iter().flat_map(|n| n.to_le_bytes()));
        }
        self.central.extend(b"PK\x01\x02\x14\x00");
        put(&mut self.central, sizes);
        self.central.extend([0; 10]);
        self.central.extend(at.to_le_bytes());
        self.central.extend(name);
        self.count = self.count.saturating_add(1);
    }

    fn finish(mut self) -> Vec<u8> {
        let at = self.bytes.len() as u32;
        self.bytes.extend(&self.central);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend((self.central.len() as u32).to_le_bytes());
        self.bytes.extend(at.to_le_bytes());
        self.bytes.extend([0, 0]);
        self.bytes
    }
}

fn text(archive: &Archive<'_>, name: &str) -> String {
    String::from_utf8(archive.read(name).expect("an entry").bytes).expect("UTF-8")
}

#[test]
fn entries_stored_deflated_and_with_sizes_behind_are_read() {
    let mut pack = Pack::default();
    let long = "The river rose. ".repeat(10_000);
    pack.add(b"a.txt", b"stored", 0, false);
    pack.add("مجلد/ب.txt".as_bytes(), long.as_bytes(), 0x800, true);
    pack.add(b"c.txt", b"follows", 8, true);
    pack.add(b"folder/", b"", 0, false);
    let bytes = pack.finish();
    let archive = Archive::open(&bytes).expect("an archive");
    assert_eq!(archive.names().collect::<Vec<_>>(), ["a.txt", "مجلد/ب.txt", "c.txt"]);
    assert_eq!(text(&archive, "a.txt"), "stored");
    assert_eq!(text(&archive, "مجلد/ب.txt"), long);
    assert_eq!(text(&archive, "c.txt"), "follows");
    assert!(archive.warnings.is_empty());
    // Something before the archive, something after it.
    let moved = [b"#!/bin/sh\n".as_slice(), &bytes, b"comment"].concat();
    assert_eq!(text(&Archive::open(&moved).expect("an archive"), "a.txt"), "stored");
}

#[test]
fn an_archive_that_breaks_off_gives_what_it_has() {
    for flags in [0, 8] {
        let mut pack = Pack::default();
        let long: Vec<u8> = (0..60_000u32).map(|n| b'a' + (n * n / 7 % 26) as u8).collect();
        pack.add(b"a.txt", b"first", flags, true);
        pack.add(b"b.txt", &long, flags, true);
        let bytes = pack.finish();
        let cut = &bytes[..bytes.len() / 2];
        let archive = Archive::open(cut).expect("what is left of an archive");
        assert_eq!(text(&archive, "a.txt"), "first");
        let rest = archive.read("b.txt").expect("its beginning");
        assert!(rest.damage.is_some() && rest.bytes.len() > 1_000 && long.starts_with(&rest.bytes));
        assert!(archive.warnings[0].message.contains("directory is missing"), "{:?}", archive.warnings);
    }
}

#[test]
fn a_changed_byte_is_noticed() {
    let mut bytes = pack(&[("a.txt", b"one word and another and one more word")]);
    bytes[45] ^= 0x10;
    let archive = Archive::open(&bytes).expect("an archive");
    assert!(archive.read("a.txt").map_or(true, |unpacked| unpacked.damage.is_some()));
}

#[test]
fn bombs_passwords_and_strange_methods_are_named() {
    let zeros = vec![0; FREE as usize + (1 << 20)];
    let bytes = pack(&[("bomb", &zeros), ("large", &zeros[..FREE as usize])]);
    let archive = Archive::open(&bytes).expect("an archive");
    assert!(matches!(archive.read("bomb"), Err(ZipError::Bomb(..))));
    assert_eq!(archive.read("large").expect("within the limits").bytes.len(), FREE as usize);
    // A lie about the length changes nothing.
    let mut lying = bytes.clone();
    let at = memchr::memmem::rfind(&lying, b"bomb").expect("its record") - 46 + 24;
    lying[at..at + 4].copy_from_slice(&5u32.to_le_bytes());
    assert!(matches!(Archive::open(&lying).expect("an archive").read("bomb"), Err(ZipError::Bomb(..))));
    let mut locked = Pack::default();
    locked.add(b"a.txt", b"secret", 1, true);
    let locked = locked.finish();
    let told = Archive::open(&locked).expect("an archive").read("a.txt").expect_err("a password").to_string();
    assert!(told.contains("a.txt is encrypted"), "{told}");
    let mut odd = pack(&[("a.txt", b"x")]);
    let at = memchr::memmem::rfind(&odd, b"PK\x01\x02").expect("its record") + 10;
    odd[at] = 14;
    assert!(matches!(Archive::open(&odd).expect("an archive").read("a.txt"), Err(ZipError::Method(_, 14))));
}

#[test]
fn names_that_lead_out_or_come_twice_are_said() {
    let bytes = pack(&[("../up", b"1"), ("/root", b"2"), ("c:\\x", b"3"), ("a", b"first"), ("a", b"last")]);
    let archive = Archive::open(&bytes).expect("an archive");
    assert_eq!(archive.names().collect::<Vec<_>>(), ["a"]);
    assert_eq!(text(&archive, "a"), "last");
    assert_eq!(archive.read("../up"), Err(ZipError::Missing("../up".into())));
    let told: Vec<&str> = archive.warnings.iter().map(|w| w.message.as_str()).collect();
    assert!(told[0].contains("not read: 3") && told[1].contains("twice"), "{told:?}");
}

#[test]
fn more_entries_than_any_document_has_are_not_looked_at() {
    let mut pack = Pack::default();
    for n in 0..ENTRIES + 10 {
        pack.add(n.to_string().as_bytes(), b"", 0, false);
    }
    let bytes = pack.finish();
    let archive = Archive::open(&bytes).expect("an archive");
    assert_eq!(archive.names().count(), ENTRIES);
    assert!(archive.warnings[0].message.contains("more than"), "{:?}", archive.warnings);
}

#[test]
fn what_is_no_archive_is_none() {
    for bytes in [b"".as_slice(), b"PK", b"hello", b"PK\x05\x06", &[0; 4_000]] {
        assert!(matches!(Archive::open(bytes), Err(ZipError::NoArchive)), "{bytes:?}");
    }
}
