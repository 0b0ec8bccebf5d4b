//! What each format is read as.

use hexapla::document::{Correspondence, Kind};

use super::fixture::*;
use super::{beside, read, shown, warned};

#[track_caller]
fn check(name: &str, text: &str, units: usize, versions: &[&str]) {
    let imported = read(name, text.as_bytes()).expect("it is read");
    assert_eq!(shown(&imported.documents), versions.join("\n"), "{name}");
    assert_eq!(imported.units, units, "{name}");
    // The format shows itself without a name too, where anything shows it.
    if !name.ends_with(".csv") {
        let nameless =
            hexapla::import::read_all(text.as_bytes(), &hexapla::import::Hints::default()).expect("it is read");
        assert_eq!(nameless.documents[0].format, imported.documents[0].format, "{name}");
    }
}

#[test]
fn a_memory_has_a_version_a_language_with_the_original_first() {
    check(
        "ferry.tmx",
        TMX,
        3,
        &[
            "en-US: 1 The ferry has left. | 2 Ropes & nets stay here — <dry>. | 3 Come back. | fn1 Said by the miller.",
            "fr: 1 Le bac est parti. | 2 Cordes et filets restent ici. | 3 Reviens. | 3~2 Revenez.",
            "ar: 1 غادرت العبّارة. | 3 ارجع.",
        ],
    );
    let documents = read("ferry.tmx", TMX.as_bytes()).expect("read").documents;
    assert_eq!(beside(&documents[0], &documents[1]), "1=1 2=2 3=3,3~2 fn1=");
    assert_eq!(beside(&documents[0], &documents[2]), "1=1 2= 3=3 fn1=");
    assert_eq!(beside(&documents[2], &documents[1]), "1=1 =2 3=3,3~2");
    assert!(documents[2].direction.is_rtl());
    assert_eq!(documents[0].blocks[0].id.as_deref(), Some("ferry.1"));
    assert_eq!(documents[0].blocks[0].spans[0].target.as_deref(), Some("fn1"));
    assert_eq!(documents[0].blocks[0].line, 11);
}

#[test]
fn a_memory_is_read_in_every_encoding_and_packed() {
    let expected = shown(&read("ferry.tmx", TMX.as_bytes()).expect("read").documents);
    let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let text = TMX.replace("UTF-8", "UTF-16");
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(order).collect()
    };
    for bytes in [wide(u16::to_le_bytes), wide(u16::to_be_bytes), ["\u{FEFF}", TMX].concat().into_bytes()] {
        assert_eq!(shown(&read("ferry.tmx", &bytes).expect("read").documents), expected);
    }
    let packed = super::hostile::gzip(TMX.as_bytes());
    assert_eq!(shown(&read("ferry.tmx.gz", &packed).expect("read").documents), expected);
    let torn = read("ferry.tmx.gz", &packed[..packed.len() - 60]).expect("what could be read");
    assert!(warned(&torn)[0].contains("packed file is damaged"), "{:?}", warned(&torn));
}

#[test]
fn both_generations_of_xliff_are_units_with_source_and_target() {
    check(
        "mill.xlf",
        XLIFF1,
        3,
        &[
            "en: 1 The mill stands. | 2 Nobody grinds today. | 3 Flour. | fn1 A water mill.",
            "ar: 1 الطاحونة قائمة. | 3 دقيق.",
        ],
    );
    check(
        "bridge.xlf",
        XLIFF2,
        3,
        &[
            "en: 0+1 one.txt | 1 The bridge is old. | 2 Walk slowly. | 2+1 two.txt | 3 Night. | fn1 On the bridge.",
            "zh: 0+1 one.txt | 1 桥很旧。 | 2 慢走。",
        ],
    );
    let documents = read("mill.xlf", XLIFF1.as_bytes()).expect("read").documents;
    let Some(Correspondence::Units { doubtful, .. }) = &documents[0].correspondence else { unreachable!("no units") };
    assert_eq!(doubtful, &[1], "a target that needs a review is doubtful");
    assert_eq!(beside(&documents[0], &documents[1]), "1=1 2= 3=3 fn1=");
}

#[test]
fn messages_have_their_plural_forms_contexts_and_comments() {
    check(
        "orchard.po",
        PO,
        4,
        &[
            "en: 1 Closed | 2 Closed for good | 3 %d apple | 3~2 %d apples | 4 Not \"yet\" translated | fn1 Shown on the gate. | fn2 msgctxt: menu",
            "ar: 1 مغلق | 2 مغلق نهائيا | 3 تفاحة | 3~2 تفاحتان | 3~3 %d تفاحات",
        ],
    );
    let imported = read("orchard.po", PO.as_bytes()).expect("read");
    assert_eq!(beside(&imported.documents[0], &imported.documents[1]), "1=1 2=2 3,3~2=3,3~2,3~3 4= fn1= fn2=");
    assert_eq!(warned(&imported), ["line 31: 1 obsolete messages (#~) are left out"]);
    assert_eq!(imported.documents[0].title, "orchard 2");
    // What is fuzzy stands beside its message, and is not sure.
    let parallel = hexapla::align::align_documents(&imported.documents[0], &imported.documents[1], &[], &mut |_| true);
    let scores: Vec<f32> = parallel.expect("not stopped").blocks.beads.iter().map(|bead| bead.score).collect();
    assert!(scores[2] < 0.5 && scores[0] > 0.9, "{scores:?}");
}

#[test]
fn a_catalogue_is_in_the_encoding_that_its_header_names_unless_that_is_false() {
    let french = |charset: &str| {
        let text = format!(
            "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset={charset}\\n\"\n\nmsgid \"Summer\"\nmsgstr \"\u{1}t\u{1}\"\n\nmsgid \"The schoolboys were astonished\"\nmsgstr \"Les \u{1}coliers \u{1}taient \u{1}tonn\u{1}s\"\n"
        );
        text.bytes().map(|byte| if byte == 1 { 0xE9 } else { byte }).collect::<Vec<u8>>()
    };
    let read = |charset: &str| read("app.fr.po", &french(charset)).expect("read");
    assert_eq!(read("ISO-8859-1").documents[1].blocks[0].text, "été");
    let false_one = read("koi8-r");
    assert_eq!(false_one.documents[1].blocks[1].text, "Les écoliers étaient étonnés");
    assert!(warned(&false_one)[0].contains("koi8-r"), "{:?}", warned(&false_one));
    let arabic: Vec<u8> = [
        &b"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=CP1256\\n\"\n\nmsgid \"Gate\"\nmsgstr \""[..],
        &[0xC8, 0xC7, 0xC8],
        b"\"\n",
    ]
    .concat();
    assert_eq!(super::read("x.ar.po", &arabic).expect("read").documents[1].blocks[0].text, "باب");
}

#[test]
fn columns_are_versions_by_their_headers_or_by_what_they_hold() {
    check("weather.csv", CSV, 3, &["en: 1 Rain; then \"sun\" | 2 Wind | 3 Two lines", "ar: 1 مطر ثم شمس | 3 سطران"]);
    let csv = read("weather.csv", CSV.as_bytes()).expect("read");
    assert_eq!(csv.documents[0].blocks[1].id.as_deref(), Some("k.2"));
    let bare = "1\tThe road was closed.\tأُغلق الطريق.\t0.9\n2\tIt was opened again.\tوفُتح من جديد.\t0.8\n";
    let tsv = read("road.tsv", bare.as_bytes()).expect("read");
    assert_eq!(
        shown(&tsv.documents),
        "en: 1 The road was closed. | 2 It was opened again.\nar: 1 أُغلق الطريق. | 2 وفُتح من جديد."
    );
    // Numbers beside names are a table, not two versions.
    let numbers = read("count.csv", b"Place,Count\nNorth,12\nSouth,7\n").expect("read");
    assert_eq!(numbers.documents[0].blocks[0].kind, Kind::Table);
    assert_eq!(numbers.documents[0].blocks[0].rows[2], ["South", "7"]);
}

#[test]
fn a_book_is_named_by_chapter_and_verse() {
    check(
        "letter.en.usfm",
        USFM,
        0,
        &[
            "en: 0+1 The Letter | 1 1 | 1+1 Beginning | 1:1 In spring the river rose. | 1:2 It was high, and wide. | 2 2 | 2:1 Then it fell. | fn1 Or: stream.",
        ],
    );
    let book = &read("letter.en.usfm", USFM.as_bytes()).expect("read").documents[0];
    let verse = |key: &str| book.blocks.iter().find(|block| block.key.as_str() == key).expect("a verse");
    assert_eq!(verse("2:1").number.as_deref(), Some("1-2"));
    assert_eq!(verse("1:1").id.as_deref(), Some("TST 1:1"));
    assert_eq!((verse("1:1").spans[0].start, book.title.as_str()), ("In spring the river".len(), "Letter"));
    let french =
        USFM.replace("In spring the river", "Au printemps le fleuve").replace("\\v 2 It was \\nd high\\nd*,\n", "");
    let other = &read("letter.fr.usfm", french.as_bytes()).expect("read").documents[0];
    assert_eq!(beside(book, other), "0+1=0+1 1=1 1+1=1+1 1:1=1:1 1:2= 2=2 2:1=2:1 fn1=fn1");
}

#[test]
fn segments_with_ids_are_named_by_them_in_every_file() {
    check(
        "tx1_translation-en-x.json",
        BILARA,
        0,
        &["en: 0.1 Collected Letters | 1.1 So it was heard. | 1.3 At one time."],
    );
    let root = BILARA.replace("\"\"", "\"Evaṁ\"").replace("So it was heard. ", "Me sutaṁ");
    let other = read("tx1_root-pli-ms.json", root.as_bytes()).expect("read").documents.remove(0);
    assert_eq!(other.language.tag(), "pi");
    let own = read("tx1_translation-en-x.json", BILARA.as_bytes()).expect("read").documents.remove(0);
    assert_eq!(beside(&other, &own), "0.1=0.1 1.1=1.1 1.2= 1.3=1.3");
}

#[test]
fn cues_correspond_by_their_times() {
    let srt = read("river.en.srt", SRT.as_bytes()).expect("read").documents.remove(0);
    let vtt = read("river.ar.vtt", VTT.as_bytes()).expect("read").documents.remove(0);
    assert_eq!(
        shown(std::slice::from_ref(&srt)),
        "en: 1 The river rose in the night. | 2 Nobody heard it. | 3 Where is the boat? Gone. | 4 Wait."
    );
    assert_eq!(shown(std::slice::from_ref(&vtt)), "ar: 1 ارتفع النهر ليلا ولم يسمعه أحد. | 2 أين القارب؟ | 3 ذهب.");
    assert_eq!(beside(&srt, &vtt), "1,2=1 3=2,3 4=");
    assert_eq!(beside(&vtt, &srt), "1=1,2 2,3=3 =4");
}

#[test]
fn sentences_with_ids_are_blocks() {
    check("walk.xml", TEI, 0, &["en: 0+1 Morning | 1 The path was wet. | 2 We went on. | 3 It dried."]);
    let walk = &read("walk.xml", TEI.as_bytes()).expect("read").documents[0];
    assert_eq!((walk.title.as_str(), walk.blocks[2].id.as_deref()), ("A walk", Some("1.2")));
}
