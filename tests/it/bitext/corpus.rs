//! Real files: as many units as an independent program counts (translate-toolkit 3.20.4), and a table to be read by eye.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use hexapla::import::{self, Hints};

use crate::harness::corpus;

/// Units of the files in the folders `tmx`, `po` and `xliff`, without headers and obsolete messages. OASIS's files of version 2
/// stand under their names alone; what is not listed has one.
const UNITS: &[(&str, usize)] = &[
    ("omegat_file-POFilter-Monolingual.po", 2),
    ("omegat_file-POFilter-be-utf8.po", 992),
    ("omegat_file-POFilter-fuzzyCtx-expected.po", 2),
    ("omegat_file-POFilter-fuzzyCtx.po", 2),
    ("omegat_file-POFilter-multilines.po", 3),
    ("omegat_file-POFilter-multiple2.po", 2),
    // The toolkit refuses this one for its bytes; it has four messages.
    ("omegat_ExportTest1D.po", 4),
    ("translate_f43.tgif.fr.po", 321),
    ("translate_af-pootle.po", 288),
    ("omegat_ExportTest1A.tmx", 4),
    ("omegat_ExportTest1C.tmx", 4),
    ("omegat_ExportTest1E.tmx", 4),
    ("omegat_ImportTest1A.tmx", 2),
    ("omegat_ImportTest1C.tmx", 3),
    ("omegat_ImportTest1E.tmx", 3),
    ("omegat_ImportTest1G.tmx", 3),
    ("omegat_ImportTest1J_many.tmx", 3),
    ("omegat_ImportTest2A.tmx", 7),
    ("omegat_alternative14.tmx", 2),
    ("omegat_auto14.tmx", 2),
    ("omegat_test-level2.tmx", 4),
    ("omegat_test-match-stat-en-ca11.tmx", 259),
    ("omegat_test-multiple-entries.tmx", 4),
    ("omegat_test-multiple-tuv.tmx", 3),
    ("omegat_test-omegat-invalid.tmx", 4),
    ("omegat_test-save-tmx14.tmx", 4),
    ("omegat_file-XLIFFFilter-tags.xlf", 10),
    ("Good-ctr_storageRestriction-patterns.xlf", 2),
    ("Good-slr_equivStorage-ec-not-isolated.xlf", 2),
    ("allExtensions.xlf", 3),
    ("withNotes_complex.xlf", 2),
    ("bad_SubFlowWithInvalidValue.xlf", 3),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for path in std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[test]
fn real_bitexts_have_the_units_that_another_program_counts() {
    let Some(corpus) = corpus("units of real bitexts") else { return };
    let mut table = String::new();
    let (mut wrong, mut silent, mut counted) = (Vec::new(), Vec::new(), 0);
    for folder in ["tmx", "po", "xliff", "xml-hostile"] {
        for path in files(&corpus.join("data/formats").join(folder)) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name.ends_with(".md") || name.ends_with(".zip") {
                continue;
            }
            let bytes = std::fs::read(&path).expect("a file");
            let is_invalid = path.iter().any(|part| part == "invalid") || name.contains("invalid");
            match import::read_all(&bytes, &Hints { name: Some(name.clone()), ..Hints::default() }) {
                Ok(imported) => {
                    let blocks: usize = imported.documents.iter().map(|document| document.blocks.len()).sum();
                    let languages: Vec<&str> =
                        imported.documents.iter().map(|document| document.language.tag()).collect();
                    let warnings = super::warned(&imported);
                    let first = warnings.first().map_or("", String::as_str);
                    let format = imported.documents.first().map_or("", |document| document.format.as_str());
                    let _ = writeln!(
                        table,
                        "{name}\t{format}\t{}\t{blocks}\t{}\t{}\t{first}",
                        imported.units,
                        languages.join(","),
                        warnings.len()
                    );
                    if folder != "xml-hostile" {
                        counted += 1;
                        let expected = UNITS.iter().find(|(own, _)| *own == name).map_or(1, |(_, units)| *units);
                        if imported.units != expected {
                            wrong.push(format!("{name}: {} units, not {expected}", imported.units));
                        }
                    }
                    if is_invalid && !warnings.iter().any(|one| one.starts_with("line ")) {
                        silent.push(name);
                    }
                }
                Err(error) => {
                    let _ = writeln!(table, "{name}\t\t\t\t\t\t{error}");
                    if is_invalid && !error.to_string().contains("line ") {
                        silent.push(name);
                    }
                }
            }
        }
    }
    if let Some(path) = std::env::var_os("HEXAPLA_TABLE") {
        std::fs::write(path, &table).expect("the table is written");
    }
    assert!(wrong.is_empty(), "{wrong:#?}\n{table}");
    assert!(silent.is_empty(), "invalid, and nothing is said of it: {silent:#?}\n{table}");
    assert!(counted > 60, "{counted} files");
}
