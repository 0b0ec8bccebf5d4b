//! What the table must hold.

use super::*;

const LANGUAGES: [&str; 6] = ["Arabic", "Chinese", "English", "French", "Russian", "Spanish"];

/// Sentences written for this test, in the order of `LANGUAGES`.
const SENTENCES: [[&str; 6]; 8] = [
    [
        "سيجتمع المجلس مرة أخرى في الأسبوع القادم لمناقشة الميزانية.",
        "理事会下周将再次开会讨论预算。",
        "The council will meet again next week to discuss the budget.",
        "Le conseil se réunira de nouveau la semaine prochaine pour examiner le budget.",
        "Совет снова соберётся на следующей неделе, чтобы обсудить бюджет.",
        "El consejo se reunirá de nuevo la próxima semana para examinar el presupuesto.",
    ],
    [
        "يحتاج الأطفال إلى مياه نظيفة وغذاء كل يوم.",
        "儿童每天都需要干净的水和食物。",
        "Children need clean water and food every day.",
        "Les enfants ont besoin chaque jour d’eau propre et de nourriture.",
        "Детям каждый день нужны чистая вода и пища.",
        "Los niños necesitan agua limpia y comida todos los días.",
    ],
    [
        "ارتفع سعر النفط بسبب الحرب في المنطقة.",
        "由于该地区的战争，石油价格上涨。",
        "The price of oil rose because of the war in the region.",
        "Le prix du pétrole a augmenté à cause de la guerre dans la région.",
        "Цена на нефть выросла из-за войны в регионе.",
        "El precio del petróleo subió a causa de la guerra en la región.",
    ],
    [
        "افتتحت المدرسة مكتبة جديدة للطلاب والمعلمين.",
        "学校为学生和教师开设了一座新图书馆。",
        "The school opened a new library for students and teachers.",
        "L’école a ouvert une nouvelle bibliothèque pour les élèves et les enseignants.",
        "Школа открыла новую библиотеку для учеников и учителей.",
        "La escuela abrió una nueva biblioteca para estudiantes y maestros.",
    ],
    [
        "يجب على كل دولة طرف أن تحترم القانون الدولي.",
        "每个缔约国都必须尊重国际法。",
        "Every State party must respect international law.",
        "Chaque État partie doit respecter le droit international.",
        "Каждое государство-участник должно уважать международное право.",
        "Todos los Estados partes deben respetar el derecho internacional.",
    ],
    [
        "وصل القطار إلى المدينة في منتصف الليل.",
        "火车半夜到达了这座城市。",
        "The train arrived in the city at midnight.",
        "Le train est arrivé dans la ville à minuit.",
        "Поезд прибыл в город в полночь.",
        "El tren llegó a la ciudad a medianoche.",
    ],
    [
        "انقر على الزر لحفظ الملف وإغلاق النافذة.",
        "单击按钮保存文件并关闭窗口。",
        "Click the button to save the file and close the window.",
        "Cliquez sur le bouton pour enregistrer le fichier et fermer la fenêtre.",
        "Нажмите кнопку, чтобы сохранить файл и закрыть окно.",
        "Haga clic en el botón para guardar el archivo y cerrar la ventana.",
    ],
    [
        "فتح الطبيب الباب ورأى أمه تبتسم.",
        "医生打开门，看见他的母亲在微笑。",
        "The doctor opened the door and saw his mother smile.",
        "Le médecin ouvrit la porte et vit sourire sa mère.",
        "Врач открыл дверь и увидел, как улыбается его мать.",
        "El médico abrió la puerta y vio sonreír a su madre.",
    ],
];

/// The sum of the weighted rows of `text`.
fn vector(text: &str) -> [f32; DIMENSIONS] {
    let mut sum = [0.0; DIMENSIONS];
    for piece in pieces(text) {
        add(piece, weight(piece), &mut sum);
    }
    sum
}

fn cosine(a: &[f32; DIMENSIONS], b: &[f32; DIMENSIONS]) -> f32 {
    let dot = |a: &[f32; DIMENSIONS], b: &[f32; DIMENSIONS]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(f32::MIN_POSITIVE)
}

/// The sentences of one language, less their mean.
fn centred(language: usize) -> Vec<[f32; DIMENSIONS]> {
    let mut rows: Vec<_> = SENTENCES.iter().map(|sentence| vector(sentence[language])).collect();
    for d in 0..DIMENSIONS {
        let mean = rows.iter().map(|row| row[d]).sum::<f32>() / rows.len() as f32;
        rows.iter_mut().for_each(|row| row[d] -= mean);
    }
    rows
}

/// The row of `rows` that lies nearest to `row`.
fn nearest(row: &[f32; DIMENSIONS], rows: &[[f32; DIMENSIONS]]) -> Option<usize> {
    (0..rows.len()).max_by(|&x, &y| cosine(row, &rows[x]).total_cmp(&cosine(row, &rows[y])))
}

#[test]
fn in_every_pair_of_the_six_languages_sentences_lie_nearest_to_their_translations() {
    let sides: Vec<_> = (0..6).map(centred).collect();
    let mut all = 0;
    for (a, left) in sides.iter().enumerate() {
        for (b, right) in sides.iter().enumerate().filter(|&(b, _)| b != a) {
            let found = (0..left.len()).filter(|&n| nearest(&left[n], right) == Some(n)).count();
            assert!(found >= 6, "{} to {}: {found} of 8", LANGUAGES[a], LANGUAGES[b]);
            all += found;
        }
    }
    assert!(all >= 220, "{all} of 240");
}

#[test]
fn words_lie_nearest_to_their_translations() {
    let words = [
        ["water", "الماء", "水", "вода", "Wasser", "víz"],
        ["peace", "السلام", "和平", "мир", "Frieden", "béke"],
        ["law", "القانون", "法律", "закон", "Gesetz", "törvény"],
        ["mountain", "جبل", "山", "гора", "Berg", "hegy"],
        ["book", "كتاب", "书", "книга", "Buch", "könyv"],
    ];
    for language in 1..6 {
        let others: Vec<_> = words.iter().map(|word| vector(word[language])).collect();
        let found = (0..words.len()).filter(|&n| nearest(&vector(words[n][0]), &others) == Some(n)).count();
        assert!(found >= 4, "{}: {found} of 5", words[0][language]);
    }
}

#[test]
fn what_a_person_takes_for_the_same_has_the_same_pieces() {
    for (a, b) in [
        ("Peace", "ＰＥＡＣＥ"),
        ("e\u{301}tat", "État"),
        ("السَّلام", "السلام"),
        ("أحمد إلى آخر", "احمد الي اخر"),
        ("ﺍﻟﺴﻼﻡ", "السلام"),
        ("۱۲۳ ١٢٣", "123 123"),
        ("عـــام", "عام"),
        ("Ёлка", "елка"),
        ("co\u{ad}operation", "cooperation"),
        ("“law”", "«law»"),
        ("a  \t\u{a0}b", "a b"),
    ] {
        assert_eq!(pieces(a), pieces(b), "{a} and {b}");
        assert!(!pieces(a).is_empty());
    }
    // Accents part words: péché and pêche are not the same.
    assert_ne!(pieces("péché"), pieces("pêche"));
}

#[test]
fn a_known_word_is_one_piece_and_stands_in_its_sentence() {
    for word in ["government", "решение", "الحكومة", "gouvernement", "政府"] {
        let one = pieces(word);
        assert_eq!(one.len(), 1, "{word}");
        assert!(pieces(&format!("({word}), {word}.")).iter().filter(|&&piece| piece == one[0]).count() == 2);
    }
}

#[test]
fn a_word_that_nobody_knows_falls_into_pieces_or_to_nothing() {
    assert!(pieces("xqzvwk").len() > 1);
    assert!(pieces("ኣማርኛ \u{10FFFF}\u{E000}").is_empty());
    assert!(pieces("").is_empty() && pieces(" \n\u{301}\u{200f}").is_empty());
}

#[test]
fn frequent_words_weigh_less() {
    let of = |word: &str| pieces(word).iter().map(|&piece| weight(piece)).fold(0.0, f32::max);
    assert!(of("the") < of("government") && of("的") < of("政府") && of("في") < of("الحكومة"));
    assert!((0..count() as u32).all(|n| weight(Piece(n)) > 0.0 && weight(Piece(n)) <= 1.0));
}

#[test]
fn han_runs_fall_into_words() {
    let text = "第1条：人民政府(abc)和平。";
    let words: Vec<&str> = han_words(text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(words.concat(), "第条人民政府和平");
    assert!(words.contains(&"和平") && words.iter().any(|word| word.ends_with("政府")), "{words:?}");
    assert!(han_words("no 𠮷 here").iter().all(|range| range.len() == 4));
    assert!(han_words("").is_empty());
}

#[test]
fn any_bytes_are_a_text() {
    let mut seed = 7u64;
    let mut next = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as u32
    };
    for round in 0..200 {
        let bytes: Vec<u8> = (0..next() % 600).map(|_| next() as u8).collect();
        let chars: String = (0..next() % 300)
            .filter_map(|_| char::from_u32(next() % if round % 2 == 0 { 0x3000 } else { 0x11_0000 }))
            .collect();
        for text in [String::from_utf8_lossy(&bytes).into_owned(), chars] {
            let found = pieces(&text);
            assert!(found.iter().all(|piece| piece.index() < count()));
            let mut end = 0;
            for range in han_words(&text) {
                assert!(range.start >= end && text.get(range.clone()).is_some_and(|word| !word.is_empty()));
                end = range.end;
            }
        }
    }
}

#[test]
fn a_text_of_one_word_without_end_is_a_text() {
    for unit in ["a", "的", "ا", "\u{301}", "人民", "9", ")"] {
        let long = unit.repeat(100_000);
        assert!(pieces(&long).len() <= 200_000);
        assert!(han_words(&long).len() <= 200_000);
    }
}

#[test]
fn a_row_is_added_with_its_factor() {
    let piece = pieces("law")[0];
    let (mut once, mut twice) = ([0.0; DIMENSIONS], [1.0; DIMENSIONS]);
    add(piece, 1.0, &mut once);
    add(piece, 2.0, &mut twice);
    assert!(once.iter().any(|&x| x != 0.0));
    assert!(once.iter().zip(&twice).all(|(a, b)| (2.0 * a + 1.0 - b).abs() < 1e-5));
    add(Piece(u32::MAX), 1.0, &mut once);
    assert_eq!(weight(Piece(u32::MAX)), 0.0);
}

#[test]
fn the_bundled_data_is_at_most_8_mb() {
    let assets = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let size = std::fs::metadata(assets.join("vectors.bin")).expect("the table").len();
    assert!(size <= 8_000_000, "{size} bytes");
}
