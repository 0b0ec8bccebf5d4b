//! Tests of: what other programs wrote is read as they meant it; damage is said and costs no more than its line.

use super::*;
use crate::align::Bead;

fn wanted() -> Wanted {
    Wanted { source: Language::new("en"), target: Language::new("fr") }
}

/// The beads as `0,1=0` with the score behind where it is not 1, and the warnings as `line: words`.
fn said(rows: Rows, source: &[&str], target: &[&str]) -> (String, Vec<String>) {
    let (alignment, warnings) = rows.fit(source, target);
    let (mut ours, mut theirs) = (vec![0; source.len()], vec![0; target.len()]);
    for bead in &alignment.beads {
        bead.source.clone().for_each(|at| ours[at] += 1);
        bead.target.clone().for_each(|at| theirs[at] += 1);
    }
    assert!(ours.iter().chain(&theirs).all(|count| *count == 1), "each segment once: {alignment:?}");
    let starts: Vec<_> = alignment.beads.iter().map(|bead| bead.source.start).collect();
    assert!(starts.is_sorted(), "in the order of the source: {alignment:?}");
    let side = |range: &Range<usize>| range.clone().map(|at| at.to_string()).collect::<Vec<_>>().join(",");
    let one = |bead: &Bead| {
        let score = if bead.score == 1.0 { String::new() } else { format!("@{}", bead.score) };
        format!("{}={}{score}", side(&bead.source), side(&bead.target))
    };
    (alignment.beads.iter().map(one).collect::<Vec<_>>().join(" "), warnings.iter().map(placed).collect())
}

const SOURCE: &[&str] = &["Snow fell.", "The road was shut.", "Nobody came.", "Then it thawed."];
const TARGET: &[&str] = &["Il neigea, et la route fut fermée.", "Personne ne vint.", "Puis ce fut le dégel.", "Fin."];

#[track_caller]
fn check(file: &str, beads: &str, warnings: &[&str]) {
    let rows = read(file.as_bytes(), &wanted()).expect("it is read");
    let (found, messages) = said(rows, SOURCE, TARGET);
    assert_eq!(found, beads, "{file}");
    assert_eq!(messages.len(), warnings.len(), "{messages:?}");
    for (message, words) in messages.iter().zip(warnings) {
        assert!(message.contains(words), "{message:?} does not say {words:?}");
    }
}

const BEADS: &str = "0,1=0 2=1 3=2 =3";

#[test]
fn numbers_of_every_format_are_the_same_beads() {
    check("[0, 1]:[0]:1\n[2]:[1]\r\n[3]:[2]:0.5\n\n[]:[3]:0", "0,1=0 2=1 3=2@0.5 =3@0", &[]);
    // A rung stands where a bead begins; the last one ends both texts. Qualities know no bounds.
    check("0\t0\t3.5\n2\t1\t0.25\n3\t2\t-2\n4\t3\t1\n4\t4\t0\n", "0,1=0 2=1@0.25 3=2@0 =3", &[]);
    let jsonl = r#"{"source":{"segments":[{"number":0},{"number":1}]},"target":{"segments":[{"number":0}]},"score":0.5}
{"source":{"text":"Nobody came."},"target":{"text":"Personne ne vint."}}
{"source":{"segments":[{"number":3}]},"target":{"segments":[{"number":2}]},"score":1.0}
{"source":{"segments":[]},"target":{"segments":[{"number":3}]},"score":1}"#;
    check(jsonl, "0,1=0@0.5 2=1 3=2 =3", &[]);
}

#[test]
fn texts_of_every_format_are_the_same_beads() {
    check(
        "1 2\tSnow fell. The road was shut.\tIl neigea, et la route fut fermée.\t0.5\n3\tNobody came.\tPersonne ne vint.\t1\n\
         4\tThen it thawed.\tPuis ce fut le dégel.\t1\n\t\tFin.\t1\n",
        "0,1=0@0.5 2=1 3=2 =3",
        &[],
    );
    // hunalign -text, with its sign between sentences.
    check(
        "Snow fell. ~~~ The road was shut.\tIl neigea, et la route fut fermée.\t0.5\nNobody came.\tPersonne ne vint.\t0.25\n\
         Then it thawed.\tPuis ce fut le dégel.\t1\n\tFin.\t0\n",
        "0,1=0@0.5 2=1@0.25 3=2 =3@0",
        &[],
    );
    let moses = read_lines(
        b"Snow fell. The road was shut.\nNobody came.\nThen it thawed.\n\n",
        "Il neigea, et la route fut fermée.\r\nPersonne ne vint.\r\nPuis ce fut le dégel.\r\nFin.\r\n".as_bytes(),
    );
    assert_eq!(said(moses, SOURCE, TARGET), (BEADS.to_owned(), vec![]));
}

#[test]
fn a_translation_memory_is_read_whatever_else_it_holds() {
    let tmx = r#"<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<!-- <tu> --><tmx version="1.4"><header srclang="en-GB"><prop type="x-score">9</prop></header><body>
<tu><note>kept <b>out</b></note><prop type="x-Score"> 0.5 </prop>
  <tuv xml:lang="es"><seg>Nevó.</seg></tuv>
  <tuv xml:lang="FR-ca"><seg>Il neigea, <hi>et la route</hi> fut<ph x="1">{\b}</ph> ferm&#233;e.</seg></tuv>
  <tuv lang="EN_us"><seg><bpt i="1">&lt;b></bpt>Snow<ept i="1">&lt;/b></ept> fell.
     The <![CDATA[road]]> was shut.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Nobody came.</seg></tuv><tuv xml:lang="fr"><seg>Personne ne vint.</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Dann taute es.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Then it thawed.</seg></tuv><tuv xml:lang="fr"><seg>Puis ce fut le dégel.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Fin.</seg></tuv></tu></body></tmx>"#;
    check(tmx, "0,1=0@0.5 2=1 3=2 =3", &["line 9: a unit has neither en nor fr"]);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(tmx.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(said(read(&utf16, &wanted()).expect("UTF-16"), SOURCE, TARGET).0, "0,1=0@0.5 2=1 3=2 =3");
}

#[test]
fn a_variant_without_a_counterpart_is_on_the_side_of_its_language() {
    let unit = |language: &str, side: &str| {
        let tmx = format!("<tmx><body><tu><tuv xml:lang='{language}'>{side}<seg>x</seg></tuv></tu></body></tmx>");
        let wanted = Wanted { source: Language::new("zh"), target: Language::new("zh-Hant") };
        let rows = read(tmx.as_bytes(), &wanted).expect("read");
        matches!((&rows.rows[0].source, &rows.rows[0].target), (Part::Numbers(_), Part::Text(_)))
    };
    assert!(!unit("zh", "") && unit("zh-hant", "") && !unit("zh-SG", ""));
    assert!(unit("zh", "<prop type='x-side'>target</prop>") && !unit("zh-Hant", "<prop type='x-side'>source</prop>"));
}

#[test]
fn entities_of_a_document_type_are_never_expanded_and_nothing_is_fetched() {
    let mut laughs = String::from("<!DOCTYPE tmx [<!ENTITY l0 \"ha\"><!ENTITY x SYSTEM \"file:///etc/hostname\">");
    for n in 1..30 {
        laughs.push_str(&format!("<!ENTITY l{n} \"&l{};&l{};\">", n - 1, n - 1));
    }
    let tmx =
        format!("{laughs}]><tmx><body><tu><tuv xml:lang='en'><seg>&l29;&x;Snow fell.</seg></tuv></tu></body></tmx>");
    let rows = read(tmx.as_bytes(), &wanted()).expect("it is read");
    assert!(matches!(&rows.rows[0].source, Part::Text(text) if text == "&l29;&x;Snow fell."), "{rows:?}");
    assert_eq!(rows.warnings.len(), 2);
}

#[test]
fn a_memory_cut_finer_than_our_sentences_makes_beads_of_whole_sentences() {
    let file = "Snow fell.\tIl neigea,\nThe road was shut.\tet la route fut fermée.\nNobody came.\tPersonne ne vint.\n\
                Then it thawed.\tPuis ce fut le dégel.\n\tFin.\n";
    check(file, "0,1=0 2=1 3=2 =3", &[]);
}

#[test]
fn repeated_and_moved_texts_find_their_own_segments() {
    let (source, target) = (["Yes.", "No.", "Yes.", "Yes.", "Done."], ["Oui.", "Oui.", "Non.", "Oui.", "Fait."]);
    let file = "Yes.\tOui.\nNo.\tNon.\nYes.\tOui.\nYes.\tOui.\nDone.\tFait.\n";
    let (beads, warnings) = said(read(file.as_bytes(), &wanted()).expect("read"), &source, &target);
    assert_eq!(beads, "0=0 1=2 2=3 3=1 4=4");
    assert_eq!(warnings, Vec::<String>::new());
    let moved = "[3,4]:[0]:1\n[0]:[3,4]:1\n[1,2]:[1,2]:1\n";
    let (beads, _) = said(read(moved.as_bytes(), &wanted()).expect("read"), &source, &target);
    assert_eq!(beads, "0=3,4 1,2=1,2 3,4=0");
}

#[test]
fn damage_costs_its_line_and_is_said_with_its_place() {
    check(
        "[0]:[0]:1\n[1,3]:[1]:1\nnonsense\n[0]:[2]:1\n[1]:[9]:1\n[]:[99999999999999999999]:1\n",
        "0=0 =1@0 =2@0 =3@0 1= 2=@0 3=@0",
        &[
            "line 2: segments of one side do not follow",
            "line 3: not a bead",
            "line 6: not a bead",
            "line 5: segment 9 of the target, which has 4",
            "line 4: its segments stand in an earlier line",
            "2 segments of the source, the first of them 2,",
            "3 segments of the target, the first of them 1,",
        ],
    );
    check(
        "0\t0\t1\n2\t1\t1\n1\t1\t1\nx\n4\t4\t1\n",
        "0,1=0 2,3=1,2,3",
        &["line 3: this rung is below", "line 4: not a rung"],
    );
    check(
        "Snow fell.\tIl neigea, et la route fut fermée.\nNot in it at all.\tPersonne ne vint.\na\tb\tc\td\te\n",
        "0=0 =1 =2@0 =3@0 1=@0 2=@0 3=@0",
        &[
            "line 3: 5 columns",
            "line 2: this text is not in the source",
            "3 segments of the source",
            "2 segments of the target",
        ],
    );
    let torn = "<tmx><body><tu><tuv xml:lang='en'><seg>Snow fell.</seg></tuv></tu>\n<tu><tuv xml:lang='en'><seg>The ro";
    let (beads, warnings) = said(read(torn.as_bytes(), &wanted()).expect("read"), SOURCE, &[]);
    assert_eq!(beads, "0= 1=@0 2=@0 3=@0");
    assert!(warnings[0].starts_with("line 2: the file ends before </tmx>"), "{warnings:?}");
    let uneven = read_lines(b"Snow fell.\nThe road was shut.\n", b"Il neigea, et la route fut ferm\xC3\xA9e.\n");
    assert!(said(uneven, SOURCE, TARGET).1[0].starts_with("line 2: the first file has 1 lines more"));
}

#[test]
fn what_is_no_alignment_is_refused_with_its_reason() {
    for (file, words) in [
        ("", "empty"),
        (" \n\n", "empty"),
        ("just a text", "none of tmx, jsonl, pairs, ladder, tsv"),
        ("<html><body/></html>", "not a tmx file: line 1: no <tmx> element"),
        ("<tmx><body></body></tmx>", "not a tmx file: no bead"),
        ("{\"a\": 1}", "not a jsonl file: line 1"),
    ] {
        let error = read(file.as_bytes(), &wanted()).expect_err(file).to_string();
        assert!(error.contains(words), "{file:?}: {error:?}");
    }
}

#[test]
fn damaged_bytes_of_every_format_are_no_panic() {
    let files = [
        "[0, 1]:[0]:0.5\n[2]:[1]:1\n",
        "0\t0\t3.5\n2\t1\t0.25\n4\t4\t0\n",
        "{\"source\":{\"segments\":[{\"number\":0}]},\"target\":{\"text\":\"Fin.\"},\"score\":0.5}\n",
        "3\tNobody came.\tPersonne ne vint.\t1\n\tSnow\tx\n",
        "<!DOCTYPE t [<!ENTITY a \"b\">]><tmx><body><tu><tuv xml:lang=\"en\"><seg>Snow &a;<ph>x</ph></seg></tuv></tu></body></tmx>",
    ];
    let mut seed = 1_u64;
    let mut dice = |sides: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % sides
    };
    let mut read_at_all = 0;
    for round in 0..4000 {
        let mut bytes = files[round % files.len()].as_bytes().to_vec();
        for _ in 0..=dice(3) {
            let at = dice(bytes.len());
            match dice(3) {
                0 => bytes[at] = dice(256) as u8,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"[],:\t\n<>&;{}0\"9\xFF"[dice(16)]),
            }
        }
        if let Ok(rows) = read(&bytes, &wanted()) {
            read_at_all += 1;
            said(rows, SOURCE, TARGET);
        }
    }
    assert!(read_at_all > 1000, "{read_at_all} of 4000 were read");
}

#[test]
fn a_text_that_says_the_same_ten_thousand_times_is_read_in_linear_steps() {
    // A quadratic search over these would be 10^9 comparisons of texts.
    let sentence = "The committee adopted the report without a vote and went on to the next item.";
    let segments = vec![sentence; 30_000];
    let file = format!("{sentence}\t{sentence}\n").repeat(30_000);
    let (alignment, warnings) = read(file.as_bytes(), &wanted()).expect("read").fit(&segments, &segments);
    assert_eq!((alignment.beads.len(), warnings.len()), (30_000, 0));
    assert!(alignment.beads.iter().all(|bead| bead.source == bead.target && bead.source.len() == 1));
}
