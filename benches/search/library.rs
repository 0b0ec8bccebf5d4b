//! A library of any size out of real documents: their blocks in another order, with other numbers.

use std::path::{Path, PathBuf};

use anyhow::Result;
use hexapla::import::{self, Hints};
use hexapla::library::GUIDE;

const LANGUAGES: [&str; 6] = ["ar", "zh", "en", "fr", "ru", "es"];

/// What was generated.
pub struct Generated {
    pub bytes: usize,
    pub files: usize,
    pub from: &'static str,
}

/// splitmix64: the same library in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }
}

/// Writes files of `each` bytes into `folder` until there are `size` bytes: works of six versions.
pub fn generate(folder: &Path, size: usize, each: usize) -> Result<Generated> {
    std::fs::create_dir_all(folder)?;
    let corpus = std::env::var_os("HEXAPLA_CORPUS").map(PathBuf::from).filter(|folder| folder.join("data").is_dir());
    let from = if corpus.is_some() { "the corpus" } else { "the guide (HEXAPLA_CORPUS is not set)" };
    let texts: Vec<Vec<String>> = LANGUAGES.iter().map(|language| blocks(corpus.as_deref(), language)).collect();
    let mut dice = Dice(7);
    let (mut bytes, mut files) = (0, 0);
    while bytes < size {
        for (language, texts) in LANGUAGES.iter().zip(&texts) {
            if bytes >= size || texts.is_empty() {
                break;
            }
            let mut text = String::with_capacity(each + 1000);
            let mut number = 1;
            while text.len() < each {
                let at = dice.roll(texts.len());
                // A few blocks that follow each other, as in a document, the first of them numbered.
                text.push_str(&format!("{number}. "));
                for block in texts.iter().skip(at).take(1 + dice.roll(4)) {
                    varied(block, &mut dice, &mut text);
                    text.push_str("\n\n");
                }
                number += 1;
            }
            std::fs::write(folder.join(format!("text-{:04}.{language}.txt", files / LANGUAGES.len())), &text)?;
            bytes += text.len();
            files += 1;
        }
    }
    Ok(Generated { bytes, files, from })
}

/// A block with other digits.
fn varied(block: &str, dice: &mut Dice, into: &mut String) {
    for c in block.chars() {
        let other = c.is_ascii_digit() && dice.roll(3) == 0;
        into.push(if other { char::from(b'0' + dice.roll(10) as u8) } else { c });
    }
}

/// The texts of the blocks of all documents in a language.
fn blocks(corpus: Option<&Path>, language: &str) -> Vec<String> {
    let mut sources: Vec<(String, Vec<u8>)> = Vec::new();
    match corpus {
        Some(corpus) => {
            let mut paths = vec![
                corpus.join(format!("data/udhr/udhr.{language}.txt")),
                corpus.join(format!("data/unpc/unpc.{language}")),
            ];
            if language == "ar" || language == "zh" {
                let seeds = std::fs::read_dir(corpus.join("seeds")).into_iter().flatten().flatten();
                paths.extend(seeds.map(|seed| seed.path()));
            }
            paths.sort();
            for path in paths {
                if let Ok(bytes) = std::fs::read(&path) {
                    sources.push((path.to_string_lossy().into_owned(), bytes));
                }
            }
        }
        None => {
            let own = GUIDE.iter().filter(|(name, _)| name.contains(&format!(".{language}.")));
            sources.extend(own.map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())));
        }
    }
    let mut texts = Vec::new();
    for (name, bytes) in sources {
        let hints = Hints { name: Some(name), ..Hints::default() };
        let Ok(document) = import::read(&bytes, &hints) else { continue };
        if document.language.primary() == language || document.language.tag() == "und" {
            texts.extend(document.blocks.into_iter().map(|block| block.text.replace(['\n', '\t'], " ")));
        }
    }
    texts.retain(|text| !text.trim().is_empty());
    texts
}
