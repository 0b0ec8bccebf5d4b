//! Files that are opened together.

use std::path::{Path, PathBuf};

use hexapla::document::Document;
use hexapla::import::Hints;
use hexapla::library::{Opened, open_sources};

use super::fixture::*;
use super::{beside, shown};

fn home(files: &[(&str, &str)]) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = home.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    home
}

fn names(home: &Path, files: &[&str]) -> Vec<String> {
    files.iter().map(|name| home.join(name).to_string_lossy().into_owned()).collect()
}

fn open(home: &Path, files: &[&str]) -> Vec<Opened> {
    open_sources(&names(home, files), None, &Hints::default()).expect("opened")
}

fn documents(opened: Vec<Opened>) -> Vec<Document> {
    opened.into_iter().map(|one| one.document).collect()
}

#[test]
fn files_of_lines_that_are_named_so_correspond_line_by_line() {
    let home = home(&[
        ("a.en", "One.\nTwo. Both.\n\nFour.\n"),
        ("a.fr", "Un.\nDeux.\nTrois.\nQuatre.\n"),
        ("b.en", "One.\nTwo.\n"),
    ]);
    let opened = documents(open(home.path(), &["a.en", "a.fr"]));
    assert_eq!(shown(&opened), "en: 1 One. | 2 Two. Both. | 4 Four.\nfr: 1 Un. | 2 Deux. | 3 Trois. | 4 Quatre.");
    assert_eq!(beside(&opened[0], &opened[1]), "1=1 2=2 =3 4=4");
    // Other counts, or paragraphs at the same places, are documents as ever.
    for files in [["b.en", "a.fr"], ["a.en", "b.en"]] {
        assert!(open(home.path(), &files).iter().all(|one| one.document.format == "txt"), "{files:?}");
    }
    let paragraphs = self::home(&[("p.en", "Title\n\nOne.\n\nTwo.\n"), ("p.fr", "Titre\n\nUn.\n\nDeux.\n")]);
    assert!(open(paragraphs.path(), &["p.en", "p.fr"]).iter().all(|one| one.document.format == "txt"));
}

#[test]
fn a_ladder_says_which_lines_of_the_two_others_correspond() {
    let home = home(&[
        ("l.en", "One.\nTwo.\nThree.\nFour.\n"),
        ("l.fr", "Un.\nDeux, trois.\nQuatre.\n"),
        ("l.ladder", "0\t0\t0.5\n1\t1\t1\n3\t2\t0.2\n4\t3\t1\n"),
    ]);
    let opened = documents(open(home.path(), &["l.en", "l.fr", "l.ladder"]));
    assert_eq!(beside(&opened[0], &opened[1]), "1=1 2,3=2 4=3");
    let error =
        open_sources(&names(home.path(), &["l.ladder"]), None, &Hints::default()).expect_err("alone").to_string();
    assert!(error.contains("name them too"), "{error}");
}

#[test]
fn links_lead_to_the_texts_that_they_name_beside_them_and_nowhere_else() {
    let home = home(&[("en/walk.xml", TEI), ("fr/walk.xml", TEI_FR), ("en-fr.xml", LINKS), ("out/secret.xml", TEI)]);
    for files in [&["en-fr.xml"][..], &["en/walk.xml", "fr/walk.xml", "en-fr.xml"]] {
        let opened = documents(open(home.path(), files));
        assert_eq!(beside(&opened[0], &opened[1]), "0+1= 1,2=1 3=2", "{files:?}");
        let said = &opened[0].warnings[0];
        assert_eq!(said.line, Some(4));
        assert!(said.message.contains("the link leads to 9.9"), "{said:?}");
    }
    for path in ["../out/secret.xml", "/etc/hostname", "en/../../out/secret.xml"] {
        let bad = LINKS.replace("en/walk.xml.gz", path);
        let inner = self::home(&[("in/links.xml", &bad), ("in/fr/walk.xml", TEI_FR), ("out/secret.xml", TEI)]);
        let error =
            open_sources(&names(inner.path(), &["in/links.xml"]), None, &Hints::default()).expect_err("refused");
        assert!(error.to_string().contains("name them too"), "{error}");
    }
}

#[test]
fn a_pattern_a_folder_and_several_files_open_as_one_work() {
    let home =
        home(&[("w.ar.txt", "جاء الربيع.\n"), ("w.en.txt", "Spring came.\n"), ("w.tmx", TMX), ("note.md", "No.\n")]);
    let pattern = |pattern: &str| {
        open(home.path(), &[pattern]).iter().map(|one| one.document.language.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(pattern("w.??.txt"), ["ar", "en"]);
    assert_eq!(pattern("w.[t-z]*"), ["en-US", "fr", "ar"]);
    let all: PathBuf = home.path().into();
    assert!(open_sources(&[all.to_string_lossy().into_owned()], None, &Hints::default()).expect("opened").len() >= 5);
    let error =
        open_sources(&names(home.path(), &["*.nothing"]), None, &Hints::default()).expect_err("none").to_string();
    assert!(error.contains("no file fits"), "{error}");
}
