//! The handbook whose translations keep the ids of the original: equal ids stand beside each other.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use hexapla::align::align_blocks;
use hexapla::document::Document;
use hexapla::import::Hints;
use hexapla::library::open_sources;
use hexapla::text::Direction;

use crate::harness::corpus;

fn open(path: &Path) -> Document {
    let opened = open_sources(&[path.to_string_lossy().into_owned()], None, &Hints::default()).expect("a page");
    opened.into_iter().next().expect("one document").document
}

/// The pages of every language: name of the page, then language.
fn pages(folder: &Path) -> BTreeMap<String, BTreeMap<String, PathBuf>> {
    let mut found: BTreeMap<String, BTreeMap<String, PathBuf>> = BTreeMap::new();
    for language in std::fs::read_dir(folder).expect("the handbook").flatten().filter(|entry| entry.path().is_dir()) {
        let name = language.file_name().to_string_lossy().into_owned();
        for page in std::fs::read_dir(language.path()).expect("its pages").flatten() {
            let file = page.file_name().to_string_lossy().into_owned();
            if file.ends_with(".html") {
                found.entry(file).or_default().insert(name.clone(), page.path());
            }
        }
    }
    found
}

fn ids(document: &Document) -> HashMap<&str, usize> {
    document.blocks.iter().enumerate().filter_map(|(at, block)| Some((block.id.as_deref()?, at))).collect()
}

#[test]
fn paragraphs_with_equal_ids_are_aligned_with_each_other() {
    let Some(corpus) = corpus("the handbook's ids") else { return };
    let (mut equal, mut met) = (0, 0);
    for (page, versions) in pages(&corpus.join("data/formats/html/debian-handbook")) {
        let read: BTreeMap<&String, Document> = versions.iter().map(|(l, path)| (l, open(path))).collect();
        for (language, document) in &read {
            let primary = language.split('-').next().unwrap_or(language);
            assert_eq!(document.language.primary(), primary, "{language}/{page}");
            let is_rtl = matches!(primary, "ar" | "fa");
            assert_eq!(document.direction, if is_rtl { Direction::Rtl } else { Direction::Ltr }, "{language}/{page}");
        }
        let Some(original) = read.get(&"en-US".to_owned()) else { continue };
        for (language, document) in read.iter().filter(|(language, _)| language.as_str() != "en-US") {
            let beads = align_blocks(original, document, &[]).beads;
            let theirs = ids(document);
            for (id, own) in ids(original) {
                let Some(other) = theirs.get(id) else { continue };
                equal += 1;
                let is_met = beads.iter().any(|bead| bead.source.contains(&own) && bead.target.contains(other));
                met += usize::from(is_met);
                if !is_met {
                    println!("{language}/{page}: {id}: {} is not beside {other}", own);
                }
            }
        }
    }
    println!("{met} of {equal} equal ids are aligned");
    assert!(equal > 0 && met * 100 >= equal * 99, "{met} of {equal}");
}
