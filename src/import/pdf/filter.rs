//! The data of streams unpacked, within a limit (ISO 32000-2, 7.4).

use flate2::{Decompress, FlushDecompress, Status};

use super::object::{Dict, Object};

/// What a decoded stream is cut at.
pub(super) const STREAM: usize = 32 << 20;
/// How many filters of one stream are applied.
const FILTERS: usize = 6;

/// What came of the data of a stream.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub bytes: Vec<u8>,
    /// Whether it was cut, at the limit or where it is broken.
    pub is_cut: bool,
}

/// The data through all filters of the stream, whose values are resolved; none where one is for pictures or unknown.
pub(super) fn decode(data: &[u8], filters: &[Object], parameters: &[Option<Dict>], limit: usize) -> Option<Decoded> {
    let mut out = Decoded { bytes: Vec::new(), is_cut: false };
    let mut is_first = true;
    if filters.len() > FILTERS {
        return None;
    }
    for (at, filter) in filters.iter().enumerate() {
        let input: &[u8] = if is_first { data } else { &out.bytes };
        let parameter = parameters.get(at).and_then(Option::as_ref);
        let (mut bytes, is_cut) = match filter.name()? {
            b"FlateDecode" | b"Fl" => inflate(input, limit),
            b"LZWDecode" | b"LZW" => {
                let early = parameter.and_then(|dict| dict.get("EarlyChange").int()).unwrap_or(1) != 0;
                unpack_lzw(input, early, limit)
            }
            b"ASCII85Decode" | b"A85" => (ascii85(input), false),
            b"ASCIIHexDecode" | b"AHx" => (ascii_hex(input), false),
            b"RunLengthDecode" | b"RL" => run_lengths(input, limit),
            b"Crypt" => (input.to_vec(), false),
            _ => return None,
        };
        if let Some(dict) = parameter {
            bytes = predicted(bytes, dict);
        }
        out = Decoded { bytes, is_cut: out.is_cut || is_cut };
        is_first = false;
    }
    if is_first {
        let cut = data.get(..limit).unwrap_or(data);
        out = Decoded { bytes: cut.to_vec(), is_cut: cut.len() < data.len() };
    }
    Some(out)
}

/// Deflate with or without its zlib header (real files break it); what could be read where it is broken.
fn inflate(data: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let has_header = matches!(data, [first, second, ..] if first & 0x0F == 8 && (u32::from(*first) << 8 | u32::from(*second)) % 31 == 0);
    let (out, is_cut) = inflate_from(data, has_header, limit);
    if out.is_empty() && is_cut && data.len() > 2 {
        let rest = if has_header { data.get(2..).unwrap_or(&[]) } else { data };
        return inflate_from(rest, false, limit);
    }
    (out, is_cut)
}

fn inflate_from(data: &[u8], has_header: bool, limit: usize) -> (Vec<u8>, bool) {
    const CHUNK: usize = 64 << 10;
    let mut state = Decompress::new(has_header);
    let mut out: Vec<u8> = Vec::with_capacity((data.len() * 3).clamp(256, 1 << 20));
    loop {
        let (read, wrote) = (state.total_in(), state.total_out());
        let rest = data.get(usize::try_from(read).unwrap_or(usize::MAX)..).unwrap_or(&[]);
        if out.capacity() == out.len() {
            out.reserve(CHUNK.max(out.len() / 2));
        }
        match state.decompress_vec(rest, &mut out, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return (out, false),
            Ok(_) if state.total_in() == read && state.total_out() == wrote => return (out, true),
            Ok(_) => {}
            Err(_) => return (out, true),
        }
        if out.len() > limit {
            out.truncate(limit);
            return (out, true);
        }
    }
}

/// LZW with codes of 9 to 12 bits, the most significant bit first.
fn unpack_lzw(data: &[u8], early: bool, limit: usize) -> (Vec<u8>, bool) {
    let mut out: Vec<u8> = Vec::new();
    // Each code from 258 on is a range of what was written.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut held, mut width) = (0u32, 0u32, 9u32);
    let mut last: Option<(usize, usize)> = None;
    for byte in data {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held) & ((1 << width) - 1);
        bits &= (1 << held) - 1;
        let start = out.len();
        match code {
            256 => {
                table.clear();
                (last, width) = (None, 9);
                continue;
            }
            257 => return (out, false),
            0..=255 => out.push(code as u8),
            _ => {
                let index = code as usize - 258;
                let entry = match (table.get(index), last) {
                    (Some(entry), _) => *entry,
                    // The code that is being made: the last one and its first byte.
                    (None, Some((from, to))) if index == table.len() => (from, to + 1),
                    _ => return (out, true),
                };
                for at in entry.0..entry.1 {
                    let Some(byte) = out.get(at).copied() else { break };
                    out.push(byte);
                }
            }
        }
        if let Some((from, to)) = last
            && table.len() < 4_096 - 258
        {
            table.push((from, to + 1));
        }
        last = Some((start, out.len()));
        let next = table.len() + 258 + usize::from(early);
        width = match next {
            0..=511 => 9,
            512..=1_023 => 10,
            1_024..=2_047 => 11,
            _ => 12,
        };
        if out.len() > limit {
            out.truncate(limit);
            return (out, true);
        }
    }
    (out, true)
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() * 4 / 5);
    let (mut group, mut count) = (0u32, 0usize);
    for byte in data {
        match byte {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(group.to_be_bytes().iter().take(count - 1));
    }
    out
}

fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let (mut out, mut half) = (Vec::with_capacity(data.len() / 2), None);
    for digit in digits {
        match half.take() {
            Some(high) => out.push((high << 4 | digit) as u8),
            None => half = Some(digit),
        }
    }
    out.extend(half.map(|high: u32| (high << 4) as u8));
    out
}

fn run_lengths(data: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(length) = data.get(at) {
        match length {
            128 => return (out, false),
            0..=127 => {
                let end = at + 2 + usize::from(*length);
                out.extend_from_slice(data.get(at + 1..end.min(data.len())).unwrap_or(&[]));
                at = end;
            }
            _ => {
                let Some(byte) = data.get(at + 1) else { break };
                out.extend(std::iter::repeat_n(*byte, 257 - usize::from(*length)));
                at += 2;
            }
        }
        if out.len() > limit {
            out.truncate(limit);
            return (out, true);
        }
    }
    (out, false)
}

/// The data before the prediction (7.4.4.4): PNG's filters and TIFF's for bytes.
fn predicted(data: Vec<u8>, dict: &Dict) -> Vec<u8> {
    let value = |key: &str, default: usize| {
        dict.get(key)
            .int()
            .and_then(|value| usize::try_from(value).ok())
            .filter(|value| (1..=65_536).contains(value))
            .unwrap_or(default)
    };
    let predictor = value("Predictor", 1);
    let (colours, bits, columns) =
        (value("Colors", 1).min(32), value("BitsPerComponent", 8).min(16), value("Columns", 1));
    let pixel = (colours * bits).div_ceil(8);
    let row = (colours * bits * columns).div_ceil(8);
    match predictor {
        2 if bits == 8 => {
            let mut data = data;
            for line in data.chunks_mut(row) {
                for at in pixel..line.len() {
                    let left = line.get(at - pixel).copied().unwrap_or(0);
                    if let Some(byte) = line.get_mut(at) {
                        *byte = byte.wrapping_add(left);
                    }
                }
            }
            data
        }
        10..=15 => png(&data, row, pixel),
        _ => data,
    }
}

fn png(data: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0u8; row];
    for line in data.chunks(row + 1) {
        let Some((kind, values)) = line.split_first() else { break };
        let mut current: Vec<u8> = Vec::with_capacity(row);
        for (at, value) in values.iter().enumerate() {
            let left = at.checked_sub(pixel).and_then(|at| current.get(at)).copied().unwrap_or(0);
            let up = above.get(at).copied().unwrap_or(0);
            let corner = at.checked_sub(pixel).and_then(|at| above.get(at)).copied().unwrap_or(0);
            let guess = match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            current.push(value.wrapping_add(guess));
        }
        out.extend_from_slice(&current);
        current.resize(row, 0);
        above = current;
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let guess = a + b - c;
    let (to_left, to_up, to_corner) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::{ascii85, inflate, png, run_lengths, unpack_lzw};

    #[test]
    fn each_coding_gives_back_what_was_packed() {
        assert_eq!(ascii85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(run_lengths(&[2, b'a', b'b', b'c', 254, b'x', 128], 100).0, b"abcxxx");
        // The example of the standard (7.4.4.2).
        let packed = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(unpack_lzw(&packed, true, 100), (vec![45, 45, 45, 45, 45, 65, 45, 45, 45, 66], false));
        assert_eq!(png(&[2, 1, 2, 2, 1, 1, 1, 5, 5], 2, 1), [1, 2, 2, 3, 5, 10]);
    }

    #[test]
    fn a_bomb_is_cut() {
        let mut packer = flate2::Compress::new(flate2::Compression::best(), true);
        let mut packed = Vec::with_capacity(1 << 16);
        packer.compress_vec(&vec![0; 8 << 20], &mut packed, flate2::FlushCompress::Finish).expect("packed");
        let (out, is_cut) = inflate(&packed, 1 << 20);
        assert_eq!((out.len(), is_cut), (1 << 20, true));
    }
}
