//! A file that takes long: its beginning is read while the rest comes, which then stands where one reads.

use std::path::Path;

use hexapla::import::Hints;
use hexapla::library::{Opened, open_beginnings, open_sources};

use super::desk::{Desk, SCREENS};

/// Two versions of a long text; gives the arguments that name them.
fn long(folder: &Path) -> Vec<String> {
    let file = |name: &str, line: &dyn Fn(usize) -> String| {
        let path = folder.join(name);
        let text: String = (1..=9_000).map(line).collect();
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let english = file("log.en.txt", &|n| format!("{n}.\tThe ferry crosses the river for the {n}th time this year.\n"));
    let french = file("log.fr.txt", &|n| format!("{n}.\tLe bac passe la rivière pour la {n}e fois de cette année.\n"));
    vec![english, french]
}

/// A reader on the beginning of these files, and the whole of them.
fn begun(names: &[String], size: (u16, u16)) -> (Desk, Vec<Opened>) {
    let start = open_beginnings(names, None, &Hints::default()).expect("a beginning");
    let whole = open_sources(names, None, &Hints::default()).expect("the whole");
    assert!(start[0].document.blocks.len() < whole[0].document.blocks.len());
    let home = tempfile::tempdir().expect("a folder");
    (Desk::open(start, home.path(), size), whole)
}

fn body(desk: &Desk) -> Vec<String> {
    let rows = desk.rows();
    rows[1..rows.len() - 1].to_vec()
}

#[test]
fn the_whole_stands_where_the_beginning_was_read() {
    for size in SCREENS {
        let folder = tempfile::tempdir().expect("a folder");
        let names = long(folder.path());
        for keys in ["", "j j j", "Ctrl-d Ctrl-d j", ": 2 0 0 Enter k k Tab", "4 0 Ctrl-f"] {
            let (before, whole) = begun(&names, size);
            let mut before = before.keys(keys);
            let home = tempfile::tempdir().expect("a folder");
            let mut after = Desk::open(whole, home.path(), size);
            after.app.go_on(&mut before.app);
            after.app.lay_out();
            assert_eq!(body(&after), body(&before), "{keys:?}");
            assert_eq!(after.key(), before.key(), "{keys:?}");
            assert_eq!(after.app.panes.focus, before.app.panes.focus, "{keys:?}");
            let end = after.keys("G");
            assert!(end.screen().contains("9000th"), "{}", end.screen());
        }
    }
}

#[test]
fn a_place_that_was_kept_is_gone_to_unless_a_person_moved_meanwhile() {
    let folder = tempfile::tempdir().expect("a folder");
    let names = long(folder.path());
    let home = tempfile::tempdir().expect("a folder");
    let size = (100, 30);
    let (mut resting, whole) = begun(&names, size);
    let mut desk = Desk::open(whole.clone(), home.path(), size).keys(": 8 0 0 0 Enter");
    desk.app.keep_place();
    let mut again = Desk::open(whole.clone(), home.path(), size);
    again.app.go_on(&mut resting.app);
    assert_eq!(again.key(), "8000");
    let mut moved = resting.keys("j j j");
    let mut again = Desk::open(whole, home.path(), size);
    again.app.go_on(&mut moved.app);
    assert_eq!(again.key(), moved.key());
}

#[test]
fn no_note_is_begun_that_could_not_be_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut desk, _) = begun(&long(folder.path()), (100, 30));
    desk.app.is_begun = true;
    let desk = desk.keys("j a");
    assert!(desk.app.is_idle(), "nothing is open: {}", desk.screen());
    assert!(desk.status().contains("still being read"), "{}", desk.status());
}
