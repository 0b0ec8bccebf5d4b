//! The documents, and what is annotated in them: words, sentences, blocks, points; and what stands there twice.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use hexapla::document::Document;
use hexapla::import::{self, Hints};
use hexapla::library::GUIDE;

use super::draft::is_letter;
use crate::dice::Dice;

/// An annotation to be, and the names of its letters.
pub struct Sample {
    pub block: usize,
    pub range: Range<usize>,
    /// The letters and digits of the range, in order; of a point those around it.
    pub letters: Vec<u32>,
    /// For a place between two characters, how many of the letters stand in front of it.
    pub point: Option<usize>,
}

fn read(name: &str, bytes: &[u8]) -> (String, Document) {
    let hints = Hints { name: Some(name.to_owned()), ..Hints::default() };
    (name.to_owned(), import::read(bytes, &hints).expect("it is text"))
}

/// Our own: the guide in its languages, the fixtures of the importer, and resolutions full of formulas.
pub fn documents() -> Vec<(String, Document)> {
    let mut documents: Vec<_> = GUIDE.iter().map(|(name, bytes)| read(name, bytes)).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/txt");
    for name in ["core-ar.txt", "pdf-zh.txt", "wrapped-en.txt"] {
        documents.push(read(name, &std::fs::read(folder.join(name)).expect("a fixture")));
    }
    for (language, words) in FORMULAS {
        documents.push(read(&format!("formulas.{language}.txt"), formulaic(words).as_bytes()));
    }
    documents
}

/// The seeds and the Declaration.
pub fn texts_of(corpus: &Path) -> Vec<(String, Document)> {
    let mut documents = Vec::new();
    for folder in ["seeds", "data/udhr"] {
        let mut files: Vec<_> = std::fs::read_dir(corpus.join(folder))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        for file in files {
            let name = file.file_name().expect("a name").to_string_lossy().into_owned();
            documents.push(read(&name, &std::fs::read(&file).expect("a file")));
        }
    }
    documents
}

/// Openings, objects and endings of which paragraphs are made, so that much stands twice.
type Formula = [&'static [&'static str]; 3];

const FORMULAS: [(&str, Formula); 3] = [
    (
        "en",
        [
            &[
                "Takes note of the report of the Warden on",
                "Recalling its decision of last year on",
                "Requests the Warden to continue his work on",
                "Welcomes with appreciation",
                "Regrets the delay in",
                "Thanks the neighbours for",
            ],
            &[
                "the upkeep of the river gardens",
                "the upkeep of the river ferries",
                "the use of water in dry years",
                "the schools of the valley",
                "the repair of the old mill",
                "the count of birds in spring",
                "the lending of tools",
                "the lamps along the quay",
            ],
            &[
                "and decides to remain seized of the matter.",
                "and invites all neighbours to take part in it.",
                "in the year 2019, when 23 gardens were opened.",
                "in the year 2020, when 31 gardens were opened.",
                "as set out in the plan of the council.",
                "for the good of all who live there.",
            ],
        ],
    ),
    (
        "ar",
        [
            &[
                "تحيط علماً بتقرير الحارس عن",
                "وإذ تشير إلى قرارها الصادر في العام الماضي بشأن",
                "تطلب إلى الحارس أن يواصل عمله في مجال",
                "ترحب مع التقدير بما تم في",
                "تأسف للتأخر في",
                "تشكر الجيران على",
            ],
            &[
                "صيانة حدائق النهر",
                "صيانة معابر النهر",
                "استعمال المياه في سنوات الجفاف",
                "مدارس الوادي",
                "إصلاح الطاحونة القديمة",
                "إحصاء الطيور في الربيع",
                "إعارة الأدوات",
                "مصابيح الرصيف",
            ],
            &[
                "وتقرر أن تبقي المسألة قيد نظرها.",
                "وتدعو جميع الجيران إلى المشاركة فيه.",
                "في عام 2019 حين افتُتحت 23 حديقة.",
                "في عام 2020 حين افتُتحت 31 حديقة.",
                "على النحو المبين في خطة المجلس.",
                "لما فيه خير جميع السكان.",
            ],
        ],
    ),
    (
        "zh",
        [
            &[
                "注意到园丁关于",
                "回顾其去年关于",
                "请园丁继续进行关于",
                "赞赏地欢迎关于",
                "遗憾地注意到关于",
                "感谢邻居们关于",
            ],
            &[
                "河岸园林的养护",
                "河岸渡口的养护",
                "旱年用水",
                "山谷学校",
                "旧磨坊修理",
                "春季鸟类统计",
                "工具出借",
                "码头路灯",
            ],
            &[
                "的报告，并决定继续处理此案。",
                "的工作，并邀请所有邻居参加。",
                "的工作，2019年开放了23座园林。",
                "的工作，2020年开放了31座园林。",
                "的安排，见理事会的计划。",
                "的努力，造福全体居民。",
            ],
        ],
    ),
];

fn formulaic(words: Formula) -> String {
    let mut dice = Dice(41);
    let mut one = |part: &[&str]| part[dice.roll(part.len())].to_owned();
    let mut text = String::new();
    for number in 1..=36 {
        let between = if words[0][0].is_ascii() || words[0][0].contains(' ') { " " } else { "" };
        let sentence = [one(words[0]), one(words[1]), one(words[2])].join(between);
        text.push_str(&format!("{number}.\t{sentence}\n\n"));
    }
    text
}

/// `count` annotations, shared among the documents by the square root of their size, from the same numbers every time.
pub fn samples(documents: &[(String, Document)], count: usize, seed: u64) -> Vec<(String, Vec<Sample>)> {
    let size =
        |document: &Document| (document.blocks.iter().map(|b| b.text.chars().count()).sum::<usize>() as f64).sqrt();
    let total: f64 = documents.iter().map(|(_, document)| size(document)).sum();
    let mut dice = Dice(seed);
    let (mut out, mut given, mut due) = (Vec::new(), 0, 0.0);
    for (name, document) in documents {
        due += size(document) / total * count as f64;
        let own = (due.round() as usize).min(count) - given;
        given += own;
        let numbers = numbers(document);
        let twice = twice(document);
        let samples = std::iter::repeat_with(|| sample(document, &numbers, &twice, &mut dice)).flatten().take(own);
        out.push((name.clone(), samples.collect()));
    }
    out
}

/// The name of the first character of each block.
fn numbers(document: &Document) -> Vec<u32> {
    let mut next = 0;
    let number = |block: &hexapla::document::Block| {
        let first = next;
        next += block.text.chars().count() as u32;
        first
    };
    document.blocks.iter().map(number).collect()
}

/// Where three words (ten characters without spaces) stand that stand elsewhere too.
fn twice(document: &Document) -> Vec<(usize, Range<usize>)> {
    let mut places: HashMap<&str, Vec<(usize, Range<usize>)>> = HashMap::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let text = block.text.as_str();
        let words: Vec<usize> = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1)).collect();
        for three in words.windows(4) {
            let range = three[0]..three[3] - 1;
            places.entry(&text[range.clone()]).or_default().push((at, range));
        }
        let starts: Vec<usize> = text.char_indices().filter(|(_, c)| *c >= '\u{2E80}').map(|(at, _)| at).collect();
        for six in starts.windows(7).filter(|six| six[6] - six[0] == 18) {
            places.entry(&text[six[0]..six[6]]).or_default().push((at, six[0]..six[6]));
        }
    }
    let mut twice: Vec<_> = places.into_values().filter(|places| places.len() > 1).flatten().collect();
    twice.sort_by_key(|(block, range)| (*block, range.start));
    twice
}

/// One annotation; none where the dice fall on nothing.
fn sample(document: &Document, numbers: &[u32], twice: &[(usize, Range<usize>)], dice: &mut Dice) -> Option<Sample> {
    let block = dice.roll(document.blocks.len());
    let text = document.blocks[block].text.as_str();
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let words: Vec<usize> = starts.iter().copied().filter(|at| *at == 0 || text[..*at].ends_with(' ')).collect();
    let (block, range) = match dice.roll(8) {
        0 => (block, 0..text.len()),
        1 => (block, 0..0),
        2 => {
            let at = words[dice.roll(words.len())];
            (block, at..at)
        }
        3 | 4 if !twice.is_empty() => twice[dice.roll(twice.len())].clone(),
        5 => {
            let from = dice.roll(starts.len());
            let to = (from + 2 + dice.roll(12)).min(starts.len() - 1);
            (block, starts[from]..starts[to])
        }
        _ => {
            let from = dice.roll(words.len());
            let to = words.get(from + 1 + dice.roll(14)).map_or(text.len(), |at| at - 1);
            (block, words[from]..to)
        }
    };
    let text = document.blocks[block].text.as_str();
    let names = || text.char_indices().zip(numbers[block]..).filter(|((_, c), _)| is_letter(*c));
    if !range.is_empty() {
        let letters: Vec<u32> = names().filter(|((at, _), _)| range.contains(at)).map(|(_, id)| id).collect();
        return (!letters.is_empty()).then_some(Sample { block, range, letters, point: None });
    }
    let before: Vec<u32> = names().filter(|((at, _), _)| *at < range.start).map(|(_, id)| id).collect();
    let after: Vec<u32> = names().filter(|((at, _), _)| *at >= range.start).map(|(_, id)| id).collect();
    let point = Some(before.len().min(16));
    let letters: Vec<u32> = before.iter().rev().take(16).rev().chain(after.iter().take(16)).copied().collect();
    (!letters.is_empty()).then_some(Sample { block, range, letters, point })
}
