//! The texts that are laid out: the paragraphs of real documents where there are any, else a few sentences of our own.

use std::path::Path;

use hexapla::import::{Hints, read};
use hexapla::layout::Options;
use hexapla::text::{Direction, Language};

/// Paragraphs of one language.
pub struct Sample {
    pub name: &'static str,
    pub direction: Direction,
    pub paragraphs: Vec<String>,
    pub bytes: usize,
}

const OWN: [(&str, &str, &str); 3] = [
    (
        "Arabic",
        "ar",
        "تقع البلاد في الجزء الجنوبي من المنطقة، وتبلغ مساحتها الإجمالية 600 86 كيلومتر مربّع. وقد اعتمد البرلمان القانون \
         رقم 12 (المعدَّل) في 30 آذار/مارس 2019، ثم نُشر على الموقع www.example.org بعد أسبوعين. وأفاد المتحدثون بأن «الأمن \
         والتنمية لا ينفصلان»، وأن الخطة تشمل المدارس والمستشفيات والطرق كافةً.",
    ),
    (
        "Chinese",
        "zh",
        "该国位于该区域的南部，总面积为 86 600 平方公里；人口“约一千万”。议会于 2019 年 3 月 30 日通过了第 12 号法律，\
         两周后在网站上公布。发言者指出，安全与发展不可分割，计划包括学校、医院和道路。",
    ),
    (
        "English",
        "en",
        "The country lies in the south of the region; its area is 86,600 square kilometres. Parliament passed law No. 12 \
         (as amended) on 30 March 2019, and it stood on www.example.org two weeks later. Speakers said that \"security and \
         development cannot be parted\", and that the plan includes schools, hospitals and roads.",
    ),
];

/// The three languages, each of at least `bytes` bytes, and where they are from.
pub fn samples(bytes: usize) -> (Vec<Sample>, String) {
    let corpus = std::env::var_os("HEXAPLA_CORPUS").map(std::path::PathBuf::from);
    let mut from = Vec::new();
    let all = OWN.iter().map(|(name, tag, own)| {
        let real = corpus.as_deref().map(|folder| real(folder, tag)).unwrap_or_default();
        from.push(format!("{name}: {}", if real.is_empty() { "own sentences" } else { "real documents" }));
        let some = if real.is_empty() { vec![(*own).to_owned(), own.repeat(3)] } else { real };
        let mut paragraphs = Vec::new();
        let mut size = 0;
        for paragraph in some.iter().cycle().take_while(|paragraph| {
            size += paragraph.len();
            size - paragraph.len() < bytes
        }) {
            paragraphs.push(paragraph.clone());
        }
        let direction = if *tag == "ar" { Direction::Rtl } else { Direction::Ltr };
        Sample { name, direction, bytes: paragraphs.iter().map(String::len).sum(), paragraphs }
    });
    let all = all.collect();
    (all, from.join(", "))
}

/// What the reader lays out of the documents in the language `tag`: the text of every block, the cells of every table.
fn real(folder: &Path, tag: &str) -> Vec<String> {
    let mut files: Vec<_> = ["seeds", "data/udhr"]
        .iter()
        .filter_map(|own| std::fs::read_dir(folder.join(own)).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .collect();
    files.sort();
    // The documents that the reader is made for come first; where there is one in the language, it is enough.
    for group in ["seeds", "udhr"] {
        let mut texts = Vec::new();
        for file in files.iter().filter(|file| file.parent().is_some_and(|parent| parent.ends_with(group))) {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
            let Ok(bytes) = std::fs::read(file) else { continue };
            let Ok(document) = read(&bytes, &Hints { name, ..Hints::default() }) else { continue };
            if document.language != Language::new(tag) {
                continue;
            }
            for block in document.blocks {
                if block.rows.is_empty() {
                    texts.push(block.text);
                } else {
                    texts.extend(block.rows.into_iter().flatten());
                }
            }
        }
        // One paragraph a line is what every contestant can read.
        texts.retain(|text| !text.is_empty() && !text.contains('\n'));
        if !texts.is_empty() {
            return texts;
        }
    }
    Vec::new()
}

/// How the paragraphs of `sample` are laid out.
pub fn options(sample: &Sample) -> Options {
    Options { base: Some(sample.direction), ..Options::default() }
}
