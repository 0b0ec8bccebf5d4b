//! Tests of: what was written to the journal is read again, and what is damaged in it is missed.

use super::*;

fn image(key: i64, text: &str) -> Image {
    let row =
        BTreeMap::from([("row".to_owned(), Cell::Integer(key)), ("body".to_owned(), Cell::Text(text.to_owned()))]);
    Image { table: "annotations".to_owned(), key, row: Some(row) }
}

fn gone(key: i64) -> Image {
    Image { row: None, ..image(key, "") }
}

fn began(home: &Path, today: &str, rows: &[(i64, &str)]) -> Position {
    begin(home, today, |put| {
        put(Entry { format: Some(4), ..Entry::default() })?;
        rows.iter().try_for_each(|(key, text)| put(Entry { rows: vec![image(*key, text)], ..Entry::default() }))
    })
    .expect("begun")
}

fn bodies(backup: &Backup) -> Vec<String> {
    let rows = backup.rows.get("annotations").into_iter().flatten();
    rows.filter_map(|(_, row)| match row.get("body") {
        Some(Cell::Text(text)) => Some(text.clone()),
        _ => None,
    })
    .collect()
}

#[test]
fn everything_that_was_written_is_read_again() {
    let home = tempfile::tempdir().expect("a folder");
    let mut position = began(home.path(), "2026-03-01", &[(1, "one"), (2, "two\n\u{645}\u{200f}")]);
    position = append(home.path(), &position, vec![image(3, "three"), gone(1)]).expect("written");
    position = append(home.path(), &position, vec![image(2, "second")]).expect("written");
    let backup = latest(home.path()).expect("read").expect("a backup");
    assert_eq!(bodies(&backup), ["second", "three"]);
    assert_eq!((backup.format, backup.damaged, &backup.end), (Some(4), 0, &position));
    // Read from a place in it on.
    let from = append(home.path(), &position, vec![image(4, "four")]).expect("written");
    let told = read(home.path(), &position).expect("read");
    assert_eq!((told.entries.len(), told.damaged, told.end), (1, 0, from));
}

#[test]
fn a_line_that_was_cut_off_was_never_acknowledged() {
    let home = tempfile::tempdir().expect("a folder");
    let position = began(home.path(), "2026-03-01", &[(1, "one")]);
    append(home.path(), &position, vec![image(2, "two")]).expect("written");
    let path = folder(home.path()).join(&position.file);
    let whole = std::fs::read(&path).expect("read");
    for cut in usize::try_from(position.length).expect("small")..whole.len() {
        std::fs::write(&path, &whole[..cut]).expect("written");
        let backup = latest(home.path()).expect("read").expect("a backup");
        assert_eq!((bodies(&backup), backup.damaged, &backup.end), (vec!["one".to_owned()], 0, &position));
    }
    // The next line takes its place.
    append(home.path(), &position, vec![image(3, "three")]).expect("written");
    assert_eq!(bodies(&latest(home.path()).expect("read").expect("a backup")), ["one", "three"]);
}

#[test]
fn a_changed_byte_of_a_backup_is_seen_and_the_backup_before_it_helps() {
    let home = tempfile::tempdir().expect("a folder");
    let position = began(home.path(), "2026-03-01", &[(1, "one"), (2, "two")]);
    append(home.path(), &position, vec![image(3, "three"), gone(2)]).expect("written");
    let newer = began(home.path(), "2026-03-02", &[(1, "one"), (3, "three")]);
    append(home.path(), &newer, vec![image(4, "four")]).expect("written");
    let path = folder(home.path()).join(&newer.file);
    let whole = std::fs::read(&path).expect("read");
    for at in 0..whole.len() - 1 {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x15;
        std::fs::write(&path, &damaged).expect("written");
        let backup = latest(home.path()).expect("read").expect("a backup");
        // With the end of the line before it, a line is lost too.
        let appended = at as u64 + 1 >= newer.length;
        assert_eq!(
            bodies(&backup),
            if appended { &["one", "three"][..] } else { &["one", "three", "four"] },
            "byte {at}"
        );
        assert!(backup.damaged > 0, "byte {at}");
    }
}

#[test]
fn the_last_seven_days_are_kept() {
    let home = tempfile::tempdir().expect("a folder");
    for day in 1..=12 {
        began(home.path(), &format!("2026-03-{day:02}"), &[]);
    }
    assert_eq!(began(home.path(), "2026-03-12", &[]).file, "library-2026-03-12-02.jsonl");
    assert_eq!(began(home.path(), "2026-01-01", &[]).file, "library-2026-03-12-03.jsonl", "a clock that was set back");
    std::fs::write(folder(home.path()).join("mine.txt"), "kept").expect("written");
    prune(home.path()).expect("pruned");
    let names = files(home.path()).expect("read");
    let days: Vec<&str> = names.iter().map(|name| day(name)).collect();
    let expected: Vec<String> = (6..=12).chain([12, 12]).map(|day| format!("2026-03-{day:02}")).collect();
    assert_eq!(days, expected);
    assert!(folder(home.path()).join("mine.txt").exists());
    let read_whole = backup_of(&std::fs::read(folder(home.path()).join(&names[0])).expect("read"));
    assert_eq!((read_whole.format, read_whole.damaged), (Some(4), 0));
}
