//! What the targets of word processors share: archives built from the parts of an input.

/// An archive of these entries, stored. Check sums are left at 0: a reader says that they are wrong and goes on.
pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    for (name, data) in entries {
        let at = u32::try_from(out.len()).unwrap_or(u32::MAX);
        let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let size = u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes();
        fields.extend(size.iter().chain(&size));
        fields.extend(u16::try_from(name.len()).unwrap_or(0).to_le_bytes());
        fields.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&fields);
        out.extend(name.as_bytes());
        out.extend(*data);
        central.extend(b"PK\x01\x02\x14\x00");
        central.extend(&fields);
        central.extend([0; 10]);
        central.extend(at.to_le_bytes());
        central.extend(name.as_bytes());
    }
    let at = u32::try_from(out.len()).unwrap_or(u32::MAX);
    let count = u16::try_from(entries.len()).unwrap_or(0).to_le_bytes();
    out.extend(&central);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.iter().chain(&count));
    out.extend(u32::try_from(central.len()).unwrap_or(0).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// The parts of an input: what stands between bytes 0xFF, which no UTF-8 has.
pub fn parts<const N: usize>(data: &[u8]) -> [&[u8]; N] {
    let mut all = data.split(|byte| *byte == 0xFF);
    std::array::from_fn(|_| all.next().unwrap_or(&[]))
}
