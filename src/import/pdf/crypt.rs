//! The standard security handler (ISO 32000-2, 7.6): files that anybody may open, whose user password is empty.

use aes::cipher::consts::U16;
use aes::cipher::{BlockDecrypt, BlockEncrypt, BlockSizeUser, KeyInit};
use aes::{Aes128, Aes256, Block};
use md5::{Digest, Md5};
use sha2::{Sha256, Sha384, Sha512};

use super::object::{Dict, Object};

/// What is hashed when a password is shorter than 32 bytes (algorithm 2).
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00,
    0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// How data is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    None,
    Rc4,
    Aes128,
    Aes256,
}

/// The key of a file and what it is used for.
#[derive(Clone, Debug)]
pub(super) struct Crypt {
    key: Vec<u8>,
    streams: Method,
    strings: Method,
}

/// Why a file cannot be decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Locked {
    /// It wants a password.
    Password,
    /// A security handler or a version of it that is not known here.
    Unknown,
}

impl Crypt {
    /// The key that the empty password gives. `dict` is the encryption dictionary, resolved; `id` the first part of the
    /// file's identifier.
    pub fn new(dict: &Dict, id: &[u8]) -> Result<Self, Locked> {
        let int = |key: &str| dict.get(key).int().unwrap_or(0);
        if dict.get("Filter").name().is_some_and(|name| name != b"Standard") {
            return Err(Locked::Unknown);
        }
        let (version, revision) = (int("V"), int("R"));
        let method = |key: &str| {
            let filter = dict.get(key).name().unwrap_or(b"Identity");
            let name = std::str::from_utf8(filter).unwrap_or("");
            let filters = dict.get("CF").dict();
            match filters.and_then(|dict| dict.get(name).dict()).and_then(|dict| dict.get("CFM").name()) {
                Some(b"V2") => Method::Rc4,
                Some(b"AESV2") => Method::Aes128,
                Some(b"AESV3") => Method::Aes256,
                _ => Method::None,
            }
        };
        let (streams, strings) = match version {
            1..=3 => (Method::Rc4, Method::Rc4),
            4 | 5 => (method("StmF"), method("StrF")),
            _ => return Err(Locked::Unknown),
        };
        // What is locked is attached to the document, not in it.
        let is_open = |key: &str| matches!(dict.get(key).name(), None | Some(b"Identity"));
        if matches!(version, 4 | 5) && is_open("StmF") && is_open("StrF") {
            return Ok(Self { key: Vec::new(), streams, strings });
        }
        let key = if version == 5 { key_of_256(dict, revision) } else { key_of_128(dict, version, revision, id) };
        key.map(|key| Self { key, streams, strings }).ok_or(Locked::Password)
    }

    /// The data of a stream of this object.
    pub fn stream(&self, data: &[u8], owner: (u32, u16)) -> Vec<u8> {
        self.plain(data, owner, self.streams)
    }

    /// The bytes of a string of this object.
    pub fn string(&self, data: &[u8], owner: (u32, u16)) -> Vec<u8> {
        self.plain(data, owner, self.strings)
    }

    fn plain(&self, data: &[u8], (number, generation): (u32, u16), method: Method) -> Vec<u8> {
        let object_key = |salt: &[u8]| {
            let mut hash = Md5::new();
            hash.update(&self.key);
            hash.update(number.to_le_bytes().get(..3).unwrap_or(&[]));
            hash.update(generation.to_le_bytes());
            hash.update(salt);
            let mut key = hash.finalize().to_vec();
            key.truncate((self.key.len() + 5).min(16));
            key
        };
        match method {
            Method::None => data.to_vec(),
            Method::Rc4 => rc4(&object_key(&[]), data),
            Method::Aes128 => Aes128::new_from_slice(&object_key(b"sAlT")).map_or(Vec::new(), |aes| cbc(&aes, data)),
            Method::Aes256 => Aes256::new_from_slice(&self.key).map_or(Vec::new(), |aes| cbc(&aes, data)),
        }
    }
}

/// Algorithm 2, checked by algorithm 6.
fn key_of_128(dict: &Dict, version: i64, revision: i64, id: &[u8]) -> Option<Vec<u8>> {
    let bits = dict.get("Length").int().unwrap_or(40);
    // Lengths in bytes stand in real files.
    let length = match (version, bits) {
        (1, _) => 5,
        (4, _) if is_aes(dict) => 16,
        (_, 5..=16) => bits,
        _ => bits / 8,
    };
    let length = usize::try_from(length).ok()?.clamp(5, 16);
    let owner = dict.get("O").text()?;
    let user = dict.get("U").text()?;
    #[allow(clippy::cast_possible_truncation, reason = "the permissions are 32 bits, written with or without sign")]
    let permissions = dict.get("P").int()? as u32;
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(owner.get(..32).unwrap_or(owner));
    hash.update(permissions.to_le_bytes());
    hash.update(id);
    if revision >= 4 && matches!(dict.get("EncryptMetadata"), Object::Bool(false)) {
        hash.update([0xFF; 4]);
    }
    let mut key = hash.finalize().to_vec();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(key.get(..length)?).to_vec();
        }
    }
    key.truncate(length);
    if revision < 3 {
        return (rc4(&key, &PADDING) == user.get(..32)?).then_some(key);
    }
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(id);
    let mut check = hash.finalize().to_vec();
    for turn in 0..20u8 {
        let turned: Vec<u8> = key.iter().map(|byte| byte ^ turn).collect();
        check = rc4(&turned, &check);
    }
    (check.as_slice() == user.get(..16)?).then_some(key)
}

/// Whether some filter of the file is AES.
fn is_aes(dict: &Dict) -> bool {
    let filters = dict.get("CF").dict();
    filters.is_none_or(|filters| {
        filters.0.values().any(|filter| filter.dict().is_none_or(|dict| !dict.get("CFM").is_name("V2")))
    })
}

/// Algorithm 2.A: the empty password as the user's, then as the owner's.
fn key_of_256(dict: &Dict, revision: i64) -> Option<Vec<u8>> {
    let user = dict.get("U").text()?;
    let of = |told: &str, packed: &str, extra: &[u8]| {
        let told = dict.get(told).text()?;
        let (hash, check, salt) = (told.get(..32)?, told.get(32..40)?, told.get(40..48)?);
        let hashed = |salt: &[u8]| match revision {
            6.. => hash_of_r6(salt, extra),
            _ => Sha256::digest([salt, extra].concat()).to_vec(),
        };
        if hashed(check) != hash {
            return None;
        }
        let aes = Aes256::new_from_slice(&hashed(salt)).ok()?;
        let mut key = Vec::with_capacity(32);
        let mut before = [0u8; 16];
        for block in dict.get(packed).text()?.get(..32)?.as_chunks::<16>().0 {
            let mut plain = Block::from(*block);
            aes.decrypt_block(&mut plain);
            key.extend(plain.iter().zip(before).map(|(byte, mask)| byte ^ mask));
            before = *block;
        }
        Some(key)
    };
    of("U", "UE", &[]).or_else(|| of("O", "OE", user.get(..48)?))
}

/// Algorithm 2.B for the empty password.
fn hash_of_r6(salt: &[u8], extra: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest([salt, extra].concat()).to_vec();
    for round in 0..=2_000u32 {
        let mut data = [key.as_slice(), extra].concat().repeat(64);
        let (Some(first), Some(vector)) = (key.get(..16), key.get(16..32)) else { return key };
        let Ok(aes) = Aes128::new_from_slice(first) else { return key };
        let mut before: [u8; 16] = vector.try_into().unwrap_or_default();
        for chunk in data.chunks_exact_mut(16) {
            let mut block = Block::clone_from_slice(chunk);
            block.iter_mut().zip(before).for_each(|(byte, mask)| *byte ^= mask);
            aes.encrypt_block(&mut block);
            chunk.copy_from_slice(&block);
            before.copy_from_slice(chunk);
        }
        let rest = data.iter().take(16).map(|byte| u32::from(*byte)).sum::<u32>() % 3;
        key = match rest {
            0 => Sha256::digest(&data).to_vec(),
            1 => Sha384::digest(&data).to_vec(),
            _ => Sha512::digest(&data).to_vec(),
        };
        if round >= 63 && u32::from(data.last().copied().unwrap_or(0)) <= round - 31 {
            break;
        }
    }
    key.truncate(32);
    key
}

/// AES in CBC mode, the vector in front and the padding at the end taken off.
fn cbc<A: BlockDecrypt + BlockSizeUser<BlockSize = U16>>(aes: &A, data: &[u8]) -> Vec<u8> {
    let Some((vector, data)) = data.split_first_chunk::<16>() else { return Vec::new() };
    let mut before = *vector;
    let mut out = Vec::with_capacity(data.len());
    for chunk in data.as_chunks::<16>().0 {
        let mut block = Block::from(*chunk);
        aes.decrypt_block(&mut block);
        out.extend(block.iter().zip(before).map(|(byte, mask)| byte ^ mask));
        before = *chunk;
    }
    let padding = usize::from(out.last().copied().unwrap_or(0));
    if (1..=16).contains(&padding) {
        out.truncate(out.len().saturating_sub(padding));
    }
    out
}

fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|at| at as u8);
    let mut j = 0u8;
    for i in 0..256usize {
        let byte = key.get(i % key.len().max(1)).copied().unwrap_or(0);
        j = j.wrapping_add(state.get(i).copied().unwrap_or(0)).wrapping_add(byte);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    data.iter()
        .map(|byte| {
            i = i.wrapping_add(1);
            j = j.wrapping_add(state[usize::from(i)]);
            state.swap(usize::from(i), usize::from(j));
            byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::rc4;

    #[test]
    fn rc4_is_the_cipher_of_its_test_vectors() {
        assert_eq!(rc4(b"Key", b"Plaintext"), [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
        assert_eq!(rc4(b"Wiki", b"pedia"), [0x10, 0x21, 0xBF, 0x04, 0x20]);
    }
}
