//! Tests of: what was removed or edited is not lost; another instance sees it.

use super::*;

fn desk() -> (tempfile::TempDir, Library, Work) {
    let home = tempfile::tempdir().expect("a folder");
    let mut library = Library::open(home.path()).expect("it opens");
    let work = library.record(&[version("a", "/t/river.en.txt", "en", None)], None, true).expect("recorded");
    (home, library, work)
}

fn river(body: &str) -> Annotation {
    note(&document(RIVER), "a", 0, "river", body)
}

fn bodies(annotations: &[Annotation]) -> Vec<&str> {
    annotations.iter().map(|one| one.body.as_str()).collect()
}

#[test]
fn what_is_removed_is_in_the_trash_and_comes_back_as_it_was() {
    let (_home, mut library, work) = desk();
    let kept = library.annotation_save(work.id, &river("kept")).expect("saved");
    let gone = library.annotation_save(work.id, &river("gone")).expect("saved");
    assert!(library.annotation_remove(&gone.id).expect("removed"));
    assert_eq!(bodies(&library.annotations(work.id).expect("read")), ["kept"]);
    assert_eq!(
        (library.annotation_count(work.id).expect("read"), library.annotation(&gone.id).expect("read")),
        (1, None)
    );
    let trash = library.trash().expect("read");
    assert_eq!(
        trash.iter().map(|one| (&one.annotation, one.work_name.as_str())).collect::<Vec<_>>(),
        [(&gone, "river")]
    );
    assert_eq!(library.annotation_restore(&kept.id).expect("read"), None, "it is not in the trash");
    assert_eq!(library.annotation_restore(&gone.id).expect("restored").as_ref(), Some(&gone));
    assert_eq!(library.annotations(work.id).expect("read"), [kept, gone.clone()]);
    assert!(library.trash().expect("read").is_empty());
    library.annotation_remove(&gone.id).expect("removed");
    assert!(!library.trash_delete("nothing").expect("read"));
    assert_eq!(library.trash_empty().expect("emptied"), 1);
    assert_eq!(library.annotation_restore(&gone.id).expect("read"), None);
}

#[test]
fn a_work_that_is_removed_comes_back_with_what_was_written_in_it() {
    let (_home, mut library, work) = desk();
    let note = library.annotation_save(work.id, &river("one")).expect("saved");
    library.remove(work.id).expect("removed");
    assert_eq!(library.works().expect("read").len(), 1, "only the guide");
    assert_eq!((library.work_of(&["a"]).expect("read"), library.work_named("river").expect("read")), (None, None));
    assert!(library.annotations_all().expect("read").is_empty());
    // Its name is free for another.
    let other = library.record(&[version("b", "/u/river.fr.txt", "fr", None)], None, true).expect("recorded");
    assert_eq!(other.name, "river");
    library.annotation_restore(&note.id).expect("restored").expect("it was in the trash");
    let back = library.work_of(&["a"]).expect("read").expect("the work is back");
    assert_eq!((back.id, back.name.as_str()), (work.id, "river-2"));
    assert_eq!(bodies(&library.annotations(back.id).expect("read")), ["one"]);
    // Recorded again after it was removed: the work is there and its annotations are in the trash still.
    library.remove(back.id).expect("removed");
    let again = library.record(&[version("a", "/t/river.en.txt", "en", None)], None, false).expect("recorded");
    assert_eq!((again.id, library.annotation_count(again.id).expect("read")), (work.id, 0));
    assert_eq!(library.trash().expect("read").len(), 1);
    library.remove(again.id).expect("removed");
    library.trash_empty().expect("emptied");
    let new = library.record(&[version("a", "/t/river.en.txt", "en", None)], None, false).expect("recorded");
    assert_ne!(new.id, work.id, "nothing was left of it");
}

#[test]
fn every_earlier_form_of_an_annotation_is_kept() {
    let (_home, mut library, work) = desk();
    let first = library.annotation_save(work.id, &river("first")).expect("saved");
    library.annotation_save(work.id, &first).expect("saved: nothing changed");
    assert!(library.annotation_history(&first.id).expect("read").is_empty());
    let highlight = Some(Highlight::Question);
    let second = Annotation { highlight, tags: vec!["t".into()], ..first.clone() };
    let second = library.annotation_save(work.id, &second).expect("saved");
    let third = Annotation { body: "third".into(), ..second.clone() };
    library.annotation_save(work.id, &third).expect("saved");
    let history = library.annotation_history(&first.id).expect("read");
    assert_eq!(
        history.iter().map(|form| (&form.body, form.tags.len())).collect::<Vec<_>>(),
        [(&"first".to_owned(), 2), (&"first".to_owned(), 1)]
    );
    assert_eq!((history[1].highlight, &history[1].modified), (highlight, &second.modified));
    // Undone by saving what was before.
    let undone = library.annotation_save(work.id, &history[0]).expect("saved");
    assert_eq!((&undone.body, undone.highlight), (&first.body, None));
    assert_eq!(library.annotation_history(&first.id).expect("read").len(), 3);
}

#[test]
fn annotations_and_tags_of_the_whole_library() {
    let (_home, mut library, work) = desk();
    let other = library.record(&[version("b", "/t/a.fr.txt", "fr", None)], None, true).expect("recorded");
    for (work, body, tags) in [(work.id, "1", vec!["x", "y"]), (other.id, "2", vec!["y"]), (work.id, "3", vec![])] {
        let tags = tags.into_iter().map(str::to_owned).collect();
        library.annotation_save(work, &Annotation { tags, ..river(body) }).expect("saved");
    }
    let all = library.annotations_all().expect("read");
    let all: Vec<_> = all.iter().map(|(work, notes)| (work.name.as_str(), bodies(notes))).collect();
    assert_eq!(all, [("a", vec!["2"]), ("river", vec!["1", "3"])]);
    assert_eq!(library.tags_all().expect("read"), [("y".to_owned(), 2), ("x".to_owned(), 1)]);
}

#[test]
fn a_change_by_another_instance_is_noticed_and_one_s_own_is_not() {
    let (home, mut library, work) = desk();
    let mut other = Library::open(home.path()).expect("it opens");
    let before = library.data_version().expect("read");
    library.annotation_save(work.id, &river("mine")).expect("saved");
    assert_eq!(library.data_version().expect("read"), before);
    other.annotation_save(work.id, &river("theirs")).expect("saved");
    assert_ne!(library.data_version().expect("read"), before);
    assert_eq!(bodies(&library.annotations(work.id).expect("read")), ["mine", "theirs"]);
}

#[test]
fn an_import_brings_back_what_is_in_the_trash() {
    let (_home, mut library, work) = desk();
    let saved = library.annotation_save(work.id, &river("x")).expect("saved");
    library.annotation_remove(&saved.id).expect("removed");
    assert_eq!(library.annotation_import(work.id, &saved).expect("imported"), (saved.clone(), Imported::New));
    assert_eq!(library.annotation_import(work.id, &saved).expect("imported"), (saved.clone(), Imported::Known));
    assert_eq!(library.annotations(work.id).expect("read"), [saved]);
}

#[test]
fn annotations_of_before_there_were_kinds_of_highlight_are_read() {
    let text = r#"{"id": "1", "kind": "highlight", "scope": "version", "body": "", "created": "", "modified": "",
        "target": {"hash": "a", "language": "en", "key": "1", "start": 0, "end": 3, "exact": "The", "prefix": "",
        "suffix": ""}}"#;
    let read: Annotation = serde_json::from_str(text).expect("read");
    assert_eq!((read.kind, read.highlight, read.tags.len()), (AnnotationKind::Highlight, None, 0));
    let signs: std::collections::HashSet<char> = Highlight::ALL.into_iter().map(Highlight::sign).collect();
    assert_eq!(signs.len(), 5, "told apart without colour");
    assert!(Highlight::ALL.into_iter().all(|kind| Highlight::named(kind.name()) == Some(kind)));
}
